// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/queries.h"

#include "analytics/impl/wire.h"

#include <fmt/format.h>

#include <algorithm>

namespace bursar::analytics {

namespace {
constexpr std::int64_t kLifetimeCustomersMin = 20;
constexpr double kLifetimeMonthsMin = 1;
constexpr double kLifetimeMonthsMax = 36;
} // namespace

std::int64_t customerCount(Frame& frame)
{
    const std::string sql = fmt::format("SELECT count(DISTINCT customer) FROM ({}) c WHERE {}",
                                        rollup::customerRelation(), agentFilter(frame.agents));
    return frame.tx.exec(sql, {agentParam(frame.agents)})[0].integer(0);
}

Presence presence(Frame& frame, base::Day first, base::Day last)
{
    const std::string sql = fmt::format(
        "SELECT count(DISTINCT customer), count(DISTINCT customer) FILTER (WHERE payments > 0) FROM ({}) d "
        "WHERE {} AND day BETWEEN $2::date AND $3::date",
        rollup::customerDayRelation(), agentFilter(frame.agents));
    const db::Result rows = frame.tx.exec(sql, {agentParam(frame.agents), first, last});
    return {rows[0].integer(0), rows[0].integer(1)};
}

Lifetime lifetime(Frame& frame)
{
    // Two halves of 30 days, the later one ends today.
    const std::string sql = fmt::format(
        "SELECT count(*) FILTER (WHERE before), count(*) FILTER (WHERE before AND NOT after),"
        " count(*) FILTER (WHERE paid), coalesce(sum(revenue), 0) "
        "FROM (SELECT customer, bool_or(day < $3::date) AS before, bool_or(day >= $3::date) AS after,"
        "             bool_or(payments > 0 AND day >= $3::date) AS paid,"
        "             sum(revenue) FILTER (WHERE day >= $3::date) AS revenue "
        "      FROM ({}) d WHERE {} AND day >= $2::date AND day <= $4::date GROUP BY customer) s",
        rollup::customerDayRelation(), agentFilter(frame.agents));
    const db::Result rows =
        frame.tx.exec(sql, {agentParam(frame.agents), frame.today - std::chrono::days(59),
                            frame.today - std::chrono::days(29), frame.today + std::chrono::days(1)});
    const db::Row row = rows[0];
    Lifetime out;
    out.observed = row.integer(0);
    if (out.observed < kLifetimeCustomersMin) {
        out.reason = fmt::format("Not enough customers: {} were active 31 to 60 days ago, {} are needed.",
                                 out.observed, kLifetimeCustomersMin);
        return out;
    }
    const double churn = double(row.integer(1)) / double(out.observed);
    out.monthlyChurn = churn;
    out.months = churn > 0 ? std::clamp(1 / churn, kLifetimeMonthsMin, kLifetimeMonthsMax) : kLifetimeMonthsMax;
    const std::int64_t paying = row.integer(2);
    if (paying == 0) {
        out.reason = "Nobody paid within the last 30 days.";
        return out;
    }
    out.value = perUnit(row.amount(3), paying) * *out.months;
    out.reason = fmt::format("{} customers were active 31 to 60 days ago, {} of them have not come back since; "
                             "{} paid within the last 30 days.",
                             out.observed, row.integer(1), paying);
    return out;
}

std::optional<double> lifetimeValue(const Lifetime& lifetime, const base::Amount& revenue, base::Time firstSeen,
                                    base::Time now)
{
    if (!lifetime.months || revenue.isZero())
        return std::nullopt;
    // Someone new is not projected from hours: the first 30 days count as one period.
    const double periods = std::max(1.0, std::chrono::duration<double, std::ratio<86400>>(now - firstSeen).count() / 30);
    return usdc(revenue) / periods * *lifetime.months;
}

} // namespace bursar::analytics
