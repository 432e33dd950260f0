// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "crypto/hash.h"
#include "support/refusal.h"

#include <QtTest>
#include <fmt/format.h>

using namespace bursar;
using namespace std::chrono_literals;
using contract::Scope;
using test::refusal;

class KeysTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::RegistryBench> m_bench;
    std::string m_first; // secret of the first key of "alpha"

    contract::NewApiKey create(const std::string& name, std::vector<std::string> scopes = {},
                               const std::string& slug = "alpha")
    {
        return m_bench->keys.create(m_bench->operatorContext(),
                                    {.agent_id = slug, .name = name, .scopes = std::move(scopes)});
    }
    std::string outcome(const std::string& secret)
    {
        return refusal([&] { m_bench->call(secret); });
    }
    std::vector<contract::ApiKey> list(const std::string& slug = "alpha")
    {
        return m_bench->keys.list(slug).keys;
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<test::RegistryBench>();
        m_first = m_bench->add("alpha").api_key;
    }
    void cleanup() { m_bench.reset(); }

    void aNewKeyIsShownOnceAndWorks()
    {
        const contract::NewApiKey made = create(" sdk ");
        QCOMPARE(made.key.name, std::string("sdk"));
        QCOMPARE(made.key.status, std::string("active"));
        QCOMPARE(made.key.prefix, made.api_key.substr(0, 16));
        QCOMPARE(made.key.scopes, (std::vector<std::string>{"ingest", "read"}));
        QCOMPARE(made.key.agent_id.value_or(""), std::string("alpha"));
        QCOMPARE(m_bench->call(made.api_key).keyId, made.key.id);
        QCOMPARE(m_bench->actions("alpha"), std::string("CreateKey RegisterAgent"));
    }

    void aKeyHasTheScopesThatWereAskedFor()
    {
        QVERIFY((m_bench->call(create("one", {"read"}).api_key).scopes == std::set{Scope::read}));
        QVERIFY((m_bench->call(create("two", {"manage", "read", "read"}).api_key).scopes
                 == std::set{Scope::read, Scope::manage}));
        QCOMPARE(refusal([&] { create("three", {"read", "root"}); }), std::string("400 invalid_input"));
    }

    void refusesBadNames()
    {
        for (const std::string& name :
             {std::string(), std::string(" "), std::string(65, 'a'), std::string("a\tb\n"),
              std::string("wallet login"), std::string("Wallet Login")})
            QCOMPARE(refusal([&] { create(name); }), std::string("400 invalid_input"));
        QCOMPARE(refusal([&] { create("sdk", {}, "nobody"); }), std::string("404 agent_not_found"));
    }

    void anAgentHasAtMostTwentyLiveKeys()
    {
        for (int i = 1; i < registry::Keys::kLiveMax; ++i)
            create("key " + std::to_string(i));
        QCOMPARE(refusal([&] { create("one too many"); }), std::string("409 too_many_keys"));
        const std::string some = list()[3].id;
        m_bench->keys.revoke(m_bench->operatorContext(), {.agent_id = "alpha", .key_id = some});
        QCOMPARE(refusal([&] { create("again"); }), std::string("done"));
    }

    void theLimitHoldsAgainstManyAtOnce()
    {
        std::atomic<int> made = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 8; ++i)
                    made += refusal([&] { create("key"); }) == "done" ? 1 : 0;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(made.load(), registry::Keys::kLiveMax - 1);
    }

    void aRevokedKeyStopsAtOnceAndStaysListed()
    {
        const contract::NewApiKey made = create("sdk");
        QCOMPARE(outcome(made.api_key), std::string("done"));
        const contract::ApiKey revoked =
            m_bench->keys.revoke(m_bench->operatorContext(), {.agent_id = "alpha", .key_id = made.key.id});
        QCOMPARE(revoked.status, std::string("revoked"));
        QCOMPARE(outcome(made.api_key), std::string("401 api_key_revoked"));
        QCOMPARE(outcome(m_first), std::string("done"));
        QCOMPARE(list().size(), std::size_t(2));
        QCOMPARE(list().back().status, std::string("revoked")); // live ones first
        // Repeating it changes nothing.
        m_bench->clock.advance(1min);
        QVERIFY(m_bench->keys.revoke(m_bench->operatorContext(), {.agent_id = "alpha", .key_id = made.key.id})
                    .revoked_at
                == revoked.revoked_at);
        QCOMPARE(m_bench->actions("alpha"), std::string("CreateKey RegisterAgent RevokeKey"));
    }

    void aKeyOfAnotherAgentIsNotFound() // D-5
    {
        m_bench->add("beta");
        const std::string foreign = create("sdk", {}, "beta").key.id;
        const auto context = m_bench->operatorContext();
        QCOMPARE(refusal([&] { m_bench->keys.revoke(context, {.agent_id = "alpha", .key_id = foreign}); }),
                 std::string("404 key_not_found"));
        QCOMPARE(refusal([&] { m_bench->keys.rotate(context, {.agent_id = "alpha", .key_id = foreign}); }),
                 std::string("404 key_not_found"));
        for (const std::string& id : {std::string(), std::string("'"), base::uuid7(m_bench->clock.now())})
            QCOMPARE(refusal([&] { m_bench->keys.revoke(context, {.agent_id = "alpha", .key_id = id}); }),
                     std::string("404 key_not_found"));
        QCOMPARE(list("beta").size(), std::size_t(2));
        QCOMPARE(list("beta")[0].status, std::string("active"));
    }

    void rotationCutsAtOnce()
    {
        const contract::NewApiKey old = create("sdk", {"read"});
        const contract::NewApiKey made =
            m_bench->keys.rotate(m_bench->operatorContext(), {.agent_id = "alpha", .key_id = old.key.id});
        QCOMPARE(made.key.name, std::string("sdk"));
        QCOMPARE(made.key.scopes, (std::vector<std::string>{"read"}));
        QVERIFY(made.api_key != old.api_key);
        QCOMPARE(outcome(old.api_key), std::string("401 api_key_revoked"));
        QCOMPARE(outcome(made.api_key), std::string("done"));
    }

    void rotationLeavesAnOverlap()
    {
        const contract::NewApiKey old = create("sdk");
        const contract::NewApiKey made = m_bench->keys.rotate(
            m_bench->operatorContext(), {.agent_id = "alpha", .key_id = old.key.id, .overlap_hours = 24});
        QCOMPARE(outcome(old.api_key), std::string("done"));
        QCOMPARE(outcome(made.api_key), std::string("done"));
        for (const contract::ApiKey& key : list())
            QCOMPARE(key.status, key.id == old.key.id ? std::string("expiring") : std::string("active"));
        m_bench->clock.advance(24h - 1ms);
        QCOMPARE(outcome(old.api_key), std::string("done"));
        m_bench->clock.advance(1ms);
        QCOMPARE(outcome(old.api_key), std::string("401 api_key_expired"));
        QCOMPARE(outcome(made.api_key), std::string("done"));
        QCOMPARE(refusal([&] {
                     m_bench->keys.rotate(m_bench->operatorContext(),
                                          {.agent_id = "alpha", .key_id = old.key.id});
                 }),
                 std::string("409 key_revoked"));
    }

    void anOverlapNeverGrows()
    {
        const contract::NewApiKey old = create("sdk");
        const auto rotate = [&](int hours) {
            m_bench->keys.rotate(m_bench->operatorContext(),
                                 {.agent_id = "alpha", .key_id = old.key.id, .overlap_hours = hours});
        };
        rotate(1);
        rotate(168);
        m_bench->clock.advance(1h);
        QCOMPARE(outcome(old.api_key), std::string("401 api_key_expired"));
        QCOMPARE(refusal([&] { rotate(-1); }), std::string("400 invalid_input"));
        QCOMPARE(refusal([&] { rotate(169); }), std::string("400 invalid_input"));
    }

    void rotationDoesNotPassTheLimit()
    {
        for (int i = 1; i < registry::Keys::kLiveMax; ++i)
            create("key");
        const std::string id = list()[0].id;
        const auto context = m_bench->operatorContext();
        QCOMPARE(refusal([&] {
                     m_bench->keys.rotate(context, {.agent_id = "alpha", .key_id = id, .overlap_hours = 1});
                 }),
                 std::string("409 too_many_keys"));
        QCOMPARE(list()[0].status, std::string("active")); // nothing of the refused rotation remains
        const auto left = list();
        QVERIFY(std::none_of(left.begin(), left.end(), [](const auto& key) { return key.expires_at.has_value(); }));
        QCOMPARE(refusal([&] { m_bench->keys.rotate(context, {.agent_id = "alpha", .key_id = id}); }),
                 std::string("done"));
    }

    void regenerationRevokesAll()
    {
        const std::string second = create("sdk").api_key;
        const std::string made = m_bench->keys.regenerate(m_bench->operatorContext(), "alpha").api_key;
        QCOMPARE(outcome(m_first), std::string("401 api_key_revoked"));
        QCOMPARE(outcome(second), std::string("401 api_key_revoked"));
        QVERIFY(m_bench->call(made).hasScope(Scope::manage)); // the agent has no wallet
        QCOMPARE(m_bench->actions("alpha"), std::string("CreateKey RegenerateKeys RegisterAgent"));
    }

    void storedKeysAreGone() // D-2
    {
        QCOMPARE(refusal([&] { m_bench->keys.stored(); }), std::string("410 key_shown_once"));
        QCOMPARE(test::refusalText([&] { m_bench->keys.stored(); }),
                 std::string("keys are shown once; regenerate"));
    }

    void aDeregisteredAgentGetsNoKeys()
    {
        const std::string key = create("sdk").key.id;
        m_bench->registry.deregister(m_bench->operatorContext(), "alpha");
        const auto context = m_bench->operatorContext();
        QCOMPARE(refusal([&] { create("new"); }), std::string("409 agent_deregistered"));
        QCOMPARE(refusal([&] { m_bench->keys.regenerate(context, "alpha"); }),
                 std::string("409 agent_deregistered"));
        QCOMPARE(refusal([&] { m_bench->keys.rotate(context, {.agent_id = "alpha", .key_id = key}); }),
                 std::string("409 agent_deregistered"));
        QCOMPARE(list().size(), std::size_t(2));
    }

    void theListSaysWhatAKeyDid()
    {
        const contract::NewApiKey made = create("sdk");
        m_bench->call(made.api_key);
        const std::string insert
            = "INSERT INTO {} (agent_key, dimension, bucket, value, requests, errors, required, timeouts,"
              " payments, revenue, response_us, latency{}) SELECT agent_key, 8, $1, $2, $3, 0, 0, 0, 0, 0, "
              "0, ''{}"
              " FROM registry_agent";
        m_bench->run(fmt::format(fmt::runtime(insert), "rollup_day", "", ""),
                     {m_bench->clock.now(), made.key.id, 40});
        m_bench->run(fmt::format(fmt::runtime(insert), "rollup_delta", ", resolution", ", 60"),
                     {m_bench->clock.now(), made.key.id, 2});
        for (const contract::ApiKey& key : list()) {
            QCOMPARE(key.requests, key.id == made.key.id ? 42 : 0);
            QCOMPARE(key.last_used_at.has_value(), key.id == made.key.id);
        }
    }

    void anotherServiceAsksByHash()
    {
        const std::string hash = base::toHex(crypto::sha256(m_first));
        const contract::ValidatedKey valid = m_bench->registry.validateKey(hash);
        QCOMPARE(valid.agent_id, std::string("alpha"));
        QCOMPARE(valid.agent_db_id, m_bench->registry.agent("alpha").id);
        const auto ask
            = [&](const std::string& text) { return refusal([&] { m_bench->registry.validateKey(text); }); };
        QCOMPARE(ask(std::string(64, '0')), std::string("401 invalid_api_key"));
        for (const std::string& bad :
             {std::string(), std::string(63, '0'), std::string(65, '0'), std::string(64, 'z'), m_first})
            QCOMPARE(ask(bad), std::string("400 invalid_input"));
        m_bench->registry.setStatus(m_bench->operatorContext(), {.agent_id = "alpha", .status = "suspended"});
        QCOMPARE(ask(hash), std::string("401 invalid_api_key"));
    }
};

QTEST_GUILESS_MAIN(KeysTest)
#include "tst_keys.moc"
