// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/text.h"

#include "base/ids.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace bursar::ingest {

namespace {
constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr std::size_t kHexIdBytesMin = 16;

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// Length of the well-formed UTF-8 sequence at the front (Unicode table 3-7), 0 when there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto at = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned first = at(0), second = at(1);
    const auto tail = [&](std::size_t i) { return at(i) >= 0x80 && at(i) <= 0xbf; };
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return tail(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const bool legal = second >= (first == 0xe0 ? 0xa0u : 0x80u) && second <= (first == 0xed ? 0x9fu : 0xbfu);
        return legal && tail(2) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const bool legal = second >= (first == 0xf0 ? 0x90u : 0x80u) && second <= (first == 0xf4 ? 0x8fu : 0xbfu);
        return legal && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

template <class Keep>
std::string clean(std::string_view text, Keep&& keep)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            out += kReplacement;
        else if (length > 1 || keep(text.front()))
            out.append(text.substr(0, length));
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

bool isIdLike(std::string_view segment)
{
    const bool hex = segment.starts_with("0x");
    const std::string_view digits = hex ? segment.substr(2) : segment;
    if (digits.empty())
        return false;
    if (std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return true;
    const bool allHex = std::all_of(digits.begin(), digits.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
    return base::isUuid(segment) || (allHex && digits.size() >= kHexIdBytesMin);
}
} // namespace

std::string_view truncated(std::string_view text, std::size_t bytesMax)
{
    if (text.size() <= bytesMax)
        return text;
    std::size_t end = bytesMax;
    while (end > 0 && isContinuation(text[end]))
        --end;
    return text.substr(0, end);
}

std::string cleanLine(std::string_view text, std::size_t bytesMax)
{
    // Nothing of the rest can survive the cut: a replacement is never shorter than a byte.
    std::string out = clean(text.substr(0, bytesMax * 4 + 4), [](char c) { return c >= 0x20 && c != 0x7f; });
    const std::size_t begin = out.find_first_not_of(' ');
    if (begin == std::string::npos)
        return {};
    out = out.substr(begin, out.find_last_not_of(' ') - begin + 1);
    return std::string(truncated(out, bytesMax));
}

std::string cleanBody(std::string_view text, std::size_t bytesMax)
{
    return std::string(truncated(clean(text.substr(0, bytesMax + 4), [](char c) { return c != '\0'; }), bytesMax));
}

std::string lowerAscii(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
    return out;
}

std::string upperAscii(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
    return out;
}

std::optional<std::string> normalAddress(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        text = end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
    } else if (std::count(text.begin(), text.end(), ':') == 1) {
        text = text.substr(0, text.find(':'));
    }
    if (text.empty() || text.size() >= INET6_ADDRSTRLEN)
        return std::nullopt;
    const std::string zero(text);
    std::array<char, INET6_ADDRSTRLEN> out{};
    in_addr four{};
    if (inet_pton(AF_INET, zero.c_str(), &four) == 1)
        return std::string(inet_ntop(AF_INET, &four, out.data(), out.size()));
    in6_addr six{};
    if (inet_pton(AF_INET6, zero.c_str(), &six) != 1)
        return std::nullopt;
    if (IN6_IS_ADDR_V4MAPPED(&six))
        return std::string(inet_ntop(AF_INET, &six.s6_addr[12], out.data(), out.size()));
    return std::string(inet_ntop(AF_INET6, &six, out.data(), out.size()));
}

std::string normalHex(std::string text)
{
    const bool hex = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')
        && std::all_of(text.begin() + 2, text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
    return hex ? lowerAscii(text) : text;
}

std::string lastSegment(std::string_view path)
{
    path = path.substr(0, path.find_first_of("?#"));
    std::string suffix;
    for (;;) {
        while (!path.empty() && path.back() == '/')
            path.remove_suffix(1);
        const auto slash = path.rfind('/');
        const std::string_view segment = slash == std::string_view::npos ? path : path.substr(slash + 1);
        if (segment.empty())
            return suffix.empty() ? "/" : suffix;
        if (!isIdLike(segment))
            return std::string(truncated(std::string(segment) + suffix, kToolBytesMax));
        suffix = "/:id";
        path = path.substr(0, path.size() - segment.size());
    }
}

} // namespace bursar::ingest
