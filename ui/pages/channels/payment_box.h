// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/channels/payment_text.h"

#include <QWidget>

class QPlainTextEdit;

namespace bursar::ui {

class FactList;
class TextLabel;

/// What has to be paid, to be copied for a wallet, and the field for the payment that the wallet signed.
class PaymentBox : public QWidget {
    Q_OBJECT

public:
    explicit PaymentBox(QWidget* parent = nullptr);
    void setDemand(const models::PaymentDemand& demand);
    /// The payment in the field; empty while it is none.
    std::optional<models::SignedPayment> payment() const;
    /// Why it cannot be sent; empty: it can.
    QString problem() const;

Q_SIGNALS:
    void changed();

private:
    FactList* m_facts;
    QPlainTextEdit* m_field;
    TextLabel* m_problem;
    QByteArray m_json;
};

} // namespace bursar::ui
