// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/time.h"

#include <QString>

#include <vector>

namespace bursar::ui {

/// A labelled place on a time axis.
struct TimeTick {
    models::Instant at;
    QString label;
    bool startsDay = false; ///< the first tick of a day shows the date
};

/// Ticks on round times of the shown zone (days are UTC days): 15 m → 3 min, 1 h → 10 min, 24 h → 3 h, 7 d →
/// day, 30 d → 5 days, 90 d → Mondays.
std::vector<TimeTick> timeTicks(const models::Span& span, int ticksMax = 12);

/// A value axis: three to five lines in steps of 1, 2, 2.5, 5 × 10ⁿ.
struct ValueAxis {
    double low = 0;
    double high = 1;
    double step = 0.25;
    std::vector<double> lines() const;
};
ValueAxis valueAxis(double low, double high, bool fromZero);

} // namespace bursar::ui
