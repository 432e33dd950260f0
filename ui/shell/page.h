// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/gateway.h"
#include "models/common/view_state.h"

#include <QJsonObject>
#include <QKeySequence>
#include <QLocale>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QSettings;

namespace bursar::ui {

class Inspector;

/// A place in the console: page, what it shows, range and scope. What Alt+Left and Alt+Right restore, what links and
/// the palette open.
struct Location {
    QString page;      ///< overview, customers, revenue, performance, logs, registry, settings
    QJsonObject state; ///< filters, tab, selection: the page's own words
    std::optional<models::Range> range; ///< empty: keep
    std::optional<QString> scope;       ///< empty: keep
};

/// What the shell gives to pages. Outlives them.
class Shell {
public:
    virtual ~Shell() = default;
    virtual models::Gateway& gateway() = 0;
    virtual models::ViewState& view() = 0;
    virtual QSettings& settings() = 0;
    /// The server as money dialogs and exports name it, with its environment: `prod-seoul · Production`.
    virtual QString serverName() const = 0;
    /// Opens a place; recorded in the history.
    virtual void open(const Location& location) = 0;
    virtual void openInWindow(const Location& location) = 0;
    /// Notes the page's present state in the current history entry (after a filter or a selection changed).
    virtual void stateChanged() = 0;
    virtual void toast(const QString& text, const QString& action = {}, std::function<void()> onAction = {}) = 0;
    virtual void toastError(const QString& text) = 0;
    /// The page's own inspector; at most one is shown in a window.
    virtual Inspector& inspector() = 0;
    virtual void showInspector() = 0;
    virtual void hideInspector() = 0;
    /// Switches the console's language and keeps it. The window is built anew, soon after this returns: every page is
    /// made again and gets its state back.
    virtual void setLanguage(QLocale::Language language) = 0;
};

/// Something a page can do: shown in its header, its menu, the palette and the shortcuts sheet.
struct PageAction {
    QString id;
    QString text;
    QString icon;
    QKeySequence shortcut; ///< single letters act outside text fields only
    enum class Weight { Primary, Secondary, Menu } weight = Weight::Secondary;
    std::function<void()> run;
    std::function<QString()> whyDisabled; ///< empty text: enabled
};

/// One page of the console. Construction must be cheap: read in refresh(). It fills the area under the page header
/// from edge to edge: the page keeps its own padding at the sides and at the bottom, none at the top.
class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(Shell& shell, QWidget* parent = nullptr) : QWidget(parent), m_shell(shell) {}

    virtual QString id() const = 0;
    virtual QString title() const = 0;
    /// Stands in the header in place of the title: a record's way back, id and state. Stays the page's.
    virtual QWidget* headline() { return nullptr; }
    virtual std::vector<PageAction> actions() { return {}; }
    /// The page became visible, or range, scope or comparison changed while it is: read what is shown.
    virtual void refresh() = 0;
    /// The page is no longer visible: stop live work.
    virtual void deactivate() {}
    virtual QJsonObject saveState() const { return {}; }
    /// Called before refresh(); an empty object means "as you were".
    virtual void restoreState(const QJsonObject& state) { Q_UNUSED(state); }
    /// `/`
    virtual void focusFilter() {}
    /// True while a first read has not been answered; captures wait for it.
    virtual bool isBusy() const = 0;

protected:
    Shell& shell() { return m_shell; }
    models::Gateway& gateway() { return m_shell.gateway(); }
    models::ViewState& view() { return m_shell.view(); }

private:
    Shell& m_shell;
};

/// A page the shell can make: its rail entry and its constructor.
struct PageEntry {
    QString id;
    QString group; ///< insight, agents, money, operations
    QString title;
    QString icon;
    QKeySequence goKey; ///< second key after g
    std::function<Page*(Shell&)> make;
    contract::Role least = contract::Role::observer; ///< below it the page is absent
};

/// All pages, in the order of the rail. Defined in ui/pages/pages.cpp.
std::vector<PageEntry> pageEntries();

} // namespace bursar::ui
