// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/impl/store.h"

#include "base/error.h"
#include "simulator/impl/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace bursar::simulator {

namespace {

constexpr std::string_view kCreatedBy = "simulator";
constexpr std::uint64_t kAgentStream = 0xa6;
constexpr std::uint64_t kMarkerStream = 0x3a;
constexpr std::uint64_t kWalletStream = 0x3b;

std::optional<std::string> setting(db::Transaction& tx, std::string_view key)
{
    const db::Result rows = tx.exec("SELECT value FROM engine_setting WHERE key = $1", {key});
    return rows.empty() ? std::nullopt : std::optional(rows[0].string(0));
}

void setSetting(db::Transaction& tx, std::string_view key, const std::string& value)
{
    tx.exec("INSERT INTO engine_setting (key, value) VALUES ($1, $2) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            {key, value});
}

std::int64_t headPrice(const World& world, std::size_t agent)
{
    const auto tools = world.agents()[agent].tools;
    const auto main = std::max_element(tools.begin(), tools.end(), [](const ToolSpec& a, const ToolSpec& b) {
        return (a.price > 0 ? a.weight : 0) < (b.price > 0 ? b.weight : 0);
    });
    return world.priceAt(agent, std::size_t(main - tools.begin()), world.anchor());
}

std::vector<std::string> protocolsOf(const AgentSpec& agent)
{
    std::vector<std::string> out{"http", "mcp"};
    if (agent.a2a)
        out.emplace_back("a2a");
    return out;
}

} // namespace

bool isSimulated(db::Transaction& tx)
{
    return setting(tx, "simulated") == "true";
}

std::optional<Progress> readProgress(db::Transaction& tx)
{
    const auto seed = setting(tx, "simulator_seed");
    const auto anchor = setting(tx, "simulator_anchor");
    const auto until = setting(tx, "simulator_until");
    if (!seed || !anchor || !until)
        return std::nullopt;
    Progress out;
    const char* const end = seed->data() + seed->size();
    const auto anchorTime = base::parseTime(*anchor);
    const auto untilTime = base::parseTime(*until);
    if (std::from_chars(seed->data(), end, out.seed).ptr != end || !anchorTime || !untilTime)
        throw base::Error(base::ErrorCode::Internal, "simulator_state", "the simulator's state is damaged");
    out.anchor = *anchorTime;
    out.until = *untilTime;
    return out;
}

void writeProgress(db::Transaction& tx, const Progress& progress)
{
    setSetting(tx, "simulated", "true");
    setSetting(tx, "simulator_seed", std::to_string(progress.seed));
    setSetting(tx, "simulator_anchor", base::formatTime(progress.anchor));
    setSetting(tx, "simulator_until", base::formatTime(progress.until));
}

void requireNoRealAgents(db::Transaction& tx)
{
    if (tx.exec("SELECT EXISTS (SELECT 1 FROM registry_agent WHERE NOT simulated)")[0].boolean(0))
        throw base::Error(base::ErrorCode::Conflict, "simulation_refused",
                          "This database has real agents. Simulated data is never mixed with real data: use a data "
                          "folder of its own.");
}

std::vector<std::int64_t> ensureAgents(db::Transaction& tx, const World& world)
{
    std::vector<std::int64_t> keys;
    const base::Time created = world.firstDay() - std::chrono::days(2);
    for (std::size_t i = 0; i < world.agents().size(); ++i) {
        const AgentSpec& agent = world.agents()[i];
        const std::string wallet = "0x" + Random(world.seed(), {kWalletStream, std::uint64_t(agent.owner)}).hex(40);
        tx.exec("INSERT INTO registry_agent (id, agent_id, name, origin_endpoint, protocols, category, pricing_model, "
                "pricing_amount, pricing_currency, evm_address, simulated, sdk_connected_at, created_at, updated_at) "
                "VALUES ($1, $2, $3, $4, $5, $6, 'per_call', $7::numeric, 'USDC', $8, true, $9, $10, $10) "
                "ON CONFLICT (agent_id) DO NOTHING",
                {Random(world.seed(), {kAgentStream, i}).uuid(), agent.id, agent.name,
                 fmt::format("https://{}.example/mcp", agent.id),
                 db::Param::array(std::span<const std::string>(protocolsOf(agent))), agent.category,
                 base::Amount(std::uint64_t(headPrice(world, i))).decimal(6), wallet, base::Time(world.firstDay()),
                 created});
        keys.push_back(tx.one("SELECT agent_key FROM registry_agent WHERE agent_id = $1", {agent.id}).integer(0));
    }
    return keys;
}

std::vector<MarkerRow> markersOf(const World& world, const std::vector<std::int64_t>& agentKeys, base::Time from,
                                 base::Time to)
{
    std::vector<MarkerRow> out;
    std::uint64_t number = 0; // counts all of them, so that a marker has the same id in whichever span it falls
    const auto add = [&](base::Time at, std::string_view kind, std::string title, std::optional<std::int64_t> agentKey,
                         std::string detail) {
        std::string id = Random(world.seed(), {kMarkerStream, number++}).uuid();
        if (at >= from && at < to)
            out.push_back({std::move(id), std::string(kind), std::move(title), agentKey, at, std::move(detail)});
    };
    for (std::size_t agent = 0; agent < agentKeys.size(); ++agent) {
        // The title is the version, as ingest names deploys: whoever comes first makes the marker.
        for (const Deploy& deploy : world.deploys()[agent])
            add(deploy.at, "deploy", deploy.version, agentKeys[agent], "{}");
    }
    for (const PriceChange& change : world.prices()) {
        const auto decimal = [](std::int64_t atomic) { return base::Amount(std::uint64_t(atomic)).decimal(6); };
        const std::string_view tool = world.agents()[change.agent].tools[change.tool].name;
        add(change.at, "price", fmt::format("{}: {} → {} USDC", tool, decimal(change.before), decimal(change.after)),
            agentKeys[change.agent],
            fmt::format(R"({{"tool":"{}","before_atomic":"{}","after_atomic":"{}"}})", tool, change.before,
                        change.after));
    }
    for (const Note& note : world.notes())
        add(note.at, note.kind, note.title, note.agent ? std::optional(agentKeys[*note.agent]) : std::nullopt, "{}");
    return out;
}

void insertMarkers(db::Transaction& tx, const std::vector<MarkerRow>& markers)
{
    for (const MarkerRow& marker : markers)
        tx.exec("INSERT INTO insight_marker (id, kind, title, agent_key, at, created_by, detail) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb) ON CONFLICT DO NOTHING",
                {marker.id, marker.kind, marker.title, marker.agentKey, marker.at, kCreatedBy, marker.detail});
}

void tidyAfterFilling(db::Transaction& tx)
{
    for (const std::string_view table : {"rollup_delta", "rollup_customer_delta", "rollup_customer_tool_delta"}) {
        tx.exec(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", table));
        if (!tx.exec(fmt::format("SELECT EXISTS (SELECT 1 FROM {})", table))[0].boolean(0))
            tx.exec(fmt::format("TRUNCATE {}", table));
    }
    for (const std::string_view table : {"rollup_minute", "rollup_hour", "rollup_day", "rollup_customer",
                                         "rollup_customer_day", "rollup_customer_tool", "ingest_payment"})
        tx.exec(fmt::format("ANALYZE {}", table));
}

} // namespace bursar::simulator
