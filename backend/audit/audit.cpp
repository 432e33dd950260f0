// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/audit.h"

#include "audit/impl/scrub.h"
#include "base/ids.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace bursar::audit {

namespace json = boost::json;

namespace {
constexpr std::size_t kTextBytesMax = 256;
constexpr int kPageRowsDefault = 50;

std::string actorName(const contract::Principal& principal)
{
    switch (principal.kind) {
    case contract::PrincipalKind::user: return principal.name;
    case contract::PrincipalKind::agent: return principal.agentId;
    case contract::PrincipalKind::wallet: return principal.wallet;
    case contract::PrincipalKind::service: return principal.name.empty() ? "service" : principal.name;
    case contract::PrincipalKind::anonymous: break;
    }
    return "anonymous";
}

std::string kindWord(contract::PrincipalKind kind)
{
    return boost::describe::enum_to_string(kind, "anonymous");
}

std::optional<std::string> keyIdOf(const contract::Principal& principal)
{
    return principal.keyId.empty() ? std::nullopt : std::optional(principal.keyId);
}

void checkUuid(const std::optional<std::string>& value, std::string_view field)
{
    if (value && !base::isUuid(*value))
        throw base::invalidField(std::string(field), "malformed", "is not one of ours");
}

contract::AuditRow rowOf(const db::Row& row)
{
    const json::value detail = json::parse(row.text(9));
    return {.id = row.string(0),
            .at = row.time(1),
            .actor = row.string(2),
            .actor_kind = row.string(3),
            .key_id = row.optString(4),
            .action = row.string(5),
            .target_kind = row.string(6),
            .target_id = row.string(7),
            .request_id = row.string(8),
            .detail = detail.is_object() ? detail.get_object() : json::object()};
}
} // namespace

void record(db::Transaction& tx, const contract::Context& context, std::string_view action,
            std::string_view targetKind, std::string_view targetId, const json::object& detail)
{
    const contract::Principal& who = context.principal;
    tx.exec("INSERT INTO audit_entry (id, at, actor_id, actor_kind, actor_name, key_id, action, target_kind, "
            "target_id,"
            " request_id, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            {base::uuid7(context.now), context.now, clip(who.id, kTextBytesMax), kindWord(who.kind),
             clip(actorName(who), kTextBytesMax), keyIdOf(who), clip(action, kTextBytesMax),
             clip(targetKind, kTextBytesMax), clip(targetId, kTextBytesMax),
             clip(context.requestId, kTextBytesMax), json::serialize(scrub(detail, kDetailBytesMax))});
}

contract::AuditPage list(db::Transaction& tx, const contract::ListActivity::Input& filter)
{
    const int limit = filter.limit.value_or(kPageRowsDefault);
    if (limit < 1 || limit > kPageRowsMax)
        throw base::invalidField("limit", "out_of_range", fmt::format("must be 1 to {}", kPageRowsMax));
    checkUuid(filter.key_id, "key_id");
    checkUuid(filter.cursor, "cursor");

    std::string sql
        = "SELECT id, at, actor_name, actor_kind, key_id, action, target_kind, target_id, request_id, detail"
          " FROM audit_entry WHERE true";
    std::vector<db::Param> params;
    const auto where = [&](std::string_view condition, const std::optional<std::string>& value) {
        if (!value)
            return;
        params.emplace_back(*value);
        sql += fmt::format(" AND {}${}", condition, params.size());
    };
    where("target_kind = ", filter.target_kind);
    where("target_id = ", filter.target_id);
    where("key_id = ", filter.key_id);
    where("id < ", filter.cursor);
    params.emplace_back(limit + 1);
    sql += fmt::format(" ORDER BY id DESC LIMIT ${}", params.size());

    contract::AuditPage page;
    for (const db::Row row : tx.exec(sql, params))
        page.rows.push_back(rowOf(row));
    if (page.rows.size() > std::size_t(limit)) {
        page.rows.pop_back();
        page.next = page.rows.back().id; // version 7 ids sort by time, so the id is the cursor
    }
    return page;
}

} // namespace bursar::audit
