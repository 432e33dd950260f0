// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"

namespace bursar::db {

struct Migration {
    std::string_view name; // 0001_base.sql
    std::string_view sql;
};

/// The migrations compiled into this build, in order.
std::span<const Migration> builtinMigrations();

struct MigrationReport {
    std::vector<std::string> applied; // by this call
    std::string version; // newest in the database
};

/// Brings the database to the newest version: each migration in its own transaction, all under one advisory
/// lock, so that several servers may start at once. Refuses (Error{Conflict}) when an applied migration's
/// SHA-256 differs from the one in this build ("migration_changed"), or when the database is newer than this
/// build ("database_newer").
MigrationReport migrate(const std::string& connection,
                        std::span<const Migration> migrations = builtinMigrations());

} // namespace bursar::db
