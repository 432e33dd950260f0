// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chip.h"

#include "ui/theme/glyph.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"

#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace bursar::ui {

ChipCombo::ChipCombo(const QString& label, QWidget* parent) : QAbstractButton(parent), m_label(label)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &ChipCombo::openPopup);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ChipCombo::setLabel(const QString& label)
{
    m_label = label;
    setAccessibleName(m_label + QLatin1Char(' ') + m_value);
    updateGeometry();
    update();
}

void ChipCombo::setValue(const QString& value)
{
    m_value = value;
    setAccessibleName(m_label + QLatin1Char(' ') + m_value);
    updateGeometry();
    update();
}

void ChipCombo::setDot(bool shown, Tone tone, bool hollow)
{
    m_dot = shown;
    m_dotTone = tone;
    m_hollow = hollow;
    updateGeometry();
    update();
}

void ChipCombo::setStrong(bool strong)
{
    m_strong = strong;
    update();
}

void ChipCombo::setChevron(bool shown)
{
    m_chevron = shown;
    updateGeometry();
    update();
}

void ChipCombo::setMenu(QMenu* menu)
{
    m_menu = menu;
}

void ChipCombo::setPopup(QWidget* popup)
{
    m_popup = popup;
}

QSize ChipCombo::sizeHint() const
{
    double width = theme().pxF(12) * 2;
    if (m_dot)
        width += theme().pxF(8) + theme().pxF(8);
    if (!m_label.isEmpty())
        width += textWidth(m_label, TextRole::Body) + theme().pxF(6);
    width += textWidth(m_value, m_strong ? TextRole::BodyStrong : TextRole::Body);
    if (m_chevron)
        width += theme().pxF(18);
    return {static_cast<int>(width + 1), theme().px(28)};
}

QSize ChipCombo::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), theme().px(72)), theme().px(28)};
}

void ChipCombo::nextCheckState()
{
    if (isCheckable())
        QAbstractButton::nextCheckState();
}

void ChipCombo::openPopup()
{
    const QPoint below = mapToGlobal(QPoint(0, height() + theme().px(4)));
    if (m_menu != nullptr)
        m_menu->popup(below);
    else if (m_popup != nullptr) {
        m_popup->move(below);
        m_popup->show();
    }
}

void ChipCombo::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const double radius = theme().pxF(6);
    const QColor fill = isDown() ? t.sunken : underMouse() && isEnabled() ? t.hover : t.surface;
    paintPanel(&painter, rect(), radius, fill, t.border);
    if (showsFocus(this))
        paintFocus(&painter, rect(), radius);
    double x = theme().pxF(12);
    if (m_dot) {
        const double side = theme().pxF(12);
        paintGlyph(&painter, {x - theme().pxF(2), (height() - side) / 2, side, side},
                   m_hollow ? Glyph::Ring : Glyph::Dot, t.tone(m_dotTone));
        x += theme().pxF(16);
    }
    const double right = width() - theme().pxF(12) - (m_chevron ? theme().pxF(16) : 0);
    if (!m_label.isEmpty())
        x += paintText(&painter, {x, 0, right - x, double(height())}, m_label, {.color = t.textMuted})
            + theme().pxF(6);
    paintText(&painter, {x, 0, right - x, double(height())}, m_value,
              {.role = m_strong ? TextRole::BodyStrong : TextRole::Body,
               .color = isEnabled() ? t.text : t.textFaint});
    if (m_chevron) {
        const double side = theme().pxF(16);
        paintIcon(&painter, {width() - theme().pxF(8) - side, (height() - side) / 2, side, side},
                  Icon::ChevronDown, t.textMuted);
    }
}

SimulatedChip::SimulatedChip(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Simulated"));
    setToolTip(tr("These numbers are simulated; nothing here is real."));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize SimulatedChip::sizeHint() const
{
    const double width = textWidth(tr("Simulated"), TextRole::LabelStrong) + theme().pxF(12 + 6 + 20);
    return {static_cast<int>(width + 1), theme().px(28)};
}

void SimulatedChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const QRectF area(rect());
    paintPanel(&painter, area, theme().pxF(6), t.surface, t.border);
    paintHatch(&painter, area.adjusted(2, 2, -2, -2), t.border, theme().pxF(5));
    const QRectF words = area.adjusted(theme().pxF(7), theme().pxF(4), -theme().pxF(7), -theme().pxF(4));
    paintPanel(&painter, words, theme().pxF(3), t.surface, QColor());
    const double side = theme().pxF(12);
    paintGlyph(&painter, {words.left() + theme().pxF(3), (height() - side) / 2, side, side}, Glyph::Hatch,
               t.neutral);
    paintText(&painter, words.adjusted(theme().pxF(3) + side + theme().pxF(5), 0, 0, 0), tr("Simulated"),
              {.role = TextRole::LabelStrong});
}

} // namespace bursar::ui
