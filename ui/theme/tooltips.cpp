// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tooltips.h"

#include "ui/theme/paint.h"

#include <QHelpEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QWidget>

namespace bursar::ui {

bool TooltipWrapper::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QObject::eventFilter(watched, event);
    auto* widget = qobject_cast<QWidget*>(watched);
    const QString text = widget != nullptr ? widget->toolTip() : QString();
    if (text.isEmpty() || Qt::mightBeRichText(text))
        return false;
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), wrappedTip(text), widget);
    return true;
}

} // namespace bursar::ui
