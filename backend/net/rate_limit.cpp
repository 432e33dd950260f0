// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/rate_limit.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace bursar::net {

namespace {
constexpr std::chrono::milliseconds kNever = std::chrono::hours(24);
constexpr double kRounding = 1e-6; // of a token: what sums of fractions may be off by

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
} // namespace

struct RateLimiter::Impl {
    struct Bucket {
        std::string key;
        double tokens;
        base::Time filledAt;
    };
    using Buckets = std::list<Bucket>; // most recently used first

    Bucket& find(std::string_view key, base::Time now)
    {
        if (const auto found = index.find(key); found != index.end()) {
            buckets.splice(buckets.begin(), buckets, found->second);
            return buckets.front();
        }
        if (buckets.size() >= keysMax) {
            index.erase(buckets.back().key);
            buckets.pop_back();
        }
        buckets.push_front({std::string(key), limit.burst, now});
        index.emplace(buckets.front().key, buckets.begin());
        return buckets.front();
    }

    void refill(Bucket& bucket, base::Time now) const
    {
        // A clock that was set back gives nothing, and starts from there.
        const double seconds = std::max(0.0, std::chrono::duration<double>(now - bucket.filledAt).count());
        bucket.tokens = std::min(limit.burst, bucket.tokens + seconds * limit.perSecond);
        bucket.filledAt = now;
    }

    const Limit limit;
    const std::size_t keysMax;
    const base::Clock& clock;
    std::mutex mutex;
    Buckets buckets;
    std::unordered_map<std::string, Buckets::iterator, TextHash, std::equal_to<>> index;
};

RateLimiter::RateLimiter(Limit limit, std::size_t keysMax, const base::Clock& clock)
    : m_impl(new Impl{.limit = limit, .keysMax = std::max<std::size_t>(1, keysMax), .clock = clock})
{
}

RateLimiter::~RateLimiter() = default;

std::optional<std::chrono::milliseconds> RateLimiter::take(std::string_view key, double tokens)
{
    const std::lock_guard lock(m_impl->mutex);
    const base::Time now = m_impl->clock.now();
    Impl::Bucket& bucket = m_impl->find(key, now);
    m_impl->refill(bucket, now);
    // More than the bucket holds passes when it is full, and is paid back afterwards.
    const double needed = std::min(tokens, m_impl->limit.burst);
    if (bucket.tokens + kRounding >= needed) {
        bucket.tokens -= tokens;
        return std::nullopt;
    }
    if (m_impl->limit.perSecond <= 0)
        return kNever;
    const double millis = std::ceil((needed - bucket.tokens - kRounding) / m_impl->limit.perSecond * 1000);
    return std::chrono::milliseconds(std::int64_t(std::min(millis, double(kNever.count()))));
}

} // namespace bursar::net
