// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/handlers.h"

namespace bursar::ledger {

using namespace contract;

void registerHandlers(HandlerTable& table, Reader& reader)
{
    table.on<GetLedgerSummary>([&reader](const Context&, const Empty&) { return reader.summary(); });
    table.on<ListLedgerAccounts>(
        [&reader](const Context&, const ListLedgerAccounts::Input& input) { return reader.accounts(input); });
    table.on<GetLedgerAccount>(
        [&reader](const Context&, const GetLedgerAccount::Input& input) { return reader.account(input); });
    table.on<ListStatement>([&reader](const Context&, const ListStatement::Input& input) { return reader.statement(input); });
    table.on<ListLedgerEntries>(
        [&reader](const Context&, const ListLedgerEntries::Input& input) { return reader.entries(input); });
    table.on<GetLedgerEntry>([&reader](const Context&, const LedgerEntryInput& input) { return reader.entry(input.entry_id); });
    table.on<GetLedgerReceipt>(
        [&reader](const Context&, const LedgerEntryInput& input) { return reader.receipt(input.entry_id); });
    table.on<GetActivityReceipt>(
        [&reader](const Context&, const GetActivityReceipt::Input& input) { return reader.activityReceipt(input.id); });
    table.on<ListHolds>([&reader](const Context&, const ListHolds::Input& input) { return reader.holds(input); });
    table.on<CheckLedger>([&reader](const Context&, const Empty&) { return reader.check(); });
}

} // namespace bursar::ledger
