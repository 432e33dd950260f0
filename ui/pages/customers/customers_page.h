// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/live_pulse.h"
#include "models/pages/customers/customer_reports.h"
#include "ui/pages/customers/customer_segments.h"
#include "ui/shell/page.h"

#include <array>

class QHBoxLayout;
class QStackedWidget;
class QVBoxLayout;

namespace bursar::ui {

class CohortView;
class CustomerExport;
class CustomerInspector;
class CustomerList;
class FirstSteps;
class FunnelView;
class SegmentedTabs;

/// Who calls: the list with segments, who came back, and the way to the first payment.
class CustomersPage : public Page {
    Q_OBJECT

public:
    explicit CustomersPage(Shell& shell, QWidget* parent = nullptr);
    ~CustomersPage() override;

    QString id() const override { return QStringLiteral("customers"); }
    QString title() const override;
    std::vector<PageAction> actions() override;
    void refresh() override;
    void deactivate() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    void focusFilter() override;
    bool isBusy() const override;

    CustomerList& list() { return *m_list; }
    /// Writes what the list matches; public for tests, which answer the file dialog in advance.
    void exportTo(const QString& file);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Tab { List, Cohorts, Funnel, TabCount };
    void build();
    void connectParts();
    void readTab();
    void pulse();
    void showSegment();
    void applySaved(const SavedSegment& segment);
    void askSegmentName();
    void forgetSegment();
    void askExportFile();
    void openCustomer(const QString& customerId);
    QString whyNotSaved() const;
    std::optional<SavedSegment> savedNow() const;

    mutable models::CustomerReports m_reports;
    models::LivePulse m_pulse;
    mutable SavedSegments m_saved;
    FirstSteps* m_firstSteps;
    SegmentedTabs* m_tabs;
    SegmentPicker* m_segment;
    QStackedWidget* m_stack;
    QHBoxLayout* m_head;
    QVBoxLayout* m_listColumn;
    CustomerList* m_list;
    CohortView* m_cohorts;
    FunnelView* m_funnel;
    CustomerInspector* m_inspector;
    CustomerExport* m_export = nullptr;
    std::array<bool, TabCount> m_isRead{}; ///< since range or scope changed
    QString m_pendingSelection;            ///< from a link or the history: opened with the next refresh
};

} // namespace bursar::ui
