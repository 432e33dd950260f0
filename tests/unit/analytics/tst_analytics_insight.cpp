// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics_bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <random>
#include <set>

using namespace bursar;
using namespace bursar::test;
using contract::Dimension;
using contract::Measure;
using rollup::Entry;
using rollup::Protocol;
using rollup::Source;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

bool isError(const Entry& entry)
{
    return entry.status >= 400 && entry.status != 402;
}

bool inside(const Entry& entry, base::Time from, base::Time to)
{
    return entry.at >= from && entry.at < to;
}

/// The measures of raw requests, worked out without any aggregate.
struct Raw {
    std::int64_t requests = 0, errors = 0, required = 0, timeouts = 0, payments = 0;
    base::Amount revenue;
    double ms = 0;
    std::vector<double> latencies;
    std::set<std::string> customers;

    void add(const Entry& entry)
    {
        ++requests;
        errors += isError(entry);
        required += entry.status == 402;
        timeouts += entry.status == 408 || entry.status == 504 || entry.response > seconds(30);
        payments += entry.paid;
        if (entry.paid)
            revenue += entry.paymentAmount;
        latencies.push_back(double(entry.response.count()) / 1000);
        ms += latencies.back();
        customers.insert(entry.customer);
    }
    double percentile(double p) const
    {
        std::vector<double> sorted = latencies;
        std::sort(sorted.begin(), sorted.end());
        return sorted[std::size_t(std::max(0.0, std::ceil(p * double(sorted.size())) - 1))];
    }
};

Raw recompute(const std::vector<Entry>& entries, const std::function<bool(const Entry&)>& keep)
{
    Raw raw;
    for (const Entry& entry : entries) {
        if (keep(entry))
            raw.add(entry);
    }
    return raw;
}

std::string valueOf(const Entry& entry, Dimension dimension, const std::map<std::int64_t, std::string>& agents)
{
    switch (dimension) {
    case Dimension::agent: return agents.at(entry.agentKey);
    case Dimension::tool: return entry.tool;
    case Dimension::customer: return entry.customer;
    case Dimension::version: return entry.version;
    case Dimension::country: return entry.country;
    case Dimension::status: return std::to_string(entry.status);
    case Dimension::protocol: return std::string(rollup::protocolWord(entry.protocol));
    case Dimension::source: return std::string(rollup::sourceWord(entry.source));
    case Dimension::error: return isError(entry) ? (entry.error.empty() ? fmt::format("HTTP_{}", entry.status) : entry.error) : "";
    case Dimension::key: return entry.keyId;
    }
    return {};
}

constexpr std::array kAllDimensions{Dimension::agent,   Dimension::tool,   Dimension::customer, Dimension::version,
                                    Dimension::country, Dimension::status, Dimension::protocol, Dimension::source,
                                    Dimension::error,   Dimension::key};

unsigned seed()
{
    const char* given = std::getenv("BURSAR_TEST_SEED");
    return given ? unsigned(std::strtoul(given, nullptr, 10)) : std::random_device{}();
}

/// Three weeks of anything, for two agents; half of it folded.
std::map<std::int64_t, std::string> fillAnything(AnalyticsBench& bench, std::mt19937& random)
{
    const auto one = bench.agent("one");
    const auto two = bench.agent("two");
    const auto any = [&](int count) { return int(random() % unsigned(count)); };
    static constexpr std::array kStatuses{200, 200, 200, 200, 201, 301, 402, 402, 404, 408, 500, 503, 504};
    for (int round = 0; round < 2; ++round) {
        std::vector<Request> requests;
        for (int i = 0; i < 700; ++i) {
            const int status = kStatuses[random() % kStatuses.size()];
            requests.push_back({
                .agent = any(3) ? one : two,
                .at = kNow - seconds(any(3) ? any(21 * 86400) : any(7200)),
                .customer = fmt::format("c{}", any(40)),
                .status = status,
                .ms = std::exp(double(any(1000)) / 120) * 2,
                .tool = fmt::format("t{}", any(9)),
                .paid = status == 200 && any(2) ? fmt::format("0.{:06}", 1 + any(999'999)) : "",
                .protocol = Protocol(any(3)),
                .source = Source(any(3)),
                .country = any(5) ? fmt::format("{}{}", char('A' + any(3)), 'K') : "",
                .version = fmt::format("1.{}", any(4)),
                .keyId = any(2) ? fmt::format("00000000-0000-4000-8000-00000000000{}", any(3)) : "",
                .error = any(2) ? "Broken" : "",
            });
        }
        bench.add(requests);
        if (round == 0)
            bench.fold();
    }
    return {{one, "one"}, {two, "two"}};
}

#define NEAR(a, b) QVERIFY2(near(a, b, 1e-9), qPrintable(QStringLiteral("%1 is not %2").arg(a, 0, 'g', 12).arg(b, 0, 'g', 12)))

} // namespace

class TestAnalyticsInsight : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void overviewEqualsRecomputation_data();
    void overviewEqualsRecomputation();
    void overviewWidensToWholeBuckets();
    void overviewOfNothing();
    void seriesAddUpToTheTotal_data();
    void seriesAddUpToTheTotal();
    void seriesFoldsTheRestIntoOther();
    void breakdownEqualsRecomputation();
    void breakdownOrdersAndCounts();
    void compareFindsTheBadDeploy();
    void compareEqualsRecomputation();
    void compareContributionsAddUpToTheRate();
    void compareCountsCustomersThatCameAndWent();
    void latencyMapCountsEveryRequestOnce();
    void latencyMapOfOneTool();
    void refusesHostileInput();
    void keepsToTheScope();
};

void TestAnalyticsInsight::overviewEqualsRecomputation_data()
{
    QTest::addColumn<int>("minutesBack");
    QTest::newRow("15 minutes") << 15;
    QTest::newRow("1 hour") << 60;
    QTest::newRow("24 hours") << 24 * 60;
    QTest::newRow("50 hours") << 50 * 60;
    QTest::newRow("7 days") << 7 * 24 * 60;
    QTest::newRow("11 days and a bit") << 11 * 24 * 60 + 17;
}

void TestAnalyticsInsight::overviewEqualsRecomputation()
{
    QFETCH(int, minutesBack);
    const unsigned used = seed();
    qInfo("seed %u", used);
    std::mt19937 random(used);
    AnalyticsBench bench;
    fillAnything(bench, random);
    const contract::Overview got = bench.analytics.overview({{}, kNow - minutes(minutesBack), kNow + seconds(1)});
    QVERIFY(got.from <= kNow - minutes(minutesBack) && got.to > kNow);
    QVERIFY(got.previous_to == got.from && got.to - got.from == got.previous_to - got.previous_from);
    const auto check = [&](const contract::Totals& totals, base::Time from, base::Time to) {
        const Raw raw = recompute(bench.raw, [&](const Entry& e) { return inside(e, from, to); });
        QCOMPARE(totals.requests, raw.requests);
        QCOMPARE(totals.errors, raw.errors);
        QCOMPARE(totals.required, raw.required);
        QCOMPARE(totals.timeouts, raw.timeouts);
        QCOMPARE(totals.payments, raw.payments);
        QCOMPARE(totals.revenue_atomic.atomic(), raw.revenue.atomic());
        QCOMPARE(totals.customers, std::int64_t(raw.customers.size()));
        const Raw before = recompute(bench.raw, [&](const Entry& e) { return e.at < from; });
        const auto fresh = std::count_if(raw.customers.begin(), raw.customers.end(),
                                         [&](const std::string& c) { return !before.customers.contains(c); });
        QCOMPARE(totals.new_customers, std::int64_t(fresh));
        if (raw.requests == 0)
            return;
        NEAR(*totals.avg_response_ms, raw.ms / double(raw.requests));
        QVERIFY(near(*totals.p50_response_ms, raw.percentile(0.5), 0.011));
        QVERIFY(near(*totals.p95_response_ms, raw.percentile(0.95), 0.011));
        QVERIFY(near(*totals.p99_response_ms, raw.percentile(0.99), 0.011));
    };
    check(got.current, got.from, got.to);
    check(got.previous, got.previous_from, got.previous_to);
    std::int64_t sum = 0;
    for (const contract::SeriesPoint& point : got.series) {
        sum += point.requests;
        const Raw raw = recompute(bench.raw, [&](const Entry& e) {
            return inside(e, std::max(point.at, got.from),
                          std::min<base::Time>(point.at + seconds(got.bucket_seconds), got.to));
        });
        QCOMPARE(point.requests, raw.requests);
        QCOMPARE(point.revenue_atomic.atomic(), raw.revenue.atomic());
    }
    QCOMPARE(sum, got.current.requests);
    QVERIFY(got.series.size() <= 122);
    std::int64_t visits = 0;
    for (const contract::CustomerPoint& point : got.customer_series) {
        visits += point.customers;
        const Raw raw = recompute(bench.raw, [&](const Entry& e) {
            return inside(e, std::max(point.at, got.from),
                          std::min<base::Time>(point.at + seconds(got.customer_bucket_seconds), got.to));
        });
        QCOMPARE(point.customers, std::int64_t(raw.customers.size()));
    }
    QVERIFY(visits >= got.current.customers);
}

void TestAnalyticsInsight::overviewWidensToWholeBuckets()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = at("2026-07-15T12:00:00Z")}, {.agent = agent, .at = at("2026-07-15T12:09:59Z")},
               {.agent = agent, .at = at("2026-07-15T11:59:59Z")}});
    const auto got = bench.analytics.overview({"seller", at("2026-07-15T12:00:30Z"), at("2026-07-15T12:09:01Z")});
    QCOMPARE(got.from, at("2026-07-15T12:00:00Z"));
    QCOMPARE(got.to, at("2026-07-15T12:10:00Z"));
    QCOMPARE(got.current.requests, std::int64_t(2));
    QCOMPARE(got.previous.requests, std::int64_t(1));
    QCOMPARE(got.bucket_seconds, std::int64_t(60));
}

void TestAnalyticsInsight::overviewOfNothing()
{
    AnalyticsBench bench;
    const contract::Overview got = bench.analytics.overview({{}, kNow - days(30), kNow});
    QCOMPARE(got.current.requests, std::int64_t(0));
    QVERIFY(!got.current.p95_response_ms.has_value());
    QVERIFY(got.series.empty() && got.markers.empty() && got.gaps.empty());
    QVERIFY(!got.simulated);
    QCOMPARE(got.read_at, kNow);
}

void TestAnalyticsInsight::seriesAddUpToTheTotal_data()
{
    QTest::addColumn<int>("dimension");
    for (const Dimension dimension : kAllDimensions)
        QTest::addRow("dimension %d", int(dimension)) << int(dimension);
}

void TestAnalyticsInsight::seriesAddUpToTheTotal()
{
    QFETCH(int, dimension);
    const unsigned used = seed();
    qInfo("seed %u", used);
    std::mt19937 random(used);
    AnalyticsBench bench;
    const auto agents = fillAnything(bench, random);
    contract::GetSeries::Input input;
    input.from = kNow - days(5);
    input.to = kNow + seconds(1);
    input.dimension = Dimension(dimension);
    input.top = 3;
    const contract::Series got = bench.analytics.series(input);
    QVERIFY(got.lines.size() <= 4);
    std::map<std::string, std::int64_t> shown;
    std::int64_t all = 0;
    for (const contract::SeriesLine& line : got.lines) {
        shown[line.value] = line.total.requests;
        all += line.total.requests;
        std::int64_t points = 0;
        for (const contract::SeriesPoint& point : line.points)
            points += point.requests;
        QCOMPARE(points, line.total.requests);
    }
    const auto counts = [&](const Entry& e) {
        return inside(e, got.from, got.to) && (input.dimension != Dimension::error || isError(e));
    };
    QCOMPARE(all, recompute(bench.raw, counts).requests);
    for (const auto& [value, requests] : shown) {
        if (value == "other")
            continue;
        const Raw raw = recompute(bench.raw, [&, name = value](const Entry& e) {
            return counts(e) && valueOf(e, input.dimension, agents) == name;
        });
        QCOMPARE(requests, raw.requests);
    }
}

void TestAnalyticsInsight::seriesFoldsTheRestIntoOther()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    std::vector<Request> requests;
    for (int tool = 1; tool <= 5; ++tool) {
        for (int i = 0; i < tool; ++i)
            requests.push_back({.agent = agent, .at = kNow - minutes(i), .tool = fmt::format("t{}", tool),
                                .paid = tool == 1 ? "100" : "0.01"});
    }
    bench.add(requests);
    contract::GetSeries::Input input;
    input.agent_id = "seller";
    input.from = kNow - hours(1);
    input.to = kNow + minutes(1);
    input.top = 2;
    const auto byRequests = bench.analytics.series(input).lines;
    QCOMPARE(byRequests.size(), std::size_t(3));
    QCOMPARE(byRequests[0].value, std::string("t5"));
    QCOMPARE(byRequests[1].value, std::string("t4"));
    QCOMPARE(byRequests[2].value, std::string("other"));
    QCOMPARE(byRequests[2].total.requests, std::int64_t(6));
    input.order = Measure::revenue;
    QCOMPARE(bench.analytics.series(input).lines[0].value, std::string("t1"));
    input.dimension = Dimension::source;
    input.top = 1;
    bench.add({.agent = agent, .at = kNow, .source = Source::gateway});
    const auto sources = bench.analytics.series(input).lines;
    QCOMPARE(sources.size(), std::size_t(2));
    QCOMPARE(sources[0].value, std::string("sdk"));
    QCOMPARE(sources[1].value, std::string("other"));
}

void TestAnalyticsInsight::breakdownEqualsRecomputation()
{
    const unsigned used = seed();
    qInfo("seed %u", used);
    std::mt19937 random(used);
    AnalyticsBench bench;
    const auto agents = fillAnything(bench, random);
    for (const Dimension dimension : kAllDimensions) {
        contract::GetBreakdown::Input input;
        input.from = kNow - days(9) - minutes(13);
        input.to = kNow + seconds(1);
        input.dimension = dimension;
        input.limit = 1000;
        const contract::BreakdownRows got = bench.analytics.breakdown(input);
        std::set<std::string> expected;
        for (const Entry& entry : bench.raw) {
            if (inside(entry, got.from, got.to) && (dimension != Dimension::error || isError(entry)))
                expected.insert(valueOf(entry, dimension, agents));
        }
        QCOMPARE(got.rows.size(), expected.size());
        QCOMPARE(got.total, std::int64_t(expected.size()));
        for (const contract::Breakdown& row : got.rows) {
            const Raw raw = recompute(bench.raw, [&](const Entry& e) {
                return inside(e, got.from, got.to) && (dimension != Dimension::error || isError(e))
                       && valueOf(e, dimension, agents) == row.value;
            });
            QCOMPARE(row.requests, raw.requests);
            QCOMPARE(row.errors, raw.errors);
            QCOMPARE(row.required, raw.required);
            QCOMPARE(row.payments, raw.payments);
            QCOMPARE(row.revenue_atomic.atomic(), raw.revenue.atomic());
            NEAR(*row.avg_response_ms, raw.ms / double(raw.requests));
            QVERIFY(near(*row.p95_response_ms, raw.percentile(0.95), 0.011));
        }
    }
}

void TestAnalyticsInsight::breakdownOrdersAndCounts()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = kNow, .tool = "b"}, {.agent = agent, .at = kNow, .tool = "a"},
               {.agent = agent, .at = kNow, .status = 500, .ms = 900, .tool = "c"},
               {.agent = agent, .at = kNow, .tool = "c", .paid = "3"}});
    contract::GetBreakdown::Input input;
    input.agent_id = "seller";
    input.from = kNow - hours(1);
    input.to = kNow + minutes(1);
    input.limit = 2;
    const auto top = [&](std::optional<Measure> order) {
        input.order = order;
        std::vector<std::string> out;
        for (const auto& row : bench.analytics.breakdown(input).rows)
            out.push_back(row.value);
        return out;
    };
    QCOMPARE(top({}), (std::vector<std::string>{"c", "a"})); // equal ones by name
    QCOMPARE(top(Measure::revenue), (std::vector<std::string>{"c", "a"}));
    QCOMPARE(top(Measure::p95), (std::vector<std::string>{"c", "a"}));
    QCOMPARE(bench.analytics.breakdown(input).total, std::int64_t(3)); // values there are, not rows shown
}

void TestAnalyticsInsight::compareFindsTheBadDeploy()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    std::vector<Request> requests;
    for (int i = 0; i < 60; ++i) {
        const auto pay = [&](int minutesAgo, const char* tool, const char* version, bool fails) {
            requests.push_back({.agent = agent, .at = kNow - minutes(minutesAgo) - seconds(i % 60),
                                .customer = fmt::format("c{}", i % 7), .status = fails ? 500 : 200, .tool = tool,
                                .paid = fails ? "" : "0.5", .version = version, .error = fails ? "ParserError" : ""});
        };
        pay(90, "search", "1.0", false);
        pay(80, "translate", "1.0", false);
        pay(30, "search", "1.1", i % 2 == 0);
        pay(20, "translate", "1.1", false);
    }
    bench.add(requests);
    contract::CompareSpans::Input input;
    input.agent_id = "seller";
    input.before_from = kNow - hours(2);
    input.before_to = kNow - hours(1);
    input.after_from = kNow - hours(1);
    input.after_to = kNow;
    const contract::Comparison revenue = bench.analytics.compare(input);
    QVERIFY(revenue.measure == Measure::revenue);
    QCOMPARE(revenue.before, 60.0);
    QCOMPARE(revenue.after, 45.0);
    const auto row = [](const contract::Comparison& c, Dimension dimension, const char* value) {
        for (const contract::MovedRow& r : c.rows) {
            if (r.dimension == dimension && r.value == value)
                return r;
        }
        return contract::MovedRow{dimension, "missing", -1, -1, -1};
    };
    QCOMPARE(revenue.rows[0].value, std::string("1.0")); // the versions changed places
    QCOMPARE(row(revenue, Dimension::version, "1.1").after, 45.0);
    QCOMPARE(row(revenue, Dimension::tool, "search").change, -15.0);
    QCOMPARE(row(revenue, Dimension::tool, "translate").value, std::string("missing")); // did not move
    // One country, one source, one agent: as much as the whole, so they explain nothing.
    for (const contract::MovedRow& moved : revenue.rows)
        QVERIFY(moved.dimension != Dimension::country && moved.dimension != Dimension::source
                && moved.dimension != Dimension::agent && moved.dimension != Dimension::status);
    for (std::size_t i = 1; i < revenue.rows.size(); ++i)
        QVERIFY(std::abs(revenue.rows[i - 1].change) >= std::abs(revenue.rows[i].change));
    input.measure = Measure::error_rate;
    const contract::Comparison errors = bench.analytics.compare(input);
    QCOMPARE(errors.after, 0.25);
    QCOMPARE(row(errors, Dimension::tool, "search").after, 0.5);   // its own rate
    QCOMPARE(row(errors, Dimension::tool, "search").change, 0.25); // what it did to the whole
    input.measure = Measure::errors;
    QCOMPARE(row(bench.analytics.compare(input), Dimension::version, "1.1").change, 30.0);
}

void TestAnalyticsInsight::compareEqualsRecomputation()
{
    const unsigned used = seed();
    qInfo("seed %u", used);
    std::mt19937 random(used);
    AnalyticsBench bench;
    const auto agents = fillAnything(bench, random);
    contract::CompareSpans::Input input;
    input.before_from = kNow - days(12);
    input.before_to = kNow - days(6);
    input.after_from = kNow - days(6);
    input.after_to = kNow;
    input.limit = 200;
    for (const Measure measure : {Measure::requests, Measure::errors, Measure::revenue}) {
        input.measure = measure;
        const contract::Comparison got = bench.analytics.compare(input);
        const auto value = [&](const std::function<bool(const Entry&)>& keep) {
            const Raw raw = recompute(bench.raw, keep);
            return measure == Measure::requests ? double(raw.requests)
                   : measure == Measure::errors ? double(raw.errors)
                                                : raw.revenue.approximate(6);
        };
        NEAR(got.before, value([&](const Entry& e) { return inside(e, got.before_from, got.before_to); }));
        NEAR(got.after, value([&](const Entry& e) { return inside(e, got.after_from, got.after_to); }));
        QVERIFY(!got.rows.empty());
        for (const contract::MovedRow& row : got.rows) {
            const auto of = [&](base::Time from, base::Time to) {
                return value([&](const Entry& e) {
                    return inside(e, from, to) && valueOf(e, row.dimension, agents) == row.value;
                });
            };
            NEAR(row.before, of(got.before_from, got.before_to));
            NEAR(row.after, of(got.after_from, got.after_to));
            NEAR(row.change, row.after - row.before);
        }
    }
}

void TestAnalyticsInsight::compareContributionsAddUpToTheRate()
{
    std::mt19937 random(11);
    AnalyticsBench bench;
    fillAnything(bench, random);
    contract::CompareSpans::Input input;
    input.measure = Measure::error_rate;
    input.before_from = kNow - days(12);
    input.before_to = kNow - days(6);
    input.after_from = kNow - days(6);
    input.after_to = kNow;
    input.limit = 200;
    const contract::Comparison got = bench.analytics.compare(input);
    std::map<Dimension, double> sums;
    for (const contract::MovedRow& row : got.rows)
        sums[row.dimension] += row.change;
    for (const Dimension dimension : {Dimension::tool, Dimension::version, Dimension::country, Dimension::customer})
        QVERIFY2(std::abs(sums[dimension] - (got.after - got.before)) < 1e-9, qPrintable(QString::number(int(dimension))));
}

void TestAnalyticsInsight::compareCountsCustomersThatCameAndWent()
{
    AnalyticsBench bench;
    const auto one = bench.agent("one");
    const auto two = bench.agent("two");
    const base::Time noon = at("2026-07-14T12:00:00Z");
    bench.add({{.agent = one, .at = noon - minutes(1), .customer = "anna"},
               {.agent = one, .at = noon - minutes(1), .customer = "bert", .country = "US"},
               {.agent = one, .at = noon, .customer = "anna"},
               {.agent = two, .at = noon + minutes(59), .customer = "anna", .protocol = Protocol::mcp},
               {.agent = two, .at = noon + minutes(60), .customer = "late"},
               {.agent = one, .at = noon - minutes(61), .customer = "early"}});
    bench.fold();
    contract::CompareSpans::Input input;
    input.measure = Measure::customers;
    input.before_from = noon - minutes(30); // widened to its hour
    input.before_to = noon;
    input.after_from = noon;
    input.after_to = noon + minutes(60);
    const contract::Comparison got = bench.analytics.compare(input);
    QCOMPARE(got.before_from, noon - hours(1));
    QCOMPARE(got.before, 2.0);
    QCOMPARE(got.after, 1.0);
    std::map<std::pair<Dimension, std::string>, double> changes;
    for (const contract::MovedRow& row : got.rows)
        changes[{row.dimension, row.value}] = row.change;
    QCOMPARE((changes[{Dimension::agent, "one"}]), -1.0);
    QCOMPARE((changes[{Dimension::agent, "two"}]), 1.0);
    QCOMPARE((changes[{Dimension::protocol, "mcp"}]), 1.0);
    QCOMPARE((changes[{Dimension::country, "US"}]), -1.0);
    // Across midnight, and of whole days.
    input.before_from = at("2026-07-13T22:00:00Z");
    input.before_to = at("2026-07-14T12:00:00Z");
    input.after_from = at("2026-07-14T12:00:00Z");
    input.after_to = at("2026-07-15T00:00:00Z");
    const contract::Comparison wholeDays = bench.analytics.compare(input);
    QCOMPARE(wholeDays.before, 3.0);
    QCOMPARE(wholeDays.after, 2.0);
}

void TestAnalyticsInsight::latencyMapCountsEveryRequestOnce()
{
    const unsigned used = seed();
    qInfo("seed %u", used);
    std::mt19937 random(used);
    AnalyticsBench bench;
    fillAnything(bench, random);
    contract::GetLatencyMap::Input input;
    input.from = kNow - days(3);
    input.to = kNow + seconds(1);
    const contract::LatencyMap got = bench.analytics.latencyMap(input);
    QCOMPARE(got.bounds_ms.front(), 1.0);
    QCOMPARE(got.bounds_ms.back(), 50'000.0);
    QVERIFY(got.columns.size() <= 62);
    std::int64_t all = 0;
    std::vector<std::int64_t> steps(got.bounds_ms.size() + 1);
    for (const contract::LatencyColumn& column : got.columns) {
        QCOMPARE(column.counts.size(), steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i) {
            QVERIFY(column.counts[i] >= 0);
            steps[i] += column.counts[i];
            all += column.counts[i];
        }
    }
    const Raw raw = recompute(bench.raw, [&](const Entry& e) { return inside(e, got.from, got.to); });
    QCOMPARE(all, raw.requests);
    // Within the buckets' accuracy, each step holds what lies clearly within it.
    for (std::size_t i = 1; i < got.bounds_ms.size(); ++i) {
        const auto clearly = std::count_if(raw.latencies.begin(), raw.latencies.end(), [&](double ms) {
            return ms > got.bounds_ms[i - 1] * 1.021 && ms < got.bounds_ms[i] / 1.021;
        });
        const auto maybe = std::count_if(raw.latencies.begin(), raw.latencies.end(), [&](double ms) {
            return ms > got.bounds_ms[i - 1] / 1.021 && ms < got.bounds_ms[i] * 1.021;
        });
        QVERIFY(steps[i] >= clearly && steps[i] <= maybe);
    }
}

void TestAnalyticsInsight::latencyMapOfOneTool()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = kNow, .ms = 3, .tool = "fast"},
               {.agent = agent, .at = kNow, .ms = 60'000, .tool = "slow"},
               {.agent = agent, .at = kNow, .ms = 0, .tool = "fast"}});
    contract::GetLatencyMap::Input input;
    input.agent_id = "seller";
    input.from = kNow - hours(1);
    input.to = kNow + minutes(1);
    input.tool = "fast";
    const auto fast = bench.analytics.latencyMap(input).columns;
    QCOMPARE(fast.size(), std::size_t(1));
    QCOMPARE(fast[0].counts[0], std::int64_t(1)); // zero
    QCOMPARE(fast[0].counts[2], std::int64_t(1)); // 2 to 5 ms
    QCOMPARE(std::accumulate(fast[0].counts.begin(), fast[0].counts.end(), std::int64_t(0)), std::int64_t(2));
    input.tool = "slow";
    QCOMPARE(bench.analytics.latencyMap(input).columns[0].counts.back(), std::int64_t(1));
    input.tool = "none";
    QVERIFY(bench.analytics.latencyMap(input).columns.empty());
}

void TestAnalyticsInsight::refusesHostileInput()
{
    AnalyticsBench bench;
    bench.agent("seller");
    const std::string bad = "400 invalid_input";
    QCOMPARE(refusal([&] { bench.analytics.overview({{}, kNow, kNow}); }), bad);
    QCOMPARE(refusal([&] { bench.analytics.overview({{}, kNow - days(401), kNow}); }), bad);
    QCOMPARE(refusal([&] { bench.analytics.overview({{}, at("1970-01-01T00:00:00Z"), at("1970-01-02T00:00:00Z")}); }), bad);
    const auto series = [&](auto change) {
        contract::GetSeries::Input input;
        input.from = kNow - hours(1);
        input.to = kNow;
        change(input);
        return refusal([&] { bench.analytics.series(input); });
    };
    QCOMPARE(series([](auto& i) { i.top = 0; }), bad);
    QCOMPARE(series([](auto& i) { i.top = 21; }), bad);
    QCOMPARE(series([](auto& i) { i.buckets = 1001; }), bad);
    QCOMPARE(series([](auto& i) { i.order = Measure::customers; }), bad);
    QCOMPARE(series([](auto& i) { i.to = at("9999-12-31T23:59:59Z"); i.from = i.to - hours(1); }), bad);
    QCOMPARE(series([](auto& i) { i.from = at("9000-01-01T00:00:00Z"); i.to = i.from + hours(1); }), std::string("done"));
    contract::GetBreakdown::Input breakdown;
    breakdown.from = kNow - hours(1);
    breakdown.to = kNow;
    breakdown.limit = 1001;
    QCOMPARE(refusal([&] { bench.analytics.breakdown(breakdown); }), bad);
    contract::CompareSpans::Input compare;
    compare.before_from = compare.after_from = kNow - hours(1);
    compare.before_to = kNow;
    compare.after_to = kNow - hours(2);
    QCOMPARE(refusal([&] { bench.analytics.compare(compare); }), bad);
    contract::GetLatencyMap::Input map;
    map.from = kNow - hours(1);
    map.to = kNow;
    map.tool = "'; DROP TABLE rollup_hour; --";
    QCOMPARE(refusal([&] { bench.analytics.latencyMap(map); }), std::string("done"));
}

void TestAnalyticsInsight::keepsToTheScope()
{
    AnalyticsBench bench;
    const auto mine = bench.agent("mine");
    const auto theirs = bench.agent("theirs");
    bench.add({{.agent = mine, .at = kNow, .tool = "a"}, {.agent = theirs, .at = kNow, .tool = "secret"}});
    contract::GetBreakdown::Input input;
    input.agent_id = "mine";
    input.from = kNow - hours(1);
    input.to = kNow + minutes(1);
    for (const Dimension dimension : {Dimension::tool, Dimension::agent}) {
        input.dimension = dimension;
        QCOMPARE(bench.analytics.breakdown(input).rows.size(), std::size_t(1));
    }
    QCOMPARE(bench.analytics.breakdown(input).rows[0].value, std::string("mine"));
    QCOMPARE(bench.analytics.overview({"mine", kNow - hours(1), kNow + minutes(1)}).current.requests, std::int64_t(1));
}

QTEST_GUILESS_MAIN(TestAnalyticsInsight)
#include "tst_analytics_insight.moc"
