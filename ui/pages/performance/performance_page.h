// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/cell_table.h"
#include "models/pages/common/live_pulse.h"
#include "models/pages/performance/performance_model.h"
#include "ui/pages/common/chart_mapping.h"
#include "ui/shell/page.h"

class QStackedWidget;

namespace bursar::ui {

class BenchmarkView;
class Card;
class DataTable;
class FirstSteps;
class HealthPanel;
class LatencyMap;
class PageScroll;
class Plot;
class SegmentedTabs;
class StatRow;
class TimeChart;
struct Report;

/// How fast, how well and how much: percentiles, errors and rate over time, latency as a map, tools and versions
/// compared, and the benchmark against others.
class PerformancePage : public Page {
    Q_OBJECT

public:
    explicit PerformancePage(Shell& shell, QWidget* parent = nullptr);
    ~PerformancePage() override;

    QString id() const override { return QStringLiteral("performance"); }
    QString title() const override;
    std::vector<PageAction> actions() override;
    void refresh() override;
    void deactivate() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool isBusy() const override;

    Report report();
    models::PerformanceModel& model() { return m_model; }
    models::BenchmarkModel& benchmark() { return m_benchmarkModel; }
    void showTab(int tab);

private:
    void build();
    void buildStats();
    QWidget* buildLatency();
    QWidget* buildRates();
    QWidget* buildMap();
    QWidget* buildTables();
    Card* chartCard(const QString& title, Plot* plot);
    void connectChart(TimeChart* chart);
    void openStat(int card);
    void openSlowest();
    void openFailing();

    void fillStats();
    void fillCharts();
    void fillMap();
    void fillTools();
    void fillVersions();

    models::PerformanceModel m_model;
    models::BenchmarkModel m_benchmarkModel;
    models::LivePulse m_pulse;
    models::CellTable m_toolRows;
    models::CellTable m_versionRows;

    bool m_canExport = false;

    SegmentedTabs* m_tabs;
    QStackedWidget* m_stack;
    PageScroll* m_scroll;
    FirstSteps* m_firstSteps;
    BenchmarkView* m_benchmark = nullptr;
    StatRow* m_stats;
    Card* m_latencyCard = nullptr;
    Plot* m_latency = nullptr;
    HealthPanel* m_health = nullptr;
    Card* m_healthCard = nullptr;
    Card* m_errorsCard = nullptr;
    Plot* m_errors = nullptr;
    Card* m_rateCard = nullptr;
    Plot* m_rate = nullptr;
    Card* m_mapCard = nullptr;
    LatencyMap* m_map = nullptr;
    Card* m_toolsCard = nullptr;
    DataTable* m_tools = nullptr;
    Card* m_versionsCard = nullptr;
    DataTable* m_versions = nullptr;
};

} // namespace bursar::ui
