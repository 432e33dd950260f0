// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/system.h"
#include "db/db.h"

#include <optional>
#include <string>
#include <vector>

/// The SQL of tasks and of the chunks of imports.
namespace bursar::ingest {

namespace json = contract::json;

inline constexpr std::string_view kImportKind = "import";

/// A task that this server works on.
struct Claimed {
    std::string id;
    std::int64_t agentKey = 0;
    std::int64_t bytes = 0; // uploaded
    json::object state;     // state_data
};

struct ImportRow {
    std::string state;
    std::int64_t agentKey = 0;
    json::object data;   // state_data
    json::object result;
};

void insertImport(db::Transaction& tx, const std::string& id, std::int64_t agentKey, const std::string& title,
                  std::optional<std::int64_t> bytes, const json::object& data, const std::string& createdBy,
                  base::Time now);
/// Locks the row. Throws notFound("task") when the agent has no such import.
ImportRow lockImport(db::Transaction& tx, const std::string& id, std::int64_t agentKey);
std::int64_t openImports(db::Transaction& tx);

void insertChunk(db::Transaction& tx, const std::string& id, std::int64_t offset, std::string_view bytes);
/// The chunk at an offset; empty when there is none.
std::optional<std::string> readChunk(db::Transaction& tx, const std::string& id, std::int64_t offset);
void dropChunks(db::Transaction& tx, const std::string& id);

/// Adds members to state_data.
void addState(db::Transaction& tx, const std::string& id, const json::object& members, base::Time now);
/// Adds members to result.
void addResult(db::Transaction& tx, const std::string& id, const json::object& members, base::Time now);
/// False when the task does not run any more: it was canceled.
bool noteProgress(db::Transaction& tx, const std::string& id, std::int64_t done, const std::string& message,
                  const json::object& state, base::Time now);
/// Only a task that runs or waits; drops its chunks.
void finishTask(db::Transaction& tx, const std::string& id, std::string_view state, const std::string& message,
                base::Time now);
/// Puts a running task back, to be claimed at once.
void putBack(db::Transaction& tx, const std::string& id, base::Time now);

/// The oldest import that is complete and waits, or whose server has not been heard of since `staleBefore`.
std::optional<Claimed> claimImport(db::Transaction& tx, base::Time staleBefore, base::Time now);
/// An undo that was begun and not heard of since `staleBefore`.
std::optional<Claimed> claimUndo(db::Transaction& tx, base::Time staleBefore, base::Time now);
/// Uploads that nobody goes on with: fails them and says which.
std::vector<std::string> failAbandoned(db::Transaction& tx, base::Time before, base::Time now);

/// Digests of last lines that earlier imports of this agent found cut off.
std::vector<std::string> cutLines(db::Transaction& tx, std::int64_t agentKey);

std::vector<contract::Task> readTasks(db::Transaction& tx, base::Time since, int rowsMax);
std::optional<contract::Task> readTask(db::Transaction& tx, const std::string& id);

} // namespace bursar::ingest
