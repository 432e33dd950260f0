// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/chart_mapping.h"

#include "models/common/tr.h"
#include "ui/pages/common/cells.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

namespace bursar::ui {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kBucketsMax = 5000;
constexpr int kBarelyBegunPart = 4;
constexpr std::size_t kSparklinePoints = 40;
constexpr int kColors = 6; // series 7 and 8 are for what has no order of its own

/// A value for every bucket before its points are known: NaN inside gaps.
std::vector<double> emptyValues(const BucketGrid& grid, const std::vector<contract::Gap>& gaps, WhenEmpty whenEmpty)
{
    std::vector<double> values(grid.count, whenEmpty == WhenEmpty::Zero ? 0.0 : kMissing);
    for (const contract::Gap& gap : gaps) {
        for (std::size_t i = 0; i < grid.count; ++i) {
            // A bucket is missing when the gap covers all of it; partly covered ones have data.
            if (gap.from <= grid.at(i) && grid.at(i + 1) <= gap.to)
                values[i] = kMissing;
        }
    }
    return values;
}

void dropUnfinished(std::vector<double>& values, const BucketGrid& grid)
{
    if (grid.lastIsUnfinished && values.size() > 2)
        values.pop_back();
}

/// At most as many points as a sparkline can show: means of neighbours, a gap where all of them are missing.
std::vector<double> thinned(const std::vector<double>& values)
{
    if (values.size() <= kSparklinePoints)
        return values;
    std::vector<double> out;
    for (std::size_t i = 0; i < kSparklinePoints; ++i) {
        const std::size_t first = i * values.size() / kSparklinePoints;
        const std::size_t last = (i + 1) * values.size() / kSparklinePoints;
        double sum = 0;
        int count = 0;
        for (std::size_t at = first; at < last; ++at) {
            if (!std::isnan(values[at])) {
                sum += values[at];
                ++count;
            }
        }
        out.push_back(count > 0 ? sum / count : kMissing);
    }
    return out;
}

} // namespace

std::optional<std::size_t> BucketGrid::indexOf(models::Instant at) const
{
    if (at < from)
        return std::nullopt;
    const auto index = static_cast<std::size_t>((at - from) / bucket);
    return index < count ? std::optional(index) : std::nullopt;
}

BucketGrid gridOf(models::Instant from, models::Instant to, std::int64_t bucketSeconds, models::Instant readAt)
{
    BucketGrid grid{from, std::chrono::seconds(std::max<std::int64_t>(bucketSeconds, 1)), 0, false};
    const auto end = std::min(to, readAt);
    if (end <= from)
        return grid;
    const auto length = std::chrono::microseconds(end - from).count();
    const auto bucket = std::chrono::microseconds(grid.bucket).count();
    grid.count = std::min(static_cast<std::size_t>((length + bucket - 1) / bucket), kBucketsMax);
    grid.lastIsUnfinished = grid.count > 0 && grid.at(grid.count) > readAt;
    return grid;
}

BucketGrid BucketGrid::withoutBarelyBegun(models::Instant readAt) const
{
    BucketGrid out = *this;
    if (lastIsUnfinished && count > 1 && readAt - at(count - 1) < bucket / kBarelyBegunPart) {
        --out.count;
        out.lastIsUnfinished = false;
    }
    return out;
}

std::optional<double> requestsOf(const contract::SeriesPoint& point)
{
    return static_cast<double>(point.requests);
}

std::optional<double> revenueOf(const contract::SeriesPoint& point)
{
    return point.revenue;
}

std::optional<double> errorRateOf(const contract::SeriesPoint& point)
{
    if (point.requests == 0)
        return std::nullopt;
    return static_cast<double>(point.errors) / static_cast<double>(point.requests);
}

std::optional<double> p95Of(const contract::SeriesPoint& point)
{
    return point.p95_response_ms;
}

std::vector<double> valuesOf(const std::vector<contract::SeriesPoint>& points, const BucketGrid& grid,
                             const std::vector<contract::Gap>& gaps, const PointValue& value, WhenEmpty whenEmpty)
{
    std::vector<double> values = emptyValues(grid, gaps, whenEmpty);
    for (const contract::SeriesPoint& point : points) {
        const auto index = grid.indexOf(point.at);
        if (!index)
            continue;
        if (const auto number = value(point))
            values[*index] = *number;
    }
    return values;
}

std::vector<double> sparklineOf(const std::vector<contract::SeriesPoint>& points, const BucketGrid& grid,
                                const std::vector<contract::Gap>& gaps, const PointValue& value, WhenEmpty whenEmpty)
{
    std::vector<double> values = valuesOf(points, grid, gaps, value, whenEmpty);
    dropUnfinished(values, grid);
    // Latency of quiet buckets: a short line with holes reads as noise, so it carries the last one on.
    if (whenEmpty == WhenEmpty::Missing) {
        for (std::size_t i = 1; i < values.size(); ++i) {
            if (std::isnan(values[i]))
                values[i] = values[i - 1];
        }
    }
    return thinned(values);
}

std::vector<double> sparklineOf(const std::vector<contract::CustomerPoint>& points, const BucketGrid& grid,
                                const std::vector<contract::Gap>& gaps)
{
    std::vector<double> values = emptyValues(grid, gaps, WhenEmpty::Zero);
    for (const contract::CustomerPoint& point : points) {
        if (const auto index = grid.indexOf(point.at))
            values[*index] = static_cast<double>(point.customers);
    }
    dropUnfinished(values, grid);
    return thinned(values);
}

std::vector<ChartGap> chartGaps(const std::vector<contract::Gap>& gaps)
{
    std::vector<ChartGap> out;
    for (const contract::Gap& gap : gaps)
        out.push_back({{gap.from, gap.to}, text(gap.reason)});
    return out;
}

std::vector<ChartMarker> chartMarkers(const std::vector<contract::Marker>& markers)
{
    std::vector<ChartMarker> out;
    for (const contract::Marker& marker : markers) {
        ChartMarker mapped;
        mapped.at = marker.at;
        mapped.kind = marker.kind == "deploy" ? ChartMarker::Kind::Deploy
            : marker.kind == "alert"          ? ChartMarker::Kind::Alert
                                              : ChartMarker::Kind::Setting;
        mapped.label = text(marker.title);
        QStringList tip{text(marker.title)};
        if (marker.agent_id)
            tip.append(text(*marker.agent_id));
        if (!marker.created_by.empty())
            tip.append(tr("by %1").arg(text(marker.created_by)));
        mapped.tooltip = tip.join(QStringLiteral(" · "));
        mapped.link = marker.kind == "deploy" ? QStringLiteral("version:%1").arg(text(marker.title)) : QString();
        out.push_back(std::move(mapped));
    }
    return out;
}

ChartData chartFrame(const BucketGrid& grid, const std::vector<contract::Gap>& gaps,
                     const std::vector<contract::Marker>& markers, const ValueFormat& format)
{
    ChartData data;
    data.from = grid.from;
    data.bucket = grid.bucket;
    data.gaps = chartGaps(gaps);
    data.markers = chartMarkers(markers);
    data.format = format;
    data.lastIsUnfinished = grid.lastIsUnfinished;
    return data;
}

ValueFormat countFormat(const QString& unit)
{
    return {ValueFormat::Kind::Count, unit, 0};
}

ValueFormat moneyFormat()
{
    return {ValueFormat::Kind::Money, usdcName(), 2};
}

ValueFormat shareFormat()
{
    return {ValueFormat::Kind::Share, {}, 2};
}

ValueFormat durationFormat()
{
    return {ValueFormat::Kind::Duration, {}, 0};
}

QString bucketName(std::chrono::seconds bucket)
{
    using namespace std::chrono_literals;
    if (bucket == 24h)
        return tr("day");
    if (bucket == 7 * 24h)
        return tr("week");
    if (bucket == 1h)
        return tr("hour");
    if (bucket == 1min)
        return tr("minute");
    if (bucket.count() % 86'400 == 0)
        return tr("%1 days").arg(bucket / 24h);
    if (bucket.count() % 3600 == 0)
        return tr("%1 h").arg(bucket / 1h);
    if (bucket.count() % 60 == 0)
        return tr("%1 min").arg(bucket / 1min);
    return tr("%1 s").arg(bucket.count());
}

SeriesColor ColorBook::colorFor(contract::Dimension dimension, const std::string& value)
{
    return colorsFor(dimension, {value}).front();
}

std::vector<SeriesColor> ColorBook::colorsFor(contract::Dimension dimension, const std::vector<std::string>& values)
{
    const QString group = QStringLiteral("colors/%1/").arg(static_cast<int>(dimension));
    const auto keyOf = [&group](const std::string& value) {
        // QSettings treats slashes as groups.
        return QString(group + QString::fromLatin1(QByteArray::fromStdString(value).toHex()));
    };
    std::vector<SeriesColor> colors(values.size());
    std::set<int> taken;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] == "other") {
            colors[i] = {SeriesColor::Meaning::Other, 0};
            continue;
        }
        const QVariant kept = m_settings.value(keyOf(values[i]));
        const int number = kept.isValid() ? kept.toInt() : -1;
        if (number < 0 || number > 7 || taken.contains(number)) {
            open.push_back(i);
            continue;
        }
        taken.insert(number);
        colors[i].number = number;
    }
    int next = 0;
    for (const std::size_t i : open) {
        while (taken.contains(next % 8) && next < 8)
            ++next;
        colors[i].number = next < 8 ? next : static_cast<int>(i) % kColors;
        taken.insert(colors[i].number);
        if (!m_settings.contains(keyOf(values[i])))
            m_settings.setValue(keyOf(values[i]), colors[i].number);
    }
    return colors;
}

std::vector<ChartSeries> statusSeries(const contract::Series& answer, const BucketGrid& grid)
{
    using Meaning = SeriesColor::Meaning;
    struct Class {
        QString name;
        Meaning meaning;
        char digit;
        bool isUsed = false;
    };
    std::array classes{Class{QStringLiteral("2xx"), Meaning::Status2xx, '2'},
                       Class{QStringLiteral("3xx"), Meaning::Status3xx, '3'},
                       Class{QStringLiteral("4xx"), Meaning::Status4xx, '4'},
                       Class{QStringLiteral("5xx"), Meaning::Status5xx, '5'},
                       Class{tr("other"), Meaning::Other, '?'}};
    std::vector<ChartSeries> series;
    for (const Class& each : classes)
        series.push_back({each.name, std::vector<double>(grid.count, 0.0), {each.meaning, 0}, false, false});
    for (const contract::SeriesLine& line : answer.lines) {
        const char digit = line.value.empty() ? '?' : line.value.front();
        auto at = std::ranges::find(classes, digit, &Class::digit);
        if (at == classes.end())
            at = classes.end() - 1;
        at->isUsed = true;
        auto& values = series[static_cast<std::size_t>(at - classes.begin())].values;
        const auto own = valuesOf(line.points, grid, answer.gaps, requestsOf);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += own[i]; // NaN inside gaps stays NaN
    }
    std::vector<ChartSeries> used;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (classes[i].isUsed)
            used.push_back(std::move(series[i]));
    }
    return used;
}

} // namespace bursar::ui
