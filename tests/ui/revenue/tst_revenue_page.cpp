// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/page_bench.h"
#include "ui/charts/bars_over_time.h"
#include "ui/pages/common/report.h"
#include "ui/pages/revenue/price_panel.h"
#include "ui/pages/revenue/revenue_page.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/stat_card.h"

#include <QComboBox>

using namespace bursar;
using namespace bursar::ui;
using namespace Qt::StringLiterals;

using Bench = test::PageBench<RevenuePage>;

class RevenuePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFigureSaysItsBasis()
    {
        Bench bench;
        bench.open();
        QCOMPARE(bench.child<StatCard>("revenue")->stat().label, u"Revenue, verified"_s);
        for (const char* name : {"arpu", "ltv", "growth"})
            QVERIFY2(bench.child<StatCard>(name)->stat().tooltip.contains(u"Verified:"_s), name);
        QCOMPARE(bench.child<StatCard>("payingShare")->stat().against, u"153 of 1,753"_s);
        QVERIFY(bench.child<StatCard>("ltv")->stat().tooltip.contains(u"churn"_s));
    }

    void saysWhyThereIsNoLifetimeValue()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.on<contract::GetRevenue>([](const contract::GetRevenue::Input& input) {
                auto answer = test::sampleRevenue(input);
                answer.ltv.reset();
                answer.ltv_reason = "Fewer than 2 whole months of history.";
                return answer;
            });
        });
        bench.open();
        const Stat& ltv = bench.child<StatCard>("ltv")->stat();
        QVERIFY(ltv.value.isEmpty());
        QCOMPARE(ltv.absentReason, u"Fewer than 2 whole months of history."_s);
    }

    void switchesBetweenToolsAssetsAndProtocols()
    {
        Bench bench;
        bench.open();
        auto* split = bench.child<DataTable>("split");
        QCOMPARE(split->model()->rowCount(), 4);
        auto* choice = bench.page->findChildren<QComboBox*>().front();
        choice->setCurrentIndex(1);
        Q_EMIT choice->activated(1);
        bench.settle();
        QCOMPARE(split->model()->rowCount(), 2);
        QCOMPARE(split->model()->index(1, 0).data().toString(), u"ETH"_s);
        choice->setCurrentIndex(2);
        Q_EMIT choice->activated(2);
        bench.settle();
        QCOMPARE(split->model()->rowCount(), 3);
        Q_EMIT split->rowActivated(split->model()->index(1, 0));
        QCOMPARE(bench.shell->lastFilter(), u"protocol:a2a payment:any"_s);
    }

    void aPayerOpensTheCustomer()
    {
        Bench bench;
        bench.open();
        auto* payers = bench.child<DataTable>("payers");
        Q_EMIT payers->rowActivated(payers->model()->index(2, 0));
        QCOMPARE(bench.shell->opened.back().page, u"customers"_s);
        QCOMPARE(bench.shell->opened.back().state.value(u"selected"_s).toString(), u"acme-research"_s);
    }

    void marksPriceChangesOnTheCourse()
    {
        Bench bench;
        bench.shell->view().setRange({u"30d"_s, {}});
        bench.open();
        QTRY_COMPARE(bench.child<BarsOverTime>("revenueCourse")->data().markers.size(), std::size_t(1));
        QCOMPARE(bench.child<BarsOverTime>("revenueCourse")->data().markers.front().kind, ChartMarker::Kind::Setting);
    }

    void tellsThePriceToRaiseAndWhy()
    {
        contract::PriceRecommendation advice;
        advice.action = "increase_price";
        advice.tool = "translate";
        QCOMPARE(PricePanel::headline(advice), u"Raise the price of translate"_s);
        advice.action = "hold";
        advice.tool.clear();
        QCOMPARE(PricePanel::headline(advice), u"Keep the prices"_s);
    }

    void restoresItsState()
    {
        Bench bench;
        bench.page->restoreState({{u"split"_s, 2}, {u"period"_s, 1}});
        bench.open();
        QCOMPARE(bench.client->lastInput<contract::GetSeries>().dimension, contract::Dimension::protocol);
        QCOMPARE(bench.client->lastInput<contract::GetRevenue>().period.value(), std::string("weekly"));
        QCOMPARE(bench.page->saveState().value(u"split"_s).toInt(), 2);
    }

    void reportsEverySectionWithItsBasis()
    {
        Bench bench;
        bench.open();
        const QByteArray html = reportHtml(bench.page->report());
        for (const char* words : {"Verified", "Top payers", "0x9f21", "Periods", "Raise the price of translate"})
            QVERIFY2(html.contains(words), words);
    }

    void standsOnTheFirstDay()
    {
        Bench bench(test::answerFirstDay);
        bench.open();
        QVERIFY(!bench.page->isBusy());
        QCOMPARE(bench.child<DataTable>("periods")->model()->rowCount(), 0);
    }
};

QTEST_MAIN(RevenuePageTest)
#include "tst_revenue_page.moc"
