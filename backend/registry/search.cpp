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
    std::string_view order;
    bool ofTotals = false;
};

// Each with an id tie-break, so that pages neither repeat nor miss a row.
constexpr std::array kListSorts{
    Sort{"name", "lower(name), agent_id"},
    Sort{"-name", "lower(name) DESC, agent_id"},
    Sort{"requests", "requests, agent_id", true},
    Sort{"-requests", "requests DESC, agent_id", true},
    Sort{"revenue", "revenue, agent_id", true},
    Sort{"-revenue", "revenue DESC, agent_id", true},
    Sort{"customers", "customers, agent_id", true},
    Sort{"-customers", "customers DESC, agent_id", true},
    Sort{"last_request", "last_request_at NULLS FIRST, agent_id", true},
    Sort{"-last_request", "last_request_at DESC NULLS LAST, agent_id", true},
    Sort{"newest", "created_at DESC, agent_id"},
    Sort{"-newest", "created_at, agent_id"},
};

// Reputation comes from the chain, which is not read yet: all have none, so the busiest come first.
constexpr std::array kSearchSorts{
    Sort{"reputation", "requests DESC, agent_id", true},
    Sort{"reputation_desc", "requests DESC, agent_id", true},
    Sort{"requests", "requests DESC, agent_id", true},
    Sort{"requests_desc", "requests DESC, agent_id", true},
    Sort{"revenue", "revenue DESC, agent_id", true},
    Sort{"revenue_desc", "revenue DESC, agent_id", true},
    Sort{"response_time", "average_us NULLS LAST, agent_id", true},
    Sort{"response_time_desc", "average_us DESC NULLS LAST, agent_id", true},
    Sort{"newest", "created_at DESC, agent_id"},
    Sort{"newest_desc", "created_at DESC, agent_id"},
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
void order(AgentQuery& query, const std::array<Sort, N>& sorts, std::string_view word)
{
    const Sort& sort = sortOf(sorts, word);
    query.order = sort.order;
    query.ordersByTotals = sort.ofTotals;
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
    order(query, kListSorts, input.sort.value_or("name"));
    if (input.q && !identity::trimmed(*input.q).empty()) {
        const std::string text = likeText(identity::lowerCase(checkedWord(*input.q, "q")));
        also(query, "(agent_id LIKE {0} || '%' OR lower(name) LIKE '%' || {0} || '%')", text);
    }
    if (input.status) {
        if (*input.status != "active" && *input.status != "suspended" && *input.status != "deregistered")
            throw base::invalidField("status", "not_allowed", "must be active, suspended or deregistered");
        also(query, "status = {}", *input.status);
    }
    return read(m_pool, query);
}

contract::AgentList Registry::search(const contract::SearchAgents::Input& input)
{
    AgentQuery query{.where = "status = 'active'", .limit = kSearchMax};
    const auto said = [](const std::optional<std::string>& value) { return value && !value->empty(); };
    order(query, kSearchSorts, said(input.sort) ? *input.sort : "reputation");
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
    return read(m_pool, query);
}

} // namespace bursar::registry
