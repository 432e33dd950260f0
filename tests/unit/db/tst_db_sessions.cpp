// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "db/db.h"
#include "support/test_database.h"

#include <QtTest>

#include <condition_variable>
#include <mutex>

using namespace bursar;
using namespace std::chrono_literals;

namespace {
constexpr std::int64_t kKey = 42;

/// Counts wake-ups and lets a test wait for the next one.
class Wakes {
public:
    void add()
    {
        const std::lock_guard lock(m_mutex);
        ++m_count;
        m_changed.notify_all();
    }
    /// False when fewer than `count` came in time.
    bool waitFor(int count)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 20s, [&] { return m_count >= count; });
    }
    int count()
    {
        const std::lock_guard lock(m_mutex);
        return m_count;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_count = 0;
};
} // namespace

class TestDbSessions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_database = std::make_unique<test::TestDatabase>(test::TestDatabase::Schema::Empty); }
    void cleanup() { m_database.reset(); }

    void givesALockToOneOnly();
    void keepsLocksOfOtherKeysApart();
    void noticesThatALockIsLost();
    void commitsOnTheConnectionOfTheLock();
    void cannotCommitOnceTheLockIsLost();
    void wakesOnceConnectedAndForEachNotification();
    void listensAgainAfterALostConnection();
    void listensOnAChannelOfAnyName();
    void survivesAReceiverThatThrows();
    void stopsAtOnceWithoutAServer();

private:
    void notify(const std::string& channel)
    {
        db::Pool pool(m_database->options());
        pool.transact([&](db::Transaction& tx) { tx.exec("SELECT pg_notify($1, '')", { channel }); });
    }

    std::unique_ptr<test::TestDatabase> m_database;
};

void TestDbSessions::givesALockToOneOnly()
{
    std::unique_ptr<db::AdvisoryLock> first = db::AdvisoryLock::tryAcquire(m_database->connection(), kKey);
    QVERIFY(first);
    QVERIFY(first->stillHeld());
    QVERIFY(!db::AdvisoryLock::tryAcquire(m_database->connection(), kKey));
    first.reset();
    // The server lets go when it notices that the connection is closed.
    std::unique_ptr<db::AdvisoryLock> second;
    QTRY_VERIFY(second || (second = db::AdvisoryLock::tryAcquire(m_database->connection(), kKey)));
}

void TestDbSessions::keepsLocksOfOtherKeysApart()
{
    const auto first = db::AdvisoryLock::tryAcquire(m_database->connection(), kKey);
    const auto second = db::AdvisoryLock::tryAcquire(m_database->connection(), -kKey);
    QVERIFY(first && second);
    QVERIFY(first->backendPid() != second->backendPid());
}

void TestDbSessions::noticesThatALockIsLost()
{
    const auto lock = db::AdvisoryLock::tryAcquire(m_database->connection(), kKey);
    m_database->endConnections("bursar-lock");
    QVERIFY(!lock->stillHeld());
    QVERIFY(!lock->stillHeld()); // and it never comes back by itself
    QVERIFY(db::AdvisoryLock::tryAcquire(m_database->connection(), kKey));
}

void TestDbSessions::commitsOnTheConnectionOfTheLock()
{
    const auto lock = db::AdvisoryLock::tryAcquire(m_database->connection(), kKey);
    for (int round = 0; round < 2; ++round) {
        db::Transaction tx = lock->begin();
        tx.exec("CREATE TABLE IF NOT EXISTS journal (id int)");
        QCOMPARE(tx.one("SELECT pg_backend_pid()", {}).integer(0), std::int64_t(lock->backendPid()));
        tx.commit();
    }
    QVERIFY(lock->stillHeld());
}

void TestDbSessions::cannotCommitOnceTheLockIsLost()
{
    const auto lock = db::AdvisoryLock::tryAcquire(m_database->connection(), kKey);
    db::Transaction tx = lock->begin();
    tx.exec("CREATE TABLE journal (id int)");
    m_database->endConnections("bursar-lock");
    const auto other = db::AdvisoryLock::tryAcquire(m_database->connection(), kKey);
    QVERIFY(other);
    QVERIFY_EXCEPTION_THROWN(tx.commit(), base::Error);
    QVERIFY(other->begin().one("SELECT to_regclass('journal')", {}).isNull(0));
}

void TestDbSessions::wakesOnceConnectedAndForEachNotification()
{
    Wakes wakes;
    const db::Listener listener(m_database->connection(), "news", [&] { wakes.add(); });
    QVERIFY(wakes.waitFor(1));
    notify("news");
    QVERIFY(wakes.waitFor(2));
    notify("other");
    notify("news");
    QVERIFY(wakes.waitFor(3));
    QCOMPARE(wakes.count(), 3);
}

void TestDbSessions::listensAgainAfterALostConnection()
{
    Wakes wakes;
    const db::Listener listener(m_database->connection(), "news", [&] { wakes.add(); });
    QVERIFY(wakes.waitFor(1));
    QCOMPARE(m_database->endConnections("bursar-listen"), 1);
    QVERIFY(wakes.waitFor(2));
    notify("news");
    QVERIFY(wakes.waitFor(3));
}

void TestDbSessions::listensOnAChannelOfAnyName()
{
    const std::string channel = "It's \"odd\"; UNLISTEN *";
    Wakes wakes;
    const db::Listener listener(m_database->connection(), channel, [&] { wakes.add(); });
    QVERIFY(wakes.waitFor(1));
    notify(channel);
    QVERIFY(wakes.waitFor(2));
}

void TestDbSessions::survivesAReceiverThatThrows()
{
    Wakes wakes;
    const db::Listener listener(m_database->connection(), "news", [&] {
        wakes.add();
        throw std::runtime_error("the receiver fails");
    });
    QVERIFY(wakes.waitFor(1));
    notify("news");
    QVERIFY(wakes.waitFor(2));
}

void TestDbSessions::stopsAtOnceWithoutAServer()
{
    const auto start = std::chrono::steady_clock::now();
    {
        Wakes wakes;
        const db::Listener listener("host=/nonexistent dbname=none", "news", [&] { wakes.add(); });
        QVERIFY(!wakes.count());
    }
    QVERIFY(std::chrono::steady_clock::now() - start < 2s);
}

QTEST_GUILESS_MAIN(TestDbSessions)
#include "tst_db_sessions.moc"
