// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/process.h"

#include "base/error.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace bursar::db {

namespace {
constexpr std::size_t kOutputBytesMax = 64 * 1024;
constexpr int kExecFailed = 127;

[[noreturn]] void failSystem(const char* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

struct Passwd {
    passwd entry{};
    std::string storage;
    bool found = false;
};

Passwd lookUp(const char* name, uid_t user)
{
    Passwd result;
    result.storage.resize(16 * 1024);
    passwd* found = nullptr;
    if (name)
        getpwnam_r(name, &result.entry, result.storage.data(), result.storage.size(), &found);
    else
        getpwuid_r(user, &result.entry, result.storage.data(), result.storage.size(), &found);
    result.found = found != nullptr;
    return result;
}

/// Only raw system calls: glibc's wrappers signal all threads of a process, and this runs in a fork of a
/// process with many threads, where only async-signal-safe calls are allowed.
bool becomeAccount(const Account& account)
{
    if (geteuid() != 0)
        return true;
    return syscall(SYS_setgroups, account.groups.size(), account.groups.data()) == 0
        && syscall(SYS_setresgid, account.group, account.group, account.group) == 0
        && syscall(SYS_setresuid, account.user, account.user, account.user) == 0;
}

void resetSignals()
{
    for (const int number : { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGCHLD, SIGUSR1, SIGUSR2 })
        ::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void runChild(char* const* arguments, char* const* environment, const char* directory,
                           int output, const Account& account)
{
    setsid();
    resetSignals();
    umask(077);
    const int null = open("/dev/null", O_RDWR);
    const int out = output >= 0 ? output : null;
    const bool ready = null >= 0 && dup2(null, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0
        && dup2(out, STDERR_FILENO) >= 0 && becomeAccount(account) && chdir(directory) == 0;
    if (ready) {
        close_range(STDERR_FILENO + 1, ~0U, 0);
        execve(arguments[0], arguments, environment);
    }
    _exit(kExecFailed);
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> list;
    for (std::string& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}
} // namespace

Account clusterAccount()
{
    const bool root = geteuid() == 0;
    const Passwd found = lookUp(root ? "postgres" : nullptr, geteuid());
    if (!found.found) {
        throw base::Error(
            base::ErrorCode::InvalidInput, "postgres_account",
            root ? "started as root, the database runs under the account \"postgres\", which is missing"
                 : "the account that runs this program has no name, so the database cannot run under it");
    }
    Account account{ found.entry.pw_uid, found.entry.pw_gid, {}, found.entry.pw_name };
    int count = 64;
    account.groups.resize(std::size_t(count));
    if (getgrouplist(found.entry.pw_name, account.group, account.groups.data(), &count) < 0)
        count = 0;
    account.groups.resize(std::size_t(count));
    return account;
}

std::string ownAccountName()
{
    const Passwd found = lookUp(nullptr, geteuid());
    return found.found ? found.entry.pw_name : std::to_string(geteuid());
}

void giveTo(const Account& account, const std::filesystem::path& path)
{
    if (geteuid() == 0 && lchown(path.c_str(), account.user, account.group) != 0)
        failSystem("chown");
}

std::optional<std::filesystem::path> firstUnreachable(const Account& account,
                                                      const std::vector<std::filesystem::path>& folders)
{
    constexpr int kAll = 255;
    constexpr int kCannotTell = 254;
    const pid_t child = fork();
    if (child < 0)
        failSystem("fork");
    if (child == 0) {
        if (!becomeAccount(account))
            _exit(kCannotTell);
        for (std::size_t i = 0; i < folders.size() && i < kCannotTell; ++i) {
            if (access(folders[i].c_str(), X_OK) != 0)
                _exit(int(i));
        }
        _exit(kAll);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) { }
    const int first = WIFEXITED(status) ? WEXITSTATUS(status) : kCannotTell;
    if (first == kCannotTell)
        throw std::runtime_error("cannot become the account " + account.name);
    return first == kAll ? std::nullopt : std::optional(folders.at(std::size_t(first)));
}

Process Process::start(const Command& command, const Account& account)
{
    std::vector<std::string> arguments = command.arguments;
    std::vector<std::string> environment{ "PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", "TZ=UTC" };
    const std::vector<char*> argv = pointers(arguments);
    const std::vector<char*> envp = pointers(environment);
    const pid_t pid = fork();
    if (pid < 0)
        failSystem("fork");
    if (pid == 0)
        runChild(argv.data(), envp.data(), command.directory.c_str(), command.output, account);
    Process process = watch(pid);
    if (!process)
        failSystem("pidfd_open");
    return process;
}

Process Process::watch(pid_t pid)
{
    Process process;
    process.m_handle = FileHandle(int(syscall(SYS_pidfd_open, pid, 0)));
    process.m_pid = process ? pid : 0;
    return process;
}

void Process::signal(int number) const
{
    if (m_handle && !m_status)
        syscall(SYS_pidfd_send_signal, m_handle.get(), number, nullptr, 0);
}

bool Process::waitFor(std::chrono::milliseconds timeout)
{
    if (!m_handle || m_status)
        return true;
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        pollfd watched{ m_handle.get(), POLLIN, 0 };
        const auto left
            = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        const int ready = poll(&watched, 1, int(std::max<std::int64_t>(left.count(), 0)));
        if (ready == 0)
            return false;
        if (ready > 0)
            break;
        if (errno != EINTR)
            failSystem("poll");
    }
    int status = 0;
    m_status = waitpid(m_pid, &status, WNOHANG) == m_pid ? status : 0; // 0: not our child, nothing to reap
    return true;
}

int Process::wait()
{
    while (!waitFor(std::chrono::hours(1))) { }
    return m_status.value_or(0);
}

std::string outputOf(const Command& command)
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        failSystem("pipe");
    const FileHandle readEnd(ends[0]);
    FileHandle writeEnd(ends[1]);
    Command piped = command;
    piped.output = writeEnd.get();
    Process process = Process::start(piped, Account{ geteuid(), getegid(), {}, {} });
    writeEnd.reset();
    std::string text;
    std::array<char, 4096> chunk;
    ssize_t bytes = 0;
    while (text.size() < kOutputBytesMax && (bytes = read(readEnd.get(), chunk.data(), chunk.size())) > 0)
        text.append(chunk.data(), std::size_t(bytes));
    process.signal(SIGTERM);
    process.wait();
    return text;
}

} // namespace bursar::db
