// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "db/db.h"

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

namespace bursar::registry {

enum class Measure { Requests, Revenue, Customers, AverageMicros, LastRequest };

/// A number by agent, to sort by; agents that have none are missing.
struct Weights {
    std::vector<std::int64_t> agentKeys;
    std::vector<std::string> values; // decimal texts, aligned
};

/// What lists are sorted by when that needs the totals of every agent: all are added up at most once in kAge, however
/// many callers ask, and never for more than a tenth of the time. Figures that are shown are read fresh. Any thread.
class Ranking {
public:
    static constexpr std::chrono::seconds kAge{5};
    static constexpr int kRest = 10; // times as long as the last adding up took

    Ranking(db::Pool& pool, const base::Clock& clock) : m_pool(pool), m_clock(clock) {}

    Weights by(Measure measure);

private:
    struct Row {
        std::int64_t agentKey = 0;
        std::optional<std::string> requests, revenue, customers, averageMicros, lastRequest;
    };
    void load();

    db::Pool& m_pool;
    const base::Clock& m_clock;
    std::mutex m_mutex; // held while loading: who comes meanwhile waits for that result
    std::vector<Row> m_rows;
    std::optional<base::Time> m_loadedAt;
    base::Duration m_age = kAge;
};

} // namespace bursar::registry
