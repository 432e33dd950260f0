// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/analytics.h"
#include "contract/logs.h"
#include "contract/system.h"
#include "db/db.h"

#include <functional>

namespace bursar::ingest {

/// Public agent id → agent key; throws notFound. And the way back.
using AgentKeyOf = std::function<std::int64_t(const std::string&)>;
using AgentIdOf = std::function<std::string(std::int64_t)>;

/// Reads stored requests. Any thread; calls block on the database.
///
/// Cost: a list walks from day to day, only those on which the aggregates know a matching request, and stops after
/// kBudget: then the page is shorter than asked and `next` goes on. One day that takes longer than kStatementMax is a
/// Timeout "search_too_slow".
class LogReader {
public:
    static constexpr int kLimitDefault = 50;
    static constexpr int kLimitMax = 1000;
    static constexpr int kLimitWithBodiesMax = 200;
    static constexpr std::chrono::milliseconds kBudget{3'000};
    static constexpr std::chrono::milliseconds kStatementMax{10'000};

    LogReader(db::Pool& pool, const base::Clock& clock, AgentKeyOf keyOf, AgentIdOf idOf);

    contract::LogPage list(const contract::Context& context, const contract::ListLogs::Input& input) const;
    contract::LogPage ofCustomer(const contract::Context& context, const contract::GetCustomerLogs::Input& input) const;
    contract::RequestLog one(const contract::Context& context, const contract::GetLog::Input& input) const;
    /// Where the aggregates cannot answer, raw rows are counted, newest day first, for at most kBudget; `from` then says
    /// what was covered.
    contract::LogHistogramOutput histogram(const contract::Context& context,
                                           const contract::GetLogHistogram::Input& input) const;

private:
    db::Pool& m_pool;
    const base::Clock& m_clock;
    AgentKeyOf m_keyOf;
    AgentIdOf m_idOf;
};

/// Requests and payments whose request id, transaction hash or payer is exactly `text`, newest first.
std::vector<contract::FoundItem> findByAnyId(db::Transaction& tx, const std::string& text, std::size_t limit,
                                             const AgentIdOf& idOf);

} // namespace bursar::ingest
