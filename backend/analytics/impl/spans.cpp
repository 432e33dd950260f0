// SPDX-License-Identifier: GPL-3.0-or-later
#include "analytics/impl/spans.h"

#include <array>

namespace bursar::analytics {

using std::chrono::seconds;

namespace {

// Each divides a day or is a multiple of one, as Reader asks.
constexpr std::array kWidths{
    seconds(60),    seconds(120),   seconds(300),   seconds(600),    seconds(900),    seconds(1800),
    seconds(3600),  seconds(7200),  seconds(10800), seconds(21600),  seconds(43200),  seconds(86400),
    seconds(172800), seconds(345600), seconds(604800),
};

base::Time floorTo(base::Time time, seconds step)
{
    const auto since = time.time_since_epoch();
    return base::Time(since - since % base::Duration(step));
}

/// As rollup::resolve(): minute rows are dropped by the hour.
bool minutesKept(base::Time from, base::Time now)
{
    return from >= std::chrono::floor<std::chrono::hours>(now) - rollup::kMinuteKept;
}

seconds finest(base::Time from, base::Time now)
{
    return minutesKept(from, now) ? seconds(60) : seconds(3600);
}

} // namespace

rollup::Span widen(rollup::Span span, seconds step)
{
    const base::Time last = floorTo(span.to, step);
    return {floorTo(span.from, step), last == span.to ? last : last + step};
}

SpanPair withPrevious(rollup::Span span, base::Time now)
{
    rollup::Span current = widen(span, seconds(60));
    const seconds step = finest(current.from - (current.to - current.from), now);
    current = widen(span, step);
    return {current, {current.from - (current.to - current.from), current.from}};
}

SpanPair alike(rollup::Span before, rollup::Span after, base::Time now)
{
    const seconds step = finest(std::min(before.from, after.from), now);
    return {widen(after, step), widen(before, step)};
}

seconds bucketWidth(rollup::Span span, base::Time now, int about)
{
    const seconds least = finest(span.from, now);
    for (const seconds width : kWidths) {
        if (width >= least && span.to - span.from <= base::Duration(width) * about)
            return width;
    }
    return kWidths.back();
}

} // namespace bursar::analytics
