// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup/rollup.h"
#include "support/test_database.h"

#include <QtTest>

#include <fmt/format.h>

#include <cmath>
#include <random>
#include <set>

using namespace bursar;
using namespace bursar::rollup;
using namespace std::chrono_literals;
using std::chrono::sys_days;

namespace {
std::uint64_t testSeed()
{
    bool given = false;
    const std::uint64_t seed = qEnvironmentVariable("BURSAR_TEST_SEED").toULongLong(&given);
    return given ? seed : std::random_device()();
}

struct HandClock final : base::Clock {
    base::Time at = *base::parseTime("2026-06-15T12:34:56.789Z");
    base::Time now() const override { return at; }
};

/// Everything a test needs: a database, the folder, and the truth as a plain list.
struct Bench {
    test::TestDatabase database;
    db::Pool pool{database.options()};
    base::Metrics metrics;
    HandClock clock;
    Folder folder{pool, metrics, clock};
    std::vector<Entry> truth;

    void add(const std::vector<Entry>& entries)
    {
        DeltaBatch batch(clock.now());
        for (const Entry& entry : entries)
            batch.add(entry);
        pool.transact([&](db::Transaction& tx) { batch.write(tx); });
        truth.insert(truth.end(), entries.begin(), entries.end());
    }
    db::Transaction reading() { return pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead); }
};

bool isError(const Entry& entry)
{
    return entry.status >= 400 && entry.status != 402;
}

/// The figures of a list of entries, computed the plain way.
struct Truth {
    std::int64_t requests = 0, errors = 0, required = 0, timeouts = 0, payments = 0, micros = 0;
    base::Amount revenue;
    std::vector<std::int64_t> latencies;

    void add(const Entry& entry)
    {
        ++requests;
        errors += isError(entry);
        required += entry.status == 402;
        timeouts += entry.status == 408 || entry.status == 504 || entry.response > 30s;
        payments += entry.paid;
        if (entry.paid && entry.paymentAsset == "USDC")
            revenue += entry.paymentAmount;
        micros += entry.response.count();
        latencies.push_back(entry.response.count());
    }
    bool matches(const Measures& read) const
    {
        bool same = read.requests == requests && read.errors == errors && read.required == required
            && read.timeouts == timeouts && read.payments == payments && read.revenue == revenue
            && read.responseMicros == double(micros) && read.latency.count() == requests;
        if (requests > 0) {
            std::vector<std::int64_t> sorted = latencies;
            std::sort(sorted.begin(), sorted.end());
            const double exact = double(sorted[std::size_t(std::ceil(0.95 * double(sorted.size()))) - 1]);
            same = same && std::abs(*read.percentileMs(0.95) * 1000 - exact) <= 0.01 * exact + 0.51;
        }
        return same;
    }
};

std::optional<std::string> valueOf(const Entry& entry, Dimension dimension)
{
    const auto some = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    switch (dimension) {
    case Dimension::all: return "";
    case Dimension::tool: return some(entry.tool);
    case Dimension::protocol:
        return std::string(sourceWord(entry.source)) + "/" + std::string(protocolWord(entry.protocol));
    case Dimension::status: return std::to_string(entry.status);
    case Dimension::country: return entry.country;
    case Dimension::version: return entry.version;
    case Dimension::customer: return some(entry.customer);
    case Dimension::error:
        return !isError(entry) ? std::nullopt
                               : some(entry.error.empty() ? "HTTP_" + std::to_string(entry.status) : entry.error);
    case Dimension::key: return entry.keyId;
    case Dimension::mcpTool: return entry.protocol == Protocol::mcp ? some(entry.tool) : std::nullopt;
    case Dimension::a2aEndpoint:
        return entry.protocol == Protocol::a2a
            ? std::optional(entry.method + " " + entry.path.substr(0, entry.path.find('?'))) : std::nullopt;
    case Dimension::payment:
        return entry.paid ? std::optional(entry.paymentState + "/" + entry.paymentAsset) : std::nullopt;
    }
    return std::nullopt;
}

constexpr std::array kDimensions{Dimension::all, Dimension::tool, Dimension::protocol, Dimension::status,
                                 Dimension::country, Dimension::version, Dimension::customer, Dimension::error,
                                 Dimension::key, Dimension::mcpTool, Dimension::a2aEndpoint, Dimension::payment};

class Random {
public:
    explicit Random(std::uint64_t seed) : m_engine(seed) {}
    std::uint64_t below(std::uint64_t limit) { return m_engine() % limit; }
    template <class T> T pick(std::initializer_list<T> values) { return *(values.begin() + below(values.size())); }

private:
    std::mt19937_64 m_engine;
};

Entry randomEntry(Random& random, base::Time now)
{
    Entry entry;
    entry.agentKey = 1 + std::int64_t(random.below(3));
    const std::uint64_t reach = random.pick<std::uint64_t>({600, 86'400, 4 * 86'400, 40 * 86'400});
    entry.at = now - std::chrono::microseconds(random.below(reach * 1'000'000));
    entry.status = random.pick({200, 200, 200, 201, 304, 402, 404, 408, 500, 504});
    entry.response = std::chrono::microseconds(random.pick<std::int64_t>({0, 1, 40'000'000})
                                               + std::int64_t(random.below(2'000'000)));
    entry.protocol = Protocol(random.below(3));
    entry.source = Source(random.below(4));
    entry.method = random.pick<const char*>({"GET", "POST"});
    entry.path = random.pick<const char*>({"/a", "/b?x=1", "/c/d"});
    entry.tool = random.pick<const char*>({"", "search", "fetch", "rank"});
    entry.customer = random.below(12) == 0 ? "" : "customer-" + std::to_string(random.below(25));
    entry.country = random.pick<const char*>({"", "KR", "DE"});
    entry.version = random.pick<const char*>({"", "1.0", "1.1"});
    entry.error = isError(entry) && random.below(2) ? "TimeoutError" : "";
    entry.keyId = random.pick<const char*>({"", "11111111-1111-7111-8111-111111111111"});
    entry.knownBy = int(random.below(4));
    if (random.below(4) == 0) {
        entry.paid = true;
        entry.paymentState = random.pick<const char*>({"unverified", "simulated"});
        entry.paymentAsset = random.pick<const char*>({"USDC", "ETH"});
        entry.paymentAmount = base::Amount(1 + random.below(5'000'000));
    }
    return entry;
}

Span randomSpan(Random& random, base::Time now)
{
    const auto back = [&] {
        const std::uint64_t reach = random.pick<std::uint64_t>({3600, 86'400, 5 * 86'400, 50 * 86'400});
        const base::Time at = now - std::chrono::seconds(random.below(reach));
        return random.below(3) == 0 ? base::Time(std::chrono::floor<std::chrono::days>(at)) : at;
    };
    base::Time a = back(), b = random.below(2) ? now + 1s : back();
    return a <= b ? Span{a, b} : Span{b, a};
}

bool inScope(const Entry& entry, const AgentScope& agents, const Span& span)
{
    return (agents.empty() || std::find(agents.begin(), agents.end(), entry.agentKey) != agents.end())
        && entry.at >= span.from && entry.at < span.to;
}

base::Time bucketOf(base::Time at, std::chrono::seconds width)
{
    const auto micros = std::chrono::duration_cast<base::Duration>(width).count();
    return base::Time(base::Duration(at.time_since_epoch().count() / micros * micros));
}
} // namespace

class TestRollup : public QObject {
    Q_OBJECT

private:
    static void compareScope(Bench& bench, Random& random, const AgentScope& agents, Span asked)
    {
        db::Transaction tx = bench.reading();
        Reader reader(tx, bench.clock.now());
        const Resolved resolved = resolve(asked, bench.clock.now());
        const Span span = resolved.span;
        QVERIFY(span.from <= asked.from && span.to >= asked.to);

        for (const Dimension dimension : kDimensions) {
            std::map<std::string, Truth> expected;
            for (const Entry& entry : bench.truth) {
                if (const auto value = valueOf(entry, dimension); value && inScope(entry, agents, span))
                    expected[*value].add(entry);
            }
            const std::vector<ValueRow> rows = reader.breakdown(agents, asked, dimension);
            QCOMPARE(rows.size(), expected.size());
            for (const ValueRow& row : rows) {
                if (!expected[row.value].matches(row.measures))
                    qWarning() << int(dimension) << row.value.c_str() << row.measures.requests
                               << expected[row.value].requests;
                QVERIFY(expected[row.value].matches(row.measures));
            }
        }
        compareSeries(bench, reader, agents, asked, random.pick({60s, 300s, 3600s, 86'400s, 7 * 86'400s}));
        compareCustomers(bench, reader, agents, asked);
    }

    static void compareSeries(Bench& bench, Reader& reader, const AgentScope& agents, Span asked,
                              std::chrono::seconds width)
    {
        const Span span = resolve(asked, bench.clock.now()).span;
        const bool minutes = asked.from >= bucketOf(bench.clock.now(), 3600s) - kMinuteKept;
        const std::chrono::seconds finest = minutes ? 60s : 3600s;
        std::map<base::Time, Truth> expected;
        std::map<base::Time, std::set<std::string>> customers;
        Truth total;
        for (const Entry& entry : bench.truth) {
            if (!inScope(entry, agents, span))
                continue;
            total.add(entry);
            const base::Time bucket = bucketOf(bucketOf(entry.at, finest), width);
            expected[bucket].add(entry);
            if (!entry.customer.empty())
                customers[bucket].insert(entry.customer);
        }
        QVERIFY(total.matches(reader.total(agents, asked)));
        const std::vector<SeriesRow> series = reader.series(agents, asked, width);
        QCOMPARE(series.size(), expected.size());
        for (const SeriesRow& row : series)
            QVERIFY(expected[row.bucket].matches(row.measures));
        const auto seen = reader.customerSeries(agents, asked, width);
        QCOMPARE(seen.size(), customers.size());
        for (const auto& [bucket, count] : seen)
            QCOMPARE(count, std::int64_t(customers[bucket].size()));

        const auto weight = [](const Measures& measures) { return double(measures.requests); };
        Measures sum;
        const std::vector<ValueSeries> parts = reader.valueSeries(agents, asked, width, Dimension::status, 3, weight);
        QVERIFY(parts.size() <= 4);
        for (const ValueSeries& part : parts)
            sum.merge(part.total);
        QVERIFY(total.matches(sum));
        sum = {};
        for (const ValueSeries& part : reader.agentSeries(agents, asked, width, 1, weight))
            sum.merge(part.total);
        QVERIFY(total.matches(sum));
    }

    static void compareCustomers(Bench& bench, Reader& reader, const AgentScope& agents, Span asked)
    {
        const Span span = resolve(asked, bench.clock.now()).span;
        std::map<std::string, base::Time> first;
        std::set<std::string> seen;
        for (const Entry& entry : bench.truth) {
            if (entry.customer.empty() || !inScope(entry, agents, {base::Time(0us), base::Time::max()}))
                continue;
            first[entry.customer] = std::min(first.try_emplace(entry.customer, entry.at).first->second, entry.at);
            if (inScope(entry, agents, span))
                seen.insert(entry.customer);
        }
        const auto fresh = std::count_if(first.begin(), first.end(), [&](const auto& item) {
            return item.second >= span.from && item.second < span.to;
        });
        QCOMPARE(reader.distinctCustomers(agents, asked), std::int64_t(seen.size()));
        QCOMPARE(reader.newCustomers(agents, asked), std::int64_t(fresh));
    }

private Q_SLOTS:
    void everyFigureEqualsARecomputation()
    {
        const std::uint64_t seed = testSeed();
        qInfo() << "BURSAR_TEST_SEED" << seed;
        Random random(seed);
        Bench bench;
        for (int round = 0; round < 12; ++round) {
            std::vector<Entry> entries(random.below(150));
            for (Entry& entry : entries)
                entry = randomEntry(random, bench.clock.now());
            bench.add(entries);
            for (std::uint64_t folds = random.below(3); folds > 0; --folds)
                bench.folder.fold(1 + random.below(400));
            if (round == 8)
                bench.folder.trim();
            bench.clock.at += std::chrono::seconds(random.below(2 * 3600));
            const AgentScope agents = random.pick<AgentScope>({{}, {1}, {1, 3}, {2}});
            for (int i = 0; i < 3; ++i) {
                compareScope(bench, random, agents, randomSpan(random, bench.clock.now()));
                if (QTest::currentTestFailed())
                    return;
            }
        }
        bench.folder.foldAll();
        compareScope(bench, random, {}, {bench.clock.now() - 24h * 60, bench.clock.now() + 1s});
    }

    void relationsAreTheSameBeforeAndAfterFolding()
    {
        Random random(7);
        Bench bench;
        std::vector<Entry> entries(400);
        for (Entry& entry : entries)
            entry = randomEntry(random, bench.clock.now());
        for (Entry& entry : entries)
            entry.country = "KR"; // which one of several is newest, folding may see differently
        bench.add({entries.begin(), entries.begin() + 200});
        bench.folder.fold(30);
        bench.add({entries.begin() + 200, entries.end()});
        const auto snapshot = [&bench] {
            std::vector<std::string> rows;
            db::Transaction tx = bench.reading();
            for (const std::string_view relation : {customerRelation(), customerDayRelation(), customerToolRelation()}) {
                for (const db::Row row : tx.exec(fmt::format("SELECT c::text FROM ({}) c ORDER BY 1", relation)))
                    rows.push_back(row.string(0));
            }
            return rows;
        };
        const std::vector<std::string> before = snapshot();
        bench.folder.foldAll();
        const std::vector<std::string> after = snapshot();
        QVERIFY(before.size() > 100);
        QCOMPARE(after.size(), before.size());
        for (std::size_t i = 0; i < before.size(); ++i)
            QCOMPARE(QByteArray::fromStdString(after[i]), QByteArray::fromStdString(before[i]));
    }

    void valuesBeyondTheLimitOfADayAreCountedAsOther()
    {
        Bench bench;
        std::vector<Entry> entries;
        for (std::size_t i = 0; i < kA2aEndpointsPerDayMax + 50; ++i) {
            Entry entry{.agentKey = 1, .at = bench.clock.now(), .status = 200, .protocol = Protocol::a2a,
                        .method = "POST", .path = fmt::format("/{:05}", i)};
            entries.push_back(entry);
        }
        bench.add({entries.begin(), entries.begin() + 120});
        bench.folder.foldAll();
        bench.add({entries.begin() + 120, entries.end()});
        bench.add({entries.begin() + 249, entries.end()});
        bench.folder.foldAll();
        db::Transaction tx = bench.reading();
        Reader reader(tx, bench.clock.now());
        for (const auto back : {24h, 24h * 40}) {
            const auto rows = reader.breakdown({1}, {bench.clock.now() - back, bench.clock.now() + 1s},
                                               Dimension::a2aEndpoint);
            QCOMPARE(rows.size(), kA2aEndpointsPerDayMax + 1);
            std::int64_t requests = 0, other = 0;
            for (const ValueRow& row : rows) {
                requests += row.measures.requests;
                other += row.value == kOtherValue ? row.measures.requests : 0;
            }
            QCOMPARE(requests, std::int64_t(entries.size() + 1));
            QCOMPARE(other, 51);
        }
    }

    void oldRequestsSkipTheMinutesAndTrimDropsOldOnes()
    {
        Bench bench;
        Entry recent{.agentKey = 1, .at = bench.clock.now() - 1h, .status = 200};
        Entry old = recent;
        old.at = bench.clock.now() - 24h * 10;
        bench.add({recent, old});
        bench.folder.foldAll();
        const auto minutes = [&bench] {
            db::Transaction tx = bench.reading();
            return tx.one("SELECT count(DISTINCT bucket) FROM rollup_minute", {}).integer(0);
        };
        QCOMPARE(minutes(), 1);
        bench.clock.at += 24h * 4;
        bench.folder.trim();
        QCOMPARE(minutes(), 0);
        db::Transaction tx = bench.reading();
        QCOMPARE(Reader(tx, bench.clock.now()).total({}, {bench.clock.now() - 24h * 30, bench.clock.now()}).requests, 2);
    }

    void resolveKeepsEdgesThatAreKept()
    {
        const base::Time now = *base::parseTime("2026-06-15T12:34:56Z");
        const auto edge = [&](const char* from, const char* to) {
            return resolve({*base::parseTime(from), *base::parseTime(to)}, now);
        };
        QCOMPARE(edge("2026-06-15T11:34:30Z", "2026-06-15T12:34:56Z").edge, 60s);
        QCOMPARE(base::formatTime(edge("2026-06-15T11:34:30Z", "2026-06-15T12:34:56Z").span.from),
                 std::string("2026-06-15T11:34:00Z"));
        QCOMPARE(edge("2026-06-14T11:00:00Z", "2026-06-15T12:00:00Z").edge, 3600s);
        QCOMPARE(edge("2026-06-01T00:00:00Z", "2026-06-15T00:00:00Z").edge, 86400s);
        QCOMPARE(edge("2026-06-01T07:31:00Z", "2026-06-15T12:34:56Z").edge, 3600s);
        QCOMPARE(base::formatTime(edge("2026-06-01T07:31:00Z", "2026-06-15T12:34:56Z").span.to),
                 std::string("2026-06-15T13:00:00Z"));
        const Resolved empty = edge("2026-06-15T12:00:00Z", "2026-06-15T11:00:00Z");
        QCOMPARE(empty.span.from, empty.span.to);
    }

    void foldingSurvivesConcurrentWriters()
    {
        Bench bench;
        constexpr int kWriters = 3, kBatches = 40, kEach = 20;
        std::vector<std::thread> writers;
        for (int w = 0; w < kWriters; ++w) {
            writers.emplace_back([&bench, w] {
                for (int b = 0; b < kBatches; ++b) {
                    DeltaBatch batch(bench.clock.now());
                    for (int i = 0; i < kEach; ++i)
                        batch.add({.agentKey = 1 + w % 2, .at = bench.clock.now() - std::chrono::minutes(i),
                                   .status = 200, .tool = "t", .customer = "c" + std::to_string(i)});
                    bench.pool.transact([&](db::Transaction& tx) { batch.write(tx); });
                }
            });
        }
        const std::int64_t all = std::int64_t(kWriters) * kBatches * kEach;
        std::int64_t last = 0;
        const Span span{bench.clock.now() - 24h, bench.clock.now() + 1s};
        while (last < all) {
            bench.folder.fold(500);
            db::Transaction tx = bench.reading();
            const std::int64_t now = Reader(tx, bench.clock.now()).total({}, span).requests;
            QVERIFY2(now >= last && now <= all, "a reader saw a request twice or lost one");
            last = now;
        }
        for (std::thread& writer : writers)
            writer.join();
        bench.folder.foldAll();
        db::Transaction tx = bench.reading();
        QCOMPARE(Reader(tx, bench.clock.now()).total({}, span).requests, all);
        QVERIFY(!oldestDelta(tx));
    }
};

QTEST_APPLESS_MAIN(TestRollup)
#include "tst_rollup.moc"
