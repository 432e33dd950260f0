// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/import_reader.h"

#include "base/ids.h"
#include "crypto/hash.h"
#include "ingest/impl/redact.h"
#include "ingest/impl/text.h"

#include <cstring>

namespace bursar::ingest {

using namespace std::chrono;

namespace {
constexpr base::Time kOldest = sys_days(year(1995) / 1 / 1);
constexpr hours kAheadMax{24};
} // namespace

std::uint32_t LineOrdinals::next(std::uint64_t hash)
{
    const std::uint32_t ordinal = m_counts[hash]++;
    m_order.push_back(hash);
    if (m_order.size() > m_linesMax) {
        const auto oldest = m_counts.find(m_order.front());
        if (--oldest->second == 0)
            m_counts.erase(oldest);
        m_order.pop_front();
    }
    return ordinal;
}

ImportReader::ImportReader(Source source, OnRows onRows)
    : m_source(std::move(source)), m_onRows(std::move(onRows)),
      m_lines([this](const LineSource::Line& line) { return onLine(line); })
{
}

bool ImportReader::finish()
{
    const bool whole = m_lines.finish();
    if (!m_rows.empty())
        m_onRows(std::exchange(m_rows, {}));
    return whole;
}

std::string ImportReader::digestOf(std::string_view line, LineOrdinals& ordinals)
{
    const std::string content = crypto::sha256(line).substr(0, 16);
    std::uint64_t hash = 0;
    std::memcpy(&hash, content.data(), sizeof hash);
    const std::uint32_t ordinal = ordinals.next(hash);
    return base::toHex(crypto::sha256(content + '\0' + std::to_string(ordinal)).substr(0, 16));
}

void ImportReader::note(std::vector<NotedLine>& list, const LineSource::Line& line, std::string reason)
{
    if (list.size() < kNotedMax)
        list.push_back({line.number, std::move(reason), cleanLine(redactedUrl(line.text.substr(0, 4 * kNotedBytesMax)),
                                                                  kNotedBytesMax)});
}

bool ImportReader::onLine(const LineSource::Line& line)
{
    m_count = line.number;
    if (line.text.find_first_not_of(" \t") == std::string_view::npos && !line.tooLong)
        return true;
    LineOutcome outcome = line.tooLong ? LineOutcome("is longer than 64 KiB") : parseLogLine(line.text);
    if (LogLine* parsed = std::get_if<LogLine>(&outcome);
        parsed && (parsed->at < kOldest || parsed->at > m_source.now + kAheadMax))
        outcome = "has a time before 1995 or in the future";
    if (const std::string* reason = std::get_if<std::string>(&outcome)) {
        ++m_malformedCount;
        note(m_malformed, line, *reason);
        return !(m_source.preview && line.number >= std::int64_t(kPreviewLines));
    }
    LogLine& parsed = std::get<LogLine>(outcome);
    // The end of a log that is still being written; when it has grown, the whole line is the same request.
    const bool cut = !line.terminated && parsed.prefixBytes > 0
        && (parsed.repaired || parsed.fields < m_fieldsBefore);
    m_fieldsBefore = parsed.fields;
    const std::string prefix = parsed.prefixBytes > 0
        ? digestOf(line.text.substr(0, parsed.prefixBytes), m_prefixOrdinals) : std::string();
    if (cut || parsed.repaired) {
        parsed.repaired = true;
        ++m_repairedCount;
        note(m_repaired, line, "is cut off; what is there was taken");
    }
    if (cut)
        m_cut = prefix;
    ++m_requests;
    const std::string digest = digestOf(line.text, m_ordinals);
    if (!cut && m_source.cutBefore.contains(prefix)) {
        ++m_knownCut;
    } else {
        m_rows.push_back(makeRow(std::move(parsed),
                                 cut ? "cut:" + prefix : "line:" + digest));
    }
    if (m_rows.size() >= kRowsPerBatch && !m_onRows(std::exchange(m_rows, {})))
        return false;
    return !(m_source.preview && line.number >= std::int64_t(kPreviewLines));
}

Ingest::Row ImportReader::makeRow(LogLine&& line, std::string requestId) const
{
    Ingest::Row row;
    row.agentKey = m_source.agentKey;
    row.at = line.at;
    row.repaired = line.repaired;
    row.requestId = std::move(requestId);
    row.source = rollup::Source::import;
    row.status = line.status;
    row.response = line.response.value_or(microseconds(0));
    row.method = cleanLine(line.method, kMethodBytesMax);
    row.path = cleanLine(line.path, kPathBytesMax);
    row.tool = row.path == "-" ? std::string() : lastSegment(row.path);
    row.ip = normalAddress(line.host).value_or("");
    row.customer = row.ip.empty() ? cleanLine(line.host, kCustomerBytesMax) : row.ip;
    row.responseSize = line.bytes;
    row.userAgent = cleanLine(line.userAgent, kUserAgentBytesMax);
    row.referer = cleanLine(redactedUrl(line.referer), kRefererBytesMax);
    row.batchId = m_source.batchId;
    return row;
}

} // namespace bursar::ingest
