// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/metrics.h"
#include "base/time.h"
#include "contract/ingest.h"
#include "contract/system.h"
#include "db/db.h"
#include "ingest/ingest.h"
#include "rollup/rollup.h"

#include <functional>
#include <memory>
#include <string>

namespace bursar::ingest {

/// Imports of access logs, as tasks: create, upload chunks, follow; a thread of its own parses and writes. The chunks
/// wait in the database, so any server may take them, and a task that a stopped or killed server left goes on at the
/// next one (from the beginning of the file; what is stored already is recognised).
///
/// result of a task: lines, requests, added, duplicates, malformed, repaired, malformed_lines and repaired_lines
/// [{line, reason, text}] (at most 1000 each), first_at, last_at, gzip; with preview: rows [first 100]; after an undo:
/// undone, removed.
///
/// Errors: NotFound "task_not_found"; Conflict "import_gap" and "import_overlap" (field offset names next_offset),
/// "import_complete", "import_running", "import_canceled"; TooLarge "chunk_too_large", "import_too_large"; RateLimited
/// "too_many_imports".
class ImportService {
public:
    static constexpr std::int64_t kChunkBytesMax = 8 * 1024 * 1024;
    static constexpr std::int64_t kImportBytesMax = std::int64_t(8) * 1024 * 1024 * 1024;
    static constexpr std::int64_t kOpenMax = 50;
    static constexpr int kTasksListed = 200;

    /// Called after a task changed and that was committed; any thread, must not block.
    using Changed = std::function<void(const std::string& taskId)>;

    ImportService(db::Pool& pool, Ingest& ingest, rollup::Folder& folder, base::Metrics& metrics,
                  const base::Clock& clock, Changed changed = [](const std::string&) {});
    ~ImportService();

    void start();
    /// A running import is put back and goes on at the next start.
    void stop();

    contract::ImportCreated create(const contract::Context& context, std::int64_t agentKey,
                                   const contract::ImportInput& input);
    contract::ImportChunkAccepted upload(std::int64_t agentKey, const std::string& id, std::int64_t offset,
                                         std::string_view bytes, bool last);
    /// Removes the rows and counts them out again. Blocks; repeating it removes nothing more.
    contract::UndoneImport undo(const contract::Context& context, std::int64_t agentKey, const std::string& id);

    // Tasks of any kind.
    contract::TaskList tasks() const;
    contract::Task task(const std::string& id) const;
    contract::Task cancel(const contract::Context& context, const std::string& id);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::ingest
