// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/revenue/revenue_model.h"

#include "models/pages/common/scope.h"

#include <algorithm>

namespace bursar::models {

using namespace std::chrono_literals;

namespace {
constexpr int kLines = 6;
constexpr int kBarsMax = 120;
} // namespace

int revenueBuckets(const Span& span)
{
    const auto width = span.to - span.from;
    const auto bucket = width <= 1h ? std::chrono::minutes(5) : width <= 48h ? std::chrono::minutes(1h)
                                                                             : std::chrono::minutes(24h);
    const auto bars = (width + bucket - 1us) / bucket;
    return static_cast<int>(std::clamp<std::int64_t>(bars, 1, kBarsMax));
}

RevenueModel::RevenueModel(Gateway& gateway, const ViewState& view, QObject* parent)
    : QObject(parent), m_view(view), m_figures(gateway), m_report(gateway), m_series(gateway)
{
}

void RevenueModel::read()
{
    m_refreshes = 0;
    m_hasBegun = true;
    m_figures.read(figuresInput());
    m_series.read(seriesInput());
    m_report.read(reportInput());
}

void RevenueModel::refresh()
{
    m_figures.refresh(figuresInput());
    m_series.refresh(seriesInput());
    if (++m_refreshes % kRefreshesBetweenReports == 0)
        m_report.refresh(reportInput());
}

bool RevenueModel::isWaiting() const
{
    return m_figures.isWaiting() || m_report.isWaiting() || m_series.isWaiting();
}

void RevenueModel::setSplit(RevenueSplit split)
{
    if (m_split == split)
        return;
    m_split = split;
    if (m_hasBegun)
        m_series.read(seriesInput());
}

void RevenueModel::setPeriod(RevenuePeriodKind period)
{
    if (m_period == period)
        return;
    m_period = period;
    if (m_hasBegun)
        m_report.read(reportInput());
}

contract::GetOverview::Input RevenueModel::figuresInput() const
{
    const Span span = m_view.span();
    return {agentOf(m_view), span.from, span.to};
}

contract::GetRevenue::Input RevenueModel::reportInput() const
{
    const Span span = m_view.span();
    contract::GetRevenue::Input input;
    input.agent_id = agentOf(m_view);
    input.period = m_period == RevenuePeriodKind::Monthly ? "monthly" : "weekly";
    input.from = span.from;
    input.to = span.to;
    return input;
}

contract::GetSeries::Input RevenueModel::seriesInput() const
{
    const Span span = m_view.span();
    contract::GetSeries::Input input;
    input.agent_id = agentOf(m_view);
    input.from = span.from;
    input.to = span.to;
    // Only USDC has a course over time: it is the same sum, whatever it is split by.
    input.dimension =
        m_split == RevenueSplit::Protocol ? contract::Dimension::protocol : contract::Dimension::tool;
    input.order = contract::Measure::revenue;
    input.top = kLines;
    input.buckets = revenueBuckets(span);
    return input;
}

} // namespace bursar::models
