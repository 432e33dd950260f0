// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libpq-fe.h>

#include <cstddef>
#include <memory>

namespace bursar::db {

using ResultPointer = std::unique_ptr<PGresult, decltype(&PQclear)>;

/// What a statement returned; Row reads from it without copying.
struct ResultData {
    explicit ResultData(ResultPointer result);

    ResultPointer raw;
    std::size_t rows = 0;
    int columns = 0;
    std::size_t affected = 0;
};

} // namespace bursar::db
