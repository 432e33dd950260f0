// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/revert.h"

namespace bursar::chain::evm {

/// What a node's refusal means for the transaction that it refused.
enum class RejectionClass {
    Permanent,         // these bytes are never accepted: revert, gas limit, wrong chain, malformed
    AlreadyKnown,      // it is in the pool: as good as accepted
    NonceConflict,     // the nonce is used: look up our own hash first, its receipt is success
    InsufficientFunds, // until the account is funded
    Underpriced,       // raise both caps, see replacementCaps()
    Unknown,           // anything else: nobody knows what happened, look
};

std::string_view rejectionClassWord(RejectionClass which); // "permanent", "already_known" …

/// By the text, whatever its case, and in the order above: codes differ between nodes and say less.
RejectionClass classifyRejection(std::string_view text);

struct Rejection {
    RejectionClass rejectionClass = RejectionClass::Unknown;
    std::string text; // the node's, one line of printable ASCII
    std::optional<Revert> revert; // of a call or an estimate that reverted
};

} // namespace bursar::chain::evm
