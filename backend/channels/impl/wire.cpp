// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "channels/impl/engine_impl.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace bursar::channels {

namespace {
std::int64_t credits(base::SignedAmount amount)
{
    return std::stoll(amount.atomic());
}
} // namespace

base::Error channelNotFound(std::string_view id)
{
    return base::Error(base::ErrorCode::NotFound, "channel_not_found", fmt::format("channel not found: {}", id.substr(0, 64)));
}

base::Error notActive(contract::ChannelState state)
{
    return base::Error(base::ErrorCode::InvalidInput, "channel_not_active",
                       fmt::format("channel is not active (status: {})", boost::describe::enum_to_string(state, "")));
}

void previewOutdated()
{
    throw base::Error(base::ErrorCode::Conflict, "preview_outdated",
                      "something has changed since the preview: nothing was moved; look again");
}

// Versions. ---------------------------------------------------------------------------------------------------------------

std::string closeVersion(const Snapshot& snapshot, const Book::Balances& balances)
{
    std::string text = "close " + snapshot.channel.id;
    for (const ParticipantRow& row : snapshot.participants) {
        const auto found = balances.find(row.participant);
        if (row.state == contract::ParticipantState::active && found != balances.end())
            text += fmt::format("\n{} {} {}", row.participant, found->second.settled.atomic(), row.address.value_or("-"));
    }
    return versionOf(text);
}

std::string exitVersion(const Snapshot& snapshot, const ParticipantRow& row, const ledger::Balance& balance)
{
    return versionOf(fmt::format("exit {} {} {} {} {}", snapshot.channel.id, row.participant, balance.settled.atomic(),
                                 balance.held.atomic(), row.address.value_or("-")));
}

std::string openVersion(const Snapshot& plan)
{
    std::string text = fmt::format("open {} {}", plan.deposits.front().amount.atomic(), plan.channel.contract.value_or("-"));
    for (const ParticipantRow& row : plan.participants)
        text += fmt::format("\n{} {} {}", row.participant, row.share, row.address.value_or("-"));
    for (const MilestoneRow& row : plan.milestones)
        text += fmt::format("\n{} {} {} {}", row.name, row.credits, row.client, row.provider);
    return versionOf(text);
}

std::string topupVersion(const Snapshot& snapshot, const ParticipantRow& row, const ledger::Balance& balance)
{
    return versionOf(fmt::format("topup {} {} {} {}", snapshot.channel.id, row.participant, balance.settled.atomic(),
                                 balance.held.atomic()));
}

std::string transactionVersion(const ledger::Balance& from, const ledger::Balance& to)
{
    return versionOf(fmt::format("tx {} {} {} {}", from.settled.atomic(), from.held.atomic(), to.settled.atomic(),
                                 to.held.atomic()));
}

std::string milestoneVersion(const MilestoneRow& milestone)
{
    return versionOf(fmt::format("milestone {} {}", milestone.id, milestone.state));
}

// Wire forms. -------------------------------------------------------------------------------------------------------------

contract::Channel wireOf(const ChannelRow& row, const std::vector<ParticipantRow>& participants,
                         const std::map<ledger::AccountId, ledger::Balance>& balances)
{
    contract::Channel out;
    out.id = row.uuid;
    out.channel_id = row.id;
    out.mode = "lite";
    out.type = "private";
    out.status = row.state;
    out.paused = row.paused;
    out.reason = row.reason;
    out.total_usdc_deposited_atomic = row.deposited;
    out.total_usdc_deposited = row.deposited.approximate(6);
    out.total_credits_minted = std::int64_t(row.deposited.asUint64().value_or(0) / kUnitsPerCredit);
    out.total_transactions = row.transactions;
    if (row.latencyCount > 0)
        out.avg_latency_ms = double(row.latencyMicroseconds) / double(row.latencyCount) / 1000;
    out.max_participants = row.maxParticipants;
    out.participant_count = int(participants.size());
    for (const ParticipantRow& participant : participants) {
        const auto found = participant.account ? balances.find(*participant.account) : balances.end();
        if (found == balances.end())
            continue;
        out.credits_in_circulation += credits(found->second.settled);
        out.credits_held += credits(found->second.held);
    }
    if (row.chainId)
        out.network = fmt::format("eip155:{}", *row.chainId);
    out.escrow_contract = row.contract;
    out.simulated = row.simulated;
    out.created_at = row.createdAt;
    out.opened_at = row.openedAt;
    out.closed_at = row.closedAt;
    return out;
}

contract::Milestone wireOf(const MilestoneRow& row)
{
    contract::Milestone out;
    out.id = row.id;
    out.name = row.name;
    out.credits = row.credits;
    out.client = row.client;
    out.provider = row.provider;
    // Decided is decided: the ledger follows within moments, and after every crash.
    const std::string_view word = row.state == "approving" ? "approved" : row.state == "rejecting" ? "rejected" : row.state;
    boost::describe::enum_from_string(std::string(word).c_str(), out.state);
    out.proof = row.proof;
    out.completed_at = row.completedAt;
    if (row.state == "completed")
        out.approves_itself_at = row.approvesAt;
    out.decided_at = row.decidedAt;
    out.decided_by = row.decidedBy;
    if (row.hold)
        out.hold_id = ledger::number(*row.hold);
    return out;
}

contract::ChannelDeposit wireOf(const DepositRow& row, const std::optional<std::uint64_t>& chainId)
{
    contract::ChannelDeposit out;
    out.id = row.id;
    out.kind = row.kind;
    out.state = row.state;
    out.amount_atomic = row.amount;
    out.credits = std::int64_t(row.amount.asUint64().value_or(0) / kUnitsPerCredit);
    out.agent_id = row.participant;
    out.payer = row.payer;
    out.nonce = row.nonce;
    if (chainId)
        out.network = fmt::format("eip155:{}", *chainId);
    out.transaction = row.transaction;
    out.reason = row.reason;
    out.entry_id = row.entry;
    out.created_at = row.createdAt;
    out.next_look_at = row.nextLookAt;
    return out;
}

contract::ChannelPayout wireOf(const PayoutRow& row)
{
    contract::ChannelPayout out;
    out.id = row.id;
    out.kind = row.kind;
    out.state = row.state;
    out.sequence = row.sequence;
    out.credits = row.credits;
    out.agent_id = row.participant;
    out.transaction = row.transaction;
    out.reason = row.reason;
    out.created_at = row.createdAt;
    out.finished_at = row.finishedAt;
    return out;
}

contract::Settlement settlementOf(const Snapshot& snapshot)
{
    contract::Settlement out;
    out.channel_id = snapshot.channel.id;
    out.total_transactions = snapshot.channel.transactions;
    const PayoutRow* payout = snapshot.settlement();
    if (!payout)
        return out;
    for (const auto& [participant, credits] : payout->shares) {
        if (snapshot.participant(participant)->state == contract::ParticipantState::exited)
            continue;
        const base::Amount owed = usdcOf(credits);
        out.balances[participant] = credits;
        out.usdc_owed[participant] = owed.approximate(6);
        out.usdc_owed_atomic[participant] = owed.atomic();
    }
    out.total_usdc_atomic = usdcOf(payout->credits);
    out.total_usdc = out.total_usdc_atomic.approximate(6);
    out.entry_id = payout->entry;
    return out;
}

// What stands in the way. ---------------------------------------------------------------------------------------------------

namespace {
base::Error conflict(std::string code, std::string text)
{
    return base::Error(base::ErrorCode::Conflict, std::move(code), std::move(text));
}
} // namespace

std::optional<base::Error> faultOfClosing(const Snapshot& snapshot)
{
    if (snapshot.channel.state != contract::ChannelState::active) {
        base::Error error = conflict("channel_not_active", notActive(snapshot.channel.state).text());
        if (snapshot.settlement()) { // who closes what is closed has the receipt all the same
            contract::ClosedChannel closed{settlementOf(snapshot), snapshot.channel.state, snapshot.settlement()->transaction};
            boost::json::object members = contract::Codec<contract::CloseChannel>::encodeOutput(closed).as_object();
            members.erase("status"); // in the body of an error that is the HTTP status
            error.members = boost::json::serialize(members);
        }
        return error;
    }
    for (const MilestoneRow& row : snapshot.milestones) {
        if (row.state == "completed")
            return conflict("milestone_undecided", fmt::format("milestone \"{}\" is delivered and not decided", row.name));
    }
    for (const ParticipantRow& row : snapshot.participants) {
        if (snapshot.channel.contract && row.state == contract::ParticipantState::active && !row.address)
            return conflict("payout_address_missing", fmt::format("{} has no address to be paid at", row.participant));
    }
    return std::nullopt;
}

std::optional<base::Error> faultOfTopup(const Snapshot& snapshot, const ParticipantRow& row)
{
    if (snapshot.channel.state != contract::ChannelState::active)
        return notActive(snapshot.channel.state);
    if (row.state != contract::ParticipantState::active)
        return base::invalidField("agent_id", "participant_gone", "is leaving or has left");
    for (const PayoutRow& payout : snapshot.payouts) { // what is signed for one who leaves names what was deposited
        if (snapshot.channel.contract && payout.state != contract::PayoutState::done)
            return conflict("payout_on_its_way", "somebody is leaving: pay when that is done");
    }
    return std::nullopt;
}

std::optional<base::Error> faultOfExit(const Snapshot& snapshot, const ParticipantRow& row)
{
    if (snapshot.channel.state != contract::ChannelState::active)
        return conflict("channel_not_active", notActive(snapshot.channel.state).text());
    if (row.state != contract::ParticipantState::active)
        return conflict("participant_gone", fmt::format("{} is leaving or has left", row.participant));
    for (const MilestoneRow& milestone : snapshot.milestones) {
        const bool open = milestone.state != "approved" && milestone.state != "rejected";
        if (open && (milestone.client == row.participant || milestone.provider == row.participant))
            return conflict("milestone_open", fmt::format("milestone \"{}\" is not finished", milestone.name));
    }
    for (const DepositRow& deposit : snapshot.deposits) {
        if (!deposit.over() && deposit.participant == row.participant)
            return conflict("deposit_on_its_way", fmt::format("a top-up for {} is on its way", row.participant));
    }
    if (snapshot.channel.contract && !row.address)
        return conflict("payout_address_missing", fmt::format("{} has no address to be paid at", row.participant));
    return std::nullopt;
}

} // namespace bursar::channels
