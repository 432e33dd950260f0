// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/rejection.h"

#include <array>

namespace bursar::chain::evm {

namespace {
struct Phrase {
    std::string_view text; // lower case, anywhere in the message
    RejectionClass meaning;
};

// Texts of geth and bor, anvil (reth's pool), Erigon, Nethermind, Besu. The first that is found decides.
constexpr std::array kPhrases{
    // Permanent
    Phrase{"execution reverted", RejectionClass::Permanent},
    Phrase{"vm execution error", RejectionClass::Permanent},
    Phrase{"intrinsic gas", RejectionClass::Permanent},
    Phrase{"floor data gas", RejectionClass::Permanent},
    Phrase{"exceeds block gas limit", RejectionClass::Permanent},
    Phrase{"gas limit exceeded", RejectionClass::Permanent},
    Phrase{"gas limit too high", RejectionClass::Permanent},
    Phrase{"gas limit is too high", RejectionClass::Permanent},
    Phrase{"gas uint64 overflow", RejectionClass::Permanent},
    Phrase{"exceeds the configured cap", RejectionClass::Permanent},
    Phrase{"invalid chain id", RejectionClass::Permanent},
    Phrase{"invalid chainid", RejectionClass::Permanent},
    Phrase{"wrong chain", RejectionClass::Permanent},
    Phrase{"invalid sender", RejectionClass::Permanent},
    Phrase{"invalid signature", RejectionClass::Permanent},
    Phrase{"invalid transaction v, r, s", RejectionClass::Permanent},
    Phrase{"max priority fee per gas higher than max fee per gas", RejectionClass::Permanent},
    Phrase{"nonce has max value", RejectionClass::Permanent},
    Phrase{"initcode size exceeded", RejectionClass::Permanent},
    Phrase{"oversized data", RejectionClass::Permanent},
    Phrase{"negative value", RejectionClass::Permanent},
    Phrase{"transaction type not supported", RejectionClass::Permanent},
    Phrase{"typed transaction too short", RejectionClass::Permanent},
    Phrase{"failed to decode transaction", RejectionClass::Permanent},
    Phrase{"empty transaction data", RejectionClass::Permanent},
    Phrase{"rlp: ", RejectionClass::Permanent},
    Phrase{"sender not an eoa", RejectionClass::Permanent},
    // Already known
    Phrase{"already known", RejectionClass::AlreadyKnown},
    Phrase{"alreadyknown", RejectionClass::AlreadyKnown},
    Phrase{"already imported", RejectionClass::AlreadyKnown},
    // Nonce
    Phrase{"nonce too low", RejectionClass::NonceConflict},
    Phrase{"nonce is too low", RejectionClass::NonceConflict},
    Phrase{"oldnonce", RejectionClass::NonceConflict},
    Phrase{"nonce below", RejectionClass::NonceConflict},
    Phrase{"nonce too high", RejectionClass::NonceConflict},
    Phrase{"invalid nonce", RejectionClass::NonceConflict},
    // Funds
    Phrase{"insufficient funds", RejectionClass::InsufficientFunds},
    Phrase{"insufficientfunds", RejectionClass::InsufficientFunds},
    Phrase{"upfront cost exceeds", RejectionClass::InsufficientFunds},
    // Price
    Phrase{"underpriced", RejectionClass::Underpriced},
    Phrase{"max fee per gas less than block base fee", RejectionClass::Underpriced},
    Phrase{"gas tip cap", RejectionClass::Underpriced},
    Phrase{"gas price below minimum", RejectionClass::Underpriced},
    Phrase{"feetoolow", RejectionClass::Underpriced},
    Phrase{"fee too low", RejectionClass::Underpriced},
    Phrase{"gas price too low", RejectionClass::Underpriced},
};

std::string lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}
} // namespace

std::string_view rejectionClassWord(RejectionClass which)
{
    switch (which) {
    case RejectionClass::Permanent: return "permanent";
    case RejectionClass::AlreadyKnown: return "already_known";
    case RejectionClass::NonceConflict: return "nonce_conflict";
    case RejectionClass::InsufficientFunds: return "insufficient_funds";
    case RejectionClass::Underpriced: return "underpriced";
    case RejectionClass::Unknown: break;
    }
    return "unknown";
}

RejectionClass classifyRejection(std::string_view text)
{
    const std::string message = lower(text);
    if (message.starts_with("known transaction")) // not "unknown transaction"
        return RejectionClass::AlreadyKnown;
    for (const Phrase& phrase : kPhrases) {
        if (message.find(phrase.text) != std::string::npos)
            return phrase.meaning;
    }
    return RejectionClass::Unknown;
}

} // namespace bursar::chain::evm
