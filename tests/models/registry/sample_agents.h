// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/registry.h"
#include "support/insight_answers.h"

#include <algorithm>
#include <string>
#include <vector>

namespace bursar::test {

inline contract::Agent sampleAgent(const std::string& id, std::int64_t requests = 100)
{
    contract::Agent agent;
    agent.id = "uuid-" + id;
    agent.agent_id = id;
    agent.name = "Agent " + id;
    agent.status = "active";
    agent.current_tier = "open";
    agent.total_requests = requests;
    agent.total_customers = requests / 10;
    agent.total_revenue_usdc_atomic = base::Amount(static_cast<std::uint64_t>(requests) * 10'000);
    agent.created_at = afternoon() - std::chrono::hours(48);
    if (requests > 0) {
        agent.last_request_at = afternoon() - std::chrono::minutes(3);
        agent.avg_response_ms = 120;
    }
    return agent;
}

/// The registry as the engine lists it: search, status, order and pages.
struct FakeRegistry {
    static constexpr int kListMax = 500;
    std::vector<contract::Agent> agents;

    contract::Outcome<contract::AgentList> list(const contract::ListAgents::Input& input) const
    {
        if (input.limit.value_or(100) > kListMax)
            return base::invalidField("limit", "out_of_range", "must be 1 to 500");
        contract::AgentList out;
        for (const contract::Agent& agent : agents) {
            const bool isFound = !input.q || agent.agent_id.starts_with(*input.q)
                                 || agent.name.find(*input.q) != std::string::npos;
            if (isFound && (!input.status || agent.status == *input.status))
                out.agents.push_back(agent);
        }
        if (input.sort == "name")
            std::ranges::stable_sort(out.agents, {}, &contract::Agent::name);
        else if (input.sort == "-requests")
            std::ranges::stable_sort(out.agents, std::ranges::greater{}, &contract::Agent::total_requests);
        out.total = static_cast<std::int64_t>(out.agents.size());
        out.agents.resize(std::min(out.agents.size(), static_cast<std::size_t>(input.limit.value_or(100))));
        return out;
    }
    void answer(FakeEngineClient& engine) const
    {
        engine.on<contract::ListAgents>([this](const contract::ListAgents::Input& input) { return list(input); });
    }
};

} // namespace bursar::test
