// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/impl/chain.h"

#include "base/error.h"

#include <fmt/format.h>

namespace bursar::engine {

namespace {
constexpr std::uint64_t kGwei = 1'000'000'000;

[[noreturn]] void refuse(std::string_view key, std::string_view why)
{
    throw base::Error(base::ErrorCode::InvalidInput, "invalid_setting", fmt::format("{} {}", key, why),
                      {{std::string(key), "invalid_setting", std::string(why)}});
}

crypto::PrivateKey keyOf(const base::Config& config, std::string_view setting)
{
    auto key = crypto::PrivateKey::fromHex(config.text(setting));
    if (!key)
        refuse(setting, "must be a private key: 64 hexadecimal digits");
    return std::move(*key);
}

chain::evm::Address contractOf(const base::Config& config)
{
    const auto address = chain::evm::parseAddress(config.text("escrow_contract"));
    if (!address)
        refuse("escrow_contract", "must be a 0x address");
    return *address;
}

chain::evm::FinalityRule finalityOf(const base::Config& config)
{
    return {std::uint64_t(config.integer("evm_confirmations")), config.boolean("evm_use_finalized")};
}

transactions::Options senderOptions(const base::Config& config)
{
    transactions::Options options;
    options.feeMax = base::Amount(std::uint64_t(config.integer("evm_fee_max_gwei"))) * kGwei;
    options.tipFloor = base::Amount(std::uint64_t(config.integer("evm_tip_floor_gwei"))) * kGwei;
    options.finality = finalityOf(config);
    return options;
}

channels::EscrowOptions escrowOptions(const base::Config& config, std::function<std::string()> url)
{
    channels::EscrowOptions options;
    options.chainId = std::uint64_t(config.integer("evm_chain_id"));
    options.contract = contractOf(config);
    options.finality = finalityOf(config);
    options.url = std::move(url);
    if (const std::string facilitator = config.text("x402_facilitator_url"); !facilitator.empty())
        options.facilitator = x402::FacilitatorOptions{.url = facilitator};
    return options;
}

chain::evm::JsonRpcOptions rpcOptions(const base::Config& config)
{
    chain::evm::JsonRpcOptions options;
    options.chainId = std::uint64_t(config.integer("evm_chain_id"));
    options.urls = config.list("evm_rpc_url");
    return options;
}
} // namespace

Chain::Chain(const base::Config& config, db::Pool& pool, net::HttpClient& http, base::Metrics& metrics, const base::Clock& clock,
             std::function<std::string()> url)
    : rpc(rpcOptions(config), http, metrics, clock),
      sender(pool, rpc, keyOf(config, "operator_key"), metrics, clock, senderOptions(config)),
      escrow(pool, rpc, sender, keyOf(config, config.text("settler_key").empty() ? "operator_key" : "settler_key"), http, clock,
             escrowOptions(config, std::move(url)))
{
}

std::unique_ptr<Chain> Chain::of(const base::Config& config, db::Pool& pool, net::HttpClient& http, base::Metrics& metrics,
                                 const base::Clock& clock, std::function<std::string()> url)
{
    constexpr std::array<std::string_view, 3> kNeeded{"evm_rpc_url", "escrow_contract", "operator_key"};
    std::size_t set = 0;
    for (const std::string_view key : kNeeded)
        set += config.text(key).empty() ? 0 : 1;
    if (set == 0)
        return nullptr;
    for (const std::string_view key : kNeeded) {
        if (config.text(key).empty())
            refuse(key, "is needed as well: evm_rpc_url, escrow_contract and operator_key belong together");
    }
    if (config.integer("evm_chain_id") == 0)
        refuse("evm_chain_id", "is needed with evm_rpc_url");
    if (config.boolean("free_channels"))
        refuse("free_channels", "contradicts escrow_contract: credits are paid for, or they are not");
    return std::make_unique<Chain>(config, pool, http, metrics, clock, std::move(url));
}

} // namespace bursar::engine
