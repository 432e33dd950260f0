// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common/format.h"

#include <algorithm>

namespace bursar::models {
namespace {

constexpr qsizetype kShownFractionDigits = 6;

/// An amount taken apart: digits without sign, whole part without leading zeros, all fraction digits.
struct Digits {
    bool isNegative = false;
    QString whole;
    QString fraction;
};

Digits digitsOf(const Money& money)
{
    Digits digits;
    QString text = money.atomic;
    digits.isNegative = text.startsWith(QLatin1Char('-'));
    if (digits.isNegative || text.startsWith(QLatin1Char('+')))
        text.remove(0, 1);
    const bool isNumber = !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return c >= QLatin1Char('0') && c <= QLatin1Char('9');
    });
    if (!isNumber)
        text = QStringLiteral("0");
    const qsizetype decimals = std::max(0, money.decimals);
    if (text.size() <= decimals)
        text = text.rightJustified(decimals + 1, QLatin1Char('0'));
    digits.whole = text.left(text.size() - decimals);
    digits.fraction = text.right(decimals);
    while (digits.whole.size() > 1 && digits.whole.startsWith(QLatin1Char('0')))
        digits.whole.remove(0, 1);
    const auto isZero = [](const QString& part) { return part.count(QLatin1Char('0')) == part.size(); };
    if (isZero(digits.whole) && isZero(digits.fraction))
        digits.isNegative = false;
    return digits;
}

QString withSeparators(QString whole)
{
    for (qsizetype at = whole.size() - 3; at > 0; at -= 3)
        whole.insert(at, QLatin1Char(','));
    return whole;
}

QString sign(bool isNegative)
{
    return isNegative ? QString(QChar(0x2212)) : QString();
}

} // namespace

MoneyParts moneyParts(const Money& money, MoneyDigits which)
{
    const Digits digits = digitsOf(money);
    MoneyParts parts;
    parts.asset = money.asset;
    if (which == MoneyDigits::Short) {
        parts.whole = formatShort(approximate(money));
        return parts;
    }
    parts.whole = sign(digits.isNegative) + withSeparators(digits.whole);
    parts.isCut = which == MoneyDigits::UpToSix && digits.fraction.size() > kShownFractionDigits;
    if (!digits.fraction.isEmpty())
        parts.fraction
            = QLatin1Char('.')
              + (parts.isCut ? digits.fraction.left(kShownFractionDigits) + QChar(0x2026) : digits.fraction);
    return parts;
}

QString formatMoney(const Money& money, MoneyDigits digits)
{
    const MoneyParts parts = moneyParts(money, digits);
    const QString number = parts.whole + parts.fraction;
    return parts.asset.isEmpty() ? number : QString(number + QLatin1Char(' ') + parts.asset);
}

QString plainDecimal(const Money& money)
{
    const Digits digits = digitsOf(money);
    QString text = digits.isNegative ? QStringLiteral("-") : QString();
    text += digits.whole;
    if (!digits.fraction.isEmpty())
        text += QLatin1Char('.') + digits.fraction;
    return text;
}

double approximate(const Money& money)
{
    return plainDecimal(money).toDouble();
}

std::strong_ordering compareAmounts(const Money& left, const Money& right)
{
    Digits a = digitsOf(left);
    Digits b = digitsOf(right);
    if (a.isNegative != b.isNegative)
        return a.isNegative ? std::strong_ordering::less : std::strong_ordering::greater;
    const qsizetype fraction = std::max(a.fraction.size(), b.fraction.size());
    const qsizetype whole = std::max(a.whole.size(), b.whole.size());
    const auto padded = [&](const Digits& d) {
        return QString(d.whole.rightJustified(whole, QLatin1Char('0'))
                       + d.fraction.leftJustified(fraction, QLatin1Char('0')));
    };
    const int order = QString::compare(padded(a), padded(b));
    const auto magnitude = order <=> 0;
    return a.isNegative ? 0 <=> order : magnitude;
}

} // namespace bursar::models
