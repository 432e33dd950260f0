// SPDX-License-Identifier: GPL-3.0-or-later
// Money into channels, against a real chain.
#include "escrow_bench.h"
#include "support/refusal.h"
#include "support/x402_facilitator.h"

#include <QtTest>

#include <thread>

using namespace bursar;
using namespace std::chrono_literals;
using test::Anvil;
using test::EscrowBench;
using test::refusal;
using test::refusalText;
using x402::Version;
namespace evm = chain::evm;

class EscrowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<EscrowBench> m_bench;
    EscrowBench& bench() { return *m_bench; }
    const std::string m_alice = EscrowBench::wallet("alice");
    const std::string m_bob = EscrowBench::wallet("bob");
    const std::string m_carol = EscrowBench::wallet("carol");

    contract::CreateChannelInput wanted(std::int64_t credits) { return EscrowBench::wanted(credits, {m_alice, m_bob}); }
    contract::TopUpChannel::Input topup(const std::string& id, std::int64_t credits) { return {id, m_bob, credits, {}, {}, {}}; }
    /// Rows that stand for money; a refusal leaves none.
    std::int64_t rows()
    {
        return bench().count("SELECT (SELECT count(*) FROM channels_channel) + (SELECT count(*) FROM x402_payment) + "
                             "(SELECT count(*) FROM transactions_intent)");
    }
    std::string payerBalance() { return bench().usdc(EscrowBench::address(2)).atomic(); }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<EscrowBench>();
        QVERIFY2(m_bench->start(), m_bench->anvil.problem().c_str());
    }
    void cleanup()
    {
        if (m_bench && !QTest::currentTestFailed())
            QCOMPARE(bench().faults(), std::string());
        m_bench.reset();
    }

    // Money in. ------------------------------------------------------------------------------------------------------

    void demandsThePaymentInEveryForm()
    {
        try {
            bench().create(wanted(2500));
            QFAIL("opened for nothing");
        } catch (const base::Error& error) {
            QCOMPARE(base::httpStatus(error.code()), 402);
            QCOMPARE(error.reason(), std::string("payment_required"));
            const x402::Requirement v1 = EscrowBench::demandOf(error, Version::V1);
            const x402::Requirement v2 = EscrowBench::demandOf(error, Version::V2);
            for (const x402::Requirement& one : {v1, v2}) {
                QCOMPARE(one.amount.atomic(), std::string("2500000"));
                QVERIFY(one.payTo == bench().contract && one.token.address == bench().token);
                QCOMPARE(one.token.name + one.token.version, std::string("USDC2"));
            }
            const json::value body = json::parse(error.members);
            QCOMPARE(test::text(body.at("x402"), "recipient"), evm::checksummed(bench().contract));
            QCOMPARE(test::text(body.at("x402"), "network"), std::string("base-sepolia"));
            QCOMPARE(test::text(body.at("x402"), "amount_atomic"), std::string("2500000"));
            QCOMPARE(test::text(body.at("accepts").at(0), "resource"), std::string("http://desk.test/v1/channels"));
        }
        QCOMPARE(rows(), 0);
        QCOMPARE(refusal([&] { bench().create(EscrowBench::wanted(10, {m_alice, "0x" + std::string(40, '0')})); }),
                 std::string("400 invalid_input"));
        QCOMPARE(refusal([&] { bench().create(EscrowBench::wanted(10, {m_alice, bench().contract.hex()})); }),
                 std::string("400 invalid_input"));
        QCOMPARE(refusal([&] { bench().create(EscrowBench::wanted(10, {m_alice, bench().token.hex()})); }),
                 std::string("400 invalid_input"));
        bench().add("homeless");
        QCOMPARE(refusal([&] { bench().create(EscrowBench::wanted(10, {m_alice, "homeless"})); }), std::string("400 invalid_input"));
    }

    void aPaymentOfEitherVersionOpens_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("1") << 1;
        QTest::newRow("2") << 2;
    }
    void aPaymentOfEitherVersionOpens()
    {
        QFETCH(int, version);
        const contract::CreateChannelInput input = bench().paid(wanted(2500), 2, Version(version));
        const std::string id = bench().create(input).channel_id;
        QCOMPARE(bench().stateOf(id), std::string("pending"));
        bench().step(EscrowBench::Blocks::Withheld);
        QCOMPARE(bench().depositState(id), std::string("settling"));
        // Mined is not final: no credits, nothing to spend.
        for (unsigned block = 1; block < EscrowBench::kConfirmations; ++block) {
            bench().anvil.mine();
            bench().step(EscrowBench::Blocks::Withheld);
            QCOMPARE(bench().onChain(id).deposited.atomic(), std::string("2500000"));
            QCOMPARE(bench().depositState(id), std::string("mined"));
            QCOMPARE(bench().stateOf(id), std::string("pending"));
            QCOMPARE(bench().balance(id, m_alice), 0);
            QCOMPARE(refusal([&] { bench().send(id, m_alice, m_bob, 1); }), std::string("400 channel_not_active"));
            QCOMPARE(bench().agreement(id), std::string("explained"));
        }
        bench().anvil.mine();
        bench().step(EscrowBench::Blocks::Withheld);
        QCOMPARE(bench().stateOf(id), std::string("active"));
        QCOMPARE(bench().balance(id, m_alice), 1250);
        QCOMPARE(bench().balance(id, m_bob), 1250);
        QCOMPARE(bench().agreement(id), std::string("agrees"));
        QCOMPARE(payerBalance(), std::to_string(EscrowBench::kMinted - 2'500'000));
    }

    void repliesWithAReceiptWhenThePaymentIsMined()
    {
        bench().paymentWait = 60s;
        bench().restart();
        const contract::CreateChannelInput input = bench().paid(wanted(100));
        std::promise<contract::Outcome<contract::OpenedChannel>> promise;
        auto answer = promise.get_future();
        bench().engine().createChannel(bench().desk(), input, [&](auto outcome) { promise.set_value(std::move(outcome)); });
        QTRY_COMPARE(bench().count("SELECT count(*) FROM channels_deposit"), 1); // it is verified on another thread
        bench().engine().tick();
        QVERIFY(answer.wait_for(0s) == std::future_status::timeout);
        bench().step();
        bench().step(EscrowBench::Blocks::Withheld);
        QTRY_VERIFY((bench().engine().tick(), answer.wait_for(0s) == std::future_status::ready));
        const contract::OpenedChannel opened = answer.get().take();
        QCOMPARE(opened.status, contract::ChannelState::pending);
        const json::value receipt = json::parse(crypto::fromBase64(opened.payment_response.value()).value());
        QVERIFY(receipt.at("success").as_bool());
        const auto hash = evm::Hash::fromHex(test::text(receipt, "transaction"));
        QVERIFY(bench().node->receipt(hash.value())->succeeded);
        QCOMPARE(test::text(receipt, "payer"), evm::checksummed(EscrowBench::address(2)));
        QVERIFY(opened.x_payment_response.has_value());
    }

    void toppingUpIsPaidForToo()
    {
        const std::string id = bench().open(100, {m_alice, m_bob});
        for (const Version version : {Version::V1, Version::V2}) {
            const std::int64_t before = bench().balance(id, m_bob);
            const contract::ToppedUp pending = bench().topUp(bench().paid(topup(id, 40), 3, version));
            QCOMPARE(pending.status, std::string("pending"));
            QCOMPARE(bench().balance(id, m_bob), before);
            const std::size_t which = bench().detail(id).deposits.size() - 1;
            bench().until([&] { return bench().depositState(id, which) == "credited"; });
            QCOMPARE(bench().balance(id, m_bob), before + 40);
        }
        QCOMPARE(bench().onChain(id).deposited.atomic(), std::string("180000"));
        QCOMPARE(bench().agreement(id), std::string("agrees"));
    }

    void refusesWhatIsNotWhatWasDemanded_data()
    {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char* fault, const char* code, const char* word) { QTest::newRow(fault) << QByteArray(fault) << QByteArray(code) << QByteArray(word); };
        row("less", "402 payment_refused", "value_mismatch");
        row("more", "402 payment_refused", "value_mismatch");
        row("another recipient", "402 payment_refused", "recipient_mismatch");
        row("another asset", "402 payment_refused", "invalid_payment_requirements");
        row("another network", "402 payment_refused", "network_mismatch");
        row("expired", "402 payment_refused", "valid_before");
        row("not yet valid", "402 payment_refused", "valid_after");
        row("somebody else's signature", "402 payment_refused", "signature");
        row("upper s", "402 payment_refused", "simulation_failed");
        row("no signature", "402 payment_refused", "signature");
        row("holding for ever", "402 payment_refused", "holds_too_long");
        row("more than the payer has", "402 payment_refused", "insufficient_balance");
        row("used", "402 payment_refused", "nonce_already_used");
        row("nonsense", "400 payment_malformed", "");
    }
    void refusesWhatIsNotWhatWasDemanded()
    {
        QFETCH(QByteArray, fault);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, word);
        const std::int64_t credits = fault.startsWith("more than") ? std::int64_t(EscrowBench::kMinted / 1000 + 1) : 1000;
        const x402::Requirement requirement = bench().demanded(wanted(credits));
        x402::Payment payment = bench().payment(requirement, bench().clock.now());
        auto& a = payment.authorization;
        x402::Requirement signedFor = requirement;
        if (fault == "less")
            a.value = Amount(999'000);
        else if (fault == "more")
            a.value = Amount(1'001'000);
        else if (fault == "another recipient")
            a.to = EscrowBench::address(3);
        else if (fault == "another asset")
            signedFor.token.address = bench().contract;
        else if (fault == "another network")
            signedFor.chainId = 8453;
        else if (fault == "expired")
            a.validBefore = Amount(bench().genesis - 1);
        else if (fault == "holding for ever")
            a.validBefore = Amount(4'102'444'800u);
        else if (fault == "not yet valid")
            a.validAfter = Amount(bench().genesis + 500);
        if (signedFor.chainId != requirement.chainId || signedFor.token.address != requirement.token.address) {
            payment.accepted = x402::requirementJson(Version::V2, signedFor);
            payment.network = x402::networkV2(signedFor.chainId);
        }
        x402::test::sign(payment, signedFor, EscrowBench::key(fault.startsWith("somebody") ? 3 : 2));
        if (fault == "upper s")
            payment.signature = upperS(payment.signature);
        else if (fault == "no signature")
            payment.signature.clear();
        else if (fault == "used")
            bench().carryOut(payment);
        const auto paid = [&](auto input) {
            input = EscrowBench::paid(std::move(input), payment, requirement);
            if (fault == "nonsense")
                input.payment_signature = "bm9uc2Vuc2U=";
            return input;
        };
        const contract::CreateChannelInput input = paid(wanted(credits));
        const auto attempt = [&] { bench().create(input); };
        QCOMPARE(refusal(attempt), code.toStdString());
        const std::string said = refusalText(attempt);
        QVERIFY2(said.find(word.toStdString()) != std::string::npos, said.c_str());
        QCOMPARE(rows(), 0);
        const std::string id = bench().open(1000, {m_alice, m_bob});
        const std::int64_t before = rows();
        QVERIFY(refusal([&] { bench().topUp(paid(topup(id, credits))); }).starts_with("4"));
        QCOMPARE(rows(), before);
        QCOMPARE(bench().detail(id).deposits.size(), std::size_t(1));
    }

    void aProofOpensOneChannel()
    {
        const x402::Requirement requirement = bench().demanded(wanted(1000));
        const x402::Payment payment = bench().payment(requirement, bench().clock.now());
        const contract::CreateChannelInput input = EscrowBench::paid(wanted(1000), payment, requirement);
        const std::string id = bench().create(input).channel_id;
        const std::int64_t before = rows();
        for (int i = 0; i < 3; ++i) { // at once, on its way, final
            QCOMPARE(refusal([&] { bench().create(input); }), std::string("409 payment_already_used"));
            bench().until([&] { return i == 0 || bench().stateOf(id) == "active"; });
        }
        QCOMPARE(refusal([&] { bench().topUp(EscrowBench::paid(topup(id, 1000), payment, requirement)); }),
                 std::string("409 payment_already_used"));
        const std::string other = bench().open(500, {m_alice, m_bob});
        QCOMPARE(refusal([&] { bench().topUp(EscrowBench::paid(topup(other, 1000), payment, requirement)); }),
                 std::string("409 payment_already_used"));
        QCOMPARE(rows(), before + 3); // the other channel's own
        QCOMPARE(bench().detail(id).channel.total_credits_minted, 1000);
    }

    void aProofPresentedManyTimesAtOnceOpensOneChannel()
    {
        const contract::CreateChannelInput input = bench().paid(wanted(1000));
        std::atomic<int> opened = 0, refused = 0;
        std::vector<std::thread> clients;
        for (int i = 0; i < 6; ++i) {
            clients.emplace_back([&] {
                const std::string how = refusal([&] { bench().create(input); });
                opened += how == "done";
                refused += how == "409 payment_already_used";
            });
        }
        for (std::thread& client : clients)
            client.join();
        QCOMPARE(opened.load(), 1);
        QCOMPARE(refused.load(), 5);
        QCOMPARE(rows(), 3);
        bench().until([&] { return bench().count("SELECT count(*) FROM channels_channel WHERE state = 'active'") == 1; });
        QCOMPARE(payerBalance(), std::to_string(EscrowBench::kMinted - 1'000'000));
    }

    void aStrangerWhoCarriesThePaymentOutOnlySavesUsTheGas_data()
    {
        QTest::addColumn<bool>("isSent");
        QTest::newRow("before we send") << false;
        QTest::newRow("after we sent") << true;
    }
    void aStrangerWhoCarriesThePaymentOutOnlySavesUsTheGas()
    {
        QFETCH(bool, isSent);
        const x402::Requirement requirement = bench().demanded(wanted(1000));
        const x402::Payment payment = bench().payment(requirement, bench().clock.now());
        const std::string id = bench().create(EscrowBench::paid(wanted(1000), payment, requirement)).channel_id;
        if (isSent) { // ours waits in the pool, at a lower price than the stranger's
            bench().rpc->onSend = [](evm::Rpc&, std::string_view) { return evm::SendOutcome{}; };
            bench().step(EscrowBench::Blocks::Withheld);
            bench().rpc->onSend = {};
        }
        const evm::Receipt strangers = bench().carryOut(payment);
        bench().until([&] { return bench().stateOf(id) == "active"; });
        QCOMPARE(bench().detail(id).deposits.at(0).transaction.value(), strangers.transactionHash.hex());
        QCOMPARE(bench().balance(id, m_alice) + bench().balance(id, m_bob), 1000);
        QCOMPARE(bench().onChain(id).deposited.atomic(), std::string("1000000"));
        QVERIFY(bench().unassigned().isZero());
        for (int i = 0; i < 30; ++i)
            bench().step();
        QCOMPARE(bench().detail(id).channel.total_credits_minted, 1000);
        QCOMPARE(bench().onChain(id).deposited.atomic(), std::string("1000000"));
        QCOMPARE(payerBalance(), std::to_string(EscrowBench::kMinted - 1'000'000));
    }

    void aCancelledPaymentFailsTheChannel()
    {
        const x402::Requirement requirement = bench().demanded(wanted(1000));
        const x402::Payment payment = bench().payment(requirement, bench().clock.now());
        const std::string id = bench().create(EscrowBench::paid(wanted(1000), payment, requirement)).channel_id;
        bench().cancel(payment, 2);
        bench().until([&] { return bench().stateOf(id) == "failed"; });
        QCOMPARE(bench().detail(id).channel.reason.value(), std::string("authorization_canceled"));
        QCOMPARE(bench().onChain(id).state, channels::escrow_contract::State::None);
        QCOMPARE(payerBalance(), std::to_string(EscrowBench::kMinted));
    }

    void aPaymentThatIsNeverCarriedOutExpires()
    {
        const std::string id = bench().create(bench().paid(wanted(1000))).channel_id;
        bench().rpc->onSend = [](evm::Rpc&, std::string_view) { return evm::SendOutcome{}; }; // no node takes it
        bench().step();
        QCOMPARE(bench().depositState(id), std::string("unknown"));
        bench().anvil.setNextBlockTimestamp(bench().genesis + 5'000);
        bench().anvil.mine(EscrowBench::kConfirmations);
        for (int i = 0; i < 20; ++i)
            bench().step();
        // It is signed and may be sent: only its own end is one.
        QCOMPARE(bench().stateOf(id), std::string("pending"));
        bench().rpc->onSend = {};
        bench().until([&] { return bench().stateOf(id) == "failed"; });
        QCOMPARE(bench().detail(id).channel.reason.value(), std::string("authorization_expired"));
        QCOMPARE(payerBalance(), std::to_string(EscrowBench::kMinted));
    }

    void aFailedTopUpLeavesTheChannelAsItWas()
    {
        const std::string id = bench().open(1000, {m_alice, m_bob});
        const x402::Requirement requirement = bench().demanded(topup(id, 50));
        const x402::Payment payment = bench().payment(requirement, bench().clock.now());
        bench().topUp(EscrowBench::paid(topup(id, 50), payment, requirement));
        bench().cancel(payment, 2);
        bench().until([&] { return bench().depositState(id, 1) == "failed"; });
        QCOMPARE(bench().stateOf(id), std::string("active"));
        QCOMPARE(bench().balance(id, m_bob), 500);
        QCOMPARE(bench().agreement(id), std::string("agrees"));
        bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        bench().until([&] { return bench().stateOf(id) == "settled"; });
        QCOMPARE(bench().usdc(m_bob), std::string("500000"));
    }

    void aReorganisationTakesTheDepositBackAndItIsMinedAgain()
    {
        const std::string id = bench().create(bench().paid(wanted(1000))).channel_id;
        bench().anvil.mine(3);
        bench().step();
        bench().step(EscrowBench::Blocks::Withheld);
        QCOMPARE(bench().depositState(id), std::string("mined"));
        bench().anvil.reorg(2);
        bench().step(EscrowBench::Blocks::Withheld);
        QCOMPARE(bench().depositState(id), std::string("settling"));
        QCOMPARE(bench().balance(id, m_alice), 0);
        QCOMPARE(bench().onChain(id).state, channels::escrow_contract::State::None);
        bench().until([&] { return bench().stateOf(id) == "active"; });
        QCOMPARE(bench().balance(id, m_alice), 500);
        QCOMPARE(bench().onChain(id).deposited.atomic(), std::string("1000000"));
    }

    // Somebody else carries payments out. ----------------------------------------------------------------------------

    void aFacilitatorSettlesAndWeAssign()
    {
        test::X402Facilitator peer;
        startFacilitator(peer, 30s);
        bench().anvil.setAutomine(true);
        const std::string id = bench().create(bench().paid(wanted(1000))).channel_id;
        QTRY_COMPARE_WITH_TIMEOUT(bench().usdc(bench().contract).atomic(), std::string("1000000"), 30'000);
        QCOMPARE(bench().onChain(id).state, channels::escrow_contract::State::None);
        QCOMPARE(bench().balance(id, m_alice), 0);
        bench().anvil.setAutomine(false);
        bench().until([&] { return bench().stateOf(id) == "active"; });
        QCOMPARE(bench().balance(id, m_alice), 500);
        QCOMPARE(bench().onChain(id).deposited.atomic(), std::string("1000000"));
        QVERIFY(bench().unassigned().isZero());
        QCOMPARE(bench().agreement(id), std::string("agrees"));
        bench().anvil.setAutomine(true);
        bench().topUp(bench().paid(topup(id, 50)));
        QTRY_COMPARE_WITH_TIMEOUT(bench().usdc(bench().contract).atomic(), std::string("1050000"), 30'000);
        bench().anvil.setAutomine(false);
        bench().until([&] { return bench().depositState(id, 1) == "credited"; });
        QCOMPARE(bench().balance(id, m_bob), 550);
    }

    void aFacilitatorThatFellSilentAfterSettlingIsFoundOut()
    {
        test::X402Facilitator peer;
        startFacilitator(peer, 1s);
        const std::string id = bench().create(bench().paid(wanted(1000))).channel_id; // it sends, and waits for a block
        const evm::Address sender = EscrowBench::address(4);
        const std::uint64_t before = bench().node->transactionCount(sender, evm::Rpc::NonceOf::Latest);
        QTRY_COMPARE_WITH_TIMEOUT(bench().node->transactionCount(sender, evm::Rpc::NonceOf::Pending), before + 1, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(bench().count("SELECT count(*) FROM x402_payment WHERE state = 'unknown'"), 1, 30'000);
        bench().step(EscrowBench::Blocks::Withheld);
        QCOMPARE(bench().depositState(id), std::string("unknown"));
        bench().until([&] { return bench().stateOf(id) == "active"; });
        QCOMPARE(bench().onChain(id).deposited.atomic(), std::string("1000000"));
        QCOMPARE(payerBalance(), std::to_string(EscrowBench::kMinted - 1'000'000));
        // Asked once, whoever restarts.
        QCOMPARE(bench().node->transactionCount(sender, evm::Rpc::NonceOf::Pending), before + 1);
    }

    void aFacilitatorThatIsNotThereLeavesThePaymentToItsEnd()
    {
        bench().facilitator = x402::FacilitatorOptions{.url = "http://127.0.0.1:9", .settleTimeout = 1s};
        bench().restart();
        const std::string id = bench().create(bench().paid(wanted(1000))).channel_id;
        QTRY_COMPARE_WITH_TIMEOUT(bench().count("SELECT count(*) FROM x402_payment WHERE state = 'unknown'"), 1, 30'000);
        bench().restart();
        for (int i = 0; i < 5; ++i)
            bench().step();
        QCOMPARE(bench().depositState(id), std::string("unknown"));
        bench().anvil.setNextBlockTimestamp(bench().genesis + 5'000);
        bench().until([&] { return bench().stateOf(id) == "failed"; });
        QCOMPARE(payerBalance(), std::to_string(EscrowBench::kMinted));
    }

private:
    using Amount = base::Amount;

    void startFacilitator(test::X402Facilitator& peer, std::chrono::milliseconds timeout)
    {
        QVERIFY2(peer.start({.rpcUrl = bench().anvil.url(), .chainId = EscrowBench::kChainId, .networkV1 = "base-sepolia",
                             .privateKey = Anvil::privateKey(4)}),
                 peer.problem().c_str());
        bench().facilitator = x402::FacilitatorOptions{.url = peer.url(), .settleTimeout = timeout};
        bench().restart();
    }

    /// The same signature with the other s, which recovers the same key.
    static std::string upperS(std::string signature)
    {
        const std::string order = evm::fromDataHex("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141").value();
        int borrow = 0;
        for (int i = 31; i >= 0; --i) {
            const int digit = int(std::uint8_t(order[std::size_t(i)])) - int(std::uint8_t(signature[std::size_t(32 + i)])) - borrow;
            borrow = digit < 0;
            signature[std::size_t(32 + i)] = char(digit & 0xff);
        }
        signature[64] = char(signature[64] == 27 ? 28 : 27);
        return signature;
    }
};

QTEST_GUILESS_MAIN(EscrowTest)
#include "tst_escrow.moc"
