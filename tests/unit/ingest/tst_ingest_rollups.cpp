// SPDX-License-Identifier: GPL-3.0-or-later
// Every aggregate equals a recomputation from the raw rows, whatever happened on the way.
#include "unit/ingest/bench.h"

#include <QtTest>

#include <random>

using namespace bursar;
using namespace std::chrono_literals;
using test::IngestBench;
namespace json = boost::json;

namespace {
std::uint64_t testSeed()
{
    bool given = false;
    std::uint64_t seed = qEnvironmentVariable("BURSAR_TEST_SEED").toULongLong(&given);
    seed = given ? seed : std::random_device()();
    qInfo() << "BURSAR_TEST_SEED" << seed;
    return seed;
}

class Random {
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}
    std::uint64_t below(std::uint64_t limit) { return m_engine() % limit; }
    template <class T> T pick(std::initializer_list<T> values) { return *(values.begin() + below(values.size())); }

private:
    std::mt19937_64 m_engine;
};

json::object randomEntry(Random& random, std::uint64_t ids)
{
    // The id decides everything else, so that a repetition is the same request.
    const std::uint64_t id = random.below(ids);
    Random own(id);
    json::object entry{{"requestId", "r" + std::to_string(id)},
                       {"method", own.pick<const char*>({"GET", "POST"})},
                       {"path", own.pick<const char*>({"/search?q=1", "/rank/17", "/"})},
                       {"statusCode", own.pick({200, 200, 200, 201, 402, 404, 408, 500, 504})},
                       {"responseMs", double(own.below(3'000'000)) / 1000 * own.pick({0, 1, 1, 1, 20})},
                       {"protocol", own.pick<const char*>({"http", "mcp", "a2a"})},
                       {"source", own.pick<const char*>({"sdk", "gateway"})}};
    const base::Time base = *base::parseTime("2026-06-15T12:00:00Z");
    entry["timestamp"] = base::formatTime(base - std::chrono::milliseconds(own.below(own.pick<std::uint64_t>({60'000, 86'400'000, 500'000'000}))));
    if (own.below(10) != 0)
        entry["customerId"] = "customer-" + std::to_string(own.below(20));
    if (own.below(2))
        entry["toolName"] = own.pick<const char*>({"alpha", "beta"});
    if (own.below(2))
        entry["agentVersion"] = own.pick<const char*>({"1", "2"});
    if (own.below(3) == 0)
        entry["country"] = own.pick<const char*>({"KR", "DE"});
    if (own.below(3) == 0) {
        entry["x402Amount"] = own.pick({0.5, 1.25});
        entry["x402TxHash"] = "0x" + std::to_string(own.below(ids / 4 + 1)); // some are claimed twice
        entry["x402Token"] = own.pick<const char*>({"USDC-base-mainnet", "ETH"});
    }
    return entry;
}

json::value randomBatch(Random& random, std::uint64_t ids)
{
    json::array entries;
    for (std::uint64_t i = 1 + random.below(30); i > 0; --i)
        entries.push_back(randomEntry(random, ids));
    return json::object{{"entries", entries}};
}

/// What the raw rows say, as a relation with the columns (agent_key, at, dimension, value, and the measures).
constexpr const char* kRaw = R"(
    WITH raw AS (
        SELECT l.*, p.id AS payment_id, p.state, p.asset, CASE WHEN p.asset = 'USDC' THEN p.amount ELSE 0 END AS usdc
        FROM ingest_log l LEFT JOIN ingest_payment p ON p.identity = l.identity AND p.agent_key = l.agent_key
    ), valued AS (
        SELECT raw.*, d.dimension, d.value FROM raw CROSS JOIN LATERAL (VALUES
            (0, ''), (1, tool),
            (2, (ARRAY['sdk','gateway','import','simulator'])[source + 1] || '/' || (ARRAY['http','mcp','a2a'])[protocol + 1]),
            (3, status::text), (4, coalesce(country, '')), (5, coalesce(agent_version, '')), (6, customer),
            (7, CASE WHEN status >= 400 AND status <> 402 THEN error_type END), (8, coalesce(key_id::text, '')),
            (9, CASE WHEN protocol = 1 THEN tool END),
            (10, CASE WHEN protocol = 2 THEN method || ' ' || split_part(path, '?', 1) END),
            (11, CASE WHEN payment_id IS NOT NULL THEN state || '/' || asset END)
        ) AS d(dimension, value) WHERE d.value IS NOT NULL
    ))";
constexpr const char* kSums = R"(count(*) AS requests,
    count(*) FILTER (WHERE status >= 400 AND status <> 402) AS errors, count(*) FILTER (WHERE status = 402) AS required,
    count(*) FILTER (WHERE status IN (408, 504) OR response_us > 30000000) AS timeouts, count(payment_id) AS payments,
    coalesce(sum(usdc), 0) AS revenue, sum(response_us) AS response_us)";

/// Rows in which a table and its recomputation differ.
std::int64_t differences(IngestBench& bench, const std::string& recomputed, const std::string& table)
{
    return bench.count(fmt::format("{} SELECT count(*) FROM ((SELECT * FROM expected EXCEPT ALL {}) UNION ALL "
                                   "({} EXCEPT ALL SELECT * FROM expected)) d", recomputed, table, table));
}

void compareAll(IngestBench& bench)
{
    bench.folder.foldAll();
    const std::string measures = "requests, errors, required, timeouts, payments, revenue, response_us";
    const std::string limit = base::formatTime(base::Time(std::chrono::floor<std::chrono::hours>(bench.clock.now())) - rollup::kMinuteKept);
    for (const auto& [table, unit] : {std::pair("rollup_minute", "minute"), {"rollup_hour", "hour"}, {"rollup_day", "day"}}) {
        const std::string name = table;
        const std::string recent = name == "rollup_minute" ? fmt::format("ts >= '{}'", limit) : "true";
        const std::string some = name == "rollup_day" ? "dimension <> 6" : "true";
        const std::string expected = fmt::format("{}, expected AS (SELECT agent_key, date_trunc('{}', ts) AS bucket, dimension, value, {} "
                                                 "FROM valued WHERE {} AND {} GROUP BY 1, 2, 3, 4)", kRaw, unit, kSums, recent, some);
        const std::string stored = fmt::format("SELECT agent_key, bucket, dimension::int, value, {} FROM {} WHERE {}", measures, table,
                                               name == "rollup_minute" ? fmt::format("bucket >= '{}'", limit) : "true");
        const std::int64_t differing = differences(bench, expected, stored);
        QVERIFY2(differing == 0, qPrintable(QStringLiteral("%1: %2 rows differ").arg(QString::fromStdString(name)).arg(differing)));
    }
    const std::string presence = fmt::format(
        "{}, expected AS (SELECT agent_key, customer, ts::date AS day, protocol, {}, bit_or(1 << extract(hour FROM ts)::int) AS hours, "
        "min(ts) AS first_at, max(ts) AS last_at, min(ts) FILTER (WHERE payment_id IS NOT NULL) AS first_paid_at FROM raw "
        "WHERE customer IS NOT NULL GROUP BY 1, 2, 3, 4)", kRaw, kSums);
    QCOMPARE(differences(bench, presence, "SELECT agent_key, customer, day, protocol, " + measures
                         + ", hours, first_at, last_at, first_paid_at FROM rollup_customer_day"), 0);
    const std::string customers = fmt::format(
        "{}, expected AS (SELECT agent_key, customer, min(ts) AS first_at, max(ts) AS last_at, count(*) AS requests, "
        "count(*) FILTER (WHERE status >= 400 AND status <> 402) AS errors, count(*) FILTER (WHERE status = 402) AS required, "
        "count(payment_id) AS payments, coalesce(sum(usdc), 0) AS revenue, sum(response_us) AS response_us FROM raw "
        "WHERE customer IS NOT NULL GROUP BY 1, 2)", kRaw);
    QCOMPARE(differences(bench, customers, "SELECT agent_key, customer, first_at, last_at, requests, errors, required, payments, "
                                           "revenue, response_us FROM rollup_customer"), 0);
    const std::string tools = fmt::format(
        "{}, expected AS (SELECT agent_key, customer, tool, count(*) AS requests, count(*) FILTER (WHERE status >= 400 AND status <> 402) "
        "AS errors, count(payment_id) AS payments, coalesce(sum(usdc), 0) AS revenue, sum(response_us) AS response_us FROM raw "
        "WHERE customer IS NOT NULL AND tool IS NOT NULL GROUP BY 1, 2, 3)", kRaw);
    QCOMPARE(differences(bench, tools, "SELECT agent_key, customer, tool, requests, errors, payments, revenue, response_us "
                                       "FROM rollup_customer_tool"), 0);
}

/// Percentiles of each day's requests against PostgreSQL's own.
void comparePercentiles(IngestBench& bench)
{
    db::Transaction tx = bench.pool.begin();
    for (const db::Row row : tx.exec("SELECT ts::date, agent_key, percentile_disc(0.5) WITHIN GROUP (ORDER BY response_us), "
                                     "percentile_disc(0.95) WITHIN GROUP (ORDER BY response_us) FROM ingest_log GROUP BY 1, 2")) {
        const base::Time day(row.day(0));
        const rollup::Measures read = rollup::Reader(tx, bench.clock.now()).total({row.integer(1)}, {day, day + 24h});
        for (const auto& [p, column] : {std::pair(0.5, 2), {0.95, 3}}) {
            const double exact = row.number(column);
            QVERIFY(std::abs(double(read.latency.percentile(p)->count()) - exact) <= exact * 0.01 + 0.5);
        }
    }
}
} // namespace

class TestIngestRollups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aggregatesEqualRecomputationAfterRandomTraffic()
    {
        Random random(testSeed());
        IngestBench bench;
        ingest::Ingest other(bench.pool, bench.metrics, bench.clock, {}); // a second server
        other.start();
        std::atomic<bool> stopping = false;
        std::thread leader([&] {
            while (!stopping) {
                bench.folder.fold(200);
                std::this_thread::sleep_for(3ms);
            }
        });
        std::vector<std::future<contract::Outcome<contract::IngestResult>>> answers;
        std::int64_t accepted = 0, received = 0;
        const auto settle = [&] {
            for (auto& answer : answers) {
                const auto outcome = answer.get();
                QVERIFY2(bool(outcome), outcome ? "" : outcome.error().what());
                accepted += outcome->accepted;
                received += outcome->entries;
            }
            answers.clear();
        };
        for (int round = 0; round < 120; ++round) {
            auto promise = std::make_shared<std::promise<contract::Outcome<contract::IngestResult>>>();
            answers.push_back(promise->get_future());
            const bool first = random.below(2) == 0;
            const contract::Context context = random.below(3) ? bench.agent(bench.one, "one") : bench.agent(bench.two, "two");
            (first ? bench.ingest : other).submit(context, randomBatch(random, 900),
                                                  [promise](auto outcome) { promise->set_value(std::move(outcome)); });
            if (random.below(15) == 0)
                settle();
        }
        settle();
        stopping = true;
        leader.join();
        QCOMPARE(bench.count("SELECT count(*) FROM ingest_log"), accepted);
        QVERIFY(received > accepted); // repetitions were among them
        compareAll(bench);
        comparePercentiles(bench);
        other.stop();
    }

    void aggregatesEqualRecomputationAfterCrashes()
    {
        Random random(testSeed());
        IngestBench bench;
        bench.send(IngestBench::batchOf({bench.entry("first")}));
        std::atomic<bool> stopping = false;
        db::PoolOptions own = bench.database.options();
        own.applicationName = "leader";
        std::thread leader([&] {
            db::Pool pool(own);
            rollup::Folder folder(pool, bench.metrics, bench.clock);
            while (!stopping) {
                try {
                    folder.fold(100);
                } catch (const base::Error&) { // its connection is cut, too
                }
                std::this_thread::sleep_for(2ms);
            }
        });
        std::thread wrecker([&] { // at any moment, yet with pauses in which work gets done
            Random mine(5);
            while (!stopping) {
                std::this_thread::sleep_for(std::chrono::milliseconds(5 + mine.below(mine.below(2) ? 20 : 400)));
                bench.database.endConnections("bursar");
                bench.database.endConnections("leader");
            }
        });
        int failures = 0;
        for (int round = 0; round < 400; ++round) {
            const json::value batch = randomBatch(random, 500);
            while (!bench.trySend(batch)) // as an SDK does
                ++failures;
        }
        stopping = true;
        leader.join();
        wrecker.join();
        qInfo() << failures << "batches had to be sent again";
        compareAll(bench);
        comparePercentiles(bench);
    }

    void rebuildingEqualsRecomputationAfterRowsWereRemoved()
    {
        Random random(testSeed());
        IngestBench bench;
        for (int round = 0; round < 25; ++round) {
            const contract::Context context = round % 3 ? bench.agent(bench.one, "one") : bench.agent(bench.two, "two");
            bench.trySend(context, randomBatch(random, 100'000));
            if (random.below(4) == 0)
                bench.folder.fold(50);
        }
        const base::Day first = std::chrono::floor<std::chrono::days>(*base::parseTime("2026-06-12T00:00:00Z"));
        const base::Day last = first + std::chrono::days(1);
        bench.pool.transact([&](db::Transaction& tx) {
            tx.exec("WITH gone AS (DELETE FROM ingest_log WHERE agent_key = $1 AND ts >= $2 AND ts < $3 AND "
                    "get_byte(uuid_send(identity), 0) % 3 = 0 RETURNING identity) DELETE FROM ingest_payment p USING gone g "
                    "WHERE p.identity = g.identity AND p.agent_key = $1", {bench.one, first, last + std::chrono::days(1)});
        });
        std::atomic<bool> stopping = false;
        std::thread sender([&] { // life goes on meanwhile
            Random mine(99);
            while (!stopping)
                bench.send(randomBatch(mine, 100'000));
        });
        for (int i = 0; i < 3; ++i)
            bench.folder.rebuild(bench.one, first, last);
        stopping = true;
        sender.join();
        compareAll(bench);
        comparePercentiles(bench);
    }
};

QTEST_GUILESS_MAIN(TestIngestRollups)
#include "tst_ingest_rollups.moc"
