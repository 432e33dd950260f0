// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "db/impl/conninfo.h"
#include "db/impl/errors.h"
#include "db/impl/result_data.h"

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace bursar::db {

/// One connection: never reconnects by itself, since whoever holds it relies on its session state.
/// Not thread-safe; every failure leaves as base::Error.
class Session {
public:
    static constexpr std::size_t kStatementsMax = 256;

    Session(const std::string& connection, const SessionSettings& settings);

    /// Statements without parameters: may hold several, separated by semicolons.
    std::shared_ptr<const ResultData> run(std::string_view sql);
    /// Prepared once, keyed by its text.
    std::shared_ptr<const ResultData> run(std::string_view sql, std::span<const Param> params);

    bool lost() const { return PQstatus(raw()) != CONNECTION_OK; }
    /// The server no longer matches our prepared statements (a migration changed a table under us).
    bool stale() const { return m_stale; }
    bool inTransaction() const { return PQtransactionStatus(raw()) != PQTRANS_IDLE; }
    int backendPid() const { return PQbackendPID(raw()); }
    std::string quoteName(std::string_view name) const;

    /// For what has no place here: COPY and notifications.
    PGconn* raw() const { return m_connection.get(); }
    /// Throws what `result`, obtained from raw(), reports; does nothing when it is a success.
    void check(const PGresult* result);

private:
    struct Statement {
        std::string name;
        std::uint64_t used = 0;
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    std::shared_ptr<const ResultData> take(PGresult* result);
    const char* statementFor(std::string_view sql);
    void dropOldestStatement();

    std::unique_ptr<PGconn, decltype(&PQfinish)> m_connection;
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> m_statements;
    std::uint64_t m_uses = 0;
    std::uint64_t m_names = 0;
    bool m_stale = false;
};

} // namespace bursar::db
