// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/typed_data.h"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// Payments over HTTP by the x402 protocol, versions 1 and 2, scheme "exact" on the EVM (EIP-3009).
namespace bursar::x402 {

using base::Amount;

inline constexpr std::string_view kSchemeExact = "exact";
enum class Version { V1 = 1, V2 = 2 };

/// Header names. X-PAYMENT carries both versions here, because old clients know no other.
inline constexpr std::string_view kHeaderPayment = "X-PAYMENT";
inline constexpr std::string_view kHeaderPaymentSignature = "PAYMENT-SIGNATURE";
inline constexpr std::string_view kHeaderPaymentRequired = "PAYMENT-REQUIRED";
inline constexpr std::string_view kHeaderResponseV1 = "X-PAYMENT-RESPONSE";
inline constexpr std::string_view kHeaderResponseV2 = "PAYMENT-RESPONSE";

/// "eip155:84532" (CAIP-2), the name of a chain in version 2.
std::string networkV2(std::uint64_t chainId);
/// "base-sepolia"; empty where version 1 has no name for the chain.
std::optional<std::string_view> networkV1(std::uint64_t chainId);
/// The chain that a version calls so; empty when it calls none so.
std::optional<std::uint64_t> chainOf(Version version, std::string_view network);

/// A token with EIP-3009. `name` and `version` are its EIP-712 domain: they differ between deployments (USDC is
/// "USD Coin" on Base and "USDC" on Base Sepolia).
struct Token {
    chain::evm::Address address;
    std::string symbol;
    unsigned decimals = 6;
    std::string name;
    std::string version;
};

/// What has to be paid for a resource, exactly.
struct Requirement {
    std::uint64_t chainId = 0;
    Token token;
    Amount amount; // atomic
    chain::evm::Address payTo;
    std::string resource; // URL
    std::string description;
    std::string mimeType;
    std::chrono::seconds maxTimeout{60}; // how long the payer's authorization should hold

    chain::evm::Domain domain() const;
};

/// PaymentRequirements. Version 1 names the network in its own way, or where it has no name for it, as version 2 does.
boost::json::object requirementJson(Version version, const Requirement& requirement);

/// The body of a 402: version 1 (`x402Version`, `error`, `accepts`), and `x402` as clients of old read it. `accepts` is
/// empty where version 1 has no name for the chain.
boost::json::object paymentRequiredBody(const Requirement& requirement, std::string_view error);
/// PAYMENT-REQUIRED of the same 402: version 2, base64 of JSON.
std::string paymentRequiredHeader(const Requirement& requirement, std::string_view error);

/// How a payment ended, for the header of the answer.
struct Settlement {
    chain::evm::Address payer;
    std::optional<chain::evm::Hash> transaction;
    std::string errorReason; // empty: settled
};
/// X-PAYMENT-RESPONSE or PAYMENT-RESPONSE: base64 of JSON.
std::string paymentResponseHeader(Version version, const Requirement& requirement, const Settlement& settlement);

} // namespace bursar::x402
