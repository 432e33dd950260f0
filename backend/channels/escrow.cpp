// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/escrow.h"

#include "base/error.h"
#include "base/log.h"
#include "chain/evm/abi.h"
#include "channels/impl/book.h"
#include "channels/impl/escrow_impl.h"
#include "channels/impl/store.h"

#include <boost/json.hpp>
#include <fmt/format.h>


namespace bursar::channels {

namespace {
namespace json = boost::json;
using base::Error;
using base::ErrorCode;
using contract::DepositState;
using contract::PayoutState;

constexpr base::Log kLog{"channels"};
constexpr std::chrono::seconds kTryAgain{60}; // after a transaction of ours that was refused or reverted
constexpr std::chrono::minutes kAuthorizationMax{15}; // that a payer may let us wait: closing waits for what is on its way
constexpr std::chrono::days kAgeMax{89};         // of a channel that is paid into: the contract takes nothing after 90
constexpr std::size_t kFacilitatorThreads = 4;
constexpr std::size_t kFacilitatorQueueMax = 1'000;

base::SignedAmount difference(const base::Amount& a, const base::Amount& b)
{
    return base::SignedAmount::fromAmount(a).value() - base::SignedAmount::fromAmount(b).value();
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

int tryOf(const std::optional<std::string>& call)
{
    return call ? std::atoi(call->substr(call->rfind(':') + 1).c_str()) : 0;
}

std::chrono::seconds restAfter(int tries)
{
    return kTryAgain * (1 << std::min(tries, 6));
}

base::Amount paidOut(const Snapshot& snapshot)
{
    base::Amount out;
    for (const PayoutRow& row : snapshot.payouts)
        out += row.state == PayoutState::done ? usdcOf(row.credits) : base::Amount();
    return out;
}

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
