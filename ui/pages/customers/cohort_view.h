// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/customers/customer_reports.h"

#include <QWidget>

class QComboBox;

namespace bursar::ui {

class Card;
class CohortMap;
class FirstSteps;
class TextLabel;

/// Who came back: customers by the month of their first request, and the share of them seen in each month after.
class CohortView : public QWidget {
    Q_OBJECT

public:
    CohortView(models::CustomerReports& reports, models::Gateway& gateway, FirstSteps* firstSteps,
               QWidget* parent = nullptr);
    /// Takes over what the reports were told.
    void showMonths();

Q_SIGNALS:
    /// Every cell leads to the customers in the order of their first request.
    void customersRequested();
    void changed();

private:
    void fill();

    models::CustomerReports& m_reports;
    Card* m_card;
    CohortMap* m_map;
    TextLabel* m_sum;
    QComboBox* m_months;
};

} // namespace bursar::ui
