// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rollup/rollup.h"

#include <string_view>
#include <vector>

/// How a span is covered by the tables of several resolutions.
namespace bursar::rollup {

base::Time floorTo(base::Time time, std::chrono::seconds width);
base::Time ceilTo(base::Time time, std::chrono::seconds width);

/// Minutes are written for a while longer than they are read, so that servers whose clocks differ agree.
inline constexpr std::chrono::hours kMinuteSlack{1};
base::Time minuteReadLimit(base::Time now);
base::Time minuteWriteLimit(base::Time now);
/// 60 or 3600 s.
std::chrono::seconds finestKept(Span span, base::Time now);

/// Part of a span that one table answers.
struct Piece {
    int resolution = 60; // 60, 3600 or 86400
    base::Time from, to;
};
std::string_view tableOf(int resolution);

/// Covers a span with the coarsest tables that are not coarser than `coarsest` (nor finer than what is kept).
std::vector<Piece> pieces(Span span, base::Time now, std::chrono::seconds coarsest);

} // namespace bursar::rollup
