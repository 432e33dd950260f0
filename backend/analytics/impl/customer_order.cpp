// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/customer_order.h"

#include "base/error.h"
#include "base/ids.h"
#include "base/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace bursar::analytics {

namespace {
constexpr std::size_t kCursorBytesMax = 8192;
constexpr std::size_t kNumberDigitsMax = 100;
constexpr char kSeparator = '\x1f';

bool isDecimal(std::string_view text)
{
    if (text.empty() || text.size() > kNumberDigitsMax || text.front() == '.' || text.back() == '.')
        return false;
    return std::count(text.begin(), text.end(), '.') <= 1
           && text.find_first_not_of("0123456789.") == std::string_view::npos;
}
} // namespace

CustomerOrder CustomerOrder::parse(const std::optional<std::string>& asked)
{
    static constexpr std::array kColumns{
        std::pair{std::string_view("last_seen"), Column::LastSeen},
        std::pair{std::string_view("first_seen"), Column::FirstSeen},
        std::pair{std::string_view("requests"), Column::Requests},
        std::pair{std::string_view("revenue"), Column::Revenue},
        std::pair{std::string_view("errors"), Column::Errors},
        std::pair{std::string_view("customer"), Column::Customer},
    };
    CustomerOrder order;
    if (!asked)
        return order;
    order.m_word = *asked;
    order.m_descending = asked->starts_with('-');
    const std::string_view name = std::string_view(*asked).substr(order.m_descending ? 1 : 0);
    for (const auto& [word, column] : kColumns) {
        if (name == word) {
            order.m_column = column;
            return order;
        }
    }
    throw base::invalidField("sort", "unknown_sort",
                             "must be last_seen, first_seen, requests, revenue, errors or customer, with - before it "
                             "for descending");
}

std::string_view CustomerOrder::expression() const
{
    switch (m_column) {
    case Column::LastSeen: return "last_at";
    case Column::FirstSeen: return "first_at";
    case Column::Requests: return "requests";
    case Column::Revenue: return "revenue";
    case Column::Errors: return "errors::numeric / greatest(requests, 1)";
    case Column::Customer: break;
    }
    return "customer";
}

std::string_view CustomerOrder::sqlType() const
{
    switch (m_column) {
    case Column::LastSeen:
    case Column::FirstSeen: return "timestamptz";
    case Column::Requests:
    case Column::Revenue:
    case Column::Errors: return "numeric";
    case Column::Customer: break;
    }
    return "text";
}

std::string CustomerOrder::after(std::string_view keyParameter, std::string_view customerParameter) const
{
    return fmt::format("({}, customer) {} ({}::{}, {}::text)", expression(), m_descending ? "<" : ">", keyParameter,
                       sqlType(), customerParameter);
}

std::string CustomerOrder::keyOf(const db::Row& row, int column) const
{
    return sqlType() == "timestamptz" ? base::formatTime(row.time(column)) : row.string(column);
}

bool CustomerOrder::isKey(const std::string& key) const
{
    if (sqlType() == "timestamptz")
        return base::parseTime(key).has_value();
    return sqlType() == "text" || isDecimal(key);
}

std::string CustomerCursor::encode(const CustomerOrder& order) const
{
    return base::toHex(fmt::format("{}{}{}{}{}", order.word(), kSeparator, base::toHex(key), kSeparator,
                                    customer));
}

CustomerCursor CustomerCursor::decode(const std::string& cursor, const CustomerOrder& order)
{
    const auto refuse = [] { return base::invalidField("cursor", "invalid_cursor", "is not a cursor of this list"); };
    std::string raw;
    if (cursor.size() > kCursorBytesMax || !base::fromHex(cursor, raw))
        throw refuse();
    const std::size_t first = raw.find(kSeparator);
    const std::size_t second = first == std::string::npos ? first : raw.find(kSeparator, first + 1);
    if (second == std::string::npos || raw.substr(0, first) != order.word())
        throw refuse();
    CustomerCursor out{.key = {}, .customer = raw.substr(second + 1)};
    if (!base::fromHex(std::string_view(raw).substr(first + 1, second - first - 1), out.key) || !order.isKey(out.key))
        throw refuse();
    return out;
}

} // namespace bursar::analytics
