// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_process.h"

#include <boost/json.hpp>

#include <QFileInfo>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <sys/stat.h>

using namespace bursar::test;
namespace json = boost::json;

/// bursard as someone meets it who starts it for the first time.
class TestServer : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ServerProcess> m_server;

    static std::string code(const Answer& answer)
    {
        const json::value* value = answer.body.is_object() ? answer.body.get_object().if_contains("code") : nullptr;
        return value && value->is_string() ? std::string(value->get_string()) : std::string();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY(m_server->start());
    }

    void cleanupTestCase() { QCOMPARE(m_server->stop(), 0); }

    void isReadyWhenItSaysSo()
    {
        for (const char* path : {"/healthz", "/health", "/readyz", "/ready"})
            QCOMPARE(m_server->get(path).status, 200);
        QCOMPARE(m_server->get("/.well-known/agent.json").body.at("name").as_string(), json::string("Bursar"));
        QVERIFY(m_server->get("/openapi.json").body.at("paths").as_object().size() > 60);
        QVERIFY(m_server->get("/metrics").text.find("bursar_") != std::string::npos);
    }

    void keepsTheOwnersKeyPrivate()
    {
        struct stat status {};
        QCOMPARE(::stat((m_server->directory() + QStringLiteral("/owner.key")).toLocal8Bit().constData(), &status), 0);
        QCOMPARE(int(status.st_mode & 0777), 0600);
        const Answer me = m_server->get("/v1/me", m_server->ownerKey());
        QCOMPARE(me.status, 200);
        QCOMPARE(me.body.at("role").as_string(), json::string("owner"));
    }

    void refusesStrangers()
    {
        QCOMPARE(m_server->get("/v1/system/status").status, 401);
        QCOMPARE(m_server->get("/v1/system/status", "gt8004_sk_nonsense").status, 401);
        QCOMPARE(m_server->get("/v1/logs").status, 401);
        const Answer bare = m_server->send("GET", "/v1/agents/x/stats", "", "",
                                           {{"X-Wallet-Address", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"}});
        QCOMPARE(bare.status, 401);
    }

    void anAgentSeesItsOwnAndNobodyElses()
    {
        const std::string mine = m_server->registerAgent("mine-agent"), other = m_server->registerAgent("other-agent");
        QVERIFY(!mine.empty() && !other.empty());
        QCOMPARE(m_server->get("/v1/agents/mine-agent/stats", mine).status, 200);
        QCOMPARE(m_server->get("/v1/agents/mine-agent/stats", other).status, 403);
        QCOMPARE(m_server->get("/v1/agents/no-such-agent/stats", mine).status, 404);
        QCOMPARE(m_server->get("/v1/stats", mine).status, 403);
        QCOMPARE(m_server->get("/v1/stats", m_server->ownerKey()).status, 200);
    }

    void everyErrorHasACodeAndARequestId_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        auto row = [](const char* name, const char* method, const char* path, const char* body, int status) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(body) << status;
        };
        row("no path", "GET", "/v1/nothing", "", 404);
        row("no method", "PATCH", "/v1/ingest", "{}", 405);
        row("not JSON", "POST", "/v1/agents/register", "{\"name\":", 400);
        row("array", "POST", "/v1/agents/register", "[]", 400);
        row("wrong type", "POST", "/v1/agents/register", "{\"name\":5}", 400);
        row("deep", "POST", "/v1/agents/register", QByteArray(5000, '[').constData(), 400);
        row("bad number in query", "GET", "/v1/agents?limit=many", "", 400);
        row("negative limit", "GET", "/v1/agents?limit=-1", "", 400);
        row("unknown query", "GET", "/v1/agents?lmit=1", "", 400);
        row("bad time", "GET", "/v1/insight/overview?from=x&to=y", "", 400);
        row("span backwards", "GET",
            "/v1/insight/overview?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "", 400);
        row("bad cursor", "GET", "/v1/logs?cursor=%00%ff", "", 400);
        row("bad filter", "GET", "/v1/logs?filter=nonsense%3Ax", "", 400);
        row("unknown log", "GET", "/v1/logs/nope", "", 404);
        row("unknown task", "GET", "/v1/tasks/nope", "", 404);
        row("unknown setting", "PUT", "/v1/settings/nope", "{\"value\":\"1\"}", 404);
        row("setting out of range", "PUT", "/v1/settings/port", "{\"value\":\"99999\"}", 400);
        row("dot segments", "GET", "/v1/../etc/passwd", "", 400);
    }
    void everyErrorHasACodeAndARequestId()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        const Answer answer = m_server->send(method.toStdString(), path.toStdString(), body.toStdString(),
                                             m_server->ownerKey(), {{"X-Request-Id", "my-request-1"}});
        if (path.contains("..")) // libcurl may resolve the dots itself; then there is nothing at the path
            QVERIFY(answer.status == 400 || answer.status == 404);
        else
            QCOMPARE(answer.status, status);
        QVERIFY(!code(answer).empty());
        QCOMPARE(answer.body.at("request_id").as_string(), json::string("my-request-1"));
        QCOMPARE(answer.body.at("success").as_bool(), false);
    }

    void aSecondServerOnTheSameFolderIsToldWhereTheFirstIs()
    {
        QProcess second;
        second.start(QStringLiteral(BURSAR_BIN_DIR "/bursard"),
                     {QStringLiteral("--data-dir"), m_server->directory(), QStringLiteral("--listen"),
                      QStringLiteral("127.0.0.1:0")});
        QVERIFY(second.waitForFinished(30000));
        QCOMPARE(second.exitCode(), 1);
        const QByteArray said = second.readAllStandardError();
        QVERIFY2(said.contains("data_dir_in_use") && said.contains(m_server->url().c_str()), said.constData());
    }

    void refusesToListenBeyondThisMachineWithoutTls()
    {
        ServerProcess open({QStringLiteral("--listen"), QStringLiteral("0.0.0.0:0")});
        QVERIFY(!open.start());
        QVERIFY(open.log().contains("tls_required"));
    }

    void aWebPageIsNotThisMachine()
    {
        const auto registered = [this](const char* name, std::vector<std::pair<std::string, std::string>> headers) {
            return m_server->send("POST", "/v1/agents/register", json::serialize(json::value{{"name", name}}), "",
                                  std::move(headers)).status;
        };
        QCOMPARE(registered("from-a-page", {{"Origin", "https://evil.example"}}), 403);
        QCOMPARE(registered("rebound", {{"Host", "evil.example"}}), 403);
        QCOMPARE(registered("from-here", {}), 201);
        QCOMPARE(m_server->send("GET", "/metrics", "", "", {{"Origin", "https://evil.example"}}).status, 401);
    }

    void aTrustedProxyHandsOnTheCallersKey()
    {
        qputenv("TRUSTED_PROXIES", "127.0.0.1");
        ServerProcess server;
        const bool started = server.start();
        qunsetenv("TRUSTED_PROXIES");
        QVERIFY(started);
        const auto me = [](ServerProcess& asked, const std::string& key) {
            return asked.send("GET", "/v1/me", "", "proxys-own-token",
                              {{"X-Forwarded-Authorization", "Bearer " + key}}).status;
        };
        QCOMPARE(me(server, server.ownerKey()), 200);
        QCOMPARE(me(*m_server, m_server->ownerKey()), 401); // nobody is trusted there
        QCOMPARE(server.stop(), 0);
    }

    void metricsHaveAPortOfTheirOwnWhereOneIsSet()
    {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        const quint16 port = probe.serverPort();
        probe.close();
        qputenv("METRICS_PORT", QByteArray::number(port));
        ServerProcess server;
        const bool started = server.start();
        qunsetenv("METRICS_PORT");
        QVERIFY(started);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        QVERIFY(socket.waitForConnected());
        socket.write("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        while (socket.waitForReadyRead(5'000)) {}
        const QByteArray answer = socket.readAll();
        QVERIFY2(answer.startsWith("HTTP/1.1 200") && answer.contains("bursar_"), answer.left(200).constData());
        QCOMPARE(server.stop(), 0);
    }

    void peopleComeThroughTheOwner()
    {
        const std::string owner = m_server->ownerKey();
        const Answer made = m_server->post("/v1/users", {{"name", "Mina"}, {"role", "observer"}}, owner);
        QCOMPARE(made.status, 201);
        const std::string key(made.body.at("api_key").as_string());
        QCOMPARE(m_server->get("/v1/system/status", key).status, 200);
        QCOMPARE(m_server->post("/v1/users", {{"name", "Eve"}, {"role", "owner"}}, key).status, 403);
        QCOMPARE(m_server->get("/v1/settings", key).status, 403);
    }

    void aKeyOfMineStopsWithinASecondOfItsRevocation()
    {
        const std::string owner = m_server->ownerKey();
        QVERIFY(!m_server->registerAgent("rotating").empty());
        const Answer made = m_server->post("/v1/agents/rotating/keys", {{"name", "spare"}, {"scopes", {"read"}}}, owner);
        QCOMPARE(made.status, 201);
        const std::string key(made.body.at("api_key").as_string()), id(made.body.at("key").at("id").as_string());
        QCOMPARE(m_server->get("/v1/agents/rotating/stats", key).status, 200);
        QCOMPARE(m_server->send("DELETE", "/v1/agents/rotating/keys/" + id, "", owner).status, 200);
        QCOMPARE(m_server->get("/v1/agents/rotating/stats", key).status, 401);
    }

    void settingsAreWrittenForTheNextStart()
    {
        const std::string owner = m_server->ownerKey();
        QCOMPARE(m_server->send("PUT", "/v1/settings/body_retention_days", R"({"value":"7"})", owner).status, 200);
        QCOMPARE(m_server->stop(), 0);
        QVERIFY(m_server->start());
        const Answer list = m_server->get("/v1/settings", owner);
        for (const json::value& row : list.body.at("settings").as_array()) {
            if (row.at("key").as_string() == "body_retention_days") {
                QCOMPARE(row.at("value").as_string(), json::string("7"));
                QCOMPARE(row.at("source").as_string(), json::string("file"));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
