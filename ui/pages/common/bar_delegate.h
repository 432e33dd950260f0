// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/cell_delegate.h"

namespace bursar::ui {

/// Draws `models::kBarRole` in a table's column: one signed share from its middle (what moved), one positive share
/// from the left, or the parts of a whole in series colours (scores). The cell's text stays for screen readers.
class BarDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum class Kind { Signed, Share, Parts };
    explicit BarDelegate(Kind kind, QObject* parent = nullptr) : QStyledItemDelegate(parent), m_kind(kind) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Colours of the parts, as series numbers; one by one by default.
    void setColors(std::vector<int> colors) { m_colors = std::move(colors); }

private:
    void paintSigned(QPainter* painter, const QRectF& track, double share) const;
    void paintParts(QPainter* painter, const QRectF& track, const QList<double>& parts) const;

    Kind m_kind;
    std::vector<int> m_colors;
};

/// A column whose text leads elsewhere: in accent, where a click on the row goes.
class LinkDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace bursar::ui
