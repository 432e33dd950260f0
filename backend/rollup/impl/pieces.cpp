// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollup/impl/pieces.h"

namespace bursar::rollup {

using std::chrono::seconds;

base::Time floorTo(base::Time time, seconds width)
{
    const std::int64_t micros = std::chrono::duration_cast<base::Duration>(width).count();
    const std::int64_t at = time.time_since_epoch().count();
    const std::int64_t rest = at % micros;
    return base::Time(base::Duration(at - (rest < 0 ? rest + micros : rest)));
}

base::Time ceilTo(base::Time time, seconds width)
{
    const base::Time low = floorTo(time, width);
    return low == time ? low : low + width;
}

base::Time minuteReadLimit(base::Time now)
{
    return floorTo(now, std::chrono::hours(1)) - kMinuteKept;
}

base::Time minuteWriteLimit(base::Time now)
{
    return minuteReadLimit(now) - kMinuteSlack;
}

seconds finestKept(Span span, base::Time now)
{
    return span.from >= minuteReadLimit(now) ? seconds(60) : seconds(3600);
}

std::string_view tableOf(int resolution)
{
    switch (resolution) {
    case 60: return "rollup_minute";
    case 3600: return "rollup_hour";
    default: return "rollup_day";
    }
}

namespace {
/// Takes the whole buckets of `resolution` out of [from, to) and leaves what is before and after to the next finer one.
void cover(std::vector<Piece>& out, base::Time from, base::Time to, int resolution, int finest)
{
    if (from >= to)
        return;
    const base::Time innerFrom = ceilTo(from, seconds(resolution));
    const base::Time innerTo = floorTo(to, seconds(resolution));
    const int finer = resolution == 86400 ? 3600 : 60;
    if (resolution <= finest) {
        out.push_back({resolution, from, to});
    } else if (innerFrom >= innerTo) {
        cover(out, from, to, finer, finest);
    } else {
        cover(out, from, innerFrom, finer, finest);
        out.push_back({resolution, innerFrom, innerTo});
        cover(out, innerTo, to, finer, finest);
    }
}
} // namespace

std::vector<Piece> pieces(Span span, base::Time now, seconds coarsest)
{
    const Span wide = resolve(span, now).span;
    const int finest = int(finestKept(span, now).count());
    const int first = coarsest >= seconds(86400) ? 86400 : coarsest >= seconds(3600) ? 3600 : 60;
    std::vector<Piece> out;
    cover(out, wide.from, wide.to, std::max(first, finest), finest);
    return out;
}

} // namespace bursar::rollup
