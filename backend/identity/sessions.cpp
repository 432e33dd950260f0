// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/sessions.h"

#include "crypto/hash.h"
#include "identity/impl/secrets.h"

namespace bursar::identity {

Sessions::Sessions(db::Pool& pool, const base::Clock& clock) : m_pool(pool), m_clock(clock) {}

Sessions::Opened Sessions::open(db::Transaction& tx, const std::string& wallet)
{
    const base::Time now = m_clock.now();
    Opened opened{.token = makeSecret(kSessionShape), .expiresAt = now + kLife};
    tx.exec(
        "INSERT INTO identity_session (token_sha256, wallet, created_at, expires_at) VALUES ($1, $2, $3, $4)",
        {db::Param::bytes(crypto::sha256(opened.token)), wallet, now, opened.expiresAt});
    tx.exec("UPDATE identity_session SET revoked_at = $2 WHERE token_sha256 IN (SELECT token_sha256"
            " FROM identity_session WHERE wallet = $1 AND revoked_at IS NULL AND expires_at > $2"
            " ORDER BY created_at DESC, token_sha256 OFFSET $3)",
            {wallet, now, kLivePerWalletMax});
    return opened;
}

bool Sessions::revoke(const std::string& token)
{
    return m_pool.transact([&](db::Transaction& tx) {
        return tx.exec("UPDATE identity_session SET revoked_at = $2 WHERE token_sha256 = $1 AND revoked_at "
                       "IS NULL"
                       " AND expires_at > $2",
                       {db::Param::bytes(crypto::sha256(token)), m_clock.now()})
                   .affected()
            > 0;
    });
}

std::size_t Sessions::revokeAll(const std::string& wallet)
{
    return m_pool.transact([&](db::Transaction& tx) {
        return tx.exec("UPDATE identity_session SET revoked_at = $2 WHERE wallet = $1 AND revoked_at IS NULL"
                       " AND expires_at > $2", {wallet, m_clock.now()})
            .affected();
    });
}

void Sessions::sweep()
{
    m_pool.transact([this](db::Transaction& tx) {
        tx.exec("DELETE FROM identity_session WHERE expires_at <= $1", {m_clock.now()});
    });
}

} // namespace bursar::identity
