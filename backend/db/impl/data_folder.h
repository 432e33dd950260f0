// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/cluster.h"
#include "db/impl/process.h"

#include <boost/json/object.hpp>

#include <optional>

namespace bursar::db {

/// The files in a data folder, and who may use them.
class DataFolder {
public:
    /// Creates the folder where needed, checks that `account` can enter it, and takes DIR/lock.
    DataFolder(const std::filesystem::path& directory, const Account& account);

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path postgres() const { return m_path / "postgres"; }
    std::filesystem::path log() const { return m_path / "postgres.log"; }

    /// Major version of the database in it; empty before the first start.
    std::optional<int> recordedMajor() const;
    void recordMajor(int major) const;

    /// Opens the log for appending, after cutting it when it has grown too long.
    FileHandle openLog() const;
    void limitLog() const;
    std::string lastLogLine() const;

private:
    std::filesystem::path m_path;
    FileHandle m_lock;
};

/// Replaces a file as a whole; 0600, and owned by the account when one is given.
void replaceFile(const std::filesystem::path& path, std::string_view text, const Account* owner = nullptr);
/// Empty when it cannot be read; at most 1 MiB.
std::string readSmallFile(const std::filesystem::path& path);
/// Empty when there is no object in it.
boost::json::object readJson(const std::filesystem::path& path);

} // namespace bursar::db
