// SPDX-License-Identifier: GPL-3.0-or-later
#include "transactions/impl/pass.h"

#include "base/error.h"
#include "base/log.h"

#include <algorithm>

namespace bursar::transactions {

using base::Error;
using base::ErrorCode;
using chain::evm::BlockAt;
using chain::evm::Receipt;
using chain::evm::Rpc;

namespace {
constexpr base::Log kLog{"transactions"};
constexpr unsigned kNativeDecimals = 18;

double secondsSince(base::Time then, base::Time now)
{
    return std::chrono::duration<double>(now - then).count();
}
} // namespace

template <class Work, class Note> bool Pass::guarded(Work work, Note note)
{
    try {
        work();
        return true;
    } catch (const Overtaken&) {
        return true;
    } catch (const Error& error) {
        const bool isUnavailable = error.reason() == "chain_unavailable";
        if (!isUnavailable && error.reason() != "chain_rpc_error" && error.code() != ErrorCode::Internal)
            throw;
        const base::Time now = m_desk.clock.now();
        m_desk.pool.transact([&](db::Transaction& tx) {
            if (isUnavailable) {
                const auto rest = error.retryAfter.value_or(std::chrono::seconds(0));
                const base::Duration wait = std::max<base::Duration>(rest, m_desk.options.lookEvery);
                return m_desk.store.postponeDue(tx, {error.reason(), error.text()}, now, now + wait);
            }
            const bool isRpc = error.code() != ErrorCode::Internal;
            if (!isRpc)
                kLog.error("{}: {}", error.reason(), error.text());
            note(tx, Why{isRpc ? error.reason() : "internal", isRpc ? error.text() : error.reason()});
        });
        return !isUnavailable;
    }
}

std::vector<std::string> Pass::run()
{
    if (lookAtSlots())
        startIntents();
    db::Transaction tx = m_desk.pool.begin(db::Mode::ReadOnly);
    m_desk.counters.queued.set(double(m_desk.store.queued(tx)));
    m_desk.counters.inFlight.set(m_desk.store.open(tx));
    return std::move(m_changed);
}

bool Pass::lookAtSlots()
{
    std::vector<Slot> due = m_desk.pool.transact([&](db::Transaction& tx) {
        return m_desk.store.dueSlots(tx, m_desk.clock.now(), Sender::kLooksPerStep);
    });
    for (Slot& slot : due) {
        const SlotState before = slot.state;
        const bool goesOn = guarded([&] { look(slot); }, [&](db::Transaction& tx, const Why& why) {
            try {
                m_desk.store.postponeSlot(tx, slot, why, m_desk.nextTry());
            } catch (const Overtaken&) {
            }
        });
        if (!goesOn)
            return false;
        if (slot.state != before && slot.intent)
            m_changed.push_back(slot.key);
    }
    return due.empty() || guarded([&] { closeGap(); }, [](db::Transaction&, const Why&) {});
}

bool Pass::startIntents()
{
    const auto due = m_desk.pool.transact([&](db::Transaction& tx) {
        const unsigned open = m_desk.store.open(tx);
        const std::size_t room = m_desk.options.inFlightMax - std::min(open, m_desk.options.inFlightMax);
        return m_desk.store.dueIntents(tx, m_desk.clock.now(), std::min(room, Sender::kSignedPerStep));
    });
    for (const QueuedIntent& intent : due) {
        const auto work = [&] {
            if (m_submission.start(intent))
                m_changed.push_back(intent.key);
        };
        const auto note = [&](db::Transaction& tx, const Why& why) {
            try {
                m_desk.store.postpone(tx, intent.id, why, m_desk.nextTry());
            } catch (const Overtaken&) {
            }
        };
        if (!guarded(work, note))
            return false;
    }
    return true;
}

void Pass::look(Slot& slot)
{
    for (auto attempt = slot.attempts.rbegin(); attempt != slot.attempts.rend(); ++attempt) {
        if (const auto receipt = m_desk.rpc.receipt(attempt->transaction.hash))
            return seeMined(slot, *attempt, *receipt);
    }
    const bool wasMined = slot.state == SlotState::Mined;
    if (wasMined) {
        kLog.warning("nonce {} of {}: its block was reorganised away", slot.nonce,
                     m_desk.signer.address().hex());
        m_desk.counters.reorganised.add();
        slot.state = SlotState::Sent;
        slot.minedHash.reset();
        slot.mined.reset();
        slot.waitingSince = m_desk.clock.now();
    }
    if (m_view.nextNonce() > slot.nonce && m_view.finalCount() > slot.nonce)
        return seeForeign(slot);
    slot.foreignLooks = 0;
    if (wasMined)
        m_submission.broadcast(slot);
    else
        m_submission.push(slot);
}

void Pass::seeMined(Slot& slot, const Attempt& attempt, const Receipt& receipt)
{
    if (slot.state != SlotState::Mined && slot.intent)
        m_desk.counters.minedSeconds.observe(secondsSince(slot.madeAt, m_desk.clock.now()));
    slot.state = SlotState::Mined;
    slot.why = {};
    slot.foreignLooks = 0;
    slot.nextLook = m_desk.nextLook();
    slot.minedHash = receipt.transactionHash;
    slot.mined = MinedFacts{receipt.block, receipt.gasUsed, receipt.effectiveGasPrice, receipt.succeeded};
    const auto& final = m_view.final();
    if (final && receipt.block.number <= final->number) {
        const auto block = m_desk.rpc.block(BlockAt(receipt.block.number));
        if (block && block->ref == receipt.block)
            return finish(slot, attempt);
    }
    m_desk.save(slot);
}

void Pass::finish(Slot& slot, const Attempt& attempt)
{
    const State outcome = attempt.filler     ? State::Failed
                        : slot.mined->succeeded ? State::Succeeded
                                                : State::Reverted;
    Why why;
    if (attempt.filler) {
        for (const Attempt& other : slot.attempts) {
            if (!other.filler)
                why = {"rejected", other.detail};
        }
    }
    slot.state = SlotState::Final;
    const base::Time now = m_desk.clock.now();
    m_desk.save(slot, [&](db::Transaction& tx) {
        if (slot.intent)
            m_desk.store.endIntent(tx, *slot.intent, outcome, why, now);
    });
    const Amount fee = slot.mined->effectiveGasPrice * slot.mined->gasUsed;
    m_desk.counters.fee.add(fee.approximate(kNativeDecimals));
    if (!slot.intent)
        return;
    m_desk.counters.ended(outcome);
    m_desk.counters.finalSeconds.observe(secondsSince(slot.madeAt, now));
    kLog.info("{}: {} in block {}", slot.key, stateWord(outcome), slot.mined->block.number);
}

void Pass::seeForeign(Slot& slot)
{
    // Asked again after the receipts: whoever knows that block now would have known our receipts.
    const auto& final = *m_view.final();
    const bool holds = m_desk.rpc.block(final.hash)
        && m_desk.rpc.transactionCount(m_desk.signer.address(), BlockAt(final.number)) > slot.nonce;
    slot.foreignLooks = holds ? slot.foreignLooks + 1 : 0;
    slot.state = SlotState::Unknown;
    slot.why = {"nonce_taken", "a transaction from outside, signed with our key, has its nonce"};
    slot.nextLook = m_desk.nextLook();
    if (slot.foreignLooks >= kForeignLooks)
        return lose(slot);
    m_desk.save(slot);
}

void Pass::lose(Slot& slot)
{
    slot.state = SlotState::Lost;
    bool failed = false;
    m_desk.save(slot, [&](db::Transaction& tx) {
        if (!slot.intent)
            return;
        const base::Time now = m_desk.clock.now();
        failed = slot.hasFiller() || m_desk.store.noncesOf(tx, *slot.intent) >= Sender::kNoncesMax;
        if (failed)
            m_desk.store.endIntent(
                tx, *slot.intent, State::Failed,
                slot.hasFiller() ? Why{"rejected", slot.attempts.front().detail} : slot.why, now);
        else
            m_desk.store.requeue(tx, *slot.intent, slot.why, now);
    });
    kLog.warning("nonce {} of {} went to a transaction from outside", slot.nonce,
                 m_desk.signer.address().hex());
    if (failed)
        m_desk.counters.ended(State::Failed);
}

void Pass::closeGap()
{
    const auto lowest
        = m_desk.pool.transact([&](db::Transaction& tx) { return m_desk.store.lowestUnmined(tx); });
    if (!lowest || lowest->assignedAt + m_desk.options.raiseAfter > m_desk.clock.now())
        return;
    const std::uint64_t next = m_view.nextNonce();
    if (next >= lowest->nonce || lowest->nonce - next > Submission::kForeignPendingMax)
        return; // no gap, or one that nobody can have left
    if (m_desk.pool.transact([&](db::Transaction& tx) { return m_desk.store.isOurs(tx, next); }))
        return; // the node lags, or ours was just reorganised away
    if (m_desk.rpc.transactionCount(m_desk.signer.address(), Rpc::NonceOf::Pending) > next)
        return; // somebody else's transaction waits there: it is not ours to replace
    m_submission.fillGap(next);
}

} // namespace bursar::transactions
