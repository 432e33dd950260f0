// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/ledger.h"
#include "models/pages/ledger/ledger_lists.h"
#include "ui/widgets/column.h"
#include "ui/widgets/filter_query.h"

/// Columns and filters of the ledger's lists, in the words of the operations.
namespace bursar::ui {

std::vector<Column> accountColumns();
std::vector<Column> entryColumns();
std::vector<Column> holdColumns();
std::vector<Column> postingColumns();
std::vector<Column> statementColumns();

/// Values complete from the rows that are there.
std::vector<FilterField> accountFields(const models::AccountTableModel& rows);
std::vector<FilterField> entryFields(const models::EntryTableModel& rows);
std::vector<FilterField> holdFields();

contract::ListLedgerAccounts::Input accountQuestion(const std::vector<Filter>& filters);
contract::ListLedgerEntries::Input entryQuestion(const std::vector<Filter>& filters);
/// Empty when the account is no number.
std::optional<contract::ListHolds::Input> holdQuestion(const std::vector<Filter>& filters);

} // namespace bursar::ui
