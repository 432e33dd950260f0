// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/revenue/revenue_model.h"
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

class RevenueModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesHoursForADayAndDaysForAMonth()
    {
        const Instant now = test::afternoon();
        QCOMPARE(revenueBuckets({now - 15min, now}), 3);
        QCOMPARE(revenueBuckets({now - 24h, now}), 24);
        QCOMPARE(revenueBuckets({now - 720h, now}), 30);
        QCOMPARE(revenueBuckets({now - 24h * 900, now}), 120);
    }

    void asksTheReportForTheRangeAndTheChosenPeriod()
    {
        Bench bench;
        RevenueModel model(*bench.gateway, bench.view);
        model.read();
        bench.settle();
        QVERIFY(!model.isWaiting());
        auto input = bench.client->lastInput<contract::GetRevenue>();
        QCOMPARE(input.period.value(), std::string("monthly"));
        QCOMPARE(input.to.value(), test::afternoon());
        model.setPeriod(RevenuePeriodKind::Weekly);
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::GetRevenue>().period.value(), std::string("weekly"));
        QCOMPARE(model.report().data()->periods.front().period, std::string("2026-W47"));
    }

    void splitsTheCourseByProtocol()
    {
        Bench bench;
        RevenueModel model(*bench.gateway, bench.view);
        model.read();
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::GetSeries>().dimension, contract::Dimension::tool);
        model.setSplit(RevenueSplit::Protocol);
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::GetSeries>().dimension, contract::Dimension::protocol);
        QCOMPARE(model.series().data()->lines.front().value, std::string("mcp"));
        const int calls = bench.client->calls<contract::GetSeries>();
        model.setSplit(RevenueSplit::Protocol);
        QCOMPARE(bench.client->calls<contract::GetSeries>(), calls);
    }

    void rereadsTheHeavyReportOnlyNowAndThen()
    {
        Bench bench;
        RevenueModel model(*bench.gateway, bench.view);
        model.read();
        bench.settle();
        for (int i = 0; i < RevenueModel::kRefreshesBetweenReports; ++i) {
            model.refresh();
            bench.settle();
        }
        QCOMPARE(bench.client->calls<contract::GetRevenue>(), 2);
        QCOMPARE(bench.client->calls<contract::GetOverview>(), 1 + RevenueModel::kRefreshesBetweenReports);
    }

    void keepsFiguresWhenTheReportFails()
    {
        Bench bench;
        bench.client->refuse<contract::GetRevenue>(base::Error(base::ErrorCode::Timeout, "timeout", "late"));
        RevenueModel model(*bench.gateway, bench.view);
        model.read();
        bench.settle();
        QVERIFY(model.report().failure().has_value());
        QVERIFY(model.figures().hasData());
        QVERIFY(!model.isWaiting());
    }
};

QTEST_GUILESS_MAIN(RevenueModelTest)
#include "tst_revenue_model.moc"
