// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/paged_model.h"
#include "models/pages/ledger/ledger_cells.h"

/// The ledger's lists, as `PagedModel` and exports take them.
namespace bursar::models {

struct AccountList {
    using Op = contract::ListLedgerAccounts;
    using Row = contract::LedgerAccount;
    static constexpr int kColumns = kAccountColumns;
    static std::vector<Row>& rows(Op::Output& page) { return page.accounts; }
    static std::int64_t id(const Row& row) { return row.account_id; }
    static QString key(const Row& row) { return QStringLiteral("account:%1").arg(row.account_id); }
    static Cell cell(const Row& row, int column) { return accountCell(row, static_cast<AccountColumn>(column)); }
};

struct EntryList {
    using Op = contract::ListLedgerEntries;
    using Row = contract::LedgerEntry;
    static constexpr int kColumns = kEntryColumns;
    static std::vector<Row>& rows(Op::Output& page) { return page.entries; }
    static std::int64_t id(const Row& row) { return row.entry_id; }
    static QString key(const Row& row) { return QStringLiteral("entry:%1").arg(row.entry_id); }
    static Cell cell(const Row& row, int column) { return entryCell(row, static_cast<EntryColumn>(column)); }
};

/// A hold bears the number of the entry that made it, and is shown as that entry.
struct HoldList {
    using Op = contract::ListHolds;
    using Row = contract::LedgerHold;
    static constexpr int kColumns = kHoldColumns;
    static std::vector<Row>& rows(Op::Output& page) { return page.holds; }
    static std::int64_t id(const Row& row) { return row.hold_id; }
    static QString key(const Row& row) { return QStringLiteral("entry:%1").arg(row.hold_id); }
    static Cell cell(const Row& row, int column) { return holdCell(row, static_cast<HoldColumn>(column)); }
};

/// What changed one account; all in its asset.
struct StatementList {
    using Op = contract::ListStatement;
    using Row = contract::StatementRow;
    static constexpr int kColumns = kStatementColumns;
    static std::vector<Row>& rows(Op::Output& page) { return page.rows; }
    static std::int64_t id(const Row& row) { return row.entry_id; }
    static QString key(const Row& row) { return QStringLiteral("entry:%1").arg(row.entry_id); }
    Cell cell(const Row& row, int column) const { return statementCell(row, asset, static_cast<StatementColumn>(column)); }

    std::string asset;
};

using AccountTableModel = PagedModel<AccountList>;
using EntryTableModel = PagedModel<EntryList>;
using HoldTableModel = PagedModel<HoldList>;
using StatementModel = PagedModel<StatementList>;

} // namespace bursar::models
