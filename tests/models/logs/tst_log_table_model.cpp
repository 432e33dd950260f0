// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/common/cell_table.h"
#include "models/pages/logs/log_cells.h"
#include "models/pages/logs/log_table_model.h"
#include "support/fake_logs.h"

#include <QAbstractItemModelTester>
#include <QDeadlineTimer>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::models;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using bursar::test::FakeEngineClient;
using bursar::test::FakeLogs;

namespace {

constexpr int kWindow = static_cast<int>(LogTableModel::kWindowRowsMax);

LogQuestion lastDay()
{
    LogQuestion question;
    question.span = {test::afternoon() - 24h, test::afternoon()};
    question.follows = true;
    return question;
}

QString idAt(int step)
{
    return QString::fromStdString(FakeLogs::logAt(step).id);
}

struct Bench {
    explicit Bench(int rows = 0) : logs(rows) { logs.answer(*engine); }

    /// Checks every change of the model; it also fetches whatever the model has to give.
    void watch()
    {
        tester = std::make_unique<QAbstractItemModelTester>(&model,
                                                            QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void ask(const LogQuestion& question = lastDay())
    {
        model.ask(question);
        settle();
    }
    void settle() const
    {
        const QDeadlineTimer deadline(5s);
        while (model.isLoading() && !deadline.hasExpired())
            QCoreApplication::processEvents();
        QVERIFY(!model.isLoading());
    }
    void fetchAll()
    {
        while (model.canFetchMore({}))
            fetchMore();
    }
    void fetchMore()
    {
        model.fetchMore({});
        settle();
    }
    void fetchNewer()
    {
        model.fetchNewer();
        settle();
    }
    QString id(int row) const { return QString::fromStdString(model.row(row).id); }
    contract::ListLogs::Input asked() const { return engine->lastInput<contract::ListLogs>(); }
    int reads() const { return engine->calls<contract::ListLogs>(); }
    /// Neither twice nor missing: one row each 100 ms.
    bool isWithoutHoles() const
    {
        for (int row = 1; row < model.rowCount(); ++row) {
            if (model.row(row - 1).created_at - model.row(row).created_at != 100ms)
                return false;
        }
        return true;
    }

    FakeLogs logs;
    std::shared_ptr<FakeEngineClient> engine = std::make_shared<FakeEngineClient>();
    Gateway gateway{engine};
    LogTableModel model{gateway};
    std::unique_ptr<QAbstractItemModelTester> tester;
};

base::Error broken()
{
    return base::Error(base::ErrorCode::Unavailable, "database_down", "The database does not answer.");
}

} // namespace

class TestLogTableModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { displaySettings().freezeNow(test::afternoon()); }

    void asksWithScopeSpanAndFilters()
    {
        Bench bench(3);
        LogQuestion question = lastDay();
        question.agent = u"alpha"_s;
        question.filters = {u"status:5xx"_s, u"-tool:search"_s};
        bench.ask(question);
        QCOMPARE(*bench.asked().agent_id, std::string("alpha"));
        QCOMPARE(bench.asked().filter, (std::vector<std::string>{"status:5xx", "-tool:search"}));
        QCOMPARE(*bench.asked().from, question.span.from);
        QVERIFY(!bench.asked().to); // new rows belong to it
        QVERIFY(!bench.asked().cursor && !bench.asked().at);
        QCOMPARE(*bench.model.total(), 3);
        question.follows = false;
        bench.ask(question);
        QCOMPARE(*bench.asked().to, question.span.to);
    }

    void pagesDownByCursorToTheEnd()
    {
        Bench bench(450);
        bench.ask();
        QCOMPARE(bench.model.rowCount(), 200);
        QVERIFY(bench.model.canFetchMore({}));
        bench.fetchMore();
        QCOMPARE(*bench.asked().cursor, "o" + FakeLogs::logAt(-199).id);
        bench.fetchMore();
        QCOMPARE(bench.model.rowCount(), 450);
        QVERIFY(!bench.model.canFetchMore({}));
        QVERIFY(bench.isWithoutHoles());
        QCOMPARE(bench.model.rowOf(idAt(-449)), 449);
        QVERIFY(!bench.model.rowOf(u"elsewhere"_s));
    }

    void staysAModelWhileItPagesFollowsAndJumps()
    {
        Bench bench(700);
        bench.watch();
        bench.ask();
        bench.fetchAll();
        QCOMPARE(bench.model.rowCount(), 700);
        for (int step = 1; step <= 5; ++step)
            bench.logs.add(step);
        bench.model.follow();
        QTRY_COMPARE(bench.model.rowCount(), 705);
        bench.model.seek(test::afternoon() - 30s);
        QTRY_VERIFY(bench.model.rowOf(idAt(-699)));
        while (bench.model.canFetchNewer())
            bench.fetchNewer();
        QTRY_COMPARE(bench.model.rowCount(), 705);
        QVERIFY(bench.isWithoutHoles());
    }

    void dropsTheReplyOfAnEarlierScope()
    {
        Bench bench;
        auto engine = std::make_shared<FakeEngineClient>();
        Gateway gateway(engine);
        LogTableModel model(gateway);
        LogQuestion other = lastDay();
        other.agent = u"beta"_s;
        model.ask(lastDay());
        model.ask(other);
        const FakeLogs many(40), few(2);
        QVERIFY(engine->replyTo<contract::ListLogs>(many.page({})));
        QVERIFY(engine->replyTo<contract::ListLogs>(few.page({})));
        QTRY_COMPARE(model.rowCount(), 2);
        QCoreApplication::processEvents();
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(*model.total(), 2);
    }

    void dropsAPageOfTheEarlierQuestion()
    {
        auto engine = std::make_shared<FakeEngineClient>();
        Gateway gateway(engine);
        LogTableModel model(gateway);
        const FakeLogs logs(450);
        model.ask(lastDay());
        engine->replyTo<contract::ListLogs>(logs.page({.limit = 200}));
        QTRY_COMPARE(model.rowCount(), 200);
        model.fetchMore({});
        const auto older = engine->lastInput<contract::ListLogs>();
        model.ask(lastDay());
        engine->replyTo<contract::ListLogs>(logs.page(older));
        engine->replyTo<contract::ListLogs>(logs.page({.limit = 50}));
        QTRY_COMPARE(model.rowCount(), 50);
        QCoreApplication::processEvents();
        QCOMPARE(model.rowCount(), 50);
    }

    void keepsAWindowAndPagesBackUpToTheNewest()
    {
        Bench bench(kWindow + 600);
        bench.ask();
        bench.fetchAll();
        QCOMPARE(bench.model.rowCount(), kWindow);
        QCOMPARE(bench.id(0), idAt(-600));
        QVERIFY(!bench.model.isAtNewest());
        QVERIFY(bench.model.canFetchNewer());
        bench.fetchNewer();
        QCOMPARE(*bench.asked().cursor, "n" + FakeLogs::logAt(-600).id);
        QCOMPARE(bench.model.rowCount(), kWindow);
        QCOMPARE(bench.id(0), idAt(-400));
        QVERIFY(bench.isWithoutHoles());
        while (bench.model.canFetchNewer())
            bench.fetchNewer();
        QCOMPARE(bench.id(0), idAt(0));
        QVERIFY(bench.model.isAtNewest());
        QVERIFY(bench.isWithoutHoles());
        // What was dropped below is read again, from where it was cut.
        QVERIFY(bench.model.canFetchMore({}));
        bench.fetchMore();
        QVERIFY(bench.isWithoutHoles());
    }

    void showsNewRowsOnTopAndCountsThem()
    {
        Bench bench(300);
        bench.ask();
        for (int step = 1; step <= 37; ++step)
            bench.logs.add(step);
        QSignalSpy reset(&bench.model, &QAbstractItemModel::modelReset);
        bench.model.follow();
        QTRY_COMPARE(bench.model.rowCount(), 237);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(bench.id(0), idAt(37));
        QCOMPARE(*bench.model.total(), 337);
        QVERIFY(bench.isWithoutHoles());
    }

    void takesARushOfNewRowsWhole()
    {
        Bench bench(10);
        bench.ask();
        for (int step = 1; step <= 2500; ++step)
            bench.logs.add(step);
        bench.model.follow();
        QTRY_COMPARE(bench.model.rowCount(), 2510);
        QVERIFY(bench.isWithoutHoles());
    }

    void putsARequestThatCameInLateAtItsTime()
    {
        Bench bench(300);
        for (int step : {2, 3, 6})
            bench.logs.add(step);
        bench.ask();
        bench.watch();
        bench.logs.add(4); // an agent sent its batch only now
        bench.logs.add(7);
        bench.model.follow();
        QTRY_VERIFY(bench.model.rowOf(idAt(7)));
        QCOMPARE(bench.model.rowOf(idAt(7)), 0);
        QCOMPARE(bench.model.rowOf(idAt(6)), 1);
        QCOMPARE(bench.model.rowOf(idAt(4)), 2);
        QCOMPARE(*bench.model.total(), 305);
        bench.fetchAll();
        QTRY_COMPARE(bench.model.rowCount(), 305);
    }

    void readsNothingNewWhilePaused()
    {
        Bench bench(20);
        bench.ask();
        bench.model.setFollowing(false);
        bench.logs.add(1);
        bench.model.follow();
        QVERIFY(!bench.model.canFetchNewer());
        bench.model.fetchNewer();
        bench.settle();
        QCOMPARE(bench.model.rowCount(), 20);
        bench.model.setFollowing(true);
        QTRY_COMPARE(bench.model.rowCount(), 21);
    }

    void readsNothingNewIntoAFixedSpan()
    {
        Bench bench(20);
        LogQuestion question = lastDay();
        question.follows = false;
        bench.ask(question);
        const int reads = bench.reads();
        bench.model.follow();
        QCoreApplication::processEvents();
        QCOMPARE(bench.reads(), reads);
    }

    void coalescesLiveReads()
    {
        Bench bench(20);
        bench.ask();
        const int reads = bench.reads();
        for (int i = 0; i < 10; ++i)
            bench.model.follow();
        bench.settle();
        QCOMPARE(bench.reads(), reads + 1);
        QTRY_COMPARE(bench.reads(), reads + 2); // once more, for what came in meanwhile
    }

    void dropsNothingThatIsBeingReadForNewRows()
    {
        Bench bench(kWindow);
        bench.ask();
        bench.fetchAll();
        QCOMPARE(bench.model.rowCount(), kWindow);
        bench.model.setEye(kWindow - 20);
        for (int step = 1; step <= 30; ++step)
            bench.logs.add(step);
        bench.model.follow();
        QTRY_VERIFY(!bench.model.isAtNewest());
        QCOMPARE(bench.id(kWindow - 1), idAt(1 - kWindow));
        // They are not lost: scrolling up reads them.
        bench.model.setEye(0);
        bench.fetchNewer();
        QCOMPARE(bench.id(0), idAt(30));
        QVERIFY(bench.isWithoutHoles());
    }

    void jumpsToATimeWithRowsOnBothSides()
    {
        Bench bench(2000);
        bench.ask();
        bench.model.seek(test::afternoon() - 100s);
        bench.settle();
        const auto at = bench.model.rowOf(idAt(-1000));
        QVERIFY(at);
        QCOMPARE(*at, 200);
        QVERIFY(bench.model.canFetchNewer() && bench.model.canFetchMore({}));
        QVERIFY(bench.isWithoutHoles());
        bench.logs.add(1);
        const int rows = bench.model.rowCount();
        bench.model.follow(); // between it and the rows in view lies what was jumped over
        QTest::qWait(20);
        QCOMPARE(bench.model.rowCount(), rows);
        bench.model.seekNewest();
        bench.settle();
        QCOMPARE(bench.id(0), idAt(1));
    }

    void endsAtTheOldestRow()
    {
        Bench bench(900);
        LogQuestion question = lastDay();
        question.span.from = test::afternoon() - 70s;
        bench.ask(question);
        bench.model.seekOldest();
        bench.settle();
        QCOMPARE(bench.id(bench.model.rowCount() - 1), idAt(-700));
        QVERIFY(bench.model.rowCount() >= 200);
        QVERIFY(!bench.model.canFetchMore({}));
        QVERIFY(bench.model.canFetchNewer());
        const int reads = bench.reads();
        bench.model.seekOldest(); // is there already
        bench.settle();
        QCOMPARE(bench.reads(), reads);
    }

    void searchesOnWhenASearchRanOutOfTime()
    {
        Bench bench;
        int asked = 0;
        const FakeLogs logs(3);
        bench.engine->on<contract::ListLogs>([&](const contract::ListLogs::Input&) {
            contract::LogPage page;
            if (++asked < 4)
                page.next = "o" + std::to_string(asked);
            else
                page = logs.page({});
            return page;
        });
        QSignalSpy answered(&bench.model, &LogTableModel::answered);
        bench.ask();
        QCOMPARE(asked, 4);
        QCOMPARE(bench.model.rowCount(), 3);
        QCOMPARE(answered.count(), 1); // nothing found yet is not "nothing matches"
    }

    void keepsItsRowsWhenAReadFailsAndRetriesThatRead()
    {
        Bench bench(450);
        bench.ask();
        bench.engine->refuse<contract::ListLogs>(broken());
        bench.fetchMore();
        QCOMPARE(bench.model.failure()->reason(), std::string("database_down"));
        QCOMPARE(bench.model.rowCount(), 200);
        QVERIFY(!bench.model.canFetchMore({}));
        bench.logs.answer(*bench.engine);
        bench.model.retry();
        bench.settle();
        QVERIFY(!bench.model.failure());
        QCOMPARE(bench.model.rowCount(), 400);
    }

    void neverMixesRowsOfTwoQuestions()
    {
        Bench bench(450);
        bench.ask();
        LogQuestion narrower = lastDay();
        narrower.filters = {u"status:5xx"_s};
        bench.engine->refuse<contract::ListLogs>(broken());
        bench.ask(narrower);
        QVERIFY(bench.model.failure() && !bench.model.isCurrent());
        QCOMPARE(bench.model.rowCount(), 200); // the last good ones stay
        bench.logs.answer(*bench.engine);
        bench.model.follow();
        bench.settle();
        QVERIFY(!bench.asked().cursor); // from the beginning, not on top of the old rows
        QVERIFY(bench.model.isCurrent());
    }

    void namesWhatIsShownAsAFixedQuestion()
    {
        Bench bench(20);
        bench.ask();
        bench.logs.add(1);
        const LogQuestion shown = bench.model.shownQuestion();
        QVERIFY(!shown.follows);
        QCOMPARE(shown.span.to, test::afternoon() + 1us);
        QCOMPARE(bench.logs.page(logsInput(shown, 1000)).logs.size(), std::size_t(20));
    }

    void startsByItselfOnceTheFirstRequestIsThere()
    {
        Bench bench;
        bench.ask();
        QCOMPARE(bench.model.rowCount(), 0);
        bench.logs.add(1);
        bench.model.follow();
        QTRY_COMPARE(bench.model.rowCount(), 1);
        bench.logs.add(2);
        bench.model.follow();
        QTRY_COMPARE(bench.model.rowCount(), 2);
    }

    void givesTypedCellsAndWhatAFilterNeeds()
    {
        contract::RequestLog log = FakeLogs::logAt(0);
        log.x402_amount_atomic = base::Amount(20'000);
        log.x402_decimals = 6;
        log.x402_token = "USDC-base-mainnet";
        log.payment_state = "verified";
        log.customer_id = "0x12ab33fe5d2c4b7a9e01f6c38d7b54a209c19f31";
        QCOMPARE(copied(logCell(log, LogColumn::Payment)), u"0.020000"_s);
        QCOMPARE(logCell(log, LogColumn::PaymentState), Cell(State{StateThing::Revenue, u"verified"_s, {}}));
        QVERIFY(std::holds_alternative<Address>(logCell(log, LogColumn::Customer)));
        QCOMPARE(copied(logCell(log, LogColumn::Latency)), u"0.12"_s);
        QVERIFY(std::holds_alternative<Absent>(logCell(log, LogColumn::Version)));
        log.x402_amount_atomic.reset();
        QVERIFY(std::holds_alternative<Absent>(logCell(log, LogColumn::Payment)));
        // A key is shown by its prefix and found by its id; a request by its path alone.
        Bench bench(1);
        bench.ask();
        const auto value = [&bench](LogColumn column) {
            return bench.model.index(0, static_cast<int>(column)).data(kFilterValueRole);
        };
        QCOMPARE(value(LogColumn::Key).toString(), u"5d2c4b7a-9e01-46c3-8d7b-54a209c19f31"_s);
        QCOMPARE(value(LogColumn::Request).toString(), u"/mcp"_s);
        QVERIFY(!value(LogColumn::Status).isValid());
        QCOMPARE(bench.model.index(0, 0).data(kRowKeyRole).toString(), idAt(0));
    }

    void repeatsARequestWithoutAnyCredential()
    {
        contract::RequestLog log = FakeLogs::logAt(0);
        log.path = "/mcp?page=2&api_key=sk123&q=it's";
        log.headers = {{{"content-type", "application/json"},
                        {"host", "bot.example"},
                        {"authorization", "Bearer sk456"},
                        {"x-payment", "sig789"},
                        {"cookie", "[redacted]"},
                        {"x-trace", "a'b"}}};
        log.request_body = "{\"q\":\"it's\"}";
        const QString curl = asCurl(log, u"https://bot.example:8443/mcp"_s);
        for (const QString& secret : {u"sk123"_s, u"sk456"_s, u"sig789"_s, u"redacted"_s, u"cookie"_s})
            QVERIFY2(!curl.contains(secret), qPrintable(curl));
        QVERIFY(curl.startsWith(u"curl -X POST 'https://bot.example:8443/mcp?page=2&q=it'\\''s'"_s));
        QVERIFY(curl.contains(u"-H 'content-type: application/json'"_s));
        QVERIFY(curl.contains(u"-H 'x-trace: a'\\''b'"_s));
        QVERIFY(curl.endsWith(u"--data '{\"q\":\"it'\\''s\"}'"_s));
        log.method = "tools/call";
        QVERIFY(asCurl(log, u"http://localhost"_s).startsWith(u"curl -X POST "_s));
    }

    void indentsABodyThatIsJsonOnly()
    {
        QCOMPARE(prettyBody("{\"a\":1}"), u"{\n    \"a\": 1\n}\n"_s);
        QCOMPARE(prettyBody("plain {"), u"plain {"_s);
    }
};

QTEST_GUILESS_MAIN(TestLogTableModel)
#include "tst_log_table_model.moc"
