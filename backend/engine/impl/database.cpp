// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/impl/database.h"

#include "base/log.h"
#include "db/migrations.h"

namespace bursar::engine {

namespace {
constexpr base::Log kLog{"engine"};
constexpr std::size_t kAnalyticsConnectionsMax = 4;
constexpr std::chrono::seconds kAnalyticsTimeout{10};

void report(const Options& options, std::string_view step)
{
    if (options.progress)
        options.progress({std::string(step), {}});
}
} // namespace

Database::Database(const Options& options)
{
    m_connection = options.config.text("database_url");
    if (m_connection.empty()) {
        report(options, "starting the database");
        db::PrivateCluster::Options cluster;
        cluster.directory = options.dataDirectory;
        cluster.progress = [&options](std::string_view step) { report(options, step); };
        m_cluster = std::make_unique<db::PrivateCluster>(std::move(cluster));
        m_connection = m_cluster->connection();
    }
    const db::MigrationReport migrated = db::migrate(m_connection);
    for (const std::string& name : migrated.applied)
        kLog.info("migrated {}", name);

    db::PoolOptions pool;
    pool.connection = m_connection;
    pool.connectionsMax = std::size_t(options.config.integer("database_connections"));
    m_pool = std::make_unique<db::Pool>(pool);
    pool.connectionsMax = kAnalyticsConnectionsMax;
    pool.statementTimeout = kAnalyticsTimeout;
    pool.applicationName = "bursar analytics";
    m_analyticsPool = std::make_unique<db::Pool>(pool);
}

std::optional<std::uintmax_t> Database::bytesFree() const
{
    return m_cluster ? std::optional(m_cluster->bytesFree()) : std::nullopt;
}

std::string Database::directory() const
{
    return m_cluster ? "private cluster" : "external";
}

} // namespace bursar::engine
