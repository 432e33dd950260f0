// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace bursar::base {

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

} // namespace bursar::base
