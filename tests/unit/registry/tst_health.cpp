// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "net/http_server.h"
#include "registry/handlers.h"
#include "registry/health.h"
#include "support/refusal.h"

#include <QtTest>
#include <boost/json.hpp>

using namespace bursar;
using namespace std::chrono_literals;
using test::refusal;

namespace {
/// An agent's server that answers as a test says.
class Origin final : public net::RequestHandler {
public:
    Origin()
    {
        m_server = std::make_unique<net::HttpServer>(net::HttpServerOptions{.port = 0, .threads = 1}, *this,
                                                     m_metrics);
        m_server->start();
    }
    ~Origin() override { m_server.reset(); } // before what it answers from

    void handle(net::HttpRequest request, Respond respond) override
    {
        const std::lock_guard lock(m_mutex);
        m_seen += request.method + " ";
        m_body = request.body;
        if (m_hold) {
            m_held.push_back(std::move(respond));
            return;
        }
        respond({.status = request.method == "POST" ? m_post : m_get, .body = "{}"});
    }
    std::size_t bodyBytesMax(std::string_view, std::string_view) const override { return 10'000; }
    void handleStream(net::HttpRequest, Accept, Respond respond) override { respond({.status = 404}); }
    bool isStream(std::string_view) const override { return false; }

    void answer(int get, int post)
    {
        const std::lock_guard lock(m_mutex);
        m_get = get;
        m_post = post;
        m_seen.clear();
    }
    void hold()
    {
        const std::lock_guard lock(m_mutex);
        m_hold = true;
    }
    std::size_t held()
    {
        const std::lock_guard lock(m_mutex);
        return m_held.size();
    }
    void release()
    {
        const std::lock_guard lock(m_mutex);
        m_hold = false;
        for (const Respond& respond : m_held)
            respond({.status = 200, .body = "{}"});
        m_held.clear();
    }
    std::string seen()
    {
        const std::lock_guard lock(m_mutex);
        return m_seen;
    }
    std::string body()
    {
        const std::lock_guard lock(m_mutex);
        return m_body;
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_server->port()); }

private:
    std::mutex m_mutex;
    int m_get = 200;
    int m_post = 200;
    bool m_hold = false;
    std::vector<Respond> m_held;
    std::string m_seen;
    std::string m_body;
    base::Metrics m_metrics;
    std::unique_ptr<net::HttpServer> m_server;
};
} // namespace

class HealthTest : public QObject {
    Q_OBJECT

    struct Bench : test::RegistryBench {
        net::HttpClient client;
        registry::Health health;
        explicit Bench(registry::Options options)
            : RegistryBench(options)
            , health(registry, client, clock, options)
        {
        }

        contract::OriginHealth probe(const std::string& url, std::optional<std::string> protocol = {})
        {
            clock.advance(1min); // past the limit per caller
            return health.endpoint(context(), {.endpoint = url, .protocol = std::move(protocol)});
        }
    };
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<Origin> m_origin;

    void open() { m_bench = std::make_unique<Bench>(registry::Options{.allowPrivateOrigins = true}); }

private Q_SLOTS:
    void init()
    {
        m_origin = std::make_unique<Origin>();
        m_bench = std::make_unique<Bench>(registry::Options{});
    }
    void cleanup()
    {
        m_bench.reset();
        m_origin.reset();
    }

    void anActiveAgentIsOk()
    {
        m_bench->add("alpha");
        QCOMPARE(m_bench->health.agent("ALPHA").status, std::string("ok"));
        QCOMPARE(m_bench->health.agent("alpha").agent_id, std::string("alpha"));
        QCOMPARE(refusal([&] { m_bench->health.agent("nobody"); }), std::string("404 not_found"));
        m_bench->registry.setStatus(m_bench->operatorContext(), {.agent_id = "alpha", .status = "suspended"});
        QCOMPARE(refusal([&] { m_bench->health.agent("alpha"); }), std::string("404 not_found"));
    }

    void anAgentWithoutOriginHasNoEndpoint()
    {
        m_bench->add("alpha");
        QCOMPARE(m_bench->health.origin(m_bench->context(), "alpha").status, std::string("no_endpoint"));
        QCOMPARE(refusal([&] { m_bench->health.origin(m_bench->context(), "nobody"); }),
                 std::string("404 agent_not_found"));
    }

    void anOriginThatAnswersIsHealthy()
    {
        open();
        m_bench->registry.registerAgent(m_bench->context(),
                                        {.agent_id = "alpha", .origin_endpoint = m_origin->url()});
        const contract::OriginHealth health = m_bench->health.origin(m_bench->context(), "alpha");
        QCOMPARE(health.status, std::string("healthy"));
        QCOMPARE(health.http_status.value_or(0), 200);
        QCOMPARE(health.endpoint.value_or(""), m_origin->url());
        QVERIFY(health.response_ms.value_or(-1) >= 0);
        QCOMPARE(m_origin->seen(), std::string("GET "));
        m_origin->answer(402, 402);
        QCOMPARE(m_bench->probe(m_origin->url()).status, std::string("healthy"));
        m_origin->answer(503, 503);
        QCOMPARE(m_bench->probe(m_origin->url()).status, std::string("unhealthy"));
        QCOMPARE(m_bench->probe(m_origin->url()).http_status.value_or(0), 503);
    }

    void mcpIsAskedToInitialize()
    {
        open();
        m_bench->registry.registerAgent(m_bench->context(),
                                        {.agent_id = "alpha",
                                         .origin_endpoint = m_origin->url(),
                                         .protocols = std::vector<std::string>{"mcp"}});
        QCOMPARE(m_bench->health.origin(m_bench->context(), "alpha").status, std::string("healthy"));
        QCOMPARE(m_origin->seen(), std::string("POST "));
        const auto body = boost::json::parse(m_origin->body()).as_object();
        QCOMPARE(std::string(body.at("method").as_string()), std::string("initialize"));
        QCOMPARE(std::string(body.at("jsonrpc").as_string()), std::string("2.0"));
        m_origin->answer(405, 404);
        QCOMPARE(m_bench->probe(m_origin->url(), "MCP").status, std::string("healthy"));
        QCOMPARE(m_origin->seen(), std::string("POST GET "));
        m_origin->answer(404, 404);
        QCOMPARE(m_bench->probe(m_origin->url(), "mcp").status, std::string("unhealthy"));
        m_origin->answer(500, 402);
        QCOMPARE(m_bench->probe(m_origin->url(), "mcp").status, std::string("healthy"));
    }

    void privateAddressesAreNotCalled() // D-19e
    {
        for (const std::string& url :
             {m_origin->url(), std::string("http://localhost:1"),
              std::string("http://169.254.169.254/latest"), std::string("http://[::1]:80/"),
              std::string("http://2130706433/"), std::string("file:///etc/passwd"),
              std::string("http://u:p@example.com/"), std::string()})
            QCOMPARE(refusal([&] { m_bench->probe(url); }), std::string("400 invalid_input"));
        QCOMPARE(m_origin->seen(), std::string());
        // An agent whose origin was private before the setting changed: the client refuses.
        m_bench->add("alpha");
        m_bench->run("UPDATE registry_agent SET origin_endpoint = $1", {m_origin->url()});
        const contract::OriginHealth health = m_bench->health.origin(m_bench->context(), "alpha");
        QCOMPARE(health.status, std::string("unhealthy"));
        QCOMPARE(health.error.value_or(""), std::string("url_refused"));
        QCOMPARE(m_origin->seen(), std::string());
    }

    void nobodyHomeIsUnhealthy()
    {
        open();
        const std::string url = m_origin->url();
        m_origin.reset();
        const contract::OriginHealth health = m_bench->probe(url);
        QCOMPARE(health.status, std::string("unhealthy"));
        QCOMPARE(health.error.value_or(""), std::string("upstream_unreachable"));
        QVERIFY(!health.http_status);
    }

    void refusesUnknownProtocols()
    {
        open();
        QCOMPARE(refusal([&] { m_bench->probe(m_origin->url(), "gopher"); }), std::string("400 invalid_input"));
        QCOMPARE(m_bench->probe(m_origin->url(), "").status, std::string("healthy"));
    }

    void oneCallerGetsAFewProbes()
    {
        open();
        const auto call = [&](const std::string& address) {
            contract::Context context = m_bench->context();
            context.remoteAddress = address;
            return refusal([&] { m_bench->health.endpoint(context, {.endpoint = m_origin->url()}); });
        };
        for (int i = 0; i < int(registry::Health::kProbesBurst); ++i)
            QCOMPARE(call("203.0.113.9"), std::string("done"));
        QCOMPARE(call("203.0.113.9"), std::string("429 rate_limited"));
        QCOMPARE(call("203.0.113.10"), std::string("done"));
        m_bench->clock.advance(2s);
        QCOMPARE(call("203.0.113.9"), std::string("done"));
        QCOMPARE(call("203.0.113.9"), std::string("429 rate_limited"));
    }

    void fewProbesRunAtOnce()
    {
        open();
        m_origin->hold();
        std::vector<std::thread> threads;
        std::atomic<int> healthy = 0;
        for (int i = 0; i < registry::Health::kProbesAtOnceMax; ++i)
            threads.emplace_back([&] {
                healthy += m_bench->health.endpoint(m_bench->context(), {.endpoint = m_origin->url()}).status
                        == "healthy"
                    ? 1
                    : 0;
            });
        QTRY_COMPARE(m_origin->held(), std::size_t(registry::Health::kProbesAtOnceMax));
        QCOMPARE(refusal([&] { m_bench->probe(m_origin->url()); }), std::string("429 probes_busy"));
        m_origin->release();
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(healthy.load(), registry::Health::kProbesAtOnceMax);
        QCOMPARE(m_bench->probe(m_origin->url()).status, std::string("healthy"));
    }

    void everyOperationOfTheAreaHasAHandler()
    {
        contract::HandlerTable table;
        registry::registerHandlers(table, m_bench->registry, m_bench->keys, m_bench->health);
        int checked = 0;
        for (const contract::OperationInfo& operation : contract::operations()) {
            if (operation.area != "registry")
                continue;
            ++checked;
            QVERIFY2(table.find(operation.name), std::string(operation.name).c_str());
        }
        QVERIFY(checked > 20);
        QVERIFY(table.find("AuthVerify"));
    }

    void handlersAnswerInTheWireForm()
    {
        contract::HandlerTable table;
        registry::registerHandlers(table, m_bench->registry, m_bench->keys, m_bench->health);
        const auto run = [&](contract::OperationId name, const contract::Context& context,
                             contract::json::object input) {
            contract::json::value out;
            table.find(name)->run(context, input, [&](contract::Outcome<contract::json::value> outcome) {
                out = outcome.take();
            });
            return out.as_object();
        };
        const auto made
            = run("RegisterAgent", m_bench->context(), {{"agent_id", "alpha"}, {"some_new_field", 1}});
        const std::string key(made.at("api_key").as_string());
        const contract::Context own = m_bench->context(m_bench->call(key), false);
        QCOMPARE(std::string(run("GetMyAgent", own, {}).at("agent_id").as_string()), std::string("alpha"));
        QCOMPARE(refusal([&] { run("GetMyAgent", m_bench->operatorContext(), {}); }),
                 std::string("403 not_an_agent"));
        QCOMPARE(refusal([&] {
                     run("GetStoredKey", own, {{"agent_id", "alpha"}});
                 }),
                 std::string("410 key_shown_once"));
        QCOMPARE(run("ListKeys", own, {{"agent_id", "alpha"}}).at("keys").as_array().size(), std::size_t(1));
        QCOMPARE(std::string(run("GetInternalAgent", own, {{"slug", "alpha"}}).at("agent_id").as_string()),
                 std::string("alpha"));
        QCOMPARE(refusal([&] {
                     run("CreateKey", own, {{"agent_id", "alpha"}, {"name", 7}});
                 }),
                 std::string("400 invalid_input"));
        QCOMPARE(refusal([&] {
                     run("RegisterAgent", m_bench->context(), {{"agent_id", contract::json::array()}});
                 }),
                 std::string("400 invalid_input"));
    }
};

QTEST_GUILESS_MAIN(HealthTest)
#include "tst_health.moc"
