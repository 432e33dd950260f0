// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/search_field.h"

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"

#include <QPainter>
#include <QRegularExpression>

namespace bursar::ui {

namespace {
constexpr int kWide = 300;
constexpr int kLeast = 180;
constexpr int kHeight = 30;
constexpr int kDisc = 24;
} // namespace

SearchField::SearchField(QWidget* parent) : QAbstractButton(parent)
{
    setText(tr("Search or run a command"));
    setAccessibleName(text());
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::IBeamCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHorizontalStretch(100);
    setSizePolicy(policy);
    connect(&theme(), &Theme::changed, this, [this] {
        setMaximumWidth(theme().px(kWide));
        updateGeometry();
        update();
    });
    setMaximumWidth(theme().px(kWide));
}

QSize SearchField::sizeHint() const
{
    return {theme().px(kWide), theme().px(kHeight)};
}

QSize SearchField::minimumSizeHint() const
{
    return {theme().px(28), theme().px(kHeight)};
}

void SearchField::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    const double side = theme().pxF(16);
    const QRectF box(rect());
    if (width() < theme().px(kLeast)) {
        const QRectF square(box.right() - theme().pxF(28), (height() - theme().pxF(28)) / 2, theme().pxF(28),
                            theme().pxF(28));
        if (underMouse() || isDown())
            paintPanel(&painter, square, 6, t.hover, t.hover);
        paintIcon(&painter, QRectF(square.center().x() - side / 2, square.center().y() - side / 2, side, side),
                  Icon::Search, t.textMuted);
        if (hasFocus() && showsFocus(this))
            paintFocus(&painter, square, 6);
        return;
    }
    paintPanel(&painter, box, 6, underMouse() ? t.hover : t.surface, t.control);
    if (hasFocus() && showsFocus(this))
        paintFocus(&painter, box, 6);
    const double pad = theme().pxF(10);
    paintIcon(&painter, QRectF(pad, (height() - side) / 2, side, side), Icon::Search, t.textMuted);
    const QString keys = tr("Ctrl K");
    const double keysWidth = textWidth(keys, TextRole::Caption);
    paintText(&painter, QRectF(width() - pad - keysWidth - 1, 0, keysWidth + 2, height()), keys,
              {.role = TextRole::Caption, .color = t.textMuted});
    const double left = pad + side + theme().pxF(6);
    paintText(&painter, QRectF(left, 0, width() - left - keysWidth - pad * 2, height()), text(),
              {.role = TextRole::Body, .color = t.textMuted});
}

QString initialsOf(const QString& name)
{
    QString initials;
    for (const QString& part : name.split(QRegularExpression(QStringLiteral("[\\s._@-]+")), Qt::SkipEmptyParts)) {
        const QChar first = part.front();
        initials += first.toUpper();
        const bool isLatin = first.script() == QChar::Script_Latin;
        if (initials.size() == 2 || !isLatin)
            break;
    }
    return initials;
}

Avatar::Avatar(QWidget* parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("You"));
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Avatar::setName(const QString& name)
{
    m_initials = initialsOf(name);
    setAccessibleDescription(name);
    setToolTip(name);
    update();
}

QSize Avatar::sizeHint() const
{
    return {theme().px(28), theme().px(28)};
}

void Avatar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = tokens();
    const double disc = theme().pxF(kDisc);
    const QRectF box((width() - disc) / 2, (height() - disc) / 2, disc, disc);
    painter.setPen(Qt::NoPen);
    painter.setBrush(underMouse() ? t.accentHover : t.accent);
    painter.drawEllipse(box);
    if (m_initials.isEmpty()) {
        const double side = theme().pxF(14);
        paintIcon(&painter, QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side), Icon::Person,
                  t.onAccent);
    } else {
        paintText(&painter, box, m_initials,
                  {.role = TextRole::CaptionStrong, .color = t.onAccent, .align = Qt::AlignHCenter,
                   .elide = Qt::ElideNone});
    }
    if (hasFocus() && showsFocus(this))
        paintFocus(&painter, rect(), width() / 2.0);
}

} // namespace bursar::ui
