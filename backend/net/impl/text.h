// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bursar::net::impl {

bool equalsIgnoringCase(std::string_view a, std::string_view b);
std::string lowerCase(std::string_view text);
std::string_view trimmed(std::string_view text);
/// RFC 9110 token: header names, methods.
bool isToken(std::string_view text);
/// Whether a comma-separated list has the element, ignoring case and parameters (";q=0" excludes it).
bool listHas(std::string_view list, std::string_view element);

/// Checks UTF-8 as it arrives: no overlong forms, surrogates or values above U+10FFFF.
class Utf8Validator {
public:
    /// False as soon as the bytes cannot be UTF-8.
    bool feed(std::string_view bytes);
    /// Whether the text may end here.
    bool complete() const { return m_pending == 0; }
    void reset() { *this = {}; }

private:
    unsigned m_pending = 0;            // continuation bytes still to come
    unsigned char m_lowest = 0x80;     // bounds of the next one
    unsigned char m_highest = 0xbf;
};
bool isUtf8(std::string_view text);
/// The longest prefix of at most `bytesMax` that does not cut a character.
std::string_view utf8Prefix(std::string_view text, std::size_t bytesMax);

} // namespace bursar::net::impl
