// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/customers/sample_customers.h"
#include "support/page_bench.h"
#include "ui/charts/bar_list.h"
#include "ui/charts/bars_over_time.h"
#include "ui/charts/funnel.h"
#include "ui/charts/heat_map.h"
#include "ui/pages/common/csv.h"
#include "ui/pages/customers/customer_fields.h"
#include "ui/pages/customers/customer_inspector.h"
#include "ui/pages/customers/customer_list.h"
#include "ui/pages/customers/customers_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/segmented_tabs.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSignalSpy>

using namespace bursar;
using namespace bursar::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kCustomers = 450;

contract::Cohorts cohorts()
{
    return {{{"2026-09", 40, 22, {1, 0.6, 0.55}}, {"2026-10", 50, 30, {1, 0.6}}, {"2026-11", 10, 10, {1}}}};
}

contract::Funnel funnel()
{
    contract::Funnel out;
    out.summary = {.mcp_customers = 1000, .a2a_customers = 500, .mcp_to_a2a = 400, .mcp_to_a2a_paid = 100,
                   .a2a_to_paid = 150, .paid_customers = 300, .total_customers = 1200, .mcp_to_a2a_rate = 0.4,
                   .a2a_to_paid_rate = 0.3, .full_funnel_rate = 0.1};
    out.daily_trend = {{"2026-11-19", 90, 40, 12}};
    contract::Journey journey;
    journey.customer_id = "acme-research";
    journey.total_requests = 412;
    journey.total_revenue = 12.5;
    journey.has_mcp = journey.has_a2a = journey.has_a2a_paid = true;
    journey.last_seen_at = test::customersNow();
    journey.days_to_convert = 2.5;
    out.journeys = {journey};
    return out;
}

void answerCustomers(test::FakeEngineClient& engine)
{
    engine.on<contract::ListCustomers>(
        [](const contract::ListCustomers::Input& input) { return test::samplePage(input, kCustomers); });
    engine.on<contract::GetCustomer>([](const contract::CustomerInput& input) {
        contract::Customer out = test::sampleCustomer(3);
        out.customer_id = input.customer_id;
        out.active_hours_utc = {0, 1, 2, 14};
        return out;
    });
    contract::DailyRows days;
    days.stats = {{"2026-11-19", 40, 1.5, base::Amount(1'500'000), 4, 1, 100, 200}};
    engine.answer<contract::GetCustomerDaily>(days);
    contract::CustomerTools tools;
    tools.tools = {{"search", 71, 120, 0.01, 2, base::Amount(2'000'000)},
                   {"translate", 29, 90, 0, 0.5, base::Amount(500'000)}};
    engine.answer<contract::GetCustomerTools>(tools);
    engine.answer<contract::GetCohorts>(cohorts());
    engine.answer<contract::GetFunnel>(funnel());
}

struct Bench : test::PageBench<CustomersPage> {
    explicit Bench(const Prepare& prepare = {})
        : PageBench([prepare](test::FakeEngineClient& engine) {
              answerCustomers(engine);
              if (prepare)
                  prepare(engine);
          })
    {
    }
    DataTable* table() const { return child<DataTable>("customers"); }
    template <class W>
    W* inspected(const char* name) const
    {
        return shell->inspector().template findChild<W*>(QLatin1String(name));
    }
    void activate(int row)
    {
        Q_EMIT table()->rowActivated(table()->model()->index(row, 0));
        settle();
    }
    contract::ListCustomers::Input asked() const { return client->lastInput<contract::ListCustomers>(); }
};

} // namespace

class CustomersPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void listsCustomersWithTheirTotals()
    {
        Bench bench;
        QVERIFY(bench.page->isBusy());
        bench.open();
        QVERIFY(!bench.page->isBusy());
        QCOMPARE(bench.table()->state(), TableState::Rows);
        QVERIFY(bench.table()->model()->rowCount() >= 200);
        QCOMPARE(*bench.asked().sort, std::string("-last_seen"));
        QCOMPARE(bench.page->list().model().total(), kCustomers);
    }

    void sortsFiltersAndSegmentsInTheEngine()
    {
        Bench bench;
        bench.open();
        Q_EMIT bench.table()->sortRequested(u"revenue"_s, Qt::DescendingOrder);
        bench.settle();
        QCOMPARE(*bench.asked().sort, std::string("-revenue"));
        auto* filter = bench.child<FilterBar>("customerFilter");
        filter->addFilter({u"errors"_s, FilterOp::Above, {u"5%"_s}});
        bench.settle();
        QCOMPARE(bench.asked().filter, std::vector<std::string>{"errors:>0.05"});
        auto* segment = bench.child<SegmentPicker>("customerSegment");
        segment->setCurrentIndex(1);
        Q_EMIT segment->activated(1);
        bench.settle();
        QCOMPARE(*bench.asked().segment, std::string("vip"));
    }

    void writesConditionsAsTheEngineReadsThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("sent");
        QTest::newRow("thousands") << u"requests:>1,200"_s << u"requests:>1200"_s;
        QTest::newRow("short count") << u"requests:>=12k"_s << u"requests:>=12000"_s;
        QTest::newRow("asset") << u"revenue:\"10.5 USDC\""_s << u"revenue:10.5"_s;
        QTest::newRow("range") << u"revenue:1..20"_s << u"revenue:1..20"_s;
        QTest::newRow("share") << u"errors:<2.5%"_s << u"errors:<0.025"_s;
        QTest::newRow("whole share") << u"errors:<100%"_s << u"errors:<1"_s;
        QTest::newRow("words") << u"-churn:low,medium"_s << u"-churn:low,medium"_s;
    }
    void writesConditionsAsTheEngineReadsThem()
    {
        Bench bench;
        QFETCH(QString, typed);
        const auto filter = parseFilter(typed, bench.child<FilterBar>("customerFilter")->fields());
        QVERIFY(filter);
        QTEST(customerCondition(*filter), "sent");
    }

    void opensACustomerWithReasonFactsAndActivity()
    {
        Bench bench;
        bench.open();
        bench.activate(3);
        QVERIFY(bench.shell->isInspectorShown);
        const QString id = QString::fromStdString(test::sampleCustomer(3).customer_id);
        QCOMPARE(bench.page->saveState().value(u"selected"_s).toString(), id);
        QCOMPARE(bench.inspected<BarList>("customerToolShares")->bars().size(), std::size_t(2));
        QCOMPARE(bench.inspected<BarList>("customerToolShares")->bars().front().note, QString(u"71\u2009%"_s));
        QCOMPARE(bench.inspected<DataTable>("customerTools")->model()->rowCount(), 2);
        QTRY_COMPARE(bench.inspected<BarsOverTime>("customerDays")->data().series.size(), std::size_t(2));
        bench.inspected<Button>("copyAddress")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), id);
        bench.inspected<Button>("showLogs")->click();
        QCOMPARE(bench.shell->opened.back().page, u"logs"_s);
        QCOMPARE(bench.shell->lastFilter(), QString(u"customer:"_s + id));
    }

    void followsTheNextRowWithoutSecondTabs()
    {
        Bench bench;
        bench.open();
        bench.activate(0);
        bench.activate(1);
        QCOMPARE(bench.shell->inspector().findChildren<BarsOverTime*>().size(), 1);
        QCOMPARE(bench.client->lastInput<contract::GetCustomer>().customer_id, test::sampleCustomer(1).customer_id);
    }

    void opensACustomerOfALinkThatIsNotInTheList()
    {
        Bench bench;
        bench.page->restoreState({{u"selected"_s, u"acme-research"_s}});
        bench.open();
        QVERIFY(bench.shell->isInspectorShown);
        QCOMPARE(bench.client->lastInput<contract::GetCustomer>().customer_id, std::string("acme-research"));
        QVERIFY(bench.inspected<Button>("showLogs"));
    }

    void saysWhyALinkLeadsNowhere()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.refuse<contract::GetCustomer>(base::Error(base::ErrorCode::NotFound, "no_customer", "gone"));
        });
        bench.page->restoreState({{u"selected"_s, u"nobody"_s}});
        bench.open();
        QCOMPARE(bench.shell->errors.size(), 1);
    }

    void keepsSegmentsUnderTheirNames()
    {
        Bench bench;
        SavedSegments saved(bench.shell->settings());
        saved.save({u"At risk"_s, u"paying"_s, u"churn:high"_s});
        QCOMPARE(saved.all().size(), std::size_t(1));
        bench.open();
        auto* segment = bench.child<SegmentPicker>("customerSegment");
        segment->showCurrent(u"all"_s, {});
        const int at = segment->findText(u"At risk"_s);
        QVERIFY(at > 0);
        segment->setCurrentIndex(at);
        Q_EMIT segment->activated(at);
        bench.settle();
        QCOMPARE(*bench.asked().segment, std::string("paying"));
        QCOMPARE(bench.asked().filter, std::vector<std::string>{"churn:high"});
        QCOMPARE(segment->currentText(), u"At risk"_s);
        bench.child<FilterBar>("customerFilter")->clear();
        QCOMPARE(segment->currentText(), segmentTitle(u"paying"_s));
        saved.remove(u"At risk"_s);
        QVERIFY(saved.all().empty());
    }

    void exportsEverythingThatMatchesAndNoFormula()
    {
        QTemporaryDir folder;
        Bench bench([](test::FakeEngineClient& engine) {
            engine.on<contract::ListCustomers>([](const contract::ListCustomers::Input& input) {
                auto page = test::samplePage(input, kCustomers);
                if (!input.cursor)
                    page.customers.front().customer_id = "=1+1";
                return page;
            });
        });
        bench.open();
        const QString path = folder.filePath(u"customers.csv"_s);
        bench.page->exportTo(path);
        QTRY_COMPARE(bench.shell->toasts.size(), 2);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), kCustomers + 1);
        QVERIFY(lines.front().startsWith("customer,country,last_seen"));
        QVERIFY(lines.at(1).startsWith("'=1+1,KR,"));
        QVERIFY(lines.at(2).contains(",2.500000,"));
        QCOMPARE(csvField(u"-12.50"_s), QByteArray("-12.50")); // a number is no formula
        QCOMPARE(csvField(u"-1+1"_s), QByteArray("'-1+1"));
        QCOMPARE(csvField(u"a \"b\", c"_s), QByteArray("\"a \"\"b\"\", c\""));
    }

    void showsWhoCameBackWithTheMonthThatIsNotOver()
    {
        Bench bench;
        bench.page->restoreState({{u"tab"_s, u"cohorts"_s}, {u"months"_s, 24}});
        bench.open();
        QCOMPARE(*bench.client->lastInput<contract::GetCohorts>().months, 24);
        QCOMPARE(bench.client->calls<contract::ListCustomers>(), 0);
        Q_EMIT bench.child<CohortMap>("cohorts")->cellActivated(1, 1);
        bench.settle();
        QCOMPARE(bench.child<SegmentedTabs>("pageTabs")->current(), 0);
        QCOMPARE(*bench.asked().sort, std::string("first_seen"));
    }

    void showsTheFunnelAndItsJourneys()
    {
        Bench bench;
        bench.page->restoreState({{u"tab"_s, u"funnel"_s}, {u"days"_s, 90}});
        bench.open();
        QCOMPARE(*bench.client->lastInput<contract::GetFunnel>().days, 90);
        auto* funnel = bench.child<Funnel>("funnel");
        QVERIFY(funnel->lossText(0).contains(u"600"_s));
        Q_EMIT funnel->stepActivated(2);
        QCOMPARE(bench.shell->lastFilter(), u"protocol:a2a payment:any"_s);
        QVERIFY(bench.shell->opened.back().range);
        auto* journeys = bench.child<DataTable>("journeys");
        QCOMPARE(journeys->model()->rowCount(), 1);
        Q_EMIT journeys->rowActivated(journeys->model()->index(0, 0));
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::GetCustomer>().customer_id, std::string("acme-research"));
    }

    void restoresWhereItWas()
    {
        Bench bench;
        const QJsonObject state{{u"tab"_s, u"list"_s},     {u"filter"_s, u"churn:high"_s}, {u"selected"_s, QString()},
                                {u"segment"_s, u"new"_s},  {u"sort"_s, u"requests"_s},     {u"months"_s, 6},
                                {u"days"_s, 7}};
        bench.page->restoreState(state);
        bench.open();
        QCOMPARE(bench.page->saveState(), state);
        QCOMPARE(*bench.asked().sort, std::string("requests"));
        QCOMPARE(*bench.asked().segment, std::string("new"));
    }

    void saysWhatFailedAndRetries()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.refuse<contract::ListCustomers>(
                base::Error(base::ErrorCode::Unavailable, "database_down", "The database does not answer."));
        });
        bench.open();
        QCOMPARE(bench.table()->state(), TableState::Failed);
        answerCustomers(*bench.client);
        Q_EMIT bench.table()->retryRequested();
        bench.settle();
        QCOMPARE(bench.table()->state(), TableState::Rows);
    }

    void keepsItsRowsWhileOffline()
    {
        Bench bench;
        bench.open();
        bench.client->setLinkState(contract::LinkState::offline);
        bench.settle();
        bench.client->refuse<contract::ListCustomers>(base::Error(base::ErrorCode::Unavailable, "offline", "offline"));
        bench.page->refresh();
        bench.settle();
        QCOMPARE(bench.table()->state(), TableState::Rows);
        QVERIFY(bench.table()->model()->rowCount() >= 200);
    }

    void tellsAnEmptyServerFromAFilterThatMatchesNothing()
    {
        Bench bench([](test::FakeEngineClient& engine) { engine.answer<contract::ListCustomers>({}); });
        bench.open();
        QCOMPARE(bench.table()->state(), TableState::Empty);
        bench.child<FilterBar>("customerFilter")->addFilter({u"churn"_s, FilterOp::Is, {u"high"_s}});
        bench.settle();
        QCOMPARE(bench.table()->state(), TableState::EmptyFiltered);
        Q_EMIT bench.table()->clearFiltersRequested();
        bench.settle();
        QCOMPARE(bench.table()->state(), TableState::Empty);
    }

    void namesTheActiveHours()
    {
        QCOMPARE(hoursText({}), QString());
        QCOMPARE(hoursText({14, 0, 2, 1}), u"00–03, 14–15 UTC"_s);
        QCOMPARE(hoursText({23}), u"23–24 UTC"_s);
    }
};

QTEST_MAIN(CustomersPageTest)
#include "tst_customers_page.moc"
