// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bar_list.h"

#include "ui/theme/accessible.h"
#include "ui/theme/paint.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kRow = 32;
constexpr double kNameShare = 0.34;

} // namespace

BarList::BarList(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleRole(this, QAccessible::List);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void BarList::setBars(std::vector<RankedBar> bars)
{
    m_bars = std::move(bars);
    QStringList words;
    for (const RankedBar& bar : m_bars)
        words << bar.name + QLatin1Char(' ') + bar.valueText;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    m_cursor = 0;
    m_hovered = -1;
    updateGeometry();
    update();
}

QSize BarList::sizeHint() const
{
    return {theme().px(320), static_cast<int>(m_bars.size()) * theme().px(kRow)};
}

QSize BarList::minimumSizeHint() const
{
    return {theme().px(200), sizeHint().height()};
}

QRect BarList::barRect(int bar) const
{
    return {0, bar * theme().px(kRow), width(), theme().px(kRow)};
}

int BarList::barAt(const QPoint& position) const
{
    const int bar = position.y() / std::max(1, theme().px(kRow));
    return bar >= 0 && bar < static_cast<int>(m_bars.size()) ? bar : -1;
}

void BarList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    double most = 0;
    double values = 0;
    double notes = 0;
    double names = 0;
    for (const RankedBar& bar : m_bars) {
        names = std::max(names, textWidth(bar.name, bar.isMono ? TextRole::Mono : TextRole::Body));
        most = std::max(most, std::abs(bar.value));
        values = std::max(values, textWidth(bar.valueText, TextRole::BodyStrong));
        notes = std::max(notes, textWidth(bar.note, TextRole::Label));
    }
    const double right = values + (notes > 0 ? notes + theme().pxF(10) : 0) + theme().pxF(12);
    const double nameWidth = std::min({width() * kNameShare, theme().pxF(220), names + theme().pxF(12)});
    const double room = std::max(16.0, width() - nameWidth - right - theme().pxF(12));
    for (int i = 0; i < static_cast<int>(m_bars.size()); ++i) {
        const RankedBar& bar = m_bars[static_cast<std::size_t>(i)];
        const QRectF row = barRect(i);
        if (i == m_hovered)
            paintPanel(&painter, row.adjusted(-theme().pxF(0), 2, 0, -2), theme().pxF(4), t.hover, QColor());
        paintText(&painter, {theme().pxF(4), row.top(), nameWidth - theme().pxF(4), row.height()}, bar.name,
                  {.role = bar.isMono ? TextRole::Mono : TextRole::Body});
        const double height = theme().pxF(10);
        const double length = most > 0 ? std::max(2.0, room * std::abs(bar.value) / most) : 0;
        const QColor color
            = bar.color < 0 ? t.neutral : t.series[static_cast<std::size_t>(std::min(bar.color, 7))];
        paintPanel(&painter, {nameWidth + theme().pxF(12), row.center().y() - height / 2, length, height},
                   theme().pxF(2), color, QColor());
        QRectF words(width() - right + theme().pxF(8), row.top(), values, row.height());
        paintText(&painter, words, bar.valueText, {.role = TextRole::BodyStrong, .align = Qt::AlignRight});
        if (notes > 0)
            paintText(&painter, {width() - notes - theme().pxF(4), row.top(), notes, row.height()}, bar.note,
                      {.role = TextRole::Label, .color = t.textMuted, .align = Qt::AlignRight});
        if (i == m_cursor && showsFocus(this))
            paintFocus(&painter, row.adjusted(0, 1, 0, -1), theme().pxF(4));
    }
}

void BarList::mouseMoveEvent(QMouseEvent* event)
{
    const int hovered = barAt(event->pos());
    setCursor(hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (std::exchange(m_hovered, hovered) != hovered)
        update();
}

void BarList::mouseReleaseEvent(QMouseEvent* event)
{
    const int bar = barAt(event->pos());
    if (bar >= 0 && event->button() == Qt::LeftButton)
        Q_EMIT barActivated(bar, m_bars[static_cast<std::size_t>(bar)].link);
}

void BarList::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_bars.size()) - 1;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_cursor <= last)
            Q_EMIT barActivated(m_cursor, m_bars[static_cast<std::size_t>(m_cursor)].link);
        return;
    }
    const int move = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (move == 0)
        return QWidget::keyPressEvent(event);
    m_cursor = std::clamp(m_cursor + move, 0, std::max(0, last));
    if (last >= 0) {
        const RankedBar& bar = m_bars[static_cast<std::size_t>(m_cursor)];
        setAccessibleValue(this, bar.name + QLatin1Char(' ') + bar.valueText);
    }
    update();
}

void BarList::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

bool BarList::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int bar = barAt(help->pos());
    QString text;
    if (bar >= 0) {
        const RankedBar& entry = m_bars[static_cast<std::size_t>(bar)];
        const double room = std::min(width() * kNameShare, theme().pxF(220)) - theme().pxF(4);
        const bool isCut = textWidth(entry.name, entry.isMono ? TextRole::Mono : TextRole::Body) > room;
        text = isCut ? entry.name : QString();
    }
    QToolTip::showText(help->globalPos(), wrappedTip(text), this);
    return true;
}

} // namespace bursar::ui
