// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "analytics/impl/dimension.h"
#include "analytics/impl/frame.h"
#include "analytics/impl/markers.h"
#include "analytics/impl/spans.h"
#include "analytics/impl/wire.h"
#include "base/error.h"

#include <algorithm>
#include <array>

namespace bursar::analytics {

using contract::Measure;
using rollup::Span;
using std::chrono::seconds;

namespace {

constexpr int kTopDefault = 6;
constexpr int kTopMax = 20;
constexpr int kBucketsDefault = 120;
constexpr int kBucketsMax = 1000;
constexpr int kRowsDefault = 50;
constexpr int kRowsMax = 1000;
constexpr int kColumnsDefault = 60;
constexpr int kColumnsMax = 400;
constexpr std::chrono::hours kCustomersByMinute{6};

constexpr std::array kBoundsMs{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000};

contract::Totals totalsOf(Frame& frame, Span span)
{
    contract::Totals out = totals(frame.reader.total(frame.agents, span));
    out.customers = frame.reader.distinctCustomers(frame.agents, span);
    out.new_customers = frame.reader.newCustomers(frame.agents, span);
    return out;
}

/// Minutes hold nearly a row for every request, so they are read for a few hours only.
seconds customerWidth(Span span, seconds width)
{
    return span.to - span.from <= kCustomersByMinute ? width : std::max<seconds>(width, std::chrono::hours(1));
}

/// Requests by latency step; the last entry counts what is slower than every bound.
std::vector<std::int64_t> countsOf(const rollup::LatencyHistogram& latency)
{
    std::vector<std::int64_t> counts;
    std::int64_t below = 0;
    for (const int bound : kBoundsMs) {
        const std::int64_t upTo = latency.countUpTo(std::chrono::milliseconds(bound));
        counts.push_back(upTo - below);
        below = upTo;
    }
    counts.push_back(latency.count() - below);
    return counts;
}

std::vector<rollup::SeriesRow> latencyRows(Frame& frame, Span span, seconds width,
                                           const std::optional<std::string>& tool)
{
    if (!tool)
        return frame.reader.series(frame.agents, span, width);
    return frame.reader.seriesOf(frame.agents, span, width, rollup::Dimension::tool, *tool);
}

} // namespace

contract::Overview Analytics::overview(const contract::SpanInput& input)
{
    const Span asked = checkedSpan(input.from, input.to);
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const SpanPair spans = withPrevious(asked, frame.now);
    const seconds width = bucketWidth({spans.previous.from, spans.previous.to}, frame.now, kBucketsDefault);
    const auto rows = frame.reader.series(frame.agents, spans.current, width);

    contract::Overview out;
    out.from = spans.current.from;
    out.to = spans.current.to;
    out.previous_from = spans.previous.from;
    out.previous_to = spans.previous.to;
    out.bucket_seconds = width.count();
    out.current = totalsOf(frame, spans.current);
    out.previous = totalsOf(frame, spans.previous);
    for (const rollup::SeriesRow& row : rows)
        out.series.push_back(seriesPoint(row));
    const seconds byCustomer = customerWidth(spans.current, width);
    out.customer_bucket_seconds = byCustomer.count();
    for (const auto& [at, customers] : frame.reader.customerSeries(frame.agents, spans.current, byCustomer))
        out.customer_series.push_back({at, customers});
    out.markers = markersIn(frame, spans.current);
    out.gaps = gapsIn(frame, spans.current, rows, width);
    out.revenue_basis = basisOf(frame);
    out.simulated = out.revenue_basis == contract::RevenueBasis::simulated;
    out.read_at = frame.now;
    return out;
}

contract::Series Analytics::series(const contract::GetSeries::Input& input)
{
    const Span asked = checkedSpan(input.from, input.to);
    const int top = within("top", input.top, kTopDefault, kTopMax);
    const int buckets = within("buckets", input.buckets, kBucketsDefault, kBucketsMax);
    const Weight weight = weightOf(input.order.value_or(Measure::requests), "order");
    const auto weighed = input.order == Measure::p95 ? rollup::Latencies::read : rollup::Latencies::leftOut;
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const seconds width = bucketWidth(asked, frame.now, buckets);
    const Span span = rollup::resolve(asked, frame.now).span;

    contract::Series out;
    out.from = span.from;
    out.to = span.to;
    out.bucket_seconds = width.count();
    for (const rollup::ValueSeries& line :
         linesOf(frame, span, width, input.dimension, std::size_t(top), weight, weighed)) {
        contract::SeriesLine wire{line.value, totals(line.total), {}};
        for (const rollup::SeriesRow& row : line.points)
            wire.points.push_back(seriesPoint(row));
        out.lines.push_back(std::move(wire));
    }
    out.markers = markersIn(frame, span);
    out.gaps = gapsIn(frame, span, frame.reader.series(frame.agents, span, width), width);
    out.revenue_basis = basisOf(frame);
    out.read_at = frame.now;
    return out;
}

contract::BreakdownRows Analytics::breakdown(const contract::GetBreakdown::Input& input)
{
    const Span asked = checkedSpan(input.from, input.to);
    const auto limit = std::size_t(within("limit", input.limit, kRowsDefault, kRowsMax));
    const Weight weight = weightOf(input.order.value_or(Measure::requests), "order");
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const Span span = rollup::resolve(asked, frame.now).span;

    std::vector<std::pair<double, rollup::ValueRow>> rows;
    for (rollup::ValueRow& row : valuesOf(frame, span, input.dimension)) {
        if (row.measures.requests > 0)
            rows.emplace_back(weight(row.measures), std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second.value < b.second.value;
    });
    contract::BreakdownRows out;
    out.from = span.from;
    out.to = span.to;
    out.total = std::int64_t(rows.size());
    for (std::size_t i = 0; i < std::min(limit, rows.size()); ++i)
        out.rows.push_back(breakdownRow(rows[i].second.value, rows[i].second.measures));
    out.revenue_basis = basisOf(frame);
    out.read_at = frame.now;
    return out;
}

contract::LatencyMap Analytics::latencyMap(const contract::GetLatencyMap::Input& input)
{
    const Span asked = checkedSpan(input.from, input.to);
    const int columns = within("buckets", input.buckets, kColumnsDefault, kColumnsMax);
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const seconds width = bucketWidth(asked, frame.now, columns);
    const Span span = rollup::resolve(asked, frame.now).span;

    contract::LatencyMap out;
    out.from = span.from;
    out.to = span.to;
    out.bucket_seconds = width.count();
    out.bounds_ms.assign(kBoundsMs.begin(), kBoundsMs.end());
    for (const rollup::SeriesRow& row : latencyRows(frame, span, width, input.tool)) {
        if (row.measures.requests > 0)
            out.columns.push_back({row.bucket, countsOf(row.measures.latency)});
    }
    out.read_at = frame.now;
    return out;
}

} // namespace bursar::analytics
