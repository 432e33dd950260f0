// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/format.h"
#include "ui/charts/axes.h"
#include "ui/charts/heat_map.h"
#include "ui/theme/accessible.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace bursar::ui {
namespace {

using std::chrono::microseconds;

constexpr int kLeft = 52;
constexpr int kTop = 12;
constexpr int kRight = 8;
constexpr int kBottom = 24;
constexpr QPoint kNowhere(-1, -1);

std::size_t index(int value)
{
    return static_cast<std::size_t>(value);
}

} // namespace

std::vector<microseconds> latencyEdges(microseconds low, microseconds high)
{
    std::vector<microseconds> edges;
    static constexpr int kSteps[] = {1, 2, 5};
    for (qint64 power = 1; power <= 1'000'000'000'000; power *= 10)
        for (const int step : kSteps) {
            const microseconds edge{power * step};
            edges.push_back(edge);
            if (edge >= high) {
                const auto first = std::upper_bound(edges.begin(), edges.end(), low);
                if (first != edges.begin())
                    edges.erase(edges.begin(), first - 1);
                return edges;
            }
        }
    return edges;
}

LatencyMap::LatencyMap(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleRole(this, QAccessible::Chart);
    connect(&theme(), &Theme::changed, this, [this] { update(); });
}

void LatencyMap::setGrid(LatencyGrid grid)
{
    m_grid = std::move(grid);
    m_max = 0;
    for (const auto& column : m_grid.counts)
        for (const qint64 count : column)
            m_max = std::max(m_max, count);
    m_hovered = kNowhere;
    m_cursor = {0, 0};
    update();
}

QSize LatencyMap::sizeHint() const
{
    return {theme().px(480),
            theme().px(kTop + kBottom) + static_cast<int>(m_grid.edges.size()) * theme().px(16)};
}

QSize LatencyMap::minimumSizeHint() const
{
    return {theme().px(200), theme().px(120)};
}

QRect LatencyMap::area() const
{
    return {theme().px(kLeft), theme().px(kTop), width() - theme().px(kLeft + kRight),
            height() - theme().px(kTop + kBottom)};
}

QRect LatencyMap::cellRect(int column, int row) const
{
    // Whole pixels with a gap of one: blurred cells look like other values.
    const QRect all = area();
    const int columns = std::max<int>(1, static_cast<int>(m_grid.counts.size()));
    const int rows = std::max<int>(1, static_cast<int>(m_grid.edges.size()) - 1);
    const int left = all.left() + all.width() * column / columns;
    const int right = all.left() + all.width() * (column + 1) / columns;
    const int bottom = all.top() + all.height() * (rows - row) / rows;
    const int top = all.top() + all.height() * (rows - row - 1) / rows;
    const int gap = right - left > 2 ? 1 : 0;
    return {left, top, right - left - gap, bottom - top - 1};
}

int LatencyMap::stepOf(qint64 count) const
{
    if (count <= 0 || m_max <= 0)
        return -1;
    const double share = std::log1p(double(count)) / std::log1p(double(m_max));
    return std::clamp(static_cast<int>(share * 7), 0, 6);
}

void LatencyMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const QRect all = area();
    const int rows = static_cast<int>(m_grid.edges.size()) - 1;
    const int columns = static_cast<int>(m_grid.counts.size());
    const double line = theme().pxF(16);
    const int every
        = rows > 0 ? std::max(1, static_cast<int>(std::ceil(line * rows / std::max(1, all.height())))) : 1;
    for (int row = 0; row <= rows; row += every) {
        const double y = row < rows ? cellRect(0, row).bottom() + 1 : all.top();
        paintText(
            &painter, {0, y - line / 2, all.left() - theme().pxF(8), line},
            axisText(double(m_grid.edges[index(row)].count()) / 1e6, {ValueFormat::Kind::Duration, {}, 0}),
            {.role = TextRole::Caption,
             .color = t.textMuted,
             .align = Qt::AlignRight,
             .elide = Qt::ElideNone});
    }
    for (int column = 0; column < columns; ++column) {
        const auto& counts = m_grid.counts[index(column)];
        for (int row = 0; row < std::min(rows, static_cast<int>(counts.size())); ++row) {
            const int step = stepOf(counts[index(row)]);
            if (step >= 0)
                painter.fillRect(cellRect(column, row), t.ramp[index(step)]);
        }
    }
    const double whole = double(m_grid.bucket.count()) * columns;
    const auto xOf = [&](models::Instant at) {
        return all.left() + double((at - m_grid.from).count()) / std::max(1.0, whole) * all.width();
    };
    for (const ChartGap& gap : m_grid.gaps) {
        const double left = std::max<double>(all.left(), xOf(gap.span.from));
        const double right = std::min<double>(all.right(), xOf(gap.span.to));
        if (right > left)
            paintHatch(&painter, {left, double(all.top()), right - left, double(all.height())}, t.border, 5,
                       1.25);
    }
    paintHairline(&painter, QPointF(all.left(), all.bottom() + 1), QPointF(all.right(), all.bottom() + 1),
                  t.control);
    const auto ticks = timeTicks({m_grid.from, m_grid.from + m_grid.bucket * columns},
                                 std::max(2, all.width() / theme().px(64)));
    for (const TimeTick& tick : ticks) {
        const double x = std::round(xOf(tick.at));
        const double width = textWidth(tick.label, TextRole::Caption);
        const double left = std::min(x - width / 2, this->width() - width);
        paintText(&painter, {left, all.bottom() + theme().pxF(5), width + 1, line}, tick.label,
                  {.role = TextRole::Caption, .color = t.textMuted, .elide = Qt::ElideNone});
    }
    const QPoint marked = m_hovered != kNowhere ? m_hovered : showsFocus(this) ? m_cursor : kNowhere;
    if (marked != kNowhere) {
        painter.setPen(QPen(t.text, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(cellRect(marked.x(), marked.y()).adjusted(-1, -1, 0, 0));
    }
}

QPoint LatencyMap::cellAt(const QPoint& position) const
{
    const QRect all = area();
    const int columns = static_cast<int>(m_grid.counts.size());
    const int rows = static_cast<int>(m_grid.edges.size()) - 1;
    if (!all.contains(position) || columns == 0 || rows <= 0)
        return kNowhere;
    const int column
        = std::clamp((position.x() - all.left()) * columns / std::max(1, all.width()), 0, columns - 1);
    const int row = std::clamp((all.bottom() - position.y()) * rows / std::max(1, all.height()), 0, rows - 1);
    return {column, row};
}

QString LatencyMap::describe(const QPoint& cell) const
{
    if (cell == kNowhere || m_grid.counts.empty())
        return {};
    const auto& counts = m_grid.counts[index(cell.x())];
    const qint64 count = cell.y() < static_cast<int>(counts.size()) ? counts[index(cell.y())] : 0;
    const auto from = m_grid.from + m_grid.bucket * cell.x();
    return tr("%1\n%2 to %3: %4 requests")
        .arg(models::formatSpan({from, from + m_grid.bucket}),
             models::formatDuration(m_grid.edges[index(cell.y())]),
             models::formatDuration(m_grid.edges[index(cell.y() + 1)]), models::formatCount(count));
}

void LatencyMap::activate(const QPoint& cell)
{
    if (cell == kNowhere || m_grid.counts.empty() || m_grid.edges.size() < 2)
        return;
    const auto from = m_grid.from + m_grid.bucket * cell.x();
    Q_EMIT cellActivated({from, from + m_grid.bucket}, m_grid.edges[index(cell.y())],
                         m_grid.edges[index(cell.y() + 1)]);
}

void LatencyMap::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = cellAt(event->pos());
    setCursor(m_hovered == kNowhere ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void LatencyMap::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        activate(cellAt(event->pos()));
}

void LatencyMap::keyPressEvent(QKeyEvent* event)
{
    QPoint next = m_cursor;
    switch (event->key()) {
    case Qt::Key_Left:
        next.rx()--;
        break;
    case Qt::Key_Right:
        next.rx()++;
        break;
    case Qt::Key_Up:
        next.ry()++;
        break;
    case Qt::Key_Down:
        next.ry()--;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return activate(m_cursor);
    default:
        return QWidget::keyPressEvent(event);
    }
    next.setX(std::clamp(next.x(), 0, std::max(0, static_cast<int>(m_grid.counts.size()) - 1)));
    next.setY(std::clamp(next.y(), 0, std::max(0, static_cast<int>(m_grid.edges.size()) - 2)));
    m_cursor = next;
    setAccessibleValue(this, describe(next));
    update();
}

void LatencyMap::leaveEvent(QEvent* event)
{
    m_hovered = kNowhere;
    update();
    QWidget::leaveEvent(event);
}

bool LatencyMap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const QPoint cell = cellAt(help->pos());
    QString text = describe(cell);
    if (cell != kNowhere) {
        const auto at = m_grid.from + m_grid.bucket * cell.x();
        for (const ChartGap& gap : m_grid.gaps)
            if (gap.span.from <= at && at < gap.span.to)
                text = QStringLiteral("%1 %2–%3").arg(gap.reason, models::formatClock(gap.span.from),
                                                      models::formatClock(gap.span.to));
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace bursar::ui
