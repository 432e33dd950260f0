// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/wire.h"

#include "base/error.h"

namespace bursar::analytics {

using contract::Measure;
using rollup::Measures;

double usdc(const base::Amount& atomic)
{
    return atomic.approximate(kUsdcDecimals);
}

double orZero(const std::optional<double>& value)
{
    return value.value_or(0);
}

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

double perUnit(const base::Amount& atomic, std::int64_t units)
{
    return units > 0 ? usdc(atomic) / double(units) : 0;
}

contract::Totals totals(const Measures& m)
{
    contract::Totals out;
    out.requests = m.requests;
    out.errors = m.errors;
    out.required = m.required;
    out.timeouts = m.timeouts;
    out.payments = m.payments;
    out.error_rate = m.errorRate();
    out.revenue = usdc(m.revenue);
    out.revenue_atomic = m.revenue;
    out.avg_response_ms = m.averageMs();
    out.p50_response_ms = m.percentileMs(0.50);
    out.p95_response_ms = m.percentileMs(0.95);
    out.p99_response_ms = m.percentileMs(0.99);
    return out;
}

contract::SeriesPoint seriesPoint(const rollup::SeriesRow& row)
{
    const Measures& m = row.measures;
    contract::SeriesPoint point;
    point.at = row.bucket;
    point.requests = m.requests;
    point.errors = m.errors;
    point.required = m.required;
    point.payments = m.payments;
    point.revenue = usdc(m.revenue);
    point.revenue_atomic = m.revenue;
    point.avg_response_ms = m.averageMs();
    point.p50_response_ms = m.percentileMs(0.50);
    point.p95_response_ms = m.percentileMs(0.95);
    point.p99_response_ms = m.percentileMs(0.99);
    return point;
}

contract::Breakdown breakdownRow(std::string value, const Measures& m)
{
    contract::Breakdown row;
    row.value = std::move(value);
    row.requests = m.requests;
    row.errors = m.errors;
    row.required = m.required;
    row.payments = m.payments;
    row.error_rate = m.errorRate();
    row.revenue = usdc(m.revenue);
    row.revenue_atomic = m.revenue;
    row.avg_response_ms = m.averageMs();
    row.p95_response_ms = m.percentileMs(0.95);
    return row;
}

contract::ToolRow toolRow(const rollup::ValueRow& row)
{
    contract::ToolRow tool;
    tool.tool_name = row.value;
    tool.call_count = row.measures.requests;
    tool.avg_response_ms = orZero(row.measures.averageMs());
    tool.p95_response_ms = orZero(row.measures.percentileMs(0.95));
    tool.error_rate = row.measures.errorRate();
    tool.revenue = usdc(row.measures.revenue);
    tool.revenue_atomic = row.measures.revenue;
    return tool;
}

Weight weightOf(Measure measure, std::string_view field)
{
    switch (measure) {
    case Measure::requests: return [](const Measures& m) { return double(m.requests); };
    case Measure::errors: return [](const Measures& m) { return double(m.errors); };
    case Measure::error_rate: return [](const Measures& m) { return m.errorRate(); };
    case Measure::revenue: return [](const Measures& m) { return usdc(m.revenue); };
    case Measure::p95: return [](const Measures& m) { return orZero(m.percentileMs(0.95)); };
    case Measure::customers: break;
    }
    throw base::invalidField(std::string(field), "unsupported",
                             "customers are not counted per value here; compare two spans to see who came and went");
}

} // namespace bursar::analytics
