// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "registry/keys.h"
#include "registry/registry.h"
#include "support/ethereum_wallet.h"
#include "support/fake_clock.h"
#include "support/test_database.h"

namespace bursar::test {

/// A fresh database with identity and registry on top.
struct RegistryBench {
    TestDatabase database;
    FakeClock clock;
    db::Pool pool{database.options()};
    identity::Identity identity{pool, clock, {}};
    registry::Registry registry;
    registry::Keys keys{pool, identity, registry, clock};

    explicit RegistryBench(registry::Options options = {}) : registry(pool, identity, clock, options) {}

    contract::Context context(contract::Principal principal = {}, bool loopback = true)
    {
        return {.principal = std::move(principal),
                .requestId = "request",
                .remoteAddress = loopback ? "127.0.0.1" : "203.0.113.9",
                .loopback = loopback,
                .now = clock.now()};
    }
    static contract::Principal desk(contract::Role role)
    {
        return {.kind = contract::PrincipalKind::user,
                .id = "01990000-0000-7000-8000-000000000001",
                .name = "Desk",
                .desk = role,
                .scopes = {contract::Scope::read, contract::Scope::manage}};
    }
    contract::Context operatorContext() { return context(desk(contract::Role::desk_operator)); }

    contract::RegisteredAgent add(const std::string& slug)
    {
        return registry.registerAgent(context(), {.agent_id = slug});
    }

    /// A registration with a proven wallet.
    contract::RegisterAgent::Input claim(const EthereumWallet& wallet, const std::optional<std::string>& slug)
    {
        const std::string challenge = issue(wallet.address());
        return {.agent_id = slug, .wallet_address = wallet.address(), .challenge = challenge,
                .signature = wallet.signHex(challenge)};
    }
    contract::RegisteredAgent add(const std::string& slug, const EthereumWallet& wallet)
    {
        return registry.registerAgent(context(), claim(wallet, slug));
    }

    std::string issue(const std::string& subject)
    {
        return identity.challenges().issue(subject, "test").challenge;
    }
    contract::Principal call(const std::string& token)
    {
        return identity.authenticate({.authorization = "Bearer " + token});
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
    /// Audited actions on an agent, in alphabetical order: rows of one moment have no other.
    std::string actions(const std::string& slug)
    {
        std::multiset<std::string> sorted;
        for (const contract::AuditRow& row :
             identity.activity({.target_kind = "agent", .target_id = slug}).rows)
            sorted.insert(row.action);
        std::string words;
        for (const std::string& action : sorted)
            words += (words.empty() ? "" : " ") + action;
        return words;
    }
};

} // namespace bursar::test
