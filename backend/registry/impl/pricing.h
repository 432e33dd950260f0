// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace bursar::registry {

/// What a request costs, as the agent says.
struct Pricing {
    std::optional<std::string> model;
    std::optional<std::string> amount; // exact decimal in whole units of the currency
    std::optional<std::string> currency;
    bool operator==(const Pricing&) const = default;
};

/// {model, amount, currency} with the amount as number or text. Throws InvalidInput.
Pricing checkedPricing(const boost::json::value& value);
/// "0.01 USDC", "free": for people.
std::string priceText(const Pricing& pricing);

} // namespace bursar::registry
