// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain/evm/impl/endpoints.h"

#include <algorithm>

namespace bursar::chain::evm::impl {

namespace {
constexpr std::size_t kSecretBytesMin = 8; // "v2" and "mainnet" are no keys

std::vector<std::string> secretsOf(const std::string& url)
{
    std::vector<std::string> pieces;
    const auto scheme = url.find("://");
    std::size_t begin = url.find_first_of("/?", scheme == std::string::npos ? 0 : scheme + 3);
    while (begin < url.size()) {
        const std::size_t end = std::min(url.find_first_of("/?&=", begin + 1), url.size());
        if (end - begin - 1 >= kSecretBytesMin)
            pieces.push_back(url.substr(begin + 1, end - begin - 1));
        begin = end;
    }
    return pieces;
}
} // namespace

Endpoints::Endpoints(std::vector<std::string> urls, const base::Clock& clock) : m_clock(clock)
{
    for (std::string& url : urls) {
        auto secrets = secretsOf(url);
        m_endpoints.push_back({.url = std::move(url), .secrets = std::move(secrets)});
    }
}

base::Duration Endpoints::restOf(const Endpoint& endpoint) const
{
    const base::Duration left = endpoint.restsUntil - m_clock.now();
    // More than the longest rest: the clock has been set back.
    return left > kRestMax ? base::Duration(0) : std::max(left, base::Duration(0));
}

bool Endpoints::isUsable(std::size_t index) const
{
    const std::lock_guard lock(m_mutex);
    return !m_endpoints[index].out && restOf(m_endpoints[index]) == base::Duration(0);
}

bool Endpoints::isConfirmed(std::size_t index) const
{
    const std::lock_guard lock(m_mutex);
    return m_endpoints[index].confirmed;
}

void Endpoints::confirmed(std::size_t index)
{
    const std::lock_guard lock(m_mutex);
    m_endpoints[index].confirmed = true;
}

void Endpoints::answered(std::size_t index)
{
    const std::lock_guard lock(m_mutex);
    m_endpoints[index].failures = 0;
}

void Endpoints::failed(std::size_t index, std::optional<std::chrono::seconds> retryAfter)
{
    constexpr unsigned kDoublingsMax = 6;
    const std::lock_guard lock(m_mutex);
    Endpoint& endpoint = m_endpoints[index];
    const auto doubled = kRestMin * (1u << std::min(endpoint.failures, kDoublingsMax));
    endpoint.failures = std::min(endpoint.failures + 1, kDoublingsMax);
    const std::chrono::seconds rest = retryAfter.value_or(doubled);
    endpoint.restsUntil = m_clock.now() + std::clamp(rest, kRestMin, kRestMax);
    endpoint.confirmed = false;
}

void Endpoints::takeOut(std::size_t index)
{
    const std::lock_guard lock(m_mutex);
    m_endpoints[index].out = true;
}

std::optional<std::chrono::seconds> Endpoints::restLeft() const
{
    const std::lock_guard lock(m_mutex);
    std::optional<std::chrono::seconds> least;
    for (const Endpoint& endpoint : m_endpoints) {
        if (endpoint.out)
            continue;
        const auto left = std::chrono::ceil<std::chrono::seconds>(restOf(endpoint));
        least = std::min(least.value_or(left), left);
    }
    return least;
}

std::string Endpoints::redacted(std::string text) const
{
    for (const Endpoint& endpoint : m_endpoints) { // url and secrets never change: no lock
        for (const std::string& secret : endpoint.secrets) {
            for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
                text.replace(at, secret.size(), "***");
        }
    }
    return text;
}

} // namespace bursar::chain::evm::impl
