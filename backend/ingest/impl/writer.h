// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/metrics.h"
#include "contract/operation.h"
#include "ingest/impl/row_store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace bursar::ingest {

/// What became of a job.
struct Stored {
    std::int64_t accepted = 0;
    std::int64_t duplicates = 0;
};

/// Rows that succeed or fail together, and who waits for them.
struct Job {
    std::vector<Ingest::Row> rows; // complete()
    std::set<std::int64_t> pings;  // agents that only say that their SDK is connected
    std::function<void(contract::Outcome<Stored>)> done;
};

/// One thread that commits all jobs that wait in one transaction, then calls them back.
class Writer {
public:
    static constexpr std::size_t kRowsPerCommitMax = 20'000;
    /// How long a commit whose outcome is unknown is looked into before it is reported as failed.
    static constexpr std::chrono::seconds kDecideFor{15};

    Writer(db::Pool& pool, base::Metrics& metrics, const base::Clock& clock, Partitions& partitions,
           const Options& options);
    ~Writer();

    void start();
    /// Commits what waits, then ends. Jobs that come later fail.
    void stop();
    void submit(Job job);

    std::int64_t rowsTotal() const;
    double rowsPerSecond() const;

private:
    struct Commit;

    void run();
    std::vector<Job> take(std::unique_lock<std::mutex>& lock);
    void commit(std::vector<Job> jobs);
    /// Empty when the rows are durable.
    std::optional<base::Error> store(Commit& commit);
    void prepare(Commit& commit);
    void attempt(Commit& commit, Path path);
    void write(db::Transaction& tx, Commit& commit, Path path);
    bool decide(Commit& commit);
    void succeed(Commit& commit);
    void announce(std::int64_t agentKey, std::int64_t rows, base::Time newest) const;
    void fail(std::vector<Job>& jobs, const base::Error& error);
    void count(std::size_t rows);

    db::Pool& m_pool;
    const base::Clock& m_clock;
    Partitions& m_partitions;
    const Options& m_options;
    base::Counter& m_rows;
    base::Counter& m_duplicates;
    base::Counter& m_careful;
    base::Counter& m_failures;
    base::Histogram& m_seconds;

    std::set<std::pair<std::int64_t, std::string>> m_versions; // seen; only the thread uses it

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_running = false;
    bool m_stopping = false;
    std::map<std::int64_t, std::int64_t> m_perSecond; // steady second → rows
    std::int64_t m_rowsTotal = 0;
    std::thread m_thread;
};

} // namespace bursar::ingest
