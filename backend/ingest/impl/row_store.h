// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "ingest/impl/partitions.h"
#include "ingest/row.h"

#include <set>
#include <span>
#include <vector>

/// The SQL of storing requests.
namespace bursar::ingest {

/// A row on its way into the database.
struct Item {
    Ingest::Row* row = nullptr;
    std::size_t job = 0;    // whose it is
    const Partition* partition = nullptr;
    bool duplicate = false; // stored before, or earlier in the same transaction
    bool paid = false;      // its payment was not known before
    bool hasBody = false;
};

/// How rows get in: straight, which fails as a whole when one is there already, or one by one.
enum class Path { fast, careful };

/// Fills in what storing derives: identity, error type, cut texts.
void complete(Ingest::Row& row);

/// Marks as duplicates the rows with arrival time that the last days hold already.
void findArrivedBefore(db::Transaction& tx, std::span<Item> items);
/// `items` sorted by partition and identity. On the careful path, marks duplicates.
void insertRows(db::Transaction& tx, std::span<Item> items, Path path);
/// Of new rows; marks those whose payment is new.
void insertPayments(db::Transaction& tx, std::span<Item> items);
void insertBodies(db::Transaction& tx, std::span<Item> items, const std::map<base::Time, Partition>& days);
rollup::Entry entryOf(const Item& item);

using Versions = std::map<std::pair<std::int64_t, std::string>, base::Time>; // agent, version → first seen
void insertDeployMarkers(db::Transaction& tx, const Versions& versions);
void noteConnected(db::Transaction& tx, const std::set<std::int64_t>& agents, base::Time now);

/// How many of these rows are in the database.
std::size_t countStored(db::Transaction& tx, std::span<const Item> items);

} // namespace bursar::ingest
