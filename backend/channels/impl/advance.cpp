// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/audit.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/log.h"
#include "channels/impl/engine_impl.h"
#include "channels/escrow.h"

/// Carrying out what the rows intend. Every step reads the channel anew, does one thing that its key makes harmless to
/// repeat, and then moves the row on if it is still where it was.
namespace bursar::channels {

namespace {
using contract::ChannelState;
using contract::DepositState;
using contract::ParticipantState;
using contract::PayoutState;

constexpr base::Log kLog{"channels"};
constexpr int kStepsMax = 200;  // of one advance(): more than any channel has to do at once
constexpr int kSweptMax = 100;  // channels a sweep
constexpr std::chrono::seconds kLookAgain{10};
constexpr std::chrono::days kAgeMax{80}; // of a channel with a contract, which holds its payers for ninety
constexpr int kTakeInAttempts = 50; // balances that change between reading and taking: other servers, for a second at most

/// The end of advancing one channel: others may.
class Turn {
public:
    Turn(std::mutex& mutex, std::condition_variable& changed, std::set<std::string>& busy, const std::string& id)
        : m_mutex(mutex), m_changed(changed), m_busy(busy), m_id(id)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_busy.insert(m_id).second; });
    }
    ~Turn()
    {
        const std::lock_guard lock(m_mutex);
        m_busy.erase(m_id);
        m_changed.notify_all();
    }

private:
    std::mutex& m_mutex;
    std::condition_variable& m_changed;
    std::set<std::string>& m_busy;
    std::string m_id;
};

bool hasPending(const Snapshot& snapshot)
{
    return std::any_of(snapshot.milestones.begin(), snapshot.milestones.end(),
                       [](const MilestoneRow& row) { return row.state == "pending" || row.state == "rejecting"; });
}

bool accountsOpen(const Snapshot& snapshot)
{
    return snapshot.channel.depositAccount && snapshot.channel.closingAccount
        && snapshot.accounts().size() == snapshot.participants.size();
}
} // namespace

Book::Balances toSettle(const Snapshot& snapshot, Book::Balances balances)
{
    for (const ParticipantRow& row : snapshot.participants) {
        if (row.state != ParticipantState::active && balances.at(row.participant).settled.isZero())
            balances.erase(row.participant);
    }
    return balances;
}

void DatabaseEngine::Impl::advance(const std::string& id)
{
    const Turn turn(busyMutex, busyChanged, busy, id);
    bool failed = true;
    try {
        for (int steps = 0; steps < kStepsMax && step(read(id)); ++steps) { }
        failed = false;
    } catch (const base::Error& error) {
        kLog.warning("{} waits: {}", id, error.text());
        if (error.reason().starts_with("chain_"))
            chainRestsUntil = clock.now() + kLookAgain; // one slow node must not hold up what needs none
    } catch (const std::exception& error) { // a row that cannot be: the others must not wait for it
        kLog.error("{} cannot be carried on: {}", id, error.what());
    }
    pool.transact([&](db::Transaction& tx) {
        // From the rows as they are now: what somebody asked for meanwhile must not be slept through.
        const auto snapshot = load(tx, id, Lock::Yes);
        setAttention(tx, id, failed ? std::optional(clock.now() + kLookAgain) : nextLook(*snapshot));
    });
    changed(id);
}

bool DatabaseEngine::Impl::step(const Snapshot& snapshot)
{
    if (snapshot.channel.state == ChannelState::settled || snapshot.channel.state == ChannelState::failed)
        return false;
    for (const DepositRow& deposit : snapshot.deposits) {
        if (deposit.state == DepositState::final && !accountsOpen(snapshot))
            return stepAccounts(snapshot); // not before: who does not pay leaves no accounts behind
        if (!deposit.over() && stepDeposit(snapshot, deposit))
            return true;
    }
    if (snapshot.channel.state == ChannelState::pending)
        return stepOpening(snapshot);
    for (const MilestoneRow& milestone : snapshot.milestones) {
        if (stepMilestone(snapshot, milestone))
            return true;
    }
    for (const PayoutRow& payout : snapshot.payouts) {
        if (payout.kind == "exit" && payout.state != PayoutState::done && stepExit(snapshot, payout))
            return true;
    }
    return snapshot.channel.state == ChannelState::closing ? stepClosing(snapshot) : stepAge(snapshot);
}

bool DatabaseEngine::Impl::stepAge(const Snapshot& snapshot)
{
    if (!snapshot.channel.contract || !snapshot.channel.openedAt || clock.now() < *snapshot.channel.openedAt + kAgeMax)
        return false;
    return pool.transact([&](db::Transaction& tx) {
        const auto locked = load(tx, snapshot.channel.id, Lock::Yes);
        if (faultOfClosing(*locked))
            return false; // a delivered milestone: it approves itself before long
        beginClosing(tx, locked->channel.id, clock.now(), std::nullopt);
        contract::Context context;
        context.principal.kind = contract::PrincipalKind::service;
        context.principal.name = "bursar";
        context.now = clock.now();
        audit::record(tx, context, "CloseChannel", "channel", locked->channel.id,
                      {{"reason", "it is eighty days old: after ninety its payers may take everything back"}});
        return true;
    });
}

bool DatabaseEngine::Impl::stepAccounts(const Snapshot& snapshot)
{
    const Book::Accounts accounts = book.open(snapshot);
    pool.transact([&](db::Transaction& tx) {
        tx.exec("UPDATE channels_channel SET deposit_account = $2, closing_account = $3 WHERE id = $1",
                {snapshot.channel.id, ledger::number(accounts.deposit), ledger::number(accounts.closing)});
        for (const auto& [participant, account] : accounts.participants)
            tx.exec("UPDATE channels_participant SET account = $3 WHERE channel_id = $1 AND participant = $2",
                    {snapshot.channel.id, participant, ledger::number(account)});
    });
    return true;
}

bool DatabaseEngine::Impl::stepDeposit(const Snapshot& snapshot, const DepositRow& deposit)
{
    if (deposit.state != DepositState::final)
        return escrow && clock.now() >= chainRestsUntil.load() && escrow->follow(snapshot, deposit);
    std::map<std::string, std::int64_t> shares;
    if (deposit.kind == "open") {
        for (const ParticipantRow& row : snapshot.participants)
            shares[row.participant] = row.share;
    } else {
        shares[deposit.participant.value()] = std::int64_t(deposit.amount.asUint64().value() / kUnitsPerCredit);
    }
    DepositRow credited = deposit;
    credited.entry = ledger::number(book.credit(snapshot, deposit, shares));
    credited.state = DepositState::credited;
    credited.nextLookAt.reset();
    return pool.transact([&](db::Transaction& tx) {
        if (!setDeposit(tx, credited, deposit.state))
            return true; // another server was faster
        tx.exec("UPDATE channels_channel SET deposited = deposited + $2 WHERE id = $1", {snapshot.channel.id, deposit.amount});
        return true;
    });
}

/// Promised credits are held before the first transaction can spend them.
bool DatabaseEngine::Impl::stepOpening(const Snapshot& snapshot)
{
    const std::string& id = snapshot.channel.id;
    const DepositRow& deposit = snapshot.deposits.front();
    if (deposit.state == DepositState::failed) {
        return pool.transact([&](db::Transaction& tx) {
            tx.exec("UPDATE channels_channel SET state = 'failed', reason = $2, closed_at = $3 WHERE id = $1 AND state = 'pending'",
                    {id, deposit.reason.value_or("the deposit did not arrive"), clock.now()});
            return true;
        });
    }
    if (deposit.state != DepositState::credited)
        return false;
    for (const MilestoneRow& milestone : snapshot.milestones) {
        if (milestone.hold)
            continue;
        MilestoneRow held = milestone;
        held.hold = book.hold(snapshot, milestone);
        pool.transact([&](db::Transaction& tx) { setMilestone(tx, held, milestone.state); });
        return true;
    }
    return pool.transact([&](db::Transaction& tx) {
        tx.exec("UPDATE channels_channel SET state = 'active', opened_at = $2 WHERE id = $1 AND state = 'pending'",
                {id, clock.now()});
        return true;
    });
}

bool DatabaseEngine::Impl::stepMilestone(const Snapshot& snapshot, const MilestoneRow& milestone)
{
    MilestoneRow next = milestone;
    if (milestone.state == "completed") {
        if (!milestone.approvesAt || *milestone.approvesAt > clock.now())
            return false;
        next.state = "approving";
        next.decidedAt = clock.now();
        next.decidedBy = "silence";
    } else if (milestone.state == "pending") {
        // Only once nothing can call the closing off any more.
        if (snapshot.channel.state != ChannelState::closing || !snapshot.settlement() || snapshot.settlement()->version)
            return false;
        next.state = "rejecting";
        next.decidedAt = clock.now();
        next.decidedBy = "closing";
    } else if (milestone.state == "approving") {
        book.pay(snapshot, milestone);
        next.state = "approved";
    } else if (milestone.state == "rejecting") {
        book.release(snapshot, milestone);
        next.state = "rejected";
    } else {
        return false;
    }
    pool.transact([&](db::Transaction& tx) { setMilestone(tx, next, milestone.state); });
    return true;
}

bool DatabaseEngine::Impl::stepExit(const Snapshot& snapshot, const PayoutRow& payout)
{
    if (payout.state != PayoutState::posting)
        return stepPayout(snapshot, payout);
    const ParticipantRow& leaving = *snapshot.participant(payout.participant.value());
    for (int attempt = 0; attempt < kTakeInAttempts; ++attempt) {
        const Book::Balances all = book.balances(snapshot);
        const ledger::Balance& balance = all.at(leaving.participant);
        if (payout.version && *payout.version != exitVersion(snapshot, leaving, balance))
            return giveUp(snapshot, payout);
        if (takeIn(snapshot, payout, {{leaving.participant, balance}}))
            return true;
    }
    return false;
}

bool DatabaseEngine::Impl::stepClosing(const Snapshot& snapshot)
{
    for (const DepositRow& deposit : snapshot.deposits) {
        if (!deposit.over())
            return false; // the contract pays out all that it holds: what is on its way has to be counted first
    }
    for (const PayoutRow& payout : snapshot.payouts) {
        if (payout.kind == "exit" && payout.state != PayoutState::done)
            return false;
    }
    const PayoutRow* payout = snapshot.settlement();
    if (!payout || payout->state == PayoutState::done)
        return false;
    if (payout->state != PayoutState::posting)
        return stepPayout(snapshot, *payout);
    for (int attempt = 0; attempt < kTakeInAttempts; ++attempt) {
        const Book::Balances balances = toSettle(snapshot, book.balances(snapshot));
        if (payout->version && *payout->version != closeVersion(snapshot, balances))
            return giveUp(snapshot, *payout);
        if (payout->version && hasPending(snapshot)) { // it stands: milestones that were not delivered go back first
            return pool.transact([&](db::Transaction& tx) {
                return tx.exec("UPDATE channels_payout SET version = NULL WHERE id = $1 AND state = 'posting'", {payout->id})
                           .affected() > 0;
            });
        }
        if (takeIn(snapshot, *payout, balances))
            return true;
    }
    return false;
}

bool DatabaseEngine::Impl::takeIn(const Snapshot& snapshot, const PayoutRow& payout, const Book::Balances& balances)
{
    const auto entry = book.takeIn(snapshot, payout, balances);
    if (entry)
        recordTaken(snapshot, payout, *entry);
    return entry.has_value();
}

void DatabaseEngine::Impl::recordTaken(const Snapshot& snapshot, const PayoutRow& payout, ledger::JournalId entry)
{
    PayoutRow taken = payout;
    taken.shares = book.takenIn(snapshot, entry);
    if (payout.kind == "exit")
        std::erase_if(taken.shares, [&](const auto& share) { return share.first != payout.participant; });
    taken.credits = 0;
    for (const auto& [participant, credits] : taken.shares)
        taken.credits += credits;
    taken.entry = ledger::number(entry);
    const bool onChain = snapshot.channel.contract && (payout.kind == "settle" || taken.credits > 0);
    taken.state = onChain ? PayoutState::signing : PayoutState::final;
    pool.transact([&](db::Transaction& tx) {
        if (!setPayout(tx, taken, payout.state))
            return;
        insertShares(tx, taken);
    });
}

bool DatabaseEngine::Impl::stepPayout(const Snapshot& snapshot, const PayoutRow& payout)
{
    if (payout.state != PayoutState::final)
        return escrow && clock.now() >= chainRestsUntil.load() && escrow->follow(snapshot, payout);
    book.payOut(snapshot, payout);
    PayoutRow done = payout;
    done.state = PayoutState::done;
    done.finishedAt = clock.now();
    return pool.transact([&](db::Transaction& tx) {
        if (!setPayout(tx, done, payout.state))
            return true;
        if (payout.kind == "exit") {
            setParticipantState(tx, snapshot.channel.id, payout.participant.value(), ParticipantState::exited);
            return true;
        }
        tx.exec("UPDATE channels_channel SET state = 'settled', closed_at = $2 WHERE id = $1 AND state = 'closing'",
                {snapshot.channel.id, clock.now()});
        tx.exec("UPDATE channels_participant SET state = 'settled' WHERE channel_id = $1 AND state = 'active'",
                {snapshot.channel.id});
        return true;
    });
}

/// What was confirmed is not what it would be now: nothing moves, and the channel goes on as if nobody had asked. Unless it
/// looks so because it has happened: the ledger decides which.
bool DatabaseEngine::Impl::giveUp(const Snapshot& snapshot, const PayoutRow& payout)
{
    if (const auto entry = book.abandon(snapshot, payout)) {
        recordTaken(snapshot, payout, *entry);
        return true;
    }
    pool.transact([&](db::Transaction& tx) {
        if (tx.exec("DELETE FROM channels_payout WHERE id = $1 AND state = 'posting'", {payout.id}).affected() == 0)
            return;
        if (payout.kind == "exit")
            setParticipantState(tx, snapshot.channel.id, payout.participant.value(), ParticipantState::active);
        else
            setState(tx, snapshot.channel.id, ChannelState::closing, ChannelState::active);
    });
    return true;
}

void beginClosing(db::Transaction& tx, const std::string& channel, base::Time now, const std::optional<std::string>& version)
{
    PayoutRow payout;
    payout.id = base::uuid7(now);
    payout.kind = "settle";
    payout.version = version;
    payout.createdAt = now;
    setState(tx, channel, ChannelState::active, ChannelState::closing);
    insert(tx, channel, payout);
}

std::optional<base::Time> DatabaseEngine::Impl::nextLook(const Snapshot& snapshot) const
{
    const ChannelState state = snapshot.channel.state;
    if (state == ChannelState::settled || state == ChannelState::failed)
        return std::nullopt;
    std::optional<base::Time> next;
    const auto at = [&next](base::Time time) { next = next ? std::min(*next, time) : time; };
    const base::Time soon = clock.now() + std::chrono::seconds(1);
    if (state != ChannelState::active)
        at(soon);
    if (snapshot.channel.contract && snapshot.channel.openedAt)
        at(std::max(soon, *snapshot.channel.openedAt + kAgeMax));
    for (const DepositRow& deposit : snapshot.deposits) {
        if (!deposit.over())
            at(std::max(soon, deposit.nextLookAt.value_or(soon)));
    }
    for (const PayoutRow& payout : snapshot.payouts) {
        if (payout.state != PayoutState::done)
            at(soon);
    }
    for (const MilestoneRow& milestone : snapshot.milestones) {
        if (milestone.state == "completed" && milestone.approvesAt)
            at(*milestone.approvesAt);
        else if (milestone.state == "approving" || milestone.state == "rejecting")
            at(soon);
    }
    return next;
}

void DatabaseEngine::sweep()
{
    std::vector<std::string> due;
    {
        db::Transaction tx = m_impl->pool.begin(db::Mode::ReadOnly);
        for (const db::Row row : tx.exec("SELECT id FROM channels_channel WHERE attention_at <= $1 ORDER BY attention_at LIMIT $2",
                                         {m_impl->clock.now(), kSweptMax}))
            due.push_back(row.string(0));
    }
    for (const std::string& id : due)
        m_impl->advance(id);
}

void DatabaseEngine::count()
{
    m_impl->pool.transact([](db::Transaction& tx) {
        const std::int64_t from = tx.one("SELECT journal_id FROM channels_tally FOR UPDATE", {}).integer(0);
        constexpr std::int64_t kEntriesMax = 500'000; // a pass: a second or two
        const std::int64_t to = tx.one("SELECT least(coalesce(max(id), 0), $1::bigint) FROM ledger_journal",
                                       {from + kEntriesMax}).integer(0);
        if (to <= from)
            return;
        const auto counts = ledger::Reader::transfersByCause(tx, kTransactionKey, ledger::JournalId(from), ledger::JournalId(to));
        for (const auto& [cause, number] : counts) {
            if (cause.starts_with(kCause))
                tx.exec("UPDATE channels_channel SET transactions = transactions + $2 WHERE id = $1",
                        {cause.substr(kCause.size()), number});
        }
        tx.exec("UPDATE channels_tally SET journal_id = $1", {to});
    });
}

} // namespace bursar::channels
