// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/registry.h"
#include "contract/system.h"
#include "models/client/agent_directory.h"
#include "models/client/gateway.h"
#include "support/fake_engine_client.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <thread>

using namespace bursar;
using bursar::test::FakeEngineClient;

namespace {
contract::Me someone()
{
    contract::Me me;
    me.kind = contract::PrincipalKind::user;
    me.id = "u1";
    me.name = "Jung Kim";
    me.role = "operator";
    return me;
}

contract::Agent agent(const std::string& id, const std::string& name)
{
    contract::Agent made;
    made.id = id;
    made.agent_id = id;
    made.name = name;
    made.status = "active";
    made.current_tier = "open";
    return made;
}
} // namespace

class TestGateway : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bringsRepliesOfAnotherThreadToItsOwn()
    {
        const auto engine = std::make_shared<FakeEngineClient>();
        models::Gateway gateway(engine);
        QObject receiver;
        QThread* arrivedOn = nullptr;
        gateway.call<contract::ListTasks>({}, &receiver, [&](const contract::Outcome<contract::TaskList>& outcome) {
            QVERIFY(bool(outcome));
            arrivedOn = QThread::currentThread();
        });
        std::thread other([&] { QVERIFY(engine->replyTo<contract::ListTasks>(contract::TaskList{})); });
        other.join();
        QVERIFY(!arrivedOn); // not before the event loop runs
        QTRY_COMPARE(arrivedOn, QThread::currentThread());
    }

    void dropsTheReplyOfAReceiverThatIsGone()
    {
        const auto engine = std::make_shared<FakeEngineClient>();
        models::Gateway gateway(engine);
        auto receiver = std::make_unique<QObject>();
        bool called = false;
        gateway.call<contract::ListTasks>({}, receiver.get(),
                                          [&](const contract::Outcome<contract::TaskList>&) { called = true; });
        receiver.reset();
        QVERIFY(engine->replyTo<contract::ListTasks>(contract::TaskList{}));
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void dropsRepliesAfterItIsGone()
    {
        const auto engine = std::make_shared<FakeEngineClient>();
        QObject receiver;
        bool called = false;
        {
            models::Gateway gateway(engine);
            gateway.call<contract::ListTasks>({}, &receiver,
                                              [&](const contract::Outcome<contract::TaskList>&) { called = true; });
        }
        QVERIFY(engine->replyTo<contract::ListTasks>(contract::TaskList{}));
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void survivesRepliesThatRaceWithItsEnd()
    {
        for (int round = 0; round < 50; ++round) {
            const auto engine = std::make_shared<FakeEngineClient>();
            QObject receiver;
            auto gateway = std::make_unique<models::Gateway>(engine);
            for (int i = 0; i < 20; ++i)
                gateway->call<contract::ListTasks>({}, &receiver, [](const contract::Outcome<contract::TaskList>&) {});
            std::thread other([&] {
                while (engine->replyTo<contract::ListTasks>(contract::TaskList{})) { }
            });
            gateway.reset();
            other.join();
            QCoreApplication::processEvents();
        }
    }

    void reportsAnAnswerThatCannotBeRead()
    {
        const auto engine = std::make_shared<FakeEngineClient>();
        models::Gateway gateway(engine);
        QString reason;
        gateway.call<contract::ListTasks>({}, this, [&](const contract::Outcome<contract::TaskList>& outcome) {
            reason = QString::fromStdString(outcome.error().reason());
        });
        engine->take<contract::ListTasks>().reply(contract::json::value(7));
        QTRY_COMPARE(reason, QStringLiteral("unreadable_answer"));
    }

    void passesTheIdempotencyKey()
    {
        const auto engine = std::make_shared<FakeEngineClient>();
        models::Gateway gateway(engine);
        gateway.callWithKey<contract::CancelTask>({"t1"}, "once-1", this, [](const contract::Outcome<contract::Task>&) {});
        QCOMPARE(QString::fromStdString(engine->lastKey<contract::CancelTask>()), QStringLiteral("once-1"));
    }

    void readsWhoCallsWhenTheLinkComesUp()
    {
        const auto engine = std::make_shared<FakeEngineClient>();
        engine->setLinkState(contract::LinkState::connecting);
        engine->answer<contract::WhoAmI>(someone());
        models::Gateway gateway(engine);
        QSignalSpy known(&gateway, &models::Gateway::meChanged);
        QCoreApplication::processEvents();
        QCOMPARE(engine->calls<contract::WhoAmI>(), 0);
        engine->setLinkState(contract::LinkState::live);
        QTRY_COMPARE(known.count(), 1);
        QCOMPARE(gateway.role(), contract::Role::desk_operator);
        engine->setLinkState(contract::LinkState::offline);
        engine->setLinkState(contract::LinkState::live);
        QTRY_COMPARE(known.count(), 2);
    }

    void endsASubscriptionWithItsReceiver()
    {
        const auto engine = std::make_shared<FakeEngineClient>();
        models::Gateway gateway(engine);
        auto receiver = std::make_unique<QObject>();
        int events = 0;
        gateway.subscribe(QStringLiteral("stats"), receiver.get(), [&](const contract::Event&) { ++events; });
        gateway.subscribe(QStringLiteral("log"), receiver.get(), [&](const contract::Event&) { ++events; });
        contract::Event event;
        event.topic = "stats";
        engine->publish(event);
        QTRY_COMPARE(events, 1);
        engine->publish(event); // is on its way when the receiver goes
        receiver.reset();
        QCoreApplication::processEvents();
        QCOMPARE(events, 1);
        QCOMPARE(engine->subscriptions("stats"), 0);
        QCOMPARE(engine->subscriptions("log"), 0);
    }

    void listsAgentsByNameAndReadsThemAgainAfterAnOutage()
    {
        const auto engine = std::make_shared<FakeEngineClient>();
        contract::AgentList list;
        list.agents = {agent("alpha", "Alpha"), agent("beta", "")};
        engine->answer<contract::ListAgents>(list);
        models::Gateway gateway(engine);
        models::AgentDirectory directory(gateway);
        const QAbstractItemModelTester tester(&directory, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(directory.rowCount(), 2);
        QCOMPARE(directory.nameOf(QStringLiteral("alpha")), QStringLiteral("Alpha"));
        QCOMPARE(directory.nameOf(QStringLiteral("beta")), QStringLiteral("beta"));
        QCOMPARE(directory.nameOf(QStringLiteral("gone")), QStringLiteral("gone"));
        list.agents.push_back(agent("gamma", "Gamma"));
        engine->answer<contract::ListAgents>(list);
        engine->setLinkState(contract::LinkState::offline);
        engine->setLinkState(contract::LinkState::live);
        QTRY_COMPARE(directory.rowCount(), 3);
        engine->refuse<contract::ListAgents>(base::Error(base::ErrorCode::Unavailable, "x", "x"));
        directory.refresh();
        QCoreApplication::processEvents();
        QCOMPARE(directory.rowCount(), 3); // the last good list stays
    }
};

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
