// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/history.h"
#include "ui/shell/page.h"

#include <map>

class QSplitter;
class QStackedWidget;

namespace bursar::ui {

class Banner;
class ConsoleSession;
class EmptyState;
class InspectorDock;
class PageHeader;
class PageShell;
class Toasts;

/// The part of a window that shows pages: banner, header, page, inspector. It keeps where the operator has been.
class Workspace : public QWidget {
    Q_OBJECT

public:
    /// `pages` outlives the workspace.
    Workspace(ConsoleSession& session, const std::vector<PageEntry>& pages, QWidget* parent = nullptr);
    ~Workspace() override;

    models::Gateway& gateway();
    models::ViewState& view() { return *m_view; }
    QSettings& settings();
    QString serverName() const;
    /// Recorded in the history.
    void open(const Location& location);
    void openInWindow(const Location& location);
    /// The page in view shows something else now.
    void stateChanged();
    void toast(const QString& text, const QString& action = {}, std::function<void()> onAction = {});
    void toastError(const QString& text);

    void back();
    void forward();
    bool canGoBack() const { return m_history.canGoBack(); }
    bool canGoForward() const { return m_history.canGoForward(); }
    /// The page in view; null before the first and where access is missing.
    Page* page() const { return m_page; }
    QString pageId() const { return m_place.page; }
    /// Where the operator is, with range, scope and the page's state.
    Location place() const;
    bool mayOpen(const QString& page) const;
    std::vector<const PageEntry*> allowedPages() const;
    PageHeader& header() { return *m_header; }
    InspectorDock& dock() { return *m_dock; }
    void focusPage();

    /// History, page states and place; what a restart brings back.
    QJsonObject save() const;
    void restore(const QJsonObject& saved);

Q_SIGNALS:
    void pageShown(const QString& id);
    /// Something that a restart should bring back has changed.
    void placeChanged();
    void historyChanged();
    void windowRequested(const bursar::ui::Location& location);
    void languageRequested(QLocale::Language language);

private:
    void show(const Location& place);
    Page* pageFor(const PageEntry& entry);
    const PageEntry* entryOf(const QString& id) const;
    void showForbidden(const PageEntry* entry);
    void viewChanged();
    void showBanner();
    void rolesChanged();

    ConsoleSession& m_session;
    const std::vector<PageEntry>& m_entries;
    models::ViewState* m_view;
    Banner* m_banner;
    PageHeader* m_header;
    QStackedWidget* m_stack;
    EmptyState* m_forbidden;
    InspectorDock* m_dock;
    Toasts* m_toasts = nullptr;
    struct Made {
        std::unique_ptr<PageShell> shell;
        Page* page;
    };
    std::map<QString, Made> m_pages;
    std::map<QString, QJsonObject> m_states; ///< of pages, as last left
    History m_history;
    Location m_place;
    Page* m_page = nullptr;
    bool m_isPlacing = false;
};

} // namespace bursar::ui
