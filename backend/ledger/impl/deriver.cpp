// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/impl/deriver.h"

#include "base/error.h"
#include "base/log.h"

#include <pthread.h>

namespace bursar::ledger {

namespace {
constexpr base::Log kLog{"ledger"};
constexpr std::size_t kRowsMax = 50'000;  // an account that moved often is written once
constexpr std::chrono::milliseconds kPause{100};   // gathers what comes in the meantime
constexpr std::chrono::milliseconds kIdle{1'000};
constexpr std::chrono::milliseconds kBackOff{500};
} // namespace

Deriver::Deriver(db::Pool& pool, base::Metrics& metrics, Writer& writer)
    : m_pool(pool), m_writer(writer),
      m_entries(metrics.counter("bursar_ledger_derived_total", "Entries taken into the ledger's tables for reading.")),
      m_lag(metrics.gauge("bursar_ledger_tail_entries", "Entries not yet in the tables for reading."))
{
}

void Deriver::start()
{
    m_stopping = false;
    m_thread = std::thread([this] {
        pthread_setname_np(pthread_self(), "ledger-derive");
        run();
    });
}

void Deriver::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void Deriver::wake()
{
    m_wake.notify_one();
}

void Deriver::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        lock.unlock();
        auto pause = kIdle;
        try {
            if (step())
                pause = kPause;
        } catch (const std::exception& error) {
            kLog.warning("the ledger's tables could not be brought up to date: {}", error.what());
            m_state.reset();
            pause = kBackOff;
        }
        lock.lock();
        // A full tail does not wait; a short one gathers.
        if (m_writer.tail() < kRowsMax && !m_stopping)
            m_wake.wait_for(lock, pause);
    }
    lock.unlock();
    try {
        while (m_writer.isWriting() && m_writer.tail() > 0 && deriveSome() > 0) {
        }
    } catch (const std::exception& error) {
        kLog.warning("the ledger's tables stay behind the journal: {}", error.what());
    }
}

bool Deriver::step()
{
    if (!m_writer.isWriting()) {
        m_state.reset();
        return false;
    }
    if (m_writer.keys().wantsFill())
        m_writer.keys().fill(m_pool);
    return m_writer.tail() > 0 && deriveSome() > 0;
}

std::size_t Deriver::deriveSome()
{
    if (!m_state) {
        auto state = std::make_unique<State>();
        db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
        loadCheckpoint(tx, *state);
        m_state = std::move(state);
    }
    const JournalId from = m_state->last();
    Derived derived;
    db::Transaction tx = m_pool.begin();
    const std::size_t rows = readEntries(tx, from, kRowsMax, [&](JournalId, std::string_view text) {
        derive(*m_state, decode(text), derived);
    });
    if (rows == 0)
        return 0;
    writeDerived(tx, *m_state, derived, from);
    tx.commit();
    m_writer.derivedThrough(m_state->last());
    m_entries.add(double(rows));
    m_lag.set(double(m_writer.tail()));
    return rows;
}

} // namespace bursar::ledger
