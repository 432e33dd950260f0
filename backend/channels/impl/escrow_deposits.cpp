// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/log.h"
#include "channels/impl/escrow_impl.h"

#include <fmt/format.h>

/// Money on its way into the contract.
namespace bursar::channels {

using base::Error;
using base::ErrorCode;
using contract::DepositState;

namespace {
constexpr base::Log kLog{"channels"};

bool isAssigning(const DepositRow& deposit)
{
    return deposit.call && deposit.call->starts_with("assign:");
}
} // namespace

std::optional<transactions::Status> Escrow::Impl::statusOf(const std::string& call)
{
    db::Transaction tx = pool.begin(db::Mode::ReadOnly);
    return sender.find(tx, call);
}

x402::PaymentRow Escrow::Impl::paymentOf(const DepositRow& deposit)
{
    db::Transaction tx = pool.begin(db::Mode::ReadOnly);
    auto found = x402::findPayment(tx, deposit.payment.value());
    if (!found)
        throw Error(ErrorCode::Internal, "payment_lost", "a deposit's payment is not known");
    return std::move(*found);
}

bool Escrow::Impl::store(const DepositRow& before, const DepositRow& next)
{
    const bool same = next.state == before.state && next.transaction == before.transaction && next.reason == before.reason
        && next.call == before.call;
    pool.transact([&](db::Transaction& tx) { setDeposit(tx, next, before.state); });
    return !same;
}

bool Escrow::follow(const Snapshot& snapshot, const DepositRow& deposit)
{
    if (!holds(snapshot))
        return false;
    if (deposit.call)
        return m_impl->followCall(snapshot, deposit);
    if (deposit.state == DepositState::claimed)
        m_impl->askFacilitator(deposit);
    return m_impl->isDue(deposit.nextLookAt) && m_impl->lookUp(snapshot, deposit, deposit.reason.value_or(""));
}

bool Escrow::Impl::followCall(const Snapshot& snapshot, const DepositRow& deposit)
{
    const auto status = statusOf(*deposit.call);
    if (!status)
        throw Error(ErrorCode::Internal, "transaction_lost", "a deposit's transaction is not known");
    using transactions::State;
    DepositRow next = deposit;
    if (status->hash && !isAssigning(deposit)) // then another's transaction moved the money
        next.transaction = status->hash->hex();
    next.reason = status->reason.empty() ? std::nullopt : std::optional(status->reason);
    next.nextLookAt = status->nextLook;
    switch (status->state) {
    case State::Queued:
    case State::Signed:
    case State::Sent: next.state = DepositState::settling; break;
    case State::Unknown: next.state = DepositState::unknown; break;
    case State::Mined: next.state = DepositState::mined; break;
    case State::Succeeded: return confirm(deposit, std::move(next));
    case State::Reverted:
    case State::Refused:
    case State::Failed:
        return isDue(deposit.nextLookAt) && lookUp(snapshot, deposit, status->detail.empty() ? status->reason : status->detail);
    }
    return store(deposit, next);
}

/// Our own call, final: the contract has taken the money for this channel. The payment's own row ends with it.
bool Escrow::Impl::confirm(const DepositRow& deposit, DepositRow next)
{
    const x402::PaymentRow payment = paymentOf(deposit);
    std::optional<x402::Standing> standing;
    if (payment.state != x402::PaymentState::Settled) {
        standing = x402::lookUp(rpc, options.finality, payment.sought);
        if (standing->state != x402::Standing::State::Settled)
            return false; // a node that lags
    }
    next.state = DepositState::final;
    next.reason.reset();
    next.nextLookAt.reset();
    pool.transact([&](db::Transaction& tx) {
        if (standing)
            x402::record(tx, clock.now(), payment.id, *standing, clock.now());
        setDeposit(tx, next, deposit.state);
    });
    return true;
}

/// What the chain says of the payment, when our own transaction has nothing more to say or there is none.
bool Escrow::Impl::lookUp(const Snapshot& snapshot, const DepositRow& deposit, const std::string& why)
{
    const x402::PaymentRow payment = paymentOf(deposit);
    const x402::Standing standing = x402::lookUp(rpc, options.finality, payment.sought);
    using State = x402::Standing::State;
    if (standing.state == State::Settled)
        return assign(snapshot, deposit, payment, standing);
    DepositRow next = deposit;
    next.reason = why.empty() ? std::nullopt : std::optional(why);
    next.nextLookAt = clock.now() + kLookEvery;
    std::string again; // calldata
    if (standing.state == State::Failed) {
        next.state = DepositState::failed;
        next.reason = standing.reason;
        next.nextLookAt.reset();
    } else if (standing.state == State::Mined) {
        next.transaction = standing.transaction->hex(); // not final, and not ours to book yet
    } else if (payment.state != x402::PaymentState::Claimed) {
        next.state = DepositState::unknown;
        if (deposit.call && !isAssigning(deposit)) {
            // Ours was refused before it was signed, or reverted: the authorization is unused, and it can only ever be used once.
            next.call = fmt::format("deposit:{}:{}", deposit.id, tryOf(deposit.call) + 1);
            next.nextLookAt = clock.now() + restAfter(tryOf(deposit.call) - 1);
            again = escrow_contract::depositWithAuthorization(snapshot.channel.id, payment.sought.authorization, payment.signature);
        }
    }
    pool.transact([&](db::Transaction& tx) {
        x402::record(tx, clock.now(), payment.id, standing, next.nextLookAt.value_or(clock.now()));
        if (setDeposit(tx, next, deposit.state) && !again.empty())
            enqueue(tx, *next.call, snapshot.channel.id, again);
    });
    return next.state != deposit.state || next.transaction != deposit.transaction;
}

/// The money is in the contract and belongs to nobody yet: somebody else than we carried the authorization out.
bool Escrow::Impl::assign(const Snapshot& snapshot, const DepositRow& deposit, const x402::PaymentRow& payment,
                          const x402::Standing& standing)
{
    const int tries = isAssigning(deposit) ? tryOf(deposit.call) : 0;
    DepositRow next = deposit;
    next.call = fmt::format("assign:{}:{}", deposit.id, tries + 1);
    next.state = DepositState::settling;
    next.transaction = standing.transaction->hex();
    next.nextLookAt = clock.now() + restAfter(tries);
    const auto& authorization = payment.sought.authorization;
    return pool.transact([&](db::Transaction& tx) {
        x402::record(tx, clock.now(), payment.id, standing, clock.now());
        if (!setDeposit(tx, next, deposit.state))
            return false;
        enqueue(tx, *next.call, snapshot.channel.id,
                escrow_contract::assignDeposit(snapshot.channel.id, authorization.from, authorization.value, authorization.nonce));
        return true;
    });
}

void Escrow::Impl::askFacilitator(const DepositRow& deposit)
{
    if (!workers)
        return;
    {
        const std::lock_guard lock(mutex);
        if (!settling.insert(*deposit.payment).second)
            return;
    }
    if (workers->submit([this, payment = *deposit.payment] { settleWith(payment); }))
        return;
    const std::lock_guard lock(mutex);
    settling.erase(*deposit.payment);
}

/// Asks once. Whatever it answers, only the chain is believed.
void Escrow::Impl::settleWith(const std::string& id)
{
    try {
        const base::Time now = clock.now();
        const auto row = pool.transact([&](db::Transaction& tx) {
            x402::beginSettling(tx, now, id, now + kLookEvery);
            tx.exec("UPDATE channels_deposit SET state = 'settling' WHERE payment = $1 AND state = 'claimed'", {id});
            return x402::findPayment(tx, id);
        });
        x402::Payment payment;
        payment.version = x402::Version::V2;
        payment.scheme = x402::kSchemeExact;
        payment.network = x402::networkV2(options.chainId);
        payment.authorization = row->sought.authorization;
        payment.signature = row->signature;
        const x402::Requirement requirement = demand(payment.authorization.value, "/v1/channels");
        payment.accepted = x402::requirementJson(x402::Version::V2, requirement);
        const x402::FacilitatorAnswer answer = facilitator->settle(payment, requirement);
        pool.transact([&](db::Transaction& tx) {
            const base::Time later = clock.now() + kLookEvery;
            if (answer.transaction)
                x402::noteTransaction(tx, clock.now(), id, *answer.transaction, later);
            if (answer.state != x402::FacilitatorAnswer::State::Accepted) {
                x402::markUnknown(tx, clock.now(), id, answer.reason, later);
                tx.exec("UPDATE channels_deposit SET state = 'unknown', reason = $2 WHERE payment = $1 AND state = 'settling'",
                        {id, answer.reason});
            }
        });
    } catch (const std::exception& error) {
        kLog.warning("a payment is looked for on the chain: {}", error.what());
    }
    const std::lock_guard lock(mutex);
    settling.erase(id);
}

} // namespace bursar::channels
