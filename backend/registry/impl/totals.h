// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/registry.h"
#include "db/db.h"
#include "registry/impl/ranking.h"

#include <string>
#include <vector>

namespace bursar::registry {

/// Which agents, in which order. `where` is a condition on `a` (registry_agent) with parameters from $1.
struct AgentQuery {
    std::string where;
    std::vector<db::Param> params;
    std::string order = "agent_id"; // of the columns of registry_agent, and `weight`
    std::optional<Weights> weights; // what `weight` is; NULL for agents that have none
    int limit = 1;
    std::int64_t offset = 0;
};

/// Agents with their totals in one statement, so that all figures come from one snapshot: rollup tables +
/// deltas that are not folded yet + what other services counted.
std::vector<contract::Agent> selectAgents(db::Transaction& tx, const AgentQuery& query);
std::int64_t countAgents(db::Transaction& tx, const AgentQuery& query);

/// How many requests were logged with each key of an agent, aligned with `keyIds`.
std::vector<std::int64_t> requestsOfKeys(db::Transaction& tx, std::int64_t agentKey,
                                         const std::vector<std::string>& keyIds);

} // namespace bursar::registry
