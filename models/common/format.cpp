// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/format.h"

#include "models/common/tr.h"

#include <QCoreApplication>
#include <QDate>
#include <QRegularExpression>

#include <array>
#include <cmath>

namespace bursar::models {
namespace {

using namespace std::chrono;

constexpr QChar kMinus(0x2212);
constexpr QChar kEllipsis(0x2026);
constexpr QChar kThinSpace(0x2009);
constexpr QChar kEnDash(0x2013);

QString words(const char* source)
{
    return QCoreApplication::translate("Format", source);
}

QString withSeparators(quint64 value)
{
    QString text = QString::number(value);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3)
        text.insert(at, QLatin1Char(','));
    return text;
}

/// The parts of a time in the shown zone.
struct Shown {
    QDate date;
    int hour;
    int minute;
    int second;
    int millisecond;
};

Shown inZone(Instant at, seconds offset)
{
    const auto moved = at + offset;
    const auto day = floor<days>(moved);
    const auto rest = floor<milliseconds>(moved - day);
    const year_month_day date{day};
    const auto ms = rest.count();
    return {QDate(int(date.year()), int(unsigned(date.month())), int(unsigned(date.day()))),
            int(ms / 3'600'000), int(ms / 60'000 % 60), int(ms / 1000 % 60), int(ms % 1000)};
}

Shown inShownZone(Instant at)
{
    return inZone(at, displaySettings().offsetAt(at));
}

QString two(int number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

QString clock(const Shown& time)
{
    return QString(two(time.hour) + QLatin1Char(':') + two(time.minute));
}

QString dayAndMonth(const QDate& date)
{
    if (displaySettings().isKorean())
        return QStringLiteral("%1월 %2일").arg(date.month()).arg(date.day());
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto month = static_cast<std::size_t>(date.month() - 1);
    return QStringLiteral("%1 %2").arg(date.day()).arg(QLatin1String(kMonths.at(month)));
}

/// A number with three significant digits at most and its unit, as of `12.4 k`.
QString scaled(double value, double unit, QLatin1String name)
{
    const double number = value / unit;
    const double size = std::abs(number);
    const int digits = size < 10 ? 2 : size < 1000 ? 1 : 0;
    QString text = formatNumber(number, digits);
    if (text.endsWith(QLatin1String(".0")))
        text.chop(2);
    return text + kThinSpace + name;
}

bool matches(const QString& text, const QString& pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

} // namespace

QString typeset(QString text)
{
    text.replace(QLatin1Char('-'), kMinus);
    text.replace(QLatin1Char(' '), kThinSpace);
    return text;
}

QString formatCount(qint64 value)
{
    const auto magnitude = value < 0 ? quint64(0) - static_cast<quint64>(value) : static_cast<quint64>(value);
    const QString text = withSeparators(magnitude);
    return value < 0 ? QString(kMinus + text) : text;
}

QString formatNumber(double value, int digits)
{
    if (!std::isfinite(value))
        return QString(QChar(0x2014));
    QString text = QString::number(std::abs(value), 'f', digits);
    const qsizetype point = text.indexOf(QLatin1Char('.'));
    for (qsizetype at = (point < 0 ? text.size() : point) - 3; at > 0; at -= 3)
        text.insert(at, QLatin1Char(','));
    const bool isZero = !text.contains(QRegularExpression(QStringLiteral("[1-9]")));
    return value < 0 && !isZero ? QString(kMinus + text) : text;
}

QString formatShort(double value)
{
    const double size = std::abs(value);
    if (size >= 999'950'000'000.0)
        return scaled(value, 1e12, QLatin1String("T"));
    if (size >= 999'950'000.0)
        return scaled(value, 1e9, QLatin1String("G"));
    if (size >= 999'950.0)
        return scaled(value, 1e6, QLatin1String("M"));
    if (size >= 10'000.0)
        return scaled(value, 1e3, QLatin1String("k"));
    if (value == std::floor(value))
        return formatCount(static_cast<qint64>(value));
    return formatNumber(value, 2);
}

QString formatRate(double fraction, int digits)
{
    return formatNumber(fraction * 100, digits) + kThinSpace + QLatin1Char('%');
}

QString formatChange(const RateChange& change)
{
    const double percent = change.fraction * 100;
    const QString number = formatNumber(std::abs(percent), 1);
    if (number == QLatin1String("0.0"))
        return QStringLiteral("±0");
    const QChar arrow = percent > 0 ? QChar(0x25B2) : QChar(0x25BC);
    const QString unit = change.kind == RateChange::Kind::Points ? words(QT_TRANSLATE_NOOP("Format", "pp"))
                                                                 : QStringLiteral("%");
    return arrow + kThinSpace + number + kThinSpace + unit;
}

QString formatDuration(microseconds value)
{
    const bool isNegative = value.count() < 0;
    const qint64 us = std::abs(value.count());
    QString text;
    if (us < 1000)
        text = us == 0 ? QStringLiteral("0 ms")
                       : formatNumber(double(us) / 1000, us < 100 ? 2 : 1) + QLatin1String(" ms");
    else if (us < 999'500)
        text = QString::number((us + 500) / 1000) + QLatin1String(" ms");
    else if (us < 59'995'000)
        text = formatNumber(double(us) / 1e6, 2) + QLatin1String(" s");
    else if (const qint64 s = (us + 500'000) / 1'000'000; s < 3600)
        text = QStringLiteral("%1 m %2 s").arg(s / 60).arg(s % 60);
    else if (s < 86'400)
        text = s % 3600 < 60 ? QStringLiteral("%1 h").arg(s / 3600)
                             : QStringLiteral("%1 h %2 m").arg(s / 3600).arg(s % 3600 / 60);
    else
        text = QStringLiteral("%1 d").arg(s / 86'400);
    if (text.endsWith(QLatin1String(" m 0 s")))
        text.chop(4);
    text.replace(QLatin1Char(' '), kThinSpace);
    return isNegative ? QString(kMinus + text) : text;
}

QString formatAge(microseconds age)
{
    const qint64 s = std::max<qint64>(0, duration_cast<seconds>(age).count());
    const bool isKorean = displaySettings().isKorean();
    const auto write = [isKorean](qint64 number, QLatin1String unit, const QString& korean) {
        return isKorean ? QString(QString::number(number) + korean)
                        : QString(QString::number(number) + kThinSpace + unit);
    };
    if (s < 60)
        return write(s, QLatin1String("s"), QStringLiteral("초"));
    if (s < 3600)
        return write(s / 60, QLatin1String("m"), QStringLiteral("분"));
    if (s < 86'400)
        return write(s / 3600, QLatin1String("h"), QStringLiteral("시간"));
    return write(s / 86'400, QLatin1String("d"), QStringLiteral("일"));
}

QString formatTime(Instant at, TimeStyle style)
{
    if (style == TimeStyle::Age)
        return formatAge(displaySettings().now() - at);
    if (style == TimeStyle::Until)
        return at > displaySettings().now() ? tr("in %1").arg(formatAge(at - displaySettings().now())) : tr("due");
    const Shown time = inShownZone(at);
    const Shown today = inShownZone(displaySettings().now());
    QString seconds = clock(time) + QLatin1Char(':') + two(time.second);
    if (style == TimeStyle::Log)
        seconds += QStringLiteral(".%1").arg(time.millisecond, 3, 10, QLatin1Char('0'));
    if (time.date == today.date)
        return seconds;
    if (style == TimeStyle::Log)
        return dayAndMonth(time.date) + QLatin1Char(' ') + seconds;
    if (time.date.year() == today.date.year())
        return dayAndMonth(time.date) + QLatin1Char(' ') + clock(time);
    return time.date.toString(Qt::ISODate);
}

QString formatDay(Instant at)
{
    return dayAndMonth(inShownZone(at).date);
}

QString formatClock(Instant at)
{
    return clock(inShownZone(at));
}

QString formatSpan(const Span& span)
{
    const Shown from = inShownZone(span.from);
    const Shown to = inShownZone(span.to);
    const bool isThisYear = from.date.year() == inShownZone(displaySettings().now()).date.year();
    const QString day = isThisYear ? dayAndMonth(from.date) : from.date.toString(Qt::ISODate);
    const QString dash = QStringLiteral(" %1 ").arg(kEnDash);
    if (from.date == to.date)
        return day + QLatin1Char(' ') + clock(from) + dash + clock(to);
    const QString lastDay = isThisYear ? dayAndMonth(to.date) : to.date.toString(Qt::ISODate);
    const bool areMidnights = clock(from) == QLatin1String("00:00") && clock(to) == QLatin1String("00:00");
    if (areMidnights && from.date.addDays(1) == to.date)
        return day;
    if (areMidnights)
        return day + dash + lastDay;
    return day + QLatin1Char(' ') + clock(from) + dash + lastDay + QLatin1Char(' ') + clock(to);
}

QString formatRfc3339(Instant at)
{
    const Shown time = inZone(at, seconds{0});
    const auto us = (at - floor<seconds>(at)).count();
    QString fraction;
    if (us != 0) {
        fraction = QStringLiteral(".%1").arg(us, 6, 10, QLatin1Char('0'));
        if (us % 1000 == 0)
            fraction.chop(3);
    }
    return QString(time.date.toString(Qt::ISODate) + QLatin1Char('T') + clock(time) + QLatin1Char(':')
                   + two(time.second) + fraction + QLatin1Char('Z'));
}

QString shortenAddress(const QString& address)
{
    const bool isEvm = address.startsWith(QLatin1String("0x"), Qt::CaseInsensitive);
    const qsizetype head = isEvm ? 10 : 8;
    if (address.size() <= head + 8 + 1)
        return address;
    return QString(address.left(head) + kEllipsis + address.right(8));
}

QString shortenHash(const QString& hash)
{
    if (matches(hash, QStringLiteral("0[xX][0-9a-fA-F]{13,}")))
        return QString(hash.left(8) + kEllipsis + hash.right(4));
    if (matches(hash, QStringLiteral("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")))
        return QString(hash.left(8) + kEllipsis);
    return shortenAddress(hash);
}

QString maskKey(const QString& prefix)
{
    return prefix + QString(4, QChar(0x2022));
}

QString groupsOfFour(const QString& address)
{
    const bool isEvm = address.startsWith(QLatin1String("0x"), Qt::CaseInsensitive);
    QStringList groups;
    if (isEvm)
        groups << address.left(2);
    for (qsizetype at = isEvm ? 2 : 0; at < address.size(); at += 4)
        groups << address.mid(at, 4);
    return groups.join(QLatin1Char(' '));
}

} // namespace bursar::models
