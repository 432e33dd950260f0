// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/cell_table.h"
#include "models/pages/common/live_pulse.h"
#include "models/pages/revenue/revenue_model.h"
#include "ui/pages/common/chart_mapping.h"
#include "ui/shell/page.h"

class QComboBox;

namespace bursar::ui {

class BarList;
class BarsOverTime;
class Card;
class DataTable;
class FirstSteps;
class PageScroll;
class PricePanel;
class StatRow;
struct Report;

/// What came in: by time, tool, asset and protocol; who pays; what a customer is worth; what a price should be.
/// Every figure says on what basis it stands.
class RevenuePage : public Page {
    Q_OBJECT

public:
    explicit RevenuePage(Shell& shell, QWidget* parent = nullptr);
    ~RevenuePage() override;

    QString id() const override { return QStringLiteral("revenue"); }
    QString title() const override;
    std::vector<PageAction> actions() override;
    void refresh() override;
    void deactivate() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    bool isBusy() const override;

    Report report();
    models::RevenueModel& model() { return m_model; }

private:
    void build();
    void buildStats();
    QWidget* buildCourse();
    QWidget* buildSplit();
    QWidget* buildPeriods();
    void openStat(int card);
    void openSplit(const QString& key);
    void setSplit(models::RevenueSplit split);

    void fillStats();
    void fillCourse();
    void fillReport();
    void fillSplit();
    void fillPayers();
    void fillPeriods();
    void fillBasis();
    QString basis();

    models::RevenueModel m_model;
    models::LivePulse m_pulse;
    models::CellTable m_splitRows;
    models::CellTable m_payerRows;
    models::CellTable m_periodRows;
    ColorBook m_colors;

    bool m_canExport = false;

    PageScroll* m_scroll;
    FirstSteps* m_firstSteps;
    StatRow* m_stats;
    Card* m_courseCard = nullptr;
    BarsOverTime* m_course = nullptr;
    Card* m_priceCard = nullptr;
    PricePanel* m_price = nullptr;
    Card* m_splitCard = nullptr;
    DataTable* m_split = nullptr;
    QComboBox* m_splitChoice = nullptr;
    Card* m_payersCard = nullptr;
    DataTable* m_payers = nullptr;
    Card* m_periodsCard = nullptr;
    DataTable* m_periods = nullptr;
    QComboBox* m_periodChoice = nullptr;
    Card* m_basisCard = nullptr;
    BarList* m_basis = nullptr;
};

} // namespace bursar::ui
