// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analytics/impl/frame.h"
#include "contract/insight.h"

#include <vector>

namespace bursar::analytics {

inline constexpr std::size_t kMarkersMax = 1000;

/// What happened within a span to the scope's agents, or to all; ascending, the newest kMarkersMax.
std::vector<contract::Marker> markersIn(Frame& frame, rollup::Span span);

/// When no engine ran between two runs. Before the first run there was nothing to miss. A stretch that holds requests
/// is no gap: they were imported since. `series` is the scope's, in buckets of `width`.
std::vector<contract::Gap> gapsIn(Frame& frame, rollup::Span span, const std::vector<rollup::SeriesRow>& series,
                                  std::chrono::seconds width);

} // namespace bursar::analytics
