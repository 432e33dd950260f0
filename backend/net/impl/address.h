// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace bursar::net::impl {

/// An IPv4 or IPv6 address; IPv4 is held in its mapped form, so one address has one representation.
class IpAddress {
public:
    /// Strict numeric notation (no octal, decimal or short IPv4); "[…]" and a zone are accepted for IPv6.
    static std::optional<IpAddress> parse(std::string_view text);
    /// Empty for families other than AF_INET and AF_INET6.
    static std::optional<IpAddress> from(const sockaddr* address);

    bool isV4() const;
    std::string text() const;
    /// Whether calls on behalf of a user must not go there: everything that is not public unicast.
    bool isRefused() const;
    /// The key for limits: IPv6 counts by /64, which one customer holds.
    IpAddress limitKey() const;

    auto operator<=>(const IpAddress&) const = default;
    const std::array<std::uint8_t, 16>& bytes() const { return m_bytes; }

private:
    std::array<std::uint8_t, 16> m_bytes{};
};

/// An address block in CIDR notation; a bare address is a block of one.
class Network {
public:
    static std::optional<Network> parse(std::string_view text);
    bool contains(const IpAddress& address) const;

private:
    IpAddress m_base;
    unsigned m_prefix = 128;
};

/// The client behind trusted proxies: the right-most address of X-Forwarded-For that is not itself trusted.
IpAddress clientBehindProxies(const IpAddress& peer, std::string_view forwardedFor,
                              const std::vector<Network>& trusted);

} // namespace bursar::net::impl
