// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/impl/book.h"

#include "base/error.h"

#include <fmt/format.h>

namespace bursar::channels {

namespace {
using base::SignedAmount;

ledger::AccountName creditsOf(const Snapshot& snapshot, const ParticipantRow& row)
{
    const char* kind = row.participant.starts_with("0x") ? "wallet" : "agent";
    return {fmt::format("{}:{}", kind, row.participant), "CREDIT", causeOf(snapshot.channel.id)};
}

SignedAmount signedUsdc(const base::Amount& amount)
{
    return SignedAmount::fromAmount(amount).value();
}

std::string takeInKey(const Snapshot& snapshot, const PayoutRow& payout)
{
    return fmt::format("channel:{}:{}:{}", snapshot.channel.id, payout.kind, payout.id);
}

ledger::AccountId accountOf(const Snapshot& snapshot, const std::string& participant)
{
    return snapshot.participant(participant)->account.value();
}
} // namespace

base::Amount usdcOf(std::int64_t credits)
{
    return base::Amount(std::uint64_t(credits)) * kUnitsPerCredit;
}

ledger::Accepted accepted(ledger::Answer answer)
{
    if (const auto* refusal = std::get_if<ledger::Refusal>(&answer))
        throw base::Error(base::ErrorCode::Internal, "ledger_refused", refusal->text);
    return std::get<ledger::Accepted>(answer);
}

ledger::AccountId Book::openOne(const std::string& key, const std::string& cause, ledger::AccountName name, bool mayBeNegative)
{
    if (const auto found = m_ledger.find(name))
        return *found;
    return accepted(m_ledger.postAndWait({key, cause, "", ledger::OpenAccount{std::move(name), {.mayBeNegative = mayBeNegative}}}))
        .id;
}

ledger::AccountId Book::worldCredits()
{
    return openOne("channels:world:credits", "", {"world", "CREDIT", "issued"}, true);
}

ledger::AccountId Book::worldUsdc(const Snapshot& snapshot)
{
    // Nobody's money stands behind what development and demo channels hand out: it must not look as if.
    const std::string kind = snapshot.channel.contract ? "escrow:" + *snapshot.channel.contract : "unbacked";
    return openOne("channels:world:" + kind, "", {"world", "USDC", kind}, true);
}

Book::Accounts Book::open(const Snapshot& snapshot)
{
    const std::string& id = snapshot.channel.id;
    const std::string cause = causeOf(id);
    Accounts out;
    out.deposit = openOne(fmt::format("channel:{}:deposit", id), cause, {cause, "USDC", "deposit"}, false);
    out.closing = openOne(fmt::format("channel:{}:closing", id), cause, {cause, "CREDIT", "closing"}, false);
    for (const ParticipantRow& row : snapshot.participants)
        out.participants[row.participant] =
            openOne(fmt::format("channel:{}:of:{}", id, row.participant), cause, creditsOf(snapshot, row), false);
    return out;
}

ledger::JournalId Book::credit(const Snapshot& snapshot, const DepositRow& deposit,
                               const std::map<std::string, std::int64_t>& shares)
{
    const SignedAmount usdc = signedUsdc(deposit.amount);
    ledger::Transfer transfer;
    transfer.postings = {{worldUsdc(snapshot), -usdc}, {snapshot.channel.depositAccount.value(), usdc}};
    SignedAmount issued;
    for (const auto& [participant, credits] : shares) {
        if (credits == 0)
            continue;
        transfer.postings.push_back({accountOf(snapshot, participant), SignedAmount(credits)});
        issued += SignedAmount(credits);
    }
    transfer.postings.push_back({worldCredits(), -issued});
    const std::string key = fmt::format("channel:{}:{}:{}", snapshot.channel.id, deposit.kind, deposit.id);
    return accepted(m_ledger.postAndWait({key, causeOf(snapshot.channel.id), deposit.transaction.value_or(""), transfer})).id;
}

ledger::HoldId Book::hold(const Snapshot& snapshot, const MilestoneRow& milestone)
{
    const ledger::Hold hold{accountOf(snapshot, milestone.client), accountOf(snapshot, milestone.provider),
                            SignedAmount(milestone.credits), {}};
    return accepted(m_ledger.postAndWait({"milestone:" + milestone.id + ":hold", causeOf(snapshot.channel.id), milestone.name,
                                          hold})).id;
}

void Book::pay(const Snapshot& snapshot, const MilestoneRow& milestone)
{
    accepted(m_ledger.postAndWait({"milestone:" + milestone.id + ":pay", causeOf(snapshot.channel.id), milestone.name,
                                   ledger::PostHold{milestone.hold.value(), {}}}));
}

void Book::release(const Snapshot& snapshot, const MilestoneRow& milestone)
{
    accepted(m_ledger.postAndWait({"milestone:" + milestone.id + ":release", causeOf(snapshot.channel.id), milestone.name,
                                   ledger::VoidHold{milestone.hold.value()}}));
}

Book::Balances Book::balances(const Snapshot& snapshot)
{
    const std::vector<ledger::AccountId> accounts = snapshot.accounts();
    const auto found = m_ledger.balances(accounts);
    Balances out;
    for (const ParticipantRow& row : snapshot.participants) {
        const auto balance = row.account ? found.find(*row.account) : found.end();
        out[row.participant] = balance == found.end() ? ledger::Balance{} : balance->second;
    }
    return out;
}

std::optional<ledger::JournalId> Book::takeIn(const Snapshot& snapshot, const PayoutRow& payout, const Balances& balances)
{
    ledger::Command command{takeInKey(snapshot, payout), causeOf(snapshot.channel.id), "", {}, {}};
    ledger::Transfer transfer;
    SignedAmount sum;
    for (const auto& [participant, balance] : balances) {
        command.expected.push_back({accountOf(snapshot, participant), balance});
        if (balance.settled.isZero())
            continue;
        transfer.postings.push_back({accountOf(snapshot, participant), -balance.settled});
        sum += balance.settled;
    }
    if (sum.isZero()) { // nobody holds anything, or an attempt before this one took it in
        const auto before = m_reader.entryOfKey(command.key);
        return before ? unlessAbandoned(*before) : ledger::JournalId{};
    }
    transfer.postings.push_back({snapshot.channel.closingAccount.value(), sum});
    command.action = std::move(transfer);
    const ledger::Answer answer = m_ledger.postAndWait(std::move(command));
    if (const auto* refusal = std::get_if<ledger::Refusal>(&answer)) {
        // The same key with other balances: an earlier attempt went through, and what it took in is what counts.
        if (refusal->code == ledger::RefusalCode::key_reused)
            return unlessAbandoned(refusal->subject.value());
        if (refusal->code == ledger::RefusalCode::balance_changed)
            return std::nullopt;
    }
    return accepted(answer).id;
}

std::optional<ledger::JournalId> Book::unlessAbandoned(ledger::JournalId entry)
{
    return m_reader.entry(ledger::number(entry)).type == "transfer" ? std::optional(entry) : std::nullopt;
}

std::optional<ledger::JournalId> Book::abandon(const Snapshot& snapshot, const PayoutRow& payout)
{
    // Rules that are what they were: an entry that does nothing but use the key up.
    const ledger::Answer answer = m_ledger.postAndWait({takeInKey(snapshot, payout), causeOf(snapshot.channel.id), "",
                                                        ledger::SetRules{snapshot.channel.closingAccount.value(), {}}});
    if (const auto* refusal = std::get_if<ledger::Refusal>(&answer); refusal && refusal->code == ledger::RefusalCode::key_reused)
        return refusal->subject;
    accepted(answer);
    return std::nullopt;
}

std::map<std::string, std::int64_t> Book::takenIn(const Snapshot& snapshot, ledger::JournalId entry)
{
    std::map<std::string, std::int64_t> out;
    for (const ParticipantRow& row : snapshot.participants)
        out[row.participant] = 0;
    if (entry == ledger::JournalId{})
        return out;
    const contract::LedgerEntry found = m_reader.entry(ledger::number(entry));
    for (const contract::LedgerPosting& posting : found.postings) {
        for (const ParticipantRow& row : snapshot.participants) {
            if (row.account && ledger::number(*row.account) == posting.account_id)
                out[row.participant] = -std::stoll(posting.amount_atomic);
        }
    }
    return out;
}

void Book::payOut(const Snapshot& snapshot, const PayoutRow& payout)
{
    const char* what = payout.kind == "exit" ? "exited" : "settled";
    ledger::Command command{fmt::format("channel:{}:{}:{}", snapshot.channel.id, what, payout.id),
                            causeOf(snapshot.channel.id), payout.transaction.value_or(""), {}, {}};
    if (payout.credits == 0) {
        // Nothing moves, but those who watch hear of it: rules that are what they were.
        command.action = ledger::SetRules{snapshot.channel.closingAccount.value(), {}};
    } else {
        const SignedAmount credits(payout.credits);
        const SignedAmount usdc = signedUsdc(usdcOf(payout.credits));
        command.action = ledger::Transfer{{{snapshot.channel.closingAccount.value(), -credits},
                                           {worldCredits(), credits},
                                           {snapshot.channel.depositAccount.value(), -usdc},
                                           {worldUsdc(snapshot), usdc}}};
    }
    accepted(m_ledger.postAndWait(std::move(command)));
}

} // namespace bursar::channels
