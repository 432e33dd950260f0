// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/impl/agent_store.h"

#include "base/error.h"
#include "base/ids.h"
#include "identity/text.h"

#include <boost/json.hpp>

namespace bursar::registry {

namespace {
constexpr std::string_view kSelect =
    "SELECT agent_key, id, agent_id, name, origin_endpoint, protocols, category, pricing_model,"
    " trim_scale(pricing_amount), pricing_currency, status, evm_address, tier, tier_updated_at, created_at"
    " FROM registry_agent ";

AgentRow rowOf(const db::Row& row)
{
    return {.key = row.integer(0),
            .id = row.string(1),
            .agentId = row.string(2),
            .name = row.string(3),
            .origin = row.optString(4),
            .protocols = row.strings(5),
            .category = row.optString(6),
            .pricing = {.model = row.optString(7), .amount = row.optString(8), .currency = row.optString(9)},
            .status = row.string(10),
            .wallet = row.optString(11),
            .tier = row.string(12),
            .tierUpdatedAt = row.optTime(13),
            .createdAt = row.time(14)};
}

std::string actorOf(const contract::Principal& who)
{
    for (const std::string* name : {&who.agentId, &who.name, &who.wallet}) {
        if (!name->empty())
            return *name;
    }
    return "anonymous";
}
} // namespace

std::optional<AgentRow> lockAgent(db::Transaction& tx, std::string_view slug)
{
    const db::Result found = tx.exec(std::string(kSelect) + "WHERE agent_id = $1 FOR UPDATE",
                                     {identity::lowerCase(slug)});
    return found.empty() ? std::nullopt : std::optional(rowOf(found[0]));
}

AgentRow lockedAgent(db::Transaction& tx, std::string_view agentId)
{
    auto row = lockAgent(tx, agentId);
    if (!row)
        throw base::notFound("agent");
    return std::move(*row);
}

AgentRow readAgent(db::Transaction& tx, std::string_view idOrSlug)
{
    const std::string wanted = identity::lowerCase(idOrSlug);
    const std::string where = base::isUuid(wanted) ? "WHERE id = $1" : "WHERE agent_id = $1";
    const db::Result found = tx.exec(std::string(kSelect) + where, {wanted});
    if (found.empty())
        throw base::notFound("agent");
    return rowOf(found[0]);
}

std::vector<AgentRow> agentsOfWallet(db::Transaction& tx, const std::string& wallet, int limit)
{
    std::vector<AgentRow> rows;
    for (const db::Row row : tx.exec(std::string(kSelect)
                                         + "WHERE evm_address = $1 AND status <> 'deregistered'"
                                           " ORDER BY created_at, agent_key LIMIT $2",
                                     {wallet, limit}))
        rows.push_back(rowOf(row));
    return rows;
}

void insertAgent(db::Transaction& tx, AgentRow& row, base::Time now)
{
    row.key
        = tx.one(
                "INSERT INTO registry_agent (id, agent_id, name, origin_endpoint, protocols, category,"
                " pricing_model, pricing_amount, pricing_currency, evm_address, tier, created_at, updated_at)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) RETURNING agent_key",
                {row.id, row.agentId, row.name, row.origin, db::Param::array(row.protocols), row.category,
                 row.pricing.model, row.pricing.amount, row.pricing.currency, row.wallet, row.tier, now})
              .integer(0);
}

void updateAgent(db::Transaction& tx, const AgentRow& row, base::Time now)
{
    tx.exec("UPDATE registry_agent SET name = $2, origin_endpoint = $3, protocols = $4, category = $5,"
            " pricing_model = $6, pricing_amount = $7, pricing_currency = $8, evm_address = $9, tier = $10,"
            " tier_updated_at = $11, status = $12, updated_at = $13 WHERE agent_key = $1",
            {row.key, row.name, row.origin, db::Param::array(row.protocols), row.category, row.pricing.model,
             row.pricing.amount, row.pricing.currency, row.wallet, row.tier, row.tierUpdatedAt, row.status,
             now});
}

void setWallet(db::Transaction& tx, std::int64_t agentKey, const std::string& wallet, base::Time now)
{
    tx.exec("UPDATE registry_agent SET evm_address = $2, updated_at = $3 WHERE agent_key = $1",
            {agentKey, wallet, now});
}

void markChange(db::Transaction& tx, const contract::Context& context, std::int64_t agentKey,
                std::string_view kind, const std::string& title, const contract::json::object& detail)
{
    tx.exec("INSERT INTO insight_marker (id, kind, title, agent_key, at, created_by, detail)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            {base::uuid7(context.now), kind, title, agentKey, context.now, actorOf(context.principal),
             boost::json::serialize(detail)});
}

} // namespace bursar::registry
