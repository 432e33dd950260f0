// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/cluster.h"

#include "base/error.h"
#include "base/log.h"
#include "db/impl/postmaster.h"
#include "db/impl/session.h"

#include <fmt/format.h>

#include <poll.h>
#include <sys/eventfd.h>

#include <atomic>
#include <system_error>
#include <thread>

namespace bursar::db {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using namespace std::chrono_literals;

namespace {
constexpr base::Log kLog{ "db" };
constexpr std::chrono::milliseconds kBackOffMin{ 200 };
constexpr std::chrono::milliseconds kBackOffMax{ 10'000 };
constexpr std::chrono::seconds kHealthyAfter{ 60 };
constexpr std::chrono::milliseconds kLogCheck{ 60'000 };

FileHandle makeEvent()
{
    FileHandle event(eventfd(0, EFD_CLOEXEC));
    if (!event)
        throw std::system_error(errno, std::generic_category(), "eventfd");
    return event;
}

void requireMajor(const DataFolder& folder, const Installation& installation)
{
    const std::optional<int> recorded = folder.recordedMajor();
    if (!recorded || *recorded == installation.major)
        return;
    throw Error(ErrorCode::Conflict, "database_version",
                fmt::format("the data in {} was written by PostgreSQL {}, but {} is installed here; install "
                            "postgresql-{}, or move the data with pg_upgrade",
                            folder.path().string(), *recorded, installation.major, *recorded));
}
} // namespace

struct PrivateCluster::Impl {
    explicit Impl(Options given);
    ~Impl();

    std::string connectionTo(std::string_view database) const;
    void announce(std::string_view what) const;
    void prepare();
    void removeSocketFolder();
    void start();
    void createDatabase();
    void supervise();
    /// Starts it again after it died; false when told to stop meanwhile.
    bool restart();
    /// True when told to stop.
    bool pause(std::chrono::milliseconds time);

    Options options;
    Account account = clusterAccount();
    DataFolder folder;
    Installation installation;
    fs::path socketFolder;
    FileHandle stop = makeEvent();
    Process postmaster;
    std::atomic<int> pid{ 0 };
    std::chrono::milliseconds backOff = kBackOffMin;
    std::thread supervisor;
};

PrivateCluster::Impl::Impl(Options given)
    : options(std::move(given))
    , folder(options.directory, account)
    , installation(findInstallation(options.postgresBin, folder.recordedMajor()))
{
    requireMajor(folder, installation);
    try {
        prepare();
        start();
        createDatabase();
        folder.recordMajor(installation.major);
        supervisor = std::thread([this] { supervise(); });
    } catch (...) {
        stopPostmaster(postmaster);
        removeSocketFolder();
        throw;
    }
}

PrivateCluster::Impl::~Impl()
{
    eventfd_write(stop.get(), 1);
    supervisor.join();
    pid = 0;
    stopPostmaster(postmaster);
    removeSocketFolder();
}

void PrivateCluster::Impl::removeSocketFolder()
{
    std::error_code ignored;
    if (!socketFolder.empty())
        fs::remove(socketFolder, ignored);
}

std::string PrivateCluster::Impl::connectionTo(std::string_view database) const
{
    return fmt::format("host={} port=5432 dbname={} user={}", quoteConnectionValue(socketFolder.string()),
                       database, kDatabaseUser);
}

void PrivateCluster::Impl::announce(std::string_view what) const
{
    kLog.info("{}", what);
    if (options.progress)
        options.progress(what);
}

void PrivateCluster::Impl::prepare()
{
    if (!fs::exists(folder.postgres() / "PG_VERSION")) {
        announce("creating the database");
        createCluster(folder, installation, account);
    }
    if (stopLeftovers(folder.postgres()))
        announce("stopped a database that an earlier run had left");
    socketFolder = makeSocketFolder(folder, account);
    writeConfiguration(folder, account,
                       { .socketFolder = socketFolder,
                         .connectionsMax = options.connectionsMax,
                         .overrides = options.settings });
}

void PrivateCluster::Impl::start()
{
    announce("starting the database");
    postmaster = startPostmaster(folder, installation, account);
    if (waitUntilReady(postmaster, folder.postgres(), -1) != StartOutcome::Ready) {
        throw Error(
            ErrorCode::Unavailable, "database_start_failed",
            fmt::format("the database did not start: {} ({})", folder.lastLogLine(), folder.log().string()));
    }
    pid = postmaster.pid();
}

void PrivateCluster::Impl::createDatabase()
{
    Session session(connectionTo("postgres"), { .applicationName = "bursar-setup" });
    const std::array<Param, 1> name{ kDatabaseName };
    if (session.run("SELECT 1 FROM pg_database WHERE datname = $1", name)->rows == 1)
        return;
    // Several times faster than the default; not every build of PostgreSQL has it.
    const auto lz4
        = session.run("SELECT 1 FROM pg_settings WHERE name = 'wal_compression' AND 'lz4' = ANY (enumvals)");
    if (lz4->rows == 1) {
        session.run("ALTER SYSTEM SET wal_compression = 'lz4'");
        session.run("ALTER SYSTEM SET default_toast_compression = 'lz4'");
        session.run("SELECT pg_reload_conf()");
    }
    session.run(fmt::format("CREATE DATABASE {}", kDatabaseName));
}

bool PrivateCluster::Impl::pause(std::chrono::milliseconds time)
{
    pollfd watched{ stop.get(), POLLIN, 0 };
    return poll(&watched, 1, int(time.count())) > 0;
}

bool PrivateCluster::Impl::restart()
{
    for (; !pause(backOff); backOff = std::min(backOff * 2, kBackOffMax)) {
        try {
            stopLeftovers(folder.postgres());
            postmaster = startPostmaster(folder, installation, account);
            const StartOutcome outcome = waitUntilReady(postmaster, folder.postgres(), stop.get());
            if (outcome == StartOutcome::Ready) {
                pid = postmaster.pid();
                kLog.info("the database runs again");
                return true;
            }
            if (outcome == StartOutcome::GivenUp)
                stopPostmaster(postmaster);
            kLog.error("the database did not start: {}", folder.lastLogLine());
        } catch (const std::exception& error) {
            kLog.error("the database did not start: {}", error.what());
        }
    }
    return false;
}

void PrivateCluster::Impl::supervise()
{
    auto started = std::chrono::steady_clock::now();
    for (;;) {
        std::array<pollfd, 2> watched{ pollfd{ stop.get(), POLLIN, 0 },
                                       pollfd{ postmaster.descriptor(), POLLIN, 0 } };
        poll(watched.data(), watched.size(), int(kLogCheck.count()));
        if (watched[0].revents != 0)
            return;
        folder.limitLog();
        if (!postmaster.waitFor(0ms))
            continue;
        pid = 0;
        kLog.error("the database ended unexpectedly: {}", folder.lastLogLine());
        if (std::chrono::steady_clock::now() - started > kHealthyAfter)
            backOff = kBackOffMin;
        if (!restart())
            return;
        started = std::chrono::steady_clock::now();
        backOff = std::min(backOff * 2, kBackOffMax);
    }
}

PrivateCluster::PrivateCluster(Options options)
{
    const std::string directory = options.directory.string();
    try {
        m_impl = std::make_unique<Impl>(std::move(options));
    } catch (const std::system_error& error) {
        throw Error(ErrorCode::Unavailable, "data_dir_failed",
                    fmt::format("the data folder {} cannot be used: {}", directory, error.what()));
    }
}

PrivateCluster::~PrivateCluster() = default;

std::string PrivateCluster::connection() const
{
    return m_impl->connectionTo(kDatabaseName);
}

bool PrivateCluster::running() const
{
    return m_impl->pid != 0;
}

int PrivateCluster::postmasterPid() const
{
    return m_impl->pid;
}

std::uintmax_t PrivateCluster::bytesFree() const
{
    std::error_code problem;
    const fs::space_info space = fs::space(m_impl->folder.path(), problem);
    return problem ? 0 : space.available;
}

} // namespace bursar::db
