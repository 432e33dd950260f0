// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/paged_model.h"
#include "ui/shell/page.h"
#include "ui/widgets/column.h"
#include "ui/widgets/filter_query.h"

#include <functional>

namespace bursar::ui {

class DataTable;
class EmptyState;
class FilterBar;

/// What a `PagedList` is made of.
struct PagedListSetup {
    QString name; ///< object name of the table; of its filter with `Filter` behind; key of its settings
    std::vector<Column> columns;
    std::vector<FilterField> fields;
    /// Asks the model with these conditions (one value a field, each at most once). A sentence: why they cannot be asked.
    std::function<QString(const std::vector<Filter>& filters)> ask;
    /// What the empty list says, without conditions.
    std::function<void(EmptyState* state)> sayEmpty;
    /// How many rows there are with these conditions; empty while nobody knows.
    std::function<std::optional<qint64>(const std::vector<Filter>& filters)> total;
};

/// A list over a `PagedModel`: filter, rows as they scroll into view, live rows behind a chip, states, keyboard.
/// The engine takes one value of each field; a second condition of a field replaces the first.
class PagedList : public QWidget {
    Q_OBJECT

public:
    PagedList(Shell& shell, models::PagedModelBase& model, PagedListSetup setup, QWidget* parent = nullptr);

    /// Reads what the filter asks for, unless it is shown already: then only what is new.
    void read();
    /// Live: quietly.
    void refreshLive();
    /// Totals are known anew.
    void showTotals();
    bool isBusy() const { return !m_model.hasAnswer() && !m_model.failure(); }

    const std::vector<Filter>& filters() const;
    QString filterText() const;
    /// Without asking.
    void setFilterText(const QString& text);
    void focusFilter();
    DataTable* table() const { return m_table; }
    /// Marks the row, where it is in the window.
    void select(const QString& key);

Q_SIGNALS:
    /// The record of a row: Enter, a click, or the keys while an inspector is open.
    void rowOpened(int row);
    /// In a window of its own.
    void rowOpenedInWindow(int row);
    /// The arrows moved to another row.
    void rowWalked(int row);
    /// Filter changed by hand, or whether there are rows.
    void changed();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void connectTable();
    void filterChanged();
    void ask();
    void filterBy(const QModelIndex& index);
    void showState();
    void fillView();
    void scrolled(int value);

    Shell& m_shell;
    models::PagedModelBase& m_model;
    PagedListSetup m_setup;
    FilterBar* m_filter;
    DataTable* m_table;
    QString m_wanted;
    std::optional<std::vector<Filter>> m_asked;
    bool m_hadRows = false;
};

} // namespace bursar::ui
