// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/impl/leader.h"

#include "base/log.h"

namespace bursar::engine {

namespace {
constexpr base::Log kLog{"engine"};
constexpr std::int64_t kLockKey = 0x627572736101; // "bursa", 1
constexpr std::chrono::milliseconds kLookEvery{1'000};
} // namespace

Leader::Leader(std::string connection) : m_connection(std::move(connection)) {}

void Leader::add(std::string name, std::chrono::milliseconds period, std::function<void()> job)
{
    m_jobs.push_back({std::move(name), period, std::move(job)});
}

void Leader::start()
{
    look();
    m_watcher = std::make_unique<base::Ticker>("leader", kLookEvery, [this] { look(); });
    for (const Job& job : m_jobs) {
        m_tickers.push_back(std::make_unique<base::Ticker>(job.name, job.period, [this, run = job.run] {
            if (m_leads)
                run();
        }));
    }
}

void Leader::stop()
{
    m_watcher.reset();
    m_tickers.clear();
    m_leads = false;
    m_lock.reset();
}

void Leader::look()
{
    if (m_lock && m_lock->stillHeld())
        return;
    const bool led = m_leads.exchange(false);
    m_lock.reset();
    m_lock = db::AdvisoryLock::tryAcquire(m_connection, kLockKey);
    m_leads = m_lock != nullptr;
    if (m_leads != led)
        kLog.info("{} leads the periodic jobs", m_leads ? "this server" : "another server");
}

} // namespace bursar::engine
