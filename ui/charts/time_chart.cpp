// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_chart.h"

#include "models/common/format.h"
#include "ui/charts/chart_parts.h"
#include "ui/charts/chart_table.h"
#include "ui/theme/accessible.h"
#include "ui/widgets/button.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QFileDialog>
#include <QMenu>
#include <QSaveFile>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace bursar::ui {
namespace {

constexpr qint64 kRenderEveryMs = 500;
constexpr int kLeft = 52;
constexpr int kTop = 12;
constexpr int kRight = 8;
constexpr int kBottom = 24;
constexpr int kLegendGap = 4;

} // namespace

TimeChart::TimeChart(QWidget* parent)
    : QWidget(parent), m_legend(new ChartLegend(this)), m_tooltip(new ChartTooltip(this)),
      m_actions(new SpanActions(this)), m_throttle(new QTimer(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleRole(this, QAccessible::Chart);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_throttle->setSingleShot(true);
    connect(m_throttle, &QTimer::timeout, this, &TimeChart::applyPending);
    connect(m_legend, &ChartLegend::toggled, this,
            [this](std::size_t series) { setSeriesHidden(series, !isHidden(series)); });
    connect(m_legend, &ChartLegend::aloneRequested, this, &TimeChart::showAlone);
    connect(m_legend, &ChartLegend::hovered, this, [this](std::optional<std::size_t> series) {
        m_faded = series;
        invalidate();
    });
    connect(m_actions, &SpanActions::zoom, this, [this] { emitSpan(&TimeChart::zoomRequested); });
    connect(m_actions, &SpanActions::whatMoved, this, [this] { emitSpan(&TimeChart::whatMovedRequested); });
    connect(m_actions, &SpanActions::logs, this, [this] { emitSpan(&TimeChart::logsRequested); });
    connect(&theme(), &Theme::changed, this, [this] {
        placeChildren();
        refreshAxes();
        invalidate();
    });
}

TimeChart::~TimeChart() = default;

void TimeChart::setData(const ChartData& data)
{
    const qint64 since = QDateTime::currentMSecsSinceEpoch() - m_renderedAt;
    if (isVisible() && m_renderedAt != 0 && since < kRenderEveryMs) {
        m_pending = data;
        if (!m_throttle->isActive())
            m_throttle->start(static_cast<int>(kRenderEveryMs - since));
        return;
    }
    m_pending.reset();
    adopt(data);
}

void TimeChart::applyPending()
{
    if (!m_pending)
        return;
    const ChartData data = std::move(*m_pending);
    m_pending.reset();
    adopt(data);
}

void TimeChart::adopt(const ChartData& data)
{
    QStringList hiddenNames;
    for (std::size_t i = 0; i < m_hidden.size(); ++i)
        if (m_hidden[i])
            hiddenNames << m_data.series[i].name;
    m_data = data;
    m_hidden.clear();
    for (const ChartSeries& series : m_data.series)
        m_hidden.push_back(hiddenNames.contains(series.name));
    if (m_crosshair && *m_crosshair >= m_data.bucketCount())
        m_crosshair.reset();
    m_faded.reset();
    refreshLegend();
    refreshAxes();
    placeChildren();
    updateTooltip();
    invalidate();
}

void TimeChart::refreshLegend()
{
    std::vector<LegendEntry> entries;
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        const ChartSeries& series = m_data.series[i];
        double latest = std::nan("");
        for (const double value : series.values)
            if (std::isfinite(value))
                latest = value;
        // The bucket being filled would make every latest value look like a crash.
        if (m_data.lastIsUnfinished && series.values.size() > 1
            && std::isfinite(series.values[series.values.size() - 2]))
            latest = series.values[series.values.size() - 2];
        entries.push_back({.name = series.name,
                           .value = series.isPrevious || !std::isfinite(latest)
                                        ? QString()
                                        : valueText(latest, m_data.format),
                           .color = series.color,
                           .isPrevious = series.isPrevious,
                           .isHidden = m_hidden[i],
                           .isHatched = series.color.meaning == SeriesColor::Meaning::Status5xx,
                           .isArea = isStacked() && !series.isPrevious});
    }
    m_legend->setEntries(std::move(entries));
}

void TimeChart::refreshAxes()
{
    const auto [low, high] = valueBounds();
    m_axis = valueAxis(low, high, axisFromZero());
    const int ticksMax = std::max(2, static_cast<int>(plotArea().width()) / theme().px(72));
    m_ticks = m_data.bucketCount() == 0
        ? std::vector<TimeTick>{}
        : timeTicks({m_data.from, domainEnd() + std::chrono::microseconds{1}}, std::min(ticksMax, 16));
}

std::pair<double, double> TimeChart::valueBounds() const
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        if (m_hidden[i])
            continue;
        for (const double value : m_data.series[i].values) {
            if (!std::isfinite(value))
                continue;
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    return {low, high};
}

bool TimeChart::isHidden(std::size_t series) const
{
    return series < m_hidden.size() && m_hidden[series];
}

void TimeChart::setSeriesHidden(std::size_t series, bool hidden)
{
    if (series >= m_hidden.size())
        return;
    m_hidden[series] = hidden;
    refreshLegend();
    refreshAxes();
    updateTooltip();
    invalidate();
}

void TimeChart::showAlone(std::size_t series)
{
    bool isAlone = true;
    for (std::size_t i = 0; i < m_hidden.size(); ++i)
        isAlone = isAlone && m_hidden[i] == (i != series);
    for (std::size_t i = 0; i < m_hidden.size(); ++i)
        m_hidden[i] = !isAlone && i != series;
    refreshLegend();
    refreshAxes();
    updateTooltip();
    invalidate();
}

void TimeChart::setLegendVisible(bool visible)
{
    m_legend->setVisible(visible);
    placeChildren();
}

QWidget* TimeChart::makeMenuButton()
{
    auto* button = new IconButton(Icon::More, tr("Chart menu"));
    connect(button, &IconButton::clicked, this, [this, button] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(menu);
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    });
    return button;
}

void TimeChart::setSpanActionsEnabled(bool enabled)
{
    m_spanActions = enabled;
}

void TimeChart::setCrosshair(std::optional<std::size_t> bucket)
{
    if (bucket && *bucket >= m_data.bucketCount())
        bucket.reset();
    if (m_crosshair == bucket)
        return;
    m_crosshair = bucket;
    updateTooltip();
    update();
}

void TimeChart::setSelectedSpan(std::optional<models::Span> span)
{
    m_selected = span;
    m_actions->setVisible(span.has_value() && m_spanActions);
    placeActions();
    update();
}

void TimeChart::emitSpan(void (TimeChart::*signal)(const models::Span&))
{
    if (!m_selected)
        return;
    const models::Span span = *m_selected;
    setSelectedSpan(std::nullopt);
    Q_EMIT(this->*signal)(span);
}

std::vector<std::size_t> TimeChart::bucketOrder(std::size_t bucket) const
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_data.series.size(); ++i)
        if (!m_hidden[i] && bucket < m_data.series[i].values.size())
            order.push_back(i);
    if (isStacked()) {
        std::reverse(order.begin(), order.end());
        return order;
    }
    const auto valueOf = [&](std::size_t i) {
        const double value = m_data.series[i].values[bucket];
        return std::isfinite(value) ? value : -std::numeric_limits<double>::infinity();
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return valueOf(a) > valueOf(b); });
    return order;
}

std::vector<std::pair<QString, QString>> TimeChart::bucketRows(std::size_t bucket) const
{
    std::vector<std::pair<QString, QString>> rows;
    for (const std::size_t i : bucketOrder(bucket))
        rows.emplace_back(m_data.series[i].name, valueText(m_data.series[i].values[bucket], m_data.format));
    return rows;
}

void TimeChart::updateTooltip()
{
    if (!m_crosshair || m_dragFrom) {
        m_tooltip->hide();
        return;
    }
    const std::size_t bucket = *m_crosshair;
    std::vector<LegendEntry> rows;
    double total = 0;
    bool hasAny = false;
    for (const std::size_t i : bucketOrder(bucket)) {
        const ChartSeries& series = m_data.series[i];
        const double value = series.values[bucket];
        hasAny = hasAny || (std::isfinite(value) && !series.isPrevious);
        total += std::isfinite(value) && !series.isPrevious ? value : 0;
        rows.push_back({.name = series.name, .value = valueText(value, m_data.format), .color = series.color,
                        .isPrevious = series.isPrevious,
                        .isHatched = series.color.meaning == SeriesColor::Meaning::Status5xx,
                        .isArea = isStacked() && !series.isPrevious, .isMissing = !std::isfinite(value)});
    }
    QStringList notes;
    if (isStacked() && rows.size() > 1 && hasAny)
        notes << tr("total %1").arg(valueText(total, m_data.format));
    const bool isLast = bucket + 1 == m_data.bucketCount();
    if (isLast && m_data.lastIsUnfinished)
        notes << tr("still being filled");
    if (!hasAny) {
        const ChartGap* gap = m_data.gapAt(bucket);
        notes = {gap != nullptr ? QStringLiteral("%1 %2–%3")
                                      .arg(gap->reason, models::formatClock(gap->span.from),
                                           models::formatClock(gap->span.to))
                                : tr("no data")};
        std::erase_if(rows, [](const LegendEntry& row) { return row.isMissing; });
    }
    const QString title = models::formatSpan(m_data.bucketSpan(bucket));
    m_tooltip->setRows(title, notes.join(QStringLiteral(" · ")), rows);
    QStringList spoken{title};
    for (const LegendEntry& row : rows)
        spoken << row.name + QLatin1Char(' ') + row.value;
    setAccessibleValue(this, (spoken + notes).join(QStringLiteral(", ")));
    const QRectF area = plotArea();
    const double x = bucketsAreBars() ? bucketRect(bucket).center().x() : xOf(m_data.bucketSpan(bucket).from);
    const int gap = theme().px(12);
    int left = static_cast<int>(x) + gap;
    if (left + m_tooltip->width() > width())
        left = static_cast<int>(x) - gap - m_tooltip->width();
    const int top = std::min(static_cast<int>(area.top()) + theme().px(16), height() - m_tooltip->height());
    m_tooltip->move(std::max(0, left), std::max(0, top));
    m_tooltip->show();
    m_tooltip->raise();
}

QString TimeChart::asCsv() const
{
    QString text = QStringLiteral("time");
    const auto quoted = [](QString field) {
        if (field.contains(QLatin1Char('"')) || field.contains(QLatin1Char(',')))
            field = QLatin1Char('"') + field.replace(QLatin1Char('"'), QLatin1String("\"\""))
                    + QLatin1Char('"');
        return field;
    };
    for (const ChartSeries& series : m_data.series)
        text += QLatin1Char(',') + quoted(series.name);
    for (std::size_t bucket = 0; bucket < m_data.bucketCount(); ++bucket) {
        text += QStringLiteral("\r\n") + models::formatRfc3339(m_data.bucketSpan(bucket).from);
        for (const ChartSeries& series : m_data.series) {
            const double value = bucket < series.values.size() ? series.values[bucket] : std::nan("");
            text += QLatin1Char(',');
            if (std::isfinite(value))
                text += QString::number(value, 'g', QLocale::FloatingPointShortest);
        }
    }
    return text + QStringLiteral("\r\n");
}

QString TimeChart::asText() const
{
    QString text;
    for (std::size_t bucket = 0; bucket < m_data.bucketCount(); ++bucket) {
        text += models::formatSpan(m_data.bucketSpan(bucket));
        for (const auto& [name, value] : bucketRows(bucket))
            text += QLatin1Char('\t') + name + QLatin1Char(' ') + value;
        text += QLatin1Char('\n');
    }
    return text;
}

void TimeChart::fillMenu(QMenu* menu)
{
    connect(menu->addAction(icon(Icon::Table), tr("Show as table")), &QAction::triggered, this,
            &TimeChart::openTable);
    connect(menu->addAction(icon(Icon::Copy), tr("Copy as text")), &QAction::triggered, this,
            [this] { QApplication::clipboard()->setText(asText()); });
    connect(menu->addAction(icon(Icon::Camera), tr("Save as PNG…")), &QAction::triggered, this,
            &TimeChart::savePicture);
    connect(menu->addAction(icon(Icon::Export), tr("Save as CSV…")), &QAction::triggered, this,
            &TimeChart::saveCsv);
}

void TimeChart::openTable()
{
    showChartTable(m_data, accessibleName(), this);
}

void TimeChart::savePicture()
{
    auto* dialog
        = new QFileDialog(this, tr("Save as PNG"), QStringLiteral("chart.png"), tr("Pictures (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this,
            [picture = picture()](const QString& path) { picture.save(path, "PNG"); });
    dialog->open();
}

void TimeChart::saveCsv()
{
    auto* dialog
        = new QFileDialog(this, tr("Save as CSV"), QStringLiteral("chart.csv"), tr("Tables (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [text = asCsv()](const QString& path) {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0)
            file.commit();
    });
    dialog->open();
}

QPixmap TimeChart::picture()
{
    applyPending();
    m_tooltip->hide();
    QPixmap pixmap(size() * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(tokens().surface);
    QWidget::render(&pixmap, {}, {}, QWidget::DrawChildren);
    return pixmap;
}

QSize TimeChart::sizeHint() const
{
    return {theme().px(480), theme().px(240)};
}

QSize TimeChart::minimumSizeHint() const
{
    return {theme().px(200), theme().px(120)};
}

QRectF TimeChart::plotArea() const
{
    const int legendHeight = m_legend->isHidden() ? 0 : m_legend->height() + theme().px(kLegendGap);
    return QRectF(theme().px(kLeft), theme().px(kTop), width() - theme().px(kLeft) - theme().px(kRight),
                  height() - theme().px(kTop) - theme().px(kBottom) - legendHeight);
}

void TimeChart::placeChildren()
{
    const int left = theme().px(kLeft);
    const int legendWidth = std::max(40, width() - left - theme().px(kRight));
    const int legendHeight = std::min(m_legend->heightFor(legendWidth), height() / 3);
    m_legend->setGeometry(left, height() - legendHeight, legendWidth, legendHeight);
    placeActions();
}

void TimeChart::placeActions()
{
    if (!m_selected)
        return;
    m_actions->adjustSize();
    const QRectF area = plotArea();
    const double middle = (xOf(m_selected->from) + xOf(m_selected->to)) / 2;
    const double x = std::clamp(middle - m_actions->width() / 2.0, area.left(),
                                std::max(area.left(), area.right() - m_actions->width()));
    m_actions->move(static_cast<int>(x), static_cast<int>(area.top()) + theme().px(4));
    m_actions->raise();
}

} // namespace bursar::ui
