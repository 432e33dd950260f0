// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

#include <QWidget>

namespace bursar::ui {

class ConsoleSession;
class KeyRouter;
class TopBar;
class Workspace;

/// A page or a record in a window of its own, with its own range, scope and history.
class PageWindow : public QWidget {
    Q_OBJECT

public:
    PageWindow(ConsoleSession& session, const std::vector<PageEntry>& pages, QWidget* parent = nullptr);
    void open(const Location& location);
    Workspace& workspace() { return *m_workspace; }

Q_SIGNALS:
    void windowRequested(const bursar::ui::Location& location);
    void languageRequested(QLocale::Language language);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void defineKeys();

    ConsoleSession& m_session;
    Workspace* m_workspace;
    TopBar* m_topBar;
    KeyRouter* m_keys;
};

} // namespace bursar::ui
