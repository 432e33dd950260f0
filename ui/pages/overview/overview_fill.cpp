// SPDX-License-Identifier: GPL-3.0-or-later
// What Overview's panels show of the answers.
#include "ui/pages/overview/overview_page.h"

#include "models/common/format.h"
#include "ui/charts/bars_over_time.h"
#include "ui/charts/plot.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/figures.h"
#include "ui/pages/common/report.h"
#include "ui/pages/overview/live_ticker.h"
#include "ui/pages/overview/moved_panel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/table_header.h"

namespace bursar::ui {

namespace {

models::Cell amountOf(const contract::RequestLog& log)
{
    if (log.x402_amount_atomic)
        return models::Money{text(log.x402_amount_atomic->atomic()), log.x402_decimals.value_or(kUsdcDecimals),
                             text(log.x402_token).section(QLatin1Char('-'), 0, 0)};
    if (log.x402_amount)
        return usdc(*log.x402_amount);
    return models::Absent{};
}

QString whatOf(const contract::RequestLog& log)
{
    if (log.tool_name && !log.tool_name->empty())
        return text(*log.tool_name);
    return text(log.method) + QLatin1Char(' ') + text(log.path);
}

} // namespace

void OverviewPage::fillStats()
{
    const contract::Overview& answer = *m_model.figures().data();
    const BucketGrid grid = gridOf(answer.from, answer.to, answer.bucket_seconds, answer.read_at);
    const QString readAt = models::formatTime(answer.read_at);
    const bool compare = view().compare();
    const auto before = [compare](double value) { return compare ? std::optional(value) : std::nullopt; };
    const auto series = [&](const PointValue& value, WhenEmpty whenEmpty = WhenEmpty::Zero) {
        return sparklineOf(answer.series, grid, answer.gaps, value, whenEmpty);
    };
    const contract::Totals& now = answer.current;
    const contract::Totals& then = answer.previous;
    const auto set = [this](std::size_t card, const Stat& stat) { m_stats->cards()[card]->setStat(stat); };

    set(0, statOf({.label = tr("Requests"), .now = double(now.requests), .before = before(double(then.requests)),
                   .text = countText(), .series = series(requestsOf), .readAt = readAt}));
    set(1, statOf({.label = tr("Revenue, %1").arg(basisWord(answer.revenue_basis)), .unit = usdcName(),
                   .now = now.revenue, .before = before(then.revenue), .text = moneyText(),
                   .series = series(revenueOf),
                   .note = models::formatMoney(usdc(now.revenue_atomic), models::MoneyDigits::All) + QLatin1Char('\n')
                       + basisExplained(answer.revenue_basis),
                   .readAt = readAt}));

    const BucketGrid byCustomer = gridOf(answer.from, answer.to, answer.customer_bucket_seconds, answer.read_at);
    Stat customers = statOf({.label = tr("Customers"), .now = double(now.customers), .text = countText(),
                             .series = sparklineOf(answer.customer_series, byCustomer, answer.gaps),
                             .readAt = readAt});
    customers.direction = now.new_customers > 0 ? 1 : 0;
    const QString arrow = now.new_customers > 0 ? QStringLiteral("▲ ") : QString();
    customers.change = arrow + tr("%1 new").arg(models::formatShort(double(now.new_customers)));
    if (compare)
        customers.against = tr("vs %1").arg(models::formatShort(double(then.customers)));
    set(2, customers);

    set(3, statOf({.label = tr("Error rate"),
                   .now = now.requests > 0 ? std::optional(now.error_rate) : std::nullopt,
                   .before = then.requests > 0 ? before(then.error_rate) : std::nullopt, .text = rateText(),
                   .better = Better::Less, .change = models::RateChange::Kind::Points,
                   .series = series(errorRateOf), .absentReason = tr("No requests in this span."),
                   .readAt = readAt}));
    set(4, statOf({.label = tr("p95 latency"), .now = now.p95_response_ms,
                   .before = compare ? then.p95_response_ms : std::nullopt, .text = durationText(),
                   .better = Better::Less, .series = series(p95Of, WhenEmpty::Missing),
                   .absentReason = tr("No requests in this span."), .readAt = readAt}));
}

void OverviewPage::fillRevenue()
{
    const contract::Series* answer = m_model.byTool().data();
    if (!answer)
        return;
    const BucketGrid grid =
        gridOf(answer->from, answer->to, answer->bucket_seconds, answer->read_at).withoutBarelyBegun(answer->read_at);
    ChartData shown = chartFrame(grid, answer->gaps, answer->markers, moneyFormat());
    std::vector<std::string> names;
    for (const contract::SeriesLine& line : answer->lines)
        names.push_back(line.value);
    const auto colors = m_colors.colorsFor(contract::Dimension::tool, names);
    for (std::size_t i = 0; i < answer->lines.size(); ++i) {
        const contract::SeriesLine& line = answer->lines[i];
        if (line.total.revenue == 0)
            continue; // a free tool is a flat line that only takes room
        shown.series.push_back({dimensionText(contract::Dimension::tool, line.value),
                               valuesOf(line.points, grid, answer->gaps, revenueOf), colors[i], false, false});
    }
    addPrevious(shown);
    m_revenue->setData(shown);
    QString subtitle =
        tr("%1 per %2, %3").arg(usdcName(), bucketName(grid.bucket), basisWord(answer->revenue_basis));
    for (const contract::Gap& gap : answer->gaps)
        subtitle += tr(" · gap %1: %2").arg(models::formatSpan({gap.from, gap.to}), text(gap.reason));
    m_revenueCard->setSubtitle(subtitle);
}

void OverviewPage::addPrevious(ChartData& shown)
{
    const contract::Series* now = m_model.byTool().data();
    const contract::Series* then = m_model.byToolBefore().data();
    if (!view().compare() || !then || shown.series.empty() || then->bucket_seconds != now->bucket_seconds)
        return;
    // The greatest line only: a previous line for each would be a bundle that nobody can read.
    const auto greatest = std::ranges::find_if(now->lines, [](const auto& line) { return line.total.revenue != 0; });
    if (greatest == now->lines.end())
        return;
    const auto same = std::ranges::find(then->lines, greatest->value, &contract::SeriesLine::value);
    if (same == then->lines.end())
        return;
    const BucketGrid grid = gridOf(then->from, then->to, then->bucket_seconds, then->to);
    auto values = valuesOf(same->points, grid, then->gaps, revenueOf);
    if (grid.at(grid.count) > then->to && !values.empty())
        values.back() = std::numeric_limits<double>::quiet_NaN(); // cut off where the present period begins
    values.resize(shown.series.front().values.size(), std::numeric_limits<double>::quiet_NaN());
    shown.series.push_back({tr("previous (%1)").arg(dimensionText(contract::Dimension::tool, same->value)),
                           std::move(values), {SeriesColor::Meaning::Previous, 0}, false, true});
}

void OverviewPage::fillTraffic()
{
    const contract::Series& answer = *m_model.byStatus().data();
    const BucketGrid grid = gridOf(answer.from, answer.to, answer.bucket_seconds, answer.read_at);
    ChartData shown = chartFrame(grid, answer.gaps, {}, countFormat());
    shown.series = statusSeries(answer, grid);
    m_traffic->setData(shown);
    m_trafficCard->setSubtitle(tr("requests per %1").arg(bucketName(grid.bucket)));
}

void OverviewPage::fillTop()
{
    const contract::BreakdownRows& answer = *m_model.top().data();
    const contract::Dimension dimension = m_model.topDimension();
    const bool isAgents = dimension == contract::Dimension::agent;
    m_topCard->setTitle(isAgents ? tr("Top agents") : tr("Top tools"));
    m_topCard->setSubtitle(
        tr("by requests, %1 in all · revenue %2").arg(models::formatCount(answer.total), basisWord(answer.revenue_basis)));
    const double most = answer.rows.empty() ? 1 : double(std::max<std::int64_t>(answer.rows.front().requests, 1));
    std::vector<models::CellRow> rows;
    for (const contract::Breakdown& row : answer.rows) {
        models::CellRow out;
        out.key = text(row.value);
        out.cells = {dimensionCell(dimension, row.value),
                     models::Count{row.requests},
                     models::Series{},
                     row.requests > 0 ? models::Cell(models::Rate{row.error_rate}) : models::Absent{},
                     milliseconds(row.p95_response_ms),
                     models::Count{row.payments},
                     usdc(row.revenue_atomic)};
        out.bar = {double(row.requests) / most};
        rows.push_back(std::move(out));
    }
    m_topRows.setRows(std::move(rows));
}

void OverviewPage::fillTicker()
{
    std::vector<TickerRow> rows;
    for (const contract::RequestLog& log : m_tickerModel.newest().data()->logs) {
        TickerRow row{text(log.id), log.created_at, static_cast<int>(log.status_code), whatOf(log), amountOf(log), {}};
        if (log.payment_state)
            row.amountNote = models::lookOf(models::StateThing::Revenue, text(log.payment_state)).word;
        else if (log.status_code == 402)
            row.amountNote = tr("asked to pay, not paid");
        rows.push_back(std::move(row));
    }
    m_ticker->setRows(std::move(rows));
}

void OverviewPage::fillRate()
{
    const double rate = m_tickerModel.rate();
    const bool isOn = view().live() && gateway().isLive();
    const QString number = rate >= 10 ? models::formatCount(std::llround(rate)) : models::formatNumber(rate, 1);
    m_liveCard->setSubtitle(isOn ? tr("● %1/s").arg(number) : tr("○ paused"));
}

Report OverviewPage::report()
{
    Report report;
    report.title = tr("Bursar overview");
    report.range = models::formatSpan(view().span());
    report.scope = scopeText(view());
    report.readAt = models::formatRfc3339(models::displaySettings().now());
    if (const contract::Overview* figures = m_model.figures().data()) {
        report.basis = basisExplained(figures->revenue_basis);
        report.isSimulated = figures->simulated || figures->revenue_basis == contract::RevenueBasis::simulated;
        report.range = models::formatSpan({figures->from, figures->to});
        report.readAt = models::formatRfc3339(figures->read_at);
    }
    ReportSection figures{tr("Figures"), {}, {}, {tr("Figure"), tr("Value"), tr("Change"), tr("Against")}, {},
                          {false, true, true, true}};
    for (const StatCard* card : m_stats->cards()) {
        const Stat& stat = card->stat();
        const QString value = stat.unit.isEmpty() ? stat.value : QString(stat.value + QLatin1Char(' ') + stat.unit);
        figures.rows.push_back({stat.label, value, stat.change, stat.against});
    }
    report.sections.push_back(std::move(figures));
    const auto chart = [&report](const Card* card, TimeChart* plot, const QString& note) {
        report.sections.push_back({card->title(), note, plot->picture(), {}, {}, {}});
    };
    chart(m_revenueCard, m_revenue, report.basis);
    chart(m_trafficCard, m_traffic, {});
    ReportSection moved = sectionOf(tr("What moved"), *m_moved->table());
    moved.note = m_moved->headline();
    report.sections.push_back(std::move(moved));
    report.sections.push_back(sectionOf(m_topCard->title(), *m_top));
    return report;
}

} // namespace bursar::ui
