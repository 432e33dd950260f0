// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/command_palette.h"

#include <QLocale>

class QMenu;
class QSettings;

namespace bursar::ui {

/// Theme, text size, density, motion, zone and language: read at start, written at once, in menus and in the palette.
namespace appearance {

/// Applies what is kept, before the first widget.
void load(const QSettings& settings);
/// Keeps the present appearance.
void save(QSettings& settings);
QLocale::Language languageOf(const QSettings& settings);

/// Submenus for theme, text size, density, motion and language. `setLanguage` rebuilds the window.
void fillMenu(QMenu* menu, QSettings& settings, const std::function<void(QLocale::Language)>& setLanguage);
std::vector<PaletteItem> paletteItems(QSettings& settings,
                                      const std::function<void(QLocale::Language)>& setLanguage);
void switchZone(QSettings& settings);
/// Light to dark and back: the button of the start screen.
void switchTheme(QSettings& settings);

} // namespace appearance

/// Installs the words of a language for the whole application.
void installLanguage(QLocale::Language language);

} // namespace bursar::ui
