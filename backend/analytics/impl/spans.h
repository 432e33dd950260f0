// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rollup/rollup.h"

#include <chrono>

namespace bursar::analytics {

/// A span on bucket edges, and the span of equal length before it.
struct SpanPair {
    rollup::Span current;
    rollup::Span previous;
};

/// Widens `span` so that both it and the span before it lie on edges that are kept.
SpanPair withPrevious(rollup::Span span, base::Time now);

/// Widens two spans alike: to minutes when both are recent enough, else to hours.
SpanPair alike(rollup::Span before, rollup::Span after, base::Time now);

/// The narrowest bucket, out of widths that read well on an axis, with which the span has at most `about` of them
/// (plus one that is cut), and for which rows are kept.
std::chrono::seconds bucketWidth(rollup::Span span, base::Time now, int about);

rollup::Span widen(rollup::Span span, std::chrono::seconds step);

} // namespace bursar::analytics
