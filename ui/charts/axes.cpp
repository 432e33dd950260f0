// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/axes.h"

#include "models/common/format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace bursar::ui {
namespace {

using namespace std::chrono;
using models::Instant;

constexpr std::array<minutes, 16> kSteps {
    minutes {1}, minutes {3}, minutes {5}, minutes {10}, minutes {15}, minutes {30}, hours {1}, hours {2},
    hours {3},   hours {6},   hours {12},  days {1},     days {2},     days {5},     days {7},  days {28}};
/// More ticks than this are noise, however wide the chart is.
constexpr int kTicksCalm = 9;

/// The steps of the design for the ranges it names; between them the next that leaves at most `ticksMax`.
minutes stepFor(microseconds length, int ticksMax)
{
    struct Named {
        microseconds length;
        minutes step;
    };
    static constexpr std::array<Named, 6> kNamed{Named{minutes{15}, minutes{3}}, Named{hours{1}, minutes{10}},
                                                 Named{hours{24}, hours{3}}, Named{days{7}, days{1}},
                                                 Named{days{30}, days{5}}, Named{days{90}, days{7}}};
    for (const Named& named : kNamed) {
        const auto difference = length > named.length ? length - named.length : named.length - length;
        if (difference * 50 <= named.length && length / named.step <= ticksMax + 1)
            return named.step;
    }
    for (const minutes step : kSteps)
        if (length / step <= std::min(ticksMax, kTicksCalm))
            return step;
    return duration_cast<minutes>(length / std::max(1, ticksMax) / days{1} * days{1} + days{1});
}

/// The first tick at or after `from`, in a zone `offset` ahead of UTC.
Instant firstTick(Instant from, minutes step, seconds offset)
{
    if (step >= days{1}) {
        auto day = ceil<days>(from); // days are UTC days
        if (step == days{7})
            while (weekday{day} != Monday)
                day += days{1};
        else if (step > days{1}) {
            const auto every = duration_cast<days>(step).count();
            while (day.time_since_epoch().count() % every != 0)
                day += days{1};
        }
        return day;
    }
    const auto local = from.time_since_epoch() + duration_cast<microseconds>(offset);
    const auto unit = duration_cast<microseconds>(step);
    auto rounded = local / unit * unit;
    if (rounded < local)
        rounded += unit;
    return Instant{rounded - duration_cast<microseconds>(offset)};
}

} // namespace

std::vector<TimeTick> timeTicks(const models::Span& span, int ticksMax)
{
    std::vector<TimeTick> ticks;
    const microseconds length = span.to - span.from;
    if (length <= microseconds{0} || ticksMax <= 0)
        return ticks;
    const minutes step = stepFor(length, ticksMax);
    const bool areDays = step >= days{1};
    const seconds offset = areDays ? seconds{0} : models::displaySettings().offsetAt(span.from);
    std::optional<sys_days> lastDay;
    for (Instant at = firstTick(span.from, step, offset); at < span.to; at += step) {
        const auto day = floor<days>(at + offset);
        const bool startsDay = areDays || (lastDay.has_value() && *lastDay != day);
        lastDay = day;
        ticks.push_back({at, startsDay ? models::formatDay(at) : models::formatClock(at), startsDay});
    }
    return ticks;
}

std::vector<double> ValueAxis::lines() const
{
    std::vector<double> values;
    const int count = static_cast<int>(std::lround((high - low) / step));
    for (int i = 0; i <= count; ++i)
        values.push_back(low + i * step);
    return values;
}

ValueAxis valueAxis(double low, double high, bool fromZero)
{
    if (!std::isfinite(low) || !std::isfinite(high) || low > high)
        return {0, 1, 0.25};
    if (fromZero) {
        low = std::min(0.0, low);
        high = std::max(0.0, high);
    }
    if (high - low < 1e-12)
        high = low + (low == 0 ? 1 : std::abs(low));
    static constexpr std::array kFactors{1.0, 2.0, 2.5, 5.0, 10.0};
    const double power = std::pow(10, std::floor(std::log10((high - low) / 4)) - 1);
    // Three to five lines: two to four steps, the fewest wasted.
    for (const double scale : {power, power * 10, power * 100})
        for (const double factor : kFactors) {
            const double step = factor * scale;
            const double bottom = std::floor(low / step + 1e-9) * step;
            const double top = std::ceil(high / step - 1e-9) * step;
            if (std::lround((top - bottom) / step) <= 4)
                return {bottom, top, step};
        }
    return {low, high, (high - low) / 4};
}

} // namespace bursar::ui
