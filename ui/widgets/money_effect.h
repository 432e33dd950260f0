// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

class QGridLayout;

namespace bursar::ui {

/// Who is affected, and how. Texts are already formatted, with every digit.
struct MoneyEffectRow {
    QString who;
    QString note;       ///< beside it, muted: a role
    QStringList values; ///< one a column after the first
    QString second;     ///< a line below, muted: how much of it is held
    QString address;    ///< where value goes, whole; shown in groups of four
    friend bool operator==(const MoneyEffectRow&, const MoneyEffectRow&) = default;
};

/// What an action does, before it happens.
struct MoneyEffect {
    QString caption; ///< over the amount: `Leaves escrow`
    QString amount;
    QString asset;
    QStringList columns; ///< the first names who, the others the values; empty: no table
    std::vector<MoneyEffectRow> rows;
    QStringList total; ///< values of the last line; empty: none
    QStringList notes; ///< fee and who pays it, time to final: sentences
    QString irreversible;
    QStringList warnings;
    QString refusal; ///< why it would be refused now; empty: it would not
    friend bool operator==(const MoneyEffect&, const MoneyEffect&) = default;
};

/// The effect as a table: a hairline between rows, a stronger one above the total, addresses under their names. The
/// digits are whole: where they need the width, they are set smaller.
class MoneyEffectTable : public QWidget {
    Q_OBJECT

public:
    explicit MoneyEffectTable(QWidget* parent = nullptr);
    void setEffect(const MoneyEffect& effect);

private:
    QGridLayout* m_grid;
};

} // namespace bursar::ui
