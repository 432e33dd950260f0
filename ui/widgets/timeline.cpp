// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/accessible.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/inspector.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kIndent = 26;
constexpr int kTall = 46;
constexpr int kShort = 30;

int heightOf(const TimelineStep& step)
{
    return theme().px(step.note.isEmpty() ? kShort : kTall);
}

} // namespace

Timeline::Timeline(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleRole(this, QAccessible::List);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Timeline::setSteps(std::vector<TimelineStep> steps)
{
    m_steps = std::move(steps);
    QStringList words;
    for (const TimelineStep& step : m_steps)
        words << step.title + QLatin1Char(' ') + step.time;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    m_hovered = -1;
    m_focused = -1;
    updateGeometry();
    update();
}

QRect Timeline::stepRect(int step) const
{
    int y = 0;
    for (int i = 0; i < step; ++i)
        y += heightOf(m_steps[static_cast<std::size_t>(i)]);
    return {0, y, width(), heightOf(m_steps[static_cast<std::size_t>(step)])};
}

int Timeline::stepAt(const QPoint& position) const
{
    for (int i = 0; i < static_cast<int>(m_steps.size()); ++i)
        if (stepRect(i).contains(position))
            return i;
    return -1;
}

QSize Timeline::sizeHint() const
{
    int height = 0;
    for (const TimelineStep& step : m_steps)
        height += heightOf(step);
    return {theme().px(320), height};
}

QSize Timeline::minimumSizeHint() const
{
    return {theme().px(200), sizeHint().height()};
}

void Timeline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const double line = theme().pxF(20);
    const double side = theme().pxF(12);
    for (int i = 0; i < static_cast<int>(m_steps.size()); ++i) {
        const TimelineStep& step = m_steps[static_cast<std::size_t>(i)];
        const QRectF area = stepRect(i);
        const bool isLink = !step.link.isEmpty();
        if (i == m_hovered && isLink)
            paintPanel(&painter, area.adjusted(0, 0, 0, -2), theme().pxF(4), t.hover, QColor());
        if (i == m_focused && showsFocus(this))
            paintFocus(&painter, area.adjusted(0, 0, 0, -2), theme().pxF(4));
        const double top = area.top() + theme().pxF(3);
        const double axis = theme().pxF(4) + side / 2;
        if (i + 1 < static_cast<int>(m_steps.size())) {
            const bool breaks = m_steps[static_cast<std::size_t>(i) + 1].isBroken;
            QPen pen(breaks ? t.negative : t.border, breaks ? 1.5 : 1);
            if (breaks)
                pen.setDashPattern({2, 3});
            painter.setPen(pen);
            painter.drawLine(QPointF(axis, top + line + 1), QPointF(axis, area.bottom() + theme().pxF(2)));
        }
        paintGlyph(&painter, {theme().pxF(4), top + (line - side) / 2, side, side}, step.glyph,
                   t.tone(step.tone));
        const double left = theme().pxF(kIndent);
        QRectF words(left, top, area.right() - left - theme().pxF(4), line);
        const double time
            = paintText(&painter, words, step.time,
                        {.role = TextRole::Label, .color = t.textMuted, .align = Qt::AlignRight});
        words.setRight(words.right() - time - theme().pxF(12));
        const double amount = paintText(&painter, words, step.amount, {.align = Qt::AlignRight});
        words.setRight(words.right() - (amount > 0 ? amount + theme().pxF(12) : 0));
        const QColor ink = step.isBroken ? t.negative : isLink && i == m_hovered ? t.accent : t.text;
        paintText(&painter, words, step.title,
                  {.role = step.isStrong ? TextRole::BodyStrong : TextRole::Body, .color = ink});
        paintText(&painter, {left, top + line - theme().pxF(1), area.right() - left, theme().pxF(16)},
                  step.note, {.role = TextRole::Label, .color = t.textMuted});
    }
}

void Timeline::mouseMoveEvent(QMouseEvent* event)
{
    const int hovered = stepAt(event->pos());
    const bool isLink = hovered >= 0 && !m_steps[static_cast<std::size_t>(hovered)].link.isEmpty();
    setCursor(isLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (std::exchange(m_hovered, hovered) != hovered)
        update();
}

void Timeline::mouseReleaseEvent(QMouseEvent* event)
{
    const int step = stepAt(event->pos());
    if (step >= 0 && event->button() == Qt::LeftButton
        && !m_steps[static_cast<std::size_t>(step)].link.isEmpty())
        Q_EMIT linkActivated(m_steps[static_cast<std::size_t>(step)].link);
}

void Timeline::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_steps.size()) - 1;
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (opens && m_focused >= 0 && !m_steps[static_cast<std::size_t>(m_focused)].link.isEmpty())
        return Q_EMIT linkActivated(m_steps[static_cast<std::size_t>(m_focused)].link);
    const int move = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (move == 0 || last < 0)
        return QWidget::keyPressEvent(event);
    m_focused = std::clamp(m_focused + move, 0, last);
    const TimelineStep& step = m_steps[static_cast<std::size_t>(m_focused)];
    setAccessibleValue(this, step.title + QStringLiteral(", ") + step.time);
    update();
}

void Timeline::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

} // namespace bursar::ui
