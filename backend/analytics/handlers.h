// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"

namespace bursar::analytics {

class Analytics;

/// Every operation of contract/analytics.h and contract/insight.h, and FindAnything; not GetCustomerLogs, which
/// ingest serves. `analytics` must outlive the table.
void registerHandlers(contract::HandlerTable& table, Analytics& analytics);

} // namespace bursar::analytics
