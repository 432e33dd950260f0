// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/paint.h"

#include "ui/theme/style.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <QWidget>

#include <cmath>

namespace bursar::ui {

double paintText(QPainter* painter, const QRectF& rect, const QString& text, const TextPaint& options)
{
    if (text.isEmpty())
        return 0;
    const QFont font = fontOf(options.role);
    const QFontMetricsF metrics(font);
    double width = metrics.horizontalAdvance(text);
    QString line = text;
    if (width > rect.width() + 0.5 && options.elide != Qt::ElideNone) {
        line = metrics.elidedText(text, options.elide, rect.width());
        width = metrics.horizontalAdvance(line);
    }
    double x = rect.left();
    if (options.align & Qt::AlignRight)
        x = rect.right() - width;
    else if (options.align & Qt::AlignHCenter)
        x = rect.center().x() - width / 2;
    const double baseline = std::round(rect.center().y() + metrics.capHeight() / 2);
    painter->setFont(font);
    painter->setPen(options.color.isValid() ? options.color : tokens().text);
    painter->drawText(QPointF(x, baseline), line);
    return width;
}

double textWidth(const QString& text, TextRole role)
{
    return QFontMetricsF(fontOf(role)).horizontalAdvance(text);
}

void paintHairline(QPainter* painter, const QPointF& from, const QPointF& to, const QColor& color)
{
    const double ratio = painter->device()->devicePixelRatioF();
    const double thickness = 1 / ratio;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    const bool isHorizontal = std::abs(from.y() - to.y()) < std::abs(from.x() - to.x());
    const QRectF rect
        = isHorizontal ? QRectF(std::min(from.x(), to.x()), from.y(), std::abs(to.x() - from.x()), thickness)
                       : QRectF(from.x(), std::min(from.y(), to.y()), thickness, std::abs(to.y() - from.y()));
    painter->fillRect(rect, color);
    painter->restore();
}

void paintPanel(QPainter* painter, const QRectF& rect, double radius, const QColor& fill, const QColor& edge,
                double edgeWidth)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const double inset = edge.isValid() ? edgeWidth / 2 : 0;
    painter->setPen(edge.isValid() ? QPen(edge, edgeWidth) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double corner = std::max(0.0, radius - inset);
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), corner, corner);
    painter->restore();
}

void paintFocus(QPainter* painter, const QRectF& rect, double radius)
{
    paintPanel(painter, rect, radius, QColor(), tokens().accent, 2);
}

bool showsFocus(const QWidget* widget)
{
    return widget != nullptr && widget->hasFocus() && widget->property(kFocusShownProperty).toBool();
}

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

QColor blend(const QColor& under, const QColor& over, double alpha)
{
    const auto mix = [alpha](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * alpha)); };
    return QColor(mix(under.red(), over.red()), mix(under.green(), over.green()),
                  mix(under.blue(), over.blue()));
}

QString wrappedTip(const QString& text)
{
    const double widthMax = theme().px(320);
    const QFont font = fontOf(TextRole::Label);
    QStringList lines;
    const QStringList paragraphs = text.split(QLatin1Char('\n'));
    for (const QString& paragraph : paragraphs) {
        QTextLayout layout(paragraph, font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(widthMax);
            lines << paragraph.mid(line.textStart(), line.textLength()).trimmed();
        }
        layout.endLayout();
        if (paragraph.isEmpty())
            lines << QString();
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace bursar::ui
