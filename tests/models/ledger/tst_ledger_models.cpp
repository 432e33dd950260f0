// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/format.h"
#include "models/ledger/sample_ledger.h"
#include "models/pages/common/amounts.h"
#include "models/pages/ledger/account_record.h"
#include "models/pages/ledger/entry_record.h"
#include "models/pages/ledger/ledger_lists.h"
#include "support/fake_engine_client.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::models;
using namespace Qt::StringLiterals;

namespace {
struct Bench {
    std::shared_ptr<test::FakeEngineClient> engine = std::make_shared<test::FakeEngineClient>();
    Gateway gateway{engine};
    EntryTableModel model{gateway};
    std::int64_t newest = 0;

    /// The journal as long as `newest` says, whenever it is asked.
    void have(std::int64_t entries)
    {
        newest = entries;
        engine->on<contract::ListLedgerEntries>(
            [this](const contract::ListLedgerEntries::Input& input) { return test::sampleEntries(input, newest); });
    }
    void ask()
    {
        QSignalSpy answered(&model, &PagedModelBase::answered);
        model.ask({});
        QVERIFY(answered.wait());
    }
    /// Waits until the newest entry that was read is `id`.
    void refreshTo(std::int64_t id)
    {
        model.refresh();
        QTRY_COMPARE(model.row(0).entry_id, id);
    }
    QList<std::int64_t> ids() const
    {
        QList<std::int64_t> out;
        for (int row = 0; row < model.rowCount(); ++row)
            out << model.row(row).entry_id;
        return out;
    }
    bool isWithoutGap() const
    {
        const auto all = ids();
        for (qsizetype i = 1; i < all.size(); ++i) {
            if (all[i] != all[i - 1] - 1)
                return false;
        }
        return true;
    }
};

base::Error broken()
{
    return base::Error(base::ErrorCode::Unavailable, "database_down", "The database does not answer.");
}
} // namespace

class TestLedgerModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { displaySettings().freezeNow(test::ledgerNow()); }

    void staysAModelWhileItPagesToTheEnd()
    {
        Bench bench;
        bench.have(450);
        const QAbstractItemModelTester tester(&bench.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        bench.ask();
        QTRY_VERIFY((bench.model.fetchMore({}), bench.model.isWhole()));
        QCOMPARE(bench.model.rowCount(), 450);
        QVERIFY(bench.isWithoutGap());
        QVERIFY(!bench.model.canFetchMore({}));
        QCOMPARE(bench.model.rowOf(u"entry:1"_s), 449);
    }

    void putsWhatIsNewOnTopAndMovesNothingElse()
    {
        Bench bench;
        bench.have(450);
        bench.ask();
        QSignalSpy inserted(&bench.model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&bench.model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        const int before = bench.model.rowCount();
        bench.newest = 453;
        bench.refreshTo(453);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted.front().at(1).toInt(), 0);
        QCOMPARE(inserted.front().at(2).toInt(), 2);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(bench.model.rowCount(), before + 3);
        QVERIFY(bench.isWithoutGap());
    }

    void readsAsManyPagesAsItTakesToMeetWhatIsKnown()
    {
        Bench bench;
        bench.have(100);
        bench.ask();
        bench.model.setAtTop(false);
        bench.newest = 100 + 2 * PagedModelBase::kPageRows;
        bench.refreshTo(bench.newest);
        QCOMPARE(bench.model.rowCount(), static_cast<int>(bench.newest));
        QVERIFY(bench.isWithoutGap());
        QVERIFY(!bench.model.hasGap());
    }

    void leavesTheReaderInPeaceWhenTooMuchCame()
    {
        Bench bench;
        bench.have(100);
        bench.ask();
        bench.model.setAtTop(false);
        bench.newest = 100'000;
        bench.model.refresh();
        QTRY_VERIFY(bench.model.hasGap());
        QCOMPARE(bench.model.row(0).entry_id, 100);
        bench.model.setAtTop(true); // nothing is being read: from the first row
        bench.refreshTo(100'000);
        QVERIFY(!bench.model.hasGap());
        QVERIFY(bench.isWithoutGap());
    }

    void tellsOnlyWhatChangedAndDropsWhatNoLongerMatches()
    {
        Bench bench;
        HoldTableModel model(bench.gateway);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        bench.engine->answer<contract::ListHolds>(
            {{test::sampleHold(9), test::sampleHold(7), test::sampleHold(5), test::sampleHold(3)}, {}});
        model.ask({});
        QTRY_COMPARE(model.rowCount(), 4);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        bench.engine->answer<contract::ListHolds>(
            {{test::sampleHold(9), test::sampleHold(6), test::sampleHold(5, "posted"), test::sampleHold(3)}, {}});
        model.refresh();
        QTRY_COMPARE(model.rowOf(u"entry:6"_s), 1);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().row(), 2);
        QCOMPARE(model.row(2).state, std::string("posted"));
    }

    void dropsALateAnswerToTheOldQuestion()
    {
        Bench bench;
        bench.model.ask({.cause = "old"});
        const auto late = bench.engine->take<contract::ListLedgerEntries>();
        bench.model.ask({.cause = "new"});
        QVERIFY(bench.engine->replyTo<contract::ListLedgerEntries>(contract::LedgerEntryPage{{test::sampleEntry(2)}, {}}));
        QTRY_COMPARE(bench.model.rowCount(), 1);
        late.reply(contract::Codec<contract::ListLedgerEntries>::encodeOutput({{test::sampleEntry(5), test::sampleEntry(4)}, {}}));
        bench.model.refresh(); // its answer comes after the late one
        QVERIFY(bench.engine->replyTo<contract::ListLedgerEntries>(
            contract::LedgerEntryPage{{test::sampleEntry(3), test::sampleEntry(2)}, {}}));
        QTRY_COMPARE(bench.ids(), (QList<std::int64_t>{3, 2}));
    }

    void keepsItsRowsWhenAPageFailsAndAsksForThatPageAgain()
    {
        Bench bench;
        bench.have(450);
        bench.ask();
        QSignalSpy failed(&bench.model, &PagedModelBase::failed);
        bench.engine->refuse<contract::ListLedgerEntries>(broken());
        bench.model.fetchMore({});
        QVERIFY(failed.wait());
        QCOMPARE(bench.model.rowCount(), PagedModelBase::kPageRows);
        QVERIFY(!bench.model.canFetchMore({})); // or the view would ask for ever
        bench.have(450);
        bench.model.retry();
        QTRY_COMPARE(bench.model.rowCount(), 2 * PagedModelBase::kPageRows);
        QVERIFY(bench.isWithoutGap());
        QVERIFY(!bench.model.failure());
    }

    void writesAmountsInTheUnitsOfTheirAsset()
    {
        QCOMPARE(shown(amountOf("1250000001", "USDC")), u"1,250.000001 USDC"_s);
        QCOMPARE(plainDecimal(amountOf("1250000001", "USDC")), u"1250.000001"_s);
        QCOMPARE(plainDecimal(amountOf("1250", "CREDIT")), u"1250"_s);
        QCOMPARE(plainDecimal(amountOf("-1250000001", "WBTC")), u"-1250000001"_s);
        QVERIFY(!decimalsOf("WBTC"));
        QVERIFY(std::holds_alternative<Address>(ownerCell("0x12ab33fe5c0177d2a90b6e11f4c8d3a709c19f31")));
        QVERIFY(std::holds_alternative<Code>(ownerCell("0x12ab33fe-not-an-address-but-as-long-as-09c1")));
    }

    void addsUpWhatAnEntryMoves()
    {
        contract::LedgerEntry entry = test::sampleEntry(1);
        entry.postings = {{1, "a", "USDC", "", "-3000000"}, {2, "b", "USDC", "", "1000000"}, {3, "c", "USDC", "", "2000000"},
                          {4, "d", "CREDIT", "", "-7"}, {5, "e", "CREDIT", "", "7"}};
        QCOMPARE(movedBy(entry), std::optional(Money{u"3000000"_s, 6, u"USDC"_s}));
        QCOMPARE(copied(entryCell(entry, EntryColumn::To)), u"3 owners"_s);
        entry.postings.clear();
        QVERIFY(!movedBy(entry));
        QVERIFY(std::holds_alternative<Absent>(entryCell(entry, EntryColumn::Amount)));
    }

    void saysWhenAHoldExpires()
    {
        contract::LedgerHold hold = test::sampleHold(1);
        QVERIFY(std::holds_alternative<Absent>(holdCell(hold, HoldColumn::Expires)));
        hold.expires_at = test::ledgerNow() + std::chrono::minutes(22 * 60 + 40);
        QCOMPARE(shown(holdCell(hold, HoldColumn::Expires)), QString(u"in 22"_s + QChar(0x2009) + u"h"_s));
        QCOMPARE(copied(holdCell(hold, HoldColumn::Expires)), u"2026-11-21T13:10:07Z"_s);
        hold.expires_at = test::ledgerNow();
        QCOMPARE(shown(holdCell(hold, HoldColumn::Expires)), u"due"_s);
        hold.state = "expired";
        QVERIFY(std::holds_alternative<Absent>(holdCell(hold, HoldColumn::Expires)));
    }

    void knowsHoldStatesByTheLedgersWords()
    {
        QCOMPARE(lookOf(StateThing::Hold, u"open"_s).word, u"Held"_s);
        QCOMPARE(lookOf(StateThing::Hold, u"voided"_s).word, u"Released"_s);
        QCOMPARE(lookOf(StateThing::Hold, u"voided"_s).glyph, Glyph::Dash);
    }

    void findsTheHoldThatAnEntryClosed()
    {
        Bench bench;
        contract::LedgerEntry made = test::sampleEntry(10);
        made.type = "hold";
        made.hold_id = 10;
        contract::LedgerEntry closed = test::sampleEntry(20);
        closed.type = "void";
        closed.hold_id = 10;
        closed.postings.clear();
        bench.engine->on<contract::GetLedgerEntry>([=](const contract::LedgerEntryInput& input) {
            return input.entry_id == 10 ? made : closed;
        });
        bench.engine->answer<contract::ListHolds>({{test::sampleHold(11), test::sampleHold(10, "voided")}, {}});
        contract::LedgerSummary summary;
        summary.sealed = 19;
        bench.engine->answer<contract::GetLedgerSummary>(summary);
        EntryRecord record(bench.gateway);
        record.open(20);
        QTRY_VERIFY(record.hold());
        QCOMPARE(record.hold()->hold_id, 10);
        QCOMPARE(bench.engine->lastInput<contract::ListHolds>().account_id, std::optional<std::int64_t>(1));
        QTRY_COMPARE(record.isSealed(), std::optional(false));
        summary.sealed = 20;
        bench.engine->answer<contract::GetLedgerSummary>(summary);
        record.refresh();
        QTRY_COMPARE(record.isSealed(), std::optional(true));
        record.close();
        QVERIFY(!record.hold());
    }

    void readsAnAccountThenItsStatementAndItsPast()
    {
        Bench bench;
        contract::LedgerAccount now;
        now.asset = "USDC";
        now.settled_atomic = "5000000";
        bench.engine->on<contract::GetLedgerAccount>([now](const contract::GetLedgerAccount::Input& input) {
            contract::LedgerAccount account = now;
            account.account_id = input.account_id;
            if (input.at)
                account.settled_atomic = "1000000";
            return account;
        });
        bench.engine->answer<contract::ListStatement>({{{7, test::ledgerNow(), "4000000", "5000000", "0"}}, {}});
        AccountRecord record(bench.gateway);
        record.open(3);
        QTRY_COMPARE(record.statement().rowCount(), 1);
        QCOMPARE(copied(cellOf(record.statement().index(0, 2).data(kCellRole))), u"4.000000"_s);
        QCOMPARE(bench.engine->lastInput<contract::ListStatement>().account_id, 3);
        const Instant then = test::ledgerNow() - std::chrono::hours(1);
        record.lookAt(then);
        QTRY_VERIFY(record.then().data());
        QCOMPARE(record.then().data()->settled_atomic, std::string("1000000"));
        QCOMPARE(record.account().data()->settled_atomic, std::string("5000000"));
        QVERIFY(bench.engine->lastInput<contract::GetLedgerAccount>().at == then);
        record.open(4); // nothing of the other account is left
        QVERIFY(!record.then().data() && !record.account().data());
        QTRY_COMPARE(bench.engine->lastInput<contract::ListStatement>().account_id, 4);
    }
};

QTEST_GUILESS_MAIN(TestLedgerModels)
#include "tst_ledger_models.moc"
