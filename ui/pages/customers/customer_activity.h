// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/cell_table.h"
#include "models/pages/customers/customer_record.h"

#include <QWidget>

class QComboBox;

namespace bursar::ui {

class BarsOverTime;
class Card;
class DataTable;

/// What a customer did: by day, and by tool.
class CustomerActivity : public QWidget {
    Q_OBJECT

public:
    CustomerActivity(models::CustomerRecord& record, models::Gateway& gateway, QWidget* parent = nullptr);

Q_SIGNALS:
    void toolActivated(const QString& tool);
    void dayActivated(const bursar::models::Span& span);

private:
    void buildDays(models::Gateway& gateway);
    void buildTools(models::Gateway& gateway);
    void fillDays();
    void fillTools();

    models::CustomerRecord& m_record;
    models::CellTable m_rows;
    Card* m_daysCard;
    BarsOverTime* m_days;
    QComboBox* m_measure;
    Card* m_toolsCard;
    DataTable* m_tools;
};

} // namespace bursar::ui
