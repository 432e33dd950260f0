// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "chain/evm/log_scanner.h"
#include "x402/payment.h"

namespace bursar::x402 {

/// Why a payment is refused: the words of the reference implementation, which other systems know. Treat those of a
/// facilitator as open strings.
namespace refusal {
inline constexpr std::string_view kScheme = "invalid_exact_evm_scheme";
inline constexpr std::string_view kNoDomain = "invalid_exact_evm_missing_eip712_domain";
inline constexpr std::string_view kNetwork = "invalid_exact_evm_network_mismatch";
inline constexpr std::string_view kTokenName = "invalid_exact_evm_token_name_mismatch";
inline constexpr std::string_view kTokenVersion = "invalid_exact_evm_token_version_mismatch";
inline constexpr std::string_view kNotAsDemanded = "invalid_payment_requirements"; // any other change of `accepted`
inline constexpr std::string_view kUndeployedWallet = "eip6492_factory_not_allowed";
inline constexpr std::string_view kSignature = "invalid_exact_evm_signature";
inline constexpr std::string_view kRecipient = "invalid_exact_evm_recipient_mismatch";
inline constexpr std::string_view kExpired = "invalid_exact_evm_payload_authorization_valid_before";
inline constexpr std::string_view kNotYetValid = "invalid_exact_evm_payload_authorization_valid_after";
inline constexpr std::string_view kAmountV1 = "invalid_exact_evm_authorization_value";
inline constexpr std::string_view kAmountV2 = "invalid_exact_evm_payload_authorization_value_mismatch";
inline constexpr std::string_view kNoToken = "asset_not_deployed_contract";
inline constexpr std::string_view kTokenUnsupported = "invalid_exact_evm_eip3009_not_supported";
inline constexpr std::string_view kUsed = "invalid_exact_evm_nonce_already_used";
inline constexpr std::string_view kBalance = "invalid_exact_evm_insufficient_balance";
/// The token would revert: also for a signature whose s is in the upper half or whose v is not 27 or 28.
inline constexpr std::string_view kSimulation = "invalid_exact_evm_transaction_simulation_failed";
} // namespace refusal

struct Verification {
    std::string refusal; // empty: the token would carry it out now
    /// Of a valid one: it was not used in any block before this one, on any fork that can still win. lookUp() searches
    /// from here.
    std::uint64_t searchFrom = 0;

    bool isValid() const { return refusal.empty(); }
};

/// How long an authorization must still hold: for our transaction to be mined.
inline constexpr std::chrono::seconds kSettleMargin{6};

/// Verifies a payment against what was demanded, in the reference's order: scheme, domain, network, the accepted
/// requirement (version 2), signature, recipient, times, amount (exactly, in both versions), and then what the chain
/// says: the nonce, and a call of the transfer. The signature is that of the payer's key or, else, one that the payer's
/// contract confirms (ERC-1271). Wallets that are not deployed yet (ERC-6492) are refused.
/// It reserves nothing: claim() the payment before serving, and settle before giving anything of value.
/// Threading: blocks on the chain's nodes; any thread. Throws what reading calls of Rpc
/// throw, and Error{Internal, "wrong_chain"} when `rpc` is of another chain than the requirement.
Verification verify(chain::evm::Rpc& rpc, const chain::evm::FinalityRule& finality, const Payment& payment,
                    const Requirement& requirement, base::Time now);

} // namespace bursar::x402
