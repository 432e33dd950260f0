// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/payment_box.h"

#include "models/common/format.h"
#include "models/pages/channels/channel_cells.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr int kFieldHeight = 64;
} // namespace

PaymentBox::PaymentBox(QWidget* parent)
    : QWidget(parent), m_facts(new FactList), m_field(new QPlainTextEdit), m_problem(new TextLabel({}, TextRole::Label, Ink::Negative))
{
    auto* copy = new Button(tr("Copy demand"), ButtonKind::Text);
    copy->setObjectName(QStringLiteral("copyDemand"));
    copy->setToolTip(tr("As JSON (x402, version 2), for the wallet that signs."));
    auto* head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("To be paid (x402)"), TextRole::LabelStrong), 1);
    head->addWidget(copy);
    m_field->setObjectName(QStringLiteral("signedPayment"));
    m_field->setAccessibleName(tr("Signed payment"));
    m_field->setPlaceholderText(tr("base64 or JSON, as the wallet gives it"));
    m_field->setFont(fontOf(TextRole::Mono));
    m_field->setFixedHeight(theme().px(kFieldHeight));
    m_field->document()->setDocumentMargin(theme().px(8));
    m_field->setTabChangesFocus(true);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(4));
    column->addLayout(head);
    column->addWidget(m_facts);
    column->addSpacing(theme().px(4));
    column->addWidget(new TextLabel(tr("Signed payment"), TextRole::Label, Ink::Muted));
    column->addWidget(m_field);
    column->addWidget(m_problem);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(QString::fromUtf8(m_json)); });
    connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        const bool isOther = !m_field->toPlainText().trimmed().isEmpty() && !payment();
        m_problem->setText(isOther ? QChar(0x2715) + QString(QLatin1Char(' ')) + problem() : QString());
        m_problem->setVisible(isOther);
        Q_EMIT changed();
    });
}

void PaymentBox::setDemand(const models::PaymentDemand& demand)
{
    if (demand.json == m_json)
        return;
    m_json = demand.json;
    m_facts->clear();
    m_facts->addWideFact(tr("Network"), models::Text{models::networkName(demand.network.toStdString())}, demand.network);
    m_facts->addWideFact(tr("Amount"), models::usdcOf(demand.amountAtomic.toStdString()));
    m_facts->addWideFact(tr("Token"), models::Code{models::groupsOfFour(demand.token)});
    m_facts->addWideFact(tr("Pay to"), models::Code{models::groupsOfFour(demand.payTo)});
}

std::optional<models::SignedPayment> PaymentBox::payment() const
{
    return models::readPayment(m_field->toPlainText());
}

QString PaymentBox::problem() const
{
    if (m_field->toPlainText().trimmed().isEmpty())
        return tr("The signed payment is missing.");
    return payment() ? QString() : tr("This is no x402 payment of version 1 or 2.");
}

} // namespace bursar::ui
