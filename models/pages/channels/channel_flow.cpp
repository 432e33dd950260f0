// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/channels/channel_flow.h"

#include <QUuid>

#include <utility>

namespace bursar::models {

namespace {
using contract::ChannelAction;
using contract::PreviewChannel;

PreviewChannel::Input previewOf(const contract::CloseChannel::Input& order)
{
    return {.id = order.id, .action = ChannelAction::close};
}
PreviewChannel::Input previewOf(const contract::TopUpChannel::Input& order)
{
    return {.id = order.id, .action = ChannelAction::topup, .agent_id = order.agent_id, .amount = order.amount};
}
PreviewChannel::Input previewOf(const contract::SendTransaction::Input& order)
{
    return {.id = order.id, .action = ChannelAction::transact, .from = order.from, .to = order.to, .amount = order.amount};
}
PreviewChannel::Input previewOf(const contract::ExitChannel::Input& order)
{
    return {.id = order.id, .action = ChannelAction::exit, .agent_id = order.agent_id};
}
PreviewChannel::Input previewOf(const contract::ApproveMilestone::Input& order)
{
    return {.id = order.id, .action = order.approved ? ChannelAction::approve : ChannelAction::reject,
            .milestone = order.milestone};
}

/// The operation whose input an order is.
template <class Input>
struct CommandOf;
template <>
struct CommandOf<contract::CloseChannel::Input> : std::type_identity<contract::CloseChannel> {};
template <>
struct CommandOf<contract::CreateChannel::Input> : std::type_identity<contract::CreateChannel> {};
template <>
struct CommandOf<contract::TopUpChannel::Input> : std::type_identity<contract::TopUpChannel> {};
template <>
struct CommandOf<contract::SendTransaction::Input> : std::type_identity<contract::SendTransaction> {};
template <>
struct CommandOf<contract::ExitChannel::Input> : std::type_identity<contract::ExitChannel> {};
template <>
struct CommandOf<contract::ApproveMilestone::Input> : std::type_identity<contract::ApproveMilestone> {};

void complete(ChannelOrder& order, const contract::ChannelPreview& preview, const std::string& key,
              const ChannelFlow::Confirmation& with)
{
    std::visit(
        [&]<class Input>(Input& input) {
            input.version = preview.version;
            if constexpr (requires { input.reason; })
                input.reason = with.reason;
            if constexpr (requires { input.client_ref; })
                input.client_ref = key; // harmless for ever, not only for as long as keys are kept
            if constexpr (requires { input.x_payment; }) {
                if (with.payment)
                    (with.payment->version == 1 ? input.x_payment : input.payment_signature) = with.payment->header;
            }
        },
        order);
}

/// Whether the command may have taken effect although it was not answered so.
bool isUnknown(const base::Error& error)
{
    using base::ErrorCode;
    return error.code() == ErrorCode::OutcomeUnknown || error.code() == ErrorCode::Timeout
        || error.code() == ErrorCode::Internal || error.code() == ErrorCode::Upstream || error.reason() == "in_progress";
}
} // namespace

ChannelFlow::ChannelFlow(Gateway& gateway, QObject* parent, std::chrono::milliseconds age)
    : QObject(parent), m_gateway(gateway)
{
    m_age.setSingleShot(true);
    m_age.setInterval(age);
    connect(&m_age, &QTimer::timeout, this, [this] {
        if (m_stage == Stage::Ready)
            readPreview();
    });
}

void ChannelFlow::order(std::optional<ChannelOrder> order)
{
    m_order = std::move(order);
    m_preview.reset();
    m_before.reset();
    m_failure.reset();
    ++m_generation;
    m_age.stop();
    if (m_order)
        readPreview();
    setStage(m_order ? Stage::Previewing : Stage::Open);
}

void ChannelFlow::previewAgain()
{
    if (m_order)
        order(std::exchange(m_order, std::nullopt));
}

void ChannelFlow::readPreview()
{
    const quint64 generation = ++m_generation;
    const auto take = [this, generation](const contract::Outcome<contract::ChannelPreview>& outcome) {
        if (generation == m_generation)
            takePreview(outcome);
    };
    std::visit(
        [&]<class Input>(const Input& input) {
            if constexpr (std::is_same_v<Input, contract::CreateChannelInput>)
                m_gateway.call<contract::PreviewOpenChannel>(input, this, take);
            else
                m_gateway.call<PreviewChannel>(previewOf(input), this, take);
        },
        *m_order);
}

void ChannelFlow::takePreview(const contract::Outcome<contract::ChannelPreview>& outcome)
{
    m_age.start();
    if (!outcome) {
        // A renewal that failed leaves what is shown; the version says whether it still holds.
        if (m_stage == Stage::Ready)
            return;
        m_failure = outcome.error();
        return setStage(Stage::Failed);
    }
    if (m_stage == Stage::Ready && m_preview && m_preview->version != outcome->version)
        m_before = m_preview;
    m_failure.reset();
    m_preview = *outcome;
    setStage(Stage::Ready);
}

void ChannelFlow::confirm(Confirmation with)
{
    if (m_stage != Stage::Ready || m_preview->refusal)
        return;
    ++m_generation; // a renewal under way no longer counts
    m_age.stop();
    m_key = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    m_sent = m_order;
    complete(*m_sent, *m_preview, m_key, with);
    send();
}

void ChannelFlow::askAgain()
{
    if (m_stage == Stage::Unknown)
        send();
}

void ChannelFlow::send()
{
    setStage(Stage::Sending);
    std::visit(
        [this]<class Input>(const Input& input) {
            using Op = typename CommandOf<Input>::type;
            // A transaction's own reference decides for ever, also what an engine could not say; a key beside it would only
            // hear that the first attempt is still running.
            constexpr bool kNamesItself = requires { input.client_ref; };
            m_gateway.callWithKey<Op>(input, kNamesItself ? std::string() : m_key, this, [this](contract::Outcome<typename Op::Output> outcome) {
                take(outcome ? contract::Outcome<ChannelResult>(ChannelResult(outcome.take()))
                             : contract::Outcome<ChannelResult>(outcome.error()));
            });
        },
        *m_sent);
}

void ChannelFlow::take(const contract::Outcome<ChannelResult>& outcome)
{
    if (outcome) {
        m_result = *outcome;
        m_failure.reset();
        return setStage(Stage::Done);
    }
    m_failure = outcome.error();
    m_wasUnknown = m_wasUnknown || isUnknown(*m_failure);
    if (m_wasUnknown)
        return setStage(Stage::Unknown);
    if (m_failure->reason() != "preview_outdated")
        return setStage(Stage::Refused);
    m_before = m_preview;
    readPreview();
    setStage(Stage::Previewing);
}

void ChannelFlow::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT changed();
}

contract::json::value ChannelFlow::receipt() const
{
    if (!m_result || !m_sent)
        return nullptr;
    return std::visit(
        [this]<class Input>(const Input&) -> contract::json::value {
            using Op = typename CommandOf<Input>::type;
            return contract::Codec<Op>::encodeOutput(std::get<typename Op::Output>(*m_result));
        },
        *m_sent);
}

} // namespace bursar::models
