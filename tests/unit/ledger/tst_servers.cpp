// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "ledger/impl/store.h"
#include "unit/ledger/ledger_bench.h"

#include <QTest>

#include <thread>

using namespace bursar;
using namespace bursar::ledger;
using namespace std::chrono_literals;
using test::LedgerServer;
using test::TestDatabase;
using test::value;

class TestLedgerServers : public QObject {
    Q_OBJECT

private slots:
    void oneWritesAndTheOthersAskIt()
    {
        const TestDatabase database;
        LedgerServer one(database, "one");
        QTRY_VERIFY(one.ledger.isWriter());
        LedgerServer two(database, "two");
        const AccountId world = two.open("world", {.mayBeNegative = true});
        const AccountId anna = two.open("anna");
        QVERIFY(!two.ledger.isWriter());
        const auto first = std::get<Accepted>(two.move("k", world, anna, 7));
        QVERIFY(!first.repeated);
        const auto repeated = std::get<Accepted>(one.move("k", world, anna, 7));
        QVERIFY(repeated.repeated && repeated.id == first.id);
        const auto refusal = std::get<Refusal>(two.move("k2", anna, world, 8));
        QCOMPARE(refusal.code, RefusalCode::insufficient_funds);
        QVERIFY(refusal.subject == anna && !refusal.text.empty());
        QCOMPARE(two.settled(anna), std::string("7"));
        QVERIFY(two.ledger.find({"anna", "USDC", "balance"}) == anna);
        QCOMPARE(value(two.pool, "SELECT (SELECT count(*) FROM ledger_inbox) + (SELECT count(*) FROM ledger_outcome)"), std::string("0"));
    }

    /// More than the writer takes from the inbox at once, and one row that it cannot read.
    void aFullInboxIsWorkedOffAndACommandThatCannotBeReadStopsNothing()
    {
        const TestDatabase database;
        LedgerServer one(database, "one");
        QTRY_VERIFY(one.ledger.isWriter());
        LedgerServer two(database, "two");
        const AccountId world = two.open("world", {.mayBeNegative = true});
        const AccountId anna = two.open("anna");
        two.pool.transact([](db::Transaction& tx) {
            tx.exec("INSERT INTO ledger_inbox (id, command) VALUES ('00000000-0000-7000-8000-000000000001', '{\"type\":\"later\"}')");
        });
        constexpr int kCommands = 12'000;
        std::atomic<int> accepted = 0, answered = 0;
        for (int i = 0; i < kCommands; ++i) {
            two.ledger.post({fmt::format("k{}", i), {}, {}, Transfer{{{world, base::SignedAmount(-1)}, {anna, base::SignedAmount(1)}}}},
                            [&](contract::Outcome<Answer> outcome) {
                                accepted += outcome && std::holds_alternative<Accepted>(*outcome) ? 1 : 0;
                                ++answered;
                            });
        }
        QTRY_COMPARE_WITH_TIMEOUT(answered.load(), kCommands, 60'000);
        QCOMPARE(accepted.load(), kCommands);
        QCOMPARE(value(two.pool, "SELECT count(*) FROM ledger_inbox"), std::string("0"));
        QVERIFY(value(two.pool, "SELECT outcome FROM ledger_outcome").find("refused") != std::string::npos);
    }

    void anotherTakesOverWhenTheWriterStops()
    {
        const TestDatabase database;
        auto one = std::make_unique<LedgerServer>(database, "one");
        QTRY_VERIFY(one->ledger.isWriter());
        LedgerServer two(database, "two");
        const AccountId world = two.open("world", {.mayBeNegative = true});
        const AccountId anna = two.open("anna");
        std::atomic<bool> over = false;
        std::atomic<int> accepted = 0;
        std::thread caller([&] {
            for (int i = 0; !over; ++i)
                accepted += std::holds_alternative<Accepted>(two.move(fmt::format("k{}", i), world, anna, 1)) ? 1 : 0;
        });
        QTRY_VERIFY(accepted > 10);
        one.reset();
        QTRY_VERIFY(two.ledger.isWriter());
        const int before = accepted;
        QTRY_VERIFY(accepted > before + 10);
        over = true;
        caller.join();
        QCOMPARE(two.settled(anna), std::to_string(accepted.load()));
    }

    /// A server that hangs holds the lock and does not beat: the other ends its session and goes on.
    void anotherTakesOverFromAFrozenWriter()
    {
        const TestDatabase database;
        db::Pool pool({.connection = database.connection()});
        auto frozen = db::AdvisoryLock::tryAcquire(database.connection(), kWriterLock);
        QVERIFY(frozen);
        {
            db::Transaction tx = frozen->begin();
            heartbeat(tx, "frozen");
            tx.commit();
        }
        // It is about to commit an entry when it freezes.
        db::Transaction late = frozen->begin();
        const std::vector<std::string> entries{"late"};
        appendEntries(late, JournalId(1), entries);

        LedgerServer two(database, "two");
        const auto start = std::chrono::steady_clock::now();
        QTRY_VERIFY_WITH_TIMEOUT(two.ledger.isWriter(), 8'000);
        QVERIFY(std::chrono::steady_clock::now() - start >= 500ms); // not before the silence was over
        const AccountId world = two.open("world", {.mayBeNegative = true});
        QVERIFY_EXCEPTION_THROWN(late.commit(), base::Error); // its session is gone, and with it what it had not committed
        QVERIFY(!frozen->stillHeld());
        QCOMPARE(value(pool, "SELECT count(*) FROM ledger_journal WHERE entry = 'late'"), std::string("0"));
        QVERIFY(number(world) == 1);
    }

    /// Whoever loses the lock without noticing cannot write a second history.
    void theServerThatWasTakenOverFromFollows()
    {
        TestDatabase database;
        LedgerServer one(database, "one");
        QTRY_VERIFY(one.ledger.isWriter());
        const AccountId world = one.open("world", {.mayBeNegative = true});
        const AccountId anna = one.open("anna");
        LedgerServer two(database, "two");
        std::atomic<bool> over = false;
        std::atomic<int> accepted = 0;
        const auto call = [&](LedgerServer& server, const char* name) {
            for (int i = 0; !over; ++i) {
                const std::string key = fmt::format("{}{}", name, i);
                for (;;) {
                    try {
                        accepted += std::holds_alternative<Accepted>(server.move(key, world, anna, 1)) ? 1 : 0;
                        break;
                    } catch (const base::Error&) { // again, with the same key
                    }
                }
            }
        };
        std::thread a([&] { call(one, "a"); });
        std::thread b([&] { call(two, "b"); });
        for (int i = 0; i < 6; ++i) {
            std::this_thread::sleep_for(150ms);
            database.endConnections("bursar-lock"); // the writer's
        }
        over = true;
        a.join();
        b.join();
        QVERIFY(accepted > 50);
        QCOMPARE(one.settled(anna), std::to_string(accepted.load()));
        QCOMPARE(two.settled(anna), std::to_string(accepted.load()));
        QVERIFY(two.ledger.waitUntilDerived(10s));
        QCOMPARE(value(one.pool, "SELECT count(*) = max(id) FROM ledger_journal"), std::string("t"));
        QCOMPARE(value(one.pool, "SELECT count(*) FROM ledger_journal"), std::to_string(accepted + 2));
    }
};

QTEST_GUILESS_MAIN(TestLedgerServers)
#include "tst_servers.moc"
