// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "simulator/impl/world.h"

#include <optional>
#include <vector>

/// What the simulator keeps in the database besides requests.
namespace bursar::simulator {

/// How far the history has come. Absent before the first start.
struct Progress {
    std::uint64_t seed = 0;
    base::Time anchor;
    base::Time until; // requests before it are stored
};

bool isSimulated(db::Transaction& tx);
std::optional<Progress> readProgress(db::Transaction& tx);
void writeProgress(db::Transaction& tx, const Progress& progress);

/// Throws Conflict "simulation_refused" when an agent is not simulated.
void requireNoRealAgents(db::Transaction& tx);

/// Agents that are not there yet, marked as simulated; their keys in the order of the catalog.
std::vector<std::int64_t> ensureAgents(db::Transaction& tx, const World& world);
struct MarkerRow {
    std::string id;
    std::string kind;
    std::string title;
    std::optional<std::int64_t> agentKey;
    base::Time at;
    std::string detail;
};
/// Markers of the span [from, to).
std::vector<MarkerRow> markersOf(const World& world, const std::vector<std::int64_t>& agentKeys, base::Time from,
                                 base::Time to);
void insertMarkers(db::Transaction& tx, const std::vector<MarkerRow>& markers);

/// After a whole history: gives back the room of the folded deltas, which every read would scan, and lets the planner
/// know the sizes before autovacuum comes by.
void tidyAfterFilling(db::Transaction& tx);

} // namespace bursar::simulator
