// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/inspector_dock.h"

#include "ui/theme/theme.h"
#include "ui/widgets/inspector.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace bursar::ui {

InspectorDock::InspectorDock(QWidget* main, QWidget* parent) : QWidget(parent), m_splitter(new QSplitter)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_splitter);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(main);
}

Inspector* InspectorDock::makeInspector()
{
    auto* inspector = new Inspector;
    inspector->attach(m_splitter, QStringLiteral("width"));
    connect(inspector, &Inspector::openedInWindow, this, &InspectorDock::openedInWindow);
    return inspector;
}

Inspector* InspectorDock::current() const
{
    return m_current && m_current->isOpen() ? m_current.data() : nullptr;
}

bool InspectorDock::isOverlaid() const
{
    return current() && m_current->parentWidget() == this;
}

void InspectorDock::open(Inspector* inspector)
{
    if (m_current && m_current != inspector)
        m_current->close();
    m_current = inspector;
    place(inspector);
    inspector->open();
}

void InspectorDock::close()
{
    if (current())
        m_current->close();
}

void InspectorDock::place(Inspector* inspector)
{
    const bool isOver = width() < theme().px(kBesideMin);
    const bool wasOver = inspector->parentWidget() == this;
    if (isOver != wasOver) {
        if (isOver)
            inspector->setParent(this);
        else
            m_splitter->addWidget(inspector);
        if (inspector->isOpen()) {
            inspector->close();
            inspector->open();
        }
    }
    if (isOver) {
        const int wanted = std::min(inspector->sizeHint().width(), width());
        inspector->setGeometry(width() - wanted, 0, wanted, height());
        inspector->raise();
    }
}

void InspectorDock::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (current())
        place(m_current);
}

} // namespace bursar::ui
