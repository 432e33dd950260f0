// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libpq-fe.h>
#include <pqxx/result>

#include <cstddef>

namespace bursar::db {

/// A result kept alive by libpqxx and read through libpq: a field of libpqxx copies two shared pointers.
struct ResultData {
    pqxx::result owner;
    const PGresult* raw = nullptr;
    std::size_t rows = 0;
    int columns = 0;
    std::size_t affected = 0;
};

} // namespace bursar::db
