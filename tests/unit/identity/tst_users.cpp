// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "identity/handlers.h"
#include "support/refusal.h"

#include <QtTest>

using namespace bursar;
using contract::Principal;
using contract::Role;
using contract::Scope;
using test::refusal;

class UsersTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::IdentityBench> m_bench;

    contract::NewUser create(const Principal& by, const std::string& name, const std::string& role)
    {
        return m_bench->identity.createUser(m_bench->context(by), {.name = name, .role = role});
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<test::IdentityBench>(); }
    void cleanup() { m_bench.reset(); }

    void theFirstStartMakesTheOwnerOnce()
    {
        QCOMPARE(refusal([&] { m_bench->identity.localOwner(); }), std::string("404 owner_not_found"));
        const auto key = m_bench->identity.ensureOwner();
        QVERIFY(key.has_value());
        QVERIFY(!m_bench->identity.ensureOwner());
        const Principal local = m_bench->identity.localOwner();
        QCOMPARE(local.id, m_bench->call(*key).id);
        QVERIFY(local.hasDesk(Role::owner));
        QVERIFY((local.scopes == std::set{Scope::ingest, Scope::read, Scope::manage}));
        QCOMPARE(m_bench->identity.activity({}).rows.front().action, std::string("EnsureOwner"));
    }

    void manyServersMakeOneOwner()
    {
        std::atomic<int> made = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { made += m_bench->identity.ensureOwner() ? 1 : 0; });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(made.load(), 1);
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_principal"), 1);
    }

    void aNewPersonHasARoleAndAKeyThatWorks()
    {
        const contract::NewUser ada = create(m_bench->owner(), "  Ada ", "operator");
        QCOMPARE(ada.name, std::string("Ada"));
        QCOMPARE(ada.role, std::string("operator"));
        const Principal who = m_bench->call(ada.api_key);
        QCOMPARE(who.id, ada.id);
        QVERIFY(who.hasDesk(Role::desk_operator));
        QVERIFY(!who.hasDesk(Role::admin));
        QVERIFY(who.hasScope(Scope::manage));
    }

    void anObserversKeyOnlyReads()
    {
        const contract::NewUser eve = create(m_bench->owner(), "Eve", "observer");
        QVERIFY((m_bench->call(eve.api_key).scopes == std::set{Scope::read}));
    }

    void onlyAnOwnerMakesOwnersAndAdmins()
    {
        const Principal owner = m_bench->owner();
        const contract::NewUser admin = create(owner, "Admin", "admin");
        const Principal asAdmin = m_bench->call(admin.api_key);
        QCOMPARE(refusal([&] { create(asAdmin, "Another", "admin"); }), std::string("403 owner_required"));
        QCOMPARE(refusal([&] { create(asAdmin, "Another", "owner"); }), std::string("403 owner_required"));
        QCOMPARE(refusal([&] { create(asAdmin, "Another", "operator"); }), std::string("done"));
        QCOMPARE(refusal([&] { create(owner, "Second", "owner"); }), std::string("done"));
    }

    void namesAreUniqueWhateverTheirCase()
    {
        const Principal owner = m_bench->owner();
        create(owner, "Ada", "observer");
        QCOMPARE(refusal([&] { create(owner, "aDA", "observer"); }), std::string("409 name_taken"));
        QCOMPARE(refusal([&] { create(owner, "OWNER", "observer"); }), std::string("409 name_taken"));
        QCOMPARE(m_bench->count("SELECT count(*) FROM identity_key WHERE principal_id IS NOT NULL"), 2);
    }

    void refusesBadNamesAndRoles()
    {
        const Principal owner = m_bench->owner();
        for (const std::string& name : {std::string(), std::string("  "), std::string(65, 'a'),
                                        std::string("a\nb"), std::string("a\x7f")})
            QCOMPARE(refusal([&] { create(owner, name, "observer"); }), std::string("400 invalid_input"));
        for (const char* role : {"", "Owner", "root", "desk_operator"})
            QCOMPARE(refusal([&] { create(owner, "Ada", role); }), std::string("400 invalid_input"));
        QCOMPARE(refusal([&] { create(owner, std::string(64, 'a'), "observer"); }), std::string("done"));
        QCOMPARE(refusal([&] { create(owner, "Robert'); DROP TABLE identity_key; --", "observer"); }),
                 std::string("done"));
    }

    void thePeopleAreBounded()
    {
        const Principal owner = m_bench->owner();
        m_bench->run("INSERT INTO identity_principal (id, kind, name, desk_role, created_at)"
                     " SELECT gen_random_uuid(), 'user', 'u' || n, 'observer', now() FROM generate_series(2, "
                     "$1::int) n",
                     {int(identity::Identity::kUsersMax)});
        QCOMPARE(refusal([&] { create(owner, "Ada", "observer"); }), std::string("409 too_many_users"));
    }

    void everyChangeIsAuditedWithoutTheKey()
    {
        const Principal owner = m_bench->owner();
        const contract::NewUser ada = create(owner, "Ada", "operator");
        const contract::AuditPage page
            = m_bench->identity.activity({.target_kind = "user", .target_id = ada.id});
        QCOMPARE(page.rows.size(), std::size_t(1));
        QCOMPARE(page.rows[0].actor, std::string("owner"));
        QCOMPARE(page.rows[0].action, std::string("CreateUser"));
        QCOMPARE(m_bench->count("SELECT count(*) FROM audit_entry a WHERE a::text LIKE '%' || $1 || '%'",
                                {ada.api_key.substr(10)}), 0);
        // A refused one leaves no row.
        QCOMPARE(refusal([&] { create(owner, "ada", "operator"); }), std::string("409 name_taken"));
        QCOMPARE(m_bench->identity.activity({.target_kind = "user"}).rows.size(), std::size_t(2));
    }

    void meSaysWhoOneIs()
    {
        const contract::NewUser ada = create(m_bench->owner(), "Ada", "operator");
        const contract::Me me = identity::Identity::describe(m_bench->call(ada.api_key));
        QVERIFY(me.kind == contract::PrincipalKind::user);
        QCOMPARE(me.name, std::string("Ada"));
        QCOMPARE(me.role.value_or(""), std::string("operator"));
        QCOMPARE(me.key_prefix.value_or(""), ada.api_key.substr(0, 16));
        QVERIFY(!me.agent_id);
        QVERIFY(!me.wallet);
        const identity::MadeKey key = m_bench->addKey(m_bench->addAgent("alpha"));
        const contract::Me agent = identity::Identity::describe(m_bench->call(key.secret));
        QCOMPARE(agent.agent_id.value_or(""), std::string("alpha"));
        QCOMPARE(agent.scopes, (std::vector<std::string>{"ingest", "read"}));
        QVERIFY(!agent.role);
    }

    void theHandlersAnswerOperations()
    {
        contract::HandlerTable table;
        identity::registerHandlers(table, m_bench->identity);
        const auto run = [&](contract::OperationId name, const contract::Context& context,
                             contract::json::object input) {
            contract::json::value out;
            const auto* entry = table.find(name);
            if (!entry)
                throw std::runtime_error("no handler");
            entry->run(context, input,
                       [&](contract::Outcome<contract::json::value> outcome) { out = outcome.take(); });
            return out.as_object();
        };
        const Principal owner = m_bench->owner();
        const auto challenge
            = run("AuthChallenge", m_bench->context(), {{"agent_id", "alpha"}, {"unknown", 1}});
        QCOMPARE(challenge.at("challenge").as_string().size(), std::size_t(64));
        QCOMPARE(std::string(run("WhoAmI", m_bench->context(owner), {}).at("role").as_string()),
                 std::string("owner"));
        run("CreateUser", m_bench->context(owner), {{"name", "Ada"}, {"role", "observer"}});
        QCOMPARE(run("ListActivity", m_bench->context(owner), {}).at("rows").as_array().size(), std::size_t(2));
        QCOMPARE(refusal([&] { run("AuthChallenge", m_bench->context(), {}); }),
                 std::string("400 invalid_input"));
        QCOMPARE(refusal([&] {
                     run("CreateUser", m_bench->context(owner), {{"name", 7}, {"role", "observer"}});
                 }),
                 std::string("400 invalid_input"));
    }
};

QTEST_GUILESS_MAIN(UsersTest)
#include "tst_users.moc"
