// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/benchmark_score.h"
#include "analytics/impl/check.h"
#include "analytics/impl/customer_filter.h"
#include "analytics/impl/customer_order.h"
#include "analytics/impl/customer_rows.h"
#include "analytics/impl/health.h"
#include "analytics/impl/periods.h"
#include "analytics/impl/pricing.h"
#include "analytics/impl/spans.h"
#include "base/error.h"
#include "base/ids.h"

#include <QTest>

#include <cmath>

using namespace bursar;
using namespace bursar::analytics;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

base::Time at(const char* text)
{
    return base::parseTime(text).value();
}

/// "filter[0] unknown_field", or "" when it was taken.
template <class F>
std::string refusedField(F&& call)
{
    try {
        call();
        return "";
    } catch (const base::Error& error) {
        if (base::httpStatus(error.code()) != 400 || error.fields().empty())
            return "not an input error: " + error.reason();
        return error.fields().front().path + " " + error.fields().front().code;
    }
}

std::string filterRefusal(const std::string& condition)
{
    return refusedField([&] { parseCustomerFilter({condition}); });
}

PriceCase wellSoldTool()
{
    return {.tool = "search",
            .calls = 1000,
            .levels = {{.price = 10'000, .days = 30, .calls = 1000, .payments = 500}},
            .peerPrices = {20'000, 20'000, 30'000, 40'000, 40'000},
            .own = {100, 0.01},
            .peers = {{200, 0.02}, {300, 0.03}, {250, 0.02}}};
}

rollup::Measures measured(std::int64_t requests, std::int64_t errors, double ms)
{
    rollup::Measures m;
    m.requests = requests;
    m.errors = errors;
    m.latency.add(std::chrono::microseconds(std::int64_t(ms * 1000)), requests);
    return m;
}

} // namespace

class TestAnalyticsParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryFormOfANumberCondition();
    void narrowsOneRangeByTwoConditions();
    void readsWordsAndTheirExclusion();
    void keepsWildcardsOfCustomersLiteral();
    void refusesHostileFilters_data();
    void refusesHostileFilters();
    void refusesTooManyConditions();
    void cursorComesBackAsItWasMade();
    void refusesForeignCursors();
    void refusesUnknownSorts();
    void picksBucketsThatReadWell();
    void previousSpanHasEqualLength();
    void widensToHoursWhereMinutesAreGone();
    void refusesBadSpans();
    void checksAddresses();
    void healthScoreFollowsTheFormula();
    void benchmarkScoreIsBounded();
    void rawBenchmarkScoreIsTheOldFormula();
    void namesIsoWeeks();
    void comparesWholeMonths();
    void churnFollowsTheDaysOfSilence();
    void saysWhyACustomerIsSilent();
    void trendComparesWholeWeeks();
    void raisesACheapPriceByAtMostAFifth();
    void neverRaisesBeyondThePeersUpperQuartile();
    void holdsPricesInDoubt();
    void lowersOnlyWhenDemandAnswers();
    void elasticityComesFromTwoLevelsWithEnoughCalls();
};

void TestAnalyticsParts::readsEveryFormOfANumberCondition()
{
    const auto range = [](const char* condition) { return parseCustomerFilter({condition}).requests; };
    QCOMPARE(range("requests:10").least, std::optional<std::int64_t>(10));
    QCOMPARE(range("requests:10").most, std::optional<std::int64_t>(10));
    QCOMPARE(range("requests:>10").least, std::optional<std::int64_t>(11));
    QCOMPARE(range("requests:>10").most, std::optional<std::int64_t>());
    QCOMPARE(range("requests:>=10").least, std::optional<std::int64_t>(10));
    QCOMPARE(range("requests:<10").most, std::optional<std::int64_t>(9));
    QCOMPARE(range("requests:<=10").most, std::optional<std::int64_t>(10));
    QCOMPARE(range("requests:3..7").least, std::optional<std::int64_t>(3));
    QCOMPARE(range("requests:3..7").most, std::optional<std::int64_t>(7));
    QCOMPARE(range("-requests:>10").most, std::optional<std::int64_t>(10));
    QCOMPARE(range("-requests:>=10").most, std::optional<std::int64_t>(9));
    QCOMPARE(parseCustomerFilter({"revenue:>1.5"}).revenue.least->atomic(), std::string("1500001"));
    QCOMPARE(*parseCustomerFilter({"errors:>=0.05"}).errors.least, std::int64_t(50'000'000'000));
}

void TestAnalyticsParts::narrowsOneRangeByTwoConditions()
{
    const auto range = parseCustomerFilter({"requests:>10", "requests:<20", "requests:>=5"}).requests;
    QCOMPARE(*range.least, std::int64_t(11));
    QCOMPARE(*range.most, std::int64_t(19));
}

void TestAnalyticsParts::readsWordsAndTheirExclusion()
{
    const CustomerFilter filter =
        parseCustomerFilter({"churn:high,medium", "country:kr,unknown", "-country:US", "-customer:bot"});
    QCOMPARE(filter.churn, (std::vector<std::string>{"high", "medium"}));
    QCOMPARE(filter.country, (std::vector<std::string>{"KR", ""}));
    QCOMPARE(filter.notCountry, (std::vector<std::string>{"US"}));
    QCOMPARE(filter.notCustomer, (std::vector<std::string>{"bot%"}));
}

void TestAnalyticsParts::keepsWildcardsOfCustomersLiteral()
{
    QCOMPARE(parseCustomerFilter({"customer:a_b%c\\*"}).customer, (std::vector<std::string>{"a\\_b\\%c\\\\%"}));
    QCOMPARE(parseCustomerFilter({"customer:2001:db8::1"}).customer, (std::vector<std::string>{"2001:db8::1%"}));
}

void TestAnalyticsParts::refusesHostileFilters_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("empty") << QByteArray("") << QByteArray("malformed");
    QTest::newRow("no colon") << QByteArray("churn") << QByteArray("malformed");
    QTest::newRow("no field") << QByteArray(":high") << QByteArray("malformed");
    QTest::newRow("no value") << QByteArray("churn:") << QByteArray("malformed");
    QTest::newRow("only commas") << QByteArray("churn:,,,") << QByteArray("malformed");
    QTest::newRow("unknown field") << QByteArray("name:x") << QByteArray("unknown_field");
    QTest::newRow("field of SQL") << QByteArray("requests) OR true --:1") << QByteArray("unknown_field");
    QTest::newRow("unknown word") << QByteArray("churn:extreme") << QByteArray("unknown_value");
    QTest::newRow("text for a number") << QByteArray("requests:many") << QByteArray("not_a_number");
    QTest::newRow("sign only") << QByteArray("requests:>") << QByteArray("not_a_number");
    QTest::newRow("negative") << QByteArray("requests:-1") << QByteArray("not_a_number");
    QTest::newRow("fraction of a request") << QByteArray("requests:1.5") << QByteArray("not_a_number");
    QTest::newRow("finer than the asset") << QByteArray("revenue:0.0000001") << QByteArray("not_a_number");
    QTest::newRow("infinite") << QByteArray("revenue:inf") << QByteArray("not_a_number");
    QTest::newRow("not a number") << QByteArray("errors:nan") << QByteArray("not_a_number");
    QTest::newRow("beyond 64 bit") << QByteArray("requests:99999999999999999999") << QByteArray("out_of_range");
    QTest::newRow("beyond 256 bit") << QByteArray("revenue:>1e60") << QByteArray("out_of_range");
    QTest::newRow("below zero") << QByteArray("requests:<0") << QByteArray("matches_nothing");
    QTest::newRow("excluded range") << QByteArray("-requests:1..2") << QByteArray("unsupported");
    QTest::newRow("excluded number") << QByteArray("-requests:5") << QByteArray("unsupported");
    QTest::newRow("half a range") << QByteArray("requests:1..") << QByteArray("not_a_number");
    QTest::newRow("too long") << ("customer:" + QByteArray(2000, 'a')) << QByteArray("too_long");
    QTest::newRow("too many values") << ("customer:" + QByteArray("a,").repeated(60)) << QByteArray("too_many");
}

void TestAnalyticsParts::refusesHostileFilters()
{
    QFETCH(QByteArray, condition);
    QFETCH(QByteArray, code);
    QCOMPARE(QByteArray::fromStdString(filterRefusal(condition.toStdString())), QByteArray("filter[0] ") + code);
}

void TestAnalyticsParts::refusesTooManyConditions()
{
    QCOMPARE(refusedField([] { parseCustomerFilter(std::vector<std::string>(21, "requests:>1")); }),
             std::string("filter too_many"));
    QCOMPARE(refusedField([] { parseCustomerFilter({"churn:high", "churn:low"}); }), std::string("filter[1] repeated"));
}

void TestAnalyticsParts::cursorComesBackAsItWasMade()
{
    const CustomerOrder order = CustomerOrder::parse("-revenue");
    const std::string wire = CustomerCursor{"12.5", std::string("a\x1f%'\"한")}.encode(order);
    const CustomerCursor back = CustomerCursor::decode(wire, order);
    QCOMPARE(back.key, std::string("12.5"));
    QCOMPARE(back.customer, std::string("a\x1f%'\"한"));
}

void TestAnalyticsParts::refusesForeignCursors()
{
    const CustomerOrder byTime = CustomerOrder::parse(std::nullopt);
    const std::string ofRevenue = CustomerCursor{"12", "a"}.encode(CustomerOrder::parse("-revenue"));
    const std::string notATime = CustomerCursor{"yesterday", "a"}.encode(byTime);
    const std::string notANumber = CustomerCursor{"1); DROP", "a"}.encode(CustomerOrder::parse("requests"));
    for (const std::string& bad : {std::string("zz"), std::string("00"), std::string(), ofRevenue, notATime,
                                   std::string(20'000, 'a')})
        QCOMPARE(refusedField([&] { CustomerCursor::decode(bad, byTime); }), std::string("cursor invalid_cursor"));
    QCOMPARE(refusedField([&] { CustomerCursor::decode(notANumber, CustomerOrder::parse("requests")); }),
             std::string("cursor invalid_cursor"));
}

void TestAnalyticsParts::refusesUnknownSorts()
{
    for (const char* bad : {"", "-", "name", "--revenue", "revenue desc"})
        QCOMPARE(refusedField([&] { CustomerOrder::parse(bad); }), std::string("sort unknown_sort"));
}

void TestAnalyticsParts::picksBucketsThatReadWell()
{
    const base::Time now = at("2026-07-15T12:30:00Z");
    const auto width = [&](base::Duration length, int about) {
        return bucketWidth({now - length, now}, now, about);
    };
    QCOMPARE(width(minutes(15), 120), seconds(60));
    QCOMPARE(width(hours(1), 120), seconds(60));
    QCOMPARE(width(hours(24), 120), seconds(900));
    QCOMPARE(width(days(7), 120), seconds(7200));
    QCOMPARE(width(days(30), 120), seconds(21600));
    QCOMPARE(width(days(90), 120), seconds(86400));
    QCOMPARE(width(days(400), 120), seconds(345600));
    QCOMPARE(width(days(400), 1), seconds(604800));
    // An hour a week ago has hour rows only.
    QCOMPARE(bucketWidth({now - days(7), now - days(7) + hours(1)}, now, 120), seconds(3600));
}

void TestAnalyticsParts::previousSpanHasEqualLength()
{
    const base::Time now = at("2026-07-15T12:30:30Z");
    for (const base::Duration length : {base::Duration(minutes(15)), base::Duration(hours(30)),
                                        base::Duration(hours(40)), base::Duration(days(90))}) {
        const SpanPair spans = withPrevious({now - length, now}, now);
        QVERIFY(spans.current.from <= now - length && spans.current.to >= now);
        QCOMPARE(spans.previous.to, spans.current.from);
        QVERIFY(spans.current.to - spans.current.from == spans.previous.to - spans.previous.from);
    }
}

void TestAnalyticsParts::widensToHoursWhereMinutesAreGone()
{
    const base::Time now = at("2026-07-15T12:30:00Z");
    // 40 hours ago there are minutes, but not for the 40 hours before.
    const SpanPair spans = withPrevious({now - hours(40) + minutes(5), now}, now);
    QCOMPARE(spans.current.from, at("2026-07-13T20:00:00Z"));
    QCOMPARE(spans.current.to, at("2026-07-15T13:00:00Z"));
    const SpanPair recent = withPrevious({now - hours(1) + seconds(30), now}, now);
    QCOMPARE(recent.current.from, at("2026-07-15T11:30:00Z"));
    QCOMPARE(recent.current.to, now);
}

void TestAnalyticsParts::refusesBadSpans()
{
    const base::Time now = at("2026-07-15T12:30:00Z");
    QCOMPARE(refusedField([&] { checkedSpan(now, now); }), std::string("to not_after_from"));
    QCOMPARE(refusedField([&] { checkedSpan(now, now - seconds(1)); }), std::string("to not_after_from"));
    QCOMPARE(refusedField([&] { checkedSpan(now - days(401), now); }), std::string("to span_too_long"));
    QCOMPARE(refusedField([&] { checkedSpan(now - days(400), now); }), std::string());
    QCOMPARE(refusedField([&] { checkedSpan(base::Time(), now); }), std::string("from out_of_range"));
    QCOMPARE(refusedField([&] { checkedSpan(at("9999-12-30T00:00:00Z"), at("9999-12-31T00:00:00Z")); }),
             std::string("to out_of_range"));
    QCOMPARE(refusedField([&] { within("top", 0, 6, 20); }), std::string("top out_of_range"));
    QCOMPARE(refusedField([&] { within("top", 21, 6, 20); }), std::string("top out_of_range"));
    QCOMPARE(refusedField([&] { atMost("days", -1, 30, 90); }), std::string("days too_small"));
    QCOMPARE(atMost("days", 1'000'000, 30, 90), 90);
    QCOMPARE(atMost("days", std::nullopt, 30, 90), 30);
}

void TestAnalyticsParts::checksAddresses()
{
    const std::string mixed = "0xABcdef0123456789abcdef0123456789abcdef01";
    QCOMPARE(checkedAddress(mixed), std::string("0xabcdef0123456789abcdef0123456789abcdef01"));
    for (const std::string& bad : {std::string("0x12"), std::string(), mixed + "0", "0y" + mixed.substr(2),
                                   mixed.substr(0, 41) + "g", std::string("%' OR 1=1")})
        QCOMPARE(refusedField([&] { checkedAddress(bad); }), std::string("address invalid_address"));
}

void TestAnalyticsParts::healthScoreFollowsTheFormula()
{
    QCOMPARE(healthScore({}), std::optional<double>());
    QCOMPARE(healthStatus(std::nullopt), std::string_view("No data"));
    // 10 % errors, p95 500 ms: 40·0.9 + 30·0.5 + 20·0.9 + 10 = 79
    const auto score = healthScore(measured(100, 10, 500));
    QVERIFY2(std::abs(*score - 79) < 0.31, qPrintable(QString::number(*score))); // p95 is within 1 %
    QCOMPARE(healthStatus(score), std::string_view("Good"));
    QCOMPARE(healthStatus(healthScore(measured(100, 0, 1))), std::string_view("Excellent"));
    QCOMPARE(healthStatus(healthScore(measured(100, 50, 600))), std::string_view("Fair"));
    QCOMPARE(healthStatus(healthScore(measured(100, 80, 5000))), std::string_view("Needs Attention"));
}

void TestAnalyticsParts::benchmarkScoreIsBounded()
{
    const BenchmarkScore best = benchmarkScore({1'000'000'000, 0, 1'000'000, 0});
    QCOMPARE(best.total, 100.0);
    const BenchmarkScore none = benchmarkScore({});
    QCOMPARE(none.total, 0.0);
    const BenchmarkScore slow = benchmarkScore({1000, 1, 10, 5000});
    QCOMPARE(slow.latency, 0.0);
    QCOMPARE(slow.reliability, 0.0);
    // log(1 + 999999) / log(1 + 1000000) is all but 1, and volume no longer drowns the rest.
    QVERIFY(benchmarkScore({999'999, 0.5, 10, 900}).total < benchmarkScore({10'000, 0, 100, 50}).total);
}

void TestAnalyticsParts::rawBenchmarkScoreIsTheOldFormula()
{
    // 0.3·1000 + 0.3·100·0.9 + 0.2·50 + 0.2·(100 − 200/10) = 300 + 27 + 10 + 16
    QCOMPARE(benchmarkScore({1000, 0.1, 50, 200}).raw, 353.0);
}

void TestAnalyticsParts::namesIsoWeeks()
{
    const auto week = [](int y, unsigned m, unsigned d) {
        return isoWeekName(base::Day(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d)));
    };
    QCOMPARE(week(2026, 1, 1), std::string("2026-01"));
    QCOMPARE(week(2025, 12, 29), std::string("2026-01")); // Monday of the week of 1 January
    QCOMPARE(week(2027, 1, 3), std::string("2026-53"));   // Sunday
    QCOMPARE(week(2027, 1, 4), std::string("2027-01"));
    QCOMPARE(week(2024, 12, 30), std::string("2025-01"));
}

void TestAnalyticsParts::comparesWholeMonths()
{
    const auto row = [](const char* day, std::uint64_t revenue) {
        rollup::SeriesRow out{base::Time(*base::parseDay(day)), {}};
        out.measures.revenue = base::Amount(revenue);
        return out;
    };
    const std::vector rows{row("2026-05-31", 100), row("2026-06-01", 50), row("2026-06-30", 100), row("2026-07-01", 999)};
    const base::Day today = *base::parseDay("2026-07-15");
    QCOMPARE(*monthOverMonth(rows, today), 0.5);
    QCOMPARE(monthOverMonth({rows.begin() + 1, rows.end()}, today), std::optional<double>());
}

void TestAnalyticsParts::churnFollowsTheDaysOfSilence()
{
    const base::Time now = at("2026-07-15T12:30:00Z");
    QCOMPARE(churnRisk(now - days(7), now), std::string_view("low"));
    QCOMPARE(churnRisk(now - days(7) - seconds(1), now), std::string_view("medium"));
    QCOMPARE(churnRisk(now - days(14), now), std::string_view("medium"));
    QCOMPARE(churnRisk(now - days(14) - seconds(1), now), std::string_view("high"));
    QCOMPARE(churnRisk(now + minutes(4), now), std::string_view("low"));
}

void TestAnalyticsParts::saysWhyACustomerIsSilent()
{
    const base::Time now = at("2026-07-15T12:30:00Z");
    CustomerRow row;
    row.firstAt = now - days(60);
    row.lastAt = now - days(11);
    History history{};
    for (int i = 0; i <= 18; ++i)
        history[std::size_t(i)] = {200, 0};
    history[18] = {214, 61}; // 11 days ago
    QCOMPARE(churnReason(row, history, now),
             std::string("Silent for 11 days after daily use. On the last day 61 of 214 requests failed."));
    History weekly{};
    weekly[4] = weekly[11] = weekly[18] = {5, 0};
    QCOMPARE(churnReason(row, weekly, now), std::string("Silent for 11 days after weekly use."));
    row.lastAt = now - days(45);
    QCOMPARE(churnReason(row, {}, now), std::string("Silent for 45 days."));
    row.lastAt = now - hours(2);
    row.firstAt = now - days(3);
    QCOMPARE(churnReason(row, {}, now), std::string("First seen 3 days ago."));
    row.firstAt = now - days(60);
    QCOMPARE(churnReason(row, {}, now), std::string("Seen today."));
}

void TestAnalyticsParts::trendComparesWholeWeeks()
{
    History history{};
    QCOMPARE(trend(history), std::string_view("steady"));
    history[29] = {1000, 0}; // today does not count
    QCOMPARE(trend(history), std::string_view("steady"));
    history[28] = {10, 0};
    QCOMPARE(trend(history), std::string_view("growing"));
    history[15] = {10, 0};
    QCOMPARE(trend(history), std::string_view("steady"));
    history[21] = {20, 0};
    QCOMPARE(trend(history), std::string_view("falling"));
}

void TestAnalyticsParts::raisesACheapPriceByAtMostAFifth()
{
    const auto advice = recommendPrice(wellSoldTool());
    QCOMPARE(advice.action, std::string("increase_price"));
    QCOMPARE(*advice.current_price, 0.01);
    QCOMPARE(*advice.suggested_price, 0.012);
    // 1.2 · (1 − 0.3 · 0.2) − 1
    QVERIFY(std::abs(*advice.expected_revenue_change - 0.128) < 1e-9);
    QVERIFY(std::abs(*advice.expected_churn_change - 0.06) < 1e-9);
    QCOMPARE(advice.sample_size, std::int64_t(1000));
    QCOMPARE(advice.confidence, std::string("medium")); // five peers, no own history
    QVERIFY(!advice.basis.empty());
}

void TestAnalyticsParts::neverRaisesBeyondThePeersUpperQuartile()
{
    PriceCase facts = wellSoldTool();
    facts.peerPrices = {10'500, 10'600, 10'600};
    QCOMPARE(*recommendPrice(facts).suggested_price, 0.0106);
}

void TestAnalyticsParts::holdsPricesInDoubt()
{
    const auto held = [](auto change) {
        PriceCase facts = wellSoldTool();
        change(facts);
        const auto advice = recommendPrice(facts);
        return advice.action == "hold" && !advice.suggested_price && !advice.expected_revenue_change
               && !advice.basis.empty();
    };
    QVERIFY(held([](PriceCase& f) { f.calls = 199; }));
    QVERIFY(held([](PriceCase& f) { f.levels.clear(); }));
    QVERIFY(held([](PriceCase& f) { f.peerPrices.resize(2); }));
    QVERIFY(held([](PriceCase& f) { f.peers.resize(2); }));
    QVERIFY(held([](PriceCase& f) { f.own.p95Ms = 9000; }));     // slower than others, but not worse in errors
    QVERIFY(held([](PriceCase& f) { f.own.errorRate = 0.5; }));
    QVERIFY(held([](PriceCase& f) { f.levels[0].price = 30'000; })); // at the median
    QVERIFY(!held([](PriceCase&) {}));
}

void TestAnalyticsParts::lowersOnlyWhenDemandAnswers()
{
    PriceCase facts = wellSoldTool();
    facts.own = {900, 0.2};
    facts.levels = {{.price = 50'000, .days = 30, .calls = 1000, .payments = 500}};
    QCOMPARE(recommendPrice(facts).action, std::string("hold")); // −0.3: a lower price only loses revenue
    facts.levels = {{.price = 25'000, .days = 10, .calls = 1000, .payments = 800},
                    {.price = 50'000, .days = 10, .calls = 1000, .payments = 200}};
    const auto advice = recommendPrice(facts);
    QCOMPARE(advice.action, std::string("decrease_price"));
    QCOMPARE(*advice.suggested_price, 0.04);
    QCOMPARE(advice.confidence, std::string("high"));
    QVERIFY(*advice.expected_churn_change < 0);
    facts.levels.back().price = 31'000; // the median is nearer than a fifth
    QCOMPARE(*recommendPrice(facts).suggested_price, 0.03);
}

void TestAnalyticsParts::elasticityComesFromTwoLevelsWithEnoughCalls()
{
    using Levels = std::vector<PriceLevel>;
    QCOMPARE(ownElasticity({}), std::optional<double>());
    QCOMPARE(ownElasticity(Levels{{100, 10, 500, 100}}), std::optional<double>());
    QCOMPARE(ownElasticity(Levels{{100, 10, 199, 100}, {200, 10, 500, 50}}), std::optional<double>());
    // Twice the price, half the demand a day.
    QVERIFY(std::abs(*ownElasticity(Levels{{100, 10, 500, 100}, {200, 20, 500, 100}}) + 1) < 1e-9);
    // Demand that rises with the price is none of the price's doing.
    QCOMPARE(*ownElasticity(Levels{{100, 10, 500, 100}, {200, 10, 500, 300}}), 0.0);
    QCOMPARE(*ownElasticity(Levels{{100, 10, 500, 1000}, {101, 10, 500, 1}}), -3.0);
    // A short level between them is passed over.
    QVERIFY(std::abs(*ownElasticity(Levels{{100, 10, 500, 100}, {150, 1, 20, 2}, {200, 20, 500, 100}}) + 1) < 1e-9);
}

QTEST_APPLESS_MAIN(TestAnalyticsParts)
#include "tst_analytics_parts.moc"
