// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/gateway.h"
#include "models/common/time.h"
#include "models/pages/channels/payment_text.h"

#include <QTimer>

#include <chrono>
#include <variant>

namespace bursar::models {

/// What is ordered: the input of the operation that carries it out. Version and payment are the flow's.
using ChannelOrder = std::variant<contract::CloseChannel::Input, contract::CreateChannel::Input,
                                  contract::TopUpChannel::Input, contract::SendTransaction::Input,
                                  contract::ExitChannel::Input, contract::ApproveMilestone::Input>;
/// What came of it, in the same order.
using ChannelResult = std::variant<contract::ClosedChannel, contract::OpenedChannel, contract::ToppedUp,
                                   contract::TransactionResult, contract::ChannelPayout, contract::Milestone>;

/// One command that moves value, from its preview to its outcome. UI thread only.
///
/// What is confirmed is the preview that was shown, by its version, under an idempotency key of its own. Has anything
/// changed meanwhile, nothing moves: it is previewed again, and `before()` says what was shown until then. A preview grows
/// old after 30 s and renews itself. When the answer to a command does not arrive its outcome is unknown: nothing is sent
/// again by itself, and `askAgain()` bears the same key and the same body, so it takes effect at most once. From then on only
/// success ends it: a refusal of the repeat may be the work of the first.
class ChannelFlow : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kPreviewAge{30'000};

    enum class Stage {
        Open,       ///< nothing to preview: what is ordered is not complete
        Previewing, ///< the first preview, or one that must be confirmed anew, is awaited
        Ready,      ///< may be confirmed
        Failed,     ///< there is no preview: `failure()` says why
        Sending,
        Done,
        Refused, ///< nothing moved: `failure()` says why
        Unknown
    };
    /// What goes along with a confirmation and changes no effect.
    struct Confirmation {
        std::optional<std::string> reason; ///< of closing
        std::optional<SignedPayment> payment;
    };

    explicit ChannelFlow(Gateway& gateway, QObject* parent = nullptr, std::chrono::milliseconds age = kPreviewAge);

    /// Previews that order; an answer to an earlier one no longer counts. Empty: it is not complete.
    void order(std::optional<ChannelOrder> order);
    /// Previews once more what cannot be confirmed as it is: after a refusal, or when there is no preview.
    void previewAgain();
    /// Sends what was previewed. Only when Ready, and when the engine would not refuse it.
    void confirm(Confirmation with);
    /// The same request with the same key. Only when Unknown.
    void askAgain();

    Stage stage() const { return m_stage; }
    /// What is shown and would be confirmed; null while there is none.
    const contract::ChannelPreview* preview() const { return m_preview ? &*m_preview : nullptr; }
    /// What was shown before it changed; null when nothing did.
    const contract::ChannelPreview* before() const { return m_before ? &*m_before : nullptr; }
    const std::optional<base::Error>& failure() const { return m_failure; }
    const ChannelResult* result() const { return m_result ? &*m_result : nullptr; }
    /// What the engine answered, as JSON; null before it is done.
    contract::json::value receipt() const;
    const std::string& key() const { return m_key; }

Q_SIGNALS:
    void changed();

private:
    void readPreview();
    void takePreview(const contract::Outcome<contract::ChannelPreview>& outcome);
    void send();
    void take(const contract::Outcome<ChannelResult>& outcome);
    void setStage(Stage stage);

    Gateway& m_gateway;
    QTimer m_age;
    std::optional<ChannelOrder> m_order;
    std::optional<ChannelOrder> m_sent;
    std::optional<contract::ChannelPreview> m_preview;
    std::optional<contract::ChannelPreview> m_before;
    std::optional<base::Error> m_failure;
    std::optional<ChannelResult> m_result;
    std::string m_key;
    quint64 m_generation = 0;
    bool m_wasUnknown = false;
    Stage m_stage = Stage::Open;
};

} // namespace bursar::models
