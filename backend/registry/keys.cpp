// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/keys.h"

#include "audit/audit.h"
#include "identity/keys.h"
#include "identity/text.h"
#include "registry/impl/agent_store.h"
#include "registry/impl/totals.h"

namespace bursar::registry {

using base::Error;
using base::ErrorCode;
using contract::Context;
using contract::Scope;

namespace {
constexpr std::string_view kLoginKeyName = "wallet login";

std::string checkedName(const std::string& given)
{
    const std::string name(identity::trimmed(given));
    if (name.empty() || name.size() > identity::kKeyNameBytesMax)
        throw base::invalidField("name", "out_of_range",
                                 fmt::format("must have 1 to {} bytes", identity::kKeyNameBytesMax));
    if (identity::hasControl(name))
        throw base::invalidField("name", "malformed", "must not contain control characters");
    if (identity::lowerCase(name) == kLoginKeyName) // the next login would revoke it
        throw base::invalidField("name", "reserved", "is the name of keys that a wallet login makes");
    return name;
}

std::set<Scope> checkedScopes(const std::vector<std::string>& words)
{
    if (words.empty())
        return {Scope::ingest, Scope::read};
    std::set<Scope> scopes;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto scope = contract::scopeFromWord(words[i]);
        if (!scope)
            throw base::invalidField(fmt::format("scopes[{}]", i), "not_allowed",
                                     "must be ingest, read or manage");
        scopes.insert(*scope);
    }
    return scopes;
}

contract::ApiKey keyOf(const identity::KeyRow& row, const std::string& agentId, base::Time now)
{
    contract::ApiKey key;
    key.id = row.id;
    key.name = row.name;
    key.prefix = row.prefix;
    for (const Scope scope : row.scopes)
        key.scopes.emplace_back(contract::scopeWord(scope));
    key.status = !row.live(now) ? "revoked" : row.expiresAt ? "expiring" : "active";
    key.agent_id = agentId;
    key.created_at = row.createdAt;
    key.expires_at = row.expiresAt;
    key.revoked_at = row.revokedAt;
    key.last_used_at = row.lastUsedAt;
    return key;
}

AgentRow agentForKeys(db::Transaction& tx, std::string_view agentId)
{
    AgentRow row = lockedAgent(tx, agentId); // the lock makes the count of live keys exact
    if (row.status == "deregistered")
        throw Error(ErrorCode::Conflict, "agent_deregistered",
                    "this agent is deregistered; register it again first");
    return row;
}

identity::KeyRow lockedKey(db::Transaction& tx, const AgentRow& agent, const std::string& keyId)
{
    auto key = identity::lockAgentKey(tx, agent.key, keyId);
    if (!key)
        throw base::notFound("key");
    return std::move(*key);
}

identity::MadeKey make(db::Transaction& tx, const Context& context, const AgentRow& agent,
                       const std::string& name, const std::set<Scope>& scopes)
{
    if (identity::liveAgentKeys(tx, agent.key, context.now) >= Keys::kLiveMax)
        throw Error(ErrorCode::Conflict, "too_many_keys",
                    fmt::format("this agent already has {} keys; revoke one first", Keys::kLiveMax));
    return identity::makeKey(tx, context.now, {.agentKey = agent.key, .name = name, .scopes = scopes,
                                               .createdBy = context.principal.id});
}

contract::json::object described(const contract::ApiKey& key)
{
    contract::json::array scopes;
    for (const std::string& scope : key.scopes)
        scopes.emplace_back(scope);
    return {{"key_id", key.id}, {"name", key.name}, {"prefix", key.prefix}, {"scopes", std::move(scopes)}};
}
} // namespace

Keys::Keys(db::Pool& pool, identity::Identity& identity, Registry& registry, const base::Clock& clock)
    : m_pool(pool), m_identity(identity), m_registry(registry), m_clock(clock)
{
}

contract::ApiKeyList Keys::list(std::string_view agentId)
{
    const std::int64_t agentKey = m_registry.agentKeyOf(agentId);
    const std::string slug = m_registry.slugOf(agentKey);
    const base::Time now = m_clock.now();
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    contract::ApiKeyList list;
    std::vector<std::string> ids;
    for (const identity::KeyRow& row : identity::agentKeys(tx, agentKey, now, kListMax)) {
        list.keys.push_back(keyOf(row, slug, now));
        ids.push_back(row.id);
    }
    const std::vector<std::int64_t> requests = requestsOfKeys(tx, agentKey, ids);
    for (std::size_t i = 0; i < list.keys.size(); ++i) {
        contract::ApiKey& key = list.keys[i];
        key.requests = requests[i];
        key.last_used_at = std::max(key.last_used_at, m_identity.lastUse(key.id)); // an empty one is the least
    }
    return list;
}

contract::NewApiKey Keys::create(const Context& context, const contract::CreateKey::Input& input)
{
    const std::string name = checkedName(input.name);
    const std::set<Scope> scopes = checkedScopes(input.scopes);
    return m_pool.transact([&](db::Transaction& tx) {
        const AgentRow agent = agentForKeys(tx, input.agent_id);
        const identity::MadeKey made = make(tx, context, agent, name, scopes);
        contract::NewApiKey out{.key = keyOf(made.row, agent.agentId, context.now), .api_key = made.secret};
        audit::record(tx, context, contract::CreateKey::kName, "agent", agent.agentId, described(out.key));
        return out;
    });
}

contract::ApiKey Keys::revoke(const Context& context, const contract::KeyInput& input)
{
    const auto key = m_pool.transact([&](db::Transaction& tx) {
        const AgentRow agent = lockedAgent(tx, input.agent_id);
        identity::KeyRow row = lockedKey(tx, agent, input.key_id);
        if (row.revokedAt)
            return keyOf(row, agent.agentId, context.now);
        identity::revokeKey(tx, row.id, context.now);
        row.revokedAt = context.now;
        const contract::ApiKey revoked = keyOf(row, agent.agentId, context.now);
        audit::record(tx, context, contract::RevokeKey::kName, "agent", agent.agentId, described(revoked));
        return revoked;
    });
    m_registry.forget();
    return key;
}

contract::NewApiKey Keys::rotate(const Context& context, const contract::RotateKey::Input& input)
{
    const int overlap = input.overlap_hours.value_or(0);
    if (overlap < 0 || overlap > kOverlapHoursMax)
        throw base::invalidField("overlap_hours", "out_of_range",
                                 fmt::format("must be 0 to {}", kOverlapHoursMax));
    auto out = m_pool.transact([&](db::Transaction& tx) {
        const AgentRow agent = agentForKeys(tx, input.agent_id);
        const identity::KeyRow old = lockedKey(tx, agent, input.key_id);
        if (!old.live(context.now))
            throw Error(ErrorCode::Conflict, "key_revoked", "this key has ended already; create a new one");
        if (overlap == 0)
            identity::revokeKey(tx, old.id, context.now);
        else
            identity::endKeyAt(tx, old.id, context.now + std::chrono::hours(overlap));
        const identity::MadeKey made = make(tx, context, agent, old.name, old.scopes);
        contract::NewApiKey rotated{.key = keyOf(made.row, agent.agentId, context.now), .api_key = made.secret};
        contract::json::object detail = described(rotated.key);
        detail["replaces"] = old.id;
        detail["overlap_hours"] = overlap;
        audit::record(tx, context, contract::RotateKey::kName, "agent", agent.agentId, detail);
        return rotated;
    });
    m_registry.forget();
    return out;
}

contract::RegeneratedKey Keys::regenerate(const Context& context, std::string_view agentId)
{
    auto out = m_pool.transact([&](db::Transaction& tx) {
        const AgentRow agent = agentForKeys(tx, agentId);
        const std::size_t revoked = identity::revokeAgentKeys(tx, agent.key, context.now);
        std::set<Scope> scopes{Scope::ingest, Scope::read};
        if (!agent.wallet) // otherwise nobody could manage it
            scopes.insert(Scope::manage);
        const identity::MadeKey made = make(tx, context, agent, "regenerated key", scopes);
        contract::json::object detail = described(keyOf(made.row, agent.agentId, context.now));
        detail["keys_revoked"] = revoked;
        audit::record(tx, context, contract::RegenerateKeys::kName, "agent", agent.agentId, detail);
        return contract::RegeneratedKey{.api_key = made.secret};
    });
    m_registry.forget();
    return out;
}

contract::RegeneratedKey Keys::stored() const
{
    throw Error(ErrorCode::Gone, "key_shown_once", "keys are shown once; regenerate");
}

} // namespace bursar::registry
