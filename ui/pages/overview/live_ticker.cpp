// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/live_ticker.h"

#include "models/common/format.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

namespace bursar::ui {

namespace {
constexpr int kRowHeight = 32;
constexpr int kPadding = 16;
constexpr int kTimeWidth = 56;
constexpr int kStatusWidth = 42;

struct StatusLook {
    Glyph glyph;
    QColor color;
};

StatusLook lookOfStatus(int status)
{
    if (status >= 500)
        return {Glyph::Cross, tokens().negative};
    if (status == 402)
        return {Glyph::Ring, tokens().neutral}; // asked to pay: part of the trade, not an error
    if (status >= 400)
        return {Glyph::Triangle, tokens().warning};
    return {Glyph::Dot, tokens().positive};
}
} // namespace

LiveTicker::LiveTicker(int rows, QWidget* parent) : QWidget(parent), m_capacity(rows)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Newest requests"));
}

void LiveTicker::setRows(std::vector<TickerRow> rows)
{
    if (rows == m_rows)
        return;
    m_rows = std::move(rows);
    m_cursor = std::clamp(m_cursor, 0, std::max(0, static_cast<int>(m_rows.size()) - 1));
    if (!m_rows.empty())
        setAccessibleDescription(describe(0));
    update();
}

QSize LiveTicker::sizeHint() const
{
    return {theme().px(260), m_capacity * theme().px(kRowHeight)};
}

QRect LiveTicker::rowRect(int row) const
{
    const int height = theme().px(kRowHeight);
    return {0, row * height, width(), height};
}

int LiveTicker::rowAt(const QPoint& position) const
{
    const int row = position.y() / theme().px(kRowHeight);
    return position.y() >= 0 && row < static_cast<int>(m_rows.size()) ? row : -1;
}

void LiveTicker::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row)
        paintRow(&painter, row);
    if (hasFocus() && showsFocus(this) && !m_rows.empty())
        paintFocus(&painter, QRectF(rowRect(m_cursor)).adjusted(4, 1, -4, -1), 4);
}

void LiveTicker::paintRow(QPainter* painter, int row) const
{
    const TickerRow& at = m_rows[static_cast<std::size_t>(row)];
    const QRectF rect(rowRect(row));
    if (row == m_hovered)
        painter->fillRect(rect, tokens().hover);
    const double padding = kPadding;
    QRectF box(rect.left() + padding, rect.top(), theme().pxF(kTimeWidth), rect.height());
    paintText(painter, box, models::formatTime(at.at), {.role = TextRole::Label, .color = tokens().textMuted});

    const StatusLook look = lookOfStatus(at.status);
    const double glyph = theme().pxF(10);
    box = QRectF(box.right() + 8, rect.top(), theme().pxF(kStatusWidth), rect.height());
    paintGlyph(painter, QRectF(box.left(), rect.center().y() - glyph / 2 + 0.5, glyph, glyph), look.glyph, look.color);
    paintText(painter, box.adjusted(glyph + 6, 0, 0, 0), QString::number(at.status), {.role = TextRole::Label});

    const bool hasAmount = !std::holds_alternative<models::Absent>(at.amount);
    const double amountWidth = hasAmount ? CellDelegate::cellWidth(at.amount) : 0;
    const double right = rect.right() - padding;
    if (hasAmount)
        CellDelegate::paintCell(painter, QRectF(right - amountWidth, rect.top(), amountWidth, rect.height()),
                                at.amount, Qt::AlignRight);
    box = QRectF(box.right() + 8, rect.top(), right - amountWidth - box.right() - 16, rect.height());
    paintText(painter, box, at.what, {.role = TextRole::Mono});
}

void LiveTicker::mouseMoveEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().toPoint());
    if (row == m_hovered)
        return;
    m_hovered = row;
    setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void LiveTicker::mouseReleaseEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && row >= 0)
        Q_EMIT rowActivated(m_rows[static_cast<std::size_t>(row)].id);
}

void LiveTicker::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

void LiveTicker::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_rows.size()) - 1;
    if (last < 0)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Down:
        m_cursor = std::min(m_cursor + 1, last);
        break;
    case Qt::Key_Up:
        m_cursor = std::max(m_cursor - 1, 0);
        break;
    case Qt::Key_Home:
        m_cursor = 0;
        break;
    case Qt::Key_End:
        m_cursor = last;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT rowActivated(m_rows[static_cast<std::size_t>(m_cursor)].id);
        return;
    default:
        return QWidget::keyPressEvent(event);
    }
    setAccessibleDescription(describe(m_cursor));
    update();
}

bool LiveTicker::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int row = rowAt(help->pos());
    if (row >= 0)
        QToolTip::showText(help->globalPos(), wrappedTip(describe(row)), this);
    return true;
}

QString LiveTicker::describe(int row) const
{
    const TickerRow& at = m_rows[static_cast<std::size_t>(row)];
    QStringList parts{models::formatTime(at.at, models::TimeStyle::Log), QString::number(at.status), at.what};
    if (!std::holds_alternative<models::Absent>(at.amount))
        parts.append(models::shown(at.amount));
    if (!at.amountNote.isEmpty())
        parts.append(at.amountNote);
    return parts.join(QStringLiteral(" · "));
}

} // namespace bursar::ui
