// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/button.h"

#include "ui/theme/paint.h"
#include "ui/widgets/badge.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace bursar::ui {

void paintSpinner(QPainter* painter, const QRectF& box, const QColor& color, int angle)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, box.width() / 9, Qt::SolidLine, Qt::RoundCap));
    const double inset = box.width() / 9;
    painter->drawArc(box.adjusted(inset, inset, -inset, -inset), -angle * 16, 270 * 16);
    painter->restore();
}

Button::Button(const QString& text, ButtonKind kind, QWidget* parent) : QPushButton(text, parent)
{
    setAutoDefault(false);
    setKind(kind);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] { updateGeometry(); });
}

ButtonKind Button::kind() const
{
    return static_cast<ButtonKind>(property(kButtonKindProperty).toInt());
}

void Button::setKind(ButtonKind kind)
{
    setProperty(kButtonKindProperty, static_cast<int>(kind));
    updateGeometry();
    update();
}

void Button::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    setProperty(kBusyProperty, busy);
    if (busy) {
        setFixedWidth(width() > 0 && isVisible() ? width() : sizeHint().width());
        m_spin = new QTimer(this);
        connect(m_spin, &QTimer::timeout, this, [this] {
            m_angle = (m_angle + 30) % 360;
            update();
        });
        if (theme().motion())
            m_spin->start(80);
    } else {
        delete m_spin;
        m_spin = nullptr;
        setMinimumWidth(0);
        setMaximumWidth(QWIDGETSIZE_MAX);
        updateGeometry();
    }
    update();
}

void Button::setDisabledReason(const QString& reason)
{
    if (!m_hasReason)
        m_tooltip = toolTip();
    m_hasReason = !reason.isEmpty();
    setEnabled(!m_hasReason);
    setToolTip(m_hasReason ? reason : m_tooltip);
    setAccessibleDescription(reason);
}

QSize Button::sizeHint() const
{
    QStyleOptionButton option;
    initStyleOption(&option);
    return style()->sizeFromContents(QStyle::CT_PushButton, &option, {}, this);
}

void Button::paintEvent(QPaintEvent* event)
{
    QPushButton::paintEvent(event);
    if (!m_busy)
        return;
    // The label keeps its place; the spinner stands where an icon would be, or before the words.
    QPainter painter(this);
    const bool isFilled = kind() == ButtonKind::Primary || kind() == ButtonKind::Destructive;
    const Tokens& t = tokens();
    const QColor color = isFilled ? (kind() == ButtonKind::Primary ? t.onAccent : t.onNegative) : t.textMuted;
    const double side = theme().pxF(icon().isNull() ? 12 : 16);
    const double words = textWidth(text(), isFilled ? TextRole::BodyStrong : TextRole::Body);
    const double start = std::max(rect().center().x() - (side + theme().px(4) + words) / 2, theme().pxF(4));
    paintSpinner(&painter, {std::round(start), (height() - side) / 2, side, side}, color, m_angle);
}

void Button::mousePressEvent(QMouseEvent* event)
{
    if (!m_busy)
        QPushButton::mousePressEvent(event);
}

void Button::keyPressEvent(QKeyEvent* event)
{
    if (m_busy)
        return event->accept();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return click();
    QPushButton::keyPressEvent(event);
}

IconButton::IconButton(Icon icon, const QString& name, QWidget* parent) : QToolButton(parent), m_icon(icon)
{
    setIcon(ui::icon(icon));
    setToolTip(name);
    setAccessibleName(name);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, [this] { updateGeometry(); });
}

void IconButton::setIconId(Icon icon)
{
    m_icon = icon;
    setIcon(ui::icon(icon));
}

void IconButton::setCount(int count, Tone tone)
{
    m_count = count;
    m_tone = tone;
    setAccessibleDescription(count > 0 ? QString::number(count) : QString());
    updateGeometry();
    update();
}

QSize IconButton::sizeHint() const
{
    const int side = theme().px(28);
    if (m_count <= 0)
        return {side, side};
    return {side + static_cast<int>(countPillWidth(QString::number(m_count))) + theme().px(2), side};
}

void IconButton::paintEvent(QPaintEvent* event)
{
    if (m_count <= 0)
        return QToolButton::paintEvent(event);
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.icon = QIcon();
    option.text.clear();
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
    const double side = theme().pxF(16);
    paintIcon(&painter, {theme().pxF(6), (height() - side) / 2, side, side}, m_icon,
              underMouse() ? tokens().text : tokens().textMuted);
    const QString text = QString::number(m_count);
    const double height = theme().pxF(18);
    paintCountPill(&painter, {theme().pxF(25), (this->height() - height) / 2, countPillWidth(text), height},
                   text, m_tone);
}

Switch::Switch(const QString& text, QWidget* parent) : QCheckBox(text, parent)
{
    setProperty(kSwitchProperty, true);
    connect(&theme(), &Theme::changed, this, [this] { updateGeometry(); });
}

} // namespace bursar::ui
