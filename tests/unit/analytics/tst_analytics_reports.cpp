// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics_bench.h"

#include <cmath>

using namespace bursar;
using namespace bursar::test;
using rollup::Protocol;
using rollup::Source;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class TestAnalyticsReports : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statsCountFromMidnight();
    void statsOfNothingAreZero();
    void statsReadBaseAndDeltasAlike();
    void scopeOfOneAgentLeavesOthersOut();
    void unknownAgentIsNotFound();
    void dailyListsUtcDaysWithData();
    void dailyClampsTheDays();
    void healthBlockCoversSixtyMinutes();
    void reportDividesRevenueAsDefined();
    void reportRanksToolsPartnersAndEndpoints();
    void performanceWithoutDataHasNoScore();
    void performanceComparesWithTheWindowBefore();
    void performanceTrendHasTwentyFourHours();
    void performanceReadsWindows();
    void funnelNeedsTheOrderInTime();
    void funnelOfNothingIsZero();
    void dashboardCountsAgents();
    void walletSumsItsAgentsOnly();
    void walletWithoutAgentsIsEmpty();
    void walletErrorsAreRanked();
    void benchmarkRanksPerCategory();
    void benchmarkReplacesInOneTransaction();
    void tickRanksWhenDue();
    void simulatedAgentsSaySo();
};

void TestAnalyticsReports::statsCountFromMidnight()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    const base::Day today = std::chrono::floor<days>(kNow);
    bench.add({
        {.agent = agent, .at = today + minutes(1), .ms = 10, .paid = "1.5"},
        {.agent = agent, .at = kNow + minutes(3), .status = 402, .ms = 20},          // a clock that runs ahead
        {.agent = agent, .at = base::Time(today) - seconds(1), .status = 500, .ms = 30},
        {.agent = agent, .at = base::Time(today - days(7)), .customer = "bert", .ms = 40},
        {.agent = agent, .at = today - days(7) - seconds(1), .status = 404, .ms = 50},
        {.agent = agent, .at = base::Time(today - days(30)), .ms = 60},
        {.agent = agent, .at = today - days(30) - seconds(1), .ms = 70, .paid = "0.000001"},
        {.agent = agent, .at = base::Time(today - days(200)), .ms = 80},
    });
    const contract::AgentStats stats = bench.analytics.stats({"seller"});
    QCOMPARE(stats.total_requests, std::int64_t(8));
    QCOMPARE(stats.today_requests, std::int64_t(2));
    QCOMPARE(stats.week_requests, std::int64_t(4));
    QCOMPARE(stats.month_requests, std::int64_t(6));
    QCOMPARE(stats.total_customers, std::int64_t(2));
    QCOMPARE(stats.error_count, std::int64_t(2)); // not the 402
    QCOMPARE(stats.required_count, std::int64_t(1));
    QCOMPARE(stats.paid_count, std::int64_t(2));
    QCOMPARE(stats.total_revenue_usdc_atomic.atomic(), std::string("1500001"));
    QVERIFY(near(stats.total_revenue_usdc, 1.500001));
    QCOMPARE(stats.avg_response_ms, 45.0);
    QCOMPARE(stats.error_rate, 0.25);
    QCOMPARE(stats.status_codes, (std::map<std::string, std::int64_t>{{"200", 5}, {"402", 1}, {"404", 1}, {"500", 1}}));
    QVERIFY(stats.revenue_basis == contract::RevenueBasis::claimed);
}

void TestAnalyticsReports::statsOfNothingAreZero()
{
    AnalyticsBench bench;
    bench.agent("seller");
    for (const std::optional<std::string>& scope : {std::optional<std::string>("seller"), std::optional<std::string>()}) {
        const contract::AgentStats stats = bench.analytics.stats({scope});
        QCOMPARE(stats.total_requests, std::int64_t(0));
        QCOMPARE(stats.total_customers, std::int64_t(0));
        QCOMPARE(stats.error_rate, 0.0);
        QCOMPARE(stats.avg_response_ms, 0.0);
        QCOMPARE(stats.total_revenue_usdc_atomic.atomic(), std::string("0"));
        QVERIFY(stats.status_codes.empty());
    }
    QVERIFY(bench.analytics.daily({"seller", {}}).stats.empty());
}

void TestAnalyticsReports::statsReadBaseAndDeltasAlike()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = kNow - days(5)}, {.agent = agent, .at = kNow - hours(1), .customer = "bert"}});
    const contract::AgentStats unfolded = bench.analytics.stats({"seller"});
    bench.fold();
    const contract::AgentStats folded = bench.analytics.stats({"seller"});
    bench.add({.agent = agent, .at = kNow - days(5), .customer = "bert", .paid = "2"});
    const contract::AgentStats mixed = bench.analytics.stats({"seller"});
    QCOMPARE(unfolded.total_requests, std::int64_t(2));
    QCOMPARE(folded.total_requests, std::int64_t(2));
    QCOMPARE(folded.total_customers, unfolded.total_customers);
    QCOMPARE(mixed.total_requests, std::int64_t(3));
    QCOMPARE(mixed.total_customers, std::int64_t(2));
    QCOMPARE(mixed.total_revenue_usdc, 2.0);
}

void TestAnalyticsReports::scopeOfOneAgentLeavesOthersOut()
{
    AnalyticsBench bench;
    const auto seller = bench.agent("seller");
    const auto other = bench.agent("other");
    bench.add({{.agent = seller, .at = kNow}, {.agent = other, .at = kNow}, {.agent = other, .at = kNow}});
    QCOMPARE(bench.analytics.stats({"seller"}).total_requests, std::int64_t(1));
    QCOMPARE(bench.analytics.stats({"other"}).total_requests, std::int64_t(2));
    const contract::AgentStats all = bench.analytics.stats({});
    QCOMPARE(all.total_requests, std::int64_t(3));
    QCOMPARE(all.total_customers, std::int64_t(1)); // the same person
}

void TestAnalyticsReports::unknownAgentIsNotFound()
{
    AnalyticsBench bench;
    QCOMPARE(refusal([&] { bench.analytics.stats({"nobody"}); }), std::string("404 agent_not_found"));
    QCOMPARE(refusal([&] { bench.analytics.overview({"nobody", kNow - hours(1), kNow}); }),
             std::string("404 agent_not_found"));
}

void TestAnalyticsReports::dailyListsUtcDaysWithData()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    const base::Day today = std::chrono::floor<days>(kNow);
    bench.add({
        {.agent = agent, .at = today - days(3) + hours(23) + minutes(59), .customer = "anna", .ms = 100, .paid = "1"},
        {.agent = agent, .at = today - days(3), .customer = "bert", .status = 500, .ms = 300},
        {.agent = agent, .at = today - days(3) + hours(5), .customer = "anna", .ms = 200},
        {.agent = agent, .at = base::Time(today), .customer = "anna", .ms = 50},
    });
    const auto rows = bench.analytics.daily({"seller", {}}).stats;
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[0].date, std::string("2026-07-12"));
    QCOMPARE(rows[0].requests, std::int64_t(3));
    QCOMPARE(rows[0].errors, std::int64_t(1));
    QCOMPARE(rows[0].unique_customers, std::int64_t(2));
    QCOMPARE(rows[0].avg_response_ms, 200.0);
    QVERIFY(near(rows[0].p95_response_ms, 300, 0.01));
    QCOMPARE(rows[0].revenue_atomic.atomic(), std::string("1000000"));
    QCOMPARE(rows[1].date, std::string("2026-07-15"));
    QCOMPARE(rows[1].unique_customers, std::int64_t(1));
}

void TestAnalyticsReports::dailyClampsTheDays()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    const base::Day today = std::chrono::floor<days>(kNow);
    bench.add({{.agent = agent, .at = base::Time(today - days(364))},
               {.agent = agent, .at = today - days(364) - seconds(1)},
               {.agent = agent, .at = base::Time(today - days(29))},
               {.agent = agent, .at = today - days(29) - seconds(1)}});
    QCOMPARE(bench.analytics.daily({"seller", {}}).stats.size(), std::size_t(1));
    QCOMPARE(bench.analytics.daily({"seller", 100'000}).stats.size(), std::size_t(3));
    QCOMPARE(bench.analytics.daily({"seller", 1}).stats.size(), std::size_t(0));
    QCOMPARE(refusal([&] { bench.analytics.daily({"seller", 0}); }), std::string("400 invalid_input"));
}

void TestAnalyticsReports::healthBlockCoversSixtyMinutes()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({
        {.agent = agent, .at = kNow, .status = 402},
        {.agent = agent, .at = kNow - minutes(10), .status = 504},
        {.agent = agent, .at = kNow - minutes(20), .status = 200, .ms = 30'001},
        {.agent = agent, .at = kNow - minutes(59)},
        {.agent = agent, .at = kNow - minutes(60), .status = 500},
    });
    const contract::HealthBlock health = bench.analytics.report({"seller", {}}).health;
    QCOMPARE(health.total_requests, std::int64_t(4));
    QCOMPARE(health.error_count, std::int64_t(1));
    QCOMPARE(health.payment_count, std::int64_t(1));
    QCOMPARE(health.timeout_count, std::int64_t(2));
    QCOMPARE(health.error_rate, 0.25);
    QCOMPARE(health.payment_rate, 0.25);
    QCOMPARE(health.timeout_rate, 0.5);
    QCOMPARE(health.success_rate, 0.75);
    QCOMPARE(health.window_minutes, 60);
    bench.clock.advance(days(2));
    QCOMPARE(bench.analytics.report({"seller", {}}).health.success_rate, 1.0);
}

void TestAnalyticsReports::reportDividesRevenueAsDefined()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({
        {.agent = agent, .at = kNow - days(20), .customer = "anna", .status = 402},
        {.agent = agent, .at = kNow - days(20), .customer = "anna", .paid = "3"},
        {.agent = agent, .at = kNow - days(1), .customer = "anna", .paid = "1"},
        {.agent = agent, .at = kNow - days(2), .customer = "bert"},
        {.agent = agent, .at = kNow - days(60), .customer = "carl", .paid = "100"},
    });
    const contract::AnalyticsReport report = bench.analytics.report({"seller", {}});
    QCOMPARE(report.revenue.total_revenue, 4.0);
    QCOMPARE(report.revenue.payment_count, std::int64_t(2));
    QCOMPARE(report.revenue.required_count, std::int64_t(1));
    QCOMPARE(report.revenue.conversion_rate, 2.0); // may exceed 1
    QCOMPARE(report.revenue.avg_per_request, 1.0);
    QCOMPARE(report.revenue.arpu, 2.0); // over all customers of the window, paying or not
    QCOMPARE(report.customers.total_customers, std::int64_t(3));
    QCOMPARE(report.customers.new_this_week, std::int64_t(1));
    QCOMPARE(report.customers.returning_this_week, std::int64_t(1));
    QCOMPARE(report.customers.top_callers.front().customer_id, std::string("anna"));
    QCOMPARE(report.customers.top_callers.front().request_count, std::int64_t(3));
    QCOMPARE(report.customers.top_callers.front().last_seen_at, kNow - days(1));
}

void TestAnalyticsReports::reportRanksToolsPartnersAndEndpoints()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    std::vector<Request> requests;
    for (int tool = 0; tool < 25; ++tool) {
        for (int i = 0; i <= tool; ++i)
            requests.push_back({.agent = agent, .at = kNow - days(1), .tool = "tool" + std::to_string(tool),
                                .protocol = tool % 2 ? Protocol::mcp : Protocol::http});
    }
    requests.push_back({.agent = agent, .at = kNow, .customer = "partner", .status = 500, .ms = 40, .paid = "2",
                        .protocol = Protocol::a2a, .source = Source::gateway, .path = "/a2a/plan?x=1"});
    requests.push_back({.agent = agent, .at = kNow, .customer = "partner", .ms = 60, .protocol = Protocol::a2a,
                        .source = Source::gateway, .path = "/a2a/plan"});
    bench.add(requests);
    const contract::AnalyticsReport report = bench.analytics.report({"seller", 30});
    QCOMPARE(report.tool_ranking.size(), std::size_t(20));
    QCOMPARE(report.tool_ranking[0].tool_name, std::string("tool24"));
    QCOMPARE(report.tool_ranking[0].call_count, std::int64_t(25));
    QCOMPARE(report.tool_ranking[19].tool_name, std::string("tool5"));
    QCOMPARE(report.mcp_tools.size(), std::size_t(12));
    QCOMPARE(report.mcp_tools[0].tool_name, std::string("tool23"));
    QCOMPARE(report.a2a_partners.size(), std::size_t(1));
    QCOMPARE(report.a2a_partners[0].customer_id, std::string("partner"));
    QCOMPARE(report.a2a_partners[0].avg_response_ms, 50.0);
    QCOMPARE(report.a2a_partners[0].error_rate, 0.5);
    QCOMPARE(report.a2a_partners[0].revenue, 2.0);
    QCOMPARE(report.a2a_endpoints.size(), std::size_t(1));
    QCOMPARE(report.a2a_endpoints[0].endpoint, std::string("/a2a/plan"));
    QCOMPARE(report.a2a_endpoints[0].method, std::string("POST"));
    QCOMPARE(report.a2a_endpoints[0].call_count, std::int64_t(2));
    double percentage = 0;
    for (const contract::ProtocolRow& row : report.protocol)
        percentage += row.percentage;
    QVERIFY(near(percentage, 100));
    QCOMPARE(report.protocol.back().source, std::string("gateway"));
    QCOMPARE(report.protocol.back().protocol, std::string("a2a"));
    QCOMPARE(report.daily_by_protocol.size(), std::size_t(3));
    QCOMPARE(report.daily_by_protocol[0].date, std::string("2026-07-14"));
    QCOMPARE(report.daily_by_protocol[2].errors, std::int64_t(1));
}

void TestAnalyticsReports::performanceWithoutDataHasNoScore()
{
    AnalyticsBench bench;
    bench.agent("seller");
    const contract::Performance empty = bench.analytics.performance({"seller", {}});
    QVERIFY(!empty.health_score.has_value());
    QCOMPARE(empty.health_status, std::string("No data"));
    QVERIFY(!empty.p95_response_ms.has_value());
    QCOMPARE(empty.uptime, 0.0);
    QCOMPARE(empty.health_delta, 0.0);
    QCOMPARE(empty.p95_trend, std::vector<double>(24, 0.0));
}

void TestAnalyticsReports::performanceComparesWithTheWindowBefore()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    std::vector<Request> requests;
    for (int i = 0; i < 40; ++i)
        requests.push_back({.agent = agent, .at = kNow - minutes(i % 59), .status = i < 10 ? 500 : 200, .ms = 200});
    for (int i = 0; i < 20; ++i)
        requests.push_back({.agent = agent, .at = kNow - minutes(61 + i), .ms = 100});
    requests.push_back({.agent = agent, .at = kNow - hours(25), .status = 500, .ms = 9000}); // of no window
    bench.add(requests);
    const contract::Performance hour = bench.analytics.performance({"seller", "1h"});
    QCOMPARE(hour.window, std::string("1h"));
    QCOMPARE(hour.total_requests, std::int64_t(40));
    QCOMPARE(hour.success_requests, std::int64_t(30));
    QCOMPARE(hour.error_rate, 0.25);
    QCOMPARE(hour.uptime, 75.0);
    QCOMPARE(hour.error_delta, 0.25);
    QCOMPARE(hour.uptime_delta, -25.0);
    QVERIFY(near(hour.p95_delta_ms, 100, 0.03));
    QVERIFY(near(hour.requests_per_min, 40.0 / 59)); // 59 minutes of the window have passed
    QVERIFY(near(hour.throughput_delta, 40.0 / 59 - 20.0 / 60));
    // 40·0.75 + 30·(1 − 0.2) + 20·0.75 + 10 against 40 + 30·0.9 + 20 + 10
    QVERIFY2(std::abs(hour.health_delta - (79 - 97)) < 0.2, qPrintable(QString::number(hour.health_delta)));
}

void TestAnalyticsReports::performanceTrendHasTwentyFourHours()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({
        {.agent = agent, .at = at("2026-07-14T13:00:00Z"), .ms = 100}, // first hour that is shown
        {.agent = agent, .at = at("2026-07-14T12:59:59Z"), .ms = 900}, // the hour before it
        {.agent = agent, .at = at("2026-07-14T23:30:00Z"), .status = 500, .ms = 300},
        {.agent = agent, .at = at("2026-07-15T00:10:00Z"), .ms = 200},
        {.agent = agent, .at = at("2026-07-15T12:15:00Z"), .ms = 400}, // half of this hour has passed
    });
    const contract::Performance day = bench.analytics.performance({"seller", "24h"});
    QCOMPARE(day.p95_trend.size(), std::size_t(24));
    QVERIFY(near(day.p95_trend[0], 100, 0.01));
    QVERIFY(near(day.p95_trend[10], 300, 0.01));
    QVERIFY(near(day.p95_trend[11], 200, 0.01));
    QVERIFY(near(day.p95_trend[23], 400, 0.01));
    QCOMPARE(day.error_rate_trend[10], 1.0);
    QCOMPARE(day.uptime_trend[10], 0.0);
    QCOMPARE(day.uptime_trend[11], 100.0);
    QCOMPARE(day.uptime_trend[12], 0.0); // nothing came
    QVERIFY(near(day.throughput_trend[11], 1.0 / 60));
    QVERIFY(near(day.throughput_trend[23], 1.0 / 30));
}

void TestAnalyticsReports::performanceReadsWindows()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = kNow - minutes(30)},
               {.agent = agent, .at = kNow - hours(20)},
               {.agent = agent, .at = kNow - hours(70)},
               {.agent = agent, .at = kNow - hours(80)}});
    QCOMPARE(bench.analytics.performance({"seller", "1h"}).total_requests, std::int64_t(1));
    QCOMPARE(bench.analytics.performance({"seller", "24h"}).total_requests, std::int64_t(2));
    QCOMPARE(bench.analytics.performance({"seller", "72h"}).total_requests, std::int64_t(3));
    QCOMPARE(bench.analytics.performance({"seller", "1 year"}).window, std::string("24h"));
}

void TestAnalyticsReports::funnelNeedsTheOrderInTime()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    const auto call = [&](const char* who, base::Time when, Protocol protocol, const char* paid = "") {
        return Request{.agent = agent, .at = when, .customer = who, .paid = paid, .protocol = protocol};
    };
    bench.add({
        // converts and pays two days later
        call("full", kNow - days(4), Protocol::mcp), call("full", kNow - days(3), Protocol::a2a),
        call("full", kNow - days(2), Protocol::a2a, "5"),
        // A2A only before MCP: both protocols, but not converted; paid before as well
        call("backwards", kNow - days(5), Protocol::a2a, "9"), call("backwards", kNow - days(1), Protocol::mcp),
        // converts, pays over HTTP only
        call("elsewhere", kNow - days(4), Protocol::mcp), call("elsewhere", kNow - days(4) + minutes(1), Protocol::a2a),
        call("elsewhere", kNow - days(3), Protocol::http, "1"),
        call("a2a only", kNow - days(3), Protocol::a2a, "2"), call("mcp only", kNow - days(3), Protocol::mcp),
        call("http only", kNow, Protocol::http),
        // out of the window
        call("old", kNow - days(40), Protocol::mcp), call("old", kNow - days(39), Protocol::a2a, "50"),
    });
    bench.fold();
    const contract::Funnel funnel = bench.analytics.funnel({"seller", {}});
    const contract::FunnelSummary& sum = funnel.summary;
    QCOMPARE(sum.total_customers, std::int64_t(6));
    QCOMPARE(sum.mcp_customers, std::int64_t(4));
    QCOMPARE(sum.a2a_customers, std::int64_t(4));
    QCOMPARE(sum.mcp_to_a2a, std::int64_t(2));      // full, elsewhere
    QCOMPARE(sum.mcp_to_a2a_paid, std::int64_t(1)); // full
    QCOMPARE(sum.a2a_to_paid, std::int64_t(3));     // full, backwards, a2a only
    QCOMPARE(sum.paid_customers, std::int64_t(4));
    QCOMPARE(sum.mcp_to_a2a_rate, 0.5);
    QCOMPARE(sum.a2a_to_paid_rate, 0.75);
    QCOMPARE(sum.full_funnel_rate, 0.25);
    QCOMPARE(funnel.journeys.size(), std::size_t(3));
    QCOMPARE(funnel.journeys[0].customer_id, std::string("backwards")); // paid, most revenue
    QVERIFY(!funnel.journeys[0].days_to_convert.has_value());           // never negative
    QCOMPARE(funnel.journeys[1].customer_id, std::string("full"));
    QCOMPARE(*funnel.journeys[1].days_to_convert, 2.0);
    QCOMPARE(*funnel.journeys[1].first_mcp_at, kNow - days(4));
    QCOMPARE(funnel.journeys[2].customer_id, std::string("elsewhere"));
    QVERIFY(!funnel.journeys[2].has_a2a_paid);
    QCOMPARE(funnel.daily_trend.front().date, std::string("2026-07-10"));
    QCOMPARE(funnel.daily_trend.front().a2a_customers, std::int64_t(1));
    QCOMPARE(funnel.daily_trend.size(), std::size_t(6));
}

void TestAnalyticsReports::funnelOfNothingIsZero()
{
    AnalyticsBench bench;
    bench.agent("seller");
    const contract::Funnel funnel = bench.analytics.funnel({"seller", {}});
    QCOMPARE(funnel.summary.full_funnel_rate, 0.0);
    QVERIFY(funnel.journeys.empty());
    QVERIFY(funnel.daily_trend.empty());
}

void TestAnalyticsReports::dashboardCountsAgents()
{
    AnalyticsBench bench;
    const auto seller = bench.agent("seller");
    bench.agent(NewAgent{.id = "gone", .status = "deregistered"});
    bench.add({{.agent = seller, .at = kNow, .ms = 20, .paid = "1"}, {.agent = seller, .at = kNow - days(3), .ms = 40}});
    const contract::DashboardTotals totals = bench.analytics.dashboard();
    QCOMPARE(totals.total_agents, std::int64_t(2));
    QCOMPARE(totals.active_agents, std::int64_t(1));
    QCOMPARE(totals.total_requests, std::int64_t(2));
    QCOMPARE(totals.today_requests, std::int64_t(1));
    QCOMPARE(totals.avg_response_ms, 30.0);
    QCOMPARE(totals.total_revenue_usdc, 1.0);
}

void TestAnalyticsReports::walletSumsItsAgentsOnly()
{
    AnalyticsBench bench;
    const std::string wallet = "0x" + std::string(40, 'a');
    const auto one = bench.agent(NewAgent{.id = "one", .wallet = wallet});
    const auto two = bench.agent(NewAgent{.id = "two", .status = "suspended", .wallet = wallet});
    const auto foreign = bench.agent("foreign");
    bench.add({{.agent = one, .at = kNow, .customer = "anna", .ms = 100, .paid = "1"},
               {.agent = one, .at = kNow - days(1), .customer = "anna", .status = 500, .ms = 300},
               {.agent = two, .at = kNow, .customer = "anna", .ms = 200},
               {.agent = foreign, .at = kNow, .customer = "bert", .paid = "7"}});
    contract::WalletInput input;
    input.address = "0x" + std::string(40, 'A');
    const contract::WalletStats stats = bench.analytics.walletStats(input);
    QCOMPARE(stats.total_requests, std::int64_t(3)); // errors are requests too
    QCOMPARE(stats.total_customers, std::int64_t(1));
    QCOMPARE(stats.total_revenue, 1.0);
    QCOMPARE(stats.avg_response_ms, 200.0);
    QVERIFY(near(stats.error_rate, 1.0 / 3));
    QCOMPARE(stats.total_agents, std::int64_t(2));
    QCOMPARE(stats.active_agents, std::int64_t(1));
    const auto daily = bench.analytics.walletDaily(input).stats;
    QCOMPARE(daily.size(), std::size_t(2));
    QCOMPARE(daily[0].date, std::string("2026-07-15")); // newest first
    QCOMPARE(daily[1].error_rate, 1.0);
}

void TestAnalyticsReports::walletWithoutAgentsIsEmpty()
{
    AnalyticsBench bench;
    bench.add({.agent = bench.agent("seller"), .at = kNow, .paid = "1"});
    contract::WalletInput input;
    input.address = "0x" + std::string(40, 'b');
    QCOMPARE(bench.analytics.walletStats(input).total_requests, std::int64_t(0));
    QCOMPARE(bench.analytics.walletErrors(input).total_errors, std::int64_t(0));
    QVERIFY(bench.analytics.walletDaily(input).stats.empty());
    input.address = "0x12";
    QCOMPARE(refusal([&] { bench.analytics.walletStats(input); }), std::string("400 invalid_input"));
}

void TestAnalyticsReports::walletErrorsAreRanked()
{
    AnalyticsBench bench;
    contract::WalletInput input;
    input.address = "0x" + std::string(40, 'c');
    const auto one = bench.agent(NewAgent{.id = "one", .wallet = input.address});
    const auto two = bench.agent(NewAgent{.id = "two", .wallet = input.address});
    bench.add({{.agent = one, .at = kNow, .status = 500, .error = "Timeout"},
               {.agent = one, .at = kNow, .status = 500, .error = "Timeout"},
               {.agent = one, .at = kNow, .status = 404},
               {.agent = one, .at = kNow, .status = 402},
               {.agent = two, .at = kNow}});
    const contract::WalletErrors errors = bench.analytics.walletErrors(input);
    QCOMPARE(errors.total_errors, std::int64_t(3));
    QCOMPARE(errors.error_rate, 0.6);
    QCOMPARE(errors.by_status_code.size(), std::size_t(2));
    QCOMPARE(errors.by_status_code[0].status_code, std::int64_t(500));
    QCOMPARE(errors.by_status_code[0].count, std::int64_t(2));
    QCOMPARE(errors.by_error_type[0].error_type, std::string("Timeout"));
    QCOMPARE(errors.by_error_type[1].error_type, std::string("HTTP_404"));
    QCOMPARE(errors.by_agent[0].agent_id, std::string("one"));
    QCOMPARE(errors.by_agent[0].error_rate, 0.75);
    QCOMPARE(errors.by_agent[1].error_count, std::int64_t(0));
}

void TestAnalyticsReports::benchmarkRanksPerCategory()
{
    AnalyticsBench bench;
    const auto good = bench.agent(NewAgent{.id = "good", .category = "search"});
    const auto bad = bench.agent(NewAgent{.id = "bad", .category = "search"});
    bench.agent(NewAgent{.id = "gone", .category = "search", .status = "suspended"});
    const auto lone = bench.agent(NewAgent{.id = "lone", .category = "image"});
    bench.agent(NewAgent{.id = "silent", .category = "image"});
    std::vector<Request> requests;
    for (int i = 0; i < 100; ++i) {
        requests.push_back({.agent = good, .at = kNow - hours(i), .customer = "c" + std::to_string(i % 10), .ms = 50,
                            .paid = "0.01"});
        requests.push_back({.agent = bad, .at = kNow - hours(i), .status = i % 2 ? 500 : 200, .ms = 900});
        requests.push_back({.agent = lone, .at = kNow - hours(i)});
    }
    bench.add(requests);
    QVERIFY(bench.analytics.benchmark({"search"}).rankings->empty()); // not ranked yet
    bench.analytics.rankBenchmark();
    QCOMPARE(*bench.analytics.benchmark({}).categories, (std::vector<std::string>{"image", "search"}));
    const contract::Benchmark search = bench.analytics.benchmark({"search"});
    QCOMPARE(*search.total, std::int64_t(2));
    const auto& best = search.rankings->at(0);
    QCOMPARE(best.agent_string_id, std::string("good"));
    QCOMPARE(best.rank, 1);
    QCOMPARE(best.total_requests, std::int64_t(100));
    QCOMPARE(best.customer_count, std::int64_t(10));
    QCOMPARE(best.revenue, 1.0);
    QCOMPARE(best.avg_response_ms, 50.0);
    QCOMPARE(best.raw_score, 0.3 * 100 + 30 + 0.2 * 10 + 0.2 * 95);
    QVERIFY(best.score > search.rankings->at(1).score && best.score <= 100);
    QCOMPARE(search.rankings->at(1).error_rate, 0.5);
    QCOMPARE(bench.analytics.benchmark({"image"}).rankings->at(1).score, 0.0); // silent
    QVERIFY(bench.analytics.benchmark({"'; DROP TABLE x"}).rankings->empty());
}

void TestAnalyticsReports::benchmarkReplacesInOneTransaction()
{
    AnalyticsBench bench;
    bench.add({.agent = bench.agent("seller"), .at = kNow});
    bench.analytics.rankBenchmark();
    db::Transaction reader = bench.pool.begin(db::Mode::ReadOnly, db::Isolation::RepeatableRead);
    const auto ranked = [&] {
        return reader.exec("SELECT calculated_at FROM analytics_benchmark")[0].time(0);
    };
    QCOMPARE(ranked(), kNow);
    bench.clock.advance(hours(1));
    bench.analytics.rankBenchmark();
    QCOMPARE(ranked(), kNow); // the snapshot never sees an empty table
    QCOMPARE(bench.analytics.benchmark({"search"}).rankings->at(0).calculated_at, kNow + hours(1));
}

void TestAnalyticsReports::tickRanksWhenDue()
{
    AnalyticsBench bench;
    bench.add({.agent = bench.agent("seller"), .at = kNow});
    const auto rankedAt = [&] { return bench.analytics.benchmark({"search"}).rankings->at(0).calculated_at; };
    bench.analytics.tick();
    QCOMPARE(rankedAt(), kNow);
    bench.clock.advance(seconds(299));
    bench.analytics.tick();
    QCOMPARE(rankedAt(), kNow);
    bench.clock.advance(seconds(1));
    bench.analytics.tick();
    QCOMPARE(rankedAt(), kNow + seconds(300));
}

void TestAnalyticsReports::simulatedAgentsSaySo()
{
    AnalyticsBench bench;
    const auto agent = bench.agent(NewAgent{.id = "seller", .simulated = true});
    bench.add({.agent = agent, .at = kNow, .paid = "1", .source = Source::simulator, .paymentState = "simulated"});
    QVERIFY(bench.analytics.stats({"seller"}).revenue_basis == contract::RevenueBasis::simulated);
    QVERIFY(bench.analytics.dashboard().revenue_basis == contract::RevenueBasis::simulated);
    bench.agent("real");
    QVERIFY(bench.analytics.dashboard().revenue_basis == contract::RevenueBasis::claimed);
    QVERIFY(bench.analytics.stats({"real"}).revenue_basis == contract::RevenueBasis::claimed);
}

QTEST_GUILESS_MAIN(TestAnalyticsReports)
#include "tst_analytics_reports.moc"
