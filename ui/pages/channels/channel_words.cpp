// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/channel_words.h"

#include "models/common/format.h"
#include "models/common/tr.h"
#include "models/pages/channels/channel_cells.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"

#include <algorithm>

namespace bursar::ui {

namespace {
using contract::ApproveMilestone;
using contract::ChannelEffect;
using contract::ChannelPreview;
using contract::CloseChannel;
using contract::CreateChannel;
using contract::ExitChannel;
using contract::SendTransaction;
using contract::TopUpChannel;
using models::MoneyDigits;

template <class Input>
const Input* as(const models::ChannelOrder& order)
{
    return std::get_if<Input>(&order);
}

QString creditDigits(std::int64_t amount)
{
    return models::formatMoney(models::credits(amount, models::CreditName::Omitted), MoneyDigits::All);
}

QString creditText(std::int64_t amount)
{
    return models::formatMoney(models::credits(amount), MoneyDigits::All);
}

QString usdcDigits(const std::string& atomic)
{
    models::Money money = models::usdcOf(atomic);
    money.asset.clear();
    return models::formatMoney(money, MoneyDigits::All);
}

QString usdcText(const std::string& atomic)
{
    return models::formatMoney(models::usdcOf(atomic), MoneyDigits::All);
}

/// Closing and leaving pay out in USDC.
bool paysOut(const models::ChannelOrder& order)
{
    return as<CloseChannel::Input>(order) || as<ExitChannel::Input>(order);
}

bool takesMoney(const models::ChannelOrder& order)
{
    return as<CreateChannel::Input>(order) || as<TopUpChannel::Input>(order);
}

QString captionOf(const models::ChannelOrder& order, const ChannelPreview& preview)
{
    if (paysOut(order))
        return preview.network ? tr("Leaves escrow") : tr("Owed, with no money behind it");
    if (takesMoney(order))
        return preview.network ? tr("Comes into escrow") : tr("Credited, with no money behind it");
    if (const auto* decision = as<ApproveMilestone::Input>(order))
        return decision->approved ? tr("Is paid to the provider") : tr("Goes back to the client");
    return tr("Moves");
}

std::int64_t movedCredits(const models::ChannelOrder& order, const ChannelPreview& preview)
{
    const auto* decision = as<ApproveMilestone::Input>(order);
    if (!decision || decision->approved || preview.effects.empty())
        return preview.credits;
    return preview.effects.front().held_before - preview.effects.front().held_after; // what is given back
}

QString withHeld(std::int64_t available, std::int64_t held)
{
    return held == 0 ? creditDigits(available) : tr("%1 + %2 held").arg(creditDigits(available), creditDigits(held));
}

MoneyEffectRow rowOf(const ChannelEffect& effect, const RoleNames& roles, bool isPaidOut)
{
    MoneyEffectRow row;
    row.who = models::whoText(effect.agent_id);
    const auto role = roles.find(effect.agent_id);
    if (role != roles.end())
        row.note = models::roleWord(role->second);
    row.values = {creditDigits(effect.before + effect.held_before), creditDigits(effect.after + effect.held_after)};
    if (effect.held_before != 0 || effect.held_after != 0)
        row.second = tr("of it held: %1 before, %2 after").arg(creditDigits(effect.held_before), creditDigits(effect.held_after));
    if (isPaidOut)
        row.values << usdcDigits(effect.usdc_atomic.value_or("0"));
    row.address = text(effect.address);
    return row;
}

void addTotal(MoneyEffect& out, const ChannelPreview& preview, bool isPaidOut)
{
    if (preview.effects.size() < 2)
        return;
    std::int64_t before = 0;
    std::int64_t after = 0;
    for (const ChannelEffect& effect : preview.effects) {
        before += effect.before + effect.held_before;
        after += effect.after + effect.held_after;
    }
    out.total = {creditDigits(before), creditDigits(after)};
    if (isPaidOut)
        out.total << usdcDigits(preview.usdc_atomic.atomic());
}

QString irreversibleOf(const models::ChannelOrder& order)
{
    if (as<CloseChannel::Input>(order))
        return tr("the channel takes no more transactions, and what is paid out does not come back.");
    if (as<ExitChannel::Input>(order))
        return tr("the participant takes no further part in this channel, and what is paid out does not come back.");
    if (const auto* decision = as<ApproveMilestone::Input>(order))
        return decision->approved ? tr("the credits are the provider's from then on.")
                                  : tr("the milestone can no longer be approved.");
    if (as<SendTransaction::Input>(order))
        return tr("a transaction is final; only the receiver can send credits back.");
    return tr("what is paid in comes back only when the channel is closed, to whoever holds the credits then.");
}

QStringList notesOf(const models::ChannelOrder& order, const ChannelPreview& preview)
{
    QStringList notes;
    if (paysOut(order) && preview.network)
        notes << tr("Paid by the contract on %1; the server pays the network's fee.").arg(models::networkName(*preview.network));
    if (paysOut(order) && !preview.network)
        notes << tr("No money stands behind these credits: nobody is paid.");
    if (takesMoney(order) && preview.network)
        notes << tr("Credits come when the payment is final on %1. 1,000 CREDIT for a USDC.")
                     .arg(models::networkName(*preview.network));
    return notes;
}

QString columnOfMoney(const ChannelPreview& preview)
{
    return preview.network ? tr("USDC on %1").arg(models::networkName(*preview.network)) : tr("USDC");
}

std::vector<std::pair<QString, models::Cell>> factsOf(const models::ChannelResult& result)
{
    using Facts = std::vector<std::pair<QString, models::Cell>>;
    const auto entry = [](std::optional<std::int64_t> number) {
        return number ? models::Cell(models::Code{QStringLiteral("#%1").arg(models::formatCount(*number))})
                      : models::Cell(models::Absent{tr("It is written when its turn comes.")});
    };
    if (const auto* closed = std::get_if<contract::ClosedChannel>(&result))
        return Facts{{tr("Paid out"), models::usdcOf(closed->settlement.total_usdc_atomic.atomic())},
                     {tr("Transactions"), models::Count{closed->settlement.total_transactions}},
                     {tr("Journal"), entry(closed->settlement.entry_id)},
                     {tr("On the chain"), closed->settle_tx_hash ? models::Cell(models::Hash{text(*closed->settle_tx_hash)})
                                                                 : models::Cell(models::Text{tr("follows")})}};
    if (const auto* opened = std::get_if<contract::OpenedChannel>(&result))
        return Facts{{tr("Channel"), models::OwnId{text(opened->channel_id)}}, {tr("State"), models::channelState(*opened)}};
    if (const auto* topped = std::get_if<contract::ToppedUp>(&result))
        return Facts{{tr("Credits"), models::credits(topped->credits_added)},
                     {tr("For"), models::whoCell(topped->agent_id)},
                     {tr("Deposit"), models::Code{text(topped->deposit_id)}}};
    if (const auto* sent = std::get_if<contract::TransactionResult>(&result))
        return Facts{{tr("Transaction"), models::Code{text(sent->tx_id)}},
                     {tr("Amount"), models::credits(sent->amount)},
                     {tr("Journal"), entry(sent->entry_id)},
                     {tr("Durable after"), milliseconds(sent->latency_ms)}};
    if (const auto* payout = std::get_if<contract::ChannelPayout>(&result))
        return Facts{{tr("Credits"), models::credits(payout->credits)},
                     {tr("State"), models::payoutState(payout->state)},
                     {tr("Payout"), models::Code{text(payout->id)}}};
    const auto& milestone = std::get<contract::Milestone>(result);
    return Facts{{tr("Milestone"), models::Text{text(milestone.name)}},
                 {tr("Credits"), models::credits(milestone.credits)},
                 {tr("State"), models::milestoneState(milestone)}};
}

QString doneSentence(const models::ChannelResult& result)
{
    if (const auto* closed = std::get_if<contract::ClosedChannel>(&result))
        return closed->status == contract::ChannelState::settled
            ? tr("The channel is closed and settled.")
            : tr("The channel is closed. Its settlement is exact and final here; the chain transaction follows.");
    if (const auto* opened = std::get_if<contract::OpenedChannel>(&result))
        return opened->status == contract::ChannelState::active
            ? tr("The channel is open.")
            : tr("The payment was taken. The channel becomes active when it is final.");
    if (const auto* topped = std::get_if<contract::ToppedUp>(&result))
        return topped->status == "topped_up" ? tr("The credits are there.")
                                             : tr("The payment was taken. The credits come when it is final.");
    if (std::holds_alternative<contract::TransactionResult>(result))
        return tr("The transaction is durable.");
    if (std::holds_alternative<contract::ChannelPayout>(result))
        return tr("The participant has left. What it held is on its way.");
    return std::get<contract::Milestone>(result).state == contract::MilestoneState::approved
        ? tr("The milestone is approved and paid.")
        : tr("The milestone is rejected; its credits went back.");
}
} // namespace

MoneyWords wordsOf(const models::ChannelOrder& order, const QString& identity)
{
    MoneyWords words{.title = {}, .identity = identity, .confirm = ButtonKind::Primary, .reason = {}};
    if (as<CloseChannel::Input>(order)) {
        words.title = tr("Close channel and settle");
        words.confirm = ButtonKind::Destructive;
        words.reason = tr("Reason (goes to the audit log)");
    } else if (as<CreateChannel::Input>(order)) {
        words.title = tr("Open a channel");
    } else if (as<TopUpChannel::Input>(order)) {
        words.title = tr("Top up a participant");
    } else if (as<SendTransaction::Input>(order)) {
        words.title = tr("Send a transaction, for tests");
    } else if (as<ExitChannel::Input>(order)) {
        words.title = tr("Let a participant leave");
        words.confirm = ButtonKind::Destructive;
    } else {
        const bool isApproval = std::get<ApproveMilestone::Input>(order).approved;
        words.title = isApproval ? tr("Approve milestone") : tr("Reject milestone");
        words.confirm = isApproval ? ButtonKind::Primary : ButtonKind::Destructive;
    }
    return words;
}

MoneyEffect effectOf(const models::ChannelOrder& order, const ChannelPreview& preview, const RoleNames& roles)
{
    MoneyEffect out;
    const bool isPaidOut = paysOut(order);
    const bool isInUsdc = isPaidOut || takesMoney(order);
    out.caption = captionOf(order, preview);
    out.amount = isInUsdc ? usdcDigits(preview.usdc_atomic.atomic()) : creditDigits(movedCredits(order, preview));
    out.asset = isInUsdc ? QStringLiteral("USDC") : QStringLiteral("CREDIT");
    out.columns = {isPaidOut ? tr("Receives") : tr("Participant"), tr("CREDIT before"), tr("CREDIT after")};
    if (isPaidOut)
        out.columns << columnOfMoney(preview);
    for (const ChannelEffect& effect : preview.effects)
        out.rows.push_back(rowOf(effect, roles, isPaidOut));
    addTotal(out, preview, isPaidOut);
    out.notes = notesOf(order, preview);
    out.irreversible = irreversibleOf(order);
    for (const std::string& warning : preview.warnings)
        out.warnings << text(warning);
    out.refusal = text(preview.refusal);
    return out;
}

QString confirmTextOf(const models::ChannelOrder& order, const ChannelPreview* preview)
{
    const auto withAmount = [&](const QString& verb, const QString& alone = {}) {
        if (!preview)
            return alone.isEmpty() ? verb : alone;
        const QString amount = paysOut(order) || takesMoney(order) ? usdcText(preview->usdc_atomic.atomic())
                                                                   : creditText(movedCredits(order, *preview));
        return QStringList{verb, amount}.join(QLatin1Char(' '));
    };
    if (as<CloseChannel::Input>(order))
        return withAmount(tr("Close and settle"));
    if (as<CreateChannel::Input>(order))
        return withAmount(tr("Open with"), tr("Open channel"));
    if (as<TopUpChannel::Input>(order))
        return withAmount(tr("Top up"));
    if (as<SendTransaction::Input>(order))
        return withAmount(tr("Send"));
    if (as<ExitChannel::Input>(order))
        return withAmount(tr("Let leave with"), tr("Let leave"));
    return withAmount(std::get<ApproveMilestone::Input>(order).approved ? tr("Approve") : tr("Reject"));
}

QStringList differenceOf(const ChannelPreview& before, const ChannelPreview& after)
{
    QStringList out;
    if (before.usdc_atomic != after.usdc_atomic)
        out << tr("The amount is %1, before %2.").arg(usdcText(after.usdc_atomic.atomic()), usdcText(before.usdc_atomic.atomic()));
    else if (before.credits != after.credits)
        out << tr("The amount is %1, before %2.").arg(creditText(after.credits), creditText(before.credits));
    for (const ChannelEffect& now : after.effects) {
        const auto then = std::ranges::find(before.effects, now.agent_id, &ChannelEffect::agent_id);
        if (then == before.effects.end())
            out << tr("%1 was not affected before.").arg(models::whoText(now.agent_id));
        else if (then->before != now.before || then->held_before != now.held_before)
            out << tr("%1 holds %2, before %3.")
                       .arg(models::whoText(now.agent_id), withHeld(now.before, now.held_before),
                            withHeld(then->before, then->held_before));
    }
    for (const ChannelEffect& then : before.effects) {
        if (std::ranges::find(after.effects, then.agent_id, &ChannelEffect::agent_id) == after.effects.end())
            out << tr("%1 is no longer affected.").arg(models::whoText(then.agent_id));
    }
    if (out.isEmpty())
        out << tr("The state of the channel changed; the amounts are the same.");
    return out;
}

MoneyOutcome outcomeOf(const models::ChannelFlow& flow)
{
    using Stage = models::ChannelFlow::Stage;
    using Kind = MoneyOutcome::Kind;
    if (flow.stage() == Stage::Done)
        return {Kind::Done, tr("Done"), doneSentence(*flow.result()), factsOf(*flow.result()), {}};
    const ErrorText words = errorText(*flow.failure());
    if (flow.stage() == Stage::Unknown)
        return {Kind::Unknown, tr("Unknown, checking"),
                tr("We do not know yet whether it happened. Nothing is sent again by itself; the channel shows what comes of "
                   "it. Asking again is harmless: it bears the same key, so it takes effect at most once. You can close "
                   "this."),
                {{tr("Last answer"), models::Text{words.sentence}},
                 {tr("Key"), models::Code{QString::fromStdString(flow.key())}}}, {}};
    return {Kind::Refused, tr("Refused"), tr("Nothing moved. %1").arg(words.sentence), {},
            QStringList{words.code, words.requestId}.join(words.requestId.isEmpty() ? QString() : QStringLiteral(" · "))};
}

} // namespace bursar::ui
