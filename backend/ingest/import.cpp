// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/import.h"

#include "audit/audit.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/worker_pool.h"
#include "ingest/impl/import_worker.h"
#include "ingest/impl/text.h"

#include <fmt/format.h>

namespace bursar::ingest {

using namespace std::chrono;

namespace {
constexpr seconds kPeriod{1};
constexpr seconds kStaleAfter{15};
constexpr hours kAbandonedAfter{24};
constexpr days kListedFor{7};
constexpr std::size_t kNameBytesMax = 200;

std::int64_t numberIn(const json::object& object, std::string_view name)
{
    const json::value* value = object.if_contains(name);
    return value && value->is_int64() ? value->get_int64() : 0;
}

bool flagIn(const json::object& object, std::string_view name)
{
    const json::value* value = object.if_contains(name);
    return value && value->is_bool() && value->get_bool();
}

base::Error offsetConflict(const char* reason, std::int64_t next)
{
    return base::Error(base::ErrorCode::Conflict, reason, fmt::format("The next chunk begins at offset {}.", next),
                       {{"offset", reason, fmt::format("next_offset is {}", next)}});
}

std::string actorOf(const contract::Context& context)
{
    return context.principal.id.empty() ? context.principal.agentId : context.principal.id;
}
} // namespace

struct ImportService::Impl {
    db::Pool& pool;
    Ingest& ingest;
    rollup::Folder& folder;
    const base::Clock& clock;
    base::Counter& done;
    const Changed changed;
    std::atomic<bool> stopping = false;
    std::mutex undoing; // one undo at a time
    std::mutex mutex;   // of ticker
    std::unique_ptr<base::Ticker> ticker;

    void tick()
    {
        const base::Time now = clock.now();
        const auto abandoned = pool.transact(
            [&](db::Transaction& tx) { return failAbandoned(tx, now - kAbandonedAfter, now); });
        for (const std::string& id : abandoned)
            changed(id);
        while (!stopping) {
            const std::optional<Claimed> task = pool.transact(
                [&](db::Transaction& tx) { return claimImport(tx, clock.now() - kStaleAfter, clock.now()); });
            if (!task)
                break;
            const auto report = [this, &task] { changed(task->id); };
            report();
            ImportWorker(pool, ingest, clock, stopping, *task, report).run();
            report();
            done.add();
        }
        const std::unique_lock lock(undoing, std::try_to_lock);
        if (stopping || !lock)
            return;
        const std::optional<Claimed> interrupted = pool.transact(
            [&](db::Transaction& tx) { return claimUndo(tx, clock.now() - kStaleAfter, clock.now()); });
        if (interrupted) {
            undoImport(pool, folder, clock, *interrupted);
            changed(interrupted->id);
        }
    }
    void poke()
    {
        const std::lock_guard lock(mutex);
        if (ticker)
            ticker->poke();
    }
};

ImportService::ImportService(db::Pool& pool, Ingest& ingest, rollup::Folder& folder, base::Metrics& metrics,
                             const base::Clock& clock, Changed changed)
    : m_impl(new Impl{.pool = pool, .ingest = ingest, .folder = folder, .clock = clock,
                      .done = metrics.counter("bursar_ingest_imports_total", "Imports that were worked off."),
                      .changed = std::move(changed)})
{
}

ImportService::~ImportService()
{
    stop();
}

void ImportService::start()
{
    const std::lock_guard lock(m_impl->mutex);
    if (m_impl->ticker)
        return;
    m_impl->stopping = false;
    m_impl->ticker = std::make_unique<base::Ticker>("imports", kPeriod, [impl = m_impl.get()] { impl->tick(); });
    m_impl->ticker->poke();
}

void ImportService::stop()
{
    m_impl->stopping = true;
    std::unique_ptr<base::Ticker> ticker;
    {
        const std::lock_guard lock(m_impl->mutex);
        ticker = std::move(m_impl->ticker);
    }
}

contract::ImportCreated ImportService::create(const contract::Context& context, std::int64_t agentKey,
                                              const contract::ImportInput& input)
{
    if (input.bytes && (*input.bytes < 0 || *input.bytes > kImportBytesMax))
        throw base::invalidField("bytes", "out_of_range", "must be between 0 and 8 GiB");
    const std::string name = cleanLine(input.name, kNameBytesMax);
    if (name.empty())
        throw base::invalidField("name", "missing", "is required");
    const base::Time now = m_impl->clock.now();
    const std::string id = base::uuid7(now);
    const bool preview = input.preview.value_or(false);
    m_impl->pool.transact([&](db::Transaction& tx) {
        if (openImports(tx) >= kOpenMax) {
            base::Error error(base::ErrorCode::RateLimited, "too_many_imports",
                              "Too many imports wait; cancel one or try again later.");
            error.retryAfter = seconds(30);
            throw error;
        }
        insertImport(tx, id, agentKey, (preview ? "Preview of " : "Import of ") + name, input.bytes,
                     {{"uploaded", 0}, {"complete", false}, {"preview", preview}}, actorOf(context), now);
        audit::record(tx, context, "CreateImport", "task", id, {{"agent", input.agent_id}, {"name", name}});
    });
    m_impl->changed(id);
    return {id, kChunkBytesMax};
}

contract::ImportChunkAccepted ImportService::upload(std::int64_t agentKey, const std::string& id, std::int64_t offset,
                                                    std::string_view bytes, bool last)
{
    const auto size = std::int64_t(bytes.size());
    if (size > kChunkBytesMax)
        throw base::Error(base::ErrorCode::TooLarge, "chunk_too_large", "A chunk holds at most 8 MiB.");
    if (offset < 0 || offset + size > kImportBytesMax)
        throw base::Error(base::ErrorCode::TooLarge, "import_too_large", "A file may have at most 8 GiB.");
    const std::int64_t next = m_impl->pool.transact([&](db::Transaction& tx) {
        const ImportRow task = lockImport(tx, id, agentKey);
        const std::int64_t uploaded = numberIn(task.data, "uploaded");
        if (offset + size <= uploaded && (size > 0 || !last || flagIn(task.data, "complete")))
            return uploaded; // sent before
        if (task.state == "canceled")
            throw base::Error(base::ErrorCode::Conflict, "import_canceled", "The import was canceled.");
        if (task.state != "waiting" || flagIn(task.data, "complete"))
            throw base::Error(base::ErrorCode::Conflict, "import_complete", "The file was sent to its end already.");
        if (offset != uploaded)
            throw offsetConflict(offset > uploaded ? "import_gap" : "import_overlap", uploaded);
        if (size > 0)
            insertChunk(tx, id, offset, bytes);
        addState(tx, id, {{"uploaded", uploaded + size}, {"complete", last}}, m_impl->clock.now());
        return uploaded + size;
    });
    if (last)
        m_impl->poke();
    return {id, next};
}

contract::UndoneImport ImportService::undo(const contract::Context& context, std::int64_t agentKey,
                                           const std::string& id)
{
    const std::lock_guard lock(m_impl->undoing);
    const Claimed task = m_impl->pool.transact([&](db::Transaction& tx) {
        ImportRow row = lockImport(tx, id, agentKey);
        if (row.state == "waiting" || row.state == "running")
            throw base::Error(base::ErrorCode::Conflict, "import_running", "Cancel the import before undoing it.");
        if (!flagIn(row.result, "undone")) {
            addState(tx, id, {{"undo", "running"}}, m_impl->clock.now());
            audit::record(tx, context, "UndoImport", "task", id);
        }
        row.data["undone"] = flagIn(row.result, "undone");
        return Claimed{id, agentKey, 0, std::move(row.data)};
    });
    if (flagIn(task.state, "undone"))
        return {id, 0};
    m_impl->changed(id);
    const std::int64_t removed = undoImport(m_impl->pool, m_impl->folder, m_impl->clock, task);
    m_impl->changed(id);
    return {id, removed};
}

contract::TaskList ImportService::tasks() const
{
    db::Transaction tx = m_impl->pool.begin(db::Mode::ReadOnly);
    return {readTasks(tx, m_impl->clock.now() - kListedFor, kTasksListed)};
}

contract::Task ImportService::task(const std::string& id) const
{
    db::Transaction tx = m_impl->pool.begin(db::Mode::ReadOnly);
    if (std::optional<contract::Task> found = readTask(tx, id))
        return std::move(*found);
    throw base::notFound("task");
}

contract::Task ImportService::cancel(const contract::Context& context, const std::string& id)
{
    m_impl->pool.transact([&](db::Transaction& tx) {
        const std::optional<contract::Task> found = readTask(tx, id);
        if (!found)
            throw base::notFound("task");
        if (found->state != "waiting" && found->state != "running")
            return;
        finishTask(tx, id, "canceled", "canceled", m_impl->clock.now());
        audit::record(tx, context, "CancelTask", "task", id);
    });
    m_impl->changed(id);
    return task(id);
}

} // namespace bursar::ingest
