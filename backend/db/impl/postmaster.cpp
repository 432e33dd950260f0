// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/postmaster.h"

#include "base/error.h"
#include "base/log.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <map>
#include <thread>

namespace bursar::db {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using namespace std::chrono_literals;

namespace {
constexpr base::Log kLog{ "db" };
constexpr std::chrono::milliseconds kReadyPoll{ 3 };
constexpr std::chrono::minutes kReadyMax{ 10 }; // replaying the log after a crash takes as long as it takes
constexpr std::chrono::seconds kFastStopMax{ 8 };
constexpr std::chrono::seconds kImmediateStopMax{ 3 };
constexpr std::chrono::seconds kKillMax{ 5 };
constexpr std::string_view kSocketFile = "/.s.PGSQL.5432";

/// Sized for a desk: small while idle, safe always (fsync, full_page_writes and synchronous_commit stay on).
constexpr std::string_view kConfiguration
    = R"(# Written by Bursar at each start. Use ALTER SYSTEM for changes.
listen_addresses = ''
unix_socket_permissions = 0700
shared_buffers = '64MB'
huge_pages = off
work_mem = '8MB'
maintenance_work_mem = '64MB'
effective_cache_size = '1GB'
random_page_cost = 1.1
jit = off
max_parallel_workers_per_gather = 0
max_locks_per_transaction = 128
wal_level = minimal
max_wal_senders = 0
wal_compression = on
max_wal_size = '1GB'
checkpoint_timeout = '15min'
checkpoint_completion_target = 0.9
synchronous_commit = on
autovacuum_max_workers = 2
autovacuum_vacuum_scale_factor = 0.1
autovacuum_analyze_scale_factor = 0.05
autovacuum_vacuum_cost_limit = 1000
idle_in_transaction_session_timeout = '10min'
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, ymd'
lc_messages = 'C'
lc_monetary = 'C'
lc_numeric = 'C'
lc_time = 'C'
default_text_search_config = 'pg_catalog.simple'
logging_collector = off
log_destination = 'stderr'
log_line_prefix = '%m [%p] '
log_min_messages = warning
log_checkpoints = off
# Statements and details hold customers' data.
log_min_error_statement = panic
log_error_verbosity = terse
)";

std::string quoteSetting(std::string_view value)
{
    std::string quoted = "'";
    for (const char c : value) {
        quoted += c;
        if (c == '\'' || c == '\\')
            quoted += c;
    }
    return quoted + "'";
}

std::vector<std::string> lines(const std::string& text)
{
    std::vector<std::string> result;
    std::size_t start = 0;
    for (std::size_t end = 0; (end = text.find('\n', start)) != std::string::npos; start = end + 1)
        result.push_back(text.substr(start, end - start));
    return result;
}

std::optional<pid_t> toPid(std::string_view text)
{
    pid_t pid = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pid);
    return error == std::errc() && end == text.data() + text.size() && pid > 0 ? std::optional(pid)
                                                                               : std::nullopt;
}

std::optional<pid_t> recordedPid(const fs::path& data)
{
    const std::vector<std::string> record = lines(readSmallFile(data / "postmaster.pid"));
    return record.empty() ? std::nullopt : toPid(record[0]);
}

bool isOurKind(const std::string& command)
{
    return command.starts_with("postgres") || command.starts_with("initdb");
}

/// PostgreSQL's processes work in their data folder.
std::map<pid_t, Process> processesIn(const fs::path& data)
{
    std::map<pid_t, Process> found;
    std::error_code problem;
    const fs::path folder = fs::canonical(data, problem);
    for (const fs::directory_entry& entry : fs::directory_iterator("/proc", problem)) {
        const std::optional<pid_t> pid = toPid(entry.path().filename().string());
        std::error_code gone;
        if (!pid || fs::read_symlink(entry.path() / "cwd", gone) != folder || gone
            || !isOurKind(readSmallFile(entry.path() / "comm")))
            continue;
        if (Process process = Process::watch(*pid))
            found.emplace(*pid, std::move(process));
    }
    return found;
}

void syncFileSystem(const fs::path& path)
{
    const FileHandle handle(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!handle || syncfs(handle.get()) != 0)
        throw fs::filesystem_error("cannot sync", path, std::error_code(errno, std::generic_category()));
}

/// Somebody else's folder of the same name must not get our socket.
bool ownsPrivately(const fs::path& folder, const Account& account)
{
    struct stat status { };
    return lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && (status.st_mode & 077) == 0
        && (status.st_uid == account.user || status.st_uid == geteuid());
}

std::string shortHash(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037U; // FNV-1a
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return fmt::format("{:08x}", std::uint32_t(hash ^ (hash >> 32)));
}
} // namespace

void createCluster(const DataFolder& folder, const Installation& installation, const Account& account)
{
    fs::path fresh = folder.postgres();
    fresh += ".new";
    stopLeftovers(fresh); // an initdb whose engine was killed
    fs::remove_all(fresh);
    fs::create_directory(fresh);
    fs::permissions(fresh, fs::perms::owner_all);
    giveTo(account, fresh);
    const FileHandle log = folder.openLog();
    Process initdb
        = Process::start({ .arguments = { (installation.bin / "initdb").string(), "-D", fresh.string(), "-U",
                                          kDatabaseUser, "--encoding=UTF8", "--locale=C.UTF-8", "--auth=peer",
                                          "--no-sync", "--no-instructions" },
                           .directory = fresh,
                           .output = log.get() },
                         account);
    if (initdb.wait() != 0) {
        throw Error(ErrorCode::Unavailable, "database_create_failed",
                    fmt::format("the database could not be created: {} ({})", folder.lastLogLine(),
                                folder.log().string()));
    }
    syncFileSystem(fresh);
    fs::rename(fresh, folder.postgres());
    syncFileSystem(folder.path());
}

void writeConfiguration(const DataFolder& folder, const Account& account, const ClusterSettings& settings)
{
    constexpr int kReserved = 3; // superuser_reserved_connections
    std::string configuration(kConfiguration);
    configuration
        += fmt::format("unix_socket_directories = {}\n", quoteSetting(settings.socketFolder.string()));
    configuration += fmt::format("max_connections = {}\n", settings.connectionsMax + kReserved);
    for (const auto& [name, value] : settings.overrides)
        configuration += fmt::format("{} = {}\n", name, quoteSetting(value));
    const fs::path data = folder.postgres();
    replaceFile(data / "postgresql.conf", configuration, &account);
    replaceFile(data / "pg_hba.conf", "local all all peer map=bursar\n", &account);
    std::string map;
    for (const std::string& name : { ownAccountName(), account.name })
        map += fmt::format("bursar \"{}\" {}\n", name, kDatabaseUser);
    replaceFile(data / "pg_ident.conf", map, &account);
}

fs::path makeSocketFolder(const DataFolder& folder, const Account& account)
{
    const std::string hash = shortHash(folder.path().string());
    std::vector<fs::path> candidates;
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    if (geteuid() != 0 && runtime && *runtime == '/')
        candidates.push_back(fs::path(runtime) / ("bursar-" + hash));
    candidates.push_back(fmt::format("/tmp/bursar-{}-{}", account.user, hash));
    candidates.push_back(fmt::format("/tmp/bursar-{}-{}-{}", account.user, hash, getpid()));
    candidates.push_back(folder.path() / "socket");
    for (const fs::path& candidate : candidates) {
        if (candidate.string().size() + kSocketFile.size() >= sizeof(sockaddr_un::sun_path))
            continue;
        const bool made = mkdir(candidate.c_str(), 0700) == 0;
        if (!made && !ownsPrivately(candidate, account))
            continue;
        giveTo(account, candidate);
        return candidate;
    }
    throw Error(ErrorCode::InvalidInput, "socket_folder",
                "no folder for the database's socket can be used in /tmp");
}

bool stopLeftovers(const fs::path& data)
{
    std::map<pid_t, Process> left = processesIn(data);
    const bool any = !left.empty();
    const std::optional<pid_t> postmaster = recordedPid(data);
    if (const auto leader = left.find(postmaster.value_or(0)); leader != left.end())
        stopPostmaster(leader->second);
    for (auto& [pid, process] : processesIn(data)) {
        process.signal(SIGQUIT);
        if (!process.waitFor(kImmediateStopMax))
            process.signal(SIGKILL);
        process.waitFor(kKillMax);
    }
    // Its id may be another process's by now; PostgreSQL would take that for a running postmaster.
    if (postmaster && kill(*postmaster, 0) == 0) {
        std::error_code ignored;
        fs::remove(data / "postmaster.pid", ignored);
    }
    return any;
}

Process startPostmaster(const DataFolder& folder, const Installation& installation, const Account& account)
{
    const FileHandle log = folder.openLog();
    return Process::start(
        { .arguments = { (installation.bin / "postgres").string(), "-D", folder.postgres().string() },
          .output = log.get() },
        account);
}

StartOutcome waitUntilReady(Process& postmaster, const fs::path& data, int stop)
{
    constexpr std::size_t kStatusLine = 7;
    const auto deadline = std::chrono::steady_clock::now() + kReadyMax;
    while (std::chrono::steady_clock::now() < deadline) {
        const std::vector<std::string> record = lines(readSmallFile(data / "postmaster.pid"));
        if (record.size() > kStatusLine && toPid(record[0]) == postmaster.pid()
            && record[kStatusLine].starts_with("ready"))
            return StartOutcome::Ready;
        pollfd watched{ stop, POLLIN, 0 };
        if (poll(&watched, 1, int(kReadyPoll.count())) > 0)
            return StartOutcome::GivenUp;
        if (postmaster.waitFor(0ms))
            return StartOutcome::Ended;
    }
    return StartOutcome::GivenUp;
}

void stopPostmaster(Process& postmaster)
{
    if (!postmaster)
        return;
    postmaster.signal(SIGINT);
    if (postmaster.waitFor(kFastStopMax))
        return;
    kLog.warning("the database does not stop; stopping it at once");
    postmaster.signal(SIGQUIT);
    if (postmaster.waitFor(kImmediateStopMax))
        return;
    postmaster.signal(SIGKILL);
    postmaster.waitFor(kKillMax);
}

} // namespace bursar::db
