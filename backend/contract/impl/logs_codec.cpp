// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/logs.h"

#include "contract/impl/codec.h"

namespace bursar::contract {

BURSAR_OPERATIONS(logsOperations, "logs",
                  (ListLogs)(GetLog)(GetLogHistogram))

} // namespace bursar::contract
