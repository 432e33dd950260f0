// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup/impl/fold_store.h"

#include "rollup/impl/pieces.h"

#include <fmt/format.h>

namespace bursar::rollup {

namespace {
constexpr std::size_t kKeysPerQuery = 5'000;

/// Removes at most $1 rows of a delta table; those that other transactions have not committed are not seen.
std::string takeRows(std::string_view table)
{
    return fmt::format("DELETE FROM {0} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {0} LIMIT $1)) RETURNING", table);
}

void merge(CustomerSums& sum, const CustomerSums& other)
{
    sum.measures.merge(other.measures);
    sum.hours |= other.hours;
    sum.firstAt = std::min(sum.firstAt, other.firstAt);
    sum.lastAt = std::max(sum.lastAt, other.lastAt);
    if (other.firstPaidAt)
        sum.firstPaidAt = std::min(sum.firstPaidAt.value_or(*other.firstPaidAt), *other.firstPaidAt);
    if (other.country && other.placeAt >= sum.placeAt) {
        sum.placeAt = other.placeAt;
        sum.country = other.country;
        sum.city = other.city;
    }
    sum.knownBy = std::min(sum.knownBy, other.knownBy);
}

CustomerDaySums takeCustomers(db::Transaction& tx, std::size_t rowsMax, std::size_t& taken)
{
    const db::Result rows = tx.exec(
        takeRows("rollup_customer_delta")
            + fmt::format(" agent_key, customer, day, protocol, {}, hours, first_at, last_at, first_paid_at, country, "
                          "city, known_by", kCellColumns),
        {rowsMax});
    CustomerDaySums sums;
    for (const db::Row row : rows) {
        CustomerSums one;
        one.measures = readMeasures(row, 4);
        one.hours = row.integer(12);
        one.firstAt = row.time(13);
        one.lastAt = row.time(14);
        one.firstPaidAt = row.optTime(15);
        one.country = row.optString(16);
        one.city = row.optString(17);
        one.placeAt = one.lastAt;
        one.knownBy = int(row.integer(18));
        merge(sums[{row.integer(0), row.string(1), row.day(2), Protocol(row.integer(3))}], one);
    }
    taken = rows.size();
    return sums;
}

/// Adds the latencies that the base table has, since they cannot be summed in SQL.
void mergeStoredLatencies(db::Transaction& tx, CustomerDaySums& customers)
{
    auto next = customers.begin();
    while (next != customers.end()) {
        std::vector<std::int64_t> agents, protocols;
        std::vector<std::string> names, days;
        std::vector<CustomerSums*> sums;
        for (; next != customers.end() && sums.size() < kKeysPerQuery; ++next) {
            agents.push_back(next->first.agentKey);
            names.push_back(next->first.customer);
            days.push_back(base::formatDay(next->first.day));
            protocols.push_back(std::int64_t(next->first.protocol));
            sums.push_back(&next->second);
        }
        const db::Result rows = tx.exec(
            "SELECT k.n, b.latency FROM unnest($1::bigint[], $2::text[], $3::date[], $4::smallint[]) WITH ORDINALITY "
            "AS k(agent_key, customer, day, protocol, n) JOIN rollup_customer_day b "
            "USING (agent_key, customer, day, protocol)",
            {db::Param::array(agents), db::Param::array(names), db::Param::array(days), db::Param::array(protocols)});
        for (const db::Row row : rows)
            sums[std::size_t(row.integer(0) - 1)]->measures.latency.mergeEncoded(row.bytes(1));
    }
}

void copyCustomers(db::Transaction& tx, const CustomerDaySums& customers)
{
    tx.exec("CREATE TEMP TABLE IF NOT EXISTS rollup_fold_customer (LIKE rollup_customer_delta) ON COMMIT DELETE ROWS");
    db::CopyWriter copy = tx.copy("rollup_fold_customer",
                                  fmt::format("agent_key, customer, day, protocol, {}, hours, first_at, last_at, "
                                              "first_paid_at, country, city, known_by", kCellColumns));
    for (const auto& [key, sums] : customers) {
        copy.integer(key.agentKey).text(key.customer).text(base::formatDay(key.day));
        copy.integer(std::int64_t(key.protocol));
        writeMeasures(copy, sums.measures);
        copy.integer(sums.hours).time(sums.firstAt).time(sums.lastAt);
        sums.firstPaidAt ? copy.time(*sums.firstPaidAt) : copy.null();
        copy.optText(sums.country).optText(sums.city).integer(sums.knownBy);
        copy.endRow();
    }
    copy.finish();
}

void addCustomerDays(db::Transaction& tx)
{
    tx.exec("INSERT INTO rollup_customer_day AS b (agent_key, customer, day, protocol, requests, errors, required, "
            "timeouts, payments, revenue, response_us, latency, hours, first_at, last_at, first_paid_at) "
            "SELECT agent_key, customer, day, protocol, requests, errors, required, timeouts, payments, revenue, "
            "response_us, latency, hours, first_at, last_at, first_paid_at FROM rollup_fold_customer "
            "ORDER BY agent_key, customer, day, protocol "
            "ON CONFLICT (agent_key, customer, day, protocol) DO UPDATE SET requests = b.requests + EXCLUDED.requests, "
            "errors = b.errors + EXCLUDED.errors, required = b.required + EXCLUDED.required, "
            "timeouts = b.timeouts + EXCLUDED.timeouts, payments = b.payments + EXCLUDED.payments, "
            "revenue = b.revenue + EXCLUDED.revenue, response_us = b.response_us + EXCLUDED.response_us, "
            "latency = EXCLUDED.latency, hours = b.hours | EXCLUDED.hours, "
            "first_at = least(b.first_at, EXCLUDED.first_at), last_at = greatest(b.last_at, EXCLUDED.last_at), "
            "first_paid_at = least(b.first_paid_at, EXCLUDED.first_paid_at)");
}

void addCustomers(db::Transaction& tx)
{
    tx.exec("INSERT INTO rollup_customer AS b (agent_key, customer, first_at, last_at, requests, errors, required, "
            "payments, revenue, response_us, country, city, known_by) "
            "SELECT agent_key, customer, min(first_at), max(last_at), sum(requests), sum(errors), sum(required), "
            "sum(payments), sum(revenue), sum(response_us), "
            "(array_agg(country ORDER BY last_at DESC) FILTER (WHERE country IS NOT NULL))[1], "
            "(array_agg(city ORDER BY last_at DESC) FILTER (WHERE country IS NOT NULL))[1], min(known_by) "
            "FROM rollup_fold_customer GROUP BY agent_key, customer ORDER BY agent_key, customer "
            "ON CONFLICT (agent_key, customer) DO UPDATE SET first_at = least(b.first_at, EXCLUDED.first_at), "
            "last_at = greatest(b.last_at, EXCLUDED.last_at), requests = b.requests + EXCLUDED.requests, "
            "errors = b.errors + EXCLUDED.errors, required = b.required + EXCLUDED.required, "
            "payments = b.payments + EXCLUDED.payments, revenue = b.revenue + EXCLUDED.revenue, "
            "response_us = b.response_us + EXCLUDED.response_us, "
            "country = CASE WHEN EXCLUDED.country IS NOT NULL AND (b.country IS NULL OR EXCLUDED.last_at >= b.last_at) "
            "THEN EXCLUDED.country ELSE b.country END, "
            "city = CASE WHEN EXCLUDED.country IS NOT NULL AND (b.country IS NULL OR EXCLUDED.last_at >= b.last_at) "
            "THEN EXCLUDED.city ELSE b.city END, known_by = least(b.known_by, EXCLUDED.known_by)");
}
} // namespace

void lockForFolding(db::Transaction& tx)
{
    tx.exec("LOCK TABLE rollup_day IN SHARE ROW EXCLUSIVE MODE");
}

std::vector<DeltaRow> takeCells(db::Transaction& tx, std::size_t rowsMax)
{
    const db::Result rows = tx.exec(
        takeRows("rollup_delta") + fmt::format(" agent_key, dimension, resolution, bucket, value, {}", kCellColumns),
        {rowsMax});
    std::vector<DeltaRow> taken;
    taken.reserve(rows.size());
    for (const db::Row row : rows) {
        taken.push_back({.key = {Dimension(row.integer(1)), row.time(3), row.integer(0), row.string(4)},
                         .resolution = int(row.integer(2)),
                         .measures = readMeasures(row, 5)});
    }
    return taken;
}

std::map<CellKey, std::string> storedLatencies(db::Transaction& tx, int resolution, const CellSums& cells)
{
    std::map<CellKey, std::string> stored;
    const std::string sql = fmt::format(
        "SELECT k.n, b.latency FROM unnest($1::smallint[], $2::timestamptz[], $3::bigint[], $4::text[]) WITH "
        "ORDINALITY AS k(dimension, bucket, agent_key, value, n) JOIN {} b USING (dimension, bucket, agent_key, value)",
        tableOf(resolution));
    auto next = cells.begin();
    while (next != cells.end()) {
        std::vector<std::int64_t> dimensions, agents;
        std::vector<std::string> buckets, values;
        std::vector<const CellKey*> keys;
        for (; next != cells.end() && keys.size() < kKeysPerQuery; ++next) {
            dimensions.push_back(std::int64_t(next->first.dimension));
            buckets.push_back(base::formatTime(next->first.bucket));
            agents.push_back(next->first.agentKey);
            values.push_back(next->first.value);
            keys.push_back(&next->first);
        }
        const db::Result rows = tx.exec(sql, {db::Param::array(dimensions), db::Param::array(buckets),
                                              db::Param::array(agents), db::Param::array(values)});
        for (const db::Row row : rows)
            stored.emplace(*keys[std::size_t(row.integer(0) - 1)], row.bytes(1));
    }
    return stored;
}

void addCells(db::Transaction& tx, int resolution, const CellSums& cells)
{
    if (cells.empty())
        return;
    tx.exec("CREATE TEMP TABLE IF NOT EXISTS rollup_fold (LIKE rollup_minute) ON COMMIT DELETE ROWS");
    tx.exec("DELETE FROM rollup_fold");
    db::CopyWriter copy = tx.copy("rollup_fold", fmt::format("dimension, bucket, agent_key, value, {}", kCellColumns));
    for (const auto& [key, sums] : cells) {
        copy.integer(std::int64_t(key.dimension)).time(key.bucket).integer(key.agentKey).text(key.value);
        writeMeasures(copy, sums);
        copy.endRow();
    }
    copy.finish();
    tx.exec(fmt::format(
        "INSERT INTO {0} AS b (dimension, bucket, agent_key, value, {1}) SELECT dimension, bucket, agent_key, value, {1} "
        "FROM rollup_fold ORDER BY dimension, bucket, agent_key, value "
        "ON CONFLICT (dimension, bucket, agent_key, value) DO UPDATE SET requests = b.requests + EXCLUDED.requests, "
        "errors = b.errors + EXCLUDED.errors, required = b.required + EXCLUDED.required, "
        "timeouts = b.timeouts + EXCLUDED.timeouts, payments = b.payments + EXCLUDED.payments, "
        "revenue = b.revenue + EXCLUDED.revenue, response_us = b.response_us + EXCLUDED.response_us, "
        "latency = EXCLUDED.latency",
        tableOf(resolution), kCellColumns));
}

std::size_t storedValues(db::Transaction& tx, std::int64_t agentKey, Dimension dimension, base::Day day)
{
    return std::size_t(tx.exec("SELECT count(*) FROM rollup_day WHERE agent_key = $1 AND dimension = $2 AND bucket = $3",
                               {agentKey, int(dimension), base::Time(day)})[0].integer(0));
}

std::size_t foldCustomers(db::Transaction& tx, std::size_t rowsMax)
{
    std::size_t taken = 0;
    CustomerDaySums customers = takeCustomers(tx, rowsMax, taken);
    if (customers.empty())
        return 0;
    mergeStoredLatencies(tx, customers);
    copyCustomers(tx, customers);
    addCustomerDays(tx);
    addCustomers(tx);
    return taken;
}

std::size_t foldCustomerTools(db::Transaction& tx, std::size_t rowsMax)
{
    const db::Result rows = tx.exec(
        "WITH gone AS (" + takeRows("rollup_customer_tool_delta") + " *), added AS ("
        "INSERT INTO rollup_customer_tool AS b SELECT agent_key, customer, tool, sum(requests), sum(errors), "
        "sum(payments), sum(revenue), sum(response_us) FROM gone GROUP BY agent_key, customer, tool "
        "ORDER BY agent_key, customer, tool "
        "ON CONFLICT (agent_key, customer, tool) DO UPDATE SET requests = b.requests + EXCLUDED.requests, "
        "errors = b.errors + EXCLUDED.errors, payments = b.payments + EXCLUDED.payments, "
        "revenue = b.revenue + EXCLUDED.revenue, response_us = b.response_us + EXCLUDED.response_us) "
        "SELECT count(*) FROM gone", {rowsMax});
    return std::size_t(rows[0].integer(0));
}

} // namespace bursar::rollup
