// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/identity.h"
#include "contract/operation.h"
#include "contract/registry.h"
#include "db/db.h"
#include "identity/identity.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bursar::registry {

struct Options {
    bool openRegistration = false;    // anyone may register, not only this machine and the desk
    bool allowPrivateOrigins = false; // origins on private addresses
};

class Directory;
class Ranking;

/// Agents: who they are, whose they are, what became of them (contract section 3).
///
/// Threading: any thread; calls block on the database. Every change is audited in its own transaction.
class Registry {
public:
    static constexpr int kListMax = 500;
    static constexpr int kSearchMax = 100;

    Registry(db::Pool& pool, identity::Identity& identity, const base::Clock& clock, Options options);
    ~Registry();

    // What other modules ask for: remembered, at most a second old; deregistered agents are found, their
    // history stays.
    /// Throws NotFound "agent_not_found". Upper case is folded.
    std::int64_t agentKeyOf(std::string_view agentId);
    /// Throws NotFound "agent_not_found".
    std::string slugOf(std::int64_t agentKey);
    /// Aligned with the input; one query for all that are not remembered.
    std::vector<std::string> slugsOf(const std::vector<std::int64_t>& agentKeys);
    /// Agents (not deregistered) whose proven wallet this is. InvalidInput when it is no address.
    std::vector<std::int64_t> agentKeysOfWallet(std::string_view address);

    /// owner_of(agent): the agent itself, and the session of its proven wallet; nobody else, desk roles are the
    /// dispatcher's business.
    contract::RelationResolver agentRelation();
    /// self(wallet): only a session of that very wallet.
    contract::RelationResolver walletRelation();

    contract::RegisteredAgent registerAgent(const contract::Context& context,
                                            const contract::RegisterAgent::Input& input);
    contract::Verified verifyWallet(const contract::Context& context, const contract::AuthVerify::Input& input);
    contract::WalletLoggedIn walletLogin(const contract::Context& context,
                                         const contract::WalletLogin::Input& input);

    contract::Agent agent(std::string_view agentId);
    contract::ServiceStatus service(std::string_view agentId);
    contract::AgentList list(const contract::ListAgents::Input& input);
    contract::AgentList ofWallet(std::string_view address);
    contract::AgentList search(const contract::SearchAgents::Input& input);

    contract::TierChange setTier(const contract::Context& context, const contract::SetTier::Input& input);
    contract::Agent setStatus(const contract::Context& context, const contract::SetAgentStatus::Input& input);
    contract::Status deregister(const contract::Context& context, std::string_view agentId);

    // For the other services (/internal). `id`: UUID or slug.
    contract::InternalAgent internalAgent(std::string_view id);
    contract::ValidatedKey validateKey(const std::string& keyHash);
    contract::Status addStats(const contract::Context& context, const contract::AddAgentStats::Input& input);
    contract::Status setCustomers(const contract::Context& context,
                                  const contract::SetCustomersCount::Input& input);

    /// After a commit that changed agents or keys: this process sees it at once, others within a second.
    void forget();

private:
    db::Pool& m_pool;
    identity::Identity& m_identity;
    const base::Clock& m_clock;
    Options m_options;
    std::unique_ptr<Directory> m_directory;
    std::unique_ptr<Ranking> m_ranking;
};

} // namespace bursar::registry
