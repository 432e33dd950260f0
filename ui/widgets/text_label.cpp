// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/text_label.h"

#include "ui/theme/paint.h"

#include <QPainter>
#include <QResizeEvent>

namespace bursar::ui {

QColor inkColor(Ink ink)
{
    const Tokens& t = tokens();
    switch (ink) {
    case Ink::Muted:
        return t.textMuted;
    case Ink::Faint:
        return t.textFaint;
    case Ink::Accent:
        return t.accent;
    case Ink::Positive:
        return t.positive;
    case Ink::Warning:
        return t.warning;
    case Ink::Negative:
        return t.negative;
    case Ink::Progress:
        return t.progress;
    case Ink::Unknown:
        return t.unknown;
    case Ink::Text:
        break;
    }
    return t.text;
}

TextLabel::TextLabel(const QString& text, TextRole role, Ink ink, QWidget* parent)
    : QLabel(parent), m_role(role), m_ink(ink)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    restyle();
    connect(&theme(), &Theme::changed, this, &TextLabel::restyle);
}

void TextLabel::setRole(TextRole role)
{
    m_role = role;
    restyle();
}

void TextLabel::setInk(Ink ink)
{
    m_ink = ink;
    restyle();
}

void TextLabel::setElided(Qt::TextElideMode mode)
{
    m_elide = mode;
    updateElision();
    updateGeometry();
}

void TextLabel::setText(const QString& text)
{
    m_text = text;
    QLabel::setText(text);
    setAccessibleName(text);
    updateElision();
}

void TextLabel::restyle()
{
    setFont(fontOf(m_role));
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, inkColor(m_ink));
    palette.setColor(QPalette::Text, inkColor(m_ink));
    setPalette(palette);
    updateGeometry();
}

void TextLabel::updateElision()
{
    if (m_elide == Qt::ElideNone)
        return;
    const bool isCut = textWidth(m_text, m_role) > width() + 0.5;
    setToolTip(isCut ? m_text : QString());
    update();
}

void TextLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    updateElision();
}

QSize TextLabel::sizeHint() const
{
    if (wordWrap() || textFormat() != Qt::PlainText || m_text.contains(QLatin1Char('\n')))
        return QLabel::sizeHint();
    return {static_cast<int>(textWidth(m_text, m_role) + 1.999), lineHeightOf(m_role)};
}

QSize TextLabel::minimumSizeHint() const
{
    if (m_elide != Qt::ElideNone)
        return {theme().px(24), lineHeightOf(m_role)};
    return wordWrap() ? QLabel::minimumSizeHint() : sizeHint();
}

void TextLabel::paintEvent(QPaintEvent* event)
{
    const bool isPlainLine = !wordWrap() && textFormat() == Qt::PlainText
                             && !m_text.contains(QLatin1Char('\n'))
                             && !(textInteractionFlags() & Qt::TextSelectableByMouse);
    if (!isPlainLine)
        return QLabel::paintEvent(event);
    QPainter painter(this);
    const bool isRight = alignment() & Qt::AlignRight;
    const bool isCentre = alignment() & Qt::AlignHCenter;
    paintText(&painter, contentsRect(), m_text,
              {.role = m_role,
               .color = isEnabled() ? inkColor(m_ink) : tokens().textFaint,
               .align = isRight    ? Qt::AlignRight
                        : isCentre ? Qt::AlignHCenter
                                   : Qt::AlignLeft,
               .elide = m_elide});
}

} // namespace bursar::ui
