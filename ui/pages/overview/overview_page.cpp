// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overview_page.h"

#include "models/common/format.h"
#include "models/common/tr.h"
#include "ui/charts/bars_over_time.h"
#include "ui/charts/plot.h"
#include "ui/pages/common/bar_delegate.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/pages/common/report.h"
#include "ui/pages/common/snippet.h"
#include "ui/pages/overview/live_ticker.h"
#include "ui/pages/overview/moved_panel.h"
#include "ui/pages/overview/needs_strip.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/stat_card.h"

#include <QVBoxLayout>

#include <utility>

namespace bursar::ui {

namespace {

constexpr int kChartHeight = 300;
constexpr int kWideShare = 2;
constexpr int kNarrowShare = 1;
constexpr int kNarrowMinimum = 280;

enum TopColumn { TopName, TopRequests, TopShare, TopErrors, TopP95, TopPayments, TopRevenue, TopColumnCount };

std::vector<Column> topColumns(const QString& name)
{
    return {
        {.key = QStringLiteral("value"), .title = name, .kind = ColumnKind::Code, .width = 200, .isSortable = false,
         .stretches = true},
        {.key = QStringLiteral("requests"), .title = tr("Requests"), .kind = ColumnKind::Count, .width = 104,
         .isSortable = false},
        {.key = QStringLiteral("share"), .title = tr("Share"), .kind = ColumnKind::Series, .width = 140, .priority = 3,
         .isSortable = false},
        {.key = QStringLiteral("errors"), .title = tr("Error rate"), .kind = ColumnKind::Rate, .width = 104,
         .isSortable = false},
        {.key = QStringLiteral("p95"), .title = tr("p95"), .kind = ColumnKind::Duration, .width = 96, .priority = 1,
         .isSortable = false},
        {.key = QStringLiteral("payments"), .title = tr("Payments"), .kind = ColumnKind::Count, .width = 104,
         .priority = 2, .isSortable = false},
        {.key = QStringLiteral("revenue"), .title = tr("Revenue"), .kind = ColumnKind::Money, .width = 160,
         .isSortable = false},
    };
}

} // namespace

OverviewPage::OverviewPage(Shell& shell, QWidget* parent)
    : Page(shell, parent), m_model(gateway(), view()), m_tickerModel(gateway(), view()), m_needsModel(gateway()),
      m_pulse(gateway(), view()), m_topRows(TopColumnCount), m_colors(shell.settings()), m_scroll(new PageScroll(this)),
      m_firstSteps(new FirstSteps(gateway(), this)), m_needs(new NeedsStrip), m_stats(new StatRow)
{
    build();
    connect(&m_model.figures(), &models::QueryBase::updated, this, [this] {
        fillStats();
        if (!std::exchange(m_canExport, true))
            this->shell().stateChanged(); // the report can be exported from now on
    });
    connect(&m_model.byTool(), &models::QueryBase::updated, this, &OverviewPage::fillRevenue);
    connect(&m_model.byToolBefore(), &models::QueryBase::updated, this, &OverviewPage::fillRevenue);
    connect(&m_model.byStatus(), &models::QueryBase::updated, this, &OverviewPage::fillTraffic);
    connect(&m_model.top(), &models::QueryBase::updated, this, &OverviewPage::fillTop);
    connect(&m_tickerModel.newest(), &models::QueryBase::updated, this, &OverviewPage::fillTicker);
    connect(&m_tickerModel, &models::TickerModel::rateChanged, this, &OverviewPage::fillRate);
    connect(&gateway(), &models::Gateway::linkChanged, this, &OverviewPage::fillRate);
    connect(&view(), &models::ViewState::liveChanged, this, &OverviewPage::fillRate);
    connect(&m_needsModel, &models::NeedsModel::changed, this, [this] { m_needs->setNeeds(m_needsModel.needs()); });
    connect(&m_pulse, &models::LivePulse::pulse, this, [this] {
        m_model.refresh();
        m_needsModel.look();
    });
    connect(&m_pulse, &models::LivePulse::resynced, this, &OverviewPage::refresh);
}

OverviewPage::~OverviewPage() = default;

QString OverviewPage::title() const
{
    return tr("Overview");
}

void OverviewPage::build()
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(m_scroll);
    buildStats();
    QVBoxLayout* column = m_scroll->column();
    column->addWidget(m_needs);
    column->addWidget(m_stats);
    column->addWidget(buildCharts(), 1);
    column->addWidget(buildMovedAndLive());
    column->addWidget(buildTop());
    connect(m_needs, &NeedsStrip::opened, this, &OverviewPage::openNeed);
}

void OverviewPage::buildStats()
{
    static constexpr const char* kNames[] = {"requests", "revenue", "customers", "errorRate", "p95"};
    const QStringList labels{tr("Requests"), tr("Revenue"), tr("Customers"), tr("Error rate"), tr("p95 latency")};
    for (int i = 0; i < 5; ++i) {
        StatCard* card = m_stats->addCard(labels[i]);
        card->setObjectName(QLatin1String(kNames[i]));
        connect(card, &StatCard::opened, this, [this, i] { openStat(i); });
    }
    new StatLoader(m_stats->cards(), m_model.figures(), gateway(), m_stats);
}

QWidget* OverviewPage::buildCharts()
{
    m_revenue = new Plot;
    m_revenue->setObjectName(QStringLiteral("revenueByTool"));
    m_revenueCard = new Card(tr("Revenue by tool"));
    m_revenueCard->setContent(m_revenue);
    m_revenueCard->setMenuButton(m_revenue->makeMenuButton());
    m_revenueCard->setSkeleton(SkeletonShape::Chart);
    auto* revenueLoader = new PanelLoader(m_revenueCard, m_model.byTool(), gateway());
    revenueLoader->setEmpty(
        [this] { return m_model.byTool().data()->lines.empty(); },
        [this](EmptyState* state) {
            const contract::Overview* figures = m_model.figures().data();
            if (figures && figures->current.requests > 0)
                state->showGood(tr("No request of this span was paid for."));
            else
                m_firstSteps->say(state, tr("Revenue by tool appears here with the first paid request."));
        });
    connect(m_firstSteps, &FirstSteps::changed, revenueLoader, &PanelLoader::refresh);

    m_traffic = new BarsOverTime;
    m_traffic->setObjectName(QStringLiteral("trafficByStatus"));
    m_trafficCard = new Card(tr("Traffic by status"));
    m_trafficCard->setContent(m_traffic);
    m_trafficCard->setMenuButton(m_traffic->makeMenuButton());
    m_trafficCard->setSkeleton(SkeletonShape::Chart);
    auto* trafficLoader = new PanelLoader(m_trafficCard, m_model.byStatus(), gateway());
    trafficLoader->setEmpty([this] { return m_model.byStatus().data()->lines.empty(); },
                            [](EmptyState* state) { state->showGood(tr("No requests in this span.")); });

    auto* row = new ResponsiveRow;
    row->addPart(m_revenueCard, kWideShare, 480);
    row->addPart(m_trafficCard, kNarrowShare, kNarrowMinimum);
    for (Card* card : {m_revenueCard, m_trafficCard})
        keepMinimumHeight(card, kChartHeight);
    connectChart(m_revenue);
    connectChart(m_traffic);
    return row;
}

void OverviewPage::connectChart(TimeChart* chart)
{
    connect(chart, &TimeChart::zoomRequested, this, [this](const models::Span& span) {
        shell().open({id(), saveState(), fixedRange(span), std::nullopt});
    });
    connect(chart, &TimeChart::whatMovedRequested, this, &OverviewPage::compareWith);
    connect(chart, &TimeChart::logsRequested, this,
            [this](const models::Span& span) { shell().open(logsWith({}, span)); });
    connect(chart, &TimeChart::bucketActivated, this,
            [this](const models::Span& span) { shell().open(logsWith({}, span)); });
    connect(chart, &TimeChart::markerActivated, this, [this](const QString& link) {
        if (!link.isEmpty())
            shell().open(logsWith({link}));
    });
}

QWidget* OverviewPage::buildMovedAndLive()
{
    m_moved = new MovedPanel(m_model, gateway());
    connect(m_moved, &MovedPanel::choiceChanged, this, [this] { shell().stateChanged(); });
    connect(m_moved, &MovedPanel::logsRequested, this,
            [this](const QString& filter, const models::Span& span) { shell().open(logsWith({filter}, span)); });

    m_ticker = new LiveTicker(models::TickerModel::kRows);
    m_ticker->setObjectName(QStringLiteral("ticker"));
    m_liveCard = new Card(tr("Live"));
    m_liveCard->setSkeleton(SkeletonShape::Rows);
    auto* frame = new QWidget;
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(0, 4, 0, 8);
    column->addWidget(m_ticker);
    column->addStretch();
    m_liveCard->setContent(frame, false);
    auto* logs = new Button(tr("Show logs"), ButtonKind::Text);
    m_liveCard->addAction(logs);
    connect(logs, &QPushButton::clicked, this, [this] { shell().open(logsWith({})); });
    auto* loader = new PanelLoader(m_liveCard, m_tickerModel.newest(), gateway());
    loader->setEmpty([this] { return m_tickerModel.newest().data()->logs.empty(); },
                     [this](EmptyState* state) {
                         m_firstSteps->say(state, tr("Every request appears here as it comes in."));
                     });
    connect(m_firstSteps, &FirstSteps::changed, loader, &PanelLoader::refresh);
    connect(m_ticker, &LiveTicker::rowActivated, this, [this](const QString& logId) {
        shell().open(pageAt(QStringLiteral("logs"), {{state::kSelected, logId}}));
    });

    auto* row = new ResponsiveRow;
    row->addPart(m_moved, kWideShare, 480);
    row->addPart(m_liveCard, kNarrowShare, kNarrowMinimum);
    return row;
}

QWidget* OverviewPage::buildTop()
{
    m_top = new DataTable({});
    m_top->setObjectName(QStringLiteral("top"));
    m_top->setColumns(topColumns(tr("Agent")));
    m_top->setModel(&m_topRows);
    m_top->view()->setItemDelegateForColumn(TopShare, new BarDelegate(BarDelegate::Kind::Share, m_top));
    fitRows(m_top, 1, models::OverviewModel::kTopRows);
    m_topCard = new Card(tr("Top agents"));
    m_topCard->setContent(m_top, false);
    m_topCard->setSkeleton(SkeletonShape::Rows);
    auto* loader = new PanelLoader(m_topCard, m_model.top(), gateway());
    loader->setEmpty([this] { return m_model.top().data()->rows.empty(); },
                     [](EmptyState* state) { state->showGood(tr("No requests in this span.")); });
    connect(m_top, &DataTable::rowActivated, this,
            [this](const QModelIndex& index) { openTop(m_topRows.row(index.row()).key); });
    return m_topCard;
}

std::vector<PageAction> OverviewPage::actions()
{
    const auto whyNoReport = [this] {
        return m_model.figures().hasData() ? QString() : tr("There is nothing to export yet.");
    };
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
                 exportReport(shell(), this, report(), QStringLiteral("bursar-overview-%1.html").arg(day));
             },
         .whyDisabled = whyNoReport},
    };
}

void OverviewPage::refresh()
{
    m_pulse.start();
    m_tickerModel.start();
    m_model.read();
    m_tickerModel.read();
    m_needsModel.look();
}

void OverviewPage::deactivate()
{
    m_pulse.stop();
    m_tickerModel.stop();
}

bool OverviewPage::isBusy() const
{
    return m_model.isWaiting() || m_tickerModel.isWaiting();
}

QJsonObject OverviewPage::saveState() const
{
    QJsonObject state{{QStringLiteral("measure"), static_cast<int>(m_model.measure())},
                      {QStringLiteral("scroll"), m_scroll->scrollPosition()}};
    if (const auto span = m_model.chosenSpan()) {
        state.insert(QStringLiteral("from"), models::formatRfc3339(span->from));
        state.insert(QStringLiteral("to"), models::formatRfc3339(span->to));
    }
    return state;
}

void OverviewPage::restoreState(const QJsonObject& state)
{
    if (state.isEmpty())
        return;
    m_model.setMeasure(static_cast<contract::Measure>(
        state.value(QStringLiteral("measure")).toInt(static_cast<int>(contract::Measure::revenue))));
    const auto from = base::parseTime(state.value(QStringLiteral("from")).toString().toStdString());
    const auto to = base::parseTime(state.value(QStringLiteral("to")).toString().toStdString());
    m_model.compare(from && to && *from < *to ? std::optional(models::Span{*from, *to}) : std::nullopt);
    m_moved->refreshChoices();
    m_scroll->setScrollPosition(state.value(QStringLiteral("scroll")).toInt());
}

void OverviewPage::compareWith(const models::Span& span)
{
    m_model.compare(span);
    m_moved->refreshChoices();
    m_scroll->ensureWidgetVisible(m_moved);
    shell().stateChanged();
}

void OverviewPage::openStat(int card)
{
    const contract::Overview* figures = m_model.figures().data();
    switch (card) {
    case 0:
        return shell().open(logsWith({}));
    case 1:
        return shell().open(pageAt(QStringLiteral("revenue")));
    case 2:
        return shell().open(pageAt(QStringLiteral("customers")));
    case 3:
        return shell().open(logsWith({QStringLiteral("status:error")}));
    default:
        if (figures && figures->current.p95_response_ms)
            shell().open(logsWith({QStringLiteral("latency:>%1").arg(std::llround(*figures->current.p95_response_ms))}));
        else
            shell().open(pageAt(QStringLiteral("performance")));
    }
}

void OverviewPage::openNeed(const models::Need& need)
{
    using Kind = models::Need::Kind;
    switch (need.kind) {
    case Kind::OriginDown:
    case Kind::KeyExpires:
        return shell().open(pageAt(QStringLiteral("registry"), {{state::kSelected, need.id}}));
    case Kind::OriginsDown:
        return shell().open(pageAt(QStringLiteral("registry")));
    case Kind::TaskFailed:
        return shell().toastError(need.detail.isEmpty() ? need.subject
                                                        : QString(need.subject + QStringLiteral(": ") + need.detail));
    default:
        return shell().open(pageAt(QStringLiteral("settings")));
    }
}

void OverviewPage::openTop(const QString& value)
{
    if (m_model.topDimension() == contract::Dimension::agent)
        shell().open({id(), saveState(), std::nullopt, value});
    else
        shell().open(logsWith({condition(QStringLiteral("tool"), value)}));
}

} // namespace bursar::ui
