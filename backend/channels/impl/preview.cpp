// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "channels/impl/engine_impl.h"
#include "channels/escrow.h"

#include <fmt/format.h>

/// What actions would do, computed the way they are carried out.
namespace bursar::channels {

namespace {
using contract::ChannelAction;
using contract::ChannelEffect;
using contract::ChannelPreview;

std::int64_t credits(base::SignedAmount amount)
{
    return std::stoll(amount.atomic());
}

ChannelEffect unchanged(const ParticipantRow& row, const Book::Balances& balances)
{
    const ledger::Balance& balance = balances.at(row.participant);
    ChannelEffect out;
    out.agent_id = row.participant;
    out.before = out.after = credits(balance.available());
    out.held_before = out.held_after = credits(balance.held);
    return out;
}

const ParticipantRow& named(const Snapshot& snapshot, const std::optional<std::string>& name, const char* field)
{
    if (!name)
        throw base::invalidField(field, "missing", "is required");
    const ParticipantRow* row = snapshot.participant(participantName(*name));
    if (!row)
        throw base::invalidField(field, "not_a_participant", "does not take part");
    return *row;
}

std::int64_t amountOf(const contract::PreviewChannel::Input& input)
{
    if (!input.amount)
        throw base::invalidField("amount", "missing", "is required");
    if (*input.amount <= 0 || *input.amount > kCreditsMax)
        throw base::invalidField("amount", "out_of_range", fmt::format("must be 1 to {}", kCreditsMax));
    return *input.amount;
}

void previewTransaction(ChannelPreview& out, const Snapshot& snapshot, const Book::Balances& balances,
                        const contract::PreviewChannel::Input& input)
{
    const ParticipantRow& from = named(snapshot, input.from, "from");
    const ParticipantRow& to = named(snapshot, input.to, "to");
    out.credits = amountOf(input);
    ChannelEffect sender = unchanged(from, balances);
    ChannelEffect receiver = unchanged(to, balances);
    if (from.participant == to.participant)
        out.refusal = "sender and receiver are the same";
    else if (snapshot.channel.state != contract::ChannelState::active)
        out.refusal = notActive(snapshot.channel.state).text();
    else if (snapshot.channel.paused)
        out.refusal = "the channel is paused";
    else if (from.state != contract::ParticipantState::active || to.state != contract::ParticipantState::active)
        out.refusal = "a participant has left";
    else if (sender.before < out.credits)
        out.refusal = "insufficient balance";
    sender.after -= out.credits;
    receiver.after += out.credits;
    out.effects = {sender, receiver};
    out.version = transactionVersion(balances.at(from.participant), balances.at(to.participant));
}

void previewTopup(ChannelPreview& out, const Snapshot& snapshot, const Book::Balances& balances,
                  const contract::PreviewChannel::Input& input)
{
    const ParticipantRow& row = named(snapshot, input.agent_id, "agent_id");
    out.credits = amountOf(input);
    out.usdc_atomic = usdcOf(out.credits);
    ChannelEffect effect = unchanged(row, balances);
    effect.after += out.credits;
    out.effects = {effect};
    if (const auto fault = faultOfTopup(snapshot, row))
        out.refusal = fault->text();
    out.version = topupVersion(snapshot, row, balances.at(row.participant));
}

void previewPayout(ChannelPreview& out, const Snapshot& snapshot, const ParticipantRow& row, const Book::Balances& balances)
{
    ChannelEffect effect = unchanged(row, balances);
    const std::int64_t all = credits(balances.at(row.participant).settled);
    effect.after = effect.held_after = 0;
    effect.usdc_atomic = usdcOf(all).atomic();
    if (snapshot.channel.contract)
        effect.address = row.address;
    out.credits += all;
    out.usdc_atomic += usdcOf(all);
    out.effects.push_back(std::move(effect));
}

void previewClose(ChannelPreview& out, const Snapshot& snapshot, const Book::Balances& balances)
{
    const Book::Balances counted = toSettle(snapshot, balances);
    for (const ParticipantRow& row : snapshot.participants) {
        if (counted.contains(row.participant))
            previewPayout(out, snapshot, row, balances);
    }
    if (const auto fault = faultOfClosing(snapshot))
        out.refusal = fault->text();
    for (const MilestoneRow& milestone : snapshot.milestones) {
        if (milestone.state == "pending")
            out.warnings.push_back(fmt::format("Milestone \"{}\" is not delivered: its {} credits go back to {}.", milestone.name,
                                               milestone.credits, milestone.client));
    }
    for (const DepositRow& deposit : snapshot.deposits) {
        if (!deposit.over())
            out.warnings.push_back("A top-up is on its way: closing waits for it, and asks again if it changes what is paid.");
    }
    out.version = closeVersion(snapshot, counted);
}

void previewExit(ChannelPreview& out, const Snapshot& snapshot, const Book::Balances& balances,
                 const contract::PreviewChannel::Input& input)
{
    const ParticipantRow& row = named(snapshot, input.agent_id, "agent_id");
    previewPayout(out, snapshot, row, balances);
    if (const auto fault = faultOfExit(snapshot, row))
        out.refusal = fault->text();
    out.version = exitVersion(snapshot, row, balances.at(row.participant));
}

void previewDecision(ChannelPreview& out, const Snapshot& snapshot, const Book::Balances& balances,
                     const contract::PreviewChannel::Input& input)
{
    const MilestoneRow* found = nullptr;
    for (const MilestoneRow& row : snapshot.milestones)
        found = input.milestone && (row.id == *input.milestone || row.name == *input.milestone) ? &row : found;
    if (!found)
        throw base::invalidField("milestone", input.milestone ? "milestone_not_found" : "missing", "names no milestone");
    ChannelEffect client = unchanged(*snapshot.participant(found->client), balances);
    ChannelEffect provider = unchanged(*snapshot.participant(found->provider), balances);
    client.held_after -= found->credits;
    if (input.action == ChannelAction::approve) {
        provider.after += found->credits;
        out.credits = found->credits;
    } else {
        client.after += found->credits;
    }
    out.effects = {client, provider};
    if (found->state != "completed" && found->state != "pending")
        out.refusal = "the milestone is decided";
    out.version = milestoneVersion(*found);
}
} // namespace

ChannelPreview DatabaseEngine::preview(const contract::Context&, const contract::PreviewChannel::Input& input)
{
    const Snapshot snapshot = m_impl->read(input.id);
    const Book::Balances balances = m_impl->book.balances(snapshot);
    ChannelPreview out;
    out.at = m_impl->clock.now();
    if (snapshot.channel.chainId)
        out.network = fmt::format("eip155:{}", *snapshot.channel.chainId);
    switch (input.action) {
    case ChannelAction::transact: previewTransaction(out, snapshot, balances, input); break;
    case ChannelAction::topup:
        previewTopup(out, snapshot, balances, input);
        if (snapshot.channel.contract && m_impl->escrow)
            out.payment = m_impl->escrow->demandJson(out.usdc_atomic, "/v1/channels/" + snapshot.channel.id + "/topup");
        break;
    case ChannelAction::close: previewClose(out, snapshot, balances); break;
    case ChannelAction::exit: previewExit(out, snapshot, balances, input); break;
    case ChannelAction::approve:
    case ChannelAction::reject: previewDecision(out, snapshot, balances, input); break;
    }
    return out;
}

ChannelPreview DatabaseEngine::previewOpen(const contract::Context&, const contract::CreateChannelInput& input)
{
    Snapshot plan = planOf(input, m_impl->registry);
    if (m_impl->escrow)
        m_impl->escrow->bind(plan);
    ChannelPreview out;
    out.at = m_impl->clock.now();
    std::map<std::string, std::int64_t> promised;
    for (const MilestoneRow& row : plan.milestones)
        promised[row.client] += row.credits;
    for (const ParticipantRow& row : plan.participants) {
        ChannelEffect effect;
        effect.agent_id = row.participant;
        effect.held_after = promised[row.participant];
        effect.after = row.share - effect.held_after;
        out.credits += row.share;
        out.effects.push_back(std::move(effect));
    }
    out.usdc_atomic = plan.deposits.front().amount;
    if (plan.channel.chainId) {
        out.network = fmt::format("eip155:{}", *plan.channel.chainId);
        out.payment = m_impl->escrow->demandJson(out.usdc_atomic, "/v1/channels");
    } else if (!m_impl->options.freeChannels) {
        out.refusal = "payments are not set up on this server";
    } else {
        out.warnings.push_back("No money stands behind these credits: this server opens channels for nothing.");
    }
    out.version = openVersion(plan);
    return out;
}

} // namespace bursar::channels
