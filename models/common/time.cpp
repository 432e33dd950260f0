// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/time.h"

#include <QDateTime>
#include <QTimeZone>

namespace bursar::models {

void DisplaySettings::setZone(Zone zone)
{
    if (m_zone == zone)
        return;
    m_zone = zone;
    Q_EMIT changed();
}

void DisplaySettings::switchZone()
{
    setZone(m_zone == Zone::Utc ? Zone::Local : Zone::Utc);
}

QString DisplaySettings::zoneName() const
{
    if (m_zone == Zone::Utc)
        return QStringLiteral("UTC");
    const auto offset = std::chrono::duration_cast<std::chrono::minutes>(offsetAt(now())).count();
    const QChar sign = offset < 0 ? QChar(0x2212) : QLatin1Char('+');
    const auto minutes = offset < 0 ? -offset : offset;
    QString text = QStringLiteral("UTC%1%2").arg(sign).arg(minutes / 60);
    if (minutes % 60 != 0)
        text += QStringLiteral(":%1").arg(minutes % 60, 2, 10, QLatin1Char('0'));
    const QString name = QTimeZone::systemTimeZone().abbreviation(QDateTime::currentDateTimeUtc());
    const bool hasName = !name.isEmpty() && !name.startsWith(QLatin1String("UTC"));
    return hasName ? QStringLiteral("%1 (%2)").arg(name, text) : text;
}

void DisplaySettings::setLanguage(QLocale::Language language)
{
    if (m_language == language)
        return;
    m_language = language;
    Q_EMIT changed();
}

Instant DisplaySettings::now() const
{
    if (m_frozenNow)
        return *m_frozenNow;
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

void DisplaySettings::freezeNow(std::optional<Instant> now)
{
    m_frozenNow = now;
    Q_EMIT changed();
}

std::chrono::seconds DisplaySettings::offsetAt(Instant at) const
{
    if (m_zone == Zone::Utc)
        return std::chrono::seconds{0};
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
    return std::chrono::seconds{QTimeZone::systemTimeZone().offsetFromUtc(time)};
}

DisplaySettings& displaySettings()
{
    static DisplaySettings settings;
    return settings;
}

} // namespace bursar::models
