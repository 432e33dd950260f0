// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/filter_query.h"

#include <QFrame>
#include <QWidget>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace bursar::ui {

/// A chip of the filter: h 24, sunken, mono; × of 16 in a target of 24.
class FilterChip : public QWidget {
    Q_OBJECT

public:
    FilterChip(const Filter& filter, QWidget* parent);
    const Filter& filter() const { return m_filter; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void removed();
    void edited();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF crossArea() const;
    Filter m_filter;
    bool m_overCross = false;
};

/// The list under the filter's text: fields, then values of the field that is being written, then history.
/// Asynchronous values join the list when they arrive for the text that is still there.
class FilterCompleter : public QFrame {
    Q_OBJECT

public:
    FilterCompleter(QLineEdit* edit, QWidget* parent);
    void setFields(const std::vector<FilterField>* fields);
    void setHistory(const QStringList& history);
    /// Recomputes the list for the text and shows or hides it.
    void refresh();
    void dismiss();
    /// Moves the mark; false when there is nothing to move in.
    bool step(int by);
    /// The text to put in place of what is being written; empty when nothing is marked.
    QString chosen() const;
    QStringList offered() const;

Q_SIGNALS:
    void picked(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void addRow(const QString& text, const QString& explanation);
    void offerFields(const QString& typed);
    void offerValues(const FilterField& field, const QString& head, const QString& typed);
    void showRows();

    QLineEdit* m_edit;
    QListView* m_list;
    QStandardItemModel* m_model;
    const std::vector<FilterField>* m_fields = nullptr;
    QStringList m_history;
    quint64 m_generation = 0;
};

} // namespace bursar::ui
