// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

#include <vector>

namespace bursar::ui {

/// Paints a sparkline with its last point marked; NaN breaks the line.
void paintSparkline(QPainter* painter, const QRectF& rect, const std::vector<double>& values,
                    const QColor& color, double lineWidth = 1.5, double pointRadius = 2.5);

/// A sparkline of its own (72 × 20 by default).
class Sparkline : public QWidget {
    Q_OBJECT

public:
    explicit Sparkline(QWidget* parent = nullptr);
    void setValues(std::vector<double> values);
    const std::vector<double>& values() const { return m_values; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<double> m_values;
};

} // namespace bursar::ui
