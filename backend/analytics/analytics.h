// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "contract/analytics.h"
#include "contract/insight.h"
#include "contract/system.h"
#include "db/db.h"
#include "rollup/rollup.h"

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace bursar::analytics {

/// The agents a call is about: the one of that public id (Error NotFound "agent_not_found" when there is none), or
/// none named: all of them, an empty scope.
using ScopeOf = std::function<rollup::AgentScope(const std::optional<std::string>& agentId)>;

/// Stored requests and payments whose request id, transaction or payer is exactly `text`; at most `limit`.
using FindRequests = std::function<std::vector<contract::FoundItem>(const std::string& text, std::size_t limit)>;

struct Options {
    std::chrono::seconds benchmarkInterval{300};
};

/// Business intelligence over the rollups: every figure costs the same however many requests there were. The
/// definitions stand in README.md. Days are UTC days.
///
/// Threading: any thread; every call reads one snapshot on one connection of `pool`, which should be a small pool of
/// its own with a statement timeout.
/// Errors: InvalidInput "invalid_input" that names the field, NotFound, and what the database throws.
class Analytics {
public:
    static constexpr std::chrono::days kSpanMax{400};

    Analytics(db::Pool& pool, const base::Clock& clock, ScopeOf scopeOf, FindRequests findRequests = {},
              Options options = {});

    contract::DashboardTotals dashboard();
    contract::AgentStats stats(const contract::ScopeInput& input);
    contract::DailyRows daily(const contract::DaysInput& input);
    contract::AnalyticsReport report(const contract::DaysInput& input);
    contract::Performance performance(const contract::GetPerformance::Input& input);
    contract::Funnel funnel(const contract::DaysInput& input);
    contract::Revenue revenue(const contract::GetRevenue::Input& input);

    contract::CustomerPage customers(const contract::ListCustomers::Input& input);
    contract::Customer customer(const contract::CustomerInput& input);
    contract::CustomerTools customerTools(const contract::CustomerInput& input);
    contract::DailyRows customerDaily(const contract::GetCustomerDaily::Input& input);
    contract::Cohorts cohorts(const contract::GetCohorts::Input& input);

    contract::WalletStats walletStats(const contract::WalletInput& input);
    contract::WalletDays walletDaily(const contract::WalletInput& input);
    contract::WalletErrors walletErrors(const contract::WalletInput& input);

    contract::Overview overview(const contract::SpanInput& input);
    contract::Series series(const contract::GetSeries::Input& input);
    contract::BreakdownRows breakdown(const contract::GetBreakdown::Input& input);
    contract::Comparison compare(const contract::CompareSpans::Input& input);
    contract::LatencyMap latencyMap(const contract::GetLatencyMap::Input& input);

    contract::MarkerList markers(const contract::SpanInput& input);
    contract::Marker createMarker(const contract::Context& context, const contract::CreateMarker::Input& input);
    contract::Status deleteMarker(const contract::Context& context, const contract::DeleteMarker::Input& input);

    contract::FoundItems find(const contract::FindAnything::Input& input);

    contract::Benchmark benchmark(const contract::GetBenchmark::Input& input);
    /// Ranks every category anew, in one transaction: readers see the old table or the new one.
    void rankBenchmark();
    /// For the leader, about every second: ranks when benchmarkInterval has passed since the last ranking.
    void tick();

private:
    db::Pool& m_pool;
    const base::Clock& m_clock;
    const ScopeOf m_scopeOf;
    const FindRequests m_findRequests;
    const Options m_options;
    std::mutex m_benchmarkMutex;
    std::optional<base::Time> m_rankedAt; // what this process knows; another leader may have ranked since
};

} // namespace bursar::analytics
