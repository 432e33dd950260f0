// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ids.h"
#include "contract/analytics.h"
#include "contract/channels_desk.h"
#include "contract/http_form.h"
#include "contract/identity.h"
#include "contract/ingest.h"
#include "contract/insight.h"
#include "contract/ledger.h"
#include "contract/registry.h"
#include "contract/system.h"
#include "crypto/hash.h"
#include "engine/engine.h"
#include "net/http_client.h"

#include <boost/json.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <future>
#include <mutex>
#include <set>

using namespace bursar;
using namespace bursar::contract;
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {
/// The shape of an answer: which fields, of which kinds. Lists by their first item, numbers alike.
std::string shapeOf(const json::value& value)
{
    if (value.is_object()) {
        std::map<std::string, std::string> fields;
        for (const auto& item : value.get_object())
            fields[std::string(item.key())] = shapeOf(item.value());
        std::string shape = "{";
        for (const auto& [name, inner] : fields)
            shape += name + ":" + inner + ",";
        return shape + "}";
    }
    if (value.is_array())
        return "[" + (value.get_array().empty() ? std::string() : shapeOf(value.get_array().front())) + "]";
    return value.is_number() ? "number" : std::string(json::to_string(value.kind()));
}
} // namespace

/// Every operation, once in the process and once over HTTP: both succeed, and say the same.
class TestContractSuite : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_directory;
    std::unique_ptr<engine::Engine> m_engine;
    std::shared_ptr<EngineClient> m_local;
    net::HttpClient m_http;
    std::string m_owner, m_agentKey;
    base::Time m_from, m_to;

    json::value local(OperationId name, const json::value& input)
    {
        std::promise<Outcome<json::value>> promise;
        m_local->send(name, input, {}, [&](Outcome<json::value> outcome) { promise.set_value(std::move(outcome)); });
        Outcome<json::value> outcome = promise.get_future().get();
        if (!outcome)
            throw outcome.error();
        return outcome.take();
    }
    json::value remote(OperationId name, const json::value& input, const std::string& key)
    {
        const HttpForm form = httpForm(*findOperation(name), input);
        net::ClientRequest request;
        request.method = form.method;
        request.url = m_engine->url() + form.target;
        request.body = form.body;
        request.policy = net::AddressPolicy::Open;
        request.timeout = 30s;
        request.bodyBytesMax = 64 * 1024 * 1024;
        if (!key.empty())
            request.headers.emplace_back("Authorization", "Bearer " + key);
        const net::ClientResponse response = m_http.send(request);
        if (response.status != findOperation(name)->success)
            throw errorOf(response.status, response.body);
        return json::parse(response.body);
    }

    /// Both ways with the owner's rights; inputs may differ where an operation happens once.
    template <class Op>
    typename Op::Output both(const typename Op::Input& here, const typename Op::Input& there)
    {
        try {
            const json::value a = local(Op::kName, Codec<Op>::encodeInput(here));
            const json::value b = remote(Op::kName, Codec<Op>::encodeInput(there), m_owner);
            if (shapeOf(a) != shapeOf(b))
                qWarning("%s\n%s\n%s", Op::kName.data(), shapeOf(a).c_str(), shapeOf(b).c_str());
            m_same = m_same && shapeOf(a) == shapeOf(b);
            return Codec<Op>::decodeOutput(b);
        } catch (const base::Error& error) {
            qWarning("%s: %s %s", Op::kName.data(), error.reason().c_str(), error.text().c_str());
            m_same = false;
            return {};
        }
    }
    template <class Op>
    typename Op::Output both(const typename Op::Input& input)
    {
        return both<Op>(input, input);
    }
    template <class Op>
    std::string refused(const typename Op::Input& input, const std::string& key)
    {
        try {
            remote(Op::kName, Codec<Op>::encodeInput(input), key);
            return "done";
        } catch (const base::Error& error) {
            return error.reason();
        }
    }
    bool m_same = true;

    SpanInput span(bool ofAgent = true) const
    {
        return {ofAgent ? std::optional<std::string>("suite") : std::nullopt, m_from, m_to};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile::setPermissions(m_directory.path(), QFile::permissions(m_directory.path()) | QFileDevice::ReadOther
                                                      | QFileDevice::ExeOther | QFileDevice::ReadGroup
                                                      | QFileDevice::ExeGroup);
        engine::Options options;
        options.dataDirectory = m_directory.path().toStdString();
        options.config.set("port", "0", base::SettingSource::Option);
        options.config.set("log_level", "warning", base::SettingSource::Option);
        options.config.set("internal_secret", "suite-secret", base::SettingSource::Option);
        options.config.set("free_channels", "true", base::SettingSource::Option);
        m_engine = std::make_unique<engine::Engine>(std::move(options));
        m_engine->start();
        m_local = m_engine->localClient();
        std::ifstream(m_directory.filePath(QStringLiteral("owner.key")).toStdString()) >> m_owner;
        m_to = std::chrono::ceil<std::chrono::hours>(base::SystemClock().now());
        m_from = m_to - 24h;
        const auto made = both<RegisterAgent>({.agent_id = "suite", .name = "Suite"},
                                              {.agent_id = "suite-2", .name = "Suite two"});
        QCOMPARE(made.agent_id, std::string("suite-2"));
        m_agentKey = both<RegenerateKeys>({"suite"}).api_key;
        QVERIFY(m_agentKey.starts_with("gt8004_sk_"));
    }

    void init() { m_same = true; }
    void cleanup() { QVERIFY(m_same); }

    void requestsComeInAndAreRead()
    {
        json::array entries;
        for (int i = 0; i < 30; ++i)
            entries.push_back({{"requestId", "r" + std::to_string(i)}, {"method", "POST"}, {"path", "/mcp"},
                               {"statusCode", i % 10 == 0 ? 500 : 200}, {"responseMs", 10 + i}, {"toolName", "search"},
                               {"customerId", "c" + std::to_string(i % 3)}, {"protocol", i % 2 ? "mcp" : "a2a"},
                               {"x402Amount", 0.01}, {"x402TxHash", "0x" + std::to_string(1000 + i)},
                               {"agentVersion", "v1"}});
        const json::value answer = remote("IngestBatch", {{"agent_id", "suite"}, {"entries", entries}}, m_agentKey);
        QCOMPARE(Codec<IngestBatch>::decodeOutput(answer).accepted, 30);

        const LogPage page = both<ListLogs>({.agent_id = "suite", .limit = 10});
        QCOMPARE(page.logs.size(), std::size_t(10));
        QCOMPARE(both<GetLog>({std::nullopt, page.logs.front().id}).request_id, page.logs.front().request_id);
        QCOMPARE(both<GetLogHistogram>({.agent_id = "suite", .from = m_from, .to = m_to}).total, 30);
        QCOMPARE(both<GetCustomerLogs>({.agent_id = "suite", .customer_id = "c1"}).logs.size(), std::size_t(10));
        QVERIFY(!both<FindAnything>({.q = "suite"}).items.empty());
    }

    void businessIsCounted()
    {
        QCOMPARE(both<GetStats>({"suite"}).total_requests, 30);
        QCOMPARE(both<GetDashboard>({}).total_agents, 2);
        QCOMPARE(both<GetDaily>({"suite", 2}).stats.back().requests, 30);
        QCOMPARE(both<GetAnalytics>({"suite", 2}).tool_ranking.front().call_count, 30);
        QCOMPARE(both<ListCustomers>({.agent_id = "suite"}).total, 3);
        QCOMPARE(both<GetCustomer>({"suite", "c1"}).total_requests, 10);
        QCOMPARE(both<GetCustomerTools>({"suite", "c1"}).tools.front().call_count, 10);
        QCOMPARE(both<GetCustomerDaily>({"suite", "c1", 2}).stats.back().requests, 10);
        QCOMPARE(both<GetCohorts>({"suite", 2}).cohorts.back().new_customers, 3);
        QCOMPARE(both<GetRevenue>({.agent_id = "suite"}).total_revenue_atomic.atomic(), std::string("300000"));
        QCOMPARE(both<GetPerformance>({"suite", "24h"}).total_requests, 30);
        QCOMPARE(both<GetFunnel>({"suite", 2}).summary.total_customers, 3);
        both<GetBenchmark>({});
        const std::string wallet = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
        QCOMPARE(both<GetWalletStats>({wallet}).total_agents, 0);
        both<GetWalletDaily>({wallet});
        both<GetWalletErrors>({wallet});
    }

    void chartsAreFed()
    {
        QCOMPARE(both<GetOverview>(span()).current.requests, 30);
        QCOMPARE(both<GetOverview>(span(false)).current.customers, 3);
        QCOMPARE(both<GetSeries>({.agent_id = "suite", .from = m_from, .to = m_to}).lines.front().total.requests, 30);
        QCOMPARE(both<GetBreakdown>({.from = m_from, .to = m_to, .dimension = Dimension::customer}).total, 3);
        QCOMPARE(both<CompareSpans>({.measure = Measure::requests, .before_from = m_from - 24h, .before_to = m_from,
                                     .after_from = m_from, .after_to = m_to}).after, 30.0);
        QVERIFY(!both<GetLatencyMap>({.from = m_from, .to = m_to}).columns.empty());
        const Marker one = both<CreateMarker>({.agent_id = "suite", .kind = "note", .title = "suite"});
        QVERIFY(!both<ListMarkers>(span()).markers.empty());
        const MarkerList left = both<ListMarkers>(span());
        std::vector<std::string> ids;
        for (const Marker& marker : left.markers) {
            if (marker.kind == "note")
                ids.push_back(marker.id);
        }
        QCOMPARE(ids.size(), std::size_t(2));
        both<DeleteMarker>({ids[0]}, {ids[1]});
    }

    void agentsAreKept()
    {
        QCOMPARE(both<GetAgent>({"suite"}).total_requests, 30);
        QCOMPARE(both<ListAgents>({}).total, 2);
        QCOMPARE(both<SearchAgents>({}).agents.size(), std::size_t(2));
        both<ListWalletAgents>({"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"});
        QCOMPARE(both<GetService>({"suite"}).tier, std::string("open"));
        QCOMPARE(both<SetTier>({"suite", "lite", {}}).tier, std::string("lite"));
        QCOMPARE(both<GetAgentHealth>({"suite"}).status, std::string("ok"));
        QCOMPARE(both<GetOriginHealth>({"suite"}).status, std::string("no_endpoint"));
        QVERIFY(refused<GetProxyHealth>({"http://127.0.0.1:1/", {}}, m_owner) != "internal");
        both<SetAgentStatus>({"suite-2", "suspended", {}});
        QCOMPARE(both<SetAgentStatus>({"suite-2", "active", {}}).status, std::string("active"));
        QCOMPARE(Codec<GetMyAgent>::decodeOutput(remote("GetMyAgent", json::object(), m_agentKey)).agent_id,
                 std::string("suite"));
        both<DeregisterAgent>({"suite-2"});
    }

    void keysAreManaged()
    {
        both<CreateKey>({"suite", "one", {}}, {"suite", "two", {"read"}});
        const ApiKeyList keys = both<ListKeys>({"suite"});
        std::vector<std::string> ids;
        for (const ApiKey& key : keys.keys) {
            if (key.name == "one" || key.name == "two")
                ids.push_back(key.id);
        }
        QCOMPARE(ids.size(), std::size_t(2));
        both<RotateKey>({"suite", ids[0], 24}, {"suite", ids[1], 24});
        both<RevokeKey>({"suite", ids[0]}, {"suite", ids[1]});
        QCOMPARE(refused<GetStoredKey>({"suite"}, m_owner), std::string("key_shown_once"));
    }

    void ledgerAndReceipts()
    {
        QTRY_VERIFY(local("GetLedgerSummary", json::object()).as_object().contains("writer"));
        QCOMPARE(both<GetLedgerSummary>({}).public_key.size(), std::size_t(64));
        QVERIFY(both<ListLedgerAccounts>({}).accounts.empty()); // nothing has moved yet
        QVERIFY(both<ListLedgerEntries>({}).entries.empty());
        QVERIFY(both<ListHolds>({}).holds.empty());
        QCOMPARE(refused<GetLedgerEntry>({1}, m_owner), std::string("entry_not_found"));
        QCOMPARE(refused<GetLedgerReceipt>({1}, m_owner), std::string("entry_not_found"));
        QCOMPARE(refused<GetLedgerAccount>({1, {}}, m_owner), std::string("account_not_found"));
        QCOMPARE(refused<ListStatement>({1, {}, {}}, m_owner), std::string("account_not_found"));
        QVERIFY(both<CheckLedger>({}).faults.empty());
        QCOMPARE(refused<GetEvidence>({1, {}}, m_owner), std::string("entry_not_found"));
        const std::string entry = both<ListActivity>({}).rows.back().id;
        QTRY_VERIFY(refused<GetActivityReceipt>({entry}, m_owner) != "not_sealed_yet"); // within a second
        QVERIFY(!both<GetActivityReceipt>({entry}).receipt.empty());
    }

    void channelsFromOpeningToSettlement()
    {
        both<RegisterAgent>({.agent_id = "payer"}, {.agent_id = "payee"});
        CreateChannelInput wanted;
        wanted.credits = 1000;
        wanted.participants = {json::object{{"agent_id", "payer"}, {"role", "client"}},
                               json::object{{"agent_id", "payee"}, {"role", "provider"}}};
        wanted.milestones = std::vector<MilestoneInput>{{"draft", 100, {}, {}}, {"final", 50, {}, {}}};
        QCOMPARE(both<PreviewOpenChannel>(wanted).credits, 1000);
        const std::string id = both<CreateChannel>(wanted).channel_id;
        QCOMPARE(both<ListChannels>({}).total, 2);
        const auto other = [&] {
            for (const Channel& channel : both<AdminListChannels>({}).channels) {
                if (channel.channel_id != id)
                    return channel.channel_id;
            }
            return std::string();
        }();
        QVERIFY(both<PreviewChannel>({id, ChannelAction::transact, "payer", "payee", {}, 7, {}}).effects.size() == 2);
        const std::string tx = both<SendTransaction>({other, "payer", "payee", 7, "a \"memo\"", {}, {}},
                                                     {id, "payer", "payee", 7, "a \"memo\"", {}, {}}).tx_id;
        QCOMPARE(both<TopUpChannel>({other, "payee", 10, {}, {}, {}}, {id, "payee", 10, {}, {}, {}}).credits_added, 10);
        QVERIFY(both<PauseChannel>({other}, {id}).paused);
        QCOMPARE(refused<SendTransaction>({id, "payer", "payee", 7, {}, {}, {}}, m_owner), std::string("channel_paused"));
        QVERIFY(!both<ResumeChannel>({other}, {id}).paused);
        both<CompleteMilestone>({other, "draft", "done"}, {id, "draft", "done"});
        QCOMPARE(both<ApproveMilestone>({other, "draft", true, {}}, {id, "draft", true, {}}).state, MilestoneState::approved);
        QTRY_COMPARE(both<ListChannelTransactions>({other, {}, {}}, {id, {}, {}}).transactions.size(), std::size_t(1));
        QVERIFY(both<GetEvidence>({{}, tx}).links.size() >= 3);
        QCOMPARE(both<GetChannelEscrow>({other}, {id}).agreement, EscrowAgreement::none);
        both<ApproveMilestone>({other, "final", false, {}}, {id, "final", false, {}});
        both<ExitChannel>({other, "payee", {}}, {id, "payee", {}});
        const ClosedChannel closed = both<CloseChannel>({other, {}, {}}, {id, {}, {}});
        QCOMPARE(closed.status, ChannelState::settled);
        QCOMPARE(closed.settlement.total_transactions, 1);
        QCOMPARE(both<GetChannel>({other}, {id}).payouts.size(), std::size_t(2));
        QCOMPARE(both<AdminGetChannel>({other}, {id}).status, ChannelState::settled);
        QCOMPARE(both<GetChannelTotals>({}).total_channels, 2);
        QCOMPARE(both<GetEscrowTotals>({}).settled_channels, 2);
        QVERIFY(!both<ListChannelEvents>({}).events.empty());
        QCOMPARE(both<CreateSocketTicket>({}).ticket.empty(), false);
        // A stranger's key opens nothing of it.
        for (const std::string& refusal : {refused<GetChannel>({id}, m_agentKey), refused<ListChannelTransactions>({id, {}, {}}, m_agentKey),
                                           refused<CloseChannel>({id, {}, {}}, m_agentKey)})
            QVERIFY(refusal == "not_yours" || refusal == "scope_missing");
    }

    void peopleAndSessions()
    {
        // Over HTTP there is a key, in the process there is none: the only answer that differs.
        for (const json::value& me : {local("WhoAmI", json::object()), remote("WhoAmI", json::object(), m_owner)})
            QCOMPARE(Codec<WhoAmI>::decodeOutput(me).role, std::optional<std::string>("owner"));
        both<CreateUser>({"Mina", "operator"}, {"Jun", "observer"});
        QVERIFY(!both<ListActivity>({.target_kind = "agent"}).rows.empty());
        QCOMPARE(both<AuthChallenge>({"suite"}).challenge.size(), std::size_t(64));
        const std::string nonsense(64, 'a'), signature = "0x" + std::string(130, '1');
        QVERIFY(refused<AuthVerify>({"suite", nonsense, signature}, "") != "internal");
        QVERIFY(refused<WalletLogin>({"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", nonsense, signature}, "")
                != "internal");
    }

    void otherServicesNeedTheSecret()
    {
        QCOMPARE(refused<GetInternalAgent>({"suite"}, m_owner), std::string("service_secret_required"));
        QCOMPARE(refused<ValidateKey>({std::string(64, 'a')}, m_owner), std::string("service_secret_required"));
        QCOMPARE(refused<AddAgentStats>({"suite", 1, 0}, m_owner), std::string("service_secret_required"));
        QCOMPARE(refused<SetCustomersCount>({"suite", 1}, m_owner), std::string("service_secret_required"));
    }

    void theSystemDescribesItself()
    {
        QCOMPARE(both<GetHealth>({}).status, std::string("ok"));
        QVERIFY(both<GetReadiness>({}).database);
        both<GetAgentCard>({});
        both<GetOpenApi>({});
        QCOMPARE(both<GetSystemStatus>({}).database, std::string("ok"));
        QVERIFY(both<ListSettings>({}).settings.size() > 20);
        both<ChangeSetting>({"workers", "6"});
    }

    void aLogIsImportedAndTakenBack()
    {
        std::mutex mutex;
        std::set<std::string> changed;
        const auto watch = m_local->subscribe("task", "", [&](const Event& event) {
            const std::lock_guard lock(mutex);
            changed.insert(event.key);
        });
        const std::string line = "203.0.113.9 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"x\"\n";
        for (const bool inProcess : {true, false}) {
            auto call = [&](OperationId name, const json::value& input) {
                return inProcess ? local(name, input) : remote(name, input, m_owner);
            };
            const std::string text = line + (inProcess ? "" : line);
            const auto import = Codec<CreateImport>::decodeOutput(
                call("CreateImport", {{"agent_id", "suite"}, {"name", "a.log"}, {"bytes", text.size()}}));
            call("UploadImportChunk", {{"agent_id", "suite"}, {"id", import.id}, {"offset", 0}, {"last", true},
                                       {"data", crypto::toBase64(text)}});
            Task task;
            QTRY_VERIFY_WITH_TIMEOUT(
                (task = Codec<GetTask>::decodeOutput(call("GetTask", {{"id", import.id}}))).finished_at.has_value(),
                30000);
            QCOMPARE(task.state, std::string("done"));
            QVERIFY(!Codec<ListTasks>::decodeOutput(call("ListTasks", json::object())).tasks.empty());
            QCOMPARE(Codec<CancelTask>::decodeOutput(call("CancelTask", {{"id", import.id}})).state, std::string("done"));
            const auto undone = Codec<UndoImport>::decodeOutput(
                call("UndoImport", {{"agent_id", "suite"}, {"id", import.id}}));
            QCOMPARE(undone.removed, inProcess ? 1 : 2);
            QTRY_VERIFY([&] {
                const std::lock_guard lock(mutex);
                return changed.contains(import.id);
            }());
        }
    }

    void cleanupTestCase()
    {
        m_local.reset();
        m_engine->stop();
    }
};

QTEST_GUILESS_MAIN(TestContractSuite)
#include "tst_contract_suite.moc"
