// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/escrow.h"

#include "base/error.h"
#include "base/metrics.h"
#include "chain/evm/abi.h"
#include "chain/evm/json_rpc.h"
#include "escrow_files.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <thread>

namespace bursar::ctl {

namespace {
namespace evm = chain::evm;
using base::Error;
using base::ErrorCode;

constexpr std::chrono::minutes kMinedWithin{5};
constexpr std::chrono::seconds kLookEvery{1};
constexpr std::uint64_t kGwei = 1'000'000'000;
constexpr unsigned kFeeBlocks = 10;
constexpr double kFeePercentile = 50;

crypto::PrivateKey ownerKey()
{
    const char* text = std::getenv("AEL_OPERATOR_EVM_KEY");
    auto key = text ? crypto::PrivateKey::fromHex(text) : std::nullopt;
    if (!key)
        throw Error(ErrorCode::InvalidInput, "operator_key", "AEL_OPERATOR_EVM_KEY must hold the owner's private key: 64 hexadecimal digits");
    return std::move(*key);
}

evm::Address addressIn(const std::string& text, const char* option)
{
    const auto address = evm::parseAddress(text);
    if (!address)
        throw base::invalidField(option, "malformed", "must be a 0x address");
    return *address;
}

std::string bytecode()
{
    const boost::json::value artifact = boost::json::parse(embedded::escrow::files().front().text);
    return evm::fromDataHex(std::string_view(artifact.at("bytecode").as_string())).value();
}

evm::SignedTransaction prepare(evm::Rpc& rpc, const crypto::PrivateKey& key, const EscrowDeployment& wanted)
{
    const evm::Address owner = addressIn(key.address(), "AEL_OPERATOR_EVM_KEY");
    const evm::Address settler = wanted.settler.empty() ? owner : addressIn(wanted.settler, "--settler");
    const std::array types{evm::abi::Type::parse("address").value(), evm::abi::Type::parse("address").value(),
                           evm::abi::Type::parse("address").value()};
    evm::Transaction transaction;
    transaction.chainId = wanted.chainId;
    transaction.data = bytecode() + evm::abi::encode(types, {addressIn(wanted.token, "--token"), owner, settler});
    const evm::GasEstimate estimate = rpc.estimateGas({owner, {}, transaction.data, {}});
    if (estimate.rejection)
        throw Error(ErrorCode::InvalidInput, "deployment_refused", "the chain refuses the deployment: " + estimate.rejection->text
                    + " (is --token USDC with six decimals, and has the owner money for gas?)");
    transaction.gasLimit = estimate.gas + estimate.gas / 10;
    transaction.fees = evm::suggestedCaps(rpc.feeHistory(kFeeBlocks, kFeePercentile), base::Amount(wanted.tipFloorGwei) * kGwei);
    transaction.nonce = rpc.transactionCount(owner, evm::Rpc::NonceOf::Pending);
    return evm::SignedTransaction::sign(std::move(transaction), key);
}

bool waitUntilMined(evm::Rpc& rpc, const evm::SignedTransaction& sent, const EscrowDeployment& wanted)
{
    const auto end = std::chrono::steady_clock::now() + kMinedWithin;
    while (std::chrono::steady_clock::now() < end) {
        if (const auto receipt = rpc.receipt(sent.hash)) {
            if (!receipt->succeeded || !receipt->contractAddress) {
                fmt::print("It reverted in block {}.\n", receipt->block.number);
                return false;
            }
            fmt::print("Mined in block {}. Settings of the server:\n\n"
                       "evm_rpc_url = …\nevm_chain_id = {}\nescrow_contract = \"{}\"\noperator_key = …\n\n"
                       "Keys belong into the environment (AEL_OPERATOR_EVM_KEY, SETTLER_EVM_KEY), not into files that others read.\n",
                       receipt->block.number, wanted.chainId, evm::checksummed(*receipt->contractAddress));
            return true;
        }
        std::this_thread::sleep_for(kLookEvery);
    }
    fmt::print("Not mined within {} minutes. It may still be: look for the transaction before deploying again.\n", kMinedWithin.count());
    return false;
}
} // namespace

bool deployEscrow(const EscrowDeployment& wanted)
{
    const crypto::PrivateKey key = ownerKey();
    net::HttpClient http;
    base::Metrics metrics;
    const base::SystemClock clock;
    evm::JsonRpc rpc({.chainId = wanted.chainId, .urls = wanted.rpcUrls}, http, metrics, clock);
    const evm::SignedTransaction signedTransaction = prepare(rpc, key, wanted);
    fmt::print("Owner {}\nTransaction {}\n", key.address(), signedTransaction.hash.hex());
    const evm::SendOutcome outcome = rpc.sendRawTransaction(signedTransaction.raw);
    if (outcome.state == evm::SendOutcome::State::Rejected)
        throw Error(ErrorCode::Upstream, "deployment_refused", "no node took the transaction: " + outcome.rejection->text);
    return waitUntilMined(rpc, signedTransaction, wanted);
}

} // namespace bursar::ctl
