// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics_bench.h"

#include "base/ids.h"

#include <cmath>

namespace bursar::test {

namespace {
db::PoolOptions small(db::PoolOptions options)
{
    options.connectionsMax = 4;
    options.statementTimeout = std::chrono::seconds(10);
    return options;
}

rollup::Entry entryOf(const Request& request)
{
    rollup::Entry entry;
    entry.agentKey = request.agent;
    entry.at = request.at;
    entry.status = request.status;
    entry.response = std::chrono::microseconds(std::llround(request.ms * 1000));
    entry.protocol = request.protocol;
    entry.source = request.source;
    entry.method = "POST";
    entry.path = request.path;
    entry.tool = request.tool;
    entry.customer = request.customer;
    entry.country = request.country;
    entry.city = request.country.empty() ? "" : "City of " + request.country;
    entry.version = request.version;
    entry.error = request.error;
    entry.keyId = request.keyId;
    entry.knownBy = request.knownBy;
    if (!request.paid.empty()) {
        entry.paid = true;
        entry.paymentState = request.paymentState;
        entry.paymentAsset = request.asset;
        entry.paymentAmount = usdc(request.paid);
    }
    return entry;
}
} // namespace

base::Amount usdc(const std::string& text)
{
    const auto amount = base::Amount::fromDecimal(text, 6);
    if (!amount)
        qFatal("not an amount: %s", text.c_str());
    return *amount;
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

contract::Context deskContext()
{
    contract::Context context;
    context.principal.kind = contract::PrincipalKind::user;
    context.principal.id = "0190a000-0000-7000-8000-000000000001";
    context.principal.name = "Mina";
    context.principal.desk = contract::Role::desk_operator;
    context.requestId = "test";
    context.now = kNow;
    return context;
}

AnalyticsBench::AnalyticsBench(base::Time now)
    : clock(now)
    , pool(small(database.options()))
    , analytics(pool, clock, [this](const std::optional<std::string>& id) { return scopeOf(id); },
                [](const std::string& text, std::size_t) {
                    std::vector<contract::FoundItem> items;
                    if (text == "req-exact")
                        items.push_back({"log", "log-1", "req-exact", "200", "seller", kNow});
                    return items;
                })
{
}

rollup::AgentScope AnalyticsBench::scopeOf(const std::optional<std::string>& agentId)
{
    if (!agentId)
        return {};
    db::Transaction tx = pool.begin();
    const db::Result rows = tx.exec("SELECT agent_key FROM registry_agent WHERE agent_id = $1", {*agentId});
    if (rows.empty())
        throw base::notFound("agent");
    return {rows[0].integer(0)};
}

std::int64_t AnalyticsBench::agent(NewAgent agent)
{
    return pool.transact([&](db::Transaction& tx) {
        return tx
            .one("INSERT INTO registry_agent (id, agent_id, name, category, status, simulated, evm_address, "
                 "pricing_amount, pricing_currency, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, "
                 "nullif($7, ''), nullif($8, '')::numeric, 'USDC', $9, $9) RETURNING agent_key",
                 {base::uuid7(kNow), agent.id, "Agent " + agent.id, agent.category, agent.status, agent.simulated,
                  agent.wallet, agent.price, kNow})
            .integer(0);
    });
}

void AnalyticsBench::add(const std::vector<Request>& requests)
{
    pool.transact([&](db::Transaction& tx) {
        rollup::DeltaBatch batch(clock.now());
        for (const Request& request : requests)
            batch.add(entryOf(request));
        batch.write(tx);
    });
    for (const Request& request : requests)
        raw.push_back(entryOf(request));
}

void AnalyticsBench::addPayments(const std::vector<Request>& requests)
{
    add(requests);
    pool.transact([&](db::Transaction& tx) {
        for (const Request& request : requests) {
            if (request.paid.empty())
                continue;
            tx.exec("INSERT INTO ingest_payment (agent_key, ts, identity, asset, decimals, amount, customer, tool, state) "
                    "VALUES ($1, $2, $3, $4, 6, $5, $6, $7, $8)",
                    {request.agent, request.at, base::uuid7(request.at), request.asset, usdc(request.paid),
                     request.customer, request.tool, request.paymentState});
        }
    });
}

void AnalyticsBench::fold()
{
    rollup::Folder(pool, metrics, clock).foldAll();
}

void AnalyticsBench::sql(const std::string& statement)
{
    pool.transact([&](db::Transaction& tx) { tx.exec(statement); });
}

std::string AnalyticsBench::one(const std::string& query)
{
    db::Transaction tx = pool.begin();
    return tx.exec(query)[0].string(0);
}

} // namespace bursar::test
