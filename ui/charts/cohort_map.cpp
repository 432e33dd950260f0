// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/format.h"
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

constexpr int kCellWidth = 44;
constexpr int kCellHeight = 28;
constexpr int kNameWidth = 92;
constexpr int kSizeWidth = 64;
constexpr int kHeadHeight = 24;
constexpr QPoint kNowhere(-2, -2);

int stepOfShare(double share)
{
    // 7 steps; only a whole cohort reaches the last.
    return std::clamp(static_cast<int>(share * 7), 0, 6);
}

} // namespace

CohortMap::CohortMap(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleRole(this, QAccessible::Table);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void CohortMap::setRows(std::vector<CohortRow> rows, const QString& ageName)
{
    m_rows = std::move(rows);
    m_ageName = ageName;
    m_hovered = kNowhere;
    m_cursor = {-1, 0};
    updateGeometry();
    update();
}

int CohortMap::ages() const
{
    std::size_t most = 0;
    for (const CohortRow& row : m_rows)
        most = std::max(most, row.shares.size());
    return static_cast<int>(most);
}

QSize CohortMap::sizeHint() const
{
    return {theme().px(kNameWidth + kSizeWidth) + ages() * (theme().px(kCellWidth) + 1),
            theme().px(kHeadHeight) + static_cast<int>(m_rows.size()) * (theme().px(kCellHeight) + 1)};
}

QRect CohortMap::cellRect(int row, int age) const
{
    const int y = theme().px(kHeadHeight) + row * (theme().px(kCellHeight) + 1);
    const int height = theme().px(kCellHeight);
    if (age < 0)
        return {theme().px(kNameWidth), y, theme().px(kSizeWidth) - 1, height};
    return {theme().px(kNameWidth + kSizeWidth) + age * (theme().px(kCellWidth) + 1), y,
            theme().px(kCellWidth), height};
}

QPoint CohortMap::cellAt(const QPoint& position) const
{
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row) {
        const auto& shares = m_rows[static_cast<std::size_t>(row)].shares;
        for (int age = -1; age < static_cast<int>(shares.size()); ++age)
            if (cellRect(row, age).contains(position)
                && (age < 0 || std::isfinite(shares[static_cast<std::size_t>(age)])))
                return {age, row};
    }
    return kNowhere;
}

void CohortMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const TextPaint head{.role = TextRole::Caption, .color = t.textMuted};
    const QRectF headLine(0, 0, 0, theme().pxF(kHeadHeight));
    paintText(&painter, {0, 0, theme().pxF(kNameWidth), headLine.height()}, tr("Cohort"), head);
    const QRectF sizeHead(cellRect(0, -1).left(), 0, cellRect(0, -1).width() - theme().pxF(8),
                          headLine.height());
    paintText(&painter, sizeHead, tr("Size"),
              {.role = TextRole::Caption, .color = t.textMuted, .align = Qt::AlignRight});
    for (int age = 0; age < ages(); ++age) {
        const QRect cell = cellRect(0, age);
        paintText(&painter, QRectF(cell.left(), 0, cell.width(), headLine.height()), QString::number(age),
                  {.role = TextRole::Caption, .color = t.textMuted, .align = Qt::AlignHCenter});
    }
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row) {
        const CohortRow& cohort = m_rows[static_cast<std::size_t>(row)];
        const QRectF size = cellRect(row, -1);
        paintText(&painter, {0, size.top(), theme().pxF(kNameWidth - 8), size.height()}, cohort.name,
                  {.role = TextRole::Label});
        paintText(&painter, size.adjusted(0, 0, -theme().pxF(8), 0), models::formatCount(cohort.size),
                  {.role = TextRole::Label, .color = t.textMuted, .align = Qt::AlignRight});
        for (int age = 0; age < static_cast<int>(cohort.shares.size()); ++age) {
            const double share = cohort.shares[static_cast<std::size_t>(age)];
            if (!std::isfinite(share))
                continue;
            const QRect cell = cellRect(row, age);
            const int step = stepOfShare(share);
            painter.fillRect(cell, t.ramp[static_cast<std::size_t>(step)]);
            const bool isOpen = cohort.lastIsUnfinished && age + 1 == static_cast<int>(cohort.shares.size());
            if (isOpen) {
                paintHatch(&painter, cell, withAlpha(t.surface, 0.55), 4, 1.25);
                const double width = theme().pxF(26);
                painter.fillRect(QRectF(cell.center().x() - width / 2 + 0.5,
                                        cell.center().y() - theme().pxF(7) + 0.5, width, theme().pxF(14)),
                                 t.ramp[static_cast<std::size_t>(step)]);
            }
            paintText(&painter, cell, models::formatNumber(share * 100, 0),
                      {.role = TextRole::Label, .color = t.rampText(step), .align = Qt::AlignHCenter});
        }
    }
    const QPoint marked = m_hovered != kNowhere ? m_hovered : showsFocus(this) ? m_cursor : kNowhere;
    if (marked != kNowhere) {
        painter.setPen(QPen(t.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(cellRect(marked.y(), marked.x())).adjusted(0, 0, -1, -1));
    }
}

void CohortMap::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = cellAt(event->pos());
    setCursor(m_hovered == kNowhere ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

void CohortMap::mouseReleaseEvent(QMouseEvent* event)
{
    const QPoint cell = cellAt(event->pos());
    if (cell == kNowhere || event->button() != Qt::LeftButton)
        return;
    m_cursor = cell;
    Q_EMIT cellActivated(cell.y(), cell.x());
}

void CohortMap::keyPressEvent(QKeyEvent* event)
{
    if (m_rows.empty())
        return QWidget::keyPressEvent(event);
    QPoint next = m_cursor;
    switch (event->key()) {
    case Qt::Key_Left:
        next.rx()--;
        break;
    case Qt::Key_Right:
        next.rx()++;
        break;
    case Qt::Key_Up:
        next.ry()--;
        break;
    case Qt::Key_Down:
        next.ry()++;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return Q_EMIT cellActivated(m_cursor.y(), m_cursor.x());
    default:
        return QWidget::keyPressEvent(event);
    }
    next.setY(std::clamp(next.y(), 0, static_cast<int>(m_rows.size()) - 1));
    const CohortRow& row = m_rows[static_cast<std::size_t>(next.y())];
    next.setX(std::clamp(next.x(), -1, static_cast<int>(row.shares.size()) - 1));
    m_cursor = next;
    const QString value = next.x() < 0
                              ? models::formatCount(row.size)
                              : models::formatRate(row.shares[static_cast<std::size_t>(next.x())], 1);
    setAccessibleValue(this,
                       QStringLiteral("%1, %2: %3").arg(row.name, m_ageName.arg(next.x()), value));
    update();
}

void CohortMap::leaveEvent(QEvent* event)
{
    m_hovered = kNowhere;
    update();
    QWidget::leaveEvent(event);
}

bool CohortMap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const QPoint cell = cellAt(help->pos());
    QString text;
    if (cell != kNowhere && cell.x() >= 0) {
        const CohortRow& row = m_rows[static_cast<std::size_t>(cell.y())];
        const double share = row.shares[static_cast<std::size_t>(cell.x())];
        const auto back = static_cast<qint64>(std::llround(share * double(row.size)));
        text = tr("%1, %2\n%3 of %4 came back, %5")
                   .arg(row.name, m_ageName.arg(cell.x()), models::formatCount(back),
                        models::formatCount(row.size), models::formatRate(share, 1));
        if (row.lastIsUnfinished && cell.x() + 1 == static_cast<int>(row.shares.size()))
            text += QLatin1Char('\n') + tr("still being filled");
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace bursar::ui
