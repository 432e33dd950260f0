// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "support/refusal.h"

#include <QtTest>

using namespace bursar;
using namespace std::chrono_literals;
using contract::Principal;
using contract::PrincipalKind;
using contract::Relation;
using contract::Role;
using contract::Scope;
using test::EthereumWallet;
using test::refusal;

class WalletsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::RegistryBench> m_bench;
    EthereumWallet m_wallet{"holder"};
    EthereumWallet m_stranger{"stranger"};

    contract::Verified verify(const std::string& slug, const EthereumWallet& wallet, const Principal& by = {})
    {
        const std::string challenge = m_bench->issue(slug);
        return m_bench->registry.verifyWallet(
            m_bench->context(by, false),
            {.agent_id = slug, .challenge = challenge, .signature = wallet.signHex(challenge)});
    }
    contract::WalletLoggedIn login(const EthereumWallet& wallet)
    {
        const std::string challenge = m_bench->issue(wallet.address());
        return m_bench->registry.walletLogin(
            m_bench->context({}, false),
            {.address = wallet.address(), .challenge = challenge, .signature = wallet.signHex(challenge)});
    }
    bool owns(const Principal& who, const std::string& slug)
    {
        return m_bench->registry.agentRelation()(who, Relation::owner_of, slug);
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<test::RegistryBench>(); }
    void cleanup() { m_bench.reset(); }

    void theWalletOfAnAgentVerifies()
    {
        m_bench->add("alpha", m_wallet);
        const contract::Verified verified = verify("alpha", m_wallet);
        QCOMPARE(verified.agent_id, std::string("alpha"));
        QCOMPARE(verified.evm_address, m_wallet.address());
        QVERIFY(verified.verified);
        const Principal who = m_bench->call(verified.session_token);
        QCOMPARE(who.wallet, m_wallet.address());
        QVERIFY(verified.session_expires_at == m_bench->clock.now() + 24h);
        QCOMPARE(m_bench->actions("alpha"), std::string("AuthVerify RegisterAgent"));
    }

    void nobodyElsesSignatureChangesTheWallet() // D-4
    {
        m_bench->add("alpha", m_wallet);
        QCOMPARE(refusal([&] { verify("alpha", m_stranger); }), std::string("401 verification_failed"));
        QCOMPARE(test::refusalText([&] { verify("alpha", m_stranger); }), std::string("verification failed"));
        QCOMPARE(m_bench->registry.agent("alpha").evm_address.value_or(""), m_wallet.address());
    }

    void anAgentWithoutAWalletTakesOneOnlyWithItsOwnKey() // D-4
    {
        const Principal own = m_bench->call(m_bench->add("alpha").api_key);
        const Principal foreign = m_bench->call(m_bench->add("beta").api_key);
        QCOMPARE(refusal([&] { verify("alpha", m_stranger); }), std::string("403 own_key_required"));
        QCOMPARE(refusal([&] { verify("alpha", m_stranger, foreign); }), std::string("403 own_key_required"));
        QCOMPARE(refusal([&] { verify("alpha", m_stranger, test::RegistryBench::desk(Role::owner)); }),
                 std::string("403 own_key_required"));
        Principal reader = own;
        reader.scopes = {Scope::ingest, Scope::read};
        QCOMPARE(refusal([&] { verify("alpha", m_stranger, reader); }), std::string("403 own_key_required"));
        QVERIFY(!m_bench->registry.agent("alpha").evm_address);
        QCOMPARE(verify("alpha", m_wallet, own).evm_address, m_wallet.address());
        QCOMPARE(m_bench->registry.agent("alpha").evm_address.value_or(""), m_wallet.address());
        QCOMPARE(refusal([&] { verify("alpha", m_stranger, own); }), std::string("401 verification_failed"));
    }

    void aVerificationIsNotReplayed()
    {
        m_bench->add("alpha", m_wallet);
        const std::string challenge = m_bench->issue("ALPHA");
        const contract::AuthVerify::Input input{.agent_id = "Alpha", .challenge = challenge,
                                                .signature = m_wallet.signHex(challenge)};
        QCOMPARE(refusal([&] { m_bench->registry.verifyWallet(m_bench->context(), input); }),
                 std::string("done"));
        QCOMPARE(refusal([&] { m_bench->registry.verifyWallet(m_bench->context(), input); }),
                 std::string("401 verification_failed"));
    }

    void aChallengeOfAnotherAgentDoesNotVerify()
    {
        m_bench->add("alpha", m_wallet);
        m_bench->add("beta", m_wallet);
        const std::string challenge = m_bench->issue("beta");
        QCOMPARE(refusal([&] {
                     m_bench->registry.verifyWallet(m_bench->context(),
                                                    {.agent_id = "alpha",
                                                     .challenge = challenge,
                                                     .signature = m_wallet.signHex(challenge)});
                 }),
                 std::string("401 verification_failed"));
        QCOMPARE(refusal([&] { verify("nobody", m_wallet); }), std::string("401 verification_failed"));
    }

    void aLoginShowsAgentsAKeyAndASession()
    {
        m_bench->add("alpha", m_wallet);
        m_bench->clock.advance(1s);
        m_bench->add("beta", m_wallet);
        m_bench->add("gamma", m_stranger);
        const contract::WalletLoggedIn in = login(m_wallet);
        QCOMPARE(in.agent.agent_id, std::string("alpha"));
        QCOMPARE(in.agents.size(), std::size_t(2));
        QCOMPARE(in.agents[1].agent_id, std::string("beta"));
        const Principal who = m_bench->call(in.api_key);
        QCOMPARE(who.agentId, std::string("alpha"));
        QVERIFY((who.scopes == std::set{Scope::ingest, Scope::read}));
        QCOMPARE(m_bench->call(in.session_token).wallet, m_wallet.address());
        QCOMPARE(m_bench->identity.activity({.target_kind = "agent", .target_id = "alpha"}).rows[0].actor,
                 m_wallet.address());
    }

    void aLoginReplacesTheKeyOfTheLoginBefore()
    {
        const std::string first = m_bench->add("alpha", m_wallet).api_key;
        const std::string one = login(m_wallet).api_key;
        QCOMPARE(m_bench->call(one).agentId, std::string("alpha"));
        const std::string two = login(m_wallet).api_key;
        QCOMPARE(refusal([&] { m_bench->call(one); }), std::string("401 api_key_revoked"));
        QCOMPARE(m_bench->call(two).agentId, std::string("alpha"));
        QCOMPARE(m_bench->call(first).agentId, std::string("alpha"));
    }

    void manyLoginsLeaveFewRows()
    {
        m_bench->add("alpha", m_wallet);
        for (int i = 0; i < 5; ++i) {
            login(m_wallet);
            m_bench->clock.advance(24h * 31);
        }
        login(m_wallet);
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_key WHERE name = 'wallet login'"), 2);
    }

    void aLoginFailsAsOlderClientsExpect()
    {
        m_bench->add("alpha", m_wallet);
        const std::string challenge = m_bench->issue(m_wallet.address());
        const contract::WalletLogin::Input forged{.address = m_wallet.address(), .challenge = challenge,
                                                  .signature = m_stranger.signHex(challenge)};
        QCOMPARE(test::refusalText([&] { m_bench->registry.walletLogin(m_bench->context(), forged); }),
                 std::string("signature verification failed"));
        QCOMPARE(refusal([&] { login(m_stranger); }), std::string("404 no_agent_with_wallet"));
        QCOMPARE(test::refusalText([&] { login(m_stranger); }),
                 std::string("no agent registered with this wallet"));
        QCOMPARE(refusal([&] { m_bench->registry.walletLogin(m_bench->context(), {.address = "0x1"}); }),
                 std::string("400 invalid_input"));
        m_bench->registry.setStatus(m_bench->operatorContext(), {.agent_id = "alpha", .status = "suspended"});
        QCOMPARE(refusal([&] { login(m_wallet); }), std::string("403 agent_suspended"));
        m_bench->registry.deregister(m_bench->operatorContext(), "alpha");
        QCOMPARE(refusal([&] { login(m_wallet); }), std::string("404 no_agent_with_wallet"));
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_session"), 0);
    }

    void ownershipNeverCrossesAgents() // D-1, D-5
    {
        const Principal alpha = m_bench->call(m_bench->add("alpha", m_wallet).api_key);
        const Principal beta = m_bench->call(m_bench->add("beta", m_wallet).api_key);
        m_bench->add("gamma", m_stranger);
        m_bench->add("bare");
        QVERIFY(owns(alpha, "alpha"));
        QVERIFY(owns(alpha, "ALPHA"));
        QVERIFY(!owns(alpha, "beta")); // of the same wallet, still another agent's key
        QVERIFY(owns(beta, "beta"));
        QVERIFY(!owns(beta, "gamma"));

        const Principal wallet = m_bench->call(login(m_wallet).session_token);
        QVERIFY(owns(wallet, "alpha"));
        QVERIFY(owns(wallet, "beta"));
        QVERIFY(!owns(wallet, "gamma"));
        QVERIFY(!owns(wallet, "bare"));

        for (const PrincipalKind kind : {PrincipalKind::anonymous, PrincipalKind::user, PrincipalKind::service})
            QVERIFY(!owns({.kind = kind, .id = "x", .wallet = m_wallet.address()}, "alpha"));
        QVERIFY(!owns({.kind = PrincipalKind::wallet}, "bare"));
        QVERIFY(!owns({.kind = PrincipalKind::agent}, "bare"));
        QVERIFY(!m_bench->registry.agentRelation()(alpha, Relation::sponsor_of, "alpha"));
        QCOMPARE(refusal([&] { owns(alpha, "nobody"); }), std::string("404 agent_not_found"));
        QCOMPARE(refusal([&] { owns(alpha, "' OR true --"); }), std::string("404 agent_not_found"));
    }

    void aWalletsFiguresAreForItsSessionOnly() // D-5
    {
        const Principal agent = m_bench->call(m_bench->add("alpha", m_wallet).api_key);
        const Principal wallet = m_bench->call(login(m_wallet).session_token);
        const auto self = [&](const Principal& who, const std::string& address) {
            return m_bench->registry.walletRelation()(who, Relation::self, address);
        };
        QVERIFY(self(wallet, m_wallet.address()));
        QVERIFY(!self(wallet, m_stranger.address()));
        QVERIFY(!self(agent, m_wallet.address()));
        QVERIFY(!self({}, m_wallet.address()));
        QVERIFY(!m_bench->registry.walletRelation()(wallet, Relation::owner_of, m_wallet.address()));
        QCOMPARE(refusal([&] { self(wallet, "0x1"); }), std::string("400 invalid_input"));
    }

    void ownershipChangesWithinASecond()
    {
        m_bench->add("alpha", m_wallet);
        const Principal wallet = m_bench->call(login(m_wallet).session_token);
        QVERIFY(owns(wallet, "alpha"));
        m_bench->run("UPDATE registry_agent SET evm_address = $1", {m_stranger.address()}); // by another server
        m_bench->clock.advance(1s);
        QVERIFY(!owns(wallet, "alpha"));
    }

    void theAgentsOfAWalletAreFound()
    {
        m_bench->add("alpha", m_wallet);
        m_bench->add("beta", m_wallet);
        m_bench->add("gamma", m_stranger);
        const auto& registry = m_bench->registry.ofWallet(m_wallet.address());
        QCOMPARE(registry.total, 2);
        const auto keysOf
            = [&](const std::string& address) { return m_bench->registry.agentKeysOfWallet(address); };
        QCOMPARE(keysOf(m_wallet.address()), (std::vector{m_bench->registry.agentKeyOf("alpha"),
                                                          m_bench->registry.agentKeyOf("beta")}));
        m_bench->registry.setStatus(m_bench->operatorContext(), {.agent_id = "beta", .status = "suspended"});
        QCOMPARE(m_bench->registry.ofWallet(m_wallet.address()).total, 1); // active ones
        QCOMPARE(keysOf(m_wallet.address()).size(), std::size_t(2));
        m_bench->registry.deregister(m_bench->operatorContext(), "beta");
        QCOMPARE(keysOf(m_wallet.address()).size(), std::size_t(1));
        QCOMPARE(refusal([&] { keysOf("0x1"); }), std::string("400 invalid_input"));
        QCOMPARE(refusal([&] { m_bench->registry.ofWallet("alpha"); }), std::string("400 invalid_input"));
    }
};

QTEST_GUILESS_MAIN(WalletsTest)
#include "tst_wallets.moc"
