// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/amount.h"
#include "identity/text.h"
#include "registry/impl/totals.h"
#include "registry/registry.h"

#include <array>
#include <charconv>
#include <cmath>

namespace bursar::registry {

using base::Error;
using base::ErrorCode;

namespace {
constexpr int kListDefault = 100;
constexpr int kOffsetMax = 1'000'000;
constexpr std::size_t kWordBytesMax = 200;
constexpr unsigned kPriceDecimals = 18;

struct Sort {
    std::string_view word;
    std::string_view order; // an id tie-break is added, so that pages neither repeat nor miss a row
    std::optional<Measure> measure = {};
};

// `weight` is what this server counted; other services count beside it.
constexpr std::string_view kRequests = "coalesce(weight, 0) + external_requests";
constexpr std::string_view kRequestsDown = "coalesce(weight, 0) + external_requests DESC";
constexpr std::string_view kRevenue = "coalesce(weight, 0) + external_revenue::float8";
constexpr std::string_view kRevenueDown = "coalesce(weight, 0) + external_revenue::float8 DESC";
constexpr std::string_view kCustomers = "coalesce(weight, 0) + coalesce(external_customers, 0)";
constexpr std::string_view kCustomersDown = "coalesce(weight, 0) + coalesce(external_customers, 0) DESC";

constexpr std::array kListSorts{
    Sort{"name", "lower(name)"},
    Sort{"-name", "lower(name) DESC"},
    Sort{"requests", kRequests, Measure::Requests},
    Sort{"-requests", kRequestsDown, Measure::Requests},
    Sort{"revenue", kRevenue, Measure::Revenue},
    Sort{"-revenue", kRevenueDown, Measure::Revenue},
    Sort{"customers", kCustomers, Measure::Customers},
    Sort{"-customers", kCustomersDown, Measure::Customers},
    Sort{"last_request", "weight NULLS FIRST", Measure::LastRequest},
    Sort{"-last_request", "weight DESC NULLS LAST", Measure::LastRequest},
    Sort{"newest", "created_at DESC"},
    Sort{"-newest", "created_at"},
};

// Reputation comes from the chain, which is not read yet: all have none, so the busiest come first.
constexpr std::array kSearchSorts{
    Sort{"reputation", kRequestsDown, Measure::Requests},
    Sort{"reputation_desc", kRequestsDown, Measure::Requests},
    Sort{"requests", kRequestsDown, Measure::Requests},
    Sort{"requests_desc", kRequestsDown, Measure::Requests},
    Sort{"revenue", kRevenueDown, Measure::Revenue},
    Sort{"revenue_desc", kRevenueDown, Measure::Revenue},
    Sort{"response_time", "weight NULLS LAST", Measure::AverageMicros},
    Sort{"response_time_desc", "weight DESC NULLS LAST", Measure::AverageMicros},
    Sort{"newest", "created_at DESC"},
    Sort{"newest_desc", "created_at DESC"},
};

template <std::size_t N>
const Sort& sortOf(const std::array<Sort, N>& sorts, std::string_view word)
{
    for (const Sort& sort : sorts) {
        if (sort.word == word)
            return sort;
    }
    throw base::invalidField("sort", "not_allowed", "is not a column that can be sorted by");
}

template <std::size_t N>
void order(AgentQuery& query, const std::array<Sort, N>& sorts, std::string_view word, Ranking& ranking)
{
    const Sort& sort = sortOf(sorts, word);
    query.order = std::string(sort.order) + ", agent_id";
    if (sort.measure)
        query.weights = ranking.by(*sort.measure);
}

/// Adds a condition in which {} stands for the new parameter.
void also(AgentQuery& query, fmt::format_string<std::string> condition, db::Param value)
{
    query.params.push_back(std::move(value));
    query.where += " AND " + fmt::format(condition, "$" + std::to_string(query.params.size()));
}

std::string likeText(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\')
            out.push_back('\\');
        out.push_back(c);
    }
    return out;
}

std::string checkedWord(const std::string& text, std::string_view field)
{
    if (text.size() > kWordBytesMax)
        throw base::invalidField(std::string(field), "too_long",
                                 fmt::format("must have at most {} bytes", kWordBytesMax));
    return std::string(identity::trimmed(text));
}

double checkedReputation(const std::string& text)
{
    double value = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end || !std::isfinite(value))
        throw Error(ErrorCode::InvalidInput, "invalid_min_reputation", "invalid min_reputation value",
                    {{"min_reputation", "not_a_number", "must be a number"}});
    return value;
}

std::string checkedPrice(const std::string& text)
{
    const auto price = base::Amount::fromDecimal(identity::trimmed(text), kPriceDecimals);
    if (!price)
        throw Error(ErrorCode::InvalidInput, "invalid_max_price", "invalid max_price value",
                    {{"max_price", "not_an_amount", "must be a decimal, not negative"}});
    return price->decimal(kPriceDecimals);
}

std::vector<std::string> splitWords(const std::string& text)
{
    std::vector<std::string> words;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const std::string word = identity::lowerCase(identity::trimmed(rest.substr(0, comma)));
        if (!word.empty())
            words.push_back(word);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return words;
}

contract::AgentList read(db::Pool& pool, const AgentQuery& query)
{
    db::Transaction tx = pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    contract::AgentList list;
    list.agents = selectAgents(tx, query);
    list.total = countAgents(tx, query);
    return list;
}
} // namespace

contract::AgentList Registry::list(const contract::ListAgents::Input& input)
{
    AgentQuery query{
        .where = "true", .limit = input.limit.value_or(kListDefault), .offset = input.offset.value_or(0)};
    if (query.limit < 1 || query.limit > kListMax)
        throw base::invalidField("limit", "out_of_range", fmt::format("must be 1 to {}", kListMax));
    if (query.offset < 0 || query.offset > kOffsetMax)
        throw base::invalidField("offset", "out_of_range", fmt::format("must be 0 to {}", kOffsetMax));
    if (input.q && !identity::trimmed(*input.q).empty()) {
        const std::string text = likeText(identity::lowerCase(checkedWord(*input.q, "q")));
        also(query, "(agent_id LIKE {0} || '%' OR lower(name) LIKE '%' || {0} || '%')", text);
    }
    if (input.status) {
        if (*input.status != "active" && *input.status != "suspended" && *input.status != "deregistered")
            throw base::invalidField("status", "not_allowed", "must be active, suspended or deregistered");
        also(query, "status = {}", *input.status);
    }
    order(query, kListSorts, input.sort.value_or("name"), *m_ranking);
    return read(m_pool, query);
}

contract::AgentList Registry::search(const contract::SearchAgents::Input& input)
{
    AgentQuery query{.where = "status = 'active'", .limit = kSearchMax};
    const auto said = [](const std::optional<std::string>& value) { return value && !value->empty(); };
    if (said(input.category))
        also(query, "category = {}", identity::lowerCase(checkedWord(*input.category, "category")));
    if (said(input.protocol))
        also(query, "{} = ANY (protocols)", identity::lowerCase(checkedWord(*input.protocol, "protocol")));
    if (said(input.protocols))
        also(query, "protocols && {}::text[]",
             db::Param::array(splitWords(checkedWord(*input.protocols, "protocols"))));
    if (said(input.min_reputation))
        also(query, "0 >= {}::float8", checkedReputation(*input.min_reputation));
    if (said(input.max_price))
        also(query, "coalesce(pricing_amount, 0) <= {}::numeric", checkedPrice(*input.max_price));
    order(query, kSearchSorts, said(input.sort) ? *input.sort : "reputation", *m_ranking);
    return read(m_pool, query);
}

} // namespace bursar::registry
