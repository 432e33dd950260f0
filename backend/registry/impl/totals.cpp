// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/impl/totals.h"

#include <map>

namespace bursar::registry {

namespace {
constexpr unsigned kUsdcDecimals = 6;

// Dimension 0 counts every request once, 8 by key (rollup::Dimension). Days hold all time; deltas what is not
// folded yet. A request without a customer leaves no customer row, so the newest bucket counts for
// last_request_at as well.
constexpr std::string_view kTotals = R"(
, counted AS (
    SELECT agent_key, sum(requests) AS requests, sum(revenue) AS revenue, sum(response_us) AS response_us,
           max(newest) AS newest
    FROM (SELECT agent_key, requests, revenue, response_us, NULL::timestamptz AS newest
          FROM rollup_day WHERE dimension = 0 AND agent_key IN (SELECT agent_key FROM chosen)
          UNION ALL
          SELECT agent_key, requests, revenue, response_us, bucket
          FROM rollup_delta WHERE dimension = 0 AND agent_key IN (SELECT agent_key FROM chosen)) r
    GROUP BY agent_key
), known AS (
    SELECT agent_key, count(*) AS customers
    FROM rollup_customer WHERE agent_key IN (SELECT agent_key FROM chosen) GROUP BY agent_key
), fresh AS (
    SELECT d.agent_key, count(DISTINCT d.customer) FILTER (WHERE c.customer IS NULL) AS customers,
           max(d.last_at) AS last_at
    FROM rollup_customer_delta d LEFT JOIN rollup_customer c USING (agent_key, customer)
    WHERE d.agent_key IN (SELECT agent_key FROM chosen) GROUP BY d.agent_key
), complete AS (
    SELECT a.*, coalesce(counted.requests, 0) + a.external_requests AS requests,
           coalesce(counted.revenue, 0) + a.external_revenue AS revenue,
           coalesce(known.customers, 0) + coalesce(fresh.customers, 0) + coalesce(a.external_customers, 0) AS customers,
           counted.response_us / nullif(counted.requests, 0) AS average_us,
           greatest(counted.newest, fresh.last_at,
                    (SELECT max(last_at) FROM rollup_customer c WHERE c.agent_key = a.agent_key),
                    (SELECT max(bucket) FROM rollup_minute m WHERE m.agent_key = a.agent_key AND m.dimension = 0),
                    (SELECT max(bucket) FROM rollup_hour h WHERE h.agent_key = a.agent_key AND h.dimension = 0))
               AS last_request_at
    FROM chosen a LEFT JOIN counted USING (agent_key) LEFT JOIN known USING (agent_key) LEFT JOIN fresh USING (agent_key)
)
SELECT id, agent_id, name, origin_endpoint, protocols, category, pricing_model, pricing_amount, pricing_currency,
       status, evm_address, requests, revenue, customers, average_us, created_at, updated_at, tier, tier_updated_at,
       sdk_connected_at, last_request_at, simulated
FROM complete )";

contract::Agent agentOf(const db::Row& row)
{
    contract::Agent agent;
    agent.id = row.string(0);
    agent.agent_id = row.string(1);
    agent.name = row.string(2);
    agent.origin_endpoint = row.optString(3);
    agent.gt8004_endpoint = "/v1/agents/" + agent.agent_id;
    agent.protocols = row.strings(4);
    agent.category = row.optString(5);
    agent.pricing_model = row.optString(6);
    agent.pricing_amount = row.optNumber(7);
    agent.pricing_currency = row.optString(8);
    agent.status = row.string(9);
    agent.evm_address = row.optString(10);
    agent.total_requests = row.integer(11);
    agent.total_revenue_usdc_atomic = row.amount(12);
    agent.total_revenue_usdc = agent.total_revenue_usdc_atomic.approximate(kUsdcDecimals);
    agent.total_customers = row.integer(13);
    if (const auto average = row.optNumber(14))
        agent.avg_response_ms = *average / 1000;
    agent.created_at = row.time(15);
    agent.updated_at = row.time(16);
    agent.current_tier = row.string(17);
    agent.tier_updated_at = row.optTime(18);
    agent.sdk_connected_at = row.optTime(19);
    agent.last_request_at = row.optTime(20);
    agent.simulated = row.boolean(21);
    agent.revenue_basis = agent.simulated ? contract::RevenueBasis::simulated : contract::RevenueBasis::claimed;
    return agent;
}
} // namespace

std::vector<contract::Agent> selectAgents(db::Transaction& tx, const AgentQuery& query)
{
    std::vector<db::Param> params = query.params;
    const auto add = [&params](db::Param param) {
        params.push_back(std::move(param));
        return params.size();
    };
    std::string chosen = "WITH chosen AS MATERIALIZED (SELECT a.*, ";
    if (query.weights) {
        const std::size_t keys = add(db::Param::array(query.weights->agentKeys));
        const std::size_t values = add(db::Param::array(query.weights->values));
        chosen += fmt::format("w.weight FROM registry_agent a LEFT JOIN unnest(${}::text[]::bigint[],"
                              " ${}::text[]::float8[]) w (agent_key, weight) USING (agent_key)",
                              keys, values);
    } else {
        chosen += "NULL::float8 AS weight FROM registry_agent a";
    }
    const std::string order = fmt::format(" ORDER BY {}, agent_key", query.order);
    const std::size_t limit = add(query.limit);
    const std::size_t offset = add(query.offset);
    chosen += fmt::format(" WHERE {}{} LIMIT ${} OFFSET ${})", query.where, order, limit, offset);
    std::vector<contract::Agent> agents;
    for (const db::Row row : tx.exec(chosen + std::string(kTotals) + order, params))
        agents.push_back(agentOf(row));
    return agents;
}

std::int64_t countAgents(db::Transaction& tx, const AgentQuery& query)
{
    const db::Result counted
        = tx.exec("SELECT count(*) FROM registry_agent a WHERE " + query.where, query.params);
    return counted[0].integer(0);
}

std::vector<std::int64_t> requestsOfKeys(db::Transaction& tx, std::int64_t agentKey,
                                         const std::vector<std::string>& keyIds)
{
    std::map<std::string, std::int64_t, std::less<>> byKey;
    for (const db::Row row :
         tx.exec("SELECT value, sum(requests) FROM ("
                 "SELECT value, requests FROM rollup_day WHERE dimension = 8 AND agent_key = $1"
                 " AND value = ANY($2::text[])"
                 " UNION ALL SELECT value, requests FROM rollup_delta WHERE dimension = 8"
                 " AND agent_key = $1 AND value = ANY($2::text[])) r GROUP BY value",
                 {agentKey, db::Param::array(keyIds)}))
        byKey[row.string(0)] = row.integer(1);
    std::vector<std::int64_t> counts;
    for (const std::string& id : keyIds)
        counts.push_back(byKey.contains(id) ? byKey[id] : 0);
    return counts;
}

} // namespace bursar::registry
