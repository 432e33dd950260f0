// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "x402/requirement.h"

namespace bursar::x402 {

/// What a payer sent: a signed EIP-3009 authorization, and what it says it is for. Well-formed, not verified.
struct Payment {
    Version version = Version::V1;
    std::string scheme;  // as sent
    std::string network; // as sent, in the notation of the version
    chain::evm::TransferWithAuthorization authorization;
    /// Raw bytes, as sent: r ‖ s ‖ v of a key, or whatever a contract wallet understands (ERC-1271).
    std::string signature;
    /// Of version 2: the requirement that the payer accepted, in the form of requirementJson(); `extra` as sent.
    std::optional<boost::json::object> accepted;
};

inline constexpr std::size_t kHeaderBytesMax = 16 * 1024;
inline constexpr std::size_t kSignatureBytesMax = 4 * 1024;

/// X-PAYMENT: base64 of JSON, or the JSON itself as old clients send it. Either version.
/// PAYMENT-SIGNATURE: base64 of JSON, version 2.
/// Members that are not known are passed over. Numbers are decimal strings without leading zeros; addresses in mixed
/// case must match EIP-55. Anything else throws Error{InvalidInput, "payment_malformed"} whose field says where
/// ("payload.authorization.value"; the name of the header where the text itself is no JSON).
Payment parseXPayment(std::string_view header);
Payment parsePaymentSignature(std::string_view header);

/// PaymentPayload for a facilitator: what was read, not what was sent, so nobody reads it in another way than we did.
boost::json::object paymentJson(const Payment& payment, const Requirement& requirement);

} // namespace bursar::x402
