// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bar_list.h"
#include "ui/charts/bars_over_time.h"
#include "ui/charts/funnel.h"
#include "ui/charts/heat_map.h"
#include "ui/charts/histogram_strip.h"
#include "ui/charts/plot.h"
#include "ui/kit/gallery_scenes.h"
#include "ui/kit/sample.h"
#include "ui/widgets/card.h"

#include <QVBoxLayout>

#include <cmath>

using namespace bursar;
using namespace bursar::ui;
using namespace std::chrono_literals;

namespace kit {
namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

Card* inCard(const char* title, const char* subtitle, QWidget* content)
{
    auto* card = new Card(s(title));
    card->setSubtitle(s(subtitle));
    card->setContent(content);
    return card;
}

void build(QWidget* window, const std::vector<QWidget*>& widgets)
{
    auto* column = new QVBoxLayout(window);
    column->setSpacing(16);
    for (QWidget* widget : widgets)
        column->addWidget(widget);
}

Plot* makePlot(const ChartData& data)
{
    auto* plot = new Plot;
    plot->setData(data);
    return plot;
}

CohortMap* makeCohorts()
{
    auto* map = new CohortMap;
    std::vector<CohortRow> rows;
    const char* names[] = {"Jun 2025", "Jul 2025", "Aug 2025", "Sep 2025", "Oct 2025", "Nov 2025"};
    for (int i = 0; i < 6; ++i) {
        CohortRow row{s(names[i]), 412 - i * 37, {}, true};
        for (int age = 0; age < 6 - i; ++age)
            row.shares.push_back(age == 0 ? 1.0 : std::pow(0.72, age) + 0.02 * i);
        rows.push_back(row);
    }
    map->setRows(rows, s("month %1"));
    return map;
}

LatencyMap* makeLatencies()
{
    auto* map = new LatencyMap;
    LatencyGrid grid;
    grid.from = std::chrono::sys_days{std::chrono::year{2025} / 11 / 19} + 15h;
    grid.bucket = 15min;
    grid.edges = latencyEdges(5ms, 20s);
    for (int column = 0; column < 96; ++column) {
        std::vector<qint64> counts;
        for (std::size_t row = 0; row + 1 < grid.edges.size(); ++row) {
            const double distance = double(row) - 4.2 - 0.8 * std::sin(column * 0.13) - (column > 84 ? 3 : 0);
            counts.push_back(
                column >= 40 && column < 44 ? 0 : qint64(900 * std::exp(-distance * distance / 2.2)));
        }
        grid.counts.push_back(counts);
    }
    grid.gaps = {{{grid.from + 10h, grid.from + 11h}, s("engine stopped")}};
    map->setGrid(grid);
    return map;
}

HistogramStrip* makeStrip()
{
    auto* strip = new HistogramStrip;
    HistogramStrip::Data data;
    data.from = std::chrono::sys_days{std::chrono::year{2025} / 11 / 20} + 8h;
    data.bucket = 3min;
    data.counts = wave(7, 130);
    for (std::size_t i = 0; i < data.counts.size(); ++i) {
        data.counts[i] = i >= 60 && i < 68 ? std::nan("") : std::round(data.counts[i] * 12);
        data.errors.push_back(i > 115 ? 60 : i % 9 == 0 ? 3 : 0);
    }
    data.lastIsUnfinished = true;
    strip->setData(data);
    strip->setPosition(models::Span{data.from + 6h, data.from + 6h + 24min});
    return strip;
}

BarList* makeBars()
{
    auto* list = new BarList;
    list->setBars({{s("search"), 143.18, s("143.180000"), s("71 %"), 0, true, s("search")},
                   {s("summarize"), 48.2, s("48.200000"), s("22 %"), 1, true, s("summarize")},
                   {s("translate"), 12.004, s("12.004000"), s("7 %"), 2, true, s("translate")},
                   {s("other"), 0.4, s("0.400000"), s("0 %"), -1, false, {}}});
    return list;
}

void buildSmall(QWidget* window)
{
    auto* columns = new QHBoxLayout(window);
    auto* left = new QVBoxLayout;
    left->addWidget(inCard("Retention", "share of a cohort that came back", makeCohorts()));
    auto* funnel = new Funnel;
    funnel->setSteps(
        {{s("Saw a price"), 1056}, {s("Tried to pay"), 644}, {s("Paid"), 412}, {s("Came back"), 0}});
    left->addWidget(inCard("Funnel", "customers, 30 days", funnel));
    left->addStretch(1);
    columns->addLayout(left);
    auto* right = new QVBoxLayout;
    right->addWidget(inCard("Latency", "requests by duration", makeLatencies()), 1);
    right->addWidget(inCard("Top tools", "USDC", makeBars()));
    right->addWidget(makeStrip());
    columns->addLayout(right, 1);
}

void hoverRevenue(QWidget* window)
{
    window->findChild<Plot*>()->setCrosshair(75);
}

void selectSpan(QWidget* window)
{
    auto* plot = window->findChild<Plot*>();
    const auto from = plot->data().from;
    plot->setSelectedSpan(models::Span{from + 4h, from + 5h});
}

ChartData sparse()
{
    ChartData data;
    data.from = std::chrono::sys_days{std::chrono::year{2025} / 11 / 14};
    data.bucket = 24h;
    data.format = {ValueFormat::Kind::Share, {}, 2};
    data.series = {{s("error rate"), {0.004, 0.006, 0.005, std::nan(""), 0.012, 0.02, 0.0287},
                    {SeriesColor::Meaning::Numbered, 0}, true, false}};
    data.lastIsUnfinished = true;
    return data;
}

} // namespace

std::vector<Scene> chartScenes()
{
    return {{s("plot"),
             {1016, 300},
             [](QWidget* window) {
                 build(window, {inCard("Revenue by tool", "USDC per 5 min · gap 11:00–11:24: engine stopped",
                                       makePlot(revenueByTool()))});
             },
             hoverRevenue},
            {s("plot-span"),
             {1016, 300},
             [](QWidget* window) {
                 build(window, {inCard("Revenue by tool", "", makePlot(revenueByTool()))});
             },
             selectSpan},
            {s("plots"),
             {900, 760},
             [](QWidget* window) {
                 auto* stacked = makePlot(trafficByStatus());
                 stacked->setShape(Plot::Shape::StackedAreas);
                 build(window, {inCard("Latency", "7 days", makePlot(latency())),
                                inCard("Requests", "by status, stacked", stacked),
                                inCard("Error rate", "by day, UTC", makePlot(sparse()))});
             },
             {}},
            {s("bars-over-time"),
             {900, 300},
             [](QWidget* window) {
                 auto* bars = new BarsOverTime;
                 bars->setData(trafficByStatus());
                 build(window, {inCard("Traffic by status", "per 30 min", bars)});
             },
             [](QWidget* window) { window->findChild<BarsOverTime*>()->setCrosshair(45); }},
            {s("charts"), {1200, 620}, buildSmall, {}}};
}

} // namespace kit
