// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "bench.h"

using namespace bursar;
using namespace bursar::x402;
using namespace bursar::x402::test;

namespace {
json::value decoded(std::string_view base64)
{
    return json::parse(crypto::fromBase64(base64).value());
}

/// Where parsing failed; "read" when it did not.
std::string pathRefused(const std::string& header, Payment (*parse)(std::string_view))
{
    try {
        parse(header);
        return "read";
    } catch (const base::Error& error) {
        if (error.code() != base::ErrorCode::InvalidInput || error.reason() != "payment_malformed"
            || error.fields().size() != 1)
            return "another error: " + error.reason();
        return error.fields()[0].path;
    }
}

/// The payload of a version with the member at `path` replaced; without a value it is taken out.
json::value changed(const char* version, const std::string& path, std::optional<json::value> value)
{
    json::value payload = vectors().at(version).at("payment_payload");
    json::object* object = &payload.as_object();
    std::size_t begin = 0;
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
        object = &object->at(path.substr(begin, dot - begin)).as_object();
        begin = dot + 1;
    }
    if (value)
        (*object)[path.substr(begin)] = *value;
    else
        object->erase(path.substr(begin));
    return payload;
}
} // namespace

class X402Wire : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesChainsInBothVersions()
    {
        QCOMPARE(networkV2(84532), std::string("eip155:84532"));
        QVERIFY(networkV1(84532) == "base-sepolia" && networkV1(80002) == "polygon-amoy");
        QVERIFY(!networkV1(31337));
        for (const auto& [name, id] : {std::pair("base", 8453u), std::pair("polygon", 137u),
                                       std::pair("avalanche", 43114u), std::pair("ethereum", 1u)}) {
            QVERIFY(chainOf(Version::V1, name) == std::uint64_t(id));
            QVERIFY(chainOf(Version::V2, networkV2(id)) == std::uint64_t(id));
        }
        QVERIFY(!chainOf(Version::V1, "eip155:8453") && !chainOf(Version::V2, "base"));
        for (const char* bad : {"", "eip155:", "eip155:0", "eip155:01", "eip155:8453 ", "eip155:-1", "eip155:0x1",
                                "eip155:18446744073709551616", "EIP155:1", "solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1"})
            QVERIFY2(!chainOf(Version::V2, bad), bad);
    }

    void demandsPaymentInBothVersions()
    {
        const json::object body = paymentRequiredBody(requirement(), "X-PAYMENT header is required");
        json::object standard = body;
        standard.erase("x402");
        QVERIFY(standard == vectors().at("v1").at("payment_required_body"));
        QVERIFY(body.at("x402")
                == json::parse(R"({"network":"base-sepolia","token":"USDC","amount":"0.01","amount_atomic":"10000",
                                   "recipient":"0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC"})"));
        const std::string header = paymentRequiredHeader(requirement(), "PAYMENT-SIGNATURE header is required");
        QVERIFY(decoded(header) == vectors().at("v2").at("payment_required"));
        QVERIFY(decoded(header) == decoded(text(vectors().at("v2"), "payment_required_header")));
    }

    void demandsInVersionTwoAloneWhereVersionOneHasNoName()
    {
        Requirement local = requirement();
        local.chainId = 31337;
        const json::object body = paymentRequiredBody(local, "payment required");
        QVERIFY(body.at("accepts").as_array().empty());
        QCOMPARE(text(body.at("x402"), "network"), std::string("eip155:31337"));
        const json::value header = decoded(paymentRequiredHeader(local, "payment required"));
        QCOMPARE(text(header.at("accepts").at(0), "network"), std::string("eip155:31337"));
    }

    void tellsHowAPaymentEnded()
    {
        const json::value& vector = vectors().at("settle").at(0);
        Settlement settlement{.payer = addressOf(payerKey()),
                              .transaction = evm::Hash::fromHex(text(vector.at("response"), "transaction")),
                              .errorReason = ""};
        const auto v2 = decoded(paymentResponseHeader(Version::V2, requirement(), settlement));
        QVERIFY(v2 == vector.at("response") && v2 == decoded(text(vector, "payment_response_header")));
        const auto v1 = decoded(paymentResponseHeader(Version::V1, requirement(), settlement));
        QCOMPARE(text(v1, "network"), std::string("base-sepolia"));
        settlement.transaction.reset();
        settlement.errorReason = "authorization_expired";
        const auto failed = decoded(paymentResponseHeader(Version::V2, requirement(), settlement));
        QVERIFY(failed.at("success") == false && failed.at("transaction") == "");
        QCOMPARE(text(failed, "errorReason"), std::string("authorization_expired"));
    }

    void readsTheHeadersOfTheVectors()
    {
        const json::value& v1 = vectors().at("v1");
        const json::value& v2 = vectors().at("v2");
        const json::value& message = vectors().at("typed_data").at("message");
        const Payment payments[] = {parseXPayment(text(v1, "x_payment_header")),
                                    parseXPayment(json::serialize(v1.at("payment_payload"))),
                                    parseXPayment(" " + json::serialize(v1.at("payment_payload"))),
                                    parseXPayment(text(v2, "payment_signature_header")),
                                    parsePaymentSignature(text(v2, "payment_signature_header"))};
        for (const Payment& payment : payments) {
            QCOMPARE(evm::checksummed(payment.authorization.from), text(message, "from"));
            QCOMPARE(evm::checksummed(payment.authorization.to), text(message, "to"));
            QCOMPARE(payment.authorization.value.atomic(), text(message, "value"));
            QCOMPARE(payment.authorization.validAfter.atomic(), text(message, "validAfter"));
            QCOMPARE(payment.authorization.validBefore.atomic(), text(message, "validBefore"));
            QCOMPARE(payment.authorization.nonce.hex(), text(message, "nonce"));
            QCOMPARE(evm::dataHex(payment.signature), text(vectors().at("typed_data"), "signature"));
            QCOMPARE(payment.scheme, std::string("exact"));
            QCOMPARE(payment.authorization.digest(requirement().domain()).hex(),
                     text(vectors().at("typed_data"), "digest"));
        }
        QVERIFY(payments[0].version == Version::V1 && !payments[0].accepted);
        QCOMPARE(payments[0].network, std::string("base-sepolia"));
        QVERIFY(payments[3].version == Version::V2 && payments[4].accepted == payments[3].accepted);
        QCOMPARE(payments[4].network, std::string("eip155:84532"));
        QVERIFY(*payments[4].accepted == v2.at("payment_payload").at("accepted"));
    }

    void writesForFacilitatorsWhatItRead()
    {
        for (const Version version : {Version::V1, Version::V2}) {
            const auto& wire = vectors().at(version == Version::V1 ? "v1" : "v2").at("payment_payload");
            QVERIFY(paymentJson(vectorPayment(version), requirement()) == wire);
        }
        // Not what was sent: members that we do not know may mean something to others.
        json::value odd = changed("v2", "payload.authorization.extra", json::value("x"));
        odd.as_object()["extensions"] = {{"eip2612", "y"}};
        QVERIFY(paymentJson(parsed(odd), requirement()) == vectors().at("v2").at("payment_payload"));
    }

    void readsEveryPayloadOfTheVectors()
    {
        int read = 0;
        for (const json::value& item : vectors().at("verify").as_array()) {
            const Payment payment = parsed(item.at("request").at("paymentPayload"));
            QVERIFY(!payment.signature.empty());
            ++read;
        }
        QCOMPARE(read, 18);
    }

    void refusesMalformedMembers_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("value"); // JSON; empty takes the member out
        const auto add = [](const char* version, const char* path, std::initializer_list<const char*> values) {
            for (const char* value : values)
                QTest::addRow("%s %s %.40s", version, path, value)
                    << QByteArray(version) << QByteArray(path) << QByteArray(value);
        };
        const std::string longHex = "\"0x" + std::string(2 * kSignatureBytesMax + 2, 'a') + "\"";
        for (const char* version : {"v1", "v2"}) {
            add(version, "x402Version", {"", "null", "0", "3", "-1", "1.5", "\"1\"", "true", "18446744073709551615"});
            add(version, "payload", {"", "null", "[]", "\"x\"", "1"});
            add(version, "payload.signature", {"", "null", "1", "\"\"", "\"0x1\"", "\"1097\"", "\"0xzz\"",
                                               longHex.c_str()});
            add(version, "payload.authorization", {"", "null", "[]", "\"x\""});
            for (const char* address : {"payload.authorization.from", "payload.authorization.to"})
                add(version, address, {"", "null", "1", "\"\"", "\"0x70997970C51812dc3A010C7d01b50e0d17dc79\"",
                                       "\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8aa\"",
                                       "\"0x70997970c51812dc3A010C7d01b50e0d17dc79C8\"", // checksum
                                       "\"70997970C51812dc3A010C7d01b50e0d17dc79C8\"",
                                       "\"0xg0997970c51812dc3a010c7d01b50e0d17dc79c8\""});
            for (const char* number : {"payload.authorization.value", "payload.authorization.validAfter",
                                       "payload.authorization.validBefore"})
                add(version, number, {"", "null", "10000", "1e4", "\"\"", "\"-1\"", "\"+1\"", "\"1.0\"", "\"1e4\"",
                                      "\"0x10\"", "\"010\"", "\" 1\"", "\"1 \"", "[\"1\"]",
                                      "\"115792089237316195423570985008687907853269984665640564039457584007913129639936\""});
            add(version, "payload.authorization.nonce",
                {"", "null", "1", "\"\"", "\"0x\"",
                 "\"0xf3746613c2d920b5fdabc0856f2aeb2d4f88ee6037b8cc5d04a71a4462f134\"",
                 "\"0xf3746613c2d920b5fdabc0856f2aeb2d4f88ee6037b8cc5d04a71a4462f13480aa\"",
                 "\"f3746613c2d920b5fdabc0856f2aeb2d4f88ee6037b8cc5d04a71a4462f13480\""});
        }
        const std::string longWord = "\"" + std::string(65, 'e') + "\"";
        add("v1", "scheme", {"", "null", "1", "\"\"", longWord.c_str()});
        add("v1", "network", {"", "null", "84532", "\"\"", longWord.c_str()});
        add("v2", "accepted", {"", "null", "[]", "\"exact\""});
        add("v2", "accepted.scheme", {"", "1", "\"\"", longWord.c_str()});
        add("v2", "accepted.network", {"", "1", "\"\"", longWord.c_str()});
        add("v2", "accepted.amount", {"", "10000", "\"-1\"", "\"0.01\"", "\"010000\""});
        add("v2", "accepted.asset", {"", "1", "\"USDC\""});
        add("v2", "accepted.payTo", {"", "1", "\"me\""});
        add("v2", "accepted.maxTimeoutSeconds", {"", "\"60\"", "-1", "60.5", "1e30"});
        add("v2", "accepted.extra", {"[]", "\"x\"", "1"});
    }
    void refusesMalformedMembers()
    {
        QFETCH(const QByteArray, version);
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, value);
        const auto replaced = value.isEmpty() ? std::nullopt : std::optional(json::parse(value.toStdString()));
        const std::string payload = json::serialize(changed(version.constData(), path.toStdString(), replaced));
        QCOMPARE(pathRefused(payload, parseXPayment), path.toStdString());
        QCOMPARE(pathRefused(crypto::toBase64(payload), parseXPayment), path.toStdString());
        if (version == "v2")
            QCOMPARE(pathRefused(crypto::toBase64(payload), parsePaymentSignature), path.toStdString());
    }

    void refusesWhatIsNoJson()
    {
        const std::string good = json::serialize(vectors().at("v2").at("payment_payload"));
        const std::string nested = "{\"x402Version\":2,\"a\":" + std::string(9, '[') + std::string(9, ']') + "}";
        const std::string large = "{\"x402Version\":2,\"a\":\"" + std::string(kHeaderBytesMax, 'x') + "\"}";
        const std::string base64 = crypto::toBase64(good);
        for (const std::string& bad :
             {std::string(), std::string(" "), std::string("{"), std::string("null"), std::string("[]"),
              good + "x", good.substr(0, good.size() - 1), std::string("{\"x402Version\":2,}"), nested, large,
              std::string("{\"x402Version\":\"\xff\"}"), base64 + "=", base64.substr(1), base64 + "\n",
              crypto::toBase64(good + good), crypto::toBase64("\"x\""), crypto::toBase64(nested),
              crypto::toBase64(large), crypto::toBase64(std::string(4, '\0'))}) {
            QCOMPARE(pathRefused(bad, parseXPayment), std::string("X-PAYMENT"));
            QCOMPARE(pathRefused(bad, parsePaymentSignature), std::string("PAYMENT-SIGNATURE"));
        }
        QCOMPARE(pathRefused(good, parsePaymentSignature), std::string("PAYMENT-SIGNATURE")); // plain JSON
        QCOMPARE(pathRefused(text(vectors().at("v1"), "x_payment_header"), parsePaymentSignature),
                 std::string("x402Version"));
    }

    void readsTheExtremes()
    {
        const std::string most = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
        QCOMPARE(parsed(changed("v1", "payload.authorization.value", json::value(most))).authorization.value.atomic(),
                 most);
        QVERIFY(parsed(changed("v1", "payload.authorization.validAfter", json::value("0")))
                    .authorization.validAfter.isZero());
        QVERIFY(parsed(changed("v1", "payload.signature", json::value("0x"))).signature.empty());
        const std::string signature = "0x" + std::string(2 * kSignatureBytesMax, 'a');
        QCOMPARE(parsed(changed("v1", "payload.signature", json::value(signature))).signature.size(),
                 kSignatureBytesMax);
        QVERIFY(parsed(changed("v2", "accepted.extra", std::nullopt)).accepted->at("extra").as_object().empty());
        QCOMPARE(parsed(changed("v1", "network", json::value("somewhere"))).network, std::string("somewhere"));
    }
};

QTEST_GUILESS_MAIN(X402Wire)
#include "tst_wire.moc"
