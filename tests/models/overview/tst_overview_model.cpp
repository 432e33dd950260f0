// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/overview/needs_model.h"
#include "models/pages/overview/overview_model.h"
#include "models/pages/overview/ticker_model.h"
#include "support/fake_engine_client.h"
#include "support/insight_answers.h"

#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::models;
using namespace std::chrono_literals;

namespace {

struct Bench {
    std::shared_ptr<test::FakeEngineClient> client = std::make_shared<test::FakeEngineClient>();
    std::unique_ptr<Gateway> gateway;
    ViewState view;

    enum class Engine { Busy, Silent };
    explicit Bench(Engine engine = Engine::Busy)
    {
        displaySettings().freezeNow(test::afternoon());
        if (engine == Engine::Busy)
            test::answerBusyAfternoon(*client);
        gateway = std::make_unique<Gateway>(client);
        settle();
    }
    static void settle()
    {
        for (int i = 0; i < 4; ++i)
            QCoreApplication::processEvents();
    }
    void stats(std::int64_t rows, const std::string& agent = "meerkat-19")
    {
        client->publish({"stats", agent, "t", contract::json::object{{"rows", rows}}, false});
        settle();
    }
};

Instant at(const char* text)
{
    return *base::parseTime(text);
}

} // namespace

class OverviewModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comparesTheLastHalfHourOfADay()
    {
        const Instant now = test::afternoon();
        const SpanPair pair = latestPair({now - 24h, now}, now);
        QCOMPARE(pair.after, (Span{at("2026-11-20T14:00:00Z"), at("2026-11-20T14:30:00Z")}));
        QCOMPARE(pair.before, (Span{at("2026-11-20T13:30:00Z"), at("2026-11-20T14:00:00Z")}));
    }

    void comparesWholeHoursWhereMinutesAreGone()
    {
        const Instant now = test::afternoon();
        const SpanPair month = latestPair({now - 720h, now}, now);
        QCOMPARE(month.after, (Span{at("2026-11-19T14:00:00Z"), at("2026-11-20T14:00:00Z")}));
        const Instant old = at("2026-11-01T09:41:00Z");
        const SpanPair hours = latestPair({old - 6h, old}, now);
        QCOMPARE(hours.after, (Span{at("2026-11-01T08:00:00Z"), at("2026-11-01T09:00:00Z")}));
        QCOMPARE(hours.before.to, hours.after.from);
    }

    void readsEverythingOfRangeAndScope()
    {
        Bench bench;
        bench.view.setScope(QStringLiteral("meerkat-19"));
        OverviewModel model(*bench.gateway, bench.view);
        QVERIFY(model.isWaiting());
        model.read();
        bench.settle();
        QVERIFY(!model.isWaiting());
        const auto input = bench.client->lastInput<contract::GetOverview>();
        QCOMPARE(input.agent_id.value(), std::string("meerkat-19"));
        QCOMPARE(input.to - input.from, base::Duration(24h));
        QCOMPARE(bench.client->lastInput<contract::GetBreakdown>().dimension, contract::Dimension::tool);
        QCOMPARE(bench.client->calls<contract::GetSeries>(), 3); // tools, tools before, status
    }

    void asksForNoPreviousPeriodWhenNotCompared()
    {
        Bench bench;
        bench.view.setCompare(false);
        OverviewModel model(*bench.gateway, bench.view);
        model.read();
        bench.settle();
        QCOMPARE(bench.client->calls<contract::GetSeries>(), 2);
        QVERIFY(!model.byToolBefore().hasData());
    }

    void rereadsRankingsOnlyNowAndThen()
    {
        Bench bench;
        OverviewModel model(*bench.gateway, bench.view);
        model.read();
        bench.settle();
        for (int i = 1; i < OverviewModel::kRefreshesBetweenRankings; ++i) {
            model.refresh();
            bench.settle();
        }
        QCOMPARE(bench.client->calls<contract::GetOverview>(), OverviewModel::kRefreshesBetweenRankings);
        QCOMPARE(bench.client->calls<contract::CompareSpans>(), 1);
        model.refresh();
        bench.settle();
        QCOMPARE(bench.client->calls<contract::CompareSpans>(), 2);
        QCOMPARE(bench.client->calls<contract::GetBreakdown>(), 2);
    }

    void keepsAChosenComparisonWhileLive()
    {
        Bench bench;
        OverviewModel model(*bench.gateway, bench.view);
        model.read();
        const Span chosen{at("2026-11-20T10:00:00Z"), at("2026-11-20T11:00:00Z")};
        model.compare(chosen);
        bench.settle();
        const auto input = bench.client->lastInput<contract::CompareSpans>();
        QCOMPARE(input.after_from, chosen.from);
        QCOMPARE(input.before_from, at("2026-11-20T09:00:00Z"));
        const int before = bench.client->calls<contract::CompareSpans>();
        for (int i = 0; i < OverviewModel::kRefreshesBetweenRankings; ++i) {
            model.refresh();
            bench.settle();
        }
        QCOMPARE(bench.client->calls<contract::CompareSpans>(), before);
        model.compare(std::nullopt);
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::CompareSpans>().after_to, at("2026-11-20T14:30:00Z"));
    }

    void showsTheAnswerForTheLaterRangeOnly()
    {
        Bench bench(Bench::Engine::Silent);
        OverviewModel model(*bench.gateway, bench.view);
        model.read();
        bench.view.setRange({QStringLiteral("1h"), {}});
        model.read();
        auto day = bench.client->take<contract::GetOverview>();
        auto hour = bench.client->take<contract::GetOverview>();
        const auto reply = [](auto& call) {
            call.reply(contract::Codec<contract::GetOverview>::encodeOutput(
                test::sampleOverview(contract::Codec<contract::GetOverview>::decodeInput(call.input))));
        };
        reply(hour);
        reply(day); // late
        bench.settle();
        QCOMPARE(model.figures().answered()->to - model.figures().answered()->from, base::Duration(1h));
        QCOMPARE(model.figures().data()->to - model.figures().data()->from < base::Duration(2h), true);
    }

    void reportsAFailureBesideTheDataThatStays()
    {
        Bench bench;
        OverviewModel model(*bench.gateway, bench.view);
        model.read();
        bench.settle();
        bench.client->refuse<contract::GetOverview>(
            base::Error(base::ErrorCode::Unavailable, "database_unavailable", "The database does not answer"));
        model.refresh();
        bench.settle();
        QVERIFY(model.figures().failure().has_value());
        QVERIFY(model.figures().hasData());
        QVERIFY(!model.isWaiting());
    }

    void ticksAtMostTwiceASecond()
    {
        Bench bench;
        TickerModel ticker(*bench.gateway, bench.view);
        ticker.start();
        ticker.read();
        bench.settle();
        QCOMPARE(bench.client->calls<contract::ListLogs>(), 1);
        for (int i = 0; i < 20; ++i) {
            bench.client->publish({"log", "meerkat-19", "t", {}, false});
            bench.settle();
        }
        QCOMPARE(bench.client->calls<contract::ListLogs>(), 2);
        QTRY_COMPARE(bench.client->calls<contract::ListLogs>(), 3);
        QCOMPARE(*bench.client->lastInput<contract::ListLogs>().limit, TickerModel::kRows);
        ticker.stop();
        bench.client->publish({"log", "meerkat-19", "t", {}, false});
        QTest::qWait(TickerModel::kBetweenReads.count() + 100);
        QCOMPARE(bench.client->calls<contract::ListLogs>(), 3);
    }

    void countsRequestsASecondInScope()
    {
        Bench bench;
        bench.view.setScope(QStringLiteral("meerkat-19"));
        TickerModel ticker(*bench.gateway, bench.view);
        bench.stats(4000);
        bench.stats(1000);
        bench.stats(9999, "other");
        QCOMPARE(ticker.rate(), 500.0);
    }

    void findsWhatNeedsAPerson()
    {
        Bench bench;
        bench.client->on<contract::GetSystemStatus>([](const auto&) {
            auto status = test::sampleSystem();
            status.disk_free_bytes = 900'000'000;
            return status;
        });
        bench.client->on<contract::ListTasks>([](const auto&) {
            contract::Task task;
            task.id = "t1";
            task.title = "Import access.log";
            task.state = "failed";
            task.updated_at = test::afternoon() - 2h;
            contract::Task old = task;
            old.updated_at = test::afternoon() - 48h;
            return contract::TaskList{{task, old}};
        });
        bench.client->on<contract::ListAgents>([](const auto&) {
            contract::Agent agent;
            agent.agent_id = "meerkat-19";
            agent.origin_endpoint = "https://origin.example";
            return contract::AgentList{{agent}, 1};
        });
        bench.client->on<contract::GetOriginHealth>([](const auto&) {
            contract::OriginHealth health;
            health.status = "unhealthy";
            return health;
        });
        bench.client->on<contract::ListKeys>([](const auto&) {
            contract::ApiKey key;
            key.name = "ci";
            key.status = "expiring";
            key.expires_at = test::afternoon() + 23h;
            return contract::ApiKeyList{{key}};
        });
        NeedsModel needs(*bench.gateway);
        needs.look();
        QTRY_COMPARE(needs.needs().size(), std::size_t(4));
        QCOMPARE(int(needs.needs().front().kind), int(Need::Kind::DiskLow));
        QCOMPARE(needs.needs().back().subject, QStringLiteral("ci"));
        needs.look();
        bench.settle();
        QCOMPARE(bench.client->calls<contract::GetOriginHealth>(), 1); // not more than once a minute
    }

    void saysOnceThatManyOriginsAreDownAndAsksNoInventedOne()
    {
        Bench bench;
        bench.client->on<contract::ListAgents>([](const auto&) {
            contract::AgentList list;
            for (int i = 0; i < 6; ++i) {
                contract::Agent agent;
                agent.agent_id = "agent-" + std::to_string(i);
                agent.origin_endpoint = "https://origin.example";
                agent.simulated = i == 5;
                list.agents.push_back(agent);
            }
            list.total = 6;
            return list;
        });
        bench.client->on<contract::GetOriginHealth>([](const auto&) {
            contract::OriginHealth health;
            health.status = "unhealthy";
            return health;
        });
        NeedsModel needs(*bench.gateway);
        needs.look();
        QTRY_VERIFY(needs.needs().size() == 1 && needs.needs().front().number == 5);
        QCOMPARE(int(needs.needs().front().kind), int(Need::Kind::OriginsDown));
        QVERIFY(!needs.needs().front().detail.contains(QStringLiteral("agent-5")));
        QCOMPARE(bench.client->calls<contract::GetOriginHealth>(), 5);
    }

    void needsNothingOnAQuietDay()
    {
        Bench bench;
        NeedsModel needs(*bench.gateway);
        QSignalSpy changed(&needs, &NeedsModel::changed);
        needs.look();
        bench.settle();
        QVERIFY(needs.needs().empty());
        QCOMPARE(changed.count(), 0);
    }
};

QTEST_GUILESS_MAIN(OverviewModelTest)
#include "tst_overview_model.moc"
