// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/impl/state.h"

#include <string>
#include <vector>

namespace bursar::ledger {

/// What does not add up in a state: sums that are not zero, held amounts without holds, overdrawn accounts. Sentences;
/// at most kFaultsMax.
inline constexpr std::size_t kFaultsMax = 20;
std::vector<std::string> faultsOf(const State& state);

} // namespace bursar::ledger
