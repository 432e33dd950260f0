// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/session.h"

#include "base/log.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <new>

namespace bursar::db {

namespace {
constexpr base::Log kLog{ "db" };

std::string field(const PGresult* result, int code)
{
    const char* text = result ? PQresultErrorField(result, code) : nullptr;
    return text ? text : "";
}

void logNotice(void*, const PGresult* notice)
{
    kLog.debug("notice {}: {}", field(notice, PG_DIAG_SQLSTATE), field(notice, PG_DIAG_MESSAGE_PRIMARY));
}

std::size_t affectedRows(PGresult* result)
{
    const char* text = PQcmdTuples(result);
    std::size_t rows = 0;
    std::from_chars(text, text + std::strlen(text), rows);
    return rows;
}

/// libpq takes text parameters as C strings; PostgreSQL cannot store NUL anyway.
std::string withoutNul(std::string text)
{
    std::erase(text, '\0');
    return text;
}
} // namespace

ResultData::ResultData(ResultPointer result)
    : raw(std::move(result))
    , rows(std::size_t(PQntuples(raw.get())))
    , columns(PQnfields(raw.get()))
    , affected(affectedRows(raw.get()))
{
}

Session::Session(const std::string& connection, const SessionSettings& settings)
    : m_connection(PQconnectdb(sessionConnectionString(connection, settings).c_str()), PQfinish)
{
    if (!m_connection)
        throw std::bad_alloc();
    if (lost()) {
        // The text names hosts and users, never a password.
        kLog.debug("cannot connect: {}", PQerrorMessage(raw()));
        throw connectionLost();
    }
    PQsetNoticeReceiver(raw(), logNotice, nullptr);
}

std::shared_ptr<const ResultData> Session::run(std::string_view sql)
{
    return take(PQexec(raw(), std::string(sql).c_str()));
}

std::shared_ptr<const ResultData> Session::run(std::string_view sql, std::span<const Param> params)
{
    if (params.empty())
        return run(sql);
    std::vector<const char*> values;
    std::vector<std::string> cleaned;
    values.reserve(params.size());
    cleaned.reserve(params.size()); // pointers into it must stay
    for (const Param& param : params) {
        const std::optional<std::string>& text = param.text();
        if (text && text->find('\0') != std::string::npos)
            values.push_back(cleaned.emplace_back(withoutNul(*text)).c_str());
        else
            values.push_back(text ? text->c_str() : nullptr);
    }
    return take(
        PQexecPrepared(raw(), statementFor(sql), int(values.size()), values.data(), nullptr, nullptr, 0));
}

std::shared_ptr<const ResultData> Session::take(PGresult* result)
{
    ResultPointer owned(result, PQclear);
    check(result);
    return std::make_shared<const ResultData>(std::move(owned));
}

const char* Session::statementFor(std::string_view sql)
{
    auto it = m_statements.find(sql);
    if (it == m_statements.end()) {
        if (m_statements.size() >= kStatementsMax)
            dropOldestStatement();
        std::string text(sql);
        std::string name = "s" + std::to_string(++m_names);
        take(PQprepare(raw(), name.c_str(), text.c_str(), 0, nullptr));
        it = m_statements.emplace(std::move(text), Statement{ std::move(name), 0 }).first;
    }
    it->second.used = ++m_uses;
    return it->second.name.c_str();
}

void Session::dropOldestStatement()
{
    const auto oldest
        = std::min_element(m_statements.begin(), m_statements.end(),
                           [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
    run("DEALLOCATE " + oldest->second.name);
    m_statements.erase(oldest);
}

std::string Session::quoteName(std::string_view name) const
{
    const std::unique_ptr<char, decltype(&PQfreemem)> quoted(
        PQescapeIdentifier(raw(), name.data(), name.size()), PQfreemem);
    if (!quoted)
        throw misuse("database_name", "a name cannot be used in the database");
    return quoted.get();
}

void Session::check(const PGresult* result)
{
    const ExecStatusType status = PQresultStatus(result); // a missing result is a fatal error
    if (status != PGRES_FATAL_ERROR && status != PGRES_BAD_RESPONSE)
        return;
    const ServerReport report{ field(result, PG_DIAG_SQLSTATE), field(result, PG_DIAG_CONSTRAINT_NAME),
                               field(result, PG_DIAG_MESSAGE_PRIMARY) };
    // 0A000: "cached plan must not change result type". A fresh connection knows the new shape.
    m_stale = m_stale || report.sqlState == "0A000";
    throw databaseError(report, lost() ? ConnectionState::Lost : ConnectionState::Open);
}

} // namespace bursar::db
