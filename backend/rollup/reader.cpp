// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup/impl/aggregate.h"
#include "rollup/impl/pieces.h"

#include <fmt/format.h>

#include <set>

namespace bursar::rollup {

namespace {
constexpr std::string_view kSums =
    "sum(requests)::bigint, sum(errors)::bigint, sum(required)::bigint, sum(timeouts)::bigint, sum(payments)::bigint, "
    "sum(revenue), sum(response_us), string_agg(latency, '\\x00'::bytea)";
constexpr std::string_view kSumsWithoutLatency =
    "sum(requests)::bigint, sum(errors)::bigint, sum(required)::bigint, sum(timeouts)::bigint, sum(payments)::bigint, "
    "sum(revenue), sum(response_us), ''::bytea";

std::string_view sumsWith(Latencies latencies)
{
    return latencies == Latencies::read ? kSums : kSumsWithoutLatency;
}

/// A statement under construction and its parameters.
class Query {
public:
    std::string param(db::Param value)
    {
        m_params.push_back(std::move(value));
        return fmt::format("${}", m_params.size());
    }
    std::string agents(const AgentScope& agents)
    {
        if (agents.empty())
            return "";
        if (m_agents.empty()) {
            m_agents = agents.size() == 1 ? " AND agent_key = " + param(agents.front()) + "::bigint"
                                          : " AND agent_key = ANY (" + param(db::Param::array(agents)) + "::bigint[])";
        }
        return m_agents;
    }
    db::Result run(db::Transaction& tx, const std::string& sql) const { return tx.exec(sql, m_params); }

private:
    std::vector<db::Param> m_params;
    std::string m_agents;
};

std::chrono::seconds coarsestFor(std::chrono::seconds width)
{
    for (const int resolution : {86400, 3600}) {
        if (width.count() % resolution == 0)
            return std::chrono::seconds(resolution);
    }
    return std::chrono::seconds(60);
}

std::string inBounds(Query& query, std::string_view column, const Piece& piece)
{
    return fmt::format("{0} >= {1} AND {0} < {2}", column, query.param(piece.from) + "::timestamptz",
                       query.param(piece.to) + "::timestamptz");
}

std::string inDays(Query& query, const Piece& piece)
{
    return fmt::format("day >= {} AND day < {}",
                       query.param(std::chrono::floor<std::chrono::days>(piece.from)) + "::date",
                       query.param(std::chrono::floor<std::chrono::days>(piece.to)) + "::date");
}

/// Customers of whole days are read from their presence rows; rollup_day has none.
std::string customerDays(Query& query, const Piece& piece, const std::string& agents)
{
    std::string sql;
    const std::string days = inDays(query, piece);
    for (const std::string_view table : {"rollup_customer_day", "rollup_customer_delta"}) {
        sql += fmt::format("{}SELECT day::timestamptz AS bucket, agent_key, customer AS value, {} FROM {} WHERE {}{}",
                           sql.empty() ? "" : " UNION ALL ", kCellColumns, table, days, agents);
    }
    return sql;
}

/// The rows that cover a span: base tables piece by piece, and one pass over the deltas.
std::string cells(Query& query, const AgentScope& scope, const std::vector<Piece>& parts, Dimension dimension,
                  const std::optional<std::string>& value = std::nullopt)
{
    const std::string agents = query.agents(scope);
    // Not a parameter: days of customers read no dimension, and a parameter that is not used has no type.
    const std::string about = fmt::format("dimension = {}", int(dimension));
    const std::string only = value ? " WHERE value = " + query.param(*value) : "";
    std::string sql, deltas;
    const auto unite = [&sql](const std::string& part) { sql += (sql.empty() ? "" : " UNION ALL ") + part; };
    for (const Piece& piece : parts) {
        if (dimension == Dimension::customer && piece.resolution == 86400) {
            unite(customerDays(query, piece, agents));
            continue;
        }
        const std::string bounds = inBounds(query, "bucket", piece);
        unite(fmt::format("SELECT bucket, agent_key, value, {} FROM {} WHERE {} AND {}{}", kCellColumns,
                          tableOf(piece.resolution), about, bounds, agents));
        deltas += fmt::format("{}({} AND resolution <= {})", deltas.empty() ? "" : " OR ", bounds, piece.resolution);
    }
    if (!deltas.empty()) {
        unite(fmt::format("SELECT bucket, agent_key, value, {} FROM rollup_delta WHERE {} AND ({}){}", kCellColumns,
                          about, deltas, agents));
    }
    return only.empty() ? sql : "SELECT * FROM (" + sql + ") cells" + only;
}

/// Customers that were seen, one row or more each: (bucket, value).
std::string presence(Query& query, const AgentScope& scope, const std::vector<Piece>& parts)
{
    return "SELECT bucket, value FROM (" + cells(query, scope, parts, Dimension::customer) + ") seen";
}

/// Deltas may have finer buckets than the base rows that cover the same span, so all are cut to `finest` first.
std::string bucketOf(Query& query, std::chrono::seconds width, std::chrono::seconds finest)
{
    std::string bucket = "bucket";
    for (const std::chrono::seconds step : {finest, width}) {
        bucket = fmt::format("date_bin({}::interval, {}, '1970-01-01T00:00:00Z'::timestamptz)",
                             query.param(fmt::format("{} seconds", step.count())), bucket);
    }
    return bucket;
}

/// Splits values into the heaviest ones and the rest.
std::set<std::string> heaviest(const std::vector<ValueRow>& rows, std::size_t top,
                               const std::function<double(const Measures&)>& weight,
                               const std::function<std::string(const ValueRow&)>& name)
{
    std::vector<std::pair<double, std::string>> order;
    for (const ValueRow& row : rows) {
        if (name(row) != kOtherValue)
            order.emplace_back(-weight(row.measures), name(row));
    }
    std::sort(order.begin(), order.end());
    std::set<std::string> names;
    for (std::size_t i = 0; i < std::min(top, order.size()); ++i)
        names.insert(order[i].second);
    return names;
}

/// Rows are (name or NULL for the rest, bucket, sums…), ordered by bucket.
std::vector<ValueSeries> collectSeries(const db::Result& rows, const std::function<double(const Measures&)>& weight)
{
    std::map<std::string, ValueSeries> byName;
    ValueSeries rest{std::string(kOtherValue), {}, {}};
    for (const db::Row row : rows) {
        ValueSeries& series = row.isNull(0) ? rest : byName[row.string(0)];
        if (!row.isNull(0))
            series.value = row.string(0);
        series.points.push_back({row.time(1), readMeasures(row, 2)});
        series.total.merge(series.points.back().measures);
    }
    std::vector<ValueSeries> all;
    for (auto& [name, series] : byName)
        all.push_back(std::move(series));
    std::stable_sort(all.begin(), all.end(), [&](const ValueSeries& a, const ValueSeries& b) {
        return weight(a.total) > weight(b.total);
    });
    if (!rest.points.empty())
        all.push_back(std::move(rest));
    return all;
}
} // namespace

Reader::Reader(db::Transaction& tx, base::Time now) : m_tx(tx), m_now(now) {}

Measures Reader::total(const AgentScope& agents, Span span)
{
    const std::vector<Piece> parts = pieces(span, m_now, std::chrono::seconds(86400));
    if (parts.empty())
        return {};
    Query query;
    const std::string sql =
        fmt::format("SELECT {} FROM ({}) r HAVING count(*) > 0", kSums, cells(query, agents, parts, Dimension::all));
    const db::Result rows = query.run(m_tx, sql);
    return rows.empty() ? Measures{} : readMeasures(rows[0], 0);
}

std::vector<SeriesRow> Reader::series(const AgentScope& agents, Span span, std::chrono::seconds width)
{
    return seriesOf(agents, span, width, Dimension::all, "");
}

std::vector<SeriesRow> Reader::seriesOf(const AgentScope& agents, Span span, std::chrono::seconds width,
                                        Dimension dimension, const std::string& value)
{
    std::vector<SeriesRow> out;
    const std::vector<Piece> parts = pieces(span, m_now, coarsestFor(width));
    if (parts.empty())
        return out;
    Query query;
    const std::string from = cells(query, agents, parts, dimension, value);
    for (const db::Row row : query.run(m_tx, fmt::format("SELECT {}, {} FROM ({}) r GROUP BY 1 ORDER BY 1",
                                                         bucketOf(query, width, finestKept(span, m_now)), kSums, from)))
        out.push_back({row.time(0), readMeasures(row, 1)});
    return out;
}

std::vector<ValueRow> Reader::breakdown(const AgentScope& agents, Span span, Dimension dimension, Latencies latencies)
{
    std::vector<ValueRow> out;
    const std::vector<Piece> parts = pieces(span, m_now, std::chrono::seconds(86400));
    if (parts.empty())
        return out;
    Query query;
    const std::string from = cells(query, agents, parts, dimension);
    for (const db::Row row :
         query.run(m_tx, fmt::format("SELECT value, {} FROM ({}) r GROUP BY value", sumsWith(latencies), from)))
        out.push_back({row.string(0), 0, readMeasures(row, 1)});
    return out;
}

std::vector<ValueRow> Reader::byAgent(const AgentScope& agents, Span span, Latencies latencies)
{
    std::vector<ValueRow> out;
    const std::vector<Piece> parts = pieces(span, m_now, std::chrono::seconds(86400));
    if (parts.empty())
        return out;
    Query query;
    const std::string from = cells(query, agents, parts, Dimension::all);
    for (const db::Row row :
         query.run(m_tx, fmt::format("SELECT agent_key, {} FROM ({}) r GROUP BY agent_key", sumsWith(latencies), from)))
        out.push_back({"", row.integer(0), readMeasures(row, 1)});
    return out;
}

std::vector<ValueSeries> Reader::valueSeries(const AgentScope& agents, Span span, std::chrono::seconds width,
                                             Dimension dimension, std::size_t top,
                                             const std::function<double(const Measures&)>& weight, Latencies weighed)
{
    const std::vector<Piece> parts = pieces(span, m_now, coarsestFor(width));
    if (parts.empty())
        return {};
    const std::set<std::string> names = heaviest(breakdown(agents, span, dimension, weighed), top, weight,
                                                 [](const ValueRow& row) { return row.value; });
    Query query;
    const std::string from = cells(query, agents, parts, dimension);
    const std::string chosen = query.param(db::Param::array(std::vector<std::string>(names.begin(), names.end())));
    const std::string bucket = bucketOf(query, width, finestKept(span, m_now));
    return collectSeries(query.run(m_tx, fmt::format("SELECT CASE WHEN value = ANY ({}::text[]) THEN value END, {}, {} "
                                                     "FROM ({}) r GROUP BY 1, 2 ORDER BY 2",
                                                     chosen, bucket, kSums, from)),
                         weight);
}

std::vector<ValueSeries> Reader::agentSeries(const AgentScope& agents, Span span, std::chrono::seconds width,
                                             std::size_t top, const std::function<double(const Measures&)>& weight,
                                             Latencies weighed)
{
    const std::vector<Piece> parts = pieces(span, m_now, coarsestFor(width));
    if (parts.empty())
        return {};
    const std::set<std::string> names = heaviest(byAgent(agents, span, weighed), top, weight,
                                                 [](const ValueRow& row) { return std::to_string(row.agentKey); });
    Query query;
    const std::string from = cells(query, agents, parts, Dimension::all);
    const std::string chosen = query.param(db::Param::array(std::vector<std::string>(names.begin(), names.end())));
    const std::string bucket = bucketOf(query, width, finestKept(span, m_now));
    return collectSeries(query.run(m_tx, fmt::format("SELECT CASE WHEN agent_key = ANY ({}::bigint[]) THEN "
                                                     "agent_key::text END, {}, {} FROM ({}) r GROUP BY 1, 2 ORDER BY 2",
                                                     chosen, bucket, kSums, from)),
                         weight);
}

std::int64_t Reader::distinctCustomers(const AgentScope& agents, Span span)
{
    const std::vector<Piece> parts = pieces(span, m_now, std::chrono::seconds(86400));
    if (parts.empty())
        return 0;
    Query query;
    const std::string from = presence(query, agents, parts);
    return query.run(m_tx, "SELECT count(*) FROM (SELECT DISTINCT value FROM (" + from + ") p) d")[0].integer(0);
}

std::int64_t Reader::newCustomers(const AgentScope& agents, Span span)
{
    const Span wide = resolve(span, m_now).span;
    Query query;
    const std::string scope = query.agents(agents);
    const std::string from = query.param(wide.from), to = query.param(wide.to);
    return query.run(m_tx, fmt::format("SELECT count(*) FROM (SELECT customer FROM ({}) c WHERE true{} GROUP BY customer "
                                       "HAVING min(first_at) >= {}::timestamptz AND min(first_at) < {}::timestamptz) n",
                                       customerRelation(), scope, from, to))[0].integer(0);
}

std::map<base::Time, std::int64_t> Reader::customerSeries(const AgentScope& agents, Span span,
                                                          std::chrono::seconds width)
{
    std::map<base::Time, std::int64_t> out;
    const std::vector<Piece> parts = pieces(span, m_now, coarsestFor(width));
    if (parts.empty())
        return out;
    Query query;
    const std::string from = presence(query, agents, parts);
    const std::string sql = fmt::format("SELECT at, count(*) FROM (SELECT DISTINCT {} AS at, value FROM ({}) p) d "
                                        "GROUP BY at", bucketOf(query, width, finestKept(span, m_now)), from);
    for (const db::Row row : query.run(m_tx, sql))
        out.emplace(row.time(0), row.integer(1));
    return out;
}

} // namespace bursar::rollup
