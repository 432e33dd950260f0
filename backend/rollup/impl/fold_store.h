// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rollup/impl/aggregate.h"

/// The SQL of folding. Callers hold lockForFolding().
namespace bursar::rollup {

/// One fold or rebuild at a time, without stopping readers or writers of deltas. It takes no snapshot, so in a
/// RepeatableRead transaction it may (and must) come first.
void lockForFolding(db::Transaction& tx);

struct DeltaRow {
    CellKey key; // bucket as written
    int resolution = 60;
    Measures measures;
};
using CellSums = std::map<CellKey, Measures>;
using CustomerDaySums = std::map<CustomerDayKey, CustomerSums>;

/// Removes at most `rowsMax` deltas and returns them.
std::vector<DeltaRow> takeCells(db::Transaction& tx, std::size_t rowsMax);
/// Which of these cells a base table has, with their encoded latencies.
std::map<CellKey, std::string> storedLatencies(db::Transaction& tx, int resolution, const CellSums& cells);
/// Adds to a base table; the latencies are replaced, so the caller has merged them.
void addCells(db::Transaction& tx, int resolution, const CellSums& cells);

/// How many values the day table holds of one agent, dimension and day.
std::size_t storedValues(db::Transaction& tx, std::int64_t agentKey, Dimension dimension, base::Day day);

/// Moves at most `rowsMax` deltas of customers (of their tools) to the base tables; how many.
std::size_t foldCustomers(db::Transaction& tx, std::size_t rowsMax);
std::size_t foldCustomerTools(db::Transaction& tx, std::size_t rowsMax);

} // namespace bursar::rollup
