// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ids.h"
#include "crypto/ed25519.h"
#include "crypto/merkle.h"

#include <QTest>

using namespace bursar;
using namespace bursar::crypto;

namespace {
/// Straight from the definition, on all leaves: MTH of RFC 9162 section 2.1.1.
std::string naive(const std::vector<std::string>& leaves, std::size_t from, std::size_t size)
{
    if (size == 0)
        return merkle::emptyRoot();
    if (size == 1)
        return merkle::leafHash(leaves[from]);
    std::size_t left = 1;
    while (left * 2 < size)
        left *= 2;
    return merkle::nodeHash(naive(leaves, from, left), naive(leaves, from + left, size - left));
}

std::string raw(const char* hex)
{
    std::string out;
    base::fromHex(hex, out);
    return out;
}

/// The leaves that the reference tests of certificate transparency use.
const std::vector<std::string> kLeaves{raw(""), raw("00"), raw("10"), raw("2021"), raw("3031"), raw("40414243"),
                                       raw("5051525354555657"), raw("606162636465666768696a6b6c6d6e6f")};
} // namespace

class TestMerkle : public QObject {
    Q_OBJECT

private slots:
    void rootsOfTheReferenceLeaves()
    {
        const char* roots[]{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
        for (std::size_t size = 0; size <= kLeaves.size(); ++size)
            QCOMPARE(base::toHex(merkle::root(size, subtrees(kLeaves))), std::string(roots[size]));
    }

    void everyPathAndEveryProofHolds()
    {
        std::vector<std::string> leaves;
        for (int i = 0; i < 70; ++i)
            leaves.push_back(std::to_string(i));
        const merkle::Subtree subtree = subtrees(leaves);
        for (std::uint64_t size = 1; size <= leaves.size(); ++size) {
            const std::string root = naive(leaves, 0, size);
            QCOMPARE(merkle::root(size, subtree), root);
            for (std::uint64_t index = 0; index < size; ++index) {
                const auto path = merkle::path(index, size, subtree);
                QCOMPARE(merkle::rootFrom(merkle::leafHash(leaves[index]), index, size, path).value(), root);
                QVERIFY(merkle::rootFrom(merkle::leafHash("other"), index, size, path) != root);
                QVERIFY(!merkle::rootFrom(merkle::leafHash(leaves[index]), size, size, path));
                auto longer = path;
                longer.push_back(root);
                QVERIFY(merkle::rootFrom(merkle::leafHash(leaves[index]), index, size, longer) != root);
                if (!path.empty()) {
                    auto shorter = path;
                    shorter.pop_back();
                    QVERIFY(merkle::rootFrom(merkle::leafHash(leaves[index]), index, size, shorter) != root);
                }
            }
            for (std::uint64_t old = 1; old <= size; ++old) {
                const auto proof = merkle::consistency(old, size, subtree);
                const std::string oldRoot = naive(leaves, 0, old);
                QVERIFY(merkle::isConsistent(old, oldRoot, size, root, proof));
                QVERIFY(!merkle::isConsistent(old, merkle::leafHash("other"), size, root, proof));
                QVERIFY(!merkle::isConsistent(old, oldRoot, size, merkle::leafHash("other"), proof));
                if (!proof.empty()) {
                    auto wrong = proof;
                    wrong.back()[0] ^= 1;
                    QVERIFY(!merkle::isConsistent(old, oldRoot, size, root, wrong));
                }
            }
        }
    }

    void ed25519OfRfc8032()
    {
        // Section 7.1, test 2.
        const auto key = Ed25519Key::fromSeed(raw("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        QVERIFY(key);
        QCOMPARE(base::toHex(key->publicKey()), std::string("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
        const std::string signature = key->sign("\x72");
        QCOMPARE(base::toHex(signature), std::string("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                                     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
        QVERIFY(verifyEd25519(key->publicKey(), "\x72", signature));
        QVERIFY(!verifyEd25519(key->publicKey(), "\x73", signature));
        QVERIFY(!verifyEd25519(key->publicKey(), "\x72", signature.substr(1)));
        QVERIFY(!Ed25519Key::fromSeed("short"));
    }

    void ed25519RefusesAKeyThatVerifiesAnything()
    {
        const std::string zeroKey(32, '\0'), zeroSignature(64, '\0');
        QVERIFY(!verifyEd25519(zeroKey, "any message", zeroSignature));
    }

private:
    static merkle::Subtree subtrees(const std::vector<std::string>& leaves)
    {
        return [&leaves](unsigned level, std::uint64_t index) {
            const std::size_t size = std::size_t(1) << level;
            return naive(leaves, index * size, size);
        };
    }
};

QTEST_APPLESS_MAIN(TestMerkle)
#include "tst_merkle.moc"
