// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "bench.h"
#include "token_chain.h"
#include "x402/verify.h"

using namespace bursar;
using namespace bursar::x402;
using namespace bursar::x402::test;

namespace {
constexpr std::int64_t kNow = 1'790'000'000;
constexpr evm::FinalityRule kFinality{.confirmations = 4, .useFinalizedTag = false};

struct Bench {
    Requirement demanded = requirement();
    TokenChain chain{demanded.token.address, demanded.chainId, kNow - 100};
    Payment v1 = paymentOf(Version::V1, demanded, payerKey(), 1);
    Payment v2 = paymentOf(Version::V2, demanded, payerKey(), 1);

    Bench() { chain.mineEmpty(9); }
    std::string reason(const Payment& payment, base::Time now = at(kNow))
    {
        return verify(chain, kFinality, payment, demanded, now).refusal;
    }
};

std::string withHighS(std::string signature)
{
    const Amount order = *Amount::fromBigEndian(
        *evm::fromDataHex("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"));
    signature.replace(32, 32, (order - *Amount::fromBigEndian(signature.substr(32, 32))).bigEndian());
    signature[64] = signature[64] == 27 ? 28 : 27;
    return signature;
}

using Change = std::function<void(Bench&, Payment&)>;
} // namespace
Q_DECLARE_METATYPE(Change)

class X402Verify : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesWhatWasDemanded()
    {
        Bench bench;
        QCOMPARE(bench.reason(bench.v1), std::string());
        const Verification verification = verify(bench.chain, kFinality, bench.v2, bench.demanded, at(kNow));
        QVERIFY(verification.isValid());
        // The head is 9 and four blocks are not final: 6 is.
        QCOMPARE(verification.searchFrom, std::uint64_t(7));
    }

    void searchesEverythingWhereNothingIsFinal()
    {
        Bench bench;
        const evm::FinalityRule strict{.confirmations = 4, .useFinalizedTag = true};
        QCOMPARE(verify(bench.chain, strict, bench.v2, bench.demanded, at(kNow)).searchFrom, std::uint64_t(0));
        bench.chain.finalized = 3;
        QCOMPARE(verify(bench.chain, strict, bench.v2, bench.demanded, at(kNow)).searchFrom, std::uint64_t(4));
    }

    void refuses_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QByteArray>("v1");
        QTest::addColumn<QByteArray>("v2");
        const auto both = [](const char* name, const Change& change, std::string_view reason) {
            const QByteArray word(reason.data(), qsizetype(reason.size()));
            QTest::addRow("%s", name) << change << word << word;
        };
        // What `accepted` says is not in version 1, so a change of it alone is none there.
        const auto acceptedOnly = [](const char* key, const json::value& value, std::string_view reason) {
            const Change change = [key, value](Bench&, Payment& p) {
                if (p.accepted)
                    (*p.accepted)[key] = value;
            };
            QTest::addRow("accepted %s %s", key, json::serialize(value).c_str())
                << change << QByteArray() << QByteArray(reason.data(), qsizetype(reason.size()));
        };
        both("scheme", [](Bench&, Payment& p) { p.scheme = "upto"; }, refusal::kScheme);
        both("network", [](Bench&, Payment& p) { p.network = p.version == Version::V1 ? "base" : "eip155:8453"; },
             refusal::kNetwork);
        both("network of the other version",
             [](Bench&, Payment& p) { p.network = p.version == Version::V1 ? "eip155:84532" : "base-sepolia"; },
             refusal::kNetwork);
        acceptedOnly("extra", json::object(), refusal::kNoDomain);
        acceptedOnly("extra", {{"name", "USDC"}}, refusal::kNoDomain);
        acceptedOnly("extra", {{"name", "USDC"}, {"version", ""}}, refusal::kNoDomain);
        acceptedOnly("extra", {{"name", 1}, {"version", "2"}}, refusal::kNoDomain);
        acceptedOnly("extra", {{"name", "USD Coin"}, {"version", "2"}}, refusal::kTokenName);
        acceptedOnly("extra", {{"name", "USDC"}, {"version", "1"}}, refusal::kTokenVersion);
        acceptedOnly("extra", {{"name", "USDC"}, {"version", "2"}, {"assetTransferMethod", "permit2"}},
                     refusal::kNotAsDemanded);
        acceptedOnly("amount", "9999", refusal::kNotAsDemanded);
        acceptedOnly("asset", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", refusal::kNotAsDemanded);
        acceptedOnly("payTo", "0x036CbD53842c5426634e7929541eC2318f3dCF7e", refusal::kNotAsDemanded);
        acceptedOnly("maxTimeoutSeconds", 61, refusal::kNotAsDemanded);

        const auto tampered = [](auto member, auto value) {
            return [=](Bench&, Payment& p) { p.authorization.*member = value; };
        };
        using Authorization = evm::TransferWithAuthorization;
        const evm::Address stranger = *evm::Address::fromHex("0x" + std::string(40, '7'));
        both("value changed after signing", tampered(&Authorization::value, Amount(9'999)), refusal::kSignature);
        both("recipient changed after signing", tampered(&Authorization::to, stranger), refusal::kSignature);
        both("payer changed after signing", tampered(&Authorization::from, stranger), refusal::kSignature);
        both("validAfter changed after signing", tampered(&Authorization::validAfter, Amount(1)), refusal::kSignature);
        both("nonce changed after signing", tampered(&Authorization::nonce, evm::Hash()), refusal::kSignature);
        both("another chain's domain",
             [](Bench& b, Payment& p) {
                 Requirement other = b.demanded;
                 other.chainId = 8453;
                 sign(p, other);
             },
             refusal::kSignature);
        both("no signature", [](Bench&, Payment& p) { p.signature.clear(); }, refusal::kSignature);
        both("64 bytes", [](Bench&, Payment& p) { p.signature.pop_back(); }, refusal::kSignature);
        both("66 bytes", [](Bench&, Payment& p) { p.signature += '\0'; }, refusal::kSignature);
        both("65 zeros", [](Bench&, Payment& p) { p.signature.assign(65, '\0'); }, refusal::kSignature);
        both("65 times ff", [](Bench&, Payment& p) { p.signature.assign(65, '\xff'); }, refusal::kSignature);
        both("v 29", [](Bench&, Payment& p) { p.signature[64] = 29; }, refusal::kSignature);
        both("v of the other parity", [](Bench&, Payment& p) { p.signature[64] = char(55 - p.signature[64]); },
             refusal::kSignature);
        both("v 0 or 1", [](Bench&, Payment& p) { p.signature[64] = char(p.signature[64] - 27); },
             refusal::kSimulation);
        both("high s", [](Bench&, Payment& p) { p.signature = withHighS(p.signature); }, refusal::kSimulation);
        both("a wallet that is not deployed",
             [](Bench&, Payment& p) {
                 p.signature += *evm::fromDataHex(
                     "0x6492649264926492649264926492649264926492649264926492649264926492");
             },
             refusal::kUndeployedWallet);

        const auto signedAs = [](auto member, auto value) {
            return [=](Bench& b, Payment& p) {
                p.authorization.*member = value;
                sign(p, b.demanded);
            };
        };
        both("another recipient", signedAs(&Authorization::to, stranger), refusal::kRecipient);
        both("expired", signedAs(&Authorization::validBefore, Amount(std::uint64_t(kNow + 5))), refusal::kExpired);
        both("never valid", signedAs(&Authorization::validBefore, Amount()), refusal::kExpired);
        both("too early", signedAs(&Authorization::validAfter, Amount(std::uint64_t(kNow + 1))),
             refusal::kNotYetValid);
        for (const unsigned value : {9'999u, 10'001u, 0u})
            QTest::addRow("signed for %u", value)
                << Change(signedAs(&Authorization::value, Amount(value)))
                << QByteArray(refusal::kAmountV1.data(), qsizetype(refusal::kAmountV1.size()))
                << QByteArray(refusal::kAmountV2.data(), qsizetype(refusal::kAmountV2.size()));

        both("no contract", [](Bench& b, Payment&) { b.chain.tokenKind = TokenChain::TokenKind::Nothing; },
             refusal::kNoToken);
        both("no EIP-3009", [](Bench& b, Payment&) { b.chain.tokenKind = TokenChain::TokenKind::Erc20; },
             refusal::kTokenUnsupported);
        both("used", [](Bench& b, Payment& p) { b.chain.mine({b.chain.used(p.authorization)}); }, refusal::kUsed);
        both("cancelled", [](Bench& b, Payment& p) { b.chain.mine({b.chain.canceled(p.authorization)}); },
             refusal::kUsed);
        const auto reverting = [](auto change) {
            return [=](Bench& b, Payment&) {
                b.chain.transferReverts = true;
                change(b.chain);
            };
        };
        both("token has another name", reverting([](TokenChain& c) { c.name = "USD Coin"; }), refusal::kTokenName);
        both("token has another version", reverting([](TokenChain& c) { c.version = "1"; }), refusal::kTokenVersion);
        both("no balance", reverting([](TokenChain& c) { c.balanceOfPayer = Amount(9'999); }), refusal::kBalance);
        both("blacklisted, or paused", reverting([](TokenChain&) {}), refusal::kSimulation);
    }
    void refuses()
    {
        QFETCH(const Change, change);
        QFETCH(const QByteArray, v1);
        QFETCH(const QByteArray, v2);
        for (const Version version : {Version::V1, Version::V2}) {
            Bench bench;
            Payment payment = version == Version::V1 ? bench.v1 : bench.v2;
            change(bench, payment);
            QCOMPARE(bench.reason(payment), (version == Version::V1 ? v1 : v2).toStdString());
        }
    }

    void keepsTheBoundsOfTime()
    {
        Bench bench;
        Payment payment = bench.v2;
        payment.authorization.validBefore = Amount(std::uint64_t(kNow + 6));
        payment.authorization.validAfter = Amount(std::uint64_t(kNow));
        sign(payment, bench.demanded);
        QCOMPARE(bench.reason(payment), std::string());
        QCOMPARE(bench.reason(payment, at(kNow + 1)), std::string(refusal::kExpired));
        QCOMPARE(bench.reason(payment, at(kNow - 1)), std::string(refusal::kNotYetValid));
    }

    void asksTheWalletOfAContract()
    {
        Bench bench;
        const evm::Address wallet = *evm::Address::fromHex("0x" + std::string(40, 'c'));
        Payment payment = bench.v2;
        payment.authorization.from = wallet;
        payment.signature = "two of three owners";
        QCOMPARE(bench.reason(payment), std::string(refusal::kSignature)); // nothing lives there
        bench.chain.wallets[wallet] = "somebody else";
        QCOMPARE(bench.reason(payment), std::string(refusal::kSignature));
        bench.chain.wallets[wallet] = payment.signature;
        QCOMPARE(bench.reason(payment), std::string());
        payment.signature = std::string(65, '\1'); // as long as a key's, in no form of it
        bench.chain.wallets[wallet] = payment.signature;
        QCOMPARE(bench.reason(payment), std::string());
    }

    void asksTheChainOnlyWhatMatters()
    {
        Bench bench;
        Payment payment = bench.v2;
        payment.authorization.value = Amount(1);
        sign(payment, bench.demanded);
        QCOMPARE(bench.reason(payment), std::string(refusal::kAmountV2));
        QCOMPARE(bench.chain.calls, 0);
        QCOMPARE(bench.reason(bench.v2), std::string());
        QCOMPARE(bench.chain.calls, 2); // the nonce, the transfer
    }

    void decidesNothingWithoutTheChain()
    {
        Bench bench;
        bench.chain.refusesCalls = true;
        QCOMPARE(refusalOf([&] { bench.reason(bench.v2); }), std::string("502 chain_rpc_error"));
        bench.chain.named = 1;
        QCOMPARE(refusalOf([&] { bench.reason(bench.v2); }), std::string("500 wrong_chain"));
    }

private:
    template <class F> static std::string refusalOf(F&& call) { return bursar::test::refusal(call); }
};

QTEST_GUILESS_MAIN(X402Verify)
#include "tst_verify.moc"
