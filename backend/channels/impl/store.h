// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels.h"
#include "db/db.h"
#include "ledger/types.h"

#include <optional>
#include <string>
#include <vector>

/// The rows of channels. Amounts of credits are int64: 2^63 credits are more USDC than there is.
namespace bursar::channels {

struct ParticipantRow {
    std::string participant;
    std::optional<std::string> role;
    std::optional<std::string> address;
    std::int64_t share = 0;
    std::optional<ledger::AccountId> account;
    contract::ParticipantState state = contract::ParticipantState::active;
};

struct MilestoneRow {
    std::string id;
    std::string name;
    std::int64_t credits = 0;
    std::string client;
    std::string provider;
    std::string state = "pending"; // also approving, rejecting: decided, the ledger follows
    std::optional<std::string> proof;
    std::optional<base::Time> completedAt;
    std::optional<base::Time> approvesAt;
    std::optional<base::Time> decidedAt;
    std::optional<std::string> decidedBy;
    std::optional<ledger::HoldId> hold;
};

struct DepositRow {
    std::string id;
    std::string kind; // open, topup
    contract::DepositState state = contract::DepositState::claimed;
    base::Amount amount;
    std::optional<std::string> participant;
    std::optional<std::string> payer;
    std::optional<std::string> nonce;
    std::optional<std::string> payment;
    std::optional<std::string> call;
    std::optional<std::string> transaction;
    std::optional<std::string> reason;
    std::optional<std::int64_t> entry;
    base::Time createdAt;
    std::optional<base::Time> nextLookAt;

    bool over() const { return state == contract::DepositState::credited || state == contract::DepositState::failed; }
};

struct PayoutRow {
    std::string id;
    std::string kind; // exit, settle
    contract::PayoutState state = contract::PayoutState::posting;
    std::int64_t sequence = 0;
    std::int64_t credits = 0;
    std::optional<std::string> participant;
    std::optional<std::string> version;
    std::optional<std::string> statement;
    std::optional<std::string> call;
    std::optional<std::string> transaction;
    std::optional<std::string> reason;
    std::optional<std::int64_t> entry;
    base::Time createdAt;
    std::optional<base::Time> finishedAt;
    std::optional<base::Time> nextLookAt;
    std::map<std::string, std::int64_t> shares; // credits that were taken in, by participant
};

struct ChannelRow {
    std::string id;
    std::string uuid;
    contract::ChannelState state = contract::ChannelState::pending;
    bool paused = false;
    std::optional<std::string> reason;
    int maxParticipants = 0;
    std::optional<std::uint64_t> chainId;
    std::optional<std::string> contract;
    bool simulated = false;
    std::optional<ledger::AccountId> depositAccount;
    std::optional<ledger::AccountId> closingAccount;
    base::Amount deposited;
    std::int64_t transactions = 0;
    std::int64_t latencyMicroseconds = 0;
    std::int64_t latencyCount = 0;
    base::Time createdAt;
    std::optional<base::Time> openedAt;
    std::optional<base::Time> closedAt;
};

/// A channel with all that belongs to it.
struct Snapshot {
    ChannelRow channel;
    std::vector<ParticipantRow> participants;
    std::vector<MilestoneRow> milestones;
    std::vector<DepositRow> deposits;
    std::vector<PayoutRow> payouts;

    const ParticipantRow* participant(std::string_view name) const;
    const PayoutRow* settlement() const;
    /// Of the ledger: those that were opened.
    std::vector<ledger::AccountId> accounts() const;
};

/// All columns of ChannelRow, for rowOf().
inline constexpr std::string_view kChannelColumns =
    "c.id, c.uuid, c.state, c.paused, c.reason, c.max_participants, c.chain_id, c.contract, c.simulated, "
    "c.deposit_account, c.closing_account, c.deposited, c.transactions, c.latency_us, c.latency_count, "
    "c.created_at, c.opened_at, c.closed_at";
ChannelRow channelOf(const db::Row& row);

/// Empty when there is no such channel. `lock`: for the rest of the transaction.
enum class Lock { No, Yes };
std::optional<Snapshot> load(db::Transaction& tx, std::string_view id, Lock lock);
/// Participants of these channels, by channel.
std::map<std::string, std::vector<ParticipantRow>> participantsOf(db::Transaction& tx, const std::vector<std::string>& ids);

void insert(db::Transaction& tx, const Snapshot& snapshot);
void insert(db::Transaction& tx, const std::string& channel, const DepositRow& deposit);
void insert(db::Transaction& tx, const std::string& channel, const PayoutRow& payout);

void insertShares(db::Transaction& tx, const PayoutRow& payout);

/// Guarded changes: false when the row was not in that state any more.
bool setState(db::Transaction& tx, const std::string& channel, contract::ChannelState from, contract::ChannelState to);
bool setMilestone(db::Transaction& tx, const MilestoneRow& milestone, std::string_view from);
bool setDeposit(db::Transaction& tx, const DepositRow& deposit, contract::DepositState from);
bool setPayout(db::Transaction& tx, const PayoutRow& payout, contract::PayoutState from);
void setParticipantState(db::Transaction& tx, const std::string& channel, const std::string& participant,
                         contract::ParticipantState state);
/// When to look at the channel again; empty when there is nothing to do.
void setAttention(db::Transaction& tx, const std::string& channel, std::optional<base::Time> at);

} // namespace bursar::channels
