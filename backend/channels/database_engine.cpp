// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/database_engine.h"

#include "audit/audit.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/utf8.h"
#include "channels/impl/engine_impl.h"
#include "channels/escrow.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace bursar::channels {

namespace {
namespace json = boost::json;
using base::Error;
using base::ErrorCode;
using contract::ChannelState;
using contract::Context;
using contract::ParticipantState;

constexpr base::Log kLog{"channels"};
constexpr std::chrono::seconds kMetricsEvery{5};
constexpr std::chrono::seconds kRecovery{10}; // a row that nobody has carried on by then is taken up by the sweep

const MilestoneRow& milestoneNamed(const Snapshot& snapshot, const std::string& name)
{
    for (const MilestoneRow& row : snapshot.milestones) {
        if (row.id == name || row.name == name)
            return row;
    }
    throw Error(ErrorCode::NotFound, "milestone_not_found", "there is no such milestone");
}
} // namespace

DatabaseEngine::Impl::Impl(db::Pool& databasePool, ledger::Ledger& theLedger, ledger::Reader& ledgerReader,
                           registry::Registry& agents, Escrow* theEscrow, base::Metrics& metrics,
                           const base::Clock& theClock, Options theOptions)
    : pool(databasePool), book(theLedger, ledgerReader), reader(ledgerReader), registry(agents), escrow(theEscrow),
      clock(theClock), options(std::move(theOptions)), facts(databasePool),
      transactions(metrics.counter("ael_transactions_total", "Channel transactions that this server took")),
      latency(metrics.millisecondsHistogram("ael_transaction_latency_ms", "From arrival until the transaction was durable")),
      active(metrics.gauge("ael_channels_active", "Channels that are active")),
      total(metrics.gauge("ael_channels_total", "Channels of every state")),
      circulation(metrics.gauge("ael_credits_in_circulation", "Credits of channels that are not settled")),
      usdc(metrics.gauge("ael_usdc_in_escrow", "USDC behind channels that are not settled"))
{
    if (escrow && options.paymentThreads > 0)
        payments.emplace("payments", options.paymentThreads, kPaymentsQueuedMax);
}

DatabaseEngine::DatabaseEngine(db::Pool& pool, ledger::Ledger& ledger, ledger::Reader& reader, registry::Registry& registry,
                               Escrow* escrow, base::Metrics& metrics, const base::Clock& clock, Options options)
    : m_impl(std::make_unique<Impl>(pool, ledger, reader, registry, escrow, metrics, clock, std::move(options)))
{
}

DatabaseEngine::~DatabaseEngine() = default;

void requireOwnAct(DatabaseEngine& engine, const Context& context, const std::string& participant)
{
    if (!context.principal.hasDesk(contract::Role::desk_operator) && !engine.actsFor(context.principal, participant))
        throw Error(ErrorCode::Forbidden, "not_yours", "you act for " + participant.substr(0, 64) + " neither as its key nor as its wallet");
}

// Reading. ----------------------------------------------------------------------------------------------------------------

Snapshot DatabaseEngine::Impl::read(const std::string& id)
{
    db::Transaction tx = pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    auto found = load(tx, id, Lock::No);
    if (!found)
        throw channelNotFound(id);
    return std::move(*found);
}

contract::ChannelDetail DatabaseEngine::Impl::detailOf(const Snapshot& snapshot)
{
    const std::vector<ledger::AccountId> accounts = snapshot.accounts();
    const auto balances = book.ledger().balances(accounts);
    contract::ChannelDetail out;
    out.channel = wireOf(snapshot.channel, snapshot.participants, balances);
    const auto dayAgo = reader.settledAt(accounts, clock.now() - std::chrono::hours(24));
    for (const ParticipantRow& row : snapshot.participants) {
        contract::ChannelParticipant one{row.participant, row.role, row.address, row.state, 0, 0, {}, 0};
        if (row.account) {
            const auto found = balances.find(*row.account);
            const ledger::Balance balance = found == balances.end() ? ledger::Balance{} : found->second;
            one.balance = std::stoll(balance.available().atomic());
            one.held = std::stoll(balance.held.atomic());
            one.account_id = ledger::number(*row.account);
            const auto then = dayAgo.find(*row.account);
            one.net_24h = std::stoll((balance.settled - (then == dayAgo.end() ? base::SignedAmount() : then->second)).atomic());
        }
        out.balances.push_back({snapshot.channel.id, row.participant, one.balance});
        out.participants.push_back(std::move(one));
    }
    for (const MilestoneRow& row : snapshot.milestones)
        out.milestones.push_back(wireOf(row));
    for (const DepositRow& row : snapshot.deposits)
        out.deposits.push_back(wireOf(row, snapshot.channel.chainId));
    for (const PayoutRow& row : snapshot.payouts)
        out.payouts.push_back(wireOf(row));
    if (snapshot.settlement())
        out.settlement = settlementOf(snapshot);
    return out;
}

contract::ChannelDetail DatabaseEngine::getChannel(const std::string& id)
{
    return m_impl->detailOf(m_impl->read(id));
}

bool DatabaseEngine::actsFor(const contract::Principal& principal, const std::string& participant)
{
    if (participant.starts_with("0x"))
        return !principal.wallet.empty() && principal.wallet == participant;
    if (principal.agentId == participant)
        return true;
    if (principal.wallet.empty())
        return false;
    try {
        return m_impl->registry.agentRelation()(principal, contract::Relation::owner_of, participant);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::NotFound)
            return false;
        throw;
    }
}

bool DatabaseEngine::takesPart(const contract::Principal& principal, const std::string& id)
{
    const auto facts = m_impl->facts.find(id);
    if (!facts)
        throw channelNotFound(id);
    return std::any_of(facts->participants.begin(), facts->participants.end(),
                       [&](const Facts::Participant& one) { return actsFor(principal, one.name); });
}

DatabaseEngine::Participants DatabaseEngine::participantsOf(const std::string& id, std::span<const ledger::Posting> postings)
{
    Participants out;
    auto facts = m_impl->facts.find(id);
    if (facts && !postings.empty()
        && std::none_of(postings.begin(), postings.end(), [&](const auto& one) { return facts->participant(one.account); }))
        facts = m_impl->facts.read(id);
    if (facts) {
        for (const Facts::Participant& one : facts->participants) {
            if (one.account)
                out.byAccount.emplace(*one.account, one.name);
        }
    }
    return out;
}

void DatabaseEngine::Impl::changed(const std::string& id)
{
    facts.forget(id);
    if (options.changed)
        options.changed(id);
}

// Closing, leaving, pausing. ------------------------------------------------------------------------------------------------

contract::ClosedChannel DatabaseEngine::closeChannel(const Context& context, const contract::CloseChannel::Input& input)
{
    Impl& impl = *m_impl;
    const base::Time now = impl.clock.now();
    impl.pool.transact([&](db::Transaction& tx) {
        const auto snapshot = load(tx, input.id, Lock::Yes);
        if (!snapshot)
            throw channelNotFound(input.id);
        if (const auto fault = faultOfClosing(*snapshot))
            throw *fault;
        beginClosing(tx, input.id, now, input.version);
        setAttention(tx, input.id, now + kRecovery);
        audit::record(tx, context, "CloseChannel", "channel", input.id, {{"reason", input.reason.value_or("")}});
    });
    impl.facts.forget(input.id);
    impl.advance(input.id);
    count(); // so that the receipt counts every transaction that it settles
    const Snapshot after = impl.read(input.id);
    if (after.channel.state == ChannelState::active)
        previewOutdated();
    contract::ClosedChannel out;
    out.status = after.channel.state;
    out.settlement = settlementOf(after);
    if (const PayoutRow* payout = after.settlement())
        out.settle_tx_hash = payout->transaction;
    return out;
}

contract::ChannelPayout DatabaseEngine::exitParticipant(const Context& context, const contract::ExitChannel::Input& input)
{
    Impl& impl = *m_impl;
    const std::string name = participantName(input.agent_id);
    requireOwnAct(*this, context, name);
    PayoutRow payout;
    impl.pool.transact([&](db::Transaction& tx) {
        const auto snapshot = load(tx, input.id, Lock::Yes);
        if (!snapshot)
            throw channelNotFound(input.id);
        const ParticipantRow* row = snapshot->participant(name);
        if (!row)
            throw base::invalidField("agent_id", "not_a_participant", "does not take part");
        if (const auto fault = faultOfExit(*snapshot, *row))
            throw *fault;
        payout.id = base::uuid7(impl.clock.now());
        payout.kind = "exit";
        payout.participant = name;
        payout.version = input.version;
        payout.createdAt = impl.clock.now();
        setParticipantState(tx, input.id, name, ParticipantState::exiting);
        insert(tx, input.id, payout);
        setAttention(tx, input.id, impl.clock.now() + kRecovery);
        audit::record(tx, context, "ExitChannel", "channel", input.id, {{"agent_id", name}});
    });
    impl.facts.forget(input.id);
    impl.advance(input.id);
    for (const PayoutRow& row : impl.read(input.id).payouts) {
        if (row.id == payout.id)
            return wireOf(row);
    }
    previewOutdated();
}

contract::Channel DatabaseEngine::pause(const Context& context, const std::string& id)
{
    m_impl->pool.transact([&](db::Transaction& tx) {
        const auto snapshot = load(tx, id, Lock::Yes);
        if (!snapshot)
            throw channelNotFound(id);
        if (snapshot->channel.state != ChannelState::active)
            throw Error(ErrorCode::Conflict, "channel_not_active", notActive(snapshot->channel.state).text());
        tx.exec("UPDATE channels_channel SET paused = true WHERE id = $1", {id});
        audit::record(tx, context, "PauseChannel", "channel", id);
    });
    m_impl->changed(id);
    return getChannel(id).channel;
}

contract::Channel DatabaseEngine::resume(const Context& context, const std::string& id)
{
    m_impl->pool.transact([&](db::Transaction& tx) {
        if (tx.exec("UPDATE channels_channel SET paused = false WHERE id = $1", {id}).affected() == 0)
            throw channelNotFound(id);
        audit::record(tx, context, "ResumeChannel", "channel", id);
    });
    m_impl->changed(id);
    return getChannel(id).channel;
}

// Milestones. ---------------------------------------------------------------------------------------------------------------

contract::Milestone DatabaseEngine::completeMilestone(const Context& context, const contract::CompleteMilestone::Input& input)
{
    Impl& impl = *m_impl;
    if (input.proof && (input.proof->size() > kProofBytesMax || !base::isUtf8(*input.proof)))
        throw base::invalidField("proof", "too_long", fmt::format("is UTF-8 of at most {} bytes", kProofBytesMax));
    MilestoneRow done;
    impl.pool.transact([&](db::Transaction& tx) {
        const auto snapshot = load(tx, input.id, Lock::Yes);
        if (!snapshot)
            throw channelNotFound(input.id);
        const MilestoneRow& row = milestoneNamed(*snapshot, input.milestone);
        requireOwnAct(*this, context, row.provider);
        if (snapshot->channel.state != ChannelState::active)
            throw Error(ErrorCode::Conflict, "channel_not_active", notActive(snapshot->channel.state).text());
        done = row;
        if (row.state == "completed")
            return;
        if (row.state != "pending")
            throw Error(ErrorCode::Conflict, "milestone_decided", "the milestone is decided");
        done.state = "completed";
        done.proof = input.proof;
        done.completedAt = impl.clock.now();
        done.approvesAt = impl.clock.now() + impl.options.milestoneSilence;
        setMilestone(tx, done, row.state);
        tx.exec("UPDATE channels_channel SET attention_at = least(coalesce(attention_at, $2), $2) WHERE id = $1",
                {input.id, *done.approvesAt});
        audit::record(tx, context, "CompleteMilestone", "channel", input.id, {{"milestone", row.name}});
    });
    impl.changed(input.id);
    return wireOf(done);
}

contract::Milestone DatabaseEngine::approveMilestone(const Context& context, const contract::ApproveMilestone::Input& input)
{
    Impl& impl = *m_impl;
    impl.pool.transact([&](db::Transaction& tx) {
        const auto snapshot = load(tx, input.id, Lock::Yes);
        if (!snapshot)
            throw channelNotFound(input.id);
        const MilestoneRow& row = milestoneNamed(*snapshot, input.milestone);
        requireOwnAct(*this, context, row.client);
        if (input.version && *input.version != milestoneVersion(row))
            previewOutdated();
        const std::string_view wanted = input.approved ? "approved" : "rejected";
        if (contract::Milestone known = wireOf(row);
            boost::describe::enum_to_string(known.state, "") == wanted)
            return; // said before
        if (row.state != "completed" && row.state != "pending")
            throw Error(ErrorCode::Conflict, "milestone_decided", "the milestone is decided");
        if (snapshot->channel.state != ChannelState::active)
            throw Error(ErrorCode::Conflict, "channel_not_active", notActive(snapshot->channel.state).text());
        MilestoneRow decided = row;
        decided.state = input.approved ? "approving" : "rejecting";
        decided.decidedAt = impl.clock.now();
        decided.decidedBy = context.principal.name.empty() ? row.client : context.principal.name;
        setMilestone(tx, decided, row.state);
        setAttention(tx, input.id, impl.clock.now() + kRecovery);
        audit::record(tx, context, "ApproveMilestone", "channel", input.id,
                      {{"milestone", row.name}, {"approved", input.approved}});
    });
    impl.advance(input.id);
    return wireOf(milestoneNamed(impl.read(input.id), input.milestone));
}

void DatabaseEngine::stop()
{
    if (m_impl->payments)
        m_impl->payments->stop();
}

// Housekeeping. -------------------------------------------------------------------------------------------------------------

void DatabaseEngine::tick()
{
    Impl& impl = *m_impl;
    std::vector<Impl::Waiting> due;
    {
        const std::lock_guard lock(impl.waitingMutex);
        due.swap(impl.waiting);
    }
    for (Impl::Waiting& one : due)
        impl.answerOrWait(std::move(one));
    std::map<std::string, Impl::Latency> sums;
    {
        const std::lock_guard lock(impl.latencyMutex);
        sums.swap(impl.latencySums);
    }
    if (!sums.empty()) {
        impl.pool.transact([&](db::Transaction& tx) {
            for (const auto& [channel, sum] : sums)
                tx.exec("UPDATE channels_channel SET latency_us = latency_us + $2, latency_count = latency_count + $3 "
                        "WHERE id = $1", {channel, sum.microseconds, sum.count});
        });
    }
    if (std::chrono::steady_clock::now() < impl.metricsDue)
        return;
    impl.metricsDue = std::chrono::steady_clock::now() + kMetricsEvery;
    db::Transaction tx = impl.pool.begin(db::Mode::ReadOnly);
    const db::Row row = tx.one("SELECT count(*) FILTER (WHERE state = 'active'), count(*), "
                               "coalesce(sum(deposited) FILTER (WHERE state IN ('active', 'closing')), 0)::float8, "
                               "(SELECT coalesce(sum(p.credits), 0)::float8 FROM channels_payout p JOIN channels_channel c "
                               "ON c.id = p.channel_id WHERE c.state IN ('active', 'closing') AND p.state = 'done') "
                               "FROM channels_channel", {});
    const double credits = row.number(2) / double(kUnitsPerCredit) - row.number(3);
    impl.active.set(double(row.integer(0)));
    impl.total.set(double(row.integer(1)));
    impl.circulation.set(credits);
    impl.usdc.set(credits / 1000);
}

} // namespace bursar::channels
