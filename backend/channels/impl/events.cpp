// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/impl/events.h"

#include "channels/impl/book.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace bursar::channels {

namespace {
namespace json = boost::json;

/// "channel:ch_…:topup:…" → "topup"; "milestone:…:pay" → "milestone_pay"; "tx_…" → "tx".
std::string kindOf(const ledger::JournalRow& row)
{
    if (row.key.starts_with(kTransactionKey))
        return "tx";
    if (row.key.starts_with("milestone:"))
        return "milestone_" + row.key.substr(row.key.rfind(':') + 1);
    const std::size_t first = row.key.find(':');
    const std::size_t second = first == row.key.npos ? row.key.npos : row.key.find(':', first + 1);
    if (second == row.key.npos)
        return {};
    return row.key.substr(second + 1, row.key.find(':', second + 1) - second - 1);
}

struct Movement {
    std::string who;
    std::int64_t credits = 0;
};

std::vector<Movement> movementsOf(const ledger::JournalRow& row, DatabaseEngine& engine)
{
    const auto participants = engine.participantsOf(std::string(channelOfCause(row.cause)), row.postings);
    std::vector<Movement> out;
    for (const ledger::Posting& posting : row.postings) {
        const auto found = participants.byAccount.find(posting.account);
        if (found != participants.byAccount.end())
            out.push_back({found->second, std::stoll(posting.amount.atomic())});
    }
    return out;
}

json::object balancesOf(const std::vector<Movement>& movements)
{
    json::object out;
    for (const Movement& movement : movements)
        out[movement.who] = std::abs(movement.credits);
    return out;
}

/// As the operation's answer has it.
template <class Op>
json::object asObject(const typename Op::Output& output)
{
    return contract::Codec<Op>::encodeOutput(output).as_object();
}

/// Immutable by the time that there is such an event.
json::value settlementOf(DatabaseEngine& engine, const std::string& channel)
{
    return asObject<contract::GetChannel>(engine.getChannel(channel)).at("settlement");
}

void fillTransaction(contract::ChannelEvent& event, const ledger::JournalRow& row, const std::vector<Movement>& movements,
                     DatabaseEngine& engine)
{
    event.payload = {{"tx_id", row.key}, {"channel_id", event.channel_id}, {"memo", row.memo}, {"status", "confirmed"}};
    for (const Movement& movement : movements) {
        event.payload[movement.credits < 0 ? "from" : "to"] = movement.who;
        event.payload["amount"] = std::abs(movement.credits);
        if (movement.credits < 0)
            event.agent_id = movement.who;
    }
    if (const auto latency = engine.latencyOf(row.key))
        event.payload["latency_ms"] = *latency;
    else
        event.payload["latency_ms"] = nullptr;
}
} // namespace

std::string_view channelOfCause(std::string_view cause)
{
    return cause.starts_with(kCause) ? cause.substr(kCause.size()) : std::string_view();
}

std::optional<contract::ChannelEvent> eventOf(const ledger::JournalRow& row, DatabaseEngine& engine)
{
    const std::string_view channel = channelOfCause(row.cause);
    if (channel.empty())
        return std::nullopt;
    contract::ChannelEvent event;
    event.id = std::to_string(ledger::number(row.id));
    event.channel_id = channel;
    event.seq = ledger::number(row.id);
    event.created_at = row.at;
    const std::string kind = kindOf(row);
    const std::vector<Movement> movements = movementsOf(row, engine);
    if (kind == "tx") {
        event.event_type = "tx_confirmed";
        fillTransaction(event, row, movements, engine);
    } else if (kind == "deposit") { // the account that a channel's money is booked on: opened first of all
        event.event_type = "channel_created";
        event.payload = asObject<contract::AdminGetChannel>(engine.getChannel(event.channel_id).channel);
    } else if (kind == "open") {
        event.event_type = "channel_activated";
        event.payload = {{"channel_id", channel}, {"status", "active"}, {"balances", balancesOf(movements)}};
    } else if (kind == "topup" && !movements.empty()) {
        event.event_type = "credits_topped_up";
        event.agent_id = movements.front().who;
        event.payload = {{"agent_id", movements.front().who}, {"credits_added", movements.front().credits}};
    } else if (kind == "exit" && !movements.empty()) {
        event.event_type = "participant_exiting";
        event.agent_id = movements.front().who;
        event.payload = {{"agent_id", movements.front().who}, {"credits", -movements.front().credits}};
    } else if (kind == "exited") {
        event.event_type = "participant_exited";
        event.payload = {{"tx_hash", row.memo}};
    } else if (kind == "settle" && row.type == "transfer") {
        event.event_type = "channel_closing";
        event.payload = {{"balances", balancesOf(movements)}};
    } else if (kind == "settled") {
        event.event_type = "channel_settled";
        event.payload = {{"settlement", settlementOf(engine, event.channel_id)}, {"settle_tx_hash", row.memo}};
    } else if (kind == "milestone_hold" || kind == "milestone_pay" || kind == "milestone_release") {
        event.event_type = kind == "milestone_hold" ? "milestone_held"
            : kind == "milestone_pay"               ? "milestone_approved"
                                                    : "milestone_rejected";
        event.payload = {{"milestone", row.memo}};
    } else {
        return std::nullopt;
    }
    return event;
}

std::string messageOf(const contract::ChannelEvent& event)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(event.created_at).time_since_epoch().count();
    return json::serialize(json::object{{"type", event.event_type},
                                        {"channel_id", event.channel_id},
                                        {"seq", event.seq},
                                        {"payload", event.payload},
                                        {"timestamp", milliseconds}});
}

} // namespace bursar::channels
