// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/audit.h"
#include "audit/sealer.h"
#include "base/error.h"
#include "crypto/merkle.h"
#include "support/fake_clock.h"
#include "support/refusal.h"
#include "support/test_database.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace bursar;
using namespace bursar::audit;
using test::TestDatabase;

namespace {
/// A log in memory.
struct Bench {
    TestDatabase database;
    db::Pool pool{database.options()};
    test::FakeClock clock;
    crypto::Ed25519Key key = crypto::Ed25519Key::generate();
    std::vector<std::string> log;
    int reads = 0;

    ReadEntries source()
    {
        return [this](db::Transaction&, std::uint64_t index, std::size_t max) {
            ++reads;
            std::vector<std::string> out;
            for (std::size_t i = std::size_t(index); i < log.size() && out.size() < max; ++i)
                out.push_back(log[i]);
            return out;
        };
    }
    std::unique_ptr<Sealer> sealer() { return std::make_unique<Sealer>(pool, key, clock, "test", source()); }
    void grow(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i)
            log.push_back("entry " + std::to_string(log.size()));
    }
    Receipt receipt(std::uint64_t index)
    {
        db::Transaction tx = pool.begin(db::Mode::ReadOnly);
        return receiptOf(tx, "test", index, log.at(std::size_t(index)));
    }
    std::string root()
    {
        db::Transaction tx = pool.begin(db::Mode::ReadOnly);
        return latestHead(tx, "test")->root;
    }
    std::string expectedRoot() const
    {
        std::vector<std::string> level;
        for (const std::string& entry : log)
            level.push_back(crypto::merkle::leafHash(entry));
        return fold(level, 0, level.size());
    }
    static std::string fold(const std::vector<std::string>& hashes, std::size_t from, std::size_t size)
    {
        if (size == 1)
            return hashes[from];
        std::size_t left = 1;
        while (left * 2 < size)
            left *= 2;
        return crypto::merkle::nodeHash(fold(hashes, from, left), fold(hashes, from + left, size - left));
    }
};
} // namespace

class TestSealer : public QObject {
    Q_OBJECT

private slots:
    void sealsAndProvesEveryEntry()
    {
        Bench bench;
        auto sealer = bench.sealer();
        QVERIFY(!sealer->seal()); // an empty log has no head
        for (const std::size_t count : {1u, 2u, 253u, 1u, 255u, 700u, 65'000u, 3u}) {
            bench.grow(count);
            QVERIFY(sealer->seal());
            QVERIFY(!sealer->seal());
            QCOMPARE(bench.root(), bench.expectedRoot());
        }
        for (const std::uint64_t index : {0u, 1u, 255u, 256u, 511u, 512u, 65'535u, 65'536u, unsigned(bench.log.size() - 1)}) {
            const Receipt receipt = bench.receipt(index);
            QVERIFY(!faultOf(receipt, bench.key.publicKey()));
            const Receipt again = receiptFromText(toText(receipt));
            QVERIFY(!faultOf(again, bench.key.publicKey()));
            QCOMPARE(toText(again), toText(receipt));
        }
        db::Transaction tx = bench.pool.begin(db::Mode::ReadOnly);
        QVERIFY(!faultOfHeads(tx, "test", 100));
    }

    void anEntryNotYetSealedHasNoReceipt()
    {
        Bench bench;
        bench.grow(3);
        QCOMPARE(test::refusal([&] { bench.receipt(0); }), std::string("409 not_sealed_yet"));
        bench.sealer()->seal();
        bench.grow(1);
        QCOMPARE(test::refusal([&] { bench.receipt(2); }), std::string("done"));
        QCOMPARE(test::refusal([&] { bench.receipt(3); }), std::string("409 not_sealed_yet"));
    }

    void takesWhatWasOfferedWithoutReading()
    {
        Bench bench;
        auto sealer = bench.sealer();
        bench.grow(300);
        sealer->offer(0, bench.log);
        QVERIFY(sealer->seal());
        const int reads = bench.reads;
        bench.grow(10);
        sealer->offer(300, {bench.log.begin() + 300, bench.log.end()});
        QVERIFY(sealer->seal());
        QVERIFY(bench.reads - reads <= 1); // to see that there is no more
        QCOMPARE(bench.root(), bench.expectedRoot());
        // A gap is read.
        bench.grow(50);
        sealer->offer(340, {bench.log.begin() + 340, bench.log.end()});
        QVERIFY(sealer->seal());
        QCOMPARE(bench.root(), bench.expectedRoot());
        db::Transaction tx = bench.pool.begin(db::Mode::ReadOnly);
        QCOMPARE(latestHead(tx, "test")->size, std::uint64_t(360));
    }

    void goesOnAfterARestartAndBesideAnotherServer()
    {
        Bench bench;
        auto one = bench.sealer();
        auto two = bench.sealer();
        for (int i = 0; i < 20; ++i) {
            bench.grow(std::size_t(1 + i * 37));
            QVERIFY((i % 3 ? one : two)->seal());
            QVERIFY(!(i % 3 ? two : one)->seal());
            if (i % 5 == 0)
                one = bench.sealer();
            QCOMPARE(bench.root(), bench.expectedRoot());
        }
        db::Transaction tx = bench.pool.begin(db::Mode::ReadOnly);
        QVERIFY(!faultOfHeads(tx, "test", 100));
    }

    void seesWhatWasChanged()
    {
        Bench bench;
        bench.grow(1'000);
        bench.sealer()->seal();
        bench.grow(5);
        bench.sealer()->seal();
        Receipt receipt = bench.receipt(700);
        QVERIFY(faultOf(receipt, crypto::Ed25519Key::generate().publicKey()));
        Receipt forged = receipt;
        forged.entry += "!";
        QVERIFY(faultOf(forged, bench.key.publicKey()));
        forged = receipt;
        forged.index = 701;
        QVERIFY(faultOf(forged, bench.key.publicKey()));
        forged = receipt;
        forged.head.size += 1;
        QVERIFY(faultOf(forged, bench.key.publicKey()));
        forged = receipt;
        forged.head.at += std::chrono::seconds(1);
        QVERIFY(faultOf(forged, bench.key.publicKey()));
        forged = receipt;
        forged.path.pop_back();
        QVERIFY(faultOf(forged, bench.key.publicKey()));
        // In the log, after it was sealed.
        bench.log[700] = "another";
        QCOMPARE(test::refusal([&] { bench.receipt(700); }), std::string("500 seal_broken"));
        db::Transaction tx = bench.pool.begin();
        tx.exec("UPDATE seal_head SET previous = '\\x00' WHERE size = 1005");
        QVERIFY(faultOfHeads(tx, "test", 100));
    }

    void refusesWhatIsNoReceipt()
    {
        Bench bench;
        bench.grow(3);
        bench.sealer()->seal();
        const std::string good = toText(bench.receipt(1));
        for (std::size_t at = 0; at < good.size(); at += 3) {
            try {
                std::string cut = good.substr(0, at);
                receiptFromText(cut);
                QFAIL("read half a receipt");
            } catch (const base::Error& error) {
                QCOMPARE(error.reason(), std::string("bad_receipt"));
            }
        }
        for (const char* text : {"", "null", "[]", "{}", R"({"version":2})", R"({"version":1,"index":-1})"})
            QCOMPARE(test::refusal([&] { receiptFromText(text); }), std::string("400 bad_receipt"));
    }

    void sealsAuditEntriesInTheOrderInWhichTheyAppear()
    {
        Bench bench;
        Sealer sealer(bench.pool, bench.key, bench.clock, "audit", auditEntries());
        contract::Context context;
        context.now = bench.clock.now();
        const auto write = [&](db::Transaction& tx, const char* target) { record(tx, context, "Test", "thing", target); };
        db::Transaction slow = bench.pool.begin();
        write(slow, "slow"); // begun first, committed last
        bench.pool.transact([&](db::Transaction& tx) { write(tx, "quick"); });
        sealer.seal();
        {
            db::Transaction tx = bench.pool.begin(db::Mode::ReadOnly);
            QVERIFY(!latestHead(tx, "audit")); // what is older may still appear
        }
        slow.commit();
        bench.pool.transact([&](db::Transaction& tx) { write(tx, "after"); });
        QVERIFY(sealer.seal());
        db::Transaction tx = bench.pool.begin(db::Mode::ReadOnly);
        QCOMPARE(latestHead(tx, "audit")->size, std::uint64_t(3));
        const char* expected[]{"slow", "quick", "after"};
        for (int i = 0; i < 3; ++i) {
            const std::string entry = tx.one("SELECT entry FROM audit_sealed WHERE index = $1", {i}).string(0);
            QVERIFY(entry.find(expected[i]) != std::string::npos);
            QVERIFY(!faultOf(receiptOf(tx, "audit", std::uint64_t(i), entry), bench.key.publicKey()));
        }
    }

    void keepsItsKeyInAFileOfItsOwner()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("seal.key")).toStdString();
        const std::string first = keyInFile(file).publicKey();
        QCOMPARE(keyInFile(file).publicKey(), first);
        struct stat status {};
        QCOMPARE(::stat(file.c_str(), &status), 0);
        QCOMPARE(int(status.st_mode & 0777), 0600);
        std::filesystem::resize_file(file, 10);
        QCOMPARE(test::refusal([&] { keyInFile(file); }), std::string("500 seal_key_unusable"));
    }
};

QTEST_GUILESS_MAIN(TestSealer)
#include "tst_sealer.moc"
