// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/insight.h"
#include "models/pages/common/cell_table.h"
#include "models/pages/common/live_pulse.h"
#include "models/pages/common/query.h"
#include "support/fake_engine_client.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::models;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Markers = Query<contract::ListMarkers>;

contract::ListMarkers::Input question(const std::string& agent)
{
    const auto now = *base::parseTime("2026-11-20T14:00:00Z");
    return {agent, now - 1h, now};
}

contract::MarkerList answerOf(const std::string& title)
{
    contract::Marker marker;
    marker.title = title;
    return {{marker}};
}

CellRow row(const QString& key, qint64 count)
{
    return {key, {Text{key}, Count{count}}, {}, false};
}

QStringList keysOf(const CellTable& table)
{
    QStringList keys;
    for (int i = 0; i < table.rowCount(); ++i)
        keys.append(table.row(i).key);
    return keys;
}

struct Bench {
    std::shared_ptr<test::FakeEngineClient> client = std::make_shared<test::FakeEngineClient>();
    Gateway gateway{client};
    ViewState view;

    Bench() { settle(); }
    static void settle()
    {
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
    }
};

} // namespace

class PagesCommonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheLastGoodAnswerWhenAReadFails()
    {
        Bench bench;
        Markers query(bench.gateway);
        query.read(question("a"));
        QVERIFY(query.isLoading());
        QVERIFY(query.isWaiting());
        bench.client->replyTo<contract::ListMarkers>(answerOf("first"));
        bench.settle();
        QVERIFY(!query.isLoading());
        QCOMPARE(query.data()->markers.front().title, std::string("first"));
        query.read(question("a"));
        bench.client->replyTo<contract::ListMarkers>(base::Error(base::ErrorCode::Timeout, "timeout", "late"));
        bench.settle();
        QVERIFY(query.failure().has_value());
        QCOMPARE(query.failure()->reason(), std::string("timeout"));
        QCOMPARE(query.data()->markers.front().title, std::string("first"));
        query.repeat();
        bench.client->replyTo<contract::ListMarkers>(answerOf("second"));
        bench.settle();
        QVERIFY(!query.failure().has_value());
        QCOMPARE(query.data()->markers.front().title, std::string("second"));
    }

    void dropsAnAnswerThatALaterQuestionOvertook()
    {
        Bench bench;
        Markers query(bench.gateway);
        QSignalSpy updated(&query, &QueryBase::updated);
        query.read(question("old"));
        query.read(question("new"));
        bench.client->replyTo<contract::ListMarkers>(answerOf("for old"));
        bench.settle();
        QCOMPARE(updated.count(), 0);
        QVERIFY(query.isLoading());
        bench.client->replyTo<contract::ListMarkers>(answerOf("for new"));
        bench.settle();
        QCOMPARE(updated.count(), 1);
        QCOMPARE(query.data()->markers.front().title, std::string("for new"));
        QCOMPARE(*query.answered()->agent_id, std::string("new"));
    }

    void aLiveRefreshWaitsForTheAnswerUnderWay()
    {
        Bench bench;
        Markers query(bench.gateway);
        query.read(question("a"));
        query.refresh(question("a"));
        QCOMPARE(bench.client->calls<contract::ListMarkers>(), 1);
        bench.client->replyTo<contract::ListMarkers>(answerOf("x"));
        bench.settle();
        query.refresh(question("a"));
        QCOMPARE(bench.client->calls<contract::ListMarkers>(), 2);
        QVERIFY(query.isQuiet());
    }

    void forgetsWhatItWasAskedBeforeItsAnswerComes()
    {
        Bench bench;
        Markers query(bench.gateway);
        query.read(question("a"));
        query.clear();
        bench.client->replyTo<contract::ListMarkers>(answerOf("late"));
        bench.settle();
        QVERIFY(!query.hasData());
        query.repeat();
        QCOMPARE(bench.client->calls<contract::ListMarkers>(), 1);
    }

    void tellsItsViewsOnlyWhatChanged()
    {
        CellTable table(2);
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setRows({row(u"a"_s, 1), row(u"b"_s, 2), row(u"c"_s, 3), row(u"d"_s, 4)});
        QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&table, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
        table.setRows({row(u"a"_s, 1), row(u"b"_s, 20), row(u"c"_s, 30), row(u"d"_s, 4)});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().row(), 1);
        QCOMPARE(changed.front().at(1).toModelIndex().row(), 2);
        QCOMPARE(inserted.count() + removed.count(), 0);
        table.setRows({row(u"x"_s, 9), row(u"y"_s, 8), row(u"a"_s, 1), row(u"d"_s, 4)});
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(keysOf(table), (QStringList{u"x"_s, u"y"_s, u"a"_s, u"d"_s}));
    }

    void keepsASelectedRowWhenTheOrderChanges()
    {
        CellTable table(2);
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setRows({row(u"a"_s, 1), row(u"b"_s, 2), row(u"c"_s, 3)});
        const QPersistentModelIndex selected(table.index(0, 0));
        table.setRows({row(u"c"_s, 3), row(u"b"_s, 2), row(u"a"_s, 1)});
        QCOMPARE(selected.row(), 2);
        QCOMPARE(selected.data(kRowKeyRole).toString(), QStringLiteral("a"));
    }

    void sortsByValueWithAbsentCellsLast()
    {
        CellTable table(2);
        table.setRows({row(u"small"_s, 2), {u"none"_s, {Text{u"none"_s}, Absent{}}, {}, false}, row(u"large"_s, 10)});
        table.sortBy(1, Qt::DescendingOrder);
        QCOMPARE(keysOf(table), (QStringList{u"large"_s, u"small"_s, u"none"_s}));
        table.sortBy(1, Qt::AscendingOrder);
        QCOMPARE(keysOf(table), (QStringList{u"small"_s, u"large"_s, u"none"_s}));
        table.setRows({row(u"huge"_s, 99), row(u"small"_s, 2), row(u"large"_s, 10)});
        QCOMPARE(keysOf(table), (QStringList{u"small"_s, u"large"_s, u"huge"_s}));
    }

    void pulsesAtMostOnceAnInterval()
    {
        Bench bench;
        LivePulse pulse(bench.gateway, bench.view, {200ms, 60'000ms});
        QSignalSpy pulses(&pulse, &LivePulse::pulse);
        pulse.start();
        for (int i = 0; i < 5; ++i)
            bench.client->publish({"stats", "agent", "t", {}, false});
        bench.settle();
        QCOMPARE(pulses.count(), 1);
        QTRY_COMPARE(pulses.count(), 2);
        QTest::qWait(250);
        QCOMPARE(pulses.count(), 2);
    }

    void pulsesOnlyForItsScopeAndOnlyWhileShownAndLive()
    {
        Bench bench;
        bench.view.setScope(QStringLiteral("meerkat"));
        LivePulse pulse(bench.gateway, bench.view, {10ms, 60'000ms});
        QSignalSpy pulses(&pulse, &LivePulse::pulse);
        bench.client->publish({"stats", "meerkat", "t", {}, false});
        bench.settle();
        QCOMPARE(pulses.count(), 0);
        pulse.start();
        bench.client->publish({"stats", "other", "t", {}, false});
        bench.settle();
        QCOMPARE(pulses.count(), 0);
        bench.view.setLive(false);
        bench.client->publish({"stats", "meerkat", "t", {}, false});
        bench.settle();
        QCOMPARE(pulses.count(), 0);
        bench.view.setLive(true);
        QCOMPARE(pulses.count(), 1);
    }

    void saysThatEverythingIsStaleWhenTheLineComesBack()
    {
        Bench bench;
        LivePulse pulse(bench.gateway, bench.view);
        QSignalSpy resynced(&pulse, &LivePulse::resynced);
        pulse.start();
        bench.client->setLinkState(contract::LinkState::offline);
        bench.settle();
        QCOMPARE(resynced.count(), 0);
        bench.client->setLinkState(contract::LinkState::live);
        bench.settle();
        QCOMPARE(resynced.count(), 1);
        bench.client->publish({"stats", "", "t", {}, true});
        bench.settle();
        QCOMPARE(resynced.count(), 2);
    }
};

QTEST_GUILESS_MAIN(PagesCommonTest)
#include "tst_pages_common.moc"
