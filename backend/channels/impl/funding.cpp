// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/audit.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/log.h"
#include "channels/escrow.h"
#include "channels/impl/engine_impl.h"

#include <fmt/format.h>

/// Opening and topping up.
namespace bursar::channels {

using base::Error;
using base::ErrorCode;
using contract::ChannelState;
using contract::Context;
using contract::ParticipantState;

namespace {
constexpr base::Log kLog{"channels"};
constexpr std::chrono::seconds kRecovery{10}; // a row that nobody has carried on by then is taken up by the sweep

/// Channels for nothing are for development: on this machine, or for those who are known.
void requireFree(const Options& options, const Context& context)
{
    if (!options.freeChannels)
        throw Error(ErrorCode::Unavailable, "payments_not_set_up", "payments are not set up on this server");
    if (!context.loopback && context.principal.kind == contract::PrincipalKind::anonymous)
        throw Error(ErrorCode::Unauthenticated, "missing_authorization", "missing authorization header");
}

/// One who signs proofs and never pays must not fill the books: so many may be on their way at once.
void requireFewOpen(db::Transaction& tx, const DepositRow& deposit)
{
    const std::int64_t open = tx.one("SELECT count(*) FROM channels_deposit WHERE payer = $1 AND state NOT IN ('credited', 'failed')",
                                     {deposit.payer}).integer(0);
    if (open > DatabaseEngine::kOpenPaymentsMax)
        throw Error(ErrorCode::RateLimited, "too_many_open_payments", "too many payments of this payer are on their way");
}

/// What is on its way in keeps a channel from closing: only those who are in it, their wallets and the desk may send it.
void requirePayer(DatabaseEngine& engine, const Context& context, const Snapshot& snapshot, const DepositRow& deposit)
{
    if (context.principal.hasDesk(contract::Role::desk_operator) || (!deposit.payer && context.loopback))
        return;
    const std::string payer = participantName(deposit.payer.value_or(""));
    for (const ParticipantRow& row : snapshot.participants) {
        if (engine.actsFor(context.principal, row.participant) || (!payer.empty() && row.address == payer))
            return;
    }
    throw Error(ErrorCode::Forbidden, "not_yours", "only participants, their wallets and the desk top a channel up");
}

} // namespace

/// What verifies payments runs on the threads for that; without a chain there is nothing to wait for.
template <class Output>
void DatabaseEngine::Impl::verifying(contract::Reply<Output> reply, std::function<void(contract::Reply<Output>)> run)
{
    if (!payments)
        return run(std::move(reply));
    const auto shared = std::make_shared<contract::Reply<Output>>(std::move(reply));
    auto job = [run = std::move(run), shared] {
        try {
            run(*shared);
        } catch (const Error& error) {
            (*shared)(error);
        } catch (const std::exception& error) {
            kLog.error("a payment: {}", error.what());
            (*shared)(Error(ErrorCode::Internal, "internal", "something went wrong here"));
        }
    };
    if (payments->submit(std::move(job)))
        return;
    Error full(ErrorCode::Unavailable, "server_busy", "too many payments are being verified");
    full.retryAfter = std::chrono::seconds(5);
    throw full;
}

void DatabaseEngine::createChannel(const Context& context, const contract::CreateChannelInput& input,
                                   contract::Reply<contract::OpenedChannel> reply)
{
    m_impl->verifying<contract::OpenedChannel>(
        std::move(reply), [this, context, input](contract::Reply<contract::OpenedChannel> then) { open(context, input, std::move(then)); });
}

void DatabaseEngine::open(const Context& context, const contract::CreateChannelInput& input,
                          contract::Reply<contract::OpenedChannel> reply)
{
    Impl& impl = *m_impl;
    Snapshot plan = planOf(input, impl.registry);
    if (impl.escrow)
        impl.escrow->bind(plan);
    if (input.version && *input.version != openVersion(plan))
        previewOutdated();
    if (!impl.escrow)
        requireFree(impl.options, context);
    const base::Time now = impl.clock.now();
    plan.channel.id = "ch_" + base::randomHex(12);
    plan.channel.uuid = base::uuid7(now);
    plan.channel.createdAt = now;
    for (MilestoneRow& row : plan.milestones)
        row.id = base::uuid7(now);
    DepositRow& deposit = plan.deposits.front();
    deposit.id = base::uuid7(now);
    deposit.createdAt = now;
    const auto payment = impl.escrow ? impl.escrow->verify(plan, deposit, input.x_payment, input.payment_signature,
                                                           "/v1/channels")
                                     : nullptr;
    if (!payment)
        deposit.state = contract::DepositState::final;
    impl.pool.transact([&](db::Transaction& tx) {
        insert(tx, plan);
        if (payment) {
            requireFewOpen(tx, deposit);
            impl.escrow->claim(tx, plan, deposit, *payment);
        }
        setAttention(tx, plan.channel.id, now + kRecovery);
        audit::record(tx, context, "CreateChannel", "channel", plan.channel.id,
                      {{"usdc_atomic", deposit.amount.atomic()}, {"participants", std::int64_t(plan.participants.size())}});
    });
    impl.advance(plan.channel.id);
    impl.whenSeen(plan.channel.id, deposit.id, [this, payment, deposit, reply = std::move(reply)](const Snapshot& snapshot) {
        contract::OpenedChannel out;
        static_cast<contract::Channel&>(out) = m_impl->detailOf(snapshot).channel;
        const DepositRow& seen = snapshot.deposits.front();
        if (seen.state == contract::DepositState::failed)
            return reply(m_impl->escrow->paymentFailed(*payment, seen));
        out.escrow.deposited_usdc = seen.amount.approximate(6);
        const std::string at = m_impl->options.url ? m_impl->options.url() : std::string();
        out.api.rest = fmt::format("{}/v1/channels/{}", at, snapshot.channel.id);
        out.api.websocket = fmt::format("{}/v1/channels/{}/ws", at.starts_with("http") ? "ws" + at.substr(4) : at,
                                        snapshot.channel.id);
        if (payment)
            m_impl->escrow->receipts(*payment, seen, out.x_payment_response, out.payment_response);
        reply(std::move(out));
    });
}

void DatabaseEngine::topupCredits(const Context& context, const contract::TopUpChannel::Input& input,
                                  contract::Reply<contract::ToppedUp> reply)
{
    m_impl->verifying<contract::ToppedUp>(
        std::move(reply), [this, context, input](contract::Reply<contract::ToppedUp> then) { topUp(context, input, std::move(then)); });
}

void DatabaseEngine::topUp(const Context& context, const contract::TopUpChannel::Input& input,
                           contract::Reply<contract::ToppedUp> reply)
{
    Impl& impl = *m_impl;
    if (input.amount <= 0 || input.amount > kCreditsMax)
        throw base::invalidField("amount", "out_of_range", fmt::format("must be 1 to {}", kCreditsMax));
    const Snapshot snapshot = impl.read(input.id);
    const ParticipantRow* row = snapshot.participant(participantName(input.agent_id));
    if (!row)
        throw base::invalidField("agent_id", "not_a_participant", "does not take part");
    if (const auto fault = faultOfTopup(snapshot, *row))
        throw *fault;
    if (input.version && *input.version != topupVersion(snapshot, *row, impl.book.balances(snapshot).at(row->participant)))
        previewOutdated();
    if (!snapshot.channel.contract)
        requireFree(impl.options, context);
    if (snapshot.channel.contract && (!impl.escrow || !impl.escrow->holds(snapshot)))
        throw Error(ErrorCode::Unavailable, "chain_not_set_up", "this server is not connected to the channel's chain");
    DepositRow deposit;
    deposit.id = base::uuid7(impl.clock.now());
    deposit.kind = "topup";
    deposit.participant = row->participant;
    deposit.amount = usdcOf(input.amount);
    deposit.createdAt = impl.clock.now();
    const auto payment = snapshot.channel.contract
        ? impl.escrow->verify(snapshot, deposit, input.x_payment, input.payment_signature,
                              "/v1/channels/" + snapshot.channel.id + "/topup")
        : nullptr;
    if (!payment)
        deposit.state = contract::DepositState::final;
    requirePayer(*this, context, snapshot, deposit);
    impl.pool.transact([&](db::Transaction& tx) {
        const auto locked = load(tx, input.id, Lock::Yes);
        if (const auto fault = faultOfTopup(*locked, *locked->participant(*deposit.participant)))
            throw *fault;
        insert(tx, input.id, deposit);
        if (payment) {
            requireFewOpen(tx, deposit);
            impl.escrow->claim(tx, *locked, deposit, *payment);
        }
        setAttention(tx, input.id, impl.clock.now() + kRecovery);
        audit::record(tx, context, "TopUpChannel", "channel", input.id,
                      {{"agent_id", *deposit.participant}, {"usdc_atomic", deposit.amount.atomic()}});
    });
    impl.advance(input.id);
    impl.whenSeen(input.id, deposit.id, [this, payment, deposit, reply = std::move(reply)](const Snapshot& now) {
        for (const DepositRow& seen : now.deposits) {
            if (seen.id != deposit.id)
                continue;
            if (seen.state == contract::DepositState::failed)
                return reply(m_impl->escrow->paymentFailed(*payment, seen));
            contract::ToppedUp out;
            out.status = seen.state == contract::DepositState::credited ? "topped_up" : "pending";
            out.channel_id = now.channel.id;
            out.agent_id = seen.participant.value();
            out.credits_added = wireOf(seen, {}).credits;
            out.deposit_id = seen.id;
            if (payment)
                m_impl->escrow->receipts(*payment, seen, out.x_payment_response, out.payment_response);
            return reply(std::move(out));
        }
    });
}

void DatabaseEngine::Impl::whenSeen(const std::string& channel, const std::string& deposit,
                                    std::function<void(const Snapshot&)> answer)
{
    answerOrWait({channel, deposit, std::chrono::steady_clock::now() + options.paymentWait, std::move(answer)});
}

void DatabaseEngine::Impl::answerOrWait(Waiting one)
{
    try {
        const Snapshot snapshot = read(one.channel);
        std::unique_lock full(waitingMutex);
        bool seen = std::chrono::steady_clock::now() >= one.until || waiting.size() >= kWaitingMax;
        full.unlock();
        for (const DepositRow& row : snapshot.deposits)
            seen = seen || (row.id == one.deposit && (row.over() || row.state == contract::DepositState::mined));
        if (seen)
            return one.answer(snapshot);
    } catch (const Error& error) {
        kLog.warning("{} is asked for again: {}", one.channel, error.text());
    } catch (const std::exception& error) {
        kLog.error("{} cannot be answered for: {}", one.channel, error.what());
        return;
    }
    const std::lock_guard lock(waitingMutex);
    waiting.push_back(std::move(one));
}

} // namespace bursar::channels
