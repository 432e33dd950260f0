// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/audit.h"
#include "identity/keys.h"
#include "registry/impl/agent_store.h"
#include "registry/registry.h"

#include <cmath>

namespace bursar::registry {

using base::Error;
using base::ErrorCode;

namespace {
constexpr std::int64_t kCountMax = 1'000'000'000'000; // of one report
constexpr double kRevenueMax = 1e12;                  // USDC of one report
constexpr double kAtomicPerUsdc = 1e6;
constexpr std::size_t kHashHexBytes = 64;

void requireRange(std::string_view field, bool inside)
{
    if (!inside)
        throw base::invalidField(std::string(field), "out_of_range", "must not be negative or absurdly large");
}
} // namespace

contract::InternalAgent Registry::internalAgent(std::string_view id)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    AgentRow row = readAgent(tx, id);
    if (row.status != "active")
        throw base::notFound("agent");
    return {.id = row.id, .agent_id = row.agentId, .origin_endpoint = row.origin};
}

contract::ValidatedKey Registry::validateKey(const std::string& keyHash)
{
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    if (keyHash.size() != kHashHexBytes || !std::all_of(keyHash.begin(), keyHash.end(), isHex))
        throw base::invalidField("key_hash", "malformed", "must be 64 hex digits");
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    const auto holder = identity::holderOfKeyHash(tx, keyHash, m_clock.now());
    if (!holder)
        throw Error(ErrorCode::Unauthenticated, "invalid_api_key", "invalid api key");
    return {.agent_db_id = holder->id, .agent_id = holder->agentId};
}

contract::Status Registry::addStats(const contract::Context& context,
                                    const contract::AddAgentStats::Input& input)
{
    requireRange("request_count", input.request_count >= 0 && input.request_count <= kCountMax);
    requireRange("revenue", std::isfinite(input.revenue) && input.revenue >= 0 && input.revenue <= kRevenueMax);
    const base::Amount revenue(std::uint64_t(std::llround(input.revenue * kAtomicPerUsdc)));
    m_pool.transact([&](db::Transaction& tx) {
        const AgentRow row = readAgent(tx, input.id);
        tx.exec("UPDATE registry_agent SET updated_at = $4, external_revenue = external_revenue + $3,"
                " external_requests = least(external_requests::numeric + $2, 9000000000000000000)::bigint"
                " WHERE agent_key = $1", {row.key, input.request_count, revenue, context.now});
        audit::record(tx, context, contract::AddAgentStats::kName, "agent", row.agentId,
                      {{"request_count", input.request_count}, {"revenue_atomic", revenue.atomic()}});
    });
    return {"ok"};
}

contract::Status Registry::setCustomers(const contract::Context& context,
                                        const contract::SetCustomersCount::Input& input)
{
    requireRange("count", input.count >= 0 && input.count <= kCountMax);
    m_pool.transact([&](db::Transaction& tx) {
        const AgentRow row = readAgent(tx, input.id);
        tx.exec("UPDATE registry_agent SET updated_at = $3, external_customers = $2 WHERE agent_key = $1",
                {row.key, input.count, context.now});
        audit::record(tx, context, contract::SetCustomersCount::kName, "agent", row.agentId,
                      {{"count", input.count}});
    });
    return {"ok"};
}

} // namespace bursar::registry
