// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/idempotency.h"

#include "base/error.h"
#include "crypto/hash.h"

#include <boost/json.hpp>

namespace bursar::api {

namespace {
namespace json = boost::json;
constexpr std::size_t kKeyBytesMax = 255;

[[noreturn]] void refuse(base::ErrorCode code, const char* reason, const char* text)
{
    throw base::Error(code, reason, text);
}
} // namespace

Idempotency::Idempotency(db::Pool& pool, const base::Clock& clock, std::string runId)
    : m_pool(pool), m_clock(clock), m_runId(std::move(runId))
{
}

std::optional<json::value> Idempotency::begin(const Ticket& ticket, const json::value& input)
{
    if (ticket.key.size() > kKeyBytesMax)
        throw base::invalidField("Idempotency-Key", "too_long", "is longer than 255 bytes");
    const std::string hash = crypto::sha256(json::serialize(input));
    return m_pool.transact([&](db::Transaction& tx) -> std::optional<json::value> {
        const db::Result mine = tx.exec(
            "INSERT INTO api_idempotency (principal, operation, key, input_sha256, state, owner, created_at) "
            "VALUES ($1, $2, $3, $4, 'running', $5, $6) ON CONFLICT DO NOTHING RETURNING 1",
            {ticket.principal, ticket.operation, ticket.key, db::Param::bytes(hash), m_runId, m_clock.now()});
        if (!mine.empty())
            return std::nullopt;
        const db::Result rows = tx.exec(
            "SELECT i.input_sha256, i.state, i.response, r.alive_at IS NOT NULL AND r.stopped_at IS NULL "
            "AND r.alive_at > $4::timestamptz - interval '1 minute' FROM api_idempotency i "
            "LEFT JOIN engine_run r ON r.id = i.owner WHERE i.principal = $1 AND i.operation = $2 AND i.key = $3",
            {ticket.principal, ticket.operation, ticket.key, m_clock.now()});
        if (rows.empty())
            refuse(base::ErrorCode::Conflict, "in_progress", "the same request is being finished; repeat it shortly");
        if (rows[0].bytes(0) != hash)
            refuse(base::ErrorCode::Conflict, "key_reused", "this Idempotency-Key was used with another request");
        if (rows[0].text(1) == "running" && rows[0].boolean(3))
            refuse(base::ErrorCode::Conflict, "in_progress", "the same request is running");
        if (rows[0].text(1) == "running")
            refuse(base::ErrorCode::OutcomeUnknown, "outcome_unknown",
                   "the server stopped while it ran this request; look at the result before repeating it");
        if (rows[0].isNull(2))
            refuse(base::ErrorCode::Conflict, "secret_shown_once",
                   "this request was done, and its secret was shown once");
        return json::parse(rows[0].text(2));
    });
}

void Idempotency::succeed(const Ticket& ticket, const contract::OperationInfo& operation, const json::value& response)
{
    const auto stored = operation.secretOutput ? std::nullopt : std::optional(json::serialize(response));
    m_pool.transact([&](db::Transaction& tx) {
        tx.exec("UPDATE api_idempotency SET state = 'done', response = $4 "
                "WHERE principal = $1 AND operation = $2 AND key = $3",
                {ticket.principal, ticket.operation, ticket.key, stored});
    });
}

void Idempotency::forget(const Ticket& ticket)
{
    m_pool.transact([&](db::Transaction& tx) {
        tx.exec("DELETE FROM api_idempotency WHERE principal = $1 AND operation = $2 AND key = $3 "
                "AND state = 'running'",
                {ticket.principal, ticket.operation, ticket.key});
    });
}

void Idempotency::trim()
{
    m_pool.transact([&](db::Transaction& tx) {
        tx.exec("DELETE FROM api_idempotency WHERE created_at < $1::timestamptz - interval '72 hours'",
                {m_clock.now()});
    });
}

} // namespace bursar::api
