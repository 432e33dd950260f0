// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/redact.h"
#include "ingest/impl/text.h"

#include <boost/json.hpp>

#include <QtTest>

#include <random>

using namespace bursar::ingest;
namespace json = boost::json;

namespace {
constexpr const char* kSecret = "S3CRET-0123456789abcdef";

QString redactedUrlText(const char* url)
{
    return QString::fromStdString(redactedUrl(url));
}
} // namespace

class TestRedact : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesCredentialsOutOfHeaders_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "x-payment",
                                 "x-payment-response", "payment-signature", "x-auth-token", "x-csrf-token", "api-key",
                                 "x-secret", "client-secret", "x-session-id", "x-amz-security-token", "x-wallet-signature",
                                 "x-password", "x-admin-key", "x-forwarded-authorization", "x-jwt", "x-auth-user"})
            QTest::newRow(name) << QByteArray(name);
    }
    void takesCredentialsOutOfHeaders()
    {
        QFETCH(QByteArray, name);
        QCOMPARE(redactedHeaderValue(name.toStdString(), kSecret), std::string(kRedacted));
    }

    void keepsOrdinaryHeaders()
    {
        for (const char* name : {"host", "user-agent", "accept", "content-type", "x-agent-id", "x-customer-id",
                                 "x-forwarded-for", "x-request-id", "accept-language", "content-length"})
            QCOMPARE(redactedHeaderValue(name, "value"), std::string("value"));
        QCOMPARE(redactedHeaderValue("x-upstream", std::string("Bearer ") + kSecret), std::string(kRedacted));
        QCOMPARE(redactedHeaderValue("x-upstream", std::string("basic ") + kSecret), std::string(kRedacted));
    }

    void takesCredentialsOutOfUrls()
    {
        QCOMPARE(redactedUrlText("/a?token=x&q=1"), QStringLiteral("/a?token=[redacted]&q=1"));
        QCOMPARE(redactedUrlText("/a?api_key=x#access_token=y"), QStringLiteral("/a?api_key=[redacted]#access_token=[redacted]"));
        QCOMPARE(redactedUrlText("https://u:p@host/a?b=c"), QStringLiteral("https://[redacted]@host/a?b=c"));
        QCOMPARE(redactedUrlText("/a?keyword=shoes&sort=asc"), QStringLiteral("/a?keyword=shoes&sort=asc"));
        QCOMPARE(redactedUrlText("/cb?code=abc&state=1"), QStringLiteral("/cb?code=[redacted]&state=1"));
        QCOMPARE(redactedUrlText("/plain"), QStringLiteral("/plain"));
        QCOMPARE(redactedUrlText("/mail/a@b"), QStringLiteral("/mail/a@b"));
    }

    void takesSignaturesOutOfBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        const std::string secret = kSecret;
        const auto add = [](const char* name, const std::string& body) {
            QTest::newRow(name) << QByteArray::fromStdString(body);
        };
        add("plain", "{\"payload\":{\"signature\":\"" + secret + "\"},\"a\":1}");
        add("blanks", "{\"signature\" \n : \t\"" + secret + "\"}");
        add("cut off", "{\"payload\":{\"signature\":\"" + secret);
        add("quoted JSON", json::serialize(json::object{{"body", "{\"signature\":\"" + secret + "\"}"}}));
        const std::string inner = json::serialize(json::object{{"body", "{\"signature\":\"" + secret + "\"}"}});
        add("twice quoted JSON", json::serialize(json::object{{"text", inner}}));
        add("quotes inside", R"({"password":"a\"b)" + secret + "\",\"b\":2}");
        add("backslash at the end", "{\"x\":\"\\\\\",\"secret\":\"" + secret + "\"}");
        add("snake case", "{\"private_key\":\"" + secret + "\"}");
        add("x402 v1 header in a body", "{\"paymentHeader\":\"" + secret + "\"}");
        add("signed transaction", "{\"payload\":{\"transaction\":\"" + secret + std::string(300, 'A') + "\"}}");
        add("camel case", "{\"apiKey\":\"" + secret + R"(","accessToken":")" + secret + "\"}");
        add("several", "[{\"signature\":\"" + secret + R"("},{"signature":")" + secret + "\"}]");
    }
    void takesSignaturesOutOfBodies()
    {
        QFETCH(QByteArray, body);
        const std::string out = redactedBody(body.toStdString());
        QVERIFY2(out.find(kSecret) == std::string::npos, out.c_str());
        QVERIFY(out.find(kRedacted) != std::string::npos);
        boost::system::error_code before, after;
        json::parse(body.toStdString(), before);
        json::parse(out, after);
        QVERIFY2(before || !after, "what was JSON must stay JSON");
    }

    void leavesOtherBodiesAlone_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const char* body : {"", "\"", "signature", "{\"signature\":1}", "{\"signatures\":\"x\"}", "plain text: \"a\": b",
                                 "{\"transaction\":\"0xabc\"}", "{\"a\":\"signature\"}", "\\\\\\\"", "{\"a\":\"b\",\"c\":\"d\"}"})
            QTest::newRow(body) << QByteArray(body);
    }
    void leavesOtherBodiesAlone()
    {
        QFETCH(QByteArray, body);
        QCOMPARE(redactedBody(body.toStdString()), body.toStdString());
    }

    void handlesHostileBodiesInLinearTime()
    {
        const std::vector<std::string> pieces{"\"", "\\", "\"signature\":\"", "\"transaction\":\"", "\\\"signature\\\":\\\"",
                                              ":", "a", "\\\\\"", "{", "\n"};
        std::mt19937_64 random(11);
        for (int round = 0; round < 300; ++round) {
            std::string body;
            for (int i = 0; i < 300; ++i)
                body += pieces[random() % pieces.size()];
            QVERIFY(redactedBody(body).size() <= body.size() * 12);
        }
        for (const std::string& piece : pieces) {
            std::string body;
            while (body.size() < 1'000'000)
                body += piece;
            QElapsedTimer timer;
            timer.start();
            redactedBody(body);
            QVERIFY2(timer.elapsed() < 3000, piece.c_str());
        }
    }

    void cleansTexts()
    {
        QCOMPARE(cleanLine("  a\tb\x7f\r\n ", 100), std::string("ab"));
        QCOMPARE(cleanLine("caf\xe9", 100), std::string("caf\xef\xbf\xbd"));
        QCOMPARE(cleanLine("\xc0\xaf\xed\xa0\x80", 100).size(), std::size_t(15)); // overlong, surrogate: five bad bytes
        QCOMPARE(cleanBody(std::string("a\0b\n", 4), 100), std::string("ab\n"));
        QCOMPARE(cleanBody("\xed\x95\x9c\xed\x95\x9c", 5), std::string("\xed\x95\x9c"));
        QCOMPARE(normalAddress("203.0.113.5:8080").value(), std::string("203.0.113.5"));
        QCOMPARE(normalAddress("[2001:DB8::1]:443").value(), std::string("2001:db8::1"));
        QVERIFY(!normalAddress("256.1.1.1"));
        QVERIFY(!normalAddress("[::1"));
        QVERIFY(!normalAddress(std::string(5000, '1')));
    }
};

QTEST_APPLESS_MAIN(TestRedact)
#include "tst_redact.moc"
