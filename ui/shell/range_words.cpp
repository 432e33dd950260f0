// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/range_words.h"

#include <array>

namespace bursar::ui {

namespace {
struct Word {
    QLatin1StringView word;
    RangePreset preset;
};
constexpr std::array kWords{
    Word{QLatin1StringView("15m"), RangePreset::Minutes15}, Word{QLatin1StringView("1h"), RangePreset::Hour1},
    Word{QLatin1StringView("24h"), RangePreset::Hours24},   Word{QLatin1StringView("7d"), RangePreset::Days7},
    Word{QLatin1StringView("30d"), RangePreset::Days30},    Word{QLatin1StringView("90d"), RangePreset::Days90},
};
} // namespace

TimeRange timeRangeOf(const models::ViewState& view)
{
    TimeRange range;
    range.compare = view.compare();
    if (view.range().preset.isEmpty()) {
        range.preset = RangePreset::Custom;
        range.custom = view.range().fixed;
    }
    for (const Word& row : kWords) {
        if (view.range().preset == row.word)
            range.preset = row.preset;
    }
    return range;
}

models::Range rangeOf(const TimeRange& range)
{
    if (range.preset == RangePreset::Custom && range.custom)
        return {QString(), *range.custom};
    for (const Word& row : kWords) {
        if (range.preset == row.preset)
            return {row.word, {}};
    }
    return {};
}

} // namespace bursar::ui
