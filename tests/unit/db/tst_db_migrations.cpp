// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "db/migrations.h"
#include "support/test_database.h"

#include <QtTest>

#include <filesystem>
#include <fstream>
#include <future>
#include <set>

using namespace bursar;
using db::Migration;

namespace {
const std::vector<Migration> kSample{
    { "0001_first.sql", "CREATE TABLE first (a int);" },
    { "0002_second.sql", "CREATE TABLE second (a int); INSERT INTO second VALUES (1);" },
    { "0003_third.sql", "ALTER TABLE second ADD COLUMN b text;" },
};

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

class TestDbMigrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_database = std::make_unique<test::TestDatabase>(test::TestDatabase::Schema::Empty); }
    void cleanup() { m_database.reset(); }

    void compilesEveryFileOfTheFolderIn();
    void appliesAllToAFreshDatabase();
    void appliesNothingTwice();
    void appliesOnlyWhatIsMissing();
    void recordsWhatItApplied();
    void refusesAChangedMigration();
    void refusesANewerDatabase();
    void refusesAMigrationThatWasSlippedIn();
    void refusesDisorder();
    void leavesNothingOfAFailedMigration();
    void refusesAMigrationThatEndsItsTransaction();
    void mayRunOnSeveralServersAtOnce();
    void bringsTheBuiltinSchemaUp();

private:
    std::int64_t count(const std::string& sql)
    {
        return db::Pool(m_database->options()).begin().one(sql, {}).integer(0);
    }

    std::unique_ptr<test::TestDatabase> m_database;
};

void TestDbMigrations::compilesEveryFileOfTheFolderIn()
{
    std::set<std::string> onDisk;
    for (const auto& entry : std::filesystem::directory_iterator(BURSAR_SOURCE_DIR "/resources/migrations")) {
        if (entry.path().extension() == ".sql")
            onDisk.insert(entry.path().filename().string());
    }
    std::set<std::string> compiledIn;
    for (const Migration& migration : db::builtinMigrations()) {
        compiledIn.emplace(migration.name);
        std::ifstream file(std::string(BURSAR_SOURCE_DIR "/resources/migrations/").append(migration.name));
        const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        QVERIFY2(text == migration.sql, std::string(migration.name).c_str());
        const QRegularExpression form(QStringLiteral("^\\d{4}_[a-z0-9_]+\\.sql$"));
        QVERIFY(form.match(QString::fromUtf8(migration.name.data(), qsizetype(migration.name.size())))
                    .hasMatch());
    }
    QVERIFY(!onDisk.empty());
    QVERIFY2(onDisk == compiledIn, "list every file of resources/migrations in backend/db/CMakeLists.txt");
}

void TestDbMigrations::appliesAllToAFreshDatabase()
{
    const db::MigrationReport report = db::migrate(m_database->connection(), kSample);
    QCOMPARE(report.applied,
             (std::vector<std::string>{ "0001_first.sql", "0002_second.sql", "0003_third.sql" }));
    QCOMPARE(report.version, std::string("0003_third.sql"));
    QCOMPARE(count("SELECT count(*) FROM second WHERE b IS NULL"), 1);
}

void TestDbMigrations::appliesNothingTwice()
{
    db::migrate(m_database->connection(), kSample);
    const db::MigrationReport report = db::migrate(m_database->connection(), kSample);
    QVERIFY(report.applied.empty());
    QCOMPARE(report.version, std::string("0003_third.sql"));
    QCOMPARE(count("SELECT count(*) FROM second"), 1);
}

void TestDbMigrations::appliesOnlyWhatIsMissing()
{
    db::migrate(m_database->connection(), std::span(kSample).first(1));
    const db::MigrationReport report = db::migrate(m_database->connection(), kSample);
    QCOMPARE(report.applied, (std::vector<std::string>{ "0002_second.sql", "0003_third.sql" }));
}

void TestDbMigrations::recordsWhatItApplied()
{
    db::migrate(m_database->connection(), kSample);
    db::Pool pool(m_database->options());
    const db::Result rows = pool.begin().exec("SELECT name, sha256, applied_at <= now(), app_version "
                                              "FROM schema_migration ORDER BY name");
    QCOMPARE(rows.size(), std::size_t(3));
    // printf 'CREATE TABLE first (a int);' | sha256sum
    QCOMPARE(rows[0].string(1),
             std::string("fd06957cc59efcf30351a093c83528e70247700394715e19404055fbac7db180"));
    QVERIFY(rows[0].boolean(2));
    QVERIFY(!rows[0].string(3).empty());
}

void TestDbMigrations::refusesAChangedMigration()
{
    db::migrate(m_database->connection(), kSample);
    std::vector<Migration> changed = kSample;
    changed[1].sql = "CREATE TABLE second (a bigint);";
    const base::Error error = errorOf([&] { db::migrate(m_database->connection(), changed); });
    QCOMPARE(error.code(), base::ErrorCode::Conflict);
    QCOMPARE(error.reason(), std::string("migration_changed"));
    QVERIFY(error.text().find("0002_second.sql") != std::string::npos);
}

void TestDbMigrations::refusesANewerDatabase()
{
    db::migrate(m_database->connection(), kSample);
    const base::Error error
        = errorOf([&] { db::migrate(m_database->connection(), std::span(kSample).first(2)); });
    QCOMPARE(error.code(), base::ErrorCode::Conflict);
    QCOMPARE(error.reason(), std::string("database_newer"));
    QVERIFY(error.text().find("0003_third.sql") != std::string::npos);
    QCOMPARE(errorOf([&] { db::migrate(m_database->connection(), {}); }).reason(),
             std::string("database_newer"));
}

void TestDbMigrations::refusesAMigrationThatWasSlippedIn()
{
    db::migrate(m_database->connection(), std::vector<Migration>{ kSample[0], kSample[2 - 1] });
    std::vector<Migration> slipped = kSample;
    slipped.insert(slipped.begin() + 1, Migration{ "0001_late.sql", "CREATE TABLE late (a int);" });
    QCOMPARE(errorOf([&] { db::migrate(m_database->connection(), slipped); }).reason(),
             std::string("migration_changed"));
    QCOMPARE(count("SELECT count(*) FROM schema_migration"), 2);
}

void TestDbMigrations::refusesDisorder()
{
    const std::vector<Migration> disorder{ kSample[1], kSample[0] };
    QCOMPARE(errorOf([&] { db::migrate(m_database->connection(), disorder); }).reason(),
             std::string("migration_order"));
}

void TestDbMigrations::leavesNothingOfAFailedMigration()
{
    std::vector<Migration> failing = kSample;
    failing[1].sql = "CREATE TABLE second (a int); SELECT secret_thing();";
    const base::Error error = errorOf([&] { db::migrate(m_database->connection(), failing); });
    QCOMPARE(error.code(), base::ErrorCode::Internal);
    QCOMPARE(error.reason(), std::string("migration_failed"));
    QVERIFY(error.text().find("0002_second.sql") != std::string::npos);
    QVERIFY(error.text().find("secret_thing") == std::string::npos);
    QCOMPARE(count("SELECT count(*) FROM schema_migration"), 1);
    QCOMPARE(count("SELECT count(*) FROM pg_class WHERE relname = 'second'"), 0);
    QCOMPARE(db::migrate(m_database->connection(), kSample).applied.size(), std::size_t(2));
}

void TestDbMigrations::refusesAMigrationThatEndsItsTransaction()
{
    for (const char* sql :
         { "CREATE TABLE early (a int); COMMIT;", "CREATE TABLE late (a int); COMMIT; BEGIN;" }) {
        const std::vector<Migration> committing{ { "0001_commits.sql", sql } };
        QCOMPARE(errorOf([&] { db::migrate(m_database->connection(), committing); }).reason(),
                 std::string("migration_failed"));
    }
}

void TestDbMigrations::mayRunOnSeveralServersAtOnce()
{
    constexpr int kServers = 4;
    std::vector<Migration> slow = kSample;
    slow[1].sql = "SELECT pg_sleep(0.2); CREATE TABLE second (a int);";
    std::vector<std::future<std::size_t>> servers;
    for (int i = 0; i < kServers; ++i) {
        servers.push_back(std::async(
            std::launch::async, [&] { return db::migrate(m_database->connection(), slow).applied.size(); }));
    }
    std::size_t applied = 0;
    for (std::future<std::size_t>& server : servers)
        applied += server.get();
    QCOMPARE(applied, slow.size());
}

void TestDbMigrations::bringsTheBuiltinSchemaUp()
{
    const db::MigrationReport report = db::migrate(m_database->connection());
    QCOMPARE(report.applied.size(), db::builtinMigrations().size());
    const test::TestDatabase migrated;
    QVERIFY(db::migrate(migrated.connection()).applied.empty());
}

QTEST_GUILESS_MAIN(TestDbMigrations)
#include "tst_db_migrations.moc"
