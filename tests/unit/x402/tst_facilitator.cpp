// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/metrics.h"
#include "bench.h"
#include "net/http_server.h"
#include "x402/facilitator.h"

using namespace bursar;
using namespace bursar::x402;
using namespace bursar::x402::test;
using State = FacilitatorAnswer::State;

namespace {
constexpr const char* kHash = "0x69f047d8cd9e030f1ad14f2b2124a8e03faead5f9e8b40e83e52499e4f6dd69e";

/// A facilitator over real HTTP that answers as the test says.
class FakeFacilitator final : public net::RequestHandler {
public:
    FakeFacilitator()
    {
        net::HttpServerOptions options;
        options.port = 0;
        options.portAttempts = 0;
        options.threads = 1;
        m_server = std::make_unique<net::HttpServer>(options, *this, m_metrics);
        m_server->start();
    }
    ~FakeFacilitator() override { die(); }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_server->port()) + "/x402"; }
    void die() { m_server->stop(std::chrono::milliseconds(0)); }
    void answer(int status, std::string body)
    {
        const std::lock_guard lock(m_mutex);
        m_answer = {.status = status, .body = std::move(body)};
    }
    void answer(int status, const json::value& body) { answer(status, json::serialize(body)); }
    /// Takes the question and never answers.
    void beSilent()
    {
        const std::lock_guard lock(m_mutex);
        m_answer.reset();
    }
    void redirectTo(const std::string& url)
    {
        const std::lock_guard lock(m_mutex);
        m_answer = {.status = 307, .headers = {{"Location", url}}};
    }
    std::vector<net::HttpRequest> asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

    void handle(net::HttpRequest request, Respond respond) override
    {
        const std::lock_guard lock(m_mutex);
        m_asked.push_back(std::move(request));
        if (m_answer)
            respond(*m_answer);
        else
            m_unanswered.push_back(std::move(respond));
    }
    std::size_t bodyBytesMax(std::string_view, std::string_view) const override { return 1024 * 1024; }
    void handleStream(net::HttpRequest, Accept, Respond) override {}
    bool isStream(std::string_view) const override { return false; }

private:
    base::Metrics m_metrics;
    std::unique_ptr<net::HttpServer> m_server;
    mutable std::mutex m_mutex;
    std::optional<net::HttpResponse> m_answer;
    std::vector<net::HttpRequest> m_asked;
    std::vector<Respond> m_unanswered;
};

struct Bench {
    net::HttpClient http;
    FakeFacilitator fake;
    Requirement demanded = requirement();
    Payment payment = vectorPayment(Version::V2);

    Facilitator facilitator(std::chrono::milliseconds timeout = std::chrono::seconds(20))
    {
        return Facilitator({.url = fake.url(), .timeout = timeout, .settleTimeout = timeout}, http);
    }
    FacilitatorAnswer verify() { return facilitator().verify(payment, demanded); }
    FacilitatorAnswer settle() { return facilitator().settle(payment, demanded); }
};

json::object settled()
{
    return vectors().at("settle").at(0).at("response").as_object();
}
} // namespace

class X402Facilitator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksAsTheVectorsDo()
    {
        Bench bench;
        bench.fake.answer(200, json::object{{"isValid", true}});
        int asked = 0;
        for (const json::value& item : vectors().at("verify").as_array()) {
            const json::value& request = item.at("request");
            if (request.at("paymentRequirements").at("extra").as_object().empty())
                continue; // we never demand without a domain
            Requirement demanded = requirementOf(request.at("paymentRequirements"));
            const Payment payment = parsed(request.at("paymentPayload"));
            bench.facilitator().verify(payment, demanded);
            const net::HttpRequest sent = bench.fake.asked().at(asked++);
            QCOMPARE(sent.method + " " + sent.path, std::string("POST /x402/verify"));
            QCOMPARE(std::string(sent.header("content-type")), std::string("application/json"));
            json::value expected = request;
            if (text(item, "name") == "v2 unknown scheme") // we demand no other
                expected.at("paymentRequirements").as_object()["scheme"] = "exact";
            QVERIFY2(json::parse(sent.body) == expected, text(item, "name").c_str());
        }
        QCOMPARE(asked, 17);
    }

    void readsTheAnswersOfTheVectors()
    {
        Bench bench;
        int read = 0;
        for (const char* list : {"verify", "settle"}) {
            for (const json::value& item : vectors().at(list).as_array()) {
                const json::object& response = item.at("response").as_object();
                if (response.contains("threw"))
                    continue;
                const bool isVerify = std::string_view(list) == "verify";
                if (isVerify)
                    bench.payment = parsed(item.at("request").at("paymentPayload"));
                const bool yes = response.at(isVerify ? "isValid" : "success").as_bool();
                for (const int status : {200, 402}) { // failures come with either
                    if (yes && status != 200)
                        continue;
                    bench.fake.answer(status, item.at("response"));
                    const FacilitatorAnswer answer = isVerify ? bench.verify() : bench.settle();
                    QCOMPARE(answer.state, yes ? State::Accepted : State::Refused);
                    if (!yes)
                        QCOMPARE(answer.reason, text(response, isVerify ? "invalidReason" : "errorReason"));
                    const bool explains = response.contains(isVerify ? "invalidMessage" : "errorMessage");
                    QCOMPARE(answer.message.starts_with("The contract function"), explains);
                    QCOMPARE(answer.transaction.has_value(), yes && !isVerify);
                    ++read;
                }
            }
            bench.payment = vectorPayment(Version::V2);
        }
        QCOMPARE(read, 2 + 2 * 14 + 1 + 2 * 2);
        QCOMPARE(bench.fake.asked().back().path, std::string("/x402/settle"));
    }

    void settles()
    {
        Bench bench;
        bench.fake.answer(200, settled());
        const FacilitatorAnswer answer = bench.settle();
        QCOMPARE(answer.state, State::Accepted);
        QCOMPARE(answer.transaction->hex(), std::string(kHash));
        bench.payment = vectorPayment(Version::V1); // either name of the chain, and a payer in any case
        json::object named = settled();
        named["payer"] = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
        for (const char* network : {"base-sepolia", "eip155:84532"}) {
            named["network"] = network;
            bench.fake.answer(200, named);
            QCOMPARE(bench.settle().state, State::Accepted);
        }
        named["amount"] = "10000";
        named.erase("payer");
        bench.fake.answer(200, named);
        QCOMPARE(bench.settle().state, State::Accepted);
    }

    void doesNotBelieveWhatContradictsTheQuestion_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("reason");
        const auto add = [](const char* key, const char* value, const char* reason) {
            QTest::addRow("%s %s", key, value) << QByteArray(key) << QByteArray(value) << QByteArray(reason);
        };
        add("payer", "\"0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC\"", "answer_about_another_payer");
        add("payer", "\"somebody\"", "answer_about_another_payer");
        add("payer", "1", "answer_about_another_payer");
        add("network", "\"eip155:8453\"", "answer_about_another_network");
        add("network", "\"base\"", "answer_about_another_network");
        add("network", "\"\"", "answer_about_another_network");
        add("network", "null", "answer_about_another_network");
        add("network", "84532", "answer_about_another_network");
        add("amount", "\"9999\"", "answer_about_another_amount");
        add("amount", "10000", "answer_about_another_amount");
        add("transaction", "\"\"", "answer_without_transaction");
        add("transaction", "null", "answer_without_transaction");
        add("transaction", "\"0x1234\"", "answer_without_transaction");
        add("success", "null", "malformed_answer");
        add("success", "\"true\"", "malformed_answer");
        add("success", "1", "malformed_answer");
    }
    void doesNotBelieveWhatContradictsTheQuestion()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const QByteArray, value);
        QFETCH(const QByteArray, reason);
        Bench bench;
        json::object answer = settled();
        answer[key.toStdString()] = json::parse(value.toStdString());
        bench.fake.answer(200, answer);
        const FacilitatorAnswer settle = bench.settle();
        QCOMPARE(settle.state, State::Unknown);
        QCOMPARE(settle.reason, reason.toStdString());
        QVERIFY(!settle.transaction);
    }

    void doesNotBelieveARefusalAboutAnother()
    {
        Bench bench;
        json::object answer{{"success", false}, {"errorReason", "no"}, {"transaction", ""}, {"network", "eip155:1"}};
        bench.fake.answer(400, answer);
        QCOMPARE(bench.settle().reason, std::string("answer_about_another_network"));
        answer["network"] = "";
        answer["payer"] = "";
        bench.fake.answer(400, answer);
        QCOMPARE(bench.settle().state, State::Refused);
        answer["payer"] = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
        bench.fake.answer(400, answer);
        QCOMPARE(bench.settle().reason, std::string("answer_about_another_payer"));
        bench.fake.answer(400, json::object{{"isValid", false}, {"payer", answer.at("payer")}});
        QCOMPARE(bench.verify().reason, std::string("answer_about_another_payer"));
    }

    void knowsNothingFromWhatIsNoAnswer_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("reason");
        const QByteArray yes = QByteArray::fromStdString(json::serialize(settled()));
        const QByteArray no = R"({"success":false,"isValid":false,"errorReason":"x","network":"eip155:84532"})";
        QTest::newRow("500 after accepting") << 500 << QByteArray(R"({"error":"boom"})") << QByteArray("http_500");
        QTest::newRow("500 with a yes") << 500 << yes << QByteArray("http_500");
        QTest::newRow("503 with a no") << 503 << no << QByteArray("http_503");
        QTest::newRow("402 with a yes") << 402 << yes << QByteArray("answer_contradicts_status");
        QTest::newRow("204") << 204 << QByteArray() << QByteArray("http_204");
        QTest::newRow("201 with a yes") << 201 << yes << QByteArray("http_201");
        QTest::newRow("429") << 429 << QByteArray("slow down") << QByteArray("http_429");
        QTest::newRow("404") << 404 << QByteArray("<html>") << QByteArray("http_404");
        QTest::newRow("nothing") << 200 << QByteArray() << QByteArray("malformed_answer");
        QTest::newRow("HTML") << 200 << QByteArray("<html></html>") << QByteArray("malformed_answer");
        QTest::newRow("an array") << 200 << QByteArray("[true]") << QByteArray("malformed_answer");
        QTest::newRow("cut off") << 200 << yes.left(yes.size() - 1) << QByteArray("malformed_answer");
        QByteArray deep = yes;
        deep.insert(1, "\"pad\":" + QByteArray(9, '[') + QByteArray(9, ']') + ",");
        QTest::newRow("too deep") << 200 << deep << QByteArray("malformed_answer");
        QByteArray large = yes;
        large.insert(1, "\"pad\":\"" + QByteArray(qsizetype(Facilitator::kAnswerBytesMax), 'x') + "\",");
        QTest::newRow("too large") << 200 << large << QByteArray("malformed_answer");
        QTest::newRow("too large, of spaces") << 200 << yes + QByteArray(qsizetype(Facilitator::kAnswerBytesMax), ' ')
                                              << QByteArray("malformed_answer");
    }
    void knowsNothingFromWhatIsNoAnswer()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, reason);
        Bench bench;
        bench.fake.answer(status, body.toStdString());
        const FacilitatorAnswer settle = bench.settle();
        QCOMPARE(settle.state, State::Unknown);
        QCOMPARE(settle.reason, reason.toStdString());
        QCOMPARE(bench.verify().state, State::Unknown);
        QCOMPARE(bench.fake.asked().size(), std::size_t(2)); // each question once
    }

    void knowsNothingFromSilence()
    {
        Bench bench;
        bench.fake.beSilent();
        const FacilitatorAnswer answer
            = bench.facilitator(std::chrono::milliseconds(200)).settle(bench.payment, bench.demanded);
        QCOMPARE(answer.state, State::Unknown);
        QCOMPARE(answer.reason, std::string("upstream_timeout"));
        QCOMPARE(bench.fake.asked().size(), std::size_t(1));
        bench.fake.die();
        QCOMPARE(bench.settle().reason, std::string("upstream_unreachable"));
        QCOMPARE(bench.verify().state, State::Unknown);
        QCOMPARE(refusal([&] { bench.facilitator().supported(); }), std::string("502 facilitator_unavailable"));
    }

    void takesTheSignatureToNobodyElse()
    {
        Bench bench;
        FakeFacilitator other;
        other.answer(200, settled());
        bench.fake.redirectTo(other.url() + "/settle");
        QCOMPARE(bench.settle().reason, std::string("http_307"));
        QVERIFY(other.asked().empty());
    }

    void stripsAndCutsTexts()
    {
        Bench bench;
        bench.fake.answer(402, json::object{{"isValid", false},
                                            {"invalidReason", "a\nb\x1b[31m" + std::string(999, 'r')},
                                            {"invalidMessage", "say\u202e \t\r\n\x07" + std::string(9999, 'm')}});
        const FacilitatorAnswer answer = bench.verify();
        QCOMPARE(answer.state, State::Refused);
        QVERIFY(answer.reason.size() <= 128 && answer.message.size() <= 300);
        for (const std::string& text : {answer.reason, answer.message})
            QVERIFY(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }));
        bench.fake.answer(402, json::object{{"isValid", false}});
        QCOMPARE(bench.verify().reason, std::string("no_reason_given"));
        bench.fake.answer(402, json::object{{"success", false}, {"errorReason", "invalid_exact_evm_transaction_failed"},
                                            {"transaction", kHash}, {"network", "eip155:84532"}});
        QCOMPARE(bench.settle().transaction->hex(), std::string(kHash)); // it was sent: worth looking at
    }

    void tellsWhatItDealsWith()
    {
        Bench bench;
        json::value wire = vectors().at("supported");
        wire.at("kinds").as_array().push_back({{"x402Version", 3}, {"scheme", "exact"}, {"network", "eip155:1"}});
        bench.fake.answer(200, wire);
        const auto kinds = bench.facilitator().supported();
        QCOMPARE(bench.fake.asked()[0].method + " " + bench.fake.asked()[0].path, std::string("GET /x402/supported"));
        QCOMPARE(kinds.size(), std::size_t(2));
        QVERIFY(kinds[0].version == Version::V2 && kinds[0].scheme == "exact" && kinds[0].network == "eip155:84532");
        QVERIFY(kinds[1].version == Version::V1 && chainOf(Version::V1, kinds[1].network) == std::uint64_t(84532));
        const std::string many = json::serialize(json::object{
            {"kinds", json::array(Facilitator::kKindsMax + 1, wire.at("kinds").at(0))}});
        for (const std::string& bad : {std::string("{}"), std::string("[]"), std::string(R"({"kinds":{}})"),
                                       std::string(R"({"kinds":[1]})"), std::string(R"({"kinds":[{"x402Version":2}]})"),
                                       many}) {
            bench.fake.answer(200, bad);
            QCOMPARE(refusal([&] { bench.facilitator().supported(); }), std::string("502 facilitator_unavailable"));
        }
    }

    void callsInTheClearOnlyThisMachine()
    {
        net::HttpClient http;
        const auto made = [&](const char* url) {
            return refusal([&] { Facilitator facilitator({.url = url}, http); });
        };
        for (const char* good : {"https://x402.example.com", "https://x402.example.com:8443/a/", "http://localhost",
                                 "http://127.0.0.1:4021/", "http://[::1]:4021/x402"})
            QCOMPARE(made(good), std::string("done"));
        for (const char* bad : {"", "x402.example.com", "http://", "https://", "http://x402.example.com",
                                "ftp://localhost", "http://localhost.example.com", "http://localhost@example.com", "http://127.0.0.1@a.b/",
                                "https://user:secret@example.com/", "http://127.0.0.2", "http://[::2]/",
                                "HTTP://localhost",
                                "http://example.com#localhost", "http://example.com\\@localhost", "https://a.b/?key=1",
                                "https://a.b/#x", "http:///localhost"})
            QCOMPARE(made(bad), std::string("400 invalid_facilitator_url"));
    }
};

QTEST_GUILESS_MAIN(X402Facilitator)
#include "tst_facilitator.moc"
