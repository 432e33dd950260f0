// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"
#include "ui/widgets/column.h"

#include <QTableView>
#include <QWidget>

#include <functional>
#include <memory>

class QMenu;

namespace bursar::ui {

class CellDelegate;
class EmptyState;
class TableFooter;
class TableHeader;
class TableOverlay;
class Button;

/// The view inside a `DataTable`: whole-row hover and selection, keyboard, changed-cell tint, kept reading
/// position.
class TableView : public QTableView {
    Q_OBJECT

public:
    explicit TableView(QWidget* parent = nullptr);
    ~TableView() override;

    void setModel(QAbstractItemModel* model) override;
    int hoveredRow() const { return m_hoveredRow; }
    /// Rows above the eye that arrived since the top was last seen.
    int unseenRows() const { return m_unseenRows; }
    /// What rows inserted above are: new ones, which the chip counts, or earlier ones that were read again while
    /// scrolling up. Either way nothing under the eye moves.
    enum class RowsAbove { New, ReadAgain };
    void setRowsAbove(RowsAbove kind) { m_rowsAbove = kind; }
    void scrollToNewRows();
    TableHeader* tableHeader() const { return m_header; }
    CellDelegate* cells() const { return m_cells; }
    /// The tint of a changed cell, 0 when there is none; read by tests.
    double changeTint(const QModelIndex& index) const;

Q_SIGNALS:
    void rowActivated(const QModelIndex& index);
    void rowOpenedInWindow(const QModelIndex& index);
    void rowsMarkedChanged();
    void unseenRowsChanged(int rows);
    void pauseToggled();
    void allRequested();
    void firstRequested();
    void lastRequested();
    void hoverChanged(bool inside);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                     const QList<int>& roles) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void reset() override;
    void scrollContentsBy(int dx, int dy) override;

private:
    struct Tints;
    void setHoveredRow(int row);
    void setUnseenRows(int rows);
    void keepEyeAfterRemoval();
    void markChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight);

    TableHeader* m_header;
    CellDelegate* m_cells;
    std::unique_ptr<Tints> m_tints;
    int m_hoveredRow = -1;
    int m_unseenRows = 0;
    int m_offsetBefore = 0; ///< of the scroll bar, before rows are removed
    int m_removedAbove = 0;
    RowsAbove m_rowsAbove = RowsAbove::New;
};

/// What a table shows in place of rows.
enum class TableState { Rows, Loading, Reloading, Empty, EmptyFiltered, Failed };

/// The table of every page: typed cells, columns that drop instead of scrolling, live rows, footer, states.
///
/// The model hands out `models::Cell` under `kCellRole`; its columns are those given to `setColumns`, in
/// order. Sorting and filtering are the model's: the table only asks for them. Where a filter needs another value than
/// the cell shows, the model gives it under `kFilterValueRole`.
class DataTable : public QWidget {
    Q_OBJECT

public:
    /// Widths, order and choice of columns are kept in QSettings under `tables/<settingsKey>`; empty: not
    /// kept.
    explicit DataTable(const QString& settingsKey, QWidget* parent = nullptr);
    ~DataTable() override;

    void setColumns(const std::vector<Column>& columns);
    void setModel(QAbstractItemModel* model);
    QAbstractItemModel* model() const;
    TableView* view() const { return m_view; }
    TableHeader* header() const;

    void setSort(const QString& key, Qt::SortOrder order);

    /// Footer `of 12.9 k`; the number of selected rows is added by itself. An approximate total says "about".
    void setTotal(qint64 total, bool approximate = false);
    /// More text for the footer's right side, such as the sum of the filtered amounts.
    void setFooterNote(const QString& note);
    void setFooterVisible(bool visible);

    void setState(TableState state);
    TableState state() const { return m_state; }
    /// What `Empty` says, with an optional snippet to copy; replaces the content of the empty state.
    EmptyState* emptyState() const { return m_empty; }
    /// What `Failed` says. With rows in the model it is a strip above them, else it fills the table.
    void setFailure(const QString& sentence, const QString& code, const QString& requestId);

    QModelIndex currentRow() const;
    QList<int> selectedRows() const;
    void selectRow(int row);
    QStringList droppedColumns() const;
    /// The model's columns that the operator wants to see, in the shown order.
    QList<int> chosenColumns() const;

    /// The selected rows (all when none is) with the chosen columns.
    QString selectionAsText() const;
    QString selectionAsCsv() const;
    QString selectionAsJson() const;

    /// Entries that the page adds to the cell's menu; called before it opens.
    void setMenuExtender(std::function<void(QMenu*, const QModelIndex&)> extender);
    void showColumnMenu(const QPoint& globalPosition);

Q_SIGNALS:
    /// Enter, or a click on the row: the inspector follows.
    void rowActivated(const QModelIndex& index);
    void currentRowChanged(const QModelIndex& index);
    /// Ctrl+Enter or the middle button.
    void rowOpenedInWindow(const QModelIndex& index);
    void selectionChanged(int rows);
    void sortRequested(const QString& key, Qt::SortOrder order);
    void filterByRequested(const QString& field, const bursar::models::Cell& cell);
    void excludeRequested(const QString& field, const bursar::models::Cell& cell);
    void clearFiltersRequested();
    void retryRequested();
    void pauseToggled();
    /// Ctrl+A: everything that matches, which may be more than the window of rows.
    void allMatchingRequested();
    /// Home and End go beyond the window of rows.
    void firstRequested();
    void lastRequested();
    /// Live sorting waits while the pointer is over the rows.
    void sortingMayResume(bool may);
    void columnsChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void openCellMenu(const QPoint& position);
    void saveColumns() const;
    void restoreColumns();
    void placeOverlays();
    void updateFooter();
    QList<int> rowsToCopy() const;

    QString m_settingsKey;
    TableView* m_view;
    TableFooter* m_footer;
    TableOverlay* m_overlay;
    EmptyState* m_empty;
    Button* m_newRowsChip;
    QWidget* m_failureStrip;
    TableState m_state = TableState::Rows;
    std::function<void(QMenu*, const QModelIndex&)> m_extendMenu;
    QString m_footerNote;
    qint64 m_total = -1;
    bool m_totalIsApproximate = false;
};

} // namespace bursar::ui
