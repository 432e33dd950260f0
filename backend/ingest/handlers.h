// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"
#include "ingest/import.h"
#include "ingest/ingest.h"
#include "ingest/log_reader.h"

namespace bursar::ingest {

/// IngestBatch, CreateImport, UploadImportChunk, UndoImport, ListTasks, GetTask, CancelTask, ListLogs, GetLog,
/// GetLogHistogram, GetCustomerLogs.
void registerHandlers(contract::HandlerTable& table, db::Pool& pool, Ingest& ingest, ImportService& imports,
                      const base::Clock& clock, AgentKeyOf keyOf, AgentIdOf idOf);

} // namespace bursar::ingest
