// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/insight.h"
#include "models/pages/customers/customer_table_model.h"
#include "ui/shell/page.h"

namespace bursar::ui {

class DataTable;
class FilterBar;
class FirstSteps;

/// The list of customers: filter, segment, order, rows as they scroll into view, sums over everything that matches.
class CustomerList : public QWidget {
    Q_OBJECT

public:
    CustomerList(Shell& shell, FirstSteps* firstSteps, QWidget* parent = nullptr);

    /// Reads from the first row.
    void ask();
    void refreshLive() { m_model.refresh(); }
    models::CustomerQuestion question() const;
    models::CustomerTableModel& model() { return m_model; }
    bool isBusy() const { return !m_model.hasAnswer() && !m_model.failure(); }

    QString filterText() const;
    const QString& segment() const { return m_segment; }
    const QString& sort() const { return m_sort; }
    /// Each without asking; unknown words are left out.
    void setFilterText(const QString& text);
    void setSegment(const QString& word);
    void setSort(const QString& sort);

    /// Marks the row of a customer, once it is there.
    void select(const QString& customerId);
    void focusFilter();

Q_SIGNALS:
    void customerActivated(const bursar::contract::Customer& customer);
    void customerOpenedInWindow(const QString& customerId);
    /// Filter, segment or order changed by hand.
    void changed();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void connectTable();
    void sortBy(const QString& key, Qt::SortOrder order);
    void showState();
    void showTotals();
    void showSelection();
    void fillView();
    bool isFiltered() const;
    contract::SpanInput spanInput() const;

    Shell& m_shell;
    FirstSteps* m_firstSteps;
    models::CustomerTableModel m_model;
    FilterBar* m_filter;
    DataTable* m_table;
    QString m_segment = QStringLiteral("all");
    QString m_sort = QStringLiteral("-last_seen");
    QString m_wanted;
    std::optional<std::int64_t> m_everyone; ///< customers of the scope, once they were counted
    QString m_everyoneOf;
};

} // namespace bursar::ui
