// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channels/sample_channels.h"
#include "models/common/format.h"
#include "models/pages/channels/channel_flow.h"
#include "models/pages/channels/channel_record.h"
#include "models/pages/channels/channel_table_model.h"
#include "support/fake_engine_client.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::models;
using namespace Qt::StringLiterals;

namespace {
using Stage = ChannelFlow::Stage;

struct Bench {
    std::shared_ptr<test::FakeEngineClient> engine = std::make_shared<test::FakeEngineClient>();
    Gateway gateway{engine};
    ChannelTableModel model{gateway};
    std::vector<contract::Channel> rows; ///< what the engine has, in its order

    void have(int channels)
    {
        rows.clear();
        for (int number = channels; number > 0; --number)
            rows.push_back(test::sampleChannel(number));
        engine->on<contract::ListChannels>([this](const auto& input) { return test::samplePage(rows, input); });
    }
    void ask()
    {
        QSignalSpy answered(&model, &PagedModelBase::answered);
        model.ask({});
        QVERIFY(answered.wait());
    }
    void refresh()
    {
        QSignalSpy answered(&model, &PagedModelBase::answered);
        model.refresh();
        QVERIFY(answered.wait());
        QTRY_VERIFY(!model.isLoading());
    }
    QStringList ids() const
    {
        QStringList out;
        for (int row = 0; row < model.rowCount(); ++row)
            out << model.keyOf(row);
        return out;
    }
    QStringList wanted() const
    {
        QStringList out;
        for (const contract::Channel& row : rows)
            out << QString::fromStdString(row.channel_id);
        return out;
    }
};

base::Error broken()
{
    return base::Error(base::ErrorCode::Unavailable, "database_down", "The database does not answer.");
}

base::Error outdated()
{
    return base::Error(base::ErrorCode::Conflict, "preview_outdated", "What was previewed has changed.");
}

contract::CloseChannel::Input closing()
{
    return {.id = test::channelId(1)};
}

struct FlowBench {
    std::shared_ptr<test::FakeEngineClient> engine = std::make_shared<test::FakeEngineClient>();
    Gateway gateway{engine};
    ChannelFlow flow;

    explicit FlowBench(std::chrono::milliseconds age = ChannelFlow::kPreviewAge) : flow(gateway, nullptr, age)
    {
        engine->answer<contract::PreviewChannel>(test::closePreview());
    }
    void makeReady()
    {
        flow.order(closing());
        QTRY_COMPARE(flow.stage(), Stage::Ready);
    }
};
} // namespace

class TestChannelModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { displaySettings().freezeNow(test::channelsNow()); }

    void staysAModelWhileItPagesToTheEnd()
    {
        Bench bench;
        bench.have(450);
        const QAbstractItemModelTester tester(&bench.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        bench.ask();
        QCOMPARE(bench.model.total(), std::optional<qint64>(450));
        QTRY_VERIFY((bench.model.fetchMore({}), bench.model.isWhole()));
        QCOMPARE(bench.ids(), bench.wanted());
        QVERIFY(!bench.model.canFetchMore({}));
    }

    void putsANewChannelOnTopAndMovesNothingElse()
    {
        Bench bench;
        bench.have(5);
        bench.ask();
        QSignalSpy inserted(&bench.model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&bench.model, &QAbstractItemModel::modelReset);
        QSignalSpy layout(&bench.model, &QAbstractItemModel::layoutChanged);
        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        bench.have(7);
        bench.refresh();
        QCOMPARE(bench.ids(), bench.wanted());
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted.front().at(1).toInt(), 0);
        QCOMPARE(inserted.front().at(2).toInt(), 1);
        QCOMPARE(reset.count() + layout.count() + changed.count(), 0);
    }

    void movesARowThatOvertookOthersAndKeepsTheMarkOnIt()
    {
        Bench bench;
        bench.have(5);
        const QAbstractItemModelTester tester(&bench.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        bench.ask();
        const QPersistentModelIndex marked(bench.model.index(3, 0));
        bench.rows[3].total_transactions += 1'000;
        std::rotate(bench.rows.begin(), bench.rows.begin() + 3, bench.rows.begin() + 4);
        bench.refresh();
        QCOMPARE(bench.ids(), bench.wanted());
        QCOMPARE(marked.row(), 0);
        QCOMPARE(bench.model.row(0).total_transactions, 11'412);
    }

    void changesOnlyValuesWhileThePointerIsOverTheRows()
    {
        Bench bench;
        bench.have(5);
        bench.ask();
        const QStringList before = bench.ids();
        bench.model.setMayMove(false);
        bench.rows[3].total_transactions += 1'000;
        std::rotate(bench.rows.begin(), bench.rows.begin() + 3, bench.rows.begin() + 4);
        bench.rows.insert(bench.rows.begin(), test::sampleChannel(9));
        bench.refresh();
        QCOMPARE(bench.ids(), before);
        QCOMPARE(bench.model.row(3).total_transactions, 11'412);
        bench.model.setMayMove(true);
        bench.refresh();
        QCOMPARE(bench.ids(), bench.wanted());
    }

    void readsAgainAsManyPagesAsAreShownAndDropsWhatIsGone()
    {
        Bench bench;
        bench.have(450);
        bench.ask();
        bench.model.fetchMore({});
        QTRY_COMPARE(bench.model.rowCount(), 400);
        bench.rows.erase(bench.rows.begin() + 300);
        bench.rows[350].paused = true;
        bench.rows[350].total_transactions = 1;
        bench.model.refresh();
        QTRY_COMPARE(bench.model.rowOf(QString::fromStdString(test::channelId(150))), std::nullopt);
        QCOMPARE(bench.model.row(350).total_transactions, 1);
        QCOMPARE(bench.ids(), bench.wanted().mid(0, 400));
        QTRY_VERIFY((bench.model.fetchMore({}), bench.model.isWhole()));
        QCOMPARE(bench.ids(), bench.wanted());
    }

    void dropsALateAnswerToTheOldQuestion()
    {
        Bench bench;
        bench.model.ask({.q = "old"});
        const auto late = bench.engine->take<contract::ListChannels>();
        bench.model.ask({.q = "new"});
        QVERIFY(bench.engine->replyTo<contract::ListChannels>(contract::ChannelPage{{test::sampleChannel(2)}, 1, {}}));
        QTRY_COMPARE(bench.model.rowCount(), 1);
        late.reply(contract::Codec<contract::ListChannels>::encodeOutput({{test::sampleChannel(5)}, 1, {}}));
        bench.model.refresh(); // its answer comes after the late one
        QVERIFY(bench.engine->replyTo<contract::ListChannels>(contract::ChannelPage{{test::sampleChannel(3)}, 1, {}}));
        QTRY_COMPARE(bench.ids(), (QStringList{QString::fromStdString(test::channelId(3))}));
    }

    void keepsItsRowsWhenAPageFailsAndAsksForThatPageAgain()
    {
        Bench bench;
        bench.have(450);
        bench.ask();
        QSignalSpy failed(&bench.model, &PagedModelBase::failed);
        bench.engine->refuse<contract::ListChannels>(broken());
        bench.model.fetchMore({});
        QVERIFY(failed.wait());
        QCOMPARE(bench.model.rowCount(), PagedModelBase::kPageRows);
        QVERIFY(!bench.model.canFetchMore({})); // or the view would ask for ever
        bench.have(450);
        bench.model.retry();
        QTRY_COMPARE(bench.model.rowCount(), 2 * PagedModelBase::kPageRows);
        QVERIFY(!bench.model.failure());
    }

    void forgetsOneChannelBeforeItShowsAnother()
    {
        auto engine = std::make_shared<test::FakeEngineClient>();
        Gateway gateway(engine);
        engine->answer<contract::GetChannel>(test::sampleDetail(1));
        engine->answer<contract::GetChannelEscrow>({});
        engine->on<contract::ListChannelTransactions>([](const auto& input) { return test::sampleTransactions(input, 30); });
        ChannelRecord record(gateway);
        record.open(QString::fromStdString(test::channelId(1)));
        QTRY_VERIFY(record.data() && record.transactions().rowCount() == 30);
        engine->refuse<contract::ListChannelTransactions>(broken());
        record.open(QString::fromStdString(test::channelId(2)));
        QVERIFY(!record.data());
        QCOMPARE(record.transactions().rowCount(), 0); // not the other channel's, whatever comes
        QTRY_VERIFY(record.transactions().failure());
        QCOMPARE(record.transactions().rowCount(), 0);
        QCOMPARE(engine->lastInput<contract::ListChannelTransactions>().id, test::channelId(2));
    }

    void countsThePaceOfTheLastMinute()
    {
        auto engine = std::make_shared<test::FakeEngineClient>();
        Gateway gateway(engine);
        std::int64_t newest = 1'000'000; // one a second up to now
        engine->on<contract::ListChannelTransactions>(
            [&newest](const auto& input) { return test::sampleTransactions(input, newest); });
        ChannelRecord record(gateway);
        QVERIFY(!record.perMinute());
        record.open(u"ch_1"_s);
        QTRY_COMPARE(record.perMinute(), std::optional<qint64>(61)); // both ends count
        newest = 999'900; // silent since a minute and a half
        record.close();
        record.open(u"ch_2"_s);
        QTRY_COMPARE(record.perMinute(), std::optional<qint64>(0));
    }

    void confirmsWhatWasShownByItsVersionUnderAKeyOfItsOwn()
    {
        FlowBench bench;
        bench.makeReady();
        QCOMPARE(bench.engine->lastInput<contract::PreviewChannel>().action, contract::ChannelAction::close);
        bench.engine->answer<contract::CloseChannel>(test::closedChannel());
        bench.flow.confirm({.reason = "contract ended", .payment = {}});
        QCOMPARE(bench.flow.stage(), Stage::Sending);
        QTRY_COMPARE(bench.flow.stage(), Stage::Done);
        const auto sent = bench.engine->lastInput<contract::CloseChannel>();
        QCOMPARE(sent.version, std::optional<std::string>("v1"));
        QCOMPARE(sent.reason, std::optional<std::string>("contract ended"));
        QCOMPARE(bench.engine->lastKey<contract::CloseChannel>(), bench.flow.key());
        QVERIFY(!bench.flow.key().empty());
        QVERIFY(bench.flow.receipt() == contract::Codec<contract::CloseChannel>::encodeOutput(test::closedChannel()));
    }

    void movesNothingWhenThePreviewIsOutdatedAndAsksAgain()
    {
        FlowBench bench;
        bench.makeReady();
        bench.engine->refuse<contract::CloseChannel>(outdated());
        bench.engine->answer<contract::PreviewChannel>(test::closePreview("v2", 100));
        bench.flow.confirm({});
        QTRY_COMPARE(bench.flow.stage(), Stage::Ready);
        QVERIFY(bench.flow.before());
        QCOMPARE(bench.flow.before()->version, std::string("v1"));
        QCOMPARE(bench.flow.preview()->version, std::string("v2"));
        QCOMPARE(bench.engine->calls<contract::CloseChannel>(), 1); // not sent again by itself
        const std::string first = bench.flow.key();
        bench.engine->answer<contract::CloseChannel>(test::closedChannel());
        bench.flow.confirm({});
        QTRY_COMPARE(bench.flow.stage(), Stage::Done);
        QVERIFY(bench.flow.key() != first); // another body
        QCOMPARE(bench.engine->lastInput<contract::CloseChannel>().version, std::optional<std::string>("v2"));
    }

    void sendsNothingAgainByItselfAndAsksAgainUnderTheSameKey()
    {
        FlowBench bench;
        bench.makeReady();
        bench.engine->refuse<contract::CloseChannel>(
            base::Error(base::ErrorCode::OutcomeUnknown, "outcome_unknown", "No answer came."));
        bench.flow.confirm({.reason = "because", .payment = {}});
        QTRY_COMPARE(bench.flow.stage(), Stage::Unknown);
        const std::string key = bench.engine->lastKey<contract::CloseChannel>();
        bench.flow.confirm({}); // not from here
        QCOMPARE(bench.engine->calls<contract::CloseChannel>(), 1);
        bench.engine->answer<contract::CloseChannel>(test::closedChannel());
        bench.flow.askAgain();
        QTRY_COMPARE(bench.flow.stage(), Stage::Done);
        QCOMPARE(bench.engine->lastKey<contract::CloseChannel>(), key);
        QCOMPARE(bench.engine->lastInput<contract::CloseChannel>().reason, std::optional<std::string>("because"));
        QCOMPARE(bench.engine->lastInput<contract::CloseChannel>().version, std::optional<std::string>("v1"));
    }

    void neverSaysThatNothingMovedAfterAnUnknownOutcome()
    {
        FlowBench bench;
        bench.makeReady();
        bench.engine->refuse<contract::CloseChannel>(
            base::Error(base::ErrorCode::OutcomeUnknown, "outcome_unknown", "No answer came."));
        bench.flow.confirm({});
        QTRY_COMPARE(bench.flow.stage(), Stage::Unknown);
        for (const base::Error& refusal :
             {base::Error(base::ErrorCode::Conflict, "channel_not_active", "The channel is closing."), outdated()}) {
            bench.engine->refuse<contract::CloseChannel>(refusal); // it may be so because the first took effect
            bench.flow.askAgain();
            QCOMPARE(bench.flow.stage(), Stage::Sending);
            QTRY_COMPARE(bench.flow.stage(), Stage::Unknown);
        }
        QCOMPARE(bench.engine->calls<contract::PreviewChannel>(), 1); // nothing is offered to be confirmed anew
    }

    void tellsARefusalFromAnUnknownOutcome_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("isUnknown");
        QTest::newRow("refused") << int(base::ErrorCode::InvalidInput) << u"insufficient_balance"_s << false;
        QTest::newRow("not sent") << int(base::ErrorCode::Unavailable) << u"unreachable"_s << false;
        QTest::newRow("conflict") << int(base::ErrorCode::Conflict) << u"channel_not_active"_s << false;
        QTest::newRow("still running") << int(base::ErrorCode::Conflict) << u"in_progress"_s << true;
        QTest::newRow("failed inside") << int(base::ErrorCode::Internal) << u"internal"_s << true;
        QTest::newRow("no answer") << int(base::ErrorCode::OutcomeUnknown) << u"outcome_unknown"_s << true;
    }
    void tellsARefusalFromAnUnknownOutcome()
    {
        QFETCH(int, code);
        QFETCH(QString, reason);
        QFETCH(bool, isUnknown);
        FlowBench bench;
        bench.makeReady();
        bench.engine->refuse<contract::CloseChannel>(
            base::Error(static_cast<base::ErrorCode>(code), reason.toStdString(), "It did not work."));
        bench.flow.confirm({});
        QTRY_COMPARE(bench.flow.stage(), isUnknown ? Stage::Unknown : Stage::Refused);
    }

    void renewsAnOldPreviewAndSaysWhatChanged()
    {
        FlowBench bench(std::chrono::milliseconds(1));
        bench.makeReady();
        QVERIFY(!bench.flow.before());
        bench.engine->answer<contract::PreviewChannel>(test::closePreview("v2", 100));
        QTRY_COMPARE(bench.flow.preview()->version, std::string("v2"));
        QVERIFY(bench.flow.before());
        QCOMPARE(bench.flow.stage(), Stage::Ready);
    }

    void keepsAPreviewWhoseRenewalFails()
    {
        FlowBench bench(std::chrono::milliseconds(1));
        bench.makeReady();
        const int asked = bench.engine->calls<contract::PreviewChannel>();
        bench.engine->refuse<contract::PreviewChannel>(broken());
        QTRY_VERIFY(bench.engine->calls<contract::PreviewChannel>() > asked);
        QCOMPARE(bench.flow.stage(), Stage::Ready);
        QVERIFY(bench.flow.preview());
    }

    void dropsThePreviewOfAnEarlierOrder()
    {
        auto engine = std::make_shared<test::FakeEngineClient>();
        Gateway gateway(engine);
        ChannelFlow flow(gateway);
        flow.order(closing());
        const auto late = engine->take<contract::PreviewChannel>();
        flow.order(contract::ExitChannel::Input{.id = test::channelId(1), .agent_id = test::kClient});
        late.reply(contract::Codec<contract::PreviewChannel>::encodeOutput(test::closePreview("late")));
        QVERIFY(engine->replyTo<contract::PreviewChannel>(test::closePreview("exit")));
        QTRY_COMPARE(flow.stage(), Stage::Ready);
        QCOMPARE(flow.preview()->version, std::string("exit"));
        flow.order(std::nullopt);
        QCOMPARE(flow.stage(), Stage::Open);
        QVERIFY(!flow.preview());
    }

    void doesNotSendWhatWouldBeRefused()
    {
        FlowBench bench;
        contract::ChannelPreview preview = test::closePreview();
        preview.refusal = "insufficient balance";
        bench.engine->answer<contract::PreviewChannel>(preview);
        bench.makeReady();
        bench.flow.confirm({});
        QCOMPARE(bench.engine->calls<contract::CloseChannel>(), 0);
        QCOMPARE(bench.flow.stage(), Stage::Ready);
    }

    void sendsAPaymentByItsVersion()
    {
        auto engine = std::make_shared<test::FakeEngineClient>();
        Gateway gateway(engine);
        contract::ChannelPreview preview;
        preview.version = "open-1";
        preview.payment = test::sampleDemand();
        engine->answer<contract::PreviewOpenChannel>(preview);
        engine->answer<contract::CreateChannel>({});
        for (const int version : {1, 2}) {
            ChannelFlow flow(gateway);
            flow.order(contract::CreateChannel::Input{.usdc_amount = contract::json::value("50")});
            QTRY_COMPARE(flow.stage(), Stage::Ready);
            flow.confirm({.reason = {}, .payment = SignedPayment{version, "cGF5"}});
            QTRY_COMPARE(flow.stage(), Stage::Done);
            const auto sent = engine->lastInput<contract::CreateChannel>();
            QCOMPARE(sent.x_payment.value_or(""), std::string(version == 1 ? "cGF5" : ""));
            QCOMPARE(sent.payment_signature.value_or(""), std::string(version == 2 ? "cGF5" : ""));
            QCOMPARE(sent.version, std::optional<std::string>("open-1"));
        }
    }

    void readsPaymentsAsBase64AndAsJson()
    {
        const QByteArray json = R"({"x402Version":2,"payload":{"signature":"0xab??>>"}})";
        const auto fromJson = readPayment(QString::fromUtf8(json));
        QVERIFY(fromJson);
        QCOMPARE(fromJson->version, 2);
        QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(fromJson->header)), json);
        const QByteArray url = json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        QVERIFY(url.contains('-') || url.contains('_'));
        QCOMPARE(readPayment(QString::fromLatin1(url)), fromJson);
        QCOMPARE(readPayment(u"  "_s + QString::fromLatin1(json.toBase64()) + u"\n"_s), fromJson);
        QVERIFY(!readPayment(u""_s));
        QVERIFY(!readPayment(u"not a payment"_s));
        QVERIFY(!readPayment(QString::fromUtf8(R"({"x402Version":3,"payload":{}})")));
        QVERIFY(!readPayment(QString::fromUtf8(R"({"x402Version":1})")));
    }

    void readsWhatHasToBePaid()
    {
        const auto demand = readDemand(test::sampleDemand());
        QVERIFY(demand);
        QCOMPARE(demand->amountAtomic, u"50000000"_s);
        QCOMPARE(demand->payTo, u"0x5b11E0cd7a3F2b9941C6d8E07f10A2b3c4d5E6F7"_s);
        QVERIFY(demand->json.contains("x402Version"));
        QVERIFY(!readDemand(contract::json::object{{"x402Version", 2}}));
    }

    void showsStatesOfMoneyAsTheyAre()
    {
        const auto detail = test::sampleDetail();
        QCOMPARE(shown(depositCell(detail.deposits[1], MovementColumn::State)), u"Unknown, checking"_s);
        QCOMPARE(shown(depositCell(detail.deposits[1], MovementColumn::NextLook)), QString(u"in 42"_s + QChar(0x2009) + u"s"_s));
        QCOMPARE(shown(depositCell(detail.deposits[0], MovementColumn::State)), u"Confirmed"_s);
        QVERIFY(std::holds_alternative<Absent>(depositCell(detail.deposits[0], MovementColumn::NextLook)));
        QCOMPARE(shown(milestoneCell(detail.milestones[0], MilestoneColumn::State)),
                 QString(u"Delivered, approves itself in 22"_s + QChar(0x2009) + u"h"_s));
        QCOMPARE(plainDecimal(usdcOf(usdcOfCredits(812'340).atomic())), u"812.340000"_s);
        QCOMPARE(networkName("eip155:8453"), u"Base"_s);
        QCOMPARE(networkName("eip155:31337"), u"eip155:31337"_s);
    }
};

QTEST_GUILESS_MAIN(TestChannelModels)
#include "tst_channel_models.moc"
