// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/config.h"
#include "db/cluster.h"
#include "db/db.h"
#include "engine/engine.h"

#include <memory>

namespace bursar::engine {

/// The database of an engine: the one that DATABASE_URL names, or the private cluster; migrated. Analytics has a small
/// pool of its own, so that it can never starve ingest.
class Database {
public:
    explicit Database(const Options& options);

    const std::string& connection() const { return m_connection; }
    db::Pool& pool() { return *m_pool; }
    db::Pool& analyticsPool() { return *m_analyticsPool; }

    /// False while the private cluster is being started again.
    bool running() const { return !m_cluster || m_cluster->running(); }
    /// Free bytes where the data lies; empty for a database elsewhere.
    std::optional<std::uintmax_t> bytesFree() const;
    std::string directory() const;

private:
    std::unique_ptr<db::PrivateCluster> m_cluster;
    std::string m_connection;
    std::unique_ptr<db::Pool> m_pool;
    std::unique_ptr<db::Pool> m_analyticsPool;
};

} // namespace bursar::engine
