// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"
#include "ingest/impl/access_log.h"
#include "ingest/impl/line_source.h"
#include "ingest/row.h"

#include <deque>
#include <functional>
#include <set>
#include <unordered_map>

namespace bursar::ingest {

/// Counts how often a line came before, so that identical lines are different requests. Looks back over the last
/// kLinesMax lines: equal lines have the same second, so in a real log they are never further apart.
class LineOrdinals {
public:
    static constexpr std::size_t kLinesMax = 250'000;

    explicit LineOrdinals(std::size_t linesMax = kLinesMax) : m_linesMax(linesMax) {}
    std::uint32_t next(std::uint64_t hash);

private:
    const std::size_t m_linesMax;
    std::deque<std::uint64_t> m_order;
    std::unordered_map<std::uint64_t, std::uint32_t> m_counts;
};

struct NotedLine {
    std::int64_t number = 0;
    std::string reason;
    std::string text; // its beginning
};

/// Turns the bytes of an access log into rows. The same file, whole or grown, gives the same request ids.
class ImportReader {
public:
    static constexpr std::size_t kNotedMax = 1'000;
    static constexpr std::size_t kNotedBytesMax = 200;
    static constexpr std::size_t kRowsPerBatch = 2'000;
    static constexpr std::size_t kPreviewLines = 100;

    struct Source {
        std::int64_t agentKey = 0;
        std::string batchId;
        base::Time now;
        bool preview = false;
        /// Prefix digests of last lines that earlier imports found cut off.
        std::set<std::string> cutBefore;
    };
    /// Called with full batches and the last one; false ends the reading.
    using OnRows = std::function<bool(std::vector<Ingest::Row>)>;

    ImportReader(Source source, OnRows onRows);

    bool feed(std::string_view bytes) { return m_lines.feed(bytes); }
    /// False when gzip data ended early.
    bool finish();

    std::int64_t lines() const { return m_count; }
    std::int64_t requests() const { return m_requests; }
    std::int64_t malformed() const { return m_malformedCount; }
    std::int64_t repaired() const { return m_repairedCount; }
    std::int64_t knownCut() const { return m_knownCut; }
    const std::vector<NotedLine>& malformedLines() const { return m_malformed; }
    const std::vector<NotedLine>& repairedLines() const { return m_repaired; }
    /// Digest of the last line's prefix, if it was cut off.
    const std::string& cut() const { return m_cut; }
    bool compressed() const { return m_lines.compressed(); }

private:
    bool onLine(const LineSource::Line& line);
    static std::string digestOf(std::string_view line, LineOrdinals& ordinals);
    Ingest::Row makeRow(LogLine&& line, std::string requestId) const;
    void note(std::vector<NotedLine>& list, const LineSource::Line& line, std::string reason);

    const Source m_source;
    OnRows m_onRows;
    LineSource m_lines;
    LineOrdinals m_ordinals, m_prefixOrdinals;
    std::vector<Ingest::Row> m_rows;
    std::int64_t m_count = 0, m_requests = 0, m_malformedCount = 0, m_repairedCount = 0, m_knownCut = 0;
    std::vector<NotedLine> m_malformed, m_repaired;
    int m_fieldsBefore = 0;
    std::string m_cut;
};

} // namespace bursar::ingest
