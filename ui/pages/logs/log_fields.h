// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/insight.h"
#include "models/client/gateway.h"
#include "ui/widgets/column.h"
#include "ui/widgets/filter_query.h"

#include <vector>

namespace bursar::ui {

/// Columns of the log table, as models::LogColumn has them.
std::vector<Column> logColumns();
/// What Logs can be filtered by; values of tools, customers and versions are completed from the present span.
std::vector<FilterField> logFields(models::Gateway& gateway, const std::function<contract::SpanInput()>& span);
/// A condition as ListLogs reads it: `-status:5xx`, `latency:>800`, `latency:200..500`.
QString engineFilter(const Filter& filter);

} // namespace bursar::ui
