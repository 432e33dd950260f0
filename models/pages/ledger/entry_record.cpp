// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/ledger/entry_record.h"

#include "models/pages/ledger/ledger_cells.h"

#include <algorithm>
#include <utility>

namespace bursar::models {

namespace {
constexpr int kHoldsRead = 500; // as many as the engine gives at once
} // namespace

EntryRecord::EntryRecord(Gateway& gateway, QObject* parent)
    : QObject(parent), m_entry(gateway), m_holdEntry(gateway), m_holds(gateway), m_summary(gateway)
{
    connect(&m_entry, &QueryBase::updated, this, &EntryRecord::follow);
    connect(&m_holdEntry, &QueryBase::updated, this, [this] { readHolds(*m_holdEntry.data()); });
    for (QueryBase* query : {static_cast<QueryBase*>(&m_entry), static_cast<QueryBase*>(&m_holdEntry),
                             static_cast<QueryBase*>(&m_holds), static_cast<QueryBase*>(&m_summary)})
        connect(query, &QueryBase::stateChanged, this, [this, query] { onAny(*query); });
}

void EntryRecord::open(std::int64_t entryId)
{
    if (std::exchange(m_id, entryId) == entryId && entry())
        return refresh();
    clear();
    m_entry.read({entryId});
    m_summary.read({});
}

void EntryRecord::open(const contract::LedgerEntry& entry)
{
    if (std::exchange(m_id, entry.entry_id) == entry.entry_id && this->entry())
        return refresh();
    clear();
    m_known = entry;
    follow();
    m_summary.read({});
    Q_EMIT changed();
}

void EntryRecord::clear()
{
    m_known.reset();
    m_entry.clear();
    m_holdEntry.clear();
    m_holds.clear();
}

const contract::LedgerEntry* EntryRecord::entry() const
{
    return m_known ? &*m_known : m_entry.data();
}

void EntryRecord::close()
{
    m_id = 0;
    clear();
    m_summary.clear();
}

void EntryRecord::refresh()
{
    if (m_id == 0)
        return;
    m_summary.refresh({});
    if (m_holds.answered())
        m_holds.refresh(*m_holds.answered());
}

void EntryRecord::follow()
{
    const contract::LedgerEntry& shown = *entry();
    if (!shown.hold_id)
        return;
    if (*shown.hold_id == shown.entry_id)
        readHolds(shown);
    else
        m_holdEntry.read({*shown.hold_id});
}

/// There is no question for one hold: it is among those of the account that it was taken from.
void EntryRecord::readHolds(const contract::LedgerEntry& made)
{
    if (const contract::LedgerPosting* from = firstPosting(made, PostingSide::Gives))
        m_holds.read({.account_id = from->account_id, .limit = kHoldsRead});
}

void EntryRecord::onAny(const QueryBase& query)
{
    if (!query.isLoading() && m_id != 0)
        Q_EMIT changed();
}

const contract::LedgerHold* EntryRecord::hold() const
{
    const contract::LedgerEntry* shown = entry();
    const contract::LedgerHoldPage* page = m_holds.data();
    if (!shown || !shown->hold_id || !page)
        return nullptr;
    const auto found = std::ranges::find(page->holds, *shown->hold_id, &contract::LedgerHold::hold_id);
    return found == page->holds.end() ? nullptr : &*found;
}

std::optional<bool> EntryRecord::isSealed() const
{
    const contract::LedgerSummary* summary = m_summary.data();
    return summary && m_id != 0 ? std::optional(m_id <= summary->sealed) : std::nullopt;
}

} // namespace bursar::models
