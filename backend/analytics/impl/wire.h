// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/analytics.h"
#include "contract/insight.h"
#include "rollup/rollup.h"

/// Aggregates as the wire shows them. Floating point begins here.
namespace bursar::analytics {

inline constexpr unsigned kUsdcDecimals = 6;

double usdc(const base::Amount& atomic);
double orZero(const std::optional<double>& value);
/// part / whole, 0 when there is no whole.
double ratio(double part, double whole);
/// whole / parts of an amount, 0 when there are none.
double perUnit(const base::Amount& atomic, std::int64_t units);

contract::Totals totals(const rollup::Measures& measures);
contract::SeriesPoint seriesPoint(const rollup::SeriesRow& row);
contract::Breakdown breakdownRow(std::string value, const rollup::Measures& measures);
contract::ToolRow toolRow(const rollup::ValueRow& row);

/// What a value weighs when values are put in order. Customers are not counted per value: throws InvalidInput that
/// names `field`.
using Weight = double (*)(const rollup::Measures&);
Weight weightOf(contract::Measure measure, std::string_view field);

} // namespace bursar::analytics
