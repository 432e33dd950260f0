// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/customers/customer_activity.h"

#include "models/common/format.h"
#include "models/common/tr.h"
#include "ui/charts/bars_over_time.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/chart_mapping.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr int kDaysHeight = 240;
constexpr int kToolsMost = 12;
constexpr std::chrono::hours kDay{24};

enum ToolColumn { ToolName, ToolCalls, ToolErrors, ToolLatency, ToolRevenue, ToolColumnCount };
enum Measure { Requests, Revenue };

std::vector<Column> columns()
{
    const auto column = [](const char* key, const QString& title, ColumnKind kind, int width, int priority) {
        return Column{.key = QLatin1String(key), .title = title, .kind = kind, .width = width, .priority = priority};
    };
    std::vector<Column> all{column("tool", tr("Tool"), ColumnKind::Code, 112, 0),
                            column("calls", tr("Calls"), ColumnKind::Count, 72, 0),
                            column("errors", tr("Errors"), ColumnKind::Rate, 72, 2),
                            column("latency", tr("Average"), ColumnKind::Duration, 80, 3),
                            column("revenue", tr("Revenue"), ColumnKind::Money, 160, 1)};
    all[ToolName].stretches = true;
    return all;
}
} // namespace

CustomerActivity::CustomerActivity(models::CustomerRecord& record, models::Gateway& gateway, QWidget* parent)
    : QWidget(parent), m_record(record), m_rows(ToolColumnCount), m_daysCard(new Card(tr("By day"))),
      m_days(new BarsOverTime), m_measure(new QComboBox), m_toolsCard(new Card(tr("By tool"))),
      m_tools(new DataTable({}))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(12));
    buildDays(gateway);
    buildTools(gateway);
    column->addWidget(m_daysCard);
    column->addWidget(m_toolsCard);
}

void CustomerActivity::buildDays(models::Gateway& gateway)
{
    m_days->setObjectName(QStringLiteral("customerDays"));
    m_days->setSpanActionsEnabled(false);
    setSmall(m_measure, true);
    m_measure->setAccessibleName(tr("Measure"));
    m_measure->addItems({tr("Requests"), tr("Revenue")});
    m_daysCard->setContent(m_days);
    m_daysCard->setMenuButton(m_days->makeMenuButton());
    m_daysCard->setSkeleton(SkeletonShape::Chart);
    m_daysCard->setMinimumHeight(theme().px(kDaysHeight));
    m_daysCard->addAction(m_measure);
    auto* loader = new PanelLoader(m_daysCard, m_record.daily(), gateway);
    loader->setEmpty([this] { return m_record.daily().data()->stats.empty(); },
                     [](EmptyState* state) {
                         state->showGood(tr("No request in %1 days.").arg(models::CustomerRecord::kDays));
                     });
    connect(&m_record.daily(), &models::QueryBase::updated, this, &CustomerActivity::fillDays);
    connect(m_measure, &QComboBox::activated, this, &CustomerActivity::fillDays);
    connect(m_days, &TimeChart::bucketActivated, this, &CustomerActivity::dayActivated);
}

void CustomerActivity::buildTools(models::Gateway& gateway)
{
    m_tools->setObjectName(QStringLiteral("customerTools"));
    m_tools->setColumns(columns());
    m_tools->setModel(&m_rows);
    fitRows(m_tools, 2, kToolsMost);
    m_toolsCard->setContent(m_tools, false);
    m_toolsCard->setSkeleton(SkeletonShape::Rows);
    m_toolsCard->setSubtitle(tr("all time"));
    auto* loader = new PanelLoader(m_toolsCard, m_record.tools(), gateway);
    loader->setEmpty([this] { return m_record.tools().data()->tools.empty(); },
                     [](EmptyState* state) { state->showGood(tr("No request named a tool.")); });
    connect(&m_record.tools(), &models::QueryBase::updated, this, &CustomerActivity::fillTools);
    connect(m_tools, &DataTable::rowActivated, this,
            [this](const QModelIndex& index) { Q_EMIT toolActivated(m_rows.row(index.row()).key); });
    connect(m_tools, &DataTable::sortRequested, this, [this](const QString& key, Qt::SortOrder order) {
        const auto all = columns();
        const auto at = std::ranges::find(all, key, &Column::key);
        m_rows.sortBy(static_cast<int>(at - all.begin()), order);
        m_tools->setSort(key, order);
    });
}

void CustomerActivity::fillDays()
{
    const contract::DailyRows* answer = m_record.daily().data();
    if (!answer)
        return;
    constexpr auto kCount = static_cast<std::size_t>(models::CustomerRecord::kDays);
    const models::Instant today = std::chrono::floor<std::chrono::days>(models::displaySettings().now());
    ChartData chart;
    chart.from = today - kDay * (models::CustomerRecord::kDays - 1);
    chart.bucket = kDay;
    chart.lastIsUnfinished = true;
    std::vector<double> good(kCount, 0.0);
    std::vector<double> bad(kCount, 0.0);
    std::vector<double> revenue(kCount, 0.0);
    for (const contract::DailyRow& day : answer->stats) {
        const auto at = base::parseTime(day.date + "T00:00:00Z");
        if (!at || *at < chart.from || *at > today)
            continue;
        const auto index = static_cast<std::size_t>((*at - chart.from) / kDay);
        good[index] = double(day.requests - day.errors);
        bad[index] = double(day.errors);
        revenue[index] = day.revenue;
    }
    const QString days = tr("%1 UTC days").arg(models::CustomerRecord::kDays);
    if (m_measure->currentIndex() == Revenue) {
        chart.format = moneyFormat();
        chart.series = {{usdcName(), std::move(revenue), {SeriesColor::Meaning::Numbered, 0}, false, false}};
        m_daysCard->setSubtitle(tr("%1, %2, %3").arg(days, usdcName(), basisWord(answer->revenue_basis)));
    } else {
        chart.format = countFormat();
        chart.series = {{tr("Answered"), std::move(good), {SeriesColor::Meaning::Status2xx, 0}, false, false},
                       {tr("Failed"), std::move(bad), {SeriesColor::Meaning::Status5xx, 0}, false, false}};
        m_daysCard->setSubtitle(days);
    }
    m_days->setData(chart);
}

void CustomerActivity::fillTools()
{
    std::vector<models::CellRow> rows;
    for (const contract::CustomerTool& tool : m_record.tools().data()->tools)
        rows.push_back({text(tool.tool_name),
                        {dimensionCell(contract::Dimension::tool, tool.tool_name), models::Count{tool.call_count},
                         models::Rate{tool.error_rate, 1}, milliseconds(tool.avg_response_ms),
                         usdc(tool.revenue_atomic)},
                        {}});
    m_rows.setRows(std::move(rows));
}

} // namespace bursar::ui
