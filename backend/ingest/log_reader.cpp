// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/log_reader.h"

#include "base/error.h"
#include "ingest/impl/log_query.h"
#include "ingest/impl/text.h"

#include <fmt/format.h>

#include <cmath>
#include <set>

namespace bursar::ingest {

using namespace std::chrono;

namespace {
constexpr int kBucketsDefault = 120;
constexpr int kBucketsMax = 1'000;
constexpr std::array<std::int64_t, 14> kWidths{60,    300,   900,    1'800,   3'600,     7'200,       10'800,
                                               21'600, 43'200, 86'400, 604'800, 2'592'000, 31'536'000, 315'360'000};

/// Remembers the ids of a page's agents.
AgentIdOf remembering(const AgentIdOf& idOf)
{
    auto known = std::make_shared<std::map<std::int64_t, std::string>>();
    return [known, &idOf](std::int64_t key) {
        const auto found = known->find(key);
        return found != known->end() ? found->second : known->emplace(key, idOf(key)).first->second;
    };
}

/// Runs a search; a statement that takes too long is the search's fault, not the server's.
template <class F>
auto searching(F&& body) -> decltype(body())
{
    try {
        return body();
    } catch (const base::Error& error) {
        if (error.reason() != "statement_timeout")
            throw;
        throw base::Error(base::ErrorCode::Timeout, "search_too_slow",
                          "The search takes too long; choose a shorter time or a narrower filter.");
    }
}

db::Transaction beginReading(db::Pool& pool)
{
    db::Transaction tx = pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    tx.exec(fmt::format("SET LOCAL statement_timeout = {}", LogReader::kStatementMax.count()));
    return tx;
}

void requireScope(const contract::Context& context, const std::optional<std::string>& agentId)
{
    if ((!agentId || agentId->empty()) && !context.principal.hasDesk(contract::Role::observer)) {
        throw base::Error(base::ErrorCode::Forbidden, "agent_required",
                          "Only the desk may read the requests of all agents; name one agent.");
    }
}

/// Turns what was asked into a query: agents into keys, percentiles into latencies.
class QueryBuilder {
public:
    QueryBuilder(db::Transaction& tx, const AgentKeyOf& keyOf, base::Time now) : m_tx(tx), m_keyOf(keyOf), m_now(now) {}

    LogQuery build(const std::optional<std::string>& agentId, std::optional<base::Time> from,
                   std::optional<base::Time> to, std::vector<FilterTerm> terms)
    {
        // Nothing is stored beyond tomorrow.
        LogQuery query{.from = from.value_or(base::Time()), .to = to.value_or(base::Time(floor<days>(m_now) + days(3)))};
        if (agentId && !agentId->empty())
            query.agents = {m_keyOf(*agentId)};
        for (FilterTerm& term : terms) {
            if (term.field == FilterField::agent)
                applyAgents(query, term);
            else
                query.terms.push_back(std::move(term));
        }
        if (query.agents.empty() && !query.nobody)
            narrowToCustomers(query);
        for (FilterTerm& term : query.terms)
            applyPercentiles(query, term);
        return query;
    }

private:
    void applyAgents(LogQuery& query, const FilterTerm& term)
    {
        std::vector<std::int64_t> keys;
        for (const FilterValue& value : term.values) {
            try {
                keys.push_back(m_keyOf(value.text));
            } catch (const base::Error&) {
                throw base::invalidField(term.path, "unknown_agent", "there is no agent " + value.text);
            }
        }
        const db::Result rows = m_tx.exec(
            "SELECT agent_key FROM registry_agent WHERE (agent_key = ANY ($1::bigint[])) <> $2 "
            "AND (cardinality($3::bigint[]) = 0 OR agent_key = ANY ($3::bigint[]))",
            {db::Param::array(keys), term.exclude, db::Param::array(query.agents)});
        query.agents.clear();
        for (const db::Row row : rows)
            query.agents.push_back(row.integer(0));
        query.nobody = query.nobody || query.agents.empty();
    }

    /// A customer deals with few agents: with them the index of each day leads straight to its requests.
    void narrowToCustomers(LogQuery& query)
    {
        for (const FilterTerm& term : query.terms) {
            const bool unknown = std::any_of(term.values.begin(), term.values.end(),
                                             [](const FilterValue& value) { return value.text.empty(); });
            if (term.field != FilterField::customer || term.exclude || unknown)
                continue;
            std::vector<std::string> names;
            for (const FilterValue& value : term.values)
                names.push_back(value.text);
            const db::Result rows = m_tx.exec(
                "SELECT agent_key FROM rollup_customer_day WHERE customer = ANY ($1::text[]) UNION "
                "SELECT agent_key FROM rollup_customer_delta WHERE customer = ANY ($1::text[])",
                {db::Param::array(names)});
            for (const db::Row row : rows)
                query.agents.push_back(row.integer(0));
            query.nobody = query.agents.empty();
            return;
        }
    }

    void applyPercentiles(const LogQuery& query, FilterTerm& term)
    {
        for (FilterValue& value : term.values) {
            if (!value.percentile)
                continue;
            const rollup::Measures measures =
                rollup::Reader(m_tx, m_now).total(query.agents, {query.from, query.to});
            const auto latency = measures.latency.percentile(*value.percentile);
            value.low = latency ? latency->count() : 0;
        }
    }

    db::Transaction& m_tx;
    const AgentKeyOf& m_keyOf;
    base::Time m_now;
};

std::vector<FilterTerm> termsOf(const contract::ListLogs::Input& input)
{
    std::vector<FilterTerm> terms = parseFilters(input.filter);
    const auto add = [&terms](FilterField field, const std::optional<std::string>& value, const char* path) {
        if (value && !value->empty())
            terms.push_back(parseShorthand(field, *value, path));
    };
    add(FilterField::tool, input.tool, "tool");
    add(FilterField::status, input.status, "status");
    add(FilterField::customer, input.customer, "customer");
    add(FilterField::protocol, input.protocol, "protocol");
    return terms;
}

struct Start {
    std::optional<Position> position;
    Toward toward = Toward::older;
};

Start startOf(const std::optional<std::string>& cursor, const std::optional<base::Time>& at)
{
    if (cursor && at)
        throw base::invalidField("at", "conflict", "cannot be combined with a cursor");
    if (at)
        return {Position{*at + base::Duration(1)}, Toward::older};
    if (!cursor || cursor->empty())
        return {};
    const std::optional<Position> position = decodePosition(std::string_view(*cursor).substr(1));
    if (!position || ((*cursor)[0] != 'o' && (*cursor)[0] != 'n'))
        throw base::invalidField("cursor", "malformed", "is not a cursor of this list");
    return {position, (*cursor)[0] == 'o' ? Toward::older : Toward::newer};
}

int limitOf(const std::optional<int>& limit, int most)
{
    const int rows = limit.value_or(LogReader::kLimitDefault);
    if (rows < 1)
        throw base::invalidField("limit", "out_of_range", fmt::format("must be between 1 and {}", most));
    return std::min(rows, most);
}

/// Cursors of a page that began at `start`.
void setCursors(contract::LogPage& page, const Slice& slice, const Start& start)
{
    const auto cursor = [](char toward, const Position& position) { return toward + encodePosition(position); };
    if (slice.rows.empty() && !start.position && !slice.stoppedAt)
        return;
    const bool older = start.toward == Toward::older;
    const std::optional<Position> newest = slice.rows.empty() ? start.position : positionOf(slice.rows.front());
    const std::optional<Position> oldest = slice.rows.empty() ? start.position : positionOf(slice.rows.back());
    const std::optional<Position>& ahead = older ? newest : slice.stoppedAt ? slice.stoppedAt : newest;
    const std::optional<Position>& behind = older && slice.stoppedAt ? slice.stoppedAt : oldest;
    if (ahead)
        page.previous = cursor('n', *ahead);
    if (behind && (!older || slice.more))
        page.next = cursor('o', *behind);
}

std::int64_t widthFor(base::Time from, base::Time to, int buckets, bool minutesKept)
{
    const std::int64_t span = std::max<std::int64_t>(duration_cast<seconds>(to - from).count(), 1);
    for (const std::int64_t width : kWidths) {
        if ((minutesKept || width >= 3'600) && (span + width - 1) / width <= buckets)
            return width;
    }
    return kWidths.back();
}

void addStatus(contract::HistogramBucket& bucket, std::int64_t statusClass, std::int64_t rows)
{
    std::int64_t& counter = statusClass >= 5 ? bucket.server : statusClass == 4 ? bucket.client
        : statusClass == 3 ? bucket.redirect : bucket.ok;
    counter += rows;
}

using Buckets = std::map<base::Time, contract::HistogramBucket>;

void readFromAggregates(db::Transaction& tx, const LogQuery& query, base::Time now, seconds width, Buckets& out)
{
    const auto weight = [](const rollup::Measures& measures) { return double(measures.requests); };
    rollup::Reader reader(tx, now);
    constexpr std::size_t kStatusesMax = 1'000; // there are no more, so nothing comes to "other"
    for (const rollup::ValueSeries& series : reader.valueSeries(query.agents, {query.from, query.to}, width,
                                                                rollup::Dimension::status, kStatusesMax, weight)) {
        const int status = std::stoi(series.value);
        const bool matches = std::all_of(query.terms.begin(), query.terms.end(), [status](const FilterTerm& term) {
            return statusMatches(term, status) != term.exclude;
        });
        for (const rollup::SeriesRow& point : series.points) {
            if (matches)
                addStatus(out[point.bucket], status / 100, point.measures.requests);
        }
    }
}

/// Counts rows day by day, newest first; returns from when on everything was counted.
base::Time readFromRows(db::Transaction& tx, const LogQuery& query, seconds width, Buckets& out)
{
    const auto deadline = steady_clock::now() + LogReader::kBudget;
    for (const base::Day day : candidateDays(tx, query)) {
        const base::Time begin = std::max(base::Time(day), query.from);
        const base::Time end = std::min(base::Time(day + days(1)), query.to);
        if (begin >= end)
            continue;
        if (steady_clock::now() >= deadline)
            return end;
        Params params;
        const std::string where = whereClause(query, begin, end, params);
        const std::string step = params.add(fmt::format("{} seconds", width.count()));
        const db::Result rows = tx.exec(
            fmt::format("SELECT date_bin({}::interval, l.ts, '1970-01-01T00:00:00Z'::timestamptz), l.status / 100, "
                        "count(*) FROM ingest_log l WHERE {} GROUP BY 1, 2", step, where), params.values());
        for (const db::Row row : rows)
            addStatus(out[row.time(0)], row.integer(1), row.integer(2));
    }
    return query.from;
}

void find(db::Transaction& tx, LogQuery query, std::size_t limit, const AgentIdOf& idOf,
          std::vector<contract::FoundItem>& out)
{
    const Slice slice = readSlice(tx, query, std::nullopt, Toward::older, limit, LogReader::kBudget);
    for (const db::Row& row : slice.rows) {
        const contract::RequestLog log = toLog(row, idOf);
        out.push_back({"log", log.id, log.request_id, fmt::format("{} {} {}", log.method, log.path, log.status_code),
                       log.agent_id, log.created_at});
    }
}

void findPayments(db::Transaction& tx, const std::string& text, std::size_t limit, const AgentIdOf& idOf,
                  std::vector<contract::FoundItem>& out)
{
    const db::Result rows = tx.exec(
        "SELECT ts, identity, agent_key, coalesce(tx, ''), amount, asset, decimals, state FROM ("
        "(SELECT * FROM ingest_payment WHERE tx = $1 ORDER BY ts DESC LIMIT $2) UNION "
        "(SELECT * FROM ingest_payment WHERE payer = $1 ORDER BY ts DESC LIMIT $2)) p ORDER BY ts DESC LIMIT $2",
        {text, limit});
    for (const db::Row row : rows) {
        const std::string amount = row.amount(4).decimal(unsigned(row.integer(6)));
        const std::string hash = row.string(3);
        out.push_back({"payment", encodePosition(positionOf(row)), hash.empty() ? text : hash,
                       fmt::format("{} {} {}", amount, row.text(5), row.text(7)), idOf(row.integer(2)), row.time(0)});
    }
}
} // namespace

LogReader::LogReader(db::Pool& pool, const base::Clock& clock, AgentKeyOf keyOf, AgentIdOf idOf)
    : m_pool(pool), m_clock(clock), m_keyOf(std::move(keyOf)), m_idOf(std::move(idOf))
{
}

contract::LogPage LogReader::list(const contract::Context& context, const contract::ListLogs::Input& input) const
{
    requireScope(context, input.agent_id);
    const bool bodies = input.bodies.value_or(context.principal.kind == contract::PrincipalKind::agent);
    const auto limit = std::size_t(limitOf(input.limit, bodies ? kLimitWithBodiesMax : kLimitMax));
    const Start start = startOf(input.cursor, input.at);
    std::vector<FilterTerm> terms = termsOf(input);
    return searching([&] {
        db::Transaction tx = beginReading(m_pool);
        const base::Time now = m_clock.now();
        const LogQuery query = QueryBuilder(tx, m_keyOf, now).build(input.agent_id, input.from, input.to,
                                                                    std::move(terms));
        const Slice slice = readSlice(tx, query, start.position, start.toward, limit, kBudget);
        contract::LogPage page;
        const AgentIdOf idOf = remembering(m_idOf);
        for (const db::Row& row : slice.rows)
            page.logs.push_back(toLog(row, idOf));
        if (bodies)
            addBodies(tx, page.logs);
        setCursors(page, slice, start);
        if (!start.position && !slice.more) {
            page.total = std::int64_t(slice.rows.size());
        } else if (!input.cursor) {
            const Total total = countMatching(tx, query, now);
            (total.exact ? page.total : page.total_estimate) = total.rows;
        }
        return page;
    });
}

contract::LogPage LogReader::ofCustomer(const contract::Context& context,
                                        const contract::GetCustomerLogs::Input& input) const
{
    contract::ListLogs::Input list;
    list.agent_id = input.agent_id;
    list.customer = input.customer_id;
    list.limit = std::min(input.limit.value_or(kLimitDefault), kLimitWithBodiesMax);
    list.cursor = input.cursor;
    list.bodies = false;
    return this->list(context, list);
}

contract::RequestLog LogReader::one(const contract::Context& context, const contract::GetLog::Input& input) const
{
    requireScope(context, input.agent_id);
    const std::optional<Position> position = decodePosition(input.id);
    if (!position || (input.agent_id && !input.agent_id->empty() && m_keyOf(*input.agent_id) != position->agentKey))
        throw base::notFound("log");
    db::Transaction tx = beginReading(m_pool);
    const std::optional<db::Row> row = readOne(tx, *position);
    if (!row)
        throw base::notFound("log");
    std::vector<contract::RequestLog> logs{toLog(*row, m_idOf)};
    addBodies(tx, logs);
    return std::move(logs.front());
}

contract::LogHistogramOutput LogReader::histogram(const contract::Context& context,
                                                  const contract::GetLogHistogram::Input& input) const
{
    requireScope(context, input.agent_id);
    if (input.from >= input.to)
        throw base::invalidField("to", "out_of_range", "must be after from");
    const int wanted = input.buckets.value_or(kBucketsDefault);
    if (wanted < 1 || wanted > kBucketsMax)
        throw base::invalidField("buckets", "out_of_range", fmt::format("must be between 1 and {}", kBucketsMax));
    std::vector<FilterTerm> terms = parseFilters(input.filter);
    return searching([&] {
        db::Transaction tx = beginReading(m_pool);
        const base::Time now = m_clock.now();
        const LogQuery query = QueryBuilder(tx, m_keyOf, now).build(input.agent_id, input.from, input.to,
                                                                    std::move(terms));
        const bool aggregates = onlyStatus(query);
        const rollup::Span first = rollup::resolve({query.from, query.from + seconds(1)}, now).span;
        const bool minutesKept = first.to - first.from <= minutes(2);
        const seconds width(widthFor(query.from, query.to, wanted, minutesKept || !aggregates));
        contract::LogHistogramOutput out{.from = query.from, .to = query.to, .bucket_seconds = width.count()};
        Buckets buckets;
        if (query.nobody)
            return out;
        if (aggregates) {
            readFromAggregates(tx, query, now, width, buckets);
            const rollup::Span span = rollup::resolve({query.from, query.to}, now).span;
            out.from = span.from;
            out.to = span.to;
        } else {
            out.from = readFromRows(tx, query, width, buckets);
        }
        for (auto& [at, bucket] : buckets) {
            bucket.at = at;
            out.total += bucket.ok + bucket.redirect + bucket.client + bucket.server;
            out.buckets.push_back(bucket);
        }
        return out;
    });
}

std::vector<contract::FoundItem> findByAnyId(db::Transaction& tx, const std::string& text, std::size_t limit,
                                             const AgentIdOf& idOf)
{
    std::vector<contract::FoundItem> found;
    if (text.empty() || text.size() > kRequestIdBytesMax || limit == 0)
        return found;
    const std::string id = normalHex(text);
    findPayments(tx, id, limit, idOf, found);
    const base::Time end(sys_days(year(base::kYearMax) / 1 / 1));
    for (const FilterField field : {FilterField::request, FilterField::tx}) {
        const std::string& value = field == FilterField::tx ? id : text;
        find(tx, {.from = base::Time(), .to = end, .terms = {{.field = field, .path = {}, .values = {{.text = value}}}}},
             limit, idOf, found);
    }
    std::set<std::pair<std::string, std::string>> seen;
    std::erase_if(found, [&seen](const contract::FoundItem& item) { return !seen.emplace(item.kind, item.id).second; });
    if (found.size() > limit)
        found.resize(limit);
    return found;
}

} // namespace bursar::ingest
