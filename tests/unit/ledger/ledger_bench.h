// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/ledger.h"
#include "support/test_database.h"

#include <fmt/format.h>

#include <atomic>
#include <future>

namespace bursar::test {

/// One server of those that share a ledger.
struct LedgerServer {
    explicit LedgerServer(const TestDatabase& database, const std::string& name = "one", ledger::Options options = quick())
        : pool({.connection = database.connection(), .applicationName = name}),
          ledger(pool, database.connection(), metrics, clock, named(std::move(options), name))
    {
        ledger.start();
    }

    static ledger::Options quick()
    {
        return {.heartbeat = std::chrono::milliseconds(100), .silence = std::chrono::seconds(1),
                .retry = std::chrono::milliseconds(20)};
    }

    ledger::Answer run(std::string key, ledger::Action action, std::string cause = {}, std::string memo = {})
    {
        return ledger.postAndWait({std::move(key), std::move(cause), std::move(memo), std::move(action)});
    }
    ledger::AccountId open(const std::string& owner, ledger::Rules rules = {}, const std::string& asset = "USDC")
    {
        return std::get<ledger::Accepted>(run("open:" + owner + asset, ledger::OpenAccount{{owner, asset, "balance"}, rules})).id;
    }
    ledger::Answer move(const std::string& key, ledger::AccountId from, ledger::AccountId to, std::int64_t amount)
    {
        return run(key, ledger::Transfer{{{from, base::SignedAmount(-amount)}, {to, base::SignedAmount(amount)}}});
    }
    std::string settled(ledger::AccountId account)
    {
        return ledger.balances(std::span(&account, 1)).at(account).settled.atomic();
    }

    base::Metrics metrics;
    base::SystemClock clock;
    db::Pool pool;
    ledger::Ledger ledger;

private:
    static ledger::Options named(ledger::Options options, const std::string& name)
    {
        options.server = name;
        return options;
    }
};


/// One value of one row.
inline std::string value(db::Pool& pool, const std::string& sql)
{
    db::Transaction tx = pool.begin(db::Mode::ReadOnly);
    return tx.one(sql, {}).string(0);
}

} // namespace bursar::test
