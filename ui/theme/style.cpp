// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style_parts.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QFocusEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace bursar::ui {

BursarStyle::BursarStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void BursarStyle::polish(QPalette& palette)
{
    Q_UNUSED(palette); // the theme sets the application's palette; Fusion's must not come between
}

void BursarStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (widget->focusPolicy() != Qt::NoFocus || qobject_cast<QAbstractButton*>(widget))
        widget->installEventFilter(this);
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget)
        || qobject_cast<QScrollBar*>(widget) || widget->inherits("QLineEdit") || widget->inherits("QTabBar"))
        widget->setAttribute(Qt::WA_Hover);
    if (qobject_cast<QScrollBar*>(widget))
        widget->setAttribute(Qt::WA_OpaquePaintEvent, false); // the track is whatever lies below
    if (auto* menu = qobject_cast<QMenu*>(widget)) {
        menu->setAttribute(Qt::WA_TranslucentBackground);
        if (!menu->testAttribute(Qt::WA_WState_Created))
            menu->setWindowFlags(menu->windowFlags() | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint);
    }
    if (widget->inherits("QTipLabel")) {
        widget->setAttribute(Qt::WA_TranslucentBackground);
        widget->setContentsMargins(theme().px(6), theme().px(3), theme().px(6), theme().px(3));
    }
    if (auto* view = qobject_cast<QAbstractItemView*>(widget))
        view->setFrameShape(QFrame::NoFrame);
    if (auto* area = qobject_cast<QAbstractScrollArea*>(widget);
        area != nullptr && (widget->inherits("QPlainTextEdit") || widget->inherits("QTextEdit")))
        area->viewport()->setAutoFillBackground(false); // the frame fills, with round corners
}

void BursarStyle::unpolish(QWidget* widget)
{
    widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

bool BursarStyle::eventFilter(QObject* watched, QEvent* event)
{
    auto* widget = qobject_cast<QWidget*>(watched);
    if (widget != nullptr && event->type() == QEvent::FocusIn) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        const bool byKeyboard = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason
            || reason == Qt::ShortcutFocusReason;
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
            widget->setProperty(kFocusShownProperty, byKeyboard);
        widget->update();
    } else if (widget != nullptr && event->type() == QEvent::FocusOut) {
        widget->update();
    }
    return QProxyStyle::eventFilter(watched, event);
}

void BursarStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return parts::paintButtonPanel(option, painter, widget);
    case PE_FrameFocusRect:
    case PE_FrameButtonBevel:
    case PE_FrameTabBarBase:
    case PE_PanelStatusBar:
    case PE_FrameStatusBarItem:
    case PE_PanelScrollAreaCorner:
    case PE_FrameDefaultButton:
        return;
    case PE_PanelLineEdit:
        if (parts::isBare(widget))
            return;
        [[fallthrough]];
    case PE_FrameLineEdit:
    case PE_Frame:
        if (element == PE_Frame && widget != nullptr && widget->inherits("QComboBoxPrivateContainer"))
            return parts::paintMenuPanel(option, painter);
        return parts::paintInput(option, painter, widget);
    case PE_FrameMenu:
    case PE_PanelMenu:
        return parts::paintMenuPanel(option, painter);
    case PE_PanelTipLabel:
        return parts::paintTooltipPanel(option, painter);
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return parts::paintCheckIndicator(option, painter, widget);
    case PE_IndicatorRadioButton:
        return parts::paintRadioIndicator(option, painter);
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
        return paintIcon(painter, option->rect, Icon::ChevronDown, tokens().textMuted);
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        return paintIcon(painter, option->rect, Icon::ChevronUp, tokens().textMuted);
    case PE_IndicatorArrowRight:
        return paintIcon(painter, option->rect, Icon::ChevronRight, tokens().textMuted);
    case PE_IndicatorArrowLeft:
        return paintIcon(painter, option->rect, Icon::ChevronLeft, tokens().textMuted);
    case PE_PanelItemViewRow:
        return;
    case PE_PanelItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option))
            return parts::paintListRow(item, painter, widget);
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void BursarStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            return parts::paintButtonLabel(button, painter, widget);
        break;
    case CE_CheckBoxLabel:
    case CE_RadioButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            return parts::paintCheckLabel(button, painter, widget);
        break;
    case CE_ComboBoxLabel:
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            return parts::paintComboLabel(combo, painter, this, widget);
        break;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            return parts::paintMenuItem(item, painter, widget);
        break;
    case CE_MenuEmptyArea:
    case CE_ToolBar:
        return;
    case CE_ItemViewItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option)) {
            QStyleOptionViewItem plain(*item);
            // Rows are marked by a soft ground; the text keeps its colour.
            for (const auto role : {QPalette::HighlightedText, QPalette::Text})
                plain.palette.setColor(role,
                                       item->state & State_Enabled ? tokens().text : tokens().textFaint);
            return QProxyStyle::drawControl(element, &plain, painter, widget);
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            return parts::paintHeaderSection(header, painter);
        painter->fillRect(option->rect, tokens().surface);
        return;
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            return parts::paintHeaderLabel(header, painter);
        break;
    case CE_TabBarTab:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            return parts::paintTab(tab, painter, widget);
        break;
    case CE_ProgressBar:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
            return parts::paintProgress(bar, painter);
        break;
    case CE_Splitter: {
        const bool isVertical = option->state & State_Horizontal;
        const QRect rect = option->rect;
        const QPoint centre = rect.center();
        isVertical ? painter->fillRect(QRect(centre.x(), rect.top(), 1, rect.height()), tokens().border)
                   : painter->fillRect(QRect(rect.left(), centre.y(), rect.width(), 1), tokens().border);
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void BursarStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                     QPainter* painter, const QWidget* widget) const
{
    if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        control == CC_ComboBox && combo)
        return parts::paintCombo(combo, painter, this, widget);
    if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        control == CC_SpinBox && spin)
        return parts::paintSpinBox(spin, painter, this, widget);
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
        if (control == CC_ScrollBar)
            return parts::paintScrollBar(bar, painter, this, widget);
        if (control == CC_Slider)
            return parts::paintSlider(bar, painter, this, widget);
    }
    if (const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        control == CC_ToolButton && tool)
        return parts::paintToolButton(tool, painter, widget);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QIcon BursarStyle::standardIcon(StandardPixmap standard, const QStyleOption* option,
                                const QWidget* widget) const
{
    switch (standard) {
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DialogCloseButton:
        return icon(Icon::Close);
    case SP_ToolBarHorizontalExtensionButton:
        return icon(Icon::More);
    case SP_BrowserReload:
        return icon(Icon::Refresh);
    default:
        return QProxyStyle::standardIcon(standard, option, widget);
    }
}

void setError(QWidget* field, bool on)
{
    field->setProperty(kErrorProperty, on);
    field->update();
}

void setSmall(QWidget* control, bool on)
{
    control->setProperty(kSmallProperty, on);
    control->updateGeometry();
    control->update();
}

void setBare(QWidget* field, bool on)
{
    field->setProperty(kBareProperty, on);
    field->update();
}

} // namespace bursar::ui
