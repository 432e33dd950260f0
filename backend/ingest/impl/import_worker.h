// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/impl/import_reader.h"
#include "ingest/impl/task_store.h"
#include "rollup/rollup.h"

#include <atomic>
#include <functional>

namespace bursar::ingest {

std::string importBatchId(const std::string& taskId);

/// Works off one import: reads its chunks, parses, writes, keeps the task up to date.
class ImportWorker {
public:
    /// `stopping` becomes true when the server stops: the task is put back then. `reported` is called after progress
    /// was committed.
    ImportWorker(db::Pool& pool, Ingest& ingest, const base::Clock& clock, const std::atomic<bool>& stopping,
                 Claimed task, std::function<void()> reported);

    void run();

private:
    enum class End { complete, canceled, stopped };

    End read(ImportReader& reader);
    bool take(std::vector<Ingest::Row> rows, const ImportReader& reader);
    std::size_t write(std::vector<Ingest::Row> rows);
    bool report(const std::string& message);
    void widenSpan(const std::vector<Ingest::Row>& rows);
    std::int64_t countOwn();
    contract::json::object resultOf(const ImportReader& reader, bool whole);
    void finish(std::string_view state, const std::string& message, const contract::json::object& result);
    std::string summary(const ImportReader& reader) const;

    db::Pool& m_pool;
    Ingest& m_ingest;
    const base::Clock& m_clock;
    const std::atomic<bool>& m_stopping;
    const Claimed m_task;
    const std::function<void()> m_reported;
    const bool m_preview;
    std::int64_t m_offset = 0;
    std::int64_t m_written = 0, m_added = 0, m_ownBefore = 0;
    std::optional<base::Time> m_first, m_last;
    bool m_canceled = false;
    contract::json::array m_previewRows;
};

/// Removes what an import added and counts its days again; how many rows are gone in all. May be repeated.
std::int64_t undoImport(db::Pool& pool, rollup::Folder& folder, const base::Clock& clock, const Claimed& task);

} // namespace bursar::ingest
