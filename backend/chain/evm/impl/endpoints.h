// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace bursar::chain::evm::impl {

/// Which endpoints may be asked. Any thread.
class Endpoints {
public:
    static constexpr std::chrono::seconds kRestMin{1};
    static constexpr std::chrono::seconds kRestMax{60};

    Endpoints(std::vector<std::string> urls, const base::Clock& clock);

    std::size_t count() const { return m_endpoints.size(); }
    const std::string& url(std::size_t index) const { return m_endpoints[index].url; }
    bool isUsable(std::size_t index) const;
    /// Whether it has confirmed its chain since it last rested.
    bool isConfirmed(std::size_t index) const;
    void confirmed(std::size_t index);
    void answered(std::size_t index);
    /// Rests, twice as long as the last time unless it says how long.
    void failed(std::size_t index, std::optional<std::chrono::seconds> retryAfter);
    /// For good.
    void takeOut(std::size_t index);
    /// Until the first one may be asked again; empty when all are out.
    std::optional<std::chrono::seconds> restLeft() const;
    /// `text` of a node without anything of our URLs that may be a key.
    std::string redacted(std::string text) const;

private:
    struct Endpoint {
        std::string url;
        std::vector<std::string> secrets; // pieces of the URL behind its host
        unsigned failures = 0;            // in a row
        base::Time restsUntil{};
        bool confirmed = false;
        bool out = false;
    };
    base::Duration restOf(const Endpoint& endpoint) const;

    const base::Clock& m_clock;
    mutable std::mutex m_mutex;
    std::vector<Endpoint> m_endpoints;
};

} // namespace bursar::chain::evm::impl
