// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "base/ids.h"
#include "crypto/ethereum.h"
#include "crypto/hash.h"
#include "crypto/private_key.h"
#include "support/vectors.h"

#include <QtTest>

using namespace bursar;
using namespace bursar::crypto;

namespace {
std::string unhex(std::string_view hex)
{
    std::string raw;
    [&] { QVERIFY(base::fromHex(hex.substr(2), raw)); }();
    return raw;
}

const json::object& vectors()
{
    static const json::object all = test::vectors("eth_primitives.json");
    return all;
}

static_assert(!std::is_copy_constructible_v<PrivateKey> && !std::is_copy_assignable_v<PrivateKey>);
} // namespace

class PrivateKeyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesMatchTheVectors()
    {
        for (const json::value& item : vectors().at("keys").as_array()) {
            const auto key = PrivateKey::fromHex(test::text(item, "private_key"));
            QVERIFY(key);
            QCOMPARE(checksumAddress(key->address()), test::text(item, "address"));
            QCOMPARE(PrivateKey::fromBytes(unhex(test::text(item, "private_key")))->address(), key->address());
        }
    }

    void signsWhatTheVectorsSigned()
    {
        const auto key = PrivateKey::fromHex(test::text(vectors().at("keys").as_array().at(0), "private_key"));
        int signatures = 0;
        for (const json::value& item : vectors().at("eip191").as_array()) {
            if (checksumAddress(key->address()) != test::text(item, "signer"))
                continue;
            const std::string signature = key->sign(unhex(test::text(item, "digest")));
            QCOMPARE("0x" + base::toHex(signature), test::text(item, "signature"));
            ++signatures;
        }
        QVERIFY(signatures >= 5);
    }

    void everySignatureIsLowAndRecovers()
    {
        const auto key = PrivateKey::fromHex("0x" + base::toHex(sha256("any")));
        for (int i = 0; i < 200; ++i) {
            const std::string digest = sha256(std::to_string(i));
            // recoverAddress refuses the upper half of s
            QCOMPARE(recoverAddress(digest, base::toHex(key->sign(digest))).value_or("none"), key->address());
        }
    }

    void refusesWhatIsNoKey()
    {
        const std::string n = test::text(vectors().at("recover_variants"), "n");
        QVERIFY(!PrivateKey::fromHex(n));
        QVERIFY(!PrivateKey::fromHex("0x" + std::string(64, '0')));
        QVERIFY(!PrivateKey::fromHex("0x" + std::string(64, 'f')));
        QVERIFY(!PrivateKey::fromHex(""));
        QVERIFY(!PrivateKey::fromHex("0x01"));
        QVERIFY(!PrivateKey::fromHex(std::string(64, 'g')));
        QVERIFY(!PrivateKey::fromHex(std::string(66, '1')));
        QVERIFY(!PrivateKey::fromBytes(std::string(31, '\x01')));
        QVERIFY(!PrivateKey::fromBytes(std::string(33, '\x01')));
        std::string last = n;
        last.back() = '0'; // n ends in 1
        QVERIFY(PrivateKey::fromHex(last));
    }

    void signsNothingButADigest()
    {
        const auto key = PrivateKey::fromHex(std::string(63, '0') + "1");
        QVERIFY_EXCEPTION_THROWN(key->sign(""), base::Error);
        QVERIFY_EXCEPTION_THROWN(key->sign(std::string(31, 'x')), base::Error);
        QVERIFY_EXCEPTION_THROWN(key->sign(std::string(33, 'x')), base::Error);
    }

    void aKeyThatWasMovedIsEmpty()
    {
        auto key = PrivateKey::fromHex(std::string(63, '0') + "1");
        PrivateKey other = std::move(*key);
        QCOMPARE(checksumAddress(other.address()), std::string("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf"));
        QVERIFY(key->address().empty());
        QVERIFY_EXCEPTION_THROWN(key->sign(sha256("")), base::Error);
        const auto* bytes = reinterpret_cast<const unsigned char*>(&*key);
        QVERIFY(std::search_n(bytes, bytes + 32, 32, 0) == bytes);
        *key = std::move(other);
        QCOMPARE(key->sign(sha256("")).size(), std::size_t(65));
    }
};

QTEST_APPLESS_MAIN(PrivateKeyTest)
#include "tst_private_key.moc"
