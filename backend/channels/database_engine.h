// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/metrics.h"
#include "channels/channels.h"
#include "db/db.h"
#include "ledger/ledger.h"
#include "ledger/reader.h"
#include "registry/registry.h"

#include <memory>

namespace bursar::channels {

class Escrow;

struct Options {
    /// Development and demo: channels open without a payment, and nobody's money stands behind their credits.
    bool freeChannels = false;
    std::chrono::seconds milestoneSilence{std::chrono::hours(72)}; // after which a delivered milestone approves itself
    std::chrono::milliseconds paymentWait{20'000}; // most that opening and topping up wait for the chain before they reply
    std::size_t paymentThreads = 4; // verify payments, which waits for nodes; 0: the caller does, as deterministic tests want
    std::function<std::string()> url;              // of this server, as clients reach it
    /// Any thread, must not block: a channel has changed, or credits moved in it.
    std::function<void(const std::string& channelId)> changed;
};

/// Channels whose balances and transactions are entries of the ledger (README).
///
/// The rows say what is intended; advance() carries it out step by step, each step by a ledger key or a call of its own, so
/// that a crash between any two of them is made up for by whoever looks next.
class DatabaseEngine final : public ChannelEngine {
public:
    static constexpr std::size_t kMemoBytesMax = 1024;
    static constexpr std::size_t kReferenceBytesMax = 128;
    static constexpr std::size_t kProofBytesMax = 2048;
    static constexpr int kOpenPaymentsMax = 5; // of one payer that are not final
    static constexpr std::size_t kWaitingMax = 1'000; // replies that wait for the chain; beyond, they do not wait

    /// All must outlive it. `escrow` may be null: then only free channels open.
    DatabaseEngine(db::Pool& pool, ledger::Ledger& ledger, ledger::Reader& reader, registry::Registry& registry,
                   Escrow* escrow, base::Metrics& metrics, const base::Clock& clock, Options options);
    ~DatabaseEngine() override;

    void createChannel(const contract::Context& context, const contract::CreateChannelInput& input,
                       contract::Reply<contract::OpenedChannel> reply) override;
    contract::ChannelPreview previewOpen(const contract::Context& context,
                                         const contract::CreateChannelInput& input) override;
    contract::ChannelPreview preview(const contract::Context& context,
                                     const contract::PreviewChannel::Input& input) override;
    contract::ChannelDetail getChannel(const std::string& id) override;
    void sendTransaction(const contract::Context& context, const contract::SendTransaction::Input& input,
                         contract::Reply<contract::TransactionResult> reply) override;
    void topupCredits(const contract::Context& context, const contract::TopUpChannel::Input& input,
                      contract::Reply<contract::ToppedUp> reply) override;
    contract::ClosedChannel closeChannel(const contract::Context& context,
                                         const contract::CloseChannel::Input& input) override;
    contract::Channel pause(const contract::Context& context, const std::string& id) override;
    contract::Channel resume(const contract::Context& context, const std::string& id) override;
    contract::ChannelPayout exitParticipant(const contract::Context& context,
                                            const contract::ExitChannel::Input& input) override;
    contract::Milestone completeMilestone(const contract::Context& context,
                                          const contract::CompleteMilestone::Input& input) override;
    contract::Milestone approveMilestone(const contract::Context& context,
                                         const contract::ApproveMilestone::Input& input) override;
    bool takesPart(const contract::Principal& principal, const std::string& id) override;

    /// Whether a principal is this participant: its own key, or the session of its proven wallet.
    bool actsFor(const contract::Principal& principal, const std::string& participant);
    /// How long a transaction took that this server carried out lately.
    std::optional<double> latencyOf(const std::string& txId) const;
    struct Participants {
        std::map<ledger::AccountId, std::string> byAccount;
    };
    /// Remembered, and read anew when none of these postings is a participant's; empty when there is no such channel.
    Participants participantsOf(const std::string& id, std::span<const ledger::Posting> postings = {});

    /// A leader's work, about every second: what is due, and what a crash left behind.
    void sweep();
    /// Counts transactions of all channels up to now; any server, any time.
    void count();
    /// Takes no more payments, and finishes those that are being verified.
    void stop();
    /// Every server's, about every 200 ms: replies that waited, latencies, metrics.
    void tick();

private:
    void open(const contract::Context& context, const contract::CreateChannelInput& input,
              contract::Reply<contract::OpenedChannel> reply);
    void topUp(const contract::Context& context, const contract::TopUpChannel::Input& input,
               contract::Reply<contract::ToppedUp> reply);

    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::channels
