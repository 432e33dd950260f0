// SPDX-License-Identifier: GPL-3.0-or-later
// What the console asks before it loads the engine: this source needs no library of the database, keep it so.
#include "base/error.h"
#include "db/impl/data_folder.h"

#include <boost/json.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace bursar::db {

namespace fs = std::filesystem;

namespace {
constexpr std::size_t kSmallFileBytesMax = 1024 * 1024;

bool isLocked(const fs::path& directory)
{
    const FileHandle lock(open((directory / "lock").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    return lock && flock(lock.get(), LOCK_SH | LOCK_NB) != 0;
}
} // namespace

std::string readSmallFile(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text(kSmallFileBytesMax, '\0');
    file.read(text.data(), std::streamsize(text.size()));
    text.resize(std::size_t(std::max<std::streamsize>(file.gcount(), 0)));
    return text;
}

boost::json::object readJson(const fs::path& path)
{
    boost::system::error_code problem;
    const boost::json::value value = boost::json::parse(readSmallFile(path), problem);
    return !problem && value.is_object() ? value.get_object() : boost::json::object();
}

fs::path defaultDataDirectory(std::string_view profile)
{
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    fs::path directory;
    if (geteuid() == 0)
        directory = "/var/lib/bursar";
    else if (data && *data == '/')
        directory = fs::path(data) / "bursar";
    else if (home && *home == '/')
        directory = fs::path(home) / ".local/share/bursar";
    else
        throw base::Error(base::ErrorCode::InvalidInput, "data_dir_unknown",
                          "neither XDG_DATA_HOME nor HOME says where data lives");
    return profile.empty() ? directory : directory / profile;
}

std::optional<EngineInfo> runningEngine(const fs::path& directory)
{
    if (!isLocked(directory))
        return std::nullopt;
    const boost::json::object record = readJson(directory / "engine.json");
    EngineInfo info;
    if (const boost::json::value* url = record.if_contains("url"); url && url->is_string())
        info.url = std::string(url->get_string());
    if (const boost::json::value* pid = record.if_contains("pid"); pid && pid->is_int64())
        info.pid = int(pid->get_int64());
    return info;
}

} // namespace bursar::db
