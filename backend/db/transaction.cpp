// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/impl/transaction_impl.h"

namespace bursar::db {

namespace {
const DatabaseError* asDatabaseError(const std::exception& error)
{
    return dynamic_cast<const DatabaseError*>(&error);
}
} // namespace

Transaction::Impl::Impl(Lease lease, Mode mode, Isolation isolation)
    : session(std::move(lease))
{
    session->begin(mode, isolation);
}

Transaction::Impl::~Impl()
{
    rollback();
}

void Transaction::Impl::requireReady() const
{
    if (copying)
        throw misuse("copy_in_progress", "a statement was sent while rows were being copied");
    if (state == State::Failed)
        throw misuse("transaction_failed", "an earlier statement of this transaction failed");
    if (state == State::Over)
        throw misuse("transaction_over", "the transaction is over");
}

SharedResult Transaction::Impl::run(std::string_view sql, std::span<const Param> params)
{
    requireReady();
    try {
        return session->run(sql, params);
    } catch (...) {
        state = State::Failed;
        throw;
    }
}

void Transaction::Impl::startCopy(std::string_view table, std::string_view columns)
{
    requireReady();
    state = State::Failed;
    session->startCopy(table, columns);
    state = State::Open;
    copying = true;
}

void Transaction::Impl::commit()
{
    requireReady();
    state = State::Over;
    session->commit();
    session.reset();
}

void Transaction::Impl::rollback()
{
    if (!session)
        return;
    state = State::Over;
    copying = false;
    session->rollback();
    session.reset();
}

Transaction::Transaction(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}
Transaction::~Transaction() = default;
Transaction::Transaction(Transaction&&) noexcept = default;

Result Transaction::exec(std::string_view sql, std::span<const Param> params)
{
    return Result(m_impl->run(sql, params));
}

Row Transaction::one(std::string_view sql, std::initializer_list<Param> params)
{
    Result result = exec(sql, params);
    if (result.size() != 1)
        throw misuse("not_one_row", "a statement that gives one row gave another number");
    m_kept.push_back(result);
    return result[0];
}

CopyWriter Transaction::copy(std::string_view table, std::string_view columns)
{
    return CopyWriter(std::make_unique<CopyWriter::Impl>(*m_impl, table, columns));
}

void Transaction::savepoint(const std::function<void()>& body)
{
    const std::string name = "bursar_" + std::to_string(++m_impl->savepoints);
    m_impl->run("SAVEPOINT " + name, {});
    try {
        body();
        m_impl->run("RELEASE SAVEPOINT " + name, {});
    } catch (...) {
        if (m_impl->state != Impl::State::Over && !m_impl->session->lost()) {
            m_impl->session->run("ROLLBACK TO SAVEPOINT " + name + "; RELEASE SAVEPOINT " + name);
            m_impl->state = Impl::State::Open;
        }
        throw;
    }
}

void Transaction::commit()
{
    m_impl->commit();
}

void Transaction::rollback()
{
    m_impl->rollback();
}

std::optional<UniqueViolation> uniqueViolation(const std::exception& error)
{
    const DatabaseError* failure = asDatabaseError(error);
    if (!failure || failure->report().sqlState != "23505")
        return std::nullopt;
    return UniqueViolation{ failure->report().constraint };
}

bool isRetryable(const std::exception& error)
{
    const std::string_view state = sqlState(error);
    // 0A000: a prepared statement met a table that a migration changed; its connection is dropped.
    return state == "40001" || state == "40P01" || state == "0A000";
}

std::string_view sqlState(const std::exception& error)
{
    const DatabaseError* failure = asDatabaseError(error);
    return failure ? std::string_view(failure->report().sqlState) : std::string_view();
}

} // namespace bursar::db
