// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/worker_pool.h"

#include <QTest>

#include <future>

using namespace bursar::base;

class TestWorkers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesWhenTheQueueIsFull()
    {
        std::promise<void> hold, began;
        WorkerPool pool("test", 1, 2);
        QVERIFY(pool.submit([&, gate = hold.get_future().share()] {
            began.set_value();
            gate.wait();
        }));
        began.get_future().wait();
        QVERIFY(pool.submit([] {}));
        QVERIFY(pool.submit([] {}));
        QVERIFY(!pool.submit([] {}));
        hold.set_value();
    }

    void finishesWhatIsQueuedBeforeItStops()
    {
        std::atomic<int> done = 0;
        {
            WorkerPool pool("test", 3, 1000);
            for (int i = 0; i < 500; ++i)
                QVERIFY(pool.submit([&] { ++done; }));
        }
        QCOMPARE(done.load(), 500);
    }

    void aTickerGoesOnAfterAFailure()
    {
        std::promise<void> third;
        std::atomic<int> ticks = 0;
        Ticker ticker("test", std::chrono::milliseconds(1), [&] {
            const int tick = ++ticks;
            if (tick == 3)
                third.set_value();
            if (tick < 3)
                throw std::runtime_error("expected by this test");
        });
        QCOMPARE(third.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
    }

    void aPokeComesBeforeThePeriod()
    {
        std::promise<void> ticked;
        std::atomic<bool> first = true;
        Ticker ticker("test", std::chrono::hours(1), [&] {
            if (first.exchange(false))
                ticked.set_value();
        });
        ticker.poke();
        QCOMPARE(ticked.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
    }
};

QTEST_GUILESS_MAIN(TestWorkers)
#include "tst_workers.moc"
