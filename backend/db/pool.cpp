// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "db/impl/transaction_impl.h"

#include <condition_variable>
#include <mutex>

namespace bursar::db {

namespace {
constexpr base::Log kLog{ "db" };
using SteadyTime = std::chrono::steady_clock::time_point;

base::Error busy()
{
    base::Error error(base::ErrorCode::Unavailable, "database_busy",
                      "all connections to the database are in use");
    error.retryAfter = std::chrono::seconds(1);
    return error;
}

/// What the pool and the sessions on loan share, so that a transaction may end after its pool.
class Shelf {
public:
    explicit Shelf(PoolOptions options)
        : m_options(std::move(options))
    {
    }

    const PoolOptions& options() const { return m_options; }

    std::size_t open() const
    {
        const std::lock_guard lock(m_mutex);
        return m_idle.size() + m_onLoan;
    }

    /// An idle session, or an empty place to fill with connect().
    std::unique_ptr<Session> take()
    {
        std::unique_lock lock(m_mutex);
        const bool free = m_changed.wait_for(lock, m_options.acquireTimeout, [&] {
            return !m_idle.empty() || m_onLoan < m_options.connectionsMax;
        });
        if (!free)
            throw busy();
        ++m_onLoan;
        if (m_idle.empty())
            return nullptr;
        std::unique_ptr<Session> session = std::move(m_idle.back());
        m_idle.pop_back();
        return session;
    }

    /// While a server does not answer, only one caller at a time waits for it.
    std::unique_ptr<Session> connect()
    {
        const SteadyTime start = std::chrono::steady_clock::now();
        {
            const std::lock_guard lock(m_mutex);
            if (start < m_downUntil)
                throw connectionLost();
        }
        try {
            return std::make_unique<Session>(
                m_options.connection,
                SessionSettings{ .applicationName = m_options.applicationName,
                                 .statementTimeout = m_options.statementTimeout });
        } catch (const DatabaseError&) {
            const SteadyTime now = std::chrono::steady_clock::now();
            const std::lock_guard lock(m_mutex);
            m_downUntil = now + (now - start);
            throw;
        }
    }

    void giveBack(std::unique_ptr<Session> session)
    {
        const bool keep = session && !session->lost() && !session->stale() && !session->inTransaction();
        {
            const std::lock_guard lock(m_mutex);
            --m_onLoan;
            if (keep && !m_closed)
                m_idle.push_back(std::move(session));
        }
        m_changed.notify_one();
    }

    /// A server that went away took every connection along.
    void dropIdle()
    {
        std::vector<std::unique_ptr<Session>> dropped;
        const std::lock_guard lock(m_mutex);
        dropped.swap(m_idle);
    }

    void close()
    {
        dropIdle();
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }

private:
    const PoolOptions m_options;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::unique_ptr<Session>> m_idle;
    std::size_t m_onLoan = 0;
    SteadyTime m_downUntil{};
    bool m_closed = false;
};

Lease lend(const std::shared_ptr<Shelf>& shelf, std::unique_ptr<Session> session)
{
    return Lease(session.release(),
                 [shelf](Session* back) { shelf->giveBack(std::unique_ptr<Session>(back)); });
}
} // namespace

struct Pool::Impl {
    std::shared_ptr<Shelf> shelf;

    Lease connect()
    {
        try {
            return lend(shelf, shelf->connect());
        } catch (...) {
            shelf->giveBack(nullptr);
            throw;
        }
    }
};

Pool::Pool(PoolOptions options)
    : m_impl(std::make_unique<Impl>(Impl{ std::make_shared<Shelf>(std::move(options)) }))
{
}

Pool::~Pool()
{
    m_impl->shelf->close();
}

Transaction Pool::begin(Mode mode, Isolation isolation)
{
    Shelf& shelf = *m_impl->shelf;
    if (std::unique_ptr<Session> idle = shelf.take()) {
        try {
            return Transaction(
                std::make_unique<Transaction::Impl>(lend(m_impl->shelf, std::move(idle)), mode, isolation));
        } catch (const base::Error& error) {
            // Nothing but BEGIN was sent, so a new connection may repeat it.
            if (error.code() != base::ErrorCode::Unavailable)
                throw;
            kLog.info("a connection to the database was lost while idle");
            shelf.dropIdle();
        }
        if (std::unique_ptr<Session> other = shelf.take())
            return Transaction(
                std::make_unique<Transaction::Impl>(lend(m_impl->shelf, std::move(other)), mode, isolation));
    }
    return Transaction(std::make_unique<Transaction::Impl>(m_impl->connect(), mode, isolation));
}

const PoolOptions& Pool::options() const
{
    return m_impl->shelf->options();
}

std::size_t Pool::open() const
{
    return m_impl->shelf->open();
}

std::chrono::microseconds Pool::ping()
{
    Transaction tx = begin(Mode::ReadOnly);
    const auto start = std::chrono::steady_clock::now();
    tx.exec("SELECT 1");
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
}

} // namespace bursar::db
