// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "db/db.h"
#include "support/test_database.h"

#include <QtTest>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

using namespace bursar;
using namespace std::string_view_literals;

namespace {
std::vector<std::string> hostileTexts()
{
    return { "",
             "plain",
             "\\N",
             "\\.",
             "\\",
             "\\\\",
             "a\tb",
             "line\nbreak",
             "carriage\rreturn",
             "\r\n",
             "\t\t",
             "'; DROP TABLE hostile; --",
             "\"quoted\" {array,braces} NULL",
             "NULL",
             "null",
             "{}",
             "\b\f\v\x01\x7f",
             "\\x41",
             "\\011",
             "Größe 価格 💸",
             std::string(1'000'000, '\\'),
             std::string(200'000, '\n') };
}

unsigned seed()
{
    const char* given = std::getenv("BURSAR_TEST_SEED");
    return given ? unsigned(std::strtoul(given, nullptr, 10)) : std::random_device{}();
}

/// Throws what the statement throws, as the code of the Error.
template <class F> base::ErrorCode codeOf(F&& body)
{
    try {
        body();
    } catch (const base::Error& error) {
        return error.code();
    }
    throw std::logic_error("nothing was thrown");
}
} // namespace

class TestDbValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_database = std::make_unique<test::TestDatabase>(test::TestDatabase::Schema::Empty);
        m_pool = std::make_unique<db::Pool>(m_database->options());
    }
    void cleanupTestCase()
    {
        m_pool.reset();
        m_database.reset();
    }

    void copiesHostileTextsUnchanged();
    void copiesRandomBytesUnchanged();
    void dropsNulBytes();
    void copiesEveryType();
    void copiesTimesToTheMicrosecond();
    void refusesAnUnfinishedRow();
    void givesUpACopyThatIsNotFinished();
    void givesUpACopyInItsSavepointOnly();
    void endsACopyWithItsTransaction();
    void reportsALostConnectionInACopy();
    void reportsADuplicateInACopy();
    void reportsADuplicateInALongCopy();
    void reportsABadValueInACopy();
    void keepsTheTransactionAfterAFailedCopyInASavepoint();
    void passesHostileTextsAsParameters();
    void passesNumbersExactly();
    void passesTimesAndDays();
    void passesAmountsOf256Bits();
    void passesBytes();
    void passesArrays();
    void refusesToReadNullAsAValue();
    void refusesToReadTheWrongType();
    void refusesInvalidUtf8AsInput();
    void rowsOutliveTheirTransaction();
    void countsAffectedRows();

private:
    std::vector<std::string> copyAndReadBack(const std::vector<std::string>& texts);

    std::unique_ptr<test::TestDatabase> m_database;
    std::unique_ptr<db::Pool> m_pool;
};

std::vector<std::string> TestDbValues::copyAndReadBack(const std::vector<std::string>& texts)
{
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TEMP TABLE hostile (id int, text text) ON COMMIT DROP");
    db::CopyWriter copy = tx.copy("hostile", "id, text");
    std::int64_t id = 0;
    for (const std::string& text : texts) {
        copy.integer(id++).text(text);
        copy.endRow();
    }
    copy.finish();
    std::vector<std::string> read;
    for (const db::Row row : tx.exec("SELECT text FROM hostile ORDER BY id"))
        read.push_back(row.string(0));
    return read;
}

void TestDbValues::copiesHostileTextsUnchanged()
{
    const std::vector<std::string> texts = hostileTexts();
    QVERIFY(copyAndReadBack(texts) == texts);
}

void TestDbValues::copiesRandomBytesUnchanged()
{
    const unsigned start = seed();
    qInfo("BURSAR_TEST_SEED=%u", start);
    std::mt19937 random(start);
    std::uniform_int_distribution<int> byte(1, 127);
    std::uniform_int_distribution<std::size_t> length(0, 60);
    std::vector<std::string> texts(3'000);
    for (std::string& text : texts) {
        text.resize(length(random));
        for (char& c : text)
            c = random() % 3 == 0 ? "\\\t\n\rN."[random() % 6] : char(byte(random));
    }
    QVERIFY(copyAndReadBack(texts) == texts);
}

void TestDbValues::dropsNulBytes()
{
    const std::string text("a\0b\0"sv);
    QCOMPARE(copyAndReadBack({ text }), std::vector<std::string>{ "ab" });
    db::Transaction tx = m_pool->begin();
    QCOMPARE(tx.one("SELECT $1::text", { text }).string(0), std::string("ab"));
}

void TestDbValues::copiesEveryType()
{
    const base::Time time = *base::parseTime("2026-11-21T06:41:00.123456Z");
    const base::Amount amount = *base::Amount::fromAtomic("123456789012345678901234567890");
    const std::string raw("\0\x01\\\n\xff"sv);
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TEMP TABLE typed (i bigint, n float8, b bool, t timestamptz, a numeric(78,0), r bytea, o "
            "text)");
    db::CopyWriter copy = tx.copy("typed", "i, n, b, t, a, r, o");
    copy.integer(std::numeric_limits<std::int64_t>::min())
        .number(-0.1)
        .boolean(true)
        .time(time)
        .amount(amount);
    copy.bytes(raw).optText(std::nullopt);
    copy.endRow();
    copy.null()
        .number(std::numeric_limits<double>::infinity())
        .boolean(false)
        .null()
        .null()
        .bytes("")
        .optText("x");
    copy.endRow();
    copy.finish();

    const db::Result rows = tx.exec("SELECT i, n, b, t, a, r, o FROM typed ORDER BY i NULLS LAST");
    QCOMPARE(rows.size(), std::size_t(2));
    const db::Row first = rows[0];
    QCOMPARE(first.integer(0), std::numeric_limits<std::int64_t>::min());
    QCOMPARE(first.number(1), -0.1);
    QVERIFY(first.boolean(2));
    QVERIFY(first.time(3) == time);
    QVERIFY(first.amount(4) == amount);
    QVERIFY(first.bytes(5) == raw);
    QVERIFY(!first.optString(6));
    QVERIFY(!rows[1].optInteger(0));
    QVERIFY(std::isinf(rows[1].number(1)));
    QVERIFY(!rows[1].boolean(2));
    QVERIFY(!rows[1].optTime(3));
    QVERIFY(!rows[1].optAmount(4));
    QCOMPARE(rows[1].bytes(5), std::string());
    QCOMPARE(rows[1].string(6), std::string("x"));
}

void TestDbValues::copiesTimesToTheMicrosecond()
{
    const unsigned start = seed();
    qInfo("BURSAR_TEST_SEED=%u", start);
    std::mt19937_64 random(start);
    const base::Time last = *base::parseTime("9999-12-31T23:59:59.999999Z");
    std::uniform_int_distribution<std::int64_t> micros(0, last.time_since_epoch().count());
    std::vector<base::Time> times{ base::Time(), last, *base::parseTime("2024-02-29T00:00:00.000001Z") };
    while (times.size() < 500)
        times.emplace_back(base::Duration(micros(random)));
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TEMP TABLE times (id int, at timestamptz)");
    db::CopyWriter copy = tx.copy("times", "id, at");
    for (std::size_t i = 0; i < times.size(); ++i) {
        copy.integer(std::int64_t(i)).time(times[i]);
        copy.endRow();
    }
    copy.finish();
    const db::Result rows = tx.exec("SELECT at FROM times ORDER BY id");
    for (std::size_t i = 0; i < times.size(); ++i)
        QVERIFY(rows[i].time(0) == times[i]);

    db::CopyWriter outside = tx.copy("times", "id, at");
    outside.integer(1);
    QVERIFY_EXCEPTION_THROWN(outside.time(base::Time(base::Duration(-1))), base::Error);
}

void TestDbValues::refusesAnUnfinishedRow()
{
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TEMP TABLE open_row (a int, b int)");
    db::CopyWriter copy = tx.copy("open_row", "a, b");
    copy.integer(1);
    QVERIFY_EXCEPTION_THROWN(copy.finish(), base::Error);
}

void TestDbValues::givesUpACopyThatIsNotFinished()
{
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TABLE given_up (a int)");
    tx.commit();

    db::Transaction half = m_pool->begin();
    {
        db::CopyWriter copy = half.copy("given_up", "a");
        for (int i = 0; i < 100'000; ++i) {
            copy.integer(i);
            copy.endRow();
        }
        QVERIFY_EXCEPTION_THROWN(half.exec("SELECT 1"), base::Error); // not while it runs
    }
    QVERIFY_EXCEPTION_THROWN(half.commit(), base::Error);
    half.rollback();
    db::Transaction check = m_pool->begin();
    QCOMPARE(check.one("SELECT count(*) FROM given_up", {}).integer(0), 0);
}

void TestDbValues::givesUpACopyInItsSavepointOnly()
{
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TEMP TABLE partly (a int, b int)");
    tx.exec("INSERT INTO partly VALUES (1, 1)");
    const auto half = [&](bool fail) {
        tx.savepoint([&] {
            db::CopyWriter copy = tx.copy("partly", "a, b");
            copy.integer(2).integer(2);
            copy.endRow();
            if (fail)
                throw std::runtime_error("changed its mind");
        });
    };
    QVERIFY_EXCEPTION_THROWN(half(true), std::runtime_error);
    QVERIFY_EXCEPTION_THROWN(half(false), base::Error); // whoever forgets to finish does not get away with it
    QCOMPARE(tx.one("SELECT count(*) FROM partly", {}).integer(0), 1);
    tx.commit();
}

void TestDbValues::endsACopyWithItsTransaction()
{
    db::Pool pool(m_database->options());
    {
        db::Transaction tx = pool.begin();
        tx.exec("CREATE TABLE ended (a int)");
        db::CopyWriter copy = tx.copy("ended", "a");
        copy.integer(1);
        copy.endRow();
        tx.rollback();
        QVERIFY_EXCEPTION_THROWN(copy.finish(), base::Error);
    }
    QVERIFY(pool.begin().one("SELECT to_regclass('ended')", {}).isNull(0));
    QCOMPARE(pool.open(), std::size_t(1)); // the connection is still good
}

void TestDbValues::reportsALostConnectionInACopy()
{
    db::PoolOptions options = m_database->options();
    options.applicationName = "copies";
    db::Pool pool(options);
    for (const int rows : { 1, 300'000 }) {
        db::Transaction tx = pool.begin();
        tx.exec("CREATE TEMP TABLE cut (a int)");
        db::CopyWriter copy = tx.copy("cut", "a");
        QCOMPARE(m_database->endConnections("copies"), 1);
        QVERIFY(codeOf([&] {
                    for (int i = 0; i < rows; ++i) {
                        copy.integer(i);
                        copy.endRow();
                    }
                    copy.finish();
                })
                == base::ErrorCode::Unavailable);
        QVERIFY_EXCEPTION_THROWN(tx.commit(), base::Error);
    }
}

void TestDbValues::reportsADuplicateInACopy()
{
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TEMP TABLE keyed (a int CONSTRAINT keyed_once PRIMARY KEY)");
    db::CopyWriter copy = tx.copy("keyed", "a");
    for (const int value : { 1, 2, 1 }) {
        copy.integer(value);
        copy.endRow();
    }
    try {
        copy.finish();
        QFAIL("a duplicate was accepted");
    } catch (const base::Error& error) {
        QCOMPARE(error.code(), base::ErrorCode::Conflict);
        QVERIFY(db::uniqueViolation(error));
        QCOMPARE(db::uniqueViolation(error)->constraint, std::string("keyed_once"));
    }
}

void TestDbValues::reportsADuplicateInALongCopy()
{
    // The server refuses the second row while we are still sending.
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TEMP TABLE long_keyed (a int CONSTRAINT long_keyed_once PRIMARY KEY)");
    db::CopyWriter copy = tx.copy("long_keyed", "a");
    try {
        for (int i = 0; i < 500'000; ++i) {
            copy.integer(7);
            copy.endRow();
        }
        copy.finish();
        QFAIL("a duplicate was accepted");
    } catch (const base::Error& error) {
        QVERIFY(db::uniqueViolation(error));
        QCOMPARE(db::uniqueViolation(error)->constraint, std::string("long_keyed_once"));
    }
}

void TestDbValues::reportsABadValueInACopy()
{
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TEMP TABLE numbers (a int)");
    db::CopyWriter copy = tx.copy("numbers", "a");
    copy.text("secret");
    copy.endRow();
    try {
        copy.finish();
        QFAIL("a text was accepted as a number");
    } catch (const base::Error& error) {
        QCOMPARE(error.code(), base::ErrorCode::Internal);
        QVERIFY(error.text().find("secret") == std::string::npos);
    }
}

void TestDbValues::keepsTheTransactionAfterAFailedCopyInASavepoint()
{
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TEMP TABLE merged (a int PRIMARY KEY)");
    tx.exec("INSERT INTO merged VALUES (1)");
    const auto copyOne = [&] {
        tx.savepoint([&] {
            db::CopyWriter copy = tx.copy("merged", "a");
            copy.integer(1);
            copy.endRow();
            copy.finish();
        });
    };
    QVERIFY(codeOf(copyOne) == base::ErrorCode::Conflict);
    tx.exec("INSERT INTO merged VALUES (2)");
    QCOMPARE(tx.one("SELECT count(*) FROM merged", {}).integer(0), 2);
    tx.commit();
}

void TestDbValues::passesHostileTextsAsParameters()
{
    db::Transaction tx = m_pool->begin();
    for (const std::string& text : hostileTexts())
        QVERIFY(tx.one("SELECT $1::text", { text }).string(0) == text);
    QVERIFY(tx.one("SELECT $1::text", { std::nullopt }).isNull(0));
    QVERIFY(tx.one("SELECT $1::text", { std::optional<std::string>() }).isNull(0));
}

void TestDbValues::passesNumbersExactly()
{
    db::Transaction tx = m_pool->begin();
    for (const double value : { 0.1, -1e-300, 1.7976931348623157e308, 5e-324, 0.30000000000000004 })
        QVERIFY(tx.one("SELECT $1::float8", { value }).number(0) == value);
    QVERIFY(std::isnan(tx.one("SELECT $1::float8", { std::nan("") }).number(0)));
    QVERIFY(tx.one("SELECT $1::float8", { -std::numeric_limits<double>::infinity() }).number(0) < 0);
    const auto largest = std::numeric_limits<std::int64_t>::max();
    QCOMPARE(tx.one("SELECT $1::bigint", { largest }).integer(0), largest);
    QVERIFY(tx.one("SELECT $1::boolean", { true }).boolean(0));
}

void TestDbValues::passesTimesAndDays()
{
    db::Transaction tx = m_pool->begin();
    for (const char* text : { "1970-01-01T00:00:00Z", "2026-11-21T06:41:00.123456Z",
                              "9999-12-31T23:59:59.999999Z", "2024-02-29T12:00:00.1Z" }) {
        const base::Time time = *base::parseTime(text);
        QVERIFY(tx.one("SELECT $1::timestamptz", { time }).time(0) == time);
    }
    const base::Day day = *base::parseDay("2024-02-29");
    QVERIFY(tx.one("SELECT $1::date", { day }).day(0) == day);
    // Sessions run in UTC whatever the server's or the client's zone is.
    QCOMPARE(tx.one("SELECT timestamptz '2026-01-01 00:00:00+02'", {}).string(0),
             std::string("2025-12-31 22:00:00+00"));
}

void TestDbValues::passesAmountsOf256Bits()
{
    const base::Amount largest = *base::Amount::fromAtomic(
        "115792089237316195423570985008687907853269984665640564039457584007913129639935");
    db::Transaction tx = m_pool->begin();
    QVERIFY(tx.one("SELECT $1::numeric(78,0)", { largest }).amount(0) == largest);
    QVERIFY(tx.one("SELECT $1::numeric(78,0)", { base::Amount() }).amount(0).isZero());
}

void TestDbValues::passesBytes()
{
    std::string raw;
    for (int value = 0; value < 256; ++value)
        raw.push_back(char(value));
    db::Transaction tx = m_pool->begin();
    QVERIFY(tx.one("SELECT $1::bytea", { db::Param::bytes(raw) }).bytes(0) == raw);
    QCOMPARE(tx.one("SELECT length($1::bytea)", { db::Param::bytes(raw) }).integer(0), 256);
}

void TestDbValues::passesArrays()
{
    const std::vector<std::string> texts = hostileTexts();
    db::Transaction tx = m_pool->begin();
    QVERIFY(tx.one("SELECT $1::text[]", { db::Param::array(texts) }).strings(0) == texts);
    QVERIFY(tx.one("SELECT $1::text[]", { db::Param::array(std::vector<std::string>()) }).strings(0).empty());
    const std::vector<std::int64_t> numbers{ -5, 0, 7 };
    QCOMPARE(tx.one("SELECT sum(n) FROM unnest($1::bigint[]) AS n", { db::Param::array(numbers) }).integer(0),
             2);
    QVERIFY_EXCEPTION_THROWN(tx.one("SELECT ARRAY['a', NULL]", {}).strings(0), base::Error);
}

void TestDbValues::refusesToReadNullAsAValue()
{
    db::Transaction tx = m_pool->begin();
    const db::Row row = tx.one("SELECT NULL::bigint, ''", {});
    QVERIFY_EXCEPTION_THROWN(row.integer(0), base::Error);
    QVERIFY_EXCEPTION_THROWN(row.text(0), base::Error);
    QCOMPARE(row.string(1), std::string());
    QVERIFY_EXCEPTION_THROWN(row.text(2), base::Error);
}

void TestDbValues::refusesToReadTheWrongType()
{
    db::Transaction tx = m_pool->begin();
    const db::Row row = tx.one("SELECT 'x', 1.5, 'infinity'::timestamptz, -1", {});
    QVERIFY_EXCEPTION_THROWN(row.integer(0), base::Error);
    QVERIFY_EXCEPTION_THROWN(row.integer(1), base::Error);
    QVERIFY_EXCEPTION_THROWN(row.boolean(0), base::Error);
    QVERIFY_EXCEPTION_THROWN(row.time(2), base::Error);
    QVERIFY_EXCEPTION_THROWN(row.amount(3), base::Error);
    QVERIFY_EXCEPTION_THROWN(row.bytes(0), base::Error);
}

void TestDbValues::refusesInvalidUtf8AsInput()
{
    db::Transaction tx = m_pool->begin();
    QVERIFY(codeOf([&] { tx.exec("SELECT $1::text", { "\xc3\x28" }); }) == base::ErrorCode::InvalidInput);
}

void TestDbValues::rowsOutliveTheirTransaction()
{
    std::optional<db::Row> row;
    {
        db::Pool pool(m_database->options());
        db::Transaction tx = pool.begin();
        row = tx.exec("SELECT 'still here'")[0];
    }
    QCOMPARE(row->string(0), std::string("still here"));
}

void TestDbValues::countsAffectedRows()
{
    db::Transaction tx = m_pool->begin();
    tx.exec("CREATE TEMP TABLE counted (a int)");
    QCOMPARE(tx.exec("INSERT INTO counted SELECT generate_series(1, 7)").affected(), std::size_t(7));
    QCOMPARE(tx.exec("DELETE FROM counted WHERE a > $1", { 3 }).affected(), std::size_t(4));
    QCOMPARE(tx.exec("UPDATE counted SET a = a WHERE false").affected(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestDbValues)
#include "tst_db_values.moc"
