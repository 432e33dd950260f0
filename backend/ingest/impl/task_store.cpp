// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/task_store.h"

#include "base/error.h"
#include "base/ids.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace bursar::ingest {

using namespace std::chrono;

namespace {
constexpr std::string_view kTaskColumns =
    "id, kind, title, state, done, total, unit, message, result, created_at, updated_at, finished_at, "
    "state_data->>'started'";

std::string text(const json::object& object)
{
    return json::serialize(object);
}

json::object object(const db::Row& row, int column)
{
    return json::parse(row.string(column)).as_object();
}

contract::Task toTask(const db::Row& row)
{
    contract::Task task;
    task.id = row.string(0);
    task.kind = row.string(1);
    task.title = row.string(2);
    task.state = row.string(3);
    task.done = row.integer(4);
    task.total = row.optInteger(5);
    task.unit = row.string(6);
    task.message = row.string(7);
    task.result = object(row, 8);
    task.created_at = row.time(9);
    task.updated_at = row.time(10);
    task.finished_at = row.optTime(11);
    const std::optional<base::Time> started = row.isNull(12) ? std::nullopt : base::parseTime(row.text(12));
    if (!started)
        return task;
    const double took = duration<double>(task.finished_at.value_or(task.updated_at) - *started).count();
    task.rate_per_second = took > 0 ? double(task.done) / took : 0;
    if (task.state == "running" && task.total && task.rate_per_second > 0)
        task.seconds_left = std::max(0.0, double(*task.total - task.done) / task.rate_per_second);
    return task;
}

std::optional<Claimed> claimed(const db::Result& rows)
{
    if (rows.empty())
        return std::nullopt;
    Claimed task{rows[0].string(0), rows[0].integer(1), 0, object(rows[0], 2)};
    if (const json::value* uploaded = task.state.if_contains("uploaded"))
        task.bytes = uploaded->to_number<std::int64_t>();
    return task;
}
} // namespace

void insertImport(db::Transaction& tx, const std::string& id, std::int64_t agentKey, const std::string& title,
                  std::optional<std::int64_t> bytes, const json::object& data, const std::string& createdBy,
                  base::Time now)
{
    tx.exec("INSERT INTO task (id, kind, title, state, agent_key, total, unit, message, state_data, created_by, "
            "created_at, updated_at) VALUES ($1, $2, $3, 'waiting', $4, $5, 'bytes', 'waiting for the file', $6, $7, $8, "
            "$8)", {id, kImportKind, title, agentKey, bytes, text(data), createdBy, now});
}

ImportRow lockImport(db::Transaction& tx, const std::string& id, std::int64_t agentKey)
{
    if (!base::isUuid(id))
        throw base::notFound("task");
    const db::Result rows = tx.exec("SELECT state, agent_key, state_data, result FROM task WHERE id = $1 AND kind = $2 "
                                    "AND agent_key = $3 FOR UPDATE", {id, kImportKind, agentKey});
    if (rows.empty())
        throw base::notFound("task");
    return {rows[0].string(0), rows[0].integer(1), object(rows[0], 2), object(rows[0], 3)};
}

std::int64_t openImports(db::Transaction& tx)
{
    return tx.exec("SELECT count(*) FROM task WHERE kind = $1 AND state IN ('waiting', 'running')",
                   {kImportKind})[0].integer(0);
}

void insertChunk(db::Transaction& tx, const std::string& id, std::int64_t offset, std::string_view bytes)
{
    tx.exec("INSERT INTO ingest_chunk (task_id, chunk_offset, data) VALUES ($1, $2, $3)",
            {id, offset, db::Param::bytes(bytes)});
}

std::optional<std::string> readChunk(db::Transaction& tx, const std::string& id, std::int64_t offset)
{
    const db::Result rows = tx.exec("SELECT data FROM ingest_chunk WHERE task_id = $1 AND chunk_offset = $2",
                                    {id, offset});
    return rows.empty() ? std::nullopt : std::optional(rows[0].bytes(0));
}

void dropChunks(db::Transaction& tx, const std::string& id)
{
    tx.exec("DELETE FROM ingest_chunk WHERE task_id = $1", {id});
}

void addState(db::Transaction& tx, const std::string& id, const json::object& members, base::Time now)
{
    tx.exec("UPDATE task SET state_data = state_data || $2::jsonb, updated_at = $3 WHERE id = $1",
            {id, text(members), now});
}

void addResult(db::Transaction& tx, const std::string& id, const json::object& members, base::Time now)
{
    tx.exec("UPDATE task SET result = result || $2::jsonb, updated_at = $3 WHERE id = $1", {id, text(members), now});
}

bool noteProgress(db::Transaction& tx, const std::string& id, std::int64_t done, const std::string& message,
                  const json::object& state, base::Time now)
{
    return tx.exec("UPDATE task SET done = $2, message = $3, state_data = state_data || $4::jsonb, updated_at = $5 "
                   "WHERE id = $1 AND state = 'running'", {id, done, message, text(state), now}).affected() == 1;
}

void finishTask(db::Transaction& tx, const std::string& id, std::string_view state, const std::string& message,
                base::Time now)
{
    tx.exec("UPDATE task SET state = $2, message = $3, updated_at = $4, finished_at = $4, "
            "done = CASE WHEN $2 = 'done' THEN coalesce(total, done) ELSE done END "
            "WHERE id = $1 AND state IN ('waiting', 'running')", {id, state, message, now});
    dropChunks(tx, id);
}

void putBack(db::Transaction& tx, const std::string& id, base::Time now)
{
    tx.exec("UPDATE task SET state = 'waiting', message = 'goes on when the server is back', updated_at = $2 "
            "WHERE id = $1 AND state = 'running'", {id, now});
}

std::optional<Claimed> claimImport(db::Transaction& tx, base::Time staleBefore, base::Time now)
{
    return claimed(tx.exec(
        "UPDATE task SET state = 'running', updated_at = $3, total = (state_data->>'uploaded')::bigint, "
        "state_data = state_data || jsonb_build_object('started', to_char($3::timestamptz, "
        "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')) WHERE id = (SELECT id FROM task WHERE kind = $1 AND "
        "((state = 'waiting' AND (state_data->>'complete')::boolean) OR (state = 'running' AND updated_at < $2)) "
        "ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, agent_key, state_data",
        {kImportKind, staleBefore, now}));
}

std::optional<Claimed> claimUndo(db::Transaction& tx, base::Time staleBefore, base::Time now)
{
    return claimed(tx.exec(
        "UPDATE task SET updated_at = $3 WHERE id = (SELECT id FROM task WHERE kind = $1 AND state_data->>'undo' = "
        "'running' AND updated_at < $2 LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, agent_key, state_data",
        {kImportKind, staleBefore, now}));
}

std::vector<std::string> failAbandoned(db::Transaction& tx, base::Time before, base::Time now)
{
    const db::Result rows = tx.exec("SELECT id FROM task WHERE kind = $1 AND state = 'waiting' AND updated_at < $2 "
                                    "AND NOT (state_data->>'complete')::boolean FOR UPDATE SKIP LOCKED",
                                    {kImportKind, before});
    std::vector<std::string> ids;
    for (const db::Row row : rows)
        finishTask(tx, ids.emplace_back(row.string(0)), "failed", "The file was not sent to its end.", now);
    return ids;
}

std::vector<std::string> cutLines(db::Transaction& tx, std::int64_t agentKey)
{
    std::vector<std::string> digests;
    const db::Result rows = tx.exec("SELECT result->>'cut' FROM task WHERE kind = $1 AND agent_key = $2 "
                                    "AND result ? 'cut' AND NOT result ? 'undone'", {kImportKind, agentKey});
    for (const db::Row row : rows)
        digests.push_back(row.string(0));
    return digests;
}

std::vector<contract::Task> readTasks(db::Transaction& tx, base::Time since, int rowsMax)
{
    std::vector<contract::Task> tasks;
    const db::Result rows = tx.exec(fmt::format("SELECT {} FROM task WHERE created_at >= $1 OR state IN ('waiting', "
                                                "'running') ORDER BY created_at DESC, id DESC LIMIT $2", kTaskColumns),
                                    {since, rowsMax});
    for (const db::Row row : rows)
        tasks.push_back(toTask(row));
    return tasks;
}

std::optional<contract::Task> readTask(db::Transaction& tx, const std::string& id)
{
    if (!base::isUuid(id))
        return std::nullopt;
    const db::Result rows = tx.exec(fmt::format("SELECT {} FROM task WHERE id = $1", kTaskColumns), {id});
    return rows.empty() ? std::nullopt : std::optional(toTask(rows[0]));
}

} // namespace bursar::ingest
