// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/impl/store.h"

#include "base/error.h"

#include <fmt/format.h>

namespace bursar::channels {

namespace {
template <class E>
std::string word(E value)
{
    return boost::describe::enum_to_string(value, "");
}

template <class E>
E fromWord(std::string_view text)
{
    E value{};
    if (!boost::describe::enum_from_string(std::string(text).c_str(), value))
        throw base::Error(base::ErrorCode::Internal, "row_unreadable", "A channel's row holds a word that is not known.");
    return value;
}

std::optional<ledger::JournalId> optId(const db::Row& row, int column)
{
    const auto value = row.optInteger(column);
    return value ? std::optional(ledger::JournalId(*value)) : std::nullopt;
}

db::Param param(const std::optional<ledger::JournalId>& id)
{
    return id ? db::Param(ledger::number(*id)) : db::Param(std::nullopt);
}

ParticipantRow participantRow(const db::Row& row, int first)
{
    return {row.string(first), row.optString(first + 1), row.optString(first + 2), row.integer(first + 3),
            optId(row, first + 4), fromWord<contract::ParticipantState>(row.text(first + 5))};
}

void readMilestones(db::Transaction& tx, Snapshot& out)
{
    for (const db::Row row : tx.exec("SELECT id, name, credits, client, provider, state, proof, completed_at, approves_at, "
                                     "decided_at, decided_by, hold FROM channels_milestone WHERE channel_id = $1 "
                                     "ORDER BY position", {out.channel.id})) {
        out.milestones.push_back({row.string(0), row.string(1), row.integer(2), row.string(3), row.string(4), row.string(5),
                                  row.optString(6), row.optTime(7), row.optTime(8), row.optTime(9), row.optString(10),
                                  optId(row, 11)});
    }
}

void readDeposits(db::Transaction& tx, Snapshot& out)
{
    for (const db::Row row : tx.exec("SELECT id, kind, state, amount, participant, payer, nonce, payment, call, transaction, "
                                     "reason, entry, created_at, next_look_at FROM channels_deposit WHERE channel_id = $1 "
                                     "ORDER BY created_at, id", {out.channel.id})) {
        out.deposits.push_back({row.string(0), row.string(1), fromWord<contract::DepositState>(row.text(2)), row.amount(3),
                                row.optString(4), row.optString(5), row.optString(6), row.optString(7), row.optString(8),
                                row.optString(9), row.optString(10), row.optInteger(11), row.time(12), row.optTime(13)});
    }
}

void readPayouts(db::Transaction& tx, Snapshot& out)
{
    for (const db::Row row : tx.exec("SELECT id, kind, state, sequence, credits, participant, version, statement, call, "
                                     "transaction, reason, entry, created_at, finished_at, next_look_at FROM channels_payout "
                                     "WHERE channel_id = $1 ORDER BY created_at, id", {out.channel.id})) {
        out.payouts.push_back({row.string(0), row.string(1), fromWord<contract::PayoutState>(row.text(2)), row.integer(3),
                               row.integer(4), row.optString(5), row.optString(6), row.optString(7), row.optString(8),
                               row.optString(9), row.optString(10), row.optInteger(11), row.time(12), row.optTime(13),
                               row.optTime(14), {}});
    }
    for (const db::Row row : tx.exec("SELECT s.payout_id, s.participant, s.credits FROM channels_payout_share s "
                                     "JOIN channels_payout p ON p.id = s.payout_id WHERE p.channel_id = $1", {out.channel.id})) {
        for (PayoutRow& payout : out.payouts) {
            if (payout.id == row.text(0))
                payout.shares[row.string(1)] = row.integer(2);
        }
    }
}
} // namespace

const ParticipantRow* Snapshot::participant(std::string_view name) const
{
    for (const ParticipantRow& row : participants) {
        if (row.participant == name)
            return &row;
    }
    return nullptr;
}

const PayoutRow* Snapshot::settlement() const
{
    for (const PayoutRow& row : payouts) {
        if (row.kind == "settle")
            return &row;
    }
    return nullptr;
}

std::vector<ledger::AccountId> Snapshot::accounts() const
{
    std::vector<ledger::AccountId> out;
    for (const ParticipantRow& row : participants) {
        if (row.account)
            out.push_back(*row.account);
    }
    return out;
}

ChannelRow channelOf(const db::Row& row)
{
    ChannelRow out;
    out.id = row.string(0);
    out.uuid = row.string(1);
    out.state = fromWord<contract::ChannelState>(row.text(2));
    out.paused = row.boolean(3);
    out.reason = row.optString(4);
    out.maxParticipants = int(row.integer(5));
    if (const auto chain = row.optInteger(6))
        out.chainId = std::uint64_t(*chain);
    out.contract = row.optString(7);
    out.simulated = row.boolean(8);
    out.depositAccount = optId(row, 9);
    out.closingAccount = optId(row, 10);
    out.deposited = row.amount(11);
    out.transactions = row.integer(12);
    out.latencyMicroseconds = row.integer(13);
    out.latencyCount = row.integer(14);
    out.createdAt = row.time(15);
    out.openedAt = row.optTime(16);
    out.closedAt = row.optTime(17);
    return out;
}

std::optional<Snapshot> load(db::Transaction& tx, std::string_view id, Lock lock)
{
    const db::Result found = tx.exec(fmt::format("SELECT {} FROM channels_channel c WHERE c.id = $1{}", kChannelColumns,
                                                 lock == Lock::Yes ? " FOR UPDATE" : ""), {id});
    if (found.empty())
        return std::nullopt;
    Snapshot out;
    out.channel = channelOf(found[0]);
    for (const db::Row row : tx.exec("SELECT participant, role, address, share, account, state FROM channels_participant "
                                     "WHERE channel_id = $1 ORDER BY position", {id}))
        out.participants.push_back(participantRow(row, 0));
    readMilestones(tx, out);
    readDeposits(tx, out);
    readPayouts(tx, out);
    return out;
}

std::map<std::string, std::vector<ParticipantRow>> participantsOf(db::Transaction& tx, const std::vector<std::string>& ids)
{
    std::map<std::string, std::vector<ParticipantRow>> out;
    for (const db::Row row : tx.exec("SELECT channel_id, participant, role, address, share, account, state "
                                     "FROM channels_participant WHERE channel_id = ANY ($1::text[]) "
                                     "ORDER BY channel_id, position", {db::Param::array(ids)}))
        out[row.string(0)].push_back(participantRow(row, 1));
    return out;
}

void insert(db::Transaction& tx, const Snapshot& snapshot)
{
    const ChannelRow& channel = snapshot.channel;
    tx.exec("INSERT INTO channels_channel (id, uuid, state, max_participants, chain_id, contract, simulated, created_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            {channel.id, channel.uuid, word(channel.state), channel.maxParticipants, channel.chainId, channel.contract,
             channel.simulated, channel.createdAt});
    int position = 0;
    for (const ParticipantRow& row : snapshot.participants)
        tx.exec("INSERT INTO channels_participant (channel_id, participant, position, role, address, share, state) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                {channel.id, row.participant, position++, row.role, row.address, row.share, word(row.state)});
    position = 0;
    for (const MilestoneRow& row : snapshot.milestones)
        tx.exec("INSERT INTO channels_milestone (id, channel_id, position, name, credits, client, provider, state) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                {row.id, channel.id, position++, row.name, row.credits, row.client, row.provider, row.state});
    for (const DepositRow& row : snapshot.deposits)
        insert(tx, channel.id, row);
}

void insert(db::Transaction& tx, const std::string& channel, const DepositRow& row)
{
    tx.exec("INSERT INTO channels_deposit (id, channel_id, kind, state, amount, participant, payer, nonce, payment, call, "
            "transaction, reason, created_at, next_look_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            {row.id, channel, row.kind, word(row.state), row.amount, row.participant, row.payer, row.nonce, row.payment,
             row.call, row.transaction, row.reason, row.createdAt, row.nextLookAt});
}

void insert(db::Transaction& tx, const std::string& channel, const PayoutRow& row)
{
    tx.exec("INSERT INTO channels_payout (id, channel_id, kind, state, sequence, credits, participant, version, entry, "
            "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            {row.id, channel, row.kind, word(row.state), row.sequence, row.credits, row.participant, row.version, row.entry,
             row.createdAt});
}

void insertShares(db::Transaction& tx, const PayoutRow& payout)
{
    for (const auto& [participant, credits] : payout.shares)
        tx.exec("INSERT INTO channels_payout_share (payout_id, participant, credits) VALUES ($1, $2, $3)",
                {payout.id, participant, credits});
}

bool setState(db::Transaction& tx, const std::string& channel, contract::ChannelState from, contract::ChannelState to)
{
    return tx.exec("UPDATE channels_channel SET state = $3 WHERE id = $1 AND state = $2", {channel, word(from), word(to)})
               .affected() > 0;
}

bool setMilestone(db::Transaction& tx, const MilestoneRow& row, std::string_view from)
{
    return tx.exec("UPDATE channels_milestone SET state = $3, proof = $4, completed_at = $5, approves_at = $6, "
                   "decided_at = $7, decided_by = $8, hold = $9 WHERE id = $1 AND state = $2",
                   {row.id, from, row.state, row.proof, row.completedAt, row.approvesAt, row.decidedAt, row.decidedBy,
                    param(row.hold)})
               .affected() > 0;
}

bool setDeposit(db::Transaction& tx, const DepositRow& row, contract::DepositState from)
{
    return tx.exec("UPDATE channels_deposit SET state = $3, call = $4, transaction = $5, reason = $6, entry = $7, "
                   "next_look_at = $8 WHERE id = $1 AND state = $2",
                   {row.id, word(from), word(row.state), row.call, row.transaction, row.reason, row.entry, row.nextLookAt})
               .affected() > 0;
}

bool setPayout(db::Transaction& tx, const PayoutRow& row, contract::PayoutState from)
{
    return tx.exec("UPDATE channels_payout SET state = $3, sequence = $4, credits = $5, statement = $6, call = $7, "
                   "transaction = $8, reason = $9, entry = $10, finished_at = $11, next_look_at = $12 "
                   "WHERE id = $1 AND state = $2",
                   {row.id, word(from), word(row.state), row.sequence, row.credits, row.statement, row.call,
                    row.transaction, row.reason, row.entry, row.finishedAt, row.nextLookAt})
               .affected() > 0;
}

void setParticipantState(db::Transaction& tx, const std::string& channel, const std::string& participant,
                         contract::ParticipantState state)
{
    tx.exec("UPDATE channels_participant SET state = $3 WHERE channel_id = $1 AND participant = $2",
            {channel, participant, word(state)});
}

void setAttention(db::Transaction& tx, const std::string& channel, std::optional<base::Time> at)
{
    tx.exec("UPDATE channels_channel SET attention_at = $2 WHERE id = $1", {channel, at});
}

} // namespace bursar::channels
