// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/bar_delegate.h"

#include "models/pages/common/cell_table.h"
#include "ui/charts/chart_data.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace bursar::ui {

namespace {
constexpr double kHeight = 10;
constexpr double kPadding = 12;
constexpr double kPartGap = 1;

void fill(QPainter* painter, const QRectF& rect, const QColor& color)
{
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawRoundedRect(rect, 1.5, 1.5);
}
} // namespace

void BarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto bar = index.data(models::kBarRole).value<QList<double>>();
    if (bar.isEmpty())
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const double height = theme().pxF(kHeight);
    const QRectF rect(option.rect);
    const QRectF track(rect.left() + kPadding, rect.center().y() - height / 2 + 0.5, rect.width() - 2 * kPadding,
                       height);
    if (m_kind == Kind::Signed)
        paintSigned(painter, track, bar.front());
    else if (m_kind == Kind::Parts)
        paintParts(painter, track, bar);
    else
        fill(painter, QRectF(track.left(), track.top(), std::max(2.0, track.width() * bar.front()), height),
             colorOf({SeriesColor::Meaning::Numbered, 0}));
    painter->restore();
}

void BarDelegate::paintSigned(QPainter* painter, const QRectF& track, double share) const
{
    const double middle = std::round(track.center().x()) + 0.5;
    paintHairline(painter, {middle, track.top() - 4}, {middle, track.bottom() + 4}, tokens().border);
    const double length = std::max(2.0, std::abs(share) * (track.width() / 2 - 1));
    // Less is not bad in itself, so both sides take a quiet tone and differ in place, sign and strength.
    const QColor color = share < 0 ? tokens().neutral : colorOf({SeriesColor::Meaning::Numbered, 0});
    const double left = share < 0 ? middle - length : middle;
    fill(painter, QRectF(left, track.top(), length, track.height()), color);
}

void BarDelegate::paintParts(QPainter* painter, const QRectF& track, const QList<double>& parts) const
{
    fill(painter, track, tokens().sunken);
    double x = track.left();
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const double width = std::clamp(parts[i], 0.0, 1.0) * track.width();
        if (width < 0.5)
            continue;
        const auto at = static_cast<std::size_t>(i);
        const int number = at < m_colors.size() ? m_colors[at] : static_cast<int>(i) % 8;
        fill(painter, QRectF(x, track.top(), std::max(1.0, width - kPartGap), track.height()),
             colorOf({SeriesColor::Meaning::Numbered, number}));
        x += width;
    }
}

void LinkDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRectF rect = QRectF(option.rect).adjusted(kPadding, 0, -kPadding, 0);
    paintText(painter, rect, index.data(Qt::DisplayRole).toString(),
              {.role = TextRole::Body, .color = tokens().accent, .align = Qt::AlignRight});
}

} // namespace bursar::ui
