// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/performance/performance_page.h"

#include "models/common/format.h"
#include "ui/charts/heat_map.h"
#include "ui/charts/plot.h"
#include "ui/pages/common/bar_delegate.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/pages/common/report.h"
#include "ui/pages/common/snippet.h"
#include "ui/pages/performance/benchmark_view.h"
#include "ui/pages/performance/health_panel.h"
#include "ui/pages/performance/performance_columns.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/stat_card.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace bursar::ui {

namespace {
constexpr int kLatencyHeight = 280;
constexpr int kSmallChartHeight = 220;
constexpr int kToolRowsMost = 12;
constexpr int kStats = 5;
enum Tab { NowTab, BenchmarkTab };
} // namespace

PerformancePage::PerformancePage(Shell& shell, QWidget* parent)
    : Page(shell, parent), m_model(gateway(), view()), m_benchmarkModel(gateway(), view()), m_pulse(gateway(), view()),
      m_toolRows(ToolColumnCount), m_versionRows(VersionColumnCount), m_tabs(new SegmentedTabs),
      m_stack(new QStackedWidget), m_scroll(new PageScroll), m_firstSteps(new FirstSteps(gateway(), this)),
      m_stats(new StatRow)
{
    build();
    connect(&m_model.figures(), &models::QueryBase::updated, this, [this] {
        fillStats();
        fillCharts();
        fillMap();
        if (!std::exchange(m_canExport, true))
            this->shell().stateChanged(); // the report can be exported from now on
    });
    connect(&m_model.health(), &models::QueryBase::updated, this,
            [this] { m_health->setPerformance(*m_model.health().data()); });
    connect(&m_model.latency(), &models::QueryBase::updated, this, &PerformancePage::fillMap);
    connect(&m_model.tools(), &models::QueryBase::updated, this, &PerformancePage::fillTools);
    connect(&m_model.versions(), &models::QueryBase::updated, this, &PerformancePage::fillVersions);
    connect(&m_pulse, &models::LivePulse::pulse, this, [this] {
        if (m_stack->currentIndex() == NowTab)
            m_model.refresh();
    });
    connect(&m_pulse, &models::LivePulse::resynced, this, &PerformancePage::refresh);
}

PerformancePage::~PerformancePage() = default;

QString PerformancePage::title() const
{
    return tr("Performance");
}

void PerformancePage::build()
{
    buildStats();
    QVBoxLayout* rows = m_scroll->column();
    rows->addWidget(m_stats);
    rows->addWidget(buildLatency());
    rows->addWidget(buildRates(), 1);
    rows->addWidget(buildMap());
    rows->addWidget(buildTables());

    m_benchmark = new BenchmarkView(m_benchmarkModel, gateway());
    connect(m_benchmark, &BenchmarkView::categoryChosen, this, [this] { shell().stateChanged(); });
    connect(m_benchmark, &BenchmarkView::agentOpened, this, [this](const QString& agent) {
        shell().open(pageAt(QStringLiteral("registry"), {{state::kSelected, agent}}));
    });
    m_tabs->setObjectName(QStringLiteral("pageTabs"));
    m_tabs->addTab(tr("Now"));
    m_tabs->addTab(tr("Benchmark"));
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_benchmark);
    auto* tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(16, 0, 16, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch();
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->setSpacing(12);
    outer->addLayout(tabRow);
    outer->addWidget(m_stack, 1);
    connect(m_tabs, &SegmentedTabs::currentChanged, this, [this](int tab) {
        showTab(tab);
        shell().stateChanged();
    });
}

void PerformancePage::showTab(int tab)
{
    if (m_tabs->current() != tab)
        m_tabs->setCurrent(tab);
    m_stack->setCurrentIndex(tab);
    if (tab == BenchmarkTab && m_pulse.isRunning())
        m_benchmarkModel.read();
}

void PerformancePage::buildStats()
{
    static constexpr const char* kNames[kStats] = {"p50", "p95", "p99", "errorRate", "requestRate"};
    const QStringList labels{tr("p50 latency"), tr("p95 latency"), tr("p99 latency"), tr("Error rate"), tr("Requests a second")};
    for (int i = 0; i < kStats; ++i) {
        StatCard* card = m_stats->addCard(labels[i]);
        card->setObjectName(QLatin1String(kNames[i]));
        connect(card, &StatCard::opened, this, [this, i] { openStat(i); });
    }
    new StatLoader(m_stats->cards(), m_model.figures(), gateway(), m_stats);
}

Card* PerformancePage::chartCard(const QString& title, Plot* plot)
{
    auto* card = new Card(title);
    card->setContent(plot);
    card->setMenuButton(plot->makeMenuButton());
    card->setSkeleton(SkeletonShape::Chart);
    auto* loader = new PanelLoader(card, m_model.figures(), gateway());
    loader->setEmpty([this] { return m_model.figures().data()->current.requests == 0; },
                     [this](EmptyState* state) {
                         const contract::Overview& figures = *m_model.figures().data();
                         if (figures.previous.requests > 0)
                             state->showGood(tr("No requests in this span."));
                         else
                             m_firstSteps->say(state, tr("Times and errors appear here with the first request."));
                     });
    connect(m_firstSteps, &FirstSteps::changed, loader, &PanelLoader::refresh);
    connectChart(plot);
    return card;
}

void PerformancePage::connectChart(TimeChart* chart)
{
    connect(chart, &TimeChart::zoomRequested, this, [this](const models::Span& span) {
        shell().open({id(), saveState(), fixedRange(span), std::nullopt});
    });
    connect(chart, &TimeChart::logsRequested, this,
            [this](const models::Span& span) { shell().open(logsWith({}, span)); });
    connect(chart, &TimeChart::bucketActivated, this,
            [this](const models::Span& span) { shell().open(logsWith({}, span)); });
    connect(chart, &TimeChart::markerActivated, this, [this](const QString& link) {
        if (!link.isEmpty())
            shell().open(logsWith({link}));
    });
    connect(chart, &TimeChart::whatMovedRequested, this, [this, chart](const models::Span& span) {
        const contract::Measure measure = chart == m_errors ? contract::Measure::error_rate
            : chart == m_rate                               ? contract::Measure::requests
                                                            : contract::Measure::p95;
        shell().open(pageAt(QStringLiteral("overview"),
                             {{QStringLiteral("measure"), static_cast<int>(measure)},
                              {QStringLiteral("from"), models::formatRfc3339(span.from)},
                              {QStringLiteral("to"), models::formatRfc3339(span.to)}}));
    });
}

QWidget* PerformancePage::buildLatency()
{
    m_latency = new Plot;
    m_latency->setObjectName(QStringLiteral("latency"));
    m_latencyCard = chartCard(tr("Latency"), m_latency);
    keepMinimumHeight(m_latencyCard, kLatencyHeight);
    auto* slowest = new Button(tr("Slowest requests"), ButtonKind::Text);
    slowest->setObjectName(QStringLiteral("slowest"));
    m_latencyCard->addAction(slowest);
    connect(slowest, &QPushButton::clicked, this, &PerformancePage::openSlowest);

    m_health = new HealthPanel;
    m_healthCard = new Card(tr("Health"));
    m_healthCard->setContent(m_health);
    m_healthCard->setSkeleton(SkeletonShape::Rows);
    auto* loader = new PanelLoader(m_healthCard, m_model.health(), gateway());
    loader->addQuery(m_model.figures());
    loader->setEmpty([this] { return m_model.figures().data()->current.requests == 0; },
                     [](EmptyState* state) { state->showGood(tr("No requests in this span.")); });
    connect(m_health, &HealthPanel::logsRequested, this,
            [this](const QString& filter) { shell().open(logsWith({filter})); });
    auto* row = new ResponsiveRow;
    row->addPart(m_latencyCard, 2, 480);
    row->addPart(m_healthCard, 1, 280);
    return row;
}

QWidget* PerformancePage::buildRates()
{
    m_errors = new Plot;
    m_errors->setObjectName(QStringLiteral("errors"));
    m_errors->setLegendVisible(false);
    m_errorsCard = chartCard(tr("Error rate"), m_errors);
    auto* failing = new Button(tr("Failing requests"), ButtonKind::Text);
    failing->setObjectName(QStringLiteral("failing"));
    m_errorsCard->addAction(failing);
    connect(failing, &QPushButton::clicked, this, &PerformancePage::openFailing);
    m_rate = new Plot;
    m_rate->setObjectName(QStringLiteral("rate"));
    m_rate->setLegendVisible(false);
    m_rateCard = chartCard(tr("Requests a second"), m_rate);
    auto* row = new ResponsiveRow;
    for (Card* card : {m_errorsCard, m_rateCard}) {
        keepMinimumHeight(card, kSmallChartHeight);
        row->addPart(card, 1, 340);
    }
    return row;
}

QWidget* PerformancePage::buildMap()
{
    m_map = new LatencyMap;
    m_map->setObjectName(QStringLiteral("latencyMap"));
    m_mapCard = new Card(tr("Latency map"));
    m_mapCard->setContent(m_map);
    m_mapCard->setSkeleton(SkeletonShape::Chart);
    auto* loader = new PanelLoader(m_mapCard, m_model.latency(), gateway());
    loader->setEmpty([this] { return m_model.latency().data()->columns.empty(); },
                     [](EmptyState* state) { state->showGood(tr("No request was timed in this span.")); });
    connect(m_map, &LatencyMap::cellActivated, this,
            [this](const models::Span& span, std::chrono::microseconds low, std::chrono::microseconds high) {
                const contract::LatencyMap* answer = m_model.latency().data();
                const bool isTop = answer && !answer->bounds_ms.empty() && high > microsecondsOf(answer->bounds_ms.back());
                const qint64 from = low.count() / 1000;
                shell().open(logsWith(
                    {isTop ? QStringLiteral("latency:>%1").arg(from)
                           : QStringLiteral("latency:%1..%2").arg(from).arg(std::max<qint64>(high.count() / 1000, 1))},
                    span));
            });
    return m_mapCard;
}

QWidget* PerformancePage::buildTables()
{
    const auto table = [](const QString& name, models::CellTable& rows, const std::vector<Column>& columns) {
        auto* made = new DataTable(name);
        made->setObjectName(name);
        made->setModel(&rows);
        made->setColumns(columns);
        fitRows(made, 4, kToolRowsMost);
        connect(made, &DataTable::sortRequested, made, [made, &rows, columns](const QString& key, Qt::SortOrder order) {
            const auto at = std::ranges::find(columns, key, &Column::key);
            rows.sortBy(static_cast<int>(at - columns.begin()), order);
            made->setSort(key, order);
        });
        return made;
    };
    m_tools = table(QStringLiteral("tools"), m_toolRows, toolColumns());
    m_toolsCard = new Card(tr("Tools"));
    m_versions = table(QStringLiteral("versions"), m_versionRows, versionColumns());
    m_versionsCard = new Card(tr("Versions compared"));
    const auto load = [this](Card* card, DataTable* content, models::Query<contract::GetBreakdown>& query) {
        card->setContent(content, false);
        card->setSkeleton(SkeletonShape::Rows);
        auto* loader = new PanelLoader(card, query, gateway());
        loader->setEmpty([&query] { return query.data()->rows.empty(); },
                         [](EmptyState* state) { state->showGood(tr("No requests in this span.")); });
    };
    load(m_toolsCard, m_tools, m_model.tools());
    load(m_versionsCard, m_versions, m_model.versions());
    connect(m_tools, &DataTable::rowActivated, this, [this](const QModelIndex& index) {
        shell().open(logsWith({condition(QStringLiteral("tool"), m_toolRows.row(index.row()).key)}));
    });
    connect(m_versions, &DataTable::rowActivated, this, [this](const QModelIndex& index) {
        shell().open(logsWith({condition(QStringLiteral("version"), m_versionRows.row(index.row()).key)}));
    });
    auto* row = new ResponsiveRow;
    row->addPart(m_toolsCard, 3, 480);
    row->addPart(m_versionsCard, 2, 380);
    return row;
}

std::vector<PageAction> PerformancePage::actions()
{
    return {
        {.id = QStringLiteral("compare"),
         .text = view().compare() ? tr("Compare: previous period") : tr("Compare: off"),
         .icon = QStringLiteral("clock"),
         .shortcut = QKeySequence(Qt::Key_C),
         .weight = PageAction::Weight::Secondary,
         .run = [this] { view().setCompare(!view().compare()); }},
        {.id = QStringLiteral("export"),
         .text = tr("Export report"),
         .icon = QStringLiteral("export"),
         .shortcut = QKeySequence(Qt::Key_E),
         .weight = PageAction::Weight::Primary,
         .run =
             [this] {
                 const QString day = models::formatRfc3339(models::displaySettings().now()).left(10);
                 exportReport(shell(), this, report(), QStringLiteral("bursar-performance-%1.html").arg(day));
             },
         .whyDisabled = [this] { return m_model.figures().hasData() ? QString()
                                                                    : tr("There is nothing to export yet."); }},
        {.id = QStringLiteral("slowest"),
         .text = tr("Slowest requests"),
         .icon = QStringLiteral("clock"),
         .weight = PageAction::Weight::Menu,
         .run = [this] { openSlowest(); }},
        {.id = QStringLiteral("failing"),
         .text = tr("Failing requests"),
         .icon = QStringLiteral("warning"),
         .weight = PageAction::Weight::Menu,
         .run = [this] { openFailing(); }},
    };
}

void PerformancePage::refresh()
{
    m_pulse.start();
    m_model.read();
    if (m_stack->currentIndex() == BenchmarkTab)
        m_benchmarkModel.read();
}

void PerformancePage::deactivate()
{
    m_pulse.stop();
}

bool PerformancePage::isBusy() const
{
    return m_stack->currentIndex() == BenchmarkTab ? m_benchmarkModel.isWaiting() : m_model.isWaiting();
}

QJsonObject PerformancePage::saveState() const
{
    return {{state::kTab, m_stack->currentIndex() == BenchmarkTab ? QStringLiteral("benchmark") : QStringLiteral("now")},
            {QStringLiteral("category"), m_benchmarkModel.category()},
            {QStringLiteral("scroll"), m_scroll->scrollPosition()}};
}

void PerformancePage::restoreState(const QJsonObject& state)
{
    if (state.isEmpty())
        return;
    m_benchmarkModel.setCategory(state.value(QStringLiteral("category")).toString());
    showTab(state.value(state::kTab).toString() == QLatin1String("benchmark") ? BenchmarkTab : NowTab);
    m_scroll->setScrollPosition(state.value(QStringLiteral("scroll")).toInt());
}

void PerformancePage::openSlowest()
{
    const contract::Overview* figures = m_model.figures().data();
    const auto p95 = figures ? figures->current.p95_response_ms : std::nullopt;
    shell().open(logsWith({p95 ? QStringLiteral("latency:>%1").arg(std::llround(*p95)) : QStringLiteral("latency:p95")}));
}

void PerformancePage::openFailing()
{
    shell().open(logsWith({QStringLiteral("status:error")}));
}

void PerformancePage::openStat(int card)
{
    const contract::Overview* figures = m_model.figures().data();
    if (card == 3)
        return openFailing();
    if (card == 4 || !figures)
        return shell().open(logsWith({}));
    const auto& totals = figures->current;
    const auto bound = card == 0 ? totals.p50_response_ms : card == 1 ? totals.p95_response_ms : totals.p99_response_ms;
    shell().open(logsWith(bound ? QStringList{QStringLiteral("latency:>%1").arg(std::llround(*bound))} : QStringList{}));
}

} // namespace bursar::ui
