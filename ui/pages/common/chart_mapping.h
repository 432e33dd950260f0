// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/insight.h"
#include "ui/charts/chart_data.h"

#include <functional>
#include <optional>
#include <vector>

class QSettings;

/// From answers to charts. The engine sends only buckets with requests; here the rest becomes zero, a gap where the
/// engine took nothing in, or missing where a value of nothing means nothing (latency).
namespace bursar::ui {

/// The buckets of an answer, up to the one that is being filled.
struct BucketGrid {
    models::Instant from;
    std::chrono::seconds bucket{60};
    std::size_t count = 0;
    bool lastIsUnfinished = false;

    /// The bucket that begins at or contains the time.
    std::optional<std::size_t> indexOf(models::Instant at) const;
    /// For lines of sums: leaves out a last bucket of which less than a quarter has passed; a line that falls to almost
    /// nothing says more than is known.
    BucketGrid withoutBarelyBegun(models::Instant readAt) const;
    models::Instant at(std::size_t index) const { return from + bucket * static_cast<std::int64_t>(index); }
};
BucketGrid gridOf(models::Instant from, models::Instant to, std::int64_t bucketSeconds, models::Instant readAt);

/// What a bucket without requests is worth.
enum class WhenEmpty { Zero, Missing };
using PointValue = std::function<std::optional<double>(const contract::SeriesPoint&)>;

std::optional<double> requestsOf(const contract::SeriesPoint& point);
std::optional<double> revenueOf(const contract::SeriesPoint& point);
std::optional<double> errorRateOf(const contract::SeriesPoint& point);
std::optional<double> p95Of(const contract::SeriesPoint& point);

/// One value a bucket; NaN inside gaps.
std::vector<double> valuesOf(const std::vector<contract::SeriesPoint>& points, const BucketGrid& grid,
                             const std::vector<contract::Gap>& gaps, const PointValue& value,
                             WhenEmpty whenEmpty = WhenEmpty::Zero);
/// The same without the unfinished bucket, or every sparkline would seem to crash at its end, and with no more points
/// than it can show.
std::vector<double> sparklineOf(const std::vector<contract::SeriesPoint>& points, const BucketGrid& grid,
                                const std::vector<contract::Gap>& gaps, const PointValue& value,
                                WhenEmpty whenEmpty = WhenEmpty::Zero);
/// Different customers a bucket, on the grid of their own buckets.
std::vector<double> sparklineOf(const std::vector<contract::CustomerPoint>& points, const BucketGrid& grid,
                                const std::vector<contract::Gap>& gaps);

std::vector<ChartGap> chartGaps(const std::vector<contract::Gap>& gaps);
std::vector<ChartMarker> chartMarkers(const std::vector<contract::Marker>& markers);
/// Chart data without series: times, gaps, markers, format.
ChartData chartFrame(const BucketGrid& grid, const std::vector<contract::Gap>& gaps,
                     const std::vector<contract::Marker>& markers, const ValueFormat& format);

ValueFormat countFormat(const QString& unit = {});
ValueFormat moneyFormat();
ValueFormat shareFormat();
/// Charts take durations in seconds.
ValueFormat durationFormat();
inline constexpr double kSecondsPerMs = 0.001;

/// `5 min`, `hour`, `day`: what a chart's subtitle calls a bucket.
QString bucketName(std::chrono::seconds bucket);

/// A tool or agent keeps its colour on every page: given at first sight, kept per profile.
class ColorBook {
public:
    explicit ColorBook(QSettings& settings) : m_settings(settings) {}
    SeriesColor colorFor(contract::Dimension dimension, const std::string& value);
    /// Gives every line of an answer a colour at once; two neighbours never share one.
    std::vector<SeriesColor> colorsFor(contract::Dimension dimension, const std::vector<std::string>& values);

private:
    QSettings& m_settings;
};

/// 2xx, 3xx, 4xx, 5xx as stacked series, from a series by status.
std::vector<ChartSeries> statusSeries(const contract::Series& answer, const BucketGrid& grid);

} // namespace bursar::ui
