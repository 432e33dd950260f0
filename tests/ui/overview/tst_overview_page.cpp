// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/page_bench.h"
#include "ui/charts/bars_over_time.h"
#include "ui/charts/plot.h"
#include "ui/pages/common/report.h"
#include "ui/pages/overview/live_ticker.h"
#include "ui/pages/overview/moved_panel.h"
#include "ui/pages/overview/needs_strip.h"
#include "ui/pages/overview/overview_page.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/stat_card.h"

#include <QFile>
#include <QTemporaryDir>

using namespace bursar;
using namespace bursar::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Bench = test::PageBench<OverviewPage>;

class OverviewPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsFiguresWithTheirChangeAndBasis()
    {
        Bench bench;
        QVERIFY(bench.page->isBusy());
        bench.open();
        QVERIFY(!bench.page->isBusy());
        const Stat& revenue = bench.child<StatCard>("revenue")->stat();
        QCOMPARE(revenue.label, u"Revenue, verified"_s);
        QCOMPARE(revenue.unit, u"USDC"_s);
        QVERIFY(revenue.change.startsWith(QChar(0x25BC)));
        QVERIFY(!revenue.against.isEmpty());
        QCOMPARE(bench.child<StatCard>("customers")->stat().value, u"1,753"_s);
        QVERIFY(bench.child<StatCard>("customers")->stat().change.contains(u"22 new"_s));
        QVERIFY(bench.child<StatCard>("p95")->stat().series.size() > 10);
    }

    void everyFigureOpensItsRows()
    {
        Bench bench;
        bench.open();
        const auto open = [&](const char* name) {
            Q_EMIT bench.child<StatCard>(name)->opened();
            return bench.shell->opened.back().page;
        };
        QCOMPARE(open("requests"), u"logs"_s);
        QCOMPARE(open("revenue"), u"revenue"_s);
        QCOMPARE(open("customers"), u"customers"_s);
        QCOMPARE(open("errorRate"), u"logs"_s);
        QCOMPARE(bench.shell->lastFilter(), u"status:error"_s);
        QCOMPARE(open("p95"), u"logs"_s);
        QCOMPARE(bench.shell->lastFilter(), u"latency:>812"_s);
    }

    void drawsRevenueByToolWithGapMarkerAndThePreviousPeriod()
    {
        Bench bench;
        bench.open();
        QTRY_VERIFY(!bench.child<Plot>("revenueByTool")->data().series.empty());
        QTRY_COMPARE(bench.child<Plot>("revenueByTool")->data().series.size(), std::size_t(5));
        const ChartData& chart = bench.child<Plot>("revenueByTool")->data();
        QVERIFY(chart.series.back().isPrevious);
        QCOMPARE(chart.gaps.size(), std::size_t(1));
        QCOMPARE(chart.markers.front().label, u"v2.8.1"_s);
        for (const ChartSeries& each : chart.series)
            QCOMPARE(each.values.size(), chart.series.front().values.size());
    }

    void stacksTrafficByStatusClass()
    {
        Bench bench;
        bench.open();
        QTRY_COMPARE(bench.child<BarsOverTime>("trafficByStatus")->data().series.size(), std::size_t(4));
        QCOMPARE(bench.child<BarsOverTime>("trafficByStatus")->data().series.back().color.meaning,
                 SeriesColor::Meaning::Status5xx);
    }

    void aSpanOfAChartZoomsComparesAndOpensLogs()
    {
        Bench bench;
        bench.open();
        auto* chart = bench.child<Plot>("revenueByTool");
        bench.shell->stateChanges = 0;
        const models::Span span{test::afternoon() - 3h, test::afternoon() - 2h};
        Q_EMIT chart->zoomRequested(span);
        QCOMPARE(bench.shell->opened.back().page, u"overview"_s);
        QCOMPARE(bench.shell->opened.back().range->fixed, span);
        Q_EMIT chart->logsRequested(span);
        QCOMPARE(bench.shell->opened.back().page, u"logs"_s);
        QCOMPARE(bench.shell->opened.back().range->fixed, span);
        Q_EMIT chart->whatMovedRequested(span);
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::CompareSpans>().after_from, span.from);
        QCOMPARE(bench.shell->stateChanges, 1);
    }

    void whatMovedLeadsToTheRowsOfTheLaterSpan()
    {
        Bench bench;
        bench.open();
        auto* moved = bench.child<MovedPanel>("whatMoved");
        QCOMPARE(moved->table()->model()->rowCount(), 8);
        QVERIFY(moved->headline().contains(u"91.20"_s));
        Q_EMIT moved->table()->rowActivated(moved->table()->model()->index(2, 0));
        QCOMPARE(bench.shell->lastFilter(), u"tool:search"_s);
        QCOMPARE(bench.shell->opened.back().range->fixed.to, *base::parseTime("2026-11-20T14:30:00Z"));
    }

    void theTickerOpensARequest()
    {
        Bench bench;
        bench.open();
        auto* ticker = bench.child<LiveTicker>("ticker");
        QTRY_COMPARE(ticker->rows().size(), std::size_t(8));
        QCOMPARE(ticker->rows()[3].status, 504);
        QTest::keyClick(ticker, Qt::Key_Down);
        QTest::keyClick(ticker, Qt::Key_Return);
        QCOMPARE(bench.shell->opened.back().state.value(u"selected"_s).toString(), u"log-1"_s);
    }

    void aTopAgentBecomesTheScope()
    {
        Bench bench;
        bench.open();
        auto* top = bench.child<DataTable>("top");
        Q_EMIT top->rowActivated(top->model()->index(0, 0));
        QCOMPARE(bench.shell->opened.back().scope.value(), u"meerkat-19"_s);
    }

    void needsYouIsAbsentUntilSomethingNeedsYou()
    {
        Bench quiet;
        quiet.open();
        QVERIFY(!quiet.page->findChild<NeedsStrip*>()->isVisible());
        Bench bench([](test::FakeEngineClient& engine) {
            engine.on<contract::GetSystemStatus>([](const auto&) {
                auto status = test::sampleSystem();
                status.database = "unavailable";
                return status;
            });
        });
        bench.open();
        auto* needs = bench.page->findChild<NeedsStrip*>();
        QTRY_VERIFY(needs->isVisible());
        QTest::keyClick(needs, Qt::Key_Return);
        QCOMPARE(bench.shell->opened.back().page, u"settings"_s);
    }

    void restoresItsStateAfterARestart()
    {
        Bench bench;
        bench.open();
        const models::Span span{test::afternoon() - 3h, test::afternoon() - 2h};
        bench.page->model().setMeasure(contract::Measure::p95);
        bench.page->model().compare(span);
        const QJsonObject state = bench.page->saveState();
        Bench again;
        again.page->restoreState(state);
        again.open();
        QCOMPARE(again.page->model().chosenSpan().value(), span);
        QCOMPARE(again.client->lastInput<contract::CompareSpans>().measure.value(), contract::Measure::p95);
    }

    void comparisonIsAnAction()
    {
        Bench bench;
        bench.open();
        auto actions = bench.page->actions();
        QCOMPARE(std::ranges::count(actions, PageAction::Weight::Primary, &PageAction::weight), 1);
        actions.front().run();
        QVERIFY(!bench.shell->view().compare());
        bench.open();
        QVERIFY(bench.child<StatCard>("requests")->stat().against.isEmpty());
    }

    void saysWhatFailedAndKeepsTheRest()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.refuse<contract::GetOverview>(base::Error(base::ErrorCode::Timeout, "timeout", "late"));
        });
        bench.open();
        QVERIFY(!bench.page->isBusy());
        QVERIFY(bench.child<StatCard>("requests")->stat().value.isEmpty());
        QTRY_VERIFY(!bench.child<Plot>("revenueByTool")->data().series.empty());
    }

    void pausesAndComesBackWithTheLine()
    {
        Bench bench;
        bench.open();
        const int calls = bench.client->calls<contract::GetOverview>();
        bench.client->setLinkState(contract::LinkState::offline);
        bench.settle();
        bench.client->publish({"stats", "meerkat-19", "t", contract::json::object{{"rows", 3}}, false});
        bench.settle();
        QCOMPARE(bench.client->calls<contract::GetOverview>(), calls);
        bench.client->setLinkState(contract::LinkState::live);
        bench.settle();
        QCOMPARE(bench.client->calls<contract::GetOverview>(), calls + 1);
        bench.page->deactivate();
        bench.client->publish({"stats", "meerkat-19", "t", contract::json::object{{"rows", 3}}, false});
        bench.settle();
        QCOMPARE(bench.client->calls<contract::GetOverview>(), calls + 1);
    }

    void exportsAReportThatSaysWhatItCovers()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.on<contract::GetOverview>([](const contract::GetOverview::Input& input) {
                auto answer = test::sampleOverview(input);
                answer.simulated = true;
                answer.revenue_basis = contract::RevenueBasis::simulated;
                return answer;
            });
        });
        bench.open();
        QTemporaryDir folder;
        for (const QString& name : {u"report.html"_s, u"report.pdf"_s}) {
            const QString path = folder.filePath(name);
            setFileChooser([path](QWidget*, const QString&, const QString&, const QString&) { return path; });
            bench.page->actions().back().run();
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            if (name.endsWith(u".pdf"_s)) {
                QVERIFY(bytes.startsWith("%PDF"));
                continue;
            }
            for (const char* words : {"Simulated", "All agents", "20 Nov", "What moved", "Top agents", "data:image/png"})
                QVERIFY2(bytes.contains(words), words);
        }
        QCOMPARE(bench.shell->toasts.size(), 2);
        setFileChooser([](QWidget*, const QString&, const QString&, const QString&) { return QString(); });
        bench.page->actions().back().run();
        QCOMPARE(bench.shell->toasts.size(), 2);
        setFileChooser([](QWidget*, const QString&, const QString&, const QString&) { return u"/nowhere/x.html"_s; });
        bench.page->actions().back().run();
        QCOMPARE(bench.shell->errors.size(), 1);
    }
};

QTEST_MAIN(OverviewPageTest)
#include "tst_overview_page.moc"
