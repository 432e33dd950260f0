// SPDX-License-Identifier: GPL-3.0-or-later
#include "transactions/impl/submission.h"

#include "base/log.h"
#include "chain/evm/fees.h"

#include <algorithm>

namespace bursar::transactions {

using chain::evm::FeeCaps;
using chain::evm::RejectionClass;
using chain::evm::Rpc;
using chain::evm::SendOutcome;

namespace {
constexpr base::Log kLog{"transactions"};
constexpr unsigned kFeeBlocks = 20;
constexpr double kFeePercentile = 50;
constexpr std::uint64_t kGasMarginPart = 5; // a fifth on top of the estimate

Verdict verdictOf(const SendOutcome& outcome)
{
    switch (outcome.state) {
    case SendOutcome::State::Accepted: return Verdict::Accepted;
    case SendOutcome::State::Unknown: return Verdict::Unknown;
    case SendOutcome::State::Rejected: break;
    }
    switch (outcome.rejection ? outcome.rejection->rejectionClass : RejectionClass::Unknown) {
    case RejectionClass::Permanent: return Verdict::Permanent;
    case RejectionClass::AlreadyKnown: return Verdict::Accepted;
    case RejectionClass::NonceConflict: return Verdict::NonceConflict;
    case RejectionClass::InsufficientFunds: return Verdict::InsufficientFunds;
    case RejectionClass::Underpriced: return Verdict::Underpriced;
    case RejectionClass::Unknown: break;
    }
    return Verdict::Unknown;
}

FeeCaps higher(const FeeCaps& a, const FeeCaps& b)
{
    return {std::max(a.maxPriorityFeePerGas, b.maxPriorityFeePerGas),
            std::max(a.maxFeePerGas, b.maxFeePerGas)};
}

/// The newest that a node might take.
Attempt& usable(Slot& slot)
{
    const auto isRefused = [](const Attempt& attempt) { return attempt.verdict == Verdict::Permanent; };
    const auto found = std::find_if_not(slot.attempts.rbegin(), slot.attempts.rend(), isRefused);
    return found == slot.attempts.rend() ? slot.newest() : *found;
}
} // namespace

Counters::Counters(base::Metrics& given, std::uint64_t chainId, const chain::evm::Address& sender)
    : metrics(given), labels{{"chain", std::to_string(chainId)}, {"sender", sender.hex()}},
      queued(given.gauge("bursar_transactions_queued", "Intents without a nonce", labels)),
      inFlight(given.gauge("bursar_transactions_in_flight", "Nonces that are not final", labels)),
      minedSeconds(given.histogram("bursar_transactions_mined_seconds",
                                   "From enqueueing to a block", labels)),
      finalSeconds(given.histogram("bursar_transactions_final_seconds",
                                   "From enqueueing to the final block", labels)),
      reorganised(given.counter("bursar_transactions_reorganised_total",
                                   "Mined, and then not any more", labels)),
      fee(given.counter("bursar_transactions_fee_total", "Paid for gas, in whole native units", labels))
{
}

void Counters::ended(State outcome)
{
    base::Labels all = labels;
    all["outcome"] = stateWord(outcome);
    metrics.counter("bursar_transactions_outcomes_total", "Intents that ended", all).add();
}

void Counters::attempted(const char* kind)
{
    base::Labels all = labels;
    all["kind"] = kind;
    metrics.counter("bursar_transactions_attempts_total", "Transactions that were signed", all).add();
}

void Desk::save(Slot& slot, const std::function<void(db::Transaction&)>& also) const
{
    pool.transact([&](db::Transaction& tx) {
        store.save(tx, slot);
        if (also)
            also(tx);
    });
    ++slot.version;
}

const std::optional<chain::evm::BlockRef>& ChainView::final()
{
    if (!m_final) {
        const auto number = finalBlock(m_desk.rpc, m_desk.options.finality);
        const auto block = number ? m_desk.rpc.block(chain::evm::BlockAt(*number)) : std::nullopt;
        m_final = block ? std::optional(block->ref) : std::nullopt;
    }
    return *m_final;
}

std::uint64_t ChainView::finalCount()
{
    if (!m_finalCount)
        m_finalCount = final() ? m_desk.rpc.transactionCount(m_desk.signer.address(),
                                                             chain::evm::BlockAt(final()->number))
                               : 0;
    return *m_finalCount;
}

std::uint64_t ChainView::nextNonce()
{
    if (!m_nextNonce)
        m_nextNonce = m_desk.rpc.transactionCount(m_desk.signer.address(), Rpc::NonceOf::Latest);
    return *m_nextNonce;
}

const FeeCaps& ChainView::suggestedCaps()
{
    if (!m_caps)
        m_caps = chain::evm::suggestedCaps(m_desk.rpc.feeHistory(kFeeBlocks, kFeePercentile),
                                           m_desk.options.tipFloor);
    return *m_caps;
}

bool Submission::refuse(const QueuedIntent& intent, const Why& why, std::string_view revertData)
{
    m_desk.pool.transact([&](db::Transaction& tx) {
        m_desk.store.refuse(tx, intent.id, why, revertData, m_desk.clock.now());
    });
    m_desk.counters.ended(State::Refused);
    kLog.info("{}: refused: {}: {}", intent.key, why.reason, why.detail);
    return true;
}

bool Submission::postpone(const QueuedIntent& intent, const Why& why)
{
    m_desk.pool.transact([&](db::Transaction& tx) {
        m_desk.store.postpone(tx, intent.id, why, m_desk.nextTry());
    });
    return false;
}

bool Submission::rejected(const QueuedIntent& intent, const chain::evm::Rejection& rejection)
{
    if (rejection.revert)
        return refuse(intent, {"estimate_reverted", rejection.revert->text()}, rejection.revert->data);
    if (rejection.rejectionClass == RejectionClass::Permanent)
        return refuse(intent, {"rejected", rejection.text}, {});
    const bool isFunds = rejection.rejectionClass == RejectionClass::InsufficientFunds;
    return postpone(intent, {isFunds ? "insufficient_funds" : "chain_rpc_error", rejection.text});
}

bool Submission::start(const QueuedIntent& intent)
{
    const auto& self = m_desk.signer.address();
    const auto estimate = m_desk.rpc.estimateGas(
        {.from = self, .to = intent.call.to, .data = intent.call.data, .value = intent.call.value});
    if (estimate.rejection)
        return rejected(intent, *estimate.rejection);
    if (estimate.gas > intent.gasLimitMax)
        return refuse(intent, {"gas_over_limit", "it needs " + std::to_string(estimate.gas) + " gas"}, {});
    const std::uint64_t gasLimit = std::min(estimate.gas + estimate.gas / kGasMarginPart, intent.gasLimitMax);
    const FeeCaps fees = m_view.suggestedCaps();
    if (fees.maxFeePerGas * gasLimit > m_desk.options.feeMax)
        return postpone(intent, {"fee_over_limit", "gas is too dear at the moment"});
    const Amount balance = m_desk.rpc.balance(self);
    const std::uint64_t pending = m_desk.rpc.transactionCount(self, Rpc::NonceOf::Pending);
    const std::uint64_t mined = m_view.nextNonce();

    std::optional<Slot> started;
    m_desk.pool.transact([&](db::Transaction& tx) {
        const Store& store = m_desk.store;
        store.lockNonces(tx);
        store.lockQueued(tx, intent.id);
        if (store.open(tx) >= m_desk.options.inFlightMax)
            throw Overtaken{};
        const std::uint64_t ours = store.nextNonce(tx);
        if (pending > std::max(ours, mined) + kForeignPendingMax)
            return store.postpone(tx, intent.id,
                                  {"nonce_far_ahead", "a node names a nonce far ahead of ours"},
                                  m_desk.nextTry());
        const base::Time now = m_desk.clock.now();
        Slot slot{.nonce = std::max(ours, pending), .intent = intent.id, .key = intent.key,
                  .call = intent.call, .madeAt = intent.madeAt, .why = {}, .nextLook = now,
                  .waitingSince = now, .minedHash = {}, .mined = {}, .attempts = {}};
        auto transaction
            = m_desk.signer.sign(slot.nonce, slot.call, gasLimit, fees, m_desk.options.feeMax, {});
        if (balance < store.reserved(tx) + transaction.transaction.costMax())
            return store.postpone(tx, intent.id,
                                  {"insufficient_funds", "the account may not be able to pay for it"},
                                  m_desk.nextTry());
        slot.attempts.push_back({0, std::move(transaction), false, now, {}, Verdict::None, {}});
        store.insertSlot(tx, slot, now);
        started = std::move(slot);
    });
    if (!started)
        return false;
    m_desk.counters.attempted("first");
    broadcast(*started);
    return true;
}

bool Submission::wantsHigherFee(Slot& slot)
{
    const Verdict verdict = slot.newest().verdict;
    if (verdict == Verdict::Underpriced)
        return true;
    if (verdict != Verdict::Accepted && verdict != Verdict::Unknown)
        return false;
    if (slot.nonce > m_view.nextNonce()) { // it waits for those before it, not for its fee
        slot.waitingSince = m_desk.clock.now();
        return false;
    }
    return slot.waitingSince + m_desk.options.raiseAfter <= m_desk.clock.now();
}

std::optional<Why> Submission::replace(Slot& slot, const Call& call, std::uint64_t gasLimit)
{
    if (slot.attempts.size() >= Sender::kAttemptsMax)
        return Why{"attempts_exhausted", "its fee was raised as often as is allowed"};
    FeeCaps fees = m_view.suggestedCaps();
    for (const Attempt& attempt : slot.attempts)
        fees = higher(fees, replacementCaps(attempt.transaction.transaction.fees));
    if (fees.maxFeePerGas * gasLimit > m_desk.options.feeMax)
        return Why{"fee_over_limit", "a higher fee would be more than a transaction may cost"};
    const base::Time now = m_desk.clock.now();
    const bool isFiller = call == m_desk.signer.filler();
    auto transaction = m_desk.signer.sign(slot.nonce, call, gasLimit, fees, m_desk.options.feeMax,
                                          slot.signedSoFar());
    const auto ordinal = unsigned(slot.attempts.size());
    Attempt attempt{ordinal, std::move(transaction), isFiller, now, {}, Verdict::None, {}};
    slot.waitingSince = now;
    m_desk.save(slot, [&](db::Transaction& tx) { m_desk.store.insertAttempt(tx, slot.nonce, attempt); });
    slot.attempts.push_back(std::move(attempt));
    m_desk.counters.attempted(isFiller ? "filler" : "raised");
    return std::nullopt;
}

void Submission::push(Slot& slot)
{
    std::optional<Why> held;
    const auto& newest = slot.newest().transaction.transaction;
    if (!slot.hasFiller() && usable(slot).verdict == Verdict::Permanent)
        held = replace(slot, m_desk.signer.filler(), Signer::kFillerGas);
    else if (wantsHigherFee(slot))
        held = replace(slot, slot.hasFiller() ? m_desk.signer.filler() : slot.call, newest.gasLimit);
    broadcast(slot, held);
}

void Submission::broadcast(Slot& slot, const std::optional<Why>& held)
{
    Attempt& attempt = usable(slot);
    const SendOutcome outcome = m_desk.rpc.sendRawTransaction(attempt.transaction.raw);
    attempt.verdict = verdictOf(outcome);
    attempt.detail = outcome.rejection ? outcome.rejection->text : "";
    attempt.sentAt = m_desk.clock.now();
    slot.nextLook = m_desk.nextLook();
    slot.why = {};
    switch (attempt.verdict) {
    case Verdict::None:
    case Verdict::Accepted: slot.state = SlotState::Sent; break;
    case Verdict::Unknown:
        slot.state = SlotState::Unknown;
        slot.why = {"unknown", attempt.detail};
        break;
    case Verdict::NonceConflict: // ours, mined, or somebody else's: receipts and counts will tell
        slot.state = SlotState::Unknown;
        slot.why = {"nonce_conflict", attempt.detail};
        break;
    case Verdict::Permanent:
        slot.why = {"rejected", attempt.detail};
        slot.nextLook = usable(slot).filler && usable(slot).verdict == Verdict::Permanent ? m_desk.nextTry()
                                                                                         : m_desk.clock.now();
        break;
    case Verdict::Underpriced:
        slot.why = {"underpriced", attempt.detail};
        slot.nextLook = held ? m_desk.nextTry() : m_desk.clock.now();
        break;
    case Verdict::InsufficientFunds:
        slot.why = {"insufficient_funds", attempt.detail};
        slot.nextLook = m_desk.nextTry();
        break;
    }
    if (held)
        slot.why = {held->reason,
                    attempt.detail.empty() ? held->detail : held->detail + ": " + attempt.detail};
    if (held && attempt.verdict == Verdict::Permanent)
        slot.nextLook = m_desk.nextTry();
    m_desk.save(slot, [&](db::Transaction& tx) { m_desk.store.saveVerdict(tx, slot.nonce, attempt); });
}

void Submission::fillGap(std::uint64_t nonce)
{
    const FeeCaps fees = m_view.suggestedCaps();
    if (fees.maxFeePerGas * Signer::kFillerGas > m_desk.options.feeMax)
        return;
    const base::Time now = m_desk.clock.now();
    const Call filler = m_desk.signer.filler();
    Slot slot{.nonce = nonce, .intent = {}, .key = {}, .call = filler, .madeAt = now, .why = {},
              .nextLook = now, .waitingSince = now, .minedHash = {}, .mined = {}, .attempts = {}};
    auto transaction
        = m_desk.signer.sign(nonce, filler, Signer::kFillerGas, fees, m_desk.options.feeMax, {});
    slot.attempts.push_back({0, std::move(transaction), true, now, {}, Verdict::None, {}});
    m_desk.pool.transact([&](db::Transaction& tx) {
        m_desk.store.lockNonces(tx);
        if (m_desk.store.isOurs(tx, nonce))
            throw Overtaken{};
        m_desk.store.insertSlot(tx, slot, now);
    });
    kLog.warning("nonce {} of {} is used by nobody: it is filled", nonce, m_desk.signer.address().hex());
    m_desk.counters.attempted("filler");
    broadcast(slot);
}

} // namespace bursar::transactions
