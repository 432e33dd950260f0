// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "channels/impl/book.h"
#include "support/refusal.h"

#include <QtTest>

#include <thread>

using namespace bursar;
using namespace std::chrono_literals;
using contract::ChannelAction;
using contract::ChannelState;
using test::ChannelsBench;
using test::refusal;
using test::refusalText;

class ChannelEngineTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ChannelsBench> m_bench;
    ChannelsBench& bench() { return *m_bench; }

    static contract::CreateChannelInput withMilestones(std::vector<contract::MilestoneInput> milestones)
    {
        contract::CreateChannelInput input;
        input.credits = 1000;
        input.participants = {boost::json::object{{"agent_id", "alpha"}, {"role", "client"}},
                              boost::json::object{{"agent_id", "beta"}, {"role", "provider"}}};
        input.balances = std::map<std::string, std::int64_t>{{"alpha", 1000}};
        input.milestones = std::move(milestones);
        return input;
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<ChannelsBench>(); }
    void cleanup()
    {
        if (m_bench && !QTest::currentTestFailed())
            QCOMPARE(bench().faults(), std::string());
        m_bench.reset();
    }

    void opensWithAnEqualSplitAndTheRemainderFirst()
    {
        contract::CreateChannelInput input = ChannelsBench::wanted(0, {"alpha", "beta", "gamma"});
        input.credits.reset();
        input.usdc_amount = 0.1; // 100 credits
        const contract::OpenedChannel made = bench().open(input);
        QCOMPARE(made.status, ChannelState::active);
        QVERIFY(made.channel_id.starts_with("ch_") && made.channel_id.size() <= 32);
        QCOMPARE(made.total_usdc_deposited_atomic.atomic(), std::string("100000"));
        QCOMPARE(made.total_credits_minted, 100);
        QCOMPARE(made.credits_in_circulation, 100);
        QCOMPARE(made.escrow.credit_ratio, 1000);
        QCOMPARE(bench().balance(made.channel_id, "alpha"), 34);
        QCOMPARE(bench().balance(made.channel_id, "beta"), 33);
        QCOMPARE(bench().balance(made.channel_id, "gamma"), 33);
    }

    /// What JSON says is what counts, also where no double is exact (16.4 · 10⁶ as a double is 16399999.999…).
    void readsAmountsExactly_data()
    {
        QTest::addColumn<QByteArray>("amount");
        QTest::addColumn<qlonglong>("credits");
        QTest::newRow("16.4") << QByteArray("16.4") << 16'400LL;
        QTest::newRow("1.005") << QByteArray("1.005") << 1'005LL;
        QTest::newRow("text") << QByteArray("\"2.5\"") << 2'500LL;
        QTest::newRow("integer") << QByteArray("7") << 7'000LL;
        QTest::newRow("least") << QByteArray("0.001") << 1LL;
        QTest::newRow("exponent") << QByteArray("1e-3") << 1LL;
    }
    void readsAmountsExactly()
    {
        QFETCH(QByteArray, amount);
        QFETCH(qlonglong, credits);
        contract::CreateChannelInput input = ChannelsBench::wanted(0);
        input.credits.reset();
        input.usdc_amount = boost::json::parse(amount.toStdString());
        QCOMPARE(bench().open(input).total_credits_minted, std::int64_t(credits));
    }

    void refusesBadOpenings_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* name, const char* change, const char* code) {
            QTest::newRow(name) << QByteArray(change) << QByteArray(code);
        };
        row("nobody", R"({"participants":[]})", "missing");
        row("stranger", R"({"participants":["alpha","nobody"]})", "participant_not_found");
        row("twice", R"({"participants":["alpha","ALPHA"]})", "duplicate");
        row("too many", R"({"participants":["alpha","beta","gamma"],"max_participants":2})", "too_many");
        row("bad limit", R"({"max_participants":1000})", "out_of_range");
        row("bad address", R"({"participants":["0x12"]})", "malformed");
        row("bad participant", R"({"participants":[7]})", "wrong_type");
        row("bad role", R"({"participants":[{"agent_id":"alpha","role":"king"}]})", "not_allowed");
        row("zero", R"({"usdc_amount":0})", "out_of_range");
        row("negative", R"({"usdc_amount":-1})", "out_of_range");
        row("dust", R"({"usdc_amount":"0.0005"})", "not_whole_credits");
        row("seven decimals", R"({"usdc_amount":"1.0000001"})", "out_of_range");
        row("2^256", R"({"usdc_amount":"115792089237316195423570985008687907853269984665640564039457584007913129639936"})", "out_of_range");
        row("not a number", R"({"usdc_amount":true})", "out_of_range");
        row("contradiction", R"({"usdc_amount":1,"credits":1001})", "contradicts_usdc_amount");
        row("balance of a stranger", R"({"usdc_amount":1,"balances":{"gamma":1000}})", "not_a_participant");
        row("balances differ", R"({"usdc_amount":1,"balances":{"alpha":999}})", "sum_differs");
        row("negative balance", R"({"usdc_amount":1,"balances":{"alpha":-1,"beta":1001}})", "out_of_range");
        row("milestone without roles", R"({"usdc_amount":1,"milestones":[{"name":"m","credits":1}]})", "missing");
        row("milestone too large", R"({"usdc_amount":1,"milestones":[{"name":"m","credits":501,"client":"alpha","provider":"beta"}]})", "insufficient_balance");
        row("milestone to oneself", R"({"usdc_amount":1,"milestones":[{"name":"m","credits":1,"client":"alpha","provider":"alpha"}]})", "self_transfer");
        row("milestones of one name", R"({"usdc_amount":1,"milestones":[{"name":"m","credits":1,"client":"alpha","provider":"beta"},{"name":"m","credits":1,"client":"alpha","provider":"beta"}]})", "duplicate");
        row("other mode", R"({"mode":"pro"})", "not_allowed");
    }
    void refusesBadOpenings()
    {
        QFETCH(QByteArray, change);
        QFETCH(QByteArray, code);
        boost::json::object whole{{"participants", {"alpha", "beta"}}};
        const boost::json::value changes = boost::json::parse(change.toStdString());
        for (const auto& member : changes.as_object())
            whole[member.key()] = member.value();
        if (!whole.contains("usdc_amount"))
            whole["usdc_amount"] = 1;
        const std::int64_t before = ledger::number(bench().server.ledger.progress().committed);
        try {
            bench().open(contract::Codec<contract::CreateChannel>::decodeInput(whole));
            QFAIL("accepted");
        } catch (const base::Error& error) {
            QCOMPARE(base::httpStatus(error.code()), 400);
            QCOMPARE(error.fields().at(0).code, code.toStdString());
        }
        QCOMPARE(ledger::number(bench().server.ledger.progress().committed), before);
    }

    void opensForNothingOnlyWhenToldTo()
    {
        ChannelsBench strict{channels::Options{}};
        QCOMPARE(refusal([&] { strict.open(1000); }), std::string("503 payments_not_set_up"));
        QCOMPARE(strict.count("SELECT count(*) FROM channels_channel"), 0);
    }

    void movesCreditsBetweenParticipants()
    {
        const std::string id = bench().open(100);
        contract::SendTransaction::Input input{id, "alpha", "beta", 7, "for \"search\"\n\x01 한국어", {}, {}};
        const contract::TransactionResult done = bench().send(bench().as("alpha"), input);
        QVERIFY(done.tx_id.starts_with("tx_") && done.tx_id.size() == 35);
        QCOMPARE(done.status, std::string("confirmed"));
        QCOMPARE(done.memo, *input.memo);
        QCOMPARE(bench().balance(id, "alpha"), 43);
        QCOMPARE(bench().balance(id, "beta"), 57);
        bench().server.ledger.waitUntilDerived(10s);
        const auto page = bench().reader.transactions({id, {}, {}});
        QCOMPARE(page.transactions.size(), std::size_t(1));
        QCOMPARE(page.transactions[0].tx_id, done.tx_id);
        QCOMPARE(page.transactions[0].memo, *input.memo);
        QCOMPARE(page.transactions[0].from_address + ">" + page.transactions[0].to_address, std::string("alpha>beta"));
        QCOMPARE(page.transactions[0].amount, 7);
        bench().engine.count();
        QCOMPARE(bench().engine.getChannel(id).channel.total_transactions, 1);
    }

    void refusesBadTransactions_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<qlonglong>("amount");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("too much") << QByteArray("alpha") << QByteArray("beta") << 51LL << QByteArray("400 insufficient_balance");
        QTest::newRow("zero") << QByteArray("alpha") << QByteArray("beta") << 0LL << QByteArray("400 invalid_input");
        QTest::newRow("negative") << QByteArray("alpha") << QByteArray("beta") << -5LL << QByteArray("400 invalid_input");
        QTest::newRow("enormous") << QByteArray("alpha") << QByteArray("beta") << std::numeric_limits<qlonglong>::max() << QByteArray("400 invalid_input");
        QTest::newRow("to oneself") << QByteArray("alpha") << QByteArray("ALPHA") << 1LL << QByteArray("400 invalid_input");
        QTest::newRow("to a stranger") << QByteArray("alpha") << QByteArray("gamma") << 1LL << QByteArray("400 receiver_not_found");
        QTest::newRow("from a stranger") << QByteArray("gamma") << QByteArray("beta") << 1LL << QByteArray("400 sender_not_found");
        QTest::newRow("of somebody else") << QByteArray("beta") << QByteArray("alpha") << 1LL << QByteArray("403 not_yours");
    }
    void refusesBadTransactions()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(qlonglong, amount);
        QFETCH(QByteArray, code);
        const std::string id = bench().open(100);
        const std::int64_t before = ledger::number(bench().server.ledger.progress().committed);
        const contract::SendTransaction::Input input{id, from.toStdString(), to.toStdString(), amount, {}, {}, {}};
        QCOMPARE(refusal([&] { bench().send(bench().as("alpha"), input); }), code.toStdString());
        QCOMPARE(ledger::number(bench().server.ledger.progress().committed), before);
        QCOMPARE(bench().balance(id, "alpha"), 50);
    }

    void saysWhatClientsCompare()
    {
        const std::string id = bench().open(100);
        QCOMPARE(refusalText([&] { bench().send(id, "alpha", "beta", 51); }), std::string("insufficient balance"));
        QCOMPARE(refusalText([&] { bench().send(bench().desk(), {"ch_none", "alpha", "beta", 1, {}, {}, {}}); }),
                 std::string("channel not found: ch_none"));
        bench().close(id);
        QCOMPARE(refusalText([&] { bench().send(id, "alpha", "beta", 1); }), std::string("channel is not active (status: settled)"));
        const contract::SendTransaction::Input longMemo{id, "alpha", "beta", 1, std::string(1025, 'm'), {}, {}};
        QCOMPARE(refusal([&] { bench().send(bench().as("alpha"), longMemo); }), std::string("400 invalid_input"));
    }

    void aReferenceMakesARepeatHarmless()
    {
        const std::string id = bench().open(100);
        const contract::SendTransaction::Input input{id, "alpha", "beta", 5, {}, "order 7", {}};
        const std::string first = bench().send(bench().as("alpha"), input).tx_id;
        QCOMPARE(bench().send(bench().as("alpha"), input).tx_id, first);
        QCOMPARE(bench().balance(id, "alpha"), 45);
        contract::SendTransaction::Input other = input;
        other.amount = 6;
        QCOMPARE(refusal([&] { bench().send(bench().as("alpha"), other); }), std::string("409 key_reused"));
        // The same reference of somebody else is another one.
        QVERIFY(bench().send(bench().as("beta"), {id, "beta", "alpha", 5, {}, "order 7", {}}).tx_id != first);
    }

    void nobodyElseTakesPart()
    {
        const std::string id = bench().open(100);
        QVERIFY(bench().engine.takesPart(bench().as("alpha").principal, id));
        QVERIFY(!bench().engine.takesPart(bench().as("gamma").principal, id));
        QVERIFY(!bench().engine.takesPart({}, id));
        QCOMPARE(refusal([&] { bench().engine.takesPart({}, "ch_none"); }), std::string("404 channel_not_found"));
        QCOMPARE(bench().reader.list(bench().as("alpha"), {}).total, 1);
        QCOMPARE(bench().reader.list(bench().as("gamma"), {}).total, 0);
        QCOMPARE(bench().reader.list(bench().desk(), {}).total, 1);
    }

    void aWalletActsForItselfAndItsAgents()
    {
        const test::EthereumWallet wallet("holder");
        bench().add("delta", wallet);
        const contract::OpenedChannel made = bench().open(ChannelsBench::wanted(100, {"delta", wallet.address(), "alpha"}));
        contract::Principal session;
        session.kind = contract::PrincipalKind::wallet;
        session.wallet = wallet.address();
        session.scopes = {contract::Scope::read, contract::Scope::manage};
        QVERIFY(bench().engine.takesPart(session, made.channel_id));
        bench().send(bench().context(session), {made.channel_id, wallet.address(), "alpha", 3, {}, {}, {}});
        bench().send(bench().context(session), {made.channel_id, "delta", "alpha", 3, {}, {}, {}});
        QCOMPARE(refusal([&] { bench().send(bench().context(session), {made.channel_id, "alpha", "delta", 3, {}, {}, {}}); }),
                 std::string("403 not_yours"));
        QCOMPARE(bench().reader.list(bench().context(session), {}).total, 1);
    }

    void toppingUpAddsExactlyWhatWasPaid()
    {
        const std::string id = bench().open(100);
        const contract::ToppedUp done = bench().topUp(id, "beta", 25);
        QCOMPARE(done.status, std::string("topped_up"));
        QCOMPARE(bench().balance(id, "beta"), 75);
        const contract::ChannelDetail detail = bench().engine.getChannel(id);
        QCOMPARE(detail.channel.total_usdc_deposited_atomic.atomic(), std::string("125000"));
        QCOMPARE(detail.deposits.size(), std::size_t(2));
        QCOMPARE(refusal([&] { bench().topUp(id, "gamma", 25); }), std::string("400 invalid_input"));
        QCOMPARE(refusal([&] { bench().topUp(id, "beta", 0); }), std::string("400 invalid_input"));
        bench().close(id);
        QCOMPARE(refusal([&] { bench().topUp(id, "beta", 1); }), std::string("400 channel_not_active"));
    }

    void closingSettlesEveryoneExactly()
    {
        const std::string id = bench().open(101);
        bench().send(id, "alpha", "beta", 20);
        const contract::ClosedChannel closed = bench().close(id);
        QCOMPARE(closed.status, ChannelState::settled);
        QCOMPARE(closed.settlement.balances.at("alpha"), 31);
        QCOMPARE(closed.settlement.balances.at("beta"), 70);
        QCOMPARE(closed.settlement.usdc_owed_atomic.at("beta"), std::string("70000"));
        QCOMPARE(closed.settlement.total_usdc_atomic.atomic(), std::string("101000"));
        QCOMPARE(closed.settlement.total_transactions, 1);
        QCOMPARE(bench().balance(id, "alpha"), 0);
        // Closed again, it is refused with the receipt; and nothing more moves.
        const std::int64_t entries = ledger::number(bench().server.ledger.progress().committed);
        try {
            bench().close(id);
            QFAIL("closed twice");
        } catch (const base::Error& error) {
            QCOMPARE(error.reason(), std::string("channel_not_active"));
            const boost::json::value receipt = boost::json::parse(error.members);
            QCOMPARE(receipt.at("settlement").at("balances").at("beta").as_int64(), 70);
        }
        QCOMPARE(ledger::number(bench().server.ledger.progress().committed), entries);
    }

    void closingMovesNothingWhenThePreviewIsOutdated()
    {
        const std::string id = bench().open(100);
        const std::string version = bench().preview(id, ChannelAction::close).version;
        bench().send(id, "alpha", "beta", 1);
        QCOMPARE(refusal([&] { bench().close(id, version); }), std::string("409 preview_outdated"));
        QCOMPARE(bench().stateOf(id), std::string("active"));
        bench().send(id, "alpha", "beta", 1);
        const contract::ChannelPreview now = bench().preview(id, ChannelAction::close);
        QCOMPARE(now.usdc_atomic.atomic(), std::string("100000"));
        QCOMPARE(now.effects.at(0).usdc_atomic.value(), std::string("48000"));
        QCOMPARE(bench().close(id, now.version).status, ChannelState::settled);
    }

    void aTransactionMovesNothingWhenItsPreviewIsOutdated()
    {
        const std::string id = bench().open(100);
        const auto seen = [&] { return bench().engine.preview(bench().desk(), {id, ChannelAction::transact, "alpha", "beta", {}, 5, {}}); };
        const contract::ChannelPreview preview = seen();
        QCOMPARE(preview.effects.at(0).after, 45);
        QCOMPARE(preview.effects.at(1).after, 55);
        bench().send(id, "beta", "alpha", 1);
        contract::SendTransaction::Input input{id, "alpha", "beta", 5, {}, {}, preview.version};
        QCOMPARE(refusal([&] { bench().send(bench().desk(), input); }), std::string("409 preview_outdated"));
        input.version = seen().version;
        bench().send(bench().desk(), input);
        QCOMPARE(bench().balance(id, "alpha"), 46);
    }

    void previewsSayWhatWouldBeRefused()
    {
        const std::string id = bench().open(100);
        const auto preview = bench().engine.preview(bench().desk(), {id, ChannelAction::transact, "alpha", "beta", {}, 51, {}});
        QCOMPARE(preview.refusal.value_or(""), std::string("insufficient balance"));
        contract::CreateChannelInput input = ChannelsBench::wanted(10);
        const auto opening = bench().engine.previewOpen(bench().desk(), input);
        QCOMPARE(opening.effects.at(0).after, 5);
        QCOMPARE(opening.warnings.size(), std::size_t(1));
        input.version = opening.version;
        bench().open(input);
        input.credits = 11;
        QCOMPARE(refusal([&] { bench().open(input); }), std::string("409 preview_outdated"));
        const std::string before = bench().engine.preview(bench().desk(), {id, ChannelAction::topup, {}, {}, "beta", 5, {}}).version;
        bench().topUp(id, "beta", 5, before);
        QCOMPARE(refusal([&] { bench().topUp(id, "beta", 5, before); }), std::string("409 preview_outdated"));
    }

    void pausingStopsTransactionsOnly()
    {
        const std::string id = bench().open(100);
        QVERIFY(bench().engine.pause(bench().desk(), id).paused);
        QCOMPARE(refusal([&] { bench().send(id, "alpha", "beta", 1); }), std::string("409 channel_paused"));
        QVERIFY(!bench().engine.resume(bench().desk(), id).paused);
        bench().send(id, "alpha", "beta", 1);
        bench().engine.pause(bench().desk(), id);
        QCOMPARE(bench().close(id).status, ChannelState::settled);
    }

    void oneLeavesAndTheOthersGoOn()
    {
        const std::string id = bench().open(ChannelsBench::wanted(90, {"alpha", "beta", "gamma"})).channel_id;
        bench().send(id, "alpha", "gamma", 5);
        QCOMPARE(refusal([&] { bench().engine.exitParticipant(bench().as("beta"), {id, "gamma", {}}); }), std::string("403 not_yours"));
        const contract::ChannelPayout left = bench().engine.exitParticipant(bench().as("gamma"), {id, "gamma", {}});
        QCOMPARE(left.credits, 35);
        QCOMPARE(left.state, contract::PayoutState::done);
        QCOMPARE(refusal([&] { bench().send(id, "alpha", "gamma", 1); }), std::string("400 receiver_not_found"));
        QCOMPARE(refusal([&] { bench().engine.exitParticipant(bench().as("gamma"), {id, "gamma", {}}); }), std::string("409 participant_gone"));
        bench().send(id, "alpha", "beta", 5);
        const contract::ClosedChannel closed = bench().close(id);
        QCOMPARE(closed.settlement.total_usdc_atomic.atomic(), std::string("55000"));
        QVERIFY(!closed.settlement.balances.contains("gamma"));
    }

    void everyoneMayLeaveOneByOne()
    {
        const std::string id = bench().open(100);
        bench().engine.exitParticipant(bench().desk(), {id, "alpha", {}});
        const auto preview = bench().engine.preview(bench().desk(), {id, ChannelAction::exit, {}, {}, "beta", {}, {}});
        QCOMPARE(preview.credits, 50);
        bench().engine.exitParticipant(bench().desk(), {id, "beta", preview.version});
        QCOMPARE(bench().close(id).status, ChannelState::settled);
    }

    void milestonesHoldPayAndGiveBack()
    {
        const std::string id = bench().open(withMilestones({{"draft", 300, {}, {}}, {"final", 200, {}, {}}, {"extra", 100, {}, {}}})).channel_id;
        QCOMPARE(bench().balance(id, "alpha"), 400);
        QCOMPARE(refusal([&] { bench().send(id, "alpha", "beta", 401); }), std::string("400 insufficient_balance"));
        QCOMPARE(refusal([&] { bench().engine.completeMilestone(bench().as("alpha"), {id, "draft", {}}); }), std::string("403 not_yours"));
        QCOMPARE(refusal([&] { bench().engine.approveMilestone(bench().as("beta"), {id, "draft", true, {}}); }), std::string("403 not_yours"));
        QCOMPARE(refusal([&] { bench().engine.completeMilestone(bench().as("beta"), {id, "none", {}}); }), std::string("404 milestone_not_found"));
        const auto delivered = bench().engine.completeMilestone(bench().as("beta"), {id, "draft", "ipfs://x"});
        QCOMPARE(delivered.state, contract::MilestoneState::completed);
        QCOMPARE(delivered.proof.value(), std::string("ipfs://x"));
        QCOMPARE(refusal([&] { bench().close(id); }), std::string("409 milestone_undecided"));
        QCOMPARE(refusal([&] { bench().engine.exitParticipant(bench().as("beta"), {id, "beta", {}}); }), std::string("409 milestone_open"));
        QCOMPARE(bench().engine.approveMilestone(bench().as("alpha"), {id, "draft", true, {}}).state, contract::MilestoneState::approved);
        QCOMPARE(bench().balance(id, "beta"), 300);
        QCOMPARE(bench().engine.approveMilestone(bench().as("alpha"), {id, "draft", true, {}}).state, contract::MilestoneState::approved);
        QCOMPARE(refusal([&] { bench().engine.approveMilestone(bench().as("alpha"), {id, "draft", false, {}}); }), std::string("409 milestone_decided"));
        QCOMPARE(bench().engine.approveMilestone(bench().as("alpha"), {id, "final", false, {}}).state, contract::MilestoneState::rejected);
        QCOMPARE(bench().balance(id, "alpha"), 600);
        // What was never delivered goes back when the channel closes.
        const contract::ClosedChannel closed = bench().close(id);
        QCOMPARE(closed.settlement.balances.at("alpha"), 700);
        QCOMPARE(closed.settlement.balances.at("beta"), 300);
        QCOMPARE(bench().engine.getChannel(id).milestones.at(2).decided_by.value(), std::string("closing"));
    }

    void aDeliveredMilestoneApprovesItselfInTheEnd()
    {
        const std::string id = bench().open(withMilestones({{"draft", 300, {}, {}}})).channel_id;
        bench().engine.completeMilestone(bench().as("beta"), {id, "draft", {}});
        bench().clock.advance(71h);
        bench().engine.sweep();
        QCOMPARE(bench().balance(id, "beta"), 0);
        bench().clock.advance(2h);
        bench().engine.sweep();
        QCOMPARE(bench().balance(id, "beta"), 300);
        QCOMPARE(bench().engine.getChannel(id).milestones.at(0).decided_by.value(), std::string("silence"));
    }

    void closingAmidTransactionsLosesNothing()
    {
        const std::string id = bench().open(100'000);
        std::atomic<bool> stop = false;
        std::atomic<std::int64_t> sent = 0;
        std::vector<std::thread> senders;
        for (const bool forth : {true, false}) {
            senders.emplace_back([&, forth] {
                const contract::Context who = bench().as(forth ? "alpha" : "beta");
                while (!stop) {
                    try {
                        bench().send(who, {id, forth ? "alpha" : "beta", forth ? "beta" : "alpha", 1, {}, {}, {}});
                        ++sent;
                    } catch (const base::Error&) {
                        return;
                    }
                }
            });
        }
        QTRY_VERIFY_WITH_TIMEOUT(sent > 50, 20'000);
        // Two at once, too.
        std::atomic<int> closed = 0;
        const auto close = [&] { closed += refusal([&] { bench().close(id); }) == "done" ? 1 : 0; };
        std::thread other(close);
        close();
        other.join();
        QCOMPARE(closed.load(), 1);
        stop = true;
        for (std::thread& thread : senders)
            thread.join();
        QTRY_COMPARE(bench().stateOf(id), std::string("settled"));
        const auto settlement = bench().engine.getChannel(id).settlement.value();
        QCOMPARE(settlement.total_usdc_atomic.atomic(), std::string("100000000"));
        QCOMPARE(settlement.balances.at("alpha") + settlement.balances.at("beta"), 100'000);
        bench().engine.count();
        QCOMPARE(bench().engine.getChannel(id).channel.total_transactions, sent.load());
    }

    void listsPageInEveryOrder()
    {
        for (int i = 1; i <= 7; ++i) {
            bench().open(i * 10);
            bench().clock.advance(1s);
        }
        for (const char* sort : {"newest", "-newest", "deposited", "-deposited", "transactions", "-transactions"}) {
            std::vector<std::string> seen;
            contract::ListChannels::Input input;
            input.sort = sort;
            input.limit = 3;
            do {
                const contract::ChannelPage page = bench().reader.list(bench().desk(), input);
                QCOMPARE(page.total, 7);
                for (const contract::Channel& channel : page.channels)
                    seen.push_back(channel.channel_id);
                input.cursor = page.next;
            } while (input.cursor);
            QCOMPARE(seen.size(), std::size_t(7));
            QCOMPARE(std::set<std::string>(seen.begin(), seen.end()).size(), std::size_t(7));
        }
        contract::ListChannels::Input byParticipant;
        byParticipant.participant = "gamma";
        QCOMPARE(bench().reader.list(bench().desk(), byParticipant).total, 0);
        byParticipant = {};
        byParticipant.q = "al";
        QCOMPARE(bench().reader.list(bench().desk(), byParticipant).total, 7);
        byParticipant = {};
        byParticipant.status = ChannelState::settled;
        QCOMPARE(bench().reader.list(bench().desk(), byParticipant).total, 0);
        contract::ListChannels::Input bad;
        for (const auto& [sort, cursor] : {std::pair("newest", "x|y"), {"newest", "123|x"}, {"deposited", "2026-01-01T00:00:00Z|x"}}) {
            bad.sort = sort;
            bad.cursor = cursor;
            QCOMPARE(refusal([&] { bench().reader.list(bench().desk(), bad); }), std::string("400 invalid_input"));
        }
        bad = {};
        bad.q = std::string(63, 'a') + "한국어"; // cut in the middle of a letter it would be no text
        QCOMPARE(bench().reader.list(bench().desk(), bad).total, 0);
        bad = {};
        bad.sort = "size";
        QCOMPARE(refusal([&] { bench().reader.list(bench().desk(), bad); }), std::string("400 invalid_input"));
    }

    void desksOfBeforeReadTheSameNumbers()
    {
        const std::string id = bench().open(100);
        const std::string other = bench().open(50);
        bench().send(id, "alpha", "beta", 3);
        bench().close(other);
        bench().engine.count();
        const contract::ChannelTotals totals = bench().reader.totals();
        QCOMPARE(totals.active_channels, 1);
        QCOMPARE(totals.total_channels, 2);
        QCOMPARE(totals.total_agents, 2);
        QCOMPARE(totals.total_transactions, 1);
        QCOMPARE(totals.total_credits_minted, 150);
        const contract::EscrowTotals escrow = bench().reader.escrowTotals();
        QCOMPARE(escrow.total_credits_in_circulation, 100); // settled channels are not in escrow any more
        QCOMPARE(escrow.settled_channels, 1);
        QCOMPARE(bench().reader.newest().channels.size(), std::size_t(2));
        const contract::ChannelEvents events = bench().reader.events();
        std::multiset<std::string> types;
        for (const contract::ChannelEvent& event : events.events)
            types.insert(event.event_type);
        QVERIFY(types == (std::multiset<std::string>{"channel_created", "channel_created", "channel_activated", "channel_activated",
                                                     "tx_confirmed", "channel_closing", "channel_settled"}));
        QCOMPARE(boost::json::value_to<std::string>(events.events.at(2).payload.at("from")), std::string("alpha"));
    }

    void evidenceLeadsFromAnAmountToItsReceipt()
    {
        const std::string id = bench().open(100);
        const contract::TransactionResult sent = bench().send(id, "alpha", "beta", 3);
        bench().close(id);
        bench().server.ledger.waitUntilDerived(10s);
        contract::GetEvidence::Input input;
        input.tx_id = sent.tx_id;
        const contract::Evidence evidence = bench().reader.evidence(input);
        std::vector<std::string> kinds;
        for (const contract::EvidenceLink& link : evidence.links)
            kinds.push_back(link.kind);
        QVERIFY(kinds == (std::vector<std::string>{"payment", "transfer", "channel", "payout"}));
        QCOMPARE(evidence.links.at(1).amount_atomic.value(), std::string("3"));
        // It says where the chain breaks: nobody paid, and nothing is sealed here.
        QCOMPARE(evidence.gaps.size(), std::size_t(2));
        QCOMPARE(refusal([&] { bench().reader.evidence({}); }), std::string("400 invalid_input"));
        input.tx_id = "tx_unknown";
        QCOMPARE(refusal([&] { bench().reader.evidence(input); }), std::string("404 transaction_not_found"));
    }

    /// The ledger has taken the credits in, and the row does not say so yet: the version looks outdated because it happened.
    void aCrashAfterTakingInIsNotTakenForAnOutdatedPreview()
    {
        const std::string id = bench().open(100);
        bench().send(id, "alpha", "beta", 10);
        const std::string version = bench().preview(id, ChannelAction::close).version;
        const std::string payout = base::uuid7(bench().clock.now());
        bench().run("UPDATE channels_channel SET state = 'closing', attention_at = created_at WHERE id = $1", {id});
        bench().run("INSERT INTO channels_payout (id, channel_id, kind, state, credits, version, created_at) "
                    "VALUES ($1, $2, 'settle', 'posting', 0, $3, now())", {payout, id, version});
        channels::Book book(bench().server.ledger, bench().journal);
        {
            db::Transaction tx = bench().pool.begin();
            const auto snapshot = channels::load(tx, id, channels::Lock::No).value();
            tx.rollback();
            QVERIFY(book.takeIn(snapshot, *snapshot.settlement(), book.balances(snapshot)).has_value());
        }
        bench().clock.advance(1s);
        bench().engine.sweep();
        QCOMPARE(bench().stateOf(id), std::string("settled"));
        QCOMPARE(bench().engine.getChannel(id).settlement->balances.at("beta"), 60);
    }

    /// Whoever gives a closing up has the ledger's word that nobody else carries it out after all.
    void whatIsGivenUpIsNeverTakenIn()
    {
        const std::string id = bench().open(100);
        db::Transaction tx = bench().pool.begin();
        const auto snapshot = channels::load(tx, id, channels::Lock::No).value();
        tx.rollback();
        channels::PayoutRow payout;
        payout.id = base::uuid7(bench().clock.now());
        payout.kind = "settle";
        channels::Book book(bench().server.ledger, bench().journal);
        QVERIFY(!book.abandon(snapshot, payout).has_value());
        QVERIFY(!book.takeIn(snapshot, payout, book.balances(snapshot)).has_value());
        QVERIFY(!book.abandon(snapshot, payout).has_value());
        QCOMPARE(bench().balance(id, "alpha"), 50);
        payout.id = base::uuid7(bench().clock.now());
        const auto taken = book.takeIn(snapshot, payout, book.balances(snapshot));
        QVERIFY(taken.has_value());
        QVERIFY(book.abandon(snapshot, payout) == taken);
        // Once more with balances that are zero now: what was taken in is found by its key.
        QVERIFY(book.takeIn(snapshot, payout, book.balances(snapshot)) == taken);
        QCOMPARE(book.takenIn(snapshot, *taken).at("beta"), 50);
        bench().run("UPDATE channels_channel SET state = 'failed' WHERE id = $1", {id}); // done with it
    }

    void anOutdatedPreviewOfClosingLeavesMilestonesAlone()
    {
        const std::string id = bench().open(withMilestones({{"draft", 300, {}, {}}})).channel_id;
        const std::string version = bench().preview(id, ChannelAction::close).version;
        bench().send(id, "alpha", "beta", 1);
        QCOMPARE(refusal([&] { bench().close(id, version); }), std::string("409 preview_outdated"));
        const contract::ChannelDetail detail = bench().engine.getChannel(id);
        QCOMPARE(detail.milestones.at(0).state, contract::MilestoneState::pending);
        QCOMPARE(detail.channel.credits_held, 300);
        const contract::ClosedChannel closed = bench().close(id, bench().preview(id, ChannelAction::close).version);
        QCOMPARE(closed.status, ChannelState::settled);
        QCOMPARE(closed.settlement.balances.at("alpha"), 999);
    }

    void theDeskSpendsForOthersInTheOpen()
    {
        const std::string id = bench().open(100);
        bench().send(id, "alpha", "beta", 1);
        QCOMPARE(bench().count("SELECT count(*) FROM audit_entry WHERE action = 'SendTransaction'"), 0);
        bench().send(bench().desk(), {id, "alpha", "beta", 2, {}, {}, {}});
        QCOMPARE(bench().count("SELECT count(*) FROM audit_entry WHERE action = 'SendTransaction' AND target_id = $1", {id}), 1);
    }

    void strangersFromOutsideOpenAndFillNothing()
    {
        const std::string id = bench().open(100);
        const contract::Context outside = bench().context({}, false);
        QCOMPARE(refusal([&] { bench().engine.createChannel(outside, ChannelsBench::wanted(1), {}); }), std::string("401 missing_authorization"));
        QCOMPARE(refusal([&] { bench().engine.topupCredits(outside, {id, "beta", 1, {}, {}, {}}, {}); }), std::string("401 missing_authorization"));
        contract::Context gamma = bench().as("gamma");
        gamma.loopback = false;
        QCOMPARE(refusal([&] { bench().engine.topupCredits(gamma, {id, "beta", 1, {}, {}, {}}, {}); }), std::string("403 not_yours"));
    }

    void aChannelWithAContractClosesBeforeItsPayersMayLeave()
    {
        const std::string id = bench().open(100);
        bench().run("UPDATE channels_channel SET contract = '0x0000000000000000000000000000000000000001', chain_id = 1, "
                    "attention_at = created_at WHERE id = $1", {id});
        bench().clock.advance(24h * 79);
        bench().engine.sweep();
        QCOMPARE(bench().stateOf(id), std::string("active"));
        bench().run("UPDATE channels_participant SET address = '0x00000000000000000000000000000000000000a1' WHERE channel_id = $1", {id});
        bench().clock.advance(24h);
        bench().engine.sweep();
        QCOMPARE(bench().stateOf(id), std::string("closing"));
        QCOMPARE(bench().balance(id, "alpha"), 0);
        bench().run("UPDATE channels_channel SET contract = NULL, chain_id = NULL WHERE id = $1", {id}); // there is no chain here
        bench().run("UPDATE channels_payout SET state = 'final' WHERE channel_id = $1", {id});
        bench().clock.advance(2s);
        bench().engine.sweep();
        QCOMPARE(bench().stateOf(id), std::string("settled"));
    }

    /// The journal has it and the rows do not: what it took in counts, though nobody holds anything any more.
    void aTakeInThatACrashCutOffIsFoundAgain()
    {
        const std::string id = bench().open(100);
        bench().send(id, "alpha", "beta", 8);
        bench().close(id);
        bench().run("DELETE FROM channels_payout_share WHERE payout_id = (SELECT id FROM channels_payout WHERE channel_id = $1)", {id});
        bench().run("UPDATE channels_payout SET state = 'posting', credits = 0, entry = NULL WHERE channel_id = $1", {id});
        bench().run("UPDATE channels_channel SET state = 'closing', closed_at = NULL, attention_at = created_at WHERE id = $1", {id});
        bench().run("UPDATE channels_participant SET state = 'active' WHERE channel_id = $1", {id});
        const std::int64_t entries = ledger::number(bench().server.ledger.progress().committed);
        bench().clock.advance(1s);
        bench().engine.sweep();
        QCOMPARE(bench().stateOf(id), std::string("settled"));
        const auto settlement = bench().engine.getChannel(id).settlement.value();
        QCOMPARE(settlement.balances.at("alpha"), 42);
        QCOMPARE(settlement.balances.at("beta"), 58);
        QCOMPARE(ledger::number(bench().server.ledger.progress().committed), entries);
    }

    void whatACrashLeftIsFinishedByTheSweep()
    {
        // Rows as they stand after the first commit of opening, and nothing more.
        const std::string id = bench().open(100);
        const std::string copy = "ch_000000000000000000000001";
        bench().run("INSERT INTO channels_channel (id, uuid, state, max_participants, simulated, created_at, attention_at) "
                    "SELECT $2, gen_random_uuid(), 'pending', 10, false, created_at, created_at FROM channels_channel WHERE id = $1",
                    {id, copy});
        bench().run("INSERT INTO channels_participant (channel_id, participant, position, share, state) "
                    "SELECT $2, participant, position, share, 'active' FROM channels_participant WHERE channel_id = $1", {id, copy});
        bench().run("INSERT INTO channels_deposit (id, channel_id, kind, state, amount, created_at) "
                    "SELECT gen_random_uuid(), $2, kind, 'final', amount, created_at FROM channels_deposit WHERE channel_id = $1", {id, copy});
        bench().clock.advance(1s);
        bench().engine.sweep();
        QCOMPARE(bench().stateOf(copy), std::string("active"));
        QCOMPARE(bench().balance(copy, "alpha"), 50);
    }
};

QTEST_GUILESS_MAIN(ChannelEngineTest)
#include "tst_engine.moc"
