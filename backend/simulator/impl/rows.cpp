// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/impl/calls.h"

#include "simulator/impl/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace bursar::simulator {

using ingest::Ingest;
using std::chrono::microseconds;

namespace {

struct Failure {
    int status;
    std::string_view error;
    double weight;
};
constexpr std::array kFailures{
    Failure{500, "InternalError", 35}, Failure{502, "BadGateway", 14}, Failure{503, "UpstreamUnavailable", 12},
    Failure{504, "Timeout", 10},       Failure{400, "InvalidInput", 15}, Failure{404, "NotFound", 6},
    Failure{429, "RateLimited", 8},
};

/// What the customer speaks on that day, if the agent answers it.
rollup::Protocol protocolOf(const World& world, const Call& call, Random& random)
{
    const AgentSpec& agent = world.agents()[call.agent];
    const Customer& who = world.customers()[call.customer];
    const auto day = (std::chrono::floor<std::chrono::days>(call.at) - world.anchorDay()).count();
    const double luck = random.unit();
    if (who.home == rollup::Protocol::mcp && day >= who.a2aFrom && agent.a2a && luck < 0.6)
        return rollup::Protocol::a2a;
    if (who.home == rollup::Protocol::a2a && !agent.a2a)
        return rollup::Protocol::mcp;
    return who.home;
}

void place(const ToolSpec& tool, Ingest::Row& row)
{
    switch (row.protocol) {
    case rollup::Protocol::mcp:
        row.method = "tools/call";
        row.path = "/mcp";
        break;
    case rollup::Protocol::a2a:
        row.method = "POST";
        row.path = fmt::format("/a2a/{}", tool.name);
        break;
    case rollup::Protocol::http:
        row.method = "POST";
        row.path = fmt::format("/v1/{}", tool.name);
        break;
    }
}

/// Decides whether the call fails, and how long it takes.
void answer(const World& world, const Call& call, const ToolSpec& tool, Random& random, Ingest::Row& row)
{
    const double luck = random.unit();
    const std::size_t failure = random.pick(kFailures, [](const Failure& f) { return f.weight; });
    double ms = random.around(tool.medianMs, tool.sigma);
    double failsBelow = 0;
    for (const Effect& effect : world.effectsAt(call.agent, call.tool, call.at)) {
        ms *= effect.slow;
        failsBelow += effect.errors;
        if (luck < failsBelow && row.status == 200) {
            row.status = effect.status;
            row.error = effect.error;
        }
    }
    if (row.status == 200 && luck >= failsBelow && luck < failsBelow + tool.errorRate) {
        row.status = kFailures[failure].status;
        row.error = kFailures[failure].error;
    }
    if (row.status == 504)
        ms = 30'000 + ms;
    else if (row.status == 400 || row.status == 404 || row.status == 429)
        ms = random.around(9, 0.4);
    row.response = microseconds(std::int64_t(ms * 1000));
}

void pay(const World& world, const Call& call, const Customer& who, Random& random, Ingest::Row& row)
{
    const std::string transaction = "0x" + random.hex(64);
    row.payer = who.knownBy == 1 ? who.id : "0x" + Random(world.seed(), {0xad, call.customer}).hex(40);
    if (row.status != 200)
        return; // nothing is settled for an answer that failed
    row.payment = ingest::Payment{.token = "USDC-base-mainnet",
                                  .asset = "USDC",
                                  .decimals = 6,
                                  .amount = base::Amount(std::uint64_t(world.priceAt(call.agent, call.tool, call.at))),
                                  .tx = transaction};
}

void addBodies(const AgentSpec& agent, const ToolSpec& tool, const Customer& who, std::int64_t price, Random& random,
               Ingest::Row& row)
{
    static constexpr std::array<std::string_view, 8> kTopics{
        "quarterly revenue of shipyards", "ramen near the station", "rain in the afternoon", "euro against won",
        "papers on retrieval", "release notes", "battery recycling", "train timetable"};
    const std::string_view topic = kTopics[random.below(kTopics.size())];
    row.headers = fmt::format(R"({{"accept":"application/json","content-type":"application/json","user-agent":"{}"}})",
                              who.userAgent);
    row.requestBody =
        row.protocol == rollup::Protocol::mcp
            ? fmt::format(R"({{"jsonrpc":"2.0","id":{},"method":"tools/call","params":{{"name":"{}","arguments":{{"q":"{}"}}}}}})",
                          1 + random.below(900), tool.name, topic)
            : fmt::format(R"({{"tool":"{}","input":{{"q":"{}"}}}})", tool.name, topic);
    if (row.status == 402)
        row.responseBody = fmt::format(R"({{"x402Version":1,"accepts":[{{"scheme":"exact","network":"base","maxAmountRequired":"{}","resource":"{}"}}]}})",
                                       price, row.path);
    else if (row.status >= 400)
        row.responseBody = fmt::format(R"({{"error":"{}","agent":"{}"}})", row.error, agent.id);
    else
        row.responseBody = fmt::format(R"({{"ok":true,"tool":"{}","results":{}}})", tool.name, 1 + random.below(20));
}

} // namespace

Ingest::Row rowOf(const World& world, const Call& call, std::int64_t agentKey, Bodies bodies)
{
    const AgentSpec& agent = world.agents()[call.agent];
    const ToolSpec& tool = agent.tools[call.tool];
    const Customer& who = world.customers()[call.customer];
    Random random(call.seed);
    Ingest::Row row;
    row.agentKey = agentKey;
    row.at = call.at;
    row.requestId = fmt::format("req_{:016x}", call.seed);
    row.protocol = protocolOf(world, call, random);
    row.source = rollup::Source::simulator;
    row.tool = tool.name;
    place(tool, row);
    row.customer = who.id;
    row.knownBy = who.knownBy;
    row.ip = who.ip;
    row.country = who.place.country;
    row.city = who.place.city;
    row.userAgent = who.userAgent;
    row.contentType = "application/json";
    row.agentVersion = world.versionAt(call.agent, call.at);
    row.sdkVersion = "simulator";
    if (call.intent == Intent::Unpaid) {
        row.status = 402;
        row.response = microseconds(std::int64_t(1000 * random.around(7, 0.35)));
    } else {
        answer(world, call, tool, random, row);
    }
    if (call.intent == Intent::Paid)
        pay(world, call, who, random, row);
    row.requestSize = 180 + std::int64_t(random.around(240, 0.6));
    row.responseSize = row.status == 200 ? std::int64_t(random.around(2400, 0.9)) : 220;
    if (bodies == Bodies::With)
        addBodies(agent, tool, who, world.priceAt(call.agent, call.tool, call.at), random, row);
    return row;
}

} // namespace bursar::simulator
