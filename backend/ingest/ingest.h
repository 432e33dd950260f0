// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/config.h"
#include "base/metrics.h"
#include "contract/ingest.h"
#include "contract/logs.h"
#include "db/db.h"

#include <functional>
#include <memory>

namespace bursar::ingest {

struct Options {
    std::size_t workers = 4;
    std::size_t queuedBatchesMax = 1000;
    std::size_t bodyBytesMax = 51'200;
    std::chrono::days bodyRetention{30};
    std::string geoipPath;
    /// Called after each commit, on a writer's thread: agent key, how many rows, the newest time. Must not block.
    std::function<void(std::int64_t agentKey, std::int64_t rows, base::Time newest)> committed;
};

struct Counters {
    double rowsPerSecond = 0;       // over the last 10 s
    std::int64_t queuedBatches = 0;
    std::int64_t rowsTotal = 0;     // since start
};

/// Takes in requests of agents (contract section 4): parse, check, enrich, write. One writer commits all batches that
/// wait in one transaction, together with their rollup deltas; a batch is answered after that commit.
///
/// Threading: submit() from any thread, returns at once; `done` is called exactly once, on a thread of ingest.
/// Errors: RateLimited "ingest_busy" when the buffer is full; Unavailable when the database is; InvalidInput
/// "invalid_batch" when the envelope is unreadable. Bad entries are reported by index in the result.
class Ingest {
public:
    Ingest(db::Pool& pool, base::Metrics& metrics, const base::Clock& clock, Options options);
    ~Ingest();

    void start();
    /// Finishes what was accepted, then stops.
    void stop();

    void submit(contract::Context context, contract::json::value batch,
                contract::Reply<contract::IngestResult> done);

    /// Rows that are ready made (import, simulator): keep their time at any age. Blocks until committed; returns how
    /// many were new. At most 20 000 rows a call.
    struct Row; // ingest/row.h
    std::size_t write(std::vector<Row> rows);

    /// Partitions for the days ahead, retention of bodies. The leader calls it every minute.
    void maintain();
    Counters counters() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::ingest
