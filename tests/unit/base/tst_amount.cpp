// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/amount.h"
#include "base/error.h"

#include <QTest>

#include <random>

using bursar::base::Amount;
using namespace Qt::StringLiterals;

namespace {
const char* const kMax = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
}

class TestAmount : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsDecimals_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("atomic"); // empty: refused
        QTest::newRow("whole") << QByteArray("2") << QByteArray("2000000");
        QTest::newRow("fraction") << QByteArray("0.02") << QByteArray("20000");
        QTest::newRow("smallest") << QByteArray("0.000001") << QByteArray("1");
        QTest::newRow("zero") << QByteArray("0") << QByteArray("0");
        QTest::newRow("zeros") << QByteArray("0.000000") << QByteArray("0");
        QTest::newRow("trailing zeros are not digits") << QByteArray("1.50000000") << QByteArray("1500000");
        QTest::newRow("exponent") << QByteArray("2e-2") << QByteArray("20000");
        QTest::newRow("large exponent") << QByteArray("1.5E3") << QByteArray("1500000000");
        QTest::newRow("the float trap 16.4") << QByteArray("16.4") << QByteArray("16400000");
        QTest::newRow("the float trap 1.005") << QByteArray("1.005") << QByteArray("1005000");
        QTest::newRow("too fine") << QByteArray("0.0000001") << QByteArray();
        QTest::newRow("negative") << QByteArray("-1") << QByteArray();
        QTest::newRow("sign") << QByteArray("+1") << QByteArray();
        QTest::newRow("empty") << QByteArray("") << QByteArray();
        QTest::newRow("point only") << QByteArray(".") << QByteArray();
        QTest::newRow("no fraction") << QByteArray("1.") << QByteArray();
        QTest::newRow("no whole") << QByteArray(".5") << QByteArray();
        QTest::newRow("letters") << QByteArray("1a") << QByteArray();
        QTest::newRow("hex") << QByteArray("0x10") << QByteArray();
        QTest::newRow("infinity") << QByteArray("inf") << QByteArray();
        QTest::newRow("absurd exponent") << QByteArray("1e9999") << QByteArray();
        QTest::newRow("two to the 256th") << QByteArray("1e78") << QByteArray();
    }
    void readsDecimals()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, atomic);
        const auto amount = Amount::fromDecimal(text.toStdString(), 6);
        QCOMPARE(amount.has_value(), !atomic.isEmpty());
        if (amount)
            QCOMPARE(amount->atomic(), atomic.toStdString());
    }

    void holdsTheWholeRange()
    {
        const auto most = Amount::fromAtomic(kMax);
        QVERIFY(most);
        QCOMPARE(most->atomic(), std::string(kMax));
        QVERIFY(!Amount::fromAtomic("115792089237316195423570985008687907853269984665640564039457584007913129639936"));
        QVERIFY_EXCEPTION_THROWN(*most + Amount(1), bursar::base::Error);
        QVERIFY_EXCEPTION_THROWN(Amount(1) - Amount(2), bursar::base::Error);
    }

    void writesExactDecimals()
    {
        QCOMPARE(Amount(1).decimal(6), std::string("0.000001"));
        QCOMPARE(Amount(2500000).decimal(6), std::string("2.5"));
        QCOMPARE(Amount(0).decimal(6), std::string("0"));
        QCOMPARE(Amount(7).decimal(0), std::string("7"));
    }

    void comesBackFromItsBytes()
    {
        const auto most = Amount::fromAtomic(kMax);
        QCOMPARE(most->bigEndian(), std::string(32, '\xff'));
        QVERIFY(Amount::fromBigEndian(most->bigEndian()) == most);
        QVERIFY(Amount::fromBigEndian("")->isZero());
        QVERIFY(Amount::fromBigEndian(std::string("\x01\x02\x03\x04\x05\x06\x07\x08\x09", 9))
                == Amount::fromAtomic("18591708106338011145"));
        QCOMPARE(Amount(258).bigEndian(), std::string(30, '\0') + "\x01\x02");
        QVERIFY(!Amount::fromBigEndian(std::string(33, '\0')));
        QVERIFY(Amount(7).asUint64() == 7u);
        QVERIFY(!most->asUint64());
        QVERIFY(!(Amount(~0ull) + Amount(1)).asUint64());
    }

    void multipliesAndDividesChecked()
    {
        QCOMPARE((Amount(30'000'000'000ull) * 1'000'000'000'000ull).atomic(), std::string("30000000000000000000000"));
        QVERIFY_EXCEPTION_THROWN(*Amount::fromAtomic(kMax) * 2, bursar::base::Error);
        QVERIFY((*Amount::fromAtomic(kMax) * 0).isZero());
        QCOMPARE(Amount(16).dividedUp(8).atomic(), std::string("2"));
        QCOMPARE(Amount(17).dividedUp(8).atomic(), std::string("3"));
        QVERIFY(Amount(0).dividedUp(8).isZero());
        QVERIFY_EXCEPTION_THROWN(Amount(1).dividedUp(0), bursar::base::Error);
    }

    void sumsAndDifferencesUndoEachOther()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937_64 random(seed);
        for (int i = 0; i < 2000; ++i) {
            const auto a = Amount::fromAtomic(std::to_string(random()) + std::to_string(random()));
            const auto b = Amount::fromAtomic(std::to_string(random()));
            const Amount sum = *a + *b;
            QVERIFY(sum >= *a);
            QVERIFY(sum - *b == *a);
            QVERIFY(*Amount::fromDecimal(sum.decimal(18), 18) == sum);
        }
    }
};

QTEST_GUILESS_MAIN(TestAmount)
#include "tst_amount.moc"
