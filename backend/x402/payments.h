// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "x402/lookup.h"
#include "x402/payment.h"

#include <vector>

/// The record of payments. A proof is taken once, for one cause, for ever: (chain, token, payer, nonce) is unique and
/// no row is ever deleted. All of it runs in the caller's transaction, so that what a payment causes commits with it.
///
///   claimed ──▶ settling ──▶ unknown
///      └───────────┴────────────┴──▶ settled | failed      only by record(), of what lookUp() found in final blocks
///
/// Nothing leads back to settling, and only a claimed payment gets there: it is sent once. Who has the signature can
/// carry it out until it expires, so no answer of a facilitator and no error ends a payment, but the chain alone; a
/// claimed one that was never sent may still be found settled.
namespace bursar::x402 {

enum class PaymentState { Claimed, Settling, Unknown, Settled, Failed };
std::string_view paymentStateWord(PaymentState state); // "claimed" …

struct PaymentRow {
    std::string id;
    std::uint64_t chainId = 0;
    Sought sought; // token, authorization, from where to search
    std::string signature; // raw bytes
    std::string cause;
    PaymentState state = PaymentState::Claimed;
    /// Of settled: what paid. Before: what was named as paying, not believed yet.
    std::optional<chain::evm::Hash> transaction;
    std::optional<std::uint64_t> block;   // of settled
    std::string reason;                   // of failed; of unknown: the evidence
    std::optional<base::Time> nextLookAt; // empty once it is settled or failed
    base::Time createdAt;
    base::Time updatedAt;
};

inline constexpr std::size_t kEvidenceBytesMax = 500;

struct Claim {
    PaymentRow payment;
    bool isFirst = false; // otherwise the same proof had been taken for the same cause
};

/// Takes a verified payment for a cause ("channel_deposit:ch_…", 1 to 200 bytes). Waits for another transaction that is
/// taking the same. Throws as findClaim().
Claim claim(db::Transaction& tx, base::Time now, const Payment& payment, const Requirement& requirement,
            std::uint64_t searchFrom, std::string_view cause, base::Time nextLook);

/// The payment as which this proof was taken for this cause. To be asked before verify(): once it has been carried out, a
/// proof no longer verifies. It says nothing of who asks: what was carried out, everybody can read on the chain.
/// Throws Error{Conflict, "payment_already_used"} when it was taken for another cause, or what was taken is another
/// authorization of that payer with the same nonce.
std::optional<PaymentRow> findClaim(db::Transaction& tx, const Payment& payment, const Requirement& requirement,
                                    std::string_view cause);
std::optional<PaymentRow> findPayment(db::Transaction& tx, std::string_view id);
/// Those whose look is due, the longest first.
std::vector<PaymentRow> paymentsToLookUp(db::Transaction& tx, base::Time now, int limit);

/// Commit this before the first byte of the signature leaves: claimed → settling. Error{Conflict, "payment_state"}
/// when it is not claimed: then somebody has sent it, and it must not be sent again.
void beginSettling(db::Transaction& tx, base::Time now, std::string_view id, base::Time nextLook);
/// Remembers the transaction that is said to pay, which changes no state. Nothing happens to one that has ended.
/// Error{Conflict, "payment_state"} for a claimed one, which nobody has sent.
void noteTransaction(db::Transaction& tx, base::Time now, std::string_view id, const chain::evm::Hash& transaction,
                     base::Time nextLook);
/// settling → unknown, with what is known; of one that is unknown the evidence is replaced. Nothing happens to one
/// that has ended. Error{Conflict, "payment_state"} for a claimed one.
void markUnknown(db::Transaction& tx, base::Time now, std::string_view id, std::string_view evidence,
                 base::Time nextLook);
/// Stores what a look found: Settled and Failed end the payment, otherwise `nextLook` says when to look again. Safe to
/// repeat; a look that contradicts how the payment ended throws Error{Internal, "payment_contradiction"}: then the rule
/// of finality was too weak. True when it ended the payment now: what that causes belongs into the same transaction.
bool record(db::Transaction& tx, base::Time now, std::string_view id, const Standing& standing, base::Time nextLook);

} // namespace bursar::x402
