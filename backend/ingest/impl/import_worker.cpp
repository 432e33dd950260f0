// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/import_worker.h"

#include "base/error.h"
#include "base/log.h"

#include <fmt/format.h>

#include <thread>

namespace bursar::ingest {

using namespace std::chrono;

namespace {
constexpr base::Log kLog{"ingest"};
constexpr std::size_t kPieceBytes = 256 * 1024; // of a chunk, between two looks at the clock
constexpr int kWriteAttempts = 60;
constexpr seconds kWritePause{1};
constexpr days kRebuildDaysMax{31};

std::optional<base::Time> timeIn(const json::object& object, std::string_view name)
{
    const json::value* value = object.if_contains(name);
    return value && value->is_string() ? base::parseTime(std::string_view(value->get_string())) : std::nullopt;
}

std::int64_t integerIn(const json::object& object, std::string_view name)
{
    const json::value* value = object.if_contains(name);
    return value && value->is_int64() ? value->get_int64() : 0;
}

bool flagIn(const json::object& object, std::string_view name)
{
    const json::value* value = object.if_contains(name);
    return value && value->is_bool() && value->get_bool();
}

json::array toJson(const std::vector<NotedLine>& lines)
{
    json::array out;
    for (const NotedLine& line : lines)
        out.push_back(json::object{{"line", line.number}, {"reason", line.reason}, {"text", line.text}});
    return out;
}

json::object toJson(const Ingest::Row& row)
{
    json::object out{{"at", base::formatTime(row.at)}, {"customer", row.customer}, {"method", row.method},
                     {"path", row.path},               {"status", row.status},     {"tool", row.tool},
                     {"response_ms", double(row.response.count()) / 1000}};
    if (row.responseSize)
        out["bytes"] = *row.responseSize;
    if (!row.referer.empty())
        out["referer"] = row.referer;
    if (!row.userAgent.empty())
        out["user_agent"] = row.userAgent;
    if (row.repaired)
        out["repaired"] = true;
    return out;
}

/// Days on which the aggregates still count imported requests of the agent.
std::vector<base::Day> importedDays(db::Transaction& tx, std::int64_t agentKey, base::Time first, base::Time last)
{
    std::vector<base::Day> all;
    const db::Result rows = tx.exec("SELECT DISTINCT bucket::date FROM rollup_day WHERE agent_key = $1 AND dimension = $2 "
                                    "AND value LIKE 'import/%' AND bucket >= $3 AND bucket <= $4 ORDER BY 1",
                                    {agentKey, int(rollup::Dimension::protocol),
                                     base::Time(floor<days>(first)), last});
    for (const db::Row row : rows)
        all.push_back(row.day(0));
    return all;
}
} // namespace

std::string importBatchId(const std::string& taskId)
{
    return "import:" + taskId;
}

ImportWorker::ImportWorker(db::Pool& pool, Ingest& ingest, const base::Clock& clock, const std::atomic<bool>& stopping,
                           Claimed task, std::function<void()> reported)
    : m_pool(pool), m_ingest(ingest), m_clock(clock), m_stopping(stopping), m_task(std::move(task)),
      m_reported(std::move(reported)),
      m_preview(flagIn(m_task.state, "preview")), m_first(timeIn(m_task.state, "first_at")),
      m_last(timeIn(m_task.state, "last_at"))
{
}

void ImportWorker::run()
{
    try {
        m_ownBefore = countOwn();
        ImportReader::Source source{.agentKey = m_task.agentKey, .batchId = importBatchId(m_task.id),
                                    .now = m_clock.now(), .preview = m_preview};
        const std::vector<std::string> cut =
            m_pool.transact([this](db::Transaction& tx) { return cutLines(tx, m_task.agentKey); });
        source.cutBefore.insert(cut.begin(), cut.end());
        ImportReader* self = nullptr;
        ImportReader reader(std::move(source),
                            [this, &self](std::vector<Ingest::Row> rows) { return take(std::move(rows), *self); });
        self = &reader;
        End end = read(reader);
        const bool whole = end == End::complete ? reader.finish() : true;
        if (m_canceled)
            end = End::canceled;
        if (end == End::stopped && m_stopping)
            return m_pool.transact([this](db::Transaction& tx) { putBack(tx, m_task.id, m_clock.now()); });
        if (end == End::canceled) // what was done stays, and can be undone
            return m_pool.transact([&](db::Transaction& tx) {
                addResult(tx, m_task.id, resultOf(reader, true), m_clock.now());
                dropChunks(tx, m_task.id);
            });
        finish("done", summary(reader) + (whole ? "" : "; the gzip data ends early"), resultOf(reader, whole));
    } catch (const base::Error& error) {
        kLog.warning("import {} failed: {}", m_task.id, error.text());
        if (error.code() == base::ErrorCode::Unavailable && m_stopping)
            return; // stays running, and is claimed again once it is stale
        finish("failed", error.text(), {});
    }
}

ImportWorker::End ImportWorker::read(ImportReader& reader)
{
    while (m_offset < m_task.bytes) {
        const std::optional<std::string> chunk =
            m_pool.transact([this](db::Transaction& tx) { return readChunk(tx, m_task.id, m_offset); });
        if (!chunk) {
            if (!report("reading")) // a canceled task has no chunks any more
                return End::canceled;
            throw base::Error(base::ErrorCode::Internal, "import_lost", "Parts of the uploaded file are missing.");
        }
        for (std::size_t at = 0; at < chunk->size(); at += kPieceBytes) {
            if (m_stopping)
                return End::stopped;
            const std::string_view piece = std::string_view(*chunk).substr(at, kPieceBytes);
            m_offset += std::int64_t(piece.size());
            if (!reader.feed(piece))
                return m_canceled ? End::canceled : m_stopping ? End::stopped : End::complete; // a preview has seen enough
        }
    }
    return End::complete;
}

bool ImportWorker::take(std::vector<Ingest::Row> rows, const ImportReader& reader)
{
    if (m_preview) {
        for (const Ingest::Row& row : rows) {
            if (m_previewRows.size() < ImportReader::kPreviewLines)
                m_previewRows.push_back(toJson(row));
        }
        return true;
    }
    widenSpan(rows);
    if (m_stopping || !report(fmt::format("{} requests read", reader.requests())))
        return false;
    m_written += std::int64_t(rows.size());
    m_added += std::int64_t(write(std::move(rows)));
    return true;
}

std::size_t ImportWorker::write(std::vector<Ingest::Row> rows)
{
    for (int attempt = 1;; ++attempt) {
        try {
            return m_ingest.write(rows);
        } catch (const base::Error& error) {
            if (error.code() != base::ErrorCode::Unavailable || attempt == kWriteAttempts || m_stopping)
                throw;
            std::this_thread::sleep_for(kWritePause);
        }
    }
}

/// Noted before the rows are written, so that an undo knows where to look whatever happens.
void ImportWorker::widenSpan(const std::vector<Ingest::Row>& rows)
{
    for (const Ingest::Row& row : rows) {
        m_first = std::min(m_first.value_or(row.at), row.at);
        m_last = std::max(m_last.value_or(row.at), row.at);
    }
}

bool ImportWorker::report(const std::string& message)
{
    json::object state;
    if (m_first)
        state = {{"first_at", base::formatTime(*m_first)}, {"last_at", base::formatTime(*m_last)}};
    m_canceled = !m_pool.transact([&](db::Transaction& tx) {
        return noteProgress(tx, m_task.id, m_offset, message, state, m_clock.now());
    });
    m_reported();
    return !m_canceled;
}

/// Rows that an earlier, interrupted run of the same task has stored.
std::int64_t ImportWorker::countOwn()
{
    if (!m_first)
        return 0;
    return m_pool.transact([this](db::Transaction& tx) {
        return tx.exec("SELECT count(*) FROM ingest_log WHERE agent_key = $1 AND ts >= $2 AND ts <= $3 AND batch_id = $4",
                       {m_task.agentKey, *m_first, *m_last, importBatchId(m_task.id)})[0].integer(0);
    });
}

json::object ImportWorker::resultOf(const ImportReader& reader, bool whole)
{
    const std::int64_t added = m_added + m_ownBefore;
    json::object result{{"lines", reader.lines()},
                        {"requests", reader.requests()},
                        {"added", added},
                        {"duplicates", std::max<std::int64_t>(m_written + reader.knownCut() - added, 0)},
                        {"malformed", reader.malformed()},
                        {"repaired", reader.repaired()},
                        {"malformed_lines", toJson(reader.malformedLines())},
                        {"repaired_lines", toJson(reader.repairedLines())},
                        {"gzip", reader.compressed()}};
    if (m_first) {
        result["first_at"] = base::formatTime(*m_first);
        result["last_at"] = base::formatTime(*m_last);
    }
    if (!reader.cut().empty() && !m_preview)
        result["cut"] = reader.cut();
    if (!whole)
        result["ended_early"] = true;
    if (m_preview) {
        result["preview"] = true;
        result["rows"] = m_previewRows;
    }
    return result;
}

std::string ImportWorker::summary(const ImportReader& reader) const
{
    if (m_preview)
        return fmt::format("{} of {} lines can be read", reader.requests(), reader.lines());
    const std::int64_t added = m_added + m_ownBefore;
    return fmt::format("{} requests added, {} known before, {} lines could not be read", added,
                       std::max<std::int64_t>(m_written + reader.knownCut() - added, 0), reader.malformed());
}

void ImportWorker::finish(std::string_view state, const std::string& message, const json::object& result)
{
    m_pool.transact([&](db::Transaction& tx) {
        addResult(tx, m_task.id, result, m_clock.now());
        finishTask(tx, m_task.id, state, message, m_clock.now());
    });
}

std::int64_t undoImport(db::Pool& pool, rollup::Folder& folder, const base::Clock& clock, const Claimed& task)
{
    std::int64_t removed = integerIn(task.state, "removed");
    const std::optional<base::Time> first = timeIn(task.state, "first_at"), last = timeIn(task.state, "last_at");
    if (first && last) {
        folder.foldAll(); // the days below are read from the aggregates
        const std::vector<base::Day> all = pool.transact(
            [&](db::Transaction& tx) { return importedDays(tx, task.agentKey, *first, *last); });
        for (const base::Day day : all) {
            removed += pool.transact([&](db::Transaction& tx) {
                const std::int64_t rows = std::int64_t(
                    tx.exec("DELETE FROM ingest_log WHERE agent_key = $1 AND ts >= $2 AND ts < $3 AND source = $4 "
                            "AND batch_id = $5", {task.agentKey, base::Time(day), base::Time(day + days(1)),
                                                  int(rollup::Source::import), importBatchId(task.id)}).affected());
                addState(tx, task.id, {{"removed", removed + rows}}, clock.now());
                return rows;
            });
        }
        for (std::size_t i = 0; i < all.size();) {
            std::size_t end = i;
            while (end + 1 < all.size() && all[end + 1] - all[i] < kRebuildDaysMax)
                ++end;
            folder.rebuild(task.agentKey, all[i], all[end]);
            pool.transact([&](db::Transaction& tx) { addState(tx, task.id, {}, clock.now()); });
            i = end + 1;
        }
    }
    pool.transact([&](db::Transaction& tx) {
        addState(tx, task.id, {{"undo", "done"}}, clock.now());
        addResult(tx, task.id, {{"undone", true}, {"removed", removed}}, clock.now());
    });
    return removed;
}

} // namespace bursar::ingest
