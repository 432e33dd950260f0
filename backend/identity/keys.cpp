// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/keys.h"

#include "base/error.h"
#include "base/ids.h"
#include "crypto/hash.h"
#include "identity/impl/secrets.h"

namespace bursar::identity {

namespace {
constexpr std::string_view kColumns
    = "id, name, prefix, scopes, created_at, expires_at, revoked_at, last_used_at";
// $2 is now. The same words everywhere, so that "live" means one thing.
constexpr std::string_view kLive = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)";

std::vector<std::string> words(const std::set<contract::Scope>& scopes)
{
    std::vector<std::string> out;
    for (const contract::Scope scope : scopes)
        out.emplace_back(contract::scopeWord(scope));
    return out;
}

std::set<contract::Scope> scopesOf(const std::vector<std::string>& words)
{
    std::set<contract::Scope> out;
    for (const std::string& word : words) {
        if (const auto scope = contract::scopeFromWord(word))
            out.insert(*scope);
    }
    return out;
}

KeyRow rowOf(const db::Row& row)
{
    return {.id = row.string(0),
            .name = row.string(1),
            .prefix = row.string(2),
            .scopes = scopesOf(row.strings(3)),
            .createdAt = row.time(4),
            .expiresAt = row.optTime(5),
            .revokedAt = row.optTime(6),
            .lastUsedAt = row.optTime(7)};
}
} // namespace

MadeKey makeKey(db::Transaction& tx, base::Time now, const KeySpec& spec)
{
    MadeKey made;
    made.secret = makeSecret(spec.agentKey ? kAgentKeyShape : kDeskKeyShape);
    made.row.id = base::uuid7(now);
    made.row.name = spec.name;
    made.row.prefix = made.secret.substr(0, kKeyPrefixBytes);
    made.row.scopes = spec.scopes;
    made.row.createdAt = now;
    const std::vector<std::string> scopes = words(spec.scopes);
    tx.exec("INSERT INTO identity_key (id, principal_id, agent_key, name, prefix, secret_sha256, scopes, "
            "created_at,"
            " created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            {made.row.id, spec.principalId, spec.agentKey, spec.name, made.row.prefix,
             db::Param::bytes(crypto::sha256(made.secret)), db::Param::array(scopes), now, spec.createdBy});
    return made;
}

std::vector<KeyRow> agentKeys(db::Transaction& tx, std::int64_t agentKey, base::Time now, int limit)
{
    std::vector<KeyRow> rows;
    for (const db::Row row : tx.exec(fmt::format("SELECT {} FROM identity_key WHERE agent_key = $1"
                                                 " ORDER BY ({}) DESC, id DESC LIMIT $3", kColumns, kLive),
                                     {agentKey, now, limit}))
        rows.push_back(rowOf(row));
    return rows;
}

std::optional<KeyRow> lockAgentKey(db::Transaction& tx, std::int64_t agentKey, const std::string& keyId)
{
    if (!base::isUuid(keyId))
        return std::nullopt;
    const db::Result found = tx.exec(
        fmt::format("SELECT {} FROM identity_key WHERE id = $1 AND agent_key = $2 FOR UPDATE", kColumns),
        {keyId, agentKey});
    return found.empty() ? std::nullopt : std::optional(rowOf(found[0]));
}

int liveAgentKeys(db::Transaction& tx, std::int64_t agentKey, base::Time now)
{
    return int(tx.one(fmt::format("SELECT count(*) FROM identity_key WHERE agent_key = $1 AND {}", kLive),
                      {agentKey, now})
                   .integer(0));
}

void revokeKey(db::Transaction& tx, const std::string& keyId, base::Time now)
{
    tx.exec("UPDATE identity_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", {keyId, now});
}

void endKeyAt(db::Transaction& tx, const std::string& keyId, base::Time at)
{
    tx.exec("UPDATE identity_key SET expires_at = least(expires_at, $2) WHERE id = $1", {keyId, at});
}

std::size_t revokeAgentKeys(db::Transaction& tx, std::int64_t agentKey, base::Time now,
                            const std::optional<std::string>& name)
{
    return tx.exec(fmt::format("UPDATE identity_key SET revoked_at = $2 WHERE agent_key = $1 AND {}"
                               " AND ($3::text IS NULL OR name = $3)", kLive),
                   {agentKey, now, name})
        .affected();
}

std::optional<KeyHolder> holderOfKeyHash(db::Transaction& tx, const std::string& hashHex, base::Time now)
{
    std::string hash;
    if (!base::fromHex(hashHex, hash) || hash.size() != crypto::kDigestBytes)
        return std::nullopt;
    const db::Result found = tx.exec(
        fmt::format(
            "SELECT a.agent_key, a.id, a.agent_id FROM identity_key k JOIN registry_agent a USING (agent_key)"
            " WHERE k.secret_sha256 = $1 AND a.status = 'active' AND {}",
            kLive),
        {db::Param::bytes(hash), now});
    if (found.empty())
        return std::nullopt;
    return KeyHolder{found[0].integer(0), found[0].string(1), found[0].string(2)};
}

} // namespace bursar::identity
