// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/overview/overview_model.h"

#include "models/pages/common/scope.h"

#include <algorithm>

namespace bursar::models {

using namespace std::chrono_literals;

namespace {
constexpr int kBuckets = 48; // half an hour each of a day: finer ones are noise
constexpr int kStatuses = 20;
constexpr int kTools = 6;

struct Latest {
    std::chrono::minutes rangeUpTo;
    std::chrono::minutes length;
};
constexpr Latest kLatest[] = {{15min, 3min}, {1h, 10min}, {24h, 30min}, {7 * 24h, 6h}, {30 * 24h, 24h}};
constexpr std::chrono::minutes kLongest = 7 * 24h;
constexpr std::chrono::minutes kMinutesKept = 72h; // finer buckets are gone before that
} // namespace

SpanPair pairEndingWith(const Span& after)
{
    return {{after.from - (after.to - after.from), after.from}, after};
}

SpanPair latestPair(const Span& range, Instant now)
{
    const auto width = range.to - range.from;
    std::chrono::minutes length = kLongest;
    for (const Latest& row : kLatest) {
        if (width <= row.rangeUpTo) {
            length = row.length;
            break;
        }
    }
    const Instant end = std::min(range.to, now);
    const bool isOld = end - 2 * length < now - kMinutesKept;
    const Instant whole = length >= 6h || isOld ? Instant(std::chrono::floor<std::chrono::hours>(end))
                                                : Instant(std::chrono::floor<std::chrono::minutes>(end));
    if (isOld)
        length = std::max<std::chrono::minutes>(length, 1h);
    return pairEndingWith({whole - length, whole});
}

OverviewModel::OverviewModel(Gateway& gateway, const ViewState& view, QObject* parent)
    : QObject(parent), m_view(view), m_figures(gateway), m_byTool(gateway), m_byToolBefore(gateway),
      m_byStatus(gateway), m_moved(gateway), m_top(gateway)
{
}

contract::Dimension OverviewModel::topDimension() const
{
    return m_view.scope().isEmpty() ? contract::Dimension::agent : contract::Dimension::tool;
}

void OverviewModel::read()
{
    m_refreshes = 0;
    m_hasBegun = true;
    const Span span = m_view.span();
    m_figures.read({agentOf(m_view), span.from, span.to});
    m_byTool.read(seriesInput(contract::Dimension::tool, span));
    m_byStatus.read(seriesInput(contract::Dimension::status, span));
    if (m_view.compare())
        m_byToolBefore.read(seriesInput(contract::Dimension::tool, m_view.previousSpan()));
    else
        m_byToolBefore.clear();
    m_moved.read(movedInput());
    m_top.read(topInput());
}

void OverviewModel::refresh()
{
    const Span span = m_view.span();
    m_figures.refresh({agentOf(m_view), span.from, span.to});
    m_byTool.refresh(seriesInput(contract::Dimension::tool, span));
    m_byStatus.refresh(seriesInput(contract::Dimension::status, span));
    if (++m_refreshes % kRefreshesBetweenRankings != 0)
        return;
    if (m_view.compare())
        m_byToolBefore.refresh(seriesInput(contract::Dimension::tool, m_view.previousSpan()));
    if (!m_chosen)
        m_moved.refresh(movedInput());
    m_top.refresh(topInput());
}

bool OverviewModel::isWaiting() const
{
    return m_figures.isWaiting() || m_byTool.isWaiting() || m_byToolBefore.isWaiting() || m_byStatus.isWaiting()
        || m_moved.isWaiting() || m_top.isWaiting();
}

SpanPair OverviewModel::comparedSpans() const
{
    return m_chosen ? pairEndingWith(*m_chosen) : latestPair(m_view.span(), displaySettings().now());
}

void OverviewModel::compare(std::optional<Span> after)
{
    m_chosen = after;
    readMoved();
}

void OverviewModel::setMeasure(contract::Measure measure)
{
    if (m_measure == measure)
        return;
    m_measure = measure;
    readMoved();
}

void OverviewModel::readMoved()
{
    if (m_hasBegun) // before that, the choice is of a restored state, and read() follows
        m_moved.read(movedInput());
}

contract::GetSeries::Input OverviewModel::seriesInput(contract::Dimension dimension, const Span& span) const
{
    const bool isStatus = dimension == contract::Dimension::status;
    contract::GetSeries::Input input;
    input.agent_id = agentOf(m_view);
    input.from = span.from;
    input.to = span.to;
    input.dimension = dimension;
    input.order = isStatus ? contract::Measure::requests : contract::Measure::revenue;
    input.top = isStatus ? kStatuses : kTools;
    input.buckets = kBuckets;
    return input;
}

contract::CompareSpans::Input OverviewModel::movedInput() const
{
    const SpanPair spans = comparedSpans();
    contract::CompareSpans::Input input;
    input.agent_id = agentOf(m_view);
    input.measure = m_measure;
    input.before_from = spans.before.from;
    input.before_to = spans.before.to;
    input.after_from = spans.after.from;
    input.after_to = spans.after.to;
    input.limit = kMovedRows;
    return input;
}

contract::GetBreakdown::Input OverviewModel::topInput() const
{
    const Span span = m_view.span();
    contract::GetBreakdown::Input input;
    input.agent_id = agentOf(m_view);
    input.from = span.from;
    input.to = span.to;
    input.dimension = topDimension();
    input.order = contract::Measure::requests;
    input.limit = kTopRows;
    return input;
}

} // namespace bursar::models
