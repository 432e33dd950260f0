// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/ids.h"
#include "crypto/hash.h"
#include "ingest/impl/batch_parser.h"
#include "ingest/impl/filter.h"
#include "ingest/impl/geoip.h"
#include "ingest/impl/payment.h"
#include "ingest/impl/text.h"

#include <boost/json.hpp>

#include <QtTest>

#include <random>

using namespace bursar;
using namespace bursar::ingest;
namespace json = boost::json;
using rollup::Protocol;
using rollup::Source;

namespace {
const base::Time kNow = *base::parseTime("2026-06-15T12:34:56.789Z");
const Sender kSender{7, "agent-seven", "0190c0de-0000-7000-8000-000000000007"};
constexpr const char* kTx = "0xAB34567890123456789012345678901234567890123456789012345678901234";

ParsedBatch parse(const char* text)
{
    return parseBatch(json::parse(text), kSender, kNow, 51'200);
}

ParsedBatch parseEntry(const std::string& members)
{
    return parse(("{\"batch_id\":\"b-1\",\"entries\":[{\"requestId\":\"r\",\"statusCode\":200," + members + "}]}").c_str());
}

Ingest::Row row(const std::string& members)
{
    const ParsedBatch parsed = parseEntry(members);
    if (parsed.rows.size() != 1)
        throw std::runtime_error("rejected: " + (parsed.rejected.empty() ? "?" : parsed.rejected.front().code));
    return parsed.rows.front();
}

base::Error errorOf(const char* text)
{
    try {
        parse(text);
    } catch (const base::Error& error) {
        return error;
    }
    throw std::logic_error("nothing was thrown");
}

std::string base64(const std::string& text)
{
    return crypto::toBase64(text);
}

std::string headers(const std::string& name, const std::string& value)
{
    return "\"headers\":" + json::serialize(json::object{{name, value}});
}

#define COMPARE_TEXT(actual, expected) QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(expected))
} // namespace

class TestParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBothCasingsAlike()
    {
        const ParsedBatch camel = parse(R"({"agentId":"agent-seven","sdkVersion":"python-0.2.0","agentVersion":"2.1",
            "entries":[{"requestId":"r1","method":"post","path":"/v1/rank","statusCode":503,"responseMs":12.3456,
            "toolName":"rank","customerId":"C-1","errorType":"HTTP_5xx","requestBody":"a","responseBody":"b",
            "requestBodySize":1,"responseBodySize":2,"ipAddress":"203.0.113.5","userAgent":"ua","referer":"ref",
            "contentType":"ct","acceptLanguage":"ko","country":"kr","city":"Seoul","protocol":"MCP","source":"gateway",
            "timestamp":"2026-06-15T12:00:00Z"}]})");
        const ParsedBatch snake = parse(R"({"agent_id":"agent-seven","sdk_version":"python-0.2.0","agent_version":"2.1",
            "entries":[{"request_id":"r1","method":"post","path":"/v1/rank","status_code":503,"response_ms":12.3456,
            "tool_name":"rank","customer_id":"C-1","error_type":"HTTP_5xx","request_body":"a","response_body":"b",
            "request_body_size":1,"response_body_size":2,"ip_address":"203.0.113.5","user_agent":"ua","referer":"ref",
            "content_type":"ct","accept_language":"ko","country":"kr","city":"Seoul","protocol":"mcp","source":"gateway",
            "timestamp":"2026-06-15T12:00:00Z"}]})");
        for (const ParsedBatch& parsed : {camel, snake}) {
            QCOMPARE(parsed.entries, 1);
            QVERIFY(parsed.rejected.empty());
            const Ingest::Row& one = parsed.rows.at(0);
            COMPARE_TEXT(one.requestId, "r1");
            COMPARE_TEXT(one.method, "POST");
            COMPARE_TEXT(one.path, "/v1/rank");
            QCOMPARE(one.status, 503);
            QCOMPARE(one.response.count(), 12346);
            COMPARE_TEXT(one.tool, "rank");
            COMPARE_TEXT(one.customer, "C-1");
            QCOMPARE(one.knownBy, 0);
            COMPARE_TEXT(one.error, "HTTP_5xx");
            COMPARE_TEXT(one.requestBody + one.responseBody, "ab");
            QCOMPARE(*one.requestSize, 1);
            QCOMPARE(*one.responseSize, 2);
            COMPARE_TEXT(one.ip + one.userAgent + one.referer + one.contentType + one.acceptLanguage,
                         "203.0.113.5uarefctko");
            COMPARE_TEXT(one.country + one.city, "KRSeoul");
            QVERIFY(one.protocol == Protocol::mcp && one.source == Source::gateway);
            COMPARE_TEXT(base::formatTime(one.at), "2026-06-15T12:00:00Z");
            QVERIFY(!one.arrivalTime);
            COMPARE_TEXT(one.sdkVersion + one.agentVersion, "python-0.2.02.1");
            QCOMPARE(one.agentKey, 7);
            COMPARE_TEXT(one.keyId, kSender.keyId.c_str());
        }
    }

    void refusesUnreadableEnvelopes_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"[]", "1", "null", "\"x\"", "{}", R"({"entries":[]})", R"({"entries":{}})",
                                 R"({"entries":null})", R"({"entries":"x"})",
                                 R"({"agent_id":{},"entries":[{}]})", R"({"batch_id":[],"entries":[{}]})"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesUnreadableEnvelopes()
    {
        QFETCH(QByteArray, text);
        const base::Error error = errorOf(text.constData());
        QVERIFY(error.code() == base::ErrorCode::InvalidInput);
        COMPARE_TEXT(error.reason(), "invalid_batch");
        COMPARE_TEXT(error.text(), "invalid batch format");
    }

    void refusesMoreEntriesThanTheLimit()
    {
        json::array entries;
        for (std::size_t i = 0; i <= kEntriesMax; ++i)
            entries.push_back(json::object{{"requestId", i}, {"statusCode", 200}});
        const json::value tooMany = json::object{{"entries", entries}};
        QVERIFY_EXCEPTION_THROWN(parseBatch(tooMany, kSender, kNow, 100), base::Error);
        entries.pop_back();
        QCOMPARE(parseBatch(json::object{{"entries", entries}}, kSender, kNow, 100).rows.size(), kEntriesMax);
    }

    void refusesTheBatchOfAnotherAgent()
    {
        QVERIFY(errorOf(R"({"agent_id":"somebody","entries":[{}]})").code() == base::ErrorCode::Forbidden);
        QCOMPARE(parse(R"({"agent_id":"","entries":[{"statusCode":200}]})").rows.size(), std::size_t(1));
        const json::value batch = json::parse(R"({"agent_id":"anyone","entries":[{"statusCode":200}]})");
        QCOMPARE(parseBatch(batch, {7, "", ""}, kNow, 100).rows.size(), std::size_t(1));
    }

    void rejectsBadEntriesAndKeepsTheOthers_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<QString>("code");
        const auto add = [](const char* entry, const char* code) {
            QTest::newRow(entry) << QByteArray(entry) << QString::fromUtf8(code);
        };
        add("1", "not_an_object");
        add("null", "not_an_object");
        add("[]", "not_an_object");
        add("{}", "bad_status");
        add(R"({"statusCode":"200"})", "bad_status");
        add(R"({"statusCode":200.5})", "bad_status");
        add(R"({"statusCode":-1})", "bad_status");
        add(R"({"statusCode":99})", "bad_status");
        add(R"({"statusCode":600})", "bad_status");
        add(R"({"statusCode":1e300})", "bad_status");
        add(R"({"statusCode":200,"responseMs":-1})", "bad_response_ms");
        add(R"({"statusCode":200,"responseMs":1e12})", "bad_response_ms");
        add(R"({"statusCode":200,"responseMs":"5"})", "bad_response_ms");
        add(R"({"statusCode":200,"requestBodySize":-4})", "bad_size");
        add(R"({"statusCode":200,"responseBodySize":1e30})", "bad_size");
        add(R"({"statusCode":200,"x402Amount":-0.5})", "bad_amount");
        add(R"({"statusCode":200,"x402Amount":1e30})", "bad_amount");
        add(R"({"statusCode":200,"x402Amount":"1e30"})", "bad_amount");
        add(R"({"statusCode":200,"x402Amount":"0.0000001"})", "bad_amount");
        add(R"({"statusCode":200,"x402Amount":0.0000001})", "bad_amount");
        add(R"({"statusCode":200,"x402Amount":"abc"})", "bad_amount");
        add(R"({"statusCode":200,"x402Amount":true})", "bad_amount");
        add(R"({"statusCode":200,"path":5.5})", "wrong_type");
        add(R"({"statusCode":200,"toolName":{}})", "wrong_type");
        add(R"({"statusCode":200,"headers":[]})", "wrong_type");
        add(R"({"statusCode":200,"requestBody":{}})", "wrong_type");
        add(R"({"statusCode":200,"source":[]})", "wrong_type");
    }
    void rejectsBadEntriesAndKeepsTheOthers()
    {
        QFETCH(QByteArray, entry);
        QFETCH(QString, code);
        const ParsedBatch parsed = parse(("{\"entries\":[{\"statusCode\":200}," + entry.toStdString()
                                          + ",{\"statusCode\":404}]}").c_str());
        QCOMPARE(parsed.entries, 3);
        QCOMPARE(parsed.rows.size(), std::size_t(2));
        QCOMPARE(parsed.rejected.size(), std::size_t(1));
        QCOMPARE(parsed.rejected[0].index, 1);
        QCOMPARE(QString::fromStdString(parsed.rejected[0].code), code);
    }

    void ownTimeCountsWithinItsWindow_data()
    {
        QTest::addColumn<QString>("timestamp");
        QTest::addColumn<bool>("arrival");
        QTest::newRow("now") << QStringLiteral("\"2026-06-15T12:34:56.789Z\"") << false;
        QTest::newRow("other zone") << QStringLiteral("\"2026-06-15T21:34:56+09:00\"") << false;
        QTest::newRow("seven days ago") << QStringLiteral("\"2026-06-08T12:34:56.789Z\"") << false;
        QTest::newRow("a little older") << QStringLiteral("\"2026-06-08T12:34:56.788Z\"") << true;
        QTest::newRow("five minutes ahead") << QStringLiteral("\"2026-06-15T12:39:56.789Z\"") << false;
        QTest::newRow("a little later") << QStringLiteral("\"2026-06-15T12:39:56.79Z\"") << true;
        QTest::newRow("nonsense") << QStringLiteral("\"yesterday\"") << true;
        QTest::newRow("year 0") << QStringLiteral("\"0000-01-01T00:00:00Z\"") << true;
        QTest::newRow("a number") << QStringLiteral("1781526896") << true;
        QTest::newRow("null") << QStringLiteral("null") << true;
    }
    void ownTimeCountsWithinItsWindow()
    {
        QFETCH(QString, timestamp);
        QFETCH(bool, arrival);
        const Ingest::Row one = row("\"timestamp\":" + timestamp.toStdString());
        QCOMPARE(one.arrivalTime, arrival);
        if (arrival)
            QCOMPARE(one.at, kNow);
    }

    void derivesMissingRequestIds()
    {
        const ParsedBatch named = parse(R"({"batchId":"B","entries":[{"statusCode":200},{"statusCode":200}]})");
        COMPARE_TEXT(named.rows[0].requestId, "batch:B:0");
        COMPARE_TEXT(named.rows[1].requestId, "batch:B:1");
        const ParsedBatch nameless = parse(R"({"entries":[{"statusCode":200},{"statusCode":200}]})");
        QVERIFY(nameless.rows[0].requestId != nameless.rows[1].requestId);
        COMPARE_TEXT(parse(R"({"entries":[{"requestId":12,"statusCode":200}]})").rows[0].requestId, "12");
    }

    void pingsAreNoRequests()
    {
        const ParsedBatch parsed = parse(R"({"entries":[{"requestId":"startup-ping","method":"PING","statusCode":0,
            "source":"sdk_ping"},{"statusCode":200}]})");
        QCOMPARE(parsed.pings, 1);
        QCOMPARE(parsed.rows.size(), std::size_t(1));
        QVERIFY(parsed.rejected.empty());
    }

    void cutsLongFieldsBetweenCharacters()
    {
        std::string hangul;
        for (int i = 0; i < 60'000; ++i)
            hangul += "\xed\x95\x9c"; // 3 bytes
        const auto member = [](const char* name, const std::string& value) {
            return "\"" + std::string(name) + "\":" + json::serialize(json::string(value));
        };
        const Ingest::Row one = row(member("path", "/" + hangul) + "," + member("toolName", hangul) + ","
                                    + member("userAgent", hangul) + "," + member("requestBody", hangul));
        QCOMPARE(one.path.size(), std::size_t(1 + 2047 / 3 * 3));
        QCOMPARE(one.tool.size(), std::size_t(255));
        QCOMPARE(one.userAgent.size(), std::size_t(1023));
        QCOMPARE(one.requestBody.size(), std::size_t(51'198));
        QVERIFY(QString::fromStdString(one.tool).count(QChar::ReplacementCharacter) == 0);
        COMPARE_TEXT(row(R"("method":"tools/call","x402Token":"USDC-base-mainnet","x402Amount":1)").method, "tools/call");
    }

    void nulAndControlCharactersNeverPass()
    {
        const Ingest::Row one = row(R"("path":"/a\u0000b\u0007c","customerId":"c\u0000\n1","requestBody":"x\u0000\ny",
            "headers":{"x-a\u0000":"v\u0000"})");
        COMPARE_TEXT(one.path, "/abc");
        COMPARE_TEXT(one.customer, "c1");
        COMPARE_TEXT(one.requestBody, "x\ny");
        COMPARE_TEXT(one.headers, R"({"x-a":"v"})");
    }

    void choosesTheCustomerInOrder()
    {
        const std::string all = R"("customerId":"C","x402Payer":"0xABCDEF","ipAddress":"10.0.0.1",
            "headers":{"X-Agent-ID":"caller","X-Customer-ID":"hint"})";
        COMPARE_TEXT(row(all).customer, "C");
        COMPARE_TEXT(row(R"("x402Payer":"0xABCDEF","ipAddress":"10.0.0.1","headers":{"x-agent-id":"caller"})").customer,
                     "0xabcdef");
        COMPARE_TEXT(row(R"("ipAddress":"10.0.0.1","headers":{"x-agent-id":"caller","x-customer-id":"hint"})").customer,
                     "caller");
        COMPARE_TEXT(row(R"("ipAddress":"10.0.0.1","headers":{"x-customer-id":"hint"})").customer, "hint");
        COMPARE_TEXT(row(R"("ipAddress":"::ffff:10.0.0.1")").customer, "10.0.0.1");
        QCOMPARE(row(R"("ipAddress":"10.0.0.1")").knownBy, 3);
        COMPARE_TEXT(row(R"("headers":{"x-forwarded-for":"198.51.100.7, 10.0.0.1"})").customer, "198.51.100.7");
        COMPARE_TEXT(row(R"("ipAddress":"not an address")").customer, "");
    }

    void derivesTheTool_data()
    {
        QTest::addColumn<QString>("members");
        QTest::addColumn<QString>("tool");
        const auto add = [](const char* members, const char* tool) {
            QTest::newRow(members) << QString::fromUtf8(members) << QString::fromUtf8(tool);
        };
        add(R"("path":"/v1/search?q=a/b")", "search");
        add(R"("path":"/v1/search/")", "search");
        add(R"("path":"/")", "/");
        add(R"("path":"/users/12345")", "users/:id");
        add(R"("path":"/users/0190c0de-0000-7000-8000-000000000001/7")", "users/:id");
        add(R"("path":"/search","toolName":"given")", "given");
        add("\"protocol\":\"mcp\",\"path\":\"/mcp\",\"requestBody\":\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"method\\\":\\\"tools/call\\\",\\\"params\\\":{\\\"name\\\":\\\"rank\\\"}}\"", "rank");
        add("\"protocol\":\"mcp\",\"path\":\"/mcp\",\"requestBody\":\"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"method\\\":\\\"tools/list\\\"}\"", "");
        add("\"protocol\":\"mcp\",\"path\":\"/mcp\",\"requestBody\":\"{\\\"method\\\":\\\"tools/call\\\",\\\"params\\\":{\\\"na\"", "");
        add("\"protocol\":\"a2a\",\"path\":\"/a2a/tasks\",\"requestBody\":\"{\\\"skill_id\\\":\\\"translate\\\"}\"", "translate");
        add("\"protocol\":\"a2a\",\"path\":\"/a2a/tasks\",\"requestBody\":\"{\\\"params\\\":{\\\"skill_id\\\":\\\"draw\\\"}}\"", "draw");
        add(R"("protocol":"a2a","path":"/a2a/tasks")", "tasks");
        add(R"("protocol":"whatever","path":"/x/y")", "y");
    }
    void derivesTheTool()
    {
        QFETCH(QString, members);
        QFETCH(QString, tool);
        QCOMPARE(QString::fromStdString(row(members.toStdString()).tool), tool);
    }

    void readsAmountsExactly_data()
    {
        QTest::addColumn<QString>("members");
        QTest::addColumn<QString>("atomic");
        QTest::addColumn<QString>("asset");
        const auto add = [](const char* members, const char* atomic, const char* asset) {
            QTest::newRow(members) << QString::fromUtf8(members) << QString::fromUtf8(atomic) << QString::fromUtf8(asset);
        };
        add(R"("x402Amount":0.01)", "10000", "USDC");
        add(R"("x402Amount":"0.01")", "10000", "USDC");
        add(R"("x402Amount":0.30000000000000004)", "300000", "USDC");
        add(R"("x402Amount":1234567.891234)", "1234567891234", "USDC");
        add(R"("x402Amount":1e-6)", "1", "USDC");
        add(R"("x402Amount":3)", "3000000", "USDC");
        add(R"("x402Amount":2.5,"x402Token":"USDC-base-mainnet")", "2500000", "USDC");
        add(R"("x402Amount":2.5,"x402Token":"0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913")", "2500000", "USDC");
        add(R"("x402Amount":"0.000000000000000001","x402Token":"ETH")", "1", "ETH");
        add(R"("x402Amount":1,"x402Token":"SOL-mainnet")", "1000000000", "SOL");
    }
    void readsAmountsExactly()
    {
        QFETCH(QString, members);
        QFETCH(QString, atomic);
        QFETCH(QString, asset);
        const Ingest::Row one = row(members.toStdString());
        QVERIFY(one.payment);
        QCOMPARE(QString::fromStdString(one.payment->amount.atomic()), atomic);
        QCOMPARE(QString::fromStdString(one.payment->asset), asset);
    }

    void readsPaymentHeadersOfAllForms()
    {
        const std::string plain = "{\"amount\":\"0.25\",\"tx_hash\":\"" + std::string(kTx)
            + "\",\"token\":\"USDC-base-mainnet\",\"payer\":\"0xABCDEF0000000000000000000000000000000001\"}";
        Ingest::Row one = row(headers("X-Payment", plain));
        COMPARE_TEXT(one.payment->amount.atomic(), "250000");
        COMPARE_TEXT(one.payment->token, "USDC-base-mainnet");
        COMPARE_TEXT(one.payment->tx, QByteArray(kTx).toLower().constData());
        COMPARE_TEXT(one.customer, "0xabcdef0000000000000000000000000000000001");
        QCOMPARE(one.knownBy, 1);

        const std::string v1 = R"({"x402Version":1,"scheme":"exact","network":"base","payload":{"signature":"0x12",
            "authorization":{"from":"0xAb","to":"0xcd","value":"10000"}}})";
        const std::string settled = R"({"success":true,"transaction":"0xFF","network":"base","payer":"0xAb"})";
        one = row(R"("headers":)" + json::serialize(json::object{{"x-payment", base64(v1)},
                                                                 {"X-PAYMENT-RESPONSE", base64(settled)}}));
        COMPARE_TEXT(one.payment->amount.atomic(), "10000");
        COMPARE_TEXT(one.payment->token, "USDC-base");
        COMPARE_TEXT(one.payment->tx, "0xff");
        COMPARE_TEXT(one.payer, "0xab");

        const std::string v2 = R"({"x402Version":2,"accepted":{"scheme":"exact","network":"eip155:8453","amount":"777",
            "asset":"0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913"},"payload":{"authorization":{"from":"0x01","value":"777"}}})";
        one = row(R"("headers":)" + json::serialize(json::object{{"Payment-Signature", base64(v2)},
                                                                 {"Payment-Response", base64(settled)}}));
        COMPARE_TEXT(one.payment->amount.atomic(), "777");
        COMPARE_TEXT(one.payment->asset, "USDC");

        const std::string solana = R"({"x402Version":2,"accepted":{"amount":"5","network":"solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp",
            "asset":"EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"},"payload":{"transaction":"AQ=="}})";
        one = row(headers("payment-signature", base64(solana)));
        COMPARE_TEXT(one.payment->amount.atomic(), "5");
        COMPARE_TEXT(one.payment->asset, "USDC");
    }

    void malformedPaymentHeadersClaimNothing_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char* value : {"", "%%%", "{", "{}", "{\"amount\":{}}", "{\"amount\":-1}", "{\"amount\":1e40}", "bnVsbA==",
                                  "eyJwYXlsb2FkIjp7fX0=", "[1]", "{\"amount\":\"0\"}"})
            QTest::newRow(value) << QByteArray(value);
        std::string deep;
        for (int i = 0; i < 10'000; ++i)
            deep += "[";
        QTest::newRow("deep") << QByteArray::fromStdString("{\"amount\":" + deep);
    }
    void malformedPaymentHeadersClaimNothing()
    {
        QFETCH(QByteArray, value);
        QVERIFY(!row(headers("x-payment", value.toStdString())).payment);
    }

    void refusedRequestsPayNothing()
    {
        const auto paid = [](const char* status, const char* more) {
            return parse(("{\"entries\":[{\"statusCode\":" + std::string(status) + ",\"x402Amount\":1" + more + "}]}").c_str())
                .rows.at(0).payment.has_value();
        };
        QVERIFY(paid("200", ""));
        QVERIFY(!paid("402", ",\"x402TxHash\":\"0x1\""));
        QVERIFY(!paid("500", ""));
        QVERIFY(paid("500", ",\"x402TxHash\":\"0x1\""));
        const std::string failed = R"({"success":false,"transaction":"0x1"})";
        QVERIFY(!row("\"x402Amount\":1," + headers("x-payment-response", base64(failed))).payment);
        QVERIFY(!row("\"x402Amount\":0").payment);
    }

    void keepsHeadersBelowTheirLimit()
    {
        json::object many;
        for (int i = 0; i < 1000; ++i)
            many["x-header-" + std::to_string(i)] = std::string(100, 'v');
        const Ingest::Row one = row("\"headers\":" + json::serialize(many));
        QVERIFY(one.headers.size() <= kHeadersBytesMax);
        QVERIFY(json::parse(one.headers).as_object().size() > 50);
    }

    void survivesRandomJson()
    {
        bool given = false;
        std::uint64_t seed = qEnvironmentVariable("BURSAR_TEST_SEED").toULongLong(&given);
        seed = given ? seed : std::random_device()();
        qInfo() << "BURSAR_TEST_SEED" << seed;
        std::mt19937_64 random(seed);
        const std::vector<const char*> names{"requestId", "statusCode", "responseMs", "headers", "x402Amount", "timestamp",
                                             "requestBody", "protocol", "path", "customerId", "source", "ipAddress"};
        const json::array values{nullptr, true, -1, 1e308, 200, "x", "\xf0\x9f\x98\x80", json::array{1, 2},
                                              json::object{{"x-payment", "e30="}}, "mcp", "2026-06-15T00:00:00Z", 0.1,
                                              std::string(3000, 'y'), std::uint64_t(-1)};
        for (int round = 0; round < 3000; ++round) {
            json::object entry;
            for (int i = 0; i < 6; ++i)
                entry[names[random() % names.size()]] = values[random() % values.size()];
            const json::value batch = json::object{{"entries", json::array{entry}}};
            const ParsedBatch parsed = parseBatch(batch, kSender, kNow, 1000);
            QCOMPARE(std::int64_t(parsed.rows.size() + parsed.rejected.size()) + parsed.pings, parsed.entries);
        }
    }

    void looksUpPlacesLikeTheLibrarysOwnTool()
    {
        const GeoIp geo(std::string(BURSAR_TEST_DATA) + "/geo/test-city.mmdb");
        const auto place = [&geo](const char* address) {
            const Place found = geo.find(normalAddress(address).value());
            return QString::fromStdString(found.country + "/" + found.city);
        };
        QCOMPARE(place("203.0.113.5"), QStringLiteral("KR/Seoul"));
        QCOMPARE(place("::ffff:203.0.113.5"), QStringLiteral("KR/Seoul"));
        QCOMPARE(place("203.0.113.200"), QStringLiteral("US/Ashburn"));
        QCOMPARE(place("198.51.100.77"), QStringLiteral("JP/Tokyo"));
        QCOMPARE(place("192.0.2.1"), QStringLiteral("DE/"));
        QCOMPARE(place("192.0.2.2"), QStringLiteral("/"));
        QCOMPARE(place("2001:db8:1:2::3"), QStringLiteral("KR/Seoul"));
        QCOMPARE(place("8.8.8.8"), QStringLiteral("/"));
        QVERIFY(GeoIp("").find("203.0.113.5").country.empty());
        try {
            const GeoIp missing("/nonexistent/geo.mmdb");
            QFAIL("a missing database was accepted");
        } catch (const base::Error& error) {
            COMPARE_TEXT(error.reason(), "geoip_unreadable");
            QVERIFY(error.text().find("/nonexistent/geo.mmdb") != std::string::npos);
        }
    }

    void parsesFilters()
    {
        const std::vector<FilterTerm> terms = parseFilters(std::vector<std::string>{"status:404,5xx,error", "-tool:\"a,b\",c", "latency:>800",
                                                            "latency:200..500", "latency:p95", "customer:\"\"",
                                                            "protocol:mcp", "payment:any", "PATH:/Search", "ip:[::1]:80"});
        QCOMPARE(terms.size(), std::size_t(10));
        QCOMPARE(terms[0].values[0].low, 404);
        QCOMPARE(terms[0].values[1].high, 599);
        QVERIFY(terms[0].values[2].error);
        QVERIFY(terms[1].exclude);
        COMPARE_TEXT(terms[1].values[0].text, "a,b");
        QCOMPARE(terms[2].values[0].low, 800'001);
        QCOMPARE(terms[3].values[0].high, 500'000);
        QCOMPARE(*terms[4].values[0].percentile, 0.95);
        COMPARE_TEXT(terms[5].values[0].text, "");
        QCOMPARE(terms[6].values[0].low, 1);
        COMPARE_TEXT(terms[8].values[0].text, "/search");
        COMPARE_TEXT(terms[9].values[0].text, "::1");
    }

    void refusesBadFiltersByTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("filter");
        for (const char* filter : {"", "status", "-", ":", "status:", "status:abc", "status:6xx", "status:1000", "status:-1",
                                   "colour:red", "latency:5", "latency:>x", "latency:p0", "latency:p100", "latency:1..",
                                   "latency:>-1", "key:abc", "ip:nowhere", "protocol:ftp", "source:x", "payment:maybe",
                                   "tool:\"open", "tool:a,,b", "method:", "request:\"\""})
            QTest::newRow(filter) << QByteArray(filter);
    }
    void refusesBadFiltersByTheirPlace()
    {
        QFETCH(QByteArray, filter);
        try {
            parseFilters({"tool:fine", filter.toStdString()});
            QFAIL("was accepted");
        } catch (const base::Error& error) {
            QVERIFY(error.code() == base::ErrorCode::InvalidInput);
            COMPARE_TEXT(error.fields().at(0).path, "filter[1]");
        }
    }

    void limitsFilters()
    {
        QVERIFY_EXCEPTION_THROWN(parseFilters(std::vector<std::string>(kFiltersMax + 1, "tool:a")), base::Error);
        std::string many = "tool:a";
        for (std::size_t i = 0; i < kFilterValuesMax; ++i)
            many += ",a";
        QVERIFY_EXCEPTION_THROWN(parseFilters({many}), base::Error);
        QVERIFY_EXCEPTION_THROWN(parseFilters({"tool:" + std::string(kFilterBytesMax, 'x')}), base::Error);
    }
};

QTEST_APPLESS_MAIN(TestParser)
#include "tst_parser.moc"
