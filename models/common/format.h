// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"

#include <QString>

namespace bursar::models {

/// Pieces of an amount, so that a column can align them at the point.
struct MoneyParts {
    QString whole;    ///< with sign (U+2212) and separators
    QString fraction; ///< with the leading point; at most six digits and, when cut, `…`
    QString asset;
    bool isCut = false;
};

/// Which digits of an amount are written.
enum class MoneyDigits {
    UpToSix, ///< as in tables
    All,     ///< as in dialogs and tooltips
    Short    ///< as on axes and cards: `1,902.44`, `12.4 k`
};

MoneyParts moneyParts(const Money& money, MoneyDigits digits = MoneyDigits::UpToSix);
QString formatMoney(const Money& money, MoneyDigits digits = MoneyDigits::UpToSix);
/// The plain decimal form without separators, every digit: `-2500.000000`.
QString plainDecimal(const Money& money);
/// For charts only, never for arithmetic on money.
double approximate(const Money& money);
/// Compares two amounts of the same asset exactly, whatever their decimals.
std::strong_ordering compareAmounts(const Money& left, const Money& right);

/// `1,284,220`
QString formatCount(qint64 value);
/// `184.2 k`, `1.25 M` from 10 000; below as `formatCount`, with at most two digits after the point.
QString formatShort(double value);
QString formatNumber(double value, int digits);
/// `2.87 %`
QString formatRate(double fraction, int digits = 2);
/// `▲ 1.9 pp`, `▼ 18.6 %`, `±0`
QString formatChange(const RateChange& change);
/// `812 ms`, `1.24 s`, `4 m 12 s`, `3 h`, `12 d`
QString formatDuration(std::chrono::microseconds value);
/// One unit, rounded down: `44 s`, `28 m`, `3 h`, `12 d`; `28분` in Korean.
QString formatAge(std::chrono::microseconds age);
/// Today `14:21:08`, this year `18 Nov 14:21`, else `2025-11-18`, in the shown zone.
QString formatTime(Instant at, TimeStyle style = TimeStyle::Auto);
/// `20 Nov 14:15 – 14:20`: a span as charts and the range chip name it.
QString formatSpan(const Span& span);
/// `18 Nov` or `11월 18일`
QString formatDay(Instant at);
/// `14:21` in the shown zone.
QString formatClock(Instant at);
/// `2026-11-20T14:21:08.412Z`
QString formatRfc3339(Instant at);
/// `0x742d35Cc…7f4FAEd1`, `DstG9xKq…7mQp4Rt2`
QString shortenAddress(const QString& address);
/// `0x9f3c1e…a4d2`, `7c1e90ab…`
QString shortenHash(const QString& hash);
/// `mp_sk_live_ab12••••`
QString maskKey(const QString& prefix);
/// An address in groups of four, for money dialogs.
QString groupsOfFour(const QString& address);

/// Replaces the plain spaces before units by thin ones and hyphen-minus by U+2212.
QString typeset(QString text);

} // namespace bursar::models
