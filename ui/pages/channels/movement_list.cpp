// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/movement_list.h"

#include "models/common/format.h"
#include "models/pages/channels/channel_cells.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/text_label.h"

#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace bursar::ui {

namespace {
using models::MovementColumn;

struct Movement {
    std::array<models::Cell, models::kMovementColumns> cells;
    base::Time at;
    bool isOver = false;
    const models::Cell& cell(MovementColumn column) const { return cells[static_cast<std::size_t>(column)]; }
};

template <class Row, class CellOf>
Movement movementOf(const Row& row, const CellOf& cellOf, bool isOver)
{
    Movement out{.cells = {}, .at = row.created_at, .isOver = isOver};
    for (int column = 0; column < models::kMovementColumns; ++column)
        out.cells[static_cast<std::size_t>(column)] = cellOf(row, static_cast<MovementColumn>(column));
    return out;
}

std::vector<Movement> movementsOf(const contract::ChannelDetail& detail)
{
    std::vector<Movement> out;
    for (const contract::ChannelDeposit& row : detail.deposits) {
        const bool isOver = row.state == contract::DepositState::credited || row.state == contract::DepositState::failed;
        out.push_back(movementOf(row, models::depositCell, isOver));
    }
    for (const contract::ChannelPayout& row : detail.payouts)
        out.push_back(movementOf(row, models::payoutCell, row.state == contract::PayoutState::done));
    std::ranges::stable_sort(out, [](const Movement& a, const Movement& b) {
        return a.isOver != b.isOver ? b.isOver : a.at > b.at;
    });
    return out;
}

/// What stands under a movement: whose it is, time, chain transaction, what is in the way, the next look.
QString secondLine(const Movement& movement)
{
    QStringList parts;
    const auto add = [&parts, &movement](MovementColumn column, const QString& sentence) {
        if (!std::holds_alternative<models::Absent>(movement.cell(column)))
            parts << (sentence.isEmpty() ? models::shown(movement.cell(column))
                                         : sentence.arg(models::shown(movement.cell(column))));
    };
    add(MovementColumn::Who, {});
    add(MovementColumn::Since, {});
    add(MovementColumn::Transaction, {});
    add(MovementColumn::NextLook, MovementList::tr("next look %1"));
    add(MovementColumn::Reason, {});
    return parts.join(QStringLiteral(" · "));
}

QWidget* makeRow(const Movement& movement)
{
    auto* row = new QWidget;
    auto* column = new QVBoxLayout(row);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme().px(12));
    auto* what = new TextLabel(models::shown(movement.cell(MovementColumn::What)));
    what->setElided(Qt::ElideMiddle);
    auto* badge = new Badge;
    badge->setState(std::get<models::State>(movement.cell(MovementColumn::State)));
    line->addWidget(what, 1);
    line->addWidget(badge);
    line->addWidget(new TextLabel(models::shown(movement.cell(MovementColumn::Amount))));
    auto* second = new TextLabel(secondLine(movement), TextRole::Label, Ink::Muted);
    second->setWordWrap(true);
    second->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (const auto* hash = std::get_if<models::Hash>(&movement.cell(MovementColumn::Transaction)))
        second->setToolTip(hash->value);
    column->addLayout(line);
    column->addWidget(second);
    return row;
}
} // namespace

MovementList::MovementList(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins({});
    m_rows->setSpacing(theme().px(10));
}

void MovementList::setDetail(const contract::ChannelDetail& detail)
{
    const std::vector<Movement> movements = movementsOf(detail);
    QStringList said;
    for (const Movement& movement : movements) {
        for (const models::Cell& cell : movement.cells)
            said << models::shown(cell);
    }
    m_isEmpty = movements.empty();
    if (std::exchange(m_said, said) == said)
        return;
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto shown = std::min<std::size_t>(movements.size(), kShownMax);
    for (std::size_t i = 0; i < shown; ++i)
        m_rows->addWidget(makeRow(movements[i]));
    if (shown < movements.size())
        m_rows->addWidget(new TextLabel(tr("%1 older ones stand in its journal.")
                                            .arg(models::formatCount(static_cast<qint64>(movements.size() - shown))),
                                        TextRole::Label, Ink::Muted));
    m_rows->addStretch();
}

} // namespace bursar::ui
