// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace bursar::db {

/// What a statement returned: views of the fields, row by row, into a result that is kept alive by whoever
/// made this.
struct ResultData {
    std::vector<std::string_view> fields; // data() is null where the field is NULL
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t affected = 0;

    std::string_view field(std::size_t row, std::size_t column) const
    {
        return fields[row * columns + column];
    }
};

} // namespace bursar::db
