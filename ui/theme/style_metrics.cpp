// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/theme/style_parts.h"

#include <QComboBox>
#include <QLineEdit>
#include <QStyleOption>

#include <algorithm>

namespace bursar::ui {
namespace {

int controlHeight(const QWidget* widget)
{
    return theme().px(parts::isSmall(widget) ? 28 : 32);
}

QSize buttonSize(const QStyleOptionButton* option, const QWidget* widget)
{
    const ButtonKind kind = parts::kindOf(widget);
    const bool isText = kind == ButtonKind::Text || kind == ButtonKind::DestructiveText;
    const bool isStrong = kind == ButtonKind::Primary || kind == ButtonKind::Destructive;
    QString text = option->text;
    text.remove(QLatin1Char('&'));
    double width = textWidth(text, isStrong ? TextRole::BodyStrong : TextRole::Body);
    if (!option->icon.isNull())
        width += theme().px(text.isEmpty() ? 16 : 22);
    if (option->features & QStyleOptionButton::HasMenu)
        width += theme().px(20);
    const int padding = theme().px(isText ? 8 : 14);
    return {static_cast<int>(width + 0.999) + 2 * padding, isText ? theme().px(28) : controlHeight(widget)};
}

} // namespace

int BursarStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return theme().px(10);
    case PM_ScrollBarSliderMin:
        return theme().px(32);
    case PM_IndicatorWidth:
        return theme().px(widget != nullptr && widget->property(kSwitchProperty).toBool() ? 28 : 16);
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_LineEditIconSize:
    case PM_ListViewIconSize:
        return theme().px(16);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return theme().px(8);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return theme().px(8);
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return theme().px(16);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarBaseOverlap:
    case PM_MenuPanelWidth:
    case PM_MenuHMargin:
    case PM_ScrollView_ScrollBarSpacing:
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
    case PM_ToolTipLabelFrameWidth:
        return metric == PM_ToolTipLabelFrameWidth ? theme().px(4) : 0;
    case PM_MenuVMargin:
        return theme().px(4);
    case PM_SplitterWidth:
        return 1; // Qt grabs five pixels around it
    case PM_DefaultFrameWidth:
        return 1;
    case PM_HeaderMargin:
        return theme().px(12);
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return theme().px(16);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int BursarStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_ToolTip_WakeUpDelay:
        return 600;
    case SH_ToolTip_FallAsleepDelay:
        return 300;
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_ScrollBar_Transient:
    case SH_ItemView_ShowDecorationSelected:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_Menu_SloppySubMenus:
        return hint == SH_Menu_SloppySubMenus || hint == SH_ItemView_ShowDecorationSelected ? 1 : 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ComboBox_PopupFrameStyle:
        return QFrame::StyledPanel;
    case SH_Widget_Animate:
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize BursarStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                    const QWidget* widget) const
{
    switch (type) {
    case CT_PushButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            return buttonSize(button, widget);
        break;
    case CT_LineEdit:
        return parts::isBare(widget) ? size : QSize(size.width() + theme().px(20), controlHeight(widget));
    case CT_ComboBox:
        return {size.width() + theme().px(42), controlHeight(widget)};
    case CT_SpinBox:
        return {size.width() + theme().px(40), controlHeight(widget)};
    case CT_CheckBox:
    case CT_RadioButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QString text = button->text;
            text.remove(QLatin1Char('&'));
            const int indicator = pixelMetric(PM_IndicatorWidth, option, widget);
            const int words
                = text.isEmpty() ? 0 : theme().px(8) + static_cast<int>(textWidth(text, TextRole::Body) + 2);
            return {indicator + words, theme().px(24)};
        }
        break;
    case CT_ToolButton: {
        const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        const bool hasText = tool && tool->toolButtonStyle != Qt::ToolButtonIconOnly && !tool->text.isEmpty();
        return hasText ? QSize(theme().px(38) + static_cast<int>(textWidth(tool->text, TextRole::Body) + 1),
                               theme().px(28))
                       : QSize(theme().px(28), theme().px(28));
    }
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            return parts::menuItemSize(item, widget);
        break;
    case CT_ProgressBar:
        return {std::max(size.width(), theme().px(120)), theme().px(6)};
    case CT_TabBarTab:
        return {size.width() + theme().px(4), theme().px(36)};
    case CT_HeaderSection:
        return {size.width(), theme().px(32)};
    case CT_ItemViewItem:
        return {size.width() + theme().px(16), std::max(size.height(), theme().px(28))};
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

QRect BursarStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    switch (element) {
    case SE_PushButtonContents:
        return option->rect;
    case SE_LineEditContents: {
        if (parts::isBare(widget))
            return option->rect;
        // QLineEdit adds 2 px of its own.
        return option->rect.adjusted(theme().px(8), 0, -theme().px(8), 0);
    }
    case SE_ItemViewItemText:
        return QProxyStyle::subElementRect(element, option, widget).adjusted(theme().px(6), 0, 0, 0);
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect:
        return {};
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect BursarStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                  SubControl subControl, const QWidget* widget) const
{
    const QRect rect = option->rect;
    if (control == CC_ComboBox) {
        const int arrow = theme().px(28);
        if (subControl == SC_ComboBoxArrow)
            return {rect.right() + 1 - arrow, rect.top(), arrow, rect.height()};
        if (subControl == SC_ComboBoxEditField)
            return rect.adjusted(theme().px(10), 1, -arrow, -1);
    }
    if (control == CC_SpinBox) {
        const int buttons = theme().px(22);
        if (subControl == SC_SpinBoxUp)
            return {rect.right() - buttons, rect.top() + 2, buttons, rect.height() / 2 - 2};
        if (subControl == SC_SpinBoxDown)
            return {rect.right() - buttons, rect.top() + rect.height() / 2, buttons, rect.height() / 2 - 2};
        if (subControl == SC_SpinBoxEditField)
            return rect.adjusted(theme().px(8), 2, -buttons - 2, -2);
    }
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            const bool isVertical = bar->orientation == Qt::Vertical;
            const int length = isVertical ? rect.height() : rect.width();
            const qint64 range = qint64(bar->maximum) - bar->minimum;
            const int thumb = range <= 0
                ? length
                : std::clamp(static_cast<int>(qint64(bar->pageStep) * length / (range + bar->pageStep)),
                             std::min(theme().px(32), length), length);
            const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                      length - thumb, bar->upsideDown);
            switch (subControl) {
            case SC_ScrollBarSubLine:
            case SC_ScrollBarAddLine:
                return {};
            case SC_ScrollBarGroove:
                return rect;
            case SC_ScrollBarSlider:
                return isVertical ? QRect(rect.left(), rect.top() + start, rect.width(), thumb)
                                  : QRect(rect.left() + start, rect.top(), thumb, rect.height());
            case SC_ScrollBarSubPage:
                return isVertical ? QRect(rect.left(), rect.top(), rect.width(), start)
                                  : QRect(rect.left(), rect.top(), start, rect.height());
            case SC_ScrollBarAddPage:
                return isVertical
                    ? QRect(rect.left(), rect.top() + start + thumb, rect.width(), length - start - thumb)
                    : QRect(rect.left() + start + thumb, rect.top(), length - start - thumb, rect.height());
            default:
                break;
            }
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

} // namespace bursar::ui
