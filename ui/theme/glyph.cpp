// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/glyph.h"

#include <QPainter>
#include <QPainterPath>
#include <QPen>

#include <cmath>

namespace bursar::ui {
namespace {

/// The exclamation mark inside triangle and octagon, as an outline to fill or to cut out.
QPainterPath exclamation(double x, double top, double bottom, double width)
{
    QPainterPath path;
    path.addRoundedRect(QRectF(x - width / 2, top, width, bottom - top - 2.1), width / 2, width / 2);
    path.addEllipse(QPointF(x, bottom - 0.55), width / 2 + 0.1, width / 2 + 0.1);
    return path;
}

QPainterPath octagon()
{
    QPainterPath path;
    for (int i = 0; i < 8; ++i) {
        const double angle = (22.5 + 45.0 * i) * M_PI / 180;
        const QPointF point(6 + 5.6 * std::cos(angle), 6 + 5.6 * std::sin(angle));
        i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    path.closeSubpath();
    return path;
}

void strokeLines(QPainter* painter, const QColor& color, double width, const QPolygonF& points)
{
    painter->setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawPolyline(points);
}

void strokeRing(QPainter* painter, const QColor& color, double radius, double width)
{
    painter->setPen(QPen(color, width));
    painter->setBrush(Qt::NoBrush);
    painter->drawEllipse(QPointF(6, 6), radius, radius);
}

void paintQuestion(QPainter* painter, const QColor& color)
{
    strokeRing(painter, color, 5.1, 1.3);
    QPainterPath hook;
    hook.moveTo(4.5, 4.75);
    hook.cubicTo(4.6, 3.1, 7.5, 3.1, 7.5, 4.85);
    hook.cubicTo(7.5, 5.9, 6.05, 5.9, 6.0, 6.95);
    painter->setPen(QPen(color, 1.25, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPath(hook);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawEllipse(QPointF(6, 8.85), 0.8, 0.8);
}

void paintTriangle(QPainter* painter, const QColor& color)
{
    painter->setPen(QPen(color, 1.35, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->drawPolygon(QPolygonF{{6, 1.5}, {11, 10.4}, {1, 10.4}});
    painter->fillPath(exclamation(6, 4.6, 9.2, 1.3), color);
}

void paintSimulated(QPainter* painter, const QColor& color)
{
    const QRectF box(1.6, 1.6, 8.8, 8.8);
    painter->setPen(QPen(color, 1.2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(box, 1.5, 1.5);
    painter->setPen(QPen(color, 1));
    painter->drawLine(QPointF(2.2, 6.4), QPointF(6.4, 2.2));
    painter->drawLine(QPointF(2.6, 9.4), QPointF(9.4, 2.6));
    painter->drawLine(QPointF(5.6, 9.8), QPointF(9.8, 5.6));
}

void paintHalf(QPainter* painter, const QColor& color)
{
    strokeRing(painter, color, 4.25, 1.4);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPie(QRectF(1.75, 1.75, 8.5, 8.5), 90 * 16, 180 * 16);
}

void paintShape(QPainter* painter, Glyph glyph, const QColor& color)
{
    switch (glyph) {
    case Glyph::None:
        return;
    case Glyph::Dot:
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawEllipse(QPointF(6, 6), 3.75, 3.75);
        return;
    case Glyph::Check:
        return strokeLines(painter, color, 1.7, {{1.8, 6.4}, {4.6, 9.2}, {10.2, 3}});
    case Glyph::Ring:
        return strokeRing(painter, color, 4, 1.5);
    case Glyph::Dash:
        return strokeLines(painter, color, 1.7, {{2.4, 6}, {9.6, 6}});
    case Glyph::Hatch:
        return paintSimulated(painter, color);
    case Glyph::Half:
        return paintHalf(painter, color);
    case Glyph::Arrow:
        strokeLines(painter, color, 1.6, {{1.4, 6}, {10.4, 6}});
        return strokeLines(painter, color, 1.6, {{7, 2.7}, {10.4, 6}, {7, 9.3}});
    case Glyph::Clock:
        strokeRing(painter, color, 4.9, 1.35);
        return strokeLines(painter, color, 1.35, {{6, 3.4}, {6, 6.2}, {7.9, 7.3}});
    case Glyph::Lock:
        painter->setPen(QPen(color, 1.35));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(1.7, 1.7, 8.6, 8.6), 1.5, 1.5);
        painter->fillRect(QRectF(4, 4, 4, 4), color);
        return;
    case Glyph::Triangle:
        return paintTriangle(painter, color);
    case Glyph::Pause:
        strokeLines(painter, color, 1.9, {{4, 2.4}, {4, 9.6}});
        return strokeLines(painter, color, 1.9, {{8, 2.4}, {8, 9.6}});
    case Glyph::Octagon:
        return painter->fillPath(octagon() - exclamation(6, 2.9, 9.1, 1.5), color);
    case Glyph::Cross:
        strokeLines(painter, color, 1.7, {{2.5, 2.5}, {9.5, 9.5}});
        return strokeLines(painter, color, 1.7, {{9.5, 2.5}, {2.5, 9.5}});
    case Glyph::Question:
        return paintQuestion(painter, color);
    }
}

} // namespace

void paintGlyph(QPainter* painter, const QRectF& box, Glyph glyph, const QColor& color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(box.topLeft());
    painter->scale(box.width() / 12, box.height() / 12);
    paintShape(painter, glyph, color);
    painter->restore();
}

void paintHatch(QPainter* painter, const QRectF& rect, const QColor& color, double spacing, double width)
{
    painter->save();
    painter->setClipRect(rect, Qt::IntersectClip);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, width));
    const double step = spacing * M_SQRT2;
    // Anchored to the coordinate system, so that neighbouring areas continue each other.
    const double first = std::floor((rect.left() + rect.top()) / step) * step;
    for (double sum = first; sum <= rect.right() + rect.bottom() + step; sum += step)
        painter->drawLine(QPointF(sum - rect.top(), rect.top()), QPointF(sum - rect.bottom(), rect.bottom()));
    painter->restore();
}

} // namespace bursar::ui
