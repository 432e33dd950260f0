// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/page_bench.h"
#include "ui/charts/heat_map.h"
#include "ui/charts/plot.h"
#include "ui/pages/common/report.h"
#include "ui/pages/performance/performance_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/stat_card.h"

#include <cmath>

using namespace bursar;
using namespace bursar::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Bench = test::PageBench<PerformancePage>;

class PerformancePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsPercentilesInTheirFixedColours()
    {
        Bench bench;
        bench.open();
        QTRY_COMPARE(bench.child<Plot>("latency")->data().series.size(), std::size_t(3));
        const auto& series = bench.child<Plot>("latency")->data().series;
        QCOMPARE(series[0].color.meaning, SeriesColor::Meaning::P50);
        QCOMPARE(series[1].color.meaning, SeriesColor::Meaning::P95);
        QCOMPARE(series[2].color.meaning, SeriesColor::Meaning::P99);
        QVERIFY(series[1].values.front() > 0.3 && series[1].values.front() < 1.2); // seconds
    }

    void measuresTheRateOfTheUnfinishedBucketByWhatHasPassed()
    {
        Bench bench;
        bench.open();
        QTRY_VERIFY(!bench.child<Plot>("rate")->data().series.empty());
        const ChartData& chart = bench.child<Plot>("rate")->data();
        QVERIFY(chart.lastIsUnfinished);
        const auto& values = chart.series.front().values;
        QVERIFY(values.back() > values[values.size() - 2] / 3);
    }

    void aCellOfTheMapOpensItsRequests()
    {
        Bench bench;
        bench.open();
        const models::Span span{test::afternoon() - 1h, test::afternoon() - 30min};
        Q_EMIT bench.child<LatencyMap>("latencyMap")->cellActivated(span, 200ms, 500ms);
        QCOMPARE(bench.shell->lastFilter(), u"latency:200..500"_s);
        QCOMPARE(bench.shell->opened.back().range->fixed, span);
        Q_EMIT bench.child<LatencyMap>("latencyMap")->cellActivated(span, 30s, 60s);
        QCOMPARE(bench.shell->lastFilter(), u"latency:>30000"_s);
    }

    void slowestAndFailingAreOneClickAway()
    {
        Bench bench;
        bench.open();
        bench.child<Button>("slowest")->click();
        QCOMPARE(bench.shell->lastFilter(), u"latency:>812"_s);
        bench.child<Button>("failing")->click();
        QCOMPARE(bench.shell->lastFilter(), u"status:error"_s);
    }

    void toolsAndVersionsOpenTheirRequestsAndSort()
    {
        Bench bench;
        bench.open();
        auto* tools = bench.child<DataTable>("tools");
        QCOMPARE(tools->model()->rowCount(), 5);
        Q_EMIT tools->sortRequested(u"p95"_s, Qt::DescendingOrder);
        QCOMPARE(tools->model()->index(0, 0).data().toString(), u"summarize"_s);
        Q_EMIT tools->rowActivated(tools->model()->index(0, 0));
        QCOMPARE(bench.shell->lastFilter(), u"tool:summarize"_s);
        auto* versions = bench.child<DataTable>("versions");
        Q_EMIT versions->rowActivated(versions->model()->index(1, 0));
        QCOMPARE(bench.shell->lastFilter(), u"version:v2.8.1"_s);
    }

    void readsTheBenchmarkOnlyWhenItIsShown()
    {
        Bench bench;
        bench.open();
        QCOMPARE(bench.client->calls<contract::GetBenchmark>(), 0);
        bench.page->showTab(1);
        bench.settle();
        QVERIFY(bench.client->calls<contract::GetBenchmark>() >= 2); // the categories, then a ranking
        auto* board = bench.child<DataTable>("leaderboard");
        QCOMPARE(board->model()->rowCount(), 6);
        Q_EMIT board->rowActivated(board->model()->index(0, 0));
        QCOMPARE(bench.shell->opened.back().page, u"registry"_s);
    }

    void marksOnesOwnAgent()
    {
        Bench bench;
        bench.shell->view().setScope(u"meerkat-19"_s);
        bench.page->restoreState({{u"tab"_s, u"benchmark"_s}, {u"category"_s, u"search"_s}});
        bench.open();
        auto* board = bench.child<DataTable>("leaderboard");
        QCOMPARE(board->model()->index(1, 1).data().toString(), u"Meerkat 19 · yours"_s);
        QCOMPARE(bench.page->saveState().value(u"tab"_s).toString(), u"benchmark"_s);
        QCOMPARE(bench.page->saveState().value(u"category"_s).toString(), u"search"_s);
    }

    void leavesLatencyMissingWhereNothingCame()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.on<contract::GetOverview>([](const contract::GetOverview::Input& input) {
                auto answer = test::sampleOverview(input);
                answer.series.erase(answer.series.begin() + 10, answer.series.begin() + 14);
                return answer;
            });
        });
        bench.open();
        QTRY_COMPARE(bench.child<Plot>("latency")->data().series.size(), std::size_t(3));
        QVERIFY(std::isnan(bench.child<Plot>("latency")->data().series[0].values[11]));
        QCOMPARE(bench.child<Plot>("rate")->data().series[0].values[11], 0.0);
    }

    void standsOnTheFirstDay()
    {
        Bench bench(test::answerFirstDay);
        bench.open();
        QVERIFY(!bench.page->isBusy());
        QVERIFY(bench.child<StatCard>("p95")->stat().value.isEmpty());
        QVERIFY(!reportHtml(bench.page->report()).isEmpty());
    }
};

QTEST_MAIN(PerformancePageTest)
#include "tst_performance_page.moc"
