// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QRectF>
#include <QString>

class QPainter;
class QWidget;

namespace bursar::ui {

/// Options of `paintText`.
struct TextPaint {
    TextRole role = TextRole::Body;
    QColor color;                          ///< invalid: `text`
    Qt::Alignment align = Qt::AlignLeft;   ///< horizontal only; vertical is centred by cap height
    Qt::TextElideMode elide = Qt::ElideRight;
};

/// Draws one line, centred in `rect` by cap height, so that Latin and Hangul share a baseline.
/// Returns the advance that was drawn.
double paintText(QPainter* painter, const QRectF& rect, const QString& text, const TextPaint& options = {});
double textWidth(const QString& text, TextRole role);
/// A hairline of one device pixel with antialiasing off.
void paintHairline(QPainter* painter, const QPointF& from, const QPointF& to, const QColor& color);
/// A rounded rectangle whose edge lies on device pixels.
void paintPanel(QPainter* painter, const QRectF& rect, double radius, const QColor& fill, const QColor& edge,
                double edgeWidth = 1);
/// The focus ring: 2 px accent in place of the edge.
void paintFocus(QPainter* painter, const QRectF& rect, double radius);
/// Focus came from the keyboard (or the widget always shows it); kept by `BursarStyle`.
bool showsFocus(const QWidget* widget);
/// Tooltip text broken into lines of at most 320 px; Qt breaks only rich text.
QString wrappedTip(const QString& text);
/// A colour with another opacity.
QColor withAlpha(QColor color, double alpha);
/// `over` laid on `under` with that opacity, as an opaque colour.
QColor blend(const QColor& under, const QColor& over, double alpha);

} // namespace bursar::ui
