// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"
#include "ui/widgets/column.h"

#include <QHash>
#include <QPersistentModelIndex>
#include <QStyledItemDelegate>

namespace bursar::ui {

/// Paints every typed cell of a table (visual.md §5). Rows' grounds are painted by `TableView`.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit CellDelegate(QObject* parent = nullptr);

    void setColumns(const std::vector<Column>& columns);
    /// Forgets how wide fractions and assets were; called when a model is reset.
    void resetMeasures();

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

    /// Paints one cell into `rect` (without padding): also for facts and cards outside of tables.
    static void paintCell(QPainter* painter, const QRectF& rect, const models::Cell& cell,
                          Qt::Alignment align, bool muted = false);
    /// The width that `paintCell` needs for the whole cell.
    static double cellWidth(const models::Cell& cell);

Q_SIGNALS:
    /// A wider amount appeared: the column must be painted again.
    void measuresChanged() const;

private:
    struct MoneyMeasure {
        int fractionChars = 0;
        int assetChars = 0;
    };
    void paintMoney(QPainter* painter, const QRectF& rect, const models::Money& money, int column,
                    bool muted) const;

    std::vector<Column> m_columns;
    mutable QHash<int, MoneyMeasure> m_measures;
};

} // namespace bursar::ui
