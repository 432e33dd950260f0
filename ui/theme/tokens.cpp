// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

namespace bursar::ui {
namespace {

QColor rgb(unsigned hex)
{
    return QColor::fromRgb(hex);
}

QColor rgba(unsigned hex, double alpha)
{
    QColor color = QColor::fromRgb(hex);
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

Tokens lightTokens()
{
    Tokens t;
    t.background = rgb(0xF5F6F8);
    t.surface = rgb(0xFFFFFF);
    t.raised = rgb(0xFFFFFF);
    t.sunken = rgb(0xECEEF2);
    t.hover = rgb(0xF1F3F6);
    t.selected = rgb(0xE5ECFB);
    t.border = rgb(0xE0E4EA);
    t.control = rgb(0x868E9C);
    t.text = rgb(0x171B23);
    t.textMuted = rgb(0x565F6E);
    t.textFaint = rgb(0x6B7483);
    t.accent = rgb(0x1F58CE);
    t.accentHover = rgb(0x194AB0);
    t.accentPressed = rgb(0x143C92);
    t.onAccent = rgb(0xFFFFFF);
    t.positive = rgb(0x175C47);
    t.positiveSoft = rgb(0xE3F3EB);
    t.warning = rgb(0x8D6212);
    t.warningSoft = rgb(0xFDF2D6);
    t.negative = rgb(0x930F1C);
    t.negativeSoft = rgb(0xFBE7E9);
    t.negativeHover = rgb(0x7C0B16);
    t.onNegative = rgb(0xFFFFFF);
    t.progress = rgb(0x0071A6);
    t.progressSoft = rgb(0xE2F1FA);
    t.unknown = rgb(0x5C3272);
    t.unknownSoft = rgb(0xF3E9F8);
    t.neutral = rgb(0x616A74);
    t.neutralSoft = rgb(0xECEEF2);
    t.scrim = rgba(0x171B23, 0.40);
    t.series = {rgb(0x1760D8), rgb(0xC97F30), rgb(0x055C4A), rgb(0xC52C6B),
                rgb(0x00A0C0), rgb(0x60186C), rgb(0x6B6309), rgb(0x5E0A0A)};
    t.ramp = {rgb(0xEAF3FF), rgb(0xC2DDFF), rgb(0x93C5FC), rgb(0x57A8F5),
              rgb(0x1A73C6), rgb(0x0C599E), rgb(0x0A3E73)};
    t.rampTextLow = rgb(0x171B23);
    t.rampTextHigh = rgb(0xFFFFFF);
    t.qrDark = rgb(0x000000);
    t.qrLight = rgb(0xFFFFFF);
    return t;
}

Tokens darkTokens()
{
    Tokens t;
    t.background = rgb(0x0E1116);
    t.surface = rgb(0x151920);
    t.raised = rgb(0x1D222B);
    t.sunken = rgb(0x0A0D11);
    t.hover = rgb(0x1B2029);
    t.selected = rgb(0x1B2A4A);
    t.border = rgb(0x2A303A);
    t.control = rgb(0x727B8A);
    t.text = rgb(0xE8EBF0);
    t.textMuted = rgb(0xA3ABB9);
    t.textFaint = rgb(0x8D96A5);
    t.accent = rgb(0x8FAAFF);
    t.accentHover = rgb(0xAEC2FF);
    t.accentPressed = rgb(0x7592F5);
    t.onAccent = rgb(0x0B1530);
    t.positive = rgb(0x4FE0AE);
    t.positiveSoft = rgb(0x0F2F25);
    t.warning = rgb(0xF2B93B);
    t.warningSoft = rgb(0x33280B);
    t.negative = rgb(0xF9737F);
    t.negativeSoft = rgb(0x3D1820);
    t.negativeHover = rgb(0xFF9099);
    t.onNegative = rgb(0x2A0509);
    t.progress = rgb(0x4AA6EA);
    t.progressSoft = rgb(0x0F2A41);
    t.unknown = rgb(0xEBC2FB);
    t.unknownSoft = rgb(0x352040);
    t.neutral = rgb(0xAEB6C3);
    t.neutralSoft = rgb(0x272D37);
    t.scrim = rgba(0x000000, 0.60);
    t.series = {rgb(0x8FAAFF), rgb(0xF6AE3A), rgb(0x0C8F7A), rgb(0xF86396),
                rgb(0x86E9F8), rgb(0x7D72EA), rgb(0xCFE599), rgb(0xB06C4E)};
    t.ramp = {rgb(0x132A4C), rgb(0x0B426F), rgb(0x0C5688), rgb(0x0B699D),
              rgb(0x2AA2DE), rgb(0x62C6FA), rgb(0xB4E5FD)};
    t.rampTextLow = rgb(0xE8EBF0);
    t.rampTextHigh = rgb(0x0E1116);
    t.qrDark = rgb(0x000000);
    t.qrLight = rgb(0xFFFFFF);
    return t;
}

Tokens highContrast(Tokens tokens)
{
    tokens.border = tokens.control;
    tokens.control = tokens.text;
    return tokens;
}

} // namespace

QColor Tokens::tone(Tone which) const
{
    switch (which) {
    case Tone::Positive:
        return positive;
    case Tone::Progress:
        return progress;
    case Tone::Warning:
        return warning;
    case Tone::Negative:
        return negative;
    case Tone::Unknown:
        return unknown;
    case Tone::Neutral:
        break;
    }
    return neutral;
}

QColor Tokens::soft(Tone which) const
{
    switch (which) {
    case Tone::Positive:
        return positiveSoft;
    case Tone::Progress:
        return progressSoft;
    case Tone::Warning:
        return warningSoft;
    case Tone::Negative:
        return negativeSoft;
    case Tone::Unknown:
        return unknownSoft;
    case Tone::Neutral:
        break;
    }
    return neutralSoft;
}

const Tokens& tokensOf(Appearance appearance, Contrast contrast)
{
    static const Tokens kLight = lightTokens();
    static const Tokens kDark = darkTokens();
    static const Tokens kLightHigh = highContrast(lightTokens());
    static const Tokens kDarkHigh = highContrast(darkTokens());
    if (contrast == Contrast::High)
        return appearance == Appearance::Dark ? kDarkHigh : kLightHigh;
    return appearance == Appearance::Dark ? kDark : kLight;
}

} // namespace bursar::ui
