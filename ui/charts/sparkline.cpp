// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/sparkline.h"

#include "ui/theme/accessible.h"
#include "ui/theme/paint.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bursar::ui {

void paintSparkline(QPainter* painter, const QRectF& rect, const std::vector<double>& values,
                    const QColor& color, double lineWidth, double pointRadius)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    if (low > high)
        return;
    const double inset = pointRadius;
    const QRectF area = rect.adjusted(lineWidth / 2, inset, -inset, -inset);
    const auto pointAt = [&](std::size_t i) {
        const double share = values.size() > 1 ? double(i) / double(values.size() - 1) : 1;
        const double level = high > low ? (values[i] - low) / (high - low) : 0.5;
        return QPointF(area.left() + share * area.width(), area.bottom() - level * area.height());
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    QPolygonF run;
    const auto finish = [&] {
        if (run.size() > 1)
            painter->drawPolyline(run);
        else if (run.size() == 1)
            painter->drawPoint(run.first());
        run.clear();
    };
    std::size_t last = values.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            finish();
            continue;
        }
        run << pointAt(i);
        last = i;
    }
    finish();
    if (last < values.size()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawEllipse(pointAt(last), pointRadius, pointRadius);
    }
    painter->restore();
}

Sparkline::Sparkline(QWidget* parent) : QWidget(parent)
{
    setAccessibleRole(this, QAccessible::Chart);
    connect(&theme(), &Theme::changed, this, [this] { update(); });
}

void Sparkline::setValues(std::vector<double> values)
{
    m_values = std::move(values);
    setAccessibleDescription(tr("%1 values").arg(m_values.size()));
    update();
}

QSize Sparkline::sizeHint() const
{
    return {theme().px(72), theme().px(20)};
}

void Sparkline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintSparkline(&painter, rect(), m_values, tokens().series[0]);
}

} // namespace bursar::ui
