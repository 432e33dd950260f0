// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/time_chart.h"

class QGraphicsScene;
class QChart;

namespace bursar::ui {

/// Lines or stacked areas over time. A `QChart` without axes renders the series into a pixmap; all else is
/// painted by `TimeChart`.
class Plot : public TimeChart {
    Q_OBJECT

public:
    enum class Shape { Lines, StackedAreas };
    explicit Plot(QWidget* parent = nullptr);
    ~Plot() override;
    void setShape(Shape shape);
    /// Off for values where zero is meaningless (latency differences).
    void setFromZero(bool fromZero);

protected:
    void paintSeries(QPainter* painter, const QRectF& area) override;
    std::pair<double, double> valueBounds() const override;
    bool axisFromZero() const override { return m_fromZero; }
    bool isStacked() const override { return m_shape == Shape::StackedAreas; }

private:
    void addLines(QChart* chart);
    void addAreas(QChart* chart);
    void paintPoints(QPainter* painter, const QRectF& area);

    std::unique_ptr<QGraphicsScene> m_scene;
    Shape m_shape = Shape::Lines;
    bool m_fromZero = true;
};

} // namespace bursar::ui
