// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/sealer.h"
#include "contract/ledger.h"
#include "ledger/ledger.h"

namespace bursar::ledger {

/// The ledger as people and auditors read it: from the derived tables, which follow the journal within a fraction of a
/// second. Any thread. Throws NotFound, InvalidInput (cursor, limit), and what the database throws.
class Reader {
public:
    static constexpr int kPageRowsMax = 500;

    Reader(db::Pool& pool, Ledger& ledger, std::string publicKey);

    contract::LedgerSummary summary();
    contract::LedgerAccountPage accounts(const contract::ListLedgerAccounts::Input& input);
    contract::LedgerAccount account(const contract::GetLedgerAccount::Input& input);
    contract::StatementPage statement(const contract::ListStatement::Input& input);
    contract::LedgerEntryPage entries(const contract::ListLedgerEntries::Input& input);
    contract::LedgerEntry entry(std::int64_t id);
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
