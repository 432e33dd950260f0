// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/reader.h"
#include "unit/ledger/ledger_bench.h"

#include <QProcess>
#include <QTest>

#include <algorithm>
#include <random>

using namespace bursar;
using namespace bursar::ledger;
using namespace std::chrono_literals;
using test::LedgerServer;

class TestLedgerKill : public QObject {
    Q_OBJECT

private slots:
    /// kill -9 at any moment, of the server that writes or of one that asks it: whatever was answered as accepted is in the
    /// journal once, and everything adds up.
    void whatWasAnsweredSurvivesAnyKill()
    {
        const test::TestDatabase database;
        {
            LedgerServer server(database, "first");
            server.open("world", {.mayBeNegative = true});
            server.open("anna");
        }
        std::mt19937 random(std::random_device{}());
        std::vector<std::string> answered;
        std::vector<std::unique_ptr<QProcess>> running;
        int next = 0;
        const auto start = [&] {
            auto process = std::make_unique<QProcess>();
            process->start(QStringLiteral(BURSAR_TEST_BIN_DIR "/ledger_poster"),
                           {QString::fromStdString(database.connection()), QStringLiteral("p%1").arg(next++)});
            QVERIFY(process->waitForStarted());
            running.push_back(std::move(process));
        };
        start();
        start();
        for (int round = 0; round < 10; ++round) {
            QTest::qWait(250 + int(random() % 300));
            const std::size_t victim = random() % running.size();
            running[victim]->kill();
            running[victim]->waitForFinished();
            collect(*running[victim], answered);
            running.erase(running.begin() + std::ptrdiff_t(victim));
            start();
        }
        for (const auto& process : running) {
            process->kill();
            process->waitForFinished();
            collect(*process, answered);
        }
        QVERIFY2(answered.size() > 500, "too little happened to prove anything");

        LedgerServer last(database, "last");
        QTRY_VERIFY_WITH_TIMEOUT(last.ledger.isWriter(), 10'000);
        QVERIFY(last.ledger.waitUntilDerived(20s));
        db::Transaction tx = last.pool.begin(db::Mode::ReadOnly);
        std::set<std::string> keys;
        for (const db::Row row : tx.exec("SELECT entry::jsonb ->> 'key' FROM ledger_journal"))
            QVERIFY2(keys.insert(row.string(0)).second, "a key is in the journal twice");
        for (const std::string& key : answered)
            QVERIFY2(keys.contains(key), key.c_str());
        QCOMPARE(last.settled(*last.ledger.find({"anna", "USDC", "balance"})), std::to_string(keys.size() - 2));
        Reader reader(last.pool, last.ledger, std::string(32, '\0'));
        const contract::LedgerCheck check = reader.check();
        QVERIFY2(check.faults.empty(), check.faults.empty() ? "" : check.faults[0].c_str());
        qInfo("%zu answered, %zu in the journal", answered.size(), keys.size());
    }

private:
    /// Only whole lines: the last one may have been cut off by the kill.
    static void collect(QProcess& process, std::vector<std::string>& keys)
    {
        const QByteArray said = process.readAllStandardOutput();
        const auto lines = said.left(said.lastIndexOf('\n') + 1).split('\n');
        for (const QByteArray& line : lines) {
            if (!line.isEmpty())
                keys.push_back(line.toStdString());
        }
    }
};

QTEST_GUILESS_MAIN(TestLedgerKill)
#include "tst_kill.moc"
