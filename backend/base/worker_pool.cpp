// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/worker_pool.h"

#include "base/log.h"

#include <pthread.h>

namespace bursar::base {

namespace {
constexpr Log kLog{"base"};

void nameThread(const std::string& name)
{
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
}
} // namespace

WorkerPool::WorkerPool(std::string name, std::size_t threads, std::size_t queueMax) : m_queueMax(queueMax)
{
    for (std::size_t i = 0; i < threads; ++i)
        m_threads.emplace_back([this, name] { run(name); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

bool WorkerPool::submit(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_jobs.size() >= m_queueMax)
            return false;
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    return true;
}

void WorkerPool::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
}

std::size_t WorkerPool::queued() const
{
    const std::lock_guard lock(m_mutex);
    return m_jobs.size();
}

void WorkerPool::run(const std::string& name)
{
    nameThread(name);
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
        if (m_jobs.empty())
            return;
        std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
    }
}

Ticker::Ticker(std::string name, std::chrono::milliseconds period, std::function<void()> tick)
    : m_thread([this, name = std::move(name), period, tick = std::move(tick)] {
          nameThread(name);
          std::unique_lock lock(m_mutex);
          while (!m_stopping) {
              m_wake.wait_for(lock, period, [this] { return m_stopping || m_poked; });
              if (m_stopping)
                  return;
              m_poked = false;
              lock.unlock();
              try {
                  tick();
              } catch (const std::exception& error) {
                  kLog.warning("{}: {}", name, error.what());
              }
              lock.lock();
          }
      })
{
}

Ticker::~Ticker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Ticker::poke()
{
    {
        const std::lock_guard lock(m_mutex);
        m_poked = true;
    }
    m_wake.notify_all();
}

} // namespace bursar::base
