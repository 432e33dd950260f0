// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"
#include "contract/types.h"

/// Payment channels: credits that agents pay each other, backed by USDC (contract section 9). 1 USDC = 1000 CREDIT, so a
/// credit is 1000 atomic units, always exactly. A money field that older clients read as a number has an exact `…_atomic`
/// beside it.
namespace bursar::contract {

enum class ChannelState { pending, active, closing, settled, failed };
BOOST_DESCRIBE_ENUM(ChannelState, pending, active, closing, settled, failed)

struct Channel {
    std::string id; // UUID
    std::string channel_id;
    std::string mode; // lite
    std::string type; // private
    ChannelState status = ChannelState::pending;
    bool paused = false;               // by the desk: no transactions for now
    std::optional<std::string> reason; // why it failed, or what it waits for
    double total_usdc_deposited = 0;
    base::Amount total_usdc_deposited_atomic; // final ones
    std::int64_t total_credits_minted = 0;
    std::int64_t total_transactions = 0;      // as of at most a second ago
    double avg_latency_ms = 0;
    int max_participants = 0;
    int participant_count = 0;
    std::int64_t credits_in_circulation = 0;
    std::int64_t credits_held = 0;
    std::optional<std::string> network; // CAIP-2; absent when no money stands behind the credits
    std::optional<std::string> escrow_contract;
    bool simulated = false;
    base::Time created_at;
    std::optional<base::Time> opened_at;
    std::optional<base::Time> closed_at;
};
BOOST_DESCRIBE_STRUCT(Channel, (),
                      (id, channel_id, mode, type, status, paused, reason, total_usdc_deposited,
                       total_usdc_deposited_atomic, total_credits_minted, total_transactions, avg_latency_ms,
                       max_participants, participant_count, credits_in_circulation, credits_held, network,
                       escrow_contract, simulated, created_at, opened_at, closed_at))

struct ChannelBalance {
    std::string channel_id;
    std::string agent_id;
    std::int64_t balance = 0; // what can be spent
};
BOOST_DESCRIBE_STRUCT(ChannelBalance, (), (channel_id, agent_id, balance))

enum class ParticipantState { active, exiting, exited, settled };
BOOST_DESCRIBE_ENUM(ParticipantState, active, exiting, exited, settled)

struct ChannelParticipant {
    std::string agent_id; // an agent of this server, or a lower-case 0x address
    std::optional<std::string> role; // client, provider
    std::optional<std::string> address; // where its USDC goes
    ParticipantState state = ParticipantState::active;
    std::int64_t balance = 0;
    std::int64_t held = 0;
    std::optional<std::int64_t> account_id; // in the ledger
    std::int64_t net_24h = 0;
};
BOOST_DESCRIBE_STRUCT(ChannelParticipant, (), (agent_id, role, address, state, balance, held, account_id, net_24h))

enum class MilestoneState { pending, completed, approved, rejected };
BOOST_DESCRIBE_ENUM(MilestoneState, pending, completed, approved, rejected)

struct Milestone {
    std::string id;
    std::string name;
    std::int64_t credits = 0;
    std::string client;
    std::string provider;
    MilestoneState state = MilestoneState::pending;
    std::optional<std::string> proof; // what the provider says it delivered
    std::optional<base::Time> completed_at;
    std::optional<base::Time> approves_itself_at;
    std::optional<base::Time> decided_at;
    std::optional<std::string> decided_by;
    std::optional<std::int64_t> hold_id;
};
BOOST_DESCRIBE_STRUCT(Milestone, (),
                      (id, name, credits, client, provider, state, proof, completed_at, approves_itself_at, decided_at,
                       decided_by, hold_id))

enum class DepositState { claimed, settling, unknown, mined, final, credited, failed };
BOOST_DESCRIBE_ENUM(DepositState, claimed, settling, unknown, mined, final, credited, failed)

/// Money on its way into a channel. Credits come when it is final.
struct ChannelDeposit {
    std::string id;
    std::string kind; // open, topup
    DepositState state = DepositState::claimed;
    base::Amount amount_atomic; // USDC
    std::int64_t credits = 0;
    std::optional<std::string> agent_id; // of a top-up: who gets the credits
    std::optional<std::string> payer;
    std::optional<std::string> nonce;
    std::optional<std::string> network;
    std::optional<std::string> transaction;
    std::optional<std::string> reason;
    std::optional<std::int64_t> entry_id;
    base::Time created_at;
    std::optional<base::Time> next_look_at;
};
BOOST_DESCRIBE_STRUCT(ChannelDeposit, (),
                      (id, kind, state, amount_atomic, credits, agent_id, payer, nonce, network, transaction, reason,
                       entry_id, created_at, next_look_at))

enum class PayoutState { posting, signing, sending, unknown, mined, final, done };
BOOST_DESCRIBE_ENUM(PayoutState, posting, signing, sending, unknown, mined, final, done)

/// Money on its way out: one exit, or the settlement of all.
struct ChannelPayout {
    std::string id;
    std::string kind; // exit, settle
    PayoutState state = PayoutState::posting;
    std::int64_t sequence = 0; // of the statement that the contract carries out
    std::int64_t credits = 0;
    std::optional<std::string> agent_id; // of an exit
    std::optional<std::string> transaction;
    std::optional<std::string> reason;
    base::Time created_at;
    std::optional<base::Time> finished_at;
};
BOOST_DESCRIBE_STRUCT(ChannelPayout, (),
                      (id, kind, state, sequence, credits, agent_id, transaction, reason, created_at, finished_at))

struct Settlement {
    std::string channel_id;
    std::map<std::string, std::int64_t> balances; // credits, by participant
    std::map<std::string, double> usdc_owed;
    std::map<std::string, std::string> usdc_owed_atomic;
    double total_usdc = 0;
    base::Amount total_usdc_atomic;
    std::int64_t total_transactions = 0;
    std::optional<std::int64_t> entry_id; // that took the credits in
};
BOOST_DESCRIBE_STRUCT(Settlement, (),
                      (channel_id, balances, usdc_owed, usdc_owed_atomic, total_usdc, total_usdc_atomic,
                       total_transactions, entry_id))

struct ChannelDetail {
    Channel channel;
    std::vector<ChannelBalance> balances;
    std::vector<ChannelParticipant> participants;
    std::vector<Milestone> milestones;
    std::vector<ChannelDeposit> deposits;
    std::vector<ChannelPayout> payouts;
    std::optional<Settlement> settlement; // from the moment it closes
};
BOOST_DESCRIBE_STRUCT(ChannelDetail, (), (channel, balances, participants, milestones, deposits, payouts, settlement))

struct ChannelInput {
    std::string id; // channel_id
};
BOOST_DESCRIBE_STRUCT(ChannelInput, (), (id))

// Opening. --------------------------------------------------------------------------------------------------------------

struct MilestoneInput {
    std::string name;
    std::int64_t credits = 0;
    std::optional<std::string> client;   // the first with that role, when absent
    std::optional<std::string> provider;
};
BOOST_DESCRIBE_STRUCT(MilestoneInput, (), (name, credits, client, provider))

struct CreateChannelInput {
    std::optional<std::string> mode;
    std::optional<std::string> type;
    std::vector<json::value> participants; // "agent", or {agent_id, role}
    std::optional<json::value> usdc_amount; // number or decimal string; or credits
    std::optional<std::int64_t> credits;
    std::optional<int> max_participants;
    std::optional<std::map<std::string, std::int64_t>> balances; // credits; an equal split when absent
    std::optional<std::vector<MilestoneInput>> milestones;
    std::optional<std::string> version;           // of the preview that was confirmed
    std::optional<std::string> x_payment;         // x402, version 1
    std::optional<std::string> payment_signature; // x402, version 2
};
BOOST_DESCRIBE_STRUCT(CreateChannelInput, (),
                      (mode, type, participants, usdc_amount, credits, max_participants, balances, milestones, version,
                       x_payment, payment_signature))

inline constexpr std::array kPaymentRequestHeaders{HeaderField{"x-payment", "x_payment"},
                                                   HeaderField{"payment-signature", "payment_signature"}};
inline constexpr std::array kPaymentAnswerHeaders{HeaderField{"X-PAYMENT-RESPONSE", "x_payment_response"},
                                                  HeaderField{"PAYMENT-RESPONSE", "payment_response"}};

struct ChannelEscrowTerms {
    double deposited_usdc = 0;
    int credit_ratio = 1000;
};
BOOST_DESCRIBE_STRUCT(ChannelEscrowTerms, (), (deposited_usdc, credit_ratio))

struct ChannelAddresses {
    std::string rest;
    std::string websocket;
};
BOOST_DESCRIBE_STRUCT(ChannelAddresses, (), (rest, websocket))

struct OpenedChannel : Channel {
    ChannelEscrowTerms escrow;
    ChannelAddresses api;
    std::optional<std::string> x_payment_response;
    std::optional<std::string> payment_response;
};
BOOST_DESCRIBE_STRUCT(OpenedChannel, (Channel), (escrow, api, x_payment_response, payment_response))

struct CreateChannel {
    static constexpr OperationId kName = "CreateChannel";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels"};
    static constexpr Access kAccess = Access::everyone(); // a payment is its own proof; the handler asks for one
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr int kSuccess = 201;
    static constexpr bool kLenient = true;
    static constexpr const auto& kRequestHeaders = kPaymentRequestHeaders;
    static constexpr const auto& kAnswerHeaders = kPaymentAnswerHeaders;
    static constexpr std::string_view kSummary =
        "Opens a channel. Without a payment it answers 402 with what to pay (x402); with one, a channel that becomes active "
        "when the deposit is final.";
    using Input = CreateChannelInput;
    using Output = OpenedChannel;
};

// What an action would do. ------------------------------------------------------------------------------------------------

struct ChannelEffect {
    std::string agent_id;
    std::int64_t before = 0; // credits that can be spent
    std::int64_t after = 0;
    std::int64_t held_before = 0;
    std::int64_t held_after = 0;
    std::optional<std::string> address;          // where USDC goes
    std::optional<std::string> usdc_atomic;      // that it gets
};
BOOST_DESCRIBE_STRUCT(ChannelEffect, (),
                      (agent_id, before, after, held_before, held_after, address, usdc_atomic))

struct ChannelPreview {
    std::string version; // confirm with it: if anything changed, 409 preview_outdated and nothing moves
    std::vector<ChannelEffect> effects;
    std::int64_t credits = 0;    // that move
    base::Amount usdc_atomic;    // that moves
    std::optional<std::string> network;
    std::optional<json::value> payment; // x402 PaymentRequired (version 2), when a payment is needed
    std::vector<std::string> warnings;  // sentences
    std::optional<std::string> refusal; // why it would be refused now
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(ChannelPreview, (),
                      (version, effects, credits, usdc_atomic, network, payment, warnings, refusal, at))

struct PreviewOpenChannel {
    static constexpr OperationId kName = "PreviewOpenChannel";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels/preview"};
    static constexpr Access kAccess = Access::signedIn(Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "What opening such a channel would do, and what it costs.";
    using Input = CreateChannelInput;
    using Output = ChannelPreview;
};

enum class ChannelAction { transact, topup, close, exit, approve, reject };
BOOST_DESCRIBE_ENUM(ChannelAction, transact, topup, close, exit, approve, reject)

struct PreviewChannel {
    static constexpr OperationId kName = "PreviewChannel";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels/{id}/preview"};
    static constexpr Access kAccess = Access::participantOr("channel", Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "What an action on a channel would do now, exactly.";
    struct Input {
        std::string id;
        ChannelAction action = ChannelAction::close;
        std::optional<std::string> from;     // of transact
        std::optional<std::string> to;       // of transact
        std::optional<std::string> agent_id; // of topup, exit
        std::optional<std::int64_t> amount;  // of transact, topup: credits
        std::optional<std::string> milestone; // of approve, reject
    };
    using Output = ChannelPreview;
};
BOOST_DESCRIBE_STRUCT(PreviewChannel::Input, (), (id, action, from, to, agent_id, amount, milestone))

// Reading. ----------------------------------------------------------------------------------------------------------------

struct ChannelPage {
    std::vector<Channel> channels;
    std::int64_t total = 0;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ChannelPage, (), (channels, total, next))

struct ListChannels {
    static constexpr OperationId kName = "ListChannels";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/channels"};
    static constexpr Access kAccess = Access::signedIn(Scope::read); // the desk sees all, others their own
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Channels, newest first; of one state or participant.";
    struct Input {
        std::optional<ChannelState> status;
        std::optional<std::string> participant;
        std::optional<std::string> q;    // beginning of the channel's id, or of a participant's
        std::optional<std::string> sort; // newest, deposited, transactions; -x: ascending
        std::optional<std::string> cursor;
        std::optional<int> limit;
    };
    using Output = ChannelPage;
};
BOOST_DESCRIBE_STRUCT(ListChannels::Input, (), (status, participant, q, sort, cursor, limit))

struct GetChannel {
    static constexpr OperationId kName = "GetChannel";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/channels/{id}"};
    static constexpr Access kAccess = Access::participantOr("channel", Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "A channel with balances, milestones, deposits and payouts.";
    using Input = ChannelInput;
    using Output = ChannelDetail;
};

struct ChannelTransaction {
    std::string id; // the journal entry
    std::string channel_id;
    std::string tx_id;
    std::string from_address;
    std::string to_address;
    std::int64_t amount = 0;
    std::string memo;
    std::optional<double> latency_ms; // known to the server that took it, for a while
    std::string status;               // confirmed
    base::Time created_at;
    std::int64_t entry_id = 0;
};
BOOST_DESCRIBE_STRUCT(ChannelTransaction, (),
                      (id, channel_id, tx_id, from_address, to_address, amount, memo, latency_ms, status, created_at,
                       entry_id))

struct ChannelTransactionPage {
    std::vector<ChannelTransaction> transactions;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ChannelTransactionPage, (), (transactions, next))

struct ListChannelTransactions {
    static constexpr OperationId kName = "ListChannelTransactions";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/channels/{id}/transactions", "/v1/admin/channels/{id}/transactions"};
    static constexpr Access kAccess = Access::participantOr("channel", Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary = "Transactions of a channel, newest first: a reading of the journal.";
    struct Input {
        std::string id;
        std::optional<std::string> cursor;
        std::optional<int> limit;
    };
    using Output = ChannelTransactionPage;
};
BOOST_DESCRIBE_STRUCT(ListChannelTransactions::Input, (), (id, cursor, limit))

// Acting. -----------------------------------------------------------------------------------------------------------------

struct TransactionResult {
    std::string tx_id;
    std::string channel_id;
    std::string from;
    std::string to;
    std::int64_t amount = 0;
    std::string memo;
    std::string status; // confirmed
    double latency_ms = 0; // from arrival here until it was durable
    std::int64_t entry_id = 0;
    std::optional<std::string> client_ref;
};
BOOST_DESCRIBE_STRUCT(TransactionResult, (),
                      (tx_id, channel_id, from, to, amount, memo, status, latency_ms, entry_id, client_ref))

struct SendTransaction {
    static constexpr OperationId kName = "SendTransaction";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels/{id}/tx"};
    static constexpr Access kAccess = Access::participantOr("channel", Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary =
        "Moves credits between participants. A participant spends its own only; client_ref makes a repeat harmless for ever.";
    struct Input {
        std::string id;
        std::string from;
        std::string to;
        std::int64_t amount = 0;
        std::optional<std::string> memo;       // at most 1 KiB
        std::optional<std::string> client_ref; // at most 128 bytes
        std::optional<std::string> version;
    };
    using Output = TransactionResult;
};
BOOST_DESCRIBE_STRUCT(SendTransaction::Input, (), (id, from, to, amount, memo, client_ref, version))

struct ToppedUp {
    std::string status; // topped_up; pending until the deposit is final
    std::string channel_id;
    std::string agent_id;
    std::int64_t credits_added = 0;
    std::string deposit_id;
    std::optional<std::string> x_payment_response;
    std::optional<std::string> payment_response;
};
BOOST_DESCRIBE_STRUCT(ToppedUp, (),
                      (status, channel_id, agent_id, credits_added, deposit_id, x_payment_response, payment_response))

struct TopUpChannel {
    static constexpr OperationId kName = "TopUpChannel";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels/{id}/topup"};
    static constexpr Access kAccess = Access::everyone(); // a payment is its own proof
    static constexpr Effect kEffect = Effect::write_once;
    static constexpr bool kLenient = true;
    static constexpr const auto& kRequestHeaders = kPaymentRequestHeaders;
    static constexpr const auto& kAnswerHeaders = kPaymentAnswerHeaders;
    static constexpr std::string_view kSummary = "Adds paid credits to one participant's balance (x402).";
    struct Input {
        std::string id;
        std::string agent_id;
        std::int64_t amount = 0; // credits
        std::optional<std::string> version;
        std::optional<std::string> x_payment;
        std::optional<std::string> payment_signature;
    };
    using Output = ToppedUp;
};
BOOST_DESCRIBE_STRUCT(TopUpChannel::Input, (), (id, agent_id, amount, version, x_payment, payment_signature))

struct ClosedChannel {
    Settlement settlement;
    ChannelState status = ChannelState::closing; // closing until the settlement is final on the chain
    std::optional<std::string> settle_tx_hash;
};
BOOST_DESCRIBE_STRUCT(ClosedChannel, (), (settlement, status, settle_tx_hash))

struct CloseChannel {
    static constexpr OperationId kName = "CloseChannel";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels/{id}/close"};
    static constexpr Access kAccess = Access::participantOr("channel", Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write;
    static constexpr bool kLenient = true;
    static constexpr std::string_view kSummary =
        "Ends a channel: no more transactions, and everyone is paid what they hold. The settlement is exact and final here; "
        "its chain transaction follows.";
    struct Input {
        std::string id;
        std::optional<std::string> reason;
        std::optional<std::string> version;
    };
    using Output = ClosedChannel;
};
BOOST_DESCRIBE_STRUCT(CloseChannel::Input, (), (id, reason, version))

struct PauseChannel {
    static constexpr OperationId kName = "PauseChannel";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels/{id}/pause"};
    static constexpr Access kAccess = Access::desk(Role::desk_operator);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary = "Stops the transactions of a channel until it is resumed.";
    using Input = ChannelInput;
    using Output = Channel;
};

struct ResumeChannel {
    static constexpr OperationId kName = "ResumeChannel";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels/{id}/resume"};
    static constexpr Access kAccess = Access::desk(Role::desk_operator);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary = "Lets a paused channel transact again.";
    using Input = ChannelInput;
    using Output = Channel;
};

struct ExitChannel {
    static constexpr OperationId kName = "ExitChannel";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels/{id}/exit"};
    static constexpr Access kAccess = Access::participantOr("channel", Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary =
        "Pays one participant what it holds and lets it go; the channel goes on without it. Participants let only themselves go.";
    struct Input {
        std::string id;
        std::string agent_id;
        std::optional<std::string> version;
    };
    using Output = ChannelPayout;
};
BOOST_DESCRIBE_STRUCT(ExitChannel::Input, (), (id, agent_id, version))

struct CompleteMilestone {
    static constexpr OperationId kName = "CompleteMilestone";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels/{id}/milestones/complete"};
    static constexpr Access kAccess = Access::participantOr("channel", Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary =
        "The provider says that a milestone is delivered. It approves itself when the client stays silent for too long.";
    struct Input {
        std::string id;
        std::string milestone; // name or id
        std::optional<std::string> proof;
    };
    using Output = Milestone;
};
BOOST_DESCRIBE_STRUCT(CompleteMilestone::Input, (), (id, milestone, proof))

struct ApproveMilestone {
    static constexpr OperationId kName = "ApproveMilestone";
    static constexpr Method kMethod = Method::post;
    static constexpr std::array kPaths{"/v1/channels/{id}/milestones/approve"};
    static constexpr Access kAccess = Access::participantOr("channel", Role::desk_operator, Scope::manage);
    static constexpr Effect kEffect = Effect::write;
    static constexpr std::string_view kSummary =
        "The client approves a milestone, which pays it, or rejects it, which gives the credits back.";
    struct Input {
        std::string id;
        std::string milestone;
        bool approved = false;
        std::optional<std::string> version;
    };
    using Output = Milestone;
};
BOOST_DESCRIBE_STRUCT(ApproveMilestone::Input, (), (id, milestone, approved, version))

// Escrow next to the ledger. ----------------------------------------------------------------------------------------------

struct EscrowRow {
    std::string what; // deposited, paid_out, remaining
    std::string ledger_atomic;
    std::optional<std::string> contract_atomic;
};
BOOST_DESCRIBE_STRUCT(EscrowRow, (), (what, ledger_atomic, contract_atomic))

struct EscrowReason {
    std::string kind; // deposit_on_its_way, payout_on_its_way
    std::string amount_atomic;
    std::optional<std::string> transaction;
};
BOOST_DESCRIBE_STRUCT(EscrowReason, (), (kind, amount_atomic, transaction))

enum class EscrowAgreement { agrees, explained, differs, not_read, none };
BOOST_DESCRIBE_ENUM(EscrowAgreement, agrees, explained, differs, not_read, none)

struct EscrowComparison {
    EscrowAgreement agreement = EscrowAgreement::none; // none: no contract behind this channel
    std::vector<EscrowRow> rows;
    std::string difference_atomic = "0"; // contract less ledger, of what remains
    std::vector<EscrowReason> reasons;
    std::optional<std::string> network;
    std::optional<std::string> contract;
    std::optional<std::int64_t> block;
    std::optional<base::Time> read_at;
    std::optional<std::string> fault; // why it was not read
};
BOOST_DESCRIBE_STRUCT(EscrowComparison, (),
                      (agreement, rows, difference_atomic, reasons, network, contract, block, read_at, fault))

struct GetChannelEscrow {
    static constexpr OperationId kName = "GetChannelEscrow";
    static constexpr Method kMethod = Method::get;
    static constexpr std::array kPaths{"/v1/channels/{id}/escrow"};
    static constexpr Access kAccess = Access::participantOr("channel", Role::observer, Scope::read);
    static constexpr Effect kEffect = Effect::read;
    static constexpr std::string_view kSummary =
        "The contract's figures of a channel next to the ledger's, and what explains a difference.";
    using Input = ChannelInput;
    using Output = EscrowComparison;
};

} // namespace bursar::contract
