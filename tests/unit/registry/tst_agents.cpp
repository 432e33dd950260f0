// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "support/refusal.h"

#include <QtTest>
#include <fmt/format.h>

using namespace bursar;
using namespace std::chrono_literals;
using test::refusal;

namespace {
const std::string kRefused = "400 invalid_input";

std::string ids(const contract::AgentList& list)
{
    std::string words;
    for (const contract::Agent& agent : list.agents)
        words += (words.empty() ? "" : " ") + agent.agent_id;
    return words;
}
} // namespace

class AgentsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::RegistryBench> m_bench;

    /// Folded and unfolded counts of one agent.
    void addCounts(const std::string& slug, const std::string& table, int requests, std::int64_t revenue,
                   std::int64_t responseUs, base::Time bucket, int dimension = 0)
    {
        const bool delta = table == "rollup_delta";
        m_bench->run(
            fmt::format(
                "INSERT INTO {} (agent_key, dimension, bucket, value, requests, errors, required, timeouts,"
                " payments, revenue, response_us, latency{}) VALUES ($1, $2, $3, '', $4, 0, 0, 0, 0, $5, $6, "
                "''{})",
                table, delta ? ", resolution" : "", delta ? ", 60" : ""),
            {m_bench->registry.agentKeyOf(slug), dimension, bucket, requests, revenue, responseUs});
    }
    void addCustomer(const std::string& slug, const std::string& customer, bool folded, base::Time at)
    {
        const std::int64_t key = m_bench->registry.agentKeyOf(slug);
        if (folded)
            m_bench->run(
                "INSERT INTO rollup_customer (agent_key, customer, first_at, last_at, requests, errors, "
                "required,"
                " payments, revenue, response_us, known_by) VALUES ($1, $2, $3, $3, 1, 0, 0, 0, 0, 1, 0)",
                {key, customer, at});
        else
            m_bench->run(
                "INSERT INTO rollup_customer_delta (agent_key, customer, day, protocol, requests, errors, "
                "required,"
                " timeouts, payments, revenue, response_us, latency, hours, first_at, last_at, known_by)"
                " VALUES ($1, $2, $3::timestamptz::date, 0, 1, 0, 0, 0, 0, 0, 1, '', 1, $3, $3, 0)",
                {key, customer, at});
    }
    contract::AgentList list(const contract::ListAgents::Input& input = {})
    {
        return m_bench->registry.list(input);
    }
    contract::AgentList search(const contract::SearchAgents::Input& input = {})
    {
        return m_bench->registry.search(input);
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<test::RegistryBench>(); }
    void cleanup() { m_bench.reset(); }

    void anAgentWithoutRequestsHasNoTotals()
    {
        m_bench->add("alpha");
        const contract::Agent agent = m_bench->registry.agent("ALPHA");
        QCOMPARE(agent.total_requests, 0);
        QVERIFY(agent.total_revenue_usdc_atomic.isZero());
        QCOMPARE(agent.total_customers, 0);
        QVERIFY(!agent.avg_response_ms);
        QVERIFY(!agent.last_request_at);
        QVERIFY(agent.revenue_basis == contract::RevenueBasis::claimed);
        QCOMPARE(refusal([&] { m_bench->registry.agent("nobody"); }), std::string("404 agent_not_found"));
    }

    void totalsAreFoldedPlusUnfoldedPlusExternal()
    {
        m_bench->add("alpha");
        m_bench->add("beta");
        const base::Time now = m_bench->clock.now();
        addCounts("alpha", "rollup_day", 10, 2'500'000, 1'000'000, now - 48h);
        addCounts("alpha", "rollup_day", 5, 500'000, 500'000, now - 24h);
        addCounts("alpha", "rollup_delta", 1, 1, 100'000, now - 1min);
        addCounts("alpha", "rollup_day", 99, 99, 99, now, 1);   // by tool: would count twice
        addCounts("alpha", "rollup_hour", 15, 0, 0, now - 24h); // the same requests in finer buckets
        addCounts("beta", "rollup_day", 1'000, 1'000, 1'000, now);
        for (const auto& [name, folded] :
             {std::pair{"ann", true}, {"bob", true}, {"bob", false}, {"cid", false}, {"cid", false}})
            addCustomer("alpha", name, folded, now - 2h);
        m_bench->registry.addStats(m_bench->context(), {.id = "alpha", .request_count = 4, .revenue = 0.3});
        m_bench->registry.setCustomers(m_bench->context(),
                                       {.id = m_bench->registry.agent("alpha").id, .count = 2});

        const contract::Agent agent = m_bench->registry.agent("alpha");
        QCOMPARE(agent.total_requests, 20);
        QCOMPARE(agent.total_revenue_usdc_atomic.atomic(), std::string("3300001"));
        QCOMPARE(agent.total_revenue_usdc, 3.300001);
        QCOMPARE(agent.total_customers, 5);
        QCOMPARE(agent.avg_response_ms.value_or(0), 100.0);
        QVERIFY(agent.last_request_at == now - 1min);
        const contract::ServiceStatus service = m_bench->registry.service("alpha");
        QCOMPARE(service.open.total_requests, 20);
        QCOMPARE(service.tier, std::string("open"));
    }

    void theLastRequestIsThatOfTheNewestCustomer()
    {
        m_bench->add("alpha");
        const base::Time now = m_bench->clock.now();
        addCounts("alpha", "rollup_minute", 1, 0, 1, now - 10min);
        QVERIFY(m_bench->registry.agent("alpha").last_request_at == now - 10min);
        addCustomer("alpha", "ann", true, now - 5min);
        QVERIFY(m_bench->registry.agent("alpha").last_request_at == now - 5min);
        addCustomer("alpha", "bob", false, now - 1min);
        QVERIFY(m_bench->registry.agent("alpha").last_request_at == now - 1min);
    }

    void hugeRevenueStaysExact()
    {
        m_bench->add("alpha");
        m_bench->run("UPDATE registry_agent SET external_revenue = $1", {std::string(70, '9')});
        QCOMPARE(m_bench->registry.agent("alpha").total_revenue_usdc_atomic.atomic(), std::string(70, '9'));
    }

    void listsSortByTotals()
    {
        const base::Time now = m_bench->clock.now();
        for (const auto& [slug, requests, revenue, customers] :
             {std::tuple{"alpha", 5, 100, 1}, {"beta", 50, 10, 2}, {"gamma", 0, 0, 0}}) {
            m_bench->clock.advance(1s);
            m_bench->add(slug);
            if (requests > 0)
                addCounts(slug, "rollup_day", requests, revenue, requests * 1'000, now - 24h);
            for (int i = 0; i < customers; ++i)
                addCustomer(slug, "c" + std::to_string(i), i % 2 == 0, now - 1h * requests);
        }
        const std::pair<const char*, const char*> expected[]{
            {"name", "alpha beta gamma"},        {"-name", "gamma beta alpha"},
            {"-requests", "beta alpha gamma"},   {"requests", "gamma alpha beta"},
            {"-revenue", "alpha beta gamma"},    {"revenue", "gamma beta alpha"},
            {"-customers", "beta alpha gamma"},  {"customers", "gamma alpha beta"},
            {"-last_request", "alpha beta gamma"}, {"last_request", "gamma beta alpha"},
            {"newest", "gamma beta alpha"},      {"-newest", "alpha beta gamma"}};
        for (const auto& [sort, order] : expected)
            QCOMPARE(ids(list({.sort = sort})), std::string(order));
        QCOMPARE(refusal([&] { list({.sort = "name; DROP TABLE registry_agent"}); }), kRefused);
    }

    void sortingAddsUpAtMostOnceInFiveSeconds()
    {
        m_bench->add("alpha");
        m_bench->add("beta");
        QCOMPARE(ids(list({.sort = "-requests"})), std::string("alpha beta"));
        addCounts("beta", "rollup_delta", 5, 0, 1, m_bench->clock.now());
        m_bench->clock.advance(4s);
        QCOMPARE(ids(list({.sort = "-requests"})), std::string("alpha beta")); // the order of before
        QCOMPARE(list({.sort = "-requests"}).agents[1].total_requests, 5);     // the figures of now
        m_bench->clock.advance(1s);
        m_bench->clock.advance(10s); // in case adding up took long
        QCOMPARE(ids(list({.sort = "-requests"})), std::string("beta alpha"));
        m_bench->registry.addStats(m_bench->context(), {.id = "alpha", .request_count = 6});
        QCOMPARE(ids(list({.sort = "-requests"})), std::string("alpha beta")); // counted by another service
    }

    void listsPageFilterAndCount()
    {
        for (int i = 0; i < 7; ++i)
            m_bench->registry.registerAgent(m_bench->context(), {.agent_id = "agent-" + std::to_string(i),
                                                                 .name = i % 2 == 0 ? "Even 100%" : "Odd_one"});
        m_bench->registry.setStatus(m_bench->operatorContext(), {.agent_id = "agent-3", .status = "suspended"});
        m_bench->registry.deregister(m_bench->operatorContext(), "agent-5");
        QCOMPARE(list().total, 7);
        const contract::AgentList page = list({.sort = "newest", .limit = 3, .offset = 6});
        QCOMPARE(page.agents.size(), std::size_t(1));
        QCOMPARE(page.total, 7);
        QCOMPARE(list({.sort = "-requests", .limit = 3, .offset = 5}).agents.size(), std::size_t(2));
        QCOMPARE(list({.offset = 1'000}).total, 7);
        QCOMPARE(ids(list({.status = "suspended"})), std::string("agent-3"));
        QCOMPARE(list({.status = "active"}).total, 5);
        QCOMPARE(ids(list({.q = "AGENT-5"})), std::string("agent-5"));
        QCOMPARE(list({.q = "gent"}).total, 0);  // the beginning of an id
        QCOMPARE(list({.q = "100%"}).total, 4);  // part of a name, taken literally
        QCOMPARE(list({.q = "%"}).total, 4);
        QCOMPARE(list({.q = "d_o"}).total, 3);
        QCOMPARE(list({.q = "dxo"}).total, 0);
        QCOMPARE(list({.q = "\\"}).total, 0);
        QCOMPARE(list({.q = " "}).total, 7);
        for (const contract::ListAgents::Input& bad : {contract::ListAgents::Input{.limit = 0},
                                                       {.limit = 501},
                                                       {.offset = -1},
                                                       {.offset = 1'000'001},
                                                       {.status = "gone"},
                                                       {.q = std::string(201, 'a')}})
            QCOMPARE(refusal([&] { list(bad); }), kRefused);
    }

    void searchFindsActiveAgents()
    {
        const auto add = [&](const char* slug, const char* category, std::vector<std::string> protocols,
                             const char* price) {
            m_bench->clock.advance(1s);
            contract::json::value pricing;
            if (price)
                pricing = {{"amount", price}};
            m_bench->registry.registerAgent(
                m_bench->context(),
                {.agent_id = slug, .protocols = protocols, .category = category, .pricing = pricing});
        };
        add("alpha", "Data", {"http"}, "0.01");
        add("beta", "data", {"mcp", "http"}, "0.5");
        add("gamma", "art", {"a2a"}, nullptr);
        add("gone", "data", {"http"}, "0.01");
        m_bench->registry.setStatus(m_bench->operatorContext(), {.agent_id = "gone", .status = "suspended"});
        addCounts("beta", "rollup_day", 9, 100, 9'000'000, m_bench->clock.now());
        addCounts("gamma", "rollup_delta", 5, 900, 5'000, m_bench->clock.now());

        QCOMPARE(ids(search()), std::string("beta gamma alpha"));
        QCOMPARE(search().total, 3);
        QCOMPARE(ids(search({.category = "DATA"})), std::string("beta alpha"));
        QCOMPARE(ids(search({.protocol = "MCP"})), std::string("beta"));
        QCOMPARE(ids(search({.protocols = "mcp, a2a ,"})), std::string("beta gamma"));
        QCOMPARE(ids(search({.max_price = "0.01"})), std::string("gamma alpha"));
        QCOMPARE(ids(search({.min_reputation = "0"})), std::string("beta gamma alpha"));
        QCOMPARE(ids(search({.min_reputation = "0.5"})), std::string());
        QCOMPARE(ids(search({.sort = "newest"})), std::string("gamma beta alpha"));
        QCOMPARE(ids(search({.sort = "revenue_desc"})), std::string("gamma beta alpha"));
        QCOMPARE(ids(search({.sort = "response_time"})), std::string("gamma beta alpha"));
        QCOMPARE(ids(search({.sort = "response_time_desc"})), std::string("beta gamma alpha"));
        QCOMPARE(ids(search({.category = "", .sort = ""})), std::string("beta gamma alpha"));
    }

    void searchRefusesNonsense()
    {
        for (const char* text : {"abc", "1e999", "nan", "inf", "0x1", "1 ", "' OR 1=1"}) {
            QCOMPARE(refusal([&] { search({.min_reputation = text}); }),
                     std::string("400 invalid_min_reputation"));
            QCOMPARE(test::refusalText([&] { search({.min_reputation = text}); }),
                     std::string("invalid min_reputation value"));
        }
        QCOMPARE(refusal([&] { search({.max_price = "-1"}); }), std::string("400 invalid_max_price"));
        QCOMPARE(refusal([&] { search({.sort = "name"}); }), kRefused);
        QCOMPARE(refusal([&] { search({.category = std::string(201, 'a')}); }), kRefused);
        QCOMPARE(search({.category = "' OR true --"}).total, 0);
    }

    void searchStopsAtAHundred()
    {
        m_bench->run("INSERT INTO registry_agent (id, agent_id, name, created_at, updated_at)"
                     " SELECT gen_random_uuid(), 'a' || n, 'x', now(), now() FROM generate_series(1, 150) n");
        QCOMPARE(search().agents.size(), std::size_t(100));
        QCOMPARE(search().total, 150);
    }

    void suspendingStopsKeysAndLeavesAMarker()
    {
        const std::string key = m_bench->add("alpha").api_key;
        QCOMPARE(refusal([&] { m_bench->call(key); }), std::string("done"));
        const auto set = [&](const std::string& status, std::optional<std::string> reason = {}) {
            return m_bench->registry.setStatus(
                m_bench->operatorContext(),
                {.agent_id = "alpha", .status = status, .reason = std::move(reason)});
        };
        QCOMPARE(set("suspended", "abuse").status, std::string("suspended"));
        QCOMPARE(refusal([&] { m_bench->call(key); }), std::string("403 agent_suspended"));
        QCOMPARE(
            m_bench->count(
                "SELECT count(*) FROM insight_marker WHERE kind = 'setting' AND detail->>'reason' = 'abuse'"),
            1);
        set("suspended");
        QCOMPARE(m_bench->actions("alpha"), std::string("RegisterAgent SetAgentStatus")); // once
        set("active");
        QCOMPARE(refusal([&] { m_bench->call(key); }), std::string("done"));
        QCOMPARE(refusal([&] { set("deregistered"); }), kRefused);
        QCOMPARE(refusal([&] { set("active", std::string(501, 'a')); }), kRefused);
        m_bench->registry.deregister(m_bench->operatorContext(), "alpha");
        QCOMPARE(refusal([&] { set("active"); }), std::string("409 agent_deregistered"));
    }

    void deregisteringKeepsTheHistory()
    {
        m_bench->add("alpha");
        const std::int64_t key = m_bench->registry.agentKeyOf("alpha");
        addCounts("alpha", "rollup_day", 3, 0, 3, m_bench->clock.now());
        QCOMPARE(m_bench->registry.deregister(m_bench->operatorContext(), "Alpha").status,
                 std::string("deregistered"));
        m_bench->registry.deregister(m_bench->operatorContext(), "alpha");
        QCOMPARE(m_bench->actions("alpha"), std::string("DeregisterAgent RegisterAgent"));
        QCOMPARE(m_bench->registry.agent("alpha").total_requests, 3);
        QCOMPARE(m_bench->registry.agentKeyOf("alpha"), key);
        QCOMPARE(refusal([&] { m_bench->registry.internalAgent("alpha"); }),
                 std::string("404 agent_not_found"));
        QCOMPARE(refusal([&] { m_bench->registry.deregister(m_bench->operatorContext(), "nobody"); }),
                 std::string("404 agent_not_found"));
    }

    void theTierChangesWithAMarker()
    {
        m_bench->add("alpha");
        const auto set = [&](const std::string& tier, std::optional<std::string> address = {}) {
            return m_bench->registry.setTier(
                m_bench->operatorContext(),
                {.agent_id = "alpha", .tier = tier, .evm_address = std::move(address)});
        };
        const base::Time now = m_bench->clock.now();
        QVERIFY(set("lite").tier_updated_at == now);
        m_bench->clock.advance(1h);
        QVERIFY(set("lite").tier_updated_at == now);
        QCOMPARE(m_bench->registry.agent("alpha").current_tier, std::string("lite"));
        QCOMPARE(m_bench->count(
                     "SELECT count(*) FROM insight_marker WHERE kind = 'setting' AND created_by = 'Desk'"),
                 1);
        QCOMPARE(refusal([&] { set("gold"); }), std::string("400 invalid_tier"));
        // An address in the body is a claim, not a proof.
        QCOMPARE(refusal([&] { set("open", "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"); }),
                 std::string("403 wallet_not_proven"));
        QCOMPARE(m_bench->registry.agent("alpha").current_tier, std::string("lite"));
    }

    void namesAndNumbersOfAgentsAreRemembered()
    {
        m_bench->add("alpha");
        m_bench->add("beta");
        auto& registry = m_bench->registry;
        const std::int64_t alpha = registry.agentKeyOf("Alpha");
        const std::int64_t beta = registry.agentKeyOf("beta");
        QVERIFY(alpha != beta);
        QCOMPARE(registry.slugOf(alpha), std::string("alpha"));
        QCOMPARE(registry.slugsOf({beta, alpha, beta}), (std::vector<std::string>{"beta", "alpha", "beta"}));
        QCOMPARE(registry.slugsOf({}).size(), std::size_t(0));
        QCOMPARE(refusal([&] { registry.slugOf(999); }), std::string("404 agent_not_found"));
        QCOMPARE(refusal([&] { registry.slugsOf({alpha, -1}); }), std::string("404 agent_not_found"));
        QCOMPARE(refusal([&] { registry.agentKeyOf(""); }), std::string("404 agent_not_found"));
        m_bench->database.endConnections();
        QCOMPARE(registry.agentKeyOf("alpha"), alpha); // without the database
    }

    void otherServicesCountWithinBounds()
    {
        m_bench->add("alpha");
        const auto add = [&](std::int64_t requests, double revenue) {
            return refusal([&] {
                m_bench->registry.addStats(m_bench->context(),
                                           {.id = "alpha", .request_count = requests, .revenue = revenue});
            });
        };
        QCOMPARE(add(1'000'000'000'000, 1e12), std::string("done"));
        QCOMPARE(add(-1, 0), kRefused);
        QCOMPARE(add(1'000'000'000'001, 0), kRefused);
        QCOMPARE(add(0, -0.1), kRefused);
        QCOMPARE(add(0, 2e12), kRefused);
        QCOMPARE(add(0, std::numeric_limits<double>::infinity()), kRefused);
        m_bench->run("UPDATE registry_agent SET external_requests = 9000000000000000000");
        QCOMPARE(add(1'000'000'000'000, 0), std::string("done"));
        QCOMPARE(m_bench->registry.agent("alpha").total_requests, 9'000'000'000'000'000'000);
        QCOMPARE(refusal([&] {
                     m_bench->registry.setCustomers(m_bench->context(), {.id = "alpha", .count = -1});
                 }),
                 kRefused);
        QCOMPARE(refusal([&] {
                     m_bench->registry.setCustomers(m_bench->context(), {.id = "nobody", .count = 1});
                 }),
                 std::string("404 agent_not_found"));
        QCOMPARE(m_bench->registry.internalAgent(m_bench->registry.agent("alpha").id).agent_id,
                 std::string("alpha"));
    }
};

QTEST_GUILESS_MAIN(AgentsTest)
#include "tst_agents.moc"
