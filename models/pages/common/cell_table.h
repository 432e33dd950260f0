// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"

#include <QAbstractTableModel>
#include <QList>

#include <optional>
#include <vector>

namespace bursar::models {

/// Item data role: `QList<double>` for columns that draw a bar: one signed share (-1 to 1), or the parts of a whole.
constexpr int kBarRole = Qt::UserRole + 3;
/// Item data role: the row's key.
constexpr int kRowKeyRole = Qt::UserRole + 4;

/// A row of typed cells. The key tells rows apart between two answers.
struct CellRow {
    QString key;
    std::vector<Cell> cells;
    QList<double> bar;
    bool isMuted = false;
    friend bool operator==(const CellRow&, const CellRow&) = default;
};

/// A table of typed cells that takes whole answers and tells its views only what changed, in spans of rows.
class CellTable : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit CellTable(int columns, QObject* parent = nullptr);

    void setRows(std::vector<CellRow> rows);
    const CellRow& row(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    std::optional<int> rowOf(const QString& key) const;
    /// Sorts by a column from now on; -1: in the order given.
    void sortBy(int column, Qt::SortOrder order);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void order(std::vector<CellRow>& rows) const;
    void removeMissing(const std::vector<CellRow>& rows);
    void reorder(const std::vector<CellRow>& rows);
    void insertNew(const std::vector<CellRow>& rows);
    void update(std::vector<CellRow> rows);

    std::vector<CellRow> m_rows;
    int m_columns;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

} // namespace bursar::models
