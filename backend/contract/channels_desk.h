// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels.h"

/// What a desk asks about channels beyond a channel itself: evidence, and the totals that desks of before show.
namespace bursar::contract {

// Evidence. -----------------------------------------------------------------------------------------------------------------

struct EvidenceLink {
    std::string kind;  // payment, chain_transaction, transfer, hold, channel, payout, receipt
    std::string id;
    std::string title; // a sentence
    std::optional<std::string> state;
    std::optional<std::string> amount_atomic;
    std::optional<std::string> asset;
    std::optional<base::Time> at;
    std::optional<json::value> record; // the thing itself
};
BOOST_DESCRIBE_STRUCT(EvidenceLink, (), (kind, id, title, state, amount_atomic, asset, at, record))

struct Evidence {
    std::string subject; // "entry 812", "tx_…"
    std::vector<EvidenceLink> links; // in the order of events
    std::vector<std::string> gaps;   // sentences: where the chain breaks
    bool simulated = false;
    std::string public_key; // checks the receipt
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (subject, links, gaps, simulated, public_key, at))

struct GetEvidence {
    static constexpr OperationId kName = "GetEvidence";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/evidence"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary =
        "Everything that stands behind a movement of value: payment, chain transaction, transfer, hold, receipt.";
    struct Input {
        std::optional<std::int64_t> entry_id; // of the journal
        std::optional<std::string> tx_id;     // or of a channel's transaction
    };
    using Output = Evidence;
};
BOOST_DESCRIBE_STRUCT(GetEvidence::Input, (), (entry_id, tx_id))

// For desks of before (9.6). ------------------------------------------------------------------------------------------------

struct ChannelTotals {
    std::int64_t active_channels = 0;
    std::int64_t total_channels = 0;
    std::int64_t total_agents = 0;
    std::int64_t total_transactions = 0;
    double total_usdc_deposited = 0;
    base::Amount total_usdc_deposited_atomic;
    std::int64_t total_credits_minted = 0;
};
BOOST_DESCRIBE_STRUCT(ChannelTotals, (),
                      (active_channels, total_channels, total_agents, total_transactions, total_usdc_deposited,
                       total_usdc_deposited_atomic, total_credits_minted))

struct GetChannelTotals {
    static constexpr OperationId kName = "GetChannelTotals";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/admin/overview"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "All channels together.";
    using Input = Empty;
    using Output = ChannelTotals;
};

struct AdminChannels {
    std::vector<Channel> channels;
};
BOOST_DESCRIBE_STRUCT(AdminChannels, (), (channels))

struct AdminListChannels {
    static constexpr OperationId kName = "AdminListChannels";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/admin/channels"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "The hundred newest channels.";
    using Input = Empty;
    using Output = AdminChannels;
};

struct AdminGetChannel {
    static constexpr OperationId kName = "AdminGetChannel";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/admin/channels/{id}"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "One channel without its parts.";
    using Input = ChannelInput;
    using Output = Channel;
};

struct EscrowTotals {
    double total_usdc_deposited = 0; // of channels that are not settled
    base::Amount total_usdc_deposited_atomic;
    std::int64_t total_credits_in_circulation = 0;
    std::int64_t active_channels = 0;
    std::int64_t settled_channels = 0;
};
BOOST_DESCRIBE_STRUCT(EscrowTotals, (),
                      (total_usdc_deposited, total_usdc_deposited_atomic, total_credits_in_circulation, active_channels,
                       settled_channels))

struct GetEscrowTotals {
    static constexpr OperationId kName = "GetEscrowTotals";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/admin/escrow"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "What stands in escrow for channels that are not settled.";
    using Input = Empty;
    using Output = EscrowTotals;
};

/// What happened in a channel; `seq` grows, and is what ?after= takes.
struct ChannelEvent {
    std::string id;
    std::string event_type; // channel_created, channel_activated, tx_confirmed, credits_topped_up, …
    std::string channel_id;
    std::optional<std::string> agent_id;
    json::object payload;
    base::Time created_at;
    std::int64_t seq = 0;
};
BOOST_DESCRIBE_STRUCT(ChannelEvent, (), (id, event_type, channel_id, agent_id, payload, created_at, seq))

struct ChannelEvents {
    std::vector<ChannelEvent> events;
};
BOOST_DESCRIBE_STRUCT(ChannelEvents, (), (events))

struct ListChannelEvents {
    static constexpr OperationId kName = "ListChannelEvents";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/admin/events"};
    static constexpr Access kAccess = Access::deskRead();
    static constexpr Effect kEffect = Effect::read;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary = "The hundred newest events of all channels.";
    using Input = Empty;
    using Output = ChannelEvents;
};

} // namespace bursar::contract
