// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/customers/funnel_view.h"

#include "models/common/format.h"
#include "models/common/tr.h"
#include "ui/charts/funnel.h"
#include "ui/charts/plot.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/chart_mapping.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/pages/common/snippet.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inspector.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <array>

namespace bursar::ui {

namespace {
using models::Cell; // see models/common/tr.h

constexpr std::array kDays{7, 30, 90};
constexpr int kTrendHeight = 280;
constexpr int kRowsMost = 20;
constexpr std::chrono::hours kDay{24};

enum JourneyColumn { CustomerColumn, RequestsColumn, RevenueColumn, McpColumn, A2aColumn, PaidColumn, TakenColumn,
                     SeenColumn, ColumnCount };

std::vector<Column> columns()
{
    const auto column = [](const char* key, const QString& title, ColumnKind kind, int width, int priority) {
        return Column{.key = QLatin1String(key), .title = title, .kind = kind, .width = width, .priority = priority};
    };
    std::vector<Column> all{column("customer", tr("Customer"), ColumnKind::Address, 184, 0),
                            column("requests", tr("Requests"), ColumnKind::Count, 96, 1),
                            column("revenue", tr("Revenue"), ColumnKind::Money, 168, 0),
                            column("mcp", tr("First MCP"), ColumnKind::Time, 132, 2),
                            column("a2a", tr("First A2A"), ColumnKind::Time, 132, 3),
                            column("paid", tr("First paid"), ColumnKind::Time, 132, 4),
                            column("taken", tr("Took"), ColumnKind::Duration, 88, 0),
                            column("seen", tr("Last seen"), ColumnKind::Time, 132, 5)};
    all[CustomerColumn].stretches = true;
    return all;
}

Cell takenCell(const std::optional<double>& days)
{
    if (!days)
        return models::Absent{FunnelView::tr("Has not paid over A2A after its first MCP call.")};
    return models::Duration{std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::duration<double, std::ratio<86400>>(*days))};
}
} // namespace

FunnelView::FunnelView(models::CustomerReports& reports, models::Gateway& gateway, FirstSteps* firstSteps,
                       QWidget* parent)
    : QWidget(parent), m_reports(reports), m_gateway(gateway), m_rows(ColumnCount), m_days(new QComboBox)
{
    setSmall(m_days, true);
    m_days->setAccessibleName(tr("Days"));
    for (const int days : kDays)
        m_days->addItem(tr("%1 days").arg(days), days);
    showDays();
    auto* scroll = new PageScroll(this);
    scroll->column()->addWidget(buildFunnel(firstSteps));
    scroll->column()->addWidget(buildTrend());
    scroll->column()->addWidget(buildJourneys());
    scroll->column()->addStretch();
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(scroll);
    connect(&reports.funnel(), &models::QueryBase::updated, this, &FunnelView::fill);
    connect(m_days, &QComboBox::activated, this, [this](int index) {
        m_reports.setDays(m_days->itemData(index).toInt());
        Q_EMIT changed();
    });
}

QWidget* FunnelView::buildFunnel(FirstSteps* firstSteps)
{
    m_funnel = new Funnel;
    m_funnel->setObjectName(QStringLiteral("funnel"));
    m_funnelCard = new Card(tr("From MCP to paid"));
    m_funnelCard->setContent(m_funnel);
    m_funnelCard->setSkeleton(SkeletonShape::Rows);
    m_funnelCard->addAction(m_days);
    auto* loader = new PanelLoader(m_funnelCard, m_reports.funnel(), m_gateway);
    loader->setEmpty([this] { return m_reports.funnel().data()->summary.total_customers == 0; },
                     [firstSteps](EmptyState* state) {
                         firstSteps->say(state, tr("The way of customers from MCP to A2A to a payment appears here."));
                     });
    connect(firstSteps, &FirstSteps::changed, loader, &PanelLoader::refresh);
    connect(m_funnel, &Funnel::stepActivated, this, &FunnelView::openStep);

    m_facts = new FactList;
    m_factsCard = new Card(tr("All ways"));
    m_factsCard->setContent(m_facts);
    m_factsCard->setSkeleton(SkeletonShape::Rows);
    new PanelLoader(m_factsCard, m_reports.funnel(), m_gateway);
    auto* row = new ResponsiveRow;
    row->addPart(m_funnelCard, 3, 460);
    row->addPart(m_factsCard, 2, 320);
    return row;
}

QWidget* FunnelView::buildTrend()
{
    m_trend = new Plot;
    m_trend->setObjectName(QStringLiteral("funnelTrend"));
    m_trend->setSpanActionsEnabled(false);
    m_trendCard = new Card(tr("Customers by day"));
    m_trendCard->setContent(m_trend);
    m_trendCard->setMenuButton(m_trend->makeMenuButton());
    m_trendCard->setSkeleton(SkeletonShape::Chart);
    m_trendCard->setMinimumHeight(theme().px(kTrendHeight));
    m_trendCard->setSubtitle(tr("UTC days"));
    auto* loader = new PanelLoader(m_trendCard, m_reports.funnel(), m_gateway);
    loader->setEmpty([this] { return m_reports.funnel().data()->daily_trend.empty(); },
                     [](EmptyState* state) { state->showGood(tr("No customers in these days.")); });
    return m_trendCard;
}

QWidget* FunnelView::buildJourneys()
{
    m_journeys = new DataTable(QStringLiteral("journeys"));
    m_journeys->setObjectName(QStringLiteral("journeys"));
    m_journeys->setColumns(columns());
    m_journeys->setModel(&m_rows);
    fitRows(m_journeys, 3, kRowsMost);
    m_journeysCard = new Card(tr("Journeys"));
    m_journeysCard->setContent(m_journeys, false);
    m_journeysCard->setSkeleton(SkeletonShape::Rows);
    m_journeysCard->setSubtitle(tr("customers of both protocols; who paid first, then by revenue"));
    auto* loader = new PanelLoader(m_journeysCard, m_reports.funnel(), m_gateway);
    loader->setEmpty([this] { return m_reports.funnel().data()->journeys.empty(); },
                     [](EmptyState* state) { state->showGood(tr("Nobody used both MCP and A2A in these days.")); });
    connect(m_journeys, &DataTable::rowActivated, this,
            [this](const QModelIndex& index) { Q_EMIT customerActivated(m_rows.row(index.row()).key); });
    connect(m_journeys, &DataTable::sortRequested, this, [this](const QString& key, Qt::SortOrder order) {
        const auto all = columns();
        const auto at = std::ranges::find(all, key, &Column::key);
        m_rows.sortBy(static_cast<int>(at - all.begin()), order);
        m_journeys->setSort(key, order);
    });
    return m_journeysCard;
}

void FunnelView::showDays()
{
    m_days->setCurrentIndex(std::max(0, m_days->findData(m_reports.days())));
}

models::Span FunnelView::span() const
{
    const auto* answered = m_reports.funnel().answered();
    const int days = answered ? answered->days.value_or(m_reports.days()) : m_reports.days();
    const models::Instant tomorrow = std::chrono::floor<std::chrono::days>(models::displaySettings().now()) + kDay;
    return {tomorrow - kDay * days, tomorrow};
}

void FunnelView::fill()
{
    fillSteps();
    fillTrend();
    fillJourneys();
}

void FunnelView::fillSteps()
{
    const contract::FunnelSummary& sum = m_reports.funnel().data()->summary;
    m_funnel->setSteps({{tr("Called over MCP"), sum.mcp_customers},
                        {tr("Then over A2A"), sum.mcp_to_a2a},
                        {tr("Then paid"), sum.mcp_to_a2a_paid}});
    const auto rate = [](double value, std::int64_t of) {
        return of > 0 ? models::Cell(models::Rate{value, 1}) : models::Cell(models::Absent{tr("Nobody began.")});
    };
    m_facts->clear();
    m_facts->addFact(tr("Customers"), models::Count{sum.total_customers});
    m_facts->addFact(tr("Over MCP"), models::Count{sum.mcp_customers});
    m_facts->addFact(tr("Over A2A"), models::Count{sum.a2a_customers});
    m_facts->addFact(tr("Paid"), models::Count{sum.paid_customers}, tr("over any protocol"));
    m_facts->addFact(tr("MCP to A2A"), rate(sum.mcp_to_a2a_rate, sum.mcp_customers));
    m_facts->addFact(tr("A2A to paid"), rate(sum.a2a_to_paid_rate, sum.a2a_customers));
    m_facts->addFact(tr("The whole way"), rate(sum.full_funnel_rate, sum.mcp_customers));
}

void FunnelView::fillTrend()
{
    const models::Span all = span();
    const auto days = static_cast<std::size_t>((all.to - all.from) / kDay);
    std::vector<double> mcp(days, 0.0);
    std::vector<double> a2a(days, 0.0);
    std::vector<double> paid(days, 0.0);
    for (const contract::FunnelDay& day : m_reports.funnel().data()->daily_trend) {
        const auto at = base::parseTime(day.date + "T00:00:00Z");
        if (!at || *at < all.from || *at >= all.to)
            continue;
        const auto index = static_cast<std::size_t>((*at - all.from) / kDay);
        mcp[index] = double(day.mcp_customers);
        a2a[index] = double(day.a2a_customers);
        paid[index] = double(day.paid_customers);
    }
    ChartData chart;
    chart.from = all.from;
    chart.bucket = kDay;
    chart.format = countFormat();
    chart.lastIsUnfinished = true;
    const auto color = [](int number) { return SeriesColor{SeriesColor::Meaning::Numbered, number}; };
    chart.series = {{tr("MCP"), std::move(mcp), color(0), false, false},
                   {tr("A2A"), std::move(a2a), color(1), false, false},
                   {tr("Paid"), std::move(paid), color(2), false, false}};
    m_trend->setData(chart);
}

void FunnelView::fillJourneys()
{
    std::vector<models::CellRow> rows;
    for (const contract::Journey& journey : m_reports.funnel().data()->journeys) {
        const QString never = tr("Not in these days.");
        rows.push_back({text(journey.customer_id),
                        {customerCell(journey.customer_id), models::Count{journey.total_requests},
                         usdc(journey.total_revenue), timeCell(journey.first_mcp_at, never),
                         timeCell(journey.first_a2a_at, never), timeCell(journey.first_paid_at, never),
                         takenCell(journey.days_to_convert), models::Time{journey.last_seen_at}},
                        {}});
    }
    m_rows.setRows(std::move(rows));
}

void FunnelView::openStep(int step)
{
    const QString protocol = step == 0 ? QStringLiteral("protocol:mcp") : QStringLiteral("protocol:a2a");
    QStringList filters{protocol};
    if (step == 2)
        filters << QStringLiteral("payment:any");
    Q_EMIT logsRequested(filters, span());
}

} // namespace bursar::ui
