// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/tickets.h"

#include "crypto/hash.h"
#include "identity/impl/secrets.h"

#include <boost/json.hpp>

namespace bursar::identity {

namespace {
namespace json = boost::json;

std::string toText(const contract::Principal& principal)
{
    json::array scopes;
    for (const contract::Scope scope : principal.scopes)
        scopes.push_back(json::string(contract::scopeWord(scope)));
    return json::serialize(json::object{{"kind", int(principal.kind)},
                                        {"id", principal.id},
                                        {"name", principal.name},
                                        {"desk", principal.desk ? contract::roleWord(*principal.desk) : ""},
                                        {"scopes", std::move(scopes)},
                                        {"agent_id", principal.agentId},
                                        {"agent_key", principal.agentKey},
                                        {"wallet", principal.wallet},
                                        {"key_id", principal.keyId},
                                        {"key_prefix", principal.keyPrefix}});
}

contract::Principal fromText(std::string_view text)
{
    const json::value parsed = json::parse(json::string_view(text.data(), text.size()));
    const json::object& object = parsed.as_object();
    const auto textOf = [&](std::string_view name) { return std::string(object.at(name).as_string()); };
    contract::Principal principal;
    principal.kind = contract::PrincipalKind(object.at("kind").as_int64());
    principal.id = textOf("id");
    principal.name = textOf("name");
    principal.desk = contract::roleFromWord(textOf("desk"));
    for (const json::value& scope : object.at("scopes").as_array())
        principal.scopes.insert(contract::scopeFromWord(std::string_view(scope.as_string())).value());
    principal.agentId = textOf("agent_id");
    principal.agentKey = object.at("agent_key").as_int64();
    principal.wallet = textOf("wallet");
    principal.keyId = textOf("key_id");
    principal.keyPrefix = textOf("key_prefix");
    return principal;
}
} // namespace

Tickets::Tickets(db::Pool& pool, const base::Clock& clock) : m_pool(pool), m_clock(clock) {}

contract::SocketTicket Tickets::issue(const contract::Principal& principal)
{
    const base::Time now = m_clock.now();
    const contract::SocketTicket made{makeSecret(kSessionShape), now + kLife};
    m_pool.transact([&](db::Transaction& tx) {
        tx.exec("INSERT INTO identity_ticket (ticket_sha256, owner, principal, created_at, expires_at) "
                "VALUES ($1, $2, $3, $4, $5)",
                {db::Param::bytes(crypto::sha256(made.ticket)), principal.id, toText(principal), now, made.expires_at});
        tx.exec("DELETE FROM identity_ticket WHERE ticket_sha256 IN (SELECT ticket_sha256 FROM identity_ticket "
                "WHERE owner = $1 ORDER BY created_at DESC, ticket_sha256 OFFSET $2)",
                {principal.id, kLivePerPrincipalMax});
    });
    return made;
}

contract::Principal Tickets::redeem(const std::string& ticket)
{
    const auto found = m_pool.transact([&](db::Transaction& tx) -> std::optional<std::string> {
        for (const db::Row row : tx.exec("DELETE FROM identity_ticket WHERE ticket_sha256 = $1 RETURNING principal, expires_at",
                                         {db::Param::bytes(crypto::sha256(ticket))})) {
            if (row.time(1) > m_clock.now())
                return row.string(0);
        }
        return std::nullopt;
    });
    if (!found)
        throw base::Error(base::ErrorCode::Unauthenticated, "invalid_ticket", "the ticket is unknown, used or too old");
    return fromText(*found);
}

void Tickets::sweep()
{
    m_pool.transact([this](db::Transaction& tx) {
        tx.exec("DELETE FROM identity_ticket WHERE expires_at <= $1", {m_clock.now()});
    });
}

} // namespace bursar::identity
