// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/writer.h"

#include "base/error.h"
#include "base/log.h"

#include <pthread.h>

namespace bursar::ingest {

namespace {
constexpr base::Log kLog{"ingest"};
constexpr std::chrono::seconds kRateOver{10};
constexpr std::size_t kVersionsMax = 10'000;
constexpr std::chrono::milliseconds kDecidePause{200};
constexpr int kAttempts = 5;

std::int64_t steadySecond()
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

base::Error unavailable()
{
    base::Error error(base::ErrorCode::Unavailable, "database_unavailable",
                      "The database does not answer; send the requests again.");
    error.retryAfter = std::chrono::seconds(2);
    return error;
}

/// What the sender hears: a failure of the database is "later", whatever it was.
base::Error wireError(const base::Error& error)
{
    switch (error.code()) {
    case base::ErrorCode::Unavailable:
    case base::ErrorCode::Timeout:
    case base::ErrorCode::OutcomeUnknown:
    case base::ErrorCode::Conflict: {
        base::Error later(base::ErrorCode::Unavailable, error.code() == base::ErrorCode::Unavailable ? error.reason()
                                                                                                     : "database_busy",
                          "The requests could not be stored now; send them again.");
        later.retryAfter = std::chrono::seconds(2);
        return later;
    }
    default:
        return error;
    }
}
} // namespace

/// Jobs that share a transaction.
struct Writer::Commit {
    std::vector<Job> jobs;
    std::vector<Item> items;
    std::vector<bool> twice; // of items: the same request earlier in this commit
    std::map<std::string, Partition> partitions; // by name; items point in here
    std::map<base::Time, Partition> bodyPartitions;
    Versions versions;
    std::set<std::int64_t> pings;
};

Writer::Writer(db::Pool& pool, base::Metrics& metrics, const base::Clock& clock, Partitions& partitions,
               const Options& options)
    : m_pool(pool), m_clock(clock), m_partitions(partitions), m_options(options),
      m_rows(metrics.counter("bursar_ingest_rows_total", "Requests stored.")),
      m_duplicates(metrics.counter("bursar_ingest_duplicates_total", "Requests that were stored before.")),
      m_careful(metrics.counter("bursar_ingest_careful_commits_total", "Commits repeated row by row after a duplicate.")),
      m_failures(metrics.counter("bursar_ingest_failed_commits_total", "Commits that failed.")),
      m_seconds(metrics.histogram("bursar_ingest_commit_seconds", "Duration of a commit of requests."))
{
}

Writer::~Writer()
{
    stop();
}

void Writer::start()
{
    const std::lock_guard lock(m_mutex);
    if (m_running)
        return;
    m_running = true;
    m_stopping = false;
    m_thread = std::thread([this] {
        pthread_setname_np(pthread_self(), "ingest-writer");
        run();
    });
}

void Writer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    const std::lock_guard lock(m_mutex);
    m_running = false;
}

void Writer::submit(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_running && !m_stopping) {
            m_jobs.push_back(std::move(job));
            m_wake.notify_one();
            return;
        }
    }
    base::Error error(base::ErrorCode::Unavailable, "ingest_stopped", "The server is stopping; send the batch again.");
    error.retryAfter = std::chrono::seconds(2);
    job.done(std::move(error));
}

void Writer::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
        if (m_jobs.empty())
            return;
        std::vector<Job> jobs = take(lock);
        lock.unlock();
        commit(std::move(jobs));
        lock.lock();
    }
}

std::vector<Job> Writer::take(std::unique_lock<std::mutex>&)
{
    std::vector<Job> jobs;
    std::size_t rows = 0;
    while (!m_jobs.empty() && (jobs.empty() || rows + m_jobs.front().rows.size() <= kRowsPerCommitMax)) {
        rows += m_jobs.front().rows.size();
        jobs.push_back(std::move(m_jobs.front()));
        m_jobs.pop_front();
    }
    return jobs;
}

void Writer::commit(std::vector<Job> jobs)
{
    Commit work{.jobs = std::move(jobs)};
    const std::optional<base::Error> error = store(work);
    if (!error || (error->code() == base::ErrorCode::OutcomeUnknown && decide(work)))
        return succeed(work);
    m_failures.add();
    const bool rowsFault = error->code() == base::ErrorCode::Internal || error->code() == base::ErrorCode::InvalidInput;
    if (!rowsFault || work.jobs.size() == 1) {
        kLog.warning("a commit of {} batches failed: {}", work.jobs.size(), error->reason());
        return fail(work.jobs, *error);
    }
    // One bad batch must not take the others with it.
    for (Job& job : work.jobs) {
        std::vector<Job> alone;
        alone.push_back(std::move(job));
        commit(std::move(alone));
    }
}

std::optional<base::Error> Writer::store(Commit& work)
{
    const auto start = std::chrono::steady_clock::now();
    try {
        prepare(work);
        try {
            attempt(work, Path::fast);
        } catch (const std::exception& error) {
            if (!db::uniqueViolation(error))
                throw;
            m_careful.add();
            attempt(work, Path::careful);
        }
        m_seconds.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        return std::nullopt;
    } catch (const base::Error& error) {
        return error;
    } catch (const std::exception& error) {
        kLog.error("a commit failed: {}", error.what());
        return base::Error(base::ErrorCode::Internal, "internal", "The requests could not be stored.");
    }
}

void Writer::prepare(Commit& work)
{
    std::set<std::pair<std::int64_t, std::string_view>> seen;
    const base::Time bodiesFrom = m_clock.now() - m_options.bodyRetention;
    for (std::size_t i = 0; i < work.jobs.size(); ++i) {
        work.pings.merge(std::set<std::int64_t>(work.jobs[i].pings));
        for (Ingest::Row& row : work.jobs[i].rows) {
            Item item{.row = &row, .job = i};
            item.duplicate = !seen.emplace(row.agentKey, row.identity).second;
            const Partition partition = m_partitions.ensure(PartitionKind::log, row.at);
            item.partition = &work.partitions.emplace(partition.name, partition).first->second;
            item.hasBody = row.at > bodiesFrom && m_options.bodyRetention.count() > 0
                && !(row.headers.empty() && row.requestBody.empty() && row.responseBody.empty());
            if (item.hasBody) {
                const Partition bodies = m_partitions.ensure(PartitionKind::body, row.at);
                work.bodyPartitions.emplace(bodies.from, bodies);
            }
            work.items.push_back(item);
        }
    }
    std::stable_sort(work.items.begin(), work.items.end(), [](const Item& a, const Item& b) {
        return std::tie(a.partition->from, a.row->identity, a.row->agentKey)
            < std::tie(b.partition->from, b.row->identity, b.row->agentKey);
    });
    for (const Item& item : work.items)
        work.twice.push_back(item.duplicate);
}

void Writer::attempt(Commit& work, Path path)
{
    for (int attempt = 1;; ++attempt) {
        try {
            for (std::size_t i = 0; i < work.items.size(); ++i)
                work.items[i].duplicate = work.twice[i];
            db::Transaction tx = m_pool.begin();
            write(tx, work, path);
            tx.commit();
            return;
        } catch (const std::exception& error) {
            if (attempt == kAttempts || !db::isRetryable(error))
                throw;
        }
    }
}

void Writer::write(db::Transaction& tx, Commit& work, Path path)
{
    const base::Time now = m_clock.now();
    findArrivedBefore(tx, work.items);
    insertRows(tx, work.items, path);
    insertPayments(tx, work.items);
    insertBodies(tx, work.items, work.bodyPartitions);
    rollup::DeltaBatch deltas(now);
    work.versions.clear();
    for (const Item& item : work.items) {
        if (item.duplicate)
            continue;
        deltas.add(entryOf(item));
        const Ingest::Row& row = *item.row;
        const bool live = row.source == rollup::Source::sdk || row.source == rollup::Source::gateway;
        if (live && !row.agentVersion.empty() && !m_versions.contains({row.agentKey, row.agentVersion})) {
            const auto version = work.versions.emplace(std::pair(row.agentKey, row.agentVersion), row.at).first;
            version->second = std::min(version->second, row.at);
        }
    }
    deltas.write(tx);
    insertDeployMarkers(tx, work.versions);
    noteConnected(tx, work.pings, now);
}

bool Writer::decide(Commit& work)
{
    std::vector<Item> added;
    for (const Item& item : work.items) {
        if (!item.duplicate)
            added.push_back(item);
    }
    const auto deadline = std::chrono::steady_clock::now() + kDecideFor;
    for (;;) {
        try {
            db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
            const bool stored = countStored(tx, added) == added.size();
            kLog.warning("the outcome of a commit was unknown; its {} rows are {}", added.size(),
                         stored ? "stored" : "not stored");
            return stored && !added.empty();
        } catch (const base::Error& error) {
            if (std::chrono::steady_clock::now() >= deadline) {
                kLog.error("the outcome of a commit of {} rows stays unknown: {}", added.size(), error.reason());
                return false;
            }
        }
        std::this_thread::sleep_for(kDecidePause);
    }
}

void Writer::succeed(Commit& work)
{
    std::vector<Stored> stored(work.jobs.size());
    std::map<std::int64_t, std::pair<std::int64_t, base::Time>> byAgent;
    std::size_t rows = 0;
    for (const Item& item : work.items) {
        Stored& mine = stored[item.job];
        ++(item.duplicate ? mine.duplicates : mine.accepted);
        if (item.duplicate)
            continue;
        ++rows;
        auto& [added, newest] = byAgent.try_emplace(item.row->agentKey, 0, base::Time::min()).first->second;
        ++added;
        newest = std::max(newest, item.row->at);
    }
    if (m_versions.size() > kVersionsMax)
        m_versions.clear();
    for (const auto& [key, at] : work.versions)
        m_versions.insert(key);
    m_rows.add(double(rows));
    m_duplicates.add(double(work.items.size() - rows));
    count(rows);
    for (std::size_t i = 0; i < work.jobs.size(); ++i)
        work.jobs[i].done(stored[i]);
    for (const auto& [agent, added] : byAgent)
        announce(agent, added.first, added.second);
}

void Writer::announce(std::int64_t agentKey, std::int64_t rows, base::Time newest) const
{
    try {
        if (m_options.committed)
            m_options.committed(agentKey, rows, newest);
    } catch (const std::exception& error) {
        kLog.warning("new requests could not be announced: {}", error.what());
    }
}

void Writer::fail(std::vector<Job>& jobs, const base::Error& error)
{
    const base::Error told = error.code() == base::ErrorCode::OutcomeUnknown ? unavailable() : wireError(error);
    for (Job& job : jobs)
        job.done(told);
}

void Writer::count(std::size_t rows)
{
    const std::int64_t now = steadySecond();
    const std::lock_guard lock(m_mutex);
    m_rowsTotal += std::int64_t(rows);
    m_perSecond[now] += std::int64_t(rows);
    m_perSecond.erase(m_perSecond.begin(), m_perSecond.lower_bound(now - kRateOver.count()));
}

std::int64_t Writer::rowsTotal() const
{
    const std::lock_guard lock(m_mutex);
    return m_rowsTotal;
}

double Writer::rowsPerSecond() const
{
    const std::int64_t now = steadySecond();
    const std::lock_guard lock(m_mutex);
    std::int64_t rows = 0;
    for (auto it = m_perSecond.lower_bound(now - kRateOver.count()); it != m_perSecond.end(); ++it)
        rows += it->second;
    return double(rows) / double(kRateOver.count());
}

} // namespace bursar::ingest
