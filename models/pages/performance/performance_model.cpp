// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/performance/performance_model.h"

#include "models/pages/common/scope.h"

#include <algorithm>

namespace bursar::models {

using namespace std::chrono_literals;

namespace {
constexpr int kLatencyColumns = 60;
} // namespace

std::array<HealthPart, 4> healthParts(const contract::Performance& performance)
{
    using Kind = HealthPart::Kind;
    const bool any = performance.total_requests > 0;
    const double answered = any ? 1 - performance.error_rate : 0;
    const double slow = std::min(performance.p95_response_ms.value_or(0) / 1000, 1.0);
    return {{{Kind::Answers, 40 * answered, 40},
             {Kind::Speed, any ? 30 * (1 - slow) : 0, 30},
             {Kind::Uptime, any ? 20 * performance.uptime / 100 : 0, 20},
             {Kind::Activity, any ? 10.0 : 0.0, 10}}};
}

std::string healthWindow(const Span& span)
{
    const auto width = span.to - span.from;
    return width <= 1h ? "1h" : width <= 24h ? "24h" : "72h";
}

PerformanceModel::PerformanceModel(Gateway& gateway, const ViewState& view, QObject* parent)
    : QObject(parent), m_view(view), m_figures(gateway), m_health(gateway), m_latency(gateway), m_tools(gateway),
      m_versions(gateway)
{
}

void PerformanceModel::read()
{
    m_refreshes = 0;
    const Span span = m_view.span();
    m_figures.read({agentOf(m_view), span.from, span.to});
    m_latency.read(latencyInput());
    m_health.read({agentOf(m_view), healthWindow(span)});
    m_tools.read(breakdownInput(contract::Dimension::tool, kToolsMax));
    m_versions.read(breakdownInput(contract::Dimension::version, kVersionsMax));
}

void PerformanceModel::refresh()
{
    const Span span = m_view.span();
    m_figures.refresh({agentOf(m_view), span.from, span.to});
    m_latency.refresh(latencyInput());
    if (++m_refreshes % kRefreshesBetweenTables != 0)
        return;
    m_health.refresh({agentOf(m_view), healthWindow(span)});
    m_tools.refresh(breakdownInput(contract::Dimension::tool, kToolsMax));
    m_versions.refresh(breakdownInput(contract::Dimension::version, kVersionsMax));
}

bool PerformanceModel::isWaiting() const
{
    return m_figures.isWaiting() || m_health.isWaiting() || m_latency.isWaiting() || m_tools.isWaiting()
        || m_versions.isWaiting();
}

contract::GetBreakdown::Input PerformanceModel::breakdownInput(contract::Dimension dimension, int limit) const
{
    const Span span = m_view.span();
    contract::GetBreakdown::Input input;
    input.agent_id = agentOf(m_view);
    input.from = span.from;
    input.to = span.to;
    input.dimension = dimension;
    input.order = contract::Measure::requests;
    input.limit = limit;
    return input;
}

contract::GetLatencyMap::Input PerformanceModel::latencyInput() const
{
    const Span span = m_view.span();
    contract::GetLatencyMap::Input input;
    input.agent_id = agentOf(m_view);
    input.from = span.from;
    input.to = span.to;
    input.buckets = kLatencyColumns;
    return input;
}

BenchmarkModel::BenchmarkModel(Gateway& gateway, const ViewState& view, QObject* parent)
    : QObject(parent), m_gateway(gateway), m_view(view), m_categories(gateway), m_ranking(gateway)
{
    connect(&m_categories, &QueryBase::updated, this, [this] {
        const QStringList names = categoryNames();
        if (!names.contains(m_category))
            m_category = names.value(0);
        if (!m_category.isEmpty())
            m_ranking.read({m_category.toStdString()});
        else
            m_ranking.clear();
    });
    connect(&gateway, &Gateway::meChanged, this, &BenchmarkModel::readOwn);
}

void BenchmarkModel::read()
{
    readOwn();
    m_categories.read({});
}

QStringList BenchmarkModel::categoryNames() const
{
    QStringList names;
    if (m_categories.data() && m_categories.data()->categories) {
        for (const std::string& name : *m_categories.data()->categories)
            names.append(QString::fromStdString(name));
    }
    return names;
}

void BenchmarkModel::setCategory(const QString& category)
{
    if (m_category == category)
        return;
    m_category = category;
    if (m_categories.hasData() && !category.isEmpty())
        m_ranking.read({category.toStdString()});
}

bool BenchmarkModel::isOwn(const std::string& agentSlug) const
{
    return m_own.contains(agentSlug) || (!m_view.scope().isEmpty() && m_view.scope().toStdString() == agentSlug);
}

void BenchmarkModel::readOwn()
{
    const auto& me = m_gateway.me();
    if (!me)
        return;
    if (me->agent_id)
        m_own.insert(*me->agent_id);
    if (!me->wallet || me->wallet->empty())
        return;
    m_gateway.call<contract::ListWalletAgents>({*me->wallet}, this,
                                               [this](const contract::Outcome<contract::AgentList>& outcome) {
                                                   if (!outcome)
                                                       return;
                                                   for (const contract::Agent& agent : outcome->agents)
                                                       m_own.insert(agent.agent_id);
                                                   Q_EMIT ownChanged();
                                               });
}

} // namespace bursar::models
