// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "base/worker_pool.h"
#include "db/db.h"

#include <memory>
#include <string>
#include <vector>

namespace bursar::engine {

/// Runs periodic jobs on exactly one of the servers that share a database: the one that holds the advisory lock. Each
/// job has a thread of its own, so that a slow one delays no other.
class Leader {
public:
    explicit Leader(std::string connection);
    /// Before start(). `job` runs about every `period` while this server leads.
    void add(std::string name, std::chrono::milliseconds period, std::function<void()> job);
    void start();
    void stop();
    bool leads() const { return m_leads; }

private:
    struct Job {
        std::string name;
        std::chrono::milliseconds period;
        std::function<void()> run;
    };
    void look();

    std::string m_connection;
    std::vector<Job> m_jobs;
    std::unique_ptr<db::AdvisoryLock> m_lock; // only the watcher's thread
    std::atomic<bool> m_leads = false;
    std::vector<std::unique_ptr<base::Ticker>> m_tickers;
    std::unique_ptr<base::Ticker> m_watcher;
};

} // namespace bursar::engine
