// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/installation.h"

#include "base/error.h"
#include "db/impl/process.h"

#include <charconv>
#include <cstdlib>
#include <map>
#include <string>

namespace bursar::db {

namespace fs = std::filesystem;

namespace {
constexpr std::string_view kPackaged = "/usr/lib/postgresql";

bool hasPrograms(const fs::path& bin)
{
    std::error_code ignored;
    return fs::exists(bin / "postgres", ignored) && fs::exists(bin / "initdb", ignored);
}

/// From "postgres (PostgreSQL) 15.18 (Debian …)"; 0 when it says anything else.
int majorOf(const fs::path& bin)
{
    const std::string text = outputOf({ .arguments = { (bin / "postgres").string(), "--version" } });
    const std::size_t end = text.find(") ");
    int major = 0;
    if (end != std::string::npos)
        std::from_chars(text.data() + end + 2, text.data() + text.size(), major);
    return major;
}

std::map<int, fs::path> packagedVersions()
{
    std::map<int, fs::path> versions;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(kPackaged, ignored)) {
        const fs::path bin = entry.path() / "bin";
        if (const int major = std::atoi(entry.path().filename().c_str()); major > 0 && hasPrograms(bin))
            versions.emplace(major, bin);
    }
    return versions;
}

std::optional<fs::path> inSearchPath()
{
    const char* variable = std::getenv("PATH");
    std::string_view rest = variable ? variable : "";
    while (!rest.empty()) {
        const std::size_t end = rest.find(':');
        const fs::path folder(rest.substr(0, end));
        if (folder.is_absolute() && hasPrograms(folder))
            return folder;
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return std::nullopt;
}

fs::path chooseBin(const std::optional<fs::path>& wanted, std::optional<int> major)
{
    if (wanted)
        return *wanted;
    const std::map<int, fs::path> packaged = packagedVersions();
    if (const auto same = packaged.find(major.value_or(0)); same != packaged.end())
        return same->second;
    if (!packaged.empty())
        return packaged.rbegin()->second;
    return inSearchPath().value_or(fs::path());
}
} // namespace

Installation findInstallation(const std::optional<fs::path>& wanted, std::optional<int> major)
{
    Installation found{ chooseBin(wanted, major), 0 };
    if (!found.bin.empty() && hasPrograms(found.bin))
        found.major = majorOf(found.bin);
    if (found.major == 0) {
        throw base::Error(
            base::ErrorCode::InvalidInput, "postgres_missing",
            "PostgreSQL's programs (initdb, postgres) were not found; install the package \"postgresql\"");
    }
    return found;
}

} // namespace bursar::db
