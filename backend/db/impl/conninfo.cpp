// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/conninfo.h"

#include "base/error.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <map>
#include <memory>

namespace bursar::db {

namespace {
using Keywords = std::map<std::string, std::string>;

/// By libpq itself: libpqxx hands an address on unread, and cannot say whether it is malformed or nobody
/// answers there.
Keywords parse(const std::string& connection)
{
    char* reason = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(connection.c_str(), &reason), PQconninfoFree);
    PQfreemem(reason);
    if (!options)
        throw base::Error(base::ErrorCode::InvalidInput, "database_url",
                          "the database's address is malformed");
    Keywords keywords;
    for (const PQconninfoOption* option = options.get(); option->keyword; ++option) {
        if (option->val)
            keywords.emplace(option->keyword, option->val);
    }
    return keywords;
}
} // namespace

std::string quoteConnectionValue(std::string_view value)
{
    std::string quoted = "'";
    for (char c : value) {
        if (c == '\'' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + "'";
}

std::string sessionConnectionString(const std::string& connection, const SessionSettings& settings)
{
    Keywords keywords = parse(connection);
    std::string& options = keywords["options"];
    options += fmt::format(
        " -c TimeZone=UTC -c DateStyle=ISO -c bytea_output=hex -c standard_conforming_strings=on"
        " -c client_min_messages=warning -c statement_timeout={}",
        settings.statementTimeout.count());
    keywords["application_name"] = settings.applicationName;
    keywords["client_encoding"] = "UTF8";
    keywords.emplace("connect_timeout", "5");
    keywords.emplace("keepalives_idle", "30");
    keywords.emplace("keepalives_interval", "10");
    keywords.emplace("keepalives_count", "3");
    keywords.emplace("tcp_user_timeout", "60000");
    std::string text;
    for (const auto& [key, value] : keywords)
        text += fmt::format("{}={} ", key, quoteConnectionValue(value));
    return text;
}

} // namespace bursar::db
