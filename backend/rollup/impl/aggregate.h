// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rollup/rollup.h"

#include <compare>
#include <map>
#include <string>

/// The keys and sums that deltas and base tables consist of.
namespace bursar::rollup {

struct CellKey {
    Dimension dimension = Dimension::all;
    base::Time bucket;
    std::int64_t agentKey = 0;
    std::string value;
    auto operator<=>(const CellKey&) const = default;
};

struct CustomerDayKey {
    std::int64_t agentKey = 0;
    std::string customer;
    base::Day day;
    Protocol protocol = Protocol::http;
    auto operator<=>(const CustomerDayKey&) const = default;
};

struct CustomerSums {
    Measures measures;
    std::int64_t hours = 0; // bit h: active in hour h UTC
    base::Time firstAt = base::Time::max();
    base::Time lastAt = base::Time::min();
    std::optional<base::Time> firstPaidAt;
    std::optional<std::string> country, city; // of the newest request that has one
    base::Time placeAt = base::Time::min();
    int knownBy = 3;
};

struct CustomerToolKey {
    std::int64_t agentKey = 0;
    std::string customer;
    std::string tool;
    auto operator<=>(const CustomerToolKey&) const = default;
};

inline constexpr std::string_view kCellColumns =
    "requests, errors, required, timeouts, payments, revenue, response_us, latency";

/// Sums in the order of kCellColumns, from column `first` on.
Measures readMeasures(const db::Row& row, int first);
void writeMeasures(db::CopyWriter& copy, const Measures& measures);

inline constexpr std::array kAllDimensions{Dimension::all,     Dimension::tool,     Dimension::protocol,
                                           Dimension::status,  Dimension::country,  Dimension::version,
                                           Dimension::customer, Dimension::error,   Dimension::key,
                                           Dimension::mcpTool, Dimension::a2aEndpoint, Dimension::payment};
/// At most how many values a day and agent; empty: no limit.
std::optional<std::size_t> valuesPerDayMax(Dimension dimension);

} // namespace bursar::rollup
