// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/pricing.h"

#include "analytics/impl/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bursar::analytics {

using contract::PriceRecommendation;

namespace {

constexpr std::int64_t kCallsMin = 200;
constexpr std::size_t kPeersMin = 3;
constexpr std::size_t kPeersGood = 5;
constexpr double kDefaultElasticity = -0.3;
constexpr double kElasticityMin = -3;
constexpr double kStep = 0.2;

double whole(std::int64_t atomic)
{
    return double(atomic) / 1e6;
}

/// Continuous percentile of a list that is not empty.
template <class T>
double percentile(std::vector<T> values, double p)
{
    std::sort(values.begin(), values.end());
    const double place = p * double(values.size() - 1);
    const auto below = std::size_t(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return double(values[below]) + (place - double(below)) * (double(values[above]) - double(values[below]));
}

template <class F>
std::vector<double> each(const std::vector<Quality>& peers, F read)
{
    std::vector<double> out;
    for (const Quality& peer : peers)
        out.push_back(read(peer));
    return out;
}

enum class Standing { AtLeastAsGood, Worse, Mixed };

Standing standing(const PriceCase& facts)
{
    const double p95 = percentile(each(facts.peers, [](const Quality& q) { return q.p95Ms; }), 0.5);
    const double errors = percentile(each(facts.peers, [](const Quality& q) { return q.errorRate; }), 0.5);
    if (facts.own.p95Ms <= p95 && facts.own.errorRate <= errors)
        return Standing::AtLeastAsGood;
    return facts.own.p95Ms > p95 && facts.own.errorRate > errors ? Standing::Worse : Standing::Mixed;
}

PriceRecommendation hold(const PriceCase& facts, std::string why)
{
    PriceRecommendation out;
    out.action = "hold";
    out.tool = facts.tool;
    if (!facts.levels.empty())
        out.current_price = whole(facts.levels.back().price);
    out.basis = std::move(why);
    out.sample_size = facts.calls;
    out.confidence = "low";
    return out;
}

/// The reasons that forbid every move; empty: go on.
std::string obstacle(const PriceCase& facts)
{
    if (facts.levels.empty() || facts.levels.back().price <= 0)
        return "Nothing was paid for this tool lately, so its price is not known.";
    if (facts.calls < kCallsMin)
        return fmt::format("Only {} calls within 30 days; {} are needed.", facts.calls, kCallsMin);
    if (facts.peerPrices.size() < kPeersMin || facts.peers.size() < kPeersMin)
        return fmt::format("Only {} other agents of this category have a price and traffic; {} are needed.",
                           std::min(facts.peerPrices.size(), facts.peers.size()), kPeersMin);
    return "";
}

/// Where the price may go within a step, or the same when it has to stay.
std::int64_t target(std::int64_t current, double reference, double upper, Standing quality)
{
    if (double(current) < reference && quality == Standing::AtLeastAsGood)
        return std::int64_t(std::floor(std::min(double(current) * (1 + kStep), upper)));
    if (double(current) > reference && quality == Standing::Worse)
        return std::int64_t(std::ceil(std::max(double(current) * (1 - kStep), reference)));
    return current;
}

} // namespace

std::optional<double> ownElasticity(const std::vector<PriceLevel>& levels)
{
    const PriceLevel* now = nullptr;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
        if (level->calls < kCallsMin || level->days < 1 || level->payments < 1 || level->price < 1)
            continue;
        if (!now) {
            now = &*level;
            continue;
        }
        if (level->price == now->price)
            continue;
        const double demand = double(now->payments) / double(now->days);
        const double demandBefore = double(level->payments) / double(level->days);
        const double slope =
            std::log(demand / demandBefore) / std::log(double(now->price) / double(level->price));
        return std::clamp(slope, kElasticityMin, 0.0);
    }
    return std::nullopt;
}

PriceRecommendation recommendPrice(const PriceCase& facts)
{
    if (std::string why = obstacle(facts); !why.empty())
        return hold(facts, std::move(why));
    const std::int64_t current = facts.levels.back().price;
    const double reference = percentile(facts.peerPrices, 0.5);
    const double upper = percentile(facts.peerPrices, 0.75);
    const Standing quality = standing(facts);
    const std::int64_t suggested = target(current, reference, upper, quality);
    const std::string peers = fmt::format("the median of {} agents of the category is {:.6f} USDC",
                                          facts.peerPrices.size(), reference / 1e6);
    if (suggested == current)
        return hold(facts, fmt::format("The price fits: {}, and latency and errors against theirs do not call for a "
                                       "move.", peers));
    const std::optional<double> own = ownElasticity(facts.levels);
    const double elasticity = own.value_or(kDefaultElasticity);
    const double step = double(suggested) / double(current) - 1;
    const double revenue = (1 + step) * (1 + elasticity * step) - 1;
    if (revenue <= 0)
        return hold(facts, fmt::format("A move towards others would lose revenue: {}, and demand answers to the price "
                                       "by {:.2f} ({}).", peers, elasticity, own ? "own history" : "assumed"));
    PriceRecommendation out;
    out.action = suggested > current ? "increase_price" : "decrease_price";
    out.tool = facts.tool;
    out.current_price = whole(current);
    out.suggested_price = whole(suggested);
    out.expected_revenue_change = revenue;
    out.expected_churn_change = -elasticity * step;
    out.basis = fmt::format("{}; latency and errors are {} theirs; elasticity {:.2f} ({}).", peers,
                            quality == Standing::AtLeastAsGood ? "at least as good as" : "worse than", elasticity,
                            own ? "from own price history" : "assumed, no own price history");
    out.basis[0] = 'T';
    out.sample_size = facts.calls;
    const bool manyPeers = facts.peerPrices.size() >= kPeersGood;
    out.confidence = own && manyPeers ? "high" : own || manyPeers ? "medium" : "low";
    return out;
}

} // namespace bursar::analytics
