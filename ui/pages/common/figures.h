// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"
#include "ui/widgets/stat_card.h"

#include <QString>

#include <functional>
#include <optional>

/// Figures on stat cards: value, change and what it is compared with.
namespace bursar::ui {

/// How a figure reads: short on the card, exact in the tooltip.
struct FigureText {
    std::function<QString(double)> shortText;
    std::function<QString(double)> exactText;
};
FigureText countText();
FigureText moneyText();
FigureText rateText();
FigureText durationText();

/// A figure now and in the previous period; an empty `before` means that it is not compared.
struct Figure {
    QString label;
    QString unit;
    std::optional<double> now;
    std::optional<double> before;
    FigureText text;
    Better better = Better::Neither;
    /// Points for shares, relative for everything else.
    models::RateChange::Kind change = models::RateChange::Kind::Relative;
    std::vector<double> series;
    QString note;         ///< basis and the like, a line of the tooltip
    QString absentReason;
    QString readAt;
};
Stat statOf(const Figure& figure);

} // namespace bursar::ui
