// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/ledger.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/report.h"
#include "ui/shell/page.h"
#include "ui/widgets/button.h"

namespace bursar::ui {

/// Saves a sealed receipt as it was delivered, byte for byte. One that is not sealed yet is asked for again by the same
/// button.
class ReceiptButton : public Button {
    Q_OBJECT

public:
    using Answer = std::function<void(contract::Outcome<contract::SealReceipt>)>;
    using Ask = std::function<void(ReceiptButton* receiver, Answer answer)>;

    /// `ask` gets the receipt; `fileName` is suggested.
    ReceiptButton(Shell& shell, Ask ask, const QString& fileName, QWidget* parent = nullptr);

Q_SIGNALS:
    /// What stands beside the button: why there is no receipt yet; empty when there is one.
    void noteChanged(const QString& note);

private:
    void take(const contract::Outcome<contract::SealReceipt>& outcome);

    Shell& m_shell;
    Ask m_ask;
    QString m_fileName;
};

/// The button for an operation that gives a receipt.
template <class Op>
ReceiptButton* makeReceiptButton(Shell& shell, typename Op::Input input, const QString& fileName)
{
    return new ReceiptButton(
        shell,
        [&shell, input = std::move(input)](ReceiptButton* receiver, ReceiptButton::Answer answer) {
            shell.gateway().call<Op>(input, receiver, std::move(answer));
        },
        fileName);
}

} // namespace bursar::ui
