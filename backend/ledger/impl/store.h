// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "ledger/impl/state.h"

#include <functional>
#include <map>
#include <span>

/// The SQL of the ledger.
namespace bursar::ledger {

/// Whoever holds it writes the journal.
inline constexpr std::int64_t kWriterLock = 0x6c65646765720001; // "ledger", 1

// The journal.
void appendEntries(db::Transaction& tx, JournalId first, std::span<const std::string> entries);
/// Calls `each` with (id, text) of at most `rowsMax` entries after `after`, in order; how many there were.
std::size_t readEntries(db::Transaction& tx, JournalId after, std::size_t rowsMax,
                        const std::function<void(JournalId, std::string_view)>& each);
std::optional<std::string> readEntry(db::Transaction& tx, JournalId id);

// The checkpoint.
JournalId derivedThrough(db::Transaction& tx);
/// The state as of the checkpoint.
void loadCheckpoint(db::Transaction& tx, State& state);
/// Makes the checkpoint that of the whole journal: the state after its last entry. Calls `tail` with every entry after the
/// checkpoint.
void replayTail(db::Transaction& tx, State& state, const std::function<void(const Entry&)>& tail);

/// What a run of entries adds to the derived tables.
struct Derived {
    struct Row {
        AccountId account{};
        JournalId entry{};
        base::Time at;
        base::SignedAmount amount;
        Balance after;
    };
    struct ClosedHold {
        HoldId id{};
        std::string_view state;
        base::SignedAmount posted;
        JournalId by{};
        base::Time at;
    };
    struct Key {
        Digest key{}, body{};
        JournalId entry{};
        std::string cause;
    };
    std::vector<Row> postings;
    std::map<HoldId, OpenHold> made;
    std::vector<ClosedHold> closed;
    std::vector<Key> keys;
    std::set<AccountId> touched;
};
/// Takes `entry` into `state` and notes what that adds.
void derive(State& state, const Entry& entry, Derived& out);
/// Writes it and moves the checkpoint from `from` to where `state` is. Throws Error{Conflict, "ledger_derived_elsewhere"}
/// when another server has moved it.
void writeDerived(db::Transaction& tx, const State& state, const Derived& derived, JournalId from);

std::map<AccountId, Balance> storedBalances(db::Transaction& tx, std::span<const AccountId> accounts);
std::optional<AccountId> storedAccount(db::Transaction& tx, const AccountName& name);

// Keys.
struct KnownKey {
    JournalId entry{};
    Digest body{};
};
/// Those of `keys` that the checkpoint covers.
std::unordered_map<Digest, KnownKey, DigestHash> findKeys(db::Transaction& tx, std::span<const Digest> keys);
/// Every key that the checkpoint covers.
void readKeys(db::Transaction& tx, const std::function<void(const Digest&)>& each);

// Other servers.
struct InboxRow {
    std::string id;
    std::string command;
};
void sendToInbox(db::Transaction& tx, std::span<const InboxRow> rows);
std::vector<InboxRow> readInbox(db::Transaction& tx, std::size_t rowsMax);
/// Answers inbox rows and takes them out; `outcomes` are (id, text).
void answerInbox(db::Transaction& tx, std::span<const InboxRow> outcomes, base::Time now);
/// The outcomes of these ids that are there, taken out.
std::vector<InboxRow> takeOutcomes(db::Transaction& tx, std::span<const std::string> ids);
void dropOldOutcomes(db::Transaction& tx, base::Time before);

void heartbeat(db::Transaction& tx, const std::string& server);
/// Ends the session that holds the writer's lock if its heartbeat is older than `silence`; whether there was one.
bool endSilentWriter(db::Transaction& tx, std::chrono::seconds silence);

} // namespace bursar::ledger
