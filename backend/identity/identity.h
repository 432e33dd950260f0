// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/identity.h"
#include "contract/operation.h"
#include "db/db.h"
#include "identity/challenges.h"
#include "identity/sessions.h"
#include "identity/tickets.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace bursar::identity {

/// What a request brought along. The HTTP layer decides which header counts: `authorization` is
/// X-Forwarded-Authorization only when a trusted proxy sent it. X-Wallet-Address has no place here: an
/// address proves nothing.
struct Credentials {
    std::optional<std::string> authorization;  // "Bearer …": an API key or a wallet session
    std::optional<std::string> adminKey;       // X-Admin-Key: a desk person's API key under its older name
    std::optional<std::string> internalSecret; // X-Internal-Secret: one service of ours calls another

    bool empty() const { return !authorization && !adminKey && !internalSecret; }
};

struct Options {
    std::string internalSecret; // empty: /internal routes are refused
};

/// Turns credentials into principals, and keeps the people of the desk.
///
/// Threading: any thread. authenticate() asks the database at most once in kStaleness for each credential; a
/// revoked or expired key, a suspended agent or person is therefore refused everywhere within that time, and
/// at once in the process that made the change (forget()).
class Identity {
public:
    static constexpr std::chrono::seconds kStaleness{1};
    static constexpr std::size_t kCachedMax = 16'384;
    static constexpr std::size_t kUsersMax = 1'000;
    static constexpr std::size_t kNameBytesMax = 64;

    Identity(db::Pool& pool, const base::Clock& clock, Options options);
    ~Identity();

    /// The principal of a request; anonymous when there is no credential at all. A credential that is there
    /// and does not hold is refused, never ignored: Unauthenticated (missing_authorization,
    /// invalid_authorization_format, invalid_api_key, api_key_revoked, api_key_expired, invalid_session,
    /// session_expired, invalid_internal_secret), Forbidden (agent_suspended, user_suspended), Unavailable
    /// (internal_secret_not_configured). Of several, the internal secret counts before the admin key, and that
    /// before Authorization.
    contract::Principal authenticate(const Credentials& credentials);
    /// For an operation that needs a principal when there is none: 401 "missing authorization header".
    static base::Error missingAuthorization();

    /// At the first start, creates the person "owner" and returns their API key; afterwards empty. Any number
    /// of servers may call it at once.
    std::optional<std::string> ensureOwner();
    /// The principal of the console in the same process. Throws NotFound before ensureOwner().
    contract::Principal localOwner();
    /// Conflict "name_taken", Forbidden "owner_required" when someone else than an owner makes an owner or
    /// admin.
    contract::NewUser createUser(const contract::Context& context, const contract::CreateUser::Input& input);
    static contract::Me describe(const contract::Principal& principal);
    contract::AuditPage activity(const contract::ListActivity::Input& filter);

    Challenges& challenges() { return m_challenges; }
    Sessions& sessions() { return m_sessions; }
    Tickets& tickets() { return m_tickets; }

    /// Drops what is remembered of credentials. Call it after the commit that revoked, expired or suspended
    /// something.
    void forget();
    /// When this process last saw a key used, which the database learns at most once a minute.
    std::optional<base::Time> lastUse(const std::string& keyId) const;
    /// Writes what is due of the last uses and sweeps what has expired. The engine calls it every few seconds.
    void maintain();

private:
    struct Impl;
    db::Pool& m_pool;
    const base::Clock& m_clock;
    Options m_options;
    Challenges m_challenges;
    Sessions m_sessions;
    Tickets m_tickets;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::identity
