// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/audit.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/utf8.h"
#include "channels/impl/engine_impl.h"

#include <boost/json.hpp>
#include <fmt/format.h>

/// Transactions: transfers of the ledger, and nothing else.
namespace bursar::channels {

namespace json = boost::json;
using base::Error;
using base::ErrorCode;
using contract::ChannelState;
using contract::Context;
using contract::ParticipantState;

namespace {
struct Checked {
    std::shared_ptr<const Facts> facts;
    ledger::AccountId from{}, to{};
};

/// A stale "not active" must not refuse what is right; a stale "active" does no harm.
std::shared_ptr<const Facts> activeFacts(FactsCache& cache, const std::string& id)
{
    auto facts = cache.find(id);
    if (facts && (facts->state != ChannelState::active || facts->paused))
        facts = cache.read(id);
    if (!facts)
        throw channelNotFound(id);
    if (facts->state != ChannelState::active)
        throw notActive(facts->state);
    if (facts->paused)
        throw Error(ErrorCode::Conflict, "channel_paused", "the channel is paused by the desk");
    return facts;
}

ledger::AccountId accountOf(const Facts& facts, const std::string& name, const char* field, const char* code, const char* text)
{
    const Facts::Participant* found = facts.participant(participantName(name));
    if (!found || !found->account || found->state != ParticipantState::active)
        throw Error(ErrorCode::InvalidInput, code, fmt::format("{}: {}", text, name.substr(0, 64)),
                    {{field, code, "does not take part"}});
    return *found->account;
}

Checked check(DatabaseEngine& engine, FactsCache& cache, const Context& context, const contract::SendTransaction::Input& input)
{
    Checked out;
    if (input.amount <= 0 || input.amount > kCreditsMax)
        throw base::invalidField("amount", "out_of_range", fmt::format("must be 1 to {}", kCreditsMax));
    if (input.memo && (input.memo->size() > DatabaseEngine::kMemoBytesMax || !base::isUtf8(*input.memo)))
        throw base::invalidField("memo", "too_long", fmt::format("is UTF-8 of at most {} bytes", DatabaseEngine::kMemoBytesMax));
    if (input.client_ref && (input.client_ref->empty() || input.client_ref->size() > DatabaseEngine::kReferenceBytesMax))
        throw base::invalidField("client_ref", "malformed", fmt::format("has 1 to {} bytes", DatabaseEngine::kReferenceBytesMax));
    out.facts = activeFacts(cache, input.id);
    out.from = accountOf(*out.facts, input.from, "from", "sender_not_found", "sender agent not found");
    out.to = accountOf(*out.facts, input.to, "to", "receiver_not_found", "receiver agent not found");
    if (out.from == out.to)
        throw base::invalidField("to", "self_transfer", "is the sender itself");
    requireOwnAct(engine, context, participantName(input.from));
    return out;
}

/// With a reference of the client's own the same transaction has the same name for ever.
std::string transactionId(const contract::SendTransaction::Input& input)
{
    if (!input.client_ref)
        return std::string(kTransactionKey) + base::randomHex(16);
    return std::string(kTransactionKey)
        + versionOf(fmt::format("{}\n{}\n{}", input.id, participantName(input.from), *input.client_ref));
}

Error refused(const ledger::Refusal& refusal, const std::string& txId)
{
    using ledger::RefusalCode;
    switch (refusal.code) {
    case RefusalCode::insufficient_funds:
        return Error(ErrorCode::InvalidInput, "insufficient_balance", "insufficient balance",
                     {{"amount", "insufficient_balance", "is more than the sender can spend"}});
    case RefusalCode::key_reused:
        return Error(ErrorCode::Conflict, "key_reused", "client_ref stands for another transaction: " + txId);
    case RefusalCode::balance_changed:
        return Error(ErrorCode::Conflict, "preview_outdated",
                     "something has changed since the preview: nothing was moved; look again");
    case RefusalCode::account_frozen: return Error(ErrorCode::Conflict, "account_frozen", "an account is frozen");
    case RefusalCode::limit_exceeded: return Error(ErrorCode::Conflict, "limit_exceeded", refusal.text);
    default: return Error(ErrorCode::Internal, "ledger_refused", refusal.text);
    }
}

std::vector<ledger::Seen> expectedBalances(ledger::Ledger& ledger, const Checked& checked, const std::string& version)
{
    const std::array accounts{checked.from, checked.to};
    const auto balances = ledger.balances(accounts);
    if (version != transactionVersion(balances.at(checked.from), balances.at(checked.to)))
        previewOutdated();
    return {{checked.from, balances.at(checked.from)}, {checked.to, balances.at(checked.to)}};
}
} // namespace

void DatabaseEngine::sendTransaction(const Context& context, const contract::SendTransaction::Input& input,
                                     contract::Reply<contract::TransactionResult> reply)
{
    const auto arrived = std::chrono::steady_clock::now();
    Checked checked = check(*this, m_impl->facts, context, input);
    if (!actsFor(context.principal, participantName(input.from))) // the desk, with somebody else's credits: who it was is kept
        m_impl->pool.transact([&](db::Transaction& tx) {
            audit::record(tx, context, "SendTransaction", "channel", input.id,
                          {{"from", input.from}, {"to", input.to}, {"amount", input.amount}});
        });
    const base::SignedAmount amount(input.amount);
    ledger::Command command{transactionId(input), causeOf(input.id), input.memo.value_or(""),
                            ledger::Transfer{{{checked.from, -amount}, {checked.to, amount}}}, {}};
    if (input.version)
        command.expected = expectedBalances(m_impl->book.ledger(), checked, *input.version);
    contract::TransactionResult out{command.key, input.id, participantName(input.from), participantName(input.to), input.amount,
                                    command.memo, "confirmed", 0, 0, input.client_ref};
    m_impl->book.ledger().post(
        std::move(command), [this, out = std::move(out), arrived, reply = std::move(reply)](contract::Outcome<ledger::Answer> outcome) mutable {
            if (!outcome) {
                Error error = outcome.error();
                if (error.code() == ErrorCode::OutcomeUnknown) // whoever asks again names the same transaction
                    error.members = json::serialize(json::object{{"tx_id", out.tx_id}});
                return reply(std::move(error));
            }
            if (const auto* refusal = std::get_if<ledger::Refusal>(&*outcome))
                return reply(refused(*refusal, out.tx_id));
            const ledger::Accepted& accepted = std::get<ledger::Accepted>(*outcome);
            const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - arrived);
            out.entry_id = ledger::number(accepted.id);
            out.latency_ms = double(took.count()) / 1000;
            if (!accepted.repeated)
                m_impl->noteLatency(out.channel_id, out.tx_id, took);
            if (m_impl->options.changed)
                m_impl->options.changed(out.channel_id);
            reply(std::move(out));
        });
}

void DatabaseEngine::Impl::noteLatency(const std::string& channel, const std::string& txId, std::chrono::microseconds took)
{
    const double milliseconds = double(took.count()) / 1000;
    transactions.add();
    latency.observe(milliseconds);
    const std::lock_guard lock(latencyMutex);
    Latency& sum = latencySums[channel];
    sum.microseconds += took.count();
    ++sum.count;
    if (!latencies.emplace(txId, milliseconds).second)
        return;
    latencyOrder.push_back(txId);
    if (latencyOrder.size() > kLatenciesMax) {
        latencies.erase(latencyOrder.front());
        latencyOrder.pop_front();
    }
}

std::optional<double> DatabaseEngine::latencyOf(const std::string& txId) const
{
    const std::lock_guard lock(m_impl->latencyMutex);
    const auto found = m_impl->latencies.find(txId);
    return found == m_impl->latencies.end() ? std::nullopt : std::optional(found->second);
}

} // namespace bursar::channels
