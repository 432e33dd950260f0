// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/payment.h"

#include "crypto/hash.h"
#include "ingest/impl/text.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bursar::ingest {

namespace json = contract::json;

namespace {
constexpr std::size_t kHeaderBytesMax = 64 * 1024;
/// More than all the money there is: such a claim is a mistake of its sender.
constexpr double kUnitsMax = 1e12;
/// Distance, relative, between a decimal and what remains of it in a double after some arithmetic.
constexpr double kNoise = 1e-9;

struct Known {
    std::string_view token;
    std::string_view name;
    unsigned decimals;
};
constexpr std::array<Known, 15> kKnown{{
    {"usdc", "USDC", 6},
    {"0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "USDC", 6},   // Ethereum
    {"0x833589fcd6edb6e08f4c7c32d4f71b54bda02913", "USDC", 6},   // Base
    {"0x036cbd53842c5426634e7929541ec2318f3dcf7e", "USDC", 6},   // Base Sepolia
    {"0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", "USDC", 6},   // Sepolia
    {"epjfwdd5aufqssqem2qn1xzybapc8g4weggkzwytdt1v", "USDC", 6}, // Solana
    {"4zmmc9srt5ri5x14gagxhahii3gnpaeerypjgzjdncdu", "USDC", 6}, // Solana devnet
    {"usdt", "USDT", 6},
    {"eurc", "EURC", 6},
    {"pyusd", "PYUSD", 6},
    {"eth", "ETH", 18},
    {"weth", "WETH", 18},
    {"dai", "DAI", 18},
    {"sol", "SOL", 9},
    {"matic", "MATIC", 18},
}};

const json::value* member(const json::value* value, std::string_view name)
{
    return value && value->is_object() ? value->get_object().if_contains(name) : nullptr;
}

std::string text(const json::value* value, std::size_t bytesMax = kShortBytesMax)
{
    return value && value->is_string() ? cleanLine(std::string_view(value->get_string()), bytesMax) : std::string();
}

std::string firstText(const json::value* object, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        if (std::string found = text(member(object, name)); !found.empty())
            return found;
    }
    return {};
}

/// Plain JSON, or base64 of JSON.
std::optional<json::value> readHeader(const std::map<std::string, std::string>& headers, std::string_view name)
{
    const auto found = headers.find(std::string(name));
    if (found == headers.end() || found->second.size() > kHeaderBytesMax)
        return std::nullopt;
    std::string content = cleanLine(found->second, kHeaderBytesMax);
    if (!content.starts_with('{')) {
        std::optional<std::string> decoded = crypto::fromBase64(content, kHeaderBytesMax);
        if (!decoded) {
            while (content.ends_with('='))
                content.pop_back();
            decoded = crypto::fromBase64Url(content, kHeaderBytesMax);
        }
        if (!decoded)
            return std::nullopt;
        content = std::move(*decoded);
    }
    boost::system::error_code error;
    json::value value = json::parse(content, error);
    return error || !value.is_object() ? std::nullopt : std::optional(std::move(value));
}

void claimAmount(Claim& claim, const Asset& asset, std::string token, const base::Amount& amount)
{
    if (amount.isZero() || amount.approximate(asset.decimals) > kUnitsMax)
        return;
    claim.payment = Payment{std::move(token), asset.name, asset.decimals, amount, {}};
}

/// {amount, tx_hash, token, payer}: what the TypeScript SDK and the old gateway use.
void readPlain(const json::value& value, Claim& claim)
{
    const std::string token = text(member(&value, "token"));
    const Asset asset = assetOf(token);
    base::Amount amount;
    if (readAmount(*member(&value, "amount"), asset.decimals, amount) != AmountError::none)
        return;
    claimAmount(claim, asset, token, amount);
    claim.payer = normalHex(firstText(&value, {"payer", "from"}));
    if (claim.payment)
        claim.payment->tx = normalHex(firstText(&value, {"tx_hash", "txHash", "transaction", "tx"}));
}

/// x402 version 1: {network, payload: {authorization: {value, from}}}; version 2 has `accepted` {amount, asset, network}.
void readPayload(const json::value& value, Claim& claim)
{
    const json::value* accepted = member(&value, "accepted");
    const json::value* authorization = member(member(&value, "payload"), "authorization");
    const std::string contract = text(member(accepted, "asset"));
    const std::string network = firstText(accepted ? accepted : &value, {"network"});
    const Asset asset = assetOf(contract);
    std::string digits = text(member(authorization, "value"));
    if (digits.empty())
        digits = firstText(accepted, {"amount", "maxAmountRequired"});
    const std::string token = asset.name + (network.empty() ? "" : "-" + network);
    if (const auto amount = base::Amount::fromAtomic(digits))
        claimAmount(claim, asset, std::string(truncated(token, kShortBytesMax)), *amount);
    claim.payer = normalHex(text(member(authorization, "from")));
}

/// {success, transaction, network, payer}: what the facilitator answered.
void readSettlement(const json::value& value, Claim& claim)
{
    const json::value* success = member(&value, "success");
    claim.settled = !(success && success->is_bool() && !success->get_bool());
    const std::string tx = normalHex(firstText(&value, {"transaction", "txHash", "tx_hash"}));
    if (claim.payment && !tx.empty())
        claim.payment->tx = tx;
    if (const std::string payer = normalHex(text(member(&value, "payer"))); !payer.empty())
        claim.payer = payer;
}
} // namespace

Asset assetOf(std::string_view token)
{
    if (token.empty())
        return {"USDC", 6};
    const bool address = token.starts_with("0x") || token.size() > 24;
    const std::string key = lowerAscii(address ? token : token.substr(0, token.find_first_of("-:/ ")));
    for (const Known& known : kKnown) {
        if (known.token == key)
            return {std::string(known.name), known.decimals};
    }
    return {address ? std::string(token) : upperAscii(key), 18};
}

AmountError readAmount(const json::value& value, unsigned decimals, base::Amount& out)
{
    std::optional<base::Amount> amount;
    if (value.is_string()) {
        amount = base::Amount::fromDecimal(std::string_view(value.get_string()), decimals);
    } else if (value.is_int64() && value.get_int64() >= 0) {
        amount = base::Amount::fromDecimal(std::to_string(value.get_int64()), decimals);
    } else if (value.is_uint64()) {
        amount = base::Amount::fromDecimal(std::to_string(value.get_uint64()), decimals);
    } else if (value.is_double() && std::isfinite(value.get_double()) && value.get_double() >= 0) {
        const double number = value.get_double();
        amount = base::Amount::fromDecimal(fmt::format("{}", number), decimals);
        if (!amount && number <= kUnitsMax) {
            amount = base::Amount::fromDecimal(fmt::format("{:.{}f}", number, decimals), decimals);
            if (amount && std::abs(amount->approximate(decimals) - number) > kNoise * number)
                amount.reset();
        }
    }
    if (!amount || amount->approximate(decimals) > kUnitsMax)
        return AmountError::bad;
    out = *amount;
    return AmountError::none;
}

Claim claimFromHeaders(const std::map<std::string, std::string>& headers)
{
    Claim claim;
    for (const std::string_view name : {"payment-signature", "x-payment"}) {
        const std::optional<json::value> value = readHeader(headers, name);
        if (!value)
            continue;
        member(&*value, "amount") ? readPlain(*value, claim) : readPayload(*value, claim);
        break;
    }
    for (const std::string_view name : {"payment-response", "x-payment-response"}) {
        if (const std::optional<json::value> value = readHeader(headers, name)) {
            readSettlement(*value, claim);
            break;
        }
    }
    return claim;
}

} // namespace bursar::ingest
