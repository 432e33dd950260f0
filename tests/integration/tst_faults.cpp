// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/server_process.h"

#include <boost/json.hpp>

#include <QTest>

#include <atomic>
#include <csignal>
#include <thread>

using namespace bursar::test;
namespace json = boost::json;

namespace {
/// Sends numbered requests until told to stop; remembers which were answered 202.
class Sender {
public:
    Sender(ServerProcess& server, std::string key, std::string prefix)
        : m_server(server), m_key(std::move(key)), m_prefix(std::move(prefix))
    {
        m_thread = std::thread([this] { run(); });
    }
    ~Sender() { stop(); }
    std::vector<int> stop()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
        return m_acknowledged;
    }
    int acknowledged() const { return m_count; }

private:
    void run()
    {
        for (int number = 0; !m_stop; ++number) {
            json::array entries;
            for (int i = 0; i < 20; ++i)
                entries.push_back({{"requestId", m_prefix + std::to_string(number) + "-" + std::to_string(i)},
                                   {"method", "POST"}, {"path", "/mcp"}, {"statusCode", 200}, {"responseMs", 12.5},
                                   {"customerId", "c" + std::to_string(i % 5)}});
            const Answer answer = m_server.post("/v1/ingest", {{"agent_id", "faulty"}, {"entries", entries}}, m_key);
            if (answer.status == 202) {
                m_acknowledged.push_back(number);
                ++m_count;
            } else {
                std::this_thread::sleep_for(std::chrono::milliseconds(20)); // the server is away: do not spin
            }
        }
    }

    ServerProcess& m_server;
    std::string m_key;
    std::string m_prefix;
    std::thread m_thread;
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_count = 0;
    std::vector<int> m_acknowledged;
};
} // namespace

/// What was answered 202 is there after any crash, once.
class TestFaults : public QObject {
    Q_OBJECT

private:
    ServerProcess m_server;
    std::string m_key;

    void init202(Sender& sender, int count)
    {
        QTRY_VERIFY_WITH_TIMEOUT(sender.acknowledged() >= count, 60000);
    }

    /// Every acknowledged batch is stored whole, nothing is stored twice, and the totals say the same.
    void verifyStored(const std::vector<int>& acknowledged, const std::string& prefix)
    {
        std::map<std::string, int> seen;
        std::string path = "/v1/agents/faulty/logs?limit=1000";
        std::string cursor;
        for (;;) {
            const Answer page = m_server.get(path + (cursor.empty() ? "" : "&cursor=" + cursor), m_key);
            QCOMPARE(page.status, 200);
            for (const json::value& row : page.body.at("logs").as_array())
                ++seen[std::string(row.at("request_id").as_string())];
            if (!page.body.as_object().contains("next"))
                break;
            cursor = page.body.at("next").as_string();
        }
        for (const auto& [id, count] : seen)
            QCOMPARE(count, 1);
        for (const int number : acknowledged) {
            for (int i = 0; i < 20; ++i)
                QVERIFY(seen.contains(prefix + std::to_string(number) + "-" + std::to_string(i)));
        }
        const Answer stats = m_server.get("/v1/agents/faulty/stats", m_key);
        QCOMPARE(stats.body.at("total_requests").as_int64(), std::int64_t(seen.size()));
    }

private Q_SLOTS:
    void init()
    {
        if (!m_server.running())
            QVERIFY(m_server.start());
        if (m_key.empty())
            m_key = m_server.registerAgent("faulty");
        QVERIFY(!m_key.empty());
    }

    void theEngineIsKilledDuringIngest()
    {
        Sender sender(m_server, m_key, "engine-");
        init202(sender, 30);
        m_server.killHard();
        const std::vector<int> acknowledged = sender.stop();
        QVERIFY(m_server.start());
        verifyStored(acknowledged, "engine-");
    }

    void theDatabaseIsKilledDuringIngest()
    {
        const qint64 postmaster = m_server.postmasterPid();
        QVERIFY(postmaster > 1);
        Sender sender(m_server, m_key, "database-");
        init202(sender, 30);
        QCOMPARE(::kill(pid_t(postmaster), SIGKILL), 0);
        const int before = sender.acknowledged();
        init202(sender, before + 30); // it is started again, and ingest goes on by itself
        const std::vector<int> acknowledged = sender.stop();
        QVERIFY(m_server.postmasterPid() != postmaster);
        verifyStored(acknowledged, "database-");
    }

    void aTermSignalFinishesWhatWasAccepted()
    {
        Sender sender(m_server, m_key, "term-");
        init202(sender, 30);
        QCOMPARE(m_server.stop(), 0);
        const std::vector<int> acknowledged = sender.stop();
        QVERIFY(m_server.start());
        verifyStored(acknowledged, "term-");
    }

    void cleanupTestCase() { QCOMPARE(m_server.stop(), 0); }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
