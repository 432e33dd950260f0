// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ledger.h"

#include "base/error.h"
#include "base/log.h"
#include "ledger/impl/deriver.h"
#include "ledger/impl/relay.h"

#include <future>
#include <pthread.h>

namespace bursar::ledger {

namespace {
constexpr base::Log kLog{"ledger"};
using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kRelayPoll{10};
constexpr std::chrono::milliseconds kExpiryPoll{500};
constexpr std::chrono::seconds kInboxPoll{5}; // a notification usually comes first
constexpr std::chrono::minutes kOutcomeKept{60};
constexpr std::chrono::seconds kWarningPause{5};
constexpr std::chrono::milliseconds kFailurePause{50};

base::Error unavailable(std::string reason, std::string text)
{
    base::Error error(base::ErrorCode::Unavailable, std::move(reason), std::move(text));
    error.retryAfter = std::chrono::seconds(1);
    return error;
}
} // namespace

struct Ledger::Impl {
    Impl(db::Pool& ofPool, const std::string& connectionText, base::Metrics& metrics, const base::Clock& ofClock,
         Options chosen)
        : pool(ofPool), connection(connectionText), clock(ofClock), options(std::move(chosen)),
          writer(pool, connection, metrics, clock, options), deriver(pool, metrics, writer), relay(pool, clock)
    {
    }

    void run();
    void turn(std::vector<Job> jobs);
    void failed(std::vector<Job>& jobs, const base::Error& error);
    bool tryToWrite();
    void write(std::vector<Job>& jobs);
    void giveBack(std::vector<Job> jobs);
    void expireWaiting();
    SteadyClock::duration patience() const;
    bool canTake() const { return !waiting.empty() && relay.waiting() < kCommandsPerCommitMax; }

    db::Pool& pool;
    const std::string connection;
    const base::Clock& clock;
    const Options options;
    Writer writer;
    Deriver deriver;
    Relay relay;

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Job> waiting;
    bool running = false;
    std::atomic<bool> stopping = false;
    std::atomic<bool> inboxFilled = false;
    std::unique_ptr<db::Listener> listener;
    std::thread thread;

    // Of the thread.
    SteadyClock::time_point nextBeat, nextTry, nextInbox, nextCleaning, nextWarning;
};

Ledger::Ledger(db::Pool& pool, const std::string& connection, base::Metrics& metrics, const base::Clock& clock,
               Options options)
    : m_impl(std::make_unique<Impl>(pool, connection, metrics, clock, std::move(options)))
{
}

Ledger::~Ledger()
{
    stop();
}

void Ledger::start()
{
    Impl& impl = *m_impl;
    {
        const std::lock_guard lock(impl.mutex);
        if (impl.running)
            return;
        impl.running = true;
        impl.stopping = false;
    }
    impl.listener = std::make_unique<db::Listener>(impl.connection, "ledger_inbox", [&impl] {
        impl.inboxFilled = true;
        impl.wake.notify_one();
    });
    impl.deriver.start();
    impl.thread = std::thread([&impl] {
        pthread_setname_np(pthread_self(), "ledger-writer");
        impl.run();
    });
}

void Ledger::stop()
{
    Impl& impl = *m_impl;
    {
        const std::lock_guard lock(impl.mutex);
        impl.stopping = true;
    }
    impl.wake.notify_all();
    if (impl.thread.joinable())
        impl.thread.join();
    impl.listener.reset();
    impl.deriver.stop();
    impl.writer.end();
    const std::lock_guard lock(impl.mutex);
    impl.running = false;
}

void Ledger::post(Command command, Done done)
{
    Job job{.command = std::move(command), .deadline = {}, .done = std::move(done), .inboxId = {}};
    job.key = digestOf(job.command.key);
    job.body = bodyOf(job.command);
    job.deadline = SteadyClock::now() + m_impl->options.answerWithin;
    const bool isBusy = m_impl->writer.isWriting() && m_impl->writer.tail() > kTailMax;
    std::optional<base::Error> refused;
    {
        const std::lock_guard lock(m_impl->mutex);
        if (!m_impl->running || m_impl->stopping) {
            refused = unavailable("ledger_stopped", "The server is stopping; send this again.");
        } else if (isBusy || m_impl->waiting.size() >= kWaitingMax) {
            refused = unavailable("ledger_busy", "Too much is waiting for the ledger; send this again.");
        } else {
            m_impl->waiting.push_back(std::move(job));
            m_impl->wake.notify_one();
        }
    }
    if (refused)
        job.done(*refused);
}

Answer Ledger::postAndWait(Command command)
{
    std::promise<contract::Outcome<Answer>> promise;
    auto future = promise.get_future();
    post(std::move(command), [&promise](contract::Outcome<Answer> outcome) { promise.set_value(std::move(outcome)); });
    contract::Outcome<Answer> outcome = future.get();
    if (!outcome)
        throw outcome.error();
    return outcome.take();
}

bool Ledger::isWriter() const
{
    return m_impl->writer.isWriting();
}

Ledger::Progress Ledger::progress() const
{
    db::Transaction tx = m_impl->pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    const JournalId derived = derivedThrough(tx);
    const db::Row last = tx.one("SELECT coalesce(max(id), 0) FROM ledger_journal", {});
    return {JournalId(last.integer(0)), derived};
}

bool Ledger::waitUntilDerived(std::chrono::milliseconds timeout)
{
    const auto end = SteadyClock::now() + timeout;
    const JournalId target = progress().committed;
    for (auto pause = std::chrono::milliseconds(2); progress().derived < target; pause = std::min(pause * 2, kRelayPoll * 5)) {
        if (SteadyClock::now() >= end)
            return false;
        m_impl->deriver.wake();
        std::this_thread::sleep_for(pause);
    }
    return true;
}

std::map<AccountId, Balance> Ledger::balances(std::span<const AccountId> accounts)
{
    if (auto known = m_impl->writer.balances(accounts))
        return std::move(*known);
    if (!waitUntilDerived(m_impl->options.answerWithin))
        throw unavailable("ledger_busy", "The ledger is behind; try again.");
    db::Transaction tx = m_impl->pool.begin(db::Mode::ReadOnly);
    return storedBalances(tx, accounts);
}

std::optional<AccountId> Ledger::find(const AccountName& name)
{
    if (const auto known = m_impl->writer.find(name))
        return *known;
    if (!waitUntilDerived(m_impl->options.answerWithin))
        throw unavailable("ledger_busy", "The ledger is behind; try again.");
    db::Transaction tx = m_impl->pool.begin(db::Mode::ReadOnly);
    return storedAccount(tx, name);
}

// The thread. -----------------------------------------------------------------------------------------------------------

SteadyClock::duration Ledger::Impl::patience() const
{
    if (relay.waiting() > 0)
        return kRelayPoll;
    if (!writer.isWriting())
        return options.retry;
    return std::min<SteadyClock::duration>(options.heartbeat, kExpiryPoll);
}

void Ledger::Impl::run()
{
    std::unique_lock lock(mutex);
    for (;;) {
        // The first turn comes at once: it may make this server the one that writes.
        if (nextTry != SteadyClock::time_point{})
            wake.wait_for(lock, patience(), [this] { return stopping || canTake() || inboxFilled; });
        std::vector<Job> jobs;
        // What another server has not answered yet counts: `waiting` fills up behind it, and then callers hear "busy".
        while (!waiting.empty() && jobs.size() + relay.waiting() < kCommandsPerCommitMax) {
            jobs.push_back(std::move(waiting.front()));
            waiting.pop_front();
        }
        const bool isLast = stopping && jobs.empty() && relay.waiting() == 0;
        lock.unlock();
        if (isLast)
            return;
        turn(std::move(jobs));
        lock.lock();
    }
}

void Ledger::Impl::turn(std::vector<Job> jobs)
{
    try {
        if (writer.isWriting() || tryToWrite())
            write(jobs);
        else
            relay.add(jobs);
        relay.exchange();
        if (stopping)
            relay.expire(SteadyClock::time_point::max());
    } catch (const base::Error& error) {
        failed(jobs, error);
    } catch (const std::exception& error) {
        failed(jobs, base::Error(base::ErrorCode::Internal, "internal", error.what()));
    }
}

/// Nobody knows what became of the jobs: they are given to whoever writes next, and their keys decide.
void Ledger::Impl::failed(std::vector<Job>& jobs, const base::Error& error)
{
    if (const auto now = SteadyClock::now(); now >= nextWarning) {
        kLog.warning("the ledger waits: {}", error.what());
        nextWarning = now + kWarningPause;
    }
    writer.end();
    if (error.reason() == "disk_full") { // nothing was written, and trying again would not help
        for (Job& job : jobs)
            job.done(error);
        jobs.clear();
    }
    giveBack(std::move(jobs));
    expireWaiting();
    relay.expire(stopping ? SteadyClock::time_point::max() : SteadyClock::now());
    std::this_thread::sleep_for(kFailurePause);
}

bool Ledger::Impl::tryToWrite()
{
    const auto now = SteadyClock::now();
    if (now < nextTry)
        return false;
    nextTry = now + options.retry;
    if (writer.begin())
        return true;
    if (pool.transact([this](db::Transaction& tx) { return endSilentWriter(tx, options.silence); })) {
        kLog.warning("the server that wrote the journal has been silent for {} s: taking over", options.silence.count());
        nextTry = now;
    }
    return false;
}

void Ledger::Impl::write(std::vector<Job>& jobs)
{
    const auto now = SteadyClock::now();
    const bool readInbox = inboxFilled.exchange(false) || now >= nextInbox;
    if (readInbox)
        nextInbox = now + kInboxPoll;
    if (!jobs.empty() || readInbox || writer.hasWork()) {
        if (writer.commit(jobs, readInbox))
            inboxFilled = true;
        deriver.wake();
    }
    if (now >= nextBeat) {
        nextBeat = now + options.heartbeat;
        writer.beat();
    }
    if (now >= nextCleaning) {
        nextCleaning = now + kOutcomeKept;
        pool.transact([this](db::Transaction& tx) { dropOldOutcomes(tx, clock.now() - kOutcomeKept); });
    }
}

void Ledger::Impl::giveBack(std::vector<Job> jobs)
{
    const std::lock_guard lock(mutex);
    for (auto it = jobs.rbegin(); it != jobs.rend(); ++it)
        waiting.push_front(std::move(*it));
}

void Ledger::Impl::expireWaiting()
{
    std::vector<Job> late;
    {
        const std::lock_guard lock(mutex);
        const auto now = SteadyClock::now();
        std::deque<Job> kept;
        for (Job& job : waiting)
            (job.deadline <= now || stopping ? late.emplace_back(std::move(job)) : kept.emplace_back(std::move(job)));
        waiting.swap(kept);
    }
    for (Job& job : late)
        job.done(tooLate(job));
}

} // namespace bursar::ledger
