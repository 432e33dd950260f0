// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bursar::base {

/// A fixed number of threads with a bounded queue of jobs. Jobs must not throw.
class WorkerPool {
public:
    WorkerPool(std::string name, std::size_t threads, std::size_t queueMax);
    /// Finishes what is queued, then joins.
    ~WorkerPool();

    /// False when the queue is full or the pool is stopping: the caller answers "busy".
    [[nodiscard]] bool submit(std::function<void()> job);
    void stop();
    std::size_t queued() const;

private:
    void run(const std::string& name);

    const std::size_t m_queueMax;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

/// Calls `tick` on a thread of its own every `period` until destroyed; poke() calls it soon. A tick that throws is
/// logged and the next one still comes.
class Ticker {
public:
    Ticker(std::string name, std::chrono::milliseconds period, std::function<void()> tick);
    ~Ticker();
    void poke();

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    bool m_poked = false;
    std::thread m_thread;
};

} // namespace bursar::base
