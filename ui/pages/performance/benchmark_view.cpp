// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/performance/benchmark_view.h"

#include "models/common/format.h"
#include "models/common/tr.h"
#include "ui/pages/common/bar_delegate.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/pages/performance/health_panel.h"
#include "ui/theme/style.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {

enum BoardColumn { RankColumn, AgentColumn, ScoreColumn, PartsColumn, RequestsColumn, ErrorsColumn, AverageColumn,
                   CustomersColumn, RevenueColumn, ColumnCount };

// What the parts weigh in the score, as the engine does (its benchmark_score.cpp).
constexpr double kVolume = 0.3;
constexpr double kReliability = 0.3;
constexpr double kCustomers = 0.2;
constexpr double kLatency = 0.2;
constexpr int kRowsMost = 20;

std::vector<Column> columns()
{
    const auto column = [](const char* key, const QString& title, ColumnKind kind, int width, int priority = 0) {
        return Column{.key = QLatin1String(key), .title = title, .kind = kind, .width = width, .priority = priority};
    };
    std::vector<Column> all{column("rank", tr("Rank"), ColumnKind::Count, 64),
                            column("agent", tr("Agent"), ColumnKind::Text, 200),
                            column("score", tr("Score"), ColumnKind::Number, 80),
                            column("parts", tr("Made of"), ColumnKind::Series, 200, 1),
                            column("requests", tr("Requests"), ColumnKind::Count, 104, 2),
                            column("errors", tr("Error rate"), ColumnKind::Rate, 96, 3),
                            column("average", tr("Average"), ColumnKind::Duration, 96, 4),
                            column("customers", tr("Customers"), ColumnKind::Count, 96, 5),
                            column("revenue", tr("Revenue"), ColumnKind::Money, 168, 6)};
    all[AgentColumn].stretches = true;
    all[PartsColumn].isSortable = false;
    return all;
}

QString partsText(const contract::BenchmarkEntry& entry)
{
    return BenchmarkView::tr("Volume %1 · reliability %2 · customers %3 · latency %4, each of 100")
        .arg(models::formatNumber(entry.score_volume, 0), models::formatNumber(entry.score_reliability, 0),
             models::formatNumber(entry.score_customers, 0), models::formatNumber(entry.score_latency, 0));
}

} // namespace

BenchmarkView::BenchmarkView(models::BenchmarkModel& model, models::Gateway& gateway, QWidget* parent)
    : QWidget(parent), m_model(model), m_rows(ColumnCount), m_card(new Card(tr("Leaderboard"))),
      m_table(new DataTable(QStringLiteral("benchmark"))), m_picker(new QComboBox)
{
    m_table->setObjectName(QStringLiteral("leaderboard"));
    m_table->setModel(&m_rows);
    m_table->setColumns(columns());
    m_table->view()->setItemDelegateForColumn(PartsColumn, new BarDelegate(BarDelegate::Kind::Parts, m_table));
    fitRows(m_table, 5, kRowsMost);
    setSmall(m_picker, true);
    m_picker->setAccessibleName(tr("Category"));
    m_picker->setMinimumContentsLength(14);
    m_card->addAction(new ColorLegend({tr("Volume"), tr("Reliability"), tr("Customers"), tr("Latency")}));
    m_card->addAction(m_picker);
    m_card->setContent(m_table, false);
    m_card->setSkeleton(SkeletonShape::Rows);

    auto* scroll = new PageScroll(this);
    scroll->column()->addWidget(m_card);
    scroll->column()->addStretch();
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(scroll);

    auto* loader = new PanelLoader(m_card, m_model.categories(), gateway);
    loader->setEmpty([this] { return m_model.categoryNames().isEmpty(); },
                     [](EmptyState* state) {
                         state->showNever(tr("Agents with a category are ranked here every five minutes. Give an agent "
                                             "a category when it is registered."));
                     });
    connect(&m_model.categories(), &models::QueryBase::updated, this, &BenchmarkView::fillCategories);
    connect(&m_model.ranking(), &models::QueryBase::updated, this, &BenchmarkView::fillRanking);
    connect(&m_model, &models::BenchmarkModel::ownChanged, this, &BenchmarkView::fillRanking);
    connect(m_picker, &QComboBox::textActivated, this, [this](const QString& category) {
        m_model.setCategory(category);
        Q_EMIT categoryChosen();
    });
    connect(m_table, &DataTable::rowActivated, this,
            [this](const QModelIndex& index) { Q_EMIT agentOpened(m_rows.row(index.row()).key); });
    connect(m_table, &DataTable::sortRequested, this, [this](const QString& key, Qt::SortOrder order) {
        const auto all = columns();
        const auto at = std::ranges::find(all, key, &Column::key);
        m_rows.sortBy(static_cast<int>(at - all.begin()), order);
        m_table->setSort(key, order);
    });
}

void BenchmarkView::fillCategories()
{
    const QStringList names = m_model.categoryNames();
    QStringList shown;
    for (int i = 0; i < m_picker->count(); ++i)
        shown.append(m_picker->itemText(i));
    if (shown != names) {
        m_picker->clear();
        m_picker->addItems(names);
    }
    m_picker->setCurrentText(m_model.category());
}

void BenchmarkView::fillRanking()
{
    const contract::Benchmark* answer = m_model.ranking().data();
    if (!answer || !answer->rankings)
        return;
    std::vector<models::CellRow> rows;
    for (const contract::BenchmarkEntry& entry : *answer->rankings) {
        QString name = entry.agent_name.empty() ? text(entry.agent_string_id) : text(entry.agent_name);
        if (m_model.isOwn(entry.agent_string_id))
            name = tr("%1 · yours").arg(name);
        models::CellRow row;
        row.key = text(entry.agent_string_id);
        row.cells = {models::Count{entry.rank},
                     models::Text{name},
                     models::Number{entry.score, 1, {}},
                     models::Text{partsText(entry)},
                     models::Count{entry.total_requests},
                     models::Rate{entry.error_rate},
                     milliseconds(entry.avg_response_ms),
                     models::Count{entry.customer_count},
                     usdc(entry.revenue)};
        row.bar = {kVolume * entry.score_volume / 100, kReliability * entry.score_reliability / 100,
                   kCustomers * entry.score_customers / 100, kLatency * entry.score_latency / 100};
        rows.push_back(std::move(row));
    }
    const bool any = !rows.empty();
    const QString readAt = any ? models::formatTime(answer->rankings->front().calculated_at) : QString();
    m_rows.setRows(std::move(rows));
    m_card->setSubtitle(any ? tr("%1 agents, all time, reckoned %2")
                                  .arg(models::formatCount(answer->total.value_or(m_rows.rowCount())), readAt)
                            : tr("no active agent in this category"));
}

} // namespace bursar::ui
