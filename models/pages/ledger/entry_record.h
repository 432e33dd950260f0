// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/ledger.h"
#include "models/pages/common/query.h"

namespace bursar::models {

/// One entry of the journal with what stands behind it: the hold that it made or closed, and how far the journal is sealed.
class EntryRecord : public QObject {
    Q_OBJECT

public:
    explicit EntryRecord(Gateway& gateway, QObject* parent = nullptr);

    void open(std::int64_t entryId);
    /// One that a list has: an entry never changes, so it is not asked for again.
    void open(const contract::LedgerEntry& entry);
    void close();
    /// An entry never changes; its hold and its seal do.
    void refresh();

    std::int64_t id() const { return m_id; }
    /// The entry; null while it is not known.
    const contract::LedgerEntry* entry() const;
    /// Why it could not be read; empty otherwise.
    const std::optional<base::Error>& failure() const { return m_entry.failure(); }
    /// The entry that made the hold, when it is another one.
    Query<contract::GetLedgerEntry>& holdEntry() { return m_holdEntry; }
    /// Holds of the account that it was taken from.
    Query<contract::ListHolds>& holds() { return m_holds; }
    Query<contract::GetLedgerSummary>& summary() { return m_summary; }
    /// The entry's hold as it stands now; null while it was not found.
    const contract::LedgerHold* hold() const;
    /// Whether a signed head covers the entry; empty while that is not known.
    std::optional<bool> isSealed() const;

Q_SIGNALS:
    /// Anything of the above was answered, or failed.
    void changed();

private:
    void clear();
    void follow();
    void readHolds(const contract::LedgerEntry& made);
    void onAny(const QueryBase& query);

    std::optional<contract::LedgerEntry> m_known;
    Query<contract::GetLedgerEntry> m_entry;
    Query<contract::GetLedgerEntry> m_holdEntry;
    Query<contract::ListHolds> m_holds;
    Query<contract::GetLedgerSummary> m_summary;
    std::int64_t m_id = 0; ///< 0: none
};

} // namespace bursar::models
