// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "analytics/impl/frame.h"
#include "analytics/impl/queries.h"
#include "analytics/impl/wire.h"

#include <algorithm>

namespace bursar::analytics {

namespace {

struct WalletAgent {
    std::int64_t key = 0;
    std::string id;
    std::string name;
    bool active = false;
};

std::vector<WalletAgent> agentsOf(db::Pool& pool, const std::string& address)
{
    db::Transaction tx = pool.begin(db::Mode::ReadOnly);
    std::vector<WalletAgent> out;
    for (const db::Row& row : tx.exec("SELECT agent_key, agent_id, name, status = 'active' FROM registry_agent "
                                      "WHERE evm_address = $1 ORDER BY agent_key",
                                      {address}))
        out.push_back({row.integer(0), row.string(1), row.string(2), row.boolean(3)});
    return out;
}

/// Never call it without agents: an empty scope means all agents of the server, not none.
rollup::AgentScope scopeOf(const std::vector<WalletAgent>& agents)
{
    rollup::AgentScope scope;
    for (const WalletAgent& agent : agents)
        scope.push_back(agent.key);
    return scope;
}

bool isErrorStatus(std::int64_t status)
{
    return status >= 400 && status != 402;
}

std::vector<contract::StatusCount> errorStatuses(Frame& frame)
{
    std::vector<contract::StatusCount> out;
    for (const rollup::ValueRow& row :
         frame.reader.breakdown(frame.agents, allTime(frame.today), rollup::Dimension::status, rollup::Latencies::leftOut)) {
        const std::int64_t status = std::atoll(row.value.c_str());
        if (isErrorStatus(status) && row.measures.requests > 0)
            out.push_back({status, row.measures.requests});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return a.count != b.count ? a.count > b.count : a.status_code < b.status_code;
    });
    return out;
}

std::vector<contract::ErrorTypeCount> errorTypes(Frame& frame)
{
    constexpr std::size_t kTypesMax = 100;
    std::vector<contract::ErrorTypeCount> out;
    for (const rollup::ValueRow& row :
         frame.reader.breakdown(frame.agents, allTime(frame.today), rollup::Dimension::error, rollup::Latencies::leftOut)) {
        if (row.measures.requests > 0)
            out.push_back({row.value, row.measures.requests});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return a.count != b.count ? a.count > b.count : a.error_type < b.error_type;
    });
    if (out.size() > kTypesMax)
        out.resize(kTypesMax);
    return out;
}

std::vector<contract::AgentErrors> errorsByAgent(Frame& frame, const std::vector<WalletAgent>& agents)
{
    std::vector<contract::AgentErrors> out;
    for (const rollup::ValueRow& row :
         frame.reader.byAgent(frame.agents, allTime(frame.today), rollup::Latencies::leftOut)) {
        const auto agent = std::find_if(agents.begin(), agents.end(),
                                        [&](const WalletAgent& a) { return a.key == row.agentKey; });
        if (agent != agents.end())
            out.push_back({agent->id, agent->name, row.measures.errors, row.measures.errorRate()});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return a.error_count != b.error_count ? a.error_count > b.error_count : a.agent_id < b.agent_id;
    });
    return out;
}

} // namespace

contract::WalletStats Analytics::walletStats(const contract::WalletInput& input)
{
    const std::vector<WalletAgent> agents = agentsOf(m_pool, checkedAddress(input.address));
    contract::WalletStats out;
    if (agents.empty())
        return out;
    Frame frame(m_pool, m_clock.now(), scopeOf(agents));
    const rollup::Measures all = frame.reader.total(frame.agents, allTime(frame.today));
    out.total_requests = all.requests;
    out.total_revenue = usdc(all.revenue);
    out.total_revenue_atomic = all.revenue;
    out.total_customers = customerCount(frame);
    out.avg_response_ms = orZero(all.averageMs());
    out.error_rate = all.errorRate();
    out.total_agents = std::int64_t(agents.size());
    out.active_agents = std::count_if(agents.begin(), agents.end(), [](const WalletAgent& a) { return a.active; });
    out.revenue_basis = basisOf(frame);
    return out;
}

contract::WalletDays Analytics::walletDaily(const contract::WalletInput& input)
{
    const int days = atMost("days", input.days, 30, 90);
    const std::vector<WalletAgent> agents = agentsOf(m_pool, checkedAddress(input.address));
    contract::WalletDays out;
    if (agents.empty())
        return out;
    Frame frame(m_pool, m_clock.now(), scopeOf(agents));
    for (const rollup::SeriesRow& row :
         frame.reader.series(frame.agents, lastDays(frame.today, days), std::chrono::days(1))) {
        const rollup::Measures& m = row.measures;
        out.stats.push_back({base::formatDay(dayOf(row.bucket)), m.requests, usdc(m.revenue), orZero(m.averageMs()),
                             m.errorRate()});
    }
    std::reverse(out.stats.begin(), out.stats.end());
    out.revenue_basis = basisOf(frame);
    return out;
}

contract::WalletErrors Analytics::walletErrors(const contract::WalletInput& input)
{
    const std::vector<WalletAgent> agents = agentsOf(m_pool, checkedAddress(input.address));
    contract::WalletErrors out;
    if (agents.empty())
        return out;
    Frame frame(m_pool, m_clock.now(), scopeOf(agents));
    const rollup::Measures all = frame.reader.total(frame.agents, allTime(frame.today));
    out.total_errors = all.errors;
    out.error_rate = all.errorRate();
    out.by_status_code = errorStatuses(frame);
    out.by_error_type = errorTypes(frame);
    out.by_agent = errorsByAgent(frame, agents);
    return out;
}

} // namespace bursar::analytics
