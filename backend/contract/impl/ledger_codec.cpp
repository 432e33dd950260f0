// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/ledger.h"

#include "contract/impl/codec.h"

namespace bursar::contract {

BURSAR_OPERATIONS(ledgerOperations, "ledger",
                  (GetLedgerSummary)(ListLedgerAccounts)(GetLedgerAccount)(ListStatement)(ListLedgerEntries)
                  (GetLedgerEntry)(GetLedgerReceipt)(GetActivityReceipt)(ListHolds)(CheckLedger))

} // namespace bursar::contract
