// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "analytics/impl/check.h"
#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace bursar::analytics {

using contract::FoundItem;

namespace {

constexpr std::size_t kQueryBytesMax = 256;
constexpr int kItemsDefault = 20;
constexpr int kItemsMax = 100;

std::string trimmed(const std::string& text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos)
        return "";
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

void findAgents(db::Transaction& tx, const std::string& text, std::size_t limit, std::vector<FoundItem>& out)
{
    const db::Result rows = tx.exec("SELECT agent_id, name, coalesce(category, ''), status, created_at "
                                    "FROM registry_agent WHERE lower(agent_id) LIKE lower($1) OR lower(name) LIKE lower($1) "
                                    "ORDER BY lower(agent_id) <> lower($2), name, agent_id LIMIT $3",
                                    {likePrefix(text), text, limit});
    for (const db::Row& row : rows) {
        const std::string category = row.string(2);
        out.push_back({"agent", row.string(0), row.string(1),
                       category.empty() ? row.string(3) : fmt::format("{}, {}", category, row.string(3)), row.string(0),
                       row.time(4)});
    }
}

void findCustomers(db::Transaction& tx, const std::string& text, std::size_t limit, std::vector<FoundItem>& out)
{
    // Two plain patterns rather than lower(): the index is on the text as it is, and addresses are lower case.
    std::string lower = text;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return char(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    const std::string sql = fmt::format(
        "SELECT customer, sum(requests)::bigint, max(last_at) FROM ({}) c "
        "WHERE customer LIKE $1 OR customer LIKE $2 GROUP BY customer "
        "ORDER BY customer <> $3, max(last_at) DESC, customer LIMIT $4",
        rollup::customerRelation());
    for (const db::Row& row : tx.exec(sql, {likePrefix(text), likePrefix(lower), text, limit}))
        out.push_back({"customer", row.string(0), row.string(0), fmt::format("{} requests", row.integer(1)),
                       std::nullopt, row.time(2)});
}

void findKeys(db::Transaction& tx, const std::string& text, std::size_t limit, std::vector<FoundItem>& out)
{
    const db::Result rows = tx.exec(
        "SELECT k.id::text, k.name, k.prefix, a.agent_id, k.created_at, k.revoked_at IS NOT NULL FROM identity_key k "
        "LEFT JOIN registry_agent a USING (agent_key) WHERE k.prefix LIKE $1 OR k.id::text = $2 "
        "ORDER BY k.revoked_at IS NOT NULL, k.created_at DESC LIMIT $3",
        {likePrefix(text), text, limit});
    for (const db::Row& row : rows)
        out.push_back({"key", row.string(0), row.string(1),
                       fmt::format("{}…{}", row.string(2), row.boolean(5) ? ", revoked" : ""), row.optString(3),
                       row.time(4)});
}

} // namespace

contract::FoundItems Analytics::find(const contract::FindAnything::Input& input)
{
    const auto limit = std::size_t(within("limit", input.limit, kItemsDefault, kItemsMax));
    const std::string text = trimmed(input.q);
    if (text.empty() || text.size() > kQueryBytesMax)
        throw base::invalidField("q", "invalid_length", fmt::format("must have 1 to {} bytes", kQueryBytesMax));
    contract::FoundItems out;
    {
        db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
        findAgents(tx, text, limit, out.items);
        findKeys(tx, text, limit, out.items);
        findCustomers(tx, text, limit, out.items);
    }
    if (m_findRequests) {
        // An exact hit is what was meant: it comes before everything that only begins alike.
        std::vector<FoundItem> exact = m_findRequests(text, limit);
        out.items.insert(out.items.begin(), std::make_move_iterator(exact.begin()),
                         std::make_move_iterator(exact.end()));
    }
    if (out.items.size() > limit)
        out.items.resize(limit);
    return out;
}

} // namespace bursar::analytics
