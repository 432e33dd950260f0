// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/cluster.h"
#include "db/db.h"

#include <filesystem>
#include <string>

namespace bursar::test {

/// Where clusters of tests live, as short-lived as they are: in memory where there is room. Making a database
/// of 300 files takes 15 ms there, and up to a second on a busy disk.
std::filesystem::path scratchFolder();

/// The private cluster that all tests of one executable share: started at first use (a copy of one that is
/// prepared once per machine), without fsync, stopped when the executable ends. What a crashed test left
/// behind is removed by the next one. Several executables may run at the same time.
db::PrivateCluster& sharedCluster();

/// A database of its own in the shared cluster, with the schema of this build; dropped at the end,
/// connections and all.
class TestDatabase {
public:
    enum class Schema { Migrated, Empty };

    explicit TestDatabase(Schema schema = Schema::Migrated);
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    const std::string& connection() const { return m_connection; }
    db::PoolOptions options() const { return { .connection = m_connection }; }
    /// Ends every connection to this database that has the application name; all of them when it is empty.
    int endConnections(const std::string& applicationName = {});

private:
    std::string m_name;
    std::string m_connection;
};

} // namespace bursar::test
