// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics_bench.h"

#include <fmt/format.h>

#include <cmath>

using namespace bursar;
using namespace bursar::test;
using contract::GetRevenue;
using rollup::Protocol;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class TestAnalyticsRevenue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void periodsAreMonthsOrIsoWeeks();
    void sharesOfToolsAddUp();
    void averagesDivideByPayingCustomers();
    void spanIsWholeUtcDays();
    void otherAssetsAreShownButNeverAdded();
    void verificationCountsByState();
    void sumsAreExactBeyondDoubles();
    void growthComparesWholeMonths();
    void ofNothingIsZero();
    void refusesBadInput();
    void recommendsARaiseFromRealTraffic();
    void readsElasticityFromItsOwnPriceHistory();
    void holdsForAllAgentsTogether();
    void neverComparesSimulatedWithRealPeers();
};

void TestAnalyticsRevenue::periodsAreMonthsOrIsoWeeks()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = at("2026-05-31T23:59:59Z"), .paid = "1"},
               {.agent = agent, .at = at("2026-06-01T00:00:00Z"), .paid = "2"},
               {.agent = agent, .at = at("2026-06-30T23:59:59Z"), .paid = "4"},
               {.agent = agent, .at = at("2026-07-01T12:00:00Z")},
               {.agent = agent, .at = at("2026-07-13T00:00:00Z"), .paid = "8"}});
    const auto months = bench.analytics.revenue({.agent_id = "seller"}).periods;
    QCOMPARE(months.size(), std::size_t(3));
    QCOMPARE(months[0].period, std::string("2026-07"));
    QCOMPARE(months[0].amount, 8.0);
    QCOMPARE(months[1].period, std::string("2026-06"));
    QCOMPARE(months[1].amount_atomic.atomic(), std::string("6000000"));
    QCOMPARE(months[1].count, std::int64_t(2));
    QCOMPARE(months[2].period, std::string("2026-05"));
    const auto weeks = bench.analytics.revenue({.agent_id = "seller", .period = "weekly"}).periods;
    QCOMPARE(weeks.size(), std::size_t(4));
    QCOMPARE(weeks[0].period, std::string("2026-29"));
    QCOMPARE(weeks[1].period, std::string("2026-27"));
    QCOMPARE(weeks[2].period, std::string("2026-23"));
    QCOMPARE(weeks[3].period, std::string("2026-22"));
}

void TestAnalyticsRevenue::sharesOfToolsAddUp()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = kNow, .tool = "search", .paid = "3", .protocol = Protocol::mcp},
               {.agent = agent, .at = kNow, .tool = "search", .paid = "3"},
               {.agent = agent, .at = kNow, .tool = "translate", .paid = "2", .protocol = Protocol::a2a},
               {.agent = agent, .at = kNow, .tool = "free"}});
    const contract::Revenue revenue = bench.analytics.revenue({.agent_id = "seller"});
    QCOMPARE(revenue.by_tool.size(), std::size_t(2));
    QCOMPARE(revenue.by_tool[0].tool_name, std::string("search"));
    QCOMPARE(revenue.by_tool[0].count, std::int64_t(2));
    QCOMPARE(revenue.by_tool[0].share, 0.75);
    QCOMPARE(revenue.by_tool[1].share, 0.25);
    QCOMPARE(revenue.by_protocol.size(), std::size_t(3));
    QCOMPARE(revenue.by_protocol[0].amount, 3.0);
    QCOMPARE(revenue.by_protocol[2].tool_name, std::string("a2a"));
}

void TestAnalyticsRevenue::averagesDivideByPayingCustomers()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = kNow, .customer = "anna", .paid = "3"},
               {.agent = agent, .at = kNow, .customer = "bert", .paid = "1"},
               {.agent = agent, .at = kNow, .customer = "bert", .paid = "1"},
               {.agent = agent, .at = kNow, .customer = "carl"}});
    const contract::Revenue revenue = bench.analytics.revenue({.agent_id = "seller"});
    QCOMPARE(revenue.total_revenue, 5.0);
    QCOMPARE(revenue.arpu, 2.5);
    QCOMPARE(revenue.paying_customers, std::int64_t(2));
    QCOMPARE(revenue.total_customers, std::int64_t(3));
    QCOMPARE(revenue.avg_per_request, 1.25);
    QCOMPARE(revenue.top_payers.size(), std::size_t(2));
    QCOMPARE(revenue.top_payers[0].customer_id, std::string("anna"));
    QCOMPARE(revenue.top_payers[1].count, std::int64_t(2));
}

void TestAnalyticsRevenue::spanIsWholeUtcDays()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    const base::Day day = std::chrono::floor<days>(kNow) - days(5);
    bench.add({{.agent = agent, .at = day - seconds(1), .customer = "before", .paid = "1"},
               {.agent = agent, .at = base::Time(day), .customer = "anna", .tool = "a", .paid = "2"},
               {.agent = agent, .at = day + hours(24) - seconds(1), .customer = "bert", .tool = "b", .paid = "4"},
               {.agent = agent, .at = day + hours(24), .customer = "after", .paid = "8"}});
    GetRevenue::Input input{.agent_id = "seller"};
    input.from = day + hours(10); // widened to the day
    input.to = day + hours(11);
    const contract::Revenue revenue = bench.analytics.revenue(input);
    QCOMPARE(revenue.total_revenue, 6.0);
    QCOMPARE(revenue.by_tool.size(), std::size_t(2));
    QCOMPARE(revenue.top_payers.size(), std::size_t(2));
    QCOMPARE(revenue.top_payers[0].customer_id, std::string("bert"));
    QCOMPARE(revenue.arpu, 3.0);
    QCOMPARE(revenue.periods.size(), std::size_t(1)); // periods are of all time
    QCOMPARE(revenue.periods[0].amount, 15.0);
    input.to = {};
    QCOMPARE(bench.analytics.revenue(input).total_revenue, 14.0);
    input.from = {};
    input.to = base::Time(day);
    QCOMPARE(bench.analytics.revenue(input).total_revenue, 1.0);
}

void TestAnalyticsRevenue::otherAssetsAreShownButNeverAdded()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.addPayments({{.agent = agent, .at = kNow, .paid = "1.5"},
                       {.agent = agent, .at = kNow, .paid = "7.25", .asset = "ETH"},
                       {.agent = agent, .at = kNow, .paid = "0.000001", .asset = "ETH"},
                       {.agent = agent, .at = kNow - days(500), .paid = "1", .asset = "ETH"}});
    GetRevenue::Input input{.agent_id = "seller"};
    input.from = kNow - days(1);
    const contract::Revenue revenue = bench.analytics.revenue(input);
    QCOMPARE(revenue.total_revenue, 1.5);
    QCOMPARE(revenue.by_asset.size(), std::size_t(2));
    QCOMPARE(revenue.by_asset[0].asset, std::string("USDC"));
    QCOMPARE(revenue.by_asset[0].amount, std::string("1.5"));
    QCOMPARE(revenue.by_asset[1].asset, std::string("ETH"));
    QCOMPARE(revenue.by_asset[1].amount, std::string("7.250001"));
    QCOMPARE(revenue.by_asset[1].count, std::int64_t(2));
}

void TestAnalyticsRevenue::verificationCountsByState()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = kNow, .paid = "1"},
               {.agent = agent, .at = kNow, .paid = "2", .paymentState = "verified"},
               {.agent = agent, .at = kNow, .paid = "3", .paymentState = "verified"}});
    const contract::Verification checked = bench.analytics.revenue({.agent_id = "seller"}).verification;
    QCOMPARE(checked.unverified_count, std::int64_t(1));
    QCOMPARE(checked.verified_count, std::int64_t(2));
    QCOMPARE(checked.simulated_count, std::int64_t(0));
    QCOMPARE(checked.verified_amount, 5.0);
}

void TestAnalyticsRevenue::sumsAreExactBeyondDoubles()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = kNow, .customer = "whale", .paid = "9007199254740993.000001"},
               {.agent = agent, .at = kNow, .customer = "whale", .paid = "0.000001"}});
    bench.fold();
    const contract::Revenue revenue = bench.analytics.revenue({.agent_id = "seller"});
    QCOMPARE(revenue.total_revenue_atomic.atomic(), std::string("9007199254740993000002"));
    QCOMPARE(revenue.by_tool[0].amount_atomic.atomic(), std::string("9007199254740993000002"));
    QCOMPARE(revenue.top_payers[0].amount_atomic.atomic(), std::string("9007199254740993000002"));
    QCOMPARE(revenue.periods[0].amount_atomic.atomic(), std::string("9007199254740993000002"));
    QCOMPARE(bench.analytics.customers({.agent_id = "seller"}).total_revenue_atomic.atomic(),
             std::string("9007199254740993000002"));
}

void TestAnalyticsRevenue::growthComparesWholeMonths()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = at("2026-06-10T00:00:00Z"), .paid = "6"},
               {.agent = agent, .at = at("2026-07-10T00:00:00Z"), .paid = "1"}});
    QVERIFY(!bench.analytics.revenue({.agent_id = "seller"}).mom_growth.has_value());
    bench.add({.agent = agent, .at = at("2026-05-10T00:00:00Z"), .paid = "4"});
    QCOMPARE(*bench.analytics.revenue({.agent_id = "seller"}).mom_growth, 0.5);
}

void TestAnalyticsRevenue::ofNothingIsZero()
{
    AnalyticsBench bench;
    bench.agent("seller");
    const contract::Revenue revenue = bench.analytics.revenue({.agent_id = "seller"});
    QCOMPARE(revenue.total_revenue, 0.0);
    QCOMPARE(revenue.arpu, 0.0);
    QVERIFY(revenue.periods.empty() && revenue.by_tool.empty() && revenue.by_asset.empty() && revenue.top_payers.empty());
    QVERIFY(!revenue.ltv.has_value());
    QCOMPARE(revenue.recommendation.action, std::string("hold"));
}

void TestAnalyticsRevenue::refusesBadInput()
{
    AnalyticsBench bench;
    bench.agent("seller");
    const auto refused = [&](auto change) {
        GetRevenue::Input input{.agent_id = "seller"};
        change(input);
        return refusal([&] { bench.analytics.revenue(input); });
    };
    const std::string bad = "400 invalid_input";
    QCOMPARE(refused([](auto& i) { i.period = "yearly"; }), bad);
    QCOMPARE(refused([](auto& i) { i.from = kNow; i.to = kNow; }), bad);
    QCOMPARE(refused([](auto& i) { i.from = kNow - days(900); i.to = kNow; }), bad);
    QCOMPARE(refused([](auto& i) { i.from = kNow + days(100); }), bad);
}

namespace {
/// `perDay` calls of search on each of the days before today, the first `paidPerDay` of them paid.
void sell(AnalyticsBench& bench, std::int64_t agent, int fromDay, int toDay, int perDay, int paidPerDay, const char* price,
          double ms = 100, int failures = 0)
{
    std::vector<Request> requests;
    const base::Day today = std::chrono::floor<days>(kNow);
    for (int day = fromDay; day > toDay; --day) {
        for (int i = 0; i < perDay; ++i)
            requests.push_back({.agent = agent, .at = today - days(day) + minutes(i * 7), .customer = fmt::format("c{}", i),
                                .status = i < paidPerDay ? 200 : i < paidPerDay + failures ? 500 : 402, .ms = ms,
                                .paid = i < paidPerDay ? price : ""});
    }
    bench.addPayments(requests);
}

void addPeers(AnalyticsBench& bench, int count, bool simulated = false)
{
    for (int i = 0; i < count; ++i) {
        const auto peer = bench.agent(NewAgent{.id = fmt::format("peer{}", i), .simulated = simulated,
                                               .price = fmt::format("{:.2f}", 0.02 + 0.01 * i)});
        sell(bench, peer, 3, 0, 20, 10, "0.02", 300, 5);
    }
}
} // namespace

void TestAnalyticsRevenue::recommendsARaiseFromRealTraffic()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    sell(bench, agent, 25, 0, 20, 10, "0.01");
    addPeers(bench, 5); // 0.02 … 0.06, slower and with errors
    const auto advice = bench.analytics.revenue({.agent_id = "seller"}).recommendation;
    QCOMPARE(advice.action, std::string("increase_price"));
    QCOMPARE(advice.tool, std::string("search"));
    QCOMPARE(*advice.current_price, 0.01);
    QCOMPARE(*advice.suggested_price, 0.012);
    QCOMPARE(advice.sample_size, std::int64_t(500));
    QCOMPARE(advice.confidence, std::string("medium"));
}

void TestAnalyticsRevenue::readsElasticityFromItsOwnPriceHistory()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    sell(bench, agent, 60, 40, 20, 16, "0.01");
    sell(bench, agent, 40, 0, 20, 12, "0.02"); // twice the price, three quarters of the demand
    addPeers(bench, 5);
    const auto advice = bench.analytics.revenue({.agent_id = "seller"}).recommendation;
    QCOMPARE(advice.action, std::string("increase_price"));
    QCOMPARE(*advice.current_price, 0.02);
    QCOMPARE(advice.confidence, std::string("high"));
    const double elasticity = std::log(0.75) / std::log(2.0);
    QVERIFY(near(*advice.expected_revenue_change, 1.2 * (1 + elasticity * 0.2) - 1));
    QVERIFY(near(*advice.expected_churn_change, -elasticity * 0.2));
}

void TestAnalyticsRevenue::holdsForAllAgentsTogether()
{
    AnalyticsBench bench;
    sell(bench, bench.agent("seller"), 25, 0, 20, 10, "0.01");
    addPeers(bench, 5);
    const auto advice = bench.analytics.revenue({}).recommendation;
    QCOMPARE(advice.action, std::string("hold"));
    QCOMPARE(advice.tool, std::string());
}

void TestAnalyticsRevenue::neverComparesSimulatedWithRealPeers()
{
    AnalyticsBench bench;
    sell(bench, bench.agent("seller"), 25, 0, 20, 10, "0.01");
    addPeers(bench, 5, true);
    const auto advice = bench.analytics.revenue({.agent_id = "seller"}).recommendation;
    QCOMPARE(advice.action, std::string("hold"));
    QVERIFY(advice.basis.find("Only 0 other agents") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestAnalyticsRevenue)
#include "tst_analytics_revenue.moc"
