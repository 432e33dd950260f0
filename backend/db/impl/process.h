// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/impl/file_handle.h"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace bursar::db {

/// A user of this machine, with every group.
struct Account {
    uid_t user = 0;
    gid_t group = 0;
    std::vector<gid_t> groups;
    std::string name;
};

/// Whom the cluster runs as: us, or `postgres` when we are root, since PostgreSQL refuses to run as root.
/// Throws Error{InvalidInput, "postgres_account"} when there is no such account.
Account clusterAccount();
/// The name of the account that runs this process.
std::string ownAccountName();

/// Gives a file or folder to the account; does nothing unless we are root.
void giveTo(const Account& account, const std::filesystem::path& path);
/// The first of `folders` that the account may not enter; empty when it may enter all.
std::optional<std::filesystem::path> firstUnreachable(const Account& account,
                                                      const std::vector<std::filesystem::path>& folders);

struct Command {
    std::vector<std::string> arguments; // the first is the program's path
    std::filesystem::path directory = "/";
    int output = -1; // of standard output and error; -1: /dev/null
};

/// A process, usually a child, watched through a pidfd so that its id cannot be another's meanwhile.
/// Destroying the object leaves the process alone.
class Process {
public:
    Process() = default;
    /// Starts a child in a session of its own: Ctrl+C in our terminal does not reach it.
    static Process start(const Command& command, const Account& account);
    /// Empty when there is none of that id.
    static Process watch(pid_t pid);

    explicit operator bool() const { return bool(m_handle); }
    pid_t pid() const { return m_pid; }
    int descriptor() const { return m_handle.get(); }
    void signal(int number) const;
    /// True once it has ended; a child is reaped then.
    bool waitFor(std::chrono::milliseconds timeout);
    /// Waits for the end of a child; 0 when it succeeded.
    int wait();

private:
    pid_t m_pid = 0;
    FileHandle m_handle;
    std::optional<int> m_status;
};

/// What a program prints, at most 64 KiB.
std::string outputOf(const Command& command);

} // namespace bursar::db
