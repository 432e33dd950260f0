// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "ledger/handlers.h"
#include "ledger/impl/store.h"
#include "support/refusal.h"
#include "unit/ledger/ledger_bench.h"

#include "audit/audit.h"
#include "crypto/ed25519.h"

#include <boost/json.hpp>

#include <QTest>

using namespace bursar;
using namespace bursar::ledger;
using namespace std::chrono_literals;
using contract::CheckLedger, contract::GetActivityReceipt, contract::GetLedgerAccount, contract::GetLedgerEntry,
    contract::GetLedgerReceipt, contract::GetLedgerSummary, contract::ListHolds, contract::ListLedgerAccounts,
    contract::ListLedgerEntries, contract::ListStatement;
using test::LedgerServer;

namespace {
/// A ledger with its sealers, and its operations as the wire has them.
struct Bench {
    test::TestDatabase database;
    crypto::Ed25519Key key = crypto::Ed25519Key::generate();
    std::unique_ptr<audit::Sealer> journal, activity;
    LedgerServer server{database, "one", options()};
    Reader reader{server.pool, server.ledger, key.publicKey()};
    AccountId world = server.open("world", {.mayBeNegative = true});
    AccountId anna = server.open("anna"), bert = server.open("bert");

    Bench()
    {
        journal = std::make_unique<audit::Sealer>(server.pool, key, server.clock, std::string(kJournalLog), journalEntries());
        activity = std::make_unique<audit::Sealer>(server.pool, key, server.clock, std::string(kAuditLog), audit::auditEntries());
    }
    static Options options() { return LedgerServer::quick(); }

    void settle()
    {
        if (!server.ledger.waitUntilDerived(10s))
            qFatal("not derived");
    }
    template <class Op>
    typename Op::Output run(const typename Op::Input& input)
    {
        contract::HandlerTable table;
        registerHandlers(table, reader);
        std::optional<contract::Outcome<contract::json::value>> outcome;
        table.find(Op::kName)->run({}, contract::Codec<Op>::encodeInput(input), [&](auto reply) { outcome.emplace(std::move(reply)); });
        if (!*outcome)
            throw outcome->error();
        return contract::Codec<Op>::decodeOutput(**outcome);
    }
    void execute(const std::string& sql)
    {
        server.pool.transact([&](db::Transaction& tx) { tx.exec(sql); });
    }
};
} // namespace

class TestLedgerReader : public QObject {
    Q_OBJECT

private slots:
    void listsAccountsNewestFirst()
    {
        Bench bench;
        for (int i = 0; i < 7; ++i)
            bench.server.open(fmt::format("extra{}", i), {.limits = {base::SignedAmount(5), {}, {}}}, "CREDIT");
        bench.settle();
        std::vector<std::string> owners;
        std::optional<std::string> cursor;
        do {
            const auto page = bench.run<ListLedgerAccounts>({.cursor = cursor, .limit = 3});
            for (const auto& account : page.accounts)
                owners.push_back(account.owner);
            cursor = page.next;
        } while (cursor);
        QCOMPARE(owners.size(), std::size_t(10));
        QCOMPARE(owners.front(), std::string("extra6"));
        QCOMPARE(owners.back(), std::string("world"));
        QCOMPARE(bench.run<ListLedgerAccounts>({.asset = "USDC"}).accounts.size(), std::size_t(3));
        const auto one = bench.run<ListLedgerAccounts>({.owner = "extra2", .asset = "CREDIT", .kind = "balance"}).accounts;
        QCOMPARE(one.size(), std::size_t(1));
        QCOMPARE(one[0].limit_transaction_atomic.value(), std::string("5"));
        QCOMPARE(test::refusal([&] { bench.run<ListLedgerAccounts>({.limit = 0}); }), std::string("400 invalid_input"));
        QCOMPARE(test::refusal([&] { bench.run<ListLedgerAccounts>({.cursor = "x"}); }), std::string("400 invalid_input"));
    }

    void showsABalanceAtAnyTime()
    {
        Bench bench;
        std::vector<std::pair<base::Time, std::string>> history;
        for (int i = 1; i <= 5; ++i) {
            history.emplace_back(std::get<Accepted>(bench.server.move(fmt::format("k{}", i), bench.world, bench.anna, 10)).at, std::to_string(10 * i));
            std::this_thread::sleep_for(2ms);
        }
        bench.settle();
        for (const auto& [at, balance] : history) {
            QCOMPARE(bench.run<GetLedgerAccount>({number(bench.anna), at}).settled_atomic, balance);
            QCOMPARE(bench.run<GetLedgerAccount>({number(bench.world), at}).settled_atomic, "-" + balance);
        }
        QCOMPARE(bench.run<GetLedgerAccount>({number(bench.anna), history[0].first - 1us}).settled_atomic, std::string("0"));
        QCOMPARE(bench.run<GetLedgerAccount>({number(bench.anna), {}}).available_atomic, std::string("50"));
        QCOMPARE(test::refusal([&] { bench.run<GetLedgerAccount>({9'999, {}}); }), std::string("404 account_not_found"));

        const auto first = bench.run<ListStatement>({number(bench.anna), {}, 2});
        QCOMPARE(first.rows.size(), std::size_t(2));
        QCOMPARE(first.rows[0].settled_atomic, std::string("50"));
        const auto rest = bench.run<ListStatement>({number(bench.anna), first.next, 10});
        QCOMPARE(rest.rows.size(), std::size_t(3));
        QVERIFY(!rest.next);
        QCOMPARE(test::refusal([&] { bench.run<ListStatement>({9'999, {}, {}}); }), std::string("404 account_not_found"));
    }

    void drillsDownFromACauseToItsPostings()
    {
        Bench bench;
        bench.server.run("t", Transfer{{{bench.world, base::SignedAmount(-100)}, {bench.anna, base::SignedAmount(100)}}}, "channel:x", "for \"work\"");
        const auto hold = std::get<Accepted>(bench.server.run("h", Hold{bench.anna, bench.bert, base::SignedAmount(40), {}}, "channel:x")).id;
        const auto post = std::get<Accepted>(bench.server.run("p", PostHold{hold, base::SignedAmount(30)}, "channel:x")).id;
        bench.server.move("other", bench.world, bench.bert, 1);
        bench.settle();
        const auto caused = bench.run<ListLedgerEntries>({.cause = "channel:x"}).entries;
        QCOMPARE(caused.size(), std::size_t(3));
        QCOMPARE(caused[0].type, std::string("post"));
        QCOMPARE(caused[0].hold_id.value(), number(hold));
        QCOMPARE(caused[0].postings.size(), std::size_t(2));
        QCOMPARE(caused[0].postings[0].owner, std::string("anna"));
        QCOMPARE(caused[0].postings[0].amount_atomic, std::string("-30"));
        QCOMPARE(caused[2].memo.value(), std::string("for \"work\""));
        QCOMPARE(bench.run<GetLedgerEntry>({number(post)}).text, caused[0].text);
        QCOMPARE(bench.run<ListLedgerEntries>({}).entries[0].key, std::string("other"));
        QVERIFY(bench.run<ListLedgerEntries>({.cause = "channel:y"}).entries.empty());
        QCOMPARE(test::refusal([&] { bench.run<GetLedgerEntry>({77}); }), std::string("404 entry_not_found"));
        QCOMPARE(bench.run<ListLedgerEntries>({.limit = 2}).entries.size(), std::size_t(2));

        bench.server.run("h2", Hold{bench.anna, bench.bert, base::SignedAmount(5), {}});
        bench.settle();
        QCOMPARE(bench.run<ListHolds>({}).holds.size(), std::size_t(2));
        const auto open = bench.run<ListHolds>({.state = "open", .account_id = number(bench.bert)}).holds;
        QCOMPARE(open.size(), std::size_t(1));
        QCOMPARE(open[0].from_owner, std::string("anna"));
        const auto posted = bench.run<ListHolds>({.state = "posted"}).holds;
        QCOMPARE(posted[0].posted_atomic.value(), std::string("30"));
        QCOMPARE(posted[0].closed_by.value(), number(post));
        QCOMPARE(test::refusal([&] { bench.run<ListHolds>({.state = "lost"}); }), std::string("400 invalid_input"));
    }

    void givesReceiptsThatNeedNoDatabase()
    {
        Bench bench;
        const auto moved = std::get<Accepted>(bench.server.move("k", bench.world, bench.anna, 10));
        QCOMPARE(test::refusal([&] { bench.run<GetLedgerReceipt>({number(moved.id)}); }), std::string("409 not_sealed_yet"));
        bench.journal->seal();
        const audit::Receipt receipt = audit::receiptFromText(bench.run<GetLedgerReceipt>({number(moved.id)}).receipt);
        QVERIFY(!audit::faultOf(receipt, bench.key.publicKey()));
        QCOMPARE(receipt.entry, bench.run<GetLedgerEntry>({number(moved.id)}).text);
        QCOMPARE(test::refusal([&] { bench.run<GetLedgerReceipt>({99}); }), std::string("404 entry_not_found"));

        contract::Context context;
        context.now = bench.server.clock.now();
        bench.server.pool.transact([&](db::Transaction& tx) { audit::record(tx, context, "Test", "thing", "one"); });
        const std::string id = test::value(bench.server.pool, "SELECT id FROM audit_entry");
        QCOMPARE(test::refusal([&] { bench.run<GetActivityReceipt>({id}); }), std::string("409 not_sealed_yet"));
        bool isSealed = false; // not while an older transaction runs, such as a heartbeat of the ledger
        QTRY_VERIFY(isSealed = isSealed || bench.activity->seal());
        QVERIFY(!audit::faultOf(audit::receiptFromText(bench.run<GetActivityReceipt>({id}).receipt), bench.key.publicKey()));
        QCOMPARE(test::refusal([&] { bench.run<GetActivityReceipt>({"x"}); }), std::string("400 invalid_input"));
        QCOMPARE(test::refusal([&] { bench.run<GetActivityReceipt>({"0190c0de-0000-7000-8000-000000000001"}); }), std::string("404 audit_entry_not_found"));
    }

    void summarises()
    {
        Bench bench;
        bench.server.move("k", bench.world, bench.anna, 70);
        bench.server.run("h", Hold{bench.anna, bench.bert, base::SignedAmount(40), {}});
        bench.settle();
        bench.journal->seal();
        const auto summary = bench.run<GetLedgerSummary>({});
        QVERIFY(summary.writes_here);
        QCOMPARE(summary.writer.value(), std::string("one"));
        QCOMPARE(summary.entries, std::int64_t(5));
        QCOMPARE(summary.derived, std::int64_t(5));
        QCOMPARE(summary.sealed, std::int64_t(5));
        QCOMPARE(summary.open_holds, std::int64_t(1));
        QCOMPARE(summary.assets.size(), std::size_t(1));
        QCOMPARE(summary.assets[0].circulating_atomic, std::string("70"));
        QCOMPARE(summary.assets[0].held_atomic, std::string("40"));
        QCOMPARE(summary.public_key.size(), std::size_t(64));
    }

    void theCheckFindsNothingInASoundLedger()
    {
        Bench bench;
        bench.server.move("k", bench.world, bench.anna, 70);
        bench.server.run("h", Hold{bench.anna, bench.bert, base::SignedAmount(40), {}});
        bench.settle();
        bench.journal->seal();
        const auto check = bench.run<CheckLedger>({});
        QVERIFY2(check.faults.empty(), check.faults.empty() ? "" : check.faults[0].c_str());
        QCOMPARE(check.entries, std::int64_t(5));
        QCOMPARE(check.accounts, std::int64_t(3));
        QCOMPARE(check.holds, std::int64_t(1));
        QCOMPARE(check.heads, std::int64_t(1));
    }

    void theCheckFindsWhatWasTamperedWith_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("balance") << QStringLiteral("UPDATE ledger_account SET settled = settled + 1 WHERE owner = 'anna'");
        QTest::newRow("held") << QStringLiteral("UPDATE ledger_account SET held = held - 1 WHERE owner = 'anna'");
        QTest::newRow("rules") << QStringLiteral("UPDATE ledger_account SET frozen = true WHERE owner = 'anna'");
        QTest::newRow("account") << QStringLiteral("DELETE FROM ledger_account WHERE owner = 'bert'");
        QTest::newRow("hold") << QStringLiteral("UPDATE ledger_hold SET state = 'voided'");
        QTest::newRow("statement") << QStringLiteral("UPDATE ledger_posting SET settled = settled + 1");
        QTest::newRow("entry") << QStringLiteral("UPDATE ledger_journal SET entry = replace(entry, '70', '71') WHERE id = 4");
        QTest::newRow("half an entry") << QStringLiteral("UPDATE ledger_journal SET entry = replace(entry, '\"70\"', '\"71\"') WHERE id = 4");
        QTest::newRow("no entry") << QStringLiteral("DELETE FROM ledger_journal WHERE id = 4");
        QTest::newRow("seal") << QStringLiteral("UPDATE seal_head SET root = sha256('')");
        QTest::newRow("tree") << QStringLiteral("UPDATE seal_tile SET hashes = sha256('') || substr(hashes, 33)");
    }
    void theCheckFindsWhatWasTamperedWith()
    {
        QFETCH(QString, sql);
        Bench bench;
        bench.server.move("k", bench.world, bench.anna, 70);
        bench.server.run("h", Hold{bench.anna, bench.bert, base::SignedAmount(40), {}});
        bench.settle();
        bench.journal->seal();
        bench.execute(sql.toStdString());
        QVERIFY(!bench.run<CheckLedger>({}).faults.empty());
    }
};

QTEST_GUILESS_MAIN(TestLedgerReader)
#include "tst_reader.moc"
