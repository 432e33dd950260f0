// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/column.h"

#include <QHeaderView>

class QMenu;

namespace bursar::ui {

/// The header of a `DataTable`: height 32, a hairline below, a sort arrow of 8 px, the column menu on
/// right-click. Columns drop by priority when the width is short, and take what is left otherwise.
class TableHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit TableHeader(QWidget* parent = nullptr);

    void setColumns(const std::vector<Column>& columns);
    const std::vector<Column>& columns() const { return m_columns; }
    /// Lays the columns out in that width: drops, shrinks none, stretches one.
    void layoutColumns(int availableWidth);
    /// Columns that the operator wants but that do not fit now; the inspector shows them.
    QStringList droppedKeys() const;
    bool isChosen(int column) const { return m_chosen.at(static_cast<std::size_t>(column)); }
    void setChosen(int column, bool shown);
    int wantedWidth(int column) const;
    void fillColumnMenu(QMenu* menu);
    void resetColumns();

    QByteArray saveColumns() const;
    void restoreColumns(const QByteArray& state);

    void setSort(int column, Qt::SortOrder order);
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    QSize sizeHint() const override;

Q_SIGNALS:
    void columnsChanged();
    void sortClicked(int column);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const override;
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void rememberWidth(int logical, int oldSize, int newSize);

    std::vector<Column> m_columns;
    std::vector<bool> m_chosen;
    std::vector<int> m_widths; ///< at 100 %
    int m_available = 0;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    bool m_layingOut = false;
};

} // namespace bursar::ui
