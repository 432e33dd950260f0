// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bursar::db {

/// A running engine that holds a data folder, from DIR/engine.json.
struct EngineInfo {
    std::string url; // where it listens; empty when it does not
    int pid = 0;
};

/// The private PostgreSQL cluster in DIR/postgres: created at first start, supervised while this object
/// lives.
///
/// - initdb with --no-sync and one sync after, UTF-8, C.UTF-8 collation, UTC, scram off (peer over the socket
/// only).
///   postgresql.conf, pg_hba.conf and pg_ident.conf are ours and rewritten at each start; ALTER SYSTEM
///   overrides them.
/// - No TCP; a Unix socket in a 0700 folder whose path fits into sockaddr_un; one superuser, one database
/// "bursar".
/// - As root, it runs under the `postgres` account; the folder and every parent must be traversable for it,
/// else
///   Error{InvalidInput, "data_dir_unreachable"} says which folder is in the way.
/// - A postmaster that survived a killed engine is stopped (fast) and started again. The major version is
/// recorded in
///   DIR/cluster.json; another one is refused with "database_version" and an upgrade hint.
/// - If it dies, it is started again with back-off (0.2 s … 10 s); meanwhile running() is false.
/// - The postmaster has a session of its own: Ctrl+C in the engine's terminal does not reach it, and it
/// survives an
///   engine that is killed with SIGKILL until the next start.
/// - DIR/lock is held (flock) for this object's life; if another engine holds it, Error{Conflict,
/// "data_dir_in_use"}
///   with the other engine's url in the text.
class PrivateCluster {
public:
    struct Options {
        std::filesystem::path directory;
        /// Looked for in this order: this, /usr/lib/postgresql/*/bin (newest), PATH.
        std::optional<std::filesystem::path> postgresBin;
        int connectionsMax = 60;
        std::function<void(std::string_view)> progress; // "creating the database", …
        /// Lines of postgresql.conf that override ours; for tests.
        std::vector<std::pair<std::string, std::string>> settings;
    };
    /// Returns once the database answers; seconds at first start, about 0.1 s later, longer after a crash.
    explicit PrivateCluster(Options options);
    /// Stops the cluster (fast, at most 8 s, then immediate).
    ~PrivateCluster();

    std::string connection() const; // for PoolOptions::connection
    bool running() const;
    int postmasterPid() const; // 0 while it is not running
    /// Bytes free on the file system that holds the data.
    std::uintmax_t bytesFree() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Where data lives when nobody said: $XDG_DATA_HOME/bursar, ~/.local/share/bursar; as root /var/lib/bursar;
/// in it a folder named like the profile, if that is not empty.
std::filesystem::path defaultDataDirectory(std::string_view profile);
/// Who runs on this data folder now, if anyone.
std::optional<EngineInfo> runningEngine(const std::filesystem::path& directory);
/// Written by the engine once it listens; removed when it stops. 0600.
void writeEngineInfo(const std::filesystem::path& directory, const EngineInfo& info);
void removeEngineInfo(const std::filesystem::path& directory);

} // namespace bursar::db
