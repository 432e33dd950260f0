// SPDX-License-Identifier: GPL-3.0-or-later
#include "../channels/bench.h"
#include "simulator/channel_traffic.h"
#include "simulator/impl/catalog.h"

#include <QtTest>

using namespace bursar;
using namespace std::chrono_literals;
using contract::ChannelState;

class ChannelTrafficTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::ChannelsBench> m_bench;

    std::int64_t channelsOf(ChannelState state)
    {
        contract::ListChannels::Input input;
        input.status = state;
        return m_bench->reader.list(m_bench->desk(), input).total;
    }
    std::int64_t transactions()
    {
        m_bench->engine.count();
        return m_bench->reader.totals().total_transactions;
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<test::ChannelsBench>();
        for (const simulator::AgentSpec& agent : simulator::agentSpecs())
            m_bench->add(std::string(agent.id));
    }
    void cleanup() { m_bench.reset(); }

    void aPastClockIsBehindUntilItIsNot()
    {
        simulator::PastClock clock(m_bench->clock);
        QCOMPARE(clock.now(), m_bench->clock.now());
        clock.setBehind(6h);
        QCOMPARE(clock.now(), m_bench->clock.now() - 6h);
        clock.setBehind({});
        QCOMPARE(clock.now(), m_bench->clock.now());
    }

    void beginsWithChannelsOfEveryKindAndGoesOn()
    {
        {
            simulator::PastClock clock(m_bench->clock);
            simulator::ChannelTraffic traffic(m_bench->engine, m_bench->reader, clock, 1);
            traffic.open();
            QCOMPARE(channelsOf(ChannelState::active), 8);
            QCOMPARE(channelsOf(ChannelState::settled), 1);
            const std::int64_t before = transactions();
            QVERIFY(before > 5'000);
            traffic.start();
            QTest::qWait(1'200); // the clock stands still, and so does the traffic
            QCOMPARE(transactions(), before);
            QTRY_VERIFY_WITH_TIMEOUT((m_bench->clock.advance(1s), transactions() > before), 20'000);
        }
        // The next start finds them.
        simulator::PastClock clock(m_bench->clock);
        simulator::ChannelTraffic again(m_bench->engine, m_bench->reader, clock, 1);
        again.open();
        QCOMPARE(channelsOf(ChannelState::active), 8);
        m_bench->clock.advance(13min);
        again.start();
        QTRY_COMPARE_WITH_TIMEOUT(channelsOf(ChannelState::settled), 2, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(channelsOf(ChannelState::active), 8, 20'000);
        again.stop();
        QCOMPARE(m_bench->faults(), std::string());
    }
};

QTEST_GUILESS_MAIN(ChannelTrafficTest)
#include "tst_channel_traffic.moc"
