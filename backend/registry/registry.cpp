// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/registry.h"

#include "audit/audit.h"
#include "crypto/ethereum.h"
#include "identity/keys.h"
#include "identity/text.h"
#include "registry/impl/agent_store.h"
#include "registry/impl/directory.h"
#include "registry/impl/ranking.h"
#include "registry/impl/registration.h"
#include "registry/impl/totals.h"

namespace bursar::registry {

using base::Error;
using base::ErrorCode;
using contract::Context;
using contract::Principal;
using contract::PrincipalKind;
using contract::Relation;

namespace {
constexpr std::size_t kReasonBytesMax = 500;

void refuseDeregistered(const AgentRow& row)
{
    if (row.status == "deregistered")
        throw Error(ErrorCode::Conflict, "agent_deregistered",
                    "this agent is deregistered; register it again first");
}

std::optional<std::string> checkedReason(const std::optional<std::string>& reason)
{
    if (reason && reason->size() > kReasonBytesMax)
        throw base::invalidField("reason", "too_long",
                                 fmt::format("must have at most {} bytes", kReasonBytesMax));
    return reason;
}

contract::Agent oneAgent(db::Transaction& tx, std::int64_t agentKey)
{
    auto agents = selectAgents(tx, {.where = "agent_key = $1", .params = {agentKey}});
    if (agents.empty())
        throw base::notFound("agent");
    return std::move(agents.front());
}
} // namespace

Registry::Registry(db::Pool& pool, identity::Identity& identity, const base::Clock& clock, Options options)
    : m_pool(pool), m_identity(identity), m_clock(clock), m_options(options),
      m_directory(std::make_unique<Directory>(pool, clock)), m_ranking(std::make_unique<Ranking>(pool, clock))
{
}

Registry::~Registry() = default;

std::int64_t Registry::agentKeyOf(std::string_view agentId)
{
    return m_directory->keyOf(identity::lowerCase(agentId));
}

std::string Registry::slugOf(std::int64_t agentKey)
{
    return m_directory->slugsOf({agentKey}).front();
}

std::vector<std::string> Registry::slugsOf(const std::vector<std::int64_t>& agentKeys)
{
    return m_directory->slugsOf(agentKeys);
}

std::vector<std::int64_t> Registry::agentKeysOfWallet(std::string_view address)
{
    const auto wallet = crypto::parseAddress(address);
    if (!wallet)
        throw base::invalidField("address", "malformed", "must be an address: 0x and 40 hex digits");
    return m_directory->keysOfWallet(*wallet);
}

contract::RelationResolver Registry::agentRelation()
{
    return [this](const Principal& who, Relation relation, const std::string& agentId) {
        const Directory::Known agent = m_directory->fresh(identity::lowerCase(agentId));
        if (relation != Relation::owner_of && relation != Relation::self)
            return false;
        if (who.kind == PrincipalKind::agent)
            return who.agentKey == agent.key;
        return relation == Relation::owner_of && who.kind == PrincipalKind::wallet && !who.wallet.empty()
            && agent.wallet == who.wallet;
    };
}

contract::RelationResolver Registry::walletRelation()
{
    return [](const Principal& who, Relation relation, const std::string& address) {
        const auto wallet = crypto::parseAddress(address);
        if (!wallet)
            throw base::invalidField("address", "malformed", "must be an address: 0x and 40 hex digits");
        return relation == Relation::self && who.kind == PrincipalKind::wallet && who.wallet == *wallet;
    };
}

void Registry::forget()
{
    m_directory->forget();
    m_identity.forget();
}

contract::Agent Registry::agent(std::string_view agentId)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    return oneAgent(tx, agentKeyOf(agentId));
}

contract::ServiceStatus Registry::service(std::string_view agentId)
{
    const contract::Agent agent = this->agent(agentId);
    return {.agent_id = agent.agent_id,
            .name = agent.name,
            .tier = agent.current_tier,
            .status = agent.status,
            .evm_address = agent.evm_address,
            .created_at = agent.created_at,
            .open = {.total_requests = agent.total_requests,
                     .total_revenue_usdc = agent.total_revenue_usdc,
                     .reputation_score = agent.reputation_score}};
}

contract::TierChange Registry::setTier(const Context& context, const contract::SetTier::Input& input)
{
    const std::string tier = checkedTier(input.tier);
    const auto change = m_pool.transact([&](db::Transaction& tx) {
        AgentRow row = lockedAgent(tx, input.agent_id);
        refuseDeregistered(row);
        if (input.evm_address && identity::lowerCase(*input.evm_address) != row.wallet.value_or(""))
            throw Error(ErrorCode::Forbidden, "wallet_not_proven",
                        "an address proves nothing: link the wallet with a signed challenge (/v1/auth/verify)");
        if (row.tier == tier)
            return contract::TierChange{row.agentId, tier, row.tierUpdatedAt.value_or(row.createdAt)};
        const contract::json::object detail{{"before", row.tier}, {"after", tier}};
        row.tier = tier;
        row.tierUpdatedAt = context.now;
        updateAgent(tx, row, context.now);
        markChange(tx, context, row.key, "setting", "Tier is " + tier, detail);
        audit::record(tx, context, contract::SetTier::kName, "agent", row.agentId, detail);
        return contract::TierChange{row.agentId, tier, context.now};
    });
    forget();
    return change;
}

contract::Agent Registry::setStatus(const Context& context, const contract::SetAgentStatus::Input& input)
{
    if (input.status != "active" && input.status != "suspended")
        throw base::invalidField("status", "not_allowed", "must be active or suspended");
    const auto reason = checkedReason(input.reason);
    const contract::Agent agent = m_pool.transact([&](db::Transaction& tx) {
        AgentRow row = lockedAgent(tx, input.agent_id);
        refuseDeregistered(row);
        if (row.status != input.status) {
            contract::json::object detail{{"before", row.status}, {"after", input.status}};
            if (reason)
                detail["reason"] = *reason;
            row.status = input.status;
            updateAgent(tx, row, context.now);
            markChange(tx, context, row.key, "setting",
                       input.status == "active" ? "Active again" : "Suspended", detail);
            audit::record(tx, context, contract::SetAgentStatus::kName, "agent", row.agentId, detail);
        }
        return oneAgent(tx, row.key);
    });
    forget();
    return agent;
}

contract::Status Registry::deregister(const Context& context, std::string_view agentId)
{
    m_pool.transact([&](db::Transaction& tx) {
        AgentRow row = lockedAgent(tx, agentId);
        if (row.status == "deregistered")
            return;
        const contract::json::object detail{
            {"before", row.status}, {"keys_revoked", identity::revokeAgentKeys(tx, row.key, context.now)}};
        row.status = "deregistered";
        updateAgent(tx, row, context.now);
        markChange(tx, context, row.key, "setting", "Deregistered", detail);
        audit::record(tx, context, contract::DeregisterAgent::kName, "agent", row.agentId, detail);
    });
    forget();
    return {"deregistered"};
}

} // namespace bursar::registry
