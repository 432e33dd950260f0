// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/analytics.h"
#include "contract/insight.h"
#include "contract/registry.h"
#include "models/common/view_state.h"
#include "models/pages/common/query.h"

#include <QStringList>

#include <array>
#include <set>

namespace bursar::models {

/// The four parts of the health score, as the engine weighs them: what was reached and what can be reached.
struct HealthPart {
    enum class Kind { Answers, Speed, Uptime, Activity };
    Kind kind;
    double points = 0;
    double most = 0;
};
std::array<HealthPart, 4> healthParts(const contract::Performance& performance);

/// The window of the health score that comes nearest to a range: 1h, 24h or 72h.
std::string healthWindow(const Span& span);

/// Everything that Performance reads, for one range and scope.
class PerformanceModel : public QObject {
    Q_OBJECT

public:
    PerformanceModel(Gateway& gateway, const ViewState& view, QObject* parent = nullptr);

    void read();
    void refresh();

    Query<contract::GetOverview>& figures() { return m_figures; }
    Query<contract::GetPerformance>& health() { return m_health; }
    Query<contract::GetLatencyMap>& latency() { return m_latency; }
    Query<contract::GetBreakdown>& tools() { return m_tools; }
    Query<contract::GetBreakdown>& versions() { return m_versions; }
    bool isWaiting() const;

    static constexpr int kRefreshesBetweenTables = 5;
    static constexpr int kToolsMax = 50;
    static constexpr int kVersionsMax = 12;

private:
    contract::GetBreakdown::Input breakdownInput(contract::Dimension dimension, int limit) const;
    contract::GetLatencyMap::Input latencyInput() const;

    const ViewState& m_view;
    Query<contract::GetOverview> m_figures;
    Query<contract::GetPerformance> m_health;
    Query<contract::GetLatencyMap> m_latency;
    Query<contract::GetBreakdown> m_tools;
    Query<contract::GetBreakdown> m_versions;
    int m_refreshes = 0;
};

/// The leaderboard of a category, and which of its agents are one's own.
class BenchmarkModel : public QObject {
    Q_OBJECT

public:
    BenchmarkModel(Gateway& gateway, const ViewState& view, QObject* parent = nullptr);

    /// Reads the categories, then the ranking of the chosen one (the first when none is).
    void read();
    Query<contract::GetBenchmark>& categories() { return m_categories; }
    Query<contract::GetBenchmark>& ranking() { return m_ranking; }
    bool isWaiting() const { return m_categories.isWaiting() || (!m_category.isEmpty() && m_ranking.isWaiting()); }
    QStringList categoryNames() const;
    QString category() const { return m_category; }
    void setCategory(const QString& category);
    /// The agent of the credential, those of its wallet, and the one in scope.
    bool isOwn(const std::string& agentSlug) const;

Q_SIGNALS:
    void ownChanged();

private:
    void readOwn();

    Gateway& m_gateway;
    const ViewState& m_view;
    Query<contract::GetBenchmark> m_categories;
    Query<contract::GetBenchmark> m_ranking;
    std::set<std::string> m_own;
    QString m_category;
};

} // namespace bursar::models
