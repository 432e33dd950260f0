// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace bursar::db {

struct SessionSettings {
    std::string applicationName = "bursar";
    std::chrono::milliseconds statementTimeout{ 0 }; // 0: none
};

/// A libpq URL or key=value string with the session settings added, so that they travel in the startup packet
/// and cost no round trip. What the caller's string says itself (a connect_timeout, options) is kept; ours
/// come after. Throws Error{InvalidInput, "database_url"} when the text is malformed, without repeating it:
/// it may hold a password.
std::string sessionConnectionString(const std::string& connection, const SessionSettings& settings);

/// One value of a key=value connection string, quoted.
std::string quoteConnectionValue(std::string_view value);

} // namespace bursar::db
