// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/escrow.h"

#include "base/error.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/worker_pool.h"
#include "chain/evm/abi.h"
#include "channels/impl/book.h"
#include "channels/impl/escrow_contract.h"
#include "channels/impl/store.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <mutex>
#include <set>

namespace bursar::channels {

namespace {
namespace json = boost::json;
namespace evm = chain::evm;
using base::Error;
using base::ErrorCode;
using contract::DepositState;
using contract::PayoutState;

constexpr base::Log kLog{"channels"};
constexpr std::chrono::seconds kLookEvery{5};
constexpr std::chrono::seconds kTryAgain{60};    // after a transaction of ours that was refused or reverted
constexpr std::chrono::minutes kAuthorizationMax{15}; // that a payer may let us wait: closing waits for what is on its way
constexpr std::chrono::days kAgeMax{89};         // of a channel that is paid into: the contract takes nothing after 90
constexpr std::chrono::hours kTouchEvery{48};    // the contract lets payers leave after seven days of silence
constexpr std::size_t kTouchedMax = 100;         // channels in one call
constexpr std::size_t kFacilitatorThreads = 4;
constexpr std::size_t kFacilitatorQueueMax = 1'000;

/// "deposit:<id>:3": the third try.
int tryOf(const std::optional<std::string>& call)
{
    return call ? std::atoi(call->substr(call->rfind(':') + 1).c_str()) : 0;
}

/// Longer with every try, up to an hour: it is never given up while somebody's money hangs on it.
std::chrono::seconds restAfter(int tries)
{
    return kTryAgain * (1 << std::min(tries, 6));
}

/// What the contract has to have paid out by the books.
base::Amount paidOut(const Snapshot& snapshot)
{
    base::Amount out;
    for (const PayoutRow& row : snapshot.payouts)
        out += row.state == PayoutState::done ? usdcOf(row.credits) : base::Amount();
    return out;
}

/// Whether the next statement would be true for as long as it takes: it names what was deposited and how many went before it.
bool isQuiet(const Snapshot& snapshot)
{
    return std::all_of(snapshot.deposits.begin(), snapshot.deposits.end(), [](const DepositRow& row) { return row.over(); })
        && std::all_of(snapshot.payouts.begin(), snapshot.payouts.end(), [](const PayoutRow& row) {
               return !row.statement || row.state == PayoutState::done;
           });
}

base::SignedAmount difference(const base::Amount& a, const base::Amount& b)
{
    return base::SignedAmount::fromAmount(a).value() - base::SignedAmount::fromAmount(b).value();
}

bool isAssigning(const DepositRow& deposit)
{
    return deposit.call && deposit.call->starts_with("assign:");
}

/// The contract is ahead of the ledger while something is mined and not final: those amounts, or nobody, explain it.
void explain(contract::EscrowComparison& out, const Snapshot& snapshot, const base::Amount& deposited,
             const base::Amount& paid, const base::Amount& chainDeposited, const base::Amount& chainPaid)
{
    base::SignedAmount in = difference(chainDeposited, deposited);
    base::SignedAmount away = difference(chainPaid, paid);
    out.difference_atomic = (in - away).atomic();
    for (const DepositRow& row : snapshot.deposits) {
        const base::SignedAmount amount = base::SignedAmount::fromAmount(row.amount).value();
        if (row.over() || !row.call || in < amount)
            continue;
        in -= amount;
        out.reasons.push_back({"deposit_on_its_way", amount.atomic(), row.transaction});
    }
    for (const PayoutRow& row : snapshot.payouts) {
        const base::SignedAmount amount = base::SignedAmount::fromAmount(usdcOf(row.credits)).value();
        if (row.state == PayoutState::done || !row.call || away < amount || amount.isZero())
            continue;
        away -= amount;
        out.reasons.push_back({"payout_on_its_way", amount.atomic(), row.transaction});
    }
    using contract::EscrowAgreement;
    const bool even = in.isZero() && away.isZero();
    out.agreement = !even ? EscrowAgreement::differs : out.reasons.empty() ? EscrowAgreement::agrees : EscrowAgreement::explained;
}

std::string textOfCall(evm::Rpc& rpc, const evm::Address& token, const char* function)
{
    const evm::abi::Function read(std::string(function) + "()", "(string)");
    const evm::CallResult result = rpc.call({{}, token, read.encode({}), {}}, evm::BlockTag::Latest);
    const auto values = result.rejection ? std::nullopt : read.decodeResults(result.data);
    if (!values)
        throw Error(ErrorCode::Upstream, "token_unreadable", "the escrow's token does not say its name");
    return values->front().bytes();
}
} // namespace

struct Escrow::Impl {
    db::Pool& pool;
    evm::Rpc& rpc;
    transactions::Sender& sender;
    crypto::PrivateKey settler;
    const base::Clock& clock;
    EscrowOptions options;
    std::optional<x402::Facilitator> facilitator;

    std::mutex mutex;
    std::optional<x402::Token> known;
    std::set<std::string> settling; // payments that a facilitator is being asked about
    std::unique_ptr<base::WorkerPool> workers;

    const x402::Token& token();
    void requireSupport();
    x402::Requirement demand(const base::Amount& amount, const std::string& path);
    void requireOpen(const Snapshot& snapshot);
    Error required(const x402::Requirement& requirement, const std::string& text) const;
    std::optional<transactions::Status> statusOf(const std::string& call);
    void enqueue(db::Transaction& tx, const std::string& key, std::string_view channel, std::string data);

    bool followCall(const Snapshot& snapshot, const DepositRow& deposit);
    bool lookUp(const Snapshot& snapshot, const DepositRow& deposit, const std::string& why);
    bool assign(const Snapshot& snapshot, const DepositRow& deposit, const x402::PaymentRow& payment,
                const x402::Standing& standing);
    bool confirm(const DepositRow& deposit, DepositRow next);
    x402::PaymentRow paymentOf(const DepositRow& deposit);
    bool store(const DepositRow& before, const DepositRow& next);
    bool isDue(const std::optional<base::Time>& nextLook) const { return !nextLook || *nextLook <= clock.now(); }
    void askFacilitator(const DepositRow& deposit);
    void settleWith(const std::string& payment);

    bool sign(const Snapshot& snapshot, const PayoutRow& payout);
    bool sendAgain(const PayoutRow& payout, const std::string& why);
    escrow_contract::Statement statementFor(const Snapshot& snapshot, const PayoutRow& payout);
};

bool Escrow::holds(const Snapshot& snapshot) const
{
    return snapshot.channel.chainId == m_impl->options.chainId
        && snapshot.channel.contract == evm::checksummed(m_impl->options.contract);
}

Escrow::Escrow(db::Pool& pool, evm::Rpc& rpc, transactions::Sender& sender, crypto::PrivateKey settler, net::HttpClient& http,
               const base::Clock& clock, EscrowOptions options)
    : m_impl(new Impl{pool, rpc, sender, std::move(settler), clock, std::move(options), {}, {}, {}, {}, {}})
{
    if (m_impl->options.facilitator) {
        m_impl->facilitator.emplace(*m_impl->options.facilitator, http);
        m_impl->workers = std::make_unique<base::WorkerPool>("facilitator", kFacilitatorThreads, kFacilitatorQueueMax);
    }
}

Escrow::~Escrow() = default;

// Demands and proofs. ---------------------------------------------------------------------------------------------------------

/// Read once, and with it whether the contract obeys us: who could not pay out must not take money in.
const x402::Token& Escrow::Impl::token()
{
    {
        const std::lock_guard lock(mutex);
        if (known)
            return *known;
    }
    const escrow_contract::Terms terms = escrow_contract::termsOf(rpc, options.contract);
    if (terms.owner != sender.address() || terms.settler != evm::parseAddress(settler.address()))
        throw Error(ErrorCode::Unavailable, "escrow_misconfigured",
                    "the escrow contract has another owner or settler than this server's keys");
    requireSupport();
    x402::Token read;
    read.address = terms.token;
    read.symbol = textOfCall(rpc, read.address, "symbol");
    read.name = textOfCall(rpc, read.address, "name");
    read.version = textOfCall(rpc, read.address, "version");
    const std::lock_guard lock(mutex);
    if (!known)
        known = std::move(read);
    return *known;
}

/// Of an external facilitator: found out before a payer is asked to sign, not after. One that does not answer now may later.
void Escrow::Impl::requireSupport()
{
    if (!facilitator)
        return;
    const std::string network = x402::networkV2(options.chainId);
    try {
        const std::vector<x402::SupportedKind> kinds = facilitator->supported();
        if (std::any_of(kinds.begin(), kinds.end(), [&](const x402::SupportedKind& kind) {
                return kind.version == x402::Version::V2 && kind.scheme == x402::kSchemeExact && kind.network == network;
            }))
            return;
    } catch (const Error& error) {
        return kLog.warning("the facilitator does not say what it supports: {}", error.text());
    }
    throw Error(ErrorCode::Unavailable, "facilitator_unsuitable", "the facilitator does not settle payments on this chain");
}

void Escrow::bind(Snapshot& plan) const
{
    for (std::size_t i = 0; i < plan.participants.size(); ++i) {
        if (!plan.participants[i].address)
            throw base::invalidField(fmt::format("participants[{}]", i), "participant_has_no_address",
                                     "has no proven wallet, so it could never be paid");
        const evm::Address address = evm::parseAddress(*plan.participants[i].address).value();
        if (address == evm::Address() || address == m_impl->options.contract || address == m_impl->token().address)
            throw base::invalidField(fmt::format("participants[{}]", i), "participant_not_payable",
                                     "is an address that the contract pays nothing to");
    }
    plan.channel.chainId = m_impl->options.chainId;
    plan.channel.contract = evm::checksummed(m_impl->options.contract);
}

x402::Requirement Escrow::Impl::demand(const base::Amount& amount, const std::string& path)
{
    x402::Requirement out;
    out.chainId = options.chainId;
    out.token = token();
    out.amount = amount;
    out.payTo = options.contract;
    out.resource = (options.url ? options.url() : std::string()) + path;
    out.description = "Credits of a payment channel, 1000 for a USDC";
    out.mimeType = "application/json";
    return out;
}

json::value Escrow::demandJson(const base::Amount& amount, const std::string& path)
{
    const x402::Requirement requirement = m_impl->demand(amount, path);
    return json::object{{"x402Version", 2},
                        {"resource", json::object{{"url", requirement.resource},
                                                  {"description", requirement.description},
                                                  {"mimeType", requirement.mimeType}}},
                        {"accepts", json::array{x402::requirementJson(x402::Version::V2, requirement)}}};
}

Error Escrow::Impl::required(const x402::Requirement& requirement, const std::string& text) const
{
    Error error(ErrorCode::PaymentRequired, text == "payment required" ? "payment_required" : "payment_refused", text);
    error.members = json::serialize(x402::paymentRequiredBody(requirement, text));
    error.headers.emplace_back(x402::kHeaderPaymentRequired, x402::paymentRequiredHeader(requirement, text));
    return error;
}

std::shared_ptr<const Escrow::Verified> Escrow::verify(const Snapshot& snapshot, DepositRow& deposit,
                                                       const std::optional<std::string>& xPayment,
                                                       const std::optional<std::string>& paymentSignature,
                                                       const std::string& path)
{
    auto out = std::make_shared<Verified>();
    if (deposit.kind == "topup")
        m_impl->requireOpen(snapshot);
    out->requirement = m_impl->demand(deposit.amount, path);
    if (!xPayment && !paymentSignature)
        throw m_impl->required(out->requirement, "payment required");
    out->payment = paymentSignature ? x402::parsePaymentSignature(*paymentSignature) : x402::parseXPayment(*xPayment);
    {
        // A proof that was carried out no longer verifies; that it was taken, and for what, is the better answer.
        db::Transaction tx = m_impl->pool.begin(db::Mode::ReadOnly);
        try {
            x402::findClaim(tx, out->payment, out->requirement, "channel_deposit:" + deposit.id);
        } catch (Error& error) {
            const auto& authorization = out->payment.authorization;
            for (const db::Row row : tx.exec("SELECT channel_id FROM channels_deposit WHERE payer = $1 AND nonce = $2 LIMIT 1",
                                             {evm::checksummed(authorization.from), authorization.nonce.hex()}))
                error.members = json::serialize(json::object{{"channel_id", row.string(0)}});
            throw;
        }
    }
    const x402::Verification verification =
        x402::verify(m_impl->rpc, m_impl->options.finality, out->payment, out->requirement, m_impl->clock.now());
    if (!verification.isValid())
        throw m_impl->required(out->requirement, "payment verification failed: " + verification.refusal);
    const base::Duration until = (m_impl->clock.now() + kAuthorizationMax).time_since_epoch();
    if (base::Amount(std::uint64_t(std::chrono::ceil<std::chrono::seconds>(until).count())) < out->payment.authorization.validBefore)
        throw m_impl->required(out->requirement, "payment verification failed: authorization_holds_too_long");
    out->searchFrom = verification.searchFrom;
    deposit.payer = evm::checksummed(out->payment.authorization.from);
    deposit.nonce = out->payment.authorization.nonce.hex();
    return out;
}

/// It opens with its first deposit, which is final; whoever pays into it later must not lose what is paid.
void Escrow::Impl::requireOpen(const Snapshot& snapshot)
{
    const escrow_contract::Channel onChain =
        escrow_contract::read(rpc, options.contract, snapshot.channel.id, evm::BlockTag::Latest);
    if (onChain.state != escrow_contract::State::Open || snapshot.channel.createdAt + kAgeMax < clock.now())
        throw Error(ErrorCode::Conflict, "escrow_not_open", "the contract takes no more deposits for this channel");
}

void Escrow::Impl::enqueue(db::Transaction& tx, const std::string& key, std::string_view channel, std::string data)
{
    transactions::Intent intent;
    intent.key = key;
    intent.cause = causeOf(channel);
    intent.to = options.contract;
    intent.data = std::move(data);
    sender.enqueue(tx, intent);
}

void Escrow::claim(db::Transaction& tx, const Snapshot& snapshot, const DepositRow& deposit, const Verified& verified)
{
    const base::Time now = m_impl->clock.now();
    const x402::Claim taken = x402::claim(tx, now, verified.payment, verified.requirement, verified.searchFrom,
                                          "channel_deposit:" + deposit.id, now + kLookEvery);
    DepositRow row = deposit;
    row.payment = taken.payment.id;
    if (!m_impl->facilitator) {
        row.call = fmt::format("deposit:{}:1", deposit.id);
        row.state = DepositState::settling;
        x402::beginSettling(tx, now, taken.payment.id, now + kLookEvery);
        m_impl->enqueue(tx, *row.call, snapshot.channel.id,
                        escrow_contract::depositWithAuthorization(snapshot.channel.id, verified.payment.authorization,
                                                                  verified.payment.signature));
    }
    tx.exec("UPDATE channels_deposit SET payment = $2 WHERE id = $1", {row.id, *row.payment});
    setDeposit(tx, row, DepositState::claimed);
}

// Deposits. -------------------------------------------------------------------------------------------------------------------

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

// Payouts. --------------------------------------------------------------------------------------------------------------------

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

// Answers. --------------------------------------------------------------------------------------------------------------------

Error Escrow::paymentFailed(const Verified& verified, const DepositRow& deposit) const
{
    const std::string reason = deposit.reason.value_or("payment_failed");
    Error error = m_impl->required(verified.requirement, "payment failed: " + reason);
    x402::Settlement settlement{verified.payment.authorization.from, {}, reason};
    error.headers.emplace_back(x402::kHeaderResponseV1,
                               x402::paymentResponseHeader(x402::Version::V1, verified.requirement, settlement));
    error.headers.emplace_back(x402::kHeaderResponseV2,
                               x402::paymentResponseHeader(x402::Version::V2, verified.requirement, settlement));
    return error;
}

void Escrow::receipts(const Verified& verified, const DepositRow& deposit, std::optional<std::string>& v1,
                      std::optional<std::string>& v2) const
{
    const auto hash = deposit.transaction ? evm::Hash::fromHex(*deposit.transaction) : std::nullopt;
    if (!hash)
        return; // not settled yet: the channel says so
    const x402::Settlement settlement{verified.payment.authorization.from, hash, {}};
    v1 = x402::paymentResponseHeader(x402::Version::V1, verified.requirement, settlement);
    v2 = x402::paymentResponseHeader(x402::Version::V2, verified.requirement, settlement);
}

contract::EscrowComparison Escrow::compare(const Snapshot& snapshot)
{
    contract::EscrowComparison out;
    out.network = fmt::format("eip155:{}", m_impl->options.chainId);
    out.contract = snapshot.channel.contract;
    const base::Amount paid = paidOut(snapshot);
    const base::Amount deposited = snapshot.channel.deposited;
    out.rows = {{"deposited", deposited.atomic(), {}}, {"paid_out", paid.atomic(), {}},
                {"remaining", (deposited - paid).atomic(), {}}};
    out.agreement = contract::EscrowAgreement::not_read;
    if (!holds(snapshot)) {
        out.fault = "the channel stands on another chain or contract than this server is connected to";
        return out;
    }
    try {
        const auto block = m_impl->rpc.block(evm::BlockTag::Latest);
        if (!block)
            throw Error(ErrorCode::Upstream, "chain_rpc_error", "the chain names no latest block");
        const escrow_contract::Channel onChain =
            escrow_contract::read(m_impl->rpc, m_impl->options.contract, snapshot.channel.id, block->ref.number);
        out.block = std::int64_t(block->ref.number);
        out.read_at = m_impl->clock.now();
        out.rows[0].contract_atomic = onChain.deposited.atomic();
        out.rows[1].contract_atomic = (onChain.deposited - onChain.remaining).atomic();
        out.rows[2].contract_atomic = onChain.remaining.atomic();
        explain(out, snapshot, deposited, paid, onChain.deposited, onChain.deposited - onChain.remaining);
    } catch (const Error& error) {
        out.fault = error.text();
    }
    return out;
}

} // namespace bursar::channels
