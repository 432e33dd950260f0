// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/log_scanner.h"
#include "chain/evm/typed_data.h"

namespace bursar::x402 {

/// An authorization whose fate is asked for.
struct Sought {
    chain::evm::Address token;
    chain::evm::TransferWithAuthorization authorization;
    std::uint64_t searchFrom = 0; // no block before this one can have used it: Verification::searchFrom
};

/// What the chain says of an authorization.
struct Standing {
    enum class State {
        Open,    // not decided: not used yet, or the nodes disagree for the moment
        Mined,   // paid as signed, in a block that is not final
        Settled, // paid as signed, finally
        Failed,  // it never will be: `reason`
    };
    State state = State::Open;
    std::string reason; // of Failed
    std::optional<chain::evm::Hash> transaction; // of Mined and Settled, and of Failed what used it up
    std::optional<chain::evm::BlockRef> block;   // of that transaction

    static constexpr std::string_view kExpired = "authorization_expired";
    static constexpr std::string_view kCanceled = "authorization_canceled";
    /// The payer signed another transfer with the same nonce, and that one was carried out.
    static constexpr std::string_view kUsedOtherwise = "authorization_used_otherwise";
};

/// Looks up what became of an authorization, whoever submitted it. Settled and Failed rest on final blocks alone and
/// never change again, as far as the rule holds:
/// - Settled: AuthorizationUsed of (payer, nonce), and directly after it, of the same token, the Transfer to the
///   recipient of the exact value. Any other Transfer of the transaction may belong to another authorization.
/// - Failed: cancelled; used for another transfer; or not used when a final block has reached validBefore.
/// Threading: blocks on the chain's nodes; any thread. Throws what reading calls of Rpc throw.
Standing lookUp(chain::evm::Rpc& rpc, const chain::evm::FinalityRule& finality, const Sought& sought);

} // namespace bursar::x402
