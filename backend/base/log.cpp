// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace bursar::base {

namespace {
spdlog::level::level_enum toSpdlog(LogLevel level)
{
    switch (level) {
    case LogLevel::Trace: return spdlog::level::trace;
    case LogLevel::Debug: return spdlog::level::debug;
    case LogLevel::Info: return spdlog::level::info;
    case LogLevel::Warning: return spdlog::level::warn;
    case LogLevel::Error: return spdlog::level::err;
    case LogLevel::Off: return spdlog::level::off;
    }
    return spdlog::level::info;
}

spdlog::logger& logger()
{
    static const std::shared_ptr<spdlog::logger> instance = [] {
        auto made = std::make_shared<spdlog::logger>("bursar", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
        made->set_level(spdlog::level::info);
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *instance;
}
} // namespace

void setLogLevel(LogLevel level)
{
    logger().set_level(toSpdlog(level));
}

LogLevel parseLogLevel(std::string_view word)
{
    if (word == "trace") return LogLevel::Trace;
    if (word == "debug") return LogLevel::Debug;
    if (word == "warning" || word == "warn") return LogLevel::Warning;
    if (word == "error") return LogLevel::Error;
    if (word == "off") return LogLevel::Off;
    return LogLevel::Info;
}

bool logEnabled(LogLevel level)
{
    return logger().should_log(toSpdlog(level));
}

void writeLog(LogLevel level, std::string_view category, std::string_view text)
{
    logger().log(toSpdlog(level), "{} {}", category, text);
}

} // namespace bursar::base
