// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "db/db.h"
#include "db/impl/errors.h"
#include "support/test_database.h"

#include <QtTest>

#include <atomic>
#include <barrier>
#include <future>
#include <thread>

using namespace bursar;
using namespace std::chrono_literals;
using base::ErrorCode;

namespace {
/// The Error that the body throws.
template <class F> base::Error errorOf(F&& body)
{
    try {
        body();
    } catch (const base::Error& error) {
        return error;
    }
    throw std::logic_error("nothing was thrown");
}
} // namespace

class TestDbPool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<test::TestDatabase>(test::TestDatabase::Schema::Empty);
        m_pool = std::make_unique<db::Pool>(m_database->options());
        m_pool->begin().exec("SELECT 1");
    }
    void cleanup()
    {
        m_pool.reset();
        m_database.reset();
    }

    void connectsOnDemandOnly();
    void givesUpWhenAllConnectionsAreInUse();
    void handsAConnectionToWhoWaits();
    void neverOpensMoreThanItsLimit();
    void setsTheSessionUp();
    void rollsBackUnlessCommitted();
    void refusesToWriteInAReadOnlyTransaction();
    void repeatableReadKeepsItsSnapshot();
    void mapsServerErrors_data();
    void mapsServerErrors();
    void neverShowsSql();
    void namesTheViolatedConstraint();
    void readsReportsInEveryLanguage_data();
    void readsReportsInEveryLanguage();
    void readsNoReportFromOtherTexts();
    void refusesToCommitAfterAFailedStatement();
    void savepointsUndoTheirPartOnly();
    void savepointsNest();
    void timesOutSlowStatements();
    void reportsALockThatIsNotGivenInTime();
    void replacesConnectionsLostWhileIdle();
    void reportsAConnectionLostInATransaction();
    void reportsAnUnknownOutcomeWhenLostInCommit();
    void aFailedCommitThatDidNothingIsNoUnknown();
    void repeatsAfterADeadlock();
    void doesNotRepeatOtherErrors();
    void failsAtOnceWithoutAServer();
    void refusesAMalformedAddressWithoutRepeatingIt();
    void boundsItsPreparedStatements();
    void preparesAgainWhatFailedToPrepare();
    void survivesATableThatChangesUnderAPreparedStatement();
    void transactionsMayOutliveTheirPool();
    void measuresARoundTrip();

private:
    std::unique_ptr<test::TestDatabase> m_database;
    std::unique_ptr<db::Pool> m_pool;
};

void TestDbPool::connectsOnDemandOnly()
{
    db::Pool pool(m_database->options());
    QCOMPARE(pool.open(), std::size_t(0));
    pool.begin();
    pool.begin();
    QCOMPARE(pool.open(), std::size_t(1));
    const db::Transaction first = pool.begin();
    const db::Transaction second = pool.begin();
    QCOMPARE(pool.open(), std::size_t(2));
}

void TestDbPool::givesUpWhenAllConnectionsAreInUse()
{
    db::PoolOptions options = m_database->options();
    options.connectionsMax = 1;
    options.acquireTimeout = 30ms;
    db::Pool pool(options);
    const db::Transaction held = pool.begin();
    const auto start = std::chrono::steady_clock::now();
    const base::Error error = errorOf([&] { pool.begin(); });
    QCOMPARE(error.code(), ErrorCode::Unavailable);
    QCOMPARE(error.reason(), std::string("database_busy"));
    QVERIFY(error.retryAfter);
    QVERIFY(std::chrono::steady_clock::now() - start >= 30ms);
}

void TestDbPool::handsAConnectionToWhoWaits()
{
    db::PoolOptions options = m_database->options();
    options.connectionsMax = 1;
    options.acquireTimeout = 30s;
    db::Pool pool(options);
    std::optional<db::Transaction> held(pool.begin());
    std::future<std::int64_t> waiting
        = std::async(std::launch::async, [&] { return pool.begin().one("SELECT 7", {}).integer(0); });
    QVERIFY(waiting.wait_for(50ms) == std::future_status::timeout);
    held.reset();
    QCOMPARE(waiting.get(), 7);
    QCOMPARE(pool.open(), std::size_t(1));
}

void TestDbPool::neverOpensMoreThanItsLimit()
{
    constexpr int kThreads = 12;
    constexpr int kRounds = 40;
    db::PoolOptions options = m_database->options();
    options.connectionsMax = 3;
    options.acquireTimeout = 30s;
    options.applicationName = "bounded";
    db::Pool pool(options);
    std::atomic<std::int64_t> mostSeen{ 0 };
    std::vector<std::future<void>> workers;
    for (int i = 0; i < kThreads; ++i) {
        workers.push_back(std::async(std::launch::async, [&] {
            for (int round = 0; round < kRounds; ++round) {
                db::Transaction tx = pool.begin();
                const std::int64_t seen
                    = tx.one("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1",
                             { "bounded" })
                          .integer(0);
                std::int64_t most = mostSeen;
                while (seen > most && !mostSeen.compare_exchange_weak(most, seen)) { }
            }
        }));
    }
    for (std::future<void>& worker : workers)
        worker.get();
    QVERIFY(mostSeen >= 1);
    QVERIFY(mostSeen <= 3);
    QVERIFY(pool.open() <= 3);
}

void TestDbPool::setsTheSessionUp()
{
    db::PoolOptions options = m_database->options();
    options.statementTimeout = 1234ms;
    options.applicationName = "it's \\ me";
    db::Pool pool(options);
    db::Transaction tx = pool.begin();
    const auto setting
        = [&](const char* name) { return tx.one("SELECT current_setting($1)", { name }).string(0); };
    QCOMPARE(setting("TimeZone"), std::string("UTC"));
    QVERIFY(setting("DateStyle").starts_with("ISO"));
    QCOMPARE(setting("statement_timeout"), std::string("1234ms"));
    QCOMPARE(setting("application_name"), std::string("it's \\ me"));
    QCOMPARE(setting("standard_conforming_strings"), std::string("on"));
    QCOMPARE(setting("client_encoding"), std::string("UTF8"));
    QCOMPARE(setting("transaction_isolation"), std::string("read committed"));
}

void TestDbPool::rollsBackUnlessCommitted()
{
    m_pool->transact([](db::Transaction& tx) { tx.exec("CREATE TABLE kept (a int)"); });
    m_pool->begin().exec("INSERT INTO kept VALUES (1)");
    {
        db::Transaction tx = m_pool->begin();
        tx.exec("INSERT INTO kept VALUES (2)");
        tx.rollback();
        QVERIFY_EXCEPTION_THROWN(tx.commit(), base::Error);
    }
    QVERIFY_EXCEPTION_THROWN(m_pool->transact([](db::Transaction& tx) {
        tx.exec("INSERT INTO kept VALUES (3)");
        throw std::runtime_error("changed its mind");
    }),
                             std::runtime_error);
    QCOMPARE(m_pool->transact(
                 [](db::Transaction& tx) { return tx.one("SELECT count(*) FROM kept", {}).integer(0); }),
             0);
}

void TestDbPool::refusesToWriteInAReadOnlyTransaction()
{
    db::Transaction tx = m_pool->begin(db::Mode::ReadOnly);
    QCOMPARE(errorOf([&] { tx.exec("CREATE TABLE no (a int)"); }).code(), ErrorCode::Internal);
}

void TestDbPool::repeatableReadKeepsItsSnapshot()
{
    m_pool->transact([](db::Transaction& tx) { tx.exec("CREATE TABLE seen (a int)"); });
    for (const db::Mode mode : { db::Mode::ReadOnly, db::Mode::ReadWrite }) {
        db::Transaction tx = m_pool->begin(mode, db::Isolation::RepeatableRead);
        const std::int64_t before = tx.one("SELECT count(*) FROM seen", {}).integer(0);
        m_pool->transact([](db::Transaction& other) { other.exec("INSERT INTO seen VALUES (1)"); });
        QCOMPARE(tx.one("SELECT count(*) FROM seen", {}).integer(0), before);
    }
}

void TestDbPool::mapsServerErrors_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* state, ErrorCode code, const char* reason) {
        QTest::newRow(state) << QByteArray(state) << int(code) << QByteArray(reason);
    };
    row("53100", ErrorCode::Unavailable, "disk_full");
    row("53200", ErrorCode::Unavailable, "database_busy");
    row("53300", ErrorCode::Unavailable, "database_busy");
    row("57P01", ErrorCode::Unavailable, "database_unavailable");
    row("57P03", ErrorCode::Unavailable, "database_unavailable");
    row("08006", ErrorCode::Unavailable, "database_unavailable");
    row("57014", ErrorCode::Timeout, "statement_timeout");
    row("55P03", ErrorCode::Timeout, "lock_timeout");
    row("23505", ErrorCode::Conflict, "unique_violation");
    row("40001", ErrorCode::Unavailable, "database_contention");
    row("40P01", ErrorCode::Unavailable, "database_contention");
    row("22021", ErrorCode::InvalidInput, "invalid_text");
    row("23503", ErrorCode::Internal, "database_error");
    row("42P01", ErrorCode::Internal, "database_error");
    row("P0001", ErrorCode::Internal, "database_error");
}

void TestDbPool::mapsServerErrors()
{
    QFETCH(QByteArray, state);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    db::Transaction tx = m_pool->begin();
    const std::string sql
        = "DO $$ BEGIN RAISE EXCEPTION 'hidden words' USING ERRCODE = '" + state.toStdString() + "'; END $$";
    try {
        tx.exec(sql);
        QFAIL("nothing was thrown");
    } catch (const base::Error& error) {
        QCOMPARE(int(error.code()), code);
        QCOMPARE(error.reason(), reason.toStdString());
        QCOMPARE(std::string(db::sqlState(error)), state.toStdString());
        QCOMPARE(db::isRetryable(error), state == "40001" || state == "40P01");
        QCOMPARE(error.retryAfter.has_value(), error.code() == ErrorCode::Unavailable);
        QVERIFY(error.text().find("hidden words") == std::string::npos);
    }
}

void TestDbPool::neverShowsSql()
{
    for (const char* sql :
         { "SELECT secret_column FROM secret_table", "SELEC secret", "SELECT 'secret'::int" }) {
        db::Transaction plain = m_pool->begin();
        const base::Error error = errorOf([&] { plain.exec(sql); });
        QVERIFY2(error.text().find("secret") == std::string::npos, error.what());
    }
    db::Transaction tx = m_pool->begin();
    const base::Error error
        = errorOf([&] { tx.exec("SELECT secret_column FROM secret_table WHERE a = $1", { 1 }); });
    QVERIFY2(error.text().find("secret") == std::string::npos, error.what());
}

void TestDbPool::namesTheViolatedConstraint()
{
    m_pool->transact([](db::Transaction& tx) {
        tx.exec("CREATE TABLE agent (name text CONSTRAINT \"agent name\" UNIQUE)");
    });
    db::Transaction tx = m_pool->begin();
    tx.exec("INSERT INTO agent VALUES ($1)", { "a" });
    const auto repeat = [&] { tx.exec("INSERT INTO agent VALUES ($1)", { "a" }); };
    try {
        repeat();
        QFAIL("a duplicate was accepted");
    } catch (const std::exception& error) {
        QVERIFY(db::uniqueViolation(error));
        QCOMPARE(db::uniqueViolation(error)->constraint, std::string("agent name"));
    }
    QVERIFY(!db::uniqueViolation(std::runtime_error("other")));
}

void TestDbPool::readsReportsInEveryLanguage_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QByteArray>("constraint");
    const auto row = [](const char* name, const char* text, const char* state, const char* constraint) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(state) << QByteArray(constraint);
    };
    // As postgres-15 and its translations write them.
    row("English",
        "ERROR:  23505: duplicate key value violates unique constraint \"agent name\"\n"
        "DETAIL:  Key (name)=(\"secret\") already exists.\nLOCATION:  _bt_check_unique, nbtinsert.c:666\n",
        "23505", "agent name");
    row("a quotation mark in the name",
        "ERROR:  23505: duplicate key value violates unique constraint \"so \"called\" name\"\n", "23505",
        "so \"called\" name");
    row("an index", "ERROR:  23505: could not create unique index \"agent_key\"", "23505", "agent_key");
    row("German", "FEHLER:  23505: doppelter Schlüsselwert verletzt Unique-Constraint »agent name«\n",
        "23505", "agent name");
    row("Spanish", "ERROR:  23505: llave duplicada viola restricción de unicidad «agent_key»\n", "23505",
        "agent_key");
    row("French",
        "ERREUR:  23505: la valeur d'une clé dupliquée rompt la contrainte unique «\u00a0agent_key\u00a0»\n",
        "23505", "agent_key");
    row("Japanese", "ERROR:  23505: 重複したキー値は一意性制約\"agent_key\"違反となります\n", "23505",
        "agent_key");
    row("no name", "ERROR:  23505: twice\n", "23505", "");
    row("one quotation mark", "ERROR:  23505: 5\" twice\n", "23505", "");
    row("another state", "FATAL:  57P01: terminating \"connection\" due to administrator command\n", "57P01",
        "");
}

void TestDbPool::readsReportsInEveryLanguage()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, state);
    QFETCH(QByteArray, constraint);
    const db::ServerReport report = db::readReport(text.toStdString());
    QCOMPARE(report.sqlState, state.toStdString());
    QCOMPARE(report.constraint, constraint.toStdString());
    QVERIFY(!report.message.empty());
    QVERIFY(report.message.find("secret") == std::string::npos);
}

void TestDbPool::readsNoReportFromOtherTexts()
{
    for (const char* text :
         { "", "\n", "ERROR:  ", "ERROR:  2350", "ERROR:  23505", "ERROR:  23505:", "ERROR:  no state: here",
           "server closed the connection unexpectedly\n\tThis probably means the server terminated",
           "Write to table failed: no COPY in progress" }) {
        const db::ServerReport report = db::readReport(text);
        QVERIFY2(report.sqlState.empty() && report.constraint.empty() && report.message.empty(), text);
    }
}

void TestDbPool::refusesToCommitAfterAFailedStatement()
{
    m_pool->transact([](db::Transaction& tx) { tx.exec("CREATE TABLE half (a int)"); });
    {
        db::Transaction tx = m_pool->begin();
        tx.exec("INSERT INTO half VALUES (1)");
        errorOf([&] { tx.exec("SELECT 1/0"); });
        QCOMPARE(errorOf([&] { tx.exec("SELECT 1"); }).reason(), std::string("transaction_failed"));
        QCOMPARE(errorOf([&] { tx.commit(); }).reason(), std::string("transaction_failed"));
    }
    QCOMPARE(m_pool->begin().one("SELECT count(*) FROM half", {}).integer(0), 0);
    QCOMPARE(m_pool->open(), std::size_t(1)); // the connection is still good
}

void TestDbPool::savepointsUndoTheirPartOnly()
{
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TABLE parts (a int PRIMARY KEY)");
    tx.exec("INSERT INTO parts VALUES (1)");
    QCOMPARE(errorOf([&] {
                 tx.savepoint([&] {
                     tx.exec("INSERT INTO parts VALUES (2)");
                     tx.exec("INSERT INTO parts VALUES (1)");
                 });
             }).code(),
             ErrorCode::Conflict);
    QVERIFY_EXCEPTION_THROWN(tx.savepoint([&] {
        tx.exec("INSERT INTO parts VALUES (3)");
        throw std::runtime_error("no failure of the database");
    }),
                             std::runtime_error);
    tx.savepoint([&] { tx.exec("INSERT INTO parts VALUES (4)"); });
    tx.commit();
    const db::Result rows = m_pool->begin().exec("SELECT a FROM parts ORDER BY a");
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[1].integer(0), 4);
}

void TestDbPool::savepointsNest()
{
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TABLE nested (a int)");
    tx.savepoint([&] {
        tx.exec("INSERT INTO nested VALUES (1)");
        errorOf([&] { tx.savepoint([&] { tx.exec("SELECT 1/0"); }); });
        tx.exec("INSERT INTO nested VALUES (2)");
    });
    QCOMPARE(tx.one("SELECT sum(a) FROM nested", {}).integer(0), 3);
}

void TestDbPool::timesOutSlowStatements()
{
    db::PoolOptions options = m_database->options();
    options.statementTimeout = 50ms;
    db::Pool pool(options);
    {
        db::Transaction tx = pool.begin();
        const base::Error error = errorOf([&] { tx.exec("SELECT pg_sleep(20)"); });
        QCOMPARE(error.code(), ErrorCode::Timeout);
        QCOMPARE(error.reason(), std::string("statement_timeout"));
    }
    QCOMPARE(pool.begin().one("SELECT 1", {}).integer(0), 1);
}

void TestDbPool::reportsALockThatIsNotGivenInTime()
{
    m_pool->transact([](db::Transaction& tx) { tx.exec("CREATE TABLE locked (a int)"); });
    db::Transaction holder = m_pool->begin();
    holder.exec("LOCK TABLE locked");
    db::Transaction waiter = m_pool->begin();
    waiter.exec("SET LOCAL lock_timeout = '30ms'");
    QCOMPARE(errorOf([&] { waiter.exec("TRUNCATE locked"); }).reason(), std::string("lock_timeout"));
}

void TestDbPool::replacesConnectionsLostWhileIdle()
{
    db::PoolOptions options = m_database->options();
    options.connectionsMax = 3;
    db::Pool pool(options);
    {
        const db::Transaction one = pool.begin(), two = pool.begin(), three = pool.begin();
    }
    QCOMPARE(pool.open(), std::size_t(3));
    QVERIFY(m_database->endConnections() >= 3);
    QCOMPARE(pool.begin().one("SELECT 5", {}).integer(0), 5);
    QCOMPARE(pool.open(), std::size_t(1));
}

void TestDbPool::reportsAConnectionLostInATransaction()
{
    {
        db::Transaction tx = m_pool->begin();
        tx.exec("CREATE TABLE lost (a int)");
        m_database->endConnections();
        const base::Error error = errorOf([&] { tx.exec("INSERT INTO lost VALUES (1)"); });
        QCOMPARE(error.code(), ErrorCode::Unavailable);
        QCOMPARE(error.reason(), std::string("database_unavailable"));
        // Nothing of it may run on another connection.
        errorOf([&] { tx.exec("SELECT 1"); });
        errorOf([&] { tx.commit(); });
    }
    QVERIFY(m_pool->begin().one("SELECT to_regclass('lost')", {}).isNull(0));
}

void TestDbPool::reportsAnUnknownOutcomeWhenLostInCommit()
{
    m_pool->transact([](db::Transaction& tx) {
        tx.exec("CREATE TABLE doubt (a int)");
        tx.exec("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$");
        tx.exec("CREATE CONSTRAINT TRIGGER doubt_dies AFTER INSERT ON doubt DEFERRABLE INITIALLY DEFERRED "
                "FOR EACH ROW EXECUTE FUNCTION die()");
    });
    {
        db::Transaction tx = m_pool->begin();
        tx.exec("INSERT INTO doubt VALUES (1)");
        const base::Error error = errorOf([&] { tx.commit(); });
        QCOMPARE(error.code(), ErrorCode::OutcomeUnknown);
        QVERIFY(!db::isRetryable(error));
    }
    int attempts = 0;
    const base::Error error = errorOf([&] {
        m_pool->transact([&](db::Transaction& tx) {
            ++attempts;
            tx.exec("INSERT INTO doubt VALUES (2)");
        });
    });
    QCOMPARE(error.code(), ErrorCode::OutcomeUnknown);
    QCOMPARE(attempts, 1);
}

void TestDbPool::aFailedCommitThatDidNothingIsNoUnknown()
{
    m_pool->transact([](db::Transaction& tx) {
        tx.exec("CREATE TABLE late (a int CONSTRAINT late_once UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    });
    db::Transaction tx = m_pool->begin();
    tx.exec("INSERT INTO late VALUES (1), (1)");
    QCOMPARE(errorOf([&] { tx.commit(); }).code(), ErrorCode::Conflict);

    db::Transaction reader = m_pool->begin(db::Mode::ReadOnly);
    reader.exec("SELECT 1");
    m_database->endConnections();
    QCOMPARE(errorOf([&] { reader.commit(); }).code(), ErrorCode::Unavailable);
}

void TestDbPool::repeatsAfterADeadlock()
{
    m_pool->transact([](db::Transaction& tx) {
        tx.exec("CREATE TABLE balance (id int PRIMARY KEY, value int)");
        tx.exec("INSERT INTO balance VALUES (1, 0), (2, 0)");
    });
    std::barrier meet(2);
    std::atomic<int> attempts{ 0 };
    const auto addToBoth = [&](int first, int second) {
        bool again = false;
        m_pool->transact([&](db::Transaction& tx) {
            ++attempts;
            tx.exec("SET LOCAL deadlock_timeout = '50ms'");
            tx.exec("UPDATE balance SET value = value + 1 WHERE id = $1", { first });
            if (!std::exchange(again, true))
                meet.arrive_and_wait();
            tx.exec("UPDATE balance SET value = value + 1 WHERE id = $1", { second });
        });
    };
    std::thread other([&] { addToBoth(2, 1); });
    addToBoth(1, 2);
    other.join();
    QVERIFY(attempts >= 3);
    QCOMPARE(m_pool->begin().one("SELECT sum(value) FROM balance", {}).integer(0), 4);
}

void TestDbPool::doesNotRepeatOtherErrors()
{
    int attempts = 0;
    errorOf([&] {
        m_pool->transact([&](db::Transaction& tx) {
            ++attempts;
            tx.exec("SELECT 1/0");
        });
    });
    QCOMPARE(attempts, 1);
    attempts = 0;
    errorOf([&] {
        m_pool->transact([&](db::Transaction& tx) {
            ++attempts;
            tx.exec("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$");
        });
    });
    QCOMPARE(attempts, 5);
}

void TestDbPool::failsAtOnceWithoutAServer()
{
    db::Pool pool({ .connection = "host=/nonexistent dbname=none user=nobody" });
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 3; ++i) {
        const base::Error error = errorOf([&] { pool.begin(); });
        QCOMPARE(error.code(), ErrorCode::Unavailable);
        QCOMPARE(error.reason(), std::string("database_unavailable"));
    }
    QVERIFY(std::chrono::steady_clock::now() - start < 1s);
    QCOMPARE(pool.open(), std::size_t(0));
}

void TestDbPool::refusesAMalformedAddressWithoutRepeatingIt()
{
    db::Pool pool({ .connection = "postgresql://user:pass%ZZword@host" });
    const base::Error error = errorOf([&] { pool.begin(); });
    QCOMPARE(error.reason(), std::string("database_url"));
    QVERIFY(error.text().find("word") == std::string::npos);
    QCOMPARE(pool.open(), std::size_t(0));
}

void TestDbPool::boundsItsPreparedStatements()
{
    constexpr int kStatements = 400;
    constexpr int kKeptMax = 256;
    db::Transaction tx = m_pool->begin();
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < kStatements; ++i) {
            const std::string sql = "SELECT $1::int + " + std::to_string(i);
            QCOMPARE(tx.one(sql, { 1 }).integer(0), i + 1);
        }
    }
    const std::int64_t kept = tx.one("SELECT count(*) FROM pg_prepared_statements", {}).integer(0);
    QVERIFY(kept > kKeptMax / 2);
    QVERIFY(kept <= kKeptMax);
}

void TestDbPool::preparesAgainWhatFailedToPrepare()
{
    const auto read = [&] {
        return m_pool->transact(
            [](db::Transaction& tx) { return tx.exec("SELECT a FROM later WHERE a > $1", { 0 }).size(); });
    };
    for (int i = 0; i < 2; ++i)
        QCOMPARE(errorOf(read).code(), ErrorCode::Internal);
    m_pool->transact([](db::Transaction& tx) { tx.exec("CREATE TABLE later (a int)"); });
    QCOMPARE(read(), std::size_t(0));
    QCOMPARE(m_pool->open(), std::size_t(1)); // on the same connection
}

void TestDbPool::survivesATableThatChangesUnderAPreparedStatement()
{
    m_pool->transact([](db::Transaction& tx) { tx.exec("CREATE TABLE shape (a int)"); });
    const auto read = [&] {
        return m_pool->transact(
            [](db::Transaction& tx) { return tx.exec("SELECT * FROM shape WHERE a >= $1", { 0 }).size(); });
    };
    QCOMPARE(read(), std::size_t(0));
    db::Pool other(m_database->options());
    other.transact([](db::Transaction& tx) {
        tx.exec("ALTER TABLE shape ADD COLUMN b text; INSERT INTO shape VALUES (1)");
    });
    QCOMPARE(read(), std::size_t(1));
}

void TestDbPool::transactionsMayOutliveTheirPool()
{
    auto pool = std::make_unique<db::Pool>(m_database->options());
    db::Transaction tx = pool->begin();
    pool.reset();
    tx.exec("CREATE TABLE outlived (a int)");
    tx.commit();
    QVERIFY(!m_pool->begin().one("SELECT to_regclass('outlived')", {}).isNull(0));
}

void TestDbPool::measuresARoundTrip()
{
    QVERIFY(m_pool->ping() > 0us);
    QVERIFY(m_pool->ping() < 10s);
}

QTEST_GUILESS_MAIN(TestDbPool)
#include "tst_db_pool.moc"
