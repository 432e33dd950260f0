// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/insight.h"
#include "models/common/view_state.h"
#include "models/pages/common/query.h"

#include <chrono>
#include <optional>

namespace bursar::models {

/// Two spans of equal length, one right after the other.
struct SpanPair {
    Span before;
    Span after;
    friend bool operator==(const SpanPair&, const SpanPair&) = default;
};

/// The span and the one of equal length before it.
SpanPair pairEndingWith(const Span& after);
/// What "just now" means in a range: the last 3 minutes of 15, the last half hour of a day, the last day of 30; ended
/// on a whole bucket, so that both spans are complete.
SpanPair latestPair(const Span& range, Instant now);

/// Everything that Overview reads, for one range and scope.
class OverviewModel : public QObject {
    Q_OBJECT

public:
    OverviewModel(Gateway& gateway, const ViewState& view, QObject* parent = nullptr);

    /// Reads everything for the present range and scope.
    void read();
    /// Live: figures and series again, rankings and comparison now and then, without announcing it.
    void refresh();

    /// True while a first answer is awaited.
    bool isWaiting() const;

    Query<contract::GetOverview>& figures() { return m_figures; }
    Query<contract::GetSeries>& byTool() { return m_byTool; }
    Query<contract::GetSeries>& byToolBefore() { return m_byToolBefore; }
    Query<contract::GetSeries>& byStatus() { return m_byStatus; }
    Query<contract::CompareSpans>& moved() { return m_moved; }
    Query<contract::GetBreakdown>& top() { return m_top; }
    /// Agents, or the tools of the one agent in scope.
    contract::Dimension topDimension() const;

    /// The spans that "What moved" shows; an empty span goes back to the latest ones.
    void compare(std::optional<Span> after);
    std::optional<Span> chosenSpan() const { return m_chosen; }
    SpanPair comparedSpans() const;
    contract::Measure measure() const { return m_measure; }
    void setMeasure(contract::Measure measure);

    static constexpr int kRefreshesBetweenRankings = 5;
    static constexpr int kTopRows = 6;
    static constexpr int kMovedRows = 8;

private:
    void readMoved();
    contract::GetSeries::Input seriesInput(contract::Dimension dimension, const Span& span) const;
    contract::CompareSpans::Input movedInput() const;
    contract::GetBreakdown::Input topInput() const;

    const ViewState& m_view;
    Query<contract::GetOverview> m_figures;
    Query<contract::GetSeries> m_byTool;
    Query<contract::GetSeries> m_byToolBefore;
    Query<contract::GetSeries> m_byStatus;
    Query<contract::CompareSpans> m_moved;
    Query<contract::GetBreakdown> m_top;
    std::optional<Span> m_chosen;
    contract::Measure m_measure = contract::Measure::revenue;
    int m_refreshes = 0;
    bool m_hasBegun = false;
};

} // namespace bursar::models
