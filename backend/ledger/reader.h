// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/sealer.h"
#include "contract/ledger.h"
#include "ledger/ledger.h"

namespace bursar::ledger {

/// An accepted action, as modules follow the journal.
struct JournalRow {
    JournalId id{};
    base::Time at;
    std::string key;
    std::string cause;
    std::string memo;
    std::string type; // as in LedgerEntry
    std::vector<Posting> postings; // of a transfer
};

/// The ledger as people and auditors read it: from the derived tables, which follow the journal within a fraction of a
/// second. Any thread. Throws NotFound, InvalidInput (cursor, limit), and what the database throws.
class Reader {
public:
    static constexpr int kPageRowsMax = 500;

    Reader(db::Pool& pool, Ledger& ledger, std::string publicKey);

    contract::LedgerSummary summary();
    contract::LedgerAccountPage accounts(const contract::ListLedgerAccounts::Input& input);
    contract::LedgerAccount account(const contract::GetLedgerAccount::Input& input);
    /// What these accounts held at a time; those without an entry by then are left out.
    std::map<AccountId, base::SignedAmount> settledAt(std::span<const AccountId> accounts, base::Time at);
    contract::StatementPage statement(const contract::ListStatement::Input& input);
    contract::LedgerEntryPage entries(const contract::ListLedgerEntries::Input& input);
    contract::LedgerEntry entry(std::int64_t id);
    /// The entries after `after`, oldest first: straight from the journal, without waiting for the derived tables.
    std::vector<JournalRow> tail(JournalId after, int limit);
    /// How many transfers after `after` up to `until` have a key that begins so, by cause.
    static std::map<std::string, std::int64_t> transfersByCause(db::Transaction& tx, std::string_view keyPrefix,
                                                                JournalId after, JournalId until);
    /// The entry that a key stands for. Waits until the derived tables have taken in what is committed now.
    std::optional<JournalId> entryOfKey(std::string_view key);
    contract::LedgerHoldPage holds(const contract::ListHolds::Input& input);
    contract::SealReceipt receipt(std::int64_t entry);
    contract::SealReceipt activityReceipt(const std::string& id);

    /// Carries the whole journal out again, in one snapshot, and compares it with checkpoint, postings, holds and seals.
    /// Takes as long as the journal is: about ten seconds for a million entries.
    contract::LedgerCheck check();

private:
    db::Pool& m_pool;
    Ledger& m_ledger;
    const std::string m_publicKey; // raw
};

/// The journal for its sealer: entry 1 is leaf 0.
audit::ReadEntries journalEntries();
inline constexpr std::string_view kJournalLog = "journal";
inline constexpr std::string_view kAuditLog = "audit";

} // namespace bursar::ledger
