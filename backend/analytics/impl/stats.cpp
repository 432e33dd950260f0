// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "analytics/impl/frame.h"
#include "analytics/impl/queries.h"
#include "analytics/impl/wire.h"

#include <fmt/format.h>

namespace bursar::analytics {

namespace {

/// Requests from a day on, whatever lies ahead of now included.
std::int64_t requestsSince(Frame& frame, base::Day day)
{
    return frame.reader.total(frame.agents, {day, allTime(frame.today).to}).requests;
}

contract::DailyRow dailyRow(const rollup::SeriesRow& row, std::int64_t customers)
{
    contract::DailyRow day;
    day.date = base::formatDay(dayOf(row.bucket));
    day.requests = row.measures.requests;
    day.revenue = usdc(row.measures.revenue);
    day.revenue_atomic = row.measures.revenue;
    day.errors = row.measures.errors;
    day.unique_customers = customers;
    day.avg_response_ms = orZero(row.measures.averageMs());
    day.p95_response_ms = orZero(row.measures.percentileMs(0.95));
    return day;
}

} // namespace

contract::DashboardTotals Analytics::dashboard()
{
    Frame frame(m_pool, m_clock.now(), m_scopeOf(std::nullopt));
    const db::Row agents =
        frame.tx.one("SELECT count(*), count(*) FILTER (WHERE status = 'active') FROM registry_agent", {});
    const rollup::Measures all = frame.reader.total(frame.agents, allTime(frame.today));

    contract::DashboardTotals out;
    out.total_agents = agents.integer(0);
    out.active_agents = agents.integer(1);
    out.total_requests = all.requests;
    out.total_revenue_usdc = usdc(all.revenue);
    out.total_revenue_usdc_atomic = all.revenue;
    out.today_requests = requestsSince(frame, frame.today);
    out.avg_response_ms = orZero(all.averageMs());
    out.revenue_basis = basisOf(frame);
    return out;
}

contract::AgentStats Analytics::stats(const contract::ScopeInput& input)
{
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const rollup::Measures all = frame.reader.total(frame.agents, allTime(frame.today));

    contract::AgentStats out;
    out.total_requests = all.requests;
    out.today_requests = requestsSince(frame, frame.today);
    out.week_requests = requestsSince(frame, frame.today - std::chrono::days(7));
    out.month_requests = requestsSince(frame, frame.today - std::chrono::days(30));
    out.total_customers = customerCount(frame);
    out.error_count = all.errors;
    out.total_revenue_usdc = usdc(all.revenue);
    out.total_revenue_usdc_atomic = all.revenue;
    out.paid_count = all.payments;
    out.required_count = all.required;
    out.avg_response_ms = orZero(all.averageMs());
    out.error_rate = all.errorRate();
    for (const rollup::ValueRow& row :
         frame.reader.breakdown(frame.agents, allTime(frame.today), rollup::Dimension::status,
                                rollup::Latencies::leftOut))
        out.status_codes[row.value] = row.measures.requests;
    out.revenue_basis = basisOf(frame);
    return out;
}

contract::DailyRows Analytics::daily(const contract::DaysInput& input)
{
    const int days = atMost("days", input.days, 30, 365);
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const rollup::Span span = lastDays(frame.today, days);
    const auto customers = frame.reader.customerSeries(frame.agents, span, std::chrono::days(1));

    contract::DailyRows out;
    for (const rollup::SeriesRow& row : frame.reader.series(frame.agents, span, std::chrono::days(1))) {
        const auto seen = customers.find(row.bucket);
        out.stats.push_back(dailyRow(row, seen == customers.end() ? 0 : seen->second));
    }
    out.revenue_basis = basisOf(frame);
    return out;
}

} // namespace bursar::analytics
