// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/common/cell_table.h"

#include <QHash>

#include <algorithm>

namespace bursar::models {
namespace {

QHash<QString, int> positionsOf(const std::vector<CellRow>& rows)
{
    QHash<QString, int> positions;
    positions.reserve(static_cast<qsizetype>(rows.size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        positions.insert(rows[i].key, static_cast<int>(i));
    return positions;
}

} // namespace

CellTable::CellTable(int columns, QObject* parent) : QAbstractTableModel(parent), m_columns(columns) {}

void CellTable::setRows(std::vector<CellRow> rows)
{
    order(rows);
    removeMissing(rows);
    reorder(rows);
    insertNew(rows);
    update(std::move(rows));
}

std::optional<int> CellTable::rowOf(const QString& key) const
{
    const auto found = std::ranges::find(m_rows, key, &CellRow::key);
    if (found == m_rows.end())
        return std::nullopt;
    return static_cast<int>(found - m_rows.begin());
}

void CellTable::sortBy(int column, Qt::SortOrder sortOrder)
{
    m_sortColumn = column;
    m_sortOrder = sortOrder;
    std::vector<CellRow> rows = m_rows;
    order(rows);
    reorder(rows);
}

void CellTable::order(std::vector<CellRow>& rows) const
{
    if (m_sortColumn < 0 || m_sortColumn >= m_columns)
        return;
    const auto at = static_cast<std::size_t>(m_sortColumn);
    std::ranges::stable_sort(rows, [this, at](const CellRow& left, const CellRow& right) {
        const Cell& a = left.cells[at];
        const Cell& b = right.cells[at];
        const bool aAbsent = std::holds_alternative<Absent>(a);
        const bool bAbsent = std::holds_alternative<Absent>(b);
        if (aAbsent || bAbsent)
            return !aAbsent && bAbsent; // absent ones last, either way round
        return m_sortOrder == Qt::AscendingOrder ? lessThan(a, b) : lessThan(b, a);
    });
}

void CellTable::removeMissing(const std::vector<CellRow>& rows)
{
    const auto wanted = positionsOf(rows);
    for (int last = static_cast<int>(m_rows.size()) - 1; last >= 0; --last) {
        if (wanted.contains(m_rows[static_cast<std::size_t>(last)].key))
            continue;
        int first = last;
        while (first > 0 && !wanted.contains(m_rows[static_cast<std::size_t>(first - 1)].key))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

void CellTable::reorder(const std::vector<CellRow>& rows)
{
    const auto wanted = positionsOf(rows);
    const auto before = [&wanted](const CellRow& a, const CellRow& b) {
        return wanted.value(a.key) < wanted.value(b.key);
    };
    if (std::ranges::is_sorted(m_rows, before))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    QStringList keys;
    for (const QModelIndex& index : from)
        keys.append(row(index.row()).key);
    std::ranges::stable_sort(m_rows, before);
    const auto now = positionsOf(m_rows);
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(index(now.value(keys[i]), from[i].column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void CellTable::insertNew(const std::vector<CellRow>& rows)
{
    const auto have = positionsOf(m_rows);
    for (std::size_t first = 0; first < rows.size(); ++first) {
        if (have.contains(rows[first].key))
            continue;
        std::size_t last = first;
        while (last + 1 < rows.size() && !have.contains(rows[last + 1].key))
            ++last;
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(last));
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(first),
                      rows.begin() + static_cast<std::ptrdiff_t>(first),
                      rows.begin() + static_cast<std::ptrdiff_t>(last) + 1);
        endInsertRows();
        first = last;
    }
}

void CellTable::update(std::vector<CellRow> rows)
{
    for (std::size_t first = 0; first < rows.size(); ++first) {
        if (rows[first] == m_rows[first])
            continue;
        std::size_t last = first;
        while (last + 1 < rows.size() && !(rows[last + 1] == m_rows[last + 1]))
            ++last;
        for (std::size_t i = first; i <= last; ++i)
            m_rows[i] = std::move(rows[i]);
        Q_EMIT dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(last), m_columns - 1));
        first = last;
    }
}

int CellTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CellTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

QVariant CellTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CellRow& at = row(index.row());
    const Cell& cell = at.cells.at(static_cast<std::size_t>(index.column()));
    switch (role) {
    case Qt::DisplayRole:
        return shown(cell);
    case Qt::ToolTipRole:
        return tooltipOf(cell);
    case kCellRole:
        return toVariant(cell);
    case kMutedRowRole:
        return at.isMuted;
    case kBarRole:
        return QVariant::fromValue(at.bar);
    case kRowKeyRole:
        return at.key;
    default:
        return {};
    }
}

} // namespace bursar::models
