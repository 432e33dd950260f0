// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/receipt_button.h"

namespace bursar::ui {

ReceiptButton::ReceiptButton(Shell& shell, Ask ask, const QString& fileName, QWidget* parent)
    : Button(tr("Save receipt…"), ButtonKind::Secondary, parent), m_shell(shell), m_ask(std::move(ask)),
      m_fileName(fileName)
{
    setObjectName(QStringLiteral("saveReceipt"));
    setToolTip(tr("Proof for a third party that this stands in the sealed journal. It is checked without this server: "
                  "bursarctl verify-receipt"));
    connect(this, &QPushButton::clicked, this, [this] {
        setBusy(true);
        m_ask(this, [this](const contract::Outcome<contract::SealReceipt>& outcome) { take(outcome); });
    });
}

void ReceiptButton::take(const contract::Outcome<contract::SealReceipt>& outcome)
{
    setBusy(false);
    const bool isTooEarly = !outcome && outcome.error().reason() == "not_sealed_yet";
    setText(isTooEarly ? tr("Try again") : tr("Save receipt…"));
    Q_EMIT noteChanged(isTooEarly ? tr("It is sealed within a second.") : QString());
    if (outcome)
        exportFile(m_shell, window(), tr("Save receipt"), QByteArray::fromStdString(outcome->receipt), m_fileName,
                   tr("Receipt (*.json)"));
    else if (!isTooEarly)
        toastFailure(m_shell, outcome.error());
}

} // namespace bursar::ui
