// SPDX-License-Identifier: GPL-3.0-or-later
// What the frame's keys, menus and palette do.
#include "models/common/format.h"
#include "ui/shell/appearance.h"
#include "ui/shell/console_frame.h"
#include "ui/shell/console_session.h"
#include "ui/shell/inspector_dock.h"
#include "ui/shell/key_router.h"
#include "ui/shell/page_header.h"
#include "ui/shell/rail.h"
#include "ui/shell/role_words.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/inspector.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QSettings>

namespace bursar::ui {

namespace {
/// The first widget inside `zone` that the Tab key would reach.
QWidget* firstFocusable(QWidget* zone)
{
    if (zone->focusPolicy() & Qt::TabFocus)
        return zone;
    for (QWidget* next = zone->nextInFocusChain(); next && next != zone; next = next->nextInFocusChain()) {
        if (zone->isAncestorOf(next) && next->isVisible() && next->isEnabled() && (next->focusPolicy() & Qt::TabFocus))
            return next;
    }
    return nullptr;
}
} // namespace

void ConsoleFrame::defineKeys()
{
    const QString everywhere = tr("Everywhere");
    std::vector<KeyCommand> commands{
        {QStringLiteral("palette"), everywhere, tr("Search or run a command"), QKeySequence(Qt::CTRL | Qt::Key_K),
         [this] { m_palette->open(); }},
        {QStringLiteral("shortcuts"), everywhere, tr("All shortcuts"), QKeySequence(Qt::Key_Question),
         [this] { showShortcuts(); }},
        {QStringLiteral("filter"), everywhere, tr("Go to the filter"), QKeySequence(Qt::Key_Slash),
         [this] {
             if (m_workspace->page())
                 m_workspace->page()->focusFilter();
         }},
        {QStringLiteral("live"), everywhere, tr("Pause live, or go on"), QKeySequence(Qt::Key_P),
         [this] { m_workspace->view().setLive(!m_workspace->view().live()); }},
        {QStringLiteral("zone"), everywhere, tr("Switch between UTC and local time"), QKeySequence(Qt::Key_U),
         [this] { appearance::switchZone(m_session.settings()); }},
        {QStringLiteral("refresh"), everywhere, tr("Read again"), QKeySequence(Qt::Key_F5),
         [this] {
             if (m_workspace->page())
                 m_workspace->page()->refresh();
         }},
        {QStringLiteral("back"), everywhere, tr("Back"), QKeySequence(Qt::ALT | Qt::Key_Left),
         [this] { m_workspace->back(); }},
        {QStringLiteral("forward"), everywhere, tr("Forward"), QKeySequence(Qt::ALT | Qt::Key_Right),
         [this] { m_workspace->forward(); }},
        {QStringLiteral("next_zone"), everywhere, tr("Next part of the window"), QKeySequence(Qt::Key_F6),
         [this] { walkZones(1); }},
        {QStringLiteral("previous_zone"), everywhere, tr("Previous part of the window"),
         QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { walkZones(-1); }},
        {QStringLiteral("fold"), everywhere, tr("Fold the rail, or unfold it"), QKeySequence(Qt::CTRL | Qt::Key_B),
         [this] { setRailFolded(!m_rail->isFolded()); }},
        {QStringLiteral("bell"), everywhere, tr("Needs you"), QKeySequence(Qt::Key_N), [this] { m_topBar->openBell(); }},
    };
    for (const PageEntry& entry : m_pages) {
        if (!entry.goKey.isEmpty())
            commands.push_back({QLatin1StringView("go_") + entry.id, tr("Go to"), entry.title,
                                QKeySequence(Qt::Key_G, entry.goKey[0].toCombined()), [this, id = entry.id] {
                                    if (m_workspace->mayOpen(id))
                                        m_workspace->open({id, {}, {}, {}});
                                }});
    }
    m_keys->setCommands(std::move(commands));
}

void ConsoleFrame::definePageKeys()
{
    std::vector<KeyCommand> commands;
    const QString group = m_workspace->page() ? m_workspace->page()->title() : QString();
    for (const PageAction& action : m_workspace->header().actions()) {
        if (!action.shortcut.isEmpty())
            commands.push_back({action.id, group, action.text, action.shortcut, [action] { runAction(action); }});
    }
    m_keys->setPageCommands(std::move(commands));
}

void ConsoleFrame::walkZones(int step)
{
    std::vector<QWidget*> zones{m_rail, m_topBar, m_workspace->page()};
    if (m_workspace->dock().isOpen())
        zones.push_back(m_workspace->dock().current());
    std::erase(zones, nullptr);
    const QWidget* focus = QApplication::focusWidget();
    int at = -1;
    for (std::size_t i = 0; i < zones.size(); ++i) {
        if (focus && (zones[i] == focus || zones[i]->isAncestorOf(focus)))
            at = int(i);
    }
    const int count = int(zones.size());
    if (at < 0)
        at = step > 0 ? -1 : 0;
    for (int tried = 0; tried < count; ++tried) {
        at = (at + step + count) % count;
        if (QWidget* target = firstFocusable(zones[std::size_t(at)])) {
            target->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

std::vector<PaletteItem> ConsoleFrame::windowCommands()
{
    std::vector<PaletteItem> items;
    const auto add = [&](Icon icon, const QString& name, const QString& keyId, std::function<void()> run) {
        PaletteItem item;
        item.group = PaletteGroup::Do;
        item.icon = icon;
        item.name = name;
        item.shortcut = m_keys->shownKeys(keyId);
        item.run = std::move(run);
        items.push_back(std::move(item));
    };
    add(Icon::Live, m_workspace->view().live() ? tr("Pause live") : tr("Go on live"), QStringLiteral("live"),
        [this] { m_workspace->view().setLive(!m_workspace->view().live()); });
    add(Icon::Clock, tr("Switch between UTC and local time"), QStringLiteral("zone"),
        [this] { appearance::switchZone(m_session.settings()); });
    add(Icon::Calendar, tr("Change the time range"), {}, [this] { m_topBar->openRange(); });
    add(Icon::ExternalWindow, tr("Open this page in a window of its own"), {},
        [this] { m_workspace->openInWindow(m_workspace->place()); });
    add(Icon::Refresh, tr("Read again"), QStringLiteral("refresh"), [this] {
        if (m_workspace->page())
            m_workspace->page()->refresh();
    });
    add(Icon::Menu, m_rail->isFolded() ? tr("Unfold the rail") : tr("Fold the rail"), QStringLiteral("fold"),
        [this] { setRailFolded(!m_rail->isFolded()); });
    add(Icon::Bell, tr("Show what needs you"), QStringLiteral("bell"), [this] { m_topBar->openBell(); });
    if (!m_session.tasks().rows().empty())
        add(Icon::Clock, tr("Show tasks"), {}, [this] { toggleTasks(); });
    add(Icon::Question, tr("All shortcuts"), QStringLiteral("shortcuts"), [this] { showShortcuts(); });
    add(Icon::Server, tr("Other servers…"), {}, [this] { Q_EMIT serversRequested(); });
    const auto looks = appearance::paletteItems(
        m_session.settings(), [this](QLocale::Language language) { Q_EMIT languageRequested(language); });
    items.insert(items.end(), looks.begin(), looks.end());
    return items;
}

void ConsoleFrame::fillConnectionMenu()
{
    QMenu* menu = m_topBar->connectionMenu();
    menu->clear();
    const ServerIdentity& identity = m_session.identity();
    const auto note = [menu](const QString& text) {
        QAction* line = menu->addAction(text);
        line->setEnabled(false);
    };
    note(QStringLiteral("%1 · %2").arg(identity.name, models::environmentWord(identity.environment)));
    const contract::Link& link = m_session.gateway().link();
    QString state = models::lookOf(models::StateThing::Connection, linkState(link).wire, linkState(link).args).word;
    if (link.roundTripMicros)
        state += QStringLiteral(" · ") + models::formatDuration(std::chrono::microseconds(*link.roundTripMicros));
    note(state);
    if (!link.reason.empty())
        note(QString::fromStdString(link.reason));
    menu->addSeparator();
    const QString url = identity.isRemote ? identity.url.toString() : QString();
    if (!url.isEmpty())
        menu->addAction(icon(Icon::Copy), tr("Copy address"), this, [url] { QApplication::clipboard()->setText(url); });
    if (identity.isRemote)
        menu->addAction(icon(Icon::Refresh), tr("Connect again"), this, &ConsoleFrame::reconnectRequested);
    menu->addAction(icon(Icon::Server), tr("Other servers…"), this, &ConsoleFrame::serversRequested);
}

void ConsoleFrame::fillPersonMenu()
{
    QMenu* menu = m_topBar->personMenu();
    menu->clear();
    if (const auto& me = m_session.gateway().me()) {
        const QString name = QString::fromStdString(me->name);
        const auto role = m_session.gateway().role();
        QAction* line = menu->addAction(role ? QStringLiteral("%1 · %2").arg(name, roleText(*role)) : name);
        line->setEnabled(false);
        menu->addSeparator();
    }
    appearance::fillMenu(menu, m_session.settings(),
                         [this](QLocale::Language language) { Q_EMIT languageRequested(language); });
    menu->addSeparator();
    if (m_workspace->mayOpen(QStringLiteral("settings")))
        menu->addAction(icon(Icon::Settings), tr("Settings"), this,
                        [this] { m_workspace->open({QStringLiteral("settings"), {}, {}, {}}); });
    menu->addAction(icon(Icon::Question), tr("All shortcuts"), this, &ConsoleFrame::showShortcuts);
    menu->addAction(icon(Icon::SignOut), m_session.identity().isRemote ? tr("Disconnect") : tr("Close"), this,
                    &ConsoleFrame::serversRequested);
}

} // namespace bursar::ui
