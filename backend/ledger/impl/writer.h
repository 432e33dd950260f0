// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/impl/job.h"
#include "ledger/impl/keys.h"

#include <mutex>

namespace bursar::ledger {

/// The one that writes the journal: holds the lock, knows all balances, commits what it is given. Used by one thread,
/// except for what is marked.
class Writer {
public:
    Writer(db::Pool& pool, std::string connection, base::Metrics& metrics, const base::Clock& clock,
           const Options& options);

    /// Takes the lock and loads the state. False when another server holds it. Throws when the database does not answer.
    bool begin();
    /// Gives the lock back and forgets everything.
    void end();
    bool isWriting() const { return m_writing; } // any thread

    /// Carries the jobs out and calls them back, together with what other servers ask and what has expired. Throws when
    /// nobody can know what became of them: end(), and give the same jobs to whoever writes next. Jobs that were answered
    /// are gone from `jobs`.
    /// True when other servers have asked more than was taken.
    bool commit(std::vector<Job>& jobs, bool readInbox);
    /// Tells the other servers that this one lives.
    void beat();
    /// Whether a hold has run out.
    bool hasWork() const;

    void derivedThrough(JournalId id) { m_derived = number(id); } // any thread
    JournalId committed() const { return JournalId(m_committed.load()); } // any thread
    std::size_t tail() const { return std::size_t(std::max<std::int64_t>(0, m_committed - m_derived)); } // any thread
    Keys& keys() { return m_keys; }

    /// As of the last commit; empty when this server does not write. Any thread.
    std::optional<std::map<AccountId, Balance>> balances(std::span<const AccountId> accounts) const;
    std::optional<std::optional<AccountId>> find(const AccountName& name) const;

private:
    struct Batch;
    void load();
    bool addInbox(std::vector<Job>& jobs) const;
    void decide(Batch& batch);
    Answer decide(Batch& batch, const Job& job);
    Answer known(const Batch& batch, const Job& job, const KnownKey& key) const;
    void expireHolds(Batch& batch);
    void append(Batch& batch, const Entry& entry, const Digest& key);
    void store(Batch& batch);
    void answer(Batch& batch);

    db::Pool& m_pool;
    const std::string m_connection;
    const base::Clock& m_clock;
    const Options& m_options;
    base::Counter& m_accepted;
    base::Counter& m_refused;
    base::Histogram& m_decideSeconds;
    base::Histogram& m_commitSeconds;

    std::unique_ptr<db::AdvisoryLock> m_lock;
    Keys m_keys;
    std::atomic<bool> m_writing = false;
    std::atomic<std::int64_t> m_committed = 0;
    std::atomic<std::int64_t> m_derived = 0;
    mutable std::mutex m_stateMutex; // held from the first change to the commit, so that readers see commits only
    State m_state;
};

} // namespace bursar::ledger
