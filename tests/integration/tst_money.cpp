// SPDX-License-Identifier: GPL-3.0-or-later
// A channel's whole life with a real server and a real chain, and the server killed in the middle of it.
#include "../unit/channels/escrow_chain.h"
#include "net/http_client.h"
#include "support/channel_socket.h"
#include "support/server_process.h"

#include <QTcpServer>
#include <QTimer>

#include <atomic>
#include <set>
#include <thread>

using namespace bursar;
using namespace bursar::test;
using namespace std::chrono_literals;

namespace {
/// What one client sends: numbered transactions of known amounts.
struct Plan {
    std::string name, from, to, key;
    int count = 0;

    static std::int64_t amountOf(int number) { return 1 + number % 7; }
    std::int64_t total() const
    {
        std::int64_t sum = 0;
        for (int i = 0; i < count; ++i)
            sum += amountOf(i);
        return sum;
    }
    json::object transaction(int number) const
    {
        return {{"from", from}, {"to", to}, {"amount", amountOf(number)}, {"memo", name}, {"client_ref", reference(number)}};
    }
    std::string reference(int number) const { return name + " " + std::to_string(number); }
};

/// Over HTTP, one after the other, each until it is confirmed: its reference makes a repeat harmless.
class HttpSender {
public:
    HttpSender(std::string url, Plan plan) : m_url(std::move(url)), m_plan(std::move(plan)), m_thread([this] { run(); }) {}
    ~HttpSender()
    {
        m_stop = true;
        m_thread.join();
    }
    int confirmed() const { return m_confirmed; }

private:
    void run()
    {
        for (int i = 0; i < m_plan.count && !m_stop;) {
            if (send(i)) {
                ++i;
                ++m_confirmed;
            } else {
                std::this_thread::sleep_for(20ms); // the server is away
            }
        }
    }
    bool send(int number)
    {
        try {
            return m_http
                       .send({.method = "POST", .url = m_url,
                              .headers = {{"Authorization", "Bearer " + m_plan.key}, {"Content-Type", "application/json"}},
                              .body = json::serialize(m_plan.transaction(number)), .policy = net::AddressPolicy::Open,
                              .timeout = 10s})
                       .status == 200;
        } catch (const base::Error&) {
            return false;
        }
    }

    std::string m_url;
    Plan m_plan;
    net::HttpClient m_http;
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_confirmed = 0;
    std::thread m_thread;
};

/// Over a WebSocket, hundreds at once; after a break it connects anew and repeats what was not answered.
class SocketSender : public QObject {
public:
    SocketSender(std::string server, std::string path, Plan plan)
        : m_server(std::move(server)), m_path(std::move(path)), m_plan(std::move(plan))
    {
        QObject::connect(&m_timer, &QTimer::timeout, this, [this] { keepGoing(); });
        m_timer.start(50);
        connectAnew();
    }
    int confirmed() const { return int(m_confirmed.size()); }
    int reconnections() const { return m_connections - 1; }

private:
    static constexpr int kWindow = 400;

    void connectAnew()
    {
        ++m_connections;
        m_sent = 0;
        m_outstanding = 0;
        m_socket = std::make_unique<ChannelSocket>(m_server, m_path, m_plan.key);
        m_socket->onMessage = [this](const json::object& message) {
            const json::object& payload = message.at("payload").as_object();
            if (message.contains("seq") || !payload.contains("client_ref"))
                return; // an event, which comes besides
            --m_outstanding;
            if (message.at("type").as_string() == "tx_confirmed")
                m_confirmed.insert(std::string(payload.at("client_ref").as_string()));
        };
    }
    void keepGoing()
    {
        if (m_socket->isClosed() || (m_sent >= m_plan.count && m_outstanding == 0 && confirmed() < m_plan.count))
            return connectAnew();
        while (m_socket->isOpen() && m_outstanding < kWindow && m_sent < m_plan.count) {
            const int number = m_sent++;
            if (m_confirmed.contains(m_plan.reference(number)))
                continue;
            json::object frame = m_plan.transaction(number);
            frame["action"] = "tx";
            m_socket->send(frame);
            ++m_outstanding;
        }
    }

    std::string m_server, m_path;
    Plan m_plan;
    QTimer m_timer;
    std::unique_ptr<ChannelSocket> m_socket;
    std::set<std::string> m_confirmed;
    int m_connections = 0, m_sent = 0, m_outstanding = 0;
};

int freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
}
} // namespace

class MoneyTest : public QObject {
    Q_OBJECT

    static constexpr int kTransactions = 10'000;

    EscrowChain m_chain;
    std::unique_ptr<ServerProcess> m_server;
    std::map<std::string, std::string> m_keys, m_wallets;

    void configure()
    {
        qputenv("EVM_RPC_URL", QByteArray::fromStdString(m_chain.anvil.url()));
        qputenv("EVM_CHAIN_ID", QByteArray::number(qulonglong(EscrowChain::kChainId)));
        qputenv("ESCROW_CONTRACT_ADDRESS", QByteArray::fromStdString(m_chain.contract.hex()));
        qputenv("AEL_OPERATOR_EVM_KEY", QByteArray::fromStdString(Anvil::privateKey(0)).mid(2));
        m_server = std::make_unique<ServerProcess>(
            QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(freePort())});
        QFile file(m_server->directory() + QStringLiteral("/bursar.toml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("evm_confirmations = 3\nevm_use_finalized = false\nrate_limit_per_second = 1000000\nrate_limit_burst = 1000000\n"
                   "settler_key = \"" + QByteArray::fromStdString(Anvil::privateKey(1)).mid(2) + "\"\n");
        file.close();
        QFile::setPermissions(file.fileName(), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }

    void registerAgent(const std::string& name)
    {
        const EthereumWallet wallet(name);
        const Answer challenge = m_server->post("/v1/auth/challenge", {{"agent_id", wallet.address()}});
        const std::string text(challenge.body.at("challenge").as_string());
        const Answer made = m_server->post("/v1/agents/register", {{"agent_id", name}, {"name", name}, {"wallet_address", wallet.address()},
                                                                   {"challenge", text}, {"signature", wallet.signHex(text)}});
        QCOMPARE(made.status, 201);
        // The key of a registration reports and reads; one that moves money is made on purpose.
        const Answer key = m_server->post("/v1/agents/" + name + "/keys", {{"name", "wallet"}, {"scopes", {"read", "manage"}}},
                                          m_server->ownerKey());
        QCOMPARE(key.status, 201);
        m_keys[name] = key.body.at("api_key").as_string();
        m_wallets[name] = wallet.address();
    }

    Answer get(const std::string& path) { return m_server->get(path, m_server->ownerKey()); }
    json::value channel(const std::string& id)
    {
        const Answer answer = get("/v1/channels/" + id);
        if (answer.status != 200)
            throw std::runtime_error(answer.text);
        return answer.body;
    }
    std::string stateOf(const std::string& id) { return text(channel(id).at("channel"), "status"); }
    std::int64_t balance(const std::string& id, const std::string& who)
    {
        const json::value detail = channel(id);
        for (const json::value& row : detail.at("balances").as_array()) {
            if (row.at("agent_id").as_string() == who)
                return row.at("balance").as_int64();
        }
        return -1;
    }
    std::string agreement(const std::string& id) { return text(get("/v1/channels/" + id + "/escrow").body, "agreement"); }

    /// Makes blocks until the server has come to that.
    bool mineUntil(const std::function<bool()>& happened)
    {
        return QTest::qWaitFor([&] {
            m_chain.anvil.mine();
            return happened();
        }, 60'000);
    }

    /// Pays what a 402 demands, in the way of version 1, and returns the answer.
    Answer pay(const std::string& path, const json::object& body)
    {
        const Answer demand = m_server->post(path, body);
        if (demand.status != 402)
            return demand;
        const x402::Requirement requirement = x402::test::requirementOf(demand.body.at("accepts").at(0));
        const x402::Payment payment = m_chain.payment(requirement, m_chain.systemClock.now(), 2, x402::Version::V1);
        std::atomic<bool> answered = false;
        std::thread miner([&] { // the answer waits until the payment is mined
            while (!answered) {
                m_chain.anvil.mine();
                std::this_thread::sleep_for(100ms);
            }
        });
        const Answer answer = m_server->send("POST", path, json::serialize(body), {},
                                             {{"X-PAYMENT", crypto::toBase64(json::serialize(x402::paymentJson(payment, requirement)))}});
        answered = true;
        miner.join();
        return answer;
    }

    std::string open()
    {
        const json::object wanted{{"participants", json::array{json::object{{"agent_id", "alpha"}, {"role", "client"}},
                                                               json::object{{"agent_id", "beta"}, {"role", "provider"}},
                                                               json::object{{"agent_id", "gamma"}}}},
                                  {"usdc_amount", "3000.003"},
                                  {"milestones", json::array{json::object{{"name", "report"}, {"credits", 5000}}}}};
        const Answer opened = pay("/v1/channels", wanted);
        if (opened.status != 201)
            throw std::runtime_error(opened.text);
        const std::string id(opened.body.at("channel_id").as_string());
        const auto header = std::find_if(opened.headers.begin(), opened.headers.end(), [](const auto& one) {
            return QString::fromStdString(one.first).compare(QLatin1String("x-payment-response"), Qt::CaseInsensitive) == 0;
        });
        if (header == opened.headers.end())
            throw std::runtime_error("there is no receipt");
        return id;
    }

    void transact(const std::string& id)
    {
        const std::string url = m_server->url() + "/v1/channels/" + id + "/tx";
        const std::string socket = "/v1/channels/" + id + "/ws";
        const std::vector<Plan> http{{"h1", "alpha", "beta", m_keys["alpha"], 1'000}, {"h2", "beta", "alpha", m_keys["beta"], 1'000},
                                     {"h3", "gamma", "alpha", m_server->ownerKey(), 1'000}};
        const std::vector<Plan> sockets{{"w1", "alpha", "beta", m_keys["alpha"], 3'500}, {"w2", "gamma", "beta", m_keys["gamma"], 3'500}};
        std::map<std::string, std::int64_t> expected;
        for (const char* who : {"alpha", "beta", "gamma"})
            expected[who] = balance(id, who);
        std::vector<std::unique_ptr<HttpSender>> httpSenders;
        std::vector<std::unique_ptr<SocketSender>> socketSenders;
        for (const Plan& plan : http)
            httpSenders.push_back(std::make_unique<HttpSender>(url, plan));
        for (const Plan& plan : sockets)
            socketSenders.push_back(std::make_unique<SocketSender>(m_server->url(), socket, plan));
        const auto confirmed = [&] {
            int sum = 0;
            for (const auto& one : httpSenders)
                sum += one->confirmed();
            for (const auto& one : socketSenders)
                sum += one->confirmed();
            return sum;
        };
        for (const int moment : {1'500, 5'000}) {
            QTRY_VERIFY_WITH_TIMEOUT(confirmed() >= moment, 60'000);
            QVERIFY(confirmed() < kTransactions);
            m_server->killHard();
            QVERIFY(m_server->start());
        }
        QTRY_COMPARE_WITH_TIMEOUT(confirmed(), kTransactions, 90'000);
        for (const auto& one : socketSenders)
            QVERIFY(one->reconnections() >= 2);
        for (const std::vector<Plan>& plans : {http, sockets}) {
            for (const Plan& plan : plans) {
                expected[plan.from] -= plan.total();
                expected[plan.to] += plan.total();
            }
        }
        for (const auto& [who, credits] : expected)
            QCOMPARE(balance(id, who), credits);
        QTRY_COMPARE_WITH_TIMEOUT(channel(id).at("channel").at("total_transactions").as_int64(), std::int64_t(kTransactions), 10'000);
    }

    void deliver(const std::string& id)
    {
        const std::string path = "/v1/channels/" + id + "/milestones/";
        const std::int64_t before = balance(id, "beta");
        QCOMPARE(m_server->post(path + "complete", {{"milestone", "report"}, {"proof", "ipfs://report"}}, m_keys["beta"]).status, 200);
        QCOMPARE(m_server->post(path + "approve", {{"milestone", "report"}, {"approved", true}}, m_keys["beta"]).status, 403);
        QCOMPARE(m_server->post(path + "approve", {{"milestone", "report"}, {"approved", true}}, m_keys["alpha"]).status, 200);
        QCOMPARE(balance(id, "beta"), before + 5000);
    }

    void verifyEvidence(const std::string& id)
    {
        const Answer page = get("/v1/channels/" + id + "/transactions?limit=1");
        const std::string tx(page.body.at("transactions").at(0).at("tx_id").as_string());
        Answer evidence;
        QTRY_VERIFY_WITH_TIMEOUT((evidence = get("/v1/evidence?tx_id=" + tx), evidence.body.at("gaps").as_array().empty()), 10'000);
        std::map<std::string, json::value> records;
        for (const json::value& link : evidence.body.at("links").as_array())
            records[text(link, "kind")] = link.as_object().contains("record") ? link.at("record") : json::value();
        for (const char* kind : {"payment", "chain_transaction", "transfer", "channel", "payout", "receipt"})
            QVERIFY2(records.contains(kind), kind);
        const std::string receipt = json::serialize(records["receipt"]);
        std::string forged = receipt;
        const std::size_t at = forged.find(tx);
        QVERIFY(at != forged.npos);
        forged[at + 5] = forged[at + 5] == '0' ? '1' : '0';
        for (const auto& [content, exitCode] : {std::pair(receipt, 0), std::pair(forged, 1)}) {
            QFile file(m_server->directory() + QStringLiteral("/receipt.json"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(content));
            file.close();
            QCOMPARE(QProcess::execute(QStringLiteral(BURSAR_BIN_DIR "/bursarctl"),
                                       {QStringLiteral("verify-receipt"), QStringLiteral("--key"),
                                        QString::fromStdString(text(evidence.body, "public_key")), file.fileName()}), exitCode);
        }
    }

    std::string usdcOf(const std::string& who) { return m_chain.usdc(m_wallets[who]); }

private Q_SLOTS:
    void aChannelFromItsPaymentToItsSettlement()
    {
        QVERIFY2(m_chain.startChain(), m_chain.anvil.problem().c_str());
        configure();
        QVERIFY(m_server->start());
        for (const char* name : {"alpha", "beta", "gamma"})
            registerAgent(name);

        const std::string id = open();
        QVERIFY(mineUntil([&] { return stateOf(id) == "active"; }));
        QCOMPARE(m_chain.usdc(EscrowChain::address(2)).atomic(), std::to_string(EscrowChain::kMinted - 3'000'003'000));
        QCOMPARE(agreement(id), std::string("agrees"));
        transact(id);
        if (QTest::currentTestFailed())
            return;
        deliver(id);

        const std::int64_t gammas = balance(id, "gamma");
        QCOMPARE(m_server->post("/v1/channels/" + id + "/exit", {{"agent_id", "gamma"}}, m_keys["gamma"]).status, 200);
        QVERIFY(mineUntil([&] { return text(channel(id).at("payouts").at(0), "state") == "done"; }));
        QCOMPARE(usdcOf("gamma"), std::to_string(gammas * 1000));

        const std::int64_t alphas = balance(id, "alpha"), betas = balance(id, "beta");
        QCOMPARE(alphas + betas + gammas, 3'000'003);
        const Answer closed = m_server->post("/v1/channels/" + id + "/close", json::object(), m_keys["alpha"]);
        QCOMPARE(closed.status, 200);
        QCOMPARE(text(closed.body, "status"), std::string("closing"));
        // Killed with the settlement in the pool, and once more with it mined.
        const auto pooled = [&] { return text(m_chain.anvil.ask("txpool_status"), "pending") != "0x0"; };
        QTRY_VERIFY_WITH_TIMEOUT(pooled(), 20'000);
        m_server->killHard();
        QVERIFY(m_server->start());
        m_chain.anvil.mine();
        QTRY_COMPARE_WITH_TIMEOUT(usdcOf("alpha"), std::to_string(alphas * 1000), 20'000);
        m_server->killHard();
        QVERIFY(m_server->start());
        QCOMPARE(stateOf(id), std::string("closing"));
        QVERIFY(mineUntil([&] { return stateOf(id) == "settled"; }));

        for (const bool restarted : {false, true}) {
            if (restarted) {
                QCOMPARE(m_server->stop(), 0);
                QVERIFY(m_server->start());
            }
            const json::value detail = channel(id);
            const json::value& settlement = detail.at("settlement");
            QCOMPARE(settlement.at("balances").at("alpha").as_int64(), alphas);
            QCOMPARE(settlement.at("balances").at("beta").as_int64(), betas);
            QCOMPARE(settlement.at("total_transactions").as_int64(), std::int64_t(kTransactions));
            QCOMPARE(text(settlement, "total_usdc_atomic"), std::to_string((alphas + betas) * 1000));
            QCOMPARE(usdcOf("alpha"), std::to_string(alphas * 1000));
            QCOMPARE(usdcOf("beta"), std::to_string(betas * 1000));
            QCOMPARE(usdcOf("gamma"), std::to_string(gammas * 1000));
            QVERIFY(m_chain.usdc(m_chain.contract).isZero() && m_chain.onChain(id).remaining.isZero());
            QCOMPARE(m_chain.onChain(id).sequence, std::uint64_t(2));
            QCOMPARE(agreement(id), std::string("agrees"));
            const Answer check = m_server->post("/v1/ledger/check", json::object(), m_server->ownerKey());
            QCOMPARE(check.status, 200);
            QVERIFY2(check.body.at("faults").as_array().empty(), check.text.c_str());
            verifyEvidence(id);
        }
        QCOMPARE(m_server->stop(), 0);
    }
};

QTEST_GUILESS_MAIN(MoneyTest)
#include "tst_money.moc"
