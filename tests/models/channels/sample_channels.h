// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

/// Channels for tests: numbered from 1, the higher the newer; balances and deposits add up.
namespace bursar::test {

using namespace std::chrono_literals;

inline base::Time channelsNow()
{
    return *base::parseTime("2026-11-20T14:30:07Z");
}

inline const std::string kProvider = "meerkat-19";
inline const std::string kClient = "0x12ab33fe5c0177d2a90b6e11f4c8d3a709c19f31";

inline std::string channelId(int number)
{
    return fmt::format("ch_1a2b3c4d-{:03}", number);
}

inline contract::Channel sampleChannel(int number, contract::ChannelState status = contract::ChannelState::active)
{
    contract::Channel channel;
    channel.id = fmt::format("00000000-0000-4000-8000-{:012}", number);
    channel.channel_id = channelId(number);
    channel.mode = "lite";
    channel.type = "private";
    channel.status = status;
    channel.total_usdc_deposited_atomic = base::Amount(1'250'000'000);
    channel.total_usdc_deposited = 1'250;
    channel.total_credits_minted = 1'250'000;
    channel.credits_in_circulation = 1'250'000;
    channel.credits_held = 25'000;
    channel.total_transactions = 10'412;
    channel.avg_latency_ms = 0.6;
    channel.participant_count = 2;
    channel.max_participants = 10;
    channel.network = "eip155:8453";
    channel.escrow_contract = "0x5b11e0cd7a3f2b9941c6d8e07f10a2b3c4d5e6f7";
    channel.created_at = channelsNow() - 48h + std::chrono::minutes(number);
    channel.opened_at = channel.created_at + 2min;
    return channel;
}

inline contract::ChannelDetail sampleDetail(int number = 1, contract::ChannelState status = contract::ChannelState::active)
{
    contract::ChannelDetail detail;
    detail.channel = sampleChannel(number, status);
    const std::string payee = "0x742d35cc6634c0532925a3b844bc9e757f4faed1";
    detail.participants = {{kProvider, "provider", payee, contract::ParticipantState::active, 812'340, 0, 31, 41'020},
                           {kClient, "client", kClient, contract::ParticipantState::active, 412'660, 25'000, 32, -41'020}};
    contract::Milestone delivered{.id = "ms_1", .name = "Dataset", .credits = 25'000, .client = kClient, .provider = kProvider,
                                  .state = contract::MilestoneState::completed};
    delivered.approves_itself_at = channelsNow() + 22h + 10min;
    delivered.hold_id = 77;
    contract::Milestone approved{.id = "ms_2", .name = "Draft", .credits = 40'000, .client = kClient, .provider = kProvider,
                                 .state = contract::MilestoneState::approved};
    approved.decided_at = channelsNow() - 30h;
    detail.milestones = {delivered, approved};
    contract::ChannelDeposit open{.id = "dep_1", .kind = "open", .state = contract::DepositState::credited,
                                  .amount_atomic = base::Amount(1'250'000'000), .credits = 1'250'000};
    open.transaction = "0x9f3c1e22aa01b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80912a4d2aa";
    open.created_at = detail.channel.created_at;
    contract::ChannelDeposit topUp{.id = "dep_2", .kind = "topup", .state = contract::DepositState::unknown,
                                   .amount_atomic = base::Amount(50'000'000), .credits = 50'000, .agent_id = kClient};
    topUp.reason = "The node stopped answering after the send.";
    topUp.next_look_at = channelsNow() + 42s;
    topUp.created_at = channelsNow() - 3min;
    detail.deposits = {open, topUp};
    return detail;
}

inline contract::ChannelTransaction sampleTransaction(std::int64_t entry)
{
    contract::ChannelTransaction transaction;
    transaction.entry_id = entry;
    transaction.id = std::to_string(entry);
    transaction.channel_id = channelId(1);
    transaction.tx_id = fmt::format("tx_{:012}", entry);
    transaction.from_address = kClient;
    transaction.to_address = kProvider;
    transaction.amount = 20 + entry % 7;
    transaction.memo = fmt::format("search q-{}", entry);
    transaction.status = "confirmed";
    transaction.latency_ms = 0.6;
    transaction.created_at = channelsNow() - 1s * (1'000'000 - entry);
    return transaction;
}

/// Pages down from `newest`, as the engine's.
inline contract::ChannelTransactionPage sampleTransactions(const contract::ListChannelTransactions::Input& input,
                                                           std::int64_t newest)
{
    contract::ChannelTransactionPage page;
    std::int64_t id = input.cursor ? std::stoll(*input.cursor) - 1 : newest;
    for (; id > 0 && static_cast<int>(page.transactions.size()) < input.limit.value_or(50); --id)
        page.transactions.push_back(sampleTransaction(id));
    if (id > 0)
        page.next = std::to_string(id + 1);
    return page;
}

/// A page of these rows as they stand; the cursor is the place of the next one.
inline contract::ChannelPage samplePage(const std::vector<contract::Channel>& rows, const contract::ListChannels::Input& input)
{
    contract::ChannelPage page;
    page.total = static_cast<std::int64_t>(rows.size());
    const std::size_t from = input.cursor ? std::stoul(*input.cursor) : 0;
    const std::size_t end = std::min(rows.size(), from + static_cast<std::size_t>(input.limit.value_or(50)));
    page.channels.assign(rows.begin() + std::ptrdiff_t(std::min(from, end)), rows.begin() + std::ptrdiff_t(end));
    if (end < rows.size())
        page.next = std::to_string(end);
    return page;
}

/// Closing a sample channel pays what its two hold.
inline contract::ChannelPreview closePreview(const std::string& version = "v1", std::int64_t shifted = 0)
{
    contract::ChannelPreview preview;
    preview.version = version;
    preview.effects = {{.agent_id = kProvider, .before = 812'340 + shifted},
                       {.agent_id = kClient, .before = 412'660 - shifted, .held_before = 25'000}};
    for (contract::ChannelEffect& effect : preview.effects) {
        const std::int64_t all = effect.before + effect.held_before;
        effect.usdc_atomic = std::to_string(all * 1'000);
        effect.address = effect.agent_id == kClient ? kClient : "0x742d35cc6634c0532925a3b844bc9e757f4faed1";
        preview.credits += all;
    }
    preview.usdc_atomic = base::Amount(static_cast<std::uint64_t>(preview.credits)) * 1'000;
    preview.network = "eip155:8453";
    preview.warnings = {"Milestone \"Dataset\" is not delivered: its 25000 credits go back to the client."};
    preview.at = channelsNow();
    return preview;
}

inline contract::ClosedChannel closedChannel()
{
    contract::ClosedChannel closed;
    closed.settlement.channel_id = channelId(1);
    closed.settlement.balances = {{kProvider, 812'340}, {kClient, 437'660}};
    closed.settlement.usdc_owed_atomic = {{kProvider, "812340000"}, {kClient, "437660000"}};
    closed.settlement.total_usdc = 1'250;
    closed.settlement.total_usdc_atomic = base::Amount(1'250'000'000);
    closed.settlement.total_transactions = 10'412;
    closed.settlement.entry_id = 1'284'391;
    closed.status = contract::ChannelState::closing;
    return closed;
}

/// A demand as the engine makes it: 50 USDC to the contract.
inline contract::json::value sampleDemand(const std::string& amount = "50000000")
{
    return contract::json::object{
        {"x402Version", 2},
        {"resource", contract::json::object{{"url", "https://bursar.example/v1/channels"}}},
        {"accepts", contract::json::array{contract::json::object{
                        {"scheme", "exact"}, {"network", "eip155:8453"}, {"amount", amount},
                        {"asset", "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913"},
                        {"payTo", "0x5b11E0cd7a3F2b9941C6d8E07f10A2b3c4d5E6F7"}, {"maxTimeoutSeconds", 300},
                        {"extra", contract::json::object{{"name", "USD Coin"}, {"version", "2"}}}}}}};
}

} // namespace bursar::test
