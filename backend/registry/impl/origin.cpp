// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/impl/origin.h"

#include "base/error.h"
#include "identity/text.h"
#include "net/http_client.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace bursar::registry {

namespace {
constexpr std::size_t kUrlBytesMax = 2'048;
constexpr std::size_t kHostBytesMax = 253;
constexpr std::array<std::string_view, 6> kInnerSuffixes{".localhost", ".local",     ".internal",
                                                         ".lan",       ".home.arpa", ".localdomain"};

struct Authority {
    std::string host; // lower case, without brackets
    bool ipv6 = false;
    std::string_view port;
};

bool isUrlByte(char c)
{
    return c > 0x20 && c < 0x7f && c != '\\' && c != '"' && c != '<' && c != '>';
}

bool isNumericV4(const std::string& host)
{
    in_addr address{};
    return inet_pton(AF_INET, host.c_str(), &address) == 1;
}

bool isNumericV6(const std::string& host)
{
    in6_addr address{};
    return inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Names such as 2130706433, 0x7f.1 or 127.1: resolvers read them as IPv4 addresses.
bool endsInNumber(std::string_view host)
{
    if (host.ends_with('.'))
        host.remove_suffix(1);
    const std::size_t dot = host.rfind('.');
    const std::string_view last = dot == std::string_view::npos ? host : host.substr(dot + 1);
    return isDigits(last) || last.starts_with("0x");
}

bool isHostName(std::string_view host)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    };
    return !host.empty() && host.size() <= kHostBytesMax && std::all_of(host.begin(), host.end(), allowed)
        && host.front() != '.' && host.front() != '-' && host.find("..") == std::string_view::npos;
}

/// Empty host when malformed.
Authority split(std::string_view authority)
{
    Authority out;
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        if (end == std::string_view::npos)
            return {};
        out.host = identity::lowerCase(authority.substr(1, end - 1));
        out.ipv6 = true;
        authority.remove_prefix(end + 1);
    } else {
        const std::size_t colon = std::min(authority.find(':'), authority.size());
        out.host = identity::lowerCase(authority.substr(0, colon));
        authority.remove_prefix(colon);
    }
    if (authority.empty())
        return out;
    out.port = authority.substr(1);
    unsigned port = 0;
    std::from_chars(out.port.data(), out.port.data() + out.port.size(), port);
    if (authority.front() != ':' || !isDigits(out.port) || out.port.size() > 5 || port == 0 || port > 65'535)
        return {};
    return out;
}

bool isWellFormed(const Authority& authority)
{
    if (authority.ipv6)
        return isNumericV6(authority.host);
    return isHostName(authority.host) && (!endsInNumber(authority.host) || isNumericV4(authority.host));
}

bool isInner(const Authority& authority)
{
    if (authority.ipv6 || isNumericV4(authority.host))
        return net::isRefusedAddress(authority.host);
    std::string_view host = authority.host;
    if (host.ends_with('.'))
        host.remove_suffix(1);
    return host.find('.') == std::string_view::npos
        || std::any_of(kInnerSuffixes.begin(), kInnerSuffixes.end(),
                       [host](std::string_view suffix) { return host.ends_with(suffix); });
}
} // namespace

std::string checkedOrigin(std::string_view url, PrivateOrigins policy, std::string_view field)
{
    const std::string path(field);
    url = identity::trimmed(url);
    const std::string start = identity::lowerCase(url.substr(0, 8));
    const std::size_t scheme = start.starts_with("https://") ? 8 : start.starts_with("http://") ? 7 : 0;
    if (scheme == 0 || url.size() > kUrlBytesMax || !std::all_of(url.begin(), url.end(), isUrlByte))
        throw base::invalidField(path, "malformed", "must be an http or https URL");
    const std::string_view rest = url.substr(scheme);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    if (authority.find('@') != std::string_view::npos)
        throw base::invalidField(path, "user_info", "must not carry a user name or password");
    const Authority parts = split(authority);
    if (!isWellFormed(parts))
        throw base::invalidField(path, "malformed", "must name a host and, if it likes, a port");
    if (policy == PrivateOrigins::Refused && isInner(parts))
        throw base::invalidField(path, "private_address",
                                 "is a private address; the setting allow_private_origins allows these");
    return std::string(url);
}

} // namespace bursar::registry
