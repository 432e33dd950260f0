// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/metrics.h"
#include "contract/operation.h"
#include "db/db.h"
#include "ledger/types.h"

#include <functional>
#include <map>
#include <memory>
#include <span>

namespace bursar::ledger {

using Answer = std::variant<Accepted, Refusal>;

struct Options {
    std::string server = "local";               // for people: which server writes
    std::chrono::milliseconds heartbeat{2'000}; // of the one that writes
    std::chrono::seconds silence{10};           // after which another takes over
    std::chrono::milliseconds retry{250};       // between attempts to become the one that writes
    std::chrono::milliseconds answerWithin{15'000}; // of a command that finds nobody to write it; then 503
    /// Called after each commit with the texts of its entries, on the writer's thread: hand over, do not work there.
    std::function<void(JournalId first, std::vector<std::string> entries)> committed;
};

/// Double-entry bookkeeping over an append-only journal (README: how it works and what it promises).
///
/// One server of all that share the database writes at a time; the others hand their commands to it. Threading: any
/// thread may call; one thread commits. Durability: callers hear back only after the commit that holds their entry.
class Ledger {
public:
    static constexpr std::size_t kWaitingMax = 100'000; // commands; then 503 "ledger_busy"
    static constexpr std::size_t kTailMax = 2'000'000;  // entries not yet derived; then 503 "ledger_busy"
    static constexpr std::size_t kCommandsPerCommitMax = 8'192;

    Ledger(db::Pool& pool, const std::string& connection, base::Metrics& metrics, const base::Clock& clock,
           Options options = {});
    ~Ledger();

    void start();
    /// Carries out what waits, derives what is left, lets another server write. Safe to repeat.
    void stop();

    /// Accepted, refused (a value), or an Error: Unavailable "ledger_busy", "ledger_stopped", "database_unavailable";
    /// OutcomeUnknown "outcome_unknown" (post the same command again: its key decides). Called exactly once, on a thread of
    /// the ledger: hand over, do not work there.
    using Done = std::function<void(contract::Outcome<Answer>)>;
    void post(Command command, Done done);
    /// The same for jobs that have a thread to wait with. Throws the Error.
    Answer postAndWait(Command command);

    std::optional<AccountId> find(const AccountName& name);
    /// Of all that are accounts, as of the last commit; also on servers that do not write.
    std::map<AccountId, Balance> balances(std::span<const AccountId> accounts);

    /// Whether this server writes.
    bool isWriter() const;
    /// The last entry, and the last one that the tables for reading have taken in.
    struct Progress {
        JournalId committed{}, derived{};
    };
    Progress progress() const;
    /// Waits until everything committed so far can be read from the tables. False after `timeout`.
    bool waitUntilDerived(std::chrono::milliseconds timeout);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::ledger
