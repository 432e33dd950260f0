// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/cell_table.h"
#include "models/pages/common/live_pulse.h"
#include "models/pages/overview/needs_model.h"
#include "models/pages/overview/overview_model.h"
#include "models/pages/overview/ticker_model.h"
#include "ui/pages/common/chart_mapping.h"
#include "ui/shell/page.h"

namespace bursar::ui {

class BarsOverTime;
class Card;
class DataTable;
class FirstSteps;
class LiveTicker;
class MovedPanel;
class NeedsStrip;
class PageScroll;
class Plot;
class StatRow;
class TimeChart;
struct Report;

/// The first page: how much, how well, what changed and what is happening now. Every figure opens its rows.
class OverviewPage : public Page {
    Q_OBJECT

public:
    explicit OverviewPage(Shell& shell, QWidget* parent = nullptr);
    ~OverviewPage() override;

    QString id() const override { return QStringLiteral("overview"); }
    QString title() const override;
    std::vector<PageAction> actions() override;
    void refresh() override;
    void deactivate() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool isBusy() const override;

    /// What the page shows, on paper.
    Report report();
    models::OverviewModel& model() { return m_model; }

private:
    void build();
    void buildStats();
    QWidget* buildCharts();
    QWidget* buildMovedAndLive();
    QWidget* buildTop();
    void connectChart(TimeChart* chart);
    void openStat(int card);
    void openNeed(const models::Need& need);
    void openTop(const QString& value);

    void fillStats();
    void fillRevenue();
    void fillTraffic();
    void fillTop();
    void fillTicker();
    void fillRate();
    void addPrevious(ChartData& shown);
    void compareWith(const models::Span& span);

    models::OverviewModel m_model;
    models::TickerModel m_tickerModel;
    models::NeedsModel m_needsModel;
    models::LivePulse m_pulse;
    models::CellTable m_topRows;
    ColorBook m_colors;

    bool m_canExport = false;

    PageScroll* m_scroll;
    FirstSteps* m_firstSteps;
    NeedsStrip* m_needs;
    StatRow* m_stats;
    Card* m_revenueCard = nullptr;
    Plot* m_revenue = nullptr;
    Card* m_trafficCard = nullptr;
    BarsOverTime* m_traffic = nullptr;
    MovedPanel* m_moved = nullptr;
    Card* m_liveCard = nullptr;
    LiveTicker* m_ticker = nullptr;
    Card* m_topCard = nullptr;
    DataTable* m_top = nullptr;
};

} // namespace bursar::ui
