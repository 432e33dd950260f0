// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/shortcut_sheet.h"
#include "ui/shell/page.h"
#include "ui/widgets/command_palette.h"

#include <QLocale>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QMenu;

namespace bursar::ui {

class ConsoleSession;
class KeyRouter;
class PaletteContent;
class Rail;
class ShortcutSheet;
class StatusBar;
class TasksTray;
class TopBar;
class Workspace;

/// The whole frame while connected: rail, top bar, workspace, status bar; palette, shortcuts, tasks. What it shows is
/// kept in the settings at each change, so that it survives a kill.
class ConsoleFrame : public QWidget {
    Q_OBJECT

public:
    ConsoleFrame(ConsoleSession& session, const std::vector<PageEntry>& pages, QWidget* window);
    ~ConsoleFrame() override;

    /// Where this server was left, else the first page.
    void restore();
    void open(const Location& location);
    Workspace& workspace() { return *m_workspace; }
    Rail& rail() { return *m_rail; }
    TopBar& topBar() { return *m_topBar; }
    CommandPalette& palette() { return *m_palette; }
    ShortcutSheet& sheet() { return *m_sheet; }
    KeyRouter& keys() { return *m_keys; }
    void showShortcuts();
    void toggleTasks();
    /// Writes what is still waiting to be written.
    void saveNow();

Q_SIGNALS:
    void serversRequested();
    void languageRequested(QLocale::Language language);
    void reconnectRequested();
    void windowRequested(const bursar::ui::Location& location);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void wire();
    void defineKeys();
    void definePageKeys();
    std::vector<PaletteItem> windowCommands();
    void fillRail();
    void fillConnectionMenu();
    void fillPersonMenu();
    void pageShown(const QString& id);
    void walkZones(int step);
    bool closeInnermost();
    void setRailFolded(bool folded);
    void foldByWidth();
    void placeTray();
    void scheduleSave();

    ConsoleSession& m_session;
    const std::vector<PageEntry>& m_pages;
    Rail* m_rail;
    TopBar* m_topBar;
    Workspace* m_workspace;
    StatusBar* m_status;
    TasksTray* m_tray;
    QPointer<CommandPalette> m_palette; // these two are the window's children
    QPointer<ShortcutSheet> m_sheet;
    PaletteContent* m_paletteContent;
    KeyRouter* m_keys;
    QTimer m_save;
    bool m_railChosen = false; ///< folded or not by the operator, rather than by the width
};

} // namespace bursar::ui
