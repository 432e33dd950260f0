// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/format.h"
#include "ui/charts/chart_parts.h"
#include "ui/charts/time_chart.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace bursar::ui {
namespace {

constexpr double kDragMin = 4;

} // namespace

int TimeChart::markerAt(const QPoint& position) const
{
    const auto tags = markerTags();
    for (std::size_t i = 0; i < tags.size(); ++i)
        if (tags[i].contains(position))
            return static_cast<int>(i);
    return -1;
}

void TimeChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeChildren();
    refreshAxes();
    invalidate();
}

void TimeChart::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF position = event->position();
    if (m_dragFrom) {
        const double from = std::min(*m_dragFrom, position.x());
        const double to = std::max(*m_dragFrom, position.x());
        if (to - from >= kDragMin)
            m_selected = models::Span{instantAt(from), instantAt(to)};
        m_tooltip->hide();
        return update();
    }
    const int marker = markerAt(event->pos());
    setCursor(marker >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    const bool isInside = plotArea().adjusted(-4, -8, 4, 8).contains(position) && m_data.bucketCount() > 0;
    setCrosshair(isInside && marker < 0 ? std::optional(bucketAt(position.x())) : std::nullopt);
}

void TimeChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_data.bucketCount() == 0)
        return QWidget::mousePressEvent(event);
    if (markerAt(event->pos()) >= 0 || !plotArea().adjusted(-4, -8, 4, 8).contains(event->position()))
        return;
    setSelectedSpan(std::nullopt);
    m_dragFrom = event->position().x();
}

void TimeChart::finishSelection(double to)
{
    const double from = *m_dragFrom;
    m_dragFrom.reset();
    if (std::abs(to - from) < kDragMin || !m_spanActions) {
        m_selected.reset();
        update();
        const std::size_t bucket = bucketAt(to);
        Q_EMIT bucketActivated(m_data.bucketSpan(bucket));
        return;
    }
    // Whole buckets: the numbers behind a part of a bucket do not exist.
    const std::size_t first = bucketAt(std::min(from, to));
    const std::size_t last = bucketAt(std::max(from, to));
    const models::Span span{m_data.bucketSpan(first).from,
                            bucketsAreBars() || first == last ? m_data.bucketSpan(last).to
                                                              : m_data.bucketSpan(last).from};
    setSelectedSpan(span);
    Q_EMIT spanSelected(span);
}

void TimeChart::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mouseReleaseEvent(event);
    if (m_dragFrom)
        return finishSelection(event->position().x());
    if (const int marker = markerAt(event->pos()); marker >= 0)
        Q_EMIT markerActivated(m_data.markers[static_cast<std::size_t>(marker)].link);
}

void TimeChart::leaveEvent(QEvent* event)
{
    if (!m_dragFrom)
        setCrosshair(std::nullopt);
    QWidget::leaveEvent(event);
}

void TimeChart::focusOutEvent(QFocusEvent* event)
{
    setCrosshair(std::nullopt);
    QWidget::focusOutEvent(event);
}

void TimeChart::keyPressEvent(QKeyEvent* event)
{
    const auto count = static_cast<qint64>(m_data.bucketCount());
    if (event->key() == Qt::Key_Escape) {
        if (m_selected || m_dragFrom) {
            m_dragFrom.reset();
            return setSelectedSpan(std::nullopt);
        }
        if (m_crosshair)
            return setCrosshair(std::nullopt);
        return event->ignore();
    }
    if (count == 0)
        return QWidget::keyPressEvent(event);
    const qint64 now = m_crosshair ? static_cast<qint64>(*m_crosshair) : count - 1;
    qint64 next = now;
    switch (event->key()) {
    case Qt::Key_Left:
        next = m_crosshair ? now - 1 : now;
        break;
    case Qt::Key_Right:
        next = m_crosshair ? now + 1 : now;
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = count - 1;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected)
            return emitSpan(&TimeChart::zoomRequested);
        return Q_EMIT bucketActivated(m_data.bucketSpan(static_cast<std::size_t>(now)));
    default:
        return QWidget::keyPressEvent(event);
    }
    next = std::clamp<qint64>(next, 0, count - 1);
    if (event->modifiers() & Qt::ShiftModifier) {
        const auto at = m_data.bucketSpan(static_cast<std::size_t>(next));
        const auto anchor = m_data.bucketSpan(static_cast<std::size_t>(now));
        models::Span span = m_selected.value_or(models::Span{anchor.from, anchor.to});
        if (next >= now)
            span.to = std::max(span.from + m_data.bucket, at.to);
        else
            span.from = std::min(at.from, span.to - m_data.bucket);
        setSelectedSpan(span);
        Q_EMIT spanSelected(span);
    }
    setCrosshair(static_cast<std::size_t>(next));
}

void TimeChart::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(menu);
    menu->popup(event->globalPos());
}

bool TimeChart::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int marker = markerAt(help->pos());
    const QString text = marker >= 0 ? m_data.markers[static_cast<std::size_t>(marker)].tooltip : QString();
    QToolTip::showText(help->globalPos(), wrappedTip(text), this);
    return true;
}

} // namespace bursar::ui
