// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analytics/impl/frame.h"
#include "analytics/impl/queries.h"
#include "contract/analytics.h"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace bursar::analytics {

/// A customer over all agents of the scope, all time.
struct CustomerRow {
    std::string customer;
    base::Time firstAt;
    base::Time lastAt;
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    base::Amount revenue;
    double responseMicros = 0;
    std::optional<std::string> country;
    std::optional<std::string> city;
    int knownBy = 3;
};

/// Relation of CustomerRow's columns in their order, then payments; $1 is the scope. `condition` narrows the rows that
/// are summed ("customer = $2").
std::string customerRows(const rollup::AgentScope& agents, std::string_view condition = "true");
/// Columns from `first` on.
CustomerRow readCustomer(const db::Row& row, int first = 0);

struct DayUse {
    std::int64_t requests = 0;
    std::int64_t errors = 0;
};
inline constexpr int kHistoryDays = 30;
/// Oldest first, the last is today.
using History = std::array<DayUse, kHistoryDays>;
std::map<std::string, History> histories(Frame& frame, const std::vector<std::string>& customers);

std::string_view churnRisk(base::Time lastAt, base::Time now);
std::string churnReason(const CustomerRow& row, const History& history, base::Time now);
/// The last 7 whole days against the 7 before.
std::string_view trend(const History& history);

/// What a list and the detail both show. `agentId` is empty for all agents.
contract::Customer customerOnWire(const CustomerRow& row, const History& history, const Lifetime& lifetime,
                                  contract::RevenueBasis basis, const std::string& agentId, base::Time now);

} // namespace bursar::analytics
