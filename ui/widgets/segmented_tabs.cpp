// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segmented_tabs.h"

#include "ui/theme/accessible.h"
#include "ui/theme/paint.h"
#include "ui/widgets/badge.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace bursar::ui {

SegmentedTabs::SegmentedTabs(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAccessibleRole(this, QAccessible::PageTabList);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

int SegmentedTabs::addTab(const QString& title)
{
    m_tabs.push_back({.title = title, .reason = {}});
    updateGeometry();
    setCurrent(m_current);
    return count() - 1;
}

void SegmentedTabs::clear()
{
    m_tabs.clear();
    m_current = 0;
    m_hovered = -1;
    updateGeometry();
    update();
}

void SegmentedTabs::setTitle(int tab, const QString& title)
{
    m_tabs.at(static_cast<std::size_t>(tab)).title = title;
    updateGeometry();
    update();
}

void SegmentedTabs::setCount(int tab, int count, Tone tone)
{
    Tab& entry = m_tabs.at(static_cast<std::size_t>(tab));
    entry.count = count;
    entry.tone = tone;
    updateGeometry();
    update();
}

void SegmentedTabs::setEnabled(int tab, bool enabled, const QString& reason)
{
    Tab& entry = m_tabs.at(static_cast<std::size_t>(tab));
    entry.isEnabled = enabled;
    entry.reason = reason;
    update();
}

void SegmentedTabs::setCurrent(int tab)
{
    if (tab < 0 || tab >= count() || !m_tabs.at(static_cast<std::size_t>(tab)).isEnabled)
        return;
    setAccessibleName(m_tabs.at(static_cast<std::size_t>(tab)).title);
    if (tab == m_current)
        return;
    m_current = tab;
    update();
    Q_EMIT currentChanged(tab);
}

int SegmentedTabs::tabWidth(const Tab& tab) const
{
    // Measured in 600 for all, so that choosing a tab moves nothing.
    double width = textWidth(tab.title, TextRole::BodyStrong) + theme().px(24);
    if (tab.count > 0)
        width += countPillWidth(QString::number(tab.count)) + theme().px(6);
    return static_cast<int>(width + 0.999);
}

QRect SegmentedTabs::tabRect(int tab) const
{
    int x = 0;
    for (int i = 0; i < tab; ++i)
        x += tabWidth(m_tabs.at(static_cast<std::size_t>(i)));
    return {x, 0, tabWidth(m_tabs.at(static_cast<std::size_t>(tab))), height()};
}

int SegmentedTabs::tabAt(const QPoint& position) const
{
    for (int i = 0; i < count(); ++i)
        if (tabRect(i).contains(position))
            return i;
    return -1;
}

QSize SegmentedTabs::sizeHint() const
{
    int width = 0;
    for (const Tab& tab : m_tabs)
        width += tabWidth(tab);
    return {width, theme().px(36)};
}

QSize SegmentedTabs::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), theme().px(160)), theme().px(36)};
}

void SegmentedTabs::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    paintHairline(&painter, {0, height() - 1.0}, {double(width()), height() - 1.0}, t.border);
    for (int i = 0; i < count(); ++i) {
        const Tab& tab = m_tabs.at(static_cast<std::size_t>(i));
        const QRectF area = tabRect(i);
        const bool isCurrent = i == m_current;
        const QColor ink = !tab.isEnabled ? t.textFaint : isCurrent || i == m_hovered ? t.text : t.textMuted;
        QRectF words = area.adjusted(theme().pxF(12), 0, -theme().pxF(12), 0);
        if (tab.count > 0) {
            const QString number = QString::number(tab.count);
            const double pill = countPillWidth(number);
            const double pillHeight = theme().pxF(18);
            paintCountPill(&painter, {words.right() - pill, (height() - pillHeight) / 2, pill, pillHeight},
                           number, tab.tone);
            words.setRight(words.right() - pill - theme().pxF(6));
        }
        paintText(&painter, words, tab.title,
                  {.role = isCurrent ? TextRole::BodyStrong : TextRole::Body,
                   .color = ink,
                   .align = Qt::AlignHCenter,
                   .elide = Qt::ElideNone});
        if (isCurrent)
            painter.fillRect(
                QRectF(area.left() + theme().pxF(12), height() - 2.0, area.width() - theme().pxF(24), 2),
                t.accent);
        if (isCurrent && showsFocus(this))
            paintFocus(&painter, area.adjusted(3, 4, -3, -6), theme().pxF(6));
    }
}

void SegmentedTabs::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        setCurrent(tabAt(event->pos()));
}

void SegmentedTabs::mouseMoveEvent(QMouseEvent* event)
{
    const int hovered = tabAt(event->pos());
    if (std::exchange(m_hovered, hovered) != hovered)
        update();
}

void SegmentedTabs::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

void SegmentedTabs::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (step == 0)
        return QWidget::keyPressEvent(event);
    int tab = m_current + step;
    while (tab >= 0 && tab < count() && !m_tabs.at(static_cast<std::size_t>(tab)).isEnabled)
        tab += step;
    setCurrent(tab);
}

bool SegmentedTabs::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int tab = tabAt(help->pos());
        const QString reason = tab >= 0 ? m_tabs.at(static_cast<std::size_t>(tab)).reason : QString();
        QToolTip::showText(help->globalPos(), wrappedTip(reason), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace bursar::ui
