// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scrim.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

namespace bursar::ui {

Scrim::Scrim(QWidget* window) : QWidget(window)
{
    window->installEventFilter(this);
    setGeometry(window->rect());
}

void Scrim::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().scrim);
}

void Scrim::mousePressEvent(QMouseEvent*)
{
    Q_EMIT pressed();
}

bool Scrim::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace bursar::ui
