// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/theme/paint.h"
#include "ui/widgets/badge.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace bursar::ui {

namespace {
// Device-independent pixels at text size 100 % (visual.md §4).
constexpr int kWide = 216;
constexpr int kNarrow = 56;
constexpr int kTopBar = 48;
constexpr int kRow = 28;
constexpr int kPitch = 29;
constexpr int kMargin = 8;
constexpr int kHeading = 16;
constexpr int kAboveFirst = 8;
constexpr int kAboveHeading = 15;
constexpr int kBelowHeading = 4;
constexpr int kFoldedGap = 8;
} // namespace

void paintLogo(QPainter* painter, const QRectF& box)
{
    const double inset = box.width() / 8; // the icon's lines are holes: their colour lies below
    painter->fillRect(box.adjusted(inset, inset, -inset, -inset), tokens().onAccent);
    paintIcon(painter, box, Icon::Logo, tokens().accent);
}

Rail::Rail(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setAccessibleName(tr("Pages"));
    connect(&theme(), &Theme::changed, this, [this] {
        layoutRows();
        updateGeometry();
        update();
    });
}

QSize Rail::sizeHint() const
{
    return {theme().px(m_folded ? kNarrow : kWide), theme().px(200)};
}

void Rail::setRows(std::vector<Row> rows)
{
    m_rows = std::move(rows);
    m_hovered = m_pressed = -1;
    m_focused = indexOf(m_current);
    layoutRows();
    update();
}

void Rail::setCount(const QString& id, int count, Tone tone)
{
    const int row = indexOf(id);
    if (row < 0)
        return;
    m_rows[std::size_t(row)].count = count;
    m_rows[std::size_t(row)].tone = tone;
    update();
}

void Rail::setCurrent(const QString& id)
{
    m_current = id;
    m_focused = indexOf(id);
    setAccessibleDescription(m_focused >= 0 ? m_rows[std::size_t(m_focused)].title : QString());
    scrollTo(m_focused);
    update();
}

void Rail::setFolded(bool folded)
{
    if (m_folded == folded)
        return;
    m_folded = folded;
    layoutRows();
    updateGeometry();
    update();
}

int Rail::indexOf(const QString& id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.id == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void Rail::layoutRows()
{
    const auto px = [](int at100) { return theme().px(at100); };
    m_placed.clear();
    int y = px(kAboveFirst);
    QString group;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Placed placed{0, -1};
        if (m_rows[i].group != group) {
            group = m_rows[i].group;
            if (m_folded) {
                y += i > 0 ? px(kFoldedGap) : 0;
            } else {
                y += i > 0 ? px(kAboveHeading) - (px(kPitch) - px(kRow)) : 0;
                placed.heading = y;
                y += px(kHeading) + px(kBelowHeading);
            }
        }
        placed.top = y;
        y += px(kPitch);
        m_placed.push_back(placed);
    }
    m_contentHeight = y + px(kMargin);
    m_scroll = std::clamp(m_scroll, 0, std::max(0, m_contentHeight - (height() - px(kTopBar))));
}

QRectF Rail::rowRect(int row) const
{
    const int top = theme().px(kTopBar) + m_placed[std::size_t(row)].top - m_scroll;
    const int margin = theme().px(kMargin);
    return QRectF(margin, top, width() - 2 * margin, theme().px(kRow));
}

QRect Rail::rowRect(const QString& id) const
{
    const int row = indexOf(id);
    return row < 0 ? QRect() : rowRect(row).toRect();
}

int Rail::rowAt(const QPoint& position) const
{
    if (position.y() < theme().px(kTopBar))
        return -1;
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (rowRect(row).contains(position))
            return row;
    }
    return -1;
}

void Rail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), tokens().background);
    paintHairline(&painter, QPointF(width() - 1, 0), QPointF(width() - 1, height()), tokens().border);
    painter.save();
    painter.setClipRect(QRect(0, theme().px(kTopBar), width(), height()));
    for (int row = 0; row < int(m_rows.size()); ++row)
        paintRow(painter, row);
    painter.restore();
    paintSign(painter);
}

void Rail::paintSign(QPainter& painter) const
{
    const double side = theme().pxF(20);
    const double x = m_folded ? (width() - side) / 2 : theme().pxF(16);
    const QRectF box(x, (theme().pxF(kTopBar) - side) / 2, side, side);
    paintLogo(&painter, box);
    if (!m_folded)
        paintText(&painter, QRectF(theme().pxF(44), 0, width() - theme().pxF(52), theme().pxF(kTopBar)),
                  QStringLiteral("Bursar"), {.role = TextRole::Section});
}

void Rail::paintRow(QPainter& painter, int row) const
{
    const Tokens& t = tokens();
    const Row& page = m_rows[std::size_t(row)];
    const QRectF rect = rowRect(row);
    const bool isCurrent = page.id == m_current;
    const double top = theme().pxF(kTopBar);
    if (const int heading = m_placed[std::size_t(row)].heading; heading >= 0)
        paintText(&painter,
                  QRectF(theme().pxF(16), top + heading - m_scroll, width() - theme().pxF(24), theme().pxF(kHeading)),
                  page.group, {.role = TextRole::CaptionStrong, .color = t.textMuted});
    if (isCurrent || row == m_hovered)
        paintPanel(&painter, rect, 6, isCurrent ? t.selected : t.hover, isCurrent ? t.selected : t.hover);
    if (isCurrent) {
        const double bar = theme().pxF(16);
        painter.fillRect(QRectF(rect.left(), rect.center().y() - bar / 2, 3, bar), t.accent);
    }
    if (row == m_focused && hasFocus() && showsFocus(this))
        paintFocus(&painter, rect, 6);
    const double side = theme().pxF(16);
    const double iconX = m_folded ? rect.center().x() - side / 2 : rect.left() + theme().pxF(12);
    paintIcon(&painter, QRectF(iconX, rect.center().y() - side / 2, side, side), page.icon,
              isCurrent ? t.accent : t.textMuted);
    if (m_folded) {
        if (page.count > 0) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.tone(page.tone));
            painter.drawEllipse(QPointF(iconX + side, rect.top() + theme().pxF(6)), 3, 3);
        }
        return;
    }
    double right = rect.right() - theme().pxF(8);
    if (page.count > 0) {
        const QString text = QString::number(page.count);
        const double pill = countPillWidth(text);
        const double pillHeight = theme().pxF(18);
        paintCountPill(&painter, QRectF(right - pill, rect.center().y() - pillHeight / 2, pill, pillHeight), text,
                       page.tone);
        right -= pill + theme().pxF(8);
    }
    const double wordX = rect.left() + theme().pxF(36);
    paintText(&painter, QRectF(wordX, rect.top(), right - wordX, rect.height()), page.title,
              {.role = isCurrent ? TextRole::BodyStrong : TextRole::Body});
}

void Rail::mouseMoveEvent(QMouseEvent* event)
{
    const int row = rowAt(event->pos());
    if (row == m_hovered)
        return;
    m_hovered = row;
    setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void Rail::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

void Rail::mousePressEvent(QMouseEvent* event)
{
    m_pressed = rowAt(event->pos());
}

void Rail::mouseReleaseEvent(QMouseEvent* event)
{
    const int row = rowAt(event->pos());
    if (row < 0 || row != std::exchange(m_pressed, -1))
        return;
    const bool inWindow = event->button() == Qt::MiddleButton || event->modifiers().testFlag(Qt::ControlModifier);
    if (inWindow)
        Q_EMIT openedInWindow(m_rows[std::size_t(row)].id);
    else if (event->button() == Qt::LeftButton)
        Q_EMIT opened(m_rows[std::size_t(row)].id);
}

void Rail::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up: return move(-1);
    case Qt::Key_Down: return move(1);
    case Qt::Key_Home: return move(-int(m_rows.size()));
    case Qt::Key_End: return move(int(m_rows.size()));
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_focused < 0)
            return;
        if (event->modifiers().testFlag(Qt::ControlModifier))
            Q_EMIT openedInWindow(m_rows[std::size_t(m_focused)].id);
        else
            Q_EMIT opened(m_rows[std::size_t(m_focused)].id);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void Rail::move(int step)
{
    if (m_rows.empty())
        return;
    m_focused = std::clamp(m_focused + step, 0, int(m_rows.size()) - 1);
    setAccessibleDescription(m_rows[std::size_t(m_focused)].title);
    scrollTo(m_focused);
    update();
}

void Rail::scrollTo(int row)
{
    if (row < 0 || m_placed.empty())
        return;
    const int room = height() - theme().px(kTopBar);
    const int top = m_placed[std::size_t(row)].top;
    // Not clamp: a rail that is not laid out yet has less room than a row, and the bounds cross.
    m_scroll = std::max(m_scroll, top + theme().px(kRow + kMargin) - room);
    m_scroll = std::min(m_scroll, std::max(top - theme().px(kMargin), 0));
    m_scroll = std::clamp(m_scroll, 0, std::max(0, m_contentHeight - room));
}

void Rail::focusInEvent(QFocusEvent* event)
{
    if (m_focused < 0)
        m_focused = std::max(indexOf(m_current), m_rows.empty() ? -1 : 0);
    QWidget::focusInEvent(event);
    update();
}

void Rail::wheelEvent(QWheelEvent* event)
{
    const int room = height() - theme().px(kTopBar);
    m_scroll = std::clamp(m_scroll - event->angleDelta().y() / 2, 0, std::max(0, m_contentHeight - room));
    update();
}

void Rail::resizeEvent(QResizeEvent* event)
{
    layoutRows();
    QWidget::resizeEvent(event);
}

bool Rail::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int row = rowAt(help->pos());
        if (m_folded && row >= 0)
            QToolTip::showText(help->globalPos(), m_rows[std::size_t(row)].title, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace bursar::ui
