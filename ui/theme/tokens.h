// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/state_words.h"

#include <QColor>

#include <array>
#include <span>
#include <string_view>

namespace bursar::ui {

using models::Glyph;
using models::Tone;

/// Every colour of the console, for one appearance (visual.md §3). The only place with colour literals.
struct Tokens {
    QColor background, surface, raised, sunken, hover, selected;
    QColor border, control;
    QColor text, textMuted, textFaint;
    QColor accent, accentHover, accentPressed, onAccent;
    QColor positive, positiveSoft;
    QColor warning, warningSoft;
    QColor negative, negativeSoft, negativeHover, onNegative;
    QColor progress, progressSoft;
    QColor unknown, unknownSoft;
    QColor neutral, neutralSoft;
    QColor scrim;
    std::array<QColor, 8> series;
    std::array<QColor, 7> ramp;
    QColor rampTextLow;  ///< text on ramp steps 1–4
    QColor rampTextHigh; ///< text on ramp steps 5–7
    QColor qrDark, qrLight;

    QColor tone(Tone tone) const;
    QColor soft(Tone tone) const;
    QColor rampText(int step) const { return step >= 4 ? rampTextHigh : rampTextLow; }
};

enum class Appearance { Light, Dark };
enum class Contrast { Normal, High };

/// The tokens of an appearance. High contrast: border takes control's value, control takes text's.
const Tokens& tokensOf(Appearance appearance, Contrast contrast = Contrast::Normal);

} // namespace bursar::ui
