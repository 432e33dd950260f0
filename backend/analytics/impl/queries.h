// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analytics/impl/frame.h"
#include "base/amount.h"

#include <optional>
#include <string>
#include <vector>

/// Reads of the customer relations that several reports share.
namespace bursar::analytics {

/// Distinct customers of the scope, all time.
std::int64_t customerCount(Frame& frame);

/// Distinct customers present on the UTC days of a span, and those of them who paid.
struct Presence {
    std::int64_t customers = 0;
    std::int64_t paying = 0;
};
Presence presence(Frame& frame, base::Day first, base::Day last);

/// What a customer is expected to bring, and what that rests on (README.md, lifetime value).
struct Lifetime {
    std::optional<double> monthlyChurn;
    std::optional<double> months;
    std::optional<double> value;   // of an average paying customer
    std::int64_t observed = 0;     // customers of days 31–60
    std::string reason;
};
Lifetime lifetime(Frame& frame);

/// Revenue of a customer carried on for the expected months; empty when these are unknown or nothing was paid.
std::optional<double> lifetimeValue(const Lifetime& lifetime, const base::Amount& revenue, base::Time firstSeen,
                                    base::Time now);

} // namespace bursar::analytics
