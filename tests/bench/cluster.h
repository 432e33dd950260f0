// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "db/cluster.h"
#include "db/db.h"

#include <chrono>
#include <filesystem>
#include <string>

namespace bursar::bench {

/// A present that stands still: histories end there, and engines that read them believe it.
class FixedClock final : public base::Clock {
public:
    base::Time now() const override;
};

/// Folders of clusters must be traversable for the account that PostgreSQL runs under.
std::filesystem::path makeFolder(const std::filesystem::path& folder);

/// One statement outside of a transaction, by psql.
void runSql(const std::string& connection, const std::string& sql);

/// What every engine's history is: the same agents, tools, customers and span, whatever the number of requests. They
/// come evenly over the span; each customer has its agents, its tools there and its way of calling.
struct History {
    static constexpr int kAgents = 5;
    static constexpr int kToolsPerAgent = 4;
    static constexpr int kCustomers = 200;
    static constexpr int kDays = 30;
    std::size_t rows = 0;
};

/// Makes a private cluster in `folder` and writes `history` through ingest's own write path (COPY, identities, payments,
/// rollup deltas), folds everything and vacuums. Throws when the counts do not agree afterwards. Does nothing when the
/// folder holds that history already.
void fillHistory(const std::filesystem::path& folder, const History& history);
std::string agentName(int agent);
std::string customerName(int customer);
std::string walletOf(int agent);

} // namespace bursar::bench
