// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/cell_table.h"
#include "models/pages/customers/customer_reports.h"

#include <QWidget>

class QComboBox;

namespace bursar::ui {

class Card;
class DataTable;
class FactList;
class FirstSteps;
class Funnel;
class Plot;

/// From MCP to A2A to paid: how many go on at each step, by day, and the journeys of those who used both.
class FunnelView : public QWidget {
    Q_OBJECT

public:
    FunnelView(models::CustomerReports& reports, models::Gateway& gateway, FirstSteps* firstSteps,
               QWidget* parent = nullptr);
    /// Takes over what the reports were told.
    void showDays();

Q_SIGNALS:
    void logsRequested(const QStringList& filters, const bursar::models::Span& span);
    void customerActivated(const QString& customerId);
    void changed();

private:
    QWidget* buildFunnel(FirstSteps* firstSteps);
    QWidget* buildTrend();
    QWidget* buildJourneys();
    void fill();
    void fillSteps();
    void fillTrend();
    void fillJourneys();
    void openStep(int step);
    /// Whole UTC days, as the engine counts them.
    models::Span span() const;

    models::CustomerReports& m_reports;
    models::Gateway& m_gateway;
    models::CellTable m_rows;
    QComboBox* m_days;
    Card* m_funnelCard = nullptr;
    Funnel* m_funnel = nullptr;
    Card* m_factsCard = nullptr;
    FactList* m_facts = nullptr;
    Card* m_trendCard = nullptr;
    Plot* m_trend = nullptr;
    Card* m_journeysCard = nullptr;
    DataTable* m_journeys = nullptr;
};

} // namespace bursar::ui
