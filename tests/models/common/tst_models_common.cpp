// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/cell.h"
#include "models/common/format.h"
#include "models/common/state_words.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonValue>
#include <QSet>
#include <QTest>

using namespace bursar::models;
using namespace std::chrono_literals;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

/// Thin spaces as plain ones, so that the expectations can be read.
QString plain(QString text)
{
    return text.replace(QChar(0x2009), QLatin1Char(' '));
}

Instant at(int year, unsigned month, unsigned day, std::chrono::milliseconds time = 0ms)
{
    return std::chrono::sys_days{std::chrono::year{year} / int(month) / int(day)} + time;
}

} // namespace

class TestModelsCommon : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        displaySettings().setZone(Zone::Utc);
        displaySettings().setLanguage(QLocale::English);
        displaySettings().freezeNow(at(2025, 11, 20, 14h + 30min + 7s));
    }

    void countsCarrySeparatorsAndATrueMinus()
    {
        QCOMPARE(formatCount(1284220), s("1,284,220"));
        QCOMPARE(formatCount(0), s("0"));
        QCOMPARE(formatCount(-412), s("−412"));
        QCOMPARE(formatCount(std::numeric_limits<qint64>::min()), s("−9,223,372,036,854,775,808"));
    }

    void shortNumbersBeginAtTenThousand_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("below") << 9999.0 << s("9,999");
        QTest::newRow("k") << 12'400.0 << s("12.4 k");
        QTest::newRow("hundreds") << 184'220.0 << s("184.2 k");
        QTest::newRow("whole") << 60'000.0 << s("60 k");
        QTest::newRow("M") << 1'250'000.0 << s("1.25 M");
        QTest::newRow("edge") << 999'960.0 << s("1.00 M");
        QTest::newRow("fraction") << 1902.44 << s("1,902.44");
        QTest::newRow("negative") << -12'400.0 << s("−12.4 k");
    }

    void shortNumbersBeginAtTenThousand()
    {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(plain(formatShort(value)), text);
        QVERIFY(!formatShort(value).contains(QLatin1Char(' ')));
    }

    void amountsShowAllDigitsToSixAndCutBeyond()
    {
        QCOMPARE(formatMoney({s("2500000000"), 6, s("USDC")}), s("2,500.000000 USDC"));
        QCOMPARE(formatMoney({s("5"), 6, s("USDC")}), s("0.000005 USDC"));
        QCOMPARE(formatMoney({s("123"), 0, s("CREDIT")}), s("123 CREDIT"));
        const Money wei{s("1234567890123456789"), 18, s("ETH")};
        QCOMPARE(formatMoney(wei), s("1.234567… ETH"));
        QCOMPARE(formatMoney(wei, MoneyDigits::All), s("1.234567890123456789 ETH"));
        QCOMPARE(tooltipOf(wei), s("1.234567890123456789 ETH"));
        QCOMPARE(tooltipOf(Money{s("1"), 6, s("USDC")}), QString());
    }

    void amountsAreExactAtEveryLength()
    {
        const Money most {
            s("115792089237316195423570985008687907853269984665640564039457584007913129639935"), 18, {}};
        QCOMPARE(plainDecimal(most),
                 s("115792089237316195423570985008687907853269984665640564039457.584007913129639935"));
        QCOMPARE(copied(Money{s("-2000000000"), 6, s("USDC")}), s("-2000.000000"));
        QCOMPARE(shown(Money{s("-2000000000"), 6, s("USDC")}), s("−2,000.000000 USDC"));
        QCOMPARE(shown(Money{s("-0"), 2, {}}), s("0.00"));
    }

    void amountsCompareByValueNotByText()
    {
        QVERIFY(compareAmounts({s("900000000"), 6, {}}, {s("10000000000"), 6, {}}) < 0);
        QVERIFY(compareAmounts({s("1"), 0, {}}, {s("1000000"), 6, {}}) == 0);
        QVERIFY(compareAmounts({s("-5"), 0, {}}, {s("-4"), 0, {}}) < 0);
        QVERIFY(compareAmounts({s("-1"), 0, {}}, {s("0"), 6, {}}) < 0);
    }

    void ratesAndChanges()
    {
        QCOMPARE(plain(shown(Rate{0.0287})), s("2.87 %"));
        QCOMPARE(copied(Rate{0.0287}), s("0.0287"));
        QCOMPARE(plain(formatChange({0.019, RateChange::Kind::Points})), s("▲ 1.9 pp"));
        QCOMPARE(plain(formatChange({-0.186, RateChange::Kind::Relative})), s("▼ 18.6 %"));
        QCOMPARE(formatChange({0.0001, RateChange::Kind::Relative}), s("±0"));
    }

    void durations_data()
    {
        QTest::addColumn<qint64>("us");
        QTest::addColumn<QString>("text");
        QTest::newRow("us") << qint64(620) << s("0.6 ms");
        QTest::newRow("ms") << qint64(812'000) << s("812 ms");
        QTest::newRow("rounds up to a second") << qint64(999'700) << s("1.00 s");
        QTest::newRow("s") << qint64(1'240'000) << s("1.24 s");
        QTest::newRow("30 s") << qint64(30'000'000) << s("30.00 s");
        QTest::newRow("m") << qint64(252'000'000) << s("4 m 12 s");
        QTest::newRow("whole minutes") << qint64(240'000'000) << s("4 m");
        QTest::newRow("h") << qint64(3) * 3600 * 1'000'000 << s("3 h");
        QTest::newRow("d") << qint64(12) * 86400 * 1'000'000 << s("12 d");
        QTest::newRow("zero") << qint64(0) << s("0 ms");
    }

    void durations()
    {
        QFETCH(qint64, us);
        QFETCH(QString, text);
        QCOMPARE(plain(formatDuration(std::chrono::microseconds{us})), text);
    }

    void durationsAreCopiedInSeconds()
    {
        QCOMPARE(copied(Duration{1'240'000us}), s("1.24"));
        QCOMPARE(copied(Duration{812ms}), s("0.812"));
    }

    void timesShortenByDistance()
    {
        QCOMPARE(formatTime(at(2025, 11, 20, 14h + 21min + 8s)), s("14:21:08"));
        QCOMPARE(formatTime(at(2025, 11, 20, 14h + 21min + 8s + 412ms), TimeStyle::Log), s("14:21:08.412"));
        QCOMPARE(formatTime(at(2025, 11, 18, 14h + 21min)), s("18 Nov 14:21"));
        QCOMPARE(formatTime(at(2024, 11, 18, 14h)), s("2024-11-18"));
        displaySettings().setLanguage(QLocale::Korean);
        QCOMPARE(formatTime(at(2025, 11, 18, 14h + 21min)), s("11월 18일 14:21"));
    }

    void timesAreCopiedAsRfc3339()
    {
        QCOMPARE(copied(Time{at(2025, 11, 20, 14h + 21min + 8s + 412ms)}), s("2025-11-20T14:21:08.412Z"));
        QCOMPARE(copied(Time{at(2025, 11, 20)}), s("2025-11-20T00:00:00Z"));
    }

    void timesFollowTheShownZone()
    {
        qputenv("TZ", "Asia/Seoul");
        displaySettings().setZone(Zone::Local);
        QCOMPARE(formatTime(at(2025, 11, 20, 10h)), s("19:00:00"));
        QCOMPARE(displaySettings().zoneName(), s("KST (UTC+9)"));
        const QString tip = tooltipOf(Time{at(2025, 11, 20, 10h)});
        QVERIFY2(tip.contains(s("2025-11-20 10:00:00 UTC")), qPrintable(tip));
        QVERIFY2(tip.contains(s("2025-11-20 19:00:00")), qPrintable(tip));
        QVERIFY2(plain(tip).contains(s("4 h ago")), qPrintable(tip));
    }

    void agesHaveOneUnitAndNoParticlesInKorean()
    {
        QCOMPARE(plain(formatAge(44s)), s("44 s"));
        QCOMPARE(plain(formatAge(28min + 59s)), s("28 m"));
        QCOMPARE(plain(formatAge(72h)), s("3 d"));
        displaySettings().setLanguage(QLocale::Korean);
        QCOMPARE(formatAge(28min), s("28분"));
        QCOMPARE(formatAge(3h), s("3시간"));
    }

    void idsAreShortenedSoThatTheyCannotBeForged()
    {
        QCOMPARE(shortenAddress(s("0x742d35Cc6634C0532925a3b844Bc454e7f4FAEd1")), s("0x742d35Cc…7f4FAEd1"));
        QCOMPARE(shortenAddress(s("DstG9xKqQpYQJb3WcdmLqAfPYzM1xSuVqk8h7mQp4Rt2")), s("DstG9xKq…7mQp4Rt2"));
        QCOMPARE(shortenHash(s("0x9f3c1e0000000000000000000000000000000000000000000000000000a4d2")),
                 s("0x9f3c1e…a4d2"));
        QCOMPARE(shortenHash(s("7c1e90ab-1111-2222-3333-444455556666")), s("7c1e90ab…"));
        QCOMPARE(shown(OwnId{s("ch_1a2b3c4d-5e6")}), s("ch_1a2b3c4d-5e6"));
        QCOMPARE(shown(KeyPrefix{s("mp_sk_live_ab12")}), s("mp_sk_live_ab12••••"));
        QCOMPARE(copied(KeyPrefix{s("mp_sk_live_ab12")}), s("mp_sk_live_ab12"));
        QCOMPARE(groupsOfFour(s("0x742d35Cc")), s("0x 742d 35Cc"));
    }

    void aKnownNameComesFirst()
    {
        const Address named{s("0x742d35Cc6634C0532925a3b844Bc454e7f4FAEd1"), s("Acme treasury")};
        QVERIFY(shown(named).startsWith(s("Acme treasury")));
        QCOMPARE(copied(named), named.value);
        QVERIFY(tooltipOf(named).contains(named.value));
    }

    void absentIsADashWithItsReasonAndEmptyWhenCopied()
    {
        QCOMPARE(shown(Absent{s("not mined")}), s("—"));
        QCOMPARE(tooltipOf(Absent{s("not mined")}), s("not mined"));
        QCOMPARE(copied(Absent{}), QString());
        QVERIFY(jsonOf(Absent{}).isNull());
        QCOMPARE(shown(Count{0}), s("0"));
    }

    void jsonKeepsNumbersNumbersAndAmountsStrings()
    {
        QCOMPARE(jsonOf(Count{7}), QJsonValue(7));
        QCOMPARE(jsonOf(Money{s("1000000"), 6, s("USDC")}), QJsonValue(s("1.000000")));
        QCOMPARE(jsonOf(Series{{1, 2}}).toArray().size(), 2);
    }

    void cellsTravelInVariants()
    {
        const QVariant variant = toVariant(Count{7});
        QCOMPARE(std::get<Count>(cellOf(variant)).value, 7);
        QVERIFY(std::holds_alternative<Absent>(cellOf(QVariant())));
        QVERIFY(std::holds_alternative<Absent>(cellOf(QVariant(5))));
    }

    void absentCellsSortLast()
    {
        QVERIFY(lessThan(Count{9}, Count{10}));
        QVERIFY(lessThan(Count{9}, Absent{}));
        QVERIFY(!lessThan(Absent{}, Count{9}));
        QVERIFY(lessThan(Money{s("9"), 0, s("A")}, Money{s("10"), 0, s("A")}));
    }

    void statesFillTheirBlanks()
    {
        QCOMPARE(lookOf(StateThing::Withdrawal, s("approval"), {s("1"), s("2")}).word, s("Approval 1 of 2"));
        QCOMPARE(lookOf(StateThing::Withdrawal, s("approval")).word, s("Approval"));
        QCOMPARE(lookOf(StateThing::Withdrawal, s("CONFIRMED")).word, s("Final"));
        QCOMPARE(lookOf(StateThing::Withdrawal, s("unknown")).tone, Tone::Unknown);
        QCOMPARE(lookOf(StateThing::Agent, s("suspended")).tone, Tone::Negative);
    }

    void aWordOfANewerServerIsNotAnUnknownOutcome()
    {
        const StateLook look = lookOf(StateThing::Withdrawal, s("hibernating"));
        QCOMPARE(look.word, s("hibernating"));
        QCOMPARE(look.tone, Tone::Neutral);
    }

    void onlyWhatNeedsAPersonHasAGround()
    {
        for (const StateEntry& entry : stateTable()) {
            const StateLook look{entry.glyph, entry.tone, {}};
            QCOMPARE(look.hasGround(), entry.tone == Tone::Warning || entry.tone == Tone::Negative
                                           || entry.tone == Tone::Unknown);
        }
    }

    void everyStateHasItsKoreanWord()
    {
        QFile file(QStringLiteral(BURSAR_SOURCE_DIR "/resources/i18n/states_ko.tsv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QSet<QString> known;
        const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
        for (const QString& line : lines) {
            const QStringList fields = line.split(QLatin1Char('\t'));
            if (fields.size() == 3 && !fields.at(2).isEmpty())
                known.insert(fields.at(1));
        }
        for (const StateEntry& entry : stateTable())
            for (const char* word : {entry.word, entry.shortWord})
                QVERIFY2(word == nullptr || known.contains(s(word)), word);
    }
};

QTEST_GUILESS_MAIN(TestModelsCommon)
#include "tst_models_common.moc"
