// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/worker_pool.h"
#include "channels/database_engine.h"
#include "channels/impl/book.h"
#include "channels/impl/facts.h"
#include "channels/impl/plan.h"

#include <condition_variable>
#include <deque>
#include <set>

namespace bursar::channels {

/// What the files of the engine share.
struct DatabaseEngine::Impl {
    Impl(db::Pool& databasePool, ledger::Ledger& theLedger, ledger::Reader& ledgerReader, registry::Registry& agents,
         Escrow* theEscrow, base::Metrics& metrics, const base::Clock& theClock, Options theOptions);

    db::Pool& pool;
    Book book;
    ledger::Reader& reader;
    registry::Registry& registry;
    Escrow* escrow;
    const base::Clock& clock;
    Options options;
    FactsCache facts;

    // Reading.
    Snapshot read(const std::string& id);
    contract::ChannelDetail detailOf(const Snapshot& snapshot);

    // Carrying out (advance.cpp). One thread at a time for a channel, on this server; another server does no harm.
    void advance(const std::string& id);
    /// The first thing that is to be done; false when there is nothing, or nothing yet.
    bool step(const Snapshot& snapshot);
    bool stepAccounts(const Snapshot& snapshot);
    bool stepDeposit(const Snapshot& snapshot, const DepositRow& deposit);
    bool stepOpening(const Snapshot& snapshot);
    bool stepMilestone(const Snapshot& snapshot, const MilestoneRow& milestone);
    bool stepExit(const Snapshot& snapshot, const PayoutRow& payout);
    bool stepClosing(const Snapshot& snapshot);
    /// A channel that gets too old for its contract closes by itself.
    bool stepAge(const Snapshot& snapshot);
    bool takeIn(const Snapshot& snapshot, const PayoutRow& payout, const Book::Balances& balances);
    /// From taken in to done: the chain's part, if there is one, and the ledger's.
    bool stepPayout(const Snapshot& snapshot, const PayoutRow& payout);
    void recordTaken(const Snapshot& snapshot, const PayoutRow& payout, ledger::JournalId entry);
    bool giveUp(const Snapshot& snapshot, const PayoutRow& payout);
    std::optional<base::Time> nextLook(const Snapshot& snapshot) const;

    std::atomic<base::Time> chainRestsUntil{base::Time()}; // after it could not be reached

    std::mutex busyMutex;
    std::condition_variable busyChanged;
    std::set<std::string> busy;

    template <class Output>
    void verifying(contract::Reply<Output> reply, std::function<void(contract::Reply<Output>)> run);

    // Replies that wait until a deposit was seen on the chain.
    struct Waiting {
        std::string channel, deposit;
        std::chrono::steady_clock::time_point until;
        std::function<void(const Snapshot&)> answer;
    };
    void whenSeen(const std::string& channel, const std::string& deposit, std::function<void(const Snapshot&)> answer);
    void answerOrWait(Waiting one);
    std::mutex waitingMutex;
    std::vector<Waiting> waiting;

    // Latencies: sums for the rows, and those of the newest transactions.
    static constexpr std::size_t kLatenciesMax = 20'000;
    void noteLatency(const std::string& channel, const std::string& txId, std::chrono::microseconds took);
    struct Latency {
        std::int64_t microseconds = 0, count = 0;
    };
    mutable std::mutex latencyMutex;
    std::map<std::string, Latency> latencySums;
    std::unordered_map<std::string, double> latencies;
    std::deque<std::string> latencyOrder;

    /// Payments are verified here: a slow node must not keep the threads of all other operations.
    static constexpr std::size_t kPaymentsQueuedMax = 200;
    std::optional<base::WorkerPool> payments;

    base::Counter& transactions;
    base::Histogram& latency;
    base::Gauge& active;
    base::Gauge& total;
    base::Gauge& circulation;
    base::Gauge& usdc;
    std::chrono::steady_clock::time_point metricsDue{};

    void changed(const std::string& id);
};

/// A participant acts for itself; the desk may act for all.
void requireOwnAct(DatabaseEngine& engine, const contract::Context& context, const std::string& participant);
base::Error channelNotFound(std::string_view id);
/// 400, as clients of before test for it.
base::Error notActive(contract::ChannelState state);
[[noreturn]] void previewOutdated();

/// Whom closing pays: all who are there, and who has left only what reached it too late to leave with it.
Book::Balances toSettle(const Snapshot& snapshot, Book::Balances balances);

/// What closing would pay, named: who, how much, to where.
std::string closeVersion(const Snapshot& snapshot, const Book::Balances& balances);
std::string exitVersion(const Snapshot& snapshot, const ParticipantRow& row, const ledger::Balance& balance);
std::string openVersion(const Snapshot& plan);
std::string topupVersion(const Snapshot& snapshot, const ParticipantRow& row, const ledger::Balance& balance);
std::string transactionVersion(const ledger::Balance& from, const ledger::Balance& to);
std::string milestoneVersion(const MilestoneRow& milestone);

/// active → closing, with the payout that is to be: the row must be locked, and nothing stand against it.
void beginClosing(db::Transaction& tx, const std::string& channel, base::Time now, const std::optional<std::string>& version);
/// Why closing is refused now; empty when it is not.
std::optional<base::Error> faultOfClosing(const Snapshot& snapshot);
std::optional<base::Error> faultOfTopup(const Snapshot& snapshot, const ParticipantRow& row);
std::optional<base::Error> faultOfExit(const Snapshot& snapshot, const ParticipantRow& row);

contract::Channel wireOf(const ChannelRow& row, const std::vector<ParticipantRow>& participants,
                         const std::map<ledger::AccountId, ledger::Balance>& balances);
contract::Milestone wireOf(const MilestoneRow& row);
contract::ChannelDeposit wireOf(const DepositRow& row, const std::optional<std::uint64_t>& chainId);
contract::ChannelPayout wireOf(const PayoutRow& row);
contract::Settlement settlementOf(const Snapshot& snapshot);

} // namespace bursar::channels
