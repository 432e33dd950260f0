// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/common/paged_model.h"

namespace bursar::models {

std::optional<int> PagedModelBase::rowOf(const QString& key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (keyOf(row) == key)
            return row;
    }
    return std::nullopt;
}

} // namespace bursar::models
