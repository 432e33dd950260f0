// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

#include <QObject>

class QApplication;
class QSettings;

namespace bursar::ui {

enum class ThemeMode { System, Light, Dark };
enum class ContrastMode { System, Normal, High };
enum class MotionMode { System, Off };
enum class Density { Comfortable, Compact };

/// The appearance of the whole console, read at paint time. UI thread only.
/// A change sets the application's palette once and emits `changed`; widgets repaint, painted caches are
/// keyed by `cacheKey`.
class Theme : public QObject {
    Q_OBJECT

public:
    const Tokens& tokens() const;
    Appearance appearance() const;
    Contrast contrast() const;
    bool isDark() const { return appearance() == Appearance::Dark; }

    ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode);
    void setContrastMode(ContrastMode mode);
    ContrastMode contrastMode() const { return m_contrastMode; }
    MotionMode motionMode() const { return m_motionMode; }
    void setMotionMode(MotionMode mode);
    bool motion() const { return m_motionMode == MotionMode::System && m_systemMotion; }
    Density density() const { return m_density; }
    void setDensity(Density density);
    /// 90, 100, 115 or 130.
    int textSize() const { return m_textSize; }
    void setTextSize(int percent);

    /// What the desktop prefers; written by `SystemPreferences`.
    void setSystemAppearance(Appearance appearance);
    void setSystemContrast(Contrast contrast);
    void setSystemMotion(bool on);

    /// A size of visual.md at the current text size.
    int px(int at100) const { return (at100 * m_textSize + 50) / 100; }
    double pxF(double at100) const { return at100 * m_textSize / 100.0; }
    /// Height of a table row: 32, compact 26.
    int rowHeight() const { return px(m_density == Density::Compact ? 26 : 32); }
    /// Changes with everything that changes painted pixels.
    quint64 cacheKey() const;

    void load(const QSettings& settings);
    void save(QSettings& settings) const;

Q_SIGNALS:
    /// Colours, text size, density or motion changed.
    void changed();

private:
    friend Theme& theme();
    friend void initTheme(QApplication& app);
    Theme() = default;
    void apply();

    ThemeMode m_mode = ThemeMode::System;
    ContrastMode m_contrastMode = ContrastMode::System;
    MotionMode m_motionMode = MotionMode::System;
    Density m_density = Density::Comfortable;
    int m_textSize = 100;
    Appearance m_systemAppearance = Appearance::Light;
    Contrast m_systemContrast = Contrast::Normal;
    bool m_systemMotion = true;
};

Theme& theme();
inline const Tokens& tokens() { return theme().tokens(); }

/// Sets fonts, style and palette; call once, after the QApplication exists and before the first widget.
void initTheme(QApplication& app);

} // namespace bursar::ui
