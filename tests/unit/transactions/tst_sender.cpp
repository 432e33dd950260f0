// SPDX-License-Identifier: GPL-3.0-or-later
// An intent's way, one rule at a time.
#include "bench.h"
#include "chain/evm/abi.h"
#include "support/refusal.h"

#include <QtTest>

using namespace bursar;
using namespace bursar::transactions;
using namespace bursar::transactions::test;
using bursar::test::refusal;

namespace {
constexpr std::uint64_t kGwei = SimulatedChain::kGwei;
} // namespace

class SenderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsAndFollowsUntilItIsFinal()
    {
        Bench bench;
        bench.enqueue("a");
        QCOMPARE(bench.state("a"), std::string("queued"));
        bench.clock.advance(std::chrono::seconds(1));
        QCOMPARE(bench.sender->step(), std::vector<std::string>{"a"});
        QCOMPARE(bench.state("a"), std::string("sent"));
        const SignedTransaction& sent = bench.chain.sent.at(0);
        QVERIFY(sent.transaction.value == Amount(5) && sent.transaction.data == "call a");
        QVERIFY(sent.transaction.to == somebody() && sent.transaction.chainId == 80002);
        QCOMPARE(sent.transaction.gasLimit, SimulatedChain::kGasEstimate * 6 / 5); // a margin
        QVERIFY(sent.transaction.fees == (FeeCaps{Amount(30 * kGwei), Amount(50 * kGwei)}));

        bench.chain.mine();
        bench.step();
        QCOMPARE(bench.state("a"), std::string("mined"));
        bench.chain.mine(2);
        bench.step();
        QCOMPARE(bench.state("a"), std::string("mined")); // three confirmations of four
        bench.chain.mine();
        bench.step();
        const Status status = bench.status("a");
        QCOMPARE(status.state, State::Succeeded);
        QVERIFY(status.hash == sent.hash && status.nonce == 0u && status.attempts == 1 && !status.nextLook);
        QVERIFY(status.mined->block.number == 1 && status.mined->succeeded);
        QVERIFY(status.mined->effectiveGasPrice == Amount(40 * kGwei) && status.mined->gasUsed == 60'000);
        QCOMPARE(bench.outcomes("succeeded"), 1.0);
        bench.step();
        QCOMPARE(bench.chain.sent.size(), std::size_t(1));
        db::Transaction tx = bench.pool.begin(db::Mode::ReadOnly);
        QVERIFY(!bench.sender->find(tx, "other"));
    }

    void aKeyStandsForOneCallForEver()
    {
        Bench bench;
        {
            db::Transaction tx = bench.pool.begin();
            bench.sender->enqueue(tx, Bench::intent("a"));
        } // rolled back with the caller's row
        QCOMPARE(bench.value("SELECT count(*) FROM transactions_intent"), std::string("0"));
        bench.enqueue("a");
        bench.enqueue("a");
        Intent other = Bench::intent("a");
        other.value = Amount(6);
        QCOMPARE(refusal([&] { bench.enqueue(other); }), std::string("409 key_reused"));
        bench.stepUntilFinal("a");
        bench.enqueue("a");
        QCOMPARE(refusal([&] { bench.enqueue(other); }), std::string("409 key_reused"));
        bench.step();
        QCOMPARE(bench.chain.mined().size(), std::size_t(1));
        // Another account of ours must not do it a second time either.
        Sender second(bench.pool, bench.chain, *crypto::PrivateKey::fromHex(std::string(64, '1')), bench.metrics,
                      bench.clock, bench.options);
        const auto elsewhere = [&] {
            bench.pool.transact([&](db::Transaction& tx) { second.enqueue(tx, Bench::intent("a")); });
        };
        QCOMPARE(refusal(elsewhere), std::string("409 key_reused"));
    }

    void refusesWhatIsNoIntent()
    {
        Bench bench;
        const auto refusalOf = [&](auto change) {
            Intent intent = Bench::intent("a");
            change(intent);
            return refusal([&] { bench.enqueue(intent); });
        };
        const std::string invalid = "400 invalid_intent";
        QCOMPARE(refusalOf([](Intent& i) { i.key = ""; }), invalid);
        QCOMPARE(refusalOf([](Intent& i) { i.key = std::string("a\0b", 3); }), invalid);
        QCOMPARE(refusalOf([](Intent& i) { i.key = std::string(201, 'k'); }), invalid);
        QCOMPARE(refusalOf([](Intent& i) { i.cause = "\xff"; }), invalid);
        QCOMPARE(refusalOf([](Intent& i) { i.data = std::string(Intent::kDataBytesMax + 1, 'd'); }), invalid);
        QCOMPARE(refusalOf([](Intent& i) { i.gasLimitMax = 20'999; }), invalid);
        QCOMPARE(refusalOf([](Intent& i) { i.gasLimitMax = Intent::kGasLimitMax + 1; }), invalid);
        QCOMPARE(refusalOf([](Intent& i) { i.to.reset(), i.data = ""; }), invalid);
        QCOMPARE(refusal([&] { Bench without({.feeMax = Amount()}); }), std::string("400 invalid_sender"));
        bench.pool.transact([](db::Transaction& tx) {
            tx.exec("INSERT INTO transactions_intent (key, chain_id, sender, cause, value, data, "
                    "gas_limit_max, state, "
                    "reason, detail, revert_data, next_look_at, made_at) SELECT 'x' || n, 80002, $1, '', 0, "
                    "'', 21000, "
                    "'queued', '', '', '', now(), now() FROM generate_series(1, $2::int) n",
                    {db::Param::bytes(account().bytes()), Sender::kQueuedMax});
        });
        QCOMPARE(refusalOf([](Intent&) {}), std::string("503 transactions_queue_full"));
    }

    void anEstimateThatRevertsIsRefusedWithoutANonce()
    {
        Bench bench;
        const abi::Function error("NotWholeCredits(uint256)");
        bench.chain.onEstimate = [&](const CallRequest& request) -> std::optional<GasEstimate> {
            if (request.data != "call a")
                return std::nullopt;
            const auto revert = Revert::fromData(error.encode({7u}));
            return GasEstimate{0, Rejection{RejectionClass::Permanent, "execution reverted", revert}};
        };
        bench.enqueue("a");
        bench.enqueue("b");
        Intent large = Bench::intent("large");
        large.gasLimitMax = SimulatedChain::kGasEstimate - 1;
        bench.enqueue(large);
        bench.step();
        QCOMPARE(bench.state("a"), std::string("refused estimate_reverted"));
        const Status refused = bench.status("a");
        QVERIFY(!refused.nonce && !refused.hash && !refused.nextLook);
        QVERIFY(error.decode(refused.revertData)->at(0).amount() == Amount(7));
        QVERIFY(refused.detail.starts_with("custom error 0x"));
        QCOMPARE(bench.state("large"), std::string("refused gas_over_limit"));
        QVERIFY(bench.status("b").nonce == 0u);
        bench.stepUntilFinal("b");
        QCOMPARE(bench.chain.sent.size(), std::size_t(1));
    }

    void waitsForMoneyNodesAndBearableFees()
    {
        Bench bench;
        const Amount enough = bench.chain.funds;
        bench.chain.funds = Amount(1);
        bench.enqueue("a");
        bench.step();
        QCOMPARE(bench.state("a"), std::string("queued insufficient_funds"));
        bench.chain.funds = enough;
        bench.chain.beforeCall = [](const char*) {
            throw base::Error(base::ErrorCode::Unavailable, "chain_unavailable", "no node of chain 80002 "
                                                                                 "answers");
        };
        bench.step();
        QCOMPARE(bench.state("a"), std::string("queued chain_unavailable"));
        bench.chain.beforeCall = {};
        bench.chain.baseFee = Amount(2'000'000 * kGwei);
        bench.step();
        QCOMPARE(bench.state("a"), std::string("queued fee_over_limit"));
        QVERIFY(!bench.status("a").nonce);
        bench.chain.baseFee = Amount(kGwei);
        bench.step();
        QCOMPARE(bench.state("a"), std::string("sent"));
        // What is on its way is money that is gone: the second would be refused by the pool.
        bench.chain.funds = bench.chain.sent.at(0).transaction.costMax() * 2 - Amount(1);
        bench.enqueue("b");
        bench.step();
        QCOMPARE(bench.state("b"), std::string("queued insufficient_funds"));
        bench.stepUntilFinal("b");
        QCOMPARE(bench.state("b"), std::string("succeeded"));
    }

    void theNonceIsCommittedBeforeANodeSeesTheBytes()
    {
        Bench bench;
        std::vector<std::string> stored;
        bench.chain.onSend = [&](const SignedTransaction& sent) -> std::optional<SendOutcome> {
            db::Transaction tx = bench.pool.begin(db::Mode::ReadOnly);
            const db::Row row = tx.one("SELECT raw, state FROM transactions_attempt JOIN transactions_nonce "
                                       "USING (chain_id, sender, nonce) WHERE nonce = $1",
                                       {sent.transaction.nonce});
            stored.push_back(row.string(1));
            if (row.bytes(0) != sent.raw)
                stored.push_back("other bytes");
            return std::nullopt;
        };
        bench.enqueue("a");
        bench.enqueue("b");
        bench.step();
        QCOMPARE(stored, (std::vector<std::string>{"signed", "signed"}));
    }

    void raisesTheFeeOfWhatIsStuck()
    {
        Bench bench;
        unsigned estimates = 0;
        bench.chain.onEstimate = [&](const CallRequest&) -> std::optional<GasEstimate> {
            ++estimates;
            return std::nullopt;
        };
        bench.enqueue("a");
        bench.enqueue("b");
        bench.step();
        const SignedTransaction first = bench.chain.sent.at(0);
        bench.chain.baseFee = Amount(100 * kGwei);
        bench.step(std::chrono::seconds(59));
        QCOMPARE(bench.status("a").attempts, 1u);
        bench.step(std::chrono::seconds(2));
        QCOMPARE(bench.status("a").attempts, 2u);
        QCOMPARE(bench.status("b").attempts, 1u); // it waits for the first, not for its fee
        const SignedTransaction second = bench.chain.pool().at(0);
        QVERIFY(bench.status("a").hash == second.hash);
        QVERIFY(second.transaction.fees.maxFeePerGas == Amount(230 * kGwei)); // what is suggested now
        QVERIFY(second.transaction.fees.maxPriorityFeePerGas == Amount(33'750'000'000)); // 12.5 %
        QCOMPARE(second.transaction.gasLimit, first.transaction.gasLimit);
        QCOMPARE(estimates, 2u);
        QVERIFY(second.transaction.data == first.transaction.data && second.transaction.nonce == 0);

        // A miner had the older one: that is the one that counts.
        bench.chain.baseFee = Amount(10 * kGwei);
        bench.chain.put(first);
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QVERIFY(bench.status("a").hash == first.hash);
    }

    void raisesWhatIsUnderpriced()
    {
        Bench bench;
        bench.chain.tip = Amount(20 * kGwei);
        bench.enqueue("a");
        bench.step();
        QCOMPARE(bench.state("a"), std::string("signed underpriced"));
        for (int i = 0; i < 4; ++i)
            bench.step(std::chrono::seconds(2));
        QCOMPARE(bench.state("a"), std::string("sent"));
        QVERIFY(bench.chain.pool().at(0).transaction.fees.maxPriorityFeePerGas >= bench.chain.tipFloor);
        QCOMPARE(bench.status("a").attempts, 3u); // 20, 22.5, 25.3

        Options floor = quick();
        floor.tipFloor = Amount(30 * kGwei);
        Bench amoy(floor);
        amoy.chain.tip = Amount(kGwei);
        amoy.enqueue("a");
        amoy.step();
        QCOMPARE(amoy.state("a"), std::string("sent"));
        QVERIFY(amoy.chain.sent.at(0).transaction.fees.maxPriorityFeePerGas == floor.tipFloor);
    }

    void neverPaysMoreThanTheLimit()
    {
        Options options = quick();
        options.feeMax = Amount(60 * kGwei) * 60'000;
        Bench bench(options);
        bench.enqueue("a");
        bench.step();
        bench.chain.baseFee = Amount(55 * kGwei);
        bench.step(std::chrono::seconds(61));
        QCOMPARE(bench.state("a"), std::string("sent fee_over_limit"));
        bench.chain.dropPool();
        bench.step(std::chrono::seconds(61));
        QCOMPARE(bench.chain.pool().size(), std::size_t(1)); // it is kept alive
        bench.chain.baseFee = Amount(10 * kGwei);
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        for (const SignedTransaction& sent : bench.chain.sent)
            QVERIFY(sent.transaction.fees.maxFeePerGas * sent.transaction.gasLimit <= options.feeMax);
    }

    void stopsRaisingAfterSoManyAttempts()
    {
        Options options = quick();
        options.feeMax = *Amount::fromAtomic("1000000000000000000000");
        Bench bench(options);
        bench.chain.onSend = [](const SignedTransaction&) { return saying("replacement transaction "
                                                                          "underpriced"); };
        bench.enqueue("a");
        for (unsigned i = 0; i < Sender::kAttemptsMax + 10; ++i)
            bench.step();
        QCOMPARE(bench.state("a"), std::string("signed attempts_exhausted"));
        QCOMPARE(bench.status("a").attempts, Sender::kAttemptsMax);
    }

    void createsAContract()
    {
        Bench bench;
        Intent intent = Bench::intent("a");
        intent.to.reset();
        bench.enqueue(intent);
        bench.enqueue(intent);
        bench.step();
        bench.chain.baseFee = Amount(100 * kGwei);
        bench.step(std::chrono::seconds(61));
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QCOMPARE(bench.status("a").attempts, 2u);
        for (const SignedTransaction& sent : bench.chain.sent)
            QVERIFY(!sent.transaction.to && sent.transaction.data == "call a");
        intent.to = account();
        QCOMPARE(refusal([&] { bench.enqueue(intent); }), std::string("409 key_reused"));
    }

    void sendsTheSameBytesOnceThereIsMoney()
    {
        Bench bench;
        bench.chain.onSend = [](const SignedTransaction&) { return saying("insufficient funds for gas * "
                                                                          "price + value"); };
        bench.enqueue("a");
        bench.step();
        bench.step(std::chrono::minutes(5));
        QCOMPARE(bench.state("a"), std::string("signed insufficient_funds"));
        bench.chain.onSend = {};
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("succeeded"));
        QCOMPARE(bench.status("a").attempts, 1u);
    }

    void countsWhatItDoes()
    {
        Bench bench;
        bench.enqueue("a");
        bench.chain.funds = Amount(1);
        bench.step();
        const std::string labels = "{chain=\"80002\",sender=\"" + account().hex() + "\"} ";
        const auto shows = [&](const std::string& name, const std::string& value) {
            return bench.metrics.text().find("bursar_transactions_" + name + labels + value + "\n") != std::string::npos;
        };
        QVERIFY(shows("queued", "1") && shows("in_flight", "0"));
        bench.chain.funds = *Amount::fromAtomic("1000000000000000000");
        bench.step();
        QVERIFY(shows("queued", "0") && shows("in_flight", "1"));
        bench.stepUntilFinal("a");
        QVERIFY(shows("in_flight", "0") && shows("fee_total", "0.0024")); // 60 000 gas at 40 gwei
        QVERIFY(shows("mined_seconds_count", "1") && shows("final_seconds_count", "1"));
    }

    void whatIsMinedAndRevertsEndsReverted()
    {
        Bench bench;
        bench.chain.reverts = [](const SignedTransaction&) { return true; };
        bench.enqueue("a");
        bench.stepUntilFinal("a");
        QCOMPARE(bench.state("a"), std::string("reverted"));
        QVERIFY(!bench.status("a").mined->succeeded && bench.status("a").mined->gasUsed > 0);
        bench.step();
        QCOMPARE(bench.chain.sent.size(), std::size_t(1));
    }

    void refusesASecondPayeeForANonce()
    {
        Bench bench;
        bench.enqueue("a");
        bench.step();
        const std::string other = std::string(20, '\x07');
        bench.pool.transact([&](db::Transaction& tx) {
            tx.exec("UPDATE transactions_intent SET recipient = $1", {db::Param::bytes(other)});
        });
        bench.step(std::chrono::seconds(61)); // its fee would be raised
        QCOMPARE(bench.state("a"), std::string("sent internal"));
        QCOMPARE(bench.status("a").detail, std::string("nonce_reused"));
        QCOMPARE(bench.status("a").attempts, 1u);
        for (const SignedTransaction& sent : bench.chain.sent)
            QVERIFY(sent.transaction.to == somebody());
    }

    void refusesASecondNonceForAnIntent()
    {
        Bench bench;
        bench.enqueue("a");
        bench.step();
        bench.pool.transact([](db::Transaction& tx) { tx.exec("UPDATE transactions_intent SET state = "
                                                              "'queued'"); });
        bench.step();
        QCOMPARE(bench.state("a"), std::string("queued internal"));
        QCOMPARE(bench.status("a").detail, std::string("second_nonce"));
        QCOMPARE(bench.value("SELECT count(*) FROM transactions_nonce"), std::string("1"));
        // The database refuses it as well.
        const auto force = [&] {
            bench.pool.transact([](db::Transaction& tx) {
                tx.exec("INSERT INTO transactions_nonce SELECT chain_id, sender, nonce + 1, intent, "
                        "assigned_at, version, "
                        "state, reason, detail, next_look_at, waiting_since, foreign_looks FROM "
                        "transactions_nonce");
            });
        };
        QCOMPARE(refusal(force), std::string("409 unique_violation"));
    }

    void keepsNoMoreInFlightThanIsAllowed()
    {
        Options options = quick();
        options.inFlightMax = 2;
        Bench bench(options);
        for (int i = 0; i < 5; ++i)
            bench.enqueue(std::to_string(i));
        bench.step();
        bench.step();
        QCOMPARE(bench.chain.pool().size(), std::size_t(2));
        QCOMPARE(bench.state("2"), std::string("queued"));
        bench.stepUntilFinal("4");
        QCOMPARE(bench.chain.mined().size(), std::size_t(5));
    }
};

QTEST_GUILESS_MAIN(SenderTest)
#include "tst_sender.moc"
