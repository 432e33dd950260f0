// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "bench.h"
#include "token_chain.h"
#include "x402/lookup.h"

using namespace bursar;
using namespace bursar::x402;
using namespace bursar::x402::test;
using State = Standing::State;

namespace {
constexpr std::uint64_t kGenesis = 1'790'000'000; // a block every two seconds
constexpr evm::FinalityRule kFinality{.confirmations = 4, .useFinalizedTag = false};

struct Bench {
    Requirement demanded = requirement();
    TokenChain chain{demanded.token.address, demanded.chainId, kGenesis};
    evm::TransferWithAuthorization paid = paymentOf(Version::V2, demanded, payerKey(), 1).authorization;

    Bench()
    {
        paid.validBefore = Amount(kGenesis + 40); // block 20
        chain.mineEmpty(5);
    }
    Standing standing(std::uint64_t searchFrom = 0, const evm::FinalityRule& rule = kFinality)
    {
        return lookUp(chain, rule, {.token = demanded.token.address, .authorization = paid, .searchFrom = searchFrom});
    }
    State state() { return standing().state; }
};
} // namespace

class X402Lookup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsFinalFromMined()
    {
        Bench bench;
        QCOMPARE(bench.state(), State::Open);
        const evm::Hash transaction
            = bench.chain.mine({bench.chain.used(bench.paid), bench.chain.transfer(bench.paid)});
        for (int confirmations = 1; confirmations < 4; ++confirmations) {
            const Standing mined = bench.standing();
            QCOMPARE(mined.state, State::Mined);
            QVERIFY(mined.transaction == transaction && mined.block == bench.chain.refOf(6));
            bench.chain.mineEmpty(1);
        }
        const Standing settled = bench.standing();
        QCOMPARE(settled.state, State::Settled);
        QVERIFY(settled.transaction == transaction && settled.block == bench.chain.refOf(6));
        QVERIFY(settled.reason.empty());
        QCOMPARE(bench.standing(6).state, State::Settled);
        QCOMPARE(bench.standing(7).state, State::Open); // used, and nobody knows where
        bench.chain.mineEmpty(30); // later than validBefore: what is paid stays paid
        QCOMPARE(bench.state(), State::Settled);
    }

    void waitsForTheFinalizedBlock()
    {
        Bench bench;
        const evm::FinalityRule tagged{.confirmations = 4, .useFinalizedTag = true};
        bench.chain.mine({bench.chain.used(bench.paid), bench.chain.transfer(bench.paid)});
        bench.chain.mineEmpty(30);
        QCOMPARE(bench.standing(0, tagged).state, State::Mined);
        bench.chain.finalized = 5;
        QCOMPARE(bench.standing(0, tagged).state, State::Mined);
        bench.chain.finalized = 6;
        QCOMPARE(bench.standing(0, tagged).state, State::Settled);
    }

    void believesOnlyTheTransferThatBelongsToIt_data()
    {
        QTest::addColumn<QByteArray>("what");
        for (const char* what : {"no transfer", "another value", "another recipient", "another payer",
                                 "another token's", "the transfer before it", "another one between"})
            QTest::addRow("%s", what) << QByteArray(what);
    }
    void believesOnlyTheTransferThatBelongsToIt()
    {
        QFETCH(const QByteArray, what);
        Bench bench;
        const auto& paid = bench.paid;
        const evm::Address stranger = *evm::Address::fromHex("0x" + std::string(40, '7'));
        const evm::Log used = bench.chain.used(paid);
        const evm::Log good = bench.chain.transfer(paid);
        evm::Log foreign = good;
        foreign.address = stranger;
        // The payer signed a second transfer with this nonce, and has the first's amount paid by another nonce beside
        // it: counting any transfer that fits would take one payment for two.
        const evm::Log otherwise = bench.chain.transfer(paid.from, stranger, Amount(1));
        const std::map<QByteArray, std::vector<evm::Log>> logs{
            {"no transfer", {used}},
            {"another value", {used, bench.chain.transfer(paid.from, paid.to, Amount(9'999))}},
            {"another recipient", {used, bench.chain.transfer(paid.from, stranger, paid.value)}},
            {"another payer", {used, bench.chain.transfer(stranger, paid.to, paid.value)}},
            {"another token's", {used, foreign}},
            {"the transfer before it", {good, used}},
            {"another one between", {used, otherwise, good}},
        };
        const evm::Hash transaction = bench.chain.mine(logs.at(what));
        QCOMPARE(bench.state(), State::Open); // a reorganisation may still put another one in its place
        bench.chain.mineEmpty(3);
        const Standing standing = bench.standing();
        QCOMPARE(standing.state, State::Failed);
        QCOMPARE(standing.reason, std::string(Standing::kUsedOtherwise));
        QVERIFY(standing.transaction == transaction);
    }

    void passesOverLogsOfOthersBetween()
    {
        Bench bench;
        evm::Log foreign = bench.chain.transfer(bench.paid.from, bench.paid.to, Amount(1));
        foreign.address = *evm::Address::fromHex("0x" + std::string(36, '0') + "1010");
        bench.chain.mine({foreign, bench.chain.used(bench.paid), foreign, bench.chain.transfer(bench.paid), foreign});
        bench.chain.mineEmpty(3);
        QCOMPARE(bench.state(), State::Settled);
    }

    void tellsOfACancelledOneWhenThatIsFinal()
    {
        Bench bench;
        bench.chain.mine({bench.chain.canceled(bench.paid)});
        bench.chain.mineEmpty(2);
        QCOMPARE(bench.state(), State::Open);
        bench.chain.mineEmpty(1);
        const Standing standing = bench.standing();
        QCOMPARE(standing.state, State::Failed);
        QCOMPARE(standing.reason, std::string(Standing::kCanceled));
    }

    void fallsDueByTheTimeOfAFinalBlock()
    {
        Bench bench;
        bench.chain.mineEmpty(17); // head 22: block 19 is final, at validBefore - 2
        QCOMPARE(bench.chain.head(), std::uint64_t(22));
        QCOMPARE(bench.state(), State::Open);
        bench.chain.mineEmpty(1); // block 20 is final, at validBefore: no later block can take it
        const Standing standing = bench.standing();
        QCOMPARE(standing.state, State::Failed);
        QCOMPARE(standing.reason, std::string(Standing::kExpired));
        QVERIFY(!standing.transaction);
    }

    void decidesNothingWhereNothingIsFinal()
    {
        Bench bench;
        bench.chain.mineEmpty(30);
        const evm::FinalityRule tagged{.confirmations = 4, .useFinalizedTag = true};
        QCOMPARE(bench.standing(0, tagged).state, State::Open);
        QCOMPARE(bench.state(), State::Failed);
    }

    void anothersNonceIsNotIts()
    {
        Bench bench;
        evm::TransferWithAuthorization other = bench.paid;
        other.nonce = evm::keccak("another nonce");
        bench.chain.mine({bench.chain.used(other), bench.chain.transfer(other)});
        other = bench.paid;
        other.from = bench.paid.to; // the same nonce of somebody else
        bench.chain.mine({bench.chain.used(other), bench.chain.transfer(bench.paid)});
        bench.chain.mineEmpty(5);
        QCOMPARE(bench.state(), State::Open);
    }

    void waitsWhereNodesDisagree()
    {
        Bench bench;
        bench.chain.mine({bench.chain.used(bench.paid), bench.chain.transfer(bench.paid)});
        bench.chain.mineEmpty(30);
        bench.chain.hidesLogs = true;
        QCOMPARE(bench.state(), State::Open); // used, so never "expired"
        bench.chain.hidesLogs = false;
        bench.chain.hidesReceipts = true;
        QCOMPARE(bench.state(), State::Open);
        bench.chain.hidesReceipts = false;
        bench.chain.forkedBlockHash = evm::keccak("a fork");
        QCOMPARE(bench.state(), State::Mined); // that block is not part of the chain of the node that was asked
        bench.chain.forkedBlockHash.reset();
        bench.chain.tokenKind = TokenChain::TokenKind::Nothing;
        QCOMPARE(bench.state(), State::Open);
        bench.chain.refusesCalls = true;
        QCOMPARE(bursar::test::refusal([&] { bench.state(); }), std::string("502 chain_rpc_error"));
    }

    void believesNoSecondUse()
    {
        Bench bench;
        bench.chain.mine({bench.chain.used(bench.paid), bench.chain.transfer(bench.paid)});
        bench.chain.mine({bench.chain.used(bench.paid), bench.chain.transfer(bench.paid)});
        bench.chain.mineEmpty(5);
        QCOMPARE(bench.state(), State::Open); // a token cannot use a nonce twice: this is no honest answer
    }
};

QTEST_GUILESS_MAIN(X402Lookup)
#include "tst_lookup.moc"
