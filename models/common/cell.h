// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/state_words.h"
#include "models/common/time.h"

#include <QMetaType>
#include <QString>
#include <QVariant>

#include <chrono>
#include <variant>
#include <vector>

class QJsonValue;

namespace bursar::models {

/// No value; the reason is the tooltip of the dash. Zero is not absent.
struct Absent {
    QString reason;
    friend bool operator==(const Absent&, const Absent&) = default;
};

/// A number of things, shown with separators.
struct Count {
    qint64 value = 0;
    friend bool operator==(const Count&, const Count&) = default;
};

/// An exact amount: a decimal integer in the asset's smallest unit, of any length, with an optional leading
/// '-'.
struct Money {
    QString atomic;
    int decimals = 0;
    QString asset; ///< empty where the column or card already names it
    friend bool operator==(const Money&, const Money&) = default;
};

/// A fraction of one: 0.0287 is shown as `2.87 %`.
struct Rate {
    double fraction = 0;
    int digits = 2;
    friend bool operator==(const Rate&, const Rate&) = default;
};

/// A difference of two rates in percentage points (0.019 is `▲ 1.9 pp`), or relative (0.041 is `▲ 4.1 %`).
struct RateChange {
    enum class Kind { Points, Relative };
    double fraction = 0;
    Kind kind = Kind::Relative;
    friend bool operator==(const RateChange&, const RateChange&) = default;
};

/// A measured number with a unit that is neither money nor a count: `62.44 gwei`.
struct Number {
    double value = 0;
    int digits = 2;
    QString unit;
    friend bool operator==(const Number&, const Number&) = default;
};

struct Duration {
    std::chrono::microseconds value{};
    friend bool operator==(const Duration&, const Duration&) = default;
};

/// How a time is shown: by its distance from now, with milliseconds (logs), as its age (`28 m`), or as what is left until
/// it comes (`in 22 h`).
enum class TimeStyle { Auto, Log, Age, Until };

struct Time {
    Instant at;
    TimeStyle style = TimeStyle::Auto;
    friend bool operator==(const Time&, const Time&) = default;
};

/// A chain address (EVM or Solana, told apart by its shape), and its known name if there is one.
struct Address {
    QString value;
    QString name;
    friend bool operator==(const Address&, const Address&) = default;
};

/// A transaction hash, a Solana signature or a UUID, told apart by its shape.
struct Hash {
    QString value;
    friend bool operator==(const Hash&, const Hash&) = default;
};

/// One of our ids (`ch_1a2b3c4d-5e6`), always shown whole.
struct OwnId {
    QString value;
    friend bool operator==(const OwnId&, const OwnId&) = default;
};

/// The public prefix of a secret key.
struct KeyPrefix {
    QString value;
    friend bool operator==(const KeyPrefix&, const KeyPrefix&) = default;
};

/// A state of a thing by its wire word; `args` fill the blanks of its word (`Approval 1 of 2`).
struct State {
    StateThing thing{};
    QString wire;
    QStringList args;
    friend bool operator==(const State&, const State&) = default;
};

/// A short run of numbers, drawn as a sparkline; NaN is a gap.
struct Series {
    std::vector<double> values;
    friend bool operator==(const Series&, const Series&) = default;
};

struct Text {
    QString value;
    bool muted = false;
    friend bool operator==(const Text&, const Text&) = default;
};

/// Text in the mono face: a path, a filter, a JSON fragment.
struct Code {
    QString value;
    friend bool operator==(const Code&, const Code&) = default;
};

/// The typed value of one table cell or fact; views format it, models never do.
using Cell = std::variant<Absent, Count, Money, Rate, RateChange, Number, Duration, Time, Address, Hash,
                          OwnId, KeyPrefix, State, Series, Text, Code>;

/// Item data role under which a model hands out a `Cell`.
constexpr int kCellRole = Qt::UserRole + 1;
/// Item data role (bool): the row is loading, or refers to something gone; it is painted muted.
constexpr int kMutedRowRole = Qt::UserRole + 2;
/// Item data role (QString): what "filter by this" writes where it is not the cell's own value, as the id of a key.
constexpr int kFilterValueRole = Qt::UserRole + 5;

QVariant toVariant(Cell cell);
/// The cell in a variant; `Absent` for anything else.
Cell cellOf(const QVariant& value);

/// The cell in its shown form, with `—` for an absent one and nothing for a series.
QString shown(const Cell& cell);
/// The machine form: no separators, RFC 3339, seconds, wire words.
QString copied(const Cell& cell);
/// All digits, both zones, the age, the whole address, the reason of absence. Empty where it adds nothing.
QString tooltipOf(const Cell& cell);
/// For "copy as JSON": numbers stay numbers, amounts are strings.
QJsonValue jsonOf(const Cell& cell);

enum class CellAlign { Left, Right };
CellAlign alignmentOf(const Cell& cell);
bool isMono(const Cell& cell);
/// Numeric for numbers and amounts, by text otherwise; absent cells come last.
bool lessThan(const Cell& left, const Cell& right);

} // namespace bursar::models

Q_DECLARE_METATYPE(bursar::models::Cell)
