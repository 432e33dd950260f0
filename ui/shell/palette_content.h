// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"
#include "ui/widgets/command_palette.h"

namespace bursar::contract {
struct FoundItem;
}

namespace bursar::ui {

class ConsoleSession;
class Workspace;

/// What Ctrl+K finds in a window: pages, agents, what the role may do, records of the engine, what was opened lately.
class PaletteContent : public QObject {
    Q_OBJECT

public:
    static constexpr int kRecentMax = 8;
    static constexpr int kRecordsMax = 20;

    PaletteContent(ConsoleSession& session, Workspace& workspace, CommandPalette& palette, QObject* parent = nullptr);
    /// Commands of the window itself (theme, language, zone …), asked each time.
    void setCommands(std::function<std::vector<PaletteItem>()> commands) { m_commands = std::move(commands); }

private:
    std::vector<PaletteItem> pages();
    std::vector<PaletteItem> agents();
    std::vector<PaletteItem> pageActions();
    std::vector<PaletteItem> recent() const;
    void findRecords(const QString& query, PaletteAnswer answer);
    /// A number is one of the journal, and of the account that it opened.
    void findChannels(const QString& query, PaletteAnswer answer);
    void findInLedger(const QString& query, PaletteAnswer answer);
    PaletteItem recordItem(const contract::FoundItem& found, const QString& query);
    void openRecent(const QString& name, const QString& context, Icon icon, const Location& place);

    ConsoleSession& m_session;
    Workspace& m_workspace;
    std::function<std::vector<PaletteItem>()> m_commands;
};

/// Where a found record is shown; no page when this console has none for it.
Location placeOfRecord(const QString& kind, const QString& id, const QString& agentId);

} // namespace bursar::ui
