// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"
#include "models/common/time.h"

#include <QColor>
#include <QString>

#include <chrono>
#include <vector>

namespace bursar::ui {

/// How values of a chart are written and where its axis begins.
struct ValueFormat {
    enum class Kind { Count, Money, Share, Duration, Number };
    Kind kind = Kind::Count;
    QString unit;   ///< once, at the top label: `USDC`
    int decimals = 2; ///< of exact values in tooltips (money: the asset's)
    friend bool operator==(const ValueFormat&, const ValueFormat&) = default;
};

/// On an axis, short. Durations and shares carry their unit themselves.
QString axisText(double value, const ValueFormat& format);
/// In tooltips and legends, exact.
QString valueText(double value, const ValueFormat& format);

/// Which colour a series takes. Numbers 0 to 7 are the series colours; the names have fixed meanings.
struct SeriesColor {
    enum class Meaning {
        Numbered,
        Other,
        Previous,
        Status2xx,
        Status3xx,
        Status4xx,
        Status5xx,
        P50,
        P95,
        P99
    };
    Meaning meaning = Meaning::Numbered;
    int number = 0;
    friend bool operator==(const SeriesColor&, const SeriesColor&) = default;
};
QColor colorOf(const SeriesColor& color);

/// One series over the buckets of a chart; NaN is missing data.
struct ChartSeries {
    QString name;
    std::vector<double> values;
    SeriesColor color;
    bool isFilled = false;   ///< 8 % below the line; one series at most
    bool isPrevious = false; ///< the previous period, moved onto this one: dashed
};

/// A stretch without data, and why.
struct ChartGap {
    models::Span span;
    QString reason; ///< `engine stopped`
};

/// Something that happened: deploy, alert, a changed setting or price.
struct ChartMarker {
    enum class Kind { Deploy, Alert, Setting };
    models::Instant at;
    Kind kind = Kind::Deploy;
    QString label;   ///< `v2.8.1`
    QString tooltip;
    QString link;    ///< what a click opens
};

/// A chart over time: equal buckets from `from`, the last one possibly still being filled.
struct ChartData {
    models::Instant from;
    std::chrono::microseconds bucket{std::chrono::minutes{5}};
    std::vector<ChartSeries> series;
    std::vector<ChartGap> gaps;
    std::vector<ChartMarker> markers;
    ValueFormat format;
    bool lastIsUnfinished = false;

    std::size_t bucketCount() const;
    models::Span span() const;
    models::Span bucketSpan(std::size_t index) const;
    /// The gap that covers a bucket, or null.
    const ChartGap* gapAt(std::size_t index) const;
};

} // namespace bursar::ui
