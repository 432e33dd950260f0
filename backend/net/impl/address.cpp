// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/impl/address.h"

#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace bursar::net::impl {

namespace {
constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool samePrefix(const std::uint8_t* a, const std::uint8_t* b, unsigned bits)
{
    const unsigned whole = bits / 8;
    if (std::memcmp(a, b, whole) != 0)
        return false;
    const unsigned rest = bits % 8;
    if (rest == 0)
        return true;
    const auto mask = std::uint8_t(0xff << (8 - rest));
    return (a[whole] & mask) == (b[whole] & mask);
}

template <std::size_t N> struct Block {
    std::array<std::uint8_t, N> base;
    unsigned prefix;
};

// IANA special-purpose registry: all that is not globally reachable, and multicast.
constexpr std::array kRefusedV4{
    Block<4>{{0, 0, 0, 0}, 8},       Block<4>{{10, 0, 0, 0}, 8},     Block<4>{{100, 64, 0, 0}, 10},
    Block<4>{{127, 0, 0, 0}, 8},     Block<4>{{169, 254, 0, 0}, 16}, Block<4>{{172, 16, 0, 0}, 12},
    Block<4>{{192, 0, 0, 0}, 24},    Block<4>{{192, 0, 2, 0}, 24},   Block<4>{{192, 88, 99, 0}, 24},
    Block<4>{{192, 168, 0, 0}, 16},  Block<4>{{198, 18, 0, 0}, 15},  Block<4>{{198, 51, 100, 0}, 24},
    Block<4>{{203, 0, 113, 0}, 24},  Block<4>{{224, 0, 0, 0}, 3},
};
// Inside 2000::/3; whatever is outside of it is refused altogether.
constexpr std::array kRefusedV6{
    Block<16>{{0x20, 0x01, 0x00}, 23},             // IETF protocol assignments: Teredo, ORCHID, benchmarking
    Block<16>{{0x20, 0x01, 0x0d, 0xb8}, 32},       // documentation
    Block<16>{{0x20, 0x02}, 16},                   // 6to4: any IPv4 address inside
    Block<16>{{0x3f, 0xff, 0x00}, 20},             // documentation
};
constexpr std::array<std::uint8_t, 12> kNat64{0x00, 0x64, 0xff, 0x9b};

bool isRefusedV4(const std::uint8_t* bytes)
{
    for (const auto& block : kRefusedV4) {
        if (samePrefix(bytes, block.base.data(), block.prefix))
            return true;
    }
    return false;
}
} // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    if (const auto zone = text.find('%'); zone != std::string_view::npos)
        text = text.substr(0, zone);
    if (text.size() > 45)
        return std::nullopt;
    const std::string copy(text);
    if (copy.find('\0') != std::string::npos)
        return std::nullopt;
    IpAddress address;
    if (inet_pton(AF_INET, copy.c_str(), address.m_bytes.data() + 12) == 1) {
        std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), address.m_bytes.begin());
        return address;
    }
    if (inet_pton(AF_INET6, copy.c_str(), address.m_bytes.data()) == 1)
        return address;
    return std::nullopt;
}

std::optional<IpAddress> IpAddress::from(const sockaddr* raw)
{
    IpAddress address;
    if (raw->sa_family == AF_INET) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(raw);
        std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), address.m_bytes.begin());
        std::memcpy(address.m_bytes.data() + 12, &v4->sin_addr, 4);
        return address;
    }
    if (raw->sa_family == AF_INET6) {
        std::memcpy(address.m_bytes.data(), &reinterpret_cast<const sockaddr_in6*>(raw)->sin6_addr, 16);
        return address;
    }
    return std::nullopt;
}

bool IpAddress::isV4() const
{
    return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), m_bytes.begin());
}

std::string IpAddress::text() const
{
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    if (isV4())
        inet_ntop(AF_INET, m_bytes.data() + 12, buffer.data(), buffer.size());
    else
        inet_ntop(AF_INET6, m_bytes.data(), buffer.data(), buffer.size());
    return buffer.data();
}

bool IpAddress::isRefused() const
{
    if (isV4() || samePrefix(m_bytes.data(), kNat64.data(), 96))
        return isRefusedV4(m_bytes.data() + 12);
    if ((m_bytes[0] & 0xe0) != 0x20)
        return true;
    for (const auto& block : kRefusedV6) {
        if (samePrefix(m_bytes.data(), block.base.data(), block.prefix))
            return true;
    }
    return false;
}

IpAddress IpAddress::limitKey() const
{
    IpAddress key = *this;
    if (!isV4())
        std::fill(key.m_bytes.begin() + 8, key.m_bytes.end(), std::uint8_t{0});
    return key;
}

std::optional<Network> Network::parse(std::string_view text)
{
    const auto slash = text.find('/');
    const auto base = IpAddress::parse(text.substr(0, slash));
    if (!base)
        return std::nullopt;
    Network network;
    network.m_base = *base;
    if (slash == std::string_view::npos)
        return network;
    const std::string_view digits = text.substr(slash + 1);
    unsigned prefix = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    const unsigned offset = base->isV4() ? 96 : 0;
    if (error != std::errc{} || end != digits.data() + digits.size() || prefix + offset > 128)
        return std::nullopt;
    network.m_prefix = prefix + offset;
    return network;
}

bool Network::contains(const IpAddress& address) const
{
    return samePrefix(m_base.bytes().data(), address.bytes().data(), m_prefix);
}

namespace {
/// One entry of X-Forwarded-For, which some proxies write with a port.
std::optional<IpAddress> parseForwarded(std::string_view entry)
{
    while (!entry.empty() && (entry.front() == ' ' || entry.front() == '\t'))
        entry.remove_prefix(1);
    while (!entry.empty() && (entry.back() == ' ' || entry.back() == '\t'))
        entry.remove_suffix(1);
    if (const auto bracket = entry.find(']'); !entry.empty() && entry.front() == '[')
        return bracket == std::string_view::npos ? std::nullopt : IpAddress::parse(entry.substr(0, bracket + 1));
    if (const auto colon = entry.find(':'); colon != std::string_view::npos && colon == entry.rfind(':'))
        entry = entry.substr(0, colon);
    return IpAddress::parse(entry);
}

bool isTrusted(const IpAddress& address, const std::vector<Network>& trusted)
{
    for (const Network& network : trusted) {
        if (network.contains(address))
            return true;
    }
    return false;
}
} // namespace

IpAddress clientBehindProxies(const IpAddress& peer, std::string_view forwardedFor, const std::vector<Network>& trusted)
{
    IpAddress client = peer;
    while (isTrusted(client, trusted) && !forwardedFor.empty()) {
        const auto comma = forwardedFor.rfind(',');
        const auto entry = parseForwarded(comma == std::string_view::npos ? forwardedFor
                                                                          : forwardedFor.substr(comma + 1));
        if (!entry)
            break;
        client = *entry;
        forwardedFor = comma == std::string_view::npos ? std::string_view() : forwardedFor.substr(0, comma);
    }
    return client;
}

} // namespace bursar::net::impl
