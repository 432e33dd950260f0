// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/insight.h"
#include "models/client/gateway.h"
#include "ui/widgets/column.h"
#include "ui/widgets/filter_query.h"

#include <vector>

namespace bursar::ui {

/// Columns of the customer table, as models::CustomerColumn has them; a sortable column's key is the engine's word.
std::vector<Column> customerColumns();
/// What customers can be filtered by; ids and countries are completed from the present span.
std::vector<FilterField> customerFields(models::Gateway& gateway, const std::function<contract::SpanInput()>& span);
/// A condition as ListCustomers reads it: plain numbers (`12k` is 12000), shares of one (`5%` is 0.05), no asset.
QString customerCondition(const Filter& filter);

} // namespace bursar::ui
