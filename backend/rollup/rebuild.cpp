// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup/impl/fold_store.h"
#include "rollup/impl/pieces.h"

#include <fmt/format.h>

#include <set>

namespace bursar::rollup {

namespace {
constexpr std::size_t kRawRowsPerQuery = 20'000;
constexpr std::size_t kCustomersPerQuery = 500;
constexpr int kAttempts = 5;

/// An agent's UTC days [from, to).
struct Range {
    std::int64_t agentKey = 0;
    base::Time from, to;
};

void removeCells(db::Transaction& tx, const Range& range)
{
    for (const std::string_view table : {"rollup_minute", "rollup_hour", "rollup_day", "rollup_delta"}) {
        tx.exec(fmt::format("DELETE FROM {} WHERE agent_key = $1 AND bucket >= $2 AND bucket < $3", table),
                {range.agentKey, range.from, range.to});
    }
}

/// Removes the presence of customers on these days; returns who they were.
std::vector<std::string> removePresence(db::Transaction& tx, const Range& range)
{
    std::set<std::string> customers;
    for (const std::string_view table : {"rollup_customer_day", "rollup_customer_delta"}) {
        const db::Result rows = tx.exec(
            fmt::format("DELETE FROM {} WHERE agent_key = $1 AND day >= $2 AND day < $3 RETURNING customer", table),
            {range.agentKey, std::chrono::floor<std::chrono::days>(range.from),
             std::chrono::floor<std::chrono::days>(range.to)});
        for (const db::Row row : rows)
            customers.insert(row.string(0));
    }
    return {customers.begin(), customers.end()};
}

/// What is left of these customers on other days; the deltas of this rebuild add the rest.
void recountCustomers(db::Transaction& tx, std::int64_t agentKey, std::span<const std::string> customers)
{
    tx.exec("WITH rest AS (SELECT agent_key, customer, min(first_at) AS first_at, max(last_at) AS last_at, "
            "sum(requests) AS requests, sum(errors) AS errors, sum(required) AS required, sum(payments) AS payments, "
            "sum(revenue) AS revenue, sum(response_us) AS response_us FROM rollup_customer_day "
            "WHERE agent_key = $1 AND customer = ANY ($2::text[]) GROUP BY agent_key, customer), "
            "gone AS (DELETE FROM rollup_customer b WHERE agent_key = $1 AND customer = ANY ($2::text[]) "
            "AND NOT EXISTS (SELECT 1 FROM rest r WHERE r.customer = b.customer)) "
            "UPDATE rollup_customer b SET first_at = r.first_at, last_at = r.last_at, requests = r.requests, "
            "errors = r.errors, required = r.required, payments = r.payments, revenue = r.revenue, "
            "response_us = r.response_us FROM rest r WHERE b.agent_key = r.agent_key AND b.customer = r.customer",
            {agentKey, db::Param::array(customers)});
}

/// Tools of customers are not kept by day: those of other days are counted from the raw rows.
void recountTools(db::Transaction& tx, const Range& range, std::span<const std::string> customers)
{
    const db::Param names = db::Param::array(customers);
    for (const std::string_view table : {"rollup_customer_tool", "rollup_customer_tool_delta"}) {
        tx.exec(fmt::format("DELETE FROM {} WHERE agent_key = $1 AND customer = ANY ($2::text[])", table),
                {range.agentKey, names});
    }
    tx.exec("INSERT INTO rollup_customer_tool SELECT l.agent_key, l.customer, l.tool, count(*), "
            "count(*) FILTER (WHERE l.status >= 400 AND l.status <> 402), count(p.id), "
            "coalesce(sum(p.amount) FILTER (WHERE p.asset = 'USDC'), 0), sum(l.response_us) "
            "FROM ingest_log l LEFT JOIN ingest_payment p ON l.payment_amount IS NOT NULL AND p.identity = l.identity "
            "AND p.agent_key = l.agent_key AND p.state <> 'rejected' "
            "WHERE l.agent_key = $1 AND l.customer = ANY ($2::text[]) AND l.tool IS NOT NULL "
            "AND (l.ts < $3 OR l.ts >= $4) GROUP BY l.agent_key, l.customer, l.tool",
            {range.agentKey, names, range.from, range.to});
}

Entry readEntry(const db::Row& row, std::int64_t agentKey)
{
    Entry entry;
    entry.agentKey = agentKey;
    entry.at = row.time(0);
    entry.status = int(row.integer(2));
    entry.response = std::chrono::microseconds(row.integer(3));
    entry.protocol = Protocol(row.integer(4));
    entry.source = Source(row.integer(5));
    entry.method = row.string(6);
    entry.path = row.string(7);
    entry.tool = row.optString(8).value_or("");
    entry.customer = row.optString(9).value_or("");
    entry.country = row.optString(10).value_or("");
    entry.city = row.optString(11).value_or("");
    entry.version = row.optString(12).value_or("");
    entry.error = row.optString(13).value_or("");
    entry.keyId = row.optString(14).value_or("");
    entry.knownBy = int(row.integer(15));
    if (const std::optional<std::string> state = row.optString(16); state && *state != "rejected") {
        entry.paid = true;
        entry.paymentState = *state;
        entry.paymentAsset = row.string(17);
        entry.paymentAmount = row.amount(18);
    }
    return entry;
}

/// Reads the raw rows page by page and gathers what they add up to.
void gather(db::Transaction& tx, const Range& range, DeltaBatch& batch)
{
    base::Time at = range.from;
    std::string identity = "00000000-0000-0000-0000-000000000000";
    for (;;) {
        const db::Result rows = tx.exec(
            "SELECT l.ts, l.identity, l.status, l.response_us, l.protocol, l.source, l.method, l.path, l.tool, "
            "l.customer, l.country, l.city, l.agent_version, l.error_type, l.key_id, (l.flags >> 3) & 3, p.state, p.asset, "
            "p.amount FROM ingest_log l LEFT JOIN ingest_payment p ON l.payment_amount IS NOT NULL "
            "AND p.identity = l.identity AND p.agent_key = l.agent_key "
            "WHERE l.agent_key = $1 AND l.ts >= $2 AND l.ts < $3 AND (l.ts, l.identity) > ($2, $4::uuid) "
            "ORDER BY l.ts, l.identity LIMIT $5",
            {range.agentKey, at, range.to, identity, kRawRowsPerQuery});
        for (const db::Row row : rows)
            batch.add(readEntry(row, range.agentKey));
        if (rows.size() < kRawRowsPerQuery)
            return;
        at = rows[rows.size() - 1].time(0);
        identity = rows[rows.size() - 1].string(1);
    }
}

void rebuildRange(db::Transaction& tx, const Range& range, base::Time now)
{
    lockForFolding(tx);
    removeCells(tx, range);
    const std::vector<std::string> customers = removePresence(tx, range);
    for (std::size_t first = 0; first < customers.size(); first += kCustomersPerQuery) {
        const auto some = std::span(customers).subspan(first, std::min(kCustomersPerQuery, customers.size() - first));
        recountCustomers(tx, range.agentKey, some);
        recountTools(tx, range, some);
    }
    DeltaBatch batch(now);
    gather(tx, range, batch);
    batch.write(tx);
}
} // namespace

void Folder::rebuild(std::int64_t agentKey, base::Day first, base::Day last)
{
    const Range range{agentKey, base::Time(first), base::Time(last + std::chrono::days(1))};
    for (int attempt = 1;; ++attempt) {
        try {
            // One snapshot: a request that is committed meanwhile is in neither, and its own deltas count it later.
            db::Transaction tx = m_pool.begin(db::Mode::ReadWrite, db::Isolation::RepeatableRead);
            rebuildRange(tx, range, m_clock.now());
            tx.commit();
            break;
        } catch (const std::exception& error) {
            if (attempt == kAttempts || !db::isRetryable(error))
                throw;
        }
    }
    foldAll();
}

} // namespace bursar::rollup
