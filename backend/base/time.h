// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bursar::base {

using Duration = std::chrono::microseconds;
/// A point in time, UTC, to the microsecond: what PostgreSQL's timestamptz holds.
using Time = std::chrono::sys_time<Duration>;
/// A UTC calendar day.
using Day = std::chrono::sys_days;

/// The years that a stored time may have: outside, PostgreSQL and clients disagree on the notation.
inline constexpr int kYearMin = 1970;
inline constexpr int kYearMax = 9999;

/// RFC 3339, UTC, with as many fraction digits as are needed (0, 3 or 6): 2026-11-21T06:41:00.123Z
std::string formatTime(Time time);
/// RFC 3339 with any offset; also accepts a space for the T and a missing zone (UTC). Empty when malformed or out of
/// kYearMin…kYearMax.
std::optional<Time> parseTime(std::string_view text);
std::string formatDay(Day day);
std::optional<Day> parseDay(std::string_view text);

/// The source of "now": the system's in production, a hand-set one in tests and captures.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

class SystemClock final : public Clock {
public:
    Time now() const override;
};

} // namespace bursar::base
