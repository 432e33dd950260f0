// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "unit/ledger/ledger_bench.h"

#include <QTest>

#include <thread>

using namespace bursar;
using namespace bursar::ledger;
using namespace std::chrono_literals;
using test::LedgerServer;
using test::TestDatabase;
using test::value;

class TestLedger : public QObject {
    Q_OBJECT

private slots:
    void keepsWhatItAccepted()
    {
        const TestDatabase database;
        AccountId world{}, anna{};
        {
            LedgerServer server(database);
            world = server.open("world", {.mayBeNegative = true});
            anna = server.open("anna");
            const auto moved = std::get<Accepted>(server.move("t1", world, anna, 250));
            QVERIFY(!moved.repeated);
            QCOMPARE(server.settled(anna), std::string("250"));
        }
        LedgerServer again(database);
        QCOMPARE(again.settled(anna), std::string("250"));
        QCOMPARE(again.settled(world), std::string("-250"));
        QVERIFY(again.ledger.find({"anna", "USDC", "balance"}) == anna);
        QVERIFY(!again.ledger.find({"anna", "USDC", "fees"}));
    }

    void aKeyStandsForItsFirstOutcomeForEver()
    {
        const TestDatabase database;
        Accepted first;
        {
            LedgerServer server(database);
            const AccountId world = server.open("world", {.mayBeNegative = true});
            const AccountId anna = server.open("anna");
            // Refused: the key is free.
            QVERIFY(std::holds_alternative<Refusal>(server.move("k", anna, world, 5)));
            first = std::get<Accepted>(server.move("k", world, anna, 5));
            const auto repeated = std::get<Accepted>(server.move("k", world, anna, 5));
            QVERIFY(repeated.repeated && repeated.id == first.id && repeated.at == first.at);
            const auto other = std::get<Refusal>(server.move("k", world, anna, 6));
            QCOMPARE(other.code, RefusalCode::key_reused);
            QVERIFY(other.subject == first.id);
            QCOMPARE(server.settled(anna), std::string("5"));
        }
        LedgerServer again(database); // the key is on disk by now
        const AccountId world = *again.ledger.find({"world", "USDC", "balance"});
        const AccountId anna = *again.ledger.find({"anna", "USDC", "balance"});
        const auto repeated = std::get<Accepted>(again.move("k", world, anna, 5));
        QVERIFY(repeated.repeated && repeated.id == first.id && repeated.at == first.at);
        QCOMPARE(std::get<Refusal>(again.move("k", world, anna, 6)).code, RefusalCode::key_reused);
    }

    void oneOfManyWithOneKeyIsCarriedOut()
    {
        const TestDatabase database;
        LedgerServer server(database);
        const AccountId world = server.open("world", {.mayBeNegative = true});
        const AccountId anna = server.open("anna");
        std::atomic<int> fresh = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                for (int n = 0; n < 50; ++n)
                    fresh += std::get<Accepted>(server.move(fmt::format("k{}", n), world, anna, 1)).repeated ? 0 : 1;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(fresh.load(), 50);
        QCOMPARE(server.settled(anna), std::string("50"));
    }

    void neverOverdrawsUnderManyCallers()
    {
        const TestDatabase database;
        LedgerServer server(database);
        const AccountId world = server.open("world", {.mayBeNegative = true});
        const AccountId anna = server.open("anna"), bert = server.open("bert");
        server.move("fund", world, anna, 100);
        std::atomic<int> moved = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&, i] {
                for (int n = 0; n < 40; ++n)
                    moved += std::holds_alternative<Accepted>(server.move(fmt::format("{}:{}", i, n), anna, bert, 1)) ? 1 : 0;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(moved.load(), 100);
        QCOMPARE(server.settled(anna), std::string("0"));
        QCOMPARE(server.settled(bert), std::string("100"));
    }

    void theTablesForReadingFollow()
    {
        const TestDatabase database;
        LedgerServer server(database);
        const AccountId world = server.open("world", {.mayBeNegative = true});
        const AccountId anna = server.open("anna"), bert = server.open("bert");
        for (int i = 0; i < 100; ++i) // more than one statement takes: COPY
            server.ledger.post({fmt::format("c{}", i), "channel:x", "memo \"quoted\"\n", Transfer{{{world, base::SignedAmount(-10)}, {anna, base::SignedAmount(10)}}}},
                               [](contract::Outcome<Answer>) {});
        const auto hold = std::get<Accepted>(server.run("h1", Hold{anna, bert, base::SignedAmount(300), {}}, "milestone:1")).id;
        const auto gone = std::get<Accepted>(server.run("h2", Hold{anna, bert, base::SignedAmount(50), {}})).id;
        server.run("p1", PostHold{hold, base::SignedAmount(200)});
        server.run("v1", VoidHold{gone});
        server.run("h3", Hold{anna, bert, base::SignedAmount(7), server.clock.now() + 400ms});
        server.run("f1", SetRules{bert, {.frozen = true, .limits = {{}, base::SignedAmount(9), {}}}});
        QTRY_COMPARE(value(server.pool, "SELECT count(*) FROM ledger_hold WHERE state = 'expired'"), std::string("1"));
        QVERIFY(server.ledger.waitUntilDerived(5s));
        QCOMPARE(value(server.pool, fmt::format("SELECT settled || ' ' || held FROM ledger_account WHERE id = {}", number(anna))), std::string("800 0"));
        QCOMPARE(value(server.pool, fmt::format("SELECT settled || ' ' || frozen || ' ' || limit_day FROM ledger_account WHERE id = {}", number(bert))), std::string("200 true 9"));
        QCOMPARE(value(server.pool, fmt::format("SELECT state || ' ' || posted FROM ledger_hold WHERE id = {}", number(hold))), std::string("posted 200"));
        QCOMPARE(value(server.pool, fmt::format("SELECT state || ' ' || posted FROM ledger_hold WHERE id = {}", number(gone))), std::string("voided 0"));
        QCOMPARE(value(server.pool, "SELECT count(*) FROM ledger_key WHERE cause = 'channel:x'"), std::string("100"));
        // Every row says how the account stood after it: the last one is the balance.
        QCOMPARE(value(server.pool, "SELECT count(*) FROM ledger_account a, LATERAL (SELECT settled, held FROM ledger_posting p WHERE "
                                    "p.account_id = a.id ORDER BY journal_id DESC LIMIT 1) l WHERE l.settled <> a.settled OR l.held <> a.held"),
                 std::string("0"));
        QCOMPARE(value(server.pool, "SELECT sum(settled) FROM ledger_account"), std::string("0"));
        QCOMPARE(value(server.pool, "SELECT count(*) = max(id) FROM ledger_journal"), std::string("t"));
    }

    void survivesTheLossOfItsConnections()
    {
        TestDatabase database;
        LedgerServer server(database);
        const AccountId world = server.open("world", {.mayBeNegative = true});
        const AccountId anna = server.open("anna");
        std::atomic<bool> over = false;
        std::thread cutter([&] {
            for (int i = 0; i < 15; ++i) {
                std::this_thread::sleep_for(40ms);
                database.endConnections();
            }
            over = true;
        });
        int accepted = 0, unknown = 0, number = 0;
        std::vector<int> doubtful;
        while (!over) {
            ++number;
            try {
                accepted += std::holds_alternative<Accepted>(server.move(fmt::format("k{}", number), world, anna, 1)) ? 1 : 0;
            } catch (const base::Error&) {
                ++unknown;
                doubtful.push_back(number);
            }
        }
        cutter.join();
        QVERIFY(accepted > 20);
        for (const int n : doubtful) // the key decides
            accepted += std::holds_alternative<Accepted>(server.move(fmt::format("k{}", n), world, anna, 1)) ? 1 : 0;
        QCOMPARE(accepted, number);
        QCOMPARE(server.settled(anna), std::to_string(number));
        QVERIFY(server.ledger.waitUntilDerived(10s));
        QCOMPARE(value(server.pool, "SELECT count(*) FROM ledger_key"), std::to_string(number + 2));
    }

    void answersEverybodyWhenItStops()
    {
        const TestDatabase database;
        LedgerServer server(database);
        const AccountId world = server.open("world", {.mayBeNegative = true});
        const AccountId anna = server.open("anna");
        std::atomic<int> answered = 0, accepted = 0;
        for (int i = 0; i < 20'000; ++i) {
            server.ledger.post({fmt::format("k{}", i), {}, {}, Transfer{{{world, base::SignedAmount(-1)}, {anna, base::SignedAmount(1)}}}},
                               [&](contract::Outcome<Answer> outcome) {
                                   ++answered;
                                   accepted += outcome && std::holds_alternative<Accepted>(*outcome) ? 1 : 0;
                               });
        }
        server.ledger.stop();
        QCOMPARE(answered.load(), 20'000);
        QCOMPARE(accepted.load(), 20'000);
        QCOMPARE(value(server.pool, "SELECT count(*) FROM ledger_journal"), std::string("20002"));
        QCOMPARE(value(server.pool, "SELECT journal_id FROM ledger_progress"), std::string("20002"));
        bool refused = false;
        server.ledger.post({"late", {}, {}, VoidHold{}}, [&](contract::Outcome<Answer> outcome) { refused = !outcome; });
        QVERIFY(refused);
    }

    void timeNeverRunsBackwards()
    {
        const TestDatabase database;
        LedgerServer server(database);
        const AccountId world = server.open("world", {.mayBeNegative = true});
        const AccountId anna = server.open("anna");
        base::Time last{};
        for (int i = 0; i < 20; ++i) {
            const auto at = std::get<Accepted>(server.move(fmt::format("k{}", i), world, anna, 1)).at;
            QVERIFY(at >= last);
            last = at;
        }
    }

    /// A balance that somebody changed in the tables must not become the beginning of new entries.
    void writesNothingWhileBalancesDoNotAddUp()
    {
        TestDatabase database;
        {
            LedgerServer server(database);
            const AccountId world = server.open("world", {.mayBeNegative = true});
            const AccountId anna = server.open("anna");
            QVERIFY(std::holds_alternative<Accepted>(server.move("k", world, anna, 5)));
            QVERIFY(server.ledger.waitUntilDerived(10s));
        }
        db::Pool pool(database.options());
        const auto forge = [&pool](int by) {
            pool.transact([&](db::Transaction& tx) {
                tx.exec("UPDATE ledger_account SET settled = settled + $1 WHERE owner = 'anna'", {by});
            });
        };
        forge(1);
        ledger::Options impatient = LedgerServer::quick();
        impatient.answerWithin = 300ms;
        {
            LedgerServer server(database, "one", impatient);
            try {
                server.open("berta");
                QFAIL("wrote on balances that do not add up");
            } catch (const base::Error& error) {
                QCOMPARE(base::httpStatus(error.code()), 503);
            }
            QVERIFY(!server.ledger.isWriter());
        }
        forge(-1);
        LedgerServer server(database, "one", impatient);
        QVERIFY(number(server.open("berta")) > 0);
    }
};

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
