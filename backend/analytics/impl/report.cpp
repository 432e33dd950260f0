// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "analytics/impl/frame.h"
#include "analytics/impl/queries.h"
#include "analytics/impl/wire.h"

#include <fmt/format.h>

#include <algorithm>

namespace bursar::analytics {

namespace {

constexpr std::size_t kToolsMax = 20;
constexpr std::size_t kMcpToolsMax = 15;
constexpr std::size_t kPartnersMax = 10;
constexpr std::size_t kCallersMax = 5;
constexpr std::size_t kProtocolsMax = 12; // sources × protocols

/// "sdk/mcp" → sdk, mcp.
std::pair<std::string, std::string> sourceAndProtocol(const std::string& value)
{
    const std::size_t slash = value.find('/');
    if (slash == std::string::npos)
        return {value, ""};
    return {value.substr(0, slash), value.substr(slash + 1)};
}

/// Greatest first, then by name, so that equal ones do not change places between two reads.
std::vector<rollup::ValueRow> mostRequested(std::vector<rollup::ValueRow> rows, std::size_t max)
{
    std::erase_if(rows, [](const rollup::ValueRow& row) { return row.value.empty() || row.measures.requests == 0; });
    std::sort(rows.begin(), rows.end(), [](const rollup::ValueRow& a, const rollup::ValueRow& b) {
        return a.measures.requests != b.measures.requests ? a.measures.requests > b.measures.requests
                                                          : a.value < b.value;
    });
    if (rows.size() > max)
        rows.resize(max);
    return rows;
}

std::vector<contract::ProtocolRow> protocolRows(Frame& frame, rollup::Span span)
{
    std::vector<contract::ProtocolRow> out;
    std::int64_t all = 0;
    for (const rollup::ValueRow& row :
         mostRequested(frame.reader.breakdown(frame.agents, span, rollup::Dimension::protocol), kProtocolsMax)) {
        contract::ProtocolRow line;
        std::tie(line.source, line.protocol) = sourceAndProtocol(row.value);
        line.request_count = row.measures.requests;
        line.avg_response_ms = orZero(row.measures.averageMs());
        line.error_rate = row.measures.errorRate();
        line.p95_response_ms = orZero(row.measures.percentileMs(0.95));
        all += line.request_count;
        out.push_back(std::move(line));
    }
    for (contract::ProtocolRow& line : out)
        line.percentage = 100 * ratio(double(line.request_count), double(all));
    return out;
}

std::vector<contract::ToolRow> toolRows(Frame& frame, rollup::Span span, rollup::Dimension dimension, std::size_t max)
{
    std::vector<contract::ToolRow> out;
    for (const rollup::ValueRow& row : mostRequested(frame.reader.breakdown(frame.agents, span, dimension), max))
        out.push_back(toolRow(row));
    return out;
}

/// The last 60 minutes, the running one included.
contract::HealthBlock healthBlock(Frame& frame)
{
    const base::Time end = std::chrono::floor<std::chrono::minutes>(frame.now) + std::chrono::minutes(1);
    const rollup::Measures m = frame.reader.total(frame.agents, {end - std::chrono::minutes(60), end});
    contract::HealthBlock out;
    out.error_rate = m.errorRate();
    out.payment_rate = ratio(double(m.required), double(m.requests));
    out.timeout_rate = ratio(double(m.timeouts), double(m.requests));
    out.success_rate = 1 - out.error_rate;
    out.total_requests = m.requests;
    out.error_count = m.errors;
    out.payment_count = m.required;
    out.timeout_count = m.timeouts;
    return out;
}

contract::CustomerBlock customerBlock(Frame& frame)
{
    const std::string people = fmt::format(
        "SELECT customer, min(first_at) AS first_at, max(last_at) AS last_at, sum(requests) AS requests,"
        " sum(revenue) AS revenue FROM ({}) c WHERE {} GROUP BY customer",
        rollup::customerRelation(), agentFilter(frame.agents));
    const base::Time weekAgo = frame.now - std::chrono::days(7);
    const db::Result counts = frame.tx.exec(
        fmt::format("SELECT count(*), count(*) FILTER (WHERE first_at >= $2::timestamptz),"
                    " count(*) FILTER (WHERE first_at < $2::timestamptz AND last_at >= $2::timestamptz) FROM ({}) p",
                    people),
        {agentParam(frame.agents), weekAgo});
    contract::CustomerBlock out;
    out.total_customers = counts[0].integer(0);
    out.new_this_week = counts[0].integer(1);
    out.returning_this_week = counts[0].integer(2);
    const db::Result top = frame.tx.exec(
        fmt::format("SELECT customer, requests, revenue, last_at FROM ({}) p ORDER BY requests DESC, customer LIMIT $2",
                    people),
        {agentParam(frame.agents), kCallersMax});
    for (const db::Row& row : top)
        out.top_callers.push_back({row.string(0), row.integer(1), usdc(row.amount(2)), row.time(3)});
    return out;
}

contract::RevenueBlock revenueBlock(Frame& frame, rollup::Span span)
{
    const rollup::Measures m = frame.reader.total(frame.agents, span);
    contract::RevenueBlock out;
    out.total_revenue = usdc(m.revenue);
    out.payment_count = m.payments;
    out.required_count = m.required;
    out.conversion_rate = ratio(double(m.payments), double(m.required));
    out.avg_per_request = perUnit(m.revenue, m.requests);
    out.arpu = perUnit(m.revenue, frame.reader.distinctCustomers(frame.agents, span));
    return out;
}

std::vector<contract::DailyProtocolRow> dailyByProtocol(Frame& frame, rollup::Span span)
{
    std::vector<contract::DailyProtocolRow> out;
    for (const rollup::ValueSeries& line :
         frame.reader.valueSeries(frame.agents, span, std::chrono::days(1), rollup::Dimension::protocol, kProtocolsMax,
                                  [](const rollup::Measures& m) { return double(m.requests); })) {
        const auto [source, protocol] = sourceAndProtocol(line.value);
        for (const rollup::SeriesRow& row : line.points)
            out.push_back({base::formatDay(dayOf(row.bucket)), source, protocol, row.measures.requests,
                           row.measures.errors, usdc(row.measures.revenue)});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::tie(a.date, a.source, a.protocol) < std::tie(b.date, b.source, b.protocol);
    });
    return out;
}

std::vector<contract::PartnerRow> partners(Frame& frame, rollup::Span span)
{
    const std::string sql = fmt::format(
        "SELECT customer, sum(requests)::bigint, sum(revenue), sum(response_us)::double precision,"
        " sum(errors)::bigint, max(last_at) FROM ({}) d "
        "WHERE {} AND protocol = 2 AND day BETWEEN $2::date AND $3::date "
        "GROUP BY customer ORDER BY 2 DESC, 1 LIMIT $4",
        rollup::customerDayRelation(), agentFilter(frame.agents));
    std::vector<contract::PartnerRow> out;
    for (const db::Row& row : frame.tx.exec(sql, {agentParam(frame.agents), dayOf(span.from),
                                                  dayOf(span.to) - std::chrono::days(1), kPartnersMax})) {
        contract::PartnerRow partner;
        partner.customer_id = row.string(0);
        partner.call_count = row.integer(1);
        partner.revenue = usdc(row.amount(2));
        partner.avg_response_ms = ratio(row.number(3) / 1000, double(partner.call_count));
        partner.error_rate = ratio(double(row.integer(4)), double(partner.call_count));
        partner.last_seen_at = row.time(5);
        out.push_back(std::move(partner));
    }
    return out;
}

/// Values are "POST /path"; what exceeded the limit of a day is "other", which has no method.
std::vector<contract::EndpointRow> endpoints(Frame& frame, rollup::Span span)
{
    std::vector<contract::EndpointRow> out;
    for (const rollup::ValueRow& row : mostRequested(
             frame.reader.breakdown(frame.agents, span, rollup::Dimension::a2aEndpoint), kPartnersMax)) {
        const std::size_t blank = row.value.find(' ');
        contract::EndpointRow line;
        line.endpoint = blank == std::string::npos ? row.value : row.value.substr(blank + 1);
        line.method = blank == std::string::npos ? "" : row.value.substr(0, blank);
        line.call_count = row.measures.requests;
        line.avg_response_ms = orZero(row.measures.averageMs());
        line.error_rate = row.measures.errorRate();
        line.revenue = usdc(row.measures.revenue);
        out.push_back(std::move(line));
    }
    return out;
}

} // namespace

contract::AnalyticsReport Analytics::report(const contract::DaysInput& input)
{
    const int days = atMost("days", input.days, 30, 90);
    Frame frame(m_pool, m_clock.now(), m_scopeOf(input.agent_id));
    const rollup::Span span = lastDays(frame.today, days);
    contract::AnalyticsReport out;
    out.protocol = protocolRows(frame, span);
    out.tool_ranking = toolRows(frame, span, rollup::Dimension::tool, kToolsMax);
    out.health = healthBlock(frame);
    out.customers = customerBlock(frame);
    out.revenue = revenueBlock(frame, span);
    out.daily_by_protocol = dailyByProtocol(frame, span);
    out.mcp_tools = toolRows(frame, span, rollup::Dimension::mcpTool, kMcpToolsMax);
    out.a2a_partners = partners(frame, span);
    out.a2a_endpoints = endpoints(frame, span);
    out.revenue_basis = basisOf(frame);
    return out;
}

} // namespace bursar::analytics
