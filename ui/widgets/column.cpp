// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/column.h"

#include <Qt>

namespace bursar::ui {

int defaultColumnWidth(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Count:
    case ColumnKind::Rate:
    case ColumnKind::Number:
    case ColumnKind::Duration:
        return 96;
    case ColumnKind::Age:
        return 72;
    case ColumnKind::Money:
        return 196;
    case ColumnKind::Time:
        return 124;
    case ColumnKind::Address:
        return 184;
    case ColumnKind::Hash:
        return 136;
    case ColumnKind::Id:
        return 152;
    case ColumnKind::Key:
        return 184;
    case ColumnKind::State:
        return 184;
    case ColumnKind::Series:
        return 104;
    case ColumnKind::Text:
    case ColumnKind::Code:
        break;
    }
    return 160;
}

Qt::Alignment columnAlignment(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Count:
    case ColumnKind::Money:
    case ColumnKind::Rate:
    case ColumnKind::Number:
    case ColumnKind::Duration:
    case ColumnKind::Age:
        return Qt::AlignRight;
    default:
        return Qt::AlignLeft;
    }
}

} // namespace bursar::ui
