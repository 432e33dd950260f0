// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "contract/operation.h"
#include "db/db.h"
#include "registry/impl/pricing.h"

#include <optional>
#include <string>
#include <vector>

/// Rows of registry_agent, in the caller's transaction.
namespace bursar::registry {

struct AgentRow {
    std::int64_t key = 0;
    std::string id;      // UUID
    std::string agentId; // public id
    std::string name;
    std::optional<std::string> origin;
    std::vector<std::string> protocols;
    std::optional<std::string> category;
    Pricing pricing;
    std::string status = "active";
    std::optional<std::string> wallet;
    std::string tier = "open";
    std::optional<base::Time> tierUpdatedAt;
    base::Time createdAt;
};

/// Locked until the transaction ends.
std::optional<AgentRow> lockAgent(db::Transaction& tx, std::string_view slug);
/// Throws NotFound "agent_not_found".
AgentRow lockedAgent(db::Transaction& tx, std::string_view agentId);
/// By UUID or public id, unlocked; throws NotFound.
AgentRow readAgent(db::Transaction& tx, std::string_view idOrSlug);
/// Not deregistered, oldest first.
std::vector<AgentRow> agentsOfWallet(db::Transaction& tx, const std::string& wallet, int limit);

/// Fills in `key`.
void insertAgent(db::Transaction& tx, AgentRow& row, base::Time now);
/// Everything that a registration says, and the status.
void updateAgent(db::Transaction& tx, const AgentRow& row, base::Time now);
void setWallet(db::Transaction& tx, std::int64_t agentKey, const std::string& wallet, base::Time now);

/// What the charts show at the moment of a change: "price" or "setting".
void markChange(db::Transaction& tx, const contract::Context& context, std::int64_t agentKey,
                std::string_view kind, const std::string& title, const contract::json::object& detail);

} // namespace bursar::registry
