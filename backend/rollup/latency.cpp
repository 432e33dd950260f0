// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup/latency.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace bursar::rollup {

namespace {
constexpr double kGrowth = 1.01 / 0.99;

/// Upper bounds of the buckets in microseconds; the last one reaches kLatencyMax.
const std::vector<double>& upperBounds()
{
    static const std::vector<double> bounds = [] {
        std::vector<double> all{0};
        for (double bound = kGrowth; all.back() < double(LatencyHistogram::kLatencyMax.count()); bound *= kGrowth)
            all.push_back(bound);
        return all;
    }();
    return bounds;
}

std::int32_t bucketOf(std::chrono::microseconds latency)
{
    const std::int64_t micros = std::clamp<std::int64_t>(latency.count(), 0, LatencyHistogram::kLatencyMax.count());
    const std::vector<double>& bounds = upperBounds();
    return std::int32_t(std::lower_bound(bounds.begin(), bounds.end(), double(micros)) - bounds.begin());
}

std::chrono::microseconds valueOf(std::int32_t index)
{
    if (index <= 0)
        return std::chrono::microseconds(0);
    const std::vector<double>& bounds = upperBounds();
    const double upper = bounds[std::min<std::size_t>(std::size_t(index), bounds.size() - 1)];
    return std::chrono::microseconds(std::llround(2 * upper / (kGrowth + 1)));
}

void appendVarint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out.push_back(char(0x80 | (value & 0x7f)));
    out.push_back(char(value));
}

[[noreturn]] void failMalformed()
{
    throw base::Error(base::ErrorCode::Internal, "latency_malformed", "A stored latency histogram is malformed.");
}

std::uint64_t readVarint(std::string_view& text)
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !text.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(text.front());
        text.remove_prefix(1);
        value |= std::uint64_t(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    failMalformed();
}

std::uint64_t zigzag(std::int64_t value)
{
    return (std::uint64_t(value) << 1) ^ std::uint64_t(value >> 63);
}

std::int64_t unzigzag(std::uint64_t value)
{
    return std::int64_t(value >> 1) ^ -std::int64_t(value & 1);
}
} // namespace

void LatencyHistogram::add(std::chrono::microseconds latency, std::int64_t count)
{
    const std::int32_t index = bucketOf(latency);
    const auto at = std::lower_bound(m_buckets.begin(), m_buckets.end(), index,
                                     [](const Bucket& bucket, std::int32_t i) { return bucket.index < i; });
    m_count += count;
    if (at == m_buckets.end() || at->index != index) {
        if (count != 0)
            m_buckets.insert(at, Bucket{index, count});
        return;
    }
    at->count += count;
    if (at->count == 0)
        m_buckets.erase(at);
}

void LatencyHistogram::mergeSorted(const std::vector<Bucket>& run)
{
    std::vector<Bucket> sum;
    sum.reserve(m_buckets.size() + run.size());
    std::merge(m_buckets.begin(), m_buckets.end(), run.begin(), run.end(), std::back_inserter(sum),
               [](const Bucket& a, const Bucket& b) { return a.index < b.index; });
    m_buckets.clear();
    for (const Bucket& bucket : sum) {
        if (!m_buckets.empty() && m_buckets.back().index == bucket.index)
            m_buckets.back().count += bucket.count;
        else
            m_buckets.push_back(bucket);
        if (m_buckets.back().count == 0)
            m_buckets.pop_back();
    }
    for (const Bucket& bucket : run)
        m_count += bucket.count;
}

void LatencyHistogram::merge(const LatencyHistogram& other)
{
    mergeSorted(std::vector<Bucket>(other.m_buckets));
}

void LatencyHistogram::mergeEncoded(std::string_view encoded)
{
    const auto last = std::int32_t(upperBounds().size() - 1);
    std::vector<Bucket> run;
    std::int32_t index = -1;
    while (!encoded.empty()) {
        const std::uint64_t gap = readVarint(encoded);
        if (gap == 0) {
            mergeSorted(run);
            run.clear();
            index = -1;
            continue;
        }
        if (gap > std::uint64_t(last - index))
            failMalformed();
        index += std::int32_t(gap);
        run.push_back({index, unzigzag(readVarint(encoded))});
    }
    mergeSorted(run);
}

std::string LatencyHistogram::encode() const
{
    std::string out;
    std::int32_t previous = -1;
    for (const Bucket& bucket : m_buckets) {
        appendVarint(out, std::uint64_t(bucket.index - previous));
        appendVarint(out, zigzag(bucket.count));
        previous = bucket.index;
    }
    return out;
}

std::optional<std::chrono::microseconds> LatencyHistogram::percentile(double p) const
{
    if (m_count <= 0)
        return std::nullopt;
    const auto rank = std::clamp<std::int64_t>(std::int64_t(std::ceil(p * double(m_count))), 1, m_count);
    std::int64_t seen = 0;
    for (const Bucket& bucket : m_buckets) {
        seen += bucket.count;
        if (seen >= rank)
            return valueOf(bucket.index);
    }
    return m_buckets.empty() ? std::nullopt : std::optional(valueOf(m_buckets.back().index));
}

std::int64_t LatencyHistogram::countUpTo(std::chrono::microseconds bound) const
{
    if (bound.count() < 0)
        return 0;
    const std::int32_t last = bucketOf(bound);
    std::int64_t seen = 0;
    for (const Bucket& bucket : m_buckets)
        seen += bucket.index <= last ? bucket.count : 0;
    return seen;
}

} // namespace bursar::rollup
