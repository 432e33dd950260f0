// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/escrow_panel.h"

#include "models/common/format.h"
#include "models/pages/channels/channel_cells.h"
#include "ui/pages/common/cells.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
using contract::EscrowAgreement;

void clear(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QString usdcDigits(const std::string& atomic)
{
    models::Money money = models::usdcOf(atomic);
    money.asset.clear();
    return models::formatMoney(money, models::MoneyDigits::All);
}

QString rowTitle(const std::string& what)
{
    if (what == "deposited")
        return EscrowPanel::tr("Deposits");
    if (what == "paid_out")
        return EscrowPanel::tr("Paid out");
    if (what == "remaining")
        return EscrowPanel::tr("Remaining");
    return text(what); // a newer server's
}

QString differenceSentence(const std::string& atomic)
{
    const bool isLess = atomic.starts_with('-');
    const QString amount = models::formatMoney(models::usdcOf(atomic.substr(isLess ? 1 : 0)), models::MoneyDigits::All);
    return isLess ? EscrowPanel::tr("%1 less in the contract than in the ledger, explained:").arg(amount)
                  : EscrowPanel::tr("%1 more in the contract than in the ledger, explained:").arg(amount);
}

QString reasonSentence(const contract::EscrowReason& reason)
{
    const QString amount = models::formatMoney(models::usdcOf(reason.amount_atomic), models::MoneyDigits::All);
    const QString hash = reason.transaction ? models::shortenHash(text(*reason.transaction)) : QString();
    if (reason.kind == "deposit_on_its_way")
        return hash.isEmpty() ? EscrowPanel::tr("%1 on its way in, not final yet").arg(amount)
                              : EscrowPanel::tr("%1 on its way in: %2 mined, not final yet").arg(amount, hash);
    if (reason.kind == "payout_on_its_way")
        return hash.isEmpty() ? EscrowPanel::tr("%1 on its way out, not final yet").arg(amount)
                              : EscrowPanel::tr("%1 on its way out: %2 mined, not final yet").arg(amount, hash);
    return text(reason.kind) + QLatin1Char(' ') + amount;
}
} // namespace

EscrowPanel::EscrowPanel(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout), m_notes(new QVBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(8));
    m_grid->setHorizontalSpacing(theme().px(16));
    m_grid->setVerticalSpacing(theme().px(6));
    m_grid->setColumnStretch(0, 1);
    m_notes->setSpacing(theme().px(4));
    column->addLayout(m_grid);
    column->addLayout(m_notes);
    column->addStretch();
}

void EscrowPanel::setComparison(const contract::EscrowComparison& comparison)
{
    clear(m_grid);
    clear(m_notes);
    if (comparison.agreement != EscrowAgreement::none)
        fillRows(comparison);
    fillNotes(comparison);
}

void EscrowPanel::fillRows(const contract::EscrowComparison& comparison)
{
    const auto add = [this](int line, int column, const QString& words, TextRole role, Ink ink) {
        auto* label = new TextLabel(words, role, ink);
        if (column > 0)
            label->setAlignment(Qt::AlignRight);
        m_grid->addWidget(label, line, column);
        return label;
    };
    add(0, 1, tr("Ledger"), TextRole::LabelStrong, Ink::Muted);
    add(0, 2, tr("Contract"), TextRole::LabelStrong, Ink::Muted);
    int line = 1;
    for (const contract::EscrowRow& row : comparison.rows) {
        add(line, 0, rowTitle(row.what), TextRole::Body, Ink::Muted);
        add(line, 1, usdcDigits(row.ledger_atomic), TextRole::Body, Ink::Text);
        TextLabel* contract = add(line, 2, row.contract_atomic ? usdcDigits(*row.contract_atomic) : QString(QChar(0x2014)),
                                  TextRole::Body, row.contract_atomic ? Ink::Text : Ink::Muted);
        if (!row.contract_atomic)
            contract->setToolTip(tr("The contract was not read."));
        ++line;
    }
    add(line, 0, tr("Difference"), TextRole::BodyStrong, Ink::Text);
    auto* badge = new Badge;
    badge->setObjectName(QStringLiteral("escrowState"));
    badge->setState(models::escrowState(comparison));
    m_grid->addWidget(badge, line, 1, 1, 2, Qt::AlignRight);
}

void EscrowPanel::fillNotes(const contract::EscrowComparison& comparison)
{
    const auto add = [this](const QString& words, TextRole role, Ink ink) {
        auto* label = new TextLabel(words, role, ink);
        label->setWordWrap(true);
        m_notes->addWidget(label);
        return label;
    };
    if (comparison.agreement == EscrowAgreement::none) {
        add(tr("No money stands behind these credits."), TextRole::BodyStrong, Ink::Text)
            ->setObjectName(QStringLiteral("escrowNone"));
        add(tr("The channel was opened for nothing and has no contract. What it pays out is paid to nobody."),
            TextRole::Body, Ink::Muted);
        return;
    }
    const bool hasDifference = comparison.difference_atomic != "0";
    if (hasDifference && comparison.agreement == EscrowAgreement::explained)
        add(differenceSentence(comparison.difference_atomic), TextRole::Label, Ink::Muted);
    for (const contract::EscrowReason& reason : comparison.reasons) {
        TextLabel* label = add(reasonSentence(reason), TextRole::Body, Ink::Text);
        if (reason.transaction)
            label->setToolTip(text(*reason.transaction));
    }
    if (comparison.fault) {
        auto* strip = new WhyStrip;
        strip->setWhy(Tone::Warning, Glyph::Clock, tr("The contract could not be read"), text(*comparison.fault));
        m_notes->addWidget(strip);
    }
    add(escrowReading(comparison), TextRole::Label, Ink::Muted);
    if (!comparison.contract)
        return;
    auto* contract = new TextLabel(models::shortenAddress(text(*comparison.contract)), TextRole::Mono, Ink::Muted);
    contract->setToolTip(text(*comparison.contract));
    m_notes->addWidget(contract);
}

QString escrowReading(const contract::EscrowComparison& comparison)
{
    QStringList parts;
    if (comparison.network)
        parts << models::networkName(*comparison.network);
    if (comparison.block)
        parts << EscrowPanel::tr("block %1").arg(models::formatCount(*comparison.block));
    parts << (comparison.read_at ? EscrowPanel::tr("read %1").arg(models::formatTime(*comparison.read_at))
                                 : EscrowPanel::tr("not read yet"));
    return parts.join(QStringLiteral(" · "));
}

} // namespace bursar::ui
