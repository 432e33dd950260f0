// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "analytics/impl/frame.h"
#include "analytics/impl/wire.h"

#include <fmt/format.h>

namespace bursar::analytics {

namespace {

constexpr std::size_t kJourneysMax = 20;

/// One row a customer of the window. Protocols: 1 mcp, 2 a2a. A stage is reached in order of time: an A2A call after
/// the first MCP call. Since presence keeps the first payment of a day only, a payment counts as later when the first
/// of its day is.
std::string peopleSql(const rollup::AgentScope& agents)
{
    return fmt::format(
        "WITH days AS MATERIALIZED (SELECT * FROM ({}) d WHERE {} AND day BETWEEN $2::date AND $3::date),"
        " firsts AS (SELECT customer, min(first_at) FILTER (WHERE protocol = 1) AS mcp_at,"
        "   min(first_at) FILTER (WHERE protocol = 2) AS a2a_at, max(last_at) FILTER (WHERE protocol = 2) AS a2a_last,"
        "   bool_or(protocol = 2 AND payments > 0) AS a2a_paid, bool_or(payments > 0) AS paid,"
        "   min(first_paid_at) AS paid_at, max(last_at) AS last_at, sum(requests)::bigint AS requests,"
        "   sum(revenue) AS revenue FROM days GROUP BY customer),"
        " paid_after AS (SELECT d.customer, min(d.first_paid_at) AS converted_paid_at FROM days d"
        "   JOIN firsts f ON f.customer = d.customer AND d.first_paid_at > f.mcp_at"
        "   WHERE d.protocol = 2 GROUP BY d.customer),"
        " people AS (SELECT f.*, coalesce(f.a2a_last > f.mcp_at, false) AS converted, p.converted_paid_at"
        "   FROM firsts f LEFT JOIN paid_after p ON p.customer = f.customer)",
        rollup::customerDayRelation(), agentFilter(agents));
}

contract::FunnelSummary summaryOf(Frame& frame, rollup::Span span)
{
    const db::Result rows = frame.tx.exec(
        peopleSql(frame.agents)
            + " SELECT count(*) FILTER (WHERE mcp_at IS NOT NULL), count(*) FILTER (WHERE a2a_at IS NOT NULL),"
              " count(*) FILTER (WHERE converted), count(*) FILTER (WHERE converted_paid_at IS NOT NULL),"
              " count(*) FILTER (WHERE a2a_paid), count(*) FILTER (WHERE paid), count(*) FROM people",
        {agentParam(frame.agents), dayOf(span.from), dayOf(span.to) - std::chrono::days(1)});
    const db::Row row = rows[0];
    contract::FunnelSummary out;
    out.mcp_customers = row.integer(0);
    out.a2a_customers = row.integer(1);
    out.mcp_to_a2a = row.integer(2);
    out.mcp_to_a2a_paid = row.integer(3);
    out.a2a_to_paid = row.integer(4);
    out.paid_customers = row.integer(5);
    out.total_customers = row.integer(6);
    out.mcp_to_a2a_rate = ratio(double(out.mcp_to_a2a), double(out.mcp_customers));
    out.a2a_to_paid_rate = ratio(double(out.a2a_to_paid), double(out.a2a_customers));
    out.full_funnel_rate = ratio(double(out.mcp_to_a2a_paid), double(out.mcp_customers));
    return out;
}

std::vector<contract::FunnelDay> trendOf(Frame& frame, rollup::Span span)
{
    const std::string sql = fmt::format(
        "SELECT day, count(DISTINCT customer) FILTER (WHERE protocol = 1),"
        " count(DISTINCT customer) FILTER (WHERE protocol = 2), count(DISTINCT customer) FILTER (WHERE payments > 0) "
        "FROM ({}) d WHERE {} AND day BETWEEN $2::date AND $3::date GROUP BY day ORDER BY day",
        rollup::customerDayRelation(), agentFilter(frame.agents));
    std::vector<contract::FunnelDay> out;
    for (const db::Row& row : frame.tx.exec(sql, {agentParam(frame.agents), dayOf(span.from),
                                                  dayOf(span.to) - std::chrono::days(1)}))
        out.push_back({base::formatDay(row.day(0)), row.integer(1), row.integer(2), row.integer(3)});
    return out;
}

/// Customers of both protocols, those who paid first, then by revenue.
std::vector<contract::Journey> journeysOf(Frame& frame, rollup::Span span)
{
    const db::Result rows = frame.tx.exec(
        peopleSql(frame.agents)
            + " SELECT customer, requests, revenue, a2a_paid, mcp_at, a2a_at, paid_at, last_at, converted_paid_at"
              " FROM people WHERE mcp_at IS NOT NULL AND a2a_at IS NOT NULL"
              " ORDER BY a2a_paid DESC, revenue DESC, customer LIMIT $4",
        {agentParam(frame.agents), dayOf(span.from), dayOf(span.to) - std::chrono::days(1), kJourneysMax});
    std::vector<contract::Journey> out;
    for (const db::Row& row : rows) {
        contract::Journey journey;
        journey.customer_id = row.string(0);
        journey.total_requests = row.integer(1);
        journey.total_revenue = usdc(row.amount(2));
        journey.has_mcp = true;
        journey.has_a2a = true;
        journey.has_a2a_paid = row.boolean(3);
        journey.first_mcp_at = row.optTime(4);
        journey.first_a2a_at = row.optTime(5);
        journey.first_paid_at = row.optTime(6);
        journey.last_seen_at = row.time(7);
        if (const auto converted = row.optTime(8)) {
            const std::chrono::duration<double, std::ratio<86400>> taken = *converted - *journey.first_mcp_at;
            journey.days_to_convert = taken.count();
        }
        out.push_back(std::move(journey));
    }
    return out;
}

} // namespace

contract::Funnel Analytics::funnel(const contract::DaysInput& input)
{
    const int days = atMost("days", input.days, 30, 90);
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const rollup::Span span = lastDays(frame.today, days);
    return {summaryOf(frame, span), trendOf(frame, span), journeysOf(frame, span)};
}

} // namespace bursar::analytics
