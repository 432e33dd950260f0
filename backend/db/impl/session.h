// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "db/impl/conninfo.h"
#include "db/impl/errors.h"
#include "db/impl/result_data.h"

#include <libpq-fe.h>
#include <pqxx/connection>
#include <pqxx/connectionpolicy>
#include <pqxx/nontransaction>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace bursar::db {

/// Connects, and keeps libpq's handle and what it reported last: libpqxx shows neither the handle (COPY in large
/// chunks needs it) nor the constraint's name, and drops the SQLSTATE when the connection went away with the error.
class LinkPolicy : public pqxx::connectionpolicy {
public:
    explicit LinkPolicy(const std::string& connection) : pqxx::connectionpolicy(connection) {}

    handle do_startconnect(handle current) override;

    PGconn* raw = nullptr;
    ServerReport report;
    const PGresult* lastResult = nullptr;

private:
    void attach(PGconn* connection);
};

/// One connection: never reconnects by itself, since whoever holds it relies on its session state.
/// Not thread-safe; every failure leaves as base::Error.
class Session final : private LinkPolicy, public pqxx::connection_base {
public:
    static constexpr std::size_t kStatementsMax = 256;

    Session(const std::string& connection, const SessionSettings& settings);
    ~Session();

    /// Statements without parameters: may hold several, separated by semicolons.
    std::shared_ptr<const ResultData> run(std::string_view sql);
    /// Prepared once, keyed by its text.
    std::shared_ptr<const ResultData> run(std::string_view sql, std::span<const Param> params);

    bool lost() const { return !is_open(); }
    /// The server no longer matches our prepared statements (a migration changed a table under us).
    bool stale() const { return m_stale; }
    PGconn* raw() const { return LinkPolicy::raw; }
    /// Throws what `result`, obtained from raw(), reports; does nothing when it is a success.
    void check(const PGresult* result);
    int socket() const { return sock(); }

private:
    struct Statement {
        std::string name;
        std::uint64_t used = 0;
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    const std::string& statementFor(std::string_view sql);
    void dropOldestStatement();
    template <class Call>
    std::shared_ptr<const ResultData> guarded(Call&& call);
    [[noreturn]] void fail();

    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> m_statements;
    std::uint64_t m_uses = 0;
    std::uint64_t m_names = 0;
    bool m_stale = false;
    std::unique_ptr<pqxx::nontransaction> m_executor; // BEGIN and COMMIT are ours: see Transaction
};

} // namespace bursar::db
