// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "rollup/rollup.h"
#include "simulator/impl/catalog.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bursar::simulator {

/// A version of an agent from a time on.
struct Deploy {
    base::Time at;
    std::string version;
};

/// Something that changes how an agent answers for a while.
struct Effect {
    std::size_t agent = 0;
    std::optional<std::size_t> tool; // empty: all
    base::Time from;
    base::Time to;
    double errors = 0;  // share of calls that fail on top of the ordinary
    double slow = 1;    // factor on latency
    int status = 500;
    std::string error;
};

/// A price from a time on.
struct PriceChange {
    std::size_t agent = 0;
    std::size_t tool = 0;
    base::Time at;
    std::int64_t before = 0;
    std::int64_t after = 0;
    double elasticity = -0.5;
};

/// What operators would have put on the charts besides deploys and prices.
struct Note {
    std::string kind;
    std::string title;
    std::optional<std::size_t> agent;
    base::Time at;
};

enum class Persona { Daily, Weekly, Bursty, Occasional };

struct Preference {
    std::size_t agent = 0;
    double weight = 1;
};

struct Customer {
    std::string id;
    int knownBy = 0;      // as rollup::Entry
    Place place;
    std::string ip;
    std::string_view userAgent;
    Persona persona = Persona::Daily;
    int firstDay = 0;     // days from the anchor's day
    int lastDay = 0;      // inclusive
    double callsPerDay = 5; // on a day of use
    std::uint64_t weekdays = 0; // bits of the days of the week, for Weekly
    bool machine = false; // calls around the clock
    double pays = 0.5;    // share of priced calls it pays for at the first price
    rollup::Protocol home = rollup::Protocol::mcp; // what it speaks
    int a2aFrom = 0;      // the day from which it speaks A2A as well
    std::vector<Preference> preferences;
};

/// Everything that a seed and an anchor decide. The anchor is the present of the first start: the recent incident lies
/// just before it.
class World {
public:
    World(std::uint64_t seed, base::Time anchor, int historyDays);

    std::uint64_t seed() const { return m_seed; }
    base::Time anchor() const { return m_anchor; }
    base::Day anchorDay() const { return std::chrono::floor<std::chrono::days>(m_anchor); }
    base::Day firstDay() const { return anchorDay() - std::chrono::days(m_historyDays); }

    std::span<const AgentSpec> agents() const { return agentSpecs(); }
    const std::vector<Customer>& customers() const { return m_customers; }
    const std::vector<std::vector<Deploy>>& deploys() const { return m_deploys; }
    const std::vector<PriceChange>& prices() const { return m_prices; }
    const std::vector<Note>& notes() const { return m_notes; }

    const std::string& versionAt(std::size_t agent, base::Time at) const;
    std::int64_t priceAt(std::size_t agent, std::size_t tool, base::Time at) const;
    /// Factor on the share of calls that are paid for, after the price changes until then.
    double demandAt(std::size_t agent, std::size_t tool, base::Time at) const;
    /// Effects on a call, the ordinary small incidents of later days included.
    std::vector<Effect> effectsAt(std::size_t agent, std::size_t tool, base::Time at) const;

private:
    void makeStory();
    void deploy(std::size_t agent, base::Time at, std::string version);
    std::size_t agentNamed(std::string_view id) const;
    std::size_t toolNamed(std::size_t agent, std::string_view name) const;
    base::Time daysAgo(int days, double hour) const;
    std::optional<Effect> smallIncident(base::Day day) const;

    std::uint64_t m_seed;
    base::Time m_anchor;
    int m_historyDays;
    std::vector<Customer> m_customers;
    std::vector<std::vector<Deploy>> m_deploys; // by agent, ascending
    std::vector<Effect> m_effects;
    std::vector<PriceChange> m_prices; // ascending
    std::vector<Note> m_notes;
};

} // namespace bursar::simulator
