// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/analytics.h"
#include "contract/insight.h"
#include "models/common/view_state.h"
#include "models/pages/common/query.h"

namespace bursar::models {

/// By what revenue is split.
enum class RevenueSplit { Tool, Asset, Protocol };
enum class RevenuePeriodKind { Monthly, Weekly };

/// About how many bars "by day" has in a range: hours up to two days, days beyond.
int revenueBuckets(const Span& span);

/// Everything that Revenue reads, for one range and scope.
class RevenueModel : public QObject {
    Q_OBJECT

public:
    RevenueModel(Gateway& gateway, const ViewState& view, QObject* parent = nullptr);

    void read();
    /// Live: the series each time, the heavy report now and then.
    void refresh();

    /// The exact span, against the one before.
    Query<contract::GetOverview>& figures() { return m_figures; }
    /// Whole UTC days: splits, payers, lifetime value, price suggestion, periods.
    Query<contract::GetRevenue>& report() { return m_report; }
    Query<contract::GetSeries>& series() { return m_series; }
    bool isWaiting() const;

    RevenueSplit split() const { return m_split; }
    void setSplit(RevenueSplit split);
    RevenuePeriodKind period() const { return m_period; }
    void setPeriod(RevenuePeriodKind period);

    static constexpr int kRefreshesBetweenReports = 5;

private:
    contract::GetOverview::Input figuresInput() const;
    contract::GetRevenue::Input reportInput() const;
    contract::GetSeries::Input seriesInput() const;

    const ViewState& m_view;
    Query<contract::GetOverview> m_figures;
    Query<contract::GetRevenue> m_report;
    Query<contract::GetSeries> m_series;
    RevenueSplit m_split = RevenueSplit::Tool;
    RevenuePeriodKind m_period = RevenuePeriodKind::Monthly;
    int m_refreshes = 0;
    bool m_hasBegun = false; ///< before the first read, choices come from a restored state
};

} // namespace bursar::models
