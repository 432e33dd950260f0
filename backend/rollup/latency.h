// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bursar::rollup {

/// Counts of latencies in logarithmic buckets: additive, and any percentile read from it is within 1 % of the exact
/// one (percentile_disc: the smallest value whose rank is at least p). Bucket 0 holds exactly zero; bucket i ≥ 1 holds
/// (g^(i-1), g^i] microseconds with g = 1.01/0.99, read as 2·g^i/(g+1).
/// Encoding: varints, (gap to the previous bucket, zigzag count) in rising order; empty text is empty.
class LatencyHistogram {
public:
    void add(std::chrono::microseconds latency, std::int64_t count = 1);
    void merge(const LatencyHistogram& other);
    /// Adds the counts of an encoded histogram without decoding it first. Throws Error{Internal} when malformed.
    void mergeEncoded(std::string_view encoded);
    std::string encode() const;

    std::int64_t count() const { return m_count; }
    /// p in (0, 1]; empty when there are no values.
    std::optional<std::chrono::microseconds> percentile(double p) const;
    /// How many values are at most `bound` (to the bucket's accuracy).
    std::int64_t countUpTo(std::chrono::microseconds bound) const;

private:
    std::map<std::int32_t, std::int64_t> m_buckets;
    std::int64_t m_count = 0;
};

} // namespace bursar::rollup
