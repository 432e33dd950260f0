// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "identity/identity.h"
#include "identity/keys.h"
#include "support/fake_clock.h"
#include "support/test_database.h"

namespace bursar::test {

/// A fresh database with an identity on top; agents are bare rows, since registry is a level above.
struct IdentityBench {
    TestDatabase database;
    FakeClock clock;
    db::Pool pool{database.options()};
    identity::Identity identity{pool, clock, {.internalSecret = "inner secret"}};

    contract::Context context(contract::Principal principal = {})
    {
        return {.principal = std::move(principal), .requestId = "request", .remoteAddress = "203.0.113.9",
                .loopback = false, .now = clock.now()};
    }

    std::int64_t addAgent(const std::string& slug)
    {
        return pool.transact([&](db::Transaction& tx) {
            return tx.one("INSERT INTO registry_agent (id, agent_id, name, created_at, updated_at)"
                          " VALUES ($1, $2, 'An agent', $3, $3) RETURNING agent_key",
                          {base::uuid7(clock.now()), slug, clock.now()})
                .integer(0);
        });
    }

    identity::MadeKey addKey(std::int64_t agentKey,
                             std::set<contract::Scope> scopes
                             = {contract::Scope::ingest, contract::Scope::read})
    {
        return pool.transact([&](db::Transaction& tx) {
            return identity::makeKey(tx, clock.now(), {.agentKey = agentKey, .name = "key", .scopes = scopes,
                                                       .createdBy = "test"});
        });
    }

    void run(const std::string& sql, std::initializer_list<db::Param> params = {})
    {
        pool.transact([&](db::Transaction& tx) { tx.exec(sql, params); });
    }

    std::int64_t count(const std::string& sql, std::initializer_list<db::Param> params = {})
    {
        db::Transaction tx = pool.begin();
        return tx.one(sql, params).integer(0);
    }

    contract::Principal call(const std::string& token)
    {
        return identity.authenticate({.authorization = "Bearer " + token});
    }

    /// The owner that ensureOwner() makes.
    contract::Principal owner()
    {
        identity.ensureOwner();
        return identity.localOwner();
    }
};

} // namespace bursar::test
