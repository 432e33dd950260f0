// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/handlers.h"

#include "channels/channels.h"
#include "channels/reader.h"

namespace bursar::channels {

using namespace contract;

namespace {
void registerActions(HandlerTable& table, ChannelEngine& engine)
{
    table.onAsync<CreateChannel>([&engine](const Context& context, const CreateChannelInput& input, Reply<OpenedChannel> reply) {
        engine.createChannel(context, input, std::move(reply));
    });
    table.onAsync<TopUpChannel>([&engine](const Context& context, const TopUpChannel::Input& input, Reply<ToppedUp> reply) {
        engine.topupCredits(context, input, std::move(reply));
    });
    table.onAsync<SendTransaction>(
        [&engine](const Context& context, const SendTransaction::Input& input, Reply<TransactionResult> reply) {
            engine.sendTransaction(context, input, std::move(reply));
        });
    table.on<CloseChannel>([&engine](const Context& context, const CloseChannel::Input& input) {
        return engine.closeChannel(context, input);
    });
    table.on<PauseChannel>([&engine](const Context& context, const ChannelInput& input) { return engine.pause(context, input.id); });
    table.on<ResumeChannel>([&engine](const Context& context, const ChannelInput& input) { return engine.resume(context, input.id); });
    table.on<ExitChannel>([&engine](const Context& context, const ExitChannel::Input& input) {
        return engine.exitParticipant(context, input);
    });
    table.on<CompleteMilestone>([&engine](const Context& context, const CompleteMilestone::Input& input) {
        return engine.completeMilestone(context, input);
    });
    table.on<ApproveMilestone>([&engine](const Context& context, const ApproveMilestone::Input& input) {
        return engine.approveMilestone(context, input);
    });
}
} // namespace

void registerHandlers(HandlerTable& table, ChannelEngine& engine, Reader& reader)
{
    registerActions(table, engine);
    table.on<PreviewOpenChannel>(
        [&engine](const Context& context, const CreateChannelInput& input) { return engine.previewOpen(context, input); });
    table.on<PreviewChannel>(
        [&engine](const Context& context, const PreviewChannel::Input& input) { return engine.preview(context, input); });
    table.on<GetChannel>([&engine](const Context&, const ChannelInput& input) { return engine.getChannel(input.id); });
    table.on<ListChannels>(
        [&reader](const Context& context, const ListChannels::Input& input) { return reader.list(context, input); });
    table.on<ListChannelTransactions>(
        [&reader](const Context&, const ListChannelTransactions::Input& input) { return reader.transactions(input); });
    table.on<GetChannelEscrow>([&reader](const Context&, const ChannelInput& input) { return reader.escrow(input.id); });
    table.on<GetEvidence>([&reader](const Context&, const GetEvidence::Input& input) { return reader.evidence(input); });
    table.on<GetChannelTotals>([&reader](const Context&, const Empty&) { return reader.totals(); });
    table.on<AdminListChannels>([&reader](const Context&, const Empty&) { return reader.newest(); });
    table.on<AdminGetChannel>([&reader](const Context&, const ChannelInput& input) { return reader.channel(input.id); });
    table.on<GetEscrowTotals>([&reader](const Context&, const Empty&) { return reader.escrowTotals(); });
    table.on<ListChannelEvents>([&reader](const Context&, const Empty&) { return reader.events(); });
}

} // namespace bursar::channels
