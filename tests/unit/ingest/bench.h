// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/import.h"
#include "ingest/ingest.h"
#include "ingest/log_reader.h"
#include "ingest/row.h"
#include "rollup/rollup.h"
#include "support/test_database.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <atomic>
#include <future>

namespace bursar::test {

namespace json = boost::json;

struct HandClock final : base::Clock {
    std::atomic<std::int64_t> micros;
    explicit HandClock(const char* text) : micros(base::parseTime(text)->time_since_epoch().count()) {}
    base::Time now() const override { return base::Time(base::Duration(micros.load())); }
    void advance(base::Duration by) { micros += by.count(); }
};

/// A database with two agents, "one" and "two", and the services that take in and read their requests.
struct IngestBench {
    explicit IngestBench(ingest::Options options = {}) : ingest(pool, metrics, clock, std::move(options))
    {
        one = addAgent("one");
        two = addAgent("two");
        ingest.start();
    }

    std::int64_t addAgent(const std::string& slug)
    {
        return pool.transact([&](db::Transaction& tx) {
            return tx.one("INSERT INTO registry_agent (id, agent_id, name, created_at, updated_at) VALUES "
                          "(gen_random_uuid(), $1, $1, $2, $2) RETURNING agent_key", {slug, clock.now()}).integer(0);
        });
    }
    contract::Context agent(std::int64_t key, const std::string& slug) const
    {
        contract::Context context;
        context.principal.kind = contract::PrincipalKind::agent;
        context.principal.agentKey = key;
        context.principal.agentId = slug;
        context.principal.keyId = "0190c0de-0000-7000-8000-00000000000" + std::to_string(key % 10);
        context.now = clock.now();
        return context;
    }
    contract::Context desk() const
    {
        contract::Context context;
        context.principal.kind = contract::PrincipalKind::user;
        context.principal.id = "0190c0de-0000-7000-8000-0000000000ff";
        context.principal.name = "desk";
        context.principal.desk = contract::Role::owner;
        context.requestId = "test";
        context.now = clock.now();
        return context;
    }
    contract::Outcome<contract::IngestResult> trySend(const json::value& batch)
    {
        return trySend(agent(one, "one"), batch);
    }
    contract::Outcome<contract::IngestResult> trySend(const contract::Context& context, const json::value& batch)
    {
        std::promise<contract::Outcome<contract::IngestResult>> promise;
        ingest.submit(context, batch, [&promise](contract::Outcome<contract::IngestResult> outcome) {
            promise.set_value(std::move(outcome));
        });
        return promise.get_future().get();
    }
    contract::IngestResult send(const json::value& batch)
    {
        contract::Outcome<contract::IngestResult> outcome = trySend(batch);
        if (!outcome)
            throw outcome.error();
        return *outcome;
    }
    /// An entry of now with everything that is required.
    json::object entry(const std::string& requestId, json::object more = {}) const
    {
        json::object out{{"requestId", requestId}, {"method", "GET"}, {"path", "/search"}, {"statusCode", 200},
                         {"responseMs", 12.5},     {"timestamp", base::formatTime(clock.now())},
                         {"customerId", "customer-1"}};
        for (const auto& item : more)
            out[item.key()] = item.value();
        return out;
    }
    static json::value batchOf(std::initializer_list<json::object> entries)
    {
        json::array list;
        for (const json::object& entry : entries)
            list.push_back(entry);
        return json::object{{"entries", list}};
    }
    std::int64_t count(std::string_view sql, std::initializer_list<db::Param> params = {})
    {
        db::Transaction tx = pool.begin();
        return tx.exec(sql, params)[0].integer(0);
    }
    std::string text(std::string_view sql, std::initializer_list<db::Param> params = {})
    {
        db::Transaction tx = pool.begin();
        return tx.exec(sql, params)[0].optString(0).value_or("NULL");
    }
    std::int64_t keyOf(const std::string& slug) const
    {
        if (slug == "one")
            return one;
        if (slug == "two")
            return two;
        throw base::notFound("agent");
    }
    std::string slugOf(std::int64_t key) const { return key == one ? "one" : "two"; }

    TestDatabase database;
    db::Pool pool{database.options()};
    base::Metrics metrics;
    HandClock clock{"2026-06-15T12:34:56.789Z"};
    rollup::Folder folder{pool, metrics, clock};
    ingest::Ingest ingest;
    std::int64_t one = 0, two = 0;
};

} // namespace bursar::test
