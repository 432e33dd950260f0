// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/periods.h"

#include "analytics/impl/frame.h"
#include "analytics/impl/wire.h"

#include <fmt/format.h>

#include <map>

namespace bursar::analytics {

std::string monthName(base::Day day)
{
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}", int(date.year()), unsigned(date.month()));
}

std::string isoWeekName(base::Day day)
{
    // A week belongs to the year that holds its Thursday (ISO 8601).
    const auto weekday = std::chrono::weekday(day).iso_encoding();
    const base::Day thursday = day + std::chrono::days(4 - int(weekday));
    const std::chrono::year year = std::chrono::year_month_day(thursday).year();
    const int week = int((thursday - base::Day(year / 1 / 1)).count()) / 7 + 1;
    return fmt::format("{:04}-{:02}", int(year), week);
}

std::vector<Period> revenuePeriods(const std::vector<rollup::SeriesRow>& days, bool weekly)
{
    std::map<std::string, Period> byName;
    for (const rollup::SeriesRow& row : days) {
        if (row.measures.payments == 0 && row.measures.revenue.isZero())
            continue;
        const std::string name = weekly ? isoWeekName(dayOf(row.bucket)) : monthName(dayOf(row.bucket));
        Period& period = byName[name];
        period.name = name;
        period.revenue += row.measures.revenue;
        period.payments += row.measures.payments;
    }
    std::vector<Period> out;
    for (auto period = byName.rbegin(); period != byName.rend(); ++period)
        out.push_back(std::move(period->second));
    return out;
}

std::optional<double> monthOverMonth(const std::vector<rollup::SeriesRow>& days, base::Day today)
{
    const std::chrono::year_month_day date(today);
    const std::chrono::year_month running(date.year(), date.month());
    const std::string last = monthName(base::Day((running - std::chrono::months(1)) / 1));
    const std::string before = monthName(base::Day((running - std::chrono::months(2)) / 1));
    std::map<std::string, base::Amount> revenue;
    for (const rollup::SeriesRow& row : days)
        revenue[monthName(dayOf(row.bucket))] += row.measures.revenue;
    if (revenue[before].isZero())
        return std::nullopt;
    return usdc(revenue[last]) / usdc(revenue[before]) - 1;
}

} // namespace bursar::analytics
