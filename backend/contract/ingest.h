// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/types.h"

/// Taking in requests of agents (contract section 4) and importing access logs.
namespace bursar::contract {

struct RejectedEntry {
    std::int64_t index = 0;
    std::string code;
};
BOOST_DESCRIBE_STRUCT(RejectedEntry, (), (index, code))

struct IngestResult {
    std::string status;        // accepted
    std::int64_t entries = 0;  // received
    std::int64_t accepted = 0; // new and durable
    std::int64_t duplicates = 0;
    std::vector<RejectedEntry> rejected;
};
BOOST_DESCRIBE_STRUCT(IngestResult, (), (status, entries, accepted, duplicates, rejected))

struct IngestBatch {
    static constexpr OperationId kName = "IngestBatch";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/ingest"};
    static constexpr Access kAccess = Access::signedIn(Scope::ingest);
    static constexpr Effect kEffect = Effect::write; // deduplicated by request id
    static constexpr int kSuccess = 202;
    static constexpr std::size_t kBodyBytesMax = 16 * 1024 * 1024;
    static constexpr std::string_view kSummary =
        "Stores a batch of requests; durable when answered. Bad entries are named, good ones kept.";
    using Input = json::value; // both casings of the SDKs: ingest reads it itself
    using Output = IngestResult;
};

struct ImportInput {
    std::string agent_id;
    std::string name;      // file name, shown on the task
    std::optional<std::int64_t> bytes; // size of the file, for progress
    std::optional<bool> preview;       // parse the first lines only, store nothing
};
BOOST_DESCRIBE_STRUCT(ImportInput, (), (agent_id, name, bytes, preview))

struct ImportCreated {
    std::string id; // task id
    std::int64_t chunk_bytes_max = 0;
};
BOOST_DESCRIBE_STRUCT(ImportCreated, (), (id, chunk_bytes_max))

struct CreateImport {
    static constexpr OperationId kName = "CreateImport";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/imports"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr int kSuccess = 201;
    static constexpr std::string_view kSummary =
        "Begins the import of an access log (Apache or nginx common or combined, nginx with $request_time, JSON lines; "
        "plain or gzip). Then send chunks and follow the task.";
    using Input = ImportInput;
    using Output = ImportCreated;
};

struct ImportChunkAccepted {
    std::string id;
    std::int64_t next_offset = 0;
};
BOOST_DESCRIBE_STRUCT(ImportChunkAccepted, (), (id, next_offset))

struct UploadImportChunk {
    static constexpr OperationId kName = "UploadImportChunk";
    static constexpr Method kMethod = Method::put;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/imports/{id}/chunks/{offset}"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write;
    static constexpr BodyKind kBody = BodyKind::octets;
    static constexpr std::size_t kBodyBytesMax = 12 * 1024 * 1024;
    static constexpr std::string_view kSummary =
        "Sends the bytes at an offset, at most 8 MiB. A repeated offset is ignored; a gap is refused with next_offset.";
    struct Input {
        std::string agent_id;
        std::string id;
        std::int64_t offset = 0;
        json::value data; // base64 text; the raw body over HTTP
        std::optional<bool> last;
    };
    using Output = ImportChunkAccepted;
};
BOOST_DESCRIBE_STRUCT(UploadImportChunk::Input, (), (agent_id, id, offset, data, last))

struct UndoneImport {
    std::string id;
    std::int64_t removed = 0;
};
BOOST_DESCRIBE_STRUCT(UndoneImport, (), (id, removed))

struct UndoImport {
    static constexpr OperationId kName = "UndoImport";
    static constexpr Method kMethod = Method::del;
    static constexpr std::array kPaths{"/v1/agents/{agent_id}/imports/{id}"};
    static constexpr Access kAccess = Access::agentOwnerOr(Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary = "Removes the rows that an import added, and what they counted.";
    struct Input {
        std::string agent_id;
        std::string id;
    };
    using Output = UndoneImport;
};
BOOST_DESCRIBE_STRUCT(UndoImport::Input, (), (agent_id, id))

} // namespace bursar::contract
