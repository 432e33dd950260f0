// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_data.h"

#include "models/common/format.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace bursar::ui {

QString axisText(double value, const ValueFormat& format)
{
    switch (format.kind) {
    case ValueFormat::Kind::Share: {
        const double percent = std::abs(value * 100);
        const int digits = percent == std::floor(percent) || percent >= 10 ? 0 : percent < 1 ? 2 : 1;
        return models::formatRate(value, digits);
    }
    case ValueFormat::Kind::Duration: {
        if (value == 0)
            return QStringLiteral("0");
        const bool isMilliseconds = std::abs(value) < 1;
        const double number = isMilliseconds ? value * 1000 : value;
        if (std::abs(value) >= 60)
            return models::formatDuration(std::chrono::microseconds{static_cast<qint64>(value * 1e6)});
        const int digits = number == std::floor(number) ? 0 : 1;
        return models::formatNumber(number, digits) + QChar(0x2009)
               + (isMilliseconds ? QLatin1String("ms") : QLatin1String("s"));
    }
    case ValueFormat::Kind::Count:
    case ValueFormat::Kind::Money:
    case ValueFormat::Kind::Number:
        break;
    }
    if (std::abs(value) >= 10'000 || value == std::floor(value))
        return models::formatShort(value);
    const double size = std::abs(value);
    return models::formatNumber(value, size >= 1 ? 1 : size >= 0.1 ? 2 : size >= 0.01 ? 3 : 6);
}

QString valueText(double value, const ValueFormat& format)
{
    if (!std::isfinite(value))
        return QString(QChar(0x2014));
    switch (format.kind) {
    case ValueFormat::Kind::Share:
        return models::formatRate(value, 2);
    case ValueFormat::Kind::Duration:
        return models::formatDuration(std::chrono::microseconds{std::llround(value * 1e6)});
    case ValueFormat::Kind::Count:
        return value == std::floor(value) ? models::formatCount(static_cast<qint64>(value))
                                          : models::formatNumber(value, 1);
    case ValueFormat::Kind::Money:
    case ValueFormat::Kind::Number:
        break;
    }
    return models::formatNumber(value, format.decimals);
}

QColor colorOf(const SeriesColor& color)
{
    const Tokens& t = tokens();
    using Meaning = SeriesColor::Meaning;
    switch (color.meaning) {
    case Meaning::Numbered:
        return t.series[static_cast<std::size_t>(std::clamp(color.number, 0, 7))];
    case Meaning::Other:
    case Meaning::Previous:
    case Meaning::Status3xx:
        return t.neutral;
    case Meaning::Status2xx:
        return t.ramp[3];
    case Meaning::Status4xx:
        return t.series[1];
    case Meaning::Status5xx:
        return t.negative;
    case Meaning::P50:
        return t.series[4];
    case Meaning::P95:
        return t.series[0];
    case Meaning::P99:
        return t.series[5];
    }
    return t.neutral;
}

std::size_t ChartData::bucketCount() const
{
    std::size_t count = 0;
    for (const ChartSeries& one : series)
        count = std::max(count, one.values.size());
    return count;
}

models::Span ChartData::span() const
{
    return {from, from + bucket * static_cast<qint64>(bucketCount())};
}

models::Span ChartData::bucketSpan(std::size_t index) const
{
    const auto begin = from + bucket * static_cast<qint64>(index);
    return {begin, begin + bucket};
}

const ChartGap* ChartData::gapAt(std::size_t index) const
{
    const models::Span span = bucketSpan(index);
    for (const ChartGap& gap : gaps)
        if (gap.span.from < span.to && gap.span.to > span.from)
            return &gap;
    return nullptr;
}

} // namespace bursar::ui
