// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_database.h"

#include "db/impl/conninfo.h"
#include "db/impl/installation.h"
#include "db/impl/postmaster.h"
#include "db/impl/process.h"
#include "db/impl/session.h"
#include "db/migrations.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <stdexcept>

namespace bursar::test {

namespace fs = std::filesystem;

namespace {
constexpr int kSlotsMax = 64;
constexpr int kCacheLayout = 1; // raise when what initdb or the cluster's first start makes has changed
constexpr const char* kTemplate = "bursar_template";

db::PrivateCluster::Options clusterOptions(const fs::path& directory)
{
    return { .directory = directory,
             .postgresBin = {},
             .connectionsMax = 100,
             .progress = {},
             .settings = { { "fsync", "off" },
                           { "full_page_writes", "off" },
                           { "autovacuum", "off" },
                           { "min_wal_size", "32MB" },
                           { "max_wal_size", "256MB" },
                           { "checkpoint_timeout", "1h" } } };
}

void requireSuccess(bool ok, const std::string& what)
{
    if (!ok)
        throw std::runtime_error("test database: cannot " + what);
}

/// 0711 for root, whose cluster runs under another account.
void makeFolder(const fs::path& folder)
{
    fs::create_directories(folder);
    fs::permissions(folder, geteuid() == 0 ? fs::perms(0711) : fs::perms(0700));
}

fs::path rootFolder()
{
    const fs::path root = scratchFolder() / fmt::format("bursar-test-{}", geteuid());
    makeFolder(root);
    return root;
}

db::FileHandle lockFile(const fs::path& path, int operation)
{
    db::FileHandle file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    requireSuccess(bool(file), "open " + path.string());
    if (flock(file.get(), operation) != 0)
        file.reset();
    return file;
}

/// A stopped cluster as the first start leaves it; made once per machine and version.
fs::path preparedCluster(const fs::path& root)
{
    const db::FileHandle lock = lockFile(root / "cache.lock", LOCK_EX);
    const fs::path cache
        = root / fmt::format("cache-{}-{}", db::findInstallation({}, {}).major, kCacheLayout);
    if (fs::exists(cache))
        return cache;
    fs::path fresh = cache;
    fresh += ".new";
    if (fs::exists(fresh))
        db::stopLeftovers(fresh / "postgres");
    fs::remove_all(fresh);
    makeFolder(fresh);
    {
        const db::PrivateCluster cluster(clusterOptions(fresh));
    }
    fs::rename(fresh, cache);
    return cache;
}

/// A folder that is ours as long as the lock is held. Folders are numbered and used again, so that a crashed
/// test leaves a bounded mess, and its socket folder has the same name.
struct Slot {
    db::FileHandle lock;
    fs::path folder;
};

Slot takeSlot(const fs::path& root)
{
    for (int number = 0; number < kSlotsMax; ++number) {
        const fs::path folder = root / fmt::format("run-{}", number);
        fs::path lockPath = folder;
        lockPath += ".lock";
        db::FileHandle lock = lockFile(lockPath, LOCK_EX | LOCK_NB);
        if (!lock)
            continue;
        if (fs::exists(folder / "postgres"))
            db::stopLeftovers(folder / "postgres");
        fs::remove_all(folder);
        return { std::move(lock), folder };
    }
    throw std::runtime_error("test database: too many at once");
}

class SharedCluster {
public:
    SharedCluster()
    {
        const fs::path root = rootFolder();
        m_slot = takeSlot(root);
        const fs::path prepared = preparedCluster(root);
        db::Process copy = db::Process::start(
            { .arguments = { "/bin/cp", "-a", "--reflink=auto", prepared.string(), m_slot.folder.string() } },
            db::Account{ geteuid(), getegid(), {}, {} });
        requireSuccess(copy.wait() == 0, "copy " + prepared.string());
        m_cluster = std::make_unique<db::PrivateCluster>(clusterOptions(m_slot.folder));
    }
    ~SharedCluster()
    {
        m_cluster.reset();
        std::error_code ignored;
        fs::remove_all(m_slot.folder, ignored);
    }
    db::PrivateCluster& cluster() { return *m_cluster; }

private:
    Slot m_slot;
    std::unique_ptr<db::PrivateCluster> m_cluster;
};

std::string connectionTo(const std::string& database)
{
    return sharedCluster().connection() + " dbname=" + db::quoteConnectionValue(database);
}

db::Session administrator()
{
    return db::Session(connectionTo("postgres"),
                       { .applicationName = "bursar-test", .statementTimeout = {} });
}

/// Made once per executable: the schema belongs to the build.
void requireTemplate()
{
    static const bool made = [] {
        administrator().run(fmt::format("CREATE DATABASE {}", kTemplate));
        db::migrate(connectionTo(kTemplate));
        return true;
    }();
    requireSuccess(made, "make the template");
}
} // namespace

fs::path scratchFolder()
{
    constexpr std::uintmax_t kRoomMin = 2'000'000'000;
    std::error_code problem;
    const fs::space_info memory = fs::space("/dev/shm", problem);
    const bool fits = !problem && memory.available >= kRoomMin && access("/dev/shm", W_OK) == 0;
    return fits ? "/dev/shm" : "/tmp";
}

db::PrivateCluster& sharedCluster()
{
    static SharedCluster shared;
    return shared.cluster();
}

TestDatabase::TestDatabase(Schema schema)
{
    static std::atomic<int> count{ 0 };
    m_name = fmt::format("test_{}", ++count);
    m_connection = connectionTo(m_name);
    if (schema == Schema::Migrated)
        requireTemplate();
    const char* source = schema == Schema::Migrated ? kTemplate : "template0";
    administrator().run(fmt::format("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", m_name, source));
}

TestDatabase::~TestDatabase()
{
    try {
        administrator().run(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", m_name));
    } catch (const std::exception&) {
        // A test may have stopped the cluster; its folder goes with it.
    }
}

int TestDatabase::endConnections(const std::string& applicationName)
{
    db::Session session = administrator();
    const std::array<db::Param, 2> params{ m_name, applicationName };
    const auto ended = session.run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                                   "WHERE datname = $1 AND ($2 = '' OR application_name = $2)",
                                   params);
    return int(ended->rows);
}

} // namespace bursar::test
