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

bool Utf8Validator::feed(std::string_view bytes)
{
    for (const char raw : bytes) {
        const auto c = static_cast<unsigned char>(raw);
        if (m_pending > 0) {
            if (c < m_lowest || c > m_highest)
                return false;
            m_lowest = 0x80;
            m_highest = 0xbf;
            --m_pending;
        } else if (c < 0x80) {
            continue;
        } else if (c >= 0xc2 && c <= 0xdf) {
            m_pending = 1;
        } else if (c >= 0xe0 && c <= 0xef) {
            m_pending = 2;
            m_lowest = c == 0xe0 ? 0xa0 : 0x80;
            m_highest = c == 0xed ? 0x9f : 0xbf;
        } else if (c >= 0xf0 && c <= 0xf4) {
            m_pending = 3;
            m_lowest = c == 0xf0 ? 0x90 : 0x80;
            m_highest = c == 0xf4 ? 0x8f : 0xbf;
        } else {
            return false;
        }
    }
    return true;
}

bool isUtf8(std::string_view text)
{
    Utf8Validator validator;
    return validator.feed(text) && validator.complete();
}

std::string_view utf8Prefix(std::string_view text, std::size_t bytesMax)
{
    if (text.size() <= bytesMax)
        return text;
    std::size_t end = bytesMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end);
}

} // namespace bursar::net::impl
