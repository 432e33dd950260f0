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
    void close();
    /// An entry never changes; its hold and its seal do.
    void refresh();

    std::int64_t id() const { return m_id; }
    Query<contract::GetLedgerEntry>& entry() { return m_entry; }
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
    void follow();
    void readHolds(const contract::LedgerEntry& made);
    void onAny(const QueryBase& query);

    Query<contract::GetLedgerEntry> m_entry;
    Query<contract::GetLedgerEntry> m_holdEntry;
    Query<contract::ListHolds> m_holds;
    Query<contract::GetLedgerSummary> m_summary;
    std::int64_t m_id = 0; ///< 0: none
};

} // namespace bursar::models
