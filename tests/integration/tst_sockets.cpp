// SPDX-License-Identifier: GPL-3.0-or-later
// WebSockets of channels as clients meet them: who gets in, what they hear, what they may send.
#include "support/channel_socket.h"
#include "support/server_process.h"

#include <QFile>
#include <QTcpSocket>
#include <QUrl>

#include <set>

using namespace bursar::test;
namespace json = boost::json;

class SocketsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ServerProcess> m_server;
    std::map<std::string, std::string> m_keys;

    std::string keyWith(const std::string& agent, const json::array& scopes)
    {
        const Answer made = m_server->post("/v1/agents/" + agent + "/keys", {{"name", "key"}, {"scopes", scopes}}, m_server->ownerKey());
        return made.status == 201 ? std::string(made.body.at("api_key").as_string()) : std::string();
    }
    std::string open(std::int64_t credits = 1'000'000)
    {
        const Answer opened = m_server->post("/v1/channels", {{"participants", {"alpha", "beta"}}, {"credits", credits}}, m_server->ownerKey());
        if (opened.status != 201)
            throw std::runtime_error(opened.text);
        return std::string(opened.body.at("channel_id").as_string());
    }
    static std::string pathOf(const std::string& id) { return "/v1/channels/" + id + "/ws"; }
    void send(const std::string& id, int count)
    {
        for (int i = 0; i < count; ++i)
            QCOMPARE(m_server->post("/v1/channels/" + id + "/tx", {{"from", "alpha"}, {"to", "beta"}, {"amount", 1}}, m_keys["alpha"]).status, 200);
    }
    std::set<std::int64_t> entries(const std::string& id)
    {
        std::set<std::int64_t> out;
        const Answer page = m_server->get("/v1/channels/" + id + "/transactions?limit=200", m_keys["alpha"]);
        for (const json::value& row : page.body.at("transactions").as_array())
            out.insert(row.at("entry_id").as_int64());
        return out;
    }
    /// How an attempt to open ended: the status, or 101.
    std::string attempt(const std::string& path, const std::string& key = {})
    {
        ChannelSocket socket(m_server->url(), path, key);
        if (!QTest::qWaitFor([&] { return socket.isOpen() || socket.hasFailed(); }, 10'000))
            return "nothing";
        if (socket.isOpen())
            return "101";
        if (socket.problem().find("Unknown error condition") != std::string::npos)
            return "400"; // what Qt says of it
        for (const char* status : {"401", "403", "404", "410"}) {
            if (socket.problem().find(status) != std::string::npos)
                return status;
        }
        return socket.problem();
    }
    static json::object tx(const json::value& amount, const std::string& reference = "r")
    {
        return {{"action", "tx"}, {"to", "beta"}, {"amount", amount}, {"client_ref", reference}};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QFile file(m_server->directory() + QStringLiteral("/bursar.toml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("free_channels = true\nrate_limit_per_second = 1000000\nrate_limit_burst = 1000000\n");
        file.close();
        QVERIFY(m_server->start());
        for (const char* agent : {"alpha", "beta", "gamma"}) {
            QVERIFY(!m_server->registerAgent(agent).empty());
            m_keys[agent] = keyWith(agent, {"read", "manage"});
            QVERIFY(!m_keys[agent].empty());
        }
    }
    void cleanupTestCase() { QCOMPARE(m_server->stop(), 0); }

    void letsInWhoTakesPart()
    {
        const std::string id = open();
        QCOMPARE(attempt(pathOf(id), m_keys["alpha"]), std::string("101"));
        QCOMPARE(attempt(pathOf(id), m_server->ownerKey()), std::string("101"));
        QCOMPARE(attempt(pathOf(id), m_keys["gamma"]), std::string("403"));
        QCOMPARE(attempt(pathOf(id)), std::string("401"));
        QCOMPARE(attempt(pathOf(id), "gt8004_sk_" + std::string(64, '0')), std::string("401"));
        QCOMPARE(attempt(pathOf("ch_none"), m_keys["alpha"]), std::string("404"));
        QCOMPARE(attempt(pathOf(id), keyWith("alpha", {"ingest"})), std::string("403"));
        QCOMPARE(attempt(pathOf(id) + "?after=x", m_keys["alpha"]), std::string("400"));
        QCOMPARE(attempt(pathOf(id) + "?after=-1", m_keys["alpha"]), std::string("400"));
        QCOMPARE(attempt("/v1/admin/events/ws", m_keys["alpha"]), std::string("403"));
        QCOMPARE(attempt("/v1/admin/events/ws", m_server->ownerKey()), std::string("101"));
    }

    void aTicketOpensOneSocket()
    {
        const std::string id = open();
        const Answer made = m_server->post("/v1/auth/socket-ticket", json::object(), m_keys["alpha"]);
        QCOMPARE(made.status, 201);
        const std::string ticket(made.body.at("ticket").as_string());
        {
            ChannelSocket socket(m_server->url(), pathOf(id) + "?ticket=" + ticket);
            QVERIFY(socket.waitOpen());
            socket.send(tx(5));
            QTRY_COMPARE(socket.ofType("tx_confirmed").size(), std::size_t(2)); // the answer and the event
        }
        QCOMPARE(attempt(pathOf(id) + "?ticket=" + ticket), std::string("401"));
        QCOMPARE(attempt(pathOf(id) + "?ticket=nonsense"), std::string("401"));
        QCOMPARE(m_server->post("/v1/auth/socket-ticket", json::object()).status, 401);
        const Answer strangers = m_server->post("/v1/auth/socket-ticket", json::object(), m_keys["gamma"]);
        QCOMPARE(attempt(pathOf(id) + "?ticket=" + std::string(strangers.body.at("ticket").as_string())), std::string("403"));
    }

    void resumesWithoutGapsOrRepeats()
    {
        const std::string id = open();
        open(); // another channel's events are between
        std::vector<std::int64_t> heard;
        std::int64_t last = 0;
        for (int connection = 0; connection < 4; ++connection) {
            ChannelSocket socket(m_server->url(), pathOf(id) + "?after=" + std::to_string(last), m_keys["beta"]);
            QVERIFY(socket.waitOpen());
            send(id, 10);
            // Torn off somewhere in the middle; the rest comes with the next.
            const std::size_t enough = std::size_t(connection == 3 ? 0 : 5);
            QTRY_VERIFY(socket.sequence().size() > enough);
            if (connection == 3)
                QTRY_COMPARE(socket.sequence().back(), *entries(id).rbegin());
            const std::vector<std::int64_t> now = socket.sequence();
            heard.insert(heard.end(), now.begin(), now.end());
            last = heard.back();
            send(id, 3); // while nobody listens
            if (connection == 3)
                break;
        }
        ChannelSocket socket(m_server->url(), pathOf(id) + "?after=" + std::to_string(last), m_keys["beta"]);
        QVERIFY(socket.waitOpen());
        QTRY_COMPARE(socket.sequence().size(), std::size_t(3));
        const std::vector<std::int64_t> rest = socket.sequence();
        heard.insert(heard.end(), rest.begin(), rest.end());
        QVERIFY(std::adjacent_find(heard.begin(), heard.end(), std::greater_equal<>()) == heard.end());
        QTRY_COMPARE(entries(id).size(), std::size_t(52)); // tables for reading follow
        std::set<std::int64_t> expected = entries(id);
        for (const std::int64_t entry : heard)
            expected.erase(entry);
        QVERIFY(expected.empty());
        QCOMPARE(heard.size(), std::size_t(54)); // and that it was created and became active
    }

    void theDeskHearsEveryChannel()
    {
        ChannelSocket desk(m_server->url(), "/v1/admin/events/ws", m_server->ownerKey());
        QVERIFY(desk.waitOpen());
        const std::string one = open(), other = open();
        send(one, 1);
        send(other, 1);
        QCOMPARE(m_server->post("/v1/channels/" + one + "/close", json::object(), m_keys["alpha"]).status, 200);
        QTRY_COMPARE(desk.ofType("channel_settled").size(), std::size_t(1));
        std::multiset<std::string> heard;
        for (const json::object& message : desk.messages) {
            if (message.at("channel_id").as_string() == one)
                heard.insert(std::string(message.at("type").as_string()));
        }
        QVERIFY(heard == (std::multiset<std::string>{"channel_created", "channel_activated", "tx_confirmed", "channel_closing",
                                                     "channel_settled"}));
        QCOMPARE(desk.ofType("tx_confirmed").size(), std::size_t(2));
        const json::object payload = desk.ofType("tx_confirmed").at(0).at("payload").as_object();
        QCOMPARE(payload.at("from").as_string(), json::string("alpha"));
        QCOMPARE(payload.at("amount").as_int64(), std::int64_t(1));
        const std::vector<std::int64_t> sequence = desk.sequence();
        QVERIFY(std::is_sorted(sequence.begin(), sequence.end()));
        desk.send(tx(1));
        QTRY_COMPARE(desk.ofType("tx_failed").size(), std::size_t(1));
    }

    void badFramesAreAnsweredAndChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* name, const QByteArray& frame, const char* code) { QTest::newRow(name) << frame << QByteArray(code); };
        row("no JSON", "{\"action\":", "invalid_json");
        row("no object", "[1]", "invalid_json");
        row("nothing", "", "invalid_json");
        row("deep", QByteArray(3000, '['), "invalid_json");
        row("too long", "{\"action\":\"tx\",\"memo\":\"" + QByteArray(5000, 'm') + "\"}", "frame_too_large");
        row("no action", "{\"to\":\"beta\",\"amount\":1}", "invalid_input");
        row("other action", R"({"action":"close"})", "invalid_input");
        row("action of another type", R"({"action":7})", "invalid_input");
        row("no amount", R"({"action":"tx","to":"beta"})", "invalid_input");
        row("amount as text", R"({"action":"tx","to":"beta","amount":"1"})", "invalid_input");
        row("a fraction", R"({"action":"tx","to":"beta","amount":1.5})", "invalid_input");
        row("enormous", R"({"action":"tx","to":"beta","amount":1e300})", "invalid_input");
        row("zero", R"({"action":"tx","to":"beta","amount":0})", "invalid_input");
        row("negative", R"({"action":"tx","to":"beta","amount":-5})", "invalid_input");
        row("to oneself", R"({"action":"tx","to":"alpha","amount":1})", "invalid_input");
        row("to a stranger", R"({"action":"tx","to":"gamma","amount":1})", "receiver_not_found");
        row("somebody else's", R"({"action":"tx","from":"beta","to":"alpha","amount":1})", "not_yours");
        row("too much", R"({"action":"tx","to":"beta","amount":501})", "insufficient_balance");
        row("reference of another type", R"({"action":"tx","to":"beta","amount":1,"client_ref":{}})", "invalid_input");
        row("long memo", "{\"action\":\"tx\",\"to\":\"beta\",\"amount\":1,\"memo\":\"" + QByteArray(1025, 'm') + "\"}", "invalid_input");
    }
    void badFramesAreAnsweredAndChangeNothing()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QByteArray, code);
        const std::string id = open(1000);
        ChannelSocket socket(m_server->url(), pathOf(id), m_keys["alpha"]);
        QVERIFY(socket.waitOpen());
        socket.sendText(frame.toStdString());
        QTRY_COMPARE(socket.ofType("tx_failed").size(), std::size_t(1));
        const json::object payload = socket.ofType("tx_failed").at(0).at("payload").as_object();
        QCOMPARE(payload.at("code").as_string(), json::string(code.toStdString()));
        QVERIFY(payload.at("status").as_int64() >= 400 && payload.at("status").as_int64() < 500);
        // It goes on as if nothing had been.
        socket.send(tx(1, "good"));
        QTRY_COMPARE(socket.ofType("tx_confirmed").size(), std::size_t(2));
        QTRY_COMPARE(entries(id).size(), std::size_t(1));
    }

    void aKeyThatMayOnlyReadTransactsNothing()
    {
        const std::string id = open();
        ChannelSocket socket(m_server->url(), pathOf(id), keyWith("alpha", {"read"}));
        QVERIFY(socket.waitOpen());
        socket.send(tx(1));
        QTRY_COMPARE(socket.ofType("tx_failed").size(), std::size_t(1));
        QCOMPARE(socket.ofType("tx_failed").at(0).at("payload").at("code").as_string(), json::string("scope_missing"));
        QVERIFY(entries(id).empty());
    }

    void aClosedChannelSaysSo()
    {
        const std::string id = open();
        ChannelSocket socket(m_server->url(), pathOf(id), m_keys["alpha"]);
        QVERIFY(socket.waitOpen());
        QCOMPARE(m_server->post("/v1/channels/" + id + "/close", json::object(), m_keys["beta"]).status, 200);
        socket.send(tx(1));
        QTRY_COMPARE(socket.ofType("tx_failed").size(), std::size_t(1));
        QCOMPARE(socket.ofType("tx_failed").at(0).at("payload").at("code").as_string(), json::string("channel_not_active"));
        QTRY_COMPARE(socket.ofType("channel_settled").size(), std::size_t(1));
    }

    void manyFramesKeepTheirOrder()
    {
        const std::string id = open();
        ChannelSocket alpha(m_server->url(), pathOf(id), m_keys["alpha"]);
        ChannelSocket beta(m_server->url(), pathOf(id), m_keys["beta"]);
        QVERIFY(alpha.waitOpen() && beta.waitOpen());
        constexpr int kFrames = 900;
        for (int i = 0; i < kFrames; ++i) {
            alpha.send(tx(1, std::to_string(i)));
            json::object back = tx(1, std::to_string(i));
            back["to"] = "alpha";
            beta.send(back);
        }
        for (ChannelSocket* socket : {&alpha, &beta}) {
            const auto answers = [&] {
                std::vector<json::object> out;
                for (const json::object& message : socket->ofType("tx_confirmed")) {
                    if (!message.contains("seq"))
                        out.push_back(message.at("payload").as_object());
                }
                return out;
            };
            QTRY_COMPARE_WITH_TIMEOUT(answers().size(), std::size_t(kFrames), 20'000);
            std::int64_t before = 0;
            int number = 0;
            for (const json::object& payload : answers()) {
                QCOMPARE(payload.at("client_ref").as_string(), json::string(std::to_string(number++)));
                QVERIFY(payload.at("entry_id").as_int64() > before);
                before = payload.at("entry_id").as_int64();
            }
            QTRY_COMPARE_WITH_TIMEOUT(socket->sequence().size(), std::size_t(2 * kFrames), 20'000);
        }
        // What one sends without waiting for answers is bounded.
        for (int i = 0; i < 3000; ++i)
            alpha.send(tx(1, "more " + std::to_string(i)));
        const auto ends = [&] { return alpha.messages.size() - alpha.sequence().size(); };
        QTRY_COMPARE_WITH_TIMEOUT(ends(), std::size_t(kFrames + 3000), 30'000);
        for (const json::object& failed : alpha.ofType("tx_failed"))
            QCOMPARE(failed.at("payload").at("code").as_string(), json::string("too_many_running"));
    }

    /// It does not slow the others down, and misses nothing when it comes back, however much that is.
    void aReaderThatTakesNothingIsDisconnected()
    {
        const std::string id = open();
        QTcpSocket lazy;
        lazy.setReadBufferSize(2048);
        const QUrl url(QString::fromStdString(m_server->url()));
        lazy.connectToHost(url.host(), quint16(url.port()));
        QVERIFY(lazy.waitForConnected());
        lazy.write("GET " + QByteArray::fromStdString(pathOf(id)) + " HTTP/1.1\r\nHost: " + url.authority().toUtf8()
                   + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer "
                   + QByteArray::fromStdString(m_keys["beta"]) + "\r\n\r\n");
        QTRY_VERIFY(lazy.peek(12) == "HTTP/1.1 101");

        ChannelSocket busy(m_server->url(), pathOf(id), m_keys["alpha"]);
        QVERIFY(busy.waitOpen());
        constexpr std::size_t kEvents = 9'000;
        const std::string memo(1000, 'm');
        std::size_t sent = 0;
        const auto pump = [&] {
            const std::size_t answered = busy.messages.size() - busy.sequence().size();
            for (; sent < kEvents && sent < answered + 300; ++sent) {
                json::object frame = tx(1, std::to_string(sent));
                frame["memo"] = memo;
                busy.send(frame);
            }
            return busy.sequence().size() == kEvents;
        };
        QTRY_VERIFY_WITH_TIMEOUT(pump(), 30'000);
        QVERIFY(busy.ofType("tx_failed").empty());
        const auto connections = [&] {
            return m_server->get("/v1/system/status", m_server->ownerKey()).body.at("connections").as_int64();
        };
        const std::int64_t before = connections();
        QTRY_VERIFY_WITH_TIMEOUT(connections() < before, 60'000);
        lazy.setReadBufferSize(0);
        QByteArray heard;
        QTRY_VERIFY_WITH_TIMEOUT((heard += lazy.readAll(), lazy.state() == QAbstractSocket::UnconnectedState), 20'000);
        heard += lazy.readAll();
        QVERIFY(heard.size() < qsizetype(kEvents * memo.size()));
        ChannelSocket again(m_server->url(), pathOf(id) + "?after=" + std::to_string(busy.sequence().front() - 1), m_keys["beta"]);
        QVERIFY(again.waitOpen());
        QTRY_COMPARE_WITH_TIMEOUT(again.sequence().size(), kEvents, 30'000);
        QVERIFY(again.sequence() == busy.sequence());
    }
};

QTEST_GUILESS_MAIN(SocketsTest)
#include "tst_sockets.moc"
