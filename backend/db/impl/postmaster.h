// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/impl/data_folder.h"
#include "db/impl/installation.h"
#include "db/impl/process.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace bursar::db {

/// What the files of a cluster are written from.
struct ClusterSettings {
    std::filesystem::path socketFolder;
    int connectionsMax = 60;
    std::vector<std::pair<std::string, std::string>> overrides;
};

inline constexpr const char* kDatabaseName = "bursar";
inline constexpr const char* kDatabaseUser = "bursar";

/// initdb into a folder beside, one sync, then a rename: what a crash leaves is never taken for a cluster.
void createCluster(const DataFolder& folder, const Installation& installation, const Account& account);
void writeConfiguration(const DataFolder& folder, const Account& account, const ClusterSettings& settings);

/// A short folder for the socket, 0700 and the account's.
std::filesystem::path makeSocketFolder(const DataFolder& folder, const Account& account);

/// Ends every PostgreSQL process that still works in `data`: a postmaster that survived its engine, or the
/// children of one that was killed. True when there was any.
bool stopLeftovers(const std::filesystem::path& data);

enum class StartOutcome { Ready, Ended, GivenUp };

/// Starts the postmaster; returns at once.
Process startPostmaster(const DataFolder& folder, const Installation& installation, const Account& account);
/// Waits until it accepts connections. `stop`: a descriptor that becomes readable when to give up; -1: never.
StartOutcome waitUntilReady(Process& postmaster, const std::filesystem::path& data, int stop);
/// Fast, then immediate, then killed.
void stopPostmaster(Process& postmaster);

} // namespace bursar::db
