// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/customer_rows.h"

#include "analytics/impl/wire.h"

#include <fmt/format.h>

#include <algorithm>

namespace bursar::analytics {

using std::chrono::days;

namespace {

constexpr days kChurnMedium{7};
constexpr days kChurnHigh{14};

/// An opaque id that stays: FNV-1a over agent and customer, twice with different seeds, in the form of a UUID.
std::string stableId(std::string_view agentId, std::string_view customer)
{
    const auto hash = [&](std::uint64_t state) {
        for (const std::string_view part : {agentId, std::string_view("\x1f"), customer}) {
            for (const char c : part)
                state = (state ^ std::uint8_t(c)) * 0x100000001b3;
        }
        return state;
    };
    const std::uint64_t high = hash(0xcbf29ce484222325);
    const std::uint64_t low = hash(0x9ae16a3b2f90404f);
    return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xffff, high & 0xffff,
                       low >> 48, low & 0xffffffffffff);
}

std::string_view knownByWord(int knownBy)
{
    static constexpr std::array<std::string_view, 4> kWords{"customer_id", "payer", "header", "address"};
    return kWords[std::size_t(std::clamp(knownBy, 0, 3))];
}

/// " after daily use": how regular the days before the silence were, as far as the history reaches.
std::string habit(const History& history, int lastDay)
{
    constexpr int kDaysMin = 7;
    int first = 0;
    while (first < lastDay && history[std::size_t(first)].requests == 0)
        ++first;
    const int length = lastDay - first + 1;
    if (length < kDaysMin)
        return "";
    const auto active = std::count_if(history.begin() + first, history.begin() + lastDay + 1,
                                      [](const DayUse& day) { return day.requests > 0; });
    const double share = double(active) / length;
    if (share >= 0.6)
        return " after daily use";
    return share >= 0.12 ? " after weekly use" : " after occasional use";
}

std::string ago(std::int64_t count)
{
    if (count == 0)
        return "today";
    return count == 1 ? "yesterday" : fmt::format("{} days ago", count);
}

std::string activeReason(const CustomerRow& row, const History& history, base::Time now)
{
    const base::Day today = dayOf(now);
    if (now - row.firstAt < kChurnMedium)
        return fmt::format("First seen {}.", ago((today - dayOf(row.firstAt)).count()));
    std::string text = fmt::format("Seen {}", ago(std::max<std::int64_t>(0, (today - dayOf(row.lastAt)).count())));
    const std::string_view direction = trend(history);
    if (direction != "steady")
        text += fmt::format(", use is {}", direction);
    return text + ".";
}

} // namespace

std::string customerRows(const rollup::AgentScope& agents, std::string_view condition)
{
    return fmt::format(
        "SELECT customer, min(first_at) AS first_at, max(last_at) AS last_at, sum(requests)::bigint AS requests,"
        " sum(errors)::bigint AS errors, sum(revenue) AS revenue, sum(response_us)::double precision AS response_us,"
        " (array_agg(country ORDER BY last_at DESC) FILTER (WHERE country IS NOT NULL))[1] AS country,"
        " (array_agg(city ORDER BY last_at DESC) FILTER (WHERE city IS NOT NULL))[1] AS city,"
        " min(known_by)::int AS known_by, sum(payments)::bigint AS payments "
        "FROM ({}) c WHERE {} AND {} GROUP BY customer",
        rollup::customerRelation(), agentFilter(agents), condition);
}

CustomerRow readCustomer(const db::Row& row, int first)
{
    CustomerRow out;
    out.customer = row.string(first);
    out.firstAt = row.time(first + 1);
    out.lastAt = row.time(first + 2);
    out.requests = row.integer(first + 3);
    out.errors = row.integer(first + 4);
    out.revenue = row.amount(first + 5);
    out.responseMicros = row.number(first + 6);
    out.country = row.optString(first + 7);
    out.city = row.optString(first + 8);
    out.knownBy = int(row.integer(first + 9));
    return out;
}

std::map<std::string, History> histories(Frame& frame, const std::vector<std::string>& customers)
{
    std::map<std::string, History> out;
    if (customers.empty())
        return out;
    const std::string sql = fmt::format(
        "SELECT customer, day, sum(requests)::bigint, sum(errors)::bigint FROM ({}) d "
        "WHERE {} AND customer = ANY($2::text[]) AND day BETWEEN $3::date AND $4::date GROUP BY customer, day",
        rollup::customerDayRelation(), agentFilter(frame.agents));
    const base::Day first = frame.today - days(kHistoryDays - 1);
    for (const db::Row& row :
         frame.tx.exec(sql, {agentParam(frame.agents), db::Param::array(std::span<const std::string>(customers)), first,
                             frame.today})) {
        const auto day = std::size_t((row.day(1) - first).count());
        out[row.string(0)].at(day) = {row.integer(2), row.integer(3)};
    }
    return out;
}

std::string_view churnRisk(base::Time lastAt, base::Time now)
{
    if (now - lastAt > kChurnHigh)
        return "high";
    return now - lastAt > kChurnMedium ? "medium" : "low";
}

std::string churnReason(const CustomerRow& row, const History& history, base::Time now)
{
    if (churnRisk(row.lastAt, now) == "low")
        return activeReason(row, history, now);
    const std::int64_t silent = std::chrono::floor<days>(now - row.lastAt).count();
    const std::int64_t lastDay = kHistoryDays - 1 - (dayOf(now) - dayOf(row.lastAt)).count();
    if (lastDay < 0)
        return fmt::format("Silent for {} days.", silent);
    std::string text = fmt::format("Silent for {} days{}.", silent, habit(history, int(lastDay)));
    const DayUse& last = history[std::size_t(lastDay)];
    if (last.errors > 0 && last.errors * 5 >= last.requests)
        text += fmt::format(" On the last day {} of {} requests failed.", last.errors, last.requests);
    return text;
}

std::string_view trend(const History& history)
{
    std::int64_t recent = 0;
    std::int64_t before = 0;
    for (int i = 0; i < 7; ++i) {
        recent += history[std::size_t(kHistoryDays - 2 - i)].requests;
        before += history[std::size_t(kHistoryDays - 9 - i)].requests;
    }
    if (recent * 5 > before * 6)
        return "growing";
    return recent * 5 < before * 4 ? "falling" : "steady";
}

contract::Customer customerOnWire(const CustomerRow& row, const History& history, const Lifetime& lifetime,
                                  contract::RevenueBasis basis, const std::string& agentId, base::Time now)
{
    contract::Customer out;
    out.id = stableId(agentId, row.customer);
    out.agent_id = agentId;
    out.customer_id = row.customer;
    out.first_seen_at = row.firstAt;
    out.last_seen_at = row.lastAt;
    out.total_requests = row.requests;
    out.error_count = row.errors;
    out.total_revenue = usdc(row.revenue);
    out.total_revenue_atomic = row.revenue;
    out.avg_response_ms = ratio(row.responseMicros / 1000, double(row.requests));
    out.error_rate = ratio(double(row.errors), double(row.requests));
    out.churn_risk = churnRisk(row.lastAt, now);
    out.churn_reason = churnReason(row, history, now);
    out.country = row.country;
    out.city = row.city;
    out.known_by = knownByWord(row.knownBy);
    out.created_at = row.firstAt;
    out.updated_at = row.lastAt;
    const auto lifeDays = (dayOf(row.lastAt) - dayOf(row.firstAt)).count() + 1;
    out.avg_daily_requests = double(row.requests) / double(lifeDays);
    out.trend = trend(history);
    out.ltv = lifetimeValue(lifetime, row.revenue, row.firstAt, now);
    for (const DayUse& day : history)
        out.last_30_days.push_back(day.requests);
    out.revenue_basis = basis;
    return out;
}

} // namespace bursar::analytics
