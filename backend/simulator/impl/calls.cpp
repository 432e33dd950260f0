// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/impl/calls.h"

#include "simulator/impl/random.h"

#include <algorithm>
#include <array>

namespace bursar::simulator {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr std::uint64_t kDayStream = 0xda;
constexpr std::uint64_t kBurstStream = 0xb0;
constexpr double kBurstsPerMinute = 1;

// Share of a person's calls by hour of its own day.
constexpr std::array<double, 24> kHourWeights{0.3, 0.2, 0.15, 0.1, 0.1, 0.2, 0.5, 1.0, 2.2, 3.6, 4.2, 4.3,
                                              3.2, 3.9, 4.4, 4.3, 3.9, 3.2, 2.2, 1.7, 1.5, 1.3, 0.9, 0.5};

bool isWeekend(base::Day day)
{
    const unsigned weekday = std::chrono::weekday(day).c_encoding();
    return weekday == 0 || weekday == 6;
}

/// How many calls the customer makes on a day; mostly none.
int callsOn(const Customer& customer, base::Day day, int index, Random& random)
{
    if (index < customer.firstDay || index > customer.lastDay)
        return 0;
    const bool weekend = isWeekend(day);
    double probability = 0;
    switch (customer.persona) {
    case Persona::Daily: probability = weekend && !customer.machine ? 0.55 : 0.95; break;
    case Persona::Weekly: probability = customer.weekdays >> std::chrono::weekday(day).c_encoding() & 1 ? 0.9 : 0.02; break;
    case Persona::Bursty: probability = 0.11; break;
    case Persona::Occasional: probability = 0.12; break;
    }
    if (index == customer.firstDay || index == customer.lastDay)
        probability = 1; // whoever is new has just come, whoever left was there that day
    if (!random.chance(probability))
        return 0;
    const double mood = random.around(1, 0.35) * (weekend && !customer.machine ? 0.7 : 1.0);
    return std::max(1, random.poisson(std::min(customer.callsPerDay * mood, 500.0)));
}

base::Time sessionStart(const Customer& customer, base::Day day, Random& random)
{
    std::size_t hour = random.below(24);
    if (!customer.machine) {
        const std::size_t local = random.pick(kHourWeights, [](double weight) { return weight; });
        hour = std::size_t((int(local) - customer.place.zone + 48) % 24);
    }
    return day + hours(hour) + seconds(random.below(3600));
}

class Calls {
public:
    Calls(const World& world, base::Time end) : m_world(world), m_end(end) {}

    /// One intention of a customer: one call, or a refused one and its paid repeat.
    void add(std::size_t customer, base::Time at, Random& random)
    {
        const Customer& who = m_world.customers()[customer];
        const Preference& preference = who.preferences[random.pick(
            who.preferences, [](const Preference& p) { return p.weight; })];
        const auto tools = m_world.agents()[preference.agent].tools;
        const std::size_t tool = random.pick(tools, [](const ToolSpec& spec) { return spec.weight; });
        Call call{at, random.next(), std::uint32_t(customer), std::uint16_t(preference.agent), std::uint16_t(tool)};
        const std::uint64_t second = random.next();
        const double decision = random.unit();
        const bool knowsThePrice = random.chance(0.84);
        if (m_world.priceAt(preference.agent, tool, at) == 0)
            return push(call);
        const bool pays = decision < who.pays * m_world.demandAt(preference.agent, tool, at);
        if (pays && knowsThePrice) {
            call.intent = Intent::Paid;
            return push(call);
        }
        call.intent = Intent::Unpaid;
        push(call);
        if (!pays)
            return;
        call.at += milliseconds(300 + std::int64_t(second % 2500));
        call.seed = second;
        call.intent = Intent::Paid;
        push(call);
    }
    std::vector<Call> take()
    {
        std::sort(m_calls.begin(), m_calls.end(), [](const Call& a, const Call& b) {
            return a.at != b.at ? a.at < b.at : a.seed < b.seed;
        });
        return std::move(m_calls);
    }

private:
    void push(const Call& call)
    {
        if (call.at < m_end)
            m_calls.push_back(call);
    }

    const World& m_world;
    base::Time m_end;
    std::vector<Call> m_calls;
};

} // namespace

std::vector<Call> callsOfDay(const World& world, base::Day day)
{
    const int index = int((day - world.anchorDay()).count());
    Calls calls(world, day + days(1));
    for (std::size_t customer = 0; customer < world.customers().size(); ++customer) {
        const Customer& who = world.customers()[customer];
        Random random(world.seed(), {kDayStream, std::uint64_t(day.time_since_epoch().count()), customer});
        int left = callsOn(who, day, index, random);
        while (left > 0) {
            base::Time at = sessionStart(who, day, random);
            const int inSession = std::min(left, 1 + random.poisson(who.persona == Persona::Bursty ? 14 : 3));
            for (int i = 0; i < inSession; ++i) {
                calls.add(customer, at, random);
                const double gap = random.around(who.persona == Persona::Bursty ? 1.5 : 7, 0.9);
                at += milliseconds(std::int64_t(1000 * gap));
            }
            left -= inSession;
        }
    }
    return calls.take();
}

std::vector<Call> burstOfMinute(const World& world, base::Time minute)
{
    const auto number = std::uint64_t(std::chrono::floor<minutes>(minute).time_since_epoch().count());
    Random random(world.seed(), {kBurstStream, number});
    Calls calls(world, base::Time::max());
    const int index = int((std::chrono::floor<days>(minute) - world.anchorDay()).count());
    for (int burst = random.poisson(kBurstsPerMinute); burst > 0; --burst) {
        const std::size_t customer = random.below(world.customers().size());
        const Customer& who = world.customers()[customer];
        base::Time at = minute + milliseconds(random.below(45'000));
        for (int count = 12 + int(random.below(30)); count > 0; --count) {
            if (index >= who.firstDay && index <= who.lastDay)
                calls.add(customer, at, random);
            at += milliseconds(120 + random.below(500));
        }
    }
    return calls.take();
}

} // namespace bursar::simulator
