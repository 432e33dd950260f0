// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels.h"

namespace bursar::channels {

/// Payment channels (contract section 9): who may do what is the dispatcher's business, except that a participant acts for
/// itself only, which is checked here.
///
/// Threading: any thread; calls block on the database and the ledger, but for sendTransaction. What moves value carries the
/// version of the preview that was confirmed, if there was one: Conflict "preview_outdated" when anything has changed, and
/// nothing moves.
/// Errors: NotFound "channel_not_found"; InvalidInput with the field and, where clients of before test for a 400, also for
/// state and balance: "insufficient_balance", "channel_not_active", "sender_not_found", "receiver_not_found",
/// "self_transfer"; Forbidden "not_yours"; PaymentRequired with the x402 demand.
class ChannelEngine {
public:
    virtual ~ChannelEngine() = default;

    /// Replies when the deposit was seen on the chain, or after a while with a channel that is still pending.
    virtual void createChannel(const contract::Context& context, const contract::CreateChannelInput& input,
                               contract::Reply<contract::OpenedChannel> reply) = 0;
    virtual contract::ChannelPreview previewOpen(const contract::Context& context,
                                                 const contract::CreateChannelInput& input) = 0;
    virtual contract::ChannelPreview preview(const contract::Context& context,
                                             const contract::PreviewChannel::Input& input) = 0;
    virtual contract::ChannelDetail getChannel(const std::string& id) = 0;
    /// Replies after the commit, on a thread of the ledger.
    virtual void sendTransaction(const contract::Context& context, const contract::SendTransaction::Input& input,
                                 contract::Reply<contract::TransactionResult> reply) = 0;
    virtual void topupCredits(const contract::Context& context, const contract::TopUpChannel::Input& input,
                              contract::Reply<contract::ToppedUp> reply) = 0;
    virtual contract::ClosedChannel closeChannel(const contract::Context& context,
                                                 const contract::CloseChannel::Input& input) = 0;
    virtual contract::Channel pause(const contract::Context& context, const std::string& id) = 0;
    virtual contract::Channel resume(const contract::Context& context, const std::string& id) = 0;
    virtual contract::ChannelPayout exitParticipant(const contract::Context& context,
                                                    const contract::ExitChannel::Input& input) = 0;
    virtual contract::Milestone completeMilestone(const contract::Context& context,
                                                  const contract::CompleteMilestone::Input& input) = 0;
    virtual contract::Milestone approveMilestone(const contract::Context& context,
                                                 const contract::ApproveMilestone::Input& input) = 0;

    /// participant_of(channel).
    virtual bool takesPart(const contract::Principal& principal, const std::string& id) = 0;
};

} // namespace bursar::channels
