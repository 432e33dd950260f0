// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/cell_table.h"
#include "models/pages/overview/overview_model.h"
#include "ui/widgets/card.h"

class QComboBox;

namespace bursar::ui {

class Button;
class DataTable;

/// "What moved": two spans of equal length compared by every dimension, greatest change first.
class MovedPanel : public Card {
    Q_OBJECT

public:
    MovedPanel(models::OverviewModel& model, models::Gateway& gateway, QWidget* parent = nullptr);

    DataTable* table() const { return m_table; }
    /// Brings choices in line with the model (after a restored state).
    void refreshChoices();
    /// `revenue 14:00 – 14:30 against 13:30 – 14:00: −91.20 USDC`
    QString headline() const;

Q_SIGNALS:
    /// Logs with this condition, in the later span.
    void logsRequested(const QString& condition, const bursar::models::Span& span);
    void choiceChanged();

private:
    void fill();
    models::CellRow rowOf(const contract::MovedRow& row, double greatest) const;
    models::Cell valueCell(double value) const;

    models::OverviewModel& m_model;
    models::CellTable m_rows;
    DataTable* m_table;
    QComboBox* m_measure;
    Button* m_latest;
};

} // namespace bursar::ui
