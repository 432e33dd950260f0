// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/impl/world.h"

#include "simulator/impl/people.h"
#include "simulator/impl/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace bursar::simulator {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {
constexpr base::Time kEver = base::Day(std::chrono::year(9000) / 1 / 1);
constexpr std::uint64_t kIncidents = 0x1c; // stream of the small incidents
} // namespace

World::World(std::uint64_t seed, base::Time anchor, int historyDays)
    : m_seed(seed), m_anchor(std::chrono::floor<minutes>(anchor)), m_historyDays(historyDays)
{
    m_deploys.resize(agents().size());
    for (std::size_t agent = 0; agent < agents().size(); ++agent)
        m_deploys[agent].push_back({firstDay(), std::string(agents()[agent].version)});
    makeStory();
    m_customers = makePeople(*this);
}

std::size_t World::agentNamed(std::string_view id) const
{
    for (std::size_t i = 0; i < agents().size(); ++i) {
        if (agents()[i].id == id)
            return i;
    }
    throw std::logic_error("no such agent in the catalog");
}

std::size_t World::toolNamed(std::size_t agent, std::string_view name) const
{
    for (std::size_t i = 0; i < agents()[agent].tools.size(); ++i) {
        if (agents()[agent].tools[i].name == name)
            return i;
    }
    throw std::logic_error("no such tool in the catalog");
}

base::Time World::daysAgo(int count, double hour) const
{
    return anchorDay() - days(count) + minutes(std::int64_t(hour * 60));
}

void World::deploy(std::size_t agent, base::Time at, std::string version)
{
    m_deploys[agent].push_back({at, std::move(version)});
}

/// The history that every demo tells; names and times, not chance, so that the pictures can be explained.
void World::makeStory()
{
    const std::size_t search = agentNamed("seoul-search");
    const std::size_t webSearch = toolNamed(search, "web_search");
    // Faster from one version on.
    deploy(search, daysAgo(61, 5.2), "2.7.0");
    m_effects.push_back({.agent = search, .from = daysAgo(61, 5.2), .to = kEver, .slow = 0.72});
    // Eleven days ago timeouts drove customers away (people.cpp lets some of them stop that day).
    deploy(search, daysAgo(kTimeoutsDaysAgo, 3.1), "2.7.9");
    m_effects.push_back({.agent = search, .tool = webSearch, .from = daysAgo(kTimeoutsDaysAgo, 3.1),
                         .to = daysAgo(kTimeoutsDaysAgo, 16.5), .errors = 0.28, .slow = 2.5, .status = 504,
                         .error = "Timeout"});
    deploy(search, daysAgo(kTimeoutsDaysAgo, 16.5), "2.8.0");
    // The recent one: a bad deploy of one tool, repaired a while after the demo was opened.
    const base::Time bad = m_anchor - minutes(58);
    deploy(search, bad, "2.8.1");
    m_effects.push_back({.agent = search, .tool = webSearch, .from = bad, .to = m_anchor + minutes(25),
                         .errors = 0.62, .slow = 1.9, .status = 500, .error = "ParserError"});
    deploy(search, m_anchor + minutes(25), "2.8.2");

    const std::size_t chain = agentNamed("chain-data");
    m_effects.push_back({.agent = chain, .from = daysAgo(52, 9.4), .to = daysAgo(52, 11.6), .errors = 0.7,
                         .status = 503, .error = "UpstreamUnavailable"});
    deploy(chain, daysAgo(40, 14.0), "2.3.0");
    m_effects.push_back({.agent = chain, .tool = toolNamed(chain, "transactions"), .from = daysAgo(40, 14.0),
                         .to = kEver, .slow = 0.6});
    const std::size_t voice = agentNamed("voice-box");
    m_effects.push_back({.agent = voice, .tool = toolNamed(voice, "transcribe"), .from = daysAgo(23, 6.0),
                         .to = daysAgo(23, 12.0), .errors = 0.12, .slow = 4, .status = 504, .error = "Timeout"});
    deploy(voice, daysAgo(22, 2.0), "1.9.0");
    deploy(agentNamed("lingua"), daysAgo(33, 8.3), "5.3.0");
    deploy(agentNamed("lingua"), daysAgo(9, 7.7), "5.4.0");
    deploy(agentNamed("pixel-forge"), daysAgo(17, 11.0), "3.4.0");
    m_effects.push_back({.agent = agentNamed("pixel-forge"), .from = daysAgo(17, 11.0), .to = kEver, .slow = 0.8});
    deploy(agentNamed("fx-oracle"), daysAgo(47, 1.5), "4.1.0");
    deploy(agentNamed("tone-coach"), daysAgo(5, 9.0), "2.1.0");

    const auto price = [this](std::string_view agentId, std::string_view tool, int ago, double hour,
                              std::int64_t before, std::int64_t after, double elasticity) {
        const std::size_t agent = agentNamed(agentId);
        m_prices.push_back({agent, toolNamed(agent, tool), daysAgo(ago, hour), before, after, elasticity});
    };
    price("lingua", "translate", 44, 10.0, 5'000, 6'000, -0.4);
    price("seoul-search", "web_search", 38, 4.0, 20'000, 25'000, -0.35);
    price("voice-box", "transcribe", 26, 9.0, 40'000, 25'000, -1.6);
    price("pixel-forge", "generate_image", 12, 13.0, 35'000, 40'000, -0.9);
    price("fx-oracle", "forecast", 4, 8.5, 30'000, 25'000, -0.7);

    m_notes.push_back({"setting", "Rate limit raised to 20 a second", agentNamed("fx-oracle"), daysAgo(30, 8.0)});
    m_notes.push_back({"note", "Mentioned in a newsletter", agentNamed("paper-trail"), daysAgo(15, 6.0)});
}

const std::string& World::versionAt(std::size_t agent, base::Time at) const
{
    const std::vector<Deploy>& deploys = m_deploys[agent];
    const auto next = std::upper_bound(deploys.begin(), deploys.end(), at,
                                       [](base::Time time, const Deploy& deploy) { return time < deploy.at; });
    return next == deploys.begin() ? deploys.front().version : std::prev(next)->version;
}

std::int64_t World::priceAt(std::size_t agent, std::size_t tool, base::Time at) const
{
    std::optional<std::int64_t> price;
    for (const PriceChange& change : m_prices) {
        if (change.agent != agent || change.tool != tool)
            continue;
        if (at < change.at)
            return price.value_or(change.before);
        price = change.after;
    }
    return price.value_or(agents()[agent].tools[tool].price);
}

double World::demandAt(std::size_t agent, std::size_t tool, base::Time at) const
{
    double demand = 1;
    for (const PriceChange& change : m_prices) {
        if (change.agent == agent && change.tool == tool && at >= change.at)
            demand *= std::pow(double(change.after) / double(change.before), change.elasticity);
    }
    return demand;
}

std::vector<Effect> World::effectsAt(std::size_t agent, std::size_t tool, base::Time at) const
{
    std::vector<Effect> out;
    const auto concerns = [&](const Effect& effect) {
        return effect.agent == agent && effect.tool.value_or(tool) == tool && at >= effect.from && at < effect.to;
    };
    for (const Effect& effect : m_effects) {
        if (concerns(effect))
            out.push_back(effect);
    }
    if (const std::optional<Effect> small = smallIncident(std::chrono::floor<days>(at)); small && concerns(*small))
        out.push_back(*small);
    return out;
}

/// Every fourth day or so something goes wrong for less than an hour; never on the anchor's own day, which has its story.
std::optional<Effect> World::smallIncident(base::Day day) const
{
    Random random(m_seed, {kIncidents, std::uint64_t(day.time_since_epoch().count())});
    if (day == anchorDay() || !random.chance(0.28))
        return std::nullopt;
    const std::size_t agent = random.below(agents().size());
    const std::size_t tool = random.below(agents()[agent].tools.size());
    const base::Time from = day + minutes(random.below(23 * 60));
    return Effect{.agent = agent, .tool = tool, .from = from, .to = from + minutes(15 + random.below(40)),
                  .errors = random.between(0.1, 0.4), .slow = random.between(1, 3), .status = 502,
                  .error = "BadGateway"};
}

} // namespace bursar::simulator
