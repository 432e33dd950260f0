// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/impl/job.h"

#include <map>

namespace bursar::ledger {

/// Hands commands to the server that writes and waits for what it says. Used by one thread.
class Relay {
public:
    Relay(db::Pool& pool, const base::Clock& clock) : m_pool(pool), m_clock(clock) {}

    std::size_t waiting() const { return m_waiting.size(); }
    void add(std::vector<Job>& jobs);
    /// Sends what is new, and calls back whoever was answered or has waited too long. Throws when the database does not
    /// answer; nothing is lost then.
    void exchange();
    /// Calls back whoever has waited too long.
    void expire(std::chrono::steady_clock::time_point now);

private:
    struct Waiting {
        Job job;
        bool sent = false;
    };
    db::Pool& m_pool;
    const base::Clock& m_clock;
    std::map<std::string, Waiting> m_waiting; // by inbox id
};

/// What a command hears that nobody could carry out in time.
base::Error tooLate(const Job& job);

} // namespace bursar::ledger
