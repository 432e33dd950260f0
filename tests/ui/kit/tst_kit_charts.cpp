// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axes.h"
#include "ui/charts/bar_list.h"
#include "ui/charts/bars_over_time.h"
#include "ui/charts/chart_parts.h"
#include "ui/charts/funnel.h"
#include "ui/charts/heat_map.h"
#include "ui/charts/histogram_strip.h"
#include "ui/charts/plot.h"
#include "ui/kit/sample.h"
#include "ui/theme/accessible.h"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <limits>
#include <memory>

#include <cmath>

using namespace bursar;
using namespace bursar::ui;
using namespace std::chrono_literals;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

models::Instant day(unsigned number)
{
    return std::chrono::sys_days{std::chrono::year{2025} / 11 / int(number)};
}

QStringList labels(models::Instant from, std::chrono::minutes length)
{
    QStringList texts;
    for (const TimeTick& tick : timeTicks({from, from + length}))
        texts << tick.label;
    return texts;
}

std::unique_ptr<Plot> makePlot()
{
    auto plot = std::make_unique<Plot>();
    plot->setData(kit::revenueByTool());
    plot->resize(800, 260);
    plot->show();
    return plot;
}

} // namespace

class TestKitCharts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ticksFallOnRoundTimes()
    {
        QCOMPARE(labels(day(20) + 14h + 7min, 15min),
                 (QStringList {s("14:09"), s("14:12"), s("14:15"), s("14:18"), s("14:21")}));
        QCOMPARE(labels(day(20) + 13h + 7min, 60min).first(), s("13:10"));
        QCOMPARE(labels(day(19) + 15h, 24h), (QStringList {s("15:00"), s("18:00"), s("21:00"), s("20 Nov"),
                                                           s("03:00"), s("06:00"), s("09:00"), s("12:00")}));
        QCOMPARE(labels(day(13) + 5h, std::chrono::hours{168}).first(), s("14 Nov"));
        QCOMPARE(labels(day(13), std::chrono::hours{168}).size(), 7);
        for (const TimeTick& tick : timeTicks({day(20) - std::chrono::days{90}, day(20)}, 14))
            QVERIFY(std::chrono::weekday {std::chrono::floor<std::chrono::days>(tick.at)}
                    == std::chrono::Monday);
    }

    void axesHaveThreeToFiveRoundLines_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        for (const double high : {0.0287, 0.9, 1.0, 3.0, 41.0, 47.0, 99.0, 184'220.0, 1e7})
            QTest::newRow(qPrintable(QString::number(high))) << 0.0 << high;
        QTest::newRow("not from zero") << 0.6 << 0.9;
    }

    void axesHaveThreeToFiveRoundLines()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        const ValueAxis axis = valueAxis(low, high, low == 0);
        QVERIFY(axis.low <= low + 1e-9 && axis.high >= high - 1e-9);
        const auto lines = axis.lines();
        QVERIFY2(lines.size() >= 3 && lines.size() <= 5, qPrintable(QString::number(lines.size())));
        const double mantissa = axis.step / std::pow(10, std::floor(std::log10(axis.step) + 1e-9));
        const bool isRound = std::abs(mantissa - 1) < 1e-6 || std::abs(mantissa - 2) < 1e-6
            || std::abs(mantissa - 2.5) < 1e-6 || std::abs(mantissa - 5) < 1e-6;
        QVERIFY2(isRound, qPrintable(QString::number(mantissa)));
    }

    void axesSurviveNothing()
    {
        const double nothing = std::numeric_limits<double>::infinity();
        QCOMPARE(valueAxis(nothing, -nothing, true).lines().size(), std::size_t(5));
        QVERIFY(valueAxis(0, 0, true).high > 0);
        Plot plot;
        plot.resize(300, 200);
        plot.setData({});
        QVERIFY(!plot.grab().isNull());
        QTest::keyClick(&plot, Qt::Key_Left);
        QCOMPARE(plot.crosshair(), std::optional<std::size_t>());
    }

    void tooltipSortsByValueAndNamesGaps()
    {
        auto plot = makePlot();
        const auto rows = plot->bucketRows(10);
        QCOMPARE(rows.size(), std::size_t(4));
        QCOMPARE(rows.back().first, s("translate"));
        QVERIFY(plot->data().gapAt(37) != nullptr);
        QCOMPARE(plot->data().gapAt(37)->reason, s("engine stopped"));
        plot->setCrosshair(37);
        QVERIFY2(accessibleValue(plot.get()).contains(s("engine stopped 11:00–11:24")),
                 qPrintable(accessibleValue(plot.get())));
        plot->setCrosshair(78);
        QVERIFY(accessibleValue(plot.get()).contains(s("still being filled")));
    }

    void hidingASeriesRescalesTheAxisAndIsKept()
    {
        auto plot = makePlot();
        plot->setSeriesHidden(0, true);
        plot->setSeriesHidden(3, true);
        QCOMPARE(plot->bucketRows(10).size(), std::size_t(2));
        plot->setData(kit::revenueByTool());
        QTRY_VERIFY(plot->isHidden(0));
        plot->showAlone(2);
        QVERIFY(plot->isHidden(1) && !plot->isHidden(2));
        plot->showAlone(2);
        QVERIFY(!plot->isHidden(0) && !plot->isHidden(1));
    }

    void draggingSelectsWholeBucketsAndOffersActions()
    {
        auto plot = makePlot();
        const QRectF area = plot->plotArea();
        const QPoint from(int(area.left() + area.width() * 0.25), int(area.center().y()));
        const QPoint to(int(area.left() + area.width() * 0.5), int(area.center().y()));
        QSignalSpy selected(plot.get(), &TimeChart::spanSelected);
        QSignalSpy moved(plot.get(), &TimeChart::whatMovedRequested);
        QTest::mousePress(plot.get(), Qt::LeftButton, {}, from);
        QTest::mouseMove(plot.get(), to);
        QTest::mouseRelease(plot.get(), Qt::LeftButton, {}, to);
        QCOMPARE(selected.count(), 1);
        const models::Span span = *plot->selectedSpan();
        QCOMPARE((span.from - plot->data().from) % plot->data().bucket, 0us);
        QCOMPARE((span.to - plot->data().from) % plot->data().bucket, 0us);
        auto* actions = plot->findChild<SpanActions*>();
        QVERIFY(actions->isVisible());
        Q_EMIT actions->whatMoved();
        QCOMPARE(moved.first().first().value<models::Span>(), span);
        QVERIFY(!plot->selectedSpan());
    }

    void escapeLetsGo()
    {
        auto plot = makePlot();
        const auto from = plot->data().from;
        plot->setSelectedSpan(models::Span{from, from + 1h});
        QTest::keyClick(plot.get(), Qt::Key_Escape);
        QVERIFY(!plot->selectedSpan());
    }

    void theKeyboardMovesTheCrosshairAndSelects()
    {
        auto plot = makePlot();
        plot->setFocus();
        QTest::keyClick(plot.get(), Qt::Key_Home);
        QCOMPARE(plot->crosshair(), std::optional<std::size_t>(0));
        QTest::keyClick(plot.get(), Qt::Key_Right);
        QTest::keyClick(plot.get(), Qt::Key_Right);
        QCOMPARE(plot->crosshair(), std::optional<std::size_t>(2));
        QTest::keyClick(plot.get(), Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(plot->selectedSpan().has_value());
        QSignalSpy zoom(plot.get(), &TimeChart::zoomRequested);
        QTest::keyClick(plot.get(), Qt::Key_Return);
        QCOMPARE(zoom.count(), 1);
    }

    void aClickOpensItsBucketAndAMarkerItsLink()
    {
        auto plot = makePlot();
        QSignalSpy bucket(plot.get(), &TimeChart::bucketActivated);
        QTest::mouseClick(plot.get(), Qt::LeftButton, {}, plot->plotArea().center().toPoint());
        QCOMPARE(bucket.count(), 1);
        QSignalSpy marker(plot.get(), &TimeChart::markerActivated);
        const QRectF area = plot->plotArea();
        const int x = int(area.left() + area.width() * 60.0 / 390.0);
        QTest::mouseClick(plot.get(), Qt::LeftButton, {}, QPoint(x, int(area.top()) + 4));
        QCOMPARE(marker.count(), 1);
        QCOMPARE(marker.first().first().toString(), s("price/1"));
    }

    void csvLeavesMissingValuesEmpty()
    {
        auto plot = makePlot();
        const QStringList lines = plot->asCsv().split(s("\r\n"));
        QCOMPARE(lines.first(), s("time,search,summarize,translate,previous period"));
        QVERIFY(lines.at(37 + 1).startsWith(s("2025-11-20T11:05:00Z,,,,")));
    }

    void atMostTwoRendersASecond()
    {
        auto plot = makePlot();
        plot->grab();
        auto data = kit::revenueByTool();
        data.series.resize(1);
        plot->setData(data);
        data.series.front().name = s("newest");
        plot->setData(data);
        QCOMPARE(plot->data().series.size(), std::size_t(4));
        QTRY_COMPARE_WITH_TIMEOUT(plot->data().series.size(), std::size_t(1), 1500);
        QCOMPARE(plot->data().series.front().name, s("newest"));
    }

    void stackedChartsReachTheirSum()
    {
        BarsOverTime bars;
        bars.setData(kit::trafficByStatus());
        bars.resize(600, 240);
        bars.show();
        const auto rows = bars.bucketRows(45);
        QCOMPARE(rows.front().first, s("5xx"));
        bars.setCrosshair(45);
        QVERIFY(accessibleValue(&bars).contains(s("total")));
    }

    void fixedMeaningsHaveFixedColours()
    {
        QCOMPARE(colorOf({SeriesColor::Meaning::Status5xx, 0}), tokens().negative);
        QCOMPARE(colorOf({SeriesColor::Meaning::Status2xx, 0}), tokens().ramp[3]);
        QCOMPARE(colorOf({SeriesColor::Meaning::P95, 0}), tokens().series[0]);
        QCOMPARE(colorOf({SeriesColor::Meaning::Previous, 0}), tokens().neutral);
    }

    void latencyStepsAreOneTwoFive()
    {
        const auto edges = latencyEdges(30ms, 800ms);
        QCOMPARE(edges, (std::vector<std::chrono::microseconds>{20ms, 50ms, 100ms, 200ms, 500ms, 1000ms}));
    }

    void aLatencyCellOpensItsSpanAndStep()
    {
        LatencyMap map;
        map.setGrid({day(20), 15min, {100ms, 200ms, 500ms}, {{1, 2}, {3, 4}}, {}});
        map.resize(400, 160);
        map.show();
        QSignalSpy opened(&map, &LatencyMap::cellActivated);
        map.setFocus();
        QTest::keyClick(&map, Qt::Key_Right);
        QTest::keyClick(&map, Qt::Key_Up);
        QTest::keyClick(&map, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().at(0).value<models::Span>(),
                 (models::Span {day(20) + 15min, day(20) + 30min}));
        QCOMPARE(opened.first().at(1).value<std::chrono::microseconds>(), 200ms);
        QTest::mouseClick(&map, Qt::LeftButton, {}, QPoint(380, 20));
        QCOMPARE(opened.count(), 2);
    }

    void cohortsOpenTheirCells()
    {
        CohortMap map;
        map.setRows({{s("Oct"), 100, {1.0, 0.5}, false}, {s("Nov"), 50, {1.0}, true}}, s("month %1"));
        map.resize(map.sizeHint());
        map.show();
        QSignalSpy opened(&map, &CohortMap::cellActivated);
        QTest::keyClick(&map, Qt::Key_Right);
        QTest::keyClick(&map, Qt::Key_Right);
        QTest::keyClick(&map, Qt::Key_Return);
        QCOMPARE(opened.first(), (QList<QVariant>{0, 1}));
        QVERIFY(accessibleValue(&map).contains(s("50.0")));
    }

    void theFunnelSaysWhatIsLost()
    {
        Funnel funnel;
        funnel.setSteps({{s("Saw"), 1056}, {s("Tried"), 644}, {s("Paid"), 0}, {s("Came back"), 0}});
        QCOMPARE(funnel.lossText(0).replace(QChar(0x2009), QLatin1Char(' ')), s("−412, 61 % go on"));
        QCOMPARE(funnel.lossText(2), s("nobody got here"));
        QCOMPARE(funnel.lossText(3), QString());
    }

    void theStripJumpsAndSelects()
    {
        HistogramStrip strip;
        strip.setData({day(20), 1h, std::vector<double>(24, 1.0), {}, false});
        strip.resize(524, 64);
        strip.show();
        QSignalSpy jump(&strip, &HistogramStrip::jumpRequested);
        QSignalSpy span(&strip, &HistogramStrip::spanRequested);
        QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(262, 20));
        QCOMPARE(jump.first().first().value<models::Instant>(), day(20) + 12h);
        QTest::mousePress(&strip, Qt::LeftButton, {}, QPoint(137, 20));
        QTest::mouseRelease(&strip, Qt::LeftButton, {}, QPoint(262, 20));
        QCOMPARE(span.first().first().value<models::Span>(), (models::Span{day(20) + 6h, day(20) + 12h}));
    }

    void barsOpenTheirLink()
    {
        BarList list;
        list.setBars({{s("search"), 2, s("2"), {}, 0, true, s("tool/search")},
                      {s("other"), 1, s("1"), {}, -1, false, {}}});
        list.resize(300, 64);
        list.show();
        QSignalSpy opened(&list, &BarList::barActivated);
        QTest::mouseClick(&list, Qt::LeftButton, {}, QPoint(20, 10));
        QCOMPARE(opened.first().at(1).toString(), s("tool/search"));
    }

    void chartsAreExposedToScreenReaders()
    {
        auto plot = makePlot();
        plot->setAccessibleName(s("Revenue by tool"));
        auto* face = QAccessible::queryAccessibleInterface(plot.get());
        QVERIFY(face != nullptr);
        QCOMPARE(face->role(), QAccessible::Chart);
        QCOMPARE(face->text(QAccessible::Name), s("Revenue by tool"));
        plot->setCrosshair(3);
        QVERIFY(face->text(QAccessible::Value).contains(s("search")));
    }

    void theMenuOffersTableCopyPictureAndCsv()
    {
        auto plot = makePlot();
        QMenu menu;
        plot->fillMenu(&menu);
        QCOMPARE(menu.actions().size(), 4);
        menu.actions().first()->trigger();
        QVERIFY(!plot->picture().isNull());
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    models::displaySettings().freezeNow(kit::now());
    initTheme(app);
    TestKitCharts test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kit_charts.moc"
