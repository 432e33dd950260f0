// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/histogram_strip.h"

#include "models/common/format.h"
#include "ui/charts/axes.h"
#include "ui/theme/accessible.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace bursar::ui {
namespace {

using std::chrono::microseconds;

constexpr int kHeight = 64;
constexpr int kLabels = 18;
constexpr int kSide = 12;
constexpr double kDragMin = 4;

} // namespace

HistogramStrip::HistogramStrip(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleRole(this, QAccessible::ScrollBar);
    setAccessibleName(tr("Time strip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void HistogramStrip::setData(Data data)
{
    m_data = std::move(data);
    update();
}

void HistogramStrip::setPosition(std::optional<models::Span> span)
{
    m_position = span;
    if (span)
        setAccessibleValue(this, models::formatSpan(*span));
    update();
}

QSize HistogramStrip::sizeHint() const
{
    return {theme().px(480), theme().px(kHeight)};
}

QSize HistogramStrip::minimumSizeHint() const
{
    return {theme().px(200), theme().px(kHeight)};
}

QRectF HistogramStrip::bars() const
{
    return {theme().pxF(kSide), theme().pxF(6), width() - 2 * theme().pxF(kSide),
            height() - theme().pxF(6 + kLabels)};
}

models::Span HistogramStrip::wholeSpan() const
{
    return {m_data.from, m_data.from + m_data.bucket * static_cast<qint64>(m_data.counts.size())};
}

double HistogramStrip::xOf(models::Instant at) const
{
    const models::Span whole = wholeSpan();
    const double length = std::max(1.0, double((whole.to - whole.from).count()));
    return bars().left() + double((at - whole.from).count()) / length * bars().width();
}

models::Instant HistogramStrip::instantAt(double x) const
{
    const models::Span whole = wholeSpan();
    const double share = std::clamp((x - bars().left()) / std::max(1.0, bars().width()), 0.0, 1.0);
    return whole.from + microseconds{std::llround(share * double((whole.to - whole.from).count()))};
}

void HistogramStrip::paintBars(QPainter* painter) const
{
    const Tokens& t = tokens();
    const QRectF area = bars();
    const double ratio = devicePixelRatioF();
    const auto snap = [ratio](double value) { return std::round(value * ratio) / ratio; };
    double most = 0;
    for (const double count : m_data.counts)
        if (std::isfinite(count))
            most = std::max(most, count);
    for (std::size_t i = 0; i < m_data.counts.size(); ++i) {
        const auto from = m_data.from + m_data.bucket * static_cast<qint64>(i);
        const double left = snap(xOf(from));
        const double right = snap(xOf(from + m_data.bucket));
        const double gap = right - left > 3 ? 1 : 0;
        const double count = m_data.counts[i];
        if (!std::isfinite(count)) {
            paintHatch(painter, {left, area.top(), right - left, area.height()}, t.border, 5, 1.25);
            continue;
        }
        if (count <= 0 || most <= 0)
            continue;
        const double top = snap(area.bottom() - std::max(1.0, area.height() * count / most));
        const QRectF bar(left, top, std::max(1 / ratio, right - left - gap), area.bottom() - top);
        const bool isOpen = m_data.lastIsUnfinished && i + 1 == m_data.counts.size();
        painter->fillRect(bar, withAlpha(t.ramp[3], isOpen ? 0.4 : 1));
        const double errors = i < m_data.errors.size() ? m_data.errors[i] : 0;
        if (errors > 0) {
            const double height = std::max(1 / ratio, snap(area.height() * errors / most));
            const QRectF part(bar.left(), area.bottom() - height, bar.width(), height);
            painter->fillRect(part, t.negative);
            if (height >= 4)
                paintHatch(painter, part, withAlpha(t.surface, 0.75), 3.5, 1.2);
        }
    }
}

void HistogramStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const QRectF area = bars();
    paintBars(&painter);
    paintHairline(&painter, {area.left(), area.bottom()}, {area.right(), area.bottom()}, t.control);
    const double line = theme().pxF(kLabels);
    const auto ticks = timeTicks(wholeSpan(), std::max(2, static_cast<int>(area.width()) / theme().px(72)));
    for (const TimeTick& tick : ticks) {
        const double width = textWidth(tick.label, TextRole::Caption);
        const double x = std::clamp(xOf(tick.at) - width / 2, 0.0, this->width() - width);
        paintText(&painter, {x, area.bottom() + 1, width + 1, line}, tick.label,
                  {.role = TextRole::Caption, .color = t.textMuted, .elide = Qt::ElideNone});
    }
    if (m_position) {
        double left = std::round(std::max(area.left(), xOf(m_position->from)));
        double right = std::round(std::min(area.right(), xOf(m_position->to)));
        if (right - left < 6) {
            const double middle = (left + right) / 2;
            left = std::round(middle - 3);
            right = left + 6;
        }
        const QRectF frame(left - 1, area.top() - 3, right - left + 2, area.height() + 5);
        painter.fillRect(frame, withAlpha(t.accent, 0.12));
        paintPanel(&painter, frame, 3, QColor(), t.accent, 1.5);
    }
    if (m_dragFrom && m_pointer) {
        const double left = std::min(*m_dragFrom, *m_pointer);
        painter.fillRect(QRectF(left, area.top(), std::abs(*m_pointer - *m_dragFrom), area.height()),
                         withAlpha(t.accent, 0.2));
    } else if (m_pointer && area.left() <= *m_pointer && *m_pointer <= area.right()) {
        paintHairline(&painter, {std::round(*m_pointer), area.top()}, {std::round(*m_pointer), area.bottom()},
                      t.control);
    }
    if (showsFocus(this))
        paintFocus(&painter, QRectF(rect()).adjusted(1, 0, -1, 0), theme().pxF(4));
}

void HistogramStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !m_data.counts.empty())
        m_dragFrom = event->position().x();
}

void HistogramStrip::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = event->position().x();
    update();
}

void HistogramStrip::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_dragFrom)
        return;
    const double from = *m_dragFrom;
    const double to = event->position().x();
    m_dragFrom.reset();
    update();
    if (std::abs(to - from) < kDragMin)
        return Q_EMIT jumpRequested(instantAt(to));
    Q_EMIT spanRequested({instantAt(std::min(from, to)), instantAt(std::max(from, to))});
}

void HistogramStrip::leaveEvent(QEvent* event)
{
    m_pointer.reset();
    update();
    QWidget::leaveEvent(event);
}

void HistogramStrip::keyPressEvent(QKeyEvent* event)
{
    const models::Span whole = wholeSpan();
    const models::Instant now = m_position ? m_position->from : whole.to;
    models::Instant next = now;
    if (event->key() == Qt::Key_Left)
        next = now - m_data.bucket;
    else if (event->key() == Qt::Key_Right)
        next = now + m_data.bucket;
    else if (event->key() == Qt::Key_Home)
        next = whole.from;
    else if (event->key() == Qt::Key_End)
        next = whole.to;
    else
        return QWidget::keyPressEvent(event);
    Q_EMIT jumpRequested(std::clamp(next, whole.from, whole.to));
}

bool HistogramStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    const auto offset = (instantAt(help->pos().x()) - m_data.from) / std::max(microseconds{1}, m_data.bucket);
    const auto bucket = static_cast<std::size_t>(std::max<qint64>(0, offset));
    if (bucket < m_data.counts.size() && bars().contains(help->pos())) {
        const auto from = m_data.from + m_data.bucket * static_cast<qint64>(bucket);
        const double count = m_data.counts[bucket];
        text = models::formatSpan({from, from + m_data.bucket}) + QLatin1Char('\n')
            + (std::isfinite(count) ? tr("%1 requests").arg(models::formatCount(static_cast<qint64>(count)))
                                    : tr("no data"));
        if (bucket < m_data.errors.size() && m_data.errors[bucket] > 0)
            text += QLatin1Char('\n')
                + tr("%1 failed").arg(models::formatCount(static_cast<qint64>(m_data.errors[bucket])));
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace bursar::ui
