// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rollup/rollup.h"

#include <optional>
#include <string_view>

namespace bursar::analytics {

/// 0…100 out of errors, p95 and uptime; empty without requests.
std::optional<double> healthScore(const rollup::Measures& measures);
std::string_view healthStatus(const std::optional<double>& score);

} // namespace bursar::analytics
