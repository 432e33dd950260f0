// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/customers/sample_customers.h"
#include "models/pages/customers/customer_cells.h"
#include "models/pages/customers/customer_record.h"
#include "models/pages/customers/customer_reports.h"
#include "models/pages/customers/customer_table_model.h"
#include "support/fake_engine_client.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::models;
using bursar::test::FakeEngineClient;
using bursar::test::sampleCustomer;
using bursar::test::samplePage;

namespace {
struct Bench {
    std::shared_ptr<FakeEngineClient> engine = std::make_shared<FakeEngineClient>();
    Gateway gateway{engine};
    CustomerTableModel model{gateway};
    std::unique_ptr<QAbstractItemModelTester> tester;

    /// Checks every change of the model; it also fetches whatever the model has to give.
    void watch()
    {
        tester = std::make_unique<QAbstractItemModelTester>(&model,
                                                            QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void have(int total)
    {
        engine->on<contract::ListCustomers>(
            [total](const contract::ListCustomers::Input& input) { return samplePage(input, total); });
    }
    void fetchMore()
    {
        const int before = model.rowCount();
        model.fetchMore({});
        QTRY_VERIFY(model.rowCount() != before || !model.isLoading());
    }
};

base::Error broken()
{
    return base::Error(base::ErrorCode::Unavailable, "database_down", "The database does not answer.");
}
} // namespace

class TestCustomers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { displaySettings().freezeNow(test::customersNow()); }

    void asksWithFilterSegmentAndOrder()
    {
        Bench bench;
        bench.have(3);
        bench.model.ask({QStringLiteral("alpha"), {QStringLiteral("churn:high")}, QStringLiteral("vip"),
                         QStringLiteral("-revenue")});
        QTRY_COMPARE(bench.model.rowCount(), 3);
        const auto input = bench.engine->lastInput<contract::ListCustomers>();
        QCOMPARE(*input.agent_id, std::string("alpha"));
        QCOMPARE(input.filter, std::vector<std::string>{"churn:high"});
        QCOMPARE(*input.segment, std::string("vip"));
        QCOMPARE(*input.sort, std::string("-revenue"));
        QVERIFY(!input.from && !input.to);
        QCOMPARE(bench.model.total(), 3);
        QCOMPARE(bench.model.totalRevenue(), base::Amount(7'500'000));
    }

    void pagesDownByCursorToTheEnd()
    {
        Bench bench;
        bench.have(450);
        bench.model.ask({});
        QTRY_COMPARE(bench.model.rowCount(), 200);
        QVERIFY(bench.model.canFetchMore({}));
        bench.fetchMore();
        QCOMPARE(*bench.engine->lastInput<contract::ListCustomers>().cursor, std::string("200"));
        bench.fetchMore();
        QCOMPARE(bench.model.rowCount(), 450);
        QVERIFY(!bench.model.canFetchMore({}));
        QCOMPARE(bench.model.rowOf(QString::fromStdString(sampleCustomer(449).customer_id)), 449);
    }

    void staysAModelWhileItPages()
    {
        Bench bench;
        bench.watch();
        bench.have(450);
        bench.model.ask({});
        QTRY_COMPARE(bench.model.rowCount(), 450);
        bench.have(430);
        bench.model.retry();
        QTRY_COMPARE(bench.model.rowCount(), 430);
    }

    void dropsTheReplyOfAnEarlierQuestion()
    {
        Bench bench;
        bench.watch();
        bench.model.ask({});
        bench.model.ask({{}, {}, QStringLiteral("paying"), QStringLiteral("-last_seen")});
        QVERIFY(bench.engine->replyTo<contract::ListCustomers>(samplePage({}, 40)));
        QVERIFY(bench.engine->replyTo<contract::ListCustomers>(samplePage({}, 2)));
        QTRY_COMPARE(bench.model.rowCount(), 2);
        QCoreApplication::processEvents();
        QCOMPARE(bench.model.rowCount(), 2);
    }

    void keepsAWindowAndPagesBackUp()
    {
        Bench bench;
        constexpr int kTotal = 20'600;
        bench.have(kTotal);
        bench.model.ask({});
        QTRY_COMPARE(bench.model.rowCount(), 200);
        for (int page = 0; page < 101; ++page)
            bench.fetchMore();
        QCOMPARE(bench.model.rowCount(), 20'000);
        QCOMPARE(bench.model.rowsAbove(), 400);
        QCOMPARE(bench.model.row(0).customer_id, sampleCustomer(400).customer_id);
        QVERIFY(bench.model.canFetchAbove());
        bench.model.fetchAbove();
        QTRY_COMPARE(bench.model.rowsAbove(), 200);
        QCOMPARE(*bench.engine->lastInput<contract::ListCustomers>().offset, 200);
        QCOMPARE(bench.model.rowCount(), 20'000);
        QCOMPARE(bench.model.row(0).customer_id, sampleCustomer(200).customer_id);
        // The cursor went with the rows below: the next page is found by number.
        QVERIFY(bench.model.canFetchMore({}));
        bench.model.fetchMore({});
        QTRY_COMPARE(bench.model.rowsAbove(), 400);
        QCOMPARE(bench.model.row(19'999).customer_id, sampleCustomer(20'399).customer_id);
    }

    void jumpsToTheEndAndBack()
    {
        Bench bench;
        bench.have(1000);
        bench.model.ask({});
        QTRY_COMPARE(bench.model.rowCount(), 200);
        bench.model.seekLast();
        QTRY_COMPARE(bench.model.rowsAbove(), 800);
        QCOMPARE(bench.model.row(199).customer_id, sampleCustomer(999).customer_id);
        bench.model.seekFirst();
        QTRY_COMPARE(bench.model.rowsAbove(), 0);
    }

    void mergesWhatIsLiveAndKeepsTheSelection()
    {
        Bench bench;
        bench.watch();
        bench.have(3);
        bench.model.ask({});
        QTRY_COMPARE(bench.model.rowCount(), 3);
        const QPersistentModelIndex second = bench.model.index(1, 0);
        QSignalSpy reset(&bench.model, &QAbstractItemModel::modelReset);
        contract::CustomerPage now = samplePage({}, 3);
        std::swap(now.customers[0], now.customers[1]);
        now.customers.pop_back();
        now.customers.insert(now.customers.begin(), sampleCustomer(9));
        now.customers[1].total_requests = 5000;
        bench.engine->answer<contract::ListCustomers>(now);
        bench.model.refresh();
        QTRY_COMPARE(bench.model.row(0).customer_id, sampleCustomer(9).customer_id);
        QCOMPARE(bench.model.rowCount(), 3);
        QCOMPARE(second.row(), 1);
        QCOMPARE(bench.model.row(1).total_requests, 5000);
        QCOMPARE(reset.count(), 0);
    }

    void keepsPlacesWhileThePointerIsOverTheRows()
    {
        Bench bench;
        bench.watch();
        bench.have(3);
        bench.model.ask({});
        QTRY_COMPARE(bench.model.rowCount(), 3);
        bench.model.setMayMove(false);
        contract::CustomerPage now = samplePage({}, 3);
        std::swap(now.customers[0], now.customers[2]);
        now.customers[0].total_requests = 7777;
        bench.engine->answer<contract::ListCustomers>(now);
        bench.model.refresh();
        QTRY_COMPARE(bench.model.row(2).total_requests, 7777);
        QCOMPARE(bench.model.row(0).customer_id, sampleCustomer(0).customer_id);
    }

    void keepsItsRowsWhenAReadFailsAndRetriesThatRead()
    {
        Bench bench;
        bench.have(450);
        bench.model.ask({});
        QTRY_COMPARE(bench.model.rowCount(), 200);
        bench.engine->refuse<contract::ListCustomers>(broken());
        bench.model.fetchMore({});
        QTRY_VERIFY(bench.model.failure());
        QCOMPARE(bench.model.rowCount(), 200);
        QVERIFY(!bench.model.canFetchMore({}));
        bench.have(450);
        bench.model.retry();
        QTRY_COMPARE(bench.model.rowCount(), 400);
        QVERIFY(!bench.model.failure());
    }

    void givesTypedCells()
    {
        contract::Customer customer = sampleCustomer(0);
        QCOMPARE(copied(customerCell(customer, CustomerColumn::Customer)), QString::fromStdString(customer.customer_id));
        QCOMPARE(copied(customerCell(customer, CustomerColumn::Revenue)), QStringLiteral("2.500000"));
        QCOMPARE(customerCell(customer, CustomerColumn::Churn), Cell(State{StateThing::Churn, QStringLiteral("high"), {}}));
        QCOMPARE(dailyRequests(customer).size(), std::size_t(29));
        customer.ltv.reset();
        customer.customer_id = "203.0.113.77";
        QVERIFY(std::holds_alternative<Absent>(customerCell(customer, CustomerColumn::Ltv)));
        QVERIFY(std::holds_alternative<Code>(customerCell(customer, CustomerColumn::Customer)));
    }

    void forgetsTheLastCustomerWhenAnotherIsOpened()
    {
        Bench bench;
        bench.engine->answer<contract::GetCustomer>(sampleCustomer(1));
        bench.engine->answer<contract::GetCustomerDaily>({});
        bench.engine->answer<contract::GetCustomerTools>({});
        bench.engine->answer<contract::GetRevenue>({});
        CustomerRecord record(bench.gateway);
        record.open(std::nullopt, QStringLiteral("a"));
        QTRY_VERIFY(record.customer().hasData());
        QTRY_VERIFY(record.revenue().hasData());
        record.open(std::nullopt, QStringLiteral("b"));
        QVERIFY(!record.customer().hasData());
        QTRY_VERIFY(record.customer().hasData());
        QCOMPARE(bench.engine->lastInput<contract::GetCustomer>().customer_id, std::string("b"));
        QCOMPARE(bench.engine->calls<contract::GetRevenue>(), 1);
        record.open(std::string("alpha"), QStringLiteral("b"));
        QTRY_COMPARE(bench.engine->calls<contract::GetRevenue>(), 2);
    }

    void readsReportsForTheirMonthsAndDays()
    {
        Bench bench;
        bench.engine->answer<contract::GetCohorts>({});
        bench.engine->answer<contract::GetFunnel>({});
        const ViewState view;
        CustomerReports reports(bench.gateway, view);
        reports.setMonths(24);
        reports.setDays(7);
        QTRY_VERIFY(reports.cohorts().hasData() && reports.funnel().hasData());
        QCOMPARE(*bench.engine->lastInput<contract::GetCohorts>().months, 24);
        QCOMPARE(*bench.engine->lastInput<contract::GetFunnel>().days, 7);
        reports.setDays(7);
        QCOMPARE(bench.engine->calls<contract::GetFunnel>(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCustomers)
#include "tst_customers.moc"
