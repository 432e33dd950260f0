// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/channels/channel_flow.h"
#include "ui/pages/channels/channel_forms.h"
#include "ui/pages/channels/channel_words.h"
#include "ui/shell/page.h"

namespace bursar::ui {

class PaymentBox;

/// Every command that moves value in a channel: fields, exact effect, payment where one is needed, confirmation, outcome.
class ChannelDialog : public MoneyDialog {
    Q_OBJECT

public:
    /// What it is about.
    struct Subject {
        models::ChannelOrder kind; ///< an order of that kind: title and words
        QString channelId;         ///< empty for a new one
        ChannelForm* form;         ///< becomes the dialog's
        RoleNames roles;
        std::function<QString()> whyNot; ///< line and role; empty: it may
    };
    ChannelDialog(Shell& shell, Subject subject, QWidget* window);

    models::ChannelFlow& flow() { return m_flow; }

Q_SIGNALS:
    /// Something was sent: what is shown of the channel may be old. After a new one its id, else empty.
    void happened(const QString& openedChannel);

private:
    void orderChanged();
    void show(const contract::ChannelPreview& preview);
    void showStage();
    void showPayment(const contract::ChannelPreview* preview);
    void updateWhyNot();
    void confirm();
    void copyReceipt();
    void saveReceipt(const QString& suffix);
    QByteArray receiptJson() const;

    Shell& m_shell;
    Subject m_subject;
    models::ChannelFlow m_flow;
    PaymentBox* m_payment;
    QTimer m_typing; ///< previews when the fields have come to rest
    QString m_missing;
    bool m_needsPayment = false;
};

} // namespace bursar::ui
