// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/status_item.h"

#include "ui/theme/accessible.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace bursar::ui {

StatusItem::StatusItem(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAccessibleRole(this, QAccessible::Button);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StatusItem::setStatus(Glyph glyph, Tone tone, const QString& text, const QString& tooltip)
{
    m_glyph = glyph;
    m_tone = tone;
    m_text = text;
    setToolTip(wrappedTip(tooltip));
    setAccessibleName(text);
    setAccessibleDescription(tooltip);
    updateGeometry();
    update();
}

void StatusItem::setClickable(bool clickable)
{
    m_clickable = clickable;
    setFocusPolicy(clickable ? Qt::TabFocus : Qt::NoFocus);
}

QSize StatusItem::sizeHint() const
{
    const double glyph = m_glyph == Glyph::None ? 0 : theme().pxF(16);
    return {static_cast<int>(textWidth(m_text, TextRole::Caption) + glyph + theme().pxF(16) + 1),
            theme().px(26)};
}

QSize StatusItem::minimumSizeHint() const
{
    return sizeHint();
}

void StatusItem::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const QRectF area(rect());
    if (m_hovered && m_clickable)
        painter.fillRect(area, t.hover);
    if (showsFocus(this))
        paintFocus(&painter, area.adjusted(1, 2, -1, -2), theme().pxF(4));
    double x = theme().pxF(8);
    if (m_glyph != Glyph::None) {
        const double side = theme().pxF(12);
        paintGlyph(&painter, {x, (height() - side) / 2, side, side}, m_glyph, t.tone(m_tone));
        x += theme().pxF(16);
    }
    paintText(&painter, {x, 0, width() - x, double(height())}, m_text,
              {.role = TextRole::Caption, .color = m_hovered && m_clickable ? t.text : t.textMuted});
}

void StatusItem::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_clickable && event->button() == Qt::LeftButton && rect().contains(event->pos()))
        Q_EMIT clicked();
}

void StatusItem::keyPressEvent(QKeyEvent* event)
{
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Space;
    if (!opens || !m_clickable)
        return QWidget::keyPressEvent(event);
    Q_EMIT clicked();
}

bool StatusItem::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) {
        m_hovered = event->type() == QEvent::HoverEnter;
        update();
    }
    return QWidget::event(event);
}

} // namespace bursar::ui
