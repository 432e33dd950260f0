// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/common/paged_model.h"

#include "models/common/format.h"

namespace bursar::models {

std::optional<int> PagedModelBase::rowOf(const QString& key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (keyOf(row) == key)
            return row;
    }
    return std::nullopt;
}

QString PagedModelBase::wholeText(const Cell& cell)
{
    if (const auto* money = std::get_if<Money>(&cell))
        return formatMoney(*money, MoneyDigits::All);
    const bool isText = std::holds_alternative<Text>(cell) || std::holds_alternative<Code>(cell);
    return isText ? shown(cell) : tooltipOf(cell);
}

} // namespace bursar::models
