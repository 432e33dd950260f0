// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/inspector_dock.h"

#include "ui/theme/theme.h"
#include "ui/widgets/inspector.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace bursar::ui {

InspectorDock::InspectorDock(QWidget* main, const QString& settingsKey, QWidget* parent)
    : QWidget(parent), m_splitter(new QSplitter), m_inspector(new Inspector), m_settingsKey(settingsKey)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_splitter);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(main);
    m_inspector->attach(m_splitter, settingsKey);
    connect(m_inspector, &Inspector::openedInWindow, this, &InspectorDock::openedInWindow);
}

void InspectorDock::open()
{
    m_inspector->open();
}

void InspectorDock::close()
{
    m_inspector->close();
}

void InspectorDock::closeNow()
{
    m_inspector->close();
}

bool InspectorDock::isOpen() const
{
    return m_inspector->isOpen();
}

void InspectorDock::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
}

bool InspectorDock::eventFilter(QObject* watched, QEvent* event)
{
    return QWidget::eventFilter(watched, event);
}

} // namespace bursar::ui
