// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "support/refusal.h"

#include <QtTest>

using namespace bursar;
using contract::Context;
using contract::RegisterAgent;
using contract::Role;
using contract::Scope;
using test::EthereumWallet;
using test::refusal;
using test::refusalText;

class RegisterTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::RegistryBench> m_bench;
    EthereumWallet m_wallet{"holder"};
    EthereumWallet m_stranger{"stranger"};

    std::string outcome(const RegisterAgent::Input& input)
    {
        return refusal([&] { m_bench->registry.registerAgent(m_bench->context(), input); });
    }
    std::string outcome(const Context& context, const RegisterAgent::Input& input)
    {
        return refusal([&] { m_bench->registry.registerAgent(context, input); });
    }
    contract::Agent agent(const std::string& slug) { return m_bench->registry.agent(slug); }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<test::RegistryBench>(); }
    void cleanup() { m_bench.reset(); }

    void theShapeOfTheTypeScriptSdkIsTaken()
    {
        const auto made = m_bench->registry.registerAgent(
            m_bench->context(),
            {.agent_id = "weather",
             .name = "Weather",
             .origin_endpoint = "https://weather.example",
             .protocols = std::vector<std::string>{"HTTP", "mcp", "mcp"},
             .category = "Data",
             .pricing
             = contract::json::value{{"model", "per_request"}, {"amount", "0.01"}, {"currency", "USDC"}},
             .tier = "lite"});
        QCOMPARE(made.agent_id, std::string("weather"));
        QCOMPARE(made.gt8004_endpoint, std::string("/v1/agents/weather"));
        QCOMPARE(made.dashboard_url, std::string("/dashboard/agents/weather"));
        QCOMPARE(made.tier, std::string("lite"));
        QCOMPARE(made.status, std::string("active"));
        const contract::Agent got = agent("weather");
        QCOMPARE(got.name, std::string("Weather"));
        QCOMPARE(got.origin_endpoint.value_or(""), std::string("https://weather.example"));
        QCOMPARE(got.protocols, (std::vector<std::string>{"http", "mcp"}));
        QCOMPARE(got.category.value_or(""), std::string("data"));
        QCOMPARE(got.pricing_amount.value_or(0), 0.01);
        QCOMPARE(got.pricing_currency.value_or(""), std::string("USDC"));
        QCOMPARE(got.current_tier, std::string("lite"));
        QVERIFY(!got.evm_address);
        QVERIFY(base::isUuid(got.id));
        QCOMPARE(m_bench->actions("weather"), std::string("RegisterAgent"));
    }

    void theFirstKeyWorksAndManagesOnlyWithoutAWallet()
    {
        const contract::Principal bare = m_bench->call(m_bench->add("bare").api_key);
        QCOMPARE(bare.agentId, std::string("bare"));
        QVERIFY((bare.scopes == std::set{Scope::ingest, Scope::read, Scope::manage}));
        const contract::Principal held = m_bench->call(m_bench->add("held", m_wallet).api_key);
        QVERIFY((held.scopes == std::set{Scope::ingest, Scope::read}));
    }

    void anIdIsMadeWhenNoneIsGiven()
    {
        const auto named = m_bench->registry.registerAgent(m_bench->context(), {.name = "Weather Bot"});
        QVERIFY(named.agent_id.starts_with("weather-bot-"));
        QCOMPARE(agent(named.agent_id).name, std::string("Weather Bot"));
        const auto bare = m_bench->registry.registerAgent(m_bench->context(), {.agent_id = "", .name = ""});
        QVERIFY(bare.agent_id.starts_with("agent-"));
    }

    void anIdIsTakenOnceWhateverItsCase()
    {
        m_bench->add("alpha");
        try {
            m_bench->registry.registerAgent(m_bench->context(), {.agent_id = "ALPHA"});
            QFAIL("registered twice");
        } catch (const base::Error& error) {
            QCOMPARE(error.reason(), std::string("agent_exists"));
            QCOMPARE(base::httpStatus(error.code()), 409);
            QCOMPARE(error.conflictId.value_or(""), std::string("alpha"));
        }
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_key"), 1);
    }

    void twoAtOnceMakeOneAgent()
    {
        std::atomic<int> made = 0;
        std::atomic<int> taken = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                const std::string how = outcome(RegisterAgent::Input{.agent_id = "alpha"});
                made += how == "done" ? 1 : 0;
                taken += how == "409 agent_exists" ? 1 : 0;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(made.load(), 1);
        QCOMPARE(taken.load(), 3);
    }

    void registrationIsForThisMachineAndTheDesk()
    {
        const RegisterAgent::Input input{.name = "x"};
        QCOMPARE(outcome(m_bench->context({}, false), input), std::string("403 registration_closed"));
        const auto from = [&](Role role) { return m_bench->context(test::RegistryBench::desk(role), false); };
        QCOMPARE(outcome(from(Role::observer), input), std::string("403 registration_closed"));
        QCOMPARE(outcome(from(Role::desk_operator), input), std::string("done"));
        const contract::Principal other = m_bench->call(m_bench->add("second").api_key);
        QCOMPARE(outcome(m_bench->context(other, false), input), std::string("403 registration_closed"));
        QCOMPARE(outcome(m_bench->context(), input), std::string("done"));
    }

    void theSettingOpensRegistration()
    {
        m_bench = std::make_unique<test::RegistryBench>(registry::Options{.openRegistration = true});
        QCOMPARE(outcome(m_bench->context({}, false), {.name = "x"}), std::string("done"));
    }

    void namingAWalletProvesNothing() // D-3
    {
        QCOMPARE(outcome({.agent_id = "alpha", .wallet_address = m_wallet.address()}),
                 std::string("403 wallet_not_proven"));
        QCOMPARE(outcome({.agent_id = "alpha",
                          .wallet_address = m_wallet.address(),
                          .challenge = base::randomHex(32),
                          .signature = m_wallet.signHex(base::randomHex(32))}),
                 std::string("403 wallet_proof_failed"));
        QCOMPARE(m_bench->count("SELECT count(*) FROM registry_agent"), 0);
    }

    void onlyThatWalletsSignatureProvesIt()
    {
        RegisterAgent::Input input = m_bench->claim(m_stranger, "alpha");
        input.wallet_address = m_wallet.address(); // signed by a stranger, challenge of the stranger
        QCOMPARE(outcome(input), std::string("403 wallet_proof_failed"));
        const std::string challenge = m_bench->issue(m_wallet.address());
        input.challenge = challenge;
        input.signature = m_stranger.signHex(challenge);
        QCOMPARE(outcome(input), std::string("403 wallet_proof_failed"));
        QCOMPARE(outcome(m_bench->claim(m_wallet, "alpha")), std::string("done"));
        QCOMPARE(agent("alpha").evm_address.value_or(""), m_wallet.address());
    }

    void aProofIsUsedOnce()
    {
        RegisterAgent::Input input = m_bench->claim(m_wallet, "alpha");
        QCOMPARE(outcome(input), std::string("done"));
        input.agent_id = "beta";
        QCOMPARE(outcome(input), std::string("403 wallet_proof_failed"));
    }

    void aChallengeOfTheAgentIdProvesToo()
    {
        const std::string challenge = m_bench->issue("alpha");
        QCOMPARE(outcome({.agent_id = "alpha", .wallet_address = m_wallet.address(), .challenge = challenge,
                          .signature = m_wallet.signHex(challenge)}),
                 std::string("done"));
        const std::string other = m_bench->issue("gamma");
        QCOMPARE(outcome({.agent_id = "beta", .wallet_address = m_wallet.address(), .challenge = other,
                          .signature = m_wallet.signHex(other)}),
                 std::string("403 wallet_proof_failed"));
    }

    void aTokenCannotBeClaimedWithoutAChain() // D-3
    {
        RegisterAgent::Input input = m_bench->claim(m_wallet, "alpha");
        input.erc8004_token_id = 7;
        input.chain_id = 84532;
        QCOMPARE(outcome(input), std::string("501 onchain_proof_unavailable"));
        input.erc8004_token_id = contract::json::value(nullptr);
        QCOMPARE(outcome(input), std::string("done"));
    }

    void refusesBadFields()
    {
        const std::string refused = "400 invalid_input";
        QCOMPARE(outcome({.agent_id = "search"}), refused);
        QCOMPARE(outcome({.agent_id = "../x"}), refused);
        QCOMPARE(outcome({.name = std::string(201, 'a')}), refused);
        QCOMPARE(outcome({.name = "a\x01"}), refused);
        QCOMPARE(outcome({.origin_endpoint = "http://127.0.0.1"}), refused);
        QCOMPARE(outcome({.protocols = std::vector<std::string>(17, "a")}), refused);
        QCOMPARE(outcome({.protocols = std::vector<std::string>{""}}), refused);
        QCOMPARE(outcome({.category = std::string(65, 'a')}), refused);
        QCOMPARE(outcome({.pricing = contract::json::value(7)}), refused);
        QCOMPARE(outcome({.wallet_address = "0x12"}), refused);
        QCOMPARE(outcome({.tier = "gold"}), std::string("400 invalid_tier"));
        QCOMPARE(refusalText([&] { m_bench->registry.registerAgent(m_bench->context(), {.tier = "gold"}); }),
                 std::string("invalid tier: must be open or lite"));
        QCOMPARE(m_bench->count("SELECT count(*) FROM registry_agent"), 0);
    }

    void hostileTextIsOnlyText()
    {
        const auto made = m_bench->registry.registerAgent(m_bench->context(),
                                                          {.name = "'); DROP TABLE registry_agent; --"});
        QCOMPARE(agent(made.agent_id).name, std::string("'); DROP TABLE registry_agent; --"));
        QCOMPARE(outcome({.name = "\xff\xfe"}), std::string("400 invalid_text"));
    }

    void privateOriginsNeedTheSetting()
    {
        m_bench = std::make_unique<test::RegistryBench>(registry::Options{.allowPrivateOrigins = true});
        QCOMPARE(outcome({.agent_id = "alpha", .origin_endpoint = "http://localhost:3000"}),
                 std::string("done"));
        QCOMPARE(agent("alpha").origin_endpoint.value_or(""), std::string("http://localhost:3000"));
    }

    void aDeregisteredAgentComesBackForItsWalletOnly() // D-3
    {
        const std::string old = m_bench->add("alpha", m_wallet).api_key;
        const std::string id = agent("alpha").id;
        m_bench->registry.deregister(m_bench->operatorContext(), "alpha");
        QCOMPARE(refusal([&] { m_bench->call(old); }), std::string("401 api_key_revoked"));

        QCOMPARE(outcome({.agent_id = "alpha"}), std::string("409 agent_exists"));
        QCOMPARE(outcome(m_bench->claim(m_stranger, "alpha")), std::string("409 agent_exists"));
        QCOMPARE(agent("alpha").status, std::string("deregistered"));

        RegisterAgent::Input again = m_bench->claim(m_wallet, "alpha");
        again.name = "Alpha again";
        again.pricing = contract::json::value{{"amount", "0.02"}};
        again.tier = "lite";
        const auto back = m_bench->registry.registerAgent(m_bench->context(), again);
        QCOMPARE(agent("alpha").id, id);
        QCOMPARE(agent("alpha").name, std::string("Alpha again"));
        QCOMPARE(agent("alpha").status, std::string("active"));
        QCOMPARE(m_bench->call(back.api_key).agentId, std::string("alpha"));
        QCOMPARE(refusal([&] { m_bench->call(old); }), std::string("401 api_key_revoked"));
        QCOMPARE(m_bench->count("SELECT count(*) FROM insight_marker WHERE kind = 'price'"), 1);
        QCOMPARE(m_bench->count(
                     "SELECT count(*) FROM insight_marker WHERE kind = 'setting' AND title = 'Tier is lite'"),
                 1);
    }

    void theDeskBringsAnAgentBack()
    {
        m_bench->add("alpha");
        m_bench->registry.deregister(m_bench->operatorContext(), "alpha");
        QCOMPARE(outcome({.agent_id = "alpha"}), std::string("409 agent_exists"));
        QCOMPARE(outcome(m_bench->operatorContext(), {.agent_id = "alpha"}), std::string("done"));
        QCOMPARE(agent("alpha").status, std::string("active"));
    }

    void theDeskDoesNotGiveAnAgentToAnotherWallet() // D-4
    {
        m_bench->add("alpha", m_wallet);
        m_bench->registry.deregister(m_bench->operatorContext(), "alpha");
        QCOMPARE(outcome(m_bench->operatorContext(), m_bench->claim(m_stranger, "alpha")),
                 std::string("403 wallet_does_not_own_agent"));
        QCOMPARE(agent("alpha").evm_address.value_or(""), m_wallet.address());
    }

    void noSecretIsInTheAudit()
    {
        const auto made = m_bench->add("alpha", m_wallet);
        QCOMPARE(m_bench->count("SELECT count(*) FROM audit_entry a WHERE a::text LIKE '%' || $1 || '%'",
                                {made.api_key.substr(10)}), 0);
        QCOMPARE(m_bench->count("SELECT count(*) FROM audit_entry"), 1);
    }
};

QTEST_GUILESS_MAIN(RegisterTest)
#include "tst_register.moc"
