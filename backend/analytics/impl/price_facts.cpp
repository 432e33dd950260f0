// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/pricing.h"
#include "analytics/impl/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace bursar::analytics {

using contract::PriceRecommendation;
using std::chrono::days;

namespace {

constexpr int kHistoryDays = 90;
constexpr int kQualityDays = 30;
constexpr std::size_t kPaymentsPerDayMax = 100; // the newest ones
constexpr std::size_t kToolsMax = 5;
constexpr std::size_t kPeersMax = 500;
constexpr double kAtomicMax = 1e15; // a price beyond a thousand million USDC is a mistake

Quality qualityOf(const rollup::Measures& m)
{
    return {orZero(m.percentileMs(0.95)), m.errorRate()};
}

/// Other active agents of the category with a price in USDC. Simulated and real agents are never compared.
std::map<std::int64_t, std::int64_t> peerPrices(Frame& frame, std::int64_t agentKey)
{
    std::map<std::int64_t, std::int64_t> out;
    for (const db::Row& row : frame.tx.exec(
             "SELECT p.agent_key, (p.pricing_amount * 1000000)::double precision FROM registry_agent o "
             "JOIN registry_agent p ON p.category = o.category AND p.agent_key <> o.agent_key "
             " AND p.simulated = o.simulated AND p.status = 'active' AND p.pricing_amount > 0 "
             " AND upper(coalesce(p.pricing_currency, 'USDC')) IN ('USDC', 'USD') "
             "WHERE o.agent_key = $1 AND o.category <> '' ORDER BY p.agent_key LIMIT $2",
             {agentKey, kPeersMax})) {
        const double atomic = row.number(1);
        if (atomic >= 1 && atomic <= kAtomicMax)
            out.emplace(row.integer(0), std::int64_t(atomic));
    }
    return out;
}

/// The price of each whole day: the amount that was paid most often. A busy day has no more to say than its newest
/// payments do, so that the cost does not grow with their number.
std::map<base::Day, std::int64_t> priceByDay(Frame& frame, std::int64_t agentKey, const std::string& tool)
{
    std::map<base::Day, std::int64_t> out;
    for (const db::Row& row : frame.tx.exec(
             "SELECT d.day::date, p.amount::double precision, count(*) "
             "FROM generate_series($2::date::timestamp, $3::date - interval '1 day', interval '1 day') AS d(day) "
             "CROSS JOIN LATERAL (SELECT amount FROM ingest_payment WHERE agent_key = $1 "
             "  AND ts >= d.day AT TIME ZONE 'UTC' AND ts < (d.day + interval '1 day') AT TIME ZONE 'UTC' AND tool = $4 "
             "  AND asset = 'USDC' AND state <> 'rejected' AND amount BETWEEN 1 AND $5::numeric "
             "  ORDER BY ts DESC LIMIT $6) p GROUP BY 1, 2 ORDER BY 1, 3, 2",
             {agentKey, frame.today - days(kHistoryDays), frame.today, tool, kAtomicMax, kPaymentsPerDayMax}))
        out[row.day(0)] = std::int64_t(row.number(1)); // the last of a day has the greatest count
    return out;
}

std::vector<PriceLevel> levelsOf(const std::map<base::Day, std::int64_t>& prices, const rollup::ValueSeries& use)
{
    std::map<base::Day, const rollup::Measures*> byDay;
    for (const rollup::SeriesRow& row : use.points)
        byDay[dayOf(row.bucket)] = &row.measures;
    std::vector<PriceLevel> levels;
    for (const auto& [day, price] : prices) {
        if (levels.empty() || levels.back().price != price)
            levels.push_back({.price = price});
        PriceLevel& level = levels.back();
        ++level.days;
        if (const auto measures = byDay.find(day); measures != byDay.end()) {
            level.calls += measures->second->requests;
            level.payments += measures->second->payments;
        }
    }
    return levels;
}

std::vector<rollup::ValueSeries> earningTools(Frame& frame)
{
    const rollup::Span history{frame.today - days(kHistoryDays), frame.today};
    std::vector<rollup::ValueSeries> tools =
        frame.reader.valueSeries(frame.agents, history, days(1), rollup::Dimension::tool, kToolsMax,
                                 [](const rollup::Measures& m) { return usdc(m.revenue); },
                                 rollup::Latencies::leftOut);
    std::erase_if(tools, [](const rollup::ValueSeries& line) {
        return line.total.revenue.isZero() || line.value.empty() || line.value == rollup::kOtherValue;
    });
    return tools;
}

PriceRecommendation holdWithout(std::string why)
{
    PriceRecommendation out;
    out.action = "hold";
    out.basis = std::move(why);
    out.confidence = "low";
    return out;
}

} // namespace

contract::PriceRecommendation recommendation(Frame& frame)
{
    if (frame.agents.size() != 1)
        return holdWithout("Prices are set per agent: choose one.");
    const std::int64_t agentKey = frame.agents.front();
    const std::vector<rollup::ValueSeries> tools = earningTools(frame);
    if (tools.empty())
        return holdWithout("No tool has earned anything yet.");

    PriceCase facts;
    const rollup::Span recent{frame.today - days(kQualityDays), frame.today + days(1)};
    facts.own = qualityOf(frame.reader.total(frame.agents, recent));
    rollup::AgentScope peers;
    for (const auto& [peer, price] : peerPrices(frame, agentKey)) {
        peers.push_back(peer);
        facts.peerPrices.push_back(price);
    }
    if (!peers.empty()) {
        for (const rollup::ValueRow& row : frame.reader.byAgent(peers, recent)) {
            if (row.measures.requests > 0)
                facts.peers.push_back(qualityOf(row.measures));
        }
    }
    std::optional<PriceRecommendation> first;
    for (const rollup::ValueSeries& tool : tools) {
        facts.tool = tool.value;
        facts.calls = 0;
        for (const rollup::SeriesRow& row : tool.points)
            facts.calls += row.bucket >= recent.from ? row.measures.requests : 0;
        facts.levels = levelsOf(priceByDay(frame, agentKey, tool.value), tool);
        PriceRecommendation advice = recommendPrice(facts);
        if (advice.action != "hold")
            return advice;
        if (!first)
            first = std::move(advice);
    }
    return *first;
}

} // namespace bursar::analytics
