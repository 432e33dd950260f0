// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels.h"
#include "models/common/cell.h"

/// Channels and what they consist of as typed cells. Credits and USDC are exact.
namespace bursar::models {

/// Columns of the tables, in the order of their models.
enum class ChannelColumn { Id, State, Participants, Deposited, Circulating, Held, Transactions, Latency, Created };
inline constexpr int kChannelColumns = static_cast<int>(ChannelColumn::Created) + 1;
enum class TransactionColumn { Time, From, To, Amount, Memo, Latency, Entry, Id };
inline constexpr int kTransactionColumns = static_cast<int>(TransactionColumn::Id) + 1;
enum class ParticipantColumn { Who, Role, Available, Held, Net };
inline constexpr int kParticipantColumns = static_cast<int>(ParticipantColumn::Net) + 1;
enum class MilestoneColumn { Name, Credits, State, Client, Provider };
inline constexpr int kMilestoneColumns = static_cast<int>(MilestoneColumn::Provider) + 1;
/// Deposits and payouts in one table: money on its way in and out.
enum class MovementColumn { What, Who, State, Amount, Transaction, NextLook, Since, Reason };
inline constexpr int kMovementColumns = static_cast<int>(MovementColumn::Reason) + 1;

Cell channelCell(const contract::Channel& row, ChannelColumn column);
Cell transactionCell(const contract::ChannelTransaction& row, TransactionColumn column);
Cell participantCell(const contract::ChannelParticipant& row, ParticipantColumn column);
Cell milestoneCell(const contract::Milestone& row, MilestoneColumn column);
Cell depositCell(const contract::ChannelDeposit& row, MovementColumn column);
Cell payoutCell(const contract::ChannelPayout& row, MovementColumn column);

/// An agent of this server by its name, anyone else by the address.
Cell whoCell(const std::string& participant);
QString whoText(const std::string& participant);
/// `client`, `provider`, in the console's language.
QString roleWord(const std::string& role);
/// Credits, with the asset's name unless the column says it.
enum class CreditName { Shown, Omitted };
Money credits(std::int64_t amount, CreditName name = CreditName::Shown);
Money usdcOf(const std::string& atomic);
/// A credit is a thousandth of a USDC.
base::Amount usdcOfCredits(std::int64_t amount);

State channelState(const contract::Channel& channel);
State milestoneState(const contract::Milestone& milestone);
State depositState(contract::DepositState state);
State payoutState(contract::PayoutState state);
/// Of a comparison that has a contract to compare with.
State escrowState(const contract::EscrowComparison& comparison);
/// Whether a milestone can still be approved or rejected.
bool isOpen(const contract::Milestone& milestone);
/// `Base`, or the identifier as it came: `eip155:31337`.
QString networkName(const std::string& caip2);

} // namespace bursar::models
