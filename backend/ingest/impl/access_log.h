// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// Lines of access logs: Apache and nginx common and combined (with a virtual host before, or fields after), and JSON.
namespace bursar::ingest {

struct LogLine {
    base::Time at;
    std::string host;   // address or name of the caller
    std::string method, path;
    int status = 0;
    std::optional<std::int64_t> bytes;
    std::optional<std::chrono::microseconds> response;
    std::string referer, userAgent;
    bool repaired = false;       // cut off, but time, request and status are there
    int fields = 0;              // after the status: a cut line has fewer than its neighbours
    std::size_t prefixBytes = 0; // up to and with the status; 0 for JSON
};

/// The line, or why it is none.
using LineOutcome = std::variant<LogLine, std::string>;

/// After the status and bytes, quoted texts are referer and user agent; a number with a point (or after rt=,
/// request_time=) is seconds, the last whole number microseconds (Apache %D).
LineOutcome parseAccessLine(std::string_view line);
LineOutcome parseJsonLine(std::string_view line);
/// Either, by its first character.
LineOutcome parseLogLine(std::string_view line);

/// 17/May/2015:10:05:03 +0000
std::optional<base::Time> parseClfTime(std::string_view text);

} // namespace bursar::ingest
