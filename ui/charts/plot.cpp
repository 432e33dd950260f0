// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot.h"

#include "ui/theme/paint.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QLegend>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace bursar::ui {
namespace {

constexpr double kLineWidth = 1.75;
constexpr double kPreviousWidth = 1.25;
constexpr double kPointSpacing = 40;

using Points = QList<QPointF>;

/// The finite stretches of a series; a line is never drawn across missing data.
std::vector<Points> runsOf(const std::vector<double>& values, std::size_t count)
{
    std::vector<Points> runs;
    bool isOpen = false;
    for (std::size_t i = 0; i < std::min(count, values.size()); ++i) {
        if (!std::isfinite(values[i])) {
            isOpen = false;
            continue;
        }
        if (!isOpen)
            runs.emplace_back();
        isOpen = true;
        runs.back() << QPointF(static_cast<double>(i), values[i]);
    }
    return runs;
}

QPen linePen(const QColor& color, double width)
{
    return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

QPen dashedPen(const QColor& color, double width)
{
    QPen pen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    pen.setDashPattern({4 / width, 3 / width});
    return pen;
}

void attach(QChart* chart, QAbstractSeries* series)
{
    chart->addSeries(series);
    const auto axes = chart->axes();
    for (QAbstractAxis* axis : axes)
        series->attachAxis(axis);
}

void addLine(QChart* chart, const Points& points, const QPen& pen)
{
    auto* series = new QLineSeries;
    series->setPen(pen);
    series->replace(points);
    attach(chart, series);
}

void addArea(QChart* chart, const Points& upper, const Points& lower, const QColor& fill)
{
    auto* top = new QLineSeries;
    auto* bottom = new QLineSeries;
    top->replace(upper);
    bottom->replace(lower);
    auto* area = new QAreaSeries(top, bottom);
    top->setParent(area);
    bottom->setParent(area);
    area->setPen(Qt::NoPen);
    area->setBrush(fill);
    attach(chart, area);
}

QChart* makeChart(const QSizeF& size, const QRectF& area, double xMax, const ValueAxis& axis)
{
    auto* chart = new QChart;
    chart->setBackgroundVisible(false);
    chart->setPlotAreaBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->hide();
    chart->setAnimationOptions(QChart::NoAnimation);
    auto* x = new QValueAxis;
    x->setRange(0, xMax);
    x->setVisible(false);
    auto* y = new QValueAxis;
    y->setRange(axis.low, axis.high);
    y->setVisible(false);
    chart->addAxis(x, Qt::AlignBottom);
    chart->addAxis(y, Qt::AlignLeft);
    chart->resize(size);
    chart->setPlotArea(area);
    return chart;
}

} // namespace

Plot::Plot(QWidget* parent) : TimeChart(parent), m_scene(std::make_unique<QGraphicsScene>()) {}

Plot::~Plot() = default;

void Plot::setShape(Shape shape)
{
    m_shape = shape;
    setData(ChartData(data()));
}

void Plot::setFromZero(bool fromZero)
{
    m_fromZero = fromZero;
    setData(ChartData(data()));
}

std::pair<double, double> Plot::valueBounds() const
{
    if (m_shape == Shape::Lines)
        return TimeChart::valueBounds();
    double high = 0;
    for (std::size_t bucket = 0; bucket < data().bucketCount(); ++bucket) {
        double total = 0;
        for (std::size_t i = 0; i < data().series.size(); ++i) {
            const ChartSeries& series = data().series[i];
            if (isHidden(i) || bucket >= series.values.size() || !std::isfinite(series.values[bucket]))
                continue;
            series.isPrevious ? void(high = std::max(high, series.values[bucket]))
                              : void(total += series.values[bucket]);
        }
        high = std::max(high, total);
    }
    return {0, high};
}

void Plot::paintSeries(QPainter* painter, const QRectF& area)
{
    const std::size_t count = data().bucketCount();
    m_scene->clear();
    QChart* chart = makeChart(size(), area, count > 1 ? double(count - 1) : 1, axis());
    m_scene->addItem(chart);
    m_scene->setSceneRect(QRectF(QPointF(), QSizeF(size())));
    m_shape == Shape::StackedAreas ? addAreas(chart) : addLines(chart);
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF whole{QPointF(), QSizeF(size())};
    m_scene->render(painter, whole, whole);
    paintPoints(painter, area);
}

void Plot::addLines(QChart* chart)
{
    const std::size_t count = data().bucketCount();
    const bool opens = data().lastIsUnfinished && count > 1;
    // The first series lies on top: it is the one that the card speaks of.
    for (std::size_t i = data().series.size(); i-- > 0;) {
        const ChartSeries& series = data().series[i];
        if (isHidden(i))
            continue;
        const QColor color = withAlpha(colorOf(series.color), opacityOf(i));
        if (series.isPrevious) {
            for (const Points& run : runsOf(series.values, count))
                addLine(chart, run, dashedPen(color, kPreviousWidth));
            continue;
        }
        const std::size_t solid = opens ? count - 1 : count;
        for (const Points& run : runsOf(series.values, solid)) {
            if (series.isFilled && run.size() > 1)
                addArea(chart, run, {{run.first().x(), axis().low}, {run.last().x(), axis().low}},
                        withAlpha(color, 0.08 * opacityOf(i)));
            addLine(chart, run, linePen(color, kLineWidth));
        }
        const bool hasTail = opens && series.values.size() == count && std::isfinite(series.values[count - 1])
            && std::isfinite(series.values[count - 2]);
        if (hasTail)
            addLine(chart,
                    {{double(count - 2), series.values[count - 2]},
                     {double(count - 1), series.values[count - 1]}},
                    dashedPen(color, kLineWidth));
    }
}

void Plot::addAreas(QChart* chart)
{
    const std::size_t count = data().bucketCount();
    std::vector<double> below(count, 0.0);
    const auto hasData = [&](std::size_t bucket) {
        return std::any_of(data().series.begin(), data().series.end(), [&](const ChartSeries& series) {
            return !series.isPrevious && bucket < series.values.size()
                   && std::isfinite(series.values[bucket]);
        });
    };
    for (std::size_t i = 0; i < data().series.size(); ++i) {
        const ChartSeries& series = data().series[i];
        if (isHidden(i) || series.isPrevious)
            continue;
        const QColor color = withAlpha(colorOf(series.color), opacityOf(i));
        Points upper;
        Points lower;
        const auto finish = [&] {
            if (upper.size() > 1) {
                addArea(chart, upper, lower, withAlpha(color, 0.72 * opacityOf(i)));
                addLine(chart, upper, linePen(color, 1.25));
            }
            upper.clear();
            lower.clear();
        };
        for (std::size_t bucket = 0; bucket < count; ++bucket) {
            if (!hasData(bucket)) {
                finish();
                continue;
            }
            const double value = bucket < series.values.size() ? series.values[bucket] : 0;
            const double base = below[bucket];
            below[bucket] += std::isfinite(value) ? value : 0;
            upper << QPointF(static_cast<double>(bucket), below[bucket]);
            lower << QPointF(static_cast<double>(bucket), base);
        }
        finish();
    }
    for (std::size_t i = 0; i < data().series.size(); ++i)
        if (data().series[i].isPrevious && !isHidden(i))
            for (const Points& run : runsOf(data().series[i].values, count))
                addLine(chart, run, dashedPen(colorOf(data().series[i].color), kPreviousWidth));
}

void Plot::paintPoints(QPainter* painter, const QRectF& area)
{
    const std::size_t count = data().bucketCount();
    if (m_shape != Shape::Lines || count == 0)
        return;
    const bool isSparse = count > 1 && area.width() / double(count - 1) >= kPointSpacing;
    const auto hasValue = [&](const ChartSeries& series, std::size_t bucket) {
        return bucket < series.values.size() && std::isfinite(series.values[bucket]);
    };
    for (std::size_t i = 0; i < data().series.size(); ++i) {
        const ChartSeries& series = data().series[i];
        if (isHidden(i) || series.isPrevious)
            continue;
        const QColor color = withAlpha(colorOf(series.color), opacityOf(i));
        for (std::size_t bucket = 0; bucket < count; ++bucket) {
            if (!hasValue(series, bucket))
                continue;
            const bool isOpen = data().lastIsUnfinished && bucket + 1 == count;
            const bool isLonely
                = (bucket == 0 || !hasValue(series, bucket - 1)) && !hasValue(series, bucket + 1);
            if (!isSparse && !isOpen && !isLonely)
                continue;
            const QPointF at(xOf(data().bucketSpan(bucket).from), yOf(series.values[bucket]));
            painter->setPen(isOpen ? QPen(color, 1.5) : QPen(Qt::NoPen));
            painter->setBrush(isOpen ? tokens().surface : color);
            painter->drawEllipse(at, 2.5, 2.5);
        }
    }
}

} // namespace bursar::ui
