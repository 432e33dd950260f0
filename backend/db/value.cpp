// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ids.h"
#include "db/impl/errors.h"
#include "db/impl/result_data.h"
#include "db/db.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace bursar::db {

namespace {

[[noreturn]] void failColumn(std::string_view problem)
{
    throw misuse("database_value", problem);
}

/// A null data() is NULL.
std::string_view fieldOf(const ResultData& data, std::size_t row, int column)
{
    if (row >= data.rows || column < 0 || std::size_t(column) >= data.columns)
        failColumn("a row or column that is not there was read");
    return data.field(row, std::size_t(column));
}

template <class T> T parseNumber(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        failColumn("a column does not hold the number that was expected");
    return value;
}

void appendArrayText(std::string& out, std::string_view value)
{
    out.push_back('"');
    for (const char c : value) {
        if (c == '"' || c == '\\')
            out.push_back('\\');
        out.push_back(c);
    }
    out.push_back('"');
}

/// Reads PostgreSQL's text form of a one-dimensional array.
class ArrayReader {
public:
    explicit ArrayReader(std::string_view text)
        : m_text(text)
    {
    }

    std::vector<std::string> read()
    {
        std::vector<std::string> values;
        expect('{');
        if (peek() == '}')
            return values;
        for (;;) {
            values.push_back(peek() == '"' ? quoted() : plain());
            if (peek() == '}')
                return values;
            expect(',');
        }
    }

private:
    char peek() const
    {
        if (m_at >= m_text.size())
            failColumn("an array column is malformed");
        return m_text[m_at];
    }
    void expect(char c)
    {
        if (peek() != c)
            failColumn("an array column is malformed");
        ++m_at;
    }
    std::string quoted()
    {
        std::string value;
        expect('"');
        for (; peek() != '"'; ++m_at) {
            if (peek() == '\\')
                ++m_at;
            value.push_back(peek());
        }
        ++m_at;
        return value;
    }
    std::string plain()
    {
        const std::size_t start = m_at;
        while (peek() != ',' && peek() != '}')
            ++m_at;
        const std::string_view value = m_text.substr(start, m_at - start);
        if (value == "NULL" || value.find('{') != std::string_view::npos)
            failColumn("an array column holds NULL or more than one dimension");
        return std::string(value);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

Param::Param(double value)
{
    if (std::isnan(value))
        m_text = "NaN";
    else if (std::isinf(value))
        m_text = value > 0 ? "Infinity" : "-Infinity";
    else
        m_text = fmt::format("{}", value);
}

Param Param::bytes(std::string_view raw)
{
    return Param("\\x" + base::toHex(raw));
}

Param Param::array(std::span<const std::string> values)
{
    std::string text = "{";
    for (const std::string& value : values) {
        if (text.size() > 1)
            text.push_back(',');
        appendArrayText(text, value);
    }
    return Param(text + "}");
}

Param Param::array(std::span<const std::int64_t> values)
{
    return Param(fmt::format("{{{}}}", fmt::join(values, ",")));
}

bool Row::isNull(int column) const
{
    return fieldOf(*m_data, m_row, column).data() == nullptr;
}

std::string_view Row::text(int column) const
{
    const std::string_view value = fieldOf(*m_data, m_row, column);
    if (!value.data())
        failColumn("a column is NULL where a value was expected");
    return value;
}

std::int64_t Row::integer(int column) const
{
    return parseNumber<std::int64_t>(text(column));
}

double Row::number(int column) const
{
    // from_chars reads PostgreSQL's NaN and Infinity too.
    return parseNumber<double>(text(column));
}

bool Row::boolean(int column) const
{
    const std::string_view value = text(column);
    if (value != "t" && value != "f")
        failColumn("a column does not hold the boolean that was expected");
    return value == "t";
}

base::Time Row::time(int column) const
{
    std::string_view value = text(column);
    if (value.ends_with("+00"))
        value.remove_suffix(3);
    const std::optional<base::Time> time = base::parseTime(value);
    if (!time)
        failColumn("a column does not hold the time that was expected");
    return *time;
}

base::Day Row::day(int column) const
{
    const std::optional<base::Day> day = base::parseDay(text(column));
    if (!day)
        failColumn("a column does not hold the day that was expected");
    return *day;
}

base::Amount Row::amount(int column) const
{
    const std::optional<base::Amount> amount = base::Amount::fromAtomic(text(column));
    if (!amount)
        failColumn("a column does not hold the amount that was expected");
    return *amount;
}

std::string Row::bytes(int column) const
{
    const std::string_view value = text(column);
    std::string raw;
    if (!value.starts_with("\\x") || !base::fromHex(value.substr(2), raw))
        failColumn("a column does not hold the bytes that were expected");
    return raw;
}

std::vector<std::string> Row::strings(int column) const
{
    return ArrayReader(text(column)).read();
}

std::optional<std::string> Row::optString(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(string(column));
}

std::optional<std::int64_t> Row::optInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<double> Row::optNumber(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(number(column));
}

std::optional<base::Time> Row::optTime(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(time(column));
}

std::optional<base::Amount> Row::optAmount(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(amount(column));
}

std::size_t Result::size() const
{
    return m_data->rows;
}

std::size_t Result::affected() const
{
    return m_data->affected;
}

} // namespace bursar::db
