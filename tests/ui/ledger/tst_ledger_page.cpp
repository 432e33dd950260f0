// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/format.h"
#include "models/pages/common/amounts.h"
#include "support/page_bench.h"
#include "ui/pages/common/evidence_view.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/paged_list.h"
#include "ui/pages/common/receipt_button.h"
#include "ui/pages/common/report.h"
#include "ui/pages/ledger/check_panel.h"
#include "ui/pages/ledger/ledger_page.h"
#include "support/ledger_scene.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/stat_card.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTemporaryDir>

using namespace bursar;
using namespace bursar::ui;
using namespace Qt::StringLiterals;

namespace {

const test::LedgerScene& scene()
{
    static const test::LedgerScene kScene(test::afternoon());
    return kScene;
}

void answerLedger(test::FakeEngineClient& engine)
{
    using namespace contract;
    engine.on<GetLedgerSummary>([](const auto&) { return scene().summary(); });
    engine.on<ListLedgerAccounts>([](const auto& input) { return scene().accounts(input); });
    engine.on<GetLedgerAccount>([](const auto& input) { return scene().account(input); });
    engine.on<ListStatement>([](const auto& input) { return scene().statement(input); });
    engine.on<ListLedgerEntries>([](const auto& input) { return scene().entries(input); });
    engine.on<GetLedgerEntry>([](const auto& input) { return scene().entry(input.entry_id); });
    engine.on<ListHolds>([](const auto& input) { return scene().holds(input); });
}

/// The newest hold in that state.
contract::LedgerHold holdIn(const std::string& state)
{
    return scene().holds({.state = state}).holds.front();
}

struct Bench : test::PageBench<LedgerPage> {
    explicit Bench(const Prepare& prepare = {})
        : PageBench([prepare](test::FakeEngineClient& engine) {
              answerLedger(engine);
              if (prepare)
                  prepare(engine);
          })
    {
        open();
    }
    DataTable* table(const char* name) const { return child<DataTable>(name); }
    SegmentedTabs* tabs() const { return child<SegmentedTabs>("pageTabs"); }
    template <class W>
    W* inspected(const char* name) const
    {
        // What was replaced waits to be deleted.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return shell->inspector().template findChild<W*>(QLatin1String(name));
    }
    void showTab(int tab)
    {
        tabs()->setCurrent(tab);
        settle();
    }
    void activate(DataTable* table, int row)
    {
        Q_EMIT table->rowActivated(table->model()->index(row, 0));
        settle();
    }
    void go(const Location& place)
    {
        page->restoreState(place.state);
        page->refresh();
        settle();
    }
    void inspectEntry(std::int64_t id) { go(ledgerEntryAt(id)); }
    PageAction action(const char* id) const
    {
        for (const PageAction& each : page->actions()) {
            if (each.id == QLatin1String(id))
                return each;
        }
        return {};
    }
    QStringList evidence() const
    {
        QStringList titles;
        for (const TimelineStep& step : inspected<EvidenceView>("ledgerEvidence")->steps())
            titles << step.title;
        return titles;
    }
    QStringList texts(QWidget* of) const
    {
        QStringList out;
        for (const QLabel* label : of->findChildren<QLabel*>())
            out << label->text();
        return out;
    }
};

void answerFileDialog(const QString& path)
{
    setFileChooser([path](QWidget*, const QString&, const QString&, const QString&) { return path; });
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not written)");
}

contract::LedgerCheck faultyCheck()
{
    contract::LedgerCheck check;
    check.entries = 90;
    check.faults = {"The balances of CREDIT add up to 7.", "Account 12 holds 5, its open holds are 4."};
    check.seconds = 1.25;
    return check;
}

} // namespace

class LedgerPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void theSceneAddsUp()
    {
        std::map<std::string, std::int64_t> sums;
        for (const auto& account : scene().accounts({.limit = 500}).accounts) {
            sums[account.asset] += std::stoll(account.settled_atomic);
            if (!account.may_be_negative)
                QVERIFY(std::stoll(account.available_atomic) >= 0);
        }
        QCOMPARE(sums, (std::map<std::string, std::int64_t>{{"CREDIT", 0}, {"USDC", 0}}));
    }

    void showsWhatTheLedgerHolds()
    {
        Bench bench;
        QVERIFY(!bench.page->isBusy());
        const auto cards = bench.child<StatRow>("ledgerAssets")->cards();
        QCOMPARE(cards.size(), 2u);
        QCOMPARE(cards[1]->stat().unit, u"USDC"_s);
        QVERIFY(cards[1]->stat().value.contains(u'.')); // whole USDC, not its smallest unit
        bench.child<QAbstractButton>("copyPublicKey")->click();
        QCOMPARE(QApplication::clipboard()->text().toStdString(), scene().summary().public_key);
        Q_EMIT cards[0]->opened();
        QCOMPARE(bench.shell->lastFilter(), u"asset:CREDIT"_s);
    }

    void filtersAccountsInTheEngine()
    {
        Bench bench;
        auto* filter = bench.child<FilterBar>("ledgerAccountsFilter");
        filter->addFilter({u"asset"_s, FilterOp::Is, {u"USDC"_s}});
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::ListLedgerAccounts>().asset, std::optional<std::string>("USDC"));
        const int calls = bench.client->calls<contract::ListLedgerAccounts>();
        filter->addFilter({u"owner"_s, FilterOp::IsNot, {u"world"_s}});
        bench.settle();
        QVERIFY(!filter->problem().isEmpty()); // the engine could not do it: said, not ignored
        QCOMPARE(bench.client->calls<contract::ListLedgerAccounts>(), calls);
    }

    void showsAnAccountAndItsBalanceAtATime()
    {
        Bench bench;
        auto* table = bench.table("ledgerAccounts");
        bench.activate(table, table->model()->rowCount() - 1);
        QVERIFY(bench.shell->isInspectorShown);
        auto* at = bench.inspected<QLineEdit>("balanceAt");
        auto* then = bench.inspected<FactList>("balanceThen");
        at->setText(u"nonsense"_s);
        bench.inspected<QAbstractButton>("showBalanceAt")->click();
        bench.settle();
        QVERIFY(!bench.client->lastInput<contract::GetLedgerAccount>().at);
        at->setText(u"-3h"_s);
        bench.inspected<QAbstractButton>("showBalanceAt")->click();
        bench.settle();
        const auto asked = bench.client->lastInput<contract::GetLedgerAccount>();
        QVERIFY(asked.at == test::afternoon() - std::chrono::hours(3));
        const auto expected = scene().account(asked);
        QVERIFY(bench.texts(then).contains(
            models::formatMoney(models::amountOf(expected.settled_atomic, expected.asset), models::MoneyDigits::All)));
    }

    void aRowOfTheStatementOpensItsEntry()
    {
        Bench bench;
        bench.activate(bench.table("ledgerAccounts"), 0);
        auto* statement = bench.inspected<DataTable>("ledgerStatement");
        QTRY_VERIFY(statement->model()->rowCount() > 0);
        const auto row = statement->model()->index(0, 0);
        const auto id = models::copied(models::cellOf(row.data(models::kCellRole)));
        bench.activate(statement, 0);
        QCOMPARE(bench.shell->opened.back().state.value(u"selected").toString(), QString(u"entry:"_s + id));
        bench.go(bench.shell->opened.back());
        QCOMPARE(bench.tabs()->current(), 1);
        QVERIFY(bench.inspected<DataTable>("postings"));
        QVERIFY(!bench.inspected<DataTable>("ledgerStatement")); // an entry has none
    }

    void tellsTheChainBehindAHeldAmount()
    {
        Bench bench;
        const auto hold = holdIn("open");
        bench.inspectEntry(hold.hold_id);
        const QStringList chain = bench.evidence();
        QCOMPARE(chain.size(), 4);
        QCOMPARE(chain[1], u"Held"_s);
        QVERIFY(chain[2].startsWith(u"Channel ch_"_s));
        QVERIFY(chain[3].startsWith(u"Receipt, sealed"_s));
        QVERIFY(bench.inspected<EvidenceView>("ledgerEvidence")->verdict().startsWith(u"Every link"_s));
        QCOMPARE(bench.inspected<QPlainTextEdit>("sealedText")->toPlainText().toStdString(),
                 scene().entry(hold.hold_id).text);
    }

    void leadsFromAClosingEntryToItsHoldAndChannel()
    {
        Bench bench;
        const auto hold = holdIn("posted");
        bench.inspectEntry(*hold.closed_by);
        auto* evidence = bench.inspected<EvidenceView>("ledgerEvidence");
        QCOMPARE(bench.evidence()[1], QString(u"Hold #%1"_s.arg(hold.hold_id)));
        QVERIFY(evidence->steps()[1].note.startsWith(u"Posted · closed by"_s));
        Q_EMIT evidence->linkActivated(evidence->steps()[1].link);
        QCOMPARE(bench.shell->opened.back().state.value(u"selected").toString(), QString(u"entry:%1"_s.arg(hold.hold_id)));
        Q_EMIT evidence->linkActivated(evidence->steps()[2].link);
        QCOMPARE(bench.shell->opened.back().page, u"channels"_s);
        bench.inspected<QAbstractButton>("showCause")->click();
        QCOMPARE(bench.shell->opened.back().page, u"ledger"_s);
        QVERIFY(bench.shell->lastFilter().contains(u"cause:"_s));
        bench.go(bench.shell->opened.back());
        QCOMPARE(bench.client->lastInput<contract::ListLedgerEntries>().cause, hold.cause);
    }

    void saysWhereTheChainBreaks()
    {
        const auto hold = holdIn("posted");
        Bench bench([&](test::FakeEngineClient& engine) {
            engine.on<contract::GetLedgerEntry>(
                [&](const contract::LedgerEntryInput& input) -> contract::Outcome<contract::LedgerEntry> {
                    if (input.entry_id == hold.hold_id)
                        return base::Error(base::ErrorCode::NotFound, "not_found", "There is no such entry.");
                    return scene().entry(input.entry_id);
                });
        });
        bench.inspectEntry(*hold.closed_by);
        auto* evidence = bench.inspected<EvidenceView>("ledgerEvidence");
        QCOMPARE(evidence->verdict(), u"The chain breaks at: Hold"_s);
        QVERIFY(evidence->steps()[1].isBroken);
    }

    void savesTheReceiptAsDelivered()
    {
        const std::string receipt = "{ \"entry\" : \"{\\\"id\\\":7}\",\n \"x\":  1 }";
        Bench bench([&](test::FakeEngineClient& engine) { engine.answer<contract::GetLedgerReceipt>({receipt}); });
        bench.inspectEntry(7);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"receipt.json"_s);
        answerFileDialog(path);
        bench.inspected<ReceiptButton>("saveReceipt")->click();
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::GetLedgerReceipt>().entry_id, 7);
        QCOMPARE(contentOf(path).toStdString(), receipt);
    }

    void asksAgainForAReceiptThatIsNotSealedYet()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.refuse<contract::GetLedgerReceipt>(
                base::Error(base::ErrorCode::Conflict, "not_sealed_yet", "The entry is not sealed yet."));
        });
        bench.inspectEntry(7);
        auto* button = bench.inspected<ReceiptButton>("saveReceipt");
        button->click();
        bench.settle();
        QCOMPARE(button->text(), u"Try again"_s);
        QVERIFY(bench.texts(&bench.shell->inspector()).contains(u"It is sealed within a second."_s));
        QTemporaryDir folder;
        answerFileDialog(folder.filePath(u"receipt.json"_s));
        bench.client->answer<contract::GetLedgerReceipt>({"{}"});
        button->click();
        bench.settle();
        QCOMPARE(contentOf(folder.filePath(u"receipt.json"_s)), QByteArray("{}"));
        QVERIFY(!bench.texts(&bench.shell->inspector()).contains(u"It is sealed within a second."_s));
    }

    void showsHoldsByStateAndOpensThem()
    {
        Bench bench;
        bench.go(ledgerHoldsWith({u"state:voided"_s}));
        auto* table = bench.table("ledgerHolds");
        QCOMPARE(bench.client->lastInput<contract::ListHolds>().state, std::optional<std::string>("voided"));
        QCOMPARE(models::shown(models::cellOf(table->model()->index(0, 1).data(models::kCellRole))), u"Released"_s);
        bench.activate(table, 0);
        QCOMPARE(bench.page->saveState().value(u"selected").toString(), QString(u"entry:%1"_s.arg(holdIn("voided").hold_id)));
        bench.go(ledgerHoldsWith({u"account:abc"_s}));
        QVERIFY(!bench.child<FilterBar>("ledgerHoldsFilter")->problem().isEmpty());
    }

    void checksAndKeepsTheFaultsUntilClosed()
    {
        Bench bench;
        auto* panel = bench.child<CheckPanel>("ledgerCheck");
        QVERIFY(panel->isHidden());
        bench.action("check").run();
        QVERIFY(!panel->isHidden());
        QVERIFY(!bench.action("check").whyDisabled().isEmpty()); // one at a time
        QVERIFY(bench.client->replyTo<contract::CheckLedger>(faultyCheck()));
        QTRY_COMPARE(panel->accessibleName(), u"2 faults"_s);
        QVERIFY(bench.child<QPlainTextEdit>("ledgerFaults")->toPlainText().contains(u"Account 12 holds 5"_s));
        QVERIFY(bench.action("check").whyDisabled().isEmpty());
        bench.page->deactivate();
        bench.open();
        QVERIFY(!panel->isHidden());
        QTemporaryDir folder;
        answerFileDialog(folder.filePath(u"check.json"_s));
        bench.child<QAbstractButton>("exportCheck")->click();
        const auto written = QJsonDocument::fromJson(contentOf(folder.filePath(u"check.json"_s))).object();
        QCOMPARE(written.value(u"faults").toArray().size(), 2);
        QCOMPARE(written.value(u"checked_at").toString(), u"2026-11-20T14:30:07Z"_s);
        bench.child<QAbstractButton>("closeCheck")->click();
        QVERIFY(panel->isHidden());
    }

    void saysThatEverythingAddsUp()
    {
        Bench bench;
        bench.action("check").run();
        bench.child<QAbstractButton>("closeCheck")->click(); // the result is shown all the same
        contract::LedgerCheck good = faultyCheck();
        good.faults.clear();
        QVERIFY(bench.client->replyTo<contract::CheckLedger>(good));
        auto* panel = bench.child<CheckPanel>("ledgerCheck");
        QTRY_COMPARE(panel->accessibleName(), u"Everything adds up"_s);
        QVERIFY(panel->accessibleDescription().contains(u"90 entries"_s));
        QVERIFY(!panel->isHidden());
        QVERIFY(bench.child<QPlainTextEdit>("ledgerFaults")->isHidden());
    }

    void aCheckThatFailedIsNotAResult()
    {
        Bench bench;
        bench.action("check").run();
        QVERIFY(bench.client->replyTo<contract::CheckLedger>(
            base::Error(base::ErrorCode::Timeout, "statement_timeout", "Too slow.")));
        auto* panel = bench.child<CheckPanel>("ledgerCheck");
        QTRY_COMPARE(panel->accessibleName(), u"The check did not finish"_s);
        QVERIFY(panel->asJson().isEmpty());
        bench.child<QAbstractButton>("retryCheck")->click();
        QTRY_COMPARE(bench.client->calls<contract::CheckLedger>(), 2);
    }

    void onlyOperatorsCheckAndOnlyWhileConnected()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            contract::Me me;
            me.kind = contract::PrincipalKind::user;
            me.role = "observer";
            engine.answer<contract::WhoAmI>(me);
        });
        QVERIFY(bench.action("check").whyDisabled().contains(u"Operators"_s));
        Bench owner;
        QVERIFY(owner.action("check").whyDisabled().isEmpty());
        owner.client->setLinkState(contract::LinkState::offline, "gone");
        owner.settle();
        QVERIFY(owner.action("check").whyDisabled().contains(u"not connected"_s));
    }

    void saysHowTheFirstAccountComesToBe()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.answer<contract::GetLedgerSummary>({});
            engine.answer<contract::ListLedgerAccounts>({});
            engine.answer<contract::ListLedgerEntries>({});
            engine.answer<contract::ListHolds>({});
        });
        QCOMPARE(bench.table("ledgerAccounts")->state(), TableState::Empty);
        QVERIFY(!bench.action("export").whyDisabled().isEmpty());
        bench.showTab(1);
        QCOMPARE(bench.table("ledgerJournal")->state(), TableState::Empty);
        bench.showTab(2);
        QCOMPARE(bench.table("ledgerHolds")->state(), TableState::Empty);
    }

    void saysWhatFailedAndReadsItAgain()
    {
        Bench bench([](test::FakeEngineClient& engine) {
            engine.refuse<contract::ListLedgerAccounts>(
                base::Error(base::ErrorCode::Unavailable, "database_down", "The database does not answer."));
        });
        auto* table = bench.table("ledgerAccounts");
        QCOMPARE(table->state(), TableState::Failed);
        answerLedger(*bench.client);
        Q_EMIT table->retryRequested();
        bench.settle();
        QCOMPARE(table->state(), TableState::Rows);
    }

    void goesBackToTabFilterAndRecord()
    {
        Bench bench;
        bench.go(ledgerHoldsWith({u"state:open"_s}));
        bench.activate(bench.table("ledgerHolds"), 0);
        const QJsonObject kept = bench.page->saveState();
        bench.go(ledgerAccountsWith({}));
        QCOMPARE(bench.tabs()->current(), 0);
        QVERIFY(!bench.shell->isInspectorShown);
        bench.go({u"ledger"_s, kept, {}, {}});
        QCOMPARE(bench.tabs()->current(), 2);
        QCOMPARE(bench.page->saveState(), kept);
        QVERIFY(bench.shell->isInspectorShown);
    }

    void exportsTheListWithEveryDigit()
    {
        Bench bench;
        bench.showTab(1);
        QTemporaryDir folder;
        answerFileDialog(folder.filePath(u"journal.csv"_s));
        bench.action("export").run();
        bench.settle();
        const QByteArray csv = contentOf(folder.filePath(u"journal.csv"_s));
        QVERIFY(csv.startsWith("entry,time,type,amount,asset,from,to,cause,memo,key\r\n"));
        QCOMPARE(csv.count("\r\n"), scene().summary().entries + 1);
        QVERIFY(csv.contains(",1250.000000,USDC,world,"));
        answerFileDialog(folder.filePath(u"journal.jsonl"_s));
        bench.action("export").run();
        bench.settle();
        const auto lines = contentOf(folder.filePath(u"journal.jsonl"_s)).split('\n');
        QCOMPARE(lines.size(), scene().summary().entries + 1);
        QCOMPARE(QJsonDocument::fromJson(lines.front()).object().value(u"postings").toArray().size(), 2);
    }
};

QTEST_MAIN(LedgerPageTest)
#include "tst_ledger_page.moc"
