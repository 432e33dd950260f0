// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/impl/people.h"

#include "simulator/impl/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bursar::simulator {

namespace {

constexpr std::size_t kPeople = 760;
constexpr std::size_t kFuturePeople = 90; // first seen after the anchor, one a day
constexpr int kForever = 100'000;
constexpr double kChurned = 0.3;
constexpr double kNew = 0.09;
constexpr std::size_t kTimeoutVictims = 8;
constexpr std::uint64_t kStream = 0xbe; // of the people

struct Habit {
    Persona persona;
    double weight;
    double callsMedian;
    double callsSigma;
};
constexpr std::array kHabits{
    Habit{Persona::Daily, 32, 21, 0.7},
    Habit{Persona::Weekly, 32, 18, 0.7},
    Habit{Persona::Bursty, 18, 56, 0.6},
    Habit{Persona::Occasional, 18, 4, 0.5},
};

std::string nameOf(Random& random, std::size_t index)
{
    const std::string_view first = firstWords()[random.below(firstWords().size())];
    const std::string_view second = secondWords()[random.below(secondWords().size())];
    return fmt::format("{}-{}-{}", first, second, 10 + index % 90);
}

void identify(Random& random, std::size_t index, Customer& customer)
{
    // Addresses of the documentation ranges (RFC 5737): nobody has them.
    static constexpr std::array<std::string_view, 3> kNets{"203.0.113", "198.51.100", "192.0.2"};
    customer.ip = fmt::format("{}.{}", kNets[index % 3], 1 + (index / 3) % 254);
    const double kind = random.unit();
    if (kind < 0.50) {
        customer.id = "0x" + random.hex(40);
        customer.knownBy = 1;
    } else if (kind < 0.85) {
        customer.id = nameOf(random, index);
        customer.knownBy = 0;
    } else if (kind < 0.93) {
        customer.id = fmt::format("agent-{}", random.hex(8));
        customer.knownBy = 2;
    } else {
        customer.id = customer.ip;
        customer.knownBy = 3;
    }
}

/// The number of customers grows: few in the first weeks, most of them later.
int firstDayOf(Random& random, int historyDays)
{
    const double u = random.unit();
    if (u < 0.14)
        return -historyDays - 1; // has been there before
    return -historyDays + int(std::pow((u - 0.14) / 0.86, 1 / 2.0) * (historyDays - 7));
}

void settle(Random& random, int historyDays, Customer& customer)
{
    const double fate = random.unit();
    customer.lastDay = kForever;
    if (fate < kNew) {
        customer.firstDay = -int(random.below(7));
        return;
    }
    customer.firstDay = firstDayOf(random, historyDays);
    if (fate < kNew + kChurned) {
        customer.firstDay = std::min(customer.firstDay, -20);
        const int stayed = 6 + int(random.below(std::size_t(-customer.firstDay - 9)));
        customer.lastDay = std::min(customer.firstDay + stayed, -3);
    }
}

/// Half begin with MCP, and a third of those go on to A2A some days later: the funnel.
void settleProtocol(Random& random, Customer& customer)
{
    const double home = random.unit();
    customer.home = home < 0.52   ? rollup::Protocol::mcp
                    : home < 0.76 ? rollup::Protocol::http
                                  : rollup::Protocol::a2a;
    customer.a2aFrom = kForever;
    if (customer.home == rollup::Protocol::mcp && random.chance(0.36))
        customer.a2aFrom = customer.firstDay + 1 + int(random.below(24));
}

std::uint64_t daysOfTheWeek(Random& random)
{
    const std::uint64_t first = 1 + random.below(5);
    std::uint64_t bits = std::uint64_t(1) << first;
    if (random.chance(0.5))
        bits |= std::uint64_t(1) << (1 + (first + 1) % 5);
    return bits;
}

std::vector<Preference> preferencesOf(Random& random, std::span<const AgentSpec> agents)
{
    std::vector<Preference> out;
    const std::size_t count = 1 + random.below(3);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t agent = random.pick(agents, [](const AgentSpec& spec) { return spec.share; });
        const bool known = std::any_of(out.begin(), out.end(), [&](const Preference& p) { return p.agent == agent; });
        if (!known)
            out.push_back({agent, random.between(0.3, 1)});
    }
    return out;
}

Customer makeOne(const World& world, std::size_t index, int historyDays)
{
    Random random(world.seed(), {kStream, index});
    Customer customer;
    identify(random, index, customer);
    customer.place = places()[random.pick(places(), [](const Place& place) { return place.weight; })];
    customer.userAgent = userAgents()[random.below(userAgents().size())];
    const Habit& habit = kHabits[random.pick(kHabits, [](const Habit& h) { return h.weight; })];
    customer.persona = habit.persona;
    customer.callsPerDay = std::min(random.around(habit.callsMedian, habit.callsSigma), 240.0);
    customer.weekdays = daysOfTheWeek(random);
    customer.machine = random.chance(0.45);
    customer.pays = random.chance(0.18) ? random.between(0, 0.1) : random.between(0.6, 0.98);
    customer.preferences = preferencesOf(random, world.agents());
    settle(random, historyDays, customer);
    settleProtocol(random, customer);
    return customer;
}

} // namespace

std::vector<Customer> makePeople(const World& world)
{
    const int historyDays = int((world.anchorDay() - world.firstDay()).count());
    std::vector<Customer> people;
    for (std::size_t i = 0; i < kPeople; ++i)
        people.push_back(makeOne(world, i, historyDays));
    // Daily users of the agent that timed out, who stopped on that very day.
    std::size_t victims = 0;
    for (Customer& customer : people) {
        if (victims == kTimeoutVictims || customer.preferences.front().agent != 0 || customer.lastDay != kForever
            || customer.firstDay > -30 || customer.persona != Persona::Daily)
            continue;
        customer.lastDay = -kTimeoutsDaysAgo;
        customer.preferences = {{0, 1}};
        customer.callsPerDay = std::max(customer.callsPerDay, 25.0);
        ++victims;
    }
    for (std::size_t i = 0; i < kFuturePeople; ++i) {
        Customer customer = makeOne(world, kPeople + i, historyDays);
        customer.firstDay = 1 + int(i);
        customer.lastDay = kForever;
        people.push_back(std::move(customer));
    }
    return people;
}

} // namespace bursar::simulator
