// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"

#include <QAbstractButton>
#include <QPainter>
#include <QScrollBar>

#include <cmath>

namespace bursar::ui::parts {
namespace {

bool isEnabled(const QStyleOption* option)
{
    return option->state & QStyle::State_Enabled;
}

bool isHovered(const QStyleOption* option)
{
    return isEnabled(option) && (option->state & QStyle::State_MouseOver);
}

bool isPressed(const QStyleOption* option)
{
    return isEnabled(option) && (option->state & (QStyle::State_Sunken | QStyle::State_On));
}

struct ButtonColors {
    QColor fill;
    QColor edge;
    QColor text;
};

ButtonColors buttonColors(ButtonKind kind, const QStyleOption* option)
{
    const Tokens& t = tokens();
    const bool hovered = isHovered(option);
    const bool pressed = isPressed(option);
    const bool isText = kind == ButtonKind::Text || kind == ButtonKind::DestructiveText;
    if (!isEnabled(option))
        return {isText ? QColor() : t.surface, isText ? QColor() : t.border, t.textFaint};
    switch (kind) {
    case ButtonKind::Primary:
        return {pressed ? t.accentPressed : hovered ? t.accentHover : t.accent, QColor(), t.onAccent};
    case ButtonKind::Destructive:
        return {pressed || hovered ? t.negativeHover : t.negative, QColor(), t.onNegative};
    case ButtonKind::Text:
        return {pressed ? t.selected : hovered ? t.hover : QColor(), QColor(), t.accent};
    case ButtonKind::DestructiveText:
        return {pressed ? t.negativeSoft : hovered ? t.hover : QColor(), QColor(), t.negative};
    case ButtonKind::Secondary:
        break;
    }
    return {pressed ? t.sunken : hovered ? t.hover : t.surface, t.control, t.text};
}

QColor inputEdge(const QStyleOption* option, const QWidget* widget)
{
    const Tokens& t = tokens();
    if (widget != nullptr && widget->property(kErrorProperty).toBool())
        return t.negative;
    if (!isEnabled(option))
        return t.border;
    return t.control;
}

void paintInputFrame(const QStyleOption* option, QPainter* painter, const QWidget* widget, bool focused)
{
    const Tokens& t = tokens();
    const double radius = theme().pxF(6);
    paintPanel(painter, option->rect, radius, isEnabled(option) ? t.surface : t.background,
               inputEdge(option, widget));
    const bool isWrong = widget != nullptr && widget->property(kErrorProperty).toBool();
    if (focused)
        paintPanel(painter, option->rect, radius, QColor(), isWrong ? t.negative : t.accent, 2);
}

} // namespace

ButtonKind kindOf(const QWidget* widget)
{
    const QVariant value = widget != nullptr ? widget->property(kButtonKindProperty) : QVariant();
    return value.isValid() ? static_cast<ButtonKind>(value.toInt()) : ButtonKind::Secondary;
}

bool isSmall(const QWidget* widget)
{
    return widget != nullptr && widget->property(kSmallProperty).toBool();
}

bool isBare(const QWidget* widget)
{
    return widget != nullptr && widget->property(kBareProperty).toBool();
}

void paintButtonPanel(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    const ButtonKind kind = kindOf(widget);
    const ButtonColors colors = buttonColors(kind, option);
    const double radius = theme().pxF(6);
    const QRectF rect = option->rect;
    if (colors.fill.isValid() || colors.edge.isValid())
        paintPanel(painter, rect, radius, colors.fill, colors.edge);
    if (!showsFocus(widget))
        return;
    if (kind == ButtonKind::Primary || kind == ButtonKind::Destructive) {
        // On its own colour the ring would vanish: a gap of surface lies between ring and fill.
        paintPanel(painter, rect, radius, tokens().surface, QColor());
        paintPanel(painter, rect.adjusted(4, 4, -4, -4), radius - 3, colors.fill, QColor());
    }
    paintFocus(painter, rect, radius);
}

void paintButtonLabel(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget)
{
    const ButtonKind kind = kindOf(widget);
    const ButtonColors colors = buttonColors(kind, option);
    const bool isStrong = kind == ButtonKind::Primary || kind == ButtonKind::Destructive;
    const TextRole role = isStrong ? TextRole::BodyStrong : TextRole::Body;
    const bool isBusy = widget != nullptr && widget->property(kBusyProperty).toBool();
    // The spinner of a button without an icon takes room from the padding: the width is kept.
    const double iconSide = !option->icon.isNull() ? theme().px(16) : isBusy ? theme().px(12) : 0;
    const bool hasMenu = option->features & QStyleOptionButton::HasMenu;
    const double arrow = hasMenu ? theme().px(20) : 0;
    const double gap = iconSide <= 0 || option->text.isEmpty() ? 0 : theme().px(isBusy ? 4 : 6);
    QString text = option->text;
    text.remove(QLatin1Char('&'));
    const double width = textWidth(text, role);
    const QRectF rect = option->rect;
    double x = rect.center().x() - (iconSide + gap + width + arrow) / 2;
    x = std::round(std::max(x, rect.left() + theme().px(4)));
    if (iconSide > 0 && !isBusy) {
        const QIcon::Mode mode = isEnabled(option) ? QIcon::Normal : QIcon::Disabled;
        const bool isColoured = kind == ButtonKind::Secondary;
        const QRect box(static_cast<int>(x), static_cast<int>(rect.center().y() - iconSide / 2 + 0.5),
                        static_cast<int>(iconSide), static_cast<int>(iconSide));
        if (isColoured) {
            option->icon.paint(painter, box, Qt::AlignCenter, mode);
        } else {
            // The tint of a button's icon is the colour of its label.
            QPixmap mask = option->icon.pixmap(box.size(), painter->device()->devicePixelRatioF(), mode);
            QPainter tint(&mask);
            tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
            tint.fillRect(mask.rect(), colors.text);
            tint.end();
            painter->drawPixmap(box, mask);
        }
    }
    x += iconSide + gap;
    paintText(painter, {x, rect.top(), rect.right() - x - arrow, rect.height()}, text,
              {.role = role, .color = colors.text});
    if (hasMenu)
        paintIcon(painter, {x + width + theme().px(4), rect.center().y() - theme().px(8), theme().pxF(16),
                            theme().pxF(16)},
                  Icon::ChevronDown, isEnabled(option) ? colors.text : tokens().textFaint);
}

void paintInput(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    if (isBare(widget))
        return;
    if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        frame && frame->lineWidth <= 0)
        return;
    const bool focused
        = widget != nullptr && (widget->hasFocus() || (option->state & QStyle::State_HasFocus));
    paintInputFrame(option, painter, widget, focused && isEnabled(option));
}

void paintSwitchIndicator(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    const Tokens& t = tokens();
    const bool on = option->state & QStyle::State_On;
    const QRectF rect(option->rect.left(), option->rect.center().y() - theme().pxF(8) + 0.5, theme().pxF(28),
                      theme().pxF(16));
    QColor fill = on ? t.accent : t.control;
    if (isHovered(option))
        fill = on ? t.accentHover : t.textMuted;
    if (!isEnabled(option))
        fill = t.border;
    paintPanel(painter, rect, rect.height() / 2, fill, QColor());
    if (showsFocus(widget)) {
        paintPanel(painter, rect.adjusted(2, 2, -2, -2), rect.height() / 2 - 2, t.surface, QColor());
        paintPanel(painter, rect.adjusted(3, 3, -3, -3), rect.height() / 2 - 3, fill, QColor());
        paintFocus(painter, rect, rect.height() / 2);
    }
    const double knob = theme().pxF(12);
    const double x = on ? rect.right() - knob - theme().pxF(2) : rect.left() + theme().pxF(2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(on ? t.onAccent : t.surface);
    painter->drawEllipse(QRectF(x, rect.top() + theme().pxF(2), knob, knob));
    painter->restore();
}

void paintCheckIndicator(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    if (widget != nullptr && widget->property(kSwitchProperty).toBool())
        return paintSwitchIndicator(option, painter, widget);
    const Tokens& t = tokens();
    const double side = theme().pxF(16);
    const QRectF box(option->rect.left(), option->rect.center().y() - side / 2 + 0.5, side, side);
    const bool on = option->state & QStyle::State_On;
    const bool partly = option->state & QStyle::State_NoChange;
    const double radius = theme().pxF(4);
    if (on || partly) {
        const QColor fill = !isEnabled(option) ? t.border : isHovered(option) ? t.accentHover : t.accent;
        paintPanel(painter, box, radius, fill, QColor());
        const QColor mark = isEnabled(option) ? t.onAccent : t.textFaint;
        paintIcon(painter, box.adjusted(2, 2, -2, -2), on ? Icon::Check : Icon::Minus, mark);
    } else {
        paintPanel(painter, box, radius, isHovered(option) ? t.hover : t.surface,
                   isEnabled(option) ? t.control : t.border);
    }
    if (showsFocus(widget))
        paintPanel(painter, box.adjusted(-3, -3, 3, 3), radius + 3, QColor(), t.accent, 2);
}

void paintRadioIndicator(const QStyleOption* option, QPainter* painter)
{
    const Tokens& t = tokens();
    const double side = theme().pxF(16);
    const QRectF box(option->rect.left(), option->rect.center().y() - side / 2 + 0.5, side, side);
    const bool on = option->state & QStyle::State_On;
    const QColor edge = !isEnabled(option) ? t.border : on ? t.accent : t.control;
    paintPanel(painter, box, side / 2, isHovered(option) && !on ? t.hover : t.surface, edge,
               on ? theme().pxF(5) : 1);
}

void paintCheckLabel(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget)
{
    Q_UNUSED(widget);
    QString text = option->text;
    text.remove(QLatin1Char('&'));
    paintText(painter, option->rect, text, {.color = isEnabled(option) ? tokens().text : tokens().textFaint});
}

void paintCombo(const QStyleOptionComboBox* option, QPainter* painter, const QStyle* style,
                const QWidget* widget)
{
    if (!isBare(widget)) {
        const bool focused
            = option->editable ? bool(option->state & QStyle::State_HasFocus) : showsFocus(widget);
        paintInputFrame(option, painter, widget, focused && isEnabled(option));
    }
    const QRect arrow = style->subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxArrow, widget);
    const int side = theme().px(16);
    paintIcon(
        painter,
        QRectF(arrow.center().x() - side / 2.0 + 0.5, arrow.center().y() - side / 2.0 + 0.5, side, side),
        Icon::ChevronDown, isEnabled(option) ? tokens().textMuted : tokens().textFaint);
}

void paintComboLabel(const QStyleOptionComboBox* option, QPainter* painter, const QStyle* style,
                     const QWidget* widget)
{
    if (option->editable)
        return;
    QRectF rect = style->subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxEditField, widget);
    if (!option->currentIcon.isNull()) {
        const int side = theme().px(16);
        option->currentIcon.paint(painter,
                                  QRect(static_cast<int>(rect.left()),
                                        static_cast<int>(rect.center().y() - side / 2.0), side, side));
        rect.adjust(side + theme().px(6), 0, 0, 0);
    }
    paintText(painter, rect, option->currentText,
              {.color = isEnabled(option) ? tokens().text : tokens().textFaint});
}

void paintSpinBox(const QStyleOptionSpinBox* option, QPainter* painter, const QStyle* style,
                  const QWidget* widget)
{
    if (option->frame && !isBare(widget))
        paintInputFrame(option, painter, widget,
                        bool(option->state & QStyle::State_HasFocus) && isEnabled(option));
    if (option->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto paintStep = [&](QStyle::SubControl part, Icon icon, bool can) {
        const QRectF rect = style->subControlRect(QStyle::CC_SpinBox, option, part, widget);
        const double side = theme().pxF(12);
        const bool isActive = option->activeSubControls == part && isHovered(option);
        paintIcon(painter, {rect.center().x() - side / 2, rect.center().y() - side / 2, side, side}, icon,
                  !can ? tokens().textFaint : isActive ? tokens().text : tokens().textMuted);
    };
    paintStep(QStyle::SC_SpinBoxUp, Icon::ChevronUp, option->stepEnabled & QAbstractSpinBox::StepUpEnabled);
    paintStep(QStyle::SC_SpinBoxDown, Icon::ChevronDown,
              option->stepEnabled & QAbstractSpinBox::StepDownEnabled);
}

void paintScrollBar(const QStyleOptionSlider* option, QPainter* painter, const QStyle* style,
                    const QWidget* widget)
{
    if (option->minimum >= option->maximum)
        return;
    const QRectF slider
        = style->subControlRect(QStyle::CC_ScrollBar, option, QStyle::SC_ScrollBarSlider, widget);
    const double inset = (theme().pxF(10) - theme().pxF(6)) / 2;
    const bool isVertical = option->orientation == Qt::Vertical;
    const QRectF thumb
        = isVertical ? slider.adjusted(inset, 2, -inset, -2) : slider.adjusted(2, inset, -2, -inset);
    const bool strong = isHovered(option) || (option->state & QStyle::State_Sunken);
    paintPanel(painter, thumb, theme().pxF(3), withAlpha(tokens().control, strong ? 1 : 0.6), QColor());
}

void paintSlider(const QStyleOptionSlider* option, QPainter* painter, const QStyle* style,
                 const QWidget* widget)
{
    const Tokens& t = tokens();
    const QRectF handle = style->subControlRect(QStyle::CC_Slider, option, QStyle::SC_SliderHandle, widget);
    const QRectF rect = option->rect;
    const bool isHorizontal = option->orientation == Qt::Horizontal;
    const double thick = theme().pxF(4);
    const QRectF track = isHorizontal
        ? QRectF(rect.left(), rect.center().y() - thick / 2, rect.width(), thick)
        : QRectF(rect.center().x() - thick / 2, rect.top(), thick, rect.height());
    paintPanel(painter, track, thick / 2, t.sunken, QColor());
    QRectF done = track;
    isHorizontal ? done.setRight(handle.center().x()) : done.setTop(handle.center().y());
    paintPanel(painter, done, thick / 2, isEnabled(option) ? t.accent : t.control, QColor());
    const double side = theme().pxF(14);
    const QRectF knob(handle.center().x() - side / 2, handle.center().y() - side / 2, side, side);
    paintPanel(painter, knob, side / 2, t.surface, showsFocus(widget) ? t.accent : t.control,
               showsFocus(widget) ? 2 : 1);
}

void paintToolButton(const QStyleOptionToolButton* option, QPainter* painter, const QWidget* widget)
{
    const Tokens& t = tokens();
    const QRectF rect = option->rect;
    const double radius = theme().pxF(6);
    if (isPressed(option))
        paintPanel(painter, rect, radius, option->state & QStyle::State_On ? t.selected : t.sunken, QColor());
    else if (isHovered(option))
        paintPanel(painter, rect, radius, t.hover, QColor());
    if (showsFocus(widget))
        paintFocus(painter, rect, radius);
    const int side = theme().px(16);
    const bool hasText = !option->text.isEmpty() && option->toolButtonStyle != Qt::ToolButtonIconOnly;
    QRect box(static_cast<int>(rect.center().x() - side / 2.0),
              static_cast<int>(rect.center().y() - side / 2.0), side, side);
    if (hasText)
        box.moveLeft(static_cast<int>(rect.left()) + theme().px(8));
    const QIcon::Mode mode = !isEnabled(option)  ? QIcon::Disabled
                             : isHovered(option) ? QIcon::Active
                                                 : QIcon::Normal;
    if (!option->icon.isNull() && option->toolButtonStyle != Qt::ToolButtonTextOnly)
        option->icon.paint(painter, box, Qt::AlignCenter, mode,
                           option->state & QStyle::State_On ? QIcon::On : QIcon::Off);
    if (!hasText)
        return;
    const bool hasIcon = !option->icon.isNull() && option->toolButtonStyle != Qt::ToolButtonTextOnly;
    const double left = hasIcon ? box.right() + theme().px(6) : rect.left() + theme().px(8);
    paintText(painter, {left, rect.top(), rect.right() - left, rect.height()}, option->text,
              {.color = isEnabled(option) ? t.text : t.textFaint});
}

} // namespace bursar::ui::parts
