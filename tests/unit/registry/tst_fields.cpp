// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/operation.h"
#include "registry/impl/origin.h"
#include "registry/impl/pricing.h"
#include "registry/impl/slug.h"
#include "support/refusal.h"

#include <QtTest>
#include <boost/json.hpp>

using namespace bursar;
using namespace bursar::registry;
using test::refusal;
namespace json = boost::json;

namespace {
const std::string kRefused = "400 invalid_input";

std::string priced(const char* text)
{
    const Pricing pricing = checkedPricing(json::parse(text));
    return pricing.model.value_or("-") + " " + pricing.amount.value_or("-") + " "
        + pricing.currency.value_or("-");
}

std::string originOutcome(const std::string& url, PrivateOrigins policy = PrivateOrigins::Refused)
{
    return refusal([&] { checkedOrigin(url, policy); });
}
} // namespace

class FieldsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slugsAreFoldedAndBounded()
    {
        QCOMPARE(checkedSlug(" Weather-Bot.v2_x "), std::string("weather-bot.v2_x"));
        QCOMPARE(checkedSlug("84532-1a2b3c"), std::string("84532-1a2b3c"));
        QCOMPARE(checkedSlug(std::string(63, 'a')), std::string(63, 'a'));
        for (const std::string& bad :
             {std::string(), std::string("a"), std::string(64, 'a'), std::string("-a"), std::string(".."),
              std::string(".a"), std::string("_a"), std::string("a b"), std::string("a/b"),
              std::string("a%2fb"), std::string("ä-bot"), std::string("a\nb"), std::string("a\0b", 3),
              std::string("0191f7a1-0000-7000-8000-000000000001")})
            QCOMPARE(refusal([&] { checkedSlug(bad); }), kRefused);
    }

    void wordsOfPathsAreReserved()
    {
        for (const char* word :
             {"search", "me", "register", "wallet", "leaderboard", "notify-mint", "insight", "SEARCH"})
            QCOMPARE(refusal([&] { checkedSlug(word); }), kRefused);
        // Whatever stands literally where an agent id can stand, in any operation there is.
        for (const contract::OperationInfo& operation : contract::operations()) {
            for (const std::string_view path : operation.paths) {
                for (const std::string_view prefix : {"/v1/agents/", "/v1/services/", "/internal/agents/"}) {
                    if (!path.starts_with(prefix))
                        continue;
                    const std::string word(
                        path.substr(prefix.size(), path.find('/', prefix.size()) - prefix.size()));
                    if (word.front() != '{')
                        QVERIFY2(isReservedSlug(word), word.c_str());
                }
            }
        }
    }

    void aMadeSlugIsValidAndSaysTheName()
    {
        for (const char* name : {"Weather Bot", "", "!!!", "天気", "-x-", "search",
                                 "A very long name that goes on and on and on and on"}) {
            const std::string slug = madeSlug(name);
            QCOMPARE(checkedSlug(slug), slug);
        }
        QVERIFY(madeSlug("Weather Bot").starts_with("weather-bot-"));
        QVERIFY(madeSlug("").starts_with("agent-"));
        QVERIFY(madeSlug("x") != madeSlug("x"));
    }

    void pricesAreExactInBothForms()
    {
        QCOMPARE(priced(R"({"model":"per_request","amount":"0.010","currency":"USDC"})"),
                 std::string("per_request 0.01 USDC"));
        QCOMPARE(priced(R"({"model":"per_request","amount":0.01,"currency":"USDC"})"),
                 std::string("per_request 0.01 USDC"));
        QCOMPARE(priced(R"({"amount":0.1})"), std::string("per_request 0.1 USDC"));
        QCOMPARE(priced(R"({"amount":1e-7})"), std::string("per_request 0.0000001 USDC"));
        QCOMPARE(priced(R"({"amount":"0.000000000000000001"})"),
                 std::string("per_request 0.000000000000000001 USDC"));
        QCOMPARE(priced(R"({"amount":5,"currency":"ETH"})"), std::string("per_request 5 ETH"));
        QCOMPARE(priced(R"({"amount":18446744073709551615})"),
                 std::string("per_request 18446744073709551615 USDC"));
        QCOMPARE(priced(R"({"amount":"99999999999999999999"})"),
                 std::string("per_request 99999999999999999999 USDC"));
        QCOMPARE(priced(R"({"model":"free"})"), std::string("free - -"));
        QCOMPARE(priced(R"({"model":null,"amount":null,"other":7})"), std::string("- - -"));
    }

    void refusesBadPrices()
    {
        for (const char* text :
             {R"(7)", R"([])", R"({"amount":-1})", R"({"amount":"-0.5"})", R"({"amount":"abc"})",
              R"({"amount":""})", R"({"amount":"1,5"})", R"({"amount":true})", R"({"amount":{}})",
              R"({"amount":"0.0000000000000000001"})", R"({"amount":"100000000000000000000"})",
              R"({"amount":1e300})", R"({"amount":1e-30})", R"({"amount":"NaN"})", R"({"amount":"0x10"})",
              R"({"model":7})", R"({"model":""})", R"({"model":"a b"})", R"({"currency":"<script>"})"})
            QVERIFY2(refusal([&] { checkedPricing(json::parse(text)); }) == kRefused, text);
        QCOMPARE(refusal([&] { checkedPricing({{"model", std::string(65, 'a')}}); }), kRefused);
        QCOMPARE(refusal([&] { checkedPricing({{"amount", std::string(100'000, '9')}}); }), kRefused);
    }

    void publicOriginsAreTaken()
    {
        for (const char* url :
             {"http://example.com", "https://example.com:8443/path?x=1#y", "HTTPS://Example.COM/",
              "http://8.8.8.8/", "http://[2606:4700:4700::1111]:80/", "https://xn--bcher-kva.example/",
              "http://a-b.c_d.example./"})
            QVERIFY2(originOutcome(url) == "done", url);
        QCOMPARE(checkedOrigin("  https://example.com/a  ", PrivateOrigins::Refused),
                 std::string("https://example.com/a"));
    }

    void privateOriginsAreRefusedUnlessAllowed() // D-19e
    {
        for (const char* url : {"http://localhost",
                                "http://LOCALHOST:3000/",
                                "http://localhost./",
                                "http://a.localhost",
                                "http://127.0.0.1",
                                "http://127.9.9.9/",
                                "http://10.0.0.1",
                                "http://192.168.1.1",
                                "http://172.16.0.1",
                                "http://169.254.169.254/latest/meta-data/",
                                "http://0.0.0.0",
                                "http://[::1]/",
                                "http://[::]/",
                                "http://[fe80::1]/",
                                "http://[fc00::1]/",
                                "http://[::ffff:127.0.0.1]/",
                                "http://redis:6379",
                                "http://printer.local",
                                "http://metadata.google.internal/",
                                "http://224.0.0.1"}) {
            QVERIFY2(originOutcome(url) == kRefused, url);
            QVERIFY2(originOutcome(url, PrivateOrigins::Allowed) == "done", url);
        }
    }

    void disguisedAddressesAreNoHosts()
    {
        for (const char* url :
             {"http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://127.1/",
              "http://0177.0.0.1/", "http://127.0.0.1.", "http://1.2.3.4.5/", "http://256.1.1.1/",
              "http://[127.0.0.1]/", "http://[::1", "http://[::1]x/", "http://[fe80::1%25eth0]/"}) {
            QVERIFY2(originOutcome(url) == kRefused, url);
            QVERIFY2(originOutcome(url, PrivateOrigins::Allowed) == kRefused, url);
        }
    }

    void refusesWhatIsNoHttpUrl()
    {
        for (const std::string& url : {std::string(),
                                       std::string("example.com"),
                                       std::string("ftp://example.com"),
                                       std::string("file:///etc/passwd"),
                                       std::string("javascript:alert(1)"),
                                       std::string("http://"),
                                       std::string("http:///x"),
                                       std::string("http://?x"),
                                       std::string("http://user@example.com"),
                                       std::string("http://a:b@example.com/"),
                                       std::string("http://example.com:0"),
                                       std::string("http://example.com:65536"),
                                       std::string("http://example.com:"),
                                       std::string("http://example.com:80x"),
                                       std::string("http://exa mple.com"),
                                       std::string("http://example.com/a\nb"),
                                       std::string("http://example.com\\@evil"),
                                       std::string("http://ex..com"),
                                       std::string("http://-a.com"),
                                       std::string("http://bücher.example"),
                                       "http://example.com/" + std::string(2048, 'a'),
                                       "http://" + std::string(254, 'a') + ".com"})
            QVERIFY2(originOutcome(url, PrivateOrigins::Allowed) == kRefused, url.c_str());
    }
};

QTEST_APPLESS_MAIN(FieldsTest)
#include "tst_fields.moc"
