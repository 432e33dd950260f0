// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics_bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

using namespace bursar;
using namespace bursar::test;
using contract::ListCustomers;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

std::vector<std::string> names(const contract::CustomerPage& page)
{
    std::vector<std::string> out;
    for (const contract::Customer& customer : page.customers)
        out.push_back(customer.customer_id);
    return out;
}

ListCustomers::Input filtered(std::vector<std::string> filter)
{
    ListCustomers::Input input;
    input.agent_id = "seller";
    input.filter = std::move(filter);
    input.sort = "customer";
    return input;
}

/// anna: KR, 3 requests, 5 USDC, today. bert: US, 1 request that failed, 10 days ago. carl: unknown place, 20 days ago.
void fill(AnalyticsBench& bench)
{
    const auto agent = bench.agent("seller");
    bench.add({
        {.agent = agent, .at = kNow - days(40), .customer = "anna", .ms = 100, .paid = "2"},
        {.agent = agent, .at = kNow - days(3), .customer = "anna", .ms = 200, .tool = "translate"},
        {.agent = agent, .at = kNow - hours(1), .customer = "anna", .ms = 300, .paid = "3"},
        {.agent = agent, .at = kNow - days(10), .customer = "bert", .status = 500, .country = "US", .knownBy = 1},
        {.agent = agent, .at = kNow - days(20), .customer = "carl", .country = "", .knownBy = 3},
    });
}

} // namespace

class TestAnalyticsCustomers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsNewestSeenFirst();
    void filtersByEveryField();
    void seesCustomersOfASpanOfDays();
    void segmentsFollowTheirDefinitions();
    void vipsAreTheTopTenthByRevenue();
    void everySortPagesThroughAllWithoutRepeats();
    void offsetPagesForOlderClients();
    void refusesBadLists();
    void totalsSumTheFilterNotThePage();
    void detailHoldsToolsHoursAndTrend();
    void unknownCustomerIsNotFound();
    void sumsACustomerOverAgents();
    void toolsAreOfAllTime();
    void dailyHasItsOwnPercentile();
    void cohortsRetainByMonth();
    void cohortMonthsAreUtc();
    void lifetimeValueNeedsTwentyCustomers();
    void lifetimeValueFollowsChurn();
    void hostileCustomerNamesComeBackUnchanged();
};

void TestAnalyticsCustomers::listsNewestSeenFirst()
{
    AnalyticsBench bench;
    fill(bench);
    const contract::CustomerPage page = bench.analytics.customers({.agent_id = "seller"});
    QCOMPARE(names(page), (std::vector<std::string>{"anna", "bert", "carl"}));
    QCOMPARE(page.total, std::int64_t(3));
    QCOMPARE(page.total_revenue_atomic.atomic(), std::string("5000000"));
    const contract::Customer& anna = page.customers[0];
    QCOMPARE(anna.agent_id, std::string("seller"));
    QCOMPARE(anna.first_seen_at, kNow - days(40));
    QCOMPARE(anna.last_seen_at, kNow - hours(1));
    QCOMPARE(anna.total_requests, std::int64_t(3));
    QCOMPARE(anna.avg_response_ms, 200.0); // over all requests, not the last batch
    QCOMPARE(anna.error_rate, 0.0);
    QCOMPARE(anna.churn_risk, std::string("low"));
    QCOMPARE(*anna.country, std::string("KR"));
    QCOMPARE(anna.known_by, std::string("customer_id"));
    QVERIFY(near(anna.avg_daily_requests, 3.0 / 41));
    QCOMPARE(anna.last_30_days.size(), std::size_t(30));
    QCOMPARE(anna.last_30_days[29], std::int64_t(1));
    QCOMPARE(anna.last_30_days[26], std::int64_t(1));
    QCOMPARE(std::accumulate(anna.last_30_days.begin(), anna.last_30_days.end(), std::int64_t(0)), std::int64_t(2));
    QVERIFY(!anna.ltv.has_value()); // too few customers to say
    const contract::Customer& bert = page.customers[1];
    QCOMPARE(bert.churn_risk, std::string("medium"));
    QCOMPARE(bert.known_by, std::string("payer"));
    QCOMPARE(bert.churn_reason, std::string("Silent for 10 days. On the last day 1 of 1 requests failed."));
    QCOMPARE(page.customers[2].churn_risk, std::string("high"));
    QCOMPARE(page.customers[2].known_by, std::string("address"));
    QVERIFY(!page.customers[2].country.has_value());
    QVERIFY(anna.id != bert.id);
    QCOMPARE(bench.analytics.customers({.agent_id = "seller"}).customers[0].id, anna.id);
}

void TestAnalyticsCustomers::filtersByEveryField()
{
    AnalyticsBench bench;
    fill(bench);
    const auto found = [&](std::vector<std::string> filter) {
        return names(bench.analytics.customers(filtered(std::move(filter))));
    };
    using Names = std::vector<std::string>;
    QCOMPARE(found({"churn:high,medium"}), (Names{"bert", "carl"}));
    QCOMPARE(found({"-churn:high"}), (Names{"anna", "bert"}));
    QCOMPARE(found({"country:KR,unknown"}), (Names{"anna", "carl"}));
    QCOMPARE(found({"-country:KR"}), (Names{"bert", "carl"}));
    QCOMPARE(found({"requests:>2"}), (Names{"anna"}));
    QCOMPARE(found({"-requests:>2"}), (Names{"bert", "carl"}));
    QCOMPARE(found({"revenue:>5"}), Names{});
    QCOMPARE(found({"revenue:>=5"}), (Names{"anna"}));
    QCOMPARE(found({"revenue:>4.999999"}), (Names{"anna"}));
    QCOMPARE(found({"errors:>0.05"}), (Names{"bert"}));
    QCOMPARE(found({"errors:<=0"}), (Names{"anna", "carl"}));
    QCOMPARE(found({"customer:be,ca"}), (Names{"bert", "carl"}));
    QCOMPARE(found({"customer:%"}), Names{});
    QCOMPARE(found({"-customer:a"}), (Names{"bert", "carl"}));
    QCOMPARE(found({"churn:high,medium", "country:US"}), (Names{"bert"}));
}

void TestAnalyticsCustomers::seesCustomersOfASpanOfDays()
{
    AnalyticsBench bench;
    fill(bench);
    ListCustomers::Input input = filtered({});
    input.from = kNow - days(11);
    input.to = kNow - days(9);
    QCOMPARE(names(bench.analytics.customers(input)), (std::vector<std::string>{"bert"}));
    input.from = kNow - days(20) + hours(11); // the same UTC day, later than the request
    input.to = {};
    QCOMPARE(names(bench.analytics.customers(input)), (std::vector<std::string>{"anna", "bert", "carl"}));
    input.from = {};
    input.to = std::chrono::floor<days>(kNow - days(20)); // ends where the day begins
    QCOMPARE(names(bench.analytics.customers(input)), (std::vector<std::string>{"anna"}));
}

void TestAnalyticsCustomers::segmentsFollowTheirDefinitions()
{
    AnalyticsBench bench;
    fill(bench);
    bench.add({.agent = 1, .at = kNow - days(7), .customer = "dora"});
    const auto segment = [&](const char* word) {
        ListCustomers::Input input = filtered({});
        input.segment = word;
        return names(bench.analytics.customers(input));
    };
    using Names = std::vector<std::string>;
    QCOMPARE(segment("all").size(), std::size_t(4));
    QCOMPARE(segment("new"), (Names{"dora"}));
    QCOMPARE(segment("returning"), (Names{"anna"}));
    QCOMPARE(segment("churned"), (Names{"bert", "carl"}));
    QCOMPARE(segment("paying"), (Names{"anna"}));
    QCOMPARE(segment("vip"), (Names{"anna"}));
    QCOMPARE(refusal([&] { segment("best"); }), std::string("400 invalid_input"));
}

void TestAnalyticsCustomers::vipsAreTheTopTenthByRevenue()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    std::vector<Request> requests;
    for (int i = 0; i < 25; ++i)
        requests.push_back({.agent = agent, .at = kNow - hours(i), .customer = fmt::format("c{:02}", i),
                            .paid = i < 2 || i == 10 ? std::to_string(i + 1) : ""});
    bench.add(requests);
    ListCustomers::Input input = filtered({});
    input.segment = "vip";
    // A tenth of 25 is three; all three have paid.
    QCOMPARE(names(bench.analytics.customers(input)), (std::vector<std::string>{"c00", "c01", "c10"}));
    input.segment = {};
    input.sort = "-revenue";
    input.limit = 3;
    QCOMPARE(names(bench.analytics.customers(input)), (std::vector<std::string>{"c10", "c01", "c00"}));
}

void TestAnalyticsCustomers::everySortPagesThroughAllWithoutRepeats()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    std::mt19937 random(7);
    std::vector<Request> requests;
    for (int i = 0; i < 300; ++i) {
        requests.push_back({.agent = agent, .at = kNow - hours(random() % 900),
                            .customer = fmt::format("c{}", random() % 57), // ties in every column
                            .status = random() % 3 ? 200 : 500, .paid = random() % 4 ? "" : "0.5"});
    }
    bench.add(requests);
    bench.fold();
    std::set<std::string> everyone;
    for (const rollup::Entry& entry : bench.raw)
        everyone.insert(entry.customer);
    for (const char* column : {"last_seen", "first_seen", "requests", "revenue", "errors", "customer"}) {
        for (const std::string& sign : {std::string(), std::string("-")}) {
            ListCustomers::Input input = filtered({});
            input.sort = sign + column;
            input.limit = 10;
            std::vector<std::string> seen;
            for (int page = 0; page < 10; ++page) {
                const contract::CustomerPage rows = bench.analytics.customers(input);
                QCOMPARE(rows.total, std::int64_t(everyone.size()));
                for (const std::string& name : names(rows))
                    seen.push_back(name);
                if (!rows.next)
                    break;
                input.cursor = rows.next;
            }
            QCOMPARE(seen.size(), everyone.size());
            QCOMPARE(std::set<std::string>(seen.begin(), seen.end()).size(), everyone.size());
        }
    }
}

void TestAnalyticsCustomers::offsetPagesForOlderClients()
{
    AnalyticsBench bench;
    fill(bench);
    ListCustomers::Input input;
    input.agent_id = "seller";
    input.limit = 2;
    input.offset = 2;
    const contract::CustomerPage page = bench.analytics.customers(input);
    QCOMPARE(names(page), (std::vector<std::string>{"carl"}));
    QVERIFY(!page.next.has_value());
    input.offset = 100;
    QCOMPARE(bench.analytics.customers(input).total, std::int64_t(3)); // an empty page still knows the total
    QVERIFY(bench.analytics.customers(input).customers.empty());
}

void TestAnalyticsCustomers::refusesBadLists()
{
    AnalyticsBench bench;
    fill(bench);
    const auto refused = [&](auto change) {
        ListCustomers::Input input = filtered({});
        change(input);
        return refusal([&] { bench.analytics.customers(input); });
    };
    const std::string bad = "400 invalid_input";
    QCOMPARE(refused([](auto& i) { i.limit = 0; }), bad);
    QCOMPARE(refused([](auto& i) { i.limit = -5; }), bad);
    QCOMPARE(refused([](auto& i) { i.offset = -1; }), bad);
    QCOMPARE(refused([](auto& i) { i.offset = 2'000'000'000; }), bad);
    QCOMPARE(refused([](auto& i) { i.cursor = "feed"; }), bad);
    QCOMPARE(refused([](auto& i) { i.sort = "1; DROP TABLE rollup_customer"; }), bad);
    QCOMPARE(refused([](auto& i) { i.filter = {"planet:mars"}; }), bad);
    QCOMPARE(refused([](auto& i) { i.from = kNow; i.to = kNow; }), bad);
    QCOMPARE(refused([](auto& i) { i.limit = 1'000'000; }), std::string("done")); // clamped, as older servers did
    // Bytes that are no text reach the database as a parameter and are refused there.
    QCOMPARE(refused([](auto& i) { i.filter = {"customer:\xff\xfe"}; }), std::string("400 invalid_text"));
}

void TestAnalyticsCustomers::totalsSumTheFilterNotThePage()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    std::vector<Request> requests;
    for (int i = 0; i < 12; ++i)
        requests.push_back({.agent = agent, .at = kNow - minutes(i), .customer = fmt::format("c{:02}", i), .paid = "1",
                            .country = i % 2 ? "KR" : "US"});
    bench.add(requests);
    ListCustomers::Input input = filtered({"country:KR"});
    input.limit = 2;
    const contract::CustomerPage page = bench.analytics.customers(input);
    QCOMPARE(page.customers.size(), std::size_t(2));
    QCOMPARE(page.total, std::int64_t(6));
    QCOMPARE(page.total_revenue, 6.0);
}

void TestAnalyticsCustomers::detailHoldsToolsHoursAndTrend()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    std::vector<Request> requests;
    const base::Day today = std::chrono::floor<days>(kNow);
    for (int i = 1; i <= 7; ++i) {
        requests.push_back({.agent = agent, .at = today - days(i) + hours(3), .customer = "anna", .tool = "a"});
        requests.push_back({.agent = agent, .at = today - days(i) + hours(22), .customer = "anna",
                            .tool = i % 2 ? "b" : "c"});
    }
    requests.push_back({.agent = agent, .at = today - days(10) + hours(4), .customer = "anna", .tool = "d"});
    requests.push_back({.agent = agent, .at = today - days(31) + hours(12), .customer = "anna", .tool = "a"});
    bench.add(requests);
    const contract::Customer anna = bench.analytics.customer({"seller", "anna"});
    QCOMPARE(anna.primary_tools, (std::vector<std::string>{"a", "b", "c"}));
    QCOMPARE(anna.active_hours_utc, (std::vector<int>{3, 4, 22}));
    QCOMPARE(anna.trend, std::string("growing"));
    QCOMPARE(anna.churn_reason, std::string("Seen yesterday, use is growing."));
    QVERIFY(near(anna.avg_daily_requests, 16.0 / 31));
}

void TestAnalyticsCustomers::unknownCustomerIsNotFound()
{
    AnalyticsBench bench;
    fill(bench);
    bench.agent("other");
    QCOMPARE(refusal([&] { bench.analytics.customer({"seller", "nobody"}); }), std::string("404 customer_not_found"));
    QCOMPARE(refusal([&] { bench.analytics.customer({"other", "anna"}); }), std::string("404 customer_not_found"));
    QCOMPARE(refusal([&] { bench.analytics.customerTools({"seller", "an%"}); }), std::string("404 customer_not_found"));
    QCOMPARE(refusal([&] { bench.analytics.customerDaily({"seller", "", {}}); }), std::string("404 customer_not_found"));
}

void TestAnalyticsCustomers::sumsACustomerOverAgents()
{
    AnalyticsBench bench;
    fill(bench);
    const auto other = bench.agent("other");
    bench.add({.agent = other, .at = kNow - days(50), .customer = "anna", .paid = "1", .country = "JP", .knownBy = 2});
    const contract::Customer anna = bench.analytics.customer({{}, "anna"});
    QCOMPARE(anna.agent_id, std::string());
    QCOMPARE(anna.total_requests, std::int64_t(4));
    QCOMPARE(anna.first_seen_at, kNow - days(50));
    QCOMPARE(anna.total_revenue, 6.0);
    QCOMPARE(*anna.country, std::string("KR")); // where it was seen last
    QCOMPARE(bench.analytics.customers({}).total, std::int64_t(3));
    QCOMPARE(bench.analytics.customers({.agent_id = "other"}).customers[0].total_requests, std::int64_t(1));
}

void TestAnalyticsCustomers::toolsAreOfAllTime()
{
    AnalyticsBench bench;
    fill(bench);
    bench.add({.agent = 1, .at = kNow - days(300), .customer = "anna", .status = 500, .ms = 600});
    const auto tools = bench.analytics.customerTools({"seller", "anna"}).tools;
    QCOMPARE(tools.size(), std::size_t(2));
    QCOMPARE(tools[0].tool_name, std::string("search"));
    QCOMPARE(tools[0].call_count, std::int64_t(3));
    QVERIFY(near(tools[0].error_rate, 1.0 / 3));
    QVERIFY(near(tools[0].avg_response_ms, 1000.0 / 3));
    QCOMPARE(tools[0].revenue_atomic.atomic(), std::string("5000000"));
}

void TestAnalyticsCustomers::dailyHasItsOwnPercentile()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    std::vector<Request> requests;
    for (int i = 1; i <= 100; ++i) {
        requests.push_back({.agent = agent, .at = kNow - minutes(i), .customer = "anna", .ms = double(i)});
        requests.push_back({.agent = agent, .at = kNow - minutes(i), .customer = "bert", .ms = 5000});
    }
    bench.add(requests);
    bench.fold();
    bench.add({.agent = agent, .at = kNow - days(2), .customer = "anna", .ms = 10}); // not folded
    const auto rows = bench.analytics.customerDaily({"seller", "anna", {}}).stats;
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[0].date, std::string("2026-07-13"));
    QVERIFY(near(rows[0].p95_response_ms, 10, 0.01));
    QCOMPARE(rows[1].requests, std::int64_t(100));
    QCOMPARE(rows[1].avg_response_ms, 50.5);
    QVERIFY(near(rows[1].p95_response_ms, 95, 0.01));
    QCOMPARE(bench.analytics.customerDaily({"seller", "anna", 2}).stats.size(), std::size_t(1));
}

void TestAnalyticsCustomers::cohortsRetainByMonth()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    const auto call = [&](const char* who, const char* when) {
        return Request{.agent = agent, .at = at(when), .customer = who};
    };
    bench.add({
        call("a", "2026-04-10T00:00:00Z"), call("a", "2026-05-10T00:00:00Z"), call("a", "2026-07-01T00:00:00Z"),
        call("b", "2026-04-30T23:59:59Z"), call("b", "2026-05-01T00:00:00Z"),
        call("c", "2026-04-01T00:00:00Z"), call("d", "2026-04-02T00:00:00Z"),
        call("e", "2026-07-10T00:00:00Z"),
        call("f", "2024-01-01T00:00:00Z"), call("f", "2026-05-01T00:00:00Z"), // of an older cohort
    });
    const auto cohorts = bench.analytics.cohorts({"seller", {}}).cohorts;
    QCOMPARE(cohorts.size(), std::size_t(2));
    QCOMPARE(cohorts[0].month, std::string("2026-04"));
    QCOMPARE(cohorts[0].new_customers, std::int64_t(4));
    QCOMPARE(cohorts[0].retained_customers, std::int64_t(1));
    QCOMPARE(cohorts[0].retention, (std::vector<double>{1, 0.5, 0, 0.25}));
    QCOMPARE(cohorts[1].month, std::string("2026-07"));
    QCOMPARE(cohorts[1].retention, (std::vector<double>{1}));
    QCOMPARE(bench.analytics.cohorts({"seller", 36}).cohorts.front().month, std::string("2024-01"));
    QCOMPARE(bench.analytics.cohorts({"seller", 1}).cohorts.size(), std::size_t(1));
}

void TestAnalyticsCustomers::cohortMonthsAreUtc()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    // Already July in Seoul, still June in UTC.
    bench.add({.agent = agent, .at = at("2026-07-01T00:30:00+09:00")});
    QCOMPARE(bench.analytics.cohorts({"seller", {}}).cohorts[0].month, std::string("2026-06"));
}

void TestAnalyticsCustomers::lifetimeValueNeedsTwentyCustomers()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    for (int i = 0; i < 19; ++i)
        bench.add({{.agent = agent, .at = kNow - days(40), .customer = fmt::format("c{}", i)},
                   {.agent = agent, .at = kNow, .customer = fmt::format("c{}", i), .paid = "1"}});
    const contract::Revenue few = bench.analytics.revenue({.agent_id = "seller"});
    QVERIFY(!few.ltv && !few.ltv_months && !few.monthly_churn);
    QVERIFY(few.ltv_reason.find("19") != std::string::npos);
    QVERIFY(!bench.analytics.customer({"seller", "c1"}).ltv.has_value());
    bench.add({.agent = agent, .at = kNow - days(40), .customer = "c19"});
    QVERIFY(bench.analytics.revenue({.agent_id = "seller"}).ltv.has_value());
}

void TestAnalyticsCustomers::lifetimeValueFollowsChurn()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    const base::Day today = std::chrono::floor<days>(kNow);
    std::vector<Request> requests;
    for (int i = 0; i < 40; ++i) {
        const std::string who = fmt::format("c{}", i);
        // The first and the last instant of days 31 to 60.
        requests.push_back({.agent = agent, .at = i % 2 ? base::Time(today - days(59)) : today - days(29) - seconds(1),
                            .customer = who});
        if (i < 30) // ten of forty have not come back
            requests.push_back({.agent = agent, .at = base::Time(today - days(29)), .customer = who,
                                .paid = i < 10 ? "3" : ""});
    }
    requests.push_back({.agent = agent, .at = kNow, .customer = "new one", .paid = "3"});
    requests.push_back({.agent = agent, .at = today - days(60), .customer = "too old"});
    bench.add(requests);
    const contract::Revenue revenue = bench.analytics.revenue({.agent_id = "seller"});
    QCOMPARE(*revenue.monthly_churn, 0.25);
    QCOMPARE(*revenue.ltv_months, 4.0);
    QCOMPARE(*revenue.ltv, 12.0); // 33 USDC of 11 payers, times four months
    // Of one customer: 3 USDC within its first period.
    QCOMPARE(*bench.analytics.customer({"seller", "new one"}).ltv, 12.0);
    QVERIFY(!bench.analytics.customer({"seller", "c20"}).ltv.has_value()); // never paid
}

void TestAnalyticsCustomers::hostileCustomerNamesComeBackUnchanged()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    const std::vector<std::string> hostile{"'; DROP TABLE rollup_customer; --", "%", "_", "\\", "a/b?c#d", "{\"a\":1}",
                                           "한국어 💸", "a\x1f" "b", "x,y", std::string(300, 'z')};
    std::vector<Request> requests;
    for (const std::string& name : hostile)
        requests.push_back({.agent = agent, .at = kNow, .customer = name});
    bench.add(requests);
    for (const std::string& name : hostile) {
        QCOMPARE(bench.analytics.customer({"seller", name}).customer_id, name);
        QCOMPARE(bench.analytics.customer({"seller", name}).total_requests, std::int64_t(1));
    }
    ListCustomers::Input input = filtered({});
    input.limit = 1;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < hostile.size(); ++i) {
        const contract::CustomerPage page = bench.analytics.customers(input);
        QCOMPARE(page.customers.size(), std::size_t(1));
        seen.insert(page.customers[0].customer_id);
        input.cursor = page.next;
    }
    QCOMPARE(seen, std::set<std::string>(hostile.begin(), hostile.end()));
}

QTEST_GUILESS_MAIN(TestAnalyticsCustomers)
#include "tst_analytics_customers.moc"
