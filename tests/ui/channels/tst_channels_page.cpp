// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/ledger.h"
#include "models/common/format.h"
#include "ui/channels/channels_bench.h"
#include "ui/pages/channels/channel_export.h"
#include "ui/pages/channels/channel_headline.h"
#include "ui/pages/common/evidence_view.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/stat_card.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QTemporaryDir>

using namespace bursar;
using namespace bursar::test;
using namespace bursar::ui;
using namespace Qt::StringLiterals;

namespace {
QString shownAt(DataTable* table, int row, int column)
{
    return models::shown(models::cellOf(table->model()->index(row, column).data(models::kCellRole)));
}

const QString kFirst = QString::fromStdString(channelId(1));
} // namespace

class ChannelsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void showsAllChannelsAndWhatTheyHoldTogether()
    {
        ChannelsBench bench;
        QVERIFY(!bench.page->isBusy());
        QVERIFY(!bench.page->headline());
        DataTable* table = bench.table("channels");
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(shownAt(table, 1, 0), kFirst);
        QCOMPARE(shownAt(table, 1, 1), u"Active"_s);
        QCOMPARE(shownAt(table, 1, 3), u"1,250.000000 USDC"_s);
        QCOMPARE(shownAt(table, 1, 4), u"1,250,000"_s);
        const auto cards = bench.child<StatRow>("channelTotals")->cards();
        QCOMPARE(cards[0]->stat().value, u"8"_s);
        QCOMPARE(cards[1]->stat().value, u"5,080.481000"_s);
        QCOMPARE(cards[2]->stat().value, u"5,080,481"_s);
        Q_EMIT cards[0]->opened();
        QCOMPARE(bench.shell->lastFilter(), u"status:active"_s);
    }

    void filtersAndSortsInTheEngine()
    {
        ChannelsBench bench;
        auto* filter = bench.child<FilterBar>("channelsFilter");
        filter->addFilter({u"status"_s, FilterOp::Is, {u"closing"_s}});
        filter->addFilter({u"participant"_s, FilterOp::Is, {u"meerkat-19"_s}});
        bench.settle();
        auto asked = bench.client->lastInput<contract::ListChannels>();
        QVERIFY(asked.status == contract::ChannelState::closing);
        QCOMPARE(asked.participant, std::optional<std::string>("meerkat-19"));
        Q_EMIT bench.table("channels")->sortRequested(u"deposited"_s, Qt::AscendingOrder);
        bench.settle();
        asked = bench.client->lastInput<contract::ListChannels>();
        QCOMPARE(asked.sort, std::optional<std::string>("-deposited"));
        QVERIFY(asked.status == contract::ChannelState::closing);
        const auto saved = bench.page->saveState();
        QCOMPARE(saved.value(u"sort").toString(), u"-deposited"_s);
        QVERIFY(saved.value(u"filter").toString().contains(u"status:closing"_s));
    }

    void showsTheChannelsOfTheAgentInScope()
    {
        ChannelsBench bench;
        QVERIFY(!bench.client->lastInput<contract::ListChannels>().participant);
        bench.shell->view().setScope(u"search-bot"_s);
        bench.page->refresh();
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::ListChannels>().participant, std::optional<std::string>("search-bot"));
    }

    void opensAChannelAsAPlaceInTheHistory()
    {
        ChannelsBench bench;
        Q_EMIT bench.table("channels")->rowActivated(bench.table("channels")->model()->index(1, 0));
        QCOMPARE(bench.shell->opened.back().page, u"channels"_s);
        QCOMPARE(bench.shell->opened.back().state.value(u"selected").toString(), kFirst);
        bench.go(bench.shell->opened.back());
        QVERIFY(bench.page->headline());
        QCOMPARE(bench.page->headline()->findChild<Badge*>(u"channelState"_s)->look().word, u"Active"_s);
        QCOMPARE(bench.page->saveState().value(u"selected").toString(), kFirst);
        bench.page->headline()->findChild<QAbstractButton*>(u"backToChannels"_s)->click();
        bench.go(bench.shell->opened.back());
        QVERIFY(!bench.page->headline());
        QCOMPARE(bench.action("openChannel").text, u"Open channel…"_s);
    }

    void landsOnTheChannelThatACauseNames()
    {
        ChannelsBench bench;
        bench.go(*placeOfCause(u"channel:"_s + kFirst));
        QCOMPARE(bench.client->lastInput<contract::GetChannel>().id, channelId(1));
        QVERIFY(bench.page->headline());
    }

    void showsEverythingOfAChannel()
    {
        ChannelsBench bench;
        bench.showChannel();
        QVERIFY(!bench.page->isBusy());
        const auto cards = bench.child<StatRow>("channelFigures")->cards();
        QCOMPARE(cards[0]->stat().value, u"1,250.000000"_s);
        QCOMPARE(cards[2]->stat().value, u"25,000"_s);
        DataTable* who = bench.table("participants");
        QCOMPARE(who->model()->rowCount(), 3);
        QCOMPARE(shownAt(who, 2, 0), u"Total"_s);
        QCOMPARE(shownAt(who, 2, 2), u"1,225,000"_s);
        QCOMPARE(shownAt(who, 2, 3), u"25,000"_s);
        QCOMPARE(shownAt(who, 2, 4), u"0"_s);
        QVERIFY(shownAt(bench.table("milestones"), 0, 2).startsWith(u"Delivered, approves itself in 22"_s));
        auto* moved = bench.child<QWidget>("movements");
        QCOMPARE(moved->findChildren<Badge*>().front()->look().word, u"Unknown, checking"_s); // first, and never "failed"
        const QString all = bench.texts(moved).join(u'\n');
        QVERIFY(all.contains(u"Top-up\n"_s));
        QVERIFY(all.contains(u"0x12ab33fe…09c19f31 · 14:27:07"_s));
        QVERIFY(all.contains(QString(u"next look in 42"_s + QChar(0x2009) + u"s · The node stopped answering after the send."_s)));
        QCOMPARE(bench.table("channelTransactions")->model()->rowCount(), 40);
        Q_EMIT who->rowActivated(who->model()->index(0, 0));
        QCOMPARE(bench.shell->opened.back().state.value(u"selected").toString(), u"account:31"_s);
    }

    void showsAtOnceWhatTheListKnows()
    {
        ChannelsBench bench([](FakeEngineClient& engine) {
            engine.refuse<contract::GetChannel>(base::Error(base::ErrorCode::Unavailable, "offline", "There is no line."));
        });
        bench.showChannel();
        QCOMPARE(bench.child<StatRow>("channelFigures")->cards()[0]->stat().value, u"1,250.000000"_s);
        QCOMPARE(bench.page->headline()->findChild<Badge*>(u"channelState"_s)->look().word, u"Active"_s);
        QCOMPARE(bench.whyNot("closeChannel"), u"The channel is not read yet."_s); // yet nothing is done on it
        bench.go(channelAt(u"ch_unknown"_s)); // of this one nothing is known: not the other's figures
        QCOMPARE(bench.child<StatRow>("channelFigures")->cards()[0]->stat().value, QString());
    }

    void saysWhatExplainsADifference()
    {
        ChannelsBench bench;
        bench.showChannel();
        auto* card = bench.child<QWidget>("escrowCard");
        QCOMPARE(card->findChild<Badge*>(u"escrowState"_s)->look().word, u"Explained"_s);
        const QString all = bench.texts(card).join(u'\n');
        QVERIFY(all.contains(u"1,300.000000"_s));
        QVERIFY(all.contains(u"50.000000 USDC on its way in: 0x77aa01…9c2e mined, not final yet"_s));
        QVERIFY(all.contains(u"Base · block 21,940,112"_s));
        QVERIFY(!bench.child<Banner>("channelBanner")->isVisible());
    }

    void warnsOfADifferenceThatNothingExplains()
    {
        ChannelsBench bench([](FakeEngineClient& engine) {
            engine.answer<contract::GetChannelEscrow>(comparison(contract::EscrowAgreement::differs));
        });
        bench.showChannel();
        auto* banner = bench.child<Banner>("channelBanner");
        QVERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(u"50.000000 USDC"_s));
    }

    void saysPlainlyWhenNoMoneyStandsBehindTheCredits()
    {
        ChannelsBench bench([](FakeEngineClient& engine) { engine.answer<contract::GetChannelEscrow>({}); });
        bench.showChannel();
        QVERIFY(bench.texts(bench.child<QWidget>("escrowCard")).contains(u"No money stands behind these credits."_s));
        QVERIFY(!bench.child<Badge>("escrowState"));
    }

    void streamsTransactionsOnTopWithoutMovingWhatIsRead()
    {
        ChannelsBench bench;
        bench.showChannel();
        std::int64_t newest = 43;
        bench.client->on<contract::ListChannelTransactions>(
            [&newest](const auto& input) { return sampleTransactions(input, newest); });
        auto* model = bench.table("channelTransactions")->model();
        const QPersistentModelIndex read(model->index(5, 0));
        bench.client->publish({.topic = "channel", .key = channelId(2), .token = "1", .payload = 1});
        bench.client->publish({.topic = "channel", .key = channelId(1), .token = "2", .payload = 3});
        QTRY_COMPARE(model->rowCount(), 43);
        QCOMPARE(read.row(), 8);
        QCOMPARE(shownAt(bench.table("channelTransactions"), 0, 6), u"43"_s);
    }

    void staysStillWhileItIsPaused()
    {
        ChannelsBench bench;
        bench.showChannel();
        bench.shell->view().setLive(false);
        const int asked = bench.client->calls<contract::ListChannelTransactions>();
        bench.client->publish({.topic = "channel", .key = channelId(1), .token = "2", .payload = 3});
        bench.settle();
        QCOMPARE(bench.client->calls<contract::ListChannelTransactions>(), asked);
        bench.shell->view().setLive(true);
        QTRY_VERIFY(bench.client->calls<contract::ListChannelTransactions>() > asked);
    }

    void showsTheChainBehindATransactionAndSavesItWithItsReceipt()
    {
        const std::string receipt = "{ \"entry\" : \"{\\\"id\\\":40}\" }";
        ChannelsBench bench([&](FakeEngineClient& engine) { engine.answer<contract::GetLedgerReceipt>({receipt}); });
        bench.showChannel();
        DataTable* table = bench.table("channelTransactions");
        Q_EMIT table->rowActivated(table->model()->index(0, 0));
        bench.settle();
        QVERIFY(bench.shell->isInspectorShown);
        Inspector& inspector = bench.shell->inspector();
        auto* chain = inspector.findChild<EvidenceView*>(u"channelEvidence"_s);
        QCOMPARE(chain->steps().size(), 4u);
        QVERIFY(chain->steps()[0].title.startsWith(u"Payment"_s));
        QCOMPARE(chain->steps()[1].amount, u"25 CREDIT"_s);
        QVERIFY(chain->steps()[3].isBroken); // the gap
        Q_EMIT chain->linkActivated(chain->steps()[1].link);
        QCOMPARE(bench.shell->opened.back().page, u"ledger"_s);
        QTemporaryDir folder;
        answerFileDialog(folder.filePath(u"evidence.json"_s));
        inspector.findChild<QAbstractButton*>(u"saveEvidence"_s)->click();
        bench.settle();
        const QJsonObject file = QJsonDocument::fromJson(contentOf(folder.filePath(u"evidence.json"_s))).object();
        QCOMPARE(file.value(u"receipt").toString().toStdString(), receipt); // byte for byte: what verify-receipt reads
        QCOMPARE(file.value(u"evidence").toObject().value(u"links").toArray().size(), 3);
        QVERIFY(file.value(u"about").toString().contains(u"bursarctl verify-receipt --key "_s + QString(64, u'a')));
        QCOMPARE(bench.page->saveState().value(u"entry").toString(), u"40"_s);
    }

    void restoresTheTransactionBesideTheChannel()
    {
        ChannelsBench bench;
        bench.go({u"channels"_s, {{u"selected"_s, kFirst}, {u"entry"_s, u"38"_s}}, {}, {}});
        QVERIFY(bench.shell->isInspectorShown);
        QCOMPARE(*bench.client->lastInput<contract::GetEvidence>().entry_id, 38);
        bench.showChannel(2); // another channel: not its transaction
        QVERIFY(!bench.shell->isInspectorShown);
    }

    void marksAMilestoneDelivered()
    {
        ChannelsBench bench([](FakeEngineClient& engine) {
            auto detail = sampleDetail();
            detail.milestones[0].state = contract::MilestoneState::pending;
            engine.answer<contract::GetChannel>(detail);
            engine.answer<contract::CompleteMilestone>(detail.milestones[0]);
        });
        bench.showChannel();
        bench.button(bench.page.get(), "deliverMilestone")->click();
        auto* dialog = bench.page->findChild<SheetDialog*>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>(u"deliveryProof"_s)->setText(u"https://example.org/d"_s);
        bench.button(dialog, "deliverRun")->click();
        bench.settle();
        const auto sent = bench.client->lastInput<contract::CompleteMilestone>();
        QCOMPARE(sent.milestone, std::string("ms_1"));
        QCOMPARE(sent.proof, std::optional<std::string>("https://example.org/d"));
        QVERIFY(!bench.client->lastKey<contract::CompleteMilestone>().empty());
    }

    void pausesAtOnceAndOffersToUndo()
    {
        ChannelsBench bench([](FakeEngineClient& engine) {
            engine.answer<contract::PauseChannel>(sampleChannel(1));
            engine.answer<contract::ResumeChannel>(sampleChannel(1));
        });
        bench.showChannel();
        QVERIFY(bench.whyNot("pauseChannel").isEmpty());
        QVERIFY(!bench.whyNot("resumeChannel").isEmpty());
        bench.action("pauseChannel").run();
        bench.settle();
        QCOMPARE(bench.client->lastInput<contract::PauseChannel>().id, channelId(1));
        QVERIFY(bench.shell->toasts.back().contains(u"paused"_s));
        bench.shell->lastAction();
        bench.settle();
        QCOMPARE(bench.client->calls<contract::ResumeChannel>(), 1);
    }

    void steersNothingWithoutALineOrTheRole()
    {
        ChannelsBench reader({}, "observer");
        reader.showChannel();
        for (const char* id : {"topUp", "closeChannel", "transact", "exitChannel", "pauseChannel"})
            QCOMPARE(reader.whyNot(id), u"Operators steer channels."_s);
        QVERIFY(reader.whyNot("export").isEmpty());
        QVERIFY(!reader.button(reader.page.get(), "approveMilestone")->isEnabled());
        ChannelsBench bench;
        bench.showChannel();
        QVERIFY(bench.whyNot("closeChannel").isEmpty());
        QVERIFY(bench.button(bench.page.get(), "approveMilestone")->isEnabled());
        bench.client->setLinkState(contract::LinkState::offline);
        bench.settle();
        QVERIFY(bench.whyNot("closeChannel").contains(u"not connected"_s));
        QVERIFY(!bench.button(bench.page.get(), "approveMilestone")->isEnabled());
        QCOMPARE(bench.table("participants")->model()->rowCount(), 3); // the last data stays
        bench.showChannel(2);
    }

    void refusesWhatASettledChannelCannotDo()
    {
        ChannelsBench bench;
        bench.showChannel(2);
        QCOMPARE(bench.whyNot("closeChannel"), u"The channel is settled."_s);
        QCOMPARE(bench.whyNot("topUp"), u"The channel is settled."_s);
    }

    void saysWhatFailedAndTriesAgain()
    {
        ChannelsBench bench([](FakeEngineClient& engine) {
            engine.refuse<contract::ListChannels>(
                base::Error(base::ErrorCode::Unavailable, "database_down", "The database does not answer."));
        });
        QCOMPARE(bench.table("channels")->state(), TableState::Failed);
        answerChannels(*bench.client);
        Q_EMIT bench.table("channels")->retryRequested();
        bench.settle();
        QCOMPARE(bench.table("channels")->model()->rowCount(), 2);
        QCOMPARE(bench.table("channels")->state(), TableState::Rows);
    }

    void tellsAnEmptyListHowToBegin()
    {
        ChannelsBench bench([](FakeEngineClient& engine) {
            engine.answer<contract::ListChannels>({});
            contract::SystemStatus status;
            status.url = "http://127.0.0.1:8080";
            engine.answer<contract::GetSystemStatus>(status);
        });
        QCOMPARE(bench.table("channels")->state(), TableState::Empty);
        QVERIFY(bench.texts(bench.table("channels")).join(u'\n').contains(u"curl -X POST http://127.0.0.1:8080/v1/channels"_s));
        bench.child<FilterBar>("channelsFilter")->addFilter({u"q"_s, FilterOp::Is, {u"ch_9"_s}});
        bench.settle();
        QCOMPARE(bench.table("channels")->state(), TableState::EmptyFiltered);
    }

    void exportsTheListAsItIsShown()
    {
        ChannelsBench bench;
        QTemporaryDir folder;
        answerFileDialog(folder.filePath(u"channels.csv"_s));
        bench.action("export").run();
        bench.settle();
        const QList<QByteArray> lines = contentOf(folder.filePath(u"channels.csv"_s)).split('\n');
        QVERIFY(lines[0].startsWith("id,status,participants,deposited"));
        QVERIFY(lines[2].contains(channelId(1).c_str()));
        QVERIFY(lines[2].contains("1250.000000"));
        answerFileDialog(folder.filePath(u"channels.jsonl"_s));
        bench.action("export").run();
        bench.settle();
        const auto rows = contentOf(folder.filePath(u"channels.jsonl"_s)).trimmed().split('\n');
        QCOMPARE(rows.size(), 2);
        QCOMPARE(QJsonDocument::fromJson(rows[1]).object().value(u"total_usdc_deposited_atomic").toString(), u"1250000000"_s);
    }

    void exportsTheSettlementOnPaperAndAsJson()
    {
        auto detail = sampleDetail(1, contract::ChannelState::settled);
        detail.settlement = closedChannel().settlement;
        detail.channel.simulated = true;
        detail.payouts = {{.id = "pay_1", .kind = "settle", .state = contract::PayoutState::done, .sequence = 1,
                           .credits = 1'250'000, .transaction = "0xabc"}};
        ChannelsBench bench([&](FakeEngineClient& engine) { engine.answer<contract::GetChannel>(detail); });
        bench.showChannel();
        QTemporaryDir folder;
        answerFileDialog(folder.filePath(u"settlement.pdf"_s));
        bench.action("export").run();
        bench.settle();
        const QByteArray pdf = contentOf(folder.filePath(u"settlement.pdf"_s));
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
        QVERIFY(pdf.contains("/Type /Page"));
        answerFileDialog(folder.filePath(u"settlement.json"_s));
        bench.action("export").run();
        bench.settle();
        const QJsonObject json = QJsonDocument::fromJson(contentOf(folder.filePath(u"settlement.json"_s))).object();
        QCOMPARE(json.value(u"server").toString(), u"test-server"_s);
        QCOMPARE(json.value(u"settlement").toObject().value(u"total_usdc_atomic").toString(), u"1250000000"_s);
    }

    void putsEveryDigitOfASettlementOnPaper()
    {
        auto detail = sampleDetail(1, contract::ChannelState::settled);
        detail.settlement = closedChannel().settlement;
        detail.channel.simulated = true;
        const QString page = QString::fromUtf8(reportHtml(channelReport(detail, u"test-server"_s, channelsNow())));
        for (const QString& word : {QString(u"Settlement of channel "_s + kFirst), u"test-server"_s, u"812.340000 USDC"_s,
                                    u"437.660000 USDC"_s, u"1,250.000000 USDC"_s, u"1,250,000 CREDIT"_s, u"#1,284,391"_s,
                                    u"10,412"_s, QString::fromStdString(kClient), u"Simulated"_s, u"Unknown, checking"_s})
            QVERIFY2(page.contains(word), qPrintable(word));
        detail.settlement.reset();
        const QString before = QString::fromUtf8(reportHtml(channelReport(detail, {}, channelsNow())));
        QVERIFY(before.contains(u"Statement of channel"_s));
        QVERIFY(before.contains(u"437.660000 USDC"_s)); // what is held counts
    }

    void exportsAllTransactionsOfTheChannel()
    {
        ChannelsBench bench;
        bench.client->on<contract::ListChannelTransactions>([](const auto& input) { return sampleTransactions(input, 1'200); });
        bench.showChannel();
        QTemporaryDir folder;
        answerFileDialog(folder.filePath(u"transactions.csv"_s));
        bench.action("export").run();
        bench.settle();
        const auto lines = contentOf(folder.filePath(u"transactions.csv"_s)).trimmed().split('\n');
        QCOMPARE(lines.size(), 1'201);
        QVERIFY(lines.back().contains("tx_000000000001"));
    }
};

QTEST_MAIN(ChannelsPageTest)
#include "tst_channels_page.moc"
