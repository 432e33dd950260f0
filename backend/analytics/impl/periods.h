// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rollup/rollup.h"

#include <optional>
#include <string>
#include <vector>

namespace bursar::analytics {

struct Period {
    std::string name; // YYYY-MM, or the ISO week IYYY-IW
    base::Amount revenue;
    std::int64_t payments = 0;
};

/// Days added up to months or ISO weeks with payments, newest first.
std::vector<Period> revenuePeriods(const std::vector<rollup::SeriesRow>& days, bool weekly);

/// The last whole month against the one before it; empty when that one earned nothing. The running month would be
/// compared unfairly.
std::optional<double> monthOverMonth(const std::vector<rollup::SeriesRow>& days, base::Day today);

std::string monthName(base::Day day);
std::string isoWeekName(base::Day day);

} // namespace bursar::analytics
