// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simulator.h"

#include "base/error.h"
#include "base/log.h"
#include "simulator/impl/calls.h"
#include "simulator/impl/store.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace bursar::simulator {

using ingest::Ingest;
using std::chrono::days;
using std::chrono::minutes;

namespace {

constexpr base::Log kLog{"simulator"};
constexpr std::size_t kRowsPerWrite = 12'000;
constexpr std::size_t kChunksAhead = 2;
constexpr std::size_t kRowsWorthFolding = 5'000;
constexpr std::chrono::hours kBodiesWithin{24};
constexpr double kWritingShare = 0.85; // of the whole; the rest is what is left to fold then
constexpr std::size_t kFoldRows = 50'000;
constexpr std::chrono::milliseconds kFoldPause{100};
/// After a stop of the database, what is made up at once.
constexpr std::chrono::minutes kCatchUpMax{10};
constexpr std::chrono::seconds kProgressEvery{10};

/// Rows of some days, ready to be written.
struct Chunk {
    std::vector<Ingest::Row> rows;
    base::Time until;
};

/// One thread makes, another writes; bounded between them.
class ChunkQueue {
public:
    /// False when the reader has given up.
    bool push(Chunk chunk)
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_closed || m_chunks.size() < kChunksAhead; });
        if (m_closed)
            return false;
        m_chunks.push_back(std::move(chunk));
        m_wake.notify_all();
        return true;
    }
    /// Empty when the maker is done.
    std::optional<Chunk> pop()
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_closed || m_done || !m_chunks.empty(); });
        if (m_chunks.empty())
            return std::nullopt;
        Chunk chunk = std::move(m_chunks.front());
        m_chunks.pop_front();
        m_wake.notify_all();
        return chunk;
    }
    void finish(std::exception_ptr failure)
    {
        const std::lock_guard lock(m_mutex);
        m_done = true;
        m_failure = failure;
        m_wake.notify_all();
    }
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_wake.notify_all();
    }
    std::exception_ptr failure()
    {
        const std::lock_guard lock(m_mutex);
        return m_failure;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Chunk> m_chunks;
    bool m_done = false;
    bool m_closed = false;
    std::exception_ptr m_failure;
};

/// Folds beside the writer, on the other core; what it leaves is folded afterwards.
class Folding {
public:
    explicit Folding(rollup::Folder& folder) : m_thread([this, &folder] { run(folder); }) {}
    ~Folding() { end(); }

    void end()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ending = true;
        }
        m_wake.notify_all();
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    void run(rollup::Folder& folder)
    {
        std::unique_lock lock(m_mutex);
        while (!m_ending) {
            lock.unlock();
            std::size_t folded = 0;
            try {
                folded = folder.fold(kFoldRows);
            } catch (const base::Error& error) {
                // Nothing is lost: the rows wait for the next attempt.
                kLog.warning("folding beside the writer failed: {}", error.text());
            }
            lock.lock();
            if (folded < kFoldRows)
                m_wake.wait_for(lock, kFoldPause, [this] { return m_ending; });
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace

struct Simulator::Impl {
    Impl(db::Pool& databasePool, Ingest& intake, rollup::Folder& aggregates, const base::Clock& wallClock,
         Options given)
        : pool(databasePool), ingest(intake), folder(aggregates), clock(wallClock), options(given)
    {
    }

    void open(base::Time now);
    void make(base::Time from, base::Time to, ChunkQueue& queue) const;
    std::size_t write(base::Time to, ChunkQueue& queue, const std::function<void(double)>& report);
    void fold(std::size_t rows, const std::function<void(double)>& report);
    void save(base::Time until);
    void tick();
    std::vector<Call> liveCalls(base::Time from, base::Time to);
    Ingest::Row row(const Call& call, Bodies bodies) const;

    db::Pool& pool;
    Ingest& ingest;
    rollup::Folder& folder;
    const base::Clock& clock;
    const Options options;

    std::unique_ptr<World> world;
    std::vector<std::int64_t> agentKeys;
    Progress progress;
    base::Time savedAt;

    base::Day today; // whose calls are kept
    std::vector<Call> todays;
    std::unique_ptr<base::Ticker> ticker;
};

/// The database decides on seed and anchor once there is a history.
void Simulator::Impl::open(base::Time now)
{
    pool.transact([&](db::Transaction& tx) {
        requireNoRealAgents(tx);
        const std::optional<Progress> known = readProgress(tx);
        progress = known.value_or(Progress{options.seed, now, {}});
        world = std::make_unique<World>(progress.seed, progress.anchor, int(options.history.count()));
        if (!known)
            progress.until = base::Time(world->firstDay());
        agentKeys = ensureAgents(tx, *world);
        insertMarkers(tx, markersOf(*world, agentKeys, world->firstDay(), now));
        writeProgress(tx, progress);
    });
    savedAt = progress.until;
}

Ingest::Row Simulator::Impl::row(const Call& call, Bodies bodies) const
{
    return rowOf(*world, call, agentKeys[call.agent], bodies);
}

void Simulator::Impl::make(base::Time from, base::Time to, ChunkQueue& queue) const
{
    Chunk chunk;
    for (base::Day day = std::chrono::floor<days>(from); day < to; day += days(1)) {
        for (const Call& call : callsOfDay(*world, day)) {
            if (call.at < from || call.at >= to)
                continue;
            chunk.rows.push_back(row(call, call.at >= to - kBodiesWithin ? Bodies::With : Bodies::Without));
            chunk.until = call.at;
            if (chunk.rows.size() >= kRowsPerWrite && !queue.push(std::exchange(chunk, {})))
                return;
        }
    }
    chunk.until = to;
    queue.push(std::move(chunk));
}

std::size_t Simulator::Impl::write(base::Time to, ChunkQueue& queue, const std::function<void(double)>& report)
{
    const base::Time begin = progress.until;
    std::size_t written = 0;
    while (std::optional<Chunk> chunk = queue.pop()) {
        written += ingest.write(std::move(chunk->rows));
        save(chunk->until);
        if (to > begin)
            report(double((progress.until - begin).count()) / double((to - begin).count()));
    }
    return written;
}

void Simulator::Impl::save(base::Time until)
{
    progress.until = until;
    pool.transact([&](db::Transaction& tx) { writeProgress(tx, progress); });
    savedAt = until;
}

/// A short absence is left to the leader's folding; a whole history is folded at once, or the first pages would be slow.
void Simulator::Impl::fold(std::size_t rows, const std::function<void(double)>& report)
{
    if (rows < kRowsWorthFolding)
        return;
    const auto waiting = pool.transact([](db::Transaction& tx) {
        return tx.exec("SELECT count(*) FROM rollup_delta")[0].integer(0);
    });
    std::size_t folded = 0;
    while (const std::size_t some = folder.fold(kFoldRows)) {
        folded += some;
        report(std::min(1.0, double(folded) / double(std::max<std::int64_t>(waiting, 1))));
    }
    pool.transact([](db::Transaction& tx) { tidyAfterFilling(tx); });
}

std::vector<Call> Simulator::Impl::liveCalls(base::Time from, base::Time to)
{
    std::vector<Call> calls;
    const auto take = [&](const std::vector<Call>& some) {
        std::copy_if(some.begin(), some.end(), std::back_inserter(calls),
                     [&](const Call& call) { return call.at >= from && call.at < to; });
    };
    for (base::Day day = std::chrono::floor<days>(from); day < to; day += days(1)) {
        if (todays.empty() || today != day) {
            todays = callsOfDay(*world, day);
            today = day;
        }
        take(todays);
    }
    if (options.bursts) {
        // A burst may reach into the next minute.
        for (base::Time minute = std::chrono::floor<minutes>(from) - minutes(1); minute < to; minute += minutes(1))
            take(burstOfMinute(*world, minute));
    }
    return calls;
}

void Simulator::Impl::tick()
{
    const base::Time from = progress.until;
    const base::Time to = std::min<base::Time>(clock.now(), from + kCatchUpMax);
    if (to <= from)
        return;
    std::vector<Ingest::Row> rows;
    for (const Call& call : liveCalls(from, to))
        rows.push_back(row(call, Bodies::With));
    if (const auto markers = markersOf(*world, agentKeys, from, to); !markers.empty())
        pool.transact([&](db::Transaction& tx) { insertMarkers(tx, markers); });
    if (!rows.empty())
        ingest.write(std::move(rows));
    progress.until = to;
    if (to - savedAt >= kProgressEvery)
        save(to);
}

Simulator::Simulator(db::Pool& pool, Ingest& ingest, rollup::Folder& folder, const base::Clock& clock, Options options)
    : m_impl(std::make_unique<Impl>(pool, ingest, folder, clock, options))
{
}

Simulator::~Simulator()
{
    stop();
}

void Simulator::fillHistory(const std::function<void(double)>& progress)
{
    const base::Time now = m_impl->clock.now();
    const auto report = [&](double share) {
        if (progress)
            progress(std::clamp(share, 0.0, 1.0));
    };
    report(0);
    m_impl->open(now);
    if (m_impl->progress.until >= now)
        return report(1);
    const base::Time from = m_impl->progress.until;
    ChunkQueue queue;
    std::thread maker([&] {
        try {
            m_impl->make(from, now, queue);
            queue.finish(nullptr);
        } catch (...) {
            queue.finish(std::current_exception());
        }
    });
    std::size_t written = 0;
    try {
        Folding folding(m_impl->folder);
        written = m_impl->write(now, queue, [&](double share) { report(kWritingShare * share); });
    } catch (...) {
        queue.close();
        maker.join();
        throw;
    }
    maker.join();
    if (const std::exception_ptr failure = queue.failure())
        std::rethrow_exception(failure);
    m_impl->fold(written, [&](double share) { report(kWritingShare + (1 - kWritingShare) * share); });
    kLog.info("made up {} requests", written);
    report(1);
}

void Simulator::start()
{
    if (!m_impl->world)
        fillHistory();
    if (!m_impl->ticker)
        m_impl->ticker = std::make_unique<base::Ticker>("simulator", m_impl->options.tick, [this] { m_impl->tick(); });
}

void Simulator::stop()
{
    if (!m_impl->ticker)
        return;
    m_impl->ticker.reset();
    try {
        m_impl->save(m_impl->progress.until);
    } catch (const base::Error& error) {
        // Then a few seconds are made again at the next start, and found to be there already.
        kLog.warning("the simulator's progress was not saved: {}", error.text());
    }
}

void Simulator::refuseSimulatedDatabase()
{
    db::Transaction tx = m_impl->pool.begin(db::Mode::ReadOnly);
    if (isSimulated(tx))
        throw base::Error(base::ErrorCode::Conflict, "simulated_database",
                          "This data folder holds simulated data. Open it as the demo, or choose another folder.");
}

} // namespace bursar::simulator
