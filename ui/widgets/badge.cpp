// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/badge.h"

#include "ui/theme/accessible.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bursar::ui {
namespace {

TextRole roleOf(const models::StateLook& look)
{
    return look.hasGround() ? TextRole::LabelStrong : TextRole::Label;
}

} // namespace

double badgeWidth(const models::StateLook& look)
{
    const double padding = look.hasGround() ? theme().pxF(8) : 0;
    const double glyph = look.glyph == Glyph::None ? 0 : theme().pxF(12) + theme().pxF(6);
    return 2 * padding + glyph + textWidth(look.word, roleOf(look));
}

double paintBadge(QPainter* painter, const QRectF& rect, const models::StateLook& look, bool muted)
{
    const Tokens& t = tokens();
    const double height = theme().pxF(20);
    const double width = std::min(badgeWidth(look), rect.width());
    const double top = std::round(rect.center().y() - height / 2);
    double x = rect.left();
    if (look.hasGround()) {
        paintPanel(painter, {x, top, width, height}, theme().pxF(4), t.soft(look.tone), QColor());
        x += theme().pxF(8);
    }
    if (look.glyph != Glyph::None) {
        const double side = theme().pxF(12);
        paintGlyph(painter, {x, top + (height - side) / 2, side, side}, look.glyph, t.tone(look.tone));
        x += side + theme().pxF(6);
    }
    const double right = rect.left() + width - (look.hasGround() ? theme().pxF(8) : 0);
    paintText(painter, {x, top, right - x + 0.5, height}, look.word,
              {.role = roleOf(look), .color = muted ? t.textMuted : t.text});
    return width;
}

double countPillWidth(const QString& text)
{
    return std::max(theme().pxF(18), textWidth(text, TextRole::CaptionStrong) + theme().pxF(12));
}

void paintCountPill(QPainter* painter, const QRectF& rect, const QString& text, Tone tone)
{
    const Tokens& t = tokens();
    paintPanel(painter, rect, theme().pxF(4), t.soft(tone), QColor());
    paintText(painter, rect, text,
              {.role = TextRole::CaptionStrong, .color = t.tone(tone), .align = Qt::AlignHCenter});
}

Badge::Badge(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleRole(this, QAccessible::StaticText);
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

Badge::Badge(const models::StateLook& look, QWidget* parent) : Badge(parent)
{
    setLook(look);
}

void Badge::setState(const models::State& state)
{
    setLook(models::lookOf(state.thing, state.wire, state.args));
}

void Badge::setLook(const models::StateLook& look)
{
    m_look = look;
    setAccessibleName(look.word);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return {static_cast<int>(badgeWidth(m_look) + 0.999), theme().px(20)};
}

QSize Badge::minimumSizeHint() const
{
    return sizeHint();
}

void Badge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBadge(&painter, rect(), m_look);
}

} // namespace bursar::ui
