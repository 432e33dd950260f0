// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/handlers.h"

#include "base/error.h"
#include "contract/analytics.h"
#include "contract/logs.h"
#include "contract/system.h"
#include "crypto/hash.h"

namespace bursar::ingest {

using contract::Context;

namespace {
std::string bytesOf(const contract::json::value& data)
{
    if (data.is_null())
        return {};
    if (!data.is_string())
        throw base::invalidField("data", "wrong_type", "must be base64 text");
    const std::string_view text = data.get_string();
    if (text.empty())
        return {};
    if (text.size() > std::size_t(ImportService::kChunkBytesMax) / 3 * 4 + 8)
        throw base::Error(base::ErrorCode::TooLarge, "chunk_too_large", "A chunk holds at most 8 MiB.");
    const auto bytes = crypto::fromBase64(text, std::size_t(ImportService::kChunkBytesMax));
    if (!bytes)
        throw base::invalidField("data", "not_base64", "must be base64 text of at most 8 MiB");
    return *bytes;
}

void registerReading(contract::HandlerTable& table, const std::shared_ptr<const LogReader>& logs)
{
    table.on<contract::ListLogs>([logs](const Context& context, const contract::ListLogs::Input& input) {
        return logs->list(context, input);
    });
    table.on<contract::GetLog>([logs](const Context& context, const contract::GetLog::Input& input) {
        return logs->one(context, input);
    });
    table.on<contract::GetLogHistogram>([logs](const Context& context, const contract::GetLogHistogram::Input& input) {
        return logs->histogram(context, input);
    });
    table.on<contract::GetCustomerLogs>([logs](const Context& context, const contract::GetCustomerLogs::Input& input) {
        return logs->ofCustomer(context, input);
    });
}

void registerImports(contract::HandlerTable& table, ImportService& imports, const AgentKeyOf& keyOf)
{
    table.on<contract::CreateImport>([&imports, keyOf](const Context& context, const contract::ImportInput& input) {
        return imports.create(context, keyOf(input.agent_id), input);
    });
    table.on<contract::UploadImportChunk>(
        [&imports, keyOf](const Context&, const contract::UploadImportChunk::Input& input) {
            return imports.upload(keyOf(input.agent_id), input.id, input.offset, bytesOf(input.data),
                                  input.last.value_or(false));
        });
    table.on<contract::UndoImport>([&imports, keyOf](const Context& context, const contract::UndoImport::Input& input) {
        return imports.undo(context, keyOf(input.agent_id), input.id);
    });
    table.on<contract::ListTasks>([&imports](const Context&, const contract::Empty&) { return imports.tasks(); });
    table.on<contract::GetTask>([&imports](const Context&, const contract::TaskInput& input) {
        return imports.task(input.id);
    });
    table.on<contract::CancelTask>([&imports](const Context& context, const contract::TaskInput& input) {
        return imports.cancel(context, input.id);
    });
}
} // namespace

void registerHandlers(contract::HandlerTable& table, db::Pool& pool, Ingest& ingest, ImportService& imports,
                      const base::Clock& clock, AgentKeyOf keyOf, AgentIdOf idOf)
{
    table.onAsync<contract::IngestBatch>([&ingest](const Context& context, contract::json::value batch,
                                                   contract::Reply<contract::IngestResult> reply) {
        ingest.submit(context, std::move(batch), std::move(reply));
    });
    registerImports(table, imports, keyOf);
    registerReading(table, std::make_shared<const LogReader>(pool, clock, std::move(keyOf), std::move(idOf)));
}

} // namespace bursar::ingest
