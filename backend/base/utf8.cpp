// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

namespace bursar::base {

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

} // namespace bursar::base
