// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/filter.h"

#include "base/error.h"
#include "base/ids.h"
#include "ingest/impl/text.h"
#include "rollup/rollup.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

namespace bursar::ingest {

namespace {
constexpr std::int64_t kMicrosMax = std::numeric_limits<std::int64_t>::max();
constexpr double kMsMax = 1e9;

struct FieldName {
    std::string_view name;
    FilterField field;
};
constexpr std::array<FieldName, 17> kFields{{
    {"status", FilterField::status},   {"tool", FilterField::tool},       {"customer", FilterField::customer},
    {"protocol", FilterField::protocol}, {"source", FilterField::source}, {"country", FilterField::country},
    {"version", FilterField::version}, {"method", FilterField::method},   {"path", FilterField::path},
    {"latency", FilterField::latency}, {"key", FilterField::key},         {"request", FilterField::request},
    {"payment", FilterField::payment}, {"tx", FilterField::tx},           {"ip", FilterField::ip},
    {"error", FilterField::error},     {"agent", FilterField::agent},
}};

/// Why a value does not fit; becomes a field error.
struct Misfit {
    std::string code;
    std::string detail;
};

template <class T>
std::optional<T> numberIn(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

FilterValue statusValue(const std::string& text)
{
    const std::string word = lowerAscii(text);
    if (word == "error")
        return {.text = word, .low = 400, .high = 599, .error = true};
    if (word == "ok")
        return {.text = word, .low = 0, .high = 399};
    if (word.size() == 3 && word[0] >= '1' && word[0] <= '5' && word.substr(1) == "xx")
        return {.text = word, .low = (word[0] - '0') * 100, .high = (word[0] - '0') * 100 + 99};
    const std::optional<int> status = numberIn<int>(word);
    if (!status || *status < 0 || *status > 599)
        throw Misfit{"not_a_status", "must be a status code, 1xx to 5xx, error or ok"};
    return {.text = word, .low = *status, .high = *status};
}

std::int64_t microsIn(std::string_view text)
{
    const std::optional<double> ms = numberIn<double>(text);
    if (!ms || !(*ms >= 0 && *ms <= kMsMax))
        throw Misfit{"not_a_latency", "must be >800, <800, 200..500 (milliseconds) or p95"};
    return std::llround(*ms * 1000);
}

FilterValue latencyValue(const std::string& text)
{
    const std::string_view view = text;
    if (view.starts_with("p")) {
        const std::optional<double> p = numberIn<double>(view.substr(1));
        if (!p || !(*p > 0 && *p < 100))
            throw Misfit{"not_a_percentile", "must be a percentile like p95"};
        return {.text = text, .high = kMicrosMax, .percentile = *p / 100};
    }
    if (view.starts_with(">="))
        return {.text = text, .low = microsIn(view.substr(2)), .high = kMicrosMax};
    if (view.starts_with("<="))
        return {.text = text, .low = 0, .high = microsIn(view.substr(2))};
    if (view.starts_with(">"))
        return {.text = text, .low = microsIn(view.substr(1)) + 1, .high = kMicrosMax};
    if (view.starts_with("<"))
        return {.text = text, .low = 0, .high = microsIn(view.substr(1)) - 1};
    const auto dots = view.find("..");
    if (dots == std::string_view::npos)
        throw Misfit{"not_a_latency", "must be >800, <800, 200..500 (milliseconds) or p95"};
    return {.text = text, .low = microsIn(view.substr(0, dots)), .high = microsIn(view.substr(dots + 2))};
}

FilterValue numbered(const std::string& text, std::initializer_list<std::string_view> words)
{
    const std::string word = lowerAscii(text);
    std::int64_t number = 0;
    std::string allowed;
    for (const std::string_view known : words) {
        if (known == word)
            return {.text = word, .low = number, .high = number};
        allowed += (allowed.empty() ? "" : ", ") + std::string(known);
        ++number;
    }
    throw Misfit{"not_allowed", "must be one of " + allowed};
}

FilterValue makeValue(FilterField field, const std::string& text)
{
    switch (field) {
    case FilterField::status: return statusValue(text);
    case FilterField::latency: return latencyValue(text);
    case FilterField::protocol: return numbered(text, {"http", "mcp", "a2a"});
    case FilterField::source: return numbered(text, {"sdk", "gateway", "import", "simulator"});
    case FilterField::payment:
        return numbered(text, {"any", "none", "unverified", "verified", "rejected", "simulated"});
    case FilterField::key:
        if (!base::isUuid(text))
            throw Misfit{"not_an_id", "must be the id of a key"};
        return {.text = text};
    case FilterField::ip:
        if (const auto address = normalAddress(text))
            return {.text = *address};
        throw Misfit{"not_an_address", "must be an IP address"};
    case FilterField::customer:
    case FilterField::tx: return {.text = normalHex(text)};
    case FilterField::country: return {.text = upperAscii(text)};
    case FilterField::method: return {.text = lowerAscii(text) == "tools/call" ? "tools/call" : upperAscii(text)};
    case FilterField::path: return {.text = lowerAscii(text)};
    default: return {.text = text};
    }
}

/// Splits at commas outside of quotes; takes the quotes away.
std::vector<std::string> splitValues(std::string_view text)
{
    std::vector<std::string> values(1);
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            values.emplace_back();
        else
            values.back().push_back(c);
    }
    if (quoted)
        throw Misfit{"unbalanced_quote", "has a quote that is not closed"};
    return values;
}

void addValues(FilterTerm& term, const std::vector<std::string>& values, bool mayBeEmpty)
{
    if (values.size() > kFilterValuesMax)
        throw Misfit{"too_many_values", fmt::format("has more than {} values", kFilterValuesMax)};
    for (const std::string& value : values) {
        const bool nullable = term.field == FilterField::tool || term.field == FilterField::customer
            || term.field == FilterField::country || term.field == FilterField::version
            || term.field == FilterField::error;
        if (value.empty() && !(nullable && mayBeEmpty))
            throw Misfit{"empty_value", "has an empty value"};
        term.values.push_back(value.empty() ? FilterValue{} : makeValue(term.field, value));
    }
}

FilterTerm parseFilter(std::string_view text, std::string path)
{
    if (text.size() > kFilterBytesMax)
        throw Misfit{"too_long", fmt::format("is longer than {} bytes", kFilterBytesMax)};
    FilterTerm term{.path = std::move(path)};
    if (text.starts_with('-')) {
        term.exclude = true;
        text.remove_prefix(1);
    }
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        throw Misfit{"malformed", "must be field:value"};
    const std::string name = lowerAscii(text.substr(0, colon));
    const auto known = std::find_if(kFields.begin(), kFields.end(), [&](const FieldName& f) { return f.name == name; });
    if (known == kFields.end())
        throw Misfit{"unknown_field", "names a field that cannot be filtered by"};
    term.field = known->field;
    const std::string_view rest = text.substr(colon + 1);
    addValues(term, splitValues(rest), rest.find("\"\"") != std::string_view::npos);
    return term;
}

std::string texts(const FilterTerm& term, Params& params, std::string_view column, std::string_view type)
{
    std::vector<std::string> known;
    bool unknown = false;
    for (const FilterValue& value : term.values) {
        unknown = unknown || value.text.empty();
        if (!value.text.empty())
            known.push_back(value.text);
    }
    std::string sql = fmt::format("l.{} = ANY ({}::{}[])", column, params.add(db::Param::array(known)), type);
    return unknown ? fmt::format("({} OR l.{} IS NULL)", sql, column) : sql;
}

std::string ranges(const FilterTerm& term, Params& params, std::string_view column)
{
    std::string sql;
    for (const FilterValue& value : term.values) {
        sql += fmt::format("{}(l.{} BETWEEN {}::bigint AND {}::bigint{})", sql.empty() ? "(" : " OR ", column,
                           params.add(value.low), params.add(value.high), value.error ? " AND l.status <> 402" : "");
    }
    return sql + ")";
}

std::string paths(const FilterTerm& term, Params& params)
{
    std::string sql;
    for (const FilterValue& value : term.values)
        sql += fmt::format("{}strpos(lower(l.path), {}) > 0", sql.empty() ? "(" : " OR ", params.add(value.text));
    return sql + ")";
}

std::string payments(const FilterTerm& term, Params& params)
{
    std::string sql;
    for (const FilterValue& value : term.values) {
        sql += sql.empty() ? "(" : " OR ";
        if (value.text == "any")
            sql += "l.payment_amount IS NOT NULL";
        else if (value.text == "none")
            sql += "l.payment_amount IS NULL";
        else {
            sql += fmt::format("(l.payment_amount IS NOT NULL AND EXISTS (SELECT 1 FROM ingest_payment p WHERE "
                               "p.agent_key = l.agent_key AND p.identity = l.identity AND p.state = {}))",
                               params.add(value.text));
        }
    }
    return sql + ")";
}

std::string plainCondition(const FilterTerm& term, Params& params)
{
    switch (term.field) {
    case FilterField::status: return ranges(term, params, "status");
    case FilterField::latency: return ranges(term, params, "response_us");
    case FilterField::protocol: return ranges(term, params, "protocol");
    case FilterField::source: return ranges(term, params, "source");
    case FilterField::tool: return texts(term, params, "tool", "text");
    case FilterField::customer: return texts(term, params, "customer", "text");
    case FilterField::country: return texts(term, params, "country", "text");
    case FilterField::version: return texts(term, params, "agent_version", "text");
    case FilterField::error: return texts(term, params, "error_type", "text");
    case FilterField::method: return texts(term, params, "method", "text");
    case FilterField::request: return texts(term, params, "request_id", "text");
    case FilterField::tx: return texts(term, params, "payment_tx", "text");
    case FilterField::ip: return texts(term, params, "ip", "text");
    case FilterField::key: return texts(term, params, "key_id", "uuid");
    case FilterField::path: return paths(term, params);
    case FilterField::payment: return payments(term, params);
    case FilterField::agent: break;
    }
    return "true";
}
} // namespace

std::vector<FilterTerm> parseFilters(const std::vector<std::string>& filters)
{
    if (filters.size() > kFiltersMax)
        throw base::invalidField("filter", "too_many", fmt::format("has more than {} filters", kFiltersMax));
    std::vector<FilterTerm> terms;
    for (std::size_t i = 0; i < filters.size(); ++i) {
        const std::string path = fmt::format("filter[{}]", i);
        try {
            terms.push_back(parseFilter(filters[i], path));
        } catch (const Misfit& misfit) {
            throw base::invalidField(path, misfit.code, misfit.detail);
        }
    }
    return terms;
}

FilterTerm parseShorthand(FilterField field, std::string_view value, std::string path)
{
    FilterTerm term{.field = field, .path = std::move(path)};
    try {
        if (value.size() > kFilterBytesMax)
            throw Misfit{"too_long", fmt::format("is longer than {} bytes", kFilterBytesMax)};
        addValues(term, {std::string(value)}, false);
    } catch (const Misfit& misfit) {
        throw base::invalidField(term.path, misfit.code, misfit.detail);
    }
    return term;
}

std::string conditionOf(const FilterTerm& term, Params& params)
{
    const std::string sql = plainCondition(term, params);
    return term.exclude ? "(" + sql + ") IS NOT TRUE" : sql;
}

} // namespace bursar::ingest
