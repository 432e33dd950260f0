// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "db/db.h"

#include <map>
#include <mutex>
#include <string>

namespace bursar::ingest {

enum class PartitionKind { log, body };

struct Partition {
    std::string name;
    base::Time from, to;
};

/// The partitions of ingest_log and ingest_body: days ahead and for the last kDaysKept days, months before. Made beside
/// the table and then attached, so nobody who reads or writes waits. Any thread; several servers may race.
class Partitions {
public:
    static constexpr int kDaysKept = 100;
    static constexpr int kDaysAhead = 7;
    static constexpr int kDaysBack = 8; // of late requests

    Partitions(db::Pool& pool, const base::Clock& clock);

    /// The partition that holds `at`; made when there is none.
    Partition ensure(PartitionKind kind, base::Time at);
    void makeAhead();
    /// Drops partitions of bodies that end before `limit`; those that are in use are left for the next time.
    std::size_t dropBodiesBefore(base::Time limit);

private:
    using Ranges = std::map<base::Time, Partition>; // by begin

    static Ranges load(db::Transaction& tx, PartitionKind kind);
    Partition make(db::Transaction& tx, PartitionKind kind, const Ranges& ranges, base::Time at) const;

    db::Pool& m_pool;
    const base::Clock& m_clock;
    std::mutex m_mutex;
    std::map<PartitionKind, Ranges> m_known;
};

} // namespace bursar::ingest
