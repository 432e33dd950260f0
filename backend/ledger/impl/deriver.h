// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/impl/writer.h"

#include <condition_variable>
#include <thread>

namespace bursar::ledger {

/// Keeps the tables for reading and the checkpoint behind the journal, on a thread of its own, while this server writes.
class Deriver {
public:
    Deriver(db::Pool& pool, base::Metrics& metrics, Writer& writer);
    ~Deriver() { stop(); }

    void start();
    /// Derives what is left first, if it can.
    void stop();
    void wake(); // any thread

private:
    void run();
    /// Whether there was something.
    bool step();
    std::size_t deriveSome();

    db::Pool& m_pool;
    Writer& m_writer;
    base::Counter& m_entries;
    base::Gauge& m_lag;
    std::unique_ptr<State> m_state; // a copy that follows the checkpoint; empty when it has to be loaded
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace bursar::ledger
