// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/ingest.h"

#include "contract/impl/codec.h"

namespace bursar::contract {

BURSAR_OPERATIONS(ingestOperations, "ingest",
                  (IngestBatch)(CreateImport)(UploadImportChunk)(UndoImport))

} // namespace bursar::contract
