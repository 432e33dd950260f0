// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/performance/performance_model.h"
#include "support/fake_engine_client.h"
#include "support/insight_answers.h"

#include <QTest>

using namespace bursar;
using namespace bursar::models;
using namespace std::chrono_literals;

namespace {

struct Bench {
    std::shared_ptr<test::FakeEngineClient> client = std::make_shared<test::FakeEngineClient>();
    std::unique_ptr<Gateway> gateway;
    ViewState view;

    Bench()
    {
        displaySettings().freezeNow(test::afternoon());
        test::answerBusyAfternoon(*client);
        connectGateway();
    }
    void connectGateway()
    {
        gateway = std::make_unique<Gateway>(client);
        settle();
    }
    static void settle()
    {
        for (int i = 0; i < 4; ++i)
            QCoreApplication::processEvents();
    }
};

} // namespace

class PerformanceModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsAddUpToTheHealthScore()
    {
        contract::Performance performance;
        performance.total_requests = 1000;
        performance.error_rate = 0.1;
        performance.uptime = 90;
        performance.p95_response_ms = 400;
        double sum = 0;
        for (const HealthPart& part : healthParts(performance)) {
            QVERIFY(part.points <= part.most);
            sum += part.points;
        }
        QCOMPARE(sum, 40 * 0.9 + 30 * 0.6 + 20 * 0.9 + 10);
        performance.p95_response_ms = 5000;
        QCOMPARE(healthParts(performance)[1].points, 0.0);
        for (const HealthPart& part : healthParts({}))
            QCOMPARE(part.points, 0.0);
    }

    void takesTheNearestHealthWindow()
    {
        const Instant now = test::afternoon();
        QCOMPARE(healthWindow({now - 15min, now}), std::string("1h"));
        QCOMPARE(healthWindow({now - 24h, now}), std::string("24h"));
        QCOMPARE(healthWindow({now - 720h, now}), std::string("72h"));
    }

    void rereadsTablesOnlyNowAndThen()
    {
        Bench bench;
        PerformanceModel model(*bench.gateway, bench.view);
        model.read();
        bench.settle();
        QVERIFY(!model.isWaiting());
        QCOMPARE(bench.client->calls<contract::GetBreakdown>(), 2);
        for (int i = 0; i < PerformanceModel::kRefreshesBetweenTables; ++i) {
            model.refresh();
            bench.settle();
        }
        QCOMPARE(bench.client->calls<contract::GetBreakdown>(), 4);
        QCOMPARE(bench.client->calls<contract::GetLatencyMap>(), 1 + PerformanceModel::kRefreshesBetweenTables);
    }

    void picksTheFirstCategoryAndThenTheChosenOne()
    {
        Bench bench;
        BenchmarkModel model(*bench.gateway, bench.view);
        model.read();
        bench.settle();
        QCOMPARE(model.category(), QStringLiteral("language"));
        QVERIFY(model.ranking().hasData());
        model.setCategory(QStringLiteral("search"));
        bench.settle();
        QCOMPARE(model.ranking().answered()->category.value(), std::string("search"));
    }

    void readsTheCategoryOfARestoredState()
    {
        Bench bench;
        BenchmarkModel model(*bench.gateway, bench.view);
        model.setCategory(QStringLiteral("search"));
        QCOMPARE(bench.client->calls<contract::GetBenchmark>(), 0);
        model.read();
        bench.settle();
        QCOMPARE(model.category(), QStringLiteral("search"));
    }

    void knowsOnesOwnAgentsByKeyWalletAndScope()
    {
        Bench bench;
        bench.client->on<contract::WhoAmI>([](const auto&) {
            contract::Me me;
            me.kind = contract::PrincipalKind::agent;
            me.agent_id = "meerkat-19";
            me.wallet = "0x9f21c0045ab3e1d77c01f6a2d8b4c90377ab0e13";
            return me;
        });
        bench.client->on<contract::ListWalletAgents>([](const auto&) {
            contract::Agent agent;
            agent.agent_id = "polyglot";
            return contract::AgentList{{agent}, 1};
        });
        bench.connectGateway();
        BenchmarkModel model(*bench.gateway, bench.view);
        model.read();
        bench.settle();
        QVERIFY(model.isOwn("meerkat-19"));
        QVERIFY(model.isOwn("polyglot"));
        QVERIFY(!model.isOwn("acme-search"));
        bench.view.setScope(QStringLiteral("acme-search"));
        QVERIFY(model.isOwn("acme-search"));
    }
};

QTEST_GUILESS_MAIN(PerformanceModelTest)
#include "tst_performance_model.moc"
