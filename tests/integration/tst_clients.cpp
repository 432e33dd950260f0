// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_process.h"

#include <boost/json.hpp>

#include <QTest>

using namespace bursar::test;
namespace json = boost::json;

/// The clients of the systems that this one replaces, as they are.
class TestClients : public QObject {
    Q_OBJECT

private:
    ServerProcess m_server;
    std::string m_key;

    int sendBatches(const char* client, int batches, int seed)
    {
        QProcess script;
        script.start(QStringLiteral("python3"),
                     {QStringLiteral(BURSAR_SOURCE_DIR "/tests/integration/send_batches.py"), QStringLiteral("--url"),
                      QString::fromStdString(m_server.url()), QStringLiteral("--key"), QString::fromStdString(m_key),
                      QStringLiteral("--client"), QLatin1String(client), QStringLiteral("--batches"),
                      QString::number(batches), QStringLiteral("--seed"), QString::number(seed)});
        if (!script.waitForFinished(60000) || script.exitCode() != 0) {
            qWarning("%s", script.readAllStandardError().constData());
            return -1;
        }
        return script.readAllStandardOutput().trimmed().toInt();
    }
    std::int64_t total(const char* field)
    {
        return m_server.get("/v1/agents/meerkat/stats", m_key).body.at(field).to_number<std::int64_t>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_key = m_server.registerAgent("meerkat");
        QVERIFY(!m_key.empty());
    }

    void typescriptBatchesAreStoredOnce()
    {
        QCOMPARE(sendBatches("typescript", 4, 7), 200);
        QCOMPARE(total("total_requests"), 200);
        QCOMPARE(sendBatches("typescript", 4, 7), 0); // re-queued entries, new batch ids
        QCOMPARE(total("total_requests"), 200);
    }

    void pythonBatchesAreStoredOnce()
    {
        const std::int64_t before = total("total_requests");
        QCOMPARE(sendBatches("python", 4, 8), 200);
        QCOMPARE(total("total_requests"), before + 200);
        QCOMPARE(sendBatches("python", 4, 8), 0);
        QCOMPARE(total("total_requests"), before + 200);
    }

    void paymentsInBothFormsAreCounted()
    {
        const Answer stats = m_server.get("/v1/agents/meerkat/stats", m_key);
        QVERIFY(stats.body.at("paid_count").as_int64() > 0);
        QCOMPARE(stats.body.at("revenue_basis").as_string(), json::string("claimed"));
        const Answer logs = m_server.get("/v1/agents/meerkat/logs?filter=payment:any&limit=1000", m_key);
        std::int64_t atomic = 0;
        for (const json::value& row : logs.body.at("logs").as_array())
            atomic += std::stoll(std::string(row.at("x402_amount_atomic").as_string()));
        QCOMPARE(std::to_string(atomic), std::string(stats.body.at("total_revenue_usdc_atomic").as_string()));
    }

    void neverGivesCredentialsBack()
    {
        const Answer logs = m_server.get("/v1/agents/meerkat/logs?bodies=true&limit=200", m_key);
        QCOMPARE(logs.status, 200);
        QVERIFY(logs.text.find("must-never-be-stored") == std::string::npos);
        QVERIFY(logs.text.find("abababab") == std::string::npos); // payment signatures
        QVERIFY(logs.text.find("tools/call") != std::string::npos);
    }

    void oneBadEntryDoesNotPoisonTheBatch()
    {
        const json::value batch{{"agent_id", "meerkat"},
                                {"entries",
                                 {{{"requestId", "good-1"}, {"method", "GET"}, {"path", "/"}, {"statusCode", 200},
                                   {"responseMs", 1}},
                                  {{"requestId", 5}},
                                  {{"requestId", "bad-2"}, {"method", "GET"}, {"path", "/"}, {"statusCode", 99999},
                                   {"responseMs", -1}},
                                  "not an object"}}};
        const Answer answer = m_server.post("/v1/ingest", batch, m_key);
        QCOMPARE(answer.status, 202);
        QCOMPARE(answer.body.at("entries").as_int64(), 4);
        QCOMPARE(answer.body.at("accepted").as_int64(), 1);
        QCOMPARE(answer.body.at("rejected").as_array().size(), std::size_t(3));
    }

    void unreadableEnvelopesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("empty list") << QByteArray("{\"agent_id\":\"meerkat\",\"entries\":[]}") << 400;
        QTest::newRow("no list") << QByteArray("{\"agent_id\":\"meerkat\"}") << 400;
        QTest::newRow("truncated") << QByteArray("{\"entries\":[{\"requestId\":") << 400;
        QTest::newRow("invalid UTF-8") << QByteArray("{\"entries\":[{\"requestId\":\"\xff\"}]}") << 400;
        QTest::newRow("another agent") << QByteArray("{\"agent_id\":\"other\",\"entries\":[{\"requestId\":\"x\"}]}") << 403;
        QTest::newRow("nothing") << QByteArray("") << 400;
        QTest::newRow("too large") << QByteArray(17 * 1024 * 1024, ' ') << 413;
    }
    void unreadableEnvelopesAreRefused()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QCOMPARE(m_server.send("POST", "/v1/ingest", body.toStdString(), m_key).status, status);
    }

    void cleanupTestCase() { QCOMPARE(m_server.stop(), 0); }
};

QTEST_GUILESS_MAIN(TestClients)
#include "tst_clients.moc"
