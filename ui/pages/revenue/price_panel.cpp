// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/revenue/price_panel.h"

#include "ui/pages/common/cells.h"
#include "ui/widgets/button.h"
#include "ui/widgets/inspector.h"

#include <QVBoxLayout>

namespace bursar::ui {

namespace {

using models::Cell; // see models/common/tr.h

models::Cell changeCell(const std::optional<double>& change, models::RateChange::Kind kind, const QString& whyAbsent)
{
    if (!change)
        return models::Absent{whyAbsent};
    return models::RateChange{*change, kind};
}

Cell priceCell(const std::optional<double>& price)
{
    if (!price)
        return models::Absent{PricePanel::tr("No price is known.")};
    return usdc(*price);
}

QString confidenceWord(const std::string& word)
{
    if (word == "high")
        return PricePanel::tr("High");
    if (word == "medium")
        return PricePanel::tr("Medium");
    return PricePanel::tr("Low");
}

} // namespace

PricePanel::PricePanel(QWidget* parent)
    : QWidget(parent), m_why(new WhyStrip), m_facts(new FactList),
      m_payments(new Button(tr("Show its payments"), ButtonKind::Secondary))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(12);
    column->addWidget(m_why);
    column->addWidget(m_facts);
    column->addStretch();
    auto* row = new QHBoxLayout;
    row->addWidget(m_payments);
    row->addStretch();
    column->addLayout(row);
    setSmall(m_payments, true);
    connect(m_payments, &QPushButton::clicked, this, [this] { Q_EMIT paymentsRequested(m_tool); });
}

QString PricePanel::headline(const contract::PriceRecommendation& recommendation)
{
    if (recommendation.action == "increase_price")
        return tr("Raise the price of %1").arg(text(recommendation.tool));
    if (recommendation.action == "decrease_price")
        return tr("Lower the price of %1").arg(text(recommendation.tool));
    return recommendation.tool.empty() ? tr("Keep the prices") : tr("Keep the price of %1").arg(text(recommendation.tool));
}

void PricePanel::setRecommendation(const contract::PriceRecommendation& advice)
{
    m_tool = text(advice.tool);
    const bool holds = advice.action == "hold" || advice.action.empty();
    m_why->setWhy(holds ? Tone::Neutral : Tone::Progress, holds ? Glyph::Dash : Glyph::Half, headline(advice),
                  text(advice.basis));
    m_facts->clear();
    m_facts->addFact(tr("Price now"), priceCell(advice.current_price));
    if (!holds || advice.suggested_price)
        m_facts->addFact(tr("Suggested"), priceCell(advice.suggested_price));
    m_facts->addFact(tr("Revenue"), changeCell(advice.expected_revenue_change, models::RateChange::Kind::Relative,
                                               tr("Nothing is expected to change.")));
    m_facts->addFact(tr("Calls"), changeCell(advice.expected_churn_change ? std::optional(-*advice.expected_churn_change)
                                                                          : std::nullopt,
                                             models::RateChange::Kind::Relative,
                                             tr("Nothing is expected to change.")));
    m_facts->addFact(tr("Rests on"), models::Count{advice.sample_size}, tr("calls"));
    m_facts->addFact(tr("Confidence"), models::Text{confidenceWord(advice.confidence)});
    m_payments->setDisabledReason(m_tool.isEmpty() ? tr("No tool was paid for yet.") : QString());
    updateGeometry();
}

} // namespace bursar::ui
