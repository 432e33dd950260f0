// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/channels/channel_cells.h"

#include "models/common/format.h"
#include "models/common/tr.h"
#include "models/pages/common/amounts.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace bursar::models {

namespace {
constexpr std::uint64_t kUsdcPerCredit = 1'000; // atomic

struct NamedNetwork {
    std::string_view caip2;
    const char* name;
};
constexpr std::array kNetworks{NamedNetwork{"eip155:1", "Ethereum"},       NamedNetwork{"eip155:8453", "Base"},
                               NamedNetwork{"eip155:84532", "Base Sepolia"}, NamedNetwork{"eip155:137", "Polygon"},
                               NamedNetwork{"eip155:43114", "Avalanche"},  NamedNetwork{"eip155:11155111", "Sepolia"}};

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

template <class Enum>
QString wireWord(Enum value)
{
    return QLatin1String(boost::describe::enum_to_string(value, ""));
}

Cell milliseconds(std::optional<double> value, const QString& whyAbsent)
{
    if (!value)
        return Absent{whyAbsent};
    return Duration{std::chrono::microseconds(std::llround(*value * 1'000))};
}

Cell reasonCell(const std::optional<std::string>& reason)
{
    return reason ? Cell(Text{text(*reason)}) : Cell(Absent{tr("Nothing is in the way.")});
}

Cell ofOne(const std::optional<std::string>& participant)
{
    return participant ? whoCell(*participant) : Cell(Absent{tr("It is of all.")});
}

Cell hashCell(const std::optional<std::string>& hash, const QString& whyAbsent)
{
    return hash ? Cell(Hash{text(*hash)}) : Cell(Absent{whyAbsent});
}
} // namespace

Money credits(std::int64_t amount, CreditName name)
{
    return amountOf(std::to_string(amount), "CREDIT",
                    name == CreditName::Shown ? AssetName::Shown : AssetName::Omitted);
}

Money usdcOf(const std::string& atomic)
{
    return amountOf(atomic, "USDC");
}

base::Amount usdcOfCredits(std::int64_t amount)
{
    return base::Amount(static_cast<std::uint64_t>(amount)) * kUsdcPerCredit;
}

Cell whoCell(const std::string& participant)
{
    const Cell cell = ownerCell(participant);
    return std::holds_alternative<Address>(cell) ? cell : Cell(Text{text(participant)});
}

QString whoText(const std::string& participant)
{
    return shown(whoCell(participant));
}

QString roleWord(const std::string& role)
{
    if (role == "client")
        return tr("client");
    return role == "provider" ? tr("provider") : text(role); // a newer server's
}

QString networkName(const std::string& caip2)
{
    const auto* found = std::ranges::find(kNetworks, caip2, &NamedNetwork::caip2);
    return found == std::end(kNetworks) ? text(caip2) : QLatin1String(found->name);
}

State channelState(const contract::Channel& channel)
{
    return {StateThing::Channel, wireWord(channel.status), {}};
}

State milestoneState(const contract::Milestone& milestone)
{
    if (milestone.state != contract::MilestoneState::completed)
        return {StateThing::Milestone, wireWord(milestone.state), {}};
    const Instant now = displaySettings().now();
    if (!milestone.approves_itself_at || *milestone.approves_itself_at <= now)
        return {StateThing::Milestone, QStringLiteral("delivered"), {}};
    return {StateThing::Milestone, QStringLiteral("delivered"), {formatAge(*milestone.approves_itself_at - now)}};
}

State depositState(contract::DepositState state)
{
    using enum contract::DepositState;
    switch (state) {
    case claimed: return {StateThing::Payout, QStringLiteral("pending"), {}};
    case settling: return {StateThing::Payout, QStringLiteral("sent"), {}};
    case credited: return {StateThing::Payout, QStringLiteral("confirmed"), {}};
    case unknown:
    case failed: return {StateThing::Payout, wireWord(state), {}};
    case mined:
    case final: return {StateThing::Withdrawal, wireWord(state), {}};
    }
    return {};
}

State payoutState(contract::PayoutState state)
{
    using enum contract::PayoutState;
    switch (state) {
    case posting: return {StateThing::Payout, QStringLiteral("pending"), {}};
    case sending: return {StateThing::Payout, QStringLiteral("sent"), {}};
    case done: return {StateThing::Payout, QStringLiteral("confirmed"), {}};
    case unknown: return {StateThing::Payout, wireWord(state), {}};
    case signing:
    case mined:
    case final: return {StateThing::Withdrawal, wireWord(state), {}};
    }
    return {};
}

State escrowState(const contract::EscrowComparison& comparison)
{
    State state{StateThing::EscrowCheck, wireWord(comparison.agreement), {}};
    if (comparison.agreement == contract::EscrowAgreement::differs)
        state.args = {formatMoney(usdcOf(comparison.difference_atomic))};
    if (comparison.agreement == contract::EscrowAgreement::not_read && comparison.read_at)
        state.args = {formatTime(*comparison.read_at)};
    return state;
}

bool isOpen(const contract::Milestone& milestone)
{
    return milestone.state == contract::MilestoneState::pending || milestone.state == contract::MilestoneState::completed;
}

Cell channelCell(const contract::Channel& row, ChannelColumn column)
{
    switch (column) {
    case ChannelColumn::Id: return OwnId{text(row.channel_id)};
    case ChannelColumn::State: return channelState(row);
    case ChannelColumn::Participants: return Count{row.participant_count};
    case ChannelColumn::Deposited: return usdcOf(row.total_usdc_deposited_atomic.atomic());
    case ChannelColumn::Circulating: return credits(row.credits_in_circulation, CreditName::Omitted);
    case ChannelColumn::Held: return credits(row.credits_held, CreditName::Omitted);
    case ChannelColumn::Transactions: return Count{row.total_transactions};
    case ChannelColumn::Latency:
        return milliseconds(row.total_transactions > 0 ? std::optional(row.avg_latency_ms) : std::nullopt,
                            tr("No transaction yet."));
    case ChannelColumn::Created: return Time{row.created_at};
    }
    return Absent{};
}

Cell transactionCell(const contract::ChannelTransaction& row, TransactionColumn column)
{
    switch (column) {
    case TransactionColumn::Time: return Time{row.created_at, TimeStyle::Log};
    case TransactionColumn::From: return whoCell(row.from_address);
    case TransactionColumn::To: return whoCell(row.to_address);
    case TransactionColumn::Amount: return credits(row.amount);
    case TransactionColumn::Memo: return row.memo.empty() ? Cell(Absent{tr("No memo.")}) : Cell(Text{text(row.memo)});
    case TransactionColumn::Latency:
        return milliseconds(row.latency_ms, tr("Known to the server that took it, for a while."));
    case TransactionColumn::Entry: return Count{row.entry_id};
    case TransactionColumn::Id: return Code{text(row.tx_id)};
    }
    return Absent{};
}

Cell participantCell(const contract::ChannelParticipant& row, ParticipantColumn column)
{
    switch (column) {
    case ParticipantColumn::Who: return whoCell(row.agent_id);
    case ParticipantColumn::Role: {
        QStringList words;
        if (row.role)
            words << roleWord(*row.role);
        if (row.state == contract::ParticipantState::exiting)
            words << tr("is leaving");
        else if (row.state == contract::ParticipantState::exited)
            words << tr("has left");
        else if (row.state == contract::ParticipantState::settled)
            words << tr("settled");
        return words.isEmpty() ? Cell(Absent{tr("No role was named.")})
                               : Cell(Text{words.join(QStringLiteral(" · ")), true});
    }
    case ParticipantColumn::Available: return credits(row.balance, CreditName::Omitted);
    case ParticipantColumn::Held: return credits(row.held, CreditName::Omitted);
    case ParticipantColumn::Net: return credits(row.net_24h, CreditName::Omitted);
    }
    return Absent{};
}

Cell milestoneCell(const contract::Milestone& row, MilestoneColumn column)
{
    switch (column) {
    case MilestoneColumn::Name: return Text{text(row.name)};
    case MilestoneColumn::Credits: return credits(row.credits, CreditName::Omitted);
    case MilestoneColumn::State: return milestoneState(row);
    case MilestoneColumn::Client: return whoCell(row.client);
    case MilestoneColumn::Provider: return whoCell(row.provider);
    }
    return Absent{};
}

Cell depositCell(const contract::ChannelDeposit& row, MovementColumn column)
{
    const bool isOver = row.state == contract::DepositState::credited || row.state == contract::DepositState::failed;
    switch (column) {
    case MovementColumn::What:
        return Text{row.kind == "open" ? tr("Deposit") : tr("Top-up")};
    case MovementColumn::Who: return ofOne(row.agent_id);
    case MovementColumn::State: return depositState(row.state);
    case MovementColumn::Amount: return usdcOf(row.amount_atomic.atomic());
    case MovementColumn::Transaction: return hashCell(row.transaction, tr("No chain transaction is known."));
    case MovementColumn::NextLook:
        if (isOver)
            return Absent{tr("It is over.")};
        return row.next_look_at ? Cell(Time{*row.next_look_at, TimeStyle::Until}) : Cell(Absent{tr("No look is planned.")});
    case MovementColumn::Since: return Time{row.created_at};
    case MovementColumn::Reason: return reasonCell(row.reason);
    }
    return Absent{};
}

Cell payoutCell(const contract::ChannelPayout& row, MovementColumn column)
{
    switch (column) {
    case MovementColumn::What:
        return Text{row.kind == "settle" ? tr("Settlement") : tr("Exit")};
    case MovementColumn::Who: return ofOne(row.agent_id);
    case MovementColumn::State: return payoutState(row.state);
    case MovementColumn::Amount: return usdcOf(usdcOfCredits(row.credits).atomic());
    case MovementColumn::Transaction: return hashCell(row.transaction, tr("No chain transaction is known."));
    case MovementColumn::NextLook:
        return Absent{row.state == contract::PayoutState::done ? tr("It is over.")
                                                               : tr("The engine looks every few seconds.")};
    case MovementColumn::Since: return Time{row.created_at};
    case MovementColumn::Reason: return reasonCell(row.reason);
    }
    return Absent{};
}

} // namespace bursar::models
