// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/cell.h"

#include "models/common/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonValue>

#include <cmath>

namespace bursar::models {
namespace {

template <class... Ts>
struct Overload : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overload(Ts...) -> Overload<Ts...>;

/// Digits of doubles as machines read them: the shortest form that reads back the same.
QString machineNumber(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', QLocale::FloatingPointShortest) : QString();
}

QString seriesText(const Series& series)
{
    QStringList numbers;
    for (const double value : series.values)
        numbers << machineNumber(value);
    return numbers.join(QLatin1Char(' '));
}

QString secondsText(std::chrono::microseconds value)
{
    return machineNumber(static_cast<double>(value.count()) / 1e6);
}

QString timeTooltip(Instant at)
{
    auto& settings = displaySettings();
    const QString local = [&] {
        const auto milliseconds
            = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
        return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toLocalTime().toString(
            QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz t"));
    }();
    QString utc = formatRfc3339(at);
    utc.replace(QLatin1Char('T'), QLatin1Char(' ')).replace(QLatin1Char('Z'), QLatin1String(" UTC"));
    const auto age = settings.now() - at;
    const QString distance = age.count() >= 0
        ? QCoreApplication::translate("Format", "%1 ago").arg(formatAge(age))
        : QCoreApplication::translate("Format", "in %1").arg(formatAge(-age));
    return QStringLiteral("%1\n%2\n%3").arg(utc, local, distance);
}

QString addressShown(const Address& address)
{
    const QString digits = shortenAddress(address.value);
    return address.name.isEmpty() ? digits : QString(address.name + QLatin1String("  ") + digits);
}

/// The number by which a cell sorts; nothing for text.
std::optional<double> sortNumber(const Cell& cell)
{
    return std::visit(
        Overload {
            [](const Count& c) -> std::optional<double> { return static_cast<double>(c.value); },
            [](const Rate& c) -> std::optional<double> { return c.fraction; },
            [](const RateChange& c) -> std::optional<double> { return c.fraction; },
            [](const Number& c) -> std::optional<double> { return c.value; },
            [](const Duration& c) -> std::optional<double> { return static_cast<double>(c.value.count()); },
            [](const Time& c) -> std::optional<double> {
                return static_cast<double>(c.at.time_since_epoch().count());
            },
            [](const Series& c) -> std::optional<double> { return c.values.empty() ? 0.0 : c.values.back(); },
            [](const auto&) -> std::optional<double> { return std::nullopt; }},
        cell);
}

} // namespace

QVariant toVariant(Cell cell)
{
    return QVariant::fromValue(std::move(cell));
}

Cell cellOf(const QVariant& value)
{
    return value.canConvert<Cell>() ? value.value<Cell>() : Cell(Absent{});
}

QString shown(const Cell& cell)
{
    return std::visit(
        Overload{[](const Absent&) { return QString(QChar(0x2014)); },
                 [](const Count& c) { return formatCount(c.value); },
                 [](const Money& c) { return formatMoney(c); },
                 [](const Rate& c) { return formatRate(c.fraction, c.digits); },
                 [](const RateChange& c) { return formatChange(c); },
                 [](const Number& c) {
                     const QString number = formatNumber(c.value, c.digits);
                     return c.unit.isEmpty() ? number : QString(number + QChar(0x2009) + c.unit);
                 },
                 [](const Duration& c) { return formatDuration(c.value); },
                 [](const Time& c) { return formatTime(c.at, c.style); },
                 [](const Address& c) { return addressShown(c); },
                 [](const Hash& c) { return shortenHash(c.value); },
                 [](const OwnId& c) { return c.value; },
                 [](const KeyPrefix& c) { return maskKey(c.value); },
                 [](const State& c) { return lookOf(c.thing, c.wire, c.args).word; },
                 [](const Series&) { return QString(); },
                 [](const Text& c) { return c.value; },
                 [](const Code& c) { return c.value; }},
        cell);
}

QString copied(const Cell& cell)
{
    return std::visit(
        Overload{[](const Absent&) { return QString(); },
                 [](const Count& c) { return QString::number(c.value); },
                 [](const Money& c) { return plainDecimal(c); },
                 [](const Rate& c) { return machineNumber(c.fraction); },
                 [](const RateChange& c) { return machineNumber(c.fraction); },
                 [](const Number& c) { return machineNumber(c.value); },
                 [](const Duration& c) { return secondsText(c.value); },
                 [](const Time& c) { return formatRfc3339(c.at); },
                 [](const State& c) { return c.wire; },
                 [](const Series& c) { return seriesText(c); },
                 [](const auto& c) { return c.value; }},
        cell);
}

QString tooltipOf(const Cell& cell)
{
    return std::visit(
        Overload{[](const Absent& c) { return c.reason; },
                 [](const Money& c) {
                     return moneyParts(c).isCut ? formatMoney(c, MoneyDigits::All) : QString();
                 },
                 [](const Duration& c) {
                     return c.value >= std::chrono::minutes{1} ? QString(secondsText(c.value) + QChar(0x2009)
                                                                         + QLatin1Char('s'))
                                                               : QString();
                 },
                 [](const Time& c) { return timeTooltip(c.at); },
                 [](const Address& c) {
                     return c.name.isEmpty() ? c.value : QString(c.name + QLatin1Char('\n') + c.value);
                 },
                 [](const Hash& c) { return c.value; },
                 [](const auto&) { return QString(); }},
        cell);
}

QJsonValue jsonOf(const Cell& cell)
{
    return std::visit(
        Overload{[](const Absent&) { return QJsonValue(QJsonValue::Null); },
                 [](const Count& c) { return QJsonValue(c.value); },
                 [](const Rate& c) { return QJsonValue(c.fraction); },
                 [](const RateChange& c) { return QJsonValue(c.fraction); },
                 [](const Number& c) { return QJsonValue(c.value); },
                 [](const Duration& c) { return QJsonValue(static_cast<double>(c.value.count()) / 1e6); },
                 [](const Series& c) {
                     QJsonArray numbers;
                     for (const double value : c.values)
                         numbers.append(std::isfinite(value) ? QJsonValue(value)
                                                             : QJsonValue(QJsonValue::Null));
                     return QJsonValue(numbers);
                 },
                 [&](const auto&) { return QJsonValue(copied(cell)); }},
        cell);
}

CellAlign alignmentOf(const Cell& cell)
{
    const bool isRight = std::holds_alternative<Count>(cell) || std::holds_alternative<Money>(cell)
        || std::holds_alternative<Rate>(cell) || std::holds_alternative<RateChange>(cell)
        || std::holds_alternative<Number>(cell) || std::holds_alternative<Duration>(cell);
    return isRight ? CellAlign::Right : CellAlign::Left;
}

bool isMono(const Cell& cell)
{
    return std::holds_alternative<Address>(cell) || std::holds_alternative<Hash>(cell)
        || std::holds_alternative<OwnId>(cell) || std::holds_alternative<KeyPrefix>(cell)
        || std::holds_alternative<Code>(cell);
}

bool lessThan(const Cell& left, const Cell& right)
{
    const bool leftAbsent = std::holds_alternative<Absent>(left);
    const bool rightAbsent = std::holds_alternative<Absent>(right);
    if (leftAbsent || rightAbsent)
        return !leftAbsent && rightAbsent;
    const auto* leftMoney = std::get_if<Money>(&left);
    const auto* rightMoney = std::get_if<Money>(&right);
    if (leftMoney && rightMoney) {
        if (leftMoney->asset != rightMoney->asset)
            return leftMoney->asset < rightMoney->asset;
        return compareAmounts(*leftMoney, *rightMoney) < 0;
    }
    const auto leftNumber = sortNumber(left);
    const auto rightNumber = sortNumber(right);
    if (leftNumber && rightNumber)
        return *leftNumber < *rightNumber;
    return QString::localeAwareCompare(shown(left), shown(right)) < 0;
}

} // namespace bursar::models
