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
    if (!text.empty() && static_cast<unsigned char>(text.front()) < 0x80) { // nearly always
        const auto value = static_cast<unsigned char>(text.front());
        text.remove_prefix(1);
        return value;
    }
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

/// Counts by bucket. The sum of a long span comes as thousands of runs: they are added up in one array of the thread,
/// which is all zeros between uses, rather than merged one by one.
class Tally {
public:
    explicit Tally(std::int32_t last) : m_counts(zeros(last)), m_lowest(last) {}
    ~Tally()
    {
        if (m_lowest <= m_highest)
            std::fill(m_counts.begin() + m_lowest, m_counts.begin() + m_highest + 1, 0);
    }
    Tally(const Tally&) = delete;
    Tally& operator=(const Tally&) = delete;

    void add(std::int32_t index, std::int64_t count)
    {
        m_counts[std::size_t(index)] += count;
        m_lowest = std::min(m_lowest, index);
        m_highest = std::max(m_highest, index);
    }
    std::int64_t operator[](std::int32_t index) const { return m_counts[std::size_t(index)]; }
    std::int32_t lowest() const { return m_lowest; }
    std::int32_t highest() const { return m_highest; }

private:
    static std::vector<std::int64_t>& zeros(std::int32_t last)
    {
        thread_local std::vector<std::int64_t> counts;
        counts.resize(std::size_t(last) + 1);
        return counts;
    }
    std::vector<std::int64_t>& m_counts;
    std::int32_t m_lowest;
    std::int32_t m_highest = -1;
};
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
    for (const Bucket& bucket : run)
        m_count += bucket.count;
    if (m_buckets.empty()) {
        m_buckets = run;
        return;
    }
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
}

void LatencyHistogram::merge(const LatencyHistogram& other)
{
    mergeSorted(std::vector<Bucket>(other.m_buckets)); // a copy: it may be this one
}

void LatencyHistogram::mergeEncoded(std::string_view encoded)
{
    const auto last = std::int32_t(upperBounds().size() - 1);
    Tally tally(last);
    std::int32_t index = -1;
    while (!encoded.empty()) {
        const std::uint64_t gap = readVarint(encoded);
        if (gap == 0) {
            index = -1;
            continue;
        }
        if (gap > std::uint64_t(last - index))
            failMalformed();
        index += std::int32_t(gap);
        tally.add(index, unzigzag(readVarint(encoded)));
    }
    std::vector<Bucket> run;
    for (std::int32_t i = tally.lowest(); i <= tally.highest(); ++i) {
        if (tally[i] != 0)
            run.push_back({i, tally[i]});
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
