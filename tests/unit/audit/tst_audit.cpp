// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/audit.h"
#include "base/ids.h"
#include "support/refusal.h"
#include "support/test_database.h"

#include <QtTest>
#include <boost/json.hpp>

using namespace bursar;
namespace json = boost::json;

namespace {
const std::string kKey = "gt8004_sk_" + std::string(64, 'a');

contract::Context contextAt(base::Time now)
{
    return {.principal = {.kind = contract::PrincipalKind::user, .id = "0190", .name = "Ada"},
            .requestId = "r-1",
            .now = now};
}
} // namespace

class AuditTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TestDatabase> m_database;
    std::unique_ptr<db::Pool> m_pool;
    base::Time m_now{std::chrono::seconds(1'768'478'400)};

    contract::AuditPage list(const contract::ListActivity::Input& filter = {})
    {
        db::Transaction tx = m_pool->begin(db::Mode::ReadOnly);
        return audit::list(tx, filter);
    }

    json::object recorded(const json::object& detail)
    {
        m_pool->transact([&](db::Transaction& tx) {
            audit::record(tx, contextAt(m_now), "Test", "agent", "alpha", detail);
        });
        return list().rows.front().detail;
    }

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<test::TestDatabase>();
        m_pool = std::make_unique<db::Pool>(m_database->options());
    }
    void cleanup()
    {
        m_pool.reset();
        m_database.reset();
    }

    void aRowSaysWhoDidWhatToWhich()
    {
        contract::Context context = contextAt(m_now);
        context.principal.keyId = base::uuid7(m_now);
        m_pool->transact([&](db::Transaction& tx) {
            audit::record(tx, context, "SetTier", "agent", "alpha", {{"before", "open"}, {"after", "lite"}});
        });
        const contract::AuditPage page = list();
        QCOMPARE(page.rows.size(), std::size_t(1));
        const contract::AuditRow& row = page.rows.front();
        QCOMPARE(row.actor, std::string("Ada"));
        QCOMPARE(row.actor_kind, std::string("user"));
        QCOMPARE(row.key_id.value_or(""), context.principal.keyId);
        QCOMPARE(row.action, std::string("SetTier"));
        QCOMPARE(row.target_kind, std::string("agent"));
        QCOMPARE(row.target_id, std::string("alpha"));
        QCOMPARE(row.request_id, std::string("r-1"));
        QVERIFY(row.at == m_now);
        QCOMPARE(json::serialize(row.detail), std::string(R"({"after":"lite","before":"open"})"));
    }

    void aRowGoesWithItsTransaction()
    {
        {
            db::Transaction tx = m_pool->begin();
            audit::record(tx, contextAt(m_now), "Test", "agent", "alpha");
            tx.rollback();
        }
        QCOMPARE(list().rows.size(), std::size_t(0));
    }

    void everyKindOfActorHasAName()
    {
        using contract::PrincipalKind;
        const std::pair<contract::Principal, std::string> cases[]{
            {{.kind = PrincipalKind::agent, .id = "x", .name = "Alpha", .agentId = "alpha"}, "alpha"},
            {{.kind = PrincipalKind::wallet, .id = "0xab", .wallet = "0xab"}, "0xab"},
            {{.kind = PrincipalKind::service, .id = "internal"}, "service"},
            {{}, "anonymous"}};
        for (const auto& [principal, name] : cases) {
            contract::Context context = contextAt(m_now += std::chrono::milliseconds(1));
            context.principal = principal;
            m_pool->transact(
                [&](db::Transaction& tx) { audit::record(tx, context, "Test", "agent", "alpha"); });
            QCOMPARE(list().rows.front().actor, name);
        }
    }

    void secretsAreBlankedByName()
    {
        const json::object detail = recorded({{"api_key", "x"}, {"Password", "x"}, {"session_token", "x"},
                                              {"signature", "x"}, {"internal_secret", json::object{{"a", "x"}}},
                                              {"nested", json::array{json::object{{"private_key", "x"}}}},
                                              {"erc8004_token_id", 7}, {"has_secret", true}, {"name", "kept"}});
        const std::string text = json::serialize(detail);
        QVERIFY2(text.find("\"x\"") == std::string::npos, text.c_str());
        QCOMPARE(detail.at("erc8004_token_id").as_int64(), 7);
        QCOMPARE(detail.at("has_secret").as_bool(), true);
        QCOMPARE(std::string(detail.at("name").as_string()), std::string("kept"));
    }

    void keysInsideOfTextsAreCut()
    {
        const json::object detail = recorded({{"note", "use " + kKey + " and " + kKey}, {kKey, "as a name"}});
        const std::string text = json::serialize(detail);
        QVERIFY2(text.find(kKey.substr(0, 17)) == std::string::npos, text.c_str());
        QVERIFY(text.find(kKey.substr(0, 16)) != std::string::npos);
    }

    void hostileTextIsStored()
    {
        const json::object detail = recorded({{"nul", std::string("a\0b", 3)},
                                              {std::string("k\0", 2), "x'; DROP TABLE"},
                                              {"quote", "\"\\\n"}});
        QCOMPARE(std::string(detail.at("nul").as_string()), std::string("ab"));
        QCOMPARE(std::string(detail.at("k").as_string()), std::string("x'; DROP TABLE"));
        m_pool->transact([&](db::Transaction& tx) {
            contract::Context context = contextAt(m_now += std::chrono::milliseconds(1));
            context.requestId = std::string(255, 'r') + "ä"; // would be cut inside a character
            audit::record(tx, context, "Test", std::string(1000, 't'), std::string(1000, 'i'));
        });
        const contract::AuditRow row = list().rows.front();
        QCOMPARE(row.target_id.size(), std::size_t(256));
        QCOMPARE(row.request_id, std::string(255, 'r'));
    }

    void aLongDetailIsCutAndSaysSo()
    {
        json::object detail{{"small", "kept"}, {"huge", std::string(audit::kDetailBytesMax, 'x')}};
        for (int i = 0; i < 500; ++i)
            detail["member" + std::to_string(i)] = std::string(40, 'y');
        const json::object kept = recorded(detail);
        QVERIFY(json::serialize(kept).size() <= audit::kDetailBytesMax);
        QCOMPARE(kept.at("truncated").as_bool(), true);
        QCOMPARE(std::string(kept.at("small").as_string()), std::string("kept"));
        QVERIFY(!kept.contains("huge"));
        QVERIFY(kept.contains("member0"));
    }

    void aDeepDetailIsCut()
    {
        json::value deep = "bottom";
        for (int i = 0; i < 200; ++i)
            deep = json::array{deep};
        const json::object kept = recorded({{"deep", deep}});
        QVERIFY(json::serialize(kept).find("bottom") == std::string::npos);
    }

    void pagesGoBackInTime()
    {
        for (int i = 0; i < 7; ++i) {
            m_now += std::chrono::milliseconds(1);
            m_pool->transact([&](db::Transaction& tx) {
                audit::record(tx, contextAt(m_now), "Test", "agent", "a" + std::to_string(i));
            });
        }
        std::vector<std::string> seen;
        contract::ListActivity::Input filter{.limit = 3};
        for (int page = 0; page < 4; ++page) {
            const contract::AuditPage got = list(filter);
            for (const contract::AuditRow& row : got.rows)
                seen.push_back(row.target_id);
            filter.cursor = got.next;
            if (!got.next)
                break;
        }
        QCOMPARE(seen, (std::vector<std::string>{"a6", "a5", "a4", "a3", "a2", "a1", "a0"}));
    }

    void filtersByThingAndKey()
    {
        contract::Context withKey = contextAt(m_now);
        withKey.principal.keyId = base::uuid7(m_now);
        m_pool->transact([&](db::Transaction& tx) {
            audit::record(tx, withKey, "One", "agent", "alpha");
            audit::record(tx, contextAt(m_now), "Two", "agent", "beta");
            audit::record(tx, contextAt(m_now), "Three", "user", "alpha");
        });
        QCOMPARE(list({.target_kind = "agent"}).rows.size(), std::size_t(2));
        QCOMPARE(list({.target_kind = "agent", .target_id = "alpha"}).rows.size(), std::size_t(1));
        QCOMPARE(list({.key_id = withKey.principal.keyId}).rows.front().action, std::string("One"));
        QCOMPARE(list({.target_kind = "agent", .target_id = "gamma"}).rows.size(), std::size_t(0));
    }

    void refusesBadFilters()
    {
        QCOMPARE(test::refusal([&] { list({.limit = 0}); }), std::string("400 invalid_input"));
        QCOMPARE(test::refusal([&] { list({.limit = 201}); }), std::string("400 invalid_input"));
        QCOMPARE(test::refusal([&] { list({.cursor = "' OR 1=1"}); }), std::string("400 invalid_input"));
        QCOMPARE(test::refusal([&] { list({.key_id = "7"}); }), std::string("400 invalid_input"));
    }
};

QTEST_GUILESS_MAIN(AuditTest)
#include "tst_audit.moc"
