// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/ledger.h"
#include "models/common/cell.h"

#include <optional>

/// The ledger's records as typed cells. Amounts are exact, in the units of their asset.
namespace bursar::models {

/// Columns of the tables, in the order of their models.
enum class AccountColumn { Number, Owner, Kind, Asset, Settled, Held, Available, Rules, Opened };
inline constexpr int kAccountColumns = static_cast<int>(AccountColumn::Opened) + 1;
enum class EntryColumn { Number, Time, Type, Amount, Asset, From, To, Cause, Memo, Key };
inline constexpr int kEntryColumns = static_cast<int>(EntryColumn::Key) + 1;
enum class HoldColumn { Number, State, Amount, Asset, From, To, Cause, Made, Expires, Closed, Posted, ClosedBy };
inline constexpr int kHoldColumns = static_cast<int>(HoldColumn::ClosedBy) + 1;
enum class PostingColumn { Owner, Kind, Amount };
inline constexpr int kPostingColumns = static_cast<int>(PostingColumn::Amount) + 1;
enum class StatementColumn { Number, Time, Amount, Settled, Held };
inline constexpr int kStatementColumns = static_cast<int>(StatementColumn::Held) + 1;

Cell accountCell(const contract::LedgerAccount& row, AccountColumn column);
Cell entryCell(const contract::LedgerEntry& row, EntryColumn column);
Cell holdCell(const contract::LedgerHold& row, HoldColumn column);
Cell postingCell(const contract::LedgerPosting& row, PostingColumn column);
/// The statement of one account, all in its asset.
Cell statementCell(const contract::StatementRow& row, const std::string& asset, StatementColumn column);

/// `#1,284,391`
QString journalNumber(std::int64_t id);
/// What an entry of that type does: `Transfer`, `Hold released`.
QString entryTypeWord(const std::string& type);
State holdState(const contract::LedgerHold& hold);
/// What arrived, in the entry's first asset; empty for entries that move and reserve nothing.
std::optional<Money> movedBy(const contract::LedgerEntry& entry);
/// Where the first posting of that sign stands; null when there is none.
enum class PostingSide { Takes, Gives };
const contract::LedgerPosting* firstPosting(const contract::LedgerEntry& entry, PostingSide side);

} // namespace bursar::models
