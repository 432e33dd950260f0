// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/channel_dialog.h"

#include "models/common/format.h"
#include "ui/pages/channels/channel_export.h"
#include "ui/pages/channels/payment_box.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/report.h"
#include "ui/widgets/button.h"

#include <QApplication>
#include <QClipboard>
#include <QVBoxLayout>

#include <boost/json/serialize.hpp>

namespace bursar::ui {

namespace {
using namespace std::chrono_literals;
using Stage = models::ChannelFlow::Stage;
constexpr auto kTypingRest = 250ms;

QString identityOf(Shell& shell, const QString& channelId)
{
    QStringList parts{channelId, shell.serverName()};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}
} // namespace

ChannelDialog::ChannelDialog(Shell& shell, Subject subject, QWidget* window)
    : MoneyDialog(wordsOf(subject.kind, identityOf(shell, subject.channelId)), window), m_shell(shell),
      m_subject(std::move(subject)), m_flow(shell.gateway()), m_payment(new PaymentBox)
{
    setAttribute(Qt::WA_DeleteOnClose);
    form()->addWidget(m_subject.form);
    extra()->addWidget(m_payment);
    m_payment->hide();
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingRest);
    connect(m_subject.form, &ChannelForm::changed, this, [this] {
        m_flow.order(std::nullopt);
        m_typing.start();
    });
    connect(&m_typing, &QTimer::timeout, this, &ChannelDialog::orderChanged);
    connect(m_payment, &PaymentBox::changed, this, &ChannelDialog::updateWhyNot);
    connect(&m_flow, &models::ChannelFlow::changed, this, &ChannelDialog::showStage);
    connect(&shell.gateway(), &models::Gateway::linkChanged, this, [this] {
        updateWhyNot();
        if (m_flow.stage() == Stage::Failed && m_shell.gateway().isLive())
            m_flow.previewAgain();
    });
    connect(&shell.gateway(), &models::Gateway::meChanged, this, &ChannelDialog::updateWhyNot);
    connect(this, &MoneyDialog::confirmed, this, &ChannelDialog::confirm);
    connect(this, &MoneyDialog::askedAgain, &m_flow, &models::ChannelFlow::askAgain);
    connect(this, &MoneyDialog::receiptCopied, this, &ChannelDialog::copyReceipt);
    connect(this, &MoneyDialog::receiptWanted, this, &ChannelDialog::saveReceipt);
    setConfirmText(confirmTextOf(m_subject.kind, nullptr));
    orderChanged();
}

void ChannelDialog::orderChanged()
{
    const ChannelForm::Order asked = m_subject.form->order();
    m_missing = asked.missing;
    m_flow.order(asked.order);
}

void ChannelDialog::showStage()
{
    switch (m_flow.stage()) {
    case Stage::Open:
        clearEffect(m_missing);
        break;
    case Stage::Previewing:
        if (!m_flow.preview())
            clearEffect(tr("Computing what it would do …"));
        break;
    case Stage::Ready:
        showQuestion();
        show(*m_flow.preview());
        break;
    case Stage::Failed:
        showQuestion();
        clearEffect(errorText(*m_flow.failure()).sentence, true);
        break;
    case Stage::Sending:
        showSending();
        break;
    case Stage::Done:
    case Stage::Refused:
    case Stage::Unknown: {
        showOutcome(outcomeOf(m_flow));
        const auto* result = m_flow.result();
        const auto* opened = result ? std::get_if<contract::OpenedChannel>(result) : nullptr;
        Q_EMIT happened(opened ? text(opened->channel_id) : QString());
        break;
    }
    }
    showPayment(m_flow.preview());
    updateWhyNot();
}

void ChannelDialog::show(const contract::ChannelPreview& preview)
{
    setDifference(m_flow.before() ? differenceOf(*m_flow.before(), preview) : QStringList());
    setEffect(effectOf(m_subject.kind, preview, m_subject.roles));
    setConfirmText(confirmTextOf(m_subject.kind, &preview));
}

void ChannelDialog::showPayment(const contract::ChannelPreview* preview)
{
    if (!preview)
        return; // being previewed again: what is typed stays
    const auto demand = preview->payment ? models::readDemand(*preview->payment) : std::nullopt;
    m_needsPayment = preview->payment.has_value();
    m_payment->setVisible(demand.has_value());
    if (demand)
        m_payment->setDemand(*demand);
}

void ChannelDialog::updateWhyNot()
{
    const QString may = m_subject.whyNot();
    const bool isTyping = m_flow.stage() == Stage::Open;
    setWhyNot(!may.isEmpty()                              ? may
              : isTyping                                  ? m_missing
              : m_flow.stage() == Stage::Previewing       ? tr("What it would do is being computed.")
              : m_needsPayment                            ? m_payment->problem()
                                                          : QString());
}

void ChannelDialog::confirm()
{
    models::ChannelFlow::Confirmation with;
    if (!reason().isEmpty())
        with.reason = reason().toStdString();
    if (m_needsPayment)
        with.payment = m_payment->payment();
    m_flow.confirm(std::move(with));
}

QByteArray ChannelDialog::receiptJson() const
{
    return QByteArray::fromStdString(boost::json::serialize(m_flow.receipt()));
}

void ChannelDialog::copyReceipt()
{
    QApplication::clipboard()->setText(QString::fromUtf8(receiptJson()));
}

void ChannelDialog::saveReceipt(const QString& suffix)
{
    const QString name = QStringLiteral("bursar-receipt-%1.%2")
                             .arg(m_subject.channelId.isEmpty() ? QStringLiteral("channel") : m_subject.channelId, suffix);
    const bool isPdf = suffix == QLatin1String("pdf");
    const QByteArray bytes = isPdf ? reportPdf(receiptReport(outcomeOf(m_flow), windowTitle(), m_subject.channelId,
                                                             m_shell.serverName(), *m_flow.preview(), m_subject.kind))
                                   : receiptJson();
    exportFile(m_shell, this, tr("Save receipt"), bytes, name, isPdf ? tr("PDF (*.pdf)") : tr("JSON (*.json)"));
}

} // namespace bursar::ui
