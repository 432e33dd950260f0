// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bursar::rollup {

/// Counts of latencies in logarithmic buckets: additive, and any percentile read from it is within 1 % (and half a
/// microsecond, for it is a whole number) of the exact one (percentile_disc: the smallest value whose rank is at least
/// p). Bucket 0 holds exactly zero; bucket i ≥ 1 holds (g^(i-1), g^i] microseconds with g = 1.01/0.99, the first one
/// also 1, read as 2·g^i/(g+1). Longer than kLatencyMax counts as that.
/// Encoding: varints, (gap to the previous bucket, zigzag count) in rising order, beginning at -1; a gap of zero goes
/// back to -1, so encodings joined by a zero byte (SQL: string_agg(latency, '\x00')) are the encoding of their sum.
/// Empty text is empty. Counts may be negative in a delta.
class LatencyHistogram {
public:
    static constexpr std::chrono::microseconds kLatencyMax{1'000'000'000'000};

    void add(std::chrono::microseconds latency, std::int64_t count = 1);
    void merge(const LatencyHistogram& other);
    /// Adds the counts of an encoded histogram. Throws Error{Internal} when malformed.
    void mergeEncoded(std::string_view encoded);
    std::string encode() const;

    std::int64_t count() const { return m_count; }
    /// p in (0, 1]; empty when there are no values.
    std::optional<std::chrono::microseconds> percentile(double p) const;
    /// How many values are at most `bound` (to the bucket's accuracy).
    std::int64_t countUpTo(std::chrono::microseconds bound) const;

private:
    struct Bucket {
        std::int32_t index;
        std::int64_t count;
    };
    void mergeSorted(const std::vector<Bucket>& run);

    std::vector<Bucket> m_buckets; // rising, no zero counts
    std::int64_t m_count = 0;
};

} // namespace bursar::rollup
