// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/target.h"

#include "base/utf8.h"
#include "net/impl/text.h"

namespace bursar::net::impl {

namespace {
int nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

enum class Plus { Literal, Space };

bool percentDecode(std::string_view text, Plus plus, std::string& out)
{
    out.clear();
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::Space) {
            out.push_back(' ');
        } else if (text[i] != '%') {
            out.push_back(text[i]);
        } else {
            if (i + 2 >= text.size())
                return false;
            const int high = nibble(text[i + 1]);
            const int low = nibble(text[i + 2]);
            if (high < 0 || low < 0)
                return false;
            out.push_back(static_cast<char>(high << 4 | low));
            i += 2;
        }
    }
    return true;
}

Fault badPath(std::string text)
{
    return {400, "bad_path", std::move(text)};
}

/// The origin form of a target: an absolute form loses scheme and authority. Empty when it is neither.
std::string_view originForm(std::string_view raw)
{
    if (!raw.empty() && raw.front() == '/')
        return raw;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (raw.size() <= scheme.size() || !equalsIgnoringCase(raw.substr(0, scheme.size()), scheme))
            continue;
        const auto end = raw.find_first_of("/?", scheme.size());
        if (end == scheme.size())
            return {};
        if (end == std::string_view::npos)
            return "/";
        return raw[end] == '/' ? raw.substr(end) : std::string_view();
    }
    return {};
}

std::optional<Fault> checkSegments(std::string_view path)
{
    path.remove_prefix(1);
    while (!path.empty()) {
        const auto slash = path.find('/');
        const std::string_view segment = path.substr(0, slash);
        if (segment.empty() || segment == "." || segment == "..")
            return badPath("the path has an empty or dot segment");
        path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    }
    return std::nullopt;
}

bool hasControl(std::string_view text)
{
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            return true;
    }
    return false;
}

std::optional<Fault> parseQuery(std::string_view raw, HttpRequest& request)
{
    while (!raw.empty()) {
        const auto ampersand = raw.find('&');
        const std::string_view item = raw.substr(0, ampersand);
        raw = ampersand == std::string_view::npos ? std::string_view() : raw.substr(ampersand + 1);
        if (item.empty())
            continue;
        const auto equals = item.find('=');
        std::pair<std::string, std::string> pair;
        const std::string_view value = equals == std::string_view::npos ? std::string_view() : item.substr(equals + 1);
        if (!percentDecode(item.substr(0, equals), Plus::Space, pair.first)
            || !percentDecode(value, Plus::Space, pair.second))
            return Fault{400, "bad_query", "the query has a malformed percent-encoding"};
        for (const std::string& text : {pair.first, pair.second}) {
            if (text.find('\0') != std::string::npos || !base::isUtf8(text))
                return Fault{400, "bad_query", "the query is not UTF-8 text"};
        }
        request.query.push_back(std::move(pair));
    }
    return std::nullopt;
}
} // namespace

std::optional<Fault> parseTarget(std::string_view raw, HttpRequest& request)
{
    for (const char c : raw) {
        if (c <= 0x20 || c >= 0x7f || c == '#')
            return badPath("the request target has a character that must be percent-encoded");
    }
    const std::string_view target = originForm(raw);
    if (target.empty())
        return badPath("the request target is not a path");
    const auto question = target.find('?');
    std::string_view path = target.substr(0, question);
    if (path.size() > kPathBytesMax)
        return badPath("the path is too long");
    if (path.find("%2F") != std::string_view::npos || path.find("%2f") != std::string_view::npos)
        return badPath("the path has an encoded slash");
    if (path.size() > 1 && path.back() == '/')
        path.remove_suffix(1);
    if (!percentDecode(path, Plus::Literal, request.path))
        return badPath("the path has a malformed percent-encoding");
    if (hasControl(request.path) || !base::isUtf8(request.path))
        return badPath("the path is not printable UTF-8 text");
    if (auto fault = checkSegments(request.path))
        return fault;
    request.target = target;
    return question == std::string_view::npos ? std::nullopt : parseQuery(target.substr(question + 1), request);
}

} // namespace bursar::net::impl
