// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "ingest/impl/log_query.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace bursar::ingest {

namespace json = contract::json;
using namespace std::chrono;

namespace {
/// Rows at the edges of a span that are counted one by one; beyond, the total is an estimate.
constexpr std::int64_t kEdgeRowsMax = 100'000;

struct Question {
    rollup::Dimension dimension = rollup::Dimension::all;
    const FilterTerm* term = nullptr;
};

/// What the aggregates would have to be asked; empty when they cannot answer.
std::optional<Question> questionOf(const LogQuery& query)
{
    if (query.terms.empty())
        return Question{};
    if (query.terms.size() > 1)
        return std::nullopt;
    const FilterTerm& term = query.terms.front();
    switch (term.field) {
    case FilterField::status: return Question{rollup::Dimension::status, &term};
    case FilterField::tool: return Question{rollup::Dimension::tool, &term};
    case FilterField::customer: return Question{rollup::Dimension::customer, &term};
    case FilterField::country: return Question{rollup::Dimension::country, &term};
    case FilterField::version: return Question{rollup::Dimension::version, &term};
    case FilterField::key: return Question{rollup::Dimension::key, &term};
    case FilterField::protocol:
    case FilterField::source: return Question{rollup::Dimension::protocol, &term};
    default: return std::nullopt;
    }
}

bool valueMatches(const FilterTerm& term, const std::string& value)
{
    if (term.field == FilterField::status)
        return statusMatches(term, std::stoi(value));
    return std::any_of(term.values.begin(), term.values.end(), [&](const FilterValue& wanted) {
        if (term.field == FilterField::source)
            return value.starts_with(wanted.text + "/");
        if (term.field == FilterField::protocol)
            return value.ends_with("/" + wanted.text);
        return value == wanted.text;
    });
}

std::optional<std::int64_t> countRolledUp(rollup::Reader& reader, const LogQuery& query, const Question& question,
                                          rollup::Span span)
{
    const std::int64_t all = reader.total(query.agents, span).requests;
    if (!question.term)
        return all;
    std::int64_t matching = 0, known = 0;
    for (const rollup::ValueRow& row :
         reader.breakdown(query.agents, span, question.dimension, rollup::Latencies::leftOut)) {
        if (row.value == rollup::kOtherValue && question.dimension != rollup::Dimension::customer)
            return std::nullopt; // values that came to a full day hide in there
        known += row.measures.requests;
        matching += valueMatches(*question.term, row.value) ? row.measures.requests : 0;
    }
    const bool unknown = std::any_of(question.term->values.begin(), question.term->values.end(),
                                     [](const FilterValue& value) { return value.text.empty(); });
    const bool absent = question.dimension == rollup::Dimension::tool
        || question.dimension == rollup::Dimension::customer; // these have no row for "unknown"
    if (unknown && absent)
        matching += all - known;
    return question.term->exclude ? all - matching : matching;
}

std::optional<std::int64_t> countRaw(db::Transaction& tx, const LogQuery& query, base::Time from, base::Time to)
{
    if (from >= to)
        return 0;
    Params params;
    const std::string where = whereClause(query, from, to, params);
    // Before values(): adding may move them, and arguments have no order.
    const std::string limit = params.add(kEdgeRowsMax);
    const std::int64_t rows = tx.exec(fmt::format("SELECT count(*) FROM (SELECT 1 FROM ingest_log l WHERE {} LIMIT {}) r",
                                                  where, limit),
                                      params.values())[0].integer(0);
    return rows < kEdgeRowsMax ? std::optional(rows) : std::nullopt;
}

base::Time floorTo(base::Time at, seconds width)
{
    const std::int64_t step = duration_cast<base::Duration>(width).count();
    return base::Time(base::Duration(at.time_since_epoch().count() / step * step));
}

std::optional<std::int64_t> countExactly(db::Transaction& tx, const LogQuery& query, base::Time now)
{
    const std::optional<Question> question = questionOf(query);
    if (!question)
        return std::nullopt;
    // The aggregates answer for whole buckets; what stands out at both ends is counted in the rows.
    const rollup::Span first = rollup::resolve({query.from, query.from + seconds(1)}, now).span;
    const seconds bucket = duration_cast<seconds>(first.to - first.from) <= seconds(120) ? seconds(60) : seconds(3600);
    const base::Time from = floorTo(query.from, bucket) == query.from ? query.from
                                                                      : floorTo(query.from, bucket) + bucket;
    const base::Time to = floorTo(query.to, bucket);
    if (from >= to)
        return countRaw(tx, query, query.from, query.to);
    rollup::Reader reader(tx, now);
    const auto inside = countRolledUp(reader, query, *question, {from, to});
    const auto before = countRaw(tx, query, query.from, from), after = countRaw(tx, query, to, query.to);
    if (!inside || !before || !after)
        return std::nullopt;
    return *inside + *before + *after;
}

std::int64_t estimate(db::Transaction& tx, const LogQuery& query)
{
    Params params;
    const std::string where = whereClause(query, query.from, query.to, params);
    const db::Result rows = tx.exec("EXPLAIN (FORMAT JSON) SELECT 1 FROM ingest_log l WHERE " + where, params.values());
    std::string text;
    for (const db::Row row : rows)
        text += row.string(0);
    boost::system::error_code error;
    const json::value plan = json::parse(text, error);
    const json::value* found = error ? nullptr : plan.find_pointer("/0/Plan/Plan Rows", error);
    return found && found->is_number() ? std::int64_t(found->to_number<double>()) : 0;
}
} // namespace

bool statusMatches(const FilterTerm& term, int status)
{
    return std::any_of(term.values.begin(), term.values.end(), [status](const FilterValue& value) {
        return status >= value.low && status <= value.high && !(value.error && status == 402);
    });
}

bool onlyStatus(const LogQuery& query)
{
    return std::all_of(query.terms.begin(), query.terms.end(),
                       [](const FilterTerm& term) { return term.field == FilterField::status; });
}

Total countMatching(db::Transaction& tx, const LogQuery& query, base::Time now)
{
    if (query.nobody || query.from >= query.to)
        return {0, true};
    if (const std::optional<std::int64_t> rows = countExactly(tx, query, now))
        return {*rows, true};
    return {estimate(tx, query), false};
}

} // namespace bursar::ingest
