// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "channels/database_engine.h"
#include "channels/impl/book.h"
#include "channels/impl/engine_impl.h"
#include "channels/impl/events.h"
#include "channels/reader.h"

#include <boost/json.hpp>
#include <fmt/format.h>

/// What stands behind a movement of value, from the payment that brought it in to the receipt that seals it.
namespace bursar::channels {

namespace {
namespace json = boost::json;
using contract::Evidence;
using contract::EvidenceLink;

EvidenceLink link(std::string kind, std::string id, std::string title)
{
    EvidenceLink out;
    out.kind = std::move(kind);
    out.id = std::move(id);
    out.title = std::move(title);
    return out;
}

std::optional<std::int64_t> entryNumbered(const contract::GetEvidence::Input& input, ledger::Reader& journal)
{
    if (input.entry_id.has_value() == input.tx_id.has_value())
        throw base::invalidField("entry_id", "missing", "name either an entry or a transaction");
    if (input.entry_id)
        return input.entry_id;
    if (!input.tx_id->starts_with(kTransactionKey) || input.tx_id->size() > ledger::kKeyBytesMax)
        throw base::invalidField("tx_id", "malformed", "must be a transaction's id");
    const auto found = journal.entryOfKey(*input.tx_id);
    return found ? std::optional(ledger::number(*found)) : std::nullopt;
}

EvidenceLink transferLink(const contract::LedgerEntry& entry)
{
    EvidenceLink out = link(entry.hold_id ? "hold" : "transfer", fmt::format("#{}", entry.entry_id),
                            fmt::format("Entry {} of the journal: {}", entry.entry_id, entry.type));
    out.state = "posted";
    out.at = entry.at;
    for (const contract::LedgerPosting& posting : entry.postings) {
        if (!posting.amount_atomic.starts_with('-')) {
            out.amount_atomic = posting.amount_atomic;
            out.asset = posting.asset;
            break;
        }
    }
    json::array postings;
    for (const contract::LedgerPosting& posting : entry.postings)
        postings.push_back(json::object{{"account_id", posting.account_id}, {"owner", posting.owner}, {"asset", posting.asset},
                                        {"kind", posting.kind}, {"amount_atomic", posting.amount_atomic}});
    out.record = json::object{{"key", entry.key}, {"memo", entry.memo.value_or("")}, {"postings", std::move(postings)},
                              {"text", entry.text}};
    return out;
}

void addDeposits(Evidence& out, const Snapshot& snapshot, std::int64_t before)
{
    for (const DepositRow& row : snapshot.deposits) {
        if (row.entry && *row.entry > before)
            continue; // came later: these credits cannot have been its
        EvidenceLink payment = link("payment", row.payer.value_or(row.id),
                                    row.payer ? fmt::format("Payment of {} into the channel", *row.payer)
                                              : std::string("Credits that nobody paid for: this server opens channels for nothing"));
        payment.state = boost::describe::enum_to_string(row.state, "");
        payment.amount_atomic = row.amount.atomic();
        payment.asset = "USDC";
        payment.at = row.createdAt;
        payment.record = json::object{{"nonce", row.nonce.value_or("")}, {"kind", row.kind}};
        out.links.push_back(std::move(payment));
        if (row.transaction) {
            EvidenceLink chain = link("chain_transaction", *row.transaction, "The chain transaction that moved the money in");
            chain.state = row.state == contract::DepositState::credited ? "final" : boost::describe::enum_to_string(row.state, "");
            chain.amount_atomic = row.amount.atomic();
            chain.asset = "USDC";
            out.links.push_back(std::move(chain));
        } else if (snapshot.channel.contract) {
            out.gaps.push_back(fmt::format("The chain transaction of deposit {} is not known yet.", row.id));
        }
    }
    if (!snapshot.channel.contract)
        out.gaps.push_back("No money stands behind this channel.");
}

void addPayouts(Evidence& out, const Snapshot& snapshot, std::int64_t after)
{
    for (const PayoutRow& row : snapshot.payouts) {
        if (row.entry && *row.entry < after)
            continue;
        EvidenceLink payout = link("payout", row.id, row.kind == "exit" ? fmt::format("Exit of {}", row.participant.value_or(""))
                                                                        : std::string("Settlement of the channel"));
        payout.state = boost::describe::enum_to_string(row.state, "");
        payout.amount_atomic = usdcOf(row.credits).atomic();
        payout.asset = "USDC";
        payout.at = row.createdAt;
        if (row.statement)
            payout.record = json::parse(*row.statement);
        out.links.push_back(std::move(payout));
        if (row.transaction)
            out.links.push_back(link("chain_transaction", *row.transaction, "The chain transaction that paid it out"));
        else if (snapshot.channel.contract)
            out.gaps.push_back(fmt::format("The chain transaction of payout {} is not known yet.", row.id));
    }
}

void addReceipt(Evidence& out, ledger::Reader& journal, std::int64_t entry)
{
    try {
        EvidenceLink receipt = link("receipt", fmt::format("#{}", entry), "The entry stands in the sealed journal");
        receipt.state = "sealed";
        receipt.record = json::parse(journal.receipt(entry).receipt);
        out.links.push_back(std::move(receipt));
    } catch (const base::Error& error) {
        if (error.reason() != "not_sealed_yet")
            throw;
        out.gaps.push_back("The entry is not sealed yet: ask again in a second.");
    }
}
} // namespace

Evidence Reader::evidence(const contract::GetEvidence::Input& input)
{
    const auto number = entryNumbered(input, m_journal);
    if (!number)
        throw base::notFound("transaction");
    const contract::LedgerEntry entry = m_journal.entry(*number);
    Evidence out;
    out.subject = input.tx_id.value_or(fmt::format("entry {}", *number));
    out.at = m_clock.now();
    out.public_key = m_journal.summary().public_key;
    const std::string channel(channelOfCause(entry.cause.value_or("")));
    std::optional<Snapshot> snapshot;
    if (!channel.empty()) {
        db::Transaction tx = m_pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
        snapshot = load(tx, channel, Lock::No);
    }
    if (snapshot)
        addDeposits(out, *snapshot, *number);
    else
        out.gaps.push_back("Nothing beyond the journal is known of what caused this entry.");
    out.links.push_back(transferLink(entry));
    if (snapshot) {
        EvidenceLink at = link("channel", channel, "Channel " + channel);
        at.state = boost::describe::enum_to_string(snapshot->channel.state, "");
        at.at = snapshot->channel.createdAt;
        out.links.push_back(std::move(at));
        out.simulated = snapshot->channel.simulated;
        addPayouts(out, *snapshot, *number);
    }
    addReceipt(out, m_journal, *number);
    return out;
}

} // namespace bursar::channels
