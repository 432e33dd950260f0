// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/audit.h"
#include "crypto/ethereum.h"
#include "identity/keys.h"
#include "identity/text.h"
#include "registry/impl/agent_store.h"
#include "registry/impl/directory.h"
#include "registry/impl/totals.h"
#include "registry/keys.h"
#include "registry/registry.h"

namespace bursar::registry {

using base::Error;
using base::ErrorCode;
using contract::Context;
using contract::PrincipalKind;
using contract::Scope;

namespace {
constexpr std::string_view kLoginKeyName = "wallet login";
constexpr int kWalletAgentsMax = 100;
constexpr std::chrono::days kOldLoginKeysKept{30};

Error verificationFailed()
{
    return Error(ErrorCode::Unauthenticated, "verification_failed", "verification failed");
}

std::string checkedAddress(std::string_view text)
{
    const auto address = crypto::parseAddress(identity::trimmed(text));
    if (!address)
        throw base::invalidField("address", "malformed", "must be an address: 0x and 40 hex digits");
    return *address;
}

/// The wallet of an agent never changes by somebody signing. An agent that has none takes one only from
/// whoever holds its own key.
void requireOwnWallet(const Context& context, const AgentRow& row, const std::string& signer)
{
    if (row.wallet) {
        if (*row.wallet != signer)
            throw verificationFailed();
        return;
    }
    const contract::Principal& who = context.principal;
    if (who.kind != PrincipalKind::agent || who.agentKey != row.key || !who.hasScope(Scope::manage))
        throw Error(ErrorCode::Forbidden, "own_key_required",
                    "this agent has no wallet yet: send its own API key (scope manage) along to link this one");
}

/// As if the wallet had called: a login has no principal before it succeeds.
Context asWallet(const Context& context, const std::string& wallet)
{
    Context own = context;
    if (own.principal.kind == PrincipalKind::anonymous)
        own.principal = {.kind = PrincipalKind::wallet, .id = wallet, .wallet = wallet};
    return own;
}

/// A new key named "wallet login" in place of the one before it.
std::string loginKey(db::Transaction& tx, const Context& context, const AgentRow& row)
{
    const std::string name(kLoginKeyName);
    identity::revokeAgentKeys(tx, row.key, context.now, name);
    if (identity::liveAgentKeys(tx, row.key, context.now) >= Keys::kLiveMax)
        throw Error(ErrorCode::Conflict, "too_many_keys",
                    fmt::format("this agent already has {} keys", Keys::kLiveMax));
    // A login makes a key, so rows of old logins would grow without end; the audit keeps them.
    tx.exec("DELETE FROM identity_key WHERE agent_key = $1 AND name = $2 AND revoked_at < $3",
            {row.key, name, context.now - kOldLoginKeysKept});
    return identity::makeKey(tx, context.now,
                             {.agentKey = row.key,
                              .name = name,
                              .scopes = {Scope::ingest, Scope::read},
                              .createdBy = context.principal.id})
        .secret;
}

std::vector<contract::Agent> agentsOf(db::Transaction& tx, const std::string& wallet,
                                      std::string_view condition)
{
    return selectAgents(tx, {.where = fmt::format("evm_address = $1 AND {}", condition), .params = {wallet},
                             .order = "created_at", .limit = kWalletAgentsMax});
}
} // namespace

contract::Verified Registry::verifyWallet(const Context& context, const contract::AuthVerify::Input& input)
{
    const auto signer = m_identity.challenges().prove(input.challenge, input.signature, {input.agent_id});
    if (!signer)
        throw verificationFailed();
    const auto verified = m_pool.transact([&](db::Transaction& tx) {
        const auto row = lockAgent(tx, identity::trimmed(input.agent_id));
        if (!row || row->status == "deregistered")
            throw verificationFailed();
        requireOwnWallet(context, *row, *signer);
        if (!row->wallet)
            setWallet(tx, row->key, *signer, context.now);
        const auto session = m_identity.sessions().open(tx, *signer);
        audit::record(tx, asWallet(context, *signer), contract::AuthVerify::kName, "agent", row->agentId,
                      {{"evm_address", *signer}, {"wallet_linked", !row->wallet}});
        return contract::Verified{.agent_id = row->agentId,
                                  .evm_address = *signer,
                                  .reputation_score = 0,
                                  .session_token = session.token,
                                  .session_expires_at = session.expiresAt};
    });
    m_directory->forget(); // the agent may have got its wallet
    return verified;
}

contract::WalletLoggedIn Registry::walletLogin(const Context& context,
                                               const contract::WalletLogin::Input& input)
{
    const std::string wallet = checkedAddress(input.address);
    if (m_identity.challenges().prove(input.challenge, input.signature, {wallet}) != wallet)
        throw Error(ErrorCode::Unauthenticated, "signature_verification_failed",
                    "signature verification failed");
    const Context own = asWallet(context, wallet);
    auto answer = m_pool.transact([&](db::Transaction& tx) {
        const std::vector<AgentRow> rows = agentsOfWallet(tx, wallet, kWalletAgentsMax);
        if (rows.empty())
            throw Error(ErrorCode::NotFound, "no_agent_with_wallet", "no agent registered with this wallet");
        const auto first = std::find_if(rows.begin(), rows.end(),
                                        [](const AgentRow& row) { return row.status == "active"; });
        if (first == rows.end())
            throw Error(ErrorCode::Forbidden, "agent_suspended", "this agent is suspended");
        const AgentRow row = lockedAgent(tx, first->agentId);
        contract::WalletLoggedIn out;
        out.api_key = loginKey(tx, own, row);
        const auto session = m_identity.sessions().open(tx, wallet);
        out.session_token = session.token;
        out.session_expires_at = session.expiresAt;
        out.agents = agentsOf(tx, wallet, "status <> 'deregistered'");
        for (const contract::Agent& agent : out.agents) {
            if (agent.agent_id == row.agentId)
                out.agent = agent;
        }
        audit::record(tx, own, contract::WalletLogin::kName, "agent", row.agentId, {{"evm_address", wallet}});
        return out;
    });
    m_identity.forget(); // the key of the login before has ended
    return answer;
}

contract::AgentList Registry::ofWallet(std::string_view address)
{
    const std::string wallet = checkedAddress(address);
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    contract::AgentList list;
    list.agents = agentsOf(tx, wallet, "status = 'active'");
    list.total = std::int64_t(list.agents.size());
    return list;
}

} // namespace bursar::registry
