// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/log_query.h"

#include "base/error.h"
#include "base/ids.h"
#include "ingest/impl/payment.h"
#include "ingest/row.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <charconv>

namespace bursar::ingest {

namespace json = contract::json;
using namespace std::chrono;

namespace {
constexpr std::string_view kColumns =
    "l.ts, l.identity, l.agent_key, l.status, l.protocol, l.source, l.flags, l.response_us, l.request_size, "
    "l.response_size, l.payment_amount, l.key_id, l.request_id, l.method, l.path, l.tool, l.customer, l.error_type, "
    "l.payment_asset, l.payment_tx, l.payment_payer, l.ip, l.country, l.city, l.user_agent, l.referer, l.content_type, "
    "l.accept_language, l.agent_version, l.sdk_version, l.batch_id, "
    "(SELECT k.prefix FROM identity_key k WHERE k.id = l.key_id), "
    "CASE WHEN l.payment_amount IS NULL THEN NULL WHEN l.payment_tx IS NOT NULL THEN (SELECT p.state FROM "
    "ingest_payment p WHERE p.agent_key = l.agent_key AND p.tx = l.payment_tx) ELSE (SELECT p.state FROM "
    "ingest_payment p WHERE p.identity = l.identity AND p.agent_key = l.agent_key LIMIT 1) END";
constexpr int kArrivalFlag = 1;
constexpr std::size_t kPositionBytes = 64;

std::string rawUuid(std::string_view text)
{
    std::string hex(text), raw;
    std::erase(hex, '-');
    base::fromHex(hex, raw);
    return raw;
}

std::string agentCondition(const rollup::AgentScope& agents, Params& params, std::string_view column)
{
    if (agents.empty())
        return "";
    if (agents.size() == 1)
        return fmt::format(" AND {} = {}::bigint", column, params.add(agents.front()));
    return fmt::format(" AND {} = ANY ({}::bigint[])", column, params.add(db::Param::array(agents)));
}

/// A filter that the day aggregates can narrow down: which dimension, and a condition on its value.
struct Narrowing {
    rollup::Dimension dimension = rollup::Dimension::all;
    std::string condition = "true";
};

std::string valuesCondition(const FilterTerm& term, Params& params)
{
    std::vector<std::string> values{std::string(rollup::kOtherValue)}; // what came to a full day is counted there
    for (const FilterValue& value : term.values)
        values.push_back(value.text);
    return fmt::format("value = ANY ({}::text[])", params.add(db::Param::array(values)));
}

std::string statusCondition(const FilterTerm& term, Params& params)
{
    std::string sql;
    for (const FilterValue& value : term.values) {
        sql += fmt::format("{}value::int BETWEEN {}::int AND {}::int", sql.empty() ? "(" : " OR ",
                           params.add(value.low), params.add(value.high));
    }
    return sql + ")";
}

std::optional<rollup::Dimension> dimensionOf(FilterField field)
{
    switch (field) {
    case FilterField::status: return rollup::Dimension::status;
    case FilterField::tool: return rollup::Dimension::tool;
    case FilterField::country: return rollup::Dimension::country;
    case FilterField::version: return rollup::Dimension::version;
    case FilterField::error: return rollup::Dimension::error;
    case FilterField::key: return rollup::Dimension::key;
    default: return std::nullopt;
    }
}

Narrowing narrow(const LogQuery& query, Params& params)
{
    for (const FilterTerm& term : query.terms) {
        const bool unknown = std::any_of(term.values.begin(), term.values.end(),
                                         [](const FilterValue& value) { return value.text.empty(); });
        const std::optional<rollup::Dimension> dimension = dimensionOf(term.field);
        if (!dimension || term.exclude || unknown)
            continue;
        return {*dimension, term.field == FilterField::status ? statusCondition(term, params)
                                                              : valuesCondition(term, params)};
    }
    return {};
}

std::optional<std::vector<std::string>> customersOf(const LogQuery& query)
{
    for (const FilterTerm& term : query.terms) {
        if (term.field != FilterField::customer || term.exclude)
            continue;
        std::vector<std::string> names;
        for (const FilterValue& value : term.values)
            names.push_back(value.text);
        if (std::find(names.begin(), names.end(), "") == names.end())
            return names;
    }
    return std::nullopt;
}

/// Request ids that all rows must have one of; they say which identity to look for on a day.
const FilterTerm* requestTerm(const LogQuery& query)
{
    for (const FilterTerm& term : query.terms) {
        if (term.field == FilterField::request && !term.exclude)
            return &term;
    }
    return nullptr;
}

std::string keyset(const Position& position, Toward toward, Params& params)
{
    return fmt::format(" AND (l.ts, l.identity, l.agent_key) {} ({}::timestamptz, {}::uuid, {}::bigint)",
                       toward == Toward::older ? '<' : '>', params.add(position.at),
                       params.add(uuidText(position.identity)), params.add(position.agentKey));
}

db::Result readWindow(db::Transaction& tx, const LogQuery& query, base::Time from, base::Time to,
                      const std::optional<Position>& position, Toward toward, std::size_t rowsMax)
{
    Params params;
    std::string sql = fmt::format("SELECT {} FROM ingest_log l WHERE {}", kColumns, whereClause(query, from, to, params));
    if (position)
        sql += keyset(*position, toward, params);
    const std::string_view order = toward == Toward::older ? "DESC" : "ASC";
    sql += fmt::format(" ORDER BY l.ts {0}, l.identity {0}, l.agent_key {0} LIMIT {1}", order, params.add(rowsMax));
    return tx.exec(sql, params.values());
}
} // namespace

std::string whereClause(const LogQuery& query, base::Time from, base::Time to, Params& params)
{
    std::string sql = fmt::format("l.ts >= {}::timestamptz AND l.ts < {}::timestamptz", params.add(from), params.add(to));
    sql += agentCondition(query.agents, params, "l.agent_key");
    for (const FilterTerm& term : query.terms)
        sql += " AND " + conditionOf(term, params);
    const FilterTerm* request = requestTerm(query);
    if (request && to - from <= days(1)) {
        std::vector<std::string> identities;
        for (const FilterValue& value : request->values)
            identities.push_back(uuidText(identityOf(from, value.text)));
        sql += fmt::format(" AND l.identity = ANY ({}::uuid[])", params.add(db::Param::array(identities)));
    }
    return sql;
}

std::vector<base::Day> candidateDays(db::Transaction& tx, const LogQuery& query)
{
    Params params;
    const std::string from = params.add(floor<days>(query.from)) + "::date";
    const std::string to = params.add(ceil<days>(query.to)) + "::date";
    std::string sql;
    if (const auto customers = customersOf(query)) {
        const std::string names = params.add(db::Param::array(*customers));
        const std::string agents = agentCondition(query.agents, params, "agent_key");
        for (const std::string_view table : {"rollup_customer_day", "rollup_customer_delta"}) {
            sql += fmt::format("{}SELECT day FROM {} WHERE customer = ANY ({}::text[]) AND day >= {} AND day < {}{}",
                               sql.empty() ? "" : " UNION ", table, names, from, to, agents);
        }
    } else {
        const Narrowing narrowing = narrow(query, params);
        const std::string agents = agentCondition(query.agents, params, "agent_key");
        for (const std::string_view table : {"rollup_day", "rollup_delta"}) {
            sql += fmt::format("{}SELECT bucket::date AS day FROM {} WHERE dimension = {} AND {} AND bucket >= {} AND "
                               "bucket < {}{}", sql.empty() ? "" : " UNION ", table, int(narrowing.dimension),
                               narrowing.condition, from, to, agents);
        }
    }
    std::vector<base::Day> all;
    for (const db::Row row : tx.exec("SELECT day FROM (" + sql + ") d ORDER BY day DESC", params.values()))
        all.push_back(row.day(0));
    return all;
}

Slice readSlice(db::Transaction& tx, const LogQuery& query, const std::optional<Position>& from, Toward toward,
                std::size_t rowsMax, milliseconds budget)
{
    Slice slice;
    if (query.nobody || query.from >= query.to)
        return slice;
    const auto deadline = steady_clock::now() + budget;
    std::vector<base::Day> dates = candidateDays(tx, query);
    if (toward == Toward::newer)
        std::reverse(dates.begin(), dates.end());
    for (const base::Day day : dates) {
        const base::Time begin = std::max(base::Time(day), query.from);
        const base::Time end = std::min(base::Time(day + days(1)), query.to);
        if (begin >= end || (from && (toward == Toward::older ? begin > from->at : end <= from->at)))
            continue;
        if (steady_clock::now() >= deadline) {
            slice.more = true;
            slice.stoppedAt = Position{toward == Toward::older ? end : begin};
            break;
        }
        const std::size_t wanted = rowsMax + 1 - slice.rows.size();
        for (const db::Row row : readWindow(tx, query, begin, end, from, toward, wanted))
            slice.rows.push_back(row);
        if (slice.rows.size() > rowsMax) {
            slice.rows.pop_back();
            slice.more = true;
            break;
        }
    }
    if (toward == Toward::newer)
        std::reverse(slice.rows.begin(), slice.rows.end());
    return slice;
}

std::string encodePosition(const Position& position)
{
    return fmt::format("{:016x}{}{:016x}", std::uint64_t(position.at.time_since_epoch().count()),
                       base::toHex(position.identity), std::uint64_t(position.agentKey));
}

std::optional<Position> decodePosition(std::string_view text)
{
    if (text.size() != kPositionBytes)
        return std::nullopt;
    const auto number = [](std::string_view digits) -> std::optional<std::int64_t> {
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        const bool whole = error == std::errc() && end == digits.data() + digits.size();
        return whole && value <= std::uint64_t(INT64_MAX) ? std::optional(std::int64_t(value)) : std::nullopt;
    };
    const auto micros = number(text.substr(0, 16)), agent = number(text.substr(48));
    Position position;
    const base::Time limit(sys_days(year(base::kYearMax) / 1 / 1));
    if (!micros || !agent || base::Time(base::Duration(*micros)) > limit
        || !base::fromHex(text.substr(16, 32), position.identity))
        return std::nullopt;
    position.at = base::Time(base::Duration(*micros));
    position.agentKey = *agent;
    return position;
}

Position positionOf(const db::Row& row)
{
    return {row.time(0), rawUuid(row.text(1)), row.integer(2)};
}

contract::RequestLog toLog(const db::Row& row, const AgentIdOf& idOf)
{
    contract::RequestLog log;
    log.id = encodePosition(positionOf(row));
    log.created_at = row.time(0);
    log.agent_id = idOf(row.integer(2));
    log.status_code = row.integer(3);
    log.protocol = rollup::protocolWord(rollup::Protocol(row.integer(4)));
    log.source = rollup::sourceWord(rollup::Source(row.integer(5)));
    log.arrival_time = (row.integer(6) & kArrivalFlag) != 0;
    log.response_ms = double(row.integer(7)) / 1000;
    log.request_body_size = row.optInteger(8);
    log.response_body_size = row.optInteger(9);
    log.key_id = row.optString(11);
    log.request_id = row.string(12);
    log.method = row.string(13);
    log.path = row.string(14);
    log.tool_name = row.optString(15);
    log.customer_id = row.optString(16);
    log.error_type = row.optString(17);
    log.x402_token = row.optString(18);
    log.x402_tx_hash = row.optString(19);
    log.x402_payer = row.optString(20);
    if (const std::optional<base::Amount> amount = row.optAmount(10)) {
        const unsigned decimals = assetOf(log.x402_token.value_or("")).decimals;
        log.x402_amount = amount->approximate(decimals);
        log.x402_amount_atomic = amount;
        log.x402_decimals = int(decimals);
    }
    log.ip_address = row.optString(21);
    log.country = row.optString(22);
    log.city = row.optString(23);
    log.user_agent = row.optString(24);
    log.referer = row.optString(25);
    log.content_type = row.optString(26);
    log.accept_language = row.optString(27);
    log.agent_version = row.optString(28);
    log.sdk_version = row.optString(29).value_or("");
    log.batch_id = row.optString(30).value_or("");
    log.key_prefix = row.optString(31);
    log.payment_state = row.optString(32);
    return log;
}

std::optional<db::Row> readOne(db::Transaction& tx, const Position& position)
{
    const db::Result rows = tx.exec(
        fmt::format("SELECT {} FROM ingest_log l WHERE l.ts = $1 AND l.identity = $2 AND l.agent_key = $3", kColumns),
        {position.at, uuidText(position.identity), position.agentKey});
    return rows.empty() ? std::nullopt : std::optional(rows[0]);
}

void addBodies(db::Transaction& tx, std::vector<contract::RequestLog>& logs)
{
    for (contract::RequestLog& log : logs) {
        const Position position = *decodePosition(log.id);
        const db::Result rows = tx.exec("SELECT headers, request_body, response_body FROM ingest_body "
                                        "WHERE ts = $1 AND identity = $2 AND agent_key = $3",
                                        {position.at, uuidText(position.identity), position.agentKey});
        if (rows.empty())
            continue;
        if (const auto headers = rows[0].optString(0)) {
            log.headers.emplace();
            const json::value parsed = json::parse(*headers);
            for (const auto& item : parsed.as_object())
                log.headers->emplace(item.key(), std::string(std::string_view(item.value().as_string())));
        }
        log.request_body = rows[0].optString(1);
        log.response_body = rows[0].optString(2);
    }
}

} // namespace bursar::ingest
