// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page_window.h"

#include "ui/shell/appearance.h"
#include "ui/shell/console_session.h"
#include "ui/shell/inspector_dock.h"
#include "ui/shell/key_router.h"
#include "ui/shell/page_header.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr QSize kSize{1100, 760};
constexpr QSize kLeast{720, 480};
} // namespace

PageWindow::PageWindow(ConsoleSession& session, const std::vector<PageEntry>& pages, QWidget* parent)
    : QWidget(parent, Qt::Window), m_session(session), m_workspace(new Workspace(session, pages)),
      m_topBar(new TopBar(session, m_workspace->view(), TopBar::Extent::PageWindow)),
      m_keys(new KeyRouter(this, session.settings(), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(kLeast);
    resize(kSize);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_topBar);
    column->addWidget(m_workspace, 1);
    connect(m_workspace, &Workspace::windowRequested, this, &PageWindow::windowRequested);
    connect(m_workspace, &Workspace::languageRequested, this, &PageWindow::languageRequested);
    connect(m_workspace, &Workspace::pageShown, this, [this] {
        const Page* page = m_workspace->page();
        setWindowTitle(QStringLiteral("%1 · %2").arg(page ? page->title() : QString(), m_session.identity().name));
    });
    defineKeys();
}

void PageWindow::defineKeys()
{
    const QString group = tr("Everywhere");
    m_keys->setCommands({
        {QStringLiteral("filter"), group, tr("Go to the filter"), QKeySequence(Qt::Key_Slash),
         [this] {
             if (m_workspace->page())
                 m_workspace->page()->focusFilter();
         }},
        {QStringLiteral("live"), group, tr("Pause live, or go on"), QKeySequence(Qt::Key_P),
         [this] { m_workspace->view().setLive(!m_workspace->view().live()); }},
        {QStringLiteral("zone"), group, tr("Switch between UTC and local time"), QKeySequence(Qt::Key_U),
         [this] { appearance::switchZone(m_session.settings()); }},
        {QStringLiteral("back"), group, tr("Back"), QKeySequence(Qt::ALT | Qt::Key_Left),
         [this] { m_workspace->back(); }},
        {QStringLiteral("forward"), group, tr("Forward"), QKeySequence(Qt::ALT | Qt::Key_Right),
         [this] { m_workspace->forward(); }},
        {QStringLiteral("close"), group, tr("Close the window"), QKeySequence(Qt::CTRL | Qt::Key_W),
         [this] { close(); }},
    });
}

void PageWindow::open(const Location& location)
{
    m_workspace->open(location);
}

void PageWindow::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), tokens().background);
}

void PageWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_workspace->dock().isOpen())
        m_workspace->dock().close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace bursar::ui
