// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/time_chart.h"

namespace bursar::ui {

/// Stacked bars over time, such as traffic by status class; 5xx carries a 45° hatch. The unfinished bar is
/// outlined.
class BarsOverTime : public TimeChart {
    Q_OBJECT

public:
    explicit BarsOverTime(QWidget* parent = nullptr);

protected:
    void paintSeries(QPainter* painter, const QRectF& area) override;
    std::pair<double, double> valueBounds() const override;
    bool isStacked() const override { return true; }
    bool bucketsAreBars() const override { return true; }
};

} // namespace bursar::ui
