// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/ingest.h"
#include "contract/registry.h"
#include "contract/system.h"
#include "models/client/gateway.h"
#include "models/client/remote_engine_client.h"
#include "models/client/http_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::test;
using contract::LinkState;

namespace {
using namespace std::chrono_literals;

/// Everything of one connection, made afresh for each test.
struct Bench {
    explicit Bench(const Certificate* certificate = nullptr) : server(certificate) {}

    models::RemoteOptions options()
    {
        models::RemoteOptions made;
        made.base = server.url();
        made.apiKey = "bk_test";
        made.retryMin = 20ms;
        made.retryMax = 80ms;
        made.timeout = 2s;
        made.onPinned = [this](const QByteArray& pin) { mailbox->post([this, pin] { pinned.append(pin); }); };
        return made;
    }
    models::Gateway& connectWith(const models::RemoteOptions& chosen)
    {
        client = std::make_shared<models::RemoteEngineClient>(chosen);
        gateway = std::make_unique<models::Gateway>(client);
        QObject::connect(gateway.get(), &models::Gateway::linkChanged, &context,
                         [this](const contract::Link& link) { links.push_back(link); });
        return *gateway;
    }
    models::Gateway& connectNow() { return connectWith(options()); }
    LinkState state() const { return gateway->link().state; }
    bool hasSeen(LinkState wanted) const
    {
        return std::any_of(links.begin(), links.end(), [&](const contract::Link& link) { return link.state == wanted; });
    }
    /// Calls and keeps the outcome until it is asked for.
    template <class Op>
    std::shared_ptr<std::optional<contract::Outcome<typename Op::Output>>> call(typename Op::Input input,
                                                                              const std::string& key = {})
    {
        auto kept = std::make_shared<std::optional<contract::Outcome<typename Op::Output>>>();
        gateway->callWithKey<Op>(std::move(input), key, &context,
                                 [kept](const contract::Outcome<typename Op::Output>& outcome) { *kept = outcome; });
        return kept;
    }

    QObject context;
    std::shared_ptr<models::Mailbox> mailbox = std::make_shared<models::Mailbox>(&context);
    HttpFixture server;
    std::vector<contract::Link> links;
    QByteArrayList pinned;
    std::shared_ptr<models::RemoteEngineClient> client;
    std::unique_ptr<models::Gateway> gateway;
};

quint32 crc32(const QByteArray& data)
{
    quint32 crc = ~0u;
    for (const char byte : data) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0u);
    }
    return ~crc;
}

QByteArray gzipped(const QByteArray& data)
{
    const auto littleEndian = [](quint32 value) {
        QByteArray bytes(4, '\0');
        for (int i = 0; i < 4; ++i)
            bytes[i] = char(value >> (8 * i));
        return bytes;
    };
    const QByteArray zlib = qCompress(data).mid(4); // after Qt's length: header of 2, data, checksum of 4
    return QByteArray::fromHex("1f8b08000000000000ff") + zlib.mid(2, zlib.size() - 6) + littleEndian(crc32(data))
        + littleEndian(quint32(data.size()));
}
} // namespace

class TestRemoteEngineClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void becomesLiveAndReadsWhoCalls()
    {
        Bench bench;
        models::Gateway& gateway = bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::live);
        QTRY_VERIFY(gateway.me());
        QCOMPARE(gateway.role(), contract::Role::admin);
        QVERIFY(gateway.link().roundTripMicros.has_value());
        QCOMPARE(bench.server.upgradeAuthorization, QByteArray("Bearer bk_test"));
        QCOMPARE(bench.server.lastOf("/v1/me")->headers.at("authorization"), QByteArray("Bearer bk_test"));
    }

    void putsPathQueryAndBodyWhereTheOperationSaysThem()
    {
        Bench bench;
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::live);
        bench.server.answer = [](const HttpRequest&) { return HttpAnswer{200, R"({"agents":[],"total":0})", {}}; };
        contract::ListAgents::Input list;
        list.q = "a b&c";
        list.limit = 5;
        const auto listed = bench.call<contract::ListAgents>(list);
        QTRY_VERIFY(listed->has_value());
        QVERIFY(bool(**listed));
        QCOMPARE(bench.server.requests.back().target, QByteArray("/v1/agents?q=a%20b%26c&limit=5"));
        QCOMPARE(bench.server.requests.back().verb, QByteArray("GET"));

        const auto changed = bench.call<contract::SetAgentStatus>({"a/1", "suspended", std::string("abuse")}, "key-7");
        QTRY_VERIFY(changed->has_value());
        const HttpRequest& request = bench.server.requests.back();
        QCOMPARE(request.verb, QByteArray("PUT"));
        QCOMPARE(request.target, QByteArray("/v1/agents/a%2F1/status"));
        QCOMPARE(request.headers.at("idempotency-key"), QByteArray("key-7"));
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        QCOMPARE(body.value(QStringLiteral("status")).toString(), QStringLiteral("suspended"));
        QVERIFY(!body.contains(QStringLiteral("agent_id")));
    }

    void sendsTheBytesOfAnImportChunkAsTheyAre()
    {
        Bench bench;
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::live);
        bench.server.answer = [](const HttpRequest&) { return HttpAnswer{200, R"({"id":"i1","next_offset":3})", {}}; };
        contract::UploadImportChunk::Input chunk;
        chunk.agent_id = "bot";
        chunk.id = "i1";
        chunk.data = QByteArray("a\0\xff", 3).toBase64().toStdString();
        chunk.last = true;
        const auto sent = bench.call<contract::UploadImportChunk>(chunk);
        QTRY_VERIFY(sent->has_value());
        QVERIFY(bool(**sent));
        QCOMPARE(bench.server.requests.back().target, QByteArray("/v1/agents/bot/imports/i1/chunks/0?last=true"));
        QCOMPARE(bench.server.requests.back().body, QByteArray("a\0\xff", 3));
        QCOMPARE(bench.server.requests.back().headers.at("content-type"), QByteArray("application/octet-stream"));
    }

    void refusesBase64ThatIsNone()
    {
        Bench bench;
        bench.connectNow();
        contract::UploadImportChunk::Input chunk;
        chunk.agent_id = "bot";
        chunk.id = "i1";
        chunk.data = "%%%";
        QTRY_COMPARE(bench.state(), LinkState::live);
        const auto sent = bench.call<contract::UploadImportChunk>(chunk);
        QTRY_VERIFY(sent->has_value());
        QCOMPARE(QString::fromStdString((*sent)->error().fields().front().code), QStringLiteral("not_base64"));
    }

    void readsAGzippedAnswer()
    {
        Bench bench;
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::live);
        bench.server.answers["/v1/agents"] = {200, gzipped(R"({"agents":[],"total":41})"), {{"Content-Encoding", "gzip"}}};
        const auto listed = bench.call<contract::ListAgents>({});
        QTRY_VERIFY(listed->has_value());
        QVERIFY(bool(**listed));
        QCOMPARE((**listed)->total, 41);
        QVERIFY(bench.server.lastOf("/v1/agents")->headers.at("accept-encoding").contains("gzip"));
    }

    void tellsCodeFieldsAndWaitOfARefusal()
    {
        Bench bench;
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::live);
        bench.server.answers["/v1/agents"] = {
            429,
            R"({"success":false,"error":"Slow down.","code":"rate_limited","status":429,"request_id":"r-1",)"
            R"("fields":[{"path":"limit","code":"out_of_range","detail":"is too large"}]})",
            {{"Retry-After", "7"}}};
        const auto listed = bench.call<contract::ListAgents>({});
        QTRY_VERIFY(listed->has_value());
        const base::Error& error = (*listed)->error();
        QCOMPARE(error.code(), base::ErrorCode::RateLimited);
        QCOMPARE(QString::fromStdString(error.reason()), QStringLiteral("rate_limited"));
        QCOMPARE(QString::fromStdString(error.text()), QStringLiteral("Slow down."));
        QCOMPARE(error.retryAfter, std::optional(7s));
        QCOMPARE(error.fields().size(), 1u);
        QCOMPARE(QString::fromStdString(error.fields().front().path), QStringLiteral("limit"));
    }

    void saysUnknownOfAWriteWithoutAnAnswerAndFailedOfARead()
    {
        Bench bench;
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::live);
        HttpAnswer cut;
        cut.manner = HttpAnswer::Manner::HangUp;
        bench.server.answer = [cut](const HttpRequest&) { return cut; };
        const auto written = bench.call<contract::SetAgentStatus>({"bot", "suspended", {}});
        QTRY_VERIFY(written->has_value());
        QCOMPARE((*written)->error().code(), base::ErrorCode::OutcomeUnknown);
        const auto read = bench.call<contract::ListTasks>({});
        QTRY_VERIFY(read->has_value());
        QCOMPARE((*read)->error().code(), base::ErrorCode::Unavailable);
    }

    void givesUpOnAServerThatNeverAnswers()
    {
        Bench bench;
        models::RemoteOptions options = bench.options();
        options.timeout = 150ms;
        bench.connectWith(options);
        QTRY_COMPARE(bench.state(), LinkState::live);
        HttpAnswer silent;
        silent.manner = HttpAnswer::Manner::NeverAnswer;
        bench.server.answer = [silent](const HttpRequest&) { return silent; };
        const auto read = bench.call<contract::ListTasks>({});
        QTRY_VERIFY(read->has_value());
        QCOMPARE((*read)->error().code(), base::ErrorCode::Timeout);
    }

    void keepsAFewRequestsInFlightAndRefusesTooMany()
    {
        Bench bench;
        models::RemoteOptions options = bench.options();
        options.inFlightMax = 3;
        options.waitingMax = 5;
        bench.connectWith(options);
        QTRY_COMPARE(bench.state(), LinkState::live);
        QTRY_VERIFY(bench.gateway->me());
        bench.server.open = bench.server.openMost = 0;
        HttpAnswer silent;
        silent.manner = HttpAnswer::Manner::NeverAnswer;
        bench.server.answer = [silent](const HttpRequest&) { return silent; };
        std::vector<std::shared_ptr<std::optional<contract::Outcome<contract::TaskList>>>> calls;
        for (int i = 0; i < 9; ++i)
            calls.push_back(bench.call<contract::ListTasks>({}));
        QTRY_VERIFY(calls.back()->has_value());
        QCOMPARE(QString::fromStdString((*calls.back())->error().reason()), QStringLiteral("too_many_requests_waiting"));
        QTRY_COMPARE(bench.server.openMost, 3);
    }

    void answersWhatIsUnderWayWhenItEnds()
    {
        Bench bench;
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::live);
        HttpAnswer silent;
        silent.manner = HttpAnswer::Manner::NeverAnswer;
        bench.server.answer = [silent](const HttpRequest&) { return silent; };
        const auto reasons = std::make_shared<QStringList>();
        const auto mutex = std::make_shared<std::mutex>();
        const int before = int(bench.server.requests.size());
        for (int i = 0; i < 20; ++i)
            bench.client->send(contract::ListTasks::kName, contract::json::object{}, {},
                               [reasons, mutex](const contract::Outcome<contract::json::value>& outcome) {
                                   const std::lock_guard lock(*mutex);
                                   reasons->append(QString::fromStdString(outcome.error().reason()));
                               });
        QTRY_VERIFY(int(bench.server.requests.size()) > before);
        bench.gateway.reset();
        bench.client.reset();
        QCOMPARE(reasons->size(), 20);
        QCOMPARE(reasons->count(QStringLiteral("stopped")), 20);
    }

    void deliversEventsAndResumesThemByTheirLastToken()
    {
        Bench bench;
        models::Gateway& gateway = bench.connectNow();
        QStringList seen;
        gateway.subscribe(QStringLiteral("stats"), &bench.context, [&seen](const contract::Event& event) {
            seen.append(event.resync ? QStringLiteral("resync") : QString::fromStdString(event.key));
        });
        QTRY_COMPARE(bench.state(), LinkState::live);
        QTRY_VERIFY(!bench.server.messages.empty());
        QCOMPARE(bench.server.messages[0].value(QStringLiteral("type")).toString(), QStringLiteral("subscribe"));
        QVERIFY(!bench.server.messages[0].contains(QStringLiteral("token")));
        bench.server.sendEvent({{QStringLiteral("type"), QStringLiteral("event")},
                                {QStringLiteral("topic"), QStringLiteral("stats")},
                                {QStringLiteral("key"), QStringLiteral("bot")},
                                {QStringLiteral("token"), QStringLiteral("17:4")},
                                {QStringLiteral("payload"), QJsonObject()}});
        QTRY_COMPARE(seen, QStringList{QStringLiteral("bot")});

        bench.server.messages.clear();
        bench.server.vanish();
        QTRY_COMPARE(bench.state(), LinkState::offline);
        QVERIFY(gateway.link().retryAt.has_value());
        bench.server.listen();
        QTRY_COMPARE(bench.state(), LinkState::live);
        QTRY_VERIFY(!bench.server.messages.empty());
        QCOMPARE(bench.server.messages[0].value(QStringLiteral("token")).toString(), QStringLiteral("17:4"));
        bench.server.sendEvent({{QStringLiteral("type"), QStringLiteral("resync")},
                                {QStringLiteral("topic"), QStringLiteral("stats")},
                                {QStringLiteral("token"), QStringLiteral("20:1")}});
        QTRY_COMPARE(seen.back(), QStringLiteral("resync"));
    }

    void stopsATopicWhenNobodyListensAnyMore()
    {
        Bench bench;
        models::Gateway& gateway = bench.connectNow();
        auto listener = std::make_unique<QObject>();
        gateway.subscribe(QStringLiteral("log"), listener.get(), [](const contract::Event&) {});
        QTRY_COMPARE(bench.state(), LinkState::live);
        QTRY_COMPARE(bench.server.messages.size(), 1u);
        listener.reset();
        QTRY_COMPARE(bench.server.messages.size(), 2u);
        QCOMPARE(bench.server.messages[1].value(QStringLiteral("type")).toString(), QStringLiteral("unsubscribe"));
    }

    void waitsLongerAfterEachFailure()
    {
        Bench bench;
        bench.server.vanish();
        bench.connectNow();
        std::vector<base::Time> tries;
        QObject::connect(bench.gateway.get(), &models::Gateway::linkChanged, &bench.context,
                         [&tries](const contract::Link& link) {
                             if (link.retryAt)
                                 tries.push_back(*link.retryAt);
                         });
        QTRY_VERIFY(tries.size() >= 5);
        // 20, 40, 80, 80 … ms, each at most a fifth off.
        QVERIFY(tries[1] - tries[0] >= 25ms);
        QVERIFY(tries[4] - tries[3] >= 60ms);
        bench.server.listen();
        QTRY_COMPARE(bench.state(), LinkState::live);
    }

    void saysRefusedForAKeyThatIsNotAccepted()
    {
        Bench bench;
        bench.server.answers["/v1/me"] = {401, R"({"error":"This key was revoked.","code":"key_revoked"})", {}};
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::refused);
        QCOMPARE(QString::fromStdString(bench.gateway->link().reason), QStringLiteral("This key was revoked."));
        const int requests = int(bench.server.requests.size());
        const auto listed = bench.call<contract::ListTasks>({});
        QTRY_VERIFY(listed->has_value());
        QCOMPARE((*listed)->error().code(), base::ErrorCode::Unauthenticated);
        QCOMPARE(int(bench.server.requests.size()), requests);
        bench.server.answers["/v1/me"] = {200, R"({"kind":"user","id":"u","name":"n","scopes":[]})", {}};
        bench.client->retryNow();
        QTRY_COMPARE(bench.state(), LinkState::live);
    }

    void saysThatAServerIsOlder()
    {
        Bench bench;
        bench.server.answers["/readyz"] = {200, R"({"status":"ready","database":true,"version":"0.0.9"})", {}};
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::older_server);
        QVERIFY(bench.gateway->isLive());
    }

    void pinsTheFirstCertificateItSees()
    {
        const Certificate certificate = Certificate::make();
        Bench bench(&certificate);
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::live);
        QTRY_COMPARE(bench.pinned, QByteArrayList{certificate.fingerprint()});
        const auto listed = bench.call<contract::ListTasks>({});
        QTRY_VERIFY(listed->has_value());
    }

    void sendsNothingToAnotherCertificate()
    {
        const Certificate certificate = Certificate::make();
        Bench bench(&certificate);
        models::RemoteOptions options = bench.options();
        options.pin = QByteArray(64, 'a');
        bench.connectWith(options);
        QTRY_COMPARE(bench.state(), LinkState::certificate_changed);
        QVERIFY(bench.server.requests.empty());
        const auto listed = bench.call<contract::ListTasks>({});
        QTRY_VERIFY(listed->has_value());
        QCOMPARE(QString::fromStdString((*listed)->error().reason()), QStringLiteral("certificate_changed"));
        QVERIFY(bench.server.requests.empty());
        bench.client->retryNow(); // not without a decision
        bench.client->trust(certificate.fingerprint());
        QTRY_COMPARE(bench.state(), LinkState::live);
    }

    void noticesACertificateThatChangesDuringAnOutage()
    {
        const Certificate first = Certificate::make();
        const Certificate second = Certificate::make();
        Bench bench(&first);
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::live);
        bench.server.vanish();
        QTRY_VERIFY(bench.hasSeen(LinkState::offline));
        bench.server.requests.clear();
        bench.server.upgradeAuthorization.clear();
        bench.server.setCertificate(second);
        bench.server.listen();
        QTRY_COMPARE(bench.state(), LinkState::certificate_changed);
        QVERIFY(bench.server.requests.empty());
        QVERIFY(bench.server.upgradeAuthorization.isEmpty());
    }

    void neverSpeaksPlainHttpToAnotherMachine()
    {
        Bench bench;
        models::RemoteOptions options = bench.options();
        options.base = QUrl(QStringLiteral("http://192.0.2.7:8080"));
        bench.connectWith(options);
        QTRY_COMPARE(bench.state(), LinkState::refused);
    }

    void goesOnWithoutAnEventStreamAndSaysSo()
    {
        Bench bench;
        bench.server.refusesWebSockets = true;
        bench.server.answers["/v1/events/ws"] = {404, R"({"error":"no such path"})", {}};
        bench.connectNow();
        QTRY_COMPARE(bench.state(), LinkState::offline);
    }
};

QTEST_GUILESS_MAIN(TestRemoteEngineClient)
#include "tst_remote_engine_client.moc"
