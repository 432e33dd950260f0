// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/amount.h"
#include "base/time.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bursar::db {

/// A parameter of a statement, in PostgreSQL's text form. Empty is NULL. NUL bytes in a text are dropped (PostgreSQL
/// cannot hold them); bytes() keeps them.
class Param {
public:
    Param(std::nullopt_t) {}
    Param(const char* text) : m_text(text) {}
    Param(std::string_view text) : m_text(text) {}
    Param(std::string text) : m_text(std::move(text)) {}
    Param(bool value) : m_text(value ? "t" : "f") {}
    Param(int value) : m_text(std::to_string(value)) {}
    Param(unsigned value) : m_text(std::to_string(value)) {}
    Param(long value) : m_text(std::to_string(value)) {}
    Param(unsigned long value) : m_text(std::to_string(value)) {}
    Param(long long value) : m_text(std::to_string(value)) {}
    Param(unsigned long long value) : m_text(std::to_string(value)) {}
    Param(double value);
    Param(base::Time time) : m_text(base::formatTime(time)) {}
    Param(base::Day day) : m_text(base::formatDay(day)) {}
    Param(const base::Amount& amount) : m_text(amount.atomic()) {}
    /// bytea, as \x…
    static Param bytes(std::string_view raw);
    /// text[]
    static Param array(std::span<const std::string> values);
    static Param array(std::span<const std::int64_t> values);
    template <class T>
    Param(const std::optional<T>& value) : Param(value ? Param(*value) : Param(std::nullopt))
    {
    }

    const std::optional<std::string>& text() const { return m_text; }

private:
    std::optional<std::string> m_text;
};

struct ResultData;

/// One row of a Result; columns by position. A NULL read as a plain type throws Error{Internal}; opt…() gives empty.
/// Keeps what it reads alive, so a row may outlive its Result and its Transaction.
class Row {
public:
    bool isNull(int column) const;
    /// Valid as long as this row, its Result, or for one() the Transaction.
    std::string_view text(int column) const;
    std::string string(int column) const { return std::string(text(column)); }
    std::int64_t integer(int column) const;
    double number(int column) const;
    bool boolean(int column) const;
    base::Time time(int column) const;            // timestamptz; sessions run in UTC and ISO style
    base::Day day(int column) const;
    base::Amount amount(int column) const;
    std::string bytes(int column) const;          // bytea
    std::vector<std::string> strings(int column) const; // text[]

    std::optional<std::string> optString(int column) const;
    std::optional<std::int64_t> optInteger(int column) const;
    std::optional<double> optNumber(int column) const;
    std::optional<base::Time> optTime(int column) const;
    std::optional<base::Amount> optAmount(int column) const;

private:
    friend class Result;
    Row(std::shared_ptr<const ResultData> data, std::size_t row) : m_data(std::move(data)), m_row(row) {}
    std::shared_ptr<const ResultData> m_data;
    std::size_t m_row;
};

/// What a statement returned. Cheap to copy.
class Result {
public:
    std::size_t size() const;
    bool empty() const { return size() == 0; }
    std::size_t affected() const;
    /// `row` must be below size().
    Row operator[](std::size_t row) const { return Row(m_data, row); }

    class Iterator {
    public:
        Iterator(const Result& result, std::size_t row) : m_result(&result), m_row(row) {}
        Row operator*() const { return (*m_result)[m_row]; }
        Iterator& operator++() { ++m_row; return *this; }
        bool operator==(const Iterator& other) const { return m_row == other.m_row; }

    private:
        const Result* m_result;
        std::size_t m_row;
    };
    Iterator begin() const { return Iterator(*this, 0); }
    Iterator end() const { return Iterator(*this, size()); }

private:
    friend class Transaction;
    explicit Result(std::shared_ptr<const ResultData> data) : m_data(std::move(data)) {}
    std::shared_ptr<const ResultData> m_data;
};

/// Rows for COPY … FROM STDIN in text format. Build a row field by field, then endRow(). The destructor gives up the
/// copy; finish() completes it.
class CopyWriter {
public:
    ~CopyWriter();
    CopyWriter(CopyWriter&&) noexcept;

    CopyWriter& null();
    CopyWriter& text(std::string_view value); // escapes; NUL bytes are dropped (PostgreSQL cannot hold them)
    CopyWriter& integer(std::int64_t value);
    CopyWriter& number(double value);
    CopyWriter& boolean(bool value);
    CopyWriter& time(base::Time value);
    CopyWriter& amount(const base::Amount& value);
    CopyWriter& bytes(std::string_view raw);
    CopyWriter& optText(const std::optional<std::string>& value) { return value ? text(*value) : null(); }
    void endRow();
    void finish();

private:
    friend class Transaction;
    struct Impl;
    explicit CopyWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// A statement failed because a unique index already holds the key.
struct UniqueViolation {
    std::string constraint;
};

enum class Isolation { ReadCommitted, RepeatableRead };
enum class Mode { ReadWrite, ReadOnly };

/// One transaction on one leased connection. Not thread-safe. Rolls back unless committed.
///
/// Errors leave as base::Error; the text never holds SQL:
/// - Unavailable: "database_unavailable" (connection lost, server starting or stopping), "disk_full" (53100),
///   "database_busy" (too many connections), "database_contention" (deadlock, serialization failure: isRetryable());
/// - Conflict "unique_violation" (see uniqueViolation());
/// - Timeout: "statement_timeout", "lock_timeout" (55P03);
/// - InvalidInput "invalid_text": not UTF-8;
/// - OutcomeUnknown "outcome_unknown": the connection was lost while a writing transaction was being committed;
/// - Internal: everything else.
/// After a failure outside of savepoint() only rollback() is left: commit() throws, it never silently rolls back.
class Transaction {
public:
    ~Transaction();
    Transaction(Transaction&&) noexcept;

    Result exec(std::string_view sql) { return exec(sql, std::span<const Param>()); }
    Result exec(std::string_view sql, std::initializer_list<Param> params)
    {
        return exec(sql, std::span<const Param>(params.begin(), params.size()));
    }
    /// Statements with parameters are prepared once per connection, keyed by their text.
    Result exec(std::string_view sql, std::span<const Param> params);
    /// Exactly one row, else Error{Internal}. The row is kept until the transaction ends: in long loops use exec().
    Row one(std::string_view sql, std::initializer_list<Param> params);
    /// `columns` separated by commas. One copy at a time; exec() has to wait until it is finished or destroyed.
    CopyWriter copy(std::string_view table, std::string_view columns);
    /// Runs `body` in a savepoint; if it throws, the savepoint is undone and the exception goes on.
    void savepoint(const std::function<void()>& body);
    void commit();
    void rollback();

private:
    friend class Pool;
    friend class AdvisoryLock;
    friend class CopyWriter;
    struct Impl;
    explicit Transaction(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
    std::vector<Result> m_kept; // results whose single row one() handed out
};

/// True (with the constraint's name) when `error` came from a unique index.
std::optional<UniqueViolation> uniqueViolation(const std::exception& error);
/// True when the statement may be repeated in a new transaction (serialization failure, deadlock).
bool isRetryable(const std::exception& error);
/// The server's SQLSTATE for logs and tests; empty when the error is none of the server's.
std::string_view sqlState(const std::exception& error);

struct PoolOptions {
    std::string connection;                              // libpq URL or key=value string
    std::size_t connectionsMax = 8;
    std::chrono::milliseconds acquireTimeout{5'000};     // then Error{Unavailable, "database_busy"}
    std::chrono::milliseconds statementTimeout{30'000};  // 0: none
    std::string applicationName = "bursar";
};

/// A bounded set of connections. Any thread. Connections are opened on demand, checked after failures, and closed
/// when the server went away; while there is none, calls fail at once with Error{Unavailable, "database_unavailable"}.
class Pool {
public:
    explicit Pool(PoolOptions options);
    ~Pool();

    Transaction begin(Mode mode = Mode::ReadWrite, Isolation isolation = Isolation::ReadCommitted);
    /// begin, body, commit; repeats up to 5 times when isRetryable. The body must have no effects of its own.
    template <class F>
    auto transact(F&& body) -> decltype(body(std::declval<Transaction&>()))
    {
        for (int attempt = 1;; ++attempt) {
            try {
                Transaction tx = begin();
                if constexpr (std::is_void_v<decltype(body(tx))>) {
                    body(tx);
                    tx.commit();
                    return;
                } else {
                    auto value = body(tx);
                    tx.commit();
                    return value;
                }
            } catch (const std::exception& error) {
                if (attempt == 5 || !isRetryable(error))
                    throw;
            }
        }
    }
    const PoolOptions& options() const;
    /// Connections open now; for metrics.
    std::size_t open() const;
    /// Round-trip of a trivial statement, or the Error.
    std::chrono::microseconds ping();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// A session advisory lock on a connection of its own: held until destroyed or the connection dies.
class AdvisoryLock {
public:
    /// Empty when another session holds it.
    static std::unique_ptr<AdvisoryLock> tryAcquire(const std::string& connection, std::int64_t key);
    ~AdvisoryLock();
    /// Asks the server; false means that the lock is gone and whoever relied on it must stop.
    bool stillHeld();
    /// A transaction on the connection that holds the lock: it cannot commit once the lock is lost. One at a time, and
    /// not at the same time as stillHeld().
    Transaction begin();
    /// For pg_terminate_backend() by whoever takes over.
    int backendPid() const;

private:
    struct Impl;
    explicit AdvisoryLock(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// LISTEN on a connection and thread of its own; reconnects with back-off. `wake` is called on that thread for each
/// notification and once after each (re)connect, since notifications may have been missed.
class Listener {
public:
    Listener(std::string connection, std::string channel, std::function<void()> wake);
    ~Listener();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::db
