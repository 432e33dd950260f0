// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/format.h"
#include "ui/widgets/range_picker.h"

#include <QCoreApplication>
#include <QDate>
#include <QRegularExpression>

namespace bursar::ui {
namespace {

using namespace std::chrono;
using models::Instant;

QString words(const char* source)
{
    return QCoreApplication::translate("RangePicker", source);
}

/// A date and time of the shown zone as an instant.
std::optional<Instant> fromParts(int year, int month, int day, int hour, int minute, int second)
{
    if (!QDate::isValid(year, month, day) || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const sys_days date = year_month_day{std::chrono::year{year}, std::chrono::month{unsigned(month)},
                                         std::chrono::day{unsigned(day)}};
    const Instant wall = date + hours{hour} + minutes{minute} + seconds{second};
    // The offset is that of the instant meant, which the first guess finds except within a change of clocks.
    const Instant guess = wall - models::displaySettings().offsetAt(wall);
    return wall - models::displaySettings().offsetAt(guess);
}

int monthOf(const QString& name)
{
    static const QStringList kMonths{QStringLiteral("jan"), QStringLiteral("feb"), QStringLiteral("mar"),
                                     QStringLiteral("apr"), QStringLiteral("may"), QStringLiteral("jun"),
                                     QStringLiteral("jul"), QStringLiteral("aug"), QStringLiteral("sep"),
                                     QStringLiteral("oct"), QStringLiteral("nov"), QStringLiteral("dec")};
    return static_cast<int>(kMonths.indexOf(name.left(3).toLower())) + 1;
}

QRegularExpressionMatch match(const char* pattern, const QString& text)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QString::fromUtf8(pattern)),
                              QRegularExpression::CaseInsensitiveOption)
        .match(text);
}

} // namespace

QString presetTitle(RangePreset preset)
{
    switch (preset) {
    case RangePreset::Minutes15:
        return words(QT_TRANSLATE_NOOP("RangePicker", "Last 15 minutes"));
    case RangePreset::Hour1:
        return words(QT_TRANSLATE_NOOP("RangePicker", "Last hour"));
    case RangePreset::Hours24:
        return words(QT_TRANSLATE_NOOP("RangePicker", "Last 24 hours"));
    case RangePreset::Days7:
        return words(QT_TRANSLATE_NOOP("RangePicker", "Last 7 days"));
    case RangePreset::Days30:
        return words(QT_TRANSLATE_NOOP("RangePicker", "Last 30 days"));
    case RangePreset::Days90:
        return words(QT_TRANSLATE_NOOP("RangePicker", "Last 90 days"));
    case RangePreset::Custom:
        break;
    }
    return words(QT_TRANSLATE_NOOP("RangePicker", "Custom"));
}

minutes presetLength(RangePreset preset)
{
    switch (preset) {
    case RangePreset::Minutes15:
        return minutes{15};
    case RangePreset::Hour1:
        return hours{1};
    case RangePreset::Hours24:
    case RangePreset::Custom:
        return hours{24};
    case RangePreset::Days7:
        return days{7};
    case RangePreset::Days30:
        return days{30};
    case RangePreset::Days90:
        return days{90};
    }
    return hours{24};
}

models::Span spanOf(const TimeRange& range, Instant now)
{
    if (range.preset == RangePreset::Custom && range.custom)
        return *range.custom;
    return {now - presetLength(range.preset), now};
}

QString rangeText(const TimeRange& range)
{
    if (range.preset == RangePreset::Custom && range.custom)
        return models::formatSpan(*range.custom);
    return presetTitle(range.preset);
}

std::optional<Instant> parseInstant(const QString& text, Instant now)
{
    const QString wanted = text.simplified();
    if (wanted.compare(QLatin1String("now"), Qt::CaseInsensitive) == 0 || wanted == QStringLiteral("지금"))
        return now;
    const auto number = [](const QRegularExpressionMatch& m, int group) { return m.captured(group).toInt(); };
    if (const auto m = match("-([0-9]{1,5}) ?(m|h|d)", wanted); m.hasMatch()) {
        const QChar unit = m.captured(2).at(0).toLower();
        const minutes length = unit == QLatin1Char('m') ? minutes{number(m, 1)}
            : unit == QLatin1Char('h')                  ? minutes{hours{number(m, 1)}}
                                                        : minutes{days{number(m, 1)}};
        return now - length;
    }
    const auto local = now + models::displaySettings().offsetAt(now);
    const year_month_day today{floor<days>(local)};
    const int thisYear = int(today.year());
    if (const auto m = match("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?", wanted); m.hasMatch())
        return fromParts(thisYear, int(unsigned(today.month())), int(unsigned(today.day())), number(m, 1),
                         number(m, 2), number(m, 3));
    static constexpr char kClock[] = "(?:[ t]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?";
    const QByteArray clock(kClock);
    if (const auto m = match(QByteArray("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})" + clock).constData(), wanted);
        m.hasMatch())
        return fromParts(number(m, 1), number(m, 2), number(m, 3), number(m, 4), number(m, 5), number(m, 6));
    if (const auto m = match(QByteArray("([0-9]{1,2}) ([a-z]{3,9})" + clock).constData(), wanted);
        m.hasMatch() && monthOf(m.captured(2)) > 0)
        return fromParts(thisYear, monthOf(m.captured(2)), number(m, 1), number(m, 3), number(m, 4),
                         number(m, 5));
    if (const auto m = match(QByteArray("([0-9]{1,2})월 ?([0-9]{1,2})일" + clock).constData(), wanted);
        m.hasMatch())
        return fromParts(thisYear, number(m, 1), number(m, 2), number(m, 3), number(m, 4), number(m, 5));
    return std::nullopt;
}

} // namespace bursar::ui
