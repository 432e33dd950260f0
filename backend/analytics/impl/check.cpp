// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/check.h"

#include "analytics/analytics.h"
#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace bursar::analytics {

int atMost(std::string_view field, const std::optional<int>& value, int fallback, int max)
{
    if (value && *value < 1)
        throw base::invalidField(std::string(field), "too_small", "must be at least 1");
    return std::min(value.value_or(fallback), max);
}

int within(std::string_view field, const std::optional<int>& value, int fallback, int max)
{
    const int asked = value.value_or(fallback);
    if (asked < 1 || asked > max)
        throw base::invalidField(std::string(field), "out_of_range", fmt::format("must be 1 to {}", max));
    return asked;
}

rollup::Span checkedSpan(base::Time from, base::Time to, std::string_view fromField, std::string_view toField)
{
    // Both limits leave room for the span before it and for widening within the years that times may have.
    if (from < base::Day(std::chrono::year(1972) / 1 / 1))
        throw base::invalidField(std::string(fromField), "out_of_range", "must not lie before 1972");
    if (to > base::Day(std::chrono::year(9999) / 1 / 1))
        throw base::invalidField(std::string(toField), "out_of_range", "must not lie after the year 9998");
    if (from >= to)
        throw base::invalidField(std::string(toField), "not_after_from",
                                 fmt::format("must be later than {}", fromField));
    if (to - from > Analytics::kSpanMax)
        throw base::invalidField(std::string(toField), "span_too_long",
                                 fmt::format("must be at most {} days after {}", Analytics::kSpanMax.count(),
                                             fromField));
    return {from, to};
}

std::string checkedAddress(const std::string& address)
{
    std::string lower = address;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return char(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    const bool hex = lower.size() == 42 && lower.starts_with("0x")
                     && lower.find_first_not_of("0123456789abcdef", 2) == std::string::npos;
    if (!hex)
        throw base::invalidField("address", "invalid_address", "must be 0x and 40 hexadecimal digits");
    return lower;
}

std::string likePrefix(std::string_view text)
{
    std::string pattern;
    for (const char c : text) {
        if (c == '\\' || c == '%' || c == '_')
            pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

} // namespace bursar::analytics
