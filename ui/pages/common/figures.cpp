// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/figures.h"

#include "models/common/format.h"
#include "models/common/tr.h"
#include "ui/pages/common/cells.h"

#include <QCoreApplication>

#include <cmath>

namespace bursar::ui {
namespace {

void addChange(Stat& stat, const Figure& figure)
{
    const double now = *figure.now;
    const double before = *figure.before;
    stat.against = tr("vs %1").arg(figure.text.shortText(before));
    std::optional<double> change = figure.change == models::RateChange::Kind::Points
        ? std::optional(now - before)
        : relativeChange(before, now);
    if (now == before)
        change = 0;
    if (!change)
        return; // from nothing to something: no percentage without a base
    stat.change = models::formatChange({*change, figure.change});
    stat.direction = stat.change.startsWith(QChar(0x00B1)) ? 0 : (*change > 0 ? 1 : -1);
}

} // namespace

FigureText countText()
{
    return {[](double value) { return models::formatShort(value); },
            [](double value) { return models::formatCount(std::llround(value)); }};
}

FigureText moneyText()
{
    return {[](double value) {
                return models::formatMoney(usdc(value, AssetName::Omitted), models::MoneyDigits::Short);
            },
            [](double value) { return models::formatMoney(usdc(value), models::MoneyDigits::All); }};
}

FigureText rateText()
{
    return {[](double value) { return models::formatRate(value); },
            [](double value) { return models::formatRate(value, 4); }};
}

FigureText durationText()
{
    const auto text = [](double value) { return models::formatDuration(microsecondsOf(value)); };
    return {text, text};
}

Stat statOf(const Figure& figure)
{
    Stat stat;
    stat.label = figure.label;
    stat.unit = figure.unit;
    stat.better = figure.better;
    stat.series = figure.series;
    stat.absentReason = figure.absentReason;
    if (!figure.now)
        return stat;
    stat.value = figure.text.shortText(*figure.now);
    QStringList tip{figure.text.exactText(*figure.now)};
    if (figure.before) {
        addChange(stat, figure);
        tip.append(tr("Previous period: %1").arg(figure.text.exactText(*figure.before)));
    }
    if (!figure.note.isEmpty())
        tip.append(figure.note);
    if (!figure.readAt.isEmpty())
        tip.append(tr("Read at %1").arg(figure.readAt));
    stat.tooltip = tip.join(QLatin1Char('\n'));
    return stat;
}

} // namespace bursar::ui
