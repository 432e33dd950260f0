// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "rollup/latency.h"

#include <QtTest>

#include <cmath>
#include <random>

using bursar::rollup::LatencyHistogram;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {
std::uint64_t testSeed()
{
    bool given = false;
    const std::uint64_t seed = qEnvironmentVariable("BURSAR_TEST_SEED").toULongLong(&given);
    return given ? seed : std::random_device()();
}

/// percentile_disc as PostgreSQL defines it.
std::int64_t exactPercentile(std::vector<std::int64_t> values, double p)
{
    std::sort(values.begin(), values.end());
    const auto rank = std::max<std::int64_t>(1, std::int64_t(std::ceil(p * double(values.size()))));
    return values[std::size_t(rank - 1)];
}

LatencyHistogram histogramOf(const std::vector<std::int64_t>& values)
{
    LatencyHistogram histogram;
    for (const std::int64_t value : values)
        histogram.add(microseconds(value));
    return histogram;
}

bool isClose(std::int64_t read, std::int64_t exact)
{
    return exact == 0 ? read == 0 : std::abs(double(read - exact)) <= 0.01 * double(exact) + 0.5 + 1e-9;
}
} // namespace

class TestLatency : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyValueIsReadWithinOnePercent()
    {
        for (std::int64_t value = 0; value < 3'000'000; value += 1 + value / 997) {
            LatencyHistogram histogram;
            histogram.add(microseconds(value));
            QVERIFY2(isClose(histogram.percentile(0.5)->count(), value), qPrintable(QString::number(value)));
        }
    }

    void everyPercentileIsWithinOnePercentOfTheExactOne()
    {
        const std::uint64_t seed = testSeed();
        qInfo() << "BURSAR_TEST_SEED" << seed;
        std::mt19937_64 random(seed);
        for (int round = 0; round < 200; ++round) {
            std::lognormal_distribution<double> usual(double(random() % 12), 0.2 + double(random() % 30) / 10);
            std::vector<std::int64_t> values(1 + random() % 400);
            for (std::int64_t& value : values)
                value = random() % 10 == 0 ? 0 : std::int64_t(std::min(usual(random), 1e11));
            const LatencyHistogram histogram = histogramOf(values);
            for (const double p : {0.001, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0}) {
                const std::int64_t exact = exactPercentile(values, p);
                const std::int64_t read = histogram.percentile(p)->count();
                QVERIFY2(isClose(read, exact), qPrintable(QStringLiteral("p%1: %2, exact %3").arg(p).arg(read).arg(exact)));
            }
        }
    }

    void encodingsAddUpHoweverTheyAreJoined()
    {
        const std::uint64_t seed = testSeed();
        qInfo() << "BURSAR_TEST_SEED" << seed;
        std::mt19937_64 random(seed);
        std::vector<std::int64_t> all;
        LatencyHistogram merged, fromJoined;
        std::string joined;
        for (int part = 0; part < 20; ++part) {
            std::vector<std::int64_t> values(random() % 50);
            for (std::int64_t& value : values)
                value = std::int64_t(random() % (std::uint64_t(1) << (random() % 40)));
            const LatencyHistogram histogram = histogramOf(values);
            merged.merge(histogram);
            joined += (part == 0 ? std::string() : std::string(1, '\0')) + histogram.encode();
            all.insert(all.end(), values.begin(), values.end());
        }
        fromJoined.mergeEncoded(joined);
        QCOMPARE(merged.count(), std::int64_t(all.size()));
        QVERIFY(merged.encode() == histogramOf(all).encode());
        QVERIFY(fromJoined.encode() == merged.encode());
        QCOMPARE(fromJoined.count(), merged.count());
    }

    void countsCanBeTakenBack()
    {
        LatencyHistogram histogram = histogramOf({0, 10, 2000, 2000});
        LatencyHistogram less;
        less.add(2ms, -1);
        less.add(10us, -1);
        histogram.mergeEncoded(less.encode());
        QCOMPARE(histogram.count(), 2);
        QVERIFY(histogram.encode() == histogramOf({0, 2000}).encode());
    }

    void countsUpToABound()
    {
        const LatencyHistogram histogram = histogramOf({0, 0, 1, 100, 1000, 900'000});
        QCOMPARE(histogram.countUpTo(-1us), 0);
        QCOMPARE(histogram.countUpTo(0us), 2);
        QCOMPARE(histogram.countUpTo(1us), 3);
        QCOMPARE(histogram.countUpTo(1ms), 5);
        QCOMPARE(histogram.countUpTo(1h), 6);
    }

    void extremesStayInBounds()
    {
        LatencyHistogram histogram;
        histogram.add(-5us);
        QCOMPARE(histogram.percentile(1)->count(), 0);
        histogram.add(microseconds(std::numeric_limits<std::int64_t>::max()));
        QVERIFY(isClose(histogram.percentile(1)->count(), LatencyHistogram::kLatencyMax.count()));
        QVERIFY(!LatencyHistogram().percentile(0.5));
        QVERIFY(LatencyHistogram().encode().empty());
    }

    void refusesMalformedEncodings_data()
    {
        QTest::addColumn<QByteArray>("encoded");
        QTest::newRow("count missing") << QByteArray("\x01", 1);
        QTest::newRow("varint cut off") << QByteArray("\x01\x80", 2);
        QTest::newRow("bucket beyond the last") << QByteArray("\xff\xff\xff\x7f\x02", 5);
        QTest::newRow("varint too long") << QByteArray("\x01\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 13);
    }
    void refusesMalformedEncodings()
    {
        QFETCH(QByteArray, encoded);
        LatencyHistogram histogram;
        QVERIFY_EXCEPTION_THROWN(histogram.mergeEncoded({encoded.constData(), std::size_t(encoded.size())}),
                                 bursar::base::Error);
    }
};

QTEST_APPLESS_MAIN(TestLatency)
#include "tst_latency.moc"
