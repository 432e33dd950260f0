// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "rollup/rollup.h"

#include <optional>
#include <string>
#include <string_view>

/// What callers may ask for. Everything here throws InvalidInput that names the field.
namespace bursar::analytics {

/// Operations of older clients: above the maximum means the maximum, as those servers did; below 1 is refused.
int atMost(std::string_view field, const std::optional<int>& value, int fallback, int max);
/// Our own operations: outside of 1…max is refused.
int within(std::string_view field, const std::optional<int>& value, int fallback, int max);

/// from < to, at most Analytics::kSpanMax.
rollup::Span checkedSpan(base::Time from, base::Time to, std::string_view fromField = "from",
                         std::string_view toField = "to");
/// Lower-case 0x and 40 hex digits.
std::string checkedAddress(const std::string& address);
/// `text` as the beginning of a LIKE pattern.
std::string likePrefix(std::string_view text);

} // namespace bursar::analytics
