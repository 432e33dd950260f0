// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ids.h"
#include "crypto/ethereum.h"
#include "crypto/hash.h"
#include "support/ethereum_wallet.h"
#include "support/vectors.h"

#include <QtTest>

using namespace bursar;
using namespace bursar::crypto;

namespace {
std::string unhex(std::string_view hex)
{
    if (hex.starts_with("0x"))
        hex.remove_prefix(2);
    std::string raw;
    [&] { QVERIFY(base::fromHex(hex, raw)); }();
    return raw;
}

std::string lowerOf(std::string_view checksummed)
{
    return parseAddress(checksummed).value_or("not an address");
}

const json::object& vectors()
{
    static const json::object all = test::vectors("eth_primitives.json");
    return all;
}
} // namespace

class EthereumTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checksumsMatchTheVectors()
    {
        for (const json::value& item : vectors().at("eip55").at("valid").as_array()) {
            const std::string lower = test::text(item, "lower");
            const std::string checksummed = test::text(item, "checksummed");
            QCOMPARE(checksumAddress(lower), checksummed);
            QCOMPARE(lowerOf(checksummed), lower);
            QCOMPARE(lowerOf(lower), lower);
        }
        for (const json::value& item : vectors().at("eip55").at("invalid_checksum").as_array())
            QVERIFY(!parseAddress(item.as_string()));
    }

    void oneCaseNeedsNoChecksum()
    {
        QCOMPARE(lowerOf("0xF39FD6E51AAD88F6F4CE6AB8827279CFFFB92266"),
                 std::string("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"));
        QVERIFY(parseAddress("0x0000000000000000000000000000000000000000"));
    }

    void refusesWhatIsNoAddress()
    {
        for (const char* text :
             {"", "0x", "f39fd6e51aad88f6f4ce6ab8827279cfffb92266",
              "0xf39fd6e51aad88f6f4ce6ab8827279cfffb9226", "0xf39fd6e51aad88f6f4ce6ab8827279cfffb922666",
              "0Xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", "0xg39fd6e51aad88f6f4ce6ab8827279cfffb92266",
              " 0xf39fd6e51aad88f6f4ce6ab8827279cfffb9226", "0xf39fd6e51aad88f6f4ce6ab8827279cfffb9226\n"})
            QVERIFY2(!parseAddress(text), text);
    }

    void digestsMatchTheVectors()
    {
        for (const json::value& item : vectors().at("eip191").as_array()) {
            const std::string message = unhex(test::text(item, "message_utf8_hex"));
            QCOMPARE("0x" + base::toHex(personalSignDigest(message)), test::text(item, "digest"));
        }
    }

    void recoversTheSignersOfTheVectors()
    {
        for (const json::value& item : vectors().at("eip191").as_array()) {
            const auto address
                = recoverAddress(unhex(test::text(item, "digest")), test::text(item, "signature"));
            QCOMPARE(address.value_or("none"), lowerOf(test::text(item, "signer")));
        }
    }

    void acceptsBothNotationsOfTheParity()
    {
        const json::value& variants = vectors().at("recover_variants");
        const std::string digest = unhex(test::text(variants, "digest"));
        for (const char* name : {"low_s_27_28", "parity_0_1"}) {
            const json::value& item = variants.at(name);
            const std::string signature = test::text(item, "signature");
            QCOMPARE(recoverAddress(digest, signature).value_or("none"), lowerOf(test::text(item, "recovers")));
            QCOMPARE(recoverAddress(digest, signature.substr(2)).value_or("none"),
                     lowerOf(test::text(item, "recovers")));
        }
    }

    void refusesTheSecondFormOfASignature()
    {
        const json::value& variants = vectors().at("recover_variants");
        const std::string digest = unhex(test::text(variants, "digest"));
        QVERIFY(!recoverAddress(digest, test::text(variants.at("high_s_malleated"), "signature")));
    }

    void refusesInvalidSignatures()
    {
        const json::value& variants = vectors().at("recover_variants");
        const std::string digest = unhex(test::text(variants, "digest"));
        for (const json::value& item : variants.at("invalid").as_array())
            QVERIFY2(!recoverAddress(digest, test::text(item, "signature")), test::text(item, "why").c_str());
        QVERIFY(!recoverAddress(digest, test::text(variants.at("eip2098_compact"), "signature")));
        const std::string good = test::text(variants.at("low_s_27_28"), "signature");
        QVERIFY(!recoverAddress(digest, ""));
        QVERIFY(!recoverAddress(digest, "0x"));
        QVERIFY(!recoverAddress(digest, good + "00"));
        QVERIFY(!recoverAddress(digest, "0x" + good));
        QVERIFY(!recoverAddress(digest, good.substr(0, good.size() - 2) + "zz"));
        QVERIFY(!recoverAddress(digest.substr(1), good));
        QVERIFY(!recoverAddress("", good));
        QVERIFY(recoverAddress(digest, good));
    }

    void anotherMessageRecoversAnotherAddress()
    {
        const json::value& item = vectors().at("recover_variants").at("wrong_message");
        const auto address = recoverAddress(unhex(test::text(item, "digest")), test::text(item, "signature"));
        QCOMPARE(address.value_or("none"), lowerOf(test::text(item, "recovers")));
    }

    void theTestWalletIsAWallet()
    {
        for (const json::value& item : vectors().at("keys").as_array()) {
            const auto wallet = test::EthereumWallet::fromPrivateKey(test::text(item, "private_key"));
            QCOMPARE(wallet.address(), lowerOf(test::text(item, "address")));
        }
        const std::string challenge = base::randomHex(32);
        const test::EthereumWallet wallet("seed");
        QCOMPARE(
            recoverAddress(personalSignDigest(unhex(challenge)), wallet.signHex(challenge)).value_or("none"),
            wallet.address());
        QVERIFY(recoverAddress(personalSignDigest(challenge), wallet.signHex(challenge)) != wallet.address());
    }
};

QTEST_APPLESS_MAIN(EthereumTest)
#include "tst_ethereum.moc"
