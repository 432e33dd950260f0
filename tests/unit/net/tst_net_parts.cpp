// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"
#include "net/impl/address.h"
#include "net/impl/body_reader.h"
#include "net/impl/text.h"
#include "net/impl/websocket.h"
#include "net/rate_limit.h"
#include "net_bench.h"

#include <QtTest>

using namespace bursar;
using namespace bursar::net;
using namespace bursar::net::impl;

namespace {
class FakeClock final : public base::Clock {
public:
    base::Time now() const override { return m_now; }
    void advance(std::chrono::milliseconds by) { m_now += by; }

private:
    base::Time m_now{std::chrono::seconds(1'700'000'000)};
};
} // namespace

/// The parts of the module that need no connection.
class NetParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void limitsTheRate()
    {
        FakeClock clock;
        RateLimiter limiter({.perSecond = 2, .burst = 3}, 100, clock);
        for (int i = 0; i < 3; ++i)
            QVERIFY(!limiter.take("a"));
        QCOMPARE(*limiter.take("a"), std::chrono::milliseconds(500));
        QVERIFY(!limiter.take("b")); // a bucket of its own
        clock.advance(std::chrono::milliseconds(499));
        QCOMPARE(*limiter.take("a"), std::chrono::milliseconds(1));
        clock.advance(std::chrono::milliseconds(1));
        QVERIFY(!limiter.take("a"));
        QVERIFY(limiter.take("a"));
        clock.advance(std::chrono::hours(10));
        for (int i = 0; i < 3; ++i)
            QVERIFY(!limiter.take("a")); // no more than the burst was saved up
        QVERIFY(limiter.take("a"));
    }

    void survivesAClockThatGoesBack()
    {
        FakeClock clock;
        RateLimiter limiter({.perSecond = 1, .burst = 1}, 100, clock);
        QVERIFY(!limiter.take("a"));
        clock.advance(-std::chrono::hours(1));
        QCOMPARE(*limiter.take("a"), std::chrono::milliseconds(1000));
        clock.advance(std::chrono::seconds(1));
        QVERIFY(!limiter.take("a"));
    }

    void letsALargeTakePassWhenFullAndBePaidBack()
    {
        FakeClock clock;
        RateLimiter limiter({.perSecond = 1, .burst = 10}, 100, clock);
        QVERIFY(!limiter.take("a", 25));
        QCOMPARE(*limiter.take("a"), std::chrono::seconds(16));
        QVERIFY(!limiter.take("b", 0.5));
        RateLimiter never({.perSecond = 0, .burst = 1}, 100, clock);
        QVERIFY(!never.take("a"));
        QVERIFY(*never.take("a") >= std::chrono::hours(24));
    }

    void forgetsTheLeastRecentlyUsedKey()
    {
        FakeClock clock;
        RateLimiter limiter({.perSecond = 0.001, .burst = 1}, 2, clock);
        QVERIFY(!limiter.take("a"));
        QVERIFY(!limiter.take("b"));
        QVERIFY(limiter.take("a")); // now b is the oldest
        QVERIFY(!limiter.take("c")); // pushes b out
        QVERIFY(limiter.take("a"));
        QVERIFY(!limiter.take("b"));
    }

    void matchesNetworks_data()
    {
        QTest::addColumn<QByteArray>("network");
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<bool>("inside");
        QTest::newRow("exact") << QByteArray("10.1.2.3") << QByteArray("10.1.2.3") << true;
        QTest::newRow("other") << QByteArray("10.1.2.3") << QByteArray("10.1.2.4") << false;
        QTest::newRow("in /9") << QByteArray("10.128.0.0/9") << QByteArray("10.255.0.1") << true;
        QTest::newRow("not in /9") << QByteArray("10.128.0.0/9") << QByteArray("10.127.0.1") << false;
        QTest::newRow("/0 is IPv4 only") << QByteArray("0.0.0.0/0") << QByteArray("2001:db8::1") << false;
        QTest::newRow("mapped") << QByteArray("10.0.0.0/8") << QByteArray("::ffff:10.0.0.1") << true;
        QTest::newRow("IPv6") << QByteArray("2001:db8::/33") << QByteArray("2001:db8:7fff::1") << true;
        QTest::newRow("not IPv6") << QByteArray("2001:db8::/33") << QByteArray("2001:db8:8000::1") << false;
    }
    void matchesNetworks()
    {
        QFETCH(const QByteArray, network);
        QFETCH(const QByteArray, address);
        QFETCH(const bool, inside);
        QCOMPARE(Network::parse(network.toStdString())->contains(*IpAddress::parse(address.toStdString())), inside);
    }

    void refusesMalformedNetworks()
    {
        for (const char* text : {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "::/129", "10.0.0/8", "a/8"})
            QVERIFY2(!Network::parse(text), text);
        FakeClock clock;
        net::test::FakeHandler handler;
        base::Metrics metrics;
        QVERIFY_EXCEPTION_THROWN(HttpServer({.trustedProxies = {"proxy.local"}}, handler, metrics), std::exception);
    }

    void countsIpv6ByItsCustomer()
    {
        const auto key = [](const char* text) { return IpAddress::parse(text)->limitKey(); };
        QVERIFY(key("2001:db8::1") == key("2001:db8:0:0:ffff::2"));
        QVERIFY(key("2001:db8::1") != key("2001:db8:0:1::1"));
        QVERIFY(key("1.2.3.4") != key("1.2.3.5"));
    }

    void cutsTextBetweenCharacters()
    {
        QCOMPARE(std::string(base::utf8Prefix("aé€", 6)), "aé€");
        QCOMPARE(std::string(base::utf8Prefix("aé€", 5)), "aé");
        QCOMPARE(std::string(base::utf8Prefix("aé€", 2)), "a");
        QCOMPARE(std::string(base::utf8Prefix("€", 2)), "");
    }

    void findsListElements()
    {
        QVERIFY(listHas("gzip", "gzip"));
        QVERIFY(listHas("br, GZip ; q=0.5", "gzip"));
        QVERIFY(!listHas("gzip;q=0", "gzip"));
        QVERIFY(!listHas("gzip; Q=0.000", "gzip"));
        QVERIFY(!listHas("xgzip, gzipx", "gzip"));
        QVERIFY(!listHas("", "gzip"));
    }

    void makesTheAcceptKeyOfTheStandard()
    {
        QCOMPARE(webSocketAccept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        QVERIFY(isWebSocketKey("dGhlIHNhbXBsZSBub25jZQ=="));
        QVERIFY(!isWebSocketKey("dGhlIHNhbXBsZSBub25jZQ="));
        QVERIFY(!isWebSocketKey("dGhlIHNhbXBsZSBub25j!Q=="));
    }

    void inflatesByteByByteAndStopsAtTheLimit()
    {
        const std::string zipped = net::test::gzip(std::string(1000, 'x'));
        for (const std::size_t limit : {999u, 1000u}) {
            Inflater inflater(limit);
            std::string out;
            auto result = Inflater::Result::Ok;
            for (std::size_t i = 0; i < zipped.size() && result == Inflater::Result::Ok; ++i)
                result = inflater.feed(std::string_view(zipped).substr(i, 1), out);
            QVERIFY((result == Inflater::Result::Ok) == (limit == 1000));
            QCOMPARE(inflater.finished(), limit == 1000);
            QVERIFY(out.size() <= limit);
        }
    }

    void sharesMemoryAndGivesItBack()
    {
        std::atomic<std::size_t> used{0};
        {
            BodyLease a(used, 100);
            BodyLease b(used, 100);
            QVERIFY(a.grow(60));
            QVERIFY(!b.grow(50));
            QVERIFY(b.grow(40));
            QVERIFY(!b.grow(41));
            BodyLease c = std::move(a);
            QCOMPARE(used.load(), 100u);
        }
        QCOMPARE(used.load(), 0u);
    }
};

QTEST_GUILESS_MAIN(NetParts)
#include "tst_net_parts.moc"
