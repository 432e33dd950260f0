// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "analytics/impl/dimension.h"
#include "analytics/impl/frame.h"
#include "analytics/impl/presence.h"
#include "analytics/impl/spans.h"
#include "analytics/impl/wire.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace bursar::analytics {

using contract::Dimension;
using contract::Measure;
using contract::MovedRow;
using rollup::Measures;

namespace {

constexpr int kRowsDefault = 20;
constexpr int kRowsMax = 200;

constexpr std::array kDimensions{Dimension::agent,   Dimension::tool,   Dimension::customer, Dimension::version,
                                 Dimension::country, Dimension::status, Dimension::protocol, Dimension::source,
                                 Dimension::error,   Dimension::key};

struct Whole {
    Measures before;
    Measures after;
};

double share(std::int64_t part, std::int64_t whole)
{
    return ratio(double(part), double(whole));
}

/// What one value did to the measure of the whole. Sums: their difference. Error rate: its errors' share of all
/// requests, after less before, so that the changes of a dimension add up to the change of the rate. p95 does not
/// add up: its difference (from the whole's where the value was not there), weighted by its share of the requests.
double change(Measure measure, const Measures& before, const Measures& after, const Whole& whole)
{
    switch (measure) {
    case Measure::requests: return double(after.requests) - double(before.requests);
    case Measure::errors: return double(after.errors) - double(before.errors);
    case Measure::revenue: return usdc(after.revenue) - usdc(before.revenue);
    case Measure::error_rate:
        return share(after.errors, whole.after.requests) - share(before.errors, whole.before.requests);
    case Measure::p95: {
        const Measures& was = before.requests ? before : whole.before;
        const Measures& is = after.requests ? after : whole.after;
        const double weight =
            (share(before.requests, whole.before.requests) + share(after.requests, whole.after.requests)) / 2;
        return weight * (orZero(is.percentileMs(0.95)) - orZero(was.percentileMs(0.95)));
    }
    case Measure::customers: break;
    }
    return 0;
}

/// Only successes are paid for, so these say nothing about revenue.
bool isSilentAbout(Measure measure, Dimension dimension)
{
    return measure == Measure::revenue && (dimension == Dimension::status || dimension == Dimension::error);
}

/// Leaves out what did not move, and a dimension that has a single value, which is the whole again.
void append(std::vector<MovedRow>& out, std::vector<MovedRow> rows)
{
    if (rows.size() < 2)
        return;
    for (MovedRow& row : rows) {
        if (row.change != 0)
            out.push_back(std::move(row));
    }
}

std::vector<MovedRow> movedValues(Frame& frame, const SpanPair& spans, Dimension dimension, Measure measure,
                                  Weight valueOf, const Whole& whole)
{
    const auto latencies = measure == Measure::p95 ? rollup::Latencies::read : rollup::Latencies::leftOut;
    std::map<std::string, std::pair<Measures, Measures>> values;
    for (rollup::ValueRow& row : valuesOf(frame, spans.previous, dimension, latencies))
        values[row.value].first.merge(row.measures);
    for (rollup::ValueRow& row : valuesOf(frame, spans.current, dimension, latencies))
        values[row.value].second.merge(row.measures);
    std::vector<MovedRow> rows;
    for (const auto& [value, pair] : values) {
        const auto& [before, after] = pair;
        if (before.requests == 0 && after.requests == 0)
            continue;
        rows.push_back(
            {dimension, value, valueOf(before), valueOf(after), change(measure, before, after, whole)});
    }
    return rows;
}

std::vector<MovedRow> movedCustomers(Frame& frame, const SpanPair& spans, Dimension dimension)
{
    std::vector<MovedRow> rows;
    for (const CustomersMoved& moved : customersMoved(frame, spans, dimension))
        rows.push_back({dimension, moved.value, double(moved.before), double(moved.after),
                        double(moved.after) - double(moved.before)});
    return rows;
}

void sortAndCut(std::vector<MovedRow>& rows, std::size_t limit)
{
    std::sort(rows.begin(), rows.end(), [](const MovedRow& a, const MovedRow& b) {
        const double x = std::abs(a.change);
        const double y = std::abs(b.change);
        return x != y ? x > y : std::tie(a.dimension, a.value) < std::tie(b.dimension, b.value);
    });
    if (rows.size() > limit)
        rows.resize(limit);
}

} // namespace

contract::Comparison Analytics::compare(const contract::CompareSpans::Input& input)
{
    const rollup::Span before = checkedSpan(input.before_from, input.before_to, "before_from", "before_to");
    const rollup::Span after = checkedSpan(input.after_from, input.after_to, "after_from", "after_to");
    const auto limit = std::size_t(within("limit", input.limit, kRowsDefault, kRowsMax));
    const Measure measure = input.measure.value_or(Measure::revenue);
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    SpanPair spans = alike(before, after, frame.now);

    contract::Comparison out;
    out.measure = measure;
    if (measure == Measure::customers) {
        // Presence knows the hour of the day, not the minute.
        spans = {widen(spans.current, std::chrono::hours(1)), widen(spans.previous, std::chrono::hours(1))};
        const CustomersMoved all = customersMoved(frame, spans);
        out.before = double(all.before);
        out.after = double(all.after);
        for (const Dimension dimension : {Dimension::agent, Dimension::protocol, Dimension::country})
            append(out.rows, movedCustomers(frame, spans, dimension));
    } else {
        const Weight valueOf = weightOf(measure, "measure");
        const Whole whole{frame.reader.total(frame.agents, spans.previous),
                          frame.reader.total(frame.agents, spans.current)};
        out.before = valueOf(whole.before);
        out.after = valueOf(whole.after);
        for (const Dimension dimension : kDimensions) {
            if (!isSilentAbout(measure, dimension))
                append(out.rows, movedValues(frame, spans, dimension, measure, valueOf, whole));
        }
    }
    sortAndCut(out.rows, limit);
    out.before_from = spans.previous.from;
    out.before_to = spans.previous.to;
    out.after_from = spans.current.from;
    out.after_to = spans.current.to;
    out.revenue_basis = basisOf(frame);
    out.read_at = frame.now;
    return out;
}

} // namespace bursar::analytics
