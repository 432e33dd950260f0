// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>
#include <cmath>

namespace bursar::ui {
namespace {

    constexpr std::array<const char*, kIconCount> kFileNames {"logo",
                                                              "overview",
                                                              "customers",
                                                              "revenue",
                                                              "performance",
                                                              "logs",
                                                              "alerts",
                                                              "registry",
                                                              "network",
                                                              "marketplace",
                                                              "topics",
                                                              "channels",
                                                              "wallets",
                                                              "ledger",
                                                              "payouts",
                                                              "withdrawals",
                                                              "queues",
                                                              "users",
                                                              "audit",
                                                              "system",
                                                              "settings",
                                                              "search",
                                                              "bell",
                                                              "chevron-down",
                                                              "chevron-up",
                                                              "chevron-left",
                                                              "chevron-right",
                                                              "close",
                                                              "copy",
                                                              "filter",
                                                              "columns",
                                                              "export",
                                                              "import",
                                                              "refresh",
                                                              "live",
                                                              "pause",
                                                              "play",
                                                              "pin",
                                                              "star",
                                                              "star-filled",
                                                              "key",
                                                              "globe",
                                                              "theme",
                                                              "sun",
                                                              "moon",
                                                              "plus",
                                                              "minus",
                                                              "more",
                                                              "external-window",
                                                              "check",
                                                              "warning",
                                                              "question",
                                                              "info",
                                                              "calendar",
                                                              "clock",
                                                              "trash",
                                                              "edit",
                                                              "lock",
                                                              "unlock",
                                                              "link",
                                                              "undo",
                                                              "download",
                                                              "upload",
                                                              "server",
                                                              "shield",
                                                              "bolt",
                                                              "sort",
                                                              "sliders",
                                                              "table",
                                                              "camera",
                                                              "freeze",
                                                              "sign-out",
                                                              "mute",
                                                              "menu",
                                                              "eye",
                                                              "fuel",
                                                              "code",
                                                              "person"};

    QByteArray sourceOf(Icon icon)
    {
        static QHash<int, QByteArray> sources;
        QByteArray& source = sources[static_cast<int>(icon)];
        if (source.isEmpty()) {
            QFile file(QStringLiteral(":/bursar/icons/%1.svg").arg(iconFileName(icon)));
            if (file.open(QIODevice::ReadOnly))
                source = file.readAll();
        }
        return source;
}

QPixmap renderIcon(Icon icon, const QColor& color, QSize pixels)
{
    const QString key = QStringLiteral("bursar-icon/%1/%2/%3x%4")
                            .arg(static_cast<int>(icon))
                            .arg(color.rgba(), 8, 16)
                            .arg(pixels.width())
                            .arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray source = sourceOf(icon);
    source.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(source);
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(QPointF(), QSizeF(pixels)));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QColor inkOf(QIcon::Mode mode, QIcon::State state)
{
    const Tokens& t = tokens();
    if (mode == QIcon::Disabled)
        return t.textFaint;
    return mode == QIcon::Active || mode == QIcon::Selected || state == QIcon::On ? t.text : t.textMuted;
}

/// Draws an icon in the ink of its state; nothing is kept, so a theme switch needs no new icons.
class TintEngine : public QIconEngine {
public:
    TintEngine(Icon icon, QColor color) : m_icon(icon), m_color(std::move(color)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintIcon(painter, rect, m_icon, m_color.isValid() ? m_color : inkOf(mode, state));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return renderIcon(m_icon, m_color.isValid() ? m_color : inkOf(mode, state), size);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        QPixmap result = pixmap(size, mode, state);
        result.setDevicePixelRatio(scale);
        return result;
    }

    QIconEngine* clone() const override { return new TintEngine(m_icon, m_color); }
    bool isNull() override { return false; }

private:
    Icon m_icon;
    QColor m_color;
};

} // namespace

QString iconFileName(Icon icon)
{
    return QLatin1String(kFileNames.at(static_cast<std::size_t>(icon)));
}

QIcon icon(Icon icon)
{
    return QIcon(new TintEngine(icon, QColor()));
}

QIcon icon(Icon icon, const QColor& color)
{
    return QIcon(new TintEngine(icon, color));
}

void paintIcon(QPainter* painter, const QRectF& rect, Icon icon, const QColor& color)
{
    const double ratio = painter->device()->devicePixelRatioF();
    const QSize pixels(static_cast<int>(std::lround(rect.width() * ratio)),
                       static_cast<int>(std::lround(rect.height() * ratio)));
    if (pixels.isEmpty())
        return;
    QPixmap pixmap = renderIcon(icon, color, pixels);
    pixmap.setDevicePixelRatio(ratio);
    // Whole device pixels: a blurred 1.5 px stroke looks like a mistake.
    const QPointF at(std::round(rect.left() * ratio) / ratio, std::round(rect.top() * ratio) / ratio);
    painter->drawPixmap(at, pixmap);
}

} // namespace bursar::ui
