// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cell_delegate.h"

#include "models/common/format.h"
#include "ui/charts/sparkline.h"
#include "ui/theme/paint.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/data_table.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace bursar::ui {
namespace {

using namespace models;

constexpr int kPadding = 12;
constexpr int kAssetWidth = 44;
constexpr int kAssetGap = 6;

double digitWidth()
{
    return textWidth(QStringLiteral("0"), TextRole::Body);
}

/// The column of the assets: 44 px, wider only for longer names.
double assetWidth(int chars)
{
    return chars == 0 ? 0 : std::max(theme().pxF(kAssetWidth - kAssetGap), chars * theme().pxF(8.2));
}

double fractionWidth(int chars)
{
    if (chars == 0)
        return 0;
    return textWidth(QStringLiteral("."), TextRole::Body) + (chars - 1) * digitWidth();
}

TextRole roleOf(const Cell& cell)
{
    return isMono(cell) ? TextRole::Mono : TextRole::Body;
}

bool isMutedByNature(const Cell& cell)
{
    if (const auto* text = std::get_if<Text>(&cell))
        return text->muted;
    return std::holds_alternative<Absent>(cell) || std::holds_alternative<Time>(cell);
}

/// A known name first, its address muted after it.
void paintAddress(QPainter* painter, const QRectF& rect, const Address& address, bool muted)
{
    const Tokens& t = tokens();
    const QString digits = shortenAddress(address.value);
    if (address.name.isEmpty()) {
        paintText(painter, rect, digits, {.role = TextRole::Mono, .color = muted ? t.textMuted : t.text});
        return;
    }
    const double name = paintText(painter, rect, address.name, {.color = muted ? t.textMuted : t.text});
    const QRectF rest = rect.adjusted(name + theme().pxF(8), 0, 0, 0);
    if (rest.width() > textWidth(digits, TextRole::Mono))
        paintText(painter, rest, digits, {.role = TextRole::Mono, .color = t.textMuted});
}

void paintMoneyInline(QPainter* painter, const QRectF& rect, const Money& money, Qt::Alignment align,
                      bool muted)
{
    const Tokens& t = tokens();
    const MoneyParts parts = moneyParts(money);
    const QString number = parts.whole + parts.fraction;
    const double asset
        = parts.asset.isEmpty() ? 0 : textWidth(parts.asset, TextRole::Label) + theme().pxF(kAssetGap);
    const double width = textWidth(number, TextRole::Body) + asset;
    const double x = align & Qt::AlignRight ? std::max(rect.left(), rect.right() - width) : rect.left();
    const double used = paintText(painter, {x, rect.top(), rect.right() - x - asset + 0.5, rect.height()},
                                  number, {.color = muted ? t.textMuted : t.text});
    if (asset > 0)
        paintText(painter, {x + used + theme().pxF(kAssetGap), rect.top(), asset, rect.height()}, parts.asset,
                  {.role = TextRole::Label, .color = t.textMuted, .elide = Qt::ElideNone});
}

} // namespace

CellDelegate::CellDelegate(QObject* parent) : QStyledItemDelegate(parent) {}

void CellDelegate::setColumns(const std::vector<Column>& columns)
{
    m_columns = columns;
    resetMeasures();
}

void CellDelegate::resetMeasures()
{
    m_measures.clear();
}

double CellDelegate::cellWidth(const Cell& cell)
{
    if (const auto* state = std::get_if<State>(&cell))
        return badgeWidth(lookOf(state->thing, state->wire, state->args));
    if (std::holds_alternative<Series>(cell))
        return theme().pxF(72);
    if (const auto* money = std::get_if<Money>(&cell)) {
        const MoneyParts parts = moneyParts(*money);
        return textWidth(parts.whole + parts.fraction, TextRole::Body)
            + (parts.asset.isEmpty() ? 0 : theme().pxF(kAssetGap) + textWidth(parts.asset, TextRole::Label));
    }
    if (const auto* address = std::get_if<Address>(&cell)) {
        const double digits = textWidth(shortenAddress(address->value), TextRole::Mono);
        return address->name.isEmpty() ? digits
                                       : digits + theme().pxF(8) + textWidth(address->name, TextRole::Body);
    }
    return textWidth(shown(cell), roleOf(cell));
}

void CellDelegate::paintCell(QPainter* painter, const QRectF& rect, const Cell& cell, Qt::Alignment align,
                             bool muted)
{
    const Tokens& t = tokens();
    if (const auto* state = std::get_if<State>(&cell)) {
        paintBadge(painter, rect, lookOf(state->thing, state->wire, state->args), muted);
    } else if (const auto* series = std::get_if<Series>(&cell)) {
        const double width = std::min(theme().pxF(72), rect.width());
        paintSparkline(painter, {rect.left(), rect.center().y() - theme().pxF(10), width, theme().pxF(20)},
                       series->values, muted ? t.neutral : t.series[0], 1.25, 2);
    } else if (const auto* address = std::get_if<Address>(&cell)) {
        paintAddress(painter, rect, *address, muted);
    } else if (const auto* money = std::get_if<Money>(&cell)) {
        paintMoneyInline(painter, rect, *money, align, muted);
    } else {
        QString text = shown(cell);
        text.replace(QLatin1Char('\n'), QLatin1Char(' '));
        paintText(painter, rect, text,
                  {.role = roleOf(cell), .color = muted || isMutedByNature(cell) ? t.textMuted : t.text,
                   .align = align & Qt::AlignRight ? Qt::AlignRight : Qt::AlignLeft});
    }
}

void CellDelegate::paintMoney(QPainter* painter, const QRectF& rect, const Money& money, int column,
                              bool muted) const
{
    const Tokens& t = tokens();
    const MoneyParts parts = moneyParts(money);
    MoneyMeasure& measure = m_measures[column];
    const int fractionChars = static_cast<int>(parts.fraction.size());
    const int assetChars = static_cast<int>(parts.asset.size());
    if (fractionChars > measure.fractionChars || assetChars > measure.assetChars) {
        measure.fractionChars = std::max(measure.fractionChars, fractionChars);
        measure.assetChars = std::max(measure.assetChars, assetChars);
        Q_EMIT measuresChanged();
    }
    const double asset = assetWidth(measure.assetChars);
    const double gap = asset > 0 ? theme().pxF(kAssetGap) : 0;
    const double point = rect.right() - asset - gap - fractionWidth(measure.fractionChars);
    const double whole = textWidth(parts.whole, TextRole::Body);
    const QColor ink = muted ? t.textMuted : t.text;
    if (point - whole < rect.left() - 1) {
        // Too narrow for the sub-columns: rather out of line than cut in the whole part.
        paintMoneyInline(painter, rect, money, Qt::AlignRight, muted);
        return;
    }
    paintText(painter, {point - whole, rect.top(), whole + 1, rect.height()}, parts.whole,
              {.color = ink, .elide = Qt::ElideNone});
    paintText(painter, {point, rect.top(), rect.right() - point, rect.height()}, parts.fraction,
              {.color = ink, .elide = Qt::ElideNone});
    paintText(painter, {rect.right() - asset, rect.top(), asset, rect.height()}, parts.asset,
              {.role = TextRole::Label, .color = t.textMuted, .elide = Qt::ElideNone});
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const QRectF rect =
        QRectF(option.rect).adjusted(theme().pxF(kPadding), 0, -theme().pxF(kPadding), 0);
    const auto* view = qobject_cast<const TableView*>(option.widget);
    if (view != nullptr) {
        if (const double tint = view->changeTint(index); tint > 0)
            painter->fillRect(option.rect, withAlpha(tokens().progressSoft, tint));
    }
    const QVariant value = index.data(kCellRole);
    const Cell cell = value.isValid() ? cellOf(value) : Cell(Text{index.data(Qt::DisplayRole).toString()});
    const bool muted = index.data(kMutedRowRole).toBool();
    const auto column = static_cast<std::size_t>(index.column());
    Qt::Alignment align = alignmentOf(cell) == CellAlign::Right ? Qt::AlignRight : Qt::AlignLeft;
    if (column < m_columns.size())
        align = columnAlignment(m_columns[column].kind);
    painter->save();
    painter->setClipRect(option.rect, Qt::IntersectClip);
    if (const auto* money = std::get_if<Money>(&cell); money && align == Qt::AlignRight)
        paintMoney(painter, rect, *money, index.column(), muted);
    else
        paintCell(painter, rect, cell, align, muted);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    Q_UNUSED(option);
    const double width = cellWidth(cellOf(index.data(kCellRole))) + 2 * theme().pxF(kPadding);
    return {static_cast<int>(width + 1), theme().rowHeight()};
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                             const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const Cell cell = cellOf(index.data(kCellRole));
    QString tip = index.data(Qt::ToolTipRole).toString();
    if (tip.isEmpty())
        tip = tooltipOf(cell);
    if (tip.isEmpty() && cellWidth(cell) > option.rect.width() - 2 * theme().pxF(kPadding))
        tip = shown(cell);
    QToolTip::showText(event->globalPos(), wrappedTip(tip), view, option.rect);
    return true;
}

} // namespace bursar::ui
