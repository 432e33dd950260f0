// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QTabBar>

#include <algorithm>
#include <cmath>

namespace bursar::ui::parts {
namespace {

/// Space at the left of a menu's words: a column for icons and check marks when the menu has any.
int markWidth(const QStyleOptionMenuItem* option)
{
    const bool hasMarks = option->menuHasCheckableItems || option->maxIconWidth > 0;
    return theme().px(hasMarks ? 32 : 12);
}

/// Menu actions that destroy are written in negative; the owner marks them with this property.
bool isDestructive(const QStyleOptionMenuItem* option, const QWidget* widget)
{
    const auto* menu = qobject_cast<const QMenu*>(widget);
    const QAction* action = menu != nullptr ? menu->actionAt(option->rect.center()) : nullptr;
    return action != nullptr
           && action->property(kButtonKindProperty).toInt() == int(ButtonKind::DestructiveText);
}

} // namespace

void paintMenuPanel(const QStyleOption* option, QPainter* painter)
{
    paintPanel(painter, option->rect, theme().pxF(6), tokens().raised, tokens().border);
}

QSize menuItemSize(const QStyleOptionMenuItem* option, const QWidget* widget)
{
    if (option->menuItemType == QStyleOptionMenuItem::Separator)
        return {theme().px(10), theme().px(9)};
    const QStringList texts = option->text.split(QLatin1Char('\t'));
    QString text = texts.first();
    text.remove(QLatin1Char('&'));
    double width = markWidth(option) + textWidth(text, TextRole::Body) + theme().px(24);
    if (texts.size() > 1)
        width += theme().px(24) + textWidth(texts.at(1), TextRole::Label);
    if (option->menuItemType == QStyleOptionMenuItem::SubMenu)
        width += theme().px(20);
    Q_UNUSED(widget);
    return {std::max(static_cast<int>(width), theme().px(140)), theme().px(28)};
}

void paintMenuItem(const QStyleOptionMenuItem* option, QPainter* painter, const QWidget* widget)
{
    const Tokens& t = tokens();
    const QRectF rect = option->rect;
    if (option->menuItemType == QStyleOptionMenuItem::Separator) {
        const double y = std::floor(rect.center().y());
        paintHairline(painter, {rect.left(), y}, {rect.right() + 1, y}, t.border);
        return;
    }
    const bool enabled = option->state & QStyle::State_Enabled;
    if (enabled && (option->state & QStyle::State_Selected))
        paintPanel(painter, rect.adjusted(theme().px(4), 0, -theme().px(4), 0), theme().pxF(4),
                   t.selected, QColor());
    const double side = theme().pxF(16);
    const QRectF mark(rect.left() + theme().px(10), rect.center().y() - side / 2, side, side);
    if (option->checkType != QStyleOptionMenuItem::NotCheckable && option->checked)
        paintIcon(painter, mark, Icon::Check, enabled ? t.accent : t.textFaint);
    else if (!option->icon.isNull())
        option->icon.paint(painter, mark.toRect(), Qt::AlignCenter,
                           enabled ? QIcon::Normal : QIcon::Disabled);
    const QStringList texts = option->text.split(QLatin1Char('\t'));
    QString text = texts.first();
    text.remove(QLatin1Char('&'));
    QRectF words = rect.adjusted(markWidth(option), 0, -theme().px(12), 0);
    const QColor ink = !enabled ? t.textFaint : isDestructive(option, widget) ? t.negative : t.text;
    if (option->menuItemType == QStyleOptionMenuItem::SubMenu) {
        paintIcon(painter, {words.right() - side + 4, words.center().y() - side / 2, side, side},
                  Icon::ChevronRight, t.textMuted);
        words.setRight(words.right() - theme().px(20));
    }
    if (texts.size() > 1) {
        paintText(
            painter, words, texts.at(1),
            {.role = TextRole::Label, .color = enabled ? t.textMuted : t.textFaint, .align = Qt::AlignRight});
        words.setRight(words.right() - textWidth(texts.at(1), TextRole::Label) - theme().px(8));
    }
    paintText(painter, words, text, {.color = ink});
}

void paintTooltipPanel(const QStyleOption* option, QPainter* painter)
{
    paintPanel(painter, option->rect, theme().pxF(4), tokens().raised, tokens().control);
}

void paintHeaderSection(const QStyleOptionHeader* option, QPainter* painter)
{
    const QRectF rect = option->rect;
    painter->fillRect(rect, tokens().surface);
    paintHairline(painter, {rect.left(), rect.bottom() - 1}, {rect.right(), rect.bottom() - 1},
                  tokens().border);
}

void paintHeaderLabel(const QStyleOptionHeader* option, QPainter* painter)
{
    paintText(painter, QRectF(option->rect).adjusted(theme().px(12), 0, -theme().px(12), 0), option->text,
              {.role = TextRole::LabelStrong, .color = tokens().textMuted,
               .align = option->textAlignment & Qt::AlignRight ? Qt::AlignRight : Qt::AlignLeft});
}

void paintTab(const QStyleOptionTab* option, QPainter* painter, const QWidget* widget)
{
    const Tokens& t = tokens();
    const QRectF rect = option->rect;
    const bool selected = option->state & QStyle::State_Selected;
    const bool enabled = option->state & QStyle::State_Enabled;
    QString text = option->text;
    text.remove(QLatin1Char('&'));
    const QColor ink = !enabled ? t.textFaint : selected ? t.text : t.textMuted;
    paintText(
        painter, rect, text,
        {.role = selected ? TextRole::BodyStrong : TextRole::Body, .color = ink, .align = Qt::AlignHCenter});
    const double y = rect.bottom() - 2;
    if (selected)
        painter->fillRect(QRectF(rect.left() + theme().px(8), y, rect.width() - theme().px(16), 2), t.accent);
    if (selected && showsFocus(widget))
        paintFocus(painter, rect.adjusted(1, 2, -1, -4), theme().pxF(6));
}

void paintProgress(const QStyleOptionProgressBar* option, QPainter* painter)
{
    const Tokens& t = tokens();
    const double height = theme().pxF(6);
    const QRectF rect = option->rect;
    const QRectF track(rect.left(), rect.center().y() - height / 2, rect.width(), height);
    paintPanel(painter, track, height / 2, t.sunken, QColor());
    const int range = option->maximum - option->minimum;
    if (range <= 0) {
        // An unknown amount is a third of the track, still: nothing moves while nothing is known.
        paintPanel(painter, {track.left() + track.width() / 3, track.top(), track.width() / 3, height},
                   height / 2, t.progress, QColor());
        return;
    }
    const double share = std::clamp((option->progress - option->minimum) / double(range), 0.0, 1.0);
    if (share > 0)
        paintPanel(painter, {track.left(), track.top(), std::max(height, track.width() * share), height},
                   height / 2, t.progress, QColor());
}

void paintListRow(const QStyleOptionViewItem* option, QPainter* painter, const QWidget* widget)
{
    Q_UNUSED(widget);
    const Tokens& t = tokens();
    const bool selected = option->state & QStyle::State_Selected;
    const bool hovered = (option->state & QStyle::State_MouseOver) && (option->state & QStyle::State_Enabled);
    if (option->backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option->rect, option->backgroundBrush);
    if (selected || hovered)
        paintPanel(painter, QRectF(option->rect).adjusted(theme().px(4), 0, -theme().px(4), 0),
                   theme().pxF(4), selected ? t.selected : t.hover, QColor());
}

} // namespace bursar::ui::parts
