// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "analytics/impl/customer_rows.h"
#include "analytics/impl/wire.h"
#include "base/error.h"

#include <fmt/format.h>

namespace bursar::analytics {

using std::chrono::days;

namespace {

constexpr std::size_t kPrimaryTools = 3;
constexpr std::size_t kToolsMax = 500;

CustomerRow oneCustomer(Frame& frame, const std::string& customer)
{
    const db::Result rows =
        frame.tx.exec(customerRows(frame.agents, "customer = $2"), {agentParam(frame.agents), customer});
    if (rows.empty())
        throw base::notFound("customer");
    return readCustomer(rows[0]);
}

std::vector<contract::CustomerTool> toolsOf(Frame& frame, const std::string& customer, std::size_t max)
{
    const std::string sql = fmt::format(
        "SELECT tool, sum(requests)::bigint, sum(errors)::bigint, sum(revenue), sum(response_us)::double precision "
        "FROM ({}) t WHERE {} AND customer = $2 AND tool <> '' GROUP BY tool ORDER BY 2 DESC, 1 LIMIT $3",
        rollup::customerToolRelation(), agentFilter(frame.agents));
    std::vector<contract::CustomerTool> out;
    for (const db::Row& row : frame.tx.exec(sql, {agentParam(frame.agents), customer, max})) {
        contract::CustomerTool tool;
        tool.tool_name = row.string(0);
        tool.call_count = row.integer(1);
        tool.error_rate = ratio(double(row.integer(2)), double(tool.call_count));
        tool.revenue_atomic = row.amount(3);
        tool.revenue = usdc(tool.revenue_atomic);
        tool.avg_response_ms = ratio(row.number(4) / 1000, double(tool.call_count));
        out.push_back(std::move(tool));
    }
    return out;
}

/// Hours of the UTC day in which the customer was active within the last 30 days.
std::vector<int> activeHours(Frame& frame, const std::string& customer)
{
    const std::string sql = fmt::format("SELECT coalesce(bit_or(hours), 0) FROM ({}) d "
                                        "WHERE {} AND customer = $2 AND day >= $3::date",
                                        rollup::customerDayRelation(), agentFilter(frame.agents));
    const std::int64_t bits =
        frame.tx.exec(sql, {agentParam(frame.agents), customer, frame.today - days(kHistoryDays - 1)})[0].integer(0);
    std::vector<int> hours;
    for (int hour = 0; hour < 24; ++hour) {
        if (bits >> hour & 1)
            hours.push_back(hour);
    }
    return hours;
}

/// Latency cannot be summed in SQL, so the presence relation leaves it out: read from its two tables.
std::map<base::Day, rollup::LatencyHistogram> latencyByDay(Frame& frame, const std::string& customer, base::Day first)
{
    std::map<base::Day, rollup::LatencyHistogram> out;
    for (const std::string_view table : {"rollup_customer_day", "rollup_customer_delta"}) {
        const std::string sql = fmt::format("SELECT day, latency FROM {} WHERE {} AND customer = $2 AND day >= $3::date",
                                            table, agentFilter(frame.agents));
        for (const db::Row& row : frame.tx.exec(sql, {agentParam(frame.agents), customer, first}))
            out[row.day(0)].mergeEncoded(row.bytes(1));
    }
    return out;
}

double p95Ms(const rollup::LatencyHistogram& latency)
{
    const auto value = latency.percentile(0.95);
    return value ? double(value->count()) / 1000 : 0;
}

} // namespace

contract::Customer Analytics::customer(const contract::CustomerInput& input)
{
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const CustomerRow row = oneCustomer(frame, input.customer_id);
    contract::Customer out = customerOnWire(row, histories(frame, {row.customer})[row.customer], lifetime(frame),
                                            basisOf(frame), input.agent_id.value_or(""), frame.now);
    for (const contract::CustomerTool& tool : toolsOf(frame, row.customer, kPrimaryTools))
        out.primary_tools.push_back(tool.tool_name);
    out.active_hours_utc = activeHours(frame, row.customer);
    return out;
}

contract::CustomerTools Analytics::customerTools(const contract::CustomerInput& input)
{
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    return {toolsOf(frame, oneCustomer(frame, input.customer_id).customer, kToolsMax)};
}

contract::DailyRows Analytics::customerDaily(const contract::GetCustomerDaily::Input& input)
{
    const int count = atMost("days", input.days, 30, 365);
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const std::string customer = oneCustomer(frame, input.customer_id).customer;
    const rollup::Span span = lastDays(frame.today, count);
    const std::string sql = fmt::format(
        "SELECT day, sum(requests)::bigint, sum(errors)::bigint, sum(revenue), sum(response_us)::double precision "
        "FROM ({}) d WHERE {} AND customer = $2 AND day BETWEEN $3::date AND $4::date GROUP BY day ORDER BY day",
        rollup::customerDayRelation(), agentFilter(frame.agents));
    const auto latency = latencyByDay(frame, customer, dayOf(span.from));

    contract::DailyRows out;
    for (const db::Row& row :
         frame.tx.exec(sql, {agentParam(frame.agents), customer, dayOf(span.from), frame.today})) {
        contract::DailyRow day;
        day.date = base::formatDay(row.day(0));
        day.requests = row.integer(1);
        day.errors = row.integer(2);
        day.revenue_atomic = row.amount(3);
        day.revenue = usdc(day.revenue_atomic);
        day.unique_customers = 1;
        day.avg_response_ms = ratio(row.number(4) / 1000, double(day.requests));
        const auto found = latency.find(row.day(0));
        day.p95_response_ms = found == latency.end() ? 0 : p95Ms(found->second);
        out.stats.push_back(std::move(day));
    }
    out.revenue_basis = basisOf(frame);
    return out;
}

contract::Cohorts Analytics::cohorts(const contract::GetCohorts::Input& input)
{
    const int months = atMost("months", input.months, 12, 36);
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    // Month numbers (12 · year + month) make "k months later" a subtraction.
    const std::string sql = fmt::format(
        "WITH people AS (SELECT customer, min(first_at) AS first_at, max(last_at) AS last_at FROM ({}) c WHERE {}"
        "                GROUP BY customer),"
        " cohort AS (SELECT customer, last_at, date_part('year', first_at AT TIME ZONE 'UTC')::int * 12"
        "            + date_part('month', first_at AT TIME ZONE 'UTC')::int - 1 AS month FROM people"
        "            WHERE first_at >= $2::timestamptz),"
        " active AS (SELECT DISTINCT customer, date_part('year', day)::int * 12 + date_part('month', day)::int - 1 AS month"
        "            FROM ({}) d WHERE {} AND day >= $3::date),"
        " size AS (SELECT month, count(*) AS customers, count(*) FILTER (WHERE last_at >= $4::timestamptz) AS retained"
        "          FROM cohort GROUP BY month) "
        "SELECT s.month, s.customers, s.retained, a.month - s.month AS later, count(*) "
        "FROM size s JOIN cohort c ON c.month = s.month JOIN active a ON a.customer = c.customer AND a.month >= s.month "
        "GROUP BY 1, 2, 3, 4 ORDER BY 1, 4",
        rollup::customerRelation(), agentFilter(frame.agents), rollup::customerDayRelation(),
        agentFilter(frame.agents));
    const std::chrono::year_month_day today(frame.today);
    const auto firstMonth = std::chrono::year_month(today.year(), today.month()) - std::chrono::months(months - 1);
    const base::Day first = firstMonth / 1;
    const int thisMonth = int(today.year()) * 12 + int(unsigned(today.month())) - 1;

    contract::Cohorts out;
    std::optional<std::int64_t> open;
    for (const db::Row& row : frame.tx.exec(sql, {agentParam(frame.agents), base::Time(first), first,
                                                  frame.now - days(30)})) {
        const std::int64_t month = row.integer(0);
        if (open != month) {
            contract::Cohort cohort;
            cohort.month = fmt::format("{:04}-{:02}", month / 12, month % 12 + 1);
            cohort.new_customers = row.integer(1);
            cohort.retained_customers = row.integer(2);
            cohort.retention.assign(std::size_t(std::max<std::int64_t>(thisMonth - month, 0)) + 1, 0);
            out.cohorts.push_back(std::move(cohort));
            open = month;
        }
        contract::Cohort& cohort = out.cohorts.back();
        const auto later = std::size_t(row.integer(3));
        if (later < cohort.retention.size())
            cohort.retention[later] = ratio(double(row.integer(4)), double(cohort.new_customers));
    }
    return out;
}

} // namespace bursar::analytics
