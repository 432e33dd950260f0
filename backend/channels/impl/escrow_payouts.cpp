// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/ids.h"
#include "channels/impl/book.h"
#include "channels/impl/escrow_impl.h"

#include <fmt/format.h>

/// Money on its way out of the contract.
namespace bursar::channels {

using base::Error;
using base::ErrorCode;
using contract::PayoutState;

namespace {
constexpr std::chrono::hours kTouchEvery{48}; // the contract lets payers leave after seven days of silence
constexpr std::size_t kTouchedMax = 100;      // channels in one call

/// Whether the next statement would be true for as long as it takes: it names what was deposited and how many went before it.
bool isQuiet(const Snapshot& snapshot)
{
    return std::all_of(snapshot.deposits.begin(), snapshot.deposits.end(), [](const DepositRow& row) { return row.over(); })
        && std::all_of(snapshot.payouts.begin(), snapshot.payouts.end(), [](const PayoutRow& row) {
               return !row.statement || row.state == PayoutState::done;
           });
}
} // namespace

bool Escrow::follow(const Snapshot& snapshot, const PayoutRow& payout)
{
    if (!holds(snapshot))
        return false;
    if (payout.state == PayoutState::signing)
        return m_impl->isDue(payout.nextLookAt) && m_impl->sign(snapshot, payout);
    const auto status = m_impl->statusOf(payout.call.value());
    if (!status)
        throw Error(ErrorCode::Internal, "transaction_lost", "a payout's transaction is not known");
    using transactions::State;
    PayoutRow next = payout;
    if (status->hash)
        next.transaction = status->hash->hex();
    next.reason = status->reason.empty() ? std::nullopt : std::optional(status->reason);
    switch (status->state) {
    case State::Queued:
    case State::Signed:
    case State::Sent: next.state = PayoutState::sending; break;
    case State::Unknown: next.state = PayoutState::unknown; break;
    case State::Mined: next.state = PayoutState::mined; break;
    case State::Succeeded: next.state = PayoutState::final; break;
    case State::Reverted:
    case State::Refused:
    case State::Failed: return m_impl->sendAgain(payout, status->detail.empty() ? status->reason : status->detail);
    }
    if (next.state == payout.state && next.transaction == payout.transaction && next.reason == payout.reason)
        return false;
    m_impl->pool.transact([&](db::Transaction& tx) { setPayout(tx, next, payout.state); });
    return true;
}

escrow_contract::Statement Escrow::Impl::statementFor(const Snapshot& snapshot, const PayoutRow& payout)
{
    const escrow_contract::Channel onChain =
        escrow_contract::read(rpc, options.contract, snapshot.channel.id, evm::BlockTag::Latest);
    if (onChain.state != escrow_contract::State::Open)
        throw Error(ErrorCode::Upstream, "escrow_not_open", "the contract does not hold this channel open");
    const auto before = std::count_if(snapshot.payouts.begin(), snapshot.payouts.end(),
                                      [](const PayoutRow& row) { return row.statement.has_value(); });
    if (onChain.sequence != std::uint64_t(before) || onChain.deposited != snapshot.channel.deposited
        || onChain.remaining != snapshot.channel.deposited - paidOut(snapshot))
        throw Error(ErrorCode::Upstream, "escrow_differs", "a node tells of another state than the books, so nothing is signed");
    escrow_contract::Statement out;
    out.channel = snapshot.channel.id;
    out.sequence = onChain.sequence;
    out.deposited = onChain.deposited;
    out.isExit = payout.kind == "exit";
    std::vector<escrow_contract::Share> shares;
    for (const auto& [participant, credits] : payout.shares) {
        if (credits > 0)
            shares.push_back({evm::parseAddress(snapshot.participant(participant)->address.value()).value(), std::uint64_t(credits)});
    }
    out.shares = escrow_contract::merged(std::move(shares));
    out.signature = settler.sign(out.digest(options.chainId, options.contract).bytes());
    return out;
}

bool Escrow::Impl::sign(const Snapshot& snapshot, const PayoutRow& payout)
{
    if (!payout.statement && !isQuiet(snapshot))
        return false;
    PayoutRow next = payout;
    const escrow_contract::Statement statement = payout.statement ? escrow_contract::Statement::fromJson(*payout.statement)
                                                                  : statementFor(snapshot, payout);
    next.statement = statement.toJson();
    next.sequence = std::int64_t(statement.sequence);
    next.call = fmt::format("payout:{}:{}", payout.id, tryOf(payout.call) + 1);
    next.state = PayoutState::sending;
    next.nextLookAt.reset();
    return pool.transact([&](db::Transaction& tx) {
        // The unique index on (channel, sequence) lets one statement of a sequence through, whoever signs at the same time.
        if (!setPayout(tx, next, PayoutState::signing))
            return false;
        enqueue(tx, *next.call, snapshot.channel.id, statement.call());
        return true;
    });
}

/// It was never carried out: the same statement again, later.
bool Escrow::Impl::sendAgain(const PayoutRow& payout, const std::string& why)
{
    PayoutRow next = payout;
    next.reason = why;
    next.nextLookAt = clock.now() + restAfter(tryOf(payout.call) - 1);
    next.state = PayoutState::signing;
    pool.transact([&](db::Transaction& tx) { setPayout(tx, next, payout.state); });
    return false;
}

void Escrow::keepAlive()
{
    const base::Time now = m_impl->clock.now();
    std::vector<std::string> channels;
    {
        db::Transaction tx = m_impl->pool.begin(db::Mode::ReadOnly);
        for (const db::Row row : tx.exec("SELECT id FROM channels_channel WHERE state IN ('active', 'closing') AND contract = $1 "
                                         "AND coalesce(touched_at, opened_at) < $2 ORDER BY coalesce(touched_at, opened_at) LIMIT $3",
                                         {evm::checksummed(m_impl->options.contract), now - kTouchEvery, kTouchedMax}))
            channels.push_back(row.string(0));
    }
    if (channels.empty())
        return;
    // After a long absence payers may have left: nothing stands behind these credits any more, and people have to look.
    std::vector<std::string> unwinding;
    for (const std::string& id : channels) {
        const auto onChain = escrow_contract::read(m_impl->rpc, m_impl->options.contract, id, evm::BlockTag::Latest);
        if (onChain.state == escrow_contract::State::Unwinding)
            unwinding.push_back(id);
    }
    m_impl->pool.transact([&](db::Transaction& tx) {
        tx.exec("UPDATE channels_channel SET touched_at = $2 WHERE id = ANY ($1::text[])", {db::Param::array(channels), now});
        tx.exec("UPDATE channels_channel SET paused = true, reason = $2 WHERE id = ANY ($1::text[])",
                {db::Param::array(unwinding), "its payers have taken their money back out of the contract"});
        if (unwinding.size() == channels.size())
            return;
        transactions::Intent intent;
        intent.key = "touch:" + base::uuid7(now);
        intent.cause = "channels:touch";
        intent.to = m_impl->options.contract;
        intent.data = escrow_contract::touch(channels);
        m_impl->sender.enqueue(tx, intent);
    });
}

} // namespace bursar::channels
