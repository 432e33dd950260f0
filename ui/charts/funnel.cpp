// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/funnel.h"

#include "models/common/format.h"
#include "ui/theme/accessible.h"
#include "ui/theme/paint.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kBar = 32;
constexpr int kLoss = 28;
constexpr int kNameWidth = 148;
constexpr int kCountWidth = 140;

} // namespace

Funnel::Funnel(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleRole(this, QAccessible::List);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Funnel::setSteps(std::vector<FunnelStep> steps)
{
    m_steps = std::move(steps);
    QStringList words;
    for (const FunnelStep& step : m_steps)
        words << step.name + QLatin1Char(' ') + models::formatCount(step.count);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    m_cursor = 0;
    updateGeometry();
    update();
}

QString Funnel::lossText(std::size_t step) const
{
    if (step + 1 >= m_steps.size())
        return {};
    const qint64 now = m_steps[step].count;
    const qint64 next = m_steps[step + 1].count;
    if (now <= 0)
        return tr("nobody got here");
    return tr("%1, %2 go on")
        .arg(models::formatCount(next - now), models::formatRate(double(next) / double(now), 0));
}

QSize Funnel::sizeHint() const
{
    const int count = static_cast<int>(m_steps.size());
    return {theme().px(420), count * theme().px(kBar) + std::max(0, count - 1) * theme().px(kLoss)};
}

QRect Funnel::stepRect(int step) const
{
    return {0, step * theme().px(kBar + kLoss), width(), theme().px(kBar)};
}

int Funnel::stepAt(const QPoint& position) const
{
    for (int i = 0; i < static_cast<int>(m_steps.size()); ++i)
        if (stepRect(i).contains(position))
            return i;
    return -1;
}

void Funnel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    qint64 most = 1;
    for (const FunnelStep& step : m_steps)
        most = std::max(most, step.count);
    const double left = theme().pxF(kNameWidth);
    const double room = std::max(20.0, width() - left - theme().pxF(kCountWidth));
    for (int i = 0; i < static_cast<int>(m_steps.size()); ++i) {
        const FunnelStep& step = m_steps[static_cast<std::size_t>(i)];
        const QRectF row = stepRect(i);
        paintText(&painter, {0, row.top(), left - theme().pxF(12), row.height()}, step.name, {});
        const double length = std::max(step.count > 0 ? 2.0 : 0.0, room * double(step.count) / double(most));
        const QRectF bar(left, row.top() + theme().pxF(4), length, row.height() - theme().pxF(8));
        paintPanel(&painter, {left, bar.top(), room, bar.height()}, theme().pxF(3), t.sunken, QColor());
        paintPanel(&painter, bar, theme().pxF(3), i == m_hovered ? t.accentHover : t.series[0], QColor());
        const qint64 base = std::max<qint64>(1, m_steps.front().count);
        const QString share = models::formatRate(double(step.count) / double(base), 0);
        QRectF words(left + room + theme().pxF(12), row.top(), theme().pxF(kCountWidth - 12), row.height());
        const double used
            = paintText(&painter, words, models::formatCount(step.count), {.role = TextRole::BodyStrong});
        paintText(&painter, words.adjusted(used + theme().pxF(8), 0, 0, 0), share,
                  {.role = TextRole::Label, .color = t.textMuted});
        if (i == m_cursor && showsFocus(this))
            paintFocus(&painter, row, theme().pxF(4));
        if (i + 1 == static_cast<int>(m_steps.size()))
            continue;
        const QRectF between(left, row.bottom(), width() - left, theme().pxF(kLoss));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.textMuted, 1.25, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const double x = between.left() + theme().pxF(6);
        const double y = between.center().y();
        painter.drawLine(QPointF(x, y - 6), QPointF(x, y + 5));
        painter.drawPolyline(QPolygonF{{x - 3.5, y + 1.5}, {x, y + 5}, {x + 3.5, y + 1.5}});
        paintText(&painter, between.adjusted(theme().pxF(18), 0, 0, 0), lossText(static_cast<std::size_t>(i)),
                  {.role = TextRole::Label, .color = t.textMuted});
    }
}

void Funnel::mouseMoveEvent(QMouseEvent* event)
{
    const int hovered = stepAt(event->pos());
    setCursor(hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (std::exchange(m_hovered, hovered) != hovered)
        update();
}

void Funnel::mouseReleaseEvent(QMouseEvent* event)
{
    const int step = stepAt(event->pos());
    if (step >= 0 && event->button() == Qt::LeftButton)
        Q_EMIT stepActivated(step);
}

void Funnel::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_steps.size()) - 1;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_cursor <= last)
            Q_EMIT stepActivated(m_cursor);
        return;
    }
    const int move = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (move == 0)
        return QWidget::keyPressEvent(event);
    m_cursor = std::clamp(m_cursor + move, 0, std::max(0, last));
    if (last >= 0)
        setAccessibleValue(this, m_steps[static_cast<std::size_t>(m_cursor)].name);
    update();
}

void Funnel::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

} // namespace bursar::ui
