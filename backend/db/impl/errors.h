// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <string>
#include <string_view>

namespace bursar::db {

/// What the server reported about one failed statement.
struct ServerReport {
    std::string sqlState; // empty when the connection was lost: libpqxx drops the server's last words
    std::string constraint;
    std::string message; // the primary message only: DETAIL holds row values
};

/// The base::Error of this module, with what uniqueViolation(), isRetryable() and sqlState() look at.
class DatabaseError final : public base::Error {
public:
    DatabaseError(base::ErrorCode code, std::string reason, std::string text, ServerReport report)
        : base::Error(code, std::move(reason), std::move(text))
        , m_report(std::move(report))
    {
    }
    const ServerReport& report() const { return m_report; }

private:
    ServerReport m_report;
};

/// Reads what libpqxx passes on of a failure or a notice: libpq's text at its most verbose, "SEVERITY:
/// SQLSTATE: message", then lines that hold row values. Any other text gives an empty report. libpqxx knows
/// neither all SQLSTATEs nor the constraint's name; that is read from the message, where it is what stands in
/// quotation marks in each of the server's languages (English needs a superuser).
ServerReport readReport(std::string_view text);

enum class ConnectionState { Open, Lost };

/// The one table from SQLSTATE to Error; also writes what operators need to the log.
DatabaseError databaseError(const ServerReport& report, ConnectionState state);
DatabaseError connectionLost();
DatabaseError outcomeUnknown();
base::Error misuse(std::string_view reason, std::string_view text);

} // namespace bursar::db
