// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/http_api.h"
#include "api/router.h"
#include "api/wire.h"

#include <boost/json.hpp>

#include <QTest>

using namespace bursar;
namespace json = boost::json;

class TestRoutes : public QObject {
    Q_OBJECT

private:
    api::Router m_router;

    std::string operation(const char* method, const char* path)
    {
        const auto match = m_router.find(method, path);
        return match ? std::string(match->operation->name) : std::string();
    }

private Q_SLOTS:
    void everyDeclaredPathLeadsToItsOperation()
    {
        for (const contract::OperationInfo& info : contract::operations()) {
            for (const char* path : info.paths)
                QCOMPARE(operation(contract::methodWord(info.method).data(), path), std::string(info.name));
        }
    }

    void literalsWinOverParameters()
    {
        QCOMPARE(operation("GET", "/v1/agents/me"), std::string("GetMyAgent"));
        QCOMPARE(operation("GET", "/v1/agents/search"), std::string("SearchAgents"));
        QCOMPARE(operation("GET", "/v1/agents/search-bot"), std::string("GetAgent"));
        QCOMPARE(operation("GET", "/v1/agents/a/customers/cohorts"), std::string("GetCohorts"));
        QCOMPARE(operation("HEAD", "/healthz"), std::string("GetHealth"));
    }

    void saysWhichMethodsAPathTakes()
    {
        std::string allowed;
        QVERIFY(!m_router.find("PATCH", "/v1/services/a", &allowed));
        QVERIFY(allowed.find("GET") != std::string::npos && allowed.find("DELETE") != std::string::npos);
        allowed.clear();
        QVERIFY(!m_router.find("GET", "/v1/nothing", &allowed));
        QVERIFY(allowed.empty());
        QVERIFY(!m_router.find("GET", "", &allowed));
    }

    void buildsInputFromPathQueryAndBody()
    {
        net::HttpRequest request;
        request.query = {{"limit", "20"}, {"filter", "status:5xx"}, {"filter", "tool:a"}, {"bodies", "true"}};
        const auto match = m_router.find("GET", "/v1/agents/x/logs");
        const json::value input = api::inputOf(*match->operation, match->parameters, request);
        QCOMPARE(input.at("agent_id").as_string(), json::string("x"));
        QCOMPARE(input.at("limit").as_int64(), 20);
        QCOMPARE(input.at("filter").as_array().size(), std::size_t(2));
        QCOMPARE(input.at("bodies").as_bool(), true);
        request.query = {{"limit", "many"}};
        QVERIFY(api::inputOf(*match->operation, match->parameters, request).at("limit").is_string());
    }

    void thePathWinsOverTheBody()
    {
        net::HttpRequest request;
        request.body = R"({"agent_id":"other","tier":"lite"})";
        const auto match = m_router.find("PUT", "/v1/services/mine/tier");
        const json::value input = api::inputOf(*match->operation, match->parameters, request);
        QCOMPARE(input.at("agent_id").as_string(), json::string("mine"));
    }

    void tellsThisMachineFromAWebPage_data()
    {
        QTest::addColumn<QByteArray>("peer");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("isLocal");
        auto row = [](const char* name, const char* peer, const char* host, const char* origin, bool isLocal) {
            QTest::newRow(name) << QByteArray(peer) << QByteArray(host) << QByteArray(origin) << isLocal;
        };
        row("program", "127.0.0.1", "127.0.0.1:8080", "", true);
        row("by name", "127.0.0.1", "localhost:8080", "", true);
        row("IPv6", "::1", "[::1]:8080", "", true);
        row("own page", "127.0.0.1", "localhost:8080", "http://localhost:3000", true);
        row("from elsewhere", "203.0.113.9", "127.0.0.1:8080", "", false);
        row("name bound to loopback", "127.0.0.1", "evil.example:8080", "", false);
        row("name like an address", "127.0.0.1", "127.evil.example", "", false);
        row("address in a name", "127.0.0.1", "localhost.evil.example", "", false);
        row("page of a stranger", "127.0.0.1", "127.0.0.1:8080", "https://evil.example", false);
        row("page without origin", "127.0.0.1", "127.0.0.1:8080", "null", false);
        row("behind a proxy here", "127.0.0.1", "bursar.example", "", false);
        row("no host", "127.0.0.1", "", "", false);
    }

    void tellsThisMachineFromAWebPage()
    {
        QFETCH(QByteArray, peer);
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, origin);
        net::HttpRequest request;
        request.remoteAddress = peer.toStdString();
        request.headers = {{"host", host.toStdString()}, {"origin", origin.toStdString()}};
        QTEST(api::isLocalCall(request), "isLocal");
    }

    void refusesBodiesThatAreNotJson_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("truncated") << QByteArray("{\"tier\":");
        QTest::newRow("not an object") << QByteArray("[1]");
        QTest::newRow("invalid UTF-8") << QByteArray("{\"tier\":\"\xff\xfe\"}");
        QTest::newRow("too deep") << QByteArray(200, '[');
        QTest::newRow("trailing") << QByteArray("{} {}");
        QTest::newRow("NaN") << QByteArray("{\"tier\":NaN}");
    }
    void refusesBodiesThatAreNotJson()
    {
        QFETCH(QByteArray, body);
        net::HttpRequest request;
        request.body = body.toStdString();
        const auto match = m_router.find("PUT", "/v1/services/mine/tier");
        try {
            api::inputOf(*match->operation, match->parameters, request);
            QFAIL("accepted");
        } catch (const base::Error& error) {
            QCOMPARE(base::httpStatus(error.code()), 400);
        }
    }

    void errorsHaveEveryFieldThatClientsRead()
    {
        base::Error error(base::ErrorCode::Conflict, "slug_taken", "taken", {{"agent_id", "taken", "is taken"}});
        error.conflictId = "a";
        const json::object body = api::errorBody(error, "r1", *base::parseTime("2026-11-20T08:00:00Z"));
        for (const char* field : {"error", "code", "detail", "message", "timestamp", "request_id"})
            QVERIFY2(body.at(field).is_string(), field);
        QCOMPARE(body.at("success").as_bool(), false);
        QCOMPARE(body.at("status").as_int64(), 409);
        QCOMPARE(body.at("agent_id").as_string(), json::string("a"));
        QCOMPARE(body.at("fields").as_array().size(), std::size_t(1));
    }

    void aProtocolMayAddHeadersAndMembersToAnError()
    {
        base::Error error(base::ErrorCode::PaymentRequired, "payment_required", "payment required");
        error.headers.emplace_back("PAYMENT-REQUIRED", "e30=");
        error.members = R"({"x402Version":1,"accepts":[{"scheme":"exact"}]})";
        const net::HttpResponse response = api::errorResponse(error, {}, *base::parseTime("2026-11-20T08:00:00Z"));
        QCOMPARE(response.status, 402);
        QVERIFY(response.headers == (std::vector<std::pair<std::string, std::string>>{{"PAYMENT-REQUIRED", "e30="}}));
        const json::value body = json::parse(response.body);
        QCOMPARE(body.at("x402Version").as_int64(), 1);
        QCOMPARE(body.at("accepts").as_array().size(), std::size_t(1));
        QCOMPARE(body.at("code").as_string(), json::string("payment_required"));
    }

    void readsFieldsThatTravelInHeaders()
    {
        net::HttpRequest request;
        request.body = R"({"participants":["a"],"x_payment":"body"})";
        request.headers["x-payment"] = "header";
        const auto match = m_router.find("POST", "/v1/channels");
        const json::value input = api::inputOf(*match->operation, match->parameters, request);
        QCOMPARE(input.at("x_payment").as_string(), json::string("header"));
        QVERIFY(!input.as_object().contains("payment_signature"));
        request.headers["payment-signature"] = "\xff\xfe";
        QVERIFY_EXCEPTION_THROWN(api::inputOf(*match->operation, match->parameters, request), base::Error);
    }

    void theInterfaceIsDocumentedWhole()
    {
        const json::value document = api::openApi("http://127.0.0.1:8080");
        for (const contract::OperationInfo& info : contract::operations()) {
            for (const char* path : info.paths)
                QVERIFY2(document.at("paths").as_object().contains(path), path);
        }
        QCOMPARE(document.at("openapi").as_string(), json::string("3.1.0"));
    }

    void knowsItsOwnMachine()
    {
        QVERIFY(api::isLoopback("127.0.0.1") && api::isLoopback("::1") && api::isLoopback("::ffff:127.0.0.1"));
        QVERIFY(!api::isLoopback("10.0.0.1") && !api::isLoopback("128.0.0.1") && !api::isLoopback("::2"));
    }
};

QTEST_GUILESS_MAIN(TestRoutes)
#include "tst_routes.moc"
