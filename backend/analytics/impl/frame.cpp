// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/frame.h"

#include <fmt/format.h>

namespace bursar::analytics {

Frame::Frame(db::Pool& pool, base::Time at, rollup::AgentScope scope)
    : tx(pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead))
    , reader(tx, at)
    , now(at)
    , today(dayOf(at))
    , agents(std::move(scope))
{
}

std::string agentFilter(const rollup::AgentScope& agents, std::string_view column)
{
    // Two texts rather than one with OR, so that one agent is found through its index.
    return agents.empty() ? "$1::bigint[] IS NULL" : fmt::format("{} = ANY($1::bigint[])", column);
}

db::Param agentParam(const rollup::AgentScope& agents)
{
    return agents.empty() ? db::Param(std::nullopt) : db::Param::array(std::span<const std::int64_t>(agents));
}

contract::RevenueBasis basisOf(Frame& frame)
{
    const std::string sql = fmt::format("SELECT coalesce(bool_and(simulated), false) FROM registry_agent WHERE {}",
                                        agentFilter(frame.agents));
    const bool simulated = frame.tx.exec(sql, {agentParam(frame.agents)})[0].boolean(0);
    return simulated ? contract::RevenueBasis::simulated : contract::RevenueBasis::claimed;
}

rollup::Span lastDays(base::Day today, int days)
{
    return {today - std::chrono::days(days - 1), today + std::chrono::days(1)};
}

rollup::Span allTime(base::Day today)
{
    return {base::Day{}, today + std::chrono::days(2)};
}

base::Day dayOf(base::Time time)
{
    return std::chrono::floor<std::chrono::days>(time);
}

base::Day dayAfter(base::Time exclusiveEnd)
{
    return std::chrono::ceil<std::chrono::days>(exclusiveEnd);
}

} // namespace bursar::analytics
