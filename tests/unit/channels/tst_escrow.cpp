// SPDX-License-Identifier: GPL-3.0-or-later
// Money in and out of channels, against a real chain.
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
            const x402::Requirement v1 = EscrowBench::demanded(error, Version::V1);
            const x402::Requirement v2 = EscrowBench::demanded(error, Version::V2);
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
        bench().engine().tick();
        QVERIFY(answer.wait_for(0s) == std::future_status::timeout);
        bench().step();
        bench().step(EscrowBench::Blocks::Withheld);
        bench().engine().tick();
        QVERIFY(answer.wait_for(0s) == std::future_status::ready);
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
        x402::Payment payment = bench().payment(requirement);
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
        const x402::Payment payment = bench().payment(requirement);
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
        const x402::Payment payment = bench().payment(requirement);
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
        const x402::Payment payment = bench().payment(requirement);
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
        const x402::Payment payment = bench().payment(requirement);
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

    // Money out. -----------------------------------------------------------------------------------------------------

    void everythingSettlesToTheAtomicUnit()
    {
        contract::CreateChannelInput input;
        input.credits = 1001;
        input.participants = {json::object{{"agent_id", m_alice}, {"role", "client"}},
                              json::object{{"agent_id", m_bob}, {"role", "provider"}}, json::string(m_carol)};
        input.balances = std::map<std::string, std::int64_t>{{m_alice, 901}, {m_carol, 100}};
        input.milestones = {{"draft", 300, {}, {}}, {"never", 50, {}, {}}};
        const std::string id = bench().open(input);
        bench().send(id, m_alice, m_carol, 7);
        bench().send(id, m_carol, m_bob, 40);
        bench().engine().completeMilestone(bench().desk(), {id, "draft", {}});
        bench().engine().approveMilestone(bench().desk(), {id, "draft", true, {}});
        bench().engine().exitParticipant(bench().desk(), {id, m_carol, {}});
        QCOMPARE(bench().agreement(id), std::string("agrees")); // nothing is mined yet
        bench().step();
        QCOMPARE(bench().agreement(id), std::string("explained"));
        bench().until([&] { return bench().detail(id).payouts.at(0).state == contract::PayoutState::done; });
        QCOMPARE(bench().usdc(m_carol), std::string("67000"));
        QCOMPARE(bench().onChain(id).remaining.atomic(), std::string("934000"));
        QCOMPARE(bench().agreement(id), std::string("agrees"));
        bench().topUp(bench().paid(topup(id, 13), 3));
        bench().until([&] { return bench().depositState(id, 1) == "credited"; });
        const contract::ClosedChannel closed = bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        QCOMPARE(closed.status, contract::ChannelState::closing);
        QCOMPARE(closed.settlement.total_usdc_atomic.atomic(), std::string("947000"));
        bench().step();
        QCOMPARE(bench().agreement(id), std::string("explained"));
        QCOMPARE(bench().stateOf(id), std::string("closing"));
        bench().until([&] { return bench().stateOf(id) == "settled"; });
        QCOMPARE(bench().usdc(m_alice), std::string("594000")); // 901 - 300 - 7
        QCOMPARE(bench().usdc(m_bob), std::string("353000"));   // 300 + 40 + 13
        QCOMPARE(bench().usdc(m_carol), std::string("67000"));
        const auto onChain = bench().onChain(id);
        QVERIFY(onChain.remaining.isZero() && onChain.state == channels::escrow_contract::State::Settled);
        QCOMPARE(onChain.sequence, std::uint64_t(2));
        QVERIFY(bench().usdc(bench().contract).isZero());
        QCOMPARE(bench().agreement(id), std::string("agrees"));
        const auto payouts = bench().detail(id).payouts;
        QVERIFY(bench().node->receipt(*evm::Hash::fromHex(payouts.at(1).transaction.value()))->succeeded);
    }

    void participantsThatShareAnAddressArePaidTogether()
    {
        const test::EthereumWallet wallet("dave");
        bench().add("delta", wallet);
        bench().add("echo", wallet);
        const std::string id = bench().open(100, {"delta", wallet.address(), "echo", m_bob});
        bench().send(id, "delta", "echo", 5);
        bench().engine().exitParticipant(bench().desk(), {id, "echo", {}});
        bench().until([&] { return bench().detail(id).payouts.at(0).state == contract::PayoutState::done; });
        QCOMPARE(bench().usdc(wallet.address()), std::string("30000"));
        bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        bench().until([&] { return bench().stateOf(id) == "settled"; });
        QCOMPARE(bench().usdc(wallet.address()), std::string("75000"));
        QCOMPARE(bench().usdc(m_bob), std::string("25000"));
    }

    void everybodyMayLeaveAtOnce()
    {
        const std::string id = bench().open(90, {m_alice, m_bob, m_carol});
        for (const std::string& who : {m_alice, m_bob, m_carol})
            bench().engine().exitParticipant(bench().desk(), {id, who, {}});
        bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        bench().until([&] { return bench().stateOf(id) == "settled"; });
        for (const std::string& who : {m_alice, m_bob, m_carol})
            QCOMPARE(bench().usdc(who), std::string("30000"));
        QCOMPARE(bench().onChain(id).sequence, std::uint64_t(4));
    }

    void leavingWhileATopUpIsOnItsWay_data()
    {
        QTest::addColumn<bool>("isTopUpFirst");
        QTest::newRow("the top-up first") << true;
        QTest::newRow("the exit first") << false;
    }
    /// A statement names what was deposited: it has to be true when it is carried out.
    void leavingWhileATopUpIsOnItsWay()
    {
        QFETCH(bool, isTopUpFirst);
        const std::string id = bench().open(90, {m_alice, m_bob, m_carol});
        const contract::TopUpChannel::Input input = bench().paid(topup(id, 10));
        if (isTopUpFirst)
            bench().topUp(input);
        bench().engine().exitParticipant(bench().desk(), {id, m_carol, {}});
        if (!isTopUpFirst) {
            QCOMPARE(refusal([&] { bench().topUp(input); }), std::string("409 payout_on_its_way"));
            bench().until([&] { return bench().detail(id).payouts.at(0).state == contract::PayoutState::done; });
            bench().topUp(bench().paid(topup(id, 10)));
        }
        bench().until([&] { return bench().detail(id).payouts.at(0).state == contract::PayoutState::done; });
        bench().until([&] { return bench().depositState(id, 1) == "credited"; });
        QCOMPARE(bench().usdc(m_carol), std::string("30000"));
        bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        bench().until([&] { return bench().stateOf(id) == "settled"; });
        QCOMPARE(bench().usdc(m_bob), std::string("40000"));
    }

    void closingCountsTheTopUpThatIsOnItsWay()
    {
        const std::string id = bench().open(90, {m_alice, m_bob});
        bench().topUp(bench().paid(topup(id, 10)));
        bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        bench().until([&] { return bench().stateOf(id) == "settled"; });
        QCOMPARE(bench().usdc(m_bob), std::string("55000"));
        QCOMPARE(bench().usdc(m_alice), std::string("45000"));
    }

    /// A node that is behind tells of older blocks; what is signed then must still be true.
    void aNodeThatLagsDoesNotMisleadTheSettler()
    {
        const std::string id = bench().open(90, {m_alice, m_bob, m_carol});
        bench().topUp(bench().paid(topup(id, 10)));
        bench().until([&] { return bench().depositState(id, 1) == "credited"; });
        bench().rpc->lag = EscrowBench::kConfirmations + 3;
        bench().engine().exitParticipant(bench().desk(), {id, m_carol, {}});
        for (int i = 0; i < 3; ++i)
            bench().step(EscrowBench::Blocks::Withheld);
        QCOMPARE(bench().count("SELECT count(*) FROM channels_payout WHERE statement IS NOT NULL"), 0);
        bench().rpc->lag = 0;
        bench().until([&] { return bench().detail(id).payouts.at(0).state == contract::PayoutState::done; });
        QCOMPARE(bench().usdc(m_carol), std::string("30000"));
    }

    void aSettlementThatIsLostOnItsWayIsSettledOnce_data()
    {
        QTest::addColumn<QByteArray>("trouble");
        for (const char* trouble : {"dropped", "underpriced", "answer lost", "reorganised"})
            QTest::newRow(trouble) << QByteArray(trouble);
    }
    void aSettlementThatIsLostOnItsWayIsSettledOnce()
    {
        QFETCH(QByteArray, trouble);
        const std::string id = bench().open(100, {m_alice, m_bob});
        bench().anvil.mine(5);
        bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        if (trouble == "underpriced")
            bench().rpc->onSend = [times = 0](evm::Rpc&, std::string_view) mutable -> std::optional<evm::SendOutcome> {
                const char* text = "transaction underpriced";
                if (times++ > 0)
                    return std::nullopt;
                return evm::SendOutcome{evm::SendOutcome::State::Rejected, evm::Rejection{evm::classifyRejection(text), text, {}}, false};
            };
        if (trouble == "answer lost")
            bench().rpc->onSend = [](evm::Rpc& node, std::string_view raw) {
                node.sendRawTransaction(raw);
                return evm::SendOutcome{};
            };
        bench().step(trouble == "dropped" ? EscrowBench::Blocks::Withheld : EscrowBench::Blocks::Made);
        bench().rpc->onSend = {};
        if (trouble == "dropped") {
            const std::string hash = bench().detail(id).payouts.at(0).transaction.value();
            bench().anvil.ask("anvil_dropTransaction", {json::string(hash)});
        } else if (trouble == "reorganised") {
            bench().step();
            QVERIFY(bench().detail(id).payouts.at(0).state == contract::PayoutState::mined);
            bench().anvil.reorg(2);
            bench().step(EscrowBench::Blocks::Withheld);
            QVERIFY(bench().detail(id).payouts.at(0).state == contract::PayoutState::sending);
        }
        bench().until([&] { return bench().stateOf(id) == "settled"; });
        QCOMPARE(bench().usdc(m_alice), std::string("50000"));
        QCOMPARE(bench().usdc(m_bob), std::string("50000"));
        QCOMPARE(bench().onChain(id).sequence, std::uint64_t(1));
    }

    /// Whoever reached somebody who had just left is not lost: it is paid with the rest.
    void creditsThatOvertookAnExitArePaidAtTheEnd()
    {
        const std::string id = bench().open(90, {m_alice, m_bob, m_carol});
        bench().engine().exitParticipant(bench().desk(), {id, m_carol, {}});
        // What another server posts that does not know of it yet.
        const auto accounts = bench().detail(id).participants;
        const auto account = [&](const std::string& who) {
            for (const auto& one : accounts) {
                if (one.agent_id == who)
                    return ledger::AccountId(one.account_id.value());
            }
            return ledger::AccountId{};
        };
        bench().server.ledger.postAndWait({"tx_late", channels::causeOf(id), "", ledger::Transfer{{{account(m_alice), base::SignedAmount(-4)},
                                                                                                   {account(m_carol), base::SignedAmount(4)}}}, {}});
        const auto preview = bench().engine().preview(bench().desk(), {id, contract::ChannelAction::close, {}, {}, {}, {}, {}});
        QCOMPARE(preview.usdc_atomic.atomic(), std::string("60000"));
        bench().engine().closeChannel(bench().desk(), {id, {}, preview.version});
        bench().until([&] { return bench().stateOf(id) == "settled"; });
        QCOMPARE(bench().usdc(m_carol), std::string("34000"));
        QCOMPARE(bench().usdc(m_alice), std::string("26000"));
    }

    void aBlacklistedAgentDoesNotStopTheOthers()
    {
        const std::string id = bench().open(100, {m_alice, m_bob});
        bench().sent(EscrowBench::key(4), bench().token, evm::abi::Function("blacklist(address)").encode({*evm::Address::fromHex(m_bob)}));
        bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        bench().until([&] { return bench().stateOf(id) == "settled"; });
        QCOMPARE(bench().usdc(m_alice), std::string("50000"));
        QCOMPARE(bench().usdc(bench().contract).atomic(), std::string("50000")); // claimable by bob
        QCOMPARE(bench().agreement(id), std::string("agrees"));
    }

    // Contract and ledger. -------------------------------------------------------------------------------------------

    void theComparisonShowsAnEmergency()
    {
        const std::string id = bench().open(100, {m_alice, m_bob});
        bench().anvil.ask("evm_increaseTime", {8 * 24 * 3600});
        bench().clock.advance(std::chrono::days(8));
        bench().sent(EscrowBench::key(2), bench().contract,
                     evm::abi::Function("emergencyWithdraw(bytes32)").encode({channels::escrow_contract::idOf(id)}));
        const contract::EscrowComparison found = bench().desk_->reader.escrow(id);
        QCOMPARE(found.agreement, contract::EscrowAgreement::differs);
        QCOMPARE(found.difference_atomic, std::string("-100000"));
        QCOMPARE(found.rows.at(2).contract_atomic.value(), std::string("0"));
        QCOMPARE(found.rows.at(2).ledger_atomic, std::string("100000"));
        // Nothing can be settled any more, and nobody may pay into it; other channels go on.
        QCOMPARE(refusal([&] { bench().topUp(topup(id, 10)); }), std::string("409 escrow_not_open"));
        bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        const std::string other = bench().open(50, {m_alice, m_bob});
        QCOMPARE(bench().stateOf(id), std::string("closing"));
        QCOMPARE(bench().count("SELECT count(*) FROM channels_payout WHERE statement IS NOT NULL"), 0);
        QCOMPARE(bench().agreement(other), std::string("agrees"));
    }

    void channelsAreKeptFromTheEmergency()
    {
        const std::string id = bench().open(100, {m_alice, m_bob});
        bench().desk_->escrow.keepAlive();
        QCOMPARE(bench().count("SELECT count(*) FROM transactions_intent WHERE key LIKE 'touch:%'"), 0);
        bench().clock.advance(49h);
        bench().anvil.ask("evm_increaseTime", {6 * 24 * 3600});
        bench().desk_->escrow.keepAlive();
        bench().desk_->escrow.keepAlive();
        bench().step();
        QCOMPARE(bench().count("SELECT count(*) FROM transactions_intent WHERE key LIKE 'touch:%'"), 1);
        bench().anvil.ask("evm_increaseTime", {2 * 24 * 3600});
        QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                                 bench().sent(EscrowBench::key(2), bench().contract, evm::abi::Function("emergencyWithdraw(bytes32)")
                                                                                          .encode({channels::escrow_contract::idOf(id)})));
        QCOMPARE(bench().agreement(id), std::string("agrees"));
    }

    /// Whoever moves to another contract settles the old one's channels first.
    void aChannelOfAnotherContractIsLeftAlone()
    {
        const std::string id = bench().open(100, {m_alice, m_bob});
        const evm::Address old = bench().contract;
        bench().contract = bench().deployEscrow();
        bench().restart();
        QCOMPARE(refusal([&] { bench().topUp(topup(id, 10)); }), std::string("503 chain_not_set_up"));
        bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        for (int i = 0; i < 5; ++i)
            bench().step();
        QCOMPARE(bench().stateOf(id), std::string("closing"));
        QCOMPARE(bench().agreement(id), std::string("not_read"));
        bench().contract = old;
        bench().restart();
        bench().until([&] { return bench().stateOf(id) == "settled"; });
        QCOMPARE(bench().usdc(m_bob), std::string("50000"));
    }

    void aLifeWithARestartAfterEveryStep()
    {
        const std::string id = bench().create(bench().paid(wanted(100))).channel_id;
        const auto untilWithRestarts = [&](const std::function<bool()>& happened) {
            bench().until([&] {
                bench().restart();
                return happened();
            });
        };
        untilWithRestarts([&] { return bench().stateOf(id) == "active"; });
        bench().topUp(bench().paid(topup(id, 10)));
        untilWithRestarts([&] { return bench().depositState(id, 1) == "credited"; });
        bench().send(id, m_alice, m_bob, 3);
        bench().engine().exitParticipant(bench().desk(), {id, m_alice, {}});
        untilWithRestarts([&] { return bench().detail(id).payouts.at(0).state == contract::PayoutState::done; });
        bench().engine().closeChannel(bench().desk(), {id, {}, {}});
        untilWithRestarts([&] { return bench().stateOf(id) == "settled"; });
        QCOMPARE(bench().usdc(m_alice), std::string("47000"));
        QCOMPARE(bench().usdc(m_bob), std::string("63000"));
        QVERIFY(bench().usdc(bench().contract).isZero());
    }

    void twoServersDoEverythingOnce()
    {
        const auto other = bench().another();
        std::vector<std::string> ids;
        for (int i = 0; i < 4; ++i)
            ids.push_back(bench().create(bench().paid(wanted(100))).channel_id);
        const auto both = [&](const std::string& state) {
            for (int round = 0; round < 60; ++round) {
                bench().clock.advance(5s);
                std::thread second([&] {
                    other->sender.step();
                    other->engine.sweep();
                });
                bench().desk_->sender.step();
                bench().engine().sweep();
                second.join();
                bench().anvil.mine();
                if (std::all_of(ids.begin(), ids.end(), [&](const std::string& id) { return bench().stateOf(id) == state; }))
                    return true;
            }
            return false;
        };
        QVERIFY(both("active"));
        for (const std::string& id : ids) {
            QCOMPARE(bench().balance(id, m_alice), 50);
            std::thread second([&] { other->engine.closeChannel(bench().desk(), {id, {}, {}}); });
            bench().engine().closeChannel(bench().desk(), {id, {}, {}});
            second.join();
        }
        QVERIFY(both("settled"));
        QCOMPARE(bench().usdc(m_alice), std::string("200000"));
        QCOMPARE(bench().usdc(m_bob), std::string("200000"));
        QVERIFY(bench().usdc(bench().contract).isZero());
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
