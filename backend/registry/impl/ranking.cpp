// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/impl/ranking.h"

namespace bursar::registry {

namespace {
// Every agent at once: whole-table aggregates, which cost far less than one agent after the other.
constexpr std::string_view kSums = R"(
WITH counted AS (
    SELECT agent_key, sum(requests) AS requests, sum(revenue) AS revenue,
           sum(response_us) / nullif(sum(requests), 0) AS average_us, max(bucket) AS newest
    FROM (SELECT agent_key, requests, revenue, response_us, bucket FROM rollup_day WHERE dimension = 0
          UNION ALL
          SELECT agent_key, requests, revenue, response_us, bucket FROM rollup_delta WHERE dimension = 0) r
    GROUP BY agent_key
), known AS (
    SELECT agent_key, count(*) AS customers, max(last_at) AS last_at FROM rollup_customer GROUP BY agent_key
), fresh AS (
    SELECT d.agent_key, count(DISTINCT d.customer) FILTER (WHERE c.customer IS NULL) AS customers,
           max(d.last_at) AS last_at
    FROM rollup_customer_delta d LEFT JOIN rollup_customer c USING (agent_key, customer) GROUP BY d.agent_key
)
SELECT agent_key, requests::float8, revenue::float8,
       (coalesce(known.customers, 0) + coalesce(fresh.customers, 0))::float8, average_us::float8,
       extract(epoch FROM greatest(newest, known.last_at, fresh.last_at))::float8
FROM counted FULL JOIN known USING (agent_key) FULL JOIN fresh USING (agent_key))";
} // namespace

void Ranking::load()
{
    const base::Time asked = m_clock.now();
    const auto started = std::chrono::steady_clock::now();
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    std::vector<Row> rows;
    for (const db::Row row : tx.exec(kSums))
        rows.push_back({row.integer(0), row.optString(1), row.optString(2), row.optString(3), row.optString(4),
                        row.optString(5)});
    m_rows = std::move(rows);
    m_loadedAt = asked;
    const auto took = std::chrono::duration_cast<base::Duration>(std::chrono::steady_clock::now() - started);
    m_age = std::max<base::Duration>(kAge, took * kRest);
}

Weights Ranking::by(Measure measure)
{
    const std::lock_guard lock(m_mutex);
    const base::Time now = m_clock.now();
    if (!m_loadedAt || now < *m_loadedAt || now - *m_loadedAt >= m_age)
        load();
    static constexpr std::optional<std::string> Row::*kColumns[]{&Row::requests, &Row::revenue, &Row::customers,
                                                                 &Row::averageMicros, &Row::lastRequest};
    Weights weights;
    for (const Row& row : m_rows) {
        const std::optional<std::string>& value = row.*kColumns[std::size_t(measure)];
        if (!value)
            continue;
        weights.agentKeys.push_back(row.agentKey);
        weights.values.push_back(*value);
    }
    return weights;
}

} // namespace bursar::registry
