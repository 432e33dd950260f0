// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "db/impl/conninfo.h"
#include "db/impl/errors.h"
#include "db/impl/result_data.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace bursar::db {

using SharedResult = std::shared_ptr<const ResultData>;

/// One connection of libpqxx, which nothing outside of session.cpp sees: its exceptions stop here, and every
/// failure leaves as base::Error. Never reconnects by itself, since whoever holds it relies on its session
/// state. Not thread-safe.
class Session {
public:
    static constexpr std::size_t kStatementsMax = 256;

    Session(const std::string& connection, const SessionSettings& settings);
    ~Session();

    /// Statements without parameters: may hold several, separated by semicolons. A failure inside of a
    /// transaction leaves it to the caller to undo it, or the savepoint.
    SharedResult run(std::string_view sql);
    /// Prepared once, keyed by its text.
    SharedResult run(std::string_view sql, std::span<const Param> params);

    void begin(Mode mode, Isolation isolation);
    /// Over afterwards, whatever happens.
    void commit();
    /// A connection whose server does not confirm is closed, which undoes the transaction as well.
    void rollback() noexcept;

    void startCopy(std::string_view table, std::string_view columns);
    /// Whole rows in COPY's text format, separated by newlines, none after the last.
    void sendRows(const std::string& rows);
    void finishCopy();
    /// The server refuses every row; only undoing the transaction, or the savepoint, is left.
    void giveUpCopy() noexcept;

    /// One channel a session. `wake` is called by readNotifications().
    void listen(const std::string& channel, std::function<void()> wake);
    /// Does not wait; throws when the connection is lost.
    void readNotifications();
    int socket() const;

    bool lost() const;
    /// The server no longer matches our prepared statements (a migration changed a table under us).
    bool stale() const;
    bool inTransaction() const;
    int backendPid() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::db
