// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/challenges.h"

#include "base/error.h"
#include "base/ids.h"
#include "crypto/ethereum.h"
#include "crypto/hash.h"
#include "identity/text.h"

namespace bursar::identity {

namespace {
constexpr std::size_t kChallengeBytes = 32;
constexpr int kSweptAtOnce = 5'000;
constexpr std::int64_t kLockClass = 0x6368616c; // of this table's advisory locks

base::Error tooMany(std::chrono::seconds wait)
{
    base::Error error(base::ErrorCode::RateLimited, "too_many_challenges",
                      "too many challenges are open; use one of them or wait");
    error.retryAfter = std::max(wait, std::chrono::seconds(1));
    return error;
}

/// Counts what is live; throws when there is no room for one more.
void checkRoom(db::Transaction& tx, const std::string& subject, std::string_view requester, base::Time now)
{
    const db::Row own = tx.one("SELECT count(*), min(expires_at) FROM identity_challenge"
                               " WHERE subject = $1 AND requester = $2 AND expires_at > $3",
                               {subject, requester, now});
    if (own.integer(0) >= Challenges::kLivePerRequesterMax)
        throw tooMany(std::chrono::ceil<std::chrono::seconds>(own.time(1) - now));
    const db::Row all = tx.one("SELECT count(*) FROM (SELECT FROM identity_challenge LIMIT $1) c",
                               {Challenges::kLiveMax});
    if (all.integer(0) >= Challenges::kLiveMax)
        throw tooMany(std::chrono::seconds(10));
}

void dropExpired(db::Transaction& tx, base::Time now)
{
    tx.exec("DELETE FROM identity_challenge WHERE challenge IN (SELECT challenge FROM identity_challenge"
            " WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)",
            {now, kSweptAtOnce});
}
} // namespace

Challenges::Challenges(db::Pool& pool, const base::Clock& clock) : m_pool(pool), m_clock(clock) {}

contract::Challenge Challenges::issue(std::string_view subject, std::string_view requester)
{
    const std::string name = lowerCase(trimmed(subject));
    if (name.empty() || name.size() > kSubjectBytesMax)
        throw base::invalidField("agent_id", "out_of_range",
                                 fmt::format("must have 1 to {} characters", kSubjectBytesMax));
    const base::Time now = m_clock.now();
    const std::string hex = base::randomHex(kChallengeBytes);
    const base::Time expires = std::chrono::floor<std::chrono::seconds>(now) + kLife;
    m_pool.transact([&](db::Transaction& tx) {
        // Two that ask at the same moment must not both see four.
        tx.exec("SELECT pg_advisory_xact_lock($1::int, hashtext($2))", {kLockClass, name});
        dropExpired(tx, now);
        checkRoom(tx, name, requester, now);
        std::string raw;
        base::fromHex(hex, raw);
        tx.exec("INSERT INTO identity_challenge (challenge, subject, requester, expires_at) VALUES ($1, $2, "
                "$3, $4)",
                {db::Param::bytes(raw), name, requester, expires});
    });
    return {.challenge = hex,
            .expires_at = expires.time_since_epoch() / std::chrono::seconds(1),
            .message = fmt::format(
                "Sign these 32 bytes within {} seconds to prove that you hold the wallet of {}: 0x{}",
                kLife.count(), name, hex)};
}

std::optional<std::string> Challenges::prove(std::string_view challenge, std::string_view signature,
                                             std::initializer_list<std::string_view> subjects)
{
    if (challenge.starts_with("0x"))
        challenge.remove_prefix(2);
    std::string raw;
    if (!base::fromHex(challenge, raw) || raw.size() != kChallengeBytes)
        return std::nullopt;
    // A transaction of its own: whatever the caller does next, this challenge is gone.
    const auto subject = m_pool.transact([&](db::Transaction& tx) -> std::optional<std::string> {
        const db::Result used = tx.exec("DELETE FROM identity_challenge WHERE challenge = $1"
                                        " RETURNING subject, expires_at", {db::Param::bytes(raw)});
        if (used.empty() || used[0].time(1) <= m_clock.now())
            return std::nullopt;
        return used[0].string(0);
    });
    const auto fits = [&subject](std::string_view wanted) { return lowerCase(trimmed(wanted)) == *subject; };
    if (!subject || std::none_of(subjects.begin(), subjects.end(), fits))
        return std::nullopt;
    return crypto::recoverAddress(crypto::personalSignDigest(raw), signature);
}

void Challenges::sweep()
{
    m_pool.transact([this](db::Transaction& tx) { dropExpired(tx, m_clock.now()); });
}

} // namespace bursar::identity
