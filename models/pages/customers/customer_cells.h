// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/customers.h"
#include "models/common/cell.h"

namespace bursar::models {

/// Columns of the customer table, in the order of the model.
enum class CustomerColumn {
    Customer, Country, LastSeen, FirstSeen, Requests, Revenue, Errors, Churn, Days, Ltv
};
inline constexpr int kCustomerColumnCount = static_cast<int>(CustomerColumn::Ltv) + 1;

Cell customerCell(const contract::Customer& row, CustomerColumn column);
/// The id as a cell: an address in its short form, else as it is.
Cell customerIdCell(const std::string& id);
State churnState(const contract::Customer& row);
/// Requests of the last 30 days without today, which is not over yet.
std::vector<double> dailyRequests(const contract::Customer& row);

} // namespace bursar::models
