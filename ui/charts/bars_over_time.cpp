// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bars_over_time.h"

#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bursar::ui {

BarsOverTime::BarsOverTime(QWidget* parent) : TimeChart(parent) {}

std::pair<double, double> BarsOverTime::valueBounds() const
{
    double high = 0;
    for (std::size_t bucket = 0; bucket < data().bucketCount(); ++bucket) {
        double total = 0;
        for (std::size_t i = 0; i < data().series.size(); ++i) {
            const auto& values = data().series[i].values;
            if (!isHidden(i) && !data().series[i].isPrevious && bucket < values.size()
                && std::isfinite(values[bucket]))
                total += values[bucket];
        }
        high = std::max(high, total);
    }
    return {0, high};
}

void BarsOverTime::paintSeries(QPainter* painter, const QRectF& area)
{
    Q_UNUSED(area);
    const Tokens& t = tokens();
    const std::size_t count = data().bucketCount();
    const double ratio = painter->device()->devicePixelRatioF();
    const auto snap = [ratio](double value) { return std::round(value * ratio) / ratio; };
    painter->setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t bucket = 0; bucket < count; ++bucket) {
        const QRectF slot = bucketRect(bucket);
        const double gap = slot.width() > 6   ? std::min(4.0, std::floor(slot.width() / 4))
                           : slot.width() > 3 ? 1
                                              : 0;
        const double left = snap(slot.left() + gap / 2);
        const double right = std::max(left + 1 / ratio, snap(slot.right() - gap / 2));
        const bool isOpen = data().lastIsUnfinished && bucket + 1 == count;
        double below = 0;
        for (std::size_t i = 0; i < data().series.size(); ++i) {
            const ChartSeries& series = data().series[i];
            if (isHidden(i) || series.isPrevious || bucket >= series.values.size()
                || !std::isfinite(series.values[bucket]) || series.values[bucket] <= 0)
                continue;
            const double bottom = snap(yOf(below));
            below += series.values[bucket];
            // A part that is not zero stays visible as one pixel.
            const double top = std::min(snap(yOf(below)), bottom - 1 / ratio);
            const QRectF bar(left, top, right - left, bottom - top);
            const QColor color = withAlpha(colorOf(series.color), opacityOf(i));
            painter->fillRect(bar, isOpen ? withAlpha(color, 0.25 * opacityOf(i)) : color);
            if (series.color.meaning == SeriesColor::Meaning::Status5xx && bar.height() >= 4)
                paintHatch(painter, bar, withAlpha(t.surface, isOpen ? 0.4 : 0.75), 3.5, 1.2);
            if (isOpen && bar.height() > 2) {
                QPen pen(color, 1);
                pen.setDashPattern({2, 2});
                painter->setPen(pen);
                painter->setBrush(Qt::NoBrush);
                painter->drawRect(bar.adjusted(0, 0, -1, -1));
            }
        }
    }
    painter->setRenderHint(QPainter::Antialiasing);
}

} // namespace bursar::ui
