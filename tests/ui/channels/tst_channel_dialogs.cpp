// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/channels/channels_bench.h"
#include "ui/widgets/inspector.h"

#include <QClipboard>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTemporaryDir>

using namespace bursar;
using namespace bursar::test;
using namespace bursar::ui;
using namespace Qt::StringLiterals;

namespace {
const QByteArray kPayment = R"({"x402Version":2,"payload":{"signature":"0xab"}})";

void answerPreviews(FakeEngineClient& engine)
{
    engine.answer<contract::PreviewChannel>(closePreview());
}

contract::ChannelPreview topUpPreview(const contract::PreviewChannel::Input& input)
{
    contract::ChannelPreview preview;
    preview.version = "t1";
    preview.credits = input.amount.value_or(0);
    preview.usdc_atomic = base::Amount(static_cast<std::uint64_t>(preview.credits)) * 1'000;
    preview.network = "eip155:8453";
    preview.effects = {{.agent_id = input.agent_id.value_or(""), .before = 100, .after = 100 + preview.credits}};
    preview.payment = sampleDemand(preview.usdc_atomic.atomic());
    preview.at = channelsNow();
    return preview;
}

template <class W>
W* field(QWidget* dialog, const char* name)
{
    return dialog->findChild<W*>(QLatin1String(name));
}
} // namespace

class ChannelDialogsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void showsTheWholeEffectOfClosingBeforeItHappens()
    {
        ChannelsBench bench(answerPreviews);
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("closeChannel");
        QVERIFY(dialog);
        const QString all = bench.texts(dialog).join(u'\n');
        for (const QString& word :
             {u"Close channel and settle"_s, u"test-server"_s, u"812,340"_s, u"437,660"_s, u"of it held: 25,000 before, 0 after"_s, u"437.660000"_s,
              u"1,250.000000"_s, u"0x 12ab 33fe 5c01 77d2 a90b 6e11 f4c8 d3a7 09c1 9f31"_s, u"USDC on Base"_s})
            QVERIFY2(all.contains(word), qPrintable(word + u" in "_s + all));
        QVERIFY(all.contains(u"Cannot be undone"_s));
        QCOMPARE(bench.confirm(dialog)->text(), u"Close and settle 1,250.000000 USDC"_s);
        QVERIFY(!bench.confirm(dialog)->isEnabled()); // not before it could be read
        bench.waitForConfirm(dialog);
    }

    void closesWithReasonAndVersionAndHandsOverTheReceipt()
    {
        ChannelsBench bench(answerPreviews);
        bench.showChannel();
        bench.client->answer<contract::CloseChannel>(closedChannel());
        ChannelDialog* dialog = bench.ask("closeChannel");
        field<QLineEdit>(dialog, "moneyReason")->setText(u"contract ended"_s);
        bench.waitForConfirm(dialog);
        const int read = bench.client->calls<contract::GetChannel>();
        bench.confirm(dialog)->click();
        QTRY_COMPARE(bench.outcome(dialog), u"Done"_s);
        const auto sent = bench.client->lastInput<contract::CloseChannel>();
        QCOMPARE(sent.reason, std::optional<std::string>("contract ended"));
        QCOMPARE(sent.version, std::optional<std::string>("v1"));
        QVERIFY(!bench.client->lastKey<contract::CloseChannel>().empty());
        QTRY_VERIFY(bench.client->calls<contract::GetChannel>() > read); // the page looks
        bench.button(dialog, "receiptCopy")->click();
        const QJsonObject copied = QJsonDocument::fromJson(QApplication::clipboard()->text().toUtf8()).object();
        QCOMPARE(copied.value(u"settlement").toObject().value(u"total_usdc_atomic").toString(), u"1250000000"_s);
        QTemporaryDir folder;
        answerFileDialog(folder.filePath(u"receipt.pdf"_s));
        bench.button(dialog, "receiptPdf")->click();
        QVERIFY(contentOf(folder.filePath(u"receipt.pdf"_s)).startsWith("%PDF-"));
        answerFileDialog(folder.filePath(u"receipt.json"_s));
        bench.button(dialog, "receiptJson")->click();
        QCOMPARE(QJsonDocument::fromJson(contentOf(folder.filePath(u"receipt.json"_s))).object(), copied);
    }

    void showsTheDifferenceWhenThePreviewIsOutdatedAndWaitsAnew()
    {
        ChannelsBench bench(answerPreviews);
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("closeChannel");
        bench.waitForConfirm(dialog);
        bench.client->refuse<contract::CloseChannel>(
            base::Error(base::ErrorCode::Conflict, "preview_outdated", "What was previewed has changed."));
        bench.client->answer<contract::PreviewChannel>(closePreview("v2", 100));
        bench.confirm(dialog)->click();
        auto* difference = field<WhyStrip>(dialog, "moneyDifference");
        QTRY_VERIFY(difference->isVisible());
        QVERIFY(difference->accessibleDescription().contains(u"meerkat-19 holds 812,440, before 812,340"_s));
        QVERIFY(!bench.confirm(dialog)->isEnabled());
        QCOMPARE(bench.client->calls<contract::CloseChannel>(), 1);
        bench.client->answer<contract::CloseChannel>(closedChannel());
        bench.waitForConfirm(dialog);
        bench.confirm(dialog)->click();
        QTRY_COMPARE(bench.outcome(dialog), u"Done"_s);
        QCOMPARE(bench.client->lastInput<contract::CloseChannel>().version, std::optional<std::string>("v2"));
    }

    void saysThatItDoesNotKnowAndAsksAgainUnderTheSameKey()
    {
        ChannelsBench bench(answerPreviews);
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("closeChannel");
        bench.waitForConfirm(dialog);
        bench.client->refuse<contract::CloseChannel>(
            base::Error(base::ErrorCode::OutcomeUnknown, "outcome_unknown", "No answer came."));
        bench.confirm(dialog)->click();
        QTRY_COMPARE(bench.outcome(dialog), u"Unknown, checking"_s);
        QVERIFY(!bench.texts(dialog).join(u' ').contains(u"failed"_s, Qt::CaseInsensitive));
        QVERIFY(!bench.confirm(dialog)->isVisible());
        QCOMPARE(bench.client->calls<contract::CloseChannel>(), 1); // nothing is sent again by itself
        const std::string key = bench.client->lastKey<contract::CloseChannel>();
        bench.client->answer<contract::CloseChannel>(closedChannel());
        bench.button(dialog, "moneyAskAgain")->click();
        QTRY_COMPARE(bench.outcome(dialog), u"Done"_s);
        QCOMPARE(bench.client->lastKey<contract::CloseChannel>(), key);
    }

    void saysWhyItWasRefusedAndThatNothingMoved()
    {
        ChannelsBench bench(answerPreviews);
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("closeChannel");
        bench.waitForConfirm(dialog);
        bench.client->refuse<contract::CloseChannel>(
            base::Error(base::ErrorCode::Conflict, "channel_not_active", "The channel is closing."));
        bench.confirm(dialog)->click();
        QTRY_COMPARE(bench.outcome(dialog), u"Refused"_s);
        QCOMPARE(field<QLabel>(dialog, "moneySentence")->text(), u"Nothing moved. The channel is closing."_s);
        QVERIFY(!bench.button(dialog, "moneyAskAgain")->isVisible());
    }

    void confirmsNothingOffline()
    {
        ChannelsBench bench(answerPreviews);
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("closeChannel");
        bench.waitForConfirm(dialog);
        bench.client->setLinkState(contract::LinkState::offline);
        QTRY_VERIFY(!bench.confirm(dialog)->isEnabled());
        QVERIFY(bench.confirm(dialog)->toolTip().contains(u"not connected"_s));
        bench.client->setLinkState(contract::LinkState::live);
        bench.waitForConfirm(dialog);
    }

    void doesNotConfirmByEnterFromAField()
    {
        ChannelsBench bench(answerPreviews);
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("closeChannel");
        bench.waitForConfirm(dialog);
        auto* reason = field<QLineEdit>(dialog, "moneyReason");
        QCOMPARE(dialog->focusWidget(), reason);
        QTest::keyClick(reason, Qt::Key_Return);
        QCOMPARE(bench.client->calls<contract::CloseChannel>(), 0);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!bench.dialog());
    }

    void staysWhileTheCommandIsUnderWay()
    {
        ChannelsBench bench(answerPreviews);
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("closeChannel");
        bench.waitForConfirm(dialog);
        bench.confirm(dialog)->click(); // nobody answers yet
        QTest::keyClick(dialog, Qt::Key_Escape);
        bench.settle();
        QVERIFY(bench.dialog());
        QVERIFY(bench.client->replyTo<contract::CloseChannel>(closedChannel()));
        QTRY_COMPARE(bench.outcome(dialog), u"Done"_s);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!bench.dialog());
    }

    void showsWhatThePreviewRefuses()
    {
        ChannelsBench bench;
        contract::ChannelPreview preview = closePreview();
        preview.refusal = "a payout is under way";
        bench.client->answer<contract::PreviewChannel>(preview);
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("closeChannel");
        QVERIFY(!bench.confirm(dialog)->isEnabled());
        QCOMPARE(bench.confirm(dialog)->toolTip(), u"a payout is under way"_s);
    }

    void topsUpWithASignedPayment()
    {
        ChannelsBench bench;
        bench.client->on<contract::PreviewChannel>([](const auto& input) { return topUpPreview(input); });
        contract::ToppedUp topped{.status = "pending", .channel_id = channelId(1), .agent_id = kClient, .credits_added = 50'000,
                                  .deposit_id = "dep_3"};
        bench.client->answer<contract::TopUpChannel>(topped);
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("topUp");
        field<QComboBox>(dialog, "topUpWho")->setCurrentIndex(1);
        field<QLineEdit>(dialog, "topUpAmount")->setText(u"50,000"_s);
        auto* payment = field<QPlainTextEdit>(dialog, "signedPayment");
        QTRY_VERIFY(payment->isVisible());
        const auto asked = bench.client->lastInput<contract::PreviewChannel>();
        QVERIFY(asked.action == contract::ChannelAction::topup);
        QCOMPARE(asked.agent_id, std::optional<std::string>(kClient));
        QCOMPARE(asked.amount, std::optional<std::int64_t>(50'000));
        QVERIFY(bench.texts(dialog).contains(u"0x 5b11 E0cd 7a3F 2b99 41C6 d8E0 7f10 A2b3 c4d5 E6F7"_s));
        bench.button(dialog, "copyDemand")->click();
        QCOMPARE(QJsonDocument::fromJson(QApplication::clipboard()->text().toUtf8()).object().value(u"x402Version").toInt(), 2);
        QTRY_COMPARE(bench.confirm(dialog)->toolTip(), u"The signed payment is missing."_s);
        payment->setPlainText(u"nonsense"_s);
        QVERIFY(!bench.confirm(dialog)->isEnabled());
        payment->setPlainText(QString::fromUtf8(kPayment));
        bench.waitForConfirm(dialog);
        QCOMPARE(bench.confirm(dialog)->text(), u"Top up 50.000000 USDC"_s);
        bench.confirm(dialog)->click();
        QTRY_COMPARE(bench.outcome(dialog), u"Done"_s);
        const auto sent = bench.client->lastInput<contract::TopUpChannel>();
        QCOMPARE(sent.payment_signature, std::optional<std::string>(kPayment.toBase64().toStdString()));
        QVERIFY(!sent.x_payment);
        QCOMPARE(sent.version, std::optional<std::string>("t1"));
        QVERIFY(field<QLabel>(dialog, "moneySentence")->text().contains(u"when it is final"_s));
    }

    void opensAChannelFromWhatIsTyped()
    {
        ChannelsBench bench;
        contract::ChannelPreview preview;
        preview.version = "o1";
        preview.usdc_atomic = base::Amount(100'000'000);
        preview.credits = 100'000;
        preview.effects = {{.agent_id = kProvider}, {.agent_id = kClient, .after = 75'000, .held_after = 25'000}};
        preview.warnings = {"No money stands behind these credits: this server opens channels for nothing."};
        bench.client->answer<contract::PreviewOpenChannel>(preview);
        contract::OpenedChannel opened;
        static_cast<contract::Channel&>(opened) = sampleChannel(7);
        bench.client->answer<contract::CreateChannel>(opened);
        ChannelDialog* dialog = bench.ask("openChannel");
        QVERIFY(dialog->focusWidget() == field<QPlainTextEdit>(dialog, "openParticipants"));
        QCOMPARE(bench.client->calls<contract::PreviewOpenChannel>(), 0); // nothing to preview yet
        field<QPlainTextEdit>(dialog, "openParticipants")
            ->setPlainText(QString::fromStdString(kProvider + " provider 0\n" + kClient + " client 100,000\n"));
        field<QLineEdit>(dialog, "openAmount")->setText(u"100"_s);
        field<QPlainTextEdit>(dialog, "openMilestones")->setPlainText(u"data set 25000"_s);
        bench.waitForConfirm(dialog);
        bench.confirm(dialog)->click();
        QTRY_COMPARE(bench.outcome(dialog), u"Done"_s);
        const auto sent = bench.client->lastInput<contract::CreateChannel>();
        QCOMPARE(sent.participants.size(), 2u);
        QCOMPARE(sent.participants[1].as_object().at("role").as_string(), "client");
        QCOMPARE(sent.balances->at(kProvider), 0);
        QCOMPARE(sent.balances->at(kClient), 100'000);
        QCOMPARE(sent.milestones->front().name, std::string("data set"));
        QCOMPARE(sent.milestones->front().credits, 25'000);
        QCOMPARE(sent.usdc_amount->as_string(), "100");
        QCOMPARE(sent.version, std::optional<std::string>("o1"));
        bench.shell->lastAction(); // Show
        QCOMPARE(bench.shell->opened.back().state.value(u"selected").toString(), QString::fromStdString(channelId(7)));
    }

    void saysWhatIsWrongWithALineOfParticipants()
    {
        ChannelsBench bench;
        ChannelDialog* dialog = bench.ask("openChannel");
        field<QPlainTextEdit>(dialog, "openParticipants")->setPlainText(u"meerkat-19 boss"_s);
        field<QLineEdit>(dialog, "openAmount")->setText(u"100"_s);
        QTRY_VERIFY(field<QLabel>(dialog, "moneyWait")->text().startsWith(u"meerkat-19: a role is client or provider"_s));
        QVERIFY(!bench.confirm(dialog)->isEnabled());
        QCOMPARE(bench.client->calls<contract::PreviewOpenChannel>(), 0);
    }

    void sendsATransactionForTests()
    {
        ChannelsBench bench;
        bench.client->on<contract::PreviewChannel>([](const contract::PreviewChannel::Input& input) {
            contract::ChannelPreview preview;
            preview.version = "x1";
            preview.credits = *input.amount;
            preview.effects = {{.agent_id = *input.from, .before = 100, .after = 100 - *input.amount},
                               {.agent_id = *input.to, .before = 0, .after = *input.amount}};
            return preview;
        });
        bench.client->answer<contract::SendTransaction>({.tx_id = "tx_1", .amount = 20, .status = "confirmed", .entry_id = 99});
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("transact");
        field<QLineEdit>(dialog, "transactAmount")->setText(u"20"_s);
        field<QLineEdit>(dialog, "transactMemo")->setText(u"a test"_s);
        bench.waitForConfirm(dialog);
        QCOMPARE(bench.confirm(dialog)->text(), u"Send 20 CREDIT"_s);
        bench.confirm(dialog)->click();
        QTRY_COMPARE(bench.outcome(dialog), u"Done"_s);
        const auto sent = bench.client->lastInput<contract::SendTransaction>();
        QCOMPARE(sent.from, kProvider);
        QCOMPARE(sent.to, kClient);
        QCOMPARE(sent.memo, std::optional<std::string>("a test"));
        // Its reference decides about a repeat, in the ledger and for ever: no key beside it.
        QVERIFY(sent.client_ref && !sent.client_ref->empty());
        QCOMPARE(bench.client->lastKey<contract::SendTransaction>(), std::string());
    }

    void letsAParticipantLeave()
    {
        ChannelsBench bench;
        contract::ChannelPreview preview = closePreview("e1");
        preview.effects.resize(1);
        preview.usdc_atomic = base::Amount(812'340'000);
        bench.client->answer<contract::PreviewChannel>(preview);
        bench.client->answer<contract::ExitChannel>({.id = "pay_1", .kind = "exit", .credits = 812'340});
        bench.showChannel();
        ChannelDialog* dialog = bench.ask("exitChannel");
        bench.waitForConfirm(dialog);
        QCOMPARE(bench.confirm(dialog)->text(), u"Let leave with 812.340000 USDC"_s);
        bench.confirm(dialog)->click();
        QTRY_COMPARE(bench.outcome(dialog), u"Done"_s);
        QCOMPARE(bench.client->lastInput<contract::ExitChannel>().agent_id, kProvider);
        QCOMPARE(bench.client->lastInput<contract::ExitChannel>().version, std::optional<std::string>("e1"));
    }

    void decidesMilestones_data()
    {
        QTest::addColumn<bool>("isApproval");
        QTest::newRow("approve") << true;
        QTest::newRow("reject") << false;
    }
    void decidesMilestones()
    {
        QFETCH(bool, isApproval);
        ChannelsBench bench;
        contract::ChannelPreview preview;
        preview.version = "m1";
        preview.credits = isApproval ? 25'000 : 0;
        preview.effects = {{.agent_id = kClient, .before = 10, .after = isApproval ? 10 : 25'010, .held_before = 25'000},
                           {.agent_id = kProvider, .before = 0, .after = isApproval ? 25'000 : 0}};
        bench.client->answer<contract::PreviewChannel>(preview);
        contract::Milestone decided = sampleDetail().milestones[0];
        decided.state = isApproval ? contract::MilestoneState::approved : contract::MilestoneState::rejected;
        bench.client->answer<contract::ApproveMilestone>(decided);
        bench.showChannel();
        bench.button(bench.page.get(), isApproval ? "approveMilestone" : "rejectMilestone")->click();
        bench.settle();
        ChannelDialog* dialog = bench.dialog();
        QVERIFY(dialog);
        bench.waitForConfirm(dialog);
        QCOMPARE(bench.confirm(dialog)->text(), isApproval ? u"Approve 25,000 CREDIT"_s : u"Reject 25,000 CREDIT"_s);
        bench.confirm(dialog)->click();
        QTRY_COMPARE(bench.outcome(dialog), u"Done"_s);
        const auto sent = bench.client->lastInput<contract::ApproveMilestone>();
        QCOMPARE(sent.milestone, std::string("ms_1"));
        QCOMPARE(sent.approved, isApproval);
    }
};

QTEST_MAIN(ChannelDialogsTest)
#include "tst_channel_dialogs.moc"
