// SPDX-License-Identifier: GPL-3.0-or-later
// Money out of channels, and contract against ledger, with a real chain.
#include "escrow_bench.h"
#include "support/refusal.h"

#include <QtTest>

#include <thread>

using namespace bursar;
using namespace std::chrono_literals;
using test::EscrowBench;
using test::refusal;
namespace evm = chain::evm;

class PayoutsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<EscrowBench> m_bench;
    EscrowBench& bench() { return *m_bench; }
    const std::string m_alice = EscrowBench::wallet("alice");
    const std::string m_bob = EscrowBench::wallet("bob");
    const std::string m_carol = EscrowBench::wallet("carol");

    contract::CreateChannelInput wanted(std::int64_t credits) { return EscrowBench::wanted(credits, {m_alice, m_bob}); }
    contract::TopUpChannel::Input topup(const std::string& id, std::int64_t credits) { return {id, m_bob, credits, {}, {}, {}}; }

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
            std::atomic<int> closed = 0;
            const auto close = [&](channels::DatabaseEngine& engine) {
                const std::string end = refusal([&] { engine.closeChannel(bench().desk(), {id, {}, {}}); });
                closed += end == "done" ? 1 : end == "409 channel_not_active" ? 0 : 100;
            };
            std::thread second([&] { close(other->engine); });
            close(bench().engine());
            second.join();
            QCOMPARE(closed.load(), 1);
        }
        QVERIFY(both("settled"));
        QCOMPARE(bench().usdc(m_alice), std::string("200000"));
        QCOMPARE(bench().usdc(m_bob), std::string("200000"));
        QVERIFY(bench().usdc(bench().contract).isZero());
    }
};

QTEST_GUILESS_MAIN(PayoutsTest)
#include "tst_payouts.moc"
