// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QRectF>

class QPainter;

namespace bursar::ui {

/// Paints a state glyph into its 12 px box (scaled to `box`).
void paintGlyph(QPainter* painter, const QRectF& box, Glyph glyph, const QColor& color);
/// A 45° hatch clipped to `rect`: gaps, 5xx, unfinished cells, simulated data.
void paintHatch(QPainter* painter, const QRectF& rect, const QColor& color, double spacing = 6,
                double width = 1);

} // namespace bursar::ui
