// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/console_frame.h"

#include "ui/shell/appearance.h"
#include "ui/shell/console_session.h"
#include "ui/shell/inspector_dock.h"
#include "ui/shell/key_router.h"
#include "ui/shell/page_header.h"
#include "ui/shell/palette_content.h"
#include "ui/shell/rail.h"
#include "ui/shell/role_words.h"
#include "ui/shell/session_store.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/shortcut_sheet.h"
#include "ui/widgets/tasks_tray.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kSaveAfter = 300ms;
constexpr int kFoldBelow = 1200;
const QString kRailFolded = QStringLiteral("window/rail_folded");

QString groupTitle(const QString& group)
{
    if (group == QLatin1StringView("insight"))
        return ConsoleFrame::tr("Insight");
    if (group == QLatin1StringView("agents"))
        return ConsoleFrame::tr("Agents");
    if (group == QLatin1StringView("money"))
        return ConsoleFrame::tr("Money");
    if (group == QLatin1StringView("operations"))
        return ConsoleFrame::tr("Operations");
    return group;
}
} // namespace

ConsoleFrame::ConsoleFrame(ConsoleSession& session, const std::vector<PageEntry>& pages, QWidget* window)
    : QWidget(window), m_session(session), m_pages(pages), m_rail(new Rail),
      m_workspace(new Workspace(session, pages)),
      m_status(new StatusBar(session)), m_tray(new TasksTray(this)), m_palette(new CommandPalette(window)),
      m_sheet(new ShortcutSheet(window)), m_keys(new KeyRouter(window, session.settings(), this))
{
    m_topBar = new TopBar(session, m_workspace->view());
    m_paletteContent = new PaletteContent(session, *m_workspace, *m_palette, this);
    build();
    wire();
    defineKeys();
    fillRail();
    m_save.setSingleShot(true);
    m_save.setInterval(kSaveAfter);
    connect(&m_save, &QTimer::timeout, this, &ConsoleFrame::saveNow);
    const QVariant folded = session.settings().value(kRailFolded);
    m_railChosen = folded.isValid();
    if (m_railChosen)
        m_rail->setFolded(folded.toBool());
}

ConsoleFrame::~ConsoleFrame()
{
    saveNow();
    // Children of the window, not of this; when the window goes they may have gone before.
    delete m_palette;
    delete m_sheet;
}

void ConsoleFrame::build()
{
    auto* right = new QVBoxLayout;
    right->setContentsMargins({});
    right->setSpacing(0);
    right->addWidget(m_topBar);
    right->addWidget(m_workspace, 1);
    right->addWidget(m_status);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_rail);
    layout->addLayout(right, 1);
    m_tray->hide();
}

void ConsoleFrame::wire()
{
    connect(m_rail, &Rail::opened, this, [this](const QString& id) { m_workspace->open({id, {}, {}, {}}); });
    connect(m_rail, &Rail::openedInWindow, this,
            [this](const QString& id) { m_workspace->openInWindow({id, {}, {}, {}}); });
    connect(m_workspace, &Workspace::pageShown, this, &ConsoleFrame::pageShown);
    connect(m_workspace, &Workspace::placeChanged, this, &ConsoleFrame::scheduleSave);
    connect(m_workspace, &Workspace::windowRequested, this, &ConsoleFrame::windowRequested);
    connect(m_workspace, &Workspace::languageRequested, this, &ConsoleFrame::languageRequested);
    connect(m_topBar, &TopBar::searchRequested, this, [this] { m_palette->open(); });
    connect(m_topBar->connectionMenu(), &QMenu::aboutToShow, this, &ConsoleFrame::fillConnectionMenu);
    connect(m_topBar->personMenu(), &QMenu::aboutToShow, this, &ConsoleFrame::fillPersonMenu);
    fillPersonMenu(); // its size is needed before it is shown
    connect(m_status, &StatusBar::tasksRequested, this, &ConsoleFrame::toggleTasks);
    connect(m_status, &StatusBar::zoneRequested, this, [this] { appearance::switchZone(m_session.settings()); });
    connect(m_status, &StatusBar::systemRequested, this, [this] {
        if (m_workspace->mayOpen(QStringLiteral("settings")))
            m_workspace->open({QStringLiteral("settings"), {}, {}, {}});
    });
    connect(&m_session.gateway(), &models::Gateway::meChanged, this, &ConsoleFrame::fillRail);
    TaskWatch& tasks = m_session.tasks();
    connect(&tasks, &TaskWatch::changed, this, [this] {
        m_tray->setRows(m_session.tasks().rows());
        if (m_session.tasks().rows().empty())
            m_tray->hide();
        placeTray();
    });
    connect(&tasks, &TaskWatch::finished, this, [this](const TaskRow& row) {
        if (row.state == TaskRow::State::Failed)
            m_workspace->toastError(row.name + QStringLiteral(": ") + row.result);
        else
            m_workspace->toast(row.name + QStringLiteral(": ") + row.result, tr("Show"), [this] { toggleTasks(); });
    });
    connect(&tasks, &TaskWatch::failed, this, [this](const QString& sentence) { m_workspace->toastError(sentence); });
    connect(m_tray, &TasksTray::cancelRequested, &tasks, &TaskWatch::cancel);
    connect(m_tray, &TasksTray::dismissed, &tasks, &TaskWatch::dismiss);
    connect(m_tray, &TasksTray::opened, &tasks, &TaskWatch::dismiss);
    m_paletteContent->setCommands([this] { return windowCommands(); });
    m_keys->setSuspended([this] { return m_palette->isOpen() || m_sheet->isVisible(); });
}

void ConsoleFrame::fillRail()
{
    std::vector<Rail::Row> rows;
    for (const PageEntry* entry : m_workspace->allowedPages())
        rows.push_back({entry->id, groupTitle(entry->group), entry->title,
                        iconNamed(entry->icon).value_or(Icon::Overview), 0, Tone::Negative});
    m_rail->setRows(std::move(rows));
    m_rail->setCurrent(m_workspace->pageId());
}

void ConsoleFrame::restore()
{
    m_workspace->restore(SessionStore(m_session.settings()).workspace(m_session.identity().key));
    if (m_workspace->pageId().isEmpty() && !m_pages.empty())
        m_workspace->open({m_pages.front().id, {}, {}, {}});
}

void ConsoleFrame::open(const Location& location)
{
    m_workspace->open(location);
}

void ConsoleFrame::pageShown(const QString& id)
{
    m_rail->setCurrent(id);
    definePageKeys();
}

void ConsoleFrame::scheduleSave()
{
    m_save.start();
}

void ConsoleFrame::saveNow()
{
    m_save.stop();
    if (m_workspace->pageId().isEmpty())
        return;
    const Page* page = m_workspace->page();
    SessionStore store(m_session.settings());
    store.save(m_session.identity().key, m_workspace->save());
    store.saveLast({m_session.identity().key, m_session.identity().name, m_workspace->pageId(),
                    page ? page->title() : QString(),
                    m_workspace->place().state.value(QStringLiteral("filter")).toString()});
}

void ConsoleFrame::setRailFolded(bool folded)
{
    m_railChosen = true;
    m_rail->setFolded(folded);
    m_session.settings().setValue(kRailFolded, folded);
}

void ConsoleFrame::foldByWidth()
{
    if (window()->width() < kFoldBelow)
        m_rail->setFolded(true);
    else
        m_rail->setFolded(m_railChosen && m_session.settings().value(kRailFolded).toBool());
}

void ConsoleFrame::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    foldByWidth();
    placeTray();
}

void ConsoleFrame::placeTray()
{
    const QSize size = m_tray->sizeHint();
    const int bottom = height() - m_status->height() - 8;
    m_tray->setGeometry(width() - size.width() - 16, std::max(bottom - size.height(), 60), size.width(),
                        std::min(size.height(), bottom - 60));
    m_tray->raise();
}

void ConsoleFrame::toggleTasks()
{
    if (m_tray->isVisible()) {
        m_tray->hide();
        return;
    }
    m_tray->setRows(m_session.tasks().rows());
    placeTray();
    m_tray->show();
    m_tray->raise();
}

void ConsoleFrame::showShortcuts()
{
    std::vector<ShortcutRow> rows = m_keys->sheetRows();
    const QString table = tr("In tables");
    rows.push_back({table, tr("Open in the inspector"), {tr("Enter")}});
    rows.push_back({table, tr("Open in a window of its own"), {tr("Ctrl+Enter")}});
    rows.push_back({table, tr("Select"), {tr("Space")}});
    rows.push_back({table, tr("Select all that match"), {tr("Ctrl+A")}});
    rows.push_back({table, tr("First and last row"), {tr("Home"), tr("End")}});
    m_sheet->setRows(std::move(rows));
    m_sheet->open();
}

bool ConsoleFrame::closeInnermost()
{
    if (m_tray->isVisible())
        m_tray->hide();
    else if (m_workspace->dock().isOpen())
        m_workspace->dock().close();
    else
        return false;
    return true;
}

void ConsoleFrame::keyPressEvent(QKeyEvent* event)
{
    // What no part of the page wanted.
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape && closeInnermost())
        return;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        m_workspace->openInWindow(m_workspace->place());
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace bursar::ui
