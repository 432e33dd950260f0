// SPDX-License-Identifier: GPL-3.0-or-later
// What nodes, other servers and strangers do to a sender, one trouble at a time.
#include "bench.h"

#include <QtTest>

using namespace bursar;
using namespace bursar::transactions;
using namespace bursar::transactions::test;

namespace {
constexpr std::uint64_t kGwei = SimulatedChain::kGwei;
} // namespace

class TroublesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsTheSameBytesAgainOutOfUnknown()
    {
        Bench bench;
        bool takesIt = false;
        bench.chain.onSend = [&](const SignedTransaction& sent) {
            if (takesIt)
                bench.chain.put(sent);
            return SendOutcome{};
        };
        bench.enqueue("a");
        for (int i = 0; i < 3; ++i)
            bench.step(std::chrono::seconds(2));
        QCOMPARE(bench.state("a"), std::string("unknown unknown"));
        takesIt = true; // and still its answer is lost
        bench.step(std::chrono::seconds(2));
        bench.chain.mine(4);
        const std::size_t before = bench.chain.sent.size();
        bench.step(std::chrono::seconds(2));
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QCOMPARE(bench.chain.sent.size(), before); // the receipt is looked for first
        for (const SignedTransaction& sent : bench.chain.sent)
            QVERIFY(sent.raw == bench.chain.sent[0].raw);
        QCOMPARE(before, std::size_t(4));
    }

    void aUsedNonceMayBeOurOwn()
    {
        Bench bench;
        bench.enqueue("a");
        bench.step();
        bench.chain.mine();
        bench.chain.onSend = [](const SignedTransaction&) { return saying("nonce too low: next nonce 1, tx "
                                                                          "nonce 0"); };
        bench.chain.beforeCall = [&](const char* method) { // the node of receipts lags
            bench.chain.lag = std::string_view(method) == "receipt" ? 1 : 0;
        };
        bench.step();
        QCOMPARE(bench.state("a"), std::string("unknown nonce_conflict"));
        bench.step(std::chrono::minutes(5));
        QCOMPARE(bench.state("a"), std::string("unknown nonce_conflict")); // no time makes it anything else
        bench.chain.beforeCall = {};
        bench.chain.lag = 0;
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QCOMPARE(bench.status("a").attempts, 1u);
    }

    void sendsAgainWhatThePoolDropped()
    {
        Bench bench;
        bench.enqueue("a");
        bench.step();
        bench.chain.dropPool();
        bench.step();
        QCOMPARE(bench.chain.pool().size(), std::size_t(1));
        QVERIFY(bench.chain.sent.at(0).raw == bench.chain.sent.at(1).raw);
    }

    void aFillerTakesThePlaceOfWhatNoNodeTakes()
    {
        Bench bench;
        bench.chain.onSend = [](const SignedTransaction& sent) -> std::optional<SendOutcome> {
            if (sent.transaction.data != "call a")
                return std::nullopt;
            return saying("tx fee (2.00 ether) exceeds the configured cap (1.00 ether)");
        };
        bench.enqueue("a");
        bench.enqueue("b");
        bench.step();
        QCOMPARE(bench.state("a"), std::string("signed rejected"));
        bench.stepUntilFinal("b");
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("b"), std::string("succeeded"));
        QCOMPARE(bench.state("a"), std::string("failed rejected"));
        QVERIFY(!bench.status("a").mined);
        QVERIFY(QByteArray::fromStdString(bench.status("a").detail).contains("configured cap"));
        const SignedTransaction filler = bench.chain.mined().at(0);
        QVERIFY(filler.transaction.to == account() && filler.transaction.value.isZero());
        QVERIFY(filler.transaction.data.empty() && filler.transaction.gasLimit == 21'000);
        QCOMPARE(bench.chain.mined().size(), std::size_t(2));
        QCOMPARE(bench.outcomes("failed"), 1.0);
    }

    void aRaiseThatIsRefusedLeavesTheOlderAttempt()
    {
        Bench bench;
        bench.enqueue("a");
        bench.step();
        const SignedTransaction first = bench.chain.sent.at(0);
        bench.chain.baseFee = Amount(100 * kGwei);
        bench.chain.onSend = [&](const SignedTransaction& sent) -> std::optional<SendOutcome> {
            return sent.hash == first.hash ? std::nullopt : std::optional(saying("exceeds the configured "
                                                                                 "cap"));
        };
        bench.step(std::chrono::seconds(61));
        bench.chain.dropPool();
        bench.step();
        QVERIFY(bench.chain.pool().at(0).hash == first.hash); // sent again, and no filler
        bench.step(std::chrono::seconds(61));
        QCOMPARE(bench.status("a").attempts, 2u); // no use in a third
        bench.chain.baseFee = Amount(10 * kGwei);
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QVERIFY(bench.status("a").hash == first.hash);
    }

    void theOriginalMayBeMinedThoughAFillerWasSent()
    {
        Bench bench;
        bench.chain.onSend = [](const SignedTransaction& sent) -> std::optional<SendOutcome> {
            return sent.transaction.data == "call a" ? std::optional(saying("exceeds block gas limit")) : std::nullopt;
        };
        bench.enqueue("a");
        bench.step();
        bench.step();
        QCOMPARE(bench.status("a").attempts, 2u);
        bench.chain.put(bench.chain.sent.at(0));
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QVERIFY(bench.status("a").hash == bench.chain.sent.at(0).hash);
    }

    void aNonceThatWentToSomebodyElseIsLostOnlyOnceThatIsFinal()
    {
        Bench bench;
        bench.enqueue("a");
        bench.step();
        bench.chain.put(fromOutside(80002, 0, {Amount(90 * kGwei), Amount(900 * kGwei)}));
        bench.chain.mine(3);
        for (int i = 0; i < 20; ++i)
            bench.step();
        QCOMPARE(bench.state("a"), std::string("unknown nonce_conflict"));
        QVERIFY(bench.status("a").nonce == 0u);
        bench.chain.mine();
        bench.step();
        bench.step();
        QCOMPARE(bench.state("a"), std::string("unknown nonce_taken")); // looked twice
        bench.step();
        QVERIFY(bench.status("a").nonce == 1u);
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QCOMPARE(bench.chain.mined().size(), std::size_t(2));
        QCOMPARE(bench.value("SELECT state FROM transactions_nonce WHERE nonce = 0"), std::string("lost"));
    }

    void aLaggingNodeOfReceiptsLosesNoNonce()
    {
        Bench bench;
        bench.enqueue("a");
        bench.step();
        bench.chain.mine(5); // final, and ours
        bench.chain.beforeCall = [&](const char* method) {
            const std::string_view name = method;
            bench.chain.lag = name == "receipt" || name == "blockByHash" ? 5 : 0;
        };
        for (int i = 0; i < 10; ++i)
            bench.step();
        QCOMPARE(bench.state("a"), std::string("unknown nonce_taken"));
        QVERIFY(bench.status("a").nonce == 0u && bench.status("a").attempts == 1);
        bench.chain.beforeCall = {};
        bench.chain.lag = 0;
        bench.step();
        QCOMPARE(bench.state("a"), std::string("succeeded"));
    }

    void queuesUpBehindStrangersAndFillsTheGapTheyLeave()
    {
        Bench bench;
        const SignedTransaction outside = fromOutside(80002, 0, {Amount(30 * kGwei), Amount(50 * kGwei)});
        bench.chain.put(outside);
        bench.enqueue("a");
        bench.step();
        QVERIFY(bench.status("a").nonce == 1u);
        bench.step(std::chrono::minutes(10));
        bench.step();
        for (const SignedTransaction& sent : bench.chain.sent) // waiting, it is not ours to replace
            QVERIFY(sent.transaction.nonce == 1 && bench.chain.pool().at(0).hash == outside.hash);
        bench.chain.drop(outside.hash);
        bench.step();
        QVERIFY(bench.chain.pool().at(0).transaction.to == account()); // a filler
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QCOMPARE(bench.chain.mined().size(), std::size_t(2));
    }

    void neitherReusesNonceNorLeavesGapsWhenNodesLagOrInvent()
    {
        Bench bench;
        bench.enqueue("a");
        bench.step();
        bench.chain.mine();
        bench.chain.lag = 1;
        bench.chain.dropPool();
        bench.enqueue("b");
        bench.step();
        QVERIFY(bench.status("b").nonce == 1u);
        bench.chain.lag = 0;
        for (std::uint64_t nonce = 2; nonce < 20; ++nonce)
            bench.chain.put(fromOutside(80002, nonce, {Amount(1), Amount(1)}));
        bench.enqueue("c");
        bench.step();
        QCOMPARE(bench.state("c"), std::string("queued nonce_far_ahead"));
    }

    void goesBackWhenItsBlockIsReorganisedAway()
    {
        Bench bench;
        bench.enqueue("a");
        bench.step();
        bench.chain.mine(3);
        bench.step();
        QCOMPARE(bench.state("a"), std::string("mined"));
        bench.chain.reorganise(3, SimulatedChain::Orphans::AreForgotten);
        bench.step(std::chrono::minutes(5));
        QCOMPARE(bench.state("a"), std::string("sent"));
        QVERIFY(!bench.status("a").mined);
        bench.step(std::chrono::seconds(2));
        QCOMPARE(bench.status("a").attempts, 1u); // time in a block is no time in the pool
        QVERIFY(bench.chain.pool().at(0).raw == bench.chain.sent.at(0).raw);
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QVERIFY(bench.status("a").mined->block.number == 5);
    }

    void aReceiptCountsOnlyWhileItsBlockStands()
    {
        Bench bench;
        bench.enqueue("a");
        bench.step();
        bench.chain.mine(4);
        bench.chain.afterCall = [&](const char* method) {
            if (std::string_view(method) != "receipt")
                return;
            bench.chain.afterCall = {};
            bench.chain.reorganise(4, SimulatedChain::Orphans::AreForgotten); // as the answer is under way
        };
        bench.step();
        QCOMPARE(bench.state("a"), std::string("mined"));
        bench.step();
        QCOMPARE(bench.state("a"), std::string("sent"));
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
    }

    void givesUpAfterSoManyNonces()
    {
        Bench bench;
        bench.enqueue("a");
        for (unsigned nonce = 0; nonce < Sender::kNoncesMax; ++nonce) {
            QCOMPARE(stateWord(bench.status("a").state), std::string_view("queued"));
            bench.step();
            QVERIFY(bench.status("a").nonce == nonce);
            bench.chain.put(fromOutside(80002, nonce, {Amount(90 * kGwei), Amount(900 * kGwei)}));
            bench.chain.mine(4);
            for (int i = 0; i < 2; ++i)
                bench.step();
            // The step that loses it would also sign again.
            bench.chain.onEstimate = [](const CallRequest&) -> std::optional<GasEstimate> {
                return GasEstimate{0, Rejection{RejectionClass::InsufficientFunds, "insufficient funds", {}}};
            };
            bench.step();
            bench.chain.onEstimate = {};
        }
        QCOMPARE(bench.state("a"), std::string("failed nonce_taken"));
        QCOMPARE(bench.chain.mined().size(), std::size_t(Sender::kNoncesMax)); // all from outside
    }

    void nodesThatFailKeepWhatIsOnItsWay()
    {
        Bench bench;
        bench.enqueue("a");
        bench.enqueue("b");
        bench.step();
        bench.chain.beforeCall = [](const char*) {
            base::Error error(base::ErrorCode::Unavailable, "chain_unavailable", "no node of chain 80002 "
                                                                                 "answers");
            error.retryAfter = std::chrono::seconds(30);
            throw error;
        };
        bench.step();
        QCOMPARE(bench.state("a"), std::string("sent chain_unavailable"));
        QCOMPARE(bench.state("b"), std::string("sent chain_unavailable")); // asked about one only
        QVERIFY(bench.status("b").nextLook == bench.clock.now() + std::chrono::seconds(30));
        bench.chain.beforeCall = [](const char* method) {
            if (std::string_view(method) == "receipt")
                throw base::Error(base::ErrorCode::Upstream, "chain_rpc_error", "a node refuses");
        };
        bench.step(std::chrono::seconds(30));
        QCOMPARE(bench.state("b"), std::string("sent chain_rpc_error"));
        bench.chain.beforeCall = {};
        bench.stepUntilFinal("b");
        QCOMPARE(bench.state("b"), std::string("succeeded"));
        QCOMPARE(bench.status("b").attempts, 1u);
    }

    /// Another server's whole step in the middle of ours, at each call to the chain.
    void twoSendersAtOnceDoEverythingOnce()
    {
        Bench bench;
        const auto other = bench.another();
        bool inside = false;
        const auto interleave = [&](const char*) {
            if (inside)
                return;
            inside = true;
            other->step();
            inside = false;
        };
        bench.chain.beforeCall = interleave;
        bench.chain.afterCall = interleave;
        for (const char* key : {"a", "b", "c"})
            bench.enqueue(key);
        bench.step();
        QCOMPARE(bench.chain.pool().size(), std::size_t(3));
        bench.chain.baseFee = Amount(100 * kGwei);
        bench.step(std::chrono::seconds(61));
        for (const char* key : {"a", "b", "c"}) {
            bench.stepUntilFinal(key);
            QCOMPARE(bench.state(key), std::string("succeeded"));
        }
        QCOMPARE(bench.chain.mined().size(), std::size_t(3));
        QCOMPARE(bench.value("SELECT count(*) FROM transactions_nonce"), std::string("3"));
        QCOMPARE(bench.outcomes("succeeded"), 3.0);
    }
};

QTEST_GUILESS_MAIN(TroublesTest)
#include "tst_troubles.moc"
