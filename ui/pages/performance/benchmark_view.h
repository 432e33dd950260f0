// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/cell_table.h"
#include "models/pages/performance/performance_model.h"

#include <QWidget>

class QComboBox;

namespace bursar::ui {

class Card;
class DataTable;
class PageScroll;

/// Leaderboards by category, with what each score is made of; one's own agents are marked.
class BenchmarkView : public QWidget {
    Q_OBJECT

public:
    BenchmarkView(models::BenchmarkModel& model, models::Gateway& gateway, QWidget* parent = nullptr);
    DataTable* table() const { return m_table; }
    QComboBox* picker() const { return m_picker; }

Q_SIGNALS:
    void agentOpened(const QString& agentId);
    void categoryChosen();

private:
    void fillCategories();
    void fillRanking();

    models::BenchmarkModel& m_model;
    models::CellTable m_rows;
    Card* m_card;
    DataTable* m_table;
    QComboBox* m_picker;
};

} // namespace bursar::ui
