// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/text.h"

#include <algorithm>
#include <array>

namespace bursar::net::impl {

namespace {
constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

constexpr std::array<bool, 256> kTokenCharacters = [] {
    std::array<bool, 256> table{};
    for (unsigned c = 'a'; c <= 'z'; ++c)
        table[c] = table[c - 'a' + 'A'] = true;
    for (unsigned c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (const char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

/// "q=0", "q=0.000": the client does not want it.
bool isZeroWeight(std::string_view parameter)
{
    parameter = trimmed(parameter);
    if (parameter.size() < 3 || lower(parameter[0]) != 'q' || parameter[1] != '=')
        return false;
    return parameter.find_first_not_of("0.", 2) == std::string_view::npos;
}
} // namespace

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string lowerCase(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return kTokenCharacters[static_cast<unsigned char>(c)];
    });
}

bool listHas(std::string_view list, std::string_view element)
{
    while (!list.empty()) {
        const auto comma = list.find(',');
        const std::string_view item = list.substr(0, comma);
        list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
        const auto semicolon = item.find(';');
        if (!equalsIgnoringCase(trimmed(item.substr(0, semicolon)), element))
            continue;
        return semicolon == std::string_view::npos || !isZeroWeight(item.substr(semicolon + 1));
    }
    return false;
}

} // namespace bursar::net::impl
