// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ids.h"
#include "base/time.h"

#include <QTest>

using namespace bursar::base;

class TestTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAndWrites_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("written"); // empty: refused
        QTest::newRow("seconds") << QByteArray("2015-05-17T10:05:03Z") << QByteArray("2015-05-17T10:05:03Z");
        QTest::newRow("millis") << QByteArray("2026-11-21T06:41:00.123Z") << QByteArray("2026-11-21T06:41:00.123Z");
        QTest::newRow("nanos cut") << QByteArray("2026-11-21T06:41:00.123456789Z")
                                   << QByteArray("2026-11-21T06:41:00.123456Z");
        QTest::newRow("offset") << QByteArray("2026-11-21T00:30:00+09:00") << QByteArray("2026-11-20T15:30:00Z");
        QTest::newRow("python") << QByteArray("2026-11-21 06:41:00.5+00:00") << QByteArray("2026-11-21T06:41:00.500Z");
        QTest::newRow("postgres") << QByteArray("2026-11-21 06:41:00+00") << QByteArray();
        QTest::newRow("leap day") << QByteArray("2024-02-29T00:00:00Z") << QByteArray("2024-02-29T00:00:00Z");
        QTest::newRow("no leap day") << QByteArray("2023-02-29T00:00:00Z") << QByteArray();
        QTest::newRow("hour 24") << QByteArray("2024-02-01T24:00:00Z") << QByteArray();
        QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:59Z") << QByteArray();
        QTest::newRow("pushed before 1970 by its offset") << QByteArray("1970-01-01T00:00:00+09:00") << QByteArray();
        QTest::newRow("year 12026") << QByteArray("12026-01-01T00:00:00Z") << QByteArray();
        QTest::newRow("garbage after") << QByteArray("2026-11-21T06:41:00Zx") << QByteArray();
        QTest::newRow("empty") << QByteArray("") << QByteArray();
        QTest::newRow("number") << QByteArray("1763706060") << QByteArray();
    }
    void readsAndWrites()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, written);
        const auto time = parseTime(text.toStdString());
        QCOMPARE(time.has_value(), !written.isEmpty());
        if (time)
            QCOMPARE(formatTime(*time), written.toStdString());
    }

    void idsSortByTime()
    {
        const Time now = *parseTime("2026-11-21T06:41:00Z");
        QVERIFY(uuid7(now) < uuid7(now + std::chrono::milliseconds(1)));
        QVERIFY(isUuid(uuid7(now)));
        QCOMPARE(uuid7(now)[14], '7');
        QVERIFY(!isUuid("not-a-uuid"));
    }
};

QTEST_GUILESS_MAIN(TestTime)
#include "tst_time.moc"
