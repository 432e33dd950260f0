// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/session.h"

#include "base/log.h"

#include <libpq-events.h>

#include <pqxx/except>
#include <pqxx/prepared_statement>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace bursar::db {

namespace {
constexpr base::Log kLog{"db"};

std::string field(const PGresult* result, int code)
{
    const char* text = PQresultErrorField(result, code);
    return text ? text : "";
}

/// Called by libpq for every result. Results outlive their session, so only RESULTCREATE may look at `link`.
int noteResult(PGEventId event, void* info, void* link)
{
    if (event != PGEVT_RESULTCREATE)
        return 1;
    auto& policy = *static_cast<LinkPolicy*>(link);
    const PGresult* result = static_cast<const PGEventResultCreate*>(info)->result;
    policy.lastResult = result;
    if (PQresultStatus(result) == PGRES_FATAL_ERROR) {
        policy.report = {field(result, PG_DIAG_SQLSTATE), field(result, PG_DIAG_CONSTRAINT_NAME),
                         field(result, PG_DIAG_MESSAGE_PRIMARY)};
    }
    return 1;
}

std::size_t affectedRows(const PGresult* result)
{
    const char* text = PQcmdTuples(const_cast<PGresult*>(result));
    std::size_t rows = 0;
    std::from_chars(text, text + std::strlen(text), rows);
    return rows;
}

/// libpq takes text parameters as C strings; PostgreSQL cannot store NUL anyway.
std::string withoutNul(const std::string& text)
{
    std::string clean = text;
    std::erase(clean, '\0');
    return clean;
}
} // namespace

pqxx::connectionpolicy::handle LinkPolicy::do_startconnect(handle current)
{
    if (current)
        return current;
    PGconn* connection = PQconnectdb(options().c_str());
    if (!connection)
        throw std::bad_alloc();
    if (PQstatus(connection) != CONNECTION_OK) {
        const std::string reason = PQerrorMessage(connection);
        PQfinish(connection);
        throw pqxx::broken_connection(reason);
    }
    attach(connection);
    return connection;
}

void LinkPolicy::attach(PGconn* connection)
{
    if (PQregisterEventProc(connection, noteResult, "bursar", static_cast<LinkPolicy*>(this)) == 0) {
        PQfinish(connection);
        throw std::bad_alloc();
    }
    raw = connection;
}

Session::Session(const std::string& connection, const SessionSettings& settings)
    : LinkPolicy(sessionConnectionString(connection, settings)),
      pqxx::connection_base(static_cast<pqxx::connectionpolicy&>(*this))
{
    try {
        init();
    } catch (const pqxx::failure& failure) {
        // libpq's text names hosts and users, never a password.
        kLog.debug("cannot connect: {}", failure.what());
        throw connectionLost();
    }
#include <pqxx/internal/ignore-deprecated-pre.hxx>
    inhibit_reactivation(true);
#include <pqxx/internal/ignore-deprecated-post.hxx>
    m_executor = std::make_unique<pqxx::nontransaction>(*this);
}

Session::~Session()
{
    m_executor.reset();
    close();
}

template <class Call>
std::shared_ptr<const ResultData> Session::guarded(Call&& call)
{
    report = {};
    try {
        auto data = std::make_shared<ResultData>();
        data->owner = call();
        data->raw = lastResult;
        data->rows = std::size_t(PQntuples(lastResult));
        data->columns = PQnfields(lastResult);
        data->affected = affectedRows(lastResult);
        return data;
    } catch (const pqxx::pqxx_exception&) {
        fail();
    }
}

std::shared_ptr<const ResultData> Session::run(std::string_view sql)
{
    return guarded([&] { return m_executor->exec(std::string(sql)); });
}

std::shared_ptr<const ResultData> Session::run(std::string_view sql, std::span<const Param> params)
{
    if (params.empty())
        return run(sql);
    std::vector<const char*> values;
    std::vector<std::string> cleaned;
    values.reserve(params.size());
    cleaned.reserve(params.size());
    for (const Param& param : params) {
        const std::optional<std::string>& text = param.text();
        if (text && text->find('\0') != std::string::npos)
            values.push_back(cleaned.emplace_back(withoutNul(*text)).c_str());
        else
            values.push_back(text ? text->c_str() : nullptr);
    }
    return guarded([&] {
        return m_executor->exec_prepared(statementFor(sql), pqxx::prepare::make_dynamic_params(values));
    });
}

const std::string& Session::statementFor(std::string_view sql)
{
    auto it = m_statements.find(sql);
    if (it == m_statements.end()) {
        if (m_statements.size() >= kStatementsMax)
            dropOldestStatement();
        std::string name = "s" + std::to_string(++m_names);
        std::string text(sql);
        prepare(name, text);
        try {
            prepare_now(name);
        } catch (...) {
            unprepare(name);
            throw;
        }
        it = m_statements.emplace(std::move(text), Statement{std::move(name), 0}).first;
    }
    it->second.used = ++m_uses;
    return it->second.name;
}

void Session::dropOldestStatement()
{
    const auto oldest = std::min_element(m_statements.begin(), m_statements.end(), [](const auto& a, const auto& b) {
        return a.second.used < b.second.used;
    });
    unprepare(oldest->second.name);
    m_statements.erase(oldest);
}

void Session::check(const PGresult* result)
{
    const ExecStatusType status = PQresultStatus(result);
    if (result && status != PGRES_FATAL_ERROR && status != PGRES_BAD_RESPONSE && status != PGRES_NONFATAL_ERROR)
        return;
    fail();
}

void Session::fail()
{
    // 0A000: "cached plan must not change result type". A fresh connection knows the new shape.
    m_stale = m_stale || report.sqlState == "0A000";
    throw databaseError(report, lost() ? ConnectionState::Lost : ConnectionState::Open);
}

} // namespace bursar::db
