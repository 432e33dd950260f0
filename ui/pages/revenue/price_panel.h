// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/analytics.h"

#include <QWidget>

namespace bursar::ui {

class Button;
class FactList;
class WhyStrip;

/// The engine's suggestion for a price: what to do, from what to what, what to expect, and why. Nothing is changed
/// here: agents set their own prices.
class PricePanel : public QWidget {
    Q_OBJECT

public:
    explicit PricePanel(QWidget* parent = nullptr);
    void setRecommendation(const contract::PriceRecommendation& recommendation);
    /// `Raise the price of search`
    static QString headline(const contract::PriceRecommendation& recommendation);

Q_SIGNALS:
    void paymentsRequested(const QString& tool);

private:
    WhyStrip* m_why;
    FactList* m_facts;
    Button* m_payments;
    QString m_tool;
};

} // namespace bursar::ui
