// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_parts.h"
#include "ui/charts/time_chart.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"

#include <QDateTime>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bursar::ui {
namespace {

constexpr double kTagWordsMax = 120; ///< the tooltip has the whole label

double snapped(double value)
{
    return std::round(value);
}

Glyph glyphOf(ChartMarker::Kind kind)
{
    switch (kind) {
    case ChartMarker::Kind::Alert:
        return Glyph::Triangle;
    case ChartMarker::Kind::Setting:
        return Glyph::Half;
    case ChartMarker::Kind::Deploy:
        break;
    }
    return Glyph::None;
}

Tone toneOf(ChartMarker::Kind kind)
{
    switch (kind) {
    case ChartMarker::Kind::Alert:
        return Tone::Warning;
    case ChartMarker::Kind::Setting:
        return Tone::Progress;
    case ChartMarker::Kind::Deploy:
        break;
    }
    return Tone::Neutral;
}

} // namespace

models::Instant TimeChart::domainEnd() const
{
    const auto count = static_cast<qint64>(m_data.bucketCount());
    if (bucketsAreBars() || count < 2)
        return m_data.from + m_data.bucket * std::max<qint64>(1, count);
    return m_data.from + m_data.bucket * (count - 1);
}

double TimeChart::xOf(models::Instant at) const
{
    const QRectF area = plotArea();
    const std::chrono::duration<double> whole = domainEnd() - m_data.from;
    const std::chrono::duration<double> part = at - m_data.from;
    return area.left() + (whole.count() > 0 ? part / whole : 0) * area.width();
}

models::Instant TimeChart::instantAt(double x) const
{
    const QRectF area = plotArea();
    const double share = area.width() > 0 ? std::clamp((x - area.left()) / area.width(), 0.0, 1.0) : 0;
    const double whole = static_cast<double>((domainEnd() - m_data.from).count());
    return m_data.from + std::chrono::microseconds{std::llround(share * whole)};
}

double TimeChart::yOf(double value) const
{
    const QRectF area = plotArea();
    const double share = m_axis.high > m_axis.low ? (value - m_axis.low) / (m_axis.high - m_axis.low) : 0;
    return area.bottom() - share * area.height();
}

QRectF TimeChart::bucketRect(std::size_t bucket) const
{
    const models::Span span = m_data.bucketSpan(bucket);
    const double left = xOf(span.from);
    return {left, plotArea().top(), xOf(span.to) - left, plotArea().height()};
}

std::size_t TimeChart::bucketAt(double x) const
{
    const std::size_t count = m_data.bucketCount();
    if (count == 0)
        return 0;
    const double position = static_cast<double>((instantAt(x) - m_data.from).count())
        / static_cast<double>(m_data.bucket.count());
    const double index = bucketsAreBars() ? std::floor(position) : std::round(position);
    return std::min(count - 1, static_cast<std::size_t>(std::max(0.0, index)));
}

double TimeChart::opacityOf(std::size_t series) const
{
    return m_faded && *m_faded != series ? 0.3 : 1;
}

void TimeChart::invalidate()
{
    m_cacheKey = 0;
    update();
}

void TimeChart::render()
{
    const double ratio = devicePixelRatioF();
    const quint64 key = (theme().cacheKey() << 8) + static_cast<quint64>(ratio * 4) + 1;
    const QSize pixels = size() * ratio;
    if (key == m_cacheKey && m_cache.size() == pixels)
        return;
    m_cacheKey = key;
    m_renderedAt = QDateTime::currentMSecsSinceEpoch();
    m_cache = QPixmap(pixels);
    m_cache.setDevicePixelRatio(ratio);
    m_cache.fill(Qt::transparent);
    QPainter painter(&m_cache);
    painter.setRenderHint(QPainter::Antialiasing);
    paintGrid(&painter);
    paintGaps(&painter);
    painter.save();
    // Lines at the edge of the area keep their whole width.
    painter.setClipRect(plotArea().adjusted(-2, -3, 3, 1));
    if (m_data.bucketCount() > 0)
        paintSeries(&painter, plotArea());
    painter.restore();
    paintMarkers(&painter);
}

void TimeChart::paintGrid(QPainter* painter) const
{
    const Tokens& t = tokens();
    const QRectF area = plotArea();
    const double line = theme().pxF(16);
    const auto lines = m_axis.lines();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double y = snapped(yOf(lines[i]));
        const bool isBase = i == 0;
        const bool isTop = i + 1 == lines.size();
        double left = area.left();
        paintText(painter, {0, y - line / 2, area.left() - theme().pxF(8), line},
                  axisText(lines[i], m_data.format),
                  {.role = TextRole::Caption,
                   .color = t.textMuted,
                   .align = Qt::AlignRight,
                   .elide = Qt::ElideNone});
        if (isTop && !m_data.format.unit.isEmpty())
            left += theme().pxF(6)
                + paintText(painter, {left, y - line / 2, area.width(), line}, m_data.format.unit,
                            {.role = TextRole::Caption, .color = t.textMuted});
        paintHairline(painter, {left, y}, {area.right(), y}, isBase ? t.control : t.border);
    }
    double lastRight = -1e9;
    for (const TimeTick& tick : m_ticks) {
        const double x = snapped(xOf(tick.at));
        const double width = textWidth(tick.label, TextRole::Caption);
        const double left = std::clamp(x - width / 2, area.left() - theme().pxF(24), this->width() - width);
        if (left < lastRight + theme().pxF(8))
            continue;
        lastRight = left + width;
        paintHairline(painter, {x, area.bottom()}, {x, area.bottom() + theme().pxF(4)}, t.control);
        paintText(painter, {left, area.bottom() + theme().pxF(5), width + 1, line}, tick.label,
                  {.role = TextRole::Caption,
                   .color = tick.startsDay ? t.text : t.textMuted,
                   .elide = Qt::ElideNone});
    }
}

std::vector<TimeChart::Missing> TimeChart::missingRuns() const
{
    std::vector<Missing> runs;
    const std::size_t count = m_data.bucketCount();
    const auto isMissing = [&](std::size_t bucket) {
        return std::none_of(m_data.series.begin(), m_data.series.end(), [&](const ChartSeries& series) {
            return !series.isPrevious && bucket < series.values.size()
                   && std::isfinite(series.values[bucket]);
        });
    };
    for (std::size_t i = 0; i < count; ++i) {
        if (!isMissing(i))
            continue;
        std::size_t end = i;
        while (end < count && isMissing(end))
            ++end;
        // Between points the gap reaches from the last one to the next.
        const std::size_t first = !bucketsAreBars() && i > 0 ? i - 1 : i;
        const auto last = bucketsAreBars() ? m_data.bucketSpan(end - 1).to
                                           : m_data.bucketSpan(std::min(end, count - 1)).from;
        runs.push_back({xOf(m_data.bucketSpan(first).from), xOf(last)});
        i = end;
    }
    return runs;
}

void TimeChart::paintGaps(QPainter* painter) const
{
    const QRectF area = plotArea();
    auto runs = missingRuns();
    for (const ChartGap& gap : m_data.gaps) {
        const double left = std::max(area.left(), xOf(gap.span.from));
        const double right = std::min(area.right(), xOf(gap.span.to));
        const bool isCovered = std::any_of(runs.begin(), runs.end(), [&](const Missing& run) {
            return run.left < right && run.right > left;
        });
        if (!isCovered && right > left)
            runs.push_back({left, right});
    }
    for (const Missing& run : runs)
        if (run.right - run.left >= 1)
            paintHatch(painter, {run.left, area.top(), run.right - run.left, area.height()}, tokens().border,
                       5, 1.25);
}

std::vector<QRectF> TimeChart::markerTags() const
{
    std::vector<QRectF> tags;
    const QRectF area = plotArea();
    const double height = theme().pxF(18);
    for (const ChartMarker& marker : m_data.markers) {
        const double glyph = glyphOf(marker.kind) == Glyph::None ? 0 : theme().pxF(15);
        const double words = std::min(textWidth(marker.label, TextRole::Caption), theme().pxF(kTagWordsMax));
        const double width = words + glyph + theme().pxF(12);
        const double x = xOf(marker.at);
        QRectF tag(std::clamp(x - width / 2, area.left(), std::max(area.left(), area.right() - width)),
                   area.top() - theme().pxF(4), width, height);
        while (std::any_of(tags.begin(), tags.end(), [&](const QRectF& other) {
            return other.adjusted(-2, 0, 2, 0).intersects(tag);
        }))
            tag.translate(0, height + 2);
        tags.push_back(tag);
    }
    return tags;
}

void TimeChart::paintMarkers(QPainter* painter) const
{
    const Tokens& t = tokens();
    const QRectF area = plotArea();
    const auto tags = markerTags();
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const ChartMarker& marker = m_data.markers[i];
        const Tone tone = toneOf(marker.kind);
        const double x = snapped(xOf(marker.at)) + 0.5;
        QPen pen(t.tone(tone), 1);
        pen.setDashPattern({4, 3});
        painter->setPen(pen);
        painter->drawLine(QPointF(x, tags[i].bottom()), QPointF(x, area.bottom()));
        paintPanel(painter, tags[i], theme().pxF(4), t.soft(tone), QColor());
        QRectF words = tags[i].adjusted(theme().pxF(6), 0, -theme().pxF(4), 0);
        if (glyphOf(marker.kind) != Glyph::None) {
            const double side = theme().pxF(11);
            paintGlyph(painter, {words.left(), words.center().y() - side / 2, side, side},
                       glyphOf(marker.kind), t.tone(tone));
            words.setLeft(words.left() + theme().pxF(15));
        }
        paintText(painter, words, marker.label, {.role = TextRole::Caption});
    }
}

void TimeChart::paintCrosshair(QPainter* painter) const
{
    if (!m_crosshair || m_data.bucketCount() == 0)
        return;
    const Tokens& t = tokens();
    const QRectF area = plotArea();
    const std::size_t bucket = *m_crosshair;
    if (bucketsAreBars()) {
        painter->fillRect(bucketRect(bucket), withAlpha(t.control, 0.16));
        return;
    }
    const double x = snapped(xOf(m_data.bucketSpan(bucket).from));
    paintHairline(painter, {x, area.top()}, {x, area.bottom()}, t.control);
    painter->setRenderHint(QPainter::Antialiasing);
    double below = 0;
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        const ChartSeries& series = m_data.series[i];
        if (m_hidden[i] || bucket >= series.values.size() || !std::isfinite(series.values[bucket]))
            continue;
        const bool stacks = isStacked() && !series.isPrevious;
        below += stacks ? series.values[bucket] : 0;
        painter->setPen(QPen(t.surface, 1.5));
        painter->setBrush(colorOf(series.color));
        painter->drawEllipse(QPointF(x + 0.5, yOf(stacks ? below : series.values[bucket])), 3.5, 3.5);
    }
}

void TimeChart::paintSelection(QPainter* painter) const
{
    if (!m_selected)
        return;
    const Tokens& t = tokens();
    const QRectF area = plotArea();
    const double left = snapped(std::max(area.left(), xOf(m_selected->from)));
    const double right = snapped(std::min(area.right(), xOf(m_selected->to)));
    painter->fillRect(QRectF(left, area.top(), right - left, area.height()), withAlpha(t.accent, 0.12));
    painter->fillRect(QRectF(left, area.top(), 1, area.height()), t.accent);
    painter->fillRect(QRectF(right - 1, area.top(), 1, area.height()), t.accent);
}

void TimeChart::paintEvent(QPaintEvent*)
{
    render();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_cache);
    paintSelection(&painter);
    paintCrosshair(&painter);
    if (showsFocus(this))
        paintFocus(&painter, plotArea().adjusted(-6, -8, 6, 6), theme().pxF(6));
}

} // namespace bursar::ui
