// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/logs.h"
#include "ingest/impl/filter.h"
#include "ingest/log_reader.h"
#include "rollup/rollup.h"

/// The SQL of reading requests.
namespace bursar::ingest {

/// Which requests.
struct LogQuery {
    rollup::AgentScope agents; // empty: all
    bool nobody = false;       // the agents that were asked for exclude each other
    base::Time from;           // inclusive
    base::Time to;             // exclusive
    std::vector<FilterTerm> terms; // without agent terms and percentiles
};

/// A place in the order of requests: time, identity, agent.
struct Position {
    base::Time at;
    std::string identity = std::string(16, '\0');
    std::int64_t agentKey = 0;
};
std::string encodePosition(const Position& position);
std::optional<Position> decodePosition(std::string_view text);

enum class Toward { older, newer };

struct Slice {
    std::vector<db::Row> rows; // newest first
    bool more = false;         // there are, or may be, further rows in the direction
    std::optional<Position> stoppedAt; // the budget ran out here
};

Slice readSlice(db::Transaction& tx, const LogQuery& query, const std::optional<Position>& from, Toward toward,
                std::size_t rowsMax, std::chrono::milliseconds budget);
/// UTC days on which the aggregates know a request that may match, newest first.
std::vector<base::Day> candidateDays(db::Transaction& tx, const LogQuery& query);
/// WHERE of a query inside [from, to).
std::string whereClause(const LogQuery& query, base::Time from, base::Time to, Params& params);

Position positionOf(const db::Row& row);
contract::RequestLog toLog(const db::Row& row, const AgentIdOf& idOf);
std::optional<db::Row> readOne(db::Transaction& tx, const Position& position);
void addBodies(db::Transaction& tx, std::vector<contract::RequestLog>& logs);

/// How many match: exact where the aggregates can answer.
struct Total {
    std::int64_t rows = 0;
    bool exact = false;
};
Total countMatching(db::Transaction& tx, const LogQuery& query, base::Time now);
/// Whether the status classes of the query's requests can be read from the aggregates.
bool onlyStatus(const LogQuery& query);
bool statusMatches(const FilterTerm& term, int status);

} // namespace bursar::ingest
