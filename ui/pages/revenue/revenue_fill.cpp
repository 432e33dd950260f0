// SPDX-License-Identifier: GPL-3.0-or-later
// What Revenue's panels show of the answers.
#include "ui/pages/revenue/revenue_page.h"

#include "models/common/format.h"
#include "ui/charts/bar_list.h"
#include "ui/charts/bars_over_time.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/figures.h"
#include "ui/pages/common/report.h"
#include "ui/pages/revenue/price_panel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/table_header.h"

namespace bursar::ui {

using models::RevenueSplit;

QString RevenuePage::basis()
{
    const contract::Revenue* report = m_model.report().data();
    return report ? basisWord(report->revenue_basis) : QString();
}

void RevenuePage::fillStats()
{
    const contract::Overview* figures = m_model.figures().data();
    const contract::Revenue* report = m_model.report().data();
    if (!figures)
        return;
    const BucketGrid grid = gridOf(figures->from, figures->to, figures->bucket_seconds, figures->read_at);
    const QString readAt = models::formatTime(figures->read_at);
    const auto set = [this](std::size_t card, const Stat& stat) { m_stats->cards()[card]->setStat(stat); };
    set(0, statOf({.label = tr("Revenue, %1").arg(basisWord(figures->revenue_basis)), .unit = usdcName(),
                   .now = figures->current.revenue,
                   .before = view().compare() ? std::optional(figures->previous.revenue) : std::nullopt,
                   .text = moneyText(), .series = sparklineOf(figures->series, grid, figures->gaps, revenueOf),
                   .note = models::formatMoney(usdc(figures->current.revenue_atomic), models::MoneyDigits::All)
                       + QLatin1Char('\n') + basisExplained(figures->revenue_basis),
                   .readAt = readAt}));
    if (!report)
        return;
    const QString basisLine = basisExplained(report->revenue_basis);
    Stat arpu = statOf({.label = tr("Per paying customer"), .unit = usdcName(),
                        .now = report->paying_customers > 0 ? std::optional(report->arpu) : std::nullopt,
                        .text = moneyText(), .note = basisLine, .absentReason = tr("Nobody has paid yet.")});
    arpu.against = tr("%1 a request").arg(models::formatMoney(usdc(report->avg_per_request, AssetName::Omitted)));
    set(1, arpu);

    Stat ltv = statOf({.label = tr("Lifetime value"), .unit = usdcName(), .now = report->ltv, .text = moneyText(),
                       .note = text(report->ltv_reason) + QLatin1Char('\n') + basisLine,
                       .absentReason = text(report->ltv_reason)});
    if (report->ltv && report->ltv_months)
        ltv.against = tr("over %1 months").arg(models::formatNumber(*report->ltv_months, 1));
    else
        ltv.against = text(report->ltv_reason);
    set(2, ltv);

    const bool any = report->total_customers > 0;
    Stat paying = statOf({.label = tr("Paying customers"),
                          .now = any ? std::optional(double(report->paying_customers) / double(report->total_customers))
                                     : std::nullopt,
                          .text = rateText(), .absentReason = tr("No customers in these days.")});
    paying.against = tr("%1 of %2").arg(models::formatCount(report->paying_customers),
                                        models::formatCount(report->total_customers));
    set(3, paying);

    Stat growth = statOf({.label = tr("Month on month"), .now = report->mom_growth,
                          .text = {[](double value) {
                                       const QString sign = value > 0 ? QStringLiteral("+") : QString();
                                       return QString(sign + models::formatRate(value, 1));
                                   },
                                   [](double value) { return models::formatRate(value, 2); }},
                          .note = basisLine, .absentReason = tr("There is no earlier month to compare with.")});
    growth.against = tr("last whole month");
    set(4, growth);
}

void RevenuePage::fillCourse()
{
    const contract::Series* answer = m_model.series().data();
    if (!answer)
        return;
    const BucketGrid grid = gridOf(answer->from, answer->to, answer->bucket_seconds, answer->read_at);
    std::vector<contract::Marker> prices;
    std::ranges::copy_if(answer->markers, std::back_inserter(prices),
                         [](const contract::Marker& marker) { return marker.kind == "price"; });
    ChartData shown = chartFrame(grid, answer->gaps, prices, moneyFormat());
    const auto dimension = m_model.split() == RevenueSplit::Protocol ? contract::Dimension::protocol
                                                                     : contract::Dimension::tool;
    std::vector<std::string> names;
    for (const contract::SeriesLine& line : answer->lines)
        names.push_back(line.value);
    const auto colors = m_colors.colorsFor(dimension, names);
    std::vector<double> sum(grid.count, 0.0);
    for (std::size_t i = 0; i < answer->lines.size(); ++i) {
        const contract::SeriesLine& line = answer->lines[i];
        if (line.total.revenue == 0)
            continue;
        auto values = valuesOf(line.points, grid, answer->gaps, revenueOf);
        for (std::size_t at = 0; at < sum.size(); ++at)
            sum[at] += values[at];
        shown.series.push_back({dimensionText(dimension, line.value), std::move(values), colors[i], false, false});
    }
    if (m_model.split() == RevenueSplit::Asset)
        shown.series = {{usdcName(), std::move(sum), {SeriesColor::Meaning::Numbered, 0}, false, false}};
    m_course->setData(shown);
    const QString bucket = bucketName(grid.bucket);
    m_courseCard->setTitle(grid.bucket == std::chrono::hours(24) ? tr("Revenue by day")
                               : grid.bucket == std::chrono::hours(1) ? tr("Revenue by hour")
                                                                      : tr("Revenue over time"));
    m_courseCard->setSubtitle(tr("%1 per %2, %3").arg(usdcName(), bucket, basisWord(answer->revenue_basis)));
}

void RevenuePage::fillReport()
{
    m_price->setRecommendation(m_model.report().data()->recommendation);
    m_priceCard->setSubtitle(tr("never applied by itself"));
    fillStats();
    fillSplit();
    fillPayers();
    fillPeriods();
    fillBasis();
}

void RevenuePage::fillSplit()
{
    const contract::Revenue* report = m_model.report().data();
    if (!report)
        return;
    const RevenueSplit split = m_model.split();
    auto columns = m_split->header()->columns();
    columns.front().title = split == RevenueSplit::Tool ? tr("Tool")
        : split == RevenueSplit::Asset                  ? tr("Asset")
                                                        : tr("Protocol");
    if (columns.front().title != m_split->header()->columns().front().title)
        m_split->setColumns(columns);
    m_splitCard->setTitle(split == RevenueSplit::Tool ? tr("Tools") : split == RevenueSplit::Asset ? tr("Assets")
                                                                                                   : tr("Protocols"));
    QString subtitle = tr("%1, whole UTC days").arg(basis());
    if (split == RevenueSplit::Asset)
        subtitle = tr("%1; assets are never added up").arg(basis());
    m_splitCard->setSubtitle(subtitle);

    std::vector<models::CellRow> rows;
    if (split == RevenueSplit::Asset) {
        for (const contract::AssetRevenue& asset : report->by_asset)
            rows.push_back({text(asset.asset),
                            {models::Text{text(asset.asset)}, models::Count{asset.count}, models::Series{},
                             models::Absent{tr("Assets have no common sum.")}, money(asset.amount, text(asset.asset))},
                            {}});
    } else {
        const auto& lines = split == RevenueSplit::Tool ? report->by_tool : report->by_protocol;
        const auto dimension = split == RevenueSplit::Tool ? contract::Dimension::tool : contract::Dimension::protocol;
        for (const contract::RevenueByTool& line : lines)
            rows.push_back({text(line.tool_name),
                            {dimensionCell(dimension, line.tool_name), models::Count{line.count}, models::Series{},
                             models::Rate{line.share, 1}, usdc(line.amount_atomic)},
                            {line.share}});
    }
    m_splitRows.setRows(std::move(rows));
}

void RevenuePage::fillPayers()
{
    const contract::Revenue& report = *m_model.report().data();
    std::vector<models::CellRow> rows;
    for (const contract::Payer& payer : report.top_payers)
        rows.push_back({text(payer.customer_id),
                        {customerCell(payer.customer_id), models::Count{payer.count}, usdc(payer.amount_atomic)},
                        {}});
    m_payerRows.setRows(std::move(rows));
    m_payersCard->setSubtitle(tr("%1, whole UTC days").arg(basis()));
}

void RevenuePage::fillPeriods()
{
    const contract::Revenue& report = *m_model.report().data();
    double most = 0;
    for (const contract::RevenuePeriod& period : report.periods)
        most = std::max(most, period.amount);
    std::vector<models::CellRow> rows;
    for (std::size_t i = 0; i < report.periods.size(); ++i) {
        const contract::RevenuePeriod& period = report.periods[i];
        models::Cell change = models::Absent{tr("There is no earlier period.")};
        if (i == 0)
            change = models::Absent{tr("This period is not over yet.")};
        else if (i + 1 < report.periods.size()) {
            if (const auto moved = relativeChange(report.periods[i + 1].amount, period.amount))
                change = models::RateChange{*moved, models::RateChange::Kind::Relative};
        }
        rows.push_back({text(period.period),
                        {models::Text{text(period.period)}, models::Count{period.count}, models::Series{}, change,
                         usdc(period.amount_atomic)},
                        {most > 0 ? period.amount / most : 0}});
    }
    m_periodRows.setRows(std::move(rows));
    m_periodsCard->setSubtitle(tr("%1, all time, UTC").arg(basis()));
}

void RevenuePage::fillBasis()
{
    const contract::Revenue& report = *m_model.report().data();
    const contract::Verification& checked = report.verification;
    const auto total = double(std::max<std::int64_t>(
        checked.verified_count + checked.unverified_count + checked.simulated_count, 1));
    const auto bar = [total](const QString& name, std::int64_t count, int color, const QString& link) {
        return RankedBar{name, double(count), models::formatCount(count), models::formatRate(double(count) / total, 0),
                         color, false, link};
    };
    std::vector<RankedBar> bars{bar(tr("Verified"), checked.verified_count, 2, QStringLiteral("payment:verified")),
                                bar(tr("Claimed"), checked.unverified_count, 0, QStringLiteral("payment:unverified"))};
    if (checked.simulated_count > 0)
        bars.push_back(bar(tr("Simulated"), checked.simulated_count, -1, QStringLiteral("payment:simulated")));
    m_basis->setBars(std::move(bars));
    m_basisCard->setSubtitle(
        tr("payments; found on a chain: %1")
            .arg(models::formatMoney(usdc(checked.verified_amount), models::MoneyDigits::Short)));
}

Report RevenuePage::report()
{
    Report out;
    out.title = tr("Bursar revenue");
    out.scope = scopeText(view());
    out.range = models::formatSpan(view().span());
    out.readAt = models::formatRfc3339(models::displaySettings().now());
    if (const contract::Overview* figures = m_model.figures().data()) {
        out.basis = basisExplained(figures->revenue_basis);
        out.isSimulated = figures->simulated || figures->revenue_basis == contract::RevenueBasis::simulated;
        out.range = models::formatSpan({figures->from, figures->to});
        out.readAt = models::formatRfc3339(figures->read_at);
    }
    ReportSection figures{tr("Figures"), {}, {}, {tr("Figure"), tr("Value"), tr("Change"), tr("Against")}, {},
                          {false, true, true, true}};
    for (const StatCard* card : m_stats->cards()) {
        const Stat& stat = card->stat();
        const QString value = stat.unit.isEmpty() ? stat.value : QString(stat.value + QLatin1Char(' ') + stat.unit);
        figures.rows.push_back({stat.label, value, stat.change, stat.against});
    }
    out.sections.push_back(std::move(figures));
    out.sections.push_back({m_courseCard->title(), out.basis, m_course->picture(), {}, {}, {}});
    out.sections.push_back(sectionOf(m_splitCard->title(), *m_split));
    out.sections.push_back(sectionOf(m_payersCard->title(), *m_payers));
    out.sections.push_back(sectionOf(m_periodsCard->title(), *m_periods));
    if (const contract::Revenue* answer = m_model.report().data())
        out.sections.push_back({tr("Price suggestion"),
                                PricePanel::headline(answer->recommendation) + QStringLiteral(". ")
                                    + text(answer->recommendation.basis),
                                {}, {}, {}, {}});
    return out;
}

} // namespace bursar::ui
