// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/impl/writer.h"

#include "ledger/impl/integrity.h"

#include "base/error.h"
#include "base/log.h"
#include "ledger/impl/checks.h"

namespace bursar::ledger {

namespace {
constexpr base::Log kLog{"ledger"};
constexpr std::size_t kExpiredAtOnceMax = 1'000;
constexpr std::size_t kInboxAtOnceMax = 2'000;
using Seconds = std::chrono::duration<double>;
} // namespace

/// What one commit carries.
struct Writer::Batch {
    base::Time at;
    std::vector<Job> jobs;
    std::vector<Answer> answers;        // of jobs, in their order
    std::unordered_map<Digest, KnownKey, DigestHash> onDisk;
    JournalId first{};
    std::vector<std::string> texts;     // of the entries
};

Writer::Writer(db::Pool& pool, std::string connection, base::Metrics& metrics, const base::Clock& clock,
               const Options& options)
    : m_pool(pool), m_connection(std::move(connection)), m_clock(clock), m_options(options),
      m_accepted(metrics.counter("bursar_ledger_entries_total", "Entries of the journal.")),
      m_refused(metrics.counter("bursar_ledger_refusals_total", "Commands that the ledger refused.")),
      m_decideSeconds(metrics.histogram("bursar_ledger_decide_seconds", "Time to decide a batch of commands.")),
      m_commitSeconds(metrics.histogram("bursar_ledger_commit_seconds", "Time to make a batch of entries durable."))
{
}

bool Writer::begin()
{
    m_lock = db::AdvisoryLock::tryAcquire(m_connection, kWriterLock);
    if (!m_lock)
        return false;
    load();
    beat();
    m_writing = true;
    kLog.info("this server writes the journal now, from entry {}", number(m_state.last()) + 1);
    return true;
}

void Writer::end()
{
    m_writing = false;
    m_lock.reset();
    const std::lock_guard lock(m_stateMutex);
    m_state = State();
    m_keys.reset(0);
}

void Writer::load()
{
    // One snapshot: a server that has lost the lock may still be deriving.
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    State state;
    loadCheckpoint(tx, state);
    const JournalId derived = state.last();
    m_keys.reset(std::size_t(number(derived)));
    replayTail(tx, state, [this](const Entry& entry) { m_keys.add(digestOf(entry.key), {entry.id, entry.body}); });
    // Nothing is built on balances that do not add up.
    if (const auto faults = faultsOf(state); !faults.empty())
        throw base::Error(base::ErrorCode::Internal, "ledger_inconsistent", faults.front());
    m_derived = number(derived);
    m_committed = number(state.last());
    const std::lock_guard lock(m_stateMutex);
    m_state = std::move(state);
}

void Writer::beat()
{
    db::Transaction tx = m_lock->begin();
    heartbeat(tx, m_options.server);
    tx.commit();
}

bool Writer::hasWork() const
{
    return !m_state.expired(m_clock.now(), 1).empty();
}

bool Writer::addInbox(std::vector<Job>& jobs) const
{
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    std::vector<InboxRow> rows = readInbox(tx, kInboxAtOnceMax);
    for (InboxRow& row : rows) {
        Job job{.command = {}, .deadline = {}, .done = {}, .inboxId = std::move(row.id)};
        try {
            job.command = decodeCommand(row.command);
        } catch (const base::Error& error) {
            // Of another version perhaps. Without a key it is refused, which answers its server and takes it out.
            kLog.error("a command of another server cannot be read: {}", error.what());
        }
        job.key = digestOf(job.command.key);
        job.body = bodyOf(job.command);
        jobs.push_back(std::move(job));
    }
    return rows.size() == kInboxAtOnceMax;
}

bool Writer::commit(std::vector<Job>& jobs, bool readInbox)
{
    m_keys.forgetThrough(JournalId(m_derived.load()));
    Batch batch;
    batch.jobs = std::move(jobs);
    jobs.clear();
    bool hasMore = false;
    try {
        if (readInbox)
            hasMore = addInbox(batch.jobs);
        const std::lock_guard lock(m_stateMutex);
        decide(batch);
        store(batch);
    } catch (...) {
        // Who asked through the inbox asks again from there.
        for (Job& job : batch.jobs) {
            job.attempted = true;
            if (job.done)
                jobs.push_back(std::move(job));
        }
        throw;
    }
    m_committed += std::int64_t(batch.texts.size());
    answer(batch);
    return hasMore;
}

void Writer::decide(Batch& batch)
{
    const auto start = std::chrono::steady_clock::now();
    std::vector<Digest> older;
    for (const Job& job : batch.jobs) {
        if (!m_keys.inTail(job.key) && m_keys.maybeOnDisk(job.key))
            older.push_back(job.key);
    }
    if (!older.empty()) {
        db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
        batch.onDisk = findKeys(tx, older);
    }
    batch.at = std::max(m_clock.now(), m_state.lastAt()); // a clock that was set back must not turn the journal around
    batch.first = JournalId(number(m_state.last()) + 1);
    expireHolds(batch);
    for (const Job& job : batch.jobs)
        batch.answers.push_back(decide(batch, job));
    m_decideSeconds.observe(Seconds(std::chrono::steady_clock::now() - start).count());
}

void Writer::expireHolds(Batch& batch)
{
    for (const HoldId id : m_state.expired(batch.at, kExpiredAtOnceMax)) {
        const Entry entry{JournalId(number(m_state.last()) + 1), batch.at,
                          fmt::format("{}expire:{}", kOwnKeys, number(id)), {}, m_state.hold(id)->cause, {},
                          ExpireHold{id}};
        append(batch, entry, digestOf(entry.key));
    }
}

Answer Writer::decide(Batch& batch, const Job& job)
{
    if (const KnownKey* key = m_keys.inTail(job.key))
        return known(batch, job, *key);
    if (const auto found = batch.onDisk.find(job.key); found != batch.onDisk.end())
        return known(batch, job, found->second);
    State::Decision decision =
        m_state.decide(job.command, job.body, JournalId(number(m_state.last()) + 1), batch.at);
    if (auto* refusal = std::get_if<Refusal>(&decision))
        return std::move(*refusal);
    if (const auto* there = std::get_if<JournalId>(&decision))
        return Accepted{*there, m_state.account(*there)->openedAt, true};
    Entry& entry = std::get<Entry>(decision);
    const Accepted accepted{entry.id, entry.at, false};
    append(batch, entry, job.key);
    return accepted;
}

Answer Writer::known(const Batch& batch, const Job& job, const KnownKey& key) const
{
    if (key.body != job.body)
        return Refusal{RefusalCode::key_reused, "The key stands for another command.", key.entry};
    if (key.entry >= batch.first)
        return Accepted{key.entry, batch.at, true};
    db::Transaction tx = m_pool.begin(db::Mode::ReadOnly);
    const auto text = readEntry(tx, key.entry);
    return Accepted{key.entry, text ? ledger::decode(*text).at : batch.at, true};
}

void Writer::append(Batch& batch, const Entry& entry, const Digest& key)
{
    m_state.apply(entry);
    batch.texts.push_back(encode(entry));
    m_keys.add(key, {entry.id, entry.body});
}

void Writer::store(Batch& batch)
{
    std::vector<InboxRow> outcomes;
    for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
        if (!batch.jobs[i].inboxId.empty())
            outcomes.push_back({batch.jobs[i].inboxId, encodeAnswer(batch.answers[i])});
    }
    if (batch.texts.empty() && outcomes.empty())
        return;
    const auto start = std::chrono::steady_clock::now();
    db::Transaction tx = m_lock->begin();
    if (!batch.texts.empty())
        appendEntries(tx, batch.first, batch.texts);
    if (!outcomes.empty())
        answerInbox(tx, outcomes, batch.at);
    tx.commit();
    m_commitSeconds.observe(Seconds(std::chrono::steady_clock::now() - start).count());
}

void Writer::answer(Batch& batch)
{
    m_accepted.add(double(batch.texts.size()));
    m_refused.add(double(std::count_if(batch.answers.begin(), batch.answers.end(), [](const Answer& answer) {
        return std::holds_alternative<Refusal>(answer);
    })));
    if (m_options.committed && !batch.texts.empty())
        m_options.committed(batch.first, std::move(batch.texts));
    for (std::size_t i = 0; i < batch.jobs.size(); ++i) {
        if (batch.jobs[i].done)
            batch.jobs[i].done(std::move(batch.answers[i]));
    }
}

std::optional<std::map<AccountId, Balance>> Writer::balances(std::span<const AccountId> accounts) const
{
    const std::lock_guard lock(m_stateMutex);
    if (!m_writing)
        return std::nullopt;
    std::map<AccountId, Balance> out;
    for (const AccountId id : accounts) {
        if (const AccountState* account = m_state.account(id))
            out.emplace(id, account->balance);
    }
    return out;
}

std::optional<std::optional<AccountId>> Writer::find(const AccountName& name) const
{
    const std::lock_guard lock(m_stateMutex);
    if (!m_writing)
        return std::nullopt;
    return std::make_optional(m_state.find(name));
}

} // namespace bursar::ledger
