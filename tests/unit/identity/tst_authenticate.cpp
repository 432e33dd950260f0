// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "support/refusal.h"

#include <QtTest>

using namespace bursar;
using namespace std::chrono_literals;
using contract::PrincipalKind;
using contract::Scope;
using identity::Credentials;
using test::refusal;
using test::refusalText;

class AuthenticateTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::IdentityBench> m_bench;

    std::string outcome(const std::string& token)
    {
        return refusal([&] { m_bench->call(token); });
    }
    std::string outcome(const Credentials& credentials)
    {
        return refusal([&] { m_bench->identity.authenticate(credentials); });
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<test::IdentityBench>(); }
    void cleanup() { m_bench.reset(); }

    void noCredentialIsAnonymous()
    {
        const contract::Principal who = m_bench->identity.authenticate({});
        QVERIFY(who.kind == PrincipalKind::anonymous);
        QVERIFY(who.scopes.empty());
        QVERIFY(!who.desk);
    }

    void anAgentKeyIsItsAgent()
    {
        const std::int64_t agentKey = m_bench->addAgent("alpha");
        const identity::MadeKey key = m_bench->addKey(agentKey);
        QCOMPARE(key.secret.size(), std::size_t(10 + 64));
        QVERIFY(key.secret.starts_with("gt8004_sk_"));
        const contract::Principal who = m_bench->call(key.secret);
        QVERIFY(who.kind == PrincipalKind::agent);
        QCOMPARE(who.agentId, std::string("alpha"));
        QCOMPARE(who.agentKey, agentKey);
        QCOMPARE(who.keyId, key.row.id);
        QCOMPARE(who.keyPrefix, key.secret.substr(0, 16));
        QVERIFY((who.scopes == std::set{Scope::ingest, Scope::read}));
        QVERIFY(!who.desk);
        QVERIFY(who.wallet.empty());
    }

    void theSecretIsNotStored() // D-2
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_key k WHERE k::text LIKE '%' || $1 || '%'",
                                {key.secret.substr(20)}), 0);
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_key WHERE secret_sha256 = sha256($1::bytea)",
                                {db::Param::bytes(key.secret)}), 1);
    }

    void theBearerWordMayHaveAnyCase()
    {
        const std::string secret = m_bench->addKey(m_bench->addAgent("alpha")).secret;
        for (const char* word : {"Bearer ", "bearer ", "BEARER   ", " Bearer "})
            QCOMPARE(m_bench->identity.authenticate({.authorization = word + secret + " "}).agentId,
                     std::string("alpha"));
    }

    void sentencesAreThoseOlderClientsKnow()
    {
        const auto text = [&](std::string header) {
            return refusalText([&] { m_bench->identity.authenticate({.authorization = std::move(header)}); });
        };
        QCOMPARE(text(""), std::string("missing authorization header"));
        QCOMPARE(text("  "), std::string("missing authorization header"));
        QCOMPARE(text("Basic dXNlcjpwYXNz"), std::string("invalid authorization format"));
        QCOMPARE(text("Bearer"), std::string("invalid authorization format"));
        QCOMPARE(text("Bearer  "), std::string("invalid authorization format"));
        QCOMPARE(text("Bearer a b"), std::string("invalid authorization format"));
        QCOMPARE(text("Bearer x"), std::string("invalid api key"));
        QCOMPARE(text("Bearer gt8004_sk_" + std::string(64, '0')), std::string("invalid api key"));
        QCOMPARE(refusal([] { throw identity::Identity::missingAuthorization(); }),
                 std::string("401 missing_authorization"));
    }

    void refusesWhatIsNotOneOfOurKeys()
    {
        const std::string secret = m_bench->addKey(m_bench->addAgent("alpha")).secret;
        std::string upper = secret;
        std::transform(upper.begin() + 10, upper.end(), upper.begin() + 10,
                       [](char c) { return char(toupper(c)); });
        for (const std::string& token :
             {secret.substr(0, secret.size() - 1), secret + "0", "bursar_sk_" + secret.substr(10),
              "bursar_ws_" + secret.substr(10), secret.substr(10), std::string(100'000, 'a'),
              std::string("'OR'true--"), std::string("gt8004_sk_%"), "\xff\xfe" + secret,
              upper == secret ? "x" : upper, secret + std::string(1, '\0')})
            QVERIFY2(outcome(token) == "401 invalid_api_key" || outcome(token) == "401 invalid_session",
                     token.c_str());
    }

    void aWalletAddressAuthenticatesNobody() // D-1
    {
        m_bench->addAgent("alpha");
        m_bench->run("UPDATE registry_agent SET evm_address = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'");
        QCOMPARE(outcome("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"), std::string("401 invalid_api_key"));
    }

    void aRevokedKeyStopsWithinASecond()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        QCOMPARE(outcome(key.secret), std::string("done"));
        // As another server does it: this one's memory is not told.
        m_bench->run("UPDATE identity_key SET revoked_at = $1", {m_bench->clock.now()});
        m_bench->clock.advance(1s);
        QCOMPARE(outcome(key.secret), std::string("401 api_key_revoked"));
        QCOMPARE(refusalText([&] { m_bench->call(key.secret); }), std::string("invalid api key"));
    }

    void asksTheDatabaseOnceASecond()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        QCOMPARE(outcome(key.secret), std::string("done"));
        m_bench->run("UPDATE identity_key SET revoked_at = $1", {m_bench->clock.now()});
        m_bench->clock.advance(999ms);
        QCOMPARE(outcome(key.secret), std::string("done")); // from memory
        m_bench->clock.advance(1ms);
        QCOMPARE(outcome(key.secret), std::string("401 api_key_revoked"));
    }

    void forgettingStopsAKeyAtOnce()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        QCOMPARE(outcome(key.secret), std::string("done"));
        m_bench->run("UPDATE identity_key SET revoked_at = $1", {m_bench->clock.now()});
        m_bench->identity.forget();
        QCOMPARE(outcome(key.secret), std::string("401 api_key_revoked"));
    }

    void aSuspendedAgentStopsWithinASecondAndComesBack()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        QCOMPARE(outcome(key.secret), std::string("done"));
        m_bench->run("UPDATE registry_agent SET status = 'suspended'");
        m_bench->clock.advance(1s);
        QCOMPARE(outcome(key.secret), std::string("403 agent_suspended"));
        m_bench->run("UPDATE registry_agent SET status = 'active'");
        m_bench->clock.advance(1s);
        QCOMPARE(outcome(key.secret), std::string("done"));
        m_bench->run("UPDATE registry_agent SET status = 'deregistered'");
        m_bench->clock.advance(1s);
        QCOMPARE(outcome(key.secret), std::string("401 api_key_revoked"));
    }

    void aClockThatWasSetBackDoesNotKeepAKeyAlive()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        QCOMPARE(outcome(key.secret), std::string("done"));
        m_bench->run("UPDATE identity_key SET revoked_at = $1", {m_bench->clock.now()});
        m_bench->clock.advance(-1h);
        QCOMPARE(outcome(key.secret), std::string("401 api_key_revoked"));
    }

    void anExpiredKeyStopsAtItsMomentEvenFromMemory()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        m_bench->run("UPDATE identity_key SET expires_at = $1", {m_bench->clock.now() + 500ms});
        QCOMPARE(outcome(key.secret), std::string("done"));
        m_bench->clock.advance(499ms);
        QCOMPARE(outcome(key.secret), std::string("done"));
        m_bench->clock.advance(1ms);
        QCOMPARE(outcome(key.secret), std::string("401 api_key_expired"));
    }

    void aNewKeyWorksAlthoughStrangersAreRemembered()
    {
        const std::string guess = "gt8004_sk_" + std::string(64, '0');
        QCOMPARE(outcome(guess), std::string("401 invalid_api_key"));
        const std::int64_t agentKey = m_bench->addAgent("alpha");
        m_bench->run(
            "INSERT INTO identity_key (id, agent_key, name, prefix, secret_sha256, scopes, created_at, "
            "created_by)"
            " VALUES ($1, $2, 'k', 'p', sha256($3::bytea), '{read}', $4, 't')",
            {base::uuid7(m_bench->clock.now()), agentKey, db::Param::bytes(guess), m_bench->clock.now()});
        m_bench->clock.advance(1s);
        QCOMPARE(outcome(guess), std::string("done"));
    }

    void guessesDoNotPushOutKeysInUse()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        QCOMPARE(outcome(key.secret), std::string("done"));
        m_bench->run("UPDATE identity_key SET revoked_at = $1", {m_bench->clock.now()});
        for (int i = 0; i < 1'500; ++i)
            QCOMPARE(outcome("gt8004_sk_" + base::randomHex(32)), std::string("401 invalid_api_key"));
        QCOMPARE(outcome(key.secret), std::string("done")); // still from memory
    }

    void aDeskKeyCarriesItsRole()
    {
        const std::string owner = m_bench->identity.ensureOwner().value();
        QVERIFY(owner.starts_with("bursar_sk_"));
        const contract::Principal who = m_bench->call(owner);
        QVERIFY(who.kind == PrincipalKind::user);
        QVERIFY(who.hasDesk(contract::Role::owner));
        QVERIFY(who.hasScope(Scope::manage));
        QCOMPARE(who.name, std::string("owner"));
        QVERIFY(m_bench->identity.authenticate({.adminKey = owner}).hasDesk(contract::Role::owner));
    }

    void aSuspendedPersonStopsWithinASecond()
    {
        const std::string owner = m_bench->identity.ensureOwner().value();
        QCOMPARE(outcome(owner), std::string("done"));
        m_bench->run("UPDATE identity_principal SET status = 'suspended'");
        m_bench->clock.advance(1s);
        QCOMPARE(outcome(owner), std::string("403 user_suspended"));
        m_bench->run("UPDATE identity_principal SET status = 'deactivated'");
        m_bench->clock.advance(1s);
        QCOMPARE(outcome(owner), std::string("401 api_key_revoked"));
    }

    void theAdminHeaderTakesOnlyDeskKeys() // D-7
    {
        const std::string agent = m_bench->addKey(m_bench->addAgent("alpha")).secret;
        QCOMPARE(outcome(Credentials{.adminKey = ""}), std::string("401 invalid_api_key"));
        QCOMPARE(outcome(Credentials{.adminKey = "  "}), std::string("401 invalid_api_key"));
        QCOMPARE(outcome(Credentials{.adminKey = agent}), std::string("401 invalid_api_key"));
        QCOMPARE(outcome(Credentials{.authorization = "Bearer " + agent, .adminKey = "wrong"}),
                 std::string("401 invalid_api_key"));
    }

    void theInternalSecretIsAService()
    {
        const contract::Principal who = m_bench->identity.authenticate({.internalSecret = "inner secret"});
        QVERIFY(who.kind == PrincipalKind::service);
        QVERIFY(!who.desk);
        QVERIFY(who.scopes.empty());
        for (const char* wrong : {"", "inner secre", "inner secret ", "Inner secret"})
            QCOMPARE(outcome(Credentials{.internalSecret = wrong}), std::string("401 invalid_internal_secret"));
    }

    void anEmptyInternalSecretIsNeverOpen() // D-7
    {
        identity::Identity closed(m_bench->pool, m_bench->clock, {});
        for (const char* given : {"", "x"})
            QCOMPARE(refusal([&] { closed.authenticate({.internalSecret = given}); }),
                     std::string("503 internal_secret_not_configured"));
    }

    void aSessionIsItsWallet()
    {
        const std::string wallet = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
        const auto session = m_bench->pool.transact(
            [&](db::Transaction& tx) { return m_bench->identity.sessions().open(tx, wallet); });
        QVERIFY(session.token.starts_with("bursar_ws_"));
        const contract::Principal who = m_bench->call(session.token);
        QVERIFY(who.kind == PrincipalKind::wallet);
        QCOMPARE(who.wallet, wallet);
        QVERIFY((who.scopes == std::set{Scope::read, Scope::manage}));
        QVERIFY(session.expiresAt == m_bench->clock.now() + 24h);
        m_bench->clock.set(session.expiresAt - 1ms);
        QCOMPARE(outcome(session.token), std::string("done"));
        m_bench->clock.set(session.expiresAt);
        QCOMPARE(outcome(session.token), std::string("401 session_expired"));
    }

    void aRevokedSessionStops()
    {
        const auto open = [&] {
            return m_bench->pool.transact([&](db::Transaction& tx) {
                return m_bench->identity.sessions().open(tx, "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
            });
        };
        const auto first = open();
        const auto second = open();
        QCOMPARE(outcome(first.token), std::string("done"));
        QVERIFY(m_bench->identity.sessions().revoke(first.token));
        QVERIFY(!m_bench->identity.sessions().revoke(first.token));
        m_bench->clock.advance(1s);
        QCOMPARE(outcome(first.token), std::string("401 invalid_session"));
        QCOMPARE(outcome(second.token), std::string("done"));
        QCOMPARE(m_bench->identity.sessions().revokeAll("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"),
                 std::size_t(1));
        m_bench->identity.forget();
        QCOMPARE(outcome(second.token), std::string("401 invalid_session"));
    }

    void aWalletKeepsAFewSessions()
    {
        std::vector<std::string> tokens;
        for (int i = 0; i < identity::Sessions::kLivePerWalletMax + 2; ++i) {
            m_bench->clock.advance(1ms);
            tokens.push_back(m_bench->pool.transact([&](db::Transaction& tx) {
                return m_bench->identity.sessions()
                    .open(tx, "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266")
                    .token;
            }));
        }
        QCOMPARE(outcome(tokens[0]), std::string("401 invalid_session"));
        QCOMPARE(outcome(tokens[1]), std::string("401 invalid_session"));
        QCOMPARE(outcome(tokens[2]), std::string("done"));
        QCOMPARE(outcome(tokens.back()), std::string("done"));
    }

    void lastUseIsWrittenAtMostOnceAMinute()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        const auto written = [&] {
            db::Transaction tx = m_bench->pool.begin();
            return tx.one("SELECT last_used_at FROM identity_key", {}).optTime(0);
        };
        const base::Time first = m_bench->clock.now();
        m_bench->call(key.secret);
        QVERIFY(!written());
        QVERIFY(m_bench->identity.lastUse(key.row.id) == first);
        m_bench->identity.maintain();
        QVERIFY(written() == first);
        m_bench->clock.advance(30s);
        m_bench->call(key.secret);
        m_bench->identity.maintain();
        QVERIFY(written() == first);
        QVERIFY(m_bench->identity.lastUse(key.row.id) == first + 30s);
        m_bench->clock.advance(30s);
        m_bench->identity.maintain();
        QVERIFY(written() == first + 30s);
    }

    void lastUseIsWrittenWhenTheEngineStops()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        {
            identity::Identity other(m_bench->pool, m_bench->clock, {});
            other.authenticate({.authorization = "Bearer " + key.secret});
        }
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_key WHERE last_used_at = $1",
                                {m_bench->clock.now()}),
                 1);
    }

    void aRefusedKeyCountsAsUnused()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        m_bench->run("UPDATE identity_key SET revoked_at = $1", {m_bench->clock.now()});
        QCOMPARE(outcome(key.secret), std::string("401 api_key_revoked"));
        QVERIFY(!m_bench->identity.lastUse(key.row.id));
    }

    void manyThreadsGetTheSameAnswer()
    {
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        std::atomic<int> good = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 200; ++i) {
                    good += m_bench->call(key.secret).agentId == "alpha" ? 1 : 0;
                    if (i % 20 == 0)
                        m_bench->identity.forget();
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(good.load(), 800);
    }
};

QTEST_GUILESS_MAIN(AuthenticateTest)
#include "tst_authenticate.moc"
