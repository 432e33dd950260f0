// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/analytics.h"
#include "base/error.h"
#include "base/metrics.h"
#include "ingest/ingest.h"
#include "rollup/rollup.h"
#include "simulator/simulator.h"
#include "support/fake_clock.h"
#include "support/refusal.h"
#include "support/test_database.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <stdexcept>

using namespace bursar;
using namespace bursar::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const base::Time kNow = base::parseTime("2026-07-15T12:30:00Z").value();

/// A database and the modules that the simulator writes through. Two days of history, so that a test is short.
struct Bench {
    FakeClock clock{kNow};
    TestDatabase database;
    db::Pool pool{database.options()};
    base::Metrics metrics;
    ingest::Ingest ingest{pool, metrics, clock, {}};
    rollup::Folder folder{pool, metrics, clock};
    std::unique_ptr<simulator::Simulator> simulator = make(1);

    Bench()
    {
        ingest.maintain();
        ingest.start();
    }
    std::unique_ptr<simulator::Simulator> make(std::uint64_t seed)
    {
        simulator::Options options;
        options.seed = seed;
        options.history = days(2);
        options.tick = std::chrono::milliseconds(5);
        return std::make_unique<simulator::Simulator>(pool, ingest, folder, clock, options);
    }
    std::string one(const std::string& query)
    {
        db::Transaction tx = pool.begin();
        return tx.exec(query)[0].string(0);
    }
    std::int64_t count(const std::string& from) { return std::stoll(one("SELECT count(*) FROM " + from)); }
    /// Everything that was stored, as one text.
    std::string fingerprint()
    {
        return one("SELECT md5(string_agg(md5(t::text), '' ORDER BY t.ts, t.identity)) FROM ingest_log t") + " "
               + one("SELECT md5(string_agg(agent_key || ' ' || id || ' ' || agent_id || ' ' || evm_address || ' ' || "
                     "pricing_amount || ' ' || created_at, ',' ORDER BY agent_key)) FROM registry_agent") + " "
               + one("SELECT md5(string_agg(id || title || at || detail, ',' ORDER BY id)) FROM insight_marker") + " "
               + one("SELECT md5(string_agg(ts || tx || amount || state, ',' ORDER BY tx)) FROM ingest_payment") + " "
               + one("SELECT md5(string_agg(bucket || value || requests || revenue || encode(latency, 'hex'), ',' "
                     "ORDER BY dimension, bucket, agent_key, value)) FROM rollup_day");
    }
};

void addRealAgent(Bench& bench)
{
    bench.pool.transact([](db::Transaction& tx) {
        tx.exec("INSERT INTO registry_agent (id, agent_id, name, created_at, updated_at) "
                "VALUES (gen_random_uuid(), 'real', 'Real', now(), now())");
    });
}

} // namespace

class TestSimulator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksEverythingItMakes();
    void sameSeedAndPresentMakeTheSameDatabase();
    void fillsUpToThePresentAndNoFurther();
    void leavesNoDeltasBehind();
    void refusesADatabaseWithRealAgents();
    void refusesToOpenSimulatedDataAsReal();
    void goesOnAfterAnInterruption();
    void makesUpTheTimeOfAPause();
    void keepsTheSeedItBeganWith();
    void reportsProgressFromZeroToOne();
    void standsStillWithTheClock();
    void goesOnLiveWithTheClock();
    void liveMarksTheRepair();
    void whatMovedNamesTheBadDeploy();
    void rollupsEqualTheRequests();
};

void TestSimulator::marksEverythingItMakes()
{
    Bench bench;
    bench.simulator->fillHistory();
    QVERIFY(bench.count("ingest_log") > 10'000);
    QCOMPARE(bench.count("ingest_log WHERE source <> 3"), std::int64_t(0));
    const std::int64_t agents = bench.count("registry_agent");
    QVERIFY(agents >= 12 && agents <= 16);
    QCOMPARE(bench.count("registry_agent WHERE NOT simulated"), std::int64_t(0));
    QVERIFY(bench.count("ingest_payment") > 1000);
    QCOMPARE(bench.count("ingest_payment WHERE state <> 'simulated'"), std::int64_t(0));
    QCOMPARE(bench.one("SELECT value FROM engine_setting WHERE key = 'simulated'"), std::string("true"));
    QVERIFY(bench.count("insight_marker WHERE kind = 'deploy'") >= 15);
    QCOMPARE(bench.count("insight_marker WHERE created_by <> 'simulator'"), std::int64_t(0));
    QVERIFY(bench.count("ingest_body") > 100);
}

void TestSimulator::sameSeedAndPresentMakeTheSameDatabase()
{
    Bench one;
    one.simulator->fillHistory();
    Bench two;
    two.simulator->fillHistory();
    QCOMPARE(QByteArray::fromStdString(one.fingerprint()), QByteArray::fromStdString(two.fingerprint()));
    Bench three;
    three.simulator = three.make(2);
    three.simulator->fillHistory();
    QVERIFY(one.fingerprint() != three.fingerprint());
}

void TestSimulator::fillsUpToThePresentAndNoFurther()
{
    Bench bench;
    bench.simulator->fillHistory();
    QCOMPARE(bench.count("ingest_log WHERE ts >= '2026-07-15T12:30:00Z'"), std::int64_t(0));
    QCOMPARE(bench.count("insight_marker WHERE at >= '2026-07-15T12:30:00Z'"), std::int64_t(0));
    QVERIFY(bench.count("ingest_log WHERE ts >= '2026-07-15T12:00:00Z'") > 0);
    QVERIFY(bench.count("ingest_log WHERE ts < '2026-07-14'") > 0);
    QCOMPARE(bench.count("ingest_log WHERE ts < '2026-07-13'"), std::int64_t(0));
}

void TestSimulator::leavesNoDeltasBehind()
{
    Bench bench;
    bench.simulator->fillHistory();
    QCOMPARE(bench.count("rollup_delta"), std::int64_t(0));
    QCOMPARE(bench.one("SELECT pg_relation_size('rollup_delta')"), std::string("0"));
}

void TestSimulator::refusesADatabaseWithRealAgents()
{
    Bench bench;
    addRealAgent(bench);
    QCOMPARE(refusal([&] { bench.simulator->fillHistory(); }), std::string("409 simulation_refused"));
    QCOMPARE(refusal([&] { bench.simulator->start(); }), std::string("409 simulation_refused"));
    QCOMPARE(bench.count("ingest_log"), std::int64_t(0));
    QCOMPARE(bench.count("registry_agent"), std::int64_t(1));
    QCOMPARE(bench.count("engine_setting WHERE key = 'simulated'"), std::int64_t(0));
}

void TestSimulator::refusesToOpenSimulatedDataAsReal()
{
    Bench bench;
    QCOMPARE(refusal([&] { bench.simulator->refuseSimulatedDatabase(); }), std::string("done"));
    bench.simulator->fillHistory();
    QCOMPARE(refusal([&] { bench.make(1)->refuseSimulatedDatabase(); }), std::string("409 simulated_database"));
}

void TestSimulator::goesOnAfterAnInterruption()
{
    Bench whole;
    whole.simulator->fillHistory();
    Bench bench;
    int reports = 0;
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, bench.simulator->fillHistory([&](double) {
        if (++reports == 2)
            throw std::runtime_error("the power went");
    }));
    const std::int64_t stored = bench.count("ingest_log");
    QVERIFY(stored > 0 && stored < whole.count("ingest_log"));
    bench.make(1)->fillHistory();
    QCOMPARE(bench.count("ingest_log"), whole.count("ingest_log"));
    QCOMPARE(QByteArray::fromStdString(bench.fingerprint()), QByteArray::fromStdString(whole.fingerprint()));
}

void TestSimulator::makesUpTheTimeOfAPause()
{
    Bench bench;
    bench.simulator->fillHistory();
    const std::int64_t before = bench.count("ingest_log");
    bench.clock.advance(days(2));
    bench.make(1)->fillHistory();
    QVERIFY(bench.count("ingest_log") > before + 1000);
    QVERIFY(bench.count("ingest_log WHERE ts >= '2026-07-17'") > 0);
    QCOMPARE(bench.count("registry_agent"), bench.count("registry_agent WHERE agent_key <= 16"));
    bench.make(1)->fillHistory(); // nothing is left to do
    QCOMPARE(bench.count("ingest_log WHERE ts >= '2026-07-17T12:30:00Z'"), std::int64_t(0));
}

void TestSimulator::keepsTheSeedItBeganWith()
{
    Bench bench;
    bench.simulator->fillHistory();
    const std::string agents = bench.one("SELECT string_agg(id::text, ',' ORDER BY agent_key) FROM registry_agent");
    bench.clock.advance(hours(3));
    bench.make(99)->fillHistory();
    QCOMPARE(bench.one("SELECT string_agg(id::text, ',' ORDER BY agent_key) FROM registry_agent"), agents);
    QCOMPARE(bench.one("SELECT value FROM engine_setting WHERE key = 'simulator_seed'"), std::string("1"));
}

void TestSimulator::reportsProgressFromZeroToOne()
{
    Bench bench;
    std::vector<double> shares;
    bench.simulator->fillHistory([&](double share) { shares.push_back(share); });
    QVERIFY(shares.size() >= 4);
    QCOMPARE(shares.front(), 0.0);
    QCOMPARE(shares.back(), 1.0);
    QVERIFY(std::is_sorted(shares.begin(), shares.end()));
}

void TestSimulator::standsStillWithTheClock()
{
    Bench bench;
    bench.simulator->fillHistory();
    const std::string before = bench.fingerprint();
    bench.simulator->start();
    QTest::qWait(60); // several ticks: what must not happen cannot be waited for
    bench.simulator->stop();
    QCOMPARE(QByteArray::fromStdString(bench.fingerprint()), QByteArray::fromStdString(before));
}

void TestSimulator::goesOnLiveWithTheClock()
{
    Bench bench;
    bench.simulator->fillHistory();
    const std::int64_t before = bench.count("ingest_log");
    bench.simulator->start();
    bench.clock.advance(minutes(8));
    QTRY_VERIFY_WITH_TIMEOUT(bench.count("ingest_log") > before + 30, 20'000);
    bench.simulator->stop();
    QCOMPARE(bench.count("ingest_log WHERE ts >= '2026-07-15T12:38:00Z'"), std::int64_t(0));
    // Another start goes on from there: nothing is made twice, and no request is lost.
    const std::int64_t after = bench.count("ingest_log");
    bench.simulator = bench.make(1);
    bench.simulator->fillHistory();
    QCOMPARE(bench.count("ingest_log"), after);
}

void TestSimulator::liveMarksTheRepair()
{
    Bench bench;
    bench.simulator->fillHistory();
    QCOMPARE(bench.count("insight_marker WHERE title = '2.8.2'"), std::int64_t(0));
    bench.simulator->start();
    for (int step = 0; step < 4; ++step) {
        bench.clock.advance(minutes(8));
        QTRY_COMPARE_WITH_TIMEOUT(
            bench.count("ingest_log WHERE ts >= '2026-07-15T12:30:00Z'") > 10 * step, true, 20'000);
        QTest::qWait(30);
    }
    QTRY_COMPARE_WITH_TIMEOUT(bench.count("insight_marker WHERE title = '2.8.2' AND kind = 'deploy'"), std::int64_t(1),
                              20'000);
    bench.simulator->stop();
}

void TestSimulator::whatMovedNamesTheBadDeploy()
{
    Bench bench;
    bench.simulator->fillHistory();
    analytics::Analytics analytics(bench.pool, bench.clock,
                                   [](const std::optional<std::string>&) { return rollup::AgentScope(); });
    contract::CompareSpans::Input input;
    input.measure = contract::Measure::error_rate;
    input.before_from = kNow - minutes(116);
    input.before_to = kNow - minutes(58);
    input.after_from = kNow - minutes(58);
    input.after_to = kNow;
    const contract::Comparison moved = analytics.compare(input);
    QVERIFY(moved.after > 2 * moved.before);
    bool tool = false, version = false, agent = false, error = false;
    for (std::size_t i = 0; i < std::min<std::size_t>(moved.rows.size(), 8); ++i) {
        const contract::MovedRow& row = moved.rows[i];
        tool = tool || (row.dimension == contract::Dimension::tool && row.value == "web_search");
        version = version || (row.dimension == contract::Dimension::version && row.value == "2.8.1");
        agent = agent || (row.dimension == contract::Dimension::agent && row.value == "seoul-search");
        error = error || (row.dimension == contract::Dimension::error && row.value == "ParserError");
    }
    QVERIFY(tool && version && agent && error);
    const contract::Overview overview = analytics.overview({{}, kNow - hours(6), kNow});
    QVERIFY(overview.simulated);
    QVERIFY(overview.revenue_basis == contract::RevenueBasis::simulated);
    QVERIFY(!overview.markers.empty());
}

void TestSimulator::rollupsEqualTheRequests()
{
    Bench bench;
    bench.simulator->fillHistory();
    db::Transaction tx = bench.pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    rollup::Reader reader(tx, kNow);
    const rollup::Measures all = reader.total({}, {kNow - days(30), kNow + days(1)});
    const db::Result raw = tx.exec("SELECT count(*), count(*) FILTER (WHERE status >= 400 AND status <> 402), "
                                   "count(*) FILTER (WHERE status = 402), sum(response_us) FROM ingest_log");
    QCOMPARE(all.requests, raw[0].integer(0));
    QCOMPARE(all.errors, raw[0].integer(1));
    QCOMPARE(all.required, raw[0].integer(2));
    QCOMPARE(all.responseMicros, raw[0].number(3));
    const db::Result paid = tx.exec("SELECT count(*), sum(amount) FROM ingest_payment");
    QCOMPARE(all.payments, paid[0].integer(0));
    QCOMPARE(all.revenue.atomic(), paid[0].amount(1).atomic());
}

QTEST_GUILESS_MAIN(TestSimulator)
#include "tst_simulator.moc"
