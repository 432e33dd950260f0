// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/impl/world.h"

#include <vector>

namespace bursar::simulator {

/// The day of the timeouts after which some customers of seoul-search did not come back.
inline constexpr int kTimeoutsDaysAgo = 11;

/// Customers of the past, and those who will come after the anchor.
std::vector<Customer> makePeople(const World& world);

} // namespace bursar::simulator
