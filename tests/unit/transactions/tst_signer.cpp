// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "support/refusal.h"
#include "transactions/impl/signer.h"

#include <QtTest>

using namespace bursar;
using namespace bursar::transactions;
using namespace bursar::transactions::test;
using bursar::test::refusal;

namespace {
constexpr std::uint64_t kChainId = 80002;
const FeeCaps kFees{Amount(3), Amount(5)};
const Amount kFeeMax(1'000'000);
const Call kCall{somebody(), Amount(5), "data"};
constexpr const char* kReused = "500 nonce_reused";
} // namespace

class SignerTest : public QObject {
    Q_OBJECT

    const Signer m_signer{kChainId, *crypto::PrivateKey::fromHex(kKey)};

    SignedTransaction sign(const Call& call, std::vector<SignedTransaction> earlier = {}, std::uint64_t gas = 50'000)
    {
        return m_signer.sign(7, call, gas, kFees, kFeeMax, earlier);
    }
    std::string refusalOf(const Call& call, std::vector<SignedTransaction> earlier, std::uint64_t gas = 50'000)
    {
        return refusal([&] { sign(call, std::move(earlier), gas); });
    }

private Q_SLOTS:
    void signsTheSameCallAgain()
    {
        const SignedTransaction first = sign(kCall);
        QVERIFY(first.sender == account() && first.transaction.nonce == 7 && first.transaction.chainId == kChainId);
        QVERIFY(first.transaction.to == kCall.to && first.transaction.value == kCall.value);
        QVERIFY(first.transaction.data == kCall.data && first.transaction.fees == kFees);
        QCOMPARE(refusalOf(kCall, {first}), std::string("done"));
    }

    void refusesAnythingElseForANonce()
    {
        const SignedTransaction first = sign(kCall);
        Call other = kCall;
        other.to = account();
        QCOMPARE(refusalOf(other, {first}), std::string(kReused));
        other = kCall;
        other.to.reset();
        QCOMPARE(refusalOf(other, {first}), std::string(kReused));
        other = kCall;
        other.value = Amount(6);
        QCOMPARE(refusalOf(other, {first}), std::string(kReused));
        other = kCall;
        other.data += "x";
        QCOMPARE(refusalOf(other, {first}), std::string(kReused));
        QCOMPARE(refusalOf(kCall, {first}, 50'001), std::string(kReused));
        QCOMPARE(refusalOf(kCall, {first, sign(kCall), sign(m_signer.filler())}), std::string(kReused));
    }

    void refusesAttemptsOfAnotherPlace()
    {
        const auto elsewhere = [&](std::uint64_t chain, std::uint64_t nonce, const char* key) {
            return Signer(chain, *crypto::PrivateKey::fromHex(key)).sign(nonce, kCall, 50'000, kFees, kFeeMax, {});
        };
        QCOMPARE(refusalOf(kCall, {elsewhere(kChainId, 7, kKey)}), std::string("done"));
        QCOMPARE(refusalOf(kCall, {elsewhere(1, 7, kKey)}), std::string(kReused));
        QCOMPARE(refusalOf(kCall, {elsewhere(kChainId, 8, kKey)}), std::string(kReused));
        const std::string otherKey(64, '1');
        QCOMPARE(refusalOf(kCall, {elsewhere(kChainId, 7, otherKey.c_str())}), std::string(kReused));
    }

    void aFillerMayFollowAnything()
    {
        const SignedTransaction filler = sign(m_signer.filler(), {sign(kCall)}, Signer::kFillerGas);
        QVERIFY(filler.transaction.to == account() && filler.transaction.value.isZero());
        QVERIFY(filler.transaction.data.empty());
        QCOMPARE(refusalOf(m_signer.filler(), {sign(kCall), filler}, Signer::kFillerGas), std::string("done"));
    }

    void refusesToSpendMoreThanTheLimit()
    {
        QCOMPARE(refusalOf(kCall, {}, 200'000), std::string("done"));
        QCOMPARE(refusalOf(kCall, {}, 200'001), std::string("500 fee_over_limit"));
    }
};

QTEST_GUILESS_MAIN(SignerTest)
#include "tst_signer.moc"
