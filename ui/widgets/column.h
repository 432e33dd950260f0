// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace bursar::ui {

/// What a column of a table holds; decides alignment, default width and the filter's form.
enum class ColumnKind {
    Text, Code, Count, Money, Rate, Number, Duration, Time, Age, Address, Hash, Id, Key, State, Series
};

/// A column of a `DataTable`; the list's order is the model's column order.
struct Column {
    QString key;         ///< stable: settings, sorting, export
    QString title;
    ColumnKind kind = ColumnKind::Text;
    int width = 0;       ///< at text size 100 %; 0: the kind's default
    int priority = 0;    ///< 0 never drops; the highest number drops first when the width is short
    bool isSortable = true;
    bool isShown = true; ///< by default; the operator's choice is remembered
    bool stretches = false; ///< takes what is left; the first text column when none says so
    QString filterField; ///< field of the filter bar; empty: no "filter by this"
};

int defaultColumnWidth(ColumnKind kind);
Qt::Alignment columnAlignment(ColumnKind kind);

} // namespace bursar::ui
