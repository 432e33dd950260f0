// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/impl/credential_store.h"

namespace bursar::identity {

namespace {
using contract::PrincipalKind;

std::set<contract::Scope> scopesOf(const std::vector<std::string>& words)
{
    std::set<contract::Scope> scopes;
    for (const std::string& word : words) {
        if (const auto scope = contract::scopeFromWord(word))
            scopes.insert(*scope);
    }
    return scopes;
}
} // namespace

Credential loadAgentKey(db::Transaction& tx, const std::string& hash)
{
    const db::Result found
        = tx.exec("SELECT k.id, k.prefix, k.scopes, k.expires_at, k.revoked_at, a.agent_key, a.id,"
                  " a.agent_id, a.name, a.status"
                  " FROM identity_key k JOIN registry_agent a USING (agent_key)"
                  " WHERE k.secret_sha256 = $1",
                  {db::Param::bytes(hash)});
    Credential credential;
    if (found.empty())
        return credential;
    const db::Row row = found[0];
    credential.expiresAt = row.optTime(3);
    contract::Principal& who = credential.principal;
    who.kind = PrincipalKind::agent;
    who.keyId = row.string(0);
    who.keyPrefix = row.string(1);
    who.scopes = scopesOf(row.strings(2));
    who.agentKey = row.integer(5);
    who.id = row.string(6);
    who.agentId = row.string(7);
    who.name = row.string(8);
    const std::string_view status = row.text(9);
    if (!row.isNull(4) || status == "deregistered")
        credential.state = Credential::State::Revoked;
    else
        credential.state = status == "active" ? Credential::State::Good : Credential::State::AgentSuspended;
    return credential;
}

Credential loadDeskKey(db::Transaction& tx, const std::string& hash)
{
    const db::Result found
        = tx.exec("SELECT k.id, k.prefix, k.scopes, k.expires_at, k.revoked_at, p.id, p.name,"
                  " p.desk_role, p.status"
                  " FROM identity_key k JOIN identity_principal p ON p.id = k.principal_id"
                  " WHERE k.secret_sha256 = $1",
                  {db::Param::bytes(hash)});
    Credential credential;
    if (found.empty())
        return credential;
    const db::Row row = found[0];
    credential.expiresAt = row.optTime(3);
    contract::Principal& who = credential.principal;
    who.kind = PrincipalKind::user; // never `service`: that is reserved for the internal secret
    who.keyId = row.string(0);
    who.keyPrefix = row.string(1);
    who.scopes = scopesOf(row.strings(2));
    who.id = row.string(5);
    who.name = row.string(6);
    if (const auto role = row.optString(7))
        who.desk = contract::roleFromWord(*role);
    const std::string_view status = row.text(8);
    if (!row.isNull(4) || status == "deactivated")
        credential.state = Credential::State::Revoked;
    else
        credential.state = status == "active" ? Credential::State::Good : Credential::State::UserSuspended;
    return credential;
}

Credential loadSession(db::Transaction& tx, const std::string& hash)
{
    const db::Result found = tx.exec("SELECT wallet, expires_at, revoked_at FROM identity_session"
                                     " WHERE token_sha256 = $1", {db::Param::bytes(hash)});
    Credential credential{.session = true};
    if (found.empty())
        return credential;
    const db::Row row = found[0];
    credential.expiresAt = row.time(1);
    credential.state = row.isNull(2) ? Credential::State::Good : Credential::State::Revoked;
    credential.principal.kind = PrincipalKind::wallet;
    credential.principal.id = row.string(0);
    credential.principal.wallet = row.string(0);
    credential.principal.scopes = {contract::Scope::read, contract::Scope::manage};
    return credential;
}

} // namespace bursar::identity
