// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"
#include "ui/widgets/filter_query.h"

#include <QWidget>

class QLineEdit;

namespace bursar::ui {

class FilterCompleter;
class FilterChip;
class IconButton;
class TextLabel;

/// The filter of a table: chips, a text box that completes fields and values, saved filters and history.
class FilterBar : public QWidget {
    Q_OBJECT

public:
    /// Saved filters and history are kept in QSettings under `filters/<settingsKey>`; empty: not kept.
    explicit FilterBar(const QString& settingsKey, QWidget* parent = nullptr);
    ~FilterBar() override;

    void setFields(std::vector<FilterField> fields);
    const std::vector<FilterField>& fields() const { return m_fields; }

    const std::vector<Filter>& filters() const { return m_filters; }
    /// Replaces the filters without emitting `filtersChanged`.
    void setFilters(std::vector<Filter> filters);
    /// Adds to a filter of the same field, or as a new chip; emits `filtersChanged`.
    void addFilter(const Filter& filter);
    void addFilterByCell(const QString& field, const models::Cell& cell, bool exclude);
    void clear();
    /// Filters as text, from a link or a saved place, without emitting `filtersChanged`. Text that cannot be read stays
    /// in the field, with what is wrong.
    void setFilterText(const QString& text);
    /// What is wrong with the filters, when others find out; until they change.
    void setProblem(const QString& sentence) { showProblem(sentence); }
    QString problem() const;

    /// The right side: `48 of 12,904`.
    void setResult(const QString& text);
    QString result() const;
    void setPlaceholder(const QString& text);
    /// What `/` does.
    void focusText();
    QLineEdit* edit() const { return m_edit; }

    QStringList history() const;
    QStringList savedNames() const;
    void saveAs(const QString& name);
    void removeSaved(const QString& name);
    void applySaved(const QString& name);

    QSize sizeHint() const override;

Q_SIGNALS:
    void filtersChanged(const std::vector<bursar::ui::Filter>& filters);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuildChips();
    void layoutContents();
    void commitText();
    void showProblem(const QString& sentence);
    void changed();
    void remember();
    void openSavedMenu();

    QString m_settingsKey;
    std::vector<FilterField> m_fields;
    std::vector<Filter> m_filters;
    std::vector<FilterChip*> m_chips;
    QLineEdit* m_edit;
    TextLabel* m_result;
    TextLabel* m_problem;
    IconButton* m_saved;
    FilterCompleter* m_completer;
    int m_rows = 1;
};

} // namespace bursar::ui
