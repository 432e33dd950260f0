// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/registry/agent_model.h"
#include "models/registry/sample_agents.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::models;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using bursar::test::FakeEngineClient;
using bursar::test::sampleAgent;

namespace {

struct Bench {
    Bench()
    {
        for (const auto& [id, requests] : {std::pair{"beta", 10}, {"alpha", 300}, {"gamma", 0}})
            registry.agents.push_back(sampleAgent(id, requests));
        registry.agents.back().status = "suspended";
        registry.answer(*engine);
    }
    QStringList keys()
    {
        QStringList out;
        for (int row = 0; row < model.rows().rowCount(); ++row)
            out << model.rows().row(row).key;
        return out;
    }
    void settle() const
    {
        for (int i = 0; i < 4; ++i)
            QCoreApplication::processEvents();
    }
    contract::ListAgents::Input asked() const { return engine->lastInput<contract::ListAgents>(); }

    test::FakeRegistry registry;
    std::shared_ptr<FakeEngineClient> engine = std::make_shared<FakeEngineClient>();
    Gateway gateway{engine};
    AgentModel model{gateway};
};

} // namespace

class TestAgentModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { displaySettings().freezeNow(test::afternoon()); }

    void listsAgentsInTheEnginesOrder()
    {
        Bench bench;
        const QAbstractItemModelTester tester(&bench.model.rows(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        bench.model.read();
        QTRY_COMPARE(bench.keys(), (QStringList{u"alpha"_s, u"beta"_s, u"gamma"_s}));
        QCOMPARE(bench.model.total(), 3);
        bench.model.setSort(u"name"_s);
        bench.settle();
        QCOMPARE(*bench.asked().sort, std::string("name"));
        bench.registry.agents[0].total_requests = 900;
        bench.model.setSort(u"-requests"_s);
        QTRY_COMPARE(bench.keys().front(), u"beta"_s);
    }

    void searchesAndNarrowsInTheEngine()
    {
        Bench bench;
        bench.model.setSearch(u"  al "_s);
        QTRY_COMPARE(bench.keys(), QStringList{u"alpha"_s});
        QCOMPARE(*bench.asked().q, std::string("al"));
        const int calls = bench.engine->calls<contract::ListAgents>();
        bench.model.setSearch(u"al"_s);
        QCOMPARE(bench.engine->calls<contract::ListAgents>(), calls);
        bench.model.setSearch({});
        bench.model.setStatus(u"suspended"_s);
        QTRY_COMPARE(bench.keys(), QStringList{u"gamma"_s});
        QVERIFY(!bench.asked().q);
    }

    void dropsTheReplyOfAnEarlierSearch()
    {
        auto engine = std::make_shared<FakeEngineClient>();
        Gateway gateway(engine);
        AgentModel model(gateway);
        model.setSearch(u"a"_s);
        model.setSearch(u"ab"_s);
        engine->replyTo<contract::ListAgents>(contract::AgentList{{sampleAgent("late"), sampleAgent("later")}, 2});
        engine->replyTo<contract::ListAgents>(contract::AgentList{{sampleAgent("abacus")}, 1});
        QTRY_COMPARE(model.rows().rowCount(), 1);
        QCoreApplication::processEvents();
        QVERIFY(model.find(u"abacus"_s));
        QVERIFY(!model.find(u"late"_s));
    }

    void listsMoreAsTheViewScrollsAndNeverMoreThanTheEngineGives()
    {
        Bench bench;
        for (int i = 0; i < 1000; ++i)
            bench.registry.agents.push_back(sampleAgent("n" + std::to_string(i), 5));
        bench.model.read();
        QTRY_COMPARE(bench.model.rows().rowCount(), 200);
        QCOMPARE(bench.model.total(), 1003);
        for (int rows : {400, 500, 500}) {
            bench.model.more();
            bench.settle();
            QCOMPARE(bench.model.rows().rowCount(), rows);
        }
        QVERIFY(bench.model.isCut());
        QVERIFY(!bench.model.list().failure());
        bench.model.setSearch(u"alpha"_s); // another question begins with one page
        bench.settle();
        QCOMPARE(*bench.asked().limit, 200);
        QVERIFY(!bench.model.isCut());
    }

    void mergesLiveFiguresAndKeepsTheSelection()
    {
        Bench bench;
        bench.model.read();
        QTRY_COMPARE(bench.model.rows().rowCount(), 3);
        const QPersistentModelIndex beta = bench.model.rows().index(1, AgentModel::Requests);
        QSignalSpy reset(&bench.model.rows(), &QAbstractItemModel::modelReset);
        bench.registry.agents[0].total_requests = 5000;
        bench.registry.agents.push_back(sampleAgent("delta", 20));
        bench.model.refresh();
        QTRY_COMPARE(beta.row(), 0);
        QCOMPARE(copied(cellOf(beta.data(kCellRole))), u"5000"_s);
        QCOMPARE(bench.keys(), (QStringList{u"beta"_s, u"alpha"_s, u"delta"_s, u"gamma"_s}));
        QCOMPARE(reset.count(), 0);
    }

    void keepsItsRowsWhenAReadFails()
    {
        Bench bench;
        bench.model.read();
        QTRY_COMPARE(bench.model.rows().rowCount(), 3);
        bench.engine->refuse<contract::ListAgents>(base::Error(base::ErrorCode::Unavailable, "database_down", "no"));
        bench.model.refresh();
        QTRY_VERIFY(bench.model.list().failure());
        QCOMPARE(bench.model.rows().rowCount(), 3);
        QVERIFY(bench.model.find(u"alpha"_s));
        bench.model.more(); // nothing is added to what could not be read
        bench.registry.answer(*bench.engine);
        bench.model.list().repeat();
        QTRY_VERIFY(!bench.model.list().failure());
    }

    void tellsWhoWaitsForItsFirstCall()
    {
        QCOMPARE(agentState(sampleAgent("a", 0)).wire, u"waiting"_s);
        QCOMPARE(agentState(sampleAgent("a", 1)).wire, u"active"_s);
        contract::Agent gone = sampleAgent("a", 0);
        gone.status = "deregistered";
        QCOMPARE(agentState(gone).wire, u"deregistered"_s);
        Bench bench;
        bench.registry.agents = {gone};
        bench.model.read();
        QTRY_COMPARE(bench.model.rows().rowCount(), 1);
        QVERIFY(bench.model.rows().index(0, 0).data(kMutedRowRole).toBool());
        QVERIFY(std::holds_alternative<Absent>(bench.model.rows().row(0).cells[AgentModel::LastCall]));
    }

    void tellsTheStateOfAKey()
    {
        contract::ApiKey key;
        key.status = "active";
        QCOMPARE(keyState(key).wire, u"never_used"_s);
        key.last_used_at = test::afternoon();
        QCOMPARE(keyState(key).wire, u"active"_s);
        key.status = "expiring";
        key.expires_at = test::afternoon() + 23h;
        QCOMPARE(keyState(key).wire, u"overlap"_s);
        QCOMPARE(keyState(key).args, QStringList{u"23\u2009h"_s});
        key.status = "revoked";
        QCOMPARE(keyState(key).wire, u"revoked"_s);
    }
};

QTEST_GUILESS_MAIN(TestAgentModel)
#include "tst_agent_model.moc"
