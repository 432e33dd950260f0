// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics_bench.h"

#include "analytics/handlers.h"
#include "contract/registry.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <set>

using namespace bursar;
using namespace bursar::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {
void addRun(AnalyticsBench& bench, base::Time started, base::Time alive, bool stopped)
{
    bench.pool.transact([&](db::Transaction& tx) {
        tx.exec("INSERT INTO engine_run (id, started_at, alive_at, stopped_at) VALUES (gen_random_uuid(), $1, $2, $3)",
                {started, alive, stopped ? std::optional(alive) : std::nullopt});
    });
}

contract::CreateMarker::Input note(const char* title, std::optional<std::string> agent = {})
{
    contract::CreateMarker::Input input;
    input.agent_id = std::move(agent);
    input.kind = "note";
    input.title = title;
    return input;
}
} // namespace

class TestAnalyticsMarkers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createdMarkersAreListedAndAudited();
    void markersOfOthersAreNotShown();
    void deletingIsAuditedAndOnce();
    void refusesBadMarkers();
    void aDeployIsMarkedOnce();
    void gapsAreTheHolesBetweenRuns();
    void runningEnginesLeaveNoGap();
    void importedRequestsFillAGap();
    void findsByPrefixAndExactId();
    void findKeepsWildcardsLiteral();
    void refusesBadSearches();
    void everyOperationHasAHandler();
    void handlersSpeakTheWire();
};

void TestAnalyticsMarkers::createdMarkersAreListedAndAudited()
{
    AnalyticsBench bench;
    bench.agent("seller");
    contract::CreateMarker::Input input = note("Price of search raised", "seller");
    input.kind = "price";
    input.at = kNow - hours(2);
    const contract::Marker made = bench.analytics.createMarker(deskContext(), input);
    QCOMPARE(made.created_by, std::string("Mina"));
    const auto list = bench.analytics.markers({"seller", kNow - hours(3), kNow}).markers;
    QCOMPARE(list.size(), std::size_t(1));
    QCOMPARE(list[0].id, made.id);
    QCOMPARE(list[0].kind, std::string("price"));
    QCOMPARE(list[0].title, std::string("Price of search raised"));
    QCOMPARE(*list[0].agent_id, std::string("seller"));
    QCOMPARE(list[0].at, kNow - hours(2));
    QVERIFY(bench.analytics.markers({"seller", kNow - hours(1), kNow}).markers.empty());
    QCOMPARE(bench.one("SELECT action || ' ' || target_kind || ' ' || target_id FROM audit_entry"),
             "marker.create marker " + made.id);
    QCOMPARE(bench.analytics.createMarker(deskContext(), note("now")).at, kNow); // the default
    QCOMPARE(bench.analytics.overview({"seller", kNow - hours(3), kNow}).markers.size(), std::size_t(1));
}

void TestAnalyticsMarkers::markersOfOthersAreNotShown()
{
    AnalyticsBench bench;
    bench.agent("one");
    bench.agent("two");
    bench.analytics.createMarker(deskContext(), note("of one", "one"));
    bench.analytics.createMarker(deskContext(), note("of two", "two"));
    bench.analytics.createMarker(deskContext(), note("of all"));
    const auto titles = [&](std::optional<std::string> agent) {
        std::set<std::string> out;
        for (const contract::Marker& marker : bench.analytics.markers({agent, kNow - hours(1), kNow + hours(1)}).markers)
            out.insert(marker.title);
        return out;
    };
    QCOMPARE(titles("one"), (std::set<std::string>{"of all", "of one"}));
    QCOMPARE(titles({}).size(), std::size_t(3));
}

void TestAnalyticsMarkers::deletingIsAuditedAndOnce()
{
    AnalyticsBench bench;
    const contract::Marker made = bench.analytics.createMarker(deskContext(), note("gone soon"));
    QCOMPARE(bench.analytics.deleteMarker(deskContext(), {made.id}).status, std::string("deleted"));
    QCOMPARE(refusal([&] { bench.analytics.deleteMarker(deskContext(), {made.id}); }),
             std::string("404 marker_not_found"));
    QCOMPARE(refusal([&] { bench.analytics.deleteMarker(deskContext(), {"' OR true --"}); }),
             std::string("404 marker_not_found"));
    QCOMPARE(bench.one("SELECT count(*) FROM audit_entry WHERE action = 'marker.delete'"), std::string("1"));
    QCOMPARE(bench.one("SELECT detail->'before'->>'title' FROM audit_entry WHERE action = 'marker.delete'"),
             std::string("gone soon"));
}

void TestAnalyticsMarkers::refusesBadMarkers()
{
    AnalyticsBench bench;
    const auto refused = [&](auto change) {
        contract::CreateMarker::Input input = note("fine");
        change(input);
        return refusal([&] { bench.analytics.createMarker(deskContext(), input); });
    };
    QCOMPARE(refused([](auto& i) { i.kind = "party"; }), std::string("400 invalid_input"));
    QCOMPARE(refused([](auto& i) { i.title = ""; }), std::string("400 invalid_input"));
    QCOMPARE(refused([](auto& i) { i.title = std::string(201, 'x'); }), std::string("400 invalid_input"));
    QCOMPARE(refused([](auto& i) { i.agent_id = "nobody"; }), std::string("404 agent_not_found"));
    QCOMPARE(bench.one("SELECT count(*) FROM insight_marker"), std::string("0"));
    QCOMPARE(bench.one("SELECT count(*) FROM audit_entry"), std::string("0"));
}

void TestAnalyticsMarkers::aDeployIsMarkedOnce()
{
    AnalyticsBench bench;
    bench.agent("seller");
    contract::CreateMarker::Input input = note("2.8.1", "seller");
    input.kind = "deploy";
    bench.analytics.createMarker(deskContext(), input);
    QCOMPARE(refusal([&] { bench.analytics.createMarker(deskContext(), input); }), std::string("409 marker_exists"));
}

void TestAnalyticsMarkers::gapsAreTheHolesBetweenRuns()
{
    AnalyticsBench bench;
    addRun(bench, kNow - hours(30), kNow - hours(20), true);
    addRun(bench, kNow - hours(18), kNow - hours(10), false); // died
    addRun(bench, kNow - hours(17), kNow - hours(12), true);  // a second engine, within the first one's time
    addRun(bench, kNow - hours(4), kNow - seconds(20), false); // alive
    const auto gaps = bench.analytics.overview({{}, kNow - days(2), kNow}).gaps;
    QCOMPARE(gaps.size(), std::size_t(2));
    QCOMPARE(gaps[0].from, kNow - hours(20));
    QCOMPARE(gaps[0].to, kNow - hours(18));
    QCOMPARE(gaps[0].reason, std::string("The engine was stopped."));
    QCOMPARE(gaps[1].from, kNow - hours(10));
    QCOMPARE(gaps[1].to, kNow - hours(4));
    QCOMPARE(gaps[1].reason, std::string("The engine was not running."));
    // A span that begins within a gap shows its rest.
    const auto rest = bench.analytics.overview({{}, kNow - hours(6), kNow}).gaps;
    QCOMPARE(rest.size(), std::size_t(1));
    QCOMPARE(rest[0].from, kNow - hours(6));
}

void TestAnalyticsMarkers::runningEnginesLeaveNoGap()
{
    AnalyticsBench bench;
    QVERIFY(bench.analytics.overview({{}, kNow - days(2), kNow}).gaps.empty()); // before the first run nothing was missed
    addRun(bench, kNow - hours(30), kNow - hours(20), true);
    addRun(bench, kNow - hours(20) + seconds(30), kNow, false); // a restart within a minute
    QVERIFY(bench.analytics.overview({{}, kNow - days(2), kNow + hours(5)}).gaps.empty());
}

void TestAnalyticsMarkers::importedRequestsFillAGap()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    addRun(bench, kNow - hours(30), kNow - hours(20), true);
    addRun(bench, kNow - hours(10), kNow, false);
    QCOMPARE(bench.analytics.overview({{}, kNow - days(2), kNow}).gaps.size(), std::size_t(1));
    bench.add({.agent = agent, .at = kNow - hours(15), .source = rollup::Source::import});
    QVERIFY(bench.analytics.overview({{}, kNow - days(2), kNow}).gaps.empty());
}

void TestAnalyticsMarkers::findsByPrefixAndExactId()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seoul-search");
    bench.agent("atlas");
    bench.add({{.agent = agent, .at = kNow, .customer = "seoul-bot"},
               {.agent = agent, .at = kNow, .customer = "0xabc123"},
               {.agent = agent, .at = kNow - days(1), .customer = "seoul-agent"}});
    bench.sql(fmt::format("INSERT INTO identity_key (id, agent_key, name, prefix, secret_sha256, scopes, created_at, "
                          "created_by) VALUES (gen_random_uuid(), {}, 'production', 'gt8004_sk_ab12', '\\x00', "
                          "'{{read}}', now(), 'Mina')", agent));
    const auto kinds = [&](const char* query) {
        std::vector<std::string> out;
        for (const contract::FoundItem& item : bench.analytics.find({query, {}}).items)
            out.push_back(item.kind + " " + item.title);
        return out;
    };
    using Found = std::vector<std::string>;
    QCOMPARE(kinds("SEOUL"), (Found{"agent Agent seoul-search", "customer seoul-bot", "customer seoul-agent"}));
    QCOMPARE(kinds("agent atl"), (Found{"agent Agent atlas"})); // by name
    QCOMPARE(kinds("  0xABC1 "), (Found{"customer 0xabc123"}));
    QCOMPARE(kinds("gt8004_sk_ab"), (Found{"key production"}));
    QCOMPARE(kinds("req-exact"), (Found{"log req-exact"}));
    QCOMPARE(kinds("oul-bot"), Found{}); // beginnings, not parts
    QCOMPARE(bench.analytics.find({"seoul", 1}).items.size(), std::size_t(1));
}

void TestAnalyticsMarkers::findKeepsWildcardsLiteral()
{
    AnalyticsBench bench;
    const auto agent = bench.agent("seller");
    bench.add({{.agent = agent, .at = kNow, .customer = "100%"}, {.agent = agent, .at = kNow, .customer = "1000"}});
    QCOMPARE(bench.analytics.find({"100%", {}}).items.size(), std::size_t(1));
    QVERIFY(bench.analytics.find({"%", {}}).items.empty());
    QVERIFY(bench.analytics.find({"_", {}}).items.empty());
    QVERIFY(bench.analytics.find({"\\", {}}).items.empty());
}

void TestAnalyticsMarkers::refusesBadSearches()
{
    AnalyticsBench bench;
    const std::string bad = "400 invalid_input";
    QCOMPARE(refusal([&] { bench.analytics.find({"", {}}); }), bad);
    QCOMPARE(refusal([&] { bench.analytics.find({" \t\n", {}}); }), bad);
    QCOMPARE(refusal([&] { bench.analytics.find({std::string(257, 'a'), {}}); }), bad);
    QCOMPARE(refusal([&] { bench.analytics.find({"a", 0}); }), bad);
    QCOMPARE(refusal([&] { bench.analytics.find({"a", 101}); }), bad);
}

void TestAnalyticsMarkers::everyOperationHasAHandler()
{
    AnalyticsBench bench;
    contract::HandlerTable table;
    analytics::registerHandlers(table, bench.analytics);
    for (const contract::OperationInfo& info : contract::operations()) {
        const bool ours = info.area == "analytics" || info.area == "insight" || info.name == "FindAnything";
        QCOMPARE(table.find(info.name) != nullptr, ours && info.name != "GetCustomerLogs");
    }
}

void TestAnalyticsMarkers::handlersSpeakTheWire()
{
    AnalyticsBench bench;
    bench.add({.agent = bench.agent("seller"), .at = kNow, .paid = "0.000001"});
    contract::HandlerTable table;
    analytics::registerHandlers(table, bench.analytics);
    const auto call = [&](contract::OperationId name, contract::json::object input) {
        contract::json::value out;
        table.find(name)->run(deskContext(), std::move(input), [&](contract::Outcome<contract::json::value> reply) {
            if (!reply)
                throw reply.error();
            out = reply.take();
        });
        return out;
    };
    const auto stats = call("GetStats", {{"agent_id", "seller"}});
    QCOMPARE(stats.at("total_requests").as_int64(), std::int64_t(1));
    QCOMPARE(std::string(stats.at("total_revenue_usdc_atomic").as_string()), std::string("1"));
    QCOMPARE(std::string(stats.at("revenue_basis").as_string()), std::string("claimed"));
    QVERIFY(call("GetPerformance", {{"window", "1h"}}).at("health_score").is_number());
    bench.clock.advance(days(3));
    QVERIFY(call("GetPerformance", {}).at("health_score").is_null());
    const auto overview = call("GetOverview", {{"from", "2026-07-15T00:00:00Z"}, {"to", "2026-07-16T00:00:00Z"}});
    QCOMPARE(overview.at("current").at("requests").as_int64(), std::int64_t(1));
}

QTEST_GUILESS_MAIN(TestAnalyticsMarkers)
#include "tst_analytics_markers.moc"
