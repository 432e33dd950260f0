// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace bursar::db {

/// The PostgreSQL programs on this machine.
struct Installation {
    std::filesystem::path bin;
    int major = 0;
};

/// `wanted`, else the version that the data needs, else the newest in /usr/lib/postgresql, else that in PATH.
/// Throws Error{InvalidInput, "postgres_missing"}.
Installation findInstallation(const std::optional<std::filesystem::path>& wanted, std::optional<int> major);

} // namespace bursar::db
