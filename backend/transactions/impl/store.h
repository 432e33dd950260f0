// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transactions/impl/signer.h"

/// The SQL of transactions.
namespace bursar::transactions {

/// Another server changed the row first: what was about to be written is void, the next step looks afresh.
struct Overtaken {};

/// What nodes last said to a transaction that was sent to them.
enum class Verdict { None, Accepted, Unknown, Permanent, Underpriced, NonceConflict, InsufficientFunds };

struct Attempt {
    unsigned ordinal = 0;
    chain::evm::SignedTransaction transaction;
    bool filler = false;
    base::Time signedAt;
    std::optional<base::Time> sentAt;
    Verdict verdict = Verdict::None;
    std::string detail;
};

enum class SlotState { Signed, Sent, Unknown, Mined, Final, Lost };

/// Why something waits or how it ended: see Status.
struct Why {
    std::string reason;
    std::string detail;
};

/// A nonce that is used by us, and everything that was signed for it.
struct Slot {
    std::uint64_t nonce = 0;
    std::optional<std::int64_t> intent; // none: it fills a gap
    std::string key;                    // of the intent
    Call call;                          // of the intent; of a gap: the filler
    base::Time madeAt;                  // the intent, or the gap's row
    std::int64_t version = 0;
    SlotState state = SlotState::Signed;
    Why why;
    base::Time nextLook;
    base::Time waitingSince; // that it could have been mined
    unsigned foreignLooks = 0;
    std::optional<chain::evm::Hash> minedHash;
    std::optional<MinedFacts> mined;
    std::vector<Attempt> attempts; // at least one; oldest first

    Attempt& newest() { return attempts.back(); }
    bool hasFiller() const { return attempts.back().filler; } // nothing else follows one
    std::vector<chain::evm::SignedTransaction> signedSoFar() const;
};

struct QueuedIntent {
    std::int64_t id = 0;
    std::string key;
    Call call;
    std::uint64_t gasLimitMax = 0;
    base::Time madeAt;
};

/// Rows of one account on one chain.
class Store {
public:
    Store(std::uint64_t chainId, const chain::evm::Address& sender);

    /// Serialises what chooses nonces, until the transaction ends.
    void lockNonces(db::Transaction& tx) const;

    // Intents.
    /// False when the key is taken.
    bool insertIntent(db::Transaction& tx, const Intent& intent, base::Time now) const;
    enum class KeyIs { Free, SameCall, AnotherCall };
    KeyIs lookUpKey(db::Transaction& tx, const Intent& intent) const;
    std::optional<Status> status(db::Transaction& tx, const std::string& key) const;
    std::int64_t queued(db::Transaction& tx) const;
    std::vector<QueuedIntent> dueIntents(db::Transaction& tx, base::Time now, std::size_t rowsMax) const;
    /// Each throws Overtaken unless the intent is queued.
    void lockQueued(db::Transaction& tx, std::int64_t intent) const;
    void postpone(db::Transaction& tx, std::int64_t intent, const Why& why, base::Time until) const;
    void refuse(db::Transaction& tx, std::int64_t intent, const Why& why, std::string_view revertData,
                base::Time now) const;
    /// All that are due.
    void postponeDue(db::Transaction& tx, const Why& why, base::Time now, base::Time until) const;
    /// One that is in flight ends, or gets back into the queue.
    void endIntent(db::Transaction& tx, std::int64_t intent, State outcome, const Why& why,
                   base::Time now) const;
    void requeue(db::Transaction& tx, std::int64_t intent, const Why& why, base::Time now) const;

    // Nonces.
    unsigned open(db::Transaction& tx) const;
    std::vector<Slot> dueSlots(db::Transaction& tx, base::Time now, std::size_t rowsMax) const;
    struct Lowest {
        std::uint64_t nonce = 0;
        base::Time assignedAt;
    };
    std::optional<Lowest> lowestUnmined(db::Transaction& tx) const;
    bool isOurs(db::Transaction& tx, std::uint64_t nonce) const;
    /// One above the highest that was ever ours.
    std::uint64_t nextNonce(db::Transaction& tx) const;
    /// How many an intent has had.
    unsigned noncesOf(db::Transaction& tx, std::int64_t intent) const;
    /// The most that everything unmined may still cost, in wei.
    Amount reserved(db::Transaction& tx) const;
    /// Takes the nonce, with its only attempt so far, and the intent out of the queue. Throws Error{Internal,
    /// "second_nonce"} when the intent has a nonce that may still be mined.
    void insertSlot(db::Transaction& tx, const Slot& slot, base::Time now) const;
    void postponeSlot(db::Transaction& tx, const Slot& slot, const Why& why, base::Time until) const;
    /// Everything that may change. Throws Overtaken, as postponeSlot() does.
    void save(db::Transaction& tx, const Slot& slot) const;
    void insertAttempt(db::Transaction& tx, std::uint64_t nonce, const Attempt& attempt) const;
    void saveVerdict(db::Transaction& tx, std::uint64_t nonce, const Attempt& attempt) const;

private:
    std::vector<Attempt> attempts(db::Transaction& tx, std::uint64_t nonce) const;

    const std::uint64_t m_chainId;
    const chain::evm::Address m_sender;
};

} // namespace bursar::transactions
