// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

namespace bursar::net {

/// Token buckets by key, bounded: when `keysMax` are in use the least recently used is forgotten. Any thread.
class RateLimiter {
public:
    struct Limit {
        double perSecond;
        double burst;
    };
    RateLimiter(Limit limit, std::size_t keysMax, const base::Clock& clock);
    ~RateLimiter();
    /// Empty when allowed, else how long until it would be. More tokens than the burst pass a full bucket and are paid
    /// back afterwards.
    std::optional<std::chrono::milliseconds> take(std::string_view key, double tokens = 1);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::net
