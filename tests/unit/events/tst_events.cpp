// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ids.h"
#include "events/events.h"
#include "support/test_database.h"

#include <boost/json.hpp>

#include <QTest>

#include <future>

using namespace bursar;
using namespace std::chrono_literals;

namespace {
/// Collects what a subscriber receives; waits for a number of events.
class Inbox {
public:
    std::function<void(const contract::Event&)> receiver()
    {
        return [this](const contract::Event& event) {
            const std::lock_guard lock(m_mutex);
            m_events.push_back(event);
            m_wake.notify_all();
        };
    }
    bool waitFor(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        return m_wake.wait_for(lock, 20s, [&] { return m_events.size() >= count; });
    }
    std::vector<contract::Event> events()
    {
        const std::lock_guard lock(m_mutex);
        return m_events;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<contract::Event> m_events;
};
} // namespace

class TestEvents : public QObject {
    Q_OBJECT

private:
    base::SystemClock m_clock;

    static void publish(db::Pool& pool, const char* topic, std::int64_t number)
    {
        pool.transact([&](db::Transaction& tx) { events::EventLog::publish(tx, topic, "k", {{"n", number}}); });
    }
    static std::vector<std::int64_t> numbers(const std::vector<contract::Event>& events)
    {
        std::vector<std::int64_t> out;
        for (const contract::Event& event : events)
            out.push_back(event.payload.at("n").as_int64());
        return out;
    }

private Q_SLOTS:
    void deliversInOrderOnEveryServer()
    {
        test::TestDatabase database;
        db::Pool pool(database.options());
        events::EventLog first(pool, database.connection(), m_clock), second(pool, database.connection(), m_clock);
        first.start();
        second.start();
        Inbox here, there, other;
        const auto a = first.subscribe("task", "", here.receiver());
        const auto b = second.subscribe("task", "", there.receiver());
        const auto c = second.subscribe("system", "", other.receiver());
        // A subscriber "from now" is only told of what comes after its first look: wait for a first event.
        while (here.events().empty() || there.events().empty()) {
            publish(pool, "task", 0);
            first.poke();
            QTest::qWait(20);
        }
        const std::size_t seenHere = here.events().size(), seenThere = there.events().size();
        for (int i = 1; i <= 50; ++i)
            publish(pool, "task", i);
        first.poke();
        QVERIFY(here.waitFor(seenHere + 50));
        QVERIFY(there.waitFor(seenThere + 50));
        for (const auto& events : {here.events(), there.events()}) {
            const std::vector<std::int64_t> got = numbers(events);
            QVERIFY(std::is_sorted(got.begin(), got.end()));
            QCOMPARE(got.back(), 50);
        }
        QVERIFY(other.events().empty());
    }

    void resumesFromAToken()
    {
        test::TestDatabase database;
        db::Pool pool(database.options());
        for (int i = 1; i <= 10; ++i)
            publish(pool, "log", i);
        events::EventLog log(pool, database.connection(), m_clock);
        log.start();
        Inbox all;
        const auto first = log.subscribe("log", "0-0", all.receiver());
        QVERIFY(all.waitFor(10));
        Inbox rest;
        const auto again = log.subscribe("log", all.events()[6].token, rest.receiver());
        QVERIFY(rest.waitFor(3));
        const std::vector<std::int64_t> expected{8, 9, 10};
        QCOMPARE(numbers(rest.events()), expected);
    }

    void waitsForAnOlderTransactionInsteadOfSkippingIt()
    {
        test::TestDatabase database;
        db::Pool pool(database.options());
        events::EventLog log(pool, database.connection(), m_clock);
        log.start();
        Inbox inbox;
        const auto subscription = log.subscribe("task", "0-0", inbox.receiver());
        db::Transaction slow = pool.begin();
        events::EventLog::publish(slow, "task", "k", {{"n", 1}});
        publish(pool, "task", 2); // commits first, but began later
        log.poke();
        QTest::qWait(300);        // time in which a wrong implementation would deliver 2
        QVERIFY(inbox.events().empty());
        slow.commit();
        log.poke();
        QVERIFY(inbox.waitFor(2));
        const std::vector<std::int64_t> expected{1, 2};
        QCOMPARE(numbers(inbox.events()), expected);
    }

    void asksToReadAgainWhenTheTokenIsTooOldOrNonsense()
    {
        test::TestDatabase database;
        db::Pool pool(database.options());
        publish(pool, "log", 1);
        pool.transact([](db::Transaction& tx) { tx.exec("UPDATE event_log SET at = at - interval '2 hours'"); });
        events::EventLog log(pool, database.connection(), m_clock);
        log.trim();
        log.start();
        for (const char* token : {"0-0", "garbage", "1-", "-1", "99999999999999999999-1"}) {
            Inbox inbox;
            const auto subscription = log.subscribe("log", token, inbox.receiver());
            QVERIFY2(inbox.waitFor(1), token);
            QVERIFY(inbox.events().front().resync);
            QVERIFY(!inbox.events().front().token.empty());
        }
    }

    void coalescesHighRateTopics()
    {
        test::TestDatabase database;
        db::Pool pool(database.options());
        events::EventLog log(pool, database.connection(), m_clock);
        log.start();
        Inbox inbox;
        const auto subscription = log.subscribe("stats", "0-0", inbox.receiver());
        const base::Time cursor = *base::parseTime("2026-11-20T08:00:00Z");
        for (int i = 0; i < 1000; ++i)
            log.count("stats", "agent-a", 3, cursor + std::chrono::seconds(i));
        std::int64_t rows = 0;
        for (std::size_t expected = 1; rows < 3000; ++expected) {
            QVERIFY(inbox.waitFor(expected));
            rows = 0;
            for (const contract::Event& event : inbox.events())
                rows += event.payload.at("rows").as_int64();
        }
        QCOMPARE(rows, 3000);
        QVERIFY(inbox.events().size() < 10);
    }

    void isNotCalledAfterTheSubscriptionEnded()
    {
        test::TestDatabase database;
        db::Pool pool(database.options());
        events::EventLog log(pool, database.connection(), m_clock);
        log.start();
        Inbox ended, living;
        auto subscription = log.subscribe("task", "0-0", ended.receiver());
        const auto other = log.subscribe("task", "0-0", living.receiver());
        publish(pool, "task", 1);
        log.poke();
        QVERIFY(ended.waitFor(1));
        subscription.reset();
        publish(pool, "task", 2);
        log.poke();
        QVERIFY(living.waitFor(2));
        QCOMPARE(ended.events().size(), std::size_t(1));
    }

    void refusesAnEventThatIsTooLarge()
    {
        test::TestDatabase database;
        db::Pool pool(database.options());
        db::Transaction tx = pool.begin();
        QVERIFY_EXCEPTION_THROWN(events::EventLog::publish(tx, "task", "k", {{"x", std::string(5000, 'x')}}),
                                 base::Error);
    }
};

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
