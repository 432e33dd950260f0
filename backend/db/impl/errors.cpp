// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/errors.h"

#include "base/log.h"

#include <algorithm>
#include <array>

namespace bursar::db {

using base::ErrorCode;

namespace {
constexpr base::Log kLog{ "db" };
constexpr std::chrono::seconds kRetryAfter{ 1 };
constexpr std::string_view kStateChars = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

struct Rule {
    std::string_view state; // a whole SQLSTATE, or its class of two characters
    ErrorCode code;
    std::string_view reason;
    std::string_view text;
};

constexpr std::string_view kGone = "the database cannot be reached at the moment";
constexpr std::string_view kContention = "other work on the same rows was in the way; try again";

constexpr std::array kRules{
    Rule{ "23505", ErrorCode::Conflict, "unique_violation", "this already exists" },
    Rule{ "40001", ErrorCode::Unavailable, "database_contention", kContention },
    Rule{ "40P01", ErrorCode::Unavailable, "database_contention", kContention },
    Rule{ "53100", ErrorCode::Unavailable, "disk_full", "the database's disk is full" },
    Rule{ "53300", ErrorCode::Unavailable, "database_busy", "the database has no connection to spare" },
    Rule{ "53", ErrorCode::Unavailable, "database_busy", "the database is short of resources" },
    Rule{ "55P03", ErrorCode::Timeout, "lock_timeout", "the database could not take a lock in time" },
    Rule{ "57014", ErrorCode::Timeout, "statement_timeout", "the database did not answer in time" },
    Rule{ "25P03", ErrorCode::Unavailable, "database_unavailable", kGone },
    Rule{ "57P", ErrorCode::Unavailable, "database_unavailable", kGone },
    Rule{ "08", ErrorCode::Unavailable, "database_unavailable", kGone },
    Rule{ "22021", ErrorCode::InvalidInput, "invalid_text", "the text is not valid UTF-8" },
    Rule{ "22P05", ErrorCode::InvalidInput, "invalid_text", "the text is not valid UTF-8" },
};

const Rule* findRule(std::string_view state)
{
    for (const Rule& rule : kRules) {
        if (state.starts_with(rule.state))
            return &rule;
    }
    return nullptr;
}

/// What stands between the outermost quotation marks: "name", «name», »name«, « name ».
std::string_view quotedName(std::string_view message)
{
    constexpr std::array<std::string_view, 3> kMarks{ "\"", "\u00ab", "\u00bb" };
    constexpr std::string_view kNoBreakSpace = "\u00a0";
    std::size_t first = message.size(), last = 0;
    for (const std::string_view mark : kMarks) {
        if (const std::size_t at = message.find(mark); at != message.npos) {
            first = std::min(first, at + mark.size());
            last = std::max(last, message.rfind(mark));
        }
    }
    if (last <= first)
        return {};
    std::string_view name = message.substr(first, last - first);
    for (const std::string_view space : { std::string_view(" "), kNoBreakSpace }) {
        if (name.size() >= 2 * space.size() && name.starts_with(space) && name.ends_with(space))
            name = name.substr(space.size(), name.size() - 2 * space.size());
    }
    return name;
}

DatabaseError make(ErrorCode code, std::string_view reason, std::string_view text, const ServerReport& report)
{
    DatabaseError error(code, std::string(reason), std::string(text), report);
    if (code == ErrorCode::Unavailable)
        error.retryAfter = kRetryAfter;
    return error;
}

void logReport(const ServerReport& report, ErrorCode code)
{
    if (code == ErrorCode::Conflict)
        return;
    // Class 22 (bad values) quotes the value in its primary message.
    const bool quotesValues = report.sqlState.starts_with("22");
    kLog.warning("{}: {}", report.sqlState, quotesValues ? "a value was refused" : report.message);
}
} // namespace

ServerReport readReport(std::string_view text)
{
    constexpr std::string_view kSeverityEnd = ":  ";
    constexpr std::string_view kStateEnd = ": ";
    constexpr std::size_t kStateBytes = 5;
    std::string_view line = text.substr(0, text.find('\n'));
    const std::size_t severityBytes = line.find(kSeverityEnd);
    if (severityBytes == std::string_view::npos)
        return {};
    line.remove_prefix(severityBytes + kSeverityEnd.size());
    const std::string_view state = line.substr(0, kStateBytes);
    if (!line.substr(state.size()).starts_with(kStateEnd)
        || state.find_first_not_of(kStateChars) != state.npos)
        return {};
    const std::string_view message = line.substr(kStateBytes + kStateEnd.size());
    return { std::string(state), std::string(state == "23505" ? quotedName(message) : ""),
             std::string(message) };
}

DatabaseError databaseError(const ServerReport& report, ConnectionState state)
{
    const Rule* rule = findRule(report.sqlState);
    const bool lost = state == ConnectionState::Lost && (!rule || rule->code != ErrorCode::Unavailable);
    if (report.sqlState.empty() || lost)
        return connectionLost();
    logReport(report, rule ? rule->code : ErrorCode::Internal);
    if (!rule)
        return make(ErrorCode::Internal, "database_error", "the database refused a statement", report);
    return make(rule->code, rule->reason, rule->text, report);
}

DatabaseError connectionLost()
{
    return make(ErrorCode::Unavailable, "database_unavailable", kGone, {});
}

DatabaseError outcomeUnknown()
{
    return make(
        ErrorCode::OutcomeUnknown, "outcome_unknown",
        "the connection was lost while the change was being committed; it may or may not have happened", {});
}

base::Error misuse(std::string_view reason, std::string_view text)
{
    return base::Error(ErrorCode::Internal, std::string(reason), std::string(text));
}

} // namespace bursar::db
