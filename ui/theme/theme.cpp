// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "models/common/time.h"
#include "ui/theme/accessible.h"
#include "ui/theme/style.h"
#include "ui/theme/tooltips.h"

#include <QApplication>
#include <QPalette>
#include <QSettings>
#include <QToolTip>
#include <QWidget>

#include <algorithm>
#include <array>
#include <utility>

namespace bursar::ui {
namespace {

constexpr std::array kTextSizes{90, 100, 115, 130};

QPalette paletteOf(const Tokens& t)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor& color, const QColor& disabled) {
        palette.setColor(QPalette::Active, role, color);
        palette.setColor(QPalette::Inactive, role, color);
        palette.setColor(QPalette::Disabled, role, disabled);
    };
    set(QPalette::Window, t.background, t.background);
    set(QPalette::WindowText, t.text, t.textFaint);
    set(QPalette::Base, t.surface, t.background);
    set(QPalette::AlternateBase, t.surface, t.surface);
    set(QPalette::Text, t.text, t.textFaint);
    set(QPalette::PlaceholderText, t.textFaint, t.textFaint);
    set(QPalette::Button, t.surface, t.surface);
    set(QPalette::ButtonText, t.text, t.textFaint);
    set(QPalette::BrightText, t.onAccent, t.onAccent);
    set(QPalette::Highlight, t.accent, t.selected);
    set(QPalette::HighlightedText, t.onAccent, t.text);
    set(QPalette::Link, t.accent, t.textFaint);
    set(QPalette::LinkVisited, t.accent, t.textFaint);
    set(QPalette::ToolTipBase, t.raised, t.raised);
    set(QPalette::ToolTipText, t.text, t.text);
    set(QPalette::Light, t.raised, t.raised);
    set(QPalette::Midlight, t.hover, t.hover);
    set(QPalette::Mid, t.border, t.border);
    set(QPalette::Dark, t.control, t.control);
    set(QPalette::Shadow, t.border, t.border);
    return palette;
}

} // namespace

Theme& theme()
{
    static Theme instance;
    return instance;
}

const Tokens& Theme::tokens() const
{
    return tokensOf(appearance(), contrast());
}

Appearance Theme::appearance() const
{
    if (m_mode == ThemeMode::System)
        return m_systemAppearance;
    return m_mode == ThemeMode::Dark ? Appearance::Dark : Appearance::Light;
}

Contrast Theme::contrast() const
{
    if (m_contrastMode == ContrastMode::System)
        return m_systemContrast;
    return m_contrastMode == ContrastMode::High ? Contrast::High : Contrast::Normal;
}

void Theme::setMode(ThemeMode mode)
{
    if (std::exchange(m_mode, mode) != mode)
        apply();
}

void Theme::setContrastMode(ContrastMode mode)
{
    if (std::exchange(m_contrastMode, mode) != mode)
        apply();
}

void Theme::setMotionMode(MotionMode mode)
{
    if (std::exchange(m_motionMode, mode) != mode)
        Q_EMIT changed();
}

void Theme::setDensity(Density density)
{
    if (std::exchange(m_density, density) != density)
        apply();
}

void Theme::setTextSize(int percent)
{
    const bool isOffered = std::find(kTextSizes.begin(), kTextSizes.end(), percent) != kTextSizes.end();
    const int size = isOffered ? percent : 100;
    if (std::exchange(m_textSize, size) != size)
        apply();
}

void Theme::setSystemAppearance(Appearance appearance)
{
    if (std::exchange(m_systemAppearance, appearance) != appearance)
        apply();
}

void Theme::setSystemContrast(Contrast contrast)
{
    if (std::exchange(m_systemContrast, contrast) != contrast)
        apply();
}

void Theme::setSystemMotion(bool on)
{
    if (std::exchange(m_systemMotion, on) != on)
        Q_EMIT changed();
}

quint64 Theme::cacheKey() const
{
    const bool isKorean = models::displaySettings().isKorean();
    return static_cast<quint64>(m_textSize) * 16 + (isDark() ? 1U : 0U)
           + (contrast() == Contrast::High ? 2U : 0U) + (m_density == Density::Compact ? 4U : 0U)
           + (isKorean ? 8U : 0U);
}

void Theme::load(const QSettings& settings)
{
    const auto number
        = [&](QLatin1String key, int fallback) { return settings.value(key, fallback).toInt(); };
    m_mode = static_cast<ThemeMode>(std::clamp(number(QLatin1String("theme/mode"), 0), 0, 2));
    m_contrastMode = static_cast<ContrastMode>(std::clamp(number(QLatin1String("theme/contrast"), 0), 0, 2));
    m_motionMode = static_cast<MotionMode>(std::clamp(number(QLatin1String("theme/motion"), 0), 0, 1));
    m_density = static_cast<Density>(std::clamp(number(QLatin1String("theme/density"), 0), 0, 1));
    const int size = number(QLatin1String("theme/textSize"), 100);
    m_textSize = std::find(kTextSizes.begin(), kTextSizes.end(), size) != kTextSizes.end() ? size : 100;
    apply();
}

void Theme::save(QSettings& settings) const
{
    settings.setValue(QLatin1String("theme/mode"), static_cast<int>(m_mode));
    settings.setValue(QLatin1String("theme/contrast"), static_cast<int>(m_contrastMode));
    settings.setValue(QLatin1String("theme/motion"), static_cast<int>(m_motionMode));
    settings.setValue(QLatin1String("theme/density"), static_cast<int>(m_density));
    settings.setValue(QLatin1String("theme/textSize"), m_textSize);
}

void Theme::apply()
{
    if (qApp != nullptr) {
        const QPalette palette = paletteOf(tokens());
        QApplication::setFont(fontOf(TextRole::Body));
        QApplication::setPalette(palette);
        QToolTip::setPalette(palette);
        QToolTip::setFont(fontOf(TextRole::Label));
    }
    Q_EMIT changed();
    const auto widgets = QApplication::topLevelWidgets();
    for (QWidget* widget : widgets)
        widget->update();
}

void initTheme(QApplication& app)
{
    loadFonts();
    app.setEffectEnabled(Qt::UI_AnimateMenu, false);
    app.setEffectEnabled(Qt::UI_AnimateCombo, false);
    app.setEffectEnabled(Qt::UI_AnimateTooltip, false);
    QApplication::setStyle(new BursarStyle);
    app.installEventFilter(new TooltipWrapper(&app));
    installAccessibility();
    theme().apply();
    QObject::connect(&models::displaySettings(), &models::DisplaySettings::changed, &theme(),
                     [] { Q_EMIT theme().changed(); });
}

} // namespace bursar::ui
