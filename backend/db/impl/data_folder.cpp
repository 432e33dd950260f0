// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/data_folder.h"

#include "base/error.h"
#include "base/log.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <thread>

namespace bursar::db {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

namespace {
constexpr base::Log kLog{ "db" };
constexpr std::uintmax_t kLogBytesMax = 8 * 1024 * 1024;
/// runningEngine() looks at the lock by taking it for a moment.
constexpr int kLockAttempts = 20;
constexpr std::chrono::milliseconds kLockPause{ 10 };

[[noreturn]] void failFile(const fs::path& path)
{
    throw fs::filesystem_error("cannot write", path, std::error_code(errno, std::generic_category()));
}

fs::path createFolder(const fs::path& directory)
{
    std::error_code problem;
    const fs::path absolute = fs::absolute(directory, problem).lexically_normal();
    const bool created = !problem && fs::create_directories(absolute, problem);
    const fs::path canonical = problem ? absolute : fs::canonical(absolute, problem);
    if (problem) {
        throw Error(
            ErrorCode::InvalidInput, "data_dir_unreachable",
            fmt::format("the data folder {} cannot be used: {}", absolute.string(), problem.message()));
    }
    if (created) {
        // As root, the cluster's account has to pass through; otherwise it is nobody else's business.
        const bool root = geteuid() == 0;
        fs::permissions(canonical, root ? fs::perms(0711) : fs::perms(0700));
    }
    return canonical;
}

void requireReachable(const fs::path& directory, const Account& account)
{
    std::vector<fs::path> folders;
    for (fs::path folder = directory; folders.empty() || folders.back() != folder;
         folder = folder.parent_path()) {
        folders.push_back(folder);
        if (folder == folder.parent_path())
            break;
    }
    std::reverse(folders.begin(), folders.end());
    if (const std::optional<fs::path> blocked = firstUnreachable(account, folders)) {
        throw Error(ErrorCode::InvalidInput, "data_dir_unreachable",
                    fmt::format("the account \"{}\", which runs the database, may not enter {}; "
                                "choose another data folder or allow it to (chmod o+x)",
                                account.name, blocked->string()));
    }
}

[[noreturn]] void failInUse(const fs::path& directory)
{
    const std::optional<EngineInfo> other = runningEngine(directory);
    const std::string where = other && !other->url.empty() ? fmt::format(" ({})", other->url) : std::string();
    throw Error(ErrorCode::Conflict, "data_dir_in_use",
                fmt::format("another engine{} uses the data folder {}", where, directory.string()));
}

FileHandle takeLock(const fs::path& directory)
{
    const fs::path path = directory / "lock";
    FileHandle lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock) {
        throw Error(ErrorCode::InvalidInput, "data_dir_unreachable",
                    fmt::format("the data folder {} cannot be written: {}", directory.string(),
                                std::generic_category().message(errno)));
    }
    for (int attempt = 0; attempt < kLockAttempts; ++attempt) {
        if (flock(lock.get(), LOCK_EX | LOCK_NB) == 0)
            return lock;
        std::this_thread::sleep_for(kLockPause);
    }
    failInUse(directory);
}

std::optional<int> toMajor(std::string_view text)
{
    int major = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), major);
    return error == std::errc() ? std::optional(major) : std::nullopt;
}
} // namespace

void replaceFile(const fs::path& path, std::string_view text, const Account* owner)
{
    fs::path fresh = path;
    fresh += ".new";
    std::error_code ignored;
    fs::remove(fresh, ignored);
    {
        const FileHandle file(
            open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!file || ::write(file.get(), text.data(), text.size()) != ssize_t(text.size())
            || fsync(file.get()) != 0)
            failFile(path);
    }
    if (owner)
        giveTo(*owner, fresh);
    fs::rename(fresh, path);
}

DataFolder::DataFolder(const fs::path& directory, const Account& account)
    : m_path(createFolder(directory))
{
    requireReachable(m_path, account);
    m_lock = takeLock(m_path);
    removeEngineInfo(m_path); // of an engine that was killed
}

std::optional<int> DataFolder::recordedMajor() const
{
    const boost::json::object record = readJson(m_path / "cluster.json");
    if (const boost::json::value* major = record.if_contains("major"); major && major->is_int64())
        return int(major->get_int64());
    return toMajor(readSmallFile(postgres() / "PG_VERSION"));
}

void DataFolder::recordMajor(int major) const
{
    replaceFile(m_path / "cluster.json",
                boost::json::serialize(boost::json::object{ { "major", major } }) + "\n");
}

void DataFolder::limitLog() const
{
    std::error_code problem;
    const std::uintmax_t bytes = fs::file_size(log(), problem);
    if (problem || bytes <= kLogBytesMax)
        return;
    fs::path older = log();
    older += ".1";
    // Copied and cut, not renamed: the postmaster keeps its file open (for appending).
    fs::copy_file(log(), older, fs::copy_options::overwrite_existing, problem);
    fs::resize_file(log(), 0, problem);
    if (problem)
        kLog.warning("cannot limit {}: {}", log().string(), problem.message());
}

FileHandle DataFolder::openLog() const
{
    limitLog();
    FileHandle file(open(log().c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file)
        failFile(log());
    return file;
}

std::string DataFolder::lastLogLine() const
{
    std::string text = readSmallFile(log());
    text.erase(text.find_last_not_of("\n") + 1);
    const std::size_t start = text.rfind('\n');
    return start == std::string::npos ? text : text.substr(start + 1);
}

void writeEngineInfo(const fs::path& directory, const EngineInfo& info)
{
    replaceFile(directory / "engine.json",
                boost::json::serialize(boost::json::object{ { "url", info.url }, { "pid", info.pid } })
                    + "\n");
}

void removeEngineInfo(const fs::path& directory)
{
    std::error_code ignored;
    fs::remove(directory / "engine.json", ignored);
}

} // namespace bursar::db
