// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QMetaType>
#include <QObject>

#include <chrono>
#include <compare>
#include <optional>

namespace bursar::models {

/// A point in time in UTC; the same type as the engine's `base::Time`.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// A half-open span of time `[from, to)`.
struct Span {
    Instant from;
    Instant to;
    friend bool operator==(const Span&, const Span&) = default;
};

/// The one zone in which all times are shown (visual.md §5: one at a time, named in the status bar).
enum class Zone { Utc, Local };

/// What every formatter asks: the zone, the language and the present. One per process, on the UI thread.
/// `changed` is emitted when shown times must be painted again.
class DisplaySettings : public QObject {
    Q_OBJECT

public:
    Zone zone() const { return m_zone; }
    void setZone(Zone zone);
    /// What the `U` key does.
    void switchZone();
    /// `UTC`, or the local zone as `KST (UTC+9)`.
    QString zoneName() const;

    QLocale::Language language() const { return m_language; }
    void setLanguage(QLocale::Language language);
    bool isKorean() const { return m_language == QLocale::Korean; }

    /// The present, or the frozen instant of captures and tests.
    Instant now() const;
    void freezeNow(std::optional<Instant> now);

    /// Seconds that the shown zone is ahead of UTC at that instant.
    std::chrono::seconds offsetAt(Instant at) const;

Q_SIGNALS:
    void changed();

private:
    Zone m_zone = Zone::Utc;
    QLocale::Language m_language = QLocale::English;
    std::optional<Instant> m_frozenNow;
};

/// The settings of this process.
DisplaySettings& displaySettings();

} // namespace bursar::models

Q_DECLARE_METATYPE(bursar::models::Instant)
Q_DECLARE_METATYPE(bursar::models::Span)
