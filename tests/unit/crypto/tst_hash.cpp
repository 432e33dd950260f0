// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ids.h"
#include "crypto/hash.h"
#include "support/vectors.h"

#include <QtTest>

using namespace bursar;
using namespace bursar::crypto;

namespace {
std::string hexOf(const std::string& raw)
{
    return base::toHex(raw);
}

std::string unhex(std::string_view hex)
{
    if (hex.starts_with("0x"))
        hex.remove_prefix(2);
    std::string raw;
    [&] { QVERIFY(base::fromHex(hex, raw)); }();
    return raw;
}
} // namespace

class HashTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sha256MatchesTheStandard()
    {
        QCOMPARE(hexOf(sha256("")),
                 std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(hexOf(sha256("abc")),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(hexOf(sha256(std::string(1'000'000, 'a'))),
                 std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
        QCOMPARE(sha256(std::string_view("a\0b", 3)) == sha256("a"), false);
    }

    void hmacMatchesRfc4231()
    {
        QCOMPARE(hexOf(hmacSha256(std::string(20, '\x0b'), "Hi There")),
                 std::string("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
        QCOMPARE(hexOf(hmacSha256("Jefe", "what do ya want for nothing?")),
                 std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        QCOMPARE(hexOf(hmacSha256(std::string(131, '\xaa'),
                                  "Test Using Larger Than Block-Size Key - Hash Key First")),
                 std::string("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
        QCOMPARE(hexOf(hmacSha256("", "")),
                 std::string("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
    }

    void keccakMatchesTheVectorsAndIsNotSha3()
    {
        const json::object vectors = test::vectors("eth_primitives.json");
        for (const json::value& item : vectors.at("keccak256").as_array()) {
            const std::string input = unhex(test::text(item, "input_hex"));
            QCOMPARE("0x" + hexOf(keccak256(input)), test::text(item, "digest"));
        }
        QCOMPARE("0x" + hexOf(keccak256("")) == test::text(vectors.at("not_sha3"), "sha3_256_empty"), false);
    }

    void comparesWholeTexts()
    {
        QVERIFY(equalConstantTime("", ""));
        QVERIFY(equalConstantTime("secret", "secret"));
        QVERIFY(!equalConstantTime("secret", "secreT"));
        QVERIFY(!equalConstantTime("Secret", "secret"));
        QVERIFY(!equalConstantTime("secret", "secret2"));
        QVERIFY(!equalConstantTime("", "x"));
        QVERIFY(!equalConstantTime(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
    }

    void base64MatchesRfc4648()
    {
        const std::pair<std::string, std::string> pairs[]{{"", ""},
                                                          {"f", "Zg=="},
                                                          {"fo", "Zm8="},
                                                          {"foo", "Zm9v"},
                                                          {"foob", "Zm9vYg=="},
                                                          {"fooba", "Zm9vYmE="},
                                                          {"foobar", "Zm9vYmFy"}};
        for (const auto& [raw, text] : pairs) {
            QCOMPARE(toBase64(raw), text);
            QCOMPARE(fromBase64(text).value_or("?"), raw);
        }
        QCOMPARE(toBase64(std::string("\xfb\xff", 2)), std::string("+/8="));
        QCOMPARE(toBase64Url(std::string("\xfb\xff", 2)), std::string("-_8"));
        QCOMPARE(fromBase64Url("-_8").value_or("?"), std::string("\xfb\xff", 2));
    }

    void base64ComesBackForEveryLength()
    {
        for (std::size_t size = 0; size < 100; ++size) {
            std::string raw;
            [&] { QVERIFY(base::fromHex(base::randomHex(size), raw)); }();
            QCOMPARE(fromBase64(toBase64(raw)).value_or("?"), raw);
            QCOMPARE(fromBase64Url(toBase64Url(raw)).value_or("?"), raw);
        }
    }

    void refusesMalformedBase64()
    {
        for (const char* text : {"Zg", "Zg=", "Zg===", "====", "=", "Z===", "Zm9v=", "Zm 9", "Zm9v\n",
                                 "Zh==", "Zm9=", "-_8=", "Zg==Zg==", "Z\xc3\xa9v"})
            QVERIFY2(!fromBase64(text), text);
        for (const char* text : {"Zg==", "Z", "+/8", "Zh", "Zm9v=", "Zm 9", "Zm9vY"})
            QVERIFY2(!fromBase64Url(text), text);
        QVERIFY(!fromBase64(std::string_view("Zm\0v", 4)));
    }

    void refusesMoreThanTheLimit()
    {
        QCOMPARE(fromBase64(toBase64("12345"), 5).value_or("?"), std::string("12345"));
        QVERIFY(!fromBase64(toBase64("123456"), 5));
        QVERIFY(!fromBase64(toBase64(std::string(kBase64BytesMax + 1, 'x'))));
        QVERIFY(fromBase64(toBase64(std::string(kBase64BytesMax, 'x'))));
    }
};

QTEST_APPLESS_MAIN(HashTest)
#include "tst_hash.moc"
