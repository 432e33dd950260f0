// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/customer_filter.h"

#include "analytics/impl/check.h"
#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace bursar::analytics {

namespace {

using base::Amount;

constexpr std::size_t kConditionsMax = 20;
constexpr std::size_t kValuesMax = 50;
constexpr std::size_t kConditionBytesMax = 1024;
constexpr unsigned kUsdcDecimals = 6;
// Finer than any two shares of real counts lie apart, so that > and >= differ where they should.
constexpr unsigned kShareDecimals = 12;

/// One condition, with the place that an error names.
struct Condition {
    std::string where;
    bool excludes = false;
    std::string field;
    std::string value;

    [[noreturn]] void refuse(std::string code, std::string detail) const
    {
        throw base::invalidField(where, std::move(code), std::move(detail));
    }
};

Condition split(const std::string& text, std::size_t index)
{
    Condition condition{.where = fmt::format("filter[{}]", index)};
    if (text.size() > kConditionBytesMax)
        condition.refuse("too_long", fmt::format("must be at most {} bytes", kConditionBytesMax));
    condition.excludes = text.starts_with('-');
    const std::size_t begin = condition.excludes ? 1 : 0;
    const std::size_t colon = text.find(':', begin);
    if (colon == std::string::npos || colon == begin)
        condition.refuse("malformed", "must be field:value");
    condition.field = text.substr(begin, colon - begin);
    condition.value = text.substr(colon + 1);
    if (condition.value.empty())
        condition.refuse("malformed", "must have a value after the colon");
    return condition;
}

std::vector<std::string> valuesOf(const Condition& condition)
{
    std::vector<std::string> values;
    for (std::size_t begin = 0; begin <= condition.value.size();) {
        const std::size_t comma = std::min(condition.value.find(',', begin), condition.value.size());
        if (comma > begin)
            values.push_back(condition.value.substr(begin, comma - begin));
        begin = comma + 1;
    }
    if (values.empty())
        condition.refuse("malformed", "must have a value after the colon");
    if (values.size() > kValuesMax)
        condition.refuse("too_many", fmt::format("must have at most {} values", kValuesMax));
    return values;
}

/// A field of words may be given once to include and once to exclude.
void setOnce(const Condition& condition, std::vector<std::string>& include, std::vector<std::string>& exclude,
             std::vector<std::string> values)
{
    std::vector<std::string>& target = condition.excludes ? exclude : include;
    if (!target.empty())
        condition.refuse("repeated", "separate several values with commas instead");
    target = std::move(values);
}

void readChurn(const Condition& condition, CustomerFilter& filter)
{
    std::vector<std::string> values = valuesOf(condition);
    for (const std::string& value : values) {
        if (value != "low" && value != "medium" && value != "high")
            condition.refuse("unknown_value", "must be low, medium or high");
    }
    setOnce(condition, filter.churn, filter.notChurn, std::move(values));
}

void readCountry(const Condition& condition, CustomerFilter& filter)
{
    std::vector<std::string> values = valuesOf(condition);
    for (std::string& value : values) {
        if (value == "unknown") {
            value.clear();
            continue;
        }
        for (char& c : value)
            c = char(c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    setOnce(condition, filter.country, filter.notCountry, std::move(values));
}

void readCustomer(const Condition& condition, CustomerFilter& filter)
{
    std::vector<std::string> values = valuesOf(condition);
    for (std::string& value : values) {
        if (value.ends_with('*'))
            value.pop_back();
        value = likePrefix(value);
    }
    setOnce(condition, filter.customer, filter.notCustomer, std::move(values));
}

/// A decimal with at most `decimals` fraction digits as an integer of its smallest unit.
template <class T>
T number(const Condition& condition, std::string_view text, unsigned decimals)
{
    const std::optional<Amount> amount = Amount::fromDecimal(text, decimals);
    if (!amount)
        condition.refuse("not_a_number", "must be a number that is not negative");
    static const Amount kAmountMax = *Amount::fromAtomic("1" + std::string(60, '0'));
    if (*amount > kAmountMax)
        condition.refuse("out_of_range", "is too large");
    if constexpr (std::is_same_v<T, Amount>) {
        return *amount;
    } else {
        static const Amount kLimit(std::uint64_t(std::numeric_limits<std::int64_t>::max()));
        if (*amount > kLimit)
            condition.refuse("out_of_range", "is too large");
        return T(std::stoll(amount->atomic()));
    }
}

template <class T>
T successor(const T& value)
{
    if constexpr (std::is_same_v<T, Amount>)
        return value + Amount(1);
    else
        return value == std::numeric_limits<T>::max() ? value : value + 1;
}

template <class T>
T predecessor(const Condition& condition, const T& value)
{
    if (value == T{})
        condition.refuse("matches_nothing", "nothing is below zero");
    if constexpr (std::is_same_v<T, Amount>)
        return value - Amount(1);
    else
        return value - 1;
}

template <class T>
void raiseLeast(Range<T>& range, const T& least)
{
    range.least = range.least ? std::max(*range.least, least) : least;
}

template <class T>
void lowerMost(Range<T>& range, const T& most)
{
    range.most = range.most ? std::min(*range.most, most) : most;
}

enum class Comparison { Equal, Above, AtLeast, Below, AtMost };

Comparison readComparison(std::string_view& text)
{
    static constexpr std::array kSigns{
        std::pair{std::string_view(">="), Comparison::AtLeast}, std::pair{std::string_view("<="), Comparison::AtMost},
        std::pair{std::string_view(">"), Comparison::Above},    std::pair{std::string_view("<"), Comparison::Below},
        std::pair{std::string_view("="), Comparison::Equal},
    };
    for (const auto& [sign, comparison] : kSigns) {
        if (text.starts_with(sign)) {
            text.remove_prefix(sign.size());
            return comparison;
        }
    }
    return Comparison::Equal;
}

Comparison inverted(const Condition& condition, Comparison comparison)
{
    switch (comparison) {
    case Comparison::Above: return Comparison::AtMost;
    case Comparison::AtLeast: return Comparison::Below;
    case Comparison::Below: return Comparison::AtLeast;
    case Comparison::AtMost: return Comparison::Above;
    case Comparison::Equal: break;
    }
    condition.refuse("unsupported", "only <, <=, > and >= can be excluded");
}

/// Several conditions on a number narrow one range.
template <class T>
void readRange(const Condition& condition, Range<T>& range, unsigned decimals)
{
    std::string_view text = condition.value;
    const std::size_t dots = text.find("..");
    if (dots != std::string_view::npos) {
        if (condition.excludes)
            condition.refuse("unsupported", "a range cannot be excluded");
        raiseLeast(range, number<T>(condition, text.substr(0, dots), decimals));
        lowerMost(range, number<T>(condition, text.substr(dots + 2), decimals));
        return;
    }
    Comparison comparison = readComparison(text);
    const T value = number<T>(condition, text, decimals);
    if (condition.excludes)
        comparison = inverted(condition, comparison);
    if (comparison == Comparison::Above)
        raiseLeast(range, successor(value));
    if (comparison == Comparison::Below)
        lowerMost(range, predecessor(condition, value));
    if (comparison == Comparison::AtLeast || comparison == Comparison::Equal)
        raiseLeast(range, value);
    if (comparison == Comparison::AtMost || comparison == Comparison::Equal)
        lowerMost(range, value);
}

} // namespace

CustomerFilter parseCustomerFilter(const std::vector<std::string>& conditions)
{
    if (conditions.size() > kConditionsMax)
        throw base::invalidField("filter", "too_many", fmt::format("must be at most {} conditions", kConditionsMax));
    CustomerFilter filter;
    for (std::size_t i = 0; i < conditions.size(); ++i) {
        const Condition condition = split(conditions[i], i);
        if (condition.field == "churn")
            readChurn(condition, filter);
        else if (condition.field == "country")
            readCountry(condition, filter);
        else if (condition.field == "customer")
            readCustomer(condition, filter);
        else if (condition.field == "requests")
            readRange(condition, filter.requests, 0);
        else if (condition.field == "revenue")
            readRange(condition, filter.revenue, kUsdcDecimals);
        else if (condition.field == "errors")
            readRange(condition, filter.errors, kShareDecimals);
        else
            condition.refuse("unknown_field", "fields are churn, country, customer, requests, revenue and errors");
    }
    return filter;
}

} // namespace bursar::analytics
