// SPDX-License-Identifier: GPL-3.0-or-later
// What Performance's panels show of the answers.
#include "ui/pages/performance/performance_page.h"

#include "models/common/format.h"
#include "ui/charts/heat_map.h"
#include "ui/charts/plot.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/figures.h"
#include "ui/pages/common/report.h"
#include "ui/pages/performance/performance_columns.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"

#include <limits>

namespace bursar::ui {

namespace {

using models::Cell; // see models/common/tr.h

Column column(const char* key, const QString& title, ColumnKind kind, int width, int priority = 0)
{
    return {.key = QLatin1String(key), .title = title, .kind = kind, .width = width, .priority = priority};
}

double perSecond(std::int64_t requests, std::chrono::microseconds length)
{
    const double seconds = std::chrono::duration<double>(length).count();
    return seconds > 0 ? static_cast<double>(requests) / seconds : 0;
}

FigureText perSecondText()
{
    return {[](double value) {
                return value >= 100 ? models::formatShort(std::round(value)) : models::formatNumber(value, 2);
            },
            [](double value) { return models::formatNumber(value, 4); }};
}

Cell rateCell(const contract::Breakdown& row)
{
    if (row.requests == 0)
        return models::Absent{PerformancePage::tr("No requests in this span.")};
    return models::Rate{row.error_rate};
}

/// Rows that hold anything, of a map whose last row is "above the last bound".
struct Rows {
    std::size_t low = 0;
    std::size_t high = 0; ///< one past
};

Rows usedRows(const contract::LatencyMap& map)
{
    const std::size_t rows = map.bounds_ms.size() + 1;
    Rows used{rows, 0};
    for (const contract::LatencyColumn& column : map.columns) {
        for (std::size_t row = 0; row < std::min(rows, column.counts.size()); ++row) {
            if (column.counts[row] == 0)
                continue;
            used.low = std::min(used.low, row);
            used.high = std::max(used.high, row + 1);
        }
    }
    return used.low < used.high ? used : Rows{0, rows};
}

/// Edges of the rows: from zero, over the bounds, to a last one that stands for everything above.
std::vector<std::chrono::microseconds> edgesOf(const contract::LatencyMap& map, const Rows& rows)
{
    std::vector<std::chrono::microseconds> edges;
    for (std::size_t edge = rows.low; edge <= rows.high; ++edge) {
        if (edge == 0)
            edges.emplace_back(0);
        else if (edge <= map.bounds_ms.size())
            edges.push_back(microsecondsOf(map.bounds_ms[edge - 1]));
        else
            edges.push_back(microsecondsOf(map.bounds_ms.back() * 2));
    }
    return edges;
}

} // namespace

std::vector<Column> toolColumns()
{
    std::vector<Column> all{column("tool", PerformancePage::tr("Tool"), ColumnKind::Code, 140),
                            column("requests", PerformancePage::tr("Requests"), ColumnKind::Count, 92),
                            column("errors", PerformancePage::tr("Error rate"), ColumnKind::Rate, 88),
                            column("average", PerformancePage::tr("Average"), ColumnKind::Duration, 80, 2),
                            column("p95", PerformancePage::tr("p95"), ColumnKind::Duration, 80),
                            column("revenue", PerformancePage::tr("Revenue"), ColumnKind::Money, 156, 1)};
    all.front().stretches = true;
    return all;
}

std::vector<Column> versionColumns()
{
    std::vector<Column> all{column("version", PerformancePage::tr("Version"), ColumnKind::Code, 110),
                            column("requests", PerformancePage::tr("Requests"), ColumnKind::Count, 88),
                            column("errors", PerformancePage::tr("Error rate"), ColumnKind::Rate, 84),
                            column("change", PerformancePage::tr("vs busiest"), ColumnKind::Rate, 88, 1),
                            column("p95", PerformancePage::tr("p95"), ColumnKind::Duration, 76)};
    all.front().stretches = true;
    return all;
}

void PerformancePage::fillStats()
{
    const contract::Overview& answer = *m_model.figures().data();
    const BucketGrid grid = gridOf(answer.from, answer.to, answer.bucket_seconds, answer.read_at);
    const QString readAt = models::formatTime(answer.read_at);
    const bool compare = view().compare();
    const auto set = [this](std::size_t card, const Stat& stat) { m_stats->cards()[card]->setStat(stat); };
    const auto latency = [&](const QString& label, std::optional<double> contract::Totals::*total,
                             std::optional<double> contract::SeriesPoint::*point) {
        return statOf({.label = label, .now = answer.current.*total,
                       .before = compare ? answer.previous.*total : std::nullopt, .text = durationText(),
                       .better = Better::Less,
                       .series = sparklineOf(answer.series, grid, answer.gaps,
                                             [point](const contract::SeriesPoint& at) { return at.*point; },
                                             WhenEmpty::Missing),
                       .absentReason = tr("No request was timed in this span."), .readAt = readAt});
    };
    set(0, latency(tr("p50 latency"), &contract::Totals::p50_response_ms, &contract::SeriesPoint::p50_response_ms));
    set(1, latency(tr("p95 latency"), &contract::Totals::p95_response_ms, &contract::SeriesPoint::p95_response_ms));
    set(2, latency(tr("p99 latency"), &contract::Totals::p99_response_ms, &contract::SeriesPoint::p99_response_ms));
    const auto& now = answer.current;
    const auto& then = answer.previous;
    set(3, statOf({.label = tr("Error rate"), .now = now.requests > 0 ? std::optional(now.error_rate) : std::nullopt,
                   .before = compare && then.requests > 0 ? std::optional(then.error_rate) : std::nullopt,
                   .text = rateText(), .better = Better::Less, .change = models::RateChange::Kind::Points,
                   .series = sparklineOf(answer.series, grid, answer.gaps, errorRateOf),
                   .note = tr("%1 timeouts").arg(models::formatCount(now.timeouts)),
                   .absentReason = tr("No requests in this span."), .readAt = readAt}));
    const auto elapsed = std::min(answer.to, answer.read_at) - answer.from;
    set(4, statOf({.label = tr("Requests a second"), .now = perSecond(now.requests, elapsed),
                   .before = compare ? std::optional(perSecond(then.requests, answer.previous_to - answer.previous_from))
                                     : std::nullopt,
                   .text = perSecondText(), .series = sparklineOf(answer.series, grid, answer.gaps, requestsOf),
                   .readAt = readAt}));
}

void PerformancePage::fillCharts()
{
    using Meaning = SeriesColor::Meaning;
    const contract::Overview& answer = *m_model.figures().data();
    const BucketGrid grid = gridOf(answer.from, answer.to, answer.bucket_seconds, answer.read_at);
    const QString bucket = bucketName(grid.bucket);
    const auto values = [&](const PointValue& value, WhenEmpty whenEmpty) {
        return valuesOf(answer.series, grid, answer.gaps, value, whenEmpty);
    };

    ChartData latency = chartFrame(grid, answer.gaps, answer.markers, durationFormat());
    const auto line = [&](const QString& name, std::optional<double> contract::SeriesPoint::*point, Meaning meaning) {
        auto each = values([point](const contract::SeriesPoint& at) { return at.*point; }, WhenEmpty::Missing);
        for (double& value : each)
            value *= kSecondsPerMs;
        latency.series.push_back({name, std::move(each), {meaning, 0}, false, false});
    };
    line(tr("p50"), &contract::SeriesPoint::p50_response_ms, Meaning::P50);
    line(tr("p95"), &contract::SeriesPoint::p95_response_ms, Meaning::P95);
    line(tr("p99"), &contract::SeriesPoint::p99_response_ms, Meaning::P99);
    m_latency->setData(latency);
    m_latencyCard->setSubtitle(tr("per %1").arg(bucket));

    ChartData errors = chartFrame(grid, answer.gaps, answer.markers, shareFormat());
    errors.series.push_back(
        {tr("Error rate"), values(errorRateOf, WhenEmpty::Missing), {Meaning::Status5xx, 0}, true, false});
    m_errors->setData(errors);
    m_errorsCard->setSubtitle(tr("per %1").arg(bucket));

    ChartData rate = chartFrame(grid, answer.gaps, answer.markers, {ValueFormat::Kind::Number, tr("a second"), 2});
    const auto seconds = static_cast<double>(grid.bucket.count());
    // The bucket being filled is measured by what has passed of it, or the rate would seem to fall at its end.
    const double passed = std::max(1.0, std::chrono::duration<double>(
                                            answer.read_at - grid.at(std::max<std::size_t>(grid.count, 1) - 1)).count());
    auto perBucket = values(requestsOf, WhenEmpty::Zero);
    for (std::size_t i = 0; i < perBucket.size(); ++i)
        perBucket[i] /= grid.lastIsUnfinished && i + 1 == perBucket.size() ? passed : seconds;
    rate.series.push_back({tr("Requests a second"), std::move(perBucket), {Meaning::Numbered, 0}, true, false});
    m_rate->setData(rate);
    m_rateCard->setSubtitle(tr("mean of each %1").arg(bucket));
}

void PerformancePage::fillMap()
{
    const contract::LatencyMap* answer = m_model.latency().data();
    if (!answer || answer->bounds_ms.empty())
        return;
    const BucketGrid grid = gridOf(answer->from, answer->to, answer->bucket_seconds, answer->read_at);
    const Rows rows = usedRows(*answer);
    LatencyGrid map;
    map.from = grid.from;
    map.bucket = grid.bucket;
    map.edges = edgesOf(*answer, rows);
    map.counts.assign(grid.count, std::vector<qint64>(rows.high - rows.low, 0));
    for (const contract::LatencyColumn& column : answer->columns) {
        const auto at = grid.indexOf(column.at);
        if (!at)
            continue;
        for (std::size_t row = rows.low; row < std::min(rows.high, column.counts.size()); ++row)
            map.counts[*at][row - rows.low] = column.counts[row];
    }
    if (m_model.figures().data())
        map.gaps = chartGaps(m_model.figures().data()->gaps);
    m_map->setGrid(std::move(map));
    m_mapCard->setSubtitle(tr("requests by time and latency, per %1").arg(bucketName(grid.bucket)));
}

void PerformancePage::fillTools()
{
    const contract::BreakdownRows& answer = *m_model.tools().data();
    std::vector<models::CellRow> rows;
    for (const contract::Breakdown& row : answer.rows)
        rows.push_back({text(row.value),
                        {dimensionCell(contract::Dimension::tool, row.value), models::Count{row.requests},
                         rateCell(row), milliseconds(row.avg_response_ms), milliseconds(row.p95_response_ms),
                         usdc(row.revenue_atomic)},
                        {}});
    const auto shown = static_cast<std::int64_t>(rows.size());
    m_toolRows.setRows(std::move(rows));
    const QString basis = tr("revenue %1").arg(basisWord(answer.revenue_basis));
    m_toolsCard->setSubtitle(answer.total > shown
                                 ? tr("%1 of %2 · %3").arg(models::formatCount(shown), models::formatCount(answer.total),
                                                           basis)
                                 : basis);
}

void PerformancePage::fillVersions()
{
    const contract::BreakdownRows& answer = *m_model.versions().data();
    std::vector<models::CellRow> rows;
    for (const contract::Breakdown& row : answer.rows) {
        models::Cell change = models::Absent{tr("The busiest version: the others are compared with it.")};
        if (row.value != answer.rows.front().value)
            change = models::RateChange{row.error_rate - answer.rows.front().error_rate,
                                        models::RateChange::Kind::Points};
        rows.push_back({text(row.value),
                        {dimensionCell(contract::Dimension::version, row.value), models::Count{row.requests},
                         rateCell(row), change, milliseconds(row.p95_response_ms)},
                        {}});
    }
    m_versionRows.setRows(std::move(rows));
    m_versionsCard->setSubtitle(tr("errors against the busiest"));
}

Report PerformancePage::report()
{
    Report out;
    out.title = tr("Bursar performance");
    out.scope = scopeText(view());
    out.range = models::formatSpan(view().span());
    if (const contract::Overview* figures = m_model.figures().data()) {
        out.basis = basisExplained(figures->revenue_basis);
        out.isSimulated = figures->simulated || figures->revenue_basis == contract::RevenueBasis::simulated;
        out.range = models::formatSpan({figures->from, figures->to});
        out.readAt = models::formatRfc3339(figures->read_at);
    }
    ReportSection figures{tr("Figures"), {}, {}, {tr("Figure"), tr("Value"), tr("Change"), tr("Against")}, {},
                          {false, true, true, true}};
    for (const StatCard* card : m_stats->cards())
        figures.rows.push_back({card->stat().label, card->stat().value, card->stat().change, card->stat().against});
    out.sections.push_back(std::move(figures));
    out.sections.push_back({m_latencyCard->title(), {}, m_latency->picture(), {}, {}, {}});
    out.sections.push_back({m_errorsCard->title(), {}, m_errors->picture(), {}, {}, {}});
    out.sections.push_back({m_rateCard->title(), {}, m_rate->picture(), {}, {}, {}});
    out.sections.push_back(sectionOf(m_toolsCard->title(), *m_tools));
    out.sections.push_back(sectionOf(m_versionsCard->title(), *m_versions));
    return out;
}

} // namespace bursar::ui
