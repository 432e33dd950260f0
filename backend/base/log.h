// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

/// Logging: one line an event, to standard error. Levels: trace, debug, info, warning, error. Never log a credential,
/// a body or a header value.
namespace bursar::base {

enum class LogLevel { Trace, Debug, Info, Warning, Error, Off };

void setLogLevel(LogLevel level);
LogLevel parseLogLevel(std::string_view word); // unknown words are Info
bool logEnabled(LogLevel level);
void writeLog(LogLevel level, std::string_view category, std::string_view text);

/// A module's log: `constexpr base::Log kLog{"ingest"}; kLog.info("wrote {} rows", n);`
class Log {
public:
    constexpr explicit Log(std::string_view category) : m_category(category) {}

    template <class... A> void debug(fmt::format_string<A...> f, A&&... a) const { write(LogLevel::Debug, fmt::string_view(f), a...); }
    template <class... A> void info(fmt::format_string<A...> f, A&&... a) const { write(LogLevel::Info, fmt::string_view(f), a...); }
    template <class... A> void warning(fmt::format_string<A...> f, A&&... a) const { write(LogLevel::Warning, fmt::string_view(f), a...); }
    template <class... A> void error(fmt::format_string<A...> f, A&&... a) const { write(LogLevel::Error, fmt::string_view(f), a...); }

private:
    template <class... A> void write(LogLevel level, fmt::string_view f, A&... a) const
    {
        if (logEnabled(level))
            writeLog(level, m_category, fmt::vformat(f, fmt::make_format_args(a...)));
    }
    std::string_view m_category;
};

} // namespace bursar::base
