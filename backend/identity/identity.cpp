// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/identity.h"

#include "audit/audit.h"
#include "base/log.h"
#include "crypto/hash.h"
#include "identity/impl/credential_store.h"
#include "identity/impl/last_use.h"
#include "identity/impl/lru_cache.h"
#include "identity/impl/secrets.h"
#include "identity/text.h"

#include <mutex>

namespace bursar::identity {

using base::Error;
using base::ErrorCode;
using contract::Principal;
using contract::PrincipalKind;

namespace {
constexpr base::Log kLog{"identity"};
constexpr std::chrono::seconds kSweepInterval{30};
// Strangers' guesses get a cache of their own: they must not push out the credentials that are in use.
constexpr std::size_t kUnknownMax = 1'024;

struct Remembered {
    base::Time loadedAt; // before the question was asked
    std::shared_ptr<const Credential> credential;
};

Error unauthenticated(const char* reason, const char* text)
{
    return Error(ErrorCode::Unauthenticated, reason, text);
}

std::string bearerToken(std::string_view header)
{
    const std::string_view value = trimmed(header);
    if (value.empty())
        throw Identity::missingAuthorization();
    const std::size_t space = value.find(' ');
    if (space == std::string_view::npos || lowerCase(value.substr(0, space)) != "bearer")
        throw unauthenticated("invalid_authorization_format", "invalid authorization format");
    const std::string_view token = trimmed(value.substr(space));
    if (token.empty() || token.find_first_of(" \t") != std::string_view::npos)
        throw unauthenticated("invalid_authorization_format", "invalid authorization format");
    return std::string(token);
}

/// Throws unless the credential holds at this moment.
void check(const Credential& credential, base::Time now)
{
    using State = Credential::State;
    const bool session = credential.session;
    if (credential.state == State::Unknown)
        throw session ? unauthenticated("invalid_session", "invalid session")
                      : unauthenticated("invalid_api_key", "invalid api key");
    if (credential.state == State::Revoked)
        throw session ? unauthenticated("invalid_session", "invalid session")
                      : unauthenticated("api_key_revoked", "invalid api key");
    if (credential.expiresAt && *credential.expiresAt <= now)
        throw session ? unauthenticated("session_expired", "session has expired")
                      : unauthenticated("api_key_expired", "invalid api key");
    if (credential.state == State::AgentSuspended)
        throw Error(ErrorCode::Forbidden, "agent_suspended", "this agent is suspended");
    if (credential.state == State::UserSuspended)
        throw Error(ErrorCode::Forbidden, "user_suspended", "this person is suspended");
}

Credential load(db::Pool& pool, SecretKind kind, const std::string& hash)
{
    db::Transaction tx = pool.begin(db::Mode::ReadOnly);
    switch (kind) {
    case SecretKind::AgentKey: return loadAgentKey(tx, hash);
    case SecretKind::DeskKey: return loadDeskKey(tx, hash);
    case SecretKind::Session: return loadSession(tx, hash);
    case SecretKind::Unknown: break;
    }
    return {};
}
} // namespace

struct Identity::Impl {
    std::mutex mutex;
    LruCache<Remembered> known{kCachedMax};
    LruCache<Remembered> unknown{kUnknownMax};
    LastUse lastUse;
    std::mutex sweepMutex;
    base::Time sweptAt;

    std::shared_ptr<const Credential> recall(const std::string& hash, base::Time now)
    {
        const std::lock_guard lock(mutex);
        auto found = known.find(hash);
        if (!found)
            found = unknown.find(hash);
        // A clock that was set back makes the age negative: ask again.
        if (!found || now < found->loadedAt || now - found->loadedAt >= kStaleness)
            return nullptr;
        return found->credential;
    }

    void remember(const std::string& hash, base::Time asked, std::shared_ptr<const Credential> credential)
    {
        const std::lock_guard lock(mutex);
        const bool stranger = credential->state == Credential::State::Unknown;
        (stranger ? unknown : known).put(hash, Remembered{asked, std::move(credential)});
    }

    std::shared_ptr<const Credential> credentialOf(db::Pool& pool, const base::Clock& clock, SecretKind kind,
                                                   const std::string& secret)
    {
        const std::string hash = crypto::sha256(secret);
        const base::Time asked = clock.now();
        if (auto remembered = recall(hash, asked))
            return remembered;
        auto loaded = std::make_shared<const Credential>(load(pool, kind, hash));
        remember(hash, asked, loaded);
        return loaded;
    }

    Principal principalOf(db::Pool& pool, const base::Clock& clock, SecretKind kind, const std::string& secret)
    {
        if (kind == SecretKind::Unknown)
            throw unauthenticated("invalid_api_key", "invalid api key");
        const auto credential = credentialOf(pool, clock, kind, secret);
        const base::Time now = clock.now();
        check(*credential, now);
        if (!credential->principal.keyId.empty())
            lastUse.note(credential->principal.keyId, now);
        return credential->principal;
    }
};

Identity::Identity(db::Pool& pool, const base::Clock& clock, Options options)
    : m_pool(pool), m_clock(clock), m_options(std::move(options)), m_challenges(pool, clock),
      m_sessions(pool, clock), m_tickets(pool, clock), m_impl(std::make_unique<Impl>())
{
}

Identity::~Identity()
{
    try {
        m_impl->lastUse.write(m_pool, m_clock.now());
    } catch (const std::exception& error) {
        kLog.warning("the last uses of keys were not written: {}", error.what());
    }
}

Error Identity::missingAuthorization()
{
    return unauthenticated("missing_authorization", "missing authorization header");
}

Principal Identity::authenticate(const Credentials& credentials)
{
    if (credentials.internalSecret) {
        if (m_options.internalSecret.empty())
            throw Error(ErrorCode::Unavailable, "internal_secret_not_configured",
                        "internal routes are off: no internal secret is configured");
        if (!crypto::equalConstantTime(crypto::sha256(*credentials.internalSecret),
                                       crypto::sha256(m_options.internalSecret)))
            throw unauthenticated("invalid_internal_secret", "invalid internal secret");
        return Principal{.kind = PrincipalKind::service, .id = "internal", .name = "internal"};
    }
    if (credentials.adminKey) {
        const std::string key(trimmed(*credentials.adminKey));
        const SecretKind kind = secretKind(key);
        if (kind != SecretKind::DeskKey) // an agent's key is no admin's, whatever header it comes in
            throw unauthenticated("invalid_api_key", "invalid api key");
        return m_impl->principalOf(m_pool, m_clock, kind, key);
    }
    if (!credentials.authorization)
        return {};
    const std::string token = bearerToken(*credentials.authorization);
    return m_impl->principalOf(m_pool, m_clock, secretKind(token), token);
}

void Identity::forget()
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->known.clear();
    m_impl->unknown.clear();
}

std::optional<base::Time> Identity::lastUse(const std::string& keyId) const
{
    return m_impl->lastUse.of(keyId);
}

void Identity::maintain()
{
    const base::Time now = m_clock.now();
    m_impl->lastUse.write(m_pool, now);
    {
        const std::lock_guard lock(m_impl->sweepMutex);
        if (now >= m_impl->sweptAt && now - m_impl->sweptAt < kSweepInterval)
            return;
        m_impl->sweptAt = now;
    }
    m_challenges.sweep();
    m_sessions.sweep();
    m_tickets.sweep();
}

contract::AuditPage Identity::activity(const contract::ListActivity::Input& filter)
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    return audit::list(tx, filter);
}

contract::Me Identity::describe(const Principal& who)
{
    const auto some = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    contract::Me me{.kind = who.kind, .id = who.id, .name = who.name};
    if (who.desk)
        me.role = std::string(contract::roleWord(*who.desk));
    for (const contract::Scope scope : who.scopes)
        me.scopes.emplace_back(contract::scopeWord(scope));
    me.agent_id = some(who.agentId);
    me.wallet = some(who.wallet);
    me.key_prefix = some(who.keyPrefix);
    return me;
}

} // namespace bursar::identity
