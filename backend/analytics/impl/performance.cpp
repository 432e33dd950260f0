// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/frame.h"
#include "analytics/impl/health.h"
#include "analytics/impl/spans.h"
#include "analytics/impl/wire.h"

namespace bursar::analytics {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

hours windowOf(const std::optional<std::string>& asked)
{
    if (asked == "1h")
        return hours(1);
    return asked == "72h" ? hours(72) : hours(24);
}

double perMinute(std::int64_t requests, base::Duration span)
{
    return ratio(double(requests), std::chrono::duration<double, std::ratio<60>>(span).count());
}

/// 24 hours, the running one last.
void fillTrends(Frame& frame, contract::Performance& out)
{
    constexpr int kHours = 24;
    const base::Time end = std::chrono::floor<hours>(frame.now) + hours(1);
    const base::Time begin = end - hours(kHours);
    out.p95_trend.assign(kHours, 0);
    out.error_rate_trend.assign(kHours, 0);
    out.throughput_trend.assign(kHours, 0);
    out.uptime_trend.assign(kHours, 0);
    for (const rollup::SeriesRow& row : frame.reader.series(frame.agents, {begin, end}, hours(1))) {
        const auto hour = std::size_t((row.bucket - begin) / hours(1));
        if (hour >= kHours || row.measures.requests == 0)
            continue;
        const base::Duration elapsed = std::min<base::Duration>(
            hours(1), std::max<base::Duration>(frame.now - row.bucket, minutes(1)));
        out.p95_trend[hour] = orZero(row.measures.percentileMs(0.95));
        out.error_rate_trend[hour] = row.measures.errorRate();
        out.throughput_trend[hour] = perMinute(row.measures.requests, elapsed);
        out.uptime_trend[hour] = 100 * (1 - row.measures.errorRate());
    }
}

void fillDeltas(const rollup::Measures& now, const rollup::Measures& before, base::Duration window,
                contract::Performance& out) // `window` of the span before, which is over
{
    if (now.requests == 0 || before.requests == 0)
        return; // nothing to compare with: a difference to zero would look like a change
    out.health_delta = *healthScore(now) - *healthScore(before);
    out.p95_delta_ms = orZero(now.percentileMs(0.95)) - orZero(before.percentileMs(0.95));
    out.error_delta = now.errorRate() - before.errorRate();
    out.throughput_delta = out.requests_per_min - perMinute(before.requests, window);
    out.uptime_delta = -100 * out.error_delta;
}

} // namespace

std::optional<double> healthScore(const rollup::Measures& m)
{
    if (m.requests == 0)
        return std::nullopt;
    const double good = 1 - m.errorRate();
    const double slow = std::min(orZero(m.percentileMs(0.95)) / 1000, 1.0);
    return 40 * good + 30 * (1 - slow) + 20 * good + 10;
}

std::string_view healthStatus(const std::optional<double>& score)
{
    if (!score)
        return "No data";
    if (*score >= 90)
        return "Excellent";
    if (*score >= 70)
        return "Good";
    return *score >= 50 ? "Fair" : "Needs Attention";
}

contract::Performance Analytics::performance(const contract::GetPerformance::Input& input)
{
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const hours window = windowOf(input.window);
    const base::Time end = std::chrono::floor<minutes>(frame.now) + minutes(1);
    const SpanPair spans = withPrevious({end - window, end}, frame.now);
    const rollup::Measures now = frame.reader.total(frame.agents, spans.current);
    const rollup::Measures before = frame.reader.total(frame.agents, spans.previous);
    const base::Duration elapsed = std::min(spans.current.to, frame.now) - spans.current.from;

    contract::Performance out;
    out.p50_response_ms = now.percentileMs(0.50);
    out.p75_response_ms = now.percentileMs(0.75);
    out.p90_response_ms = now.percentileMs(0.90);
    out.p95_response_ms = now.percentileMs(0.95);
    out.p99_response_ms = now.percentileMs(0.99);
    out.avg_response_ms = orZero(now.averageMs());
    out.error_rate = now.errorRate();
    out.total_requests = now.requests;
    out.success_requests = now.requests - now.errors;
    out.error_requests = now.errors;
    out.requests_per_min = perMinute(now.requests, elapsed);
    out.uptime = now.requests ? 100 * (1 - now.errorRate()) : 0;
    out.health_score = healthScore(now);
    out.health_status = healthStatus(out.health_score);
    out.window = window == hours(1) ? "1h" : window == hours(72) ? "72h" : "24h";
    fillTrends(frame, out);
    fillDeltas(now, before, spans.previous.to - spans.previous.from, out);
    return out;
}

} // namespace bursar::analytics
