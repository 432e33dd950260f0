// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/amount.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bursar::analytics {

/// A range whose ends belong to it; empty end: open.
template <class T>
struct Range {
    std::optional<T> least;
    std::optional<T> most;
};

inline constexpr std::string_view kErrorScale = "1000000000000"; // 10^12

/// The filter of ListCustomers, read. Conditions are ANDed, values of one condition ORed.
///
/// Language: `field:value`, at most 20. A leading `-` excludes. churn: low, medium, high. country: codes, `unknown`.
/// customer: beginnings. requests, revenue (USDC), errors (share 0…1): `10`, `>10`, `>=10`, `<10`, `<=10`, `1..10`.
struct CustomerFilter {
    std::vector<std::string> churn, notChurn;
    std::vector<std::string> country, notCountry;   // "" is unknown
    std::vector<std::string> customer, notCustomer; // LIKE patterns
    Range<std::int64_t> requests;
    Range<base::Amount> revenue;   // atomic USDC
    Range<std::int64_t> errors;    // share, times kErrorScale
};

/// Throws InvalidInput that names `filter[i]`.
CustomerFilter parseCustomerFilter(const std::vector<std::string>& conditions);

} // namespace bursar::analytics
