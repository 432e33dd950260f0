// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "db/cluster.h"
#include "db/db.h"
#include "db/impl/process.h"
#include "support/test_database.h"

#include <QtTest>

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

using namespace bursar;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {
constexpr const char* kHold = "--hold";

db::PrivateCluster::Options optionsFor(const fs::path& directory)
{
    return { .directory = directory, .postgresBin = {}, .progress = {}, .settings = { { "fsync", "off" } } };
}

template <class F> base::Error errorOf(F&& body)
{
    try {
        body();
    } catch (const base::Error& error) {
        return error;
    }
    throw std::logic_error("nothing was thrown");
}

std::int64_t answer(const db::PrivateCluster& cluster)
{
    db::Pool pool({ .connection = cluster.connection() });
    return pool.begin().one("SELECT 42", {}).integer(0);
}

void write(const fs::path& path, const std::string& text)
{
    std::ofstream(path) << text;
}

bool hasEnded(int pid)
{
    db::Process process = db::Process::watch(pid);
    return !process || process.waitFor(0ms);
}

/// Not QProcess: after its vfork the thread sanitizer lets no thread start.
db::Process startProgram(std::vector<std::string> arguments)
{
    return db::Process::start({ .arguments = std::move(arguments) },
                              db::Account{ geteuid(), getegid(), {}, {} });
}

/// A whole engine, as far as this module goes, in a process of its own: says the postmaster's id and waits.
int hold(const fs::path& directory, const fs::path& said)
{
    const db::PrivateCluster cluster(optionsFor(directory));
    fs::path draft = said;
    draft += ".new";
    write(draft, std::to_string(cluster.postmasterPid()));
    fs::rename(draft, said);
    pause();
    return 0;
}
} // namespace

class TestDbCluster : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>(
            QString::fromStdString((test::scratchFolder() / "bursar-cluster-XXXXXX").string()));
        QVERIFY(m_root->isValid());
        fs::permissions(root(), fs::perms(0755));
    }
    void cleanup() { m_root.reset(); }

    void createsADatabaseAtFirstStart();
    void keepsItsDataBetweenStarts();
    void startsWarmInAMoment();
    void createsAgainAfterAnInterruptedFirstStart();
    void stopsAFirstStartWhoseEngineWasKilled();
    void listensOnAPrivateSocketOnly();
    void refusesASecondOwnerAndNamesTheFirst();
    void tellsWhoRunsOnAFolder();
    void startsAgainAfterThePostmasterWasKilled();
    void replacesAPostmasterThatSurvivedItsEngine();
    void ignoresAnIdThatNowIsAnotherProcess();
    void isOutOfReachOfTheTerminal();
    void refusesAnotherMajorVersion();
    void refusesAFolderThatCannotBeReached();
    void refusesAFolderThatCannotBeMade();
    void saysWhereProgramsAreMissing();
    void saysWhyItDidNotStart();
    void limitsItsLog();
    void findsAShortSocketForALongFolder();
    void leavesNothingRunningBehind();
    void namesTheDefaultFolder();

private:
    fs::path root() const { return m_root->path().toStdString(); }
    fs::path folder() const { return root() / "data"; }

    std::unique_ptr<QTemporaryDir> m_root;
};

void TestDbCluster::createsADatabaseAtFirstStart()
{
    std::vector<std::string> steps;
    db::PrivateCluster::Options options = optionsFor(folder());
    options.progress = [&](std::string_view step) { steps.emplace_back(step); };
    const db::PrivateCluster cluster(options);
    QVERIFY(cluster.running());
    QVERIFY(cluster.postmasterPid() > 0);
    QVERIFY(cluster.bytesFree() > 0);
    QCOMPARE(steps, (std::vector<std::string>{ "creating the database", "starting the database" }));

    db::Pool pool({ .connection = cluster.connection() });
    db::Transaction tx = pool.begin();
    const db::Row row = tx.one("SELECT current_database(), current_user, encoding_name, datcollate, "
                               "(SELECT count(*) FROM pg_roles WHERE rolsuper) FROM pg_database, "
                               "LATERAL pg_encoding_to_char(encoding) AS encoding_name "
                               "WHERE datname = current_database()",
                               {});
    QCOMPARE(row.string(0), std::string("bursar"));
    QCOMPARE(row.string(1), std::string("bursar"));
    QCOMPARE(row.string(2), std::string("UTF8"));
    QCOMPARE(row.string(3), std::string("C.UTF-8"));
    QCOMPARE(row.integer(4), 1);
    const auto setting
        = [&](const char* name) { return tx.one("SELECT current_setting($1)", { name }).string(0); };
    QCOMPARE(setting("synchronous_commit"), std::string("on"));
    QCOMPARE(setting("full_page_writes"), std::string("on"));
    QCOMPARE(setting("listen_addresses"), std::string());
    QCOMPARE(setting("jit"), std::string("off"));
}

void TestDbCluster::keepsItsDataBetweenStarts()
{
    for (int run = 1; run <= 2; ++run) {
        const db::PrivateCluster cluster(optionsFor(folder()));
        db::Pool pool({ .connection = cluster.connection() });
        pool.transact([](db::Transaction& tx) {
            tx.exec("CREATE TABLE IF NOT EXISTS run (n int)");
            tx.exec("INSERT INTO run VALUES (1)");
        });
        QCOMPARE(pool.begin().one("SELECT count(*) FROM run", {}).integer(0), run);
    }
}

void TestDbCluster::startsWarmInAMoment()
{
    {
        const db::PrivateCluster first(optionsFor(folder()));
    }
    const auto start = std::chrono::steady_clock::now();
    const db::PrivateCluster cluster(optionsFor(folder()));
    const auto took
        = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    qInfo("warm start: %d ms", int(took.count()));
    QVERIFY(took < 2s); // 0.1 s on an idle machine
}

void TestDbCluster::createsAgainAfterAnInterruptedFirstStart()
{
    fs::create_directories(folder() / "postgres.new" / "base");
    fs::permissions(folder(), fs::perms(0711));
    write(folder() / "postgres.new" / "PG_VERSION", "15\n");
    const db::PrivateCluster cluster(optionsFor(folder()));
    QCOMPARE(answer(cluster), 42);
    QVERIFY(!fs::exists(folder() / "postgres.new"));
}

void TestDbCluster::stopsAFirstStartWhoseEngineWasKilled()
{
    db::Process engine = startProgram({ fs::read_symlink("/proc/self/exe").string(), kHold, folder().string(),
                                        (root() / "said").string() });
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(folder() / "postgres.new" / "base"), 60'000);
    engine.signal(SIGKILL);
    QVERIFY(engine.waitFor(10s));
    const db::PrivateCluster cluster(optionsFor(folder()));
    QCOMPARE(answer(cluster), 42);
    QVERIFY(!fs::exists(folder() / "postgres.new"));
}

void TestDbCluster::listensOnAPrivateSocketOnly()
{
    const db::PrivateCluster cluster(optionsFor(folder()));
    db::Pool pool({ .connection = cluster.connection() });
    const fs::path sockets
        = pool.begin().one("SELECT current_setting('unix_socket_directories')", {}).string(0);
    struct stat status { };
    QCOMPARE(lstat(sockets.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0700));
    QVERIFY(fs::is_socket(sockets / ".s.PGSQL.5432"));
    QCOMPARE(lstat((folder() / "postgres").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0700));
    // Nobody but the owner of the engine and the account that runs the database may say who they are.
    std::ifstream file(folder() / "postgres" / "pg_hba.conf");
    const std::string rules((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    QCOMPARE(rules, std::string("local all all peer map=bursar\n"));
}

void TestDbCluster::refusesASecondOwnerAndNamesTheFirst()
{
    const db::PrivateCluster cluster(optionsFor(folder()));
    db::writeEngineInfo(folder(), { .url = "http://127.0.0.1:8081", .pid = int(getpid()) });
    const base::Error error = errorOf([&] { db::PrivateCluster second(optionsFor(folder())); });
    QCOMPARE(error.code(), base::ErrorCode::Conflict);
    QCOMPARE(error.reason(), std::string("data_dir_in_use"));
    QVERIFY(error.text().find("http://127.0.0.1:8081") != std::string::npos);
    QCOMPARE(answer(cluster), 42);
}

void TestDbCluster::tellsWhoRunsOnAFolder()
{
    QVERIFY(!db::runningEngine(folder()));
    {
        const db::PrivateCluster cluster(optionsFor(folder()));
        QVERIFY(db::runningEngine(folder()));
        QCOMPARE(db::runningEngine(folder())->url, std::string());
        db::writeEngineInfo(folder(), { .url = "http://127.0.0.1:8080", .pid = 17 });
        QCOMPARE(db::runningEngine(folder())->url, std::string("http://127.0.0.1:8080"));
        QCOMPARE(db::runningEngine(folder())->pid, 17);
        QCOMPARE(fs::status(folder() / "engine.json").permissions(), fs::perms(0600));
    }
    QVERIFY(!db::runningEngine(folder())); // a file alone is no engine
    QVERIFY(fs::exists(folder() / "engine.json"));
    db::removeEngineInfo(folder());
    QVERIFY(!fs::exists(folder() / "engine.json"));
    write(folder() / "engine.json", "{\"url\": 5, nonsense");
    const db::PrivateCluster cluster(optionsFor(folder()));
    QCOMPARE(db::runningEngine(folder())->url, std::string());
}

void TestDbCluster::startsAgainAfterThePostmasterWasKilled()
{
    const db::PrivateCluster cluster(optionsFor(folder()));
    db::Pool pool({ .connection = cluster.connection() });
    pool.transact([](db::Transaction& tx) { tx.exec("CREATE TABLE kept AS SELECT 1 AS a"); });
    for (int round = 0; round < 2; ++round) {
        const int before = cluster.postmasterPid();
        QCOMPARE(kill(before, SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(cluster.running() && cluster.postmasterPid() != before, 20'000);
        QCOMPARE(pool.begin().one("SELECT a FROM kept", {}).integer(0), 1);
    }
}

void TestDbCluster::replacesAPostmasterThatSurvivedItsEngine()
{
    const fs::path said = root() / "said";
    db::Process engine = startProgram(
        { fs::read_symlink("/proc/self/exe").string(), kHold, folder().string(), said.string() });
    QTRY_VERIFY_WITH_TIMEOUT(fs::exists(said), 60'000);
    int orphan = 0;
    std::ifstream(said) >> orphan;
    QVERIFY(orphan > 0);
    engine.signal(SIGKILL);
    QVERIFY(engine.waitFor(10s));
    QVERIFY(!hasEnded(orphan)); // that is the point: nobody stopped it

    std::vector<std::string> steps;
    db::PrivateCluster::Options options = optionsFor(folder());
    options.progress = [&](std::string_view step) { steps.emplace_back(step); };
    const db::PrivateCluster cluster(options);
    QCOMPARE(steps.front(), std::string("stopped a database that an earlier run had left"));
    QVERIFY(hasEnded(orphan));
    QVERIFY(cluster.postmasterPid() != orphan);
    QCOMPARE(answer(cluster), 42);
}

void TestDbCluster::ignoresAnIdThatNowIsAnotherProcess()
{
    {
        const db::PrivateCluster first(optionsFor(folder()));
    }
    db::Process other = startProgram({ "/bin/sleep", "600" });
    // What a power cut leaves, once its process id has been given to somebody else.
    write(folder() / "postgres" / "postmaster.pid",
          std::to_string(other.pid()) + "\n" + (folder() / "postgres").string()
              + "\n1\n5432\n/tmp\n\n  1 1\nready   \n");
    db::giveTo(db::clusterAccount(), folder() / "postgres" / "postmaster.pid");
    const db::PrivateCluster cluster(optionsFor(folder()));
    QCOMPARE(answer(cluster), 42);
    QVERIFY(!other.waitFor(0ms));
    other.signal(SIGKILL);
    QVERIFY(other.waitFor(10s));
}

void TestDbCluster::isOutOfReachOfTheTerminal()
{
    const db::PrivateCluster cluster(optionsFor(folder()));
    QVERIFY(getpgid(cluster.postmasterPid()) != getpgrp());
    QVERIFY(getsid(cluster.postmasterPid()) != getsid(0));
}

void TestDbCluster::refusesAnotherMajorVersion()
{
    {
        const db::PrivateCluster first(optionsFor(folder()));
    }
    write(folder() / "cluster.json", "{\"major\": 9}");
    const base::Error error = errorOf([&] { db::PrivateCluster second(optionsFor(folder())); });
    QCOMPARE(error.code(), base::ErrorCode::Conflict);
    QCOMPARE(error.reason(), std::string("database_version"));
    QVERIFY(error.text().find("PostgreSQL 9") != std::string::npos);
    QVERIFY(error.text().find("pg_upgrade") != std::string::npos);
    QVERIFY(!db::runningEngine(folder())); // and it lets the folder go

    // Without the record, the data says it.
    fs::remove(folder() / "cluster.json");
    write(folder() / "postgres" / "PG_VERSION", "8\n");
    QCOMPARE(errorOf([&] { db::PrivateCluster third(optionsFor(folder())); }).reason(),
             std::string("database_version"));
}

void TestDbCluster::refusesAFolderThatCannotBeReached()
{
    const fs::path locked = root() / "locked";
    fs::create_directories(locked / "inner" / "data");
    fs::permissions(locked, fs::perms(0600));
    const base::Error error
        = errorOf([&] { db::PrivateCluster cluster(optionsFor(locked / "inner" / "data")); });
    fs::permissions(locked, fs::perms(0700));
    QCOMPARE(error.code(), base::ErrorCode::InvalidInput);
    QCOMPARE(error.reason(), std::string("data_dir_unreachable"));
    QVERIFY2(error.text().find(locked.string()) != std::string::npos, error.what());
    QVERIFY(!fs::exists(locked / "inner" / "data" / "postgres"));
}

void TestDbCluster::refusesAFolderThatCannotBeMade()
{
    write(root() / "file", "not a folder");
    const base::Error error
        = errorOf([&] { db::PrivateCluster cluster(optionsFor(root() / "file" / "data")); });
    QCOMPARE(error.code(), base::ErrorCode::InvalidInput);
    QCOMPARE(error.reason(), std::string("data_dir_unreachable"));
}

void TestDbCluster::saysWhereProgramsAreMissing()
{
    db::PrivateCluster::Options options = optionsFor(folder());
    options.postgresBin = root();
    const base::Error error = errorOf([&] { db::PrivateCluster cluster(options); });
    QCOMPARE(error.code(), base::ErrorCode::InvalidInput);
    QCOMPARE(error.reason(), std::string("postgres_missing"));
}

void TestDbCluster::saysWhyItDidNotStart()
{
    db::PrivateCluster::Options options = optionsFor(folder());
    options.settings.emplace_back("shared_buffers", "plenty");
    const base::Error error = errorOf([&] { db::PrivateCluster cluster(options); });
    QCOMPARE(error.code(), base::ErrorCode::Unavailable);
    QCOMPARE(error.reason(), std::string("database_start_failed"));
    QVERIFY(error.text().find("postgres.log") != std::string::npos);
    const db::PrivateCluster cluster(optionsFor(folder())); // a later start is not in the way of it
    QCOMPARE(answer(cluster), 42);
}

void TestDbCluster::limitsItsLog()
{
    constexpr std::uintmax_t kMuch = 20 * 1024 * 1024;
    fs::create_directories(folder());
    fs::permissions(folder(), fs::perms(0711));
    write(folder() / "postgres.log", "old\n");
    fs::resize_file(folder() / "postgres.log", kMuch);
    const db::PrivateCluster cluster(optionsFor(folder()));
    QVERIFY(fs::file_size(folder() / "postgres.log") < kMuch / 2);
    QCOMPARE(fs::file_size(folder() / "postgres.log.1"), kMuch);
}

void TestDbCluster::findsAShortSocketForALongFolder()
{
    const fs::path longFolder = folder() / std::string(120, 'x') / std::string(120, 'y');
    const db::PrivateCluster cluster(optionsFor(longFolder));
    QCOMPARE(answer(cluster), 42);
}

void TestDbCluster::leavesNothingRunningBehind()
{
    int postmaster = 0;
    fs::path sockets;
    std::optional<db::Transaction> open; // does not hold a fast stop up
    {
        const db::PrivateCluster cluster(optionsFor(folder()));
        postmaster = cluster.postmasterPid();
        db::Pool pool({ .connection = cluster.connection() });
        sockets = pool.begin().one("SELECT current_setting('unix_socket_directories')", {}).string(0);
        open.emplace(pool.begin());
        open->exec("SELECT 1");
    }
    QVERIFY(hasEnded(postmaster));
    QVERIFY(!fs::exists(sockets));
    QVERIFY(!fs::exists(folder() / "postgres" / "postmaster.pid"));
}

void TestDbCluster::namesTheDefaultFolder()
{
    qputenv("XDG_DATA_HOME", "/somewhere");
    const fs::path expected = geteuid() == 0 ? "/var/lib/bursar" : "/somewhere/bursar";
    QCOMPARE(db::defaultDataDirectory("").string(), expected.string());
    QCOMPARE(db::defaultDataDirectory("demo").string(), (expected / "demo").string());
}

int main(int argc, char** argv)
{
    if (argc == 4 && std::string_view(argv[1]) == kHold)
        return hold(argv[2], argv[3]);
    QCoreApplication application(argc, argv);
    TestDbCluster test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_db_cluster.moc"
