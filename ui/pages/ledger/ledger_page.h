// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/live_pulse.h"
#include "models/pages/common/query.h"
#include "models/pages/ledger/ledger_lists.h"
#include "ui/pages/common/paged_export.h"
#include "ui/shell/page.h"
#include "ui/widgets/filter_query.h"

#include <array>

class QStackedWidget;

namespace bursar::ui {

class CheckPanel;
class EmptyState;
class LedgerHeader;
class LedgerInspector;
class PagedList;
class SegmentedTabs;

/// The double-entry ledger: accounts, journal, holds; what stands behind an amount; whether everything adds up.
class LedgerPage : public Page {
    Q_OBJECT

public:
    explicit LedgerPage(Shell& shell, QWidget* parent = nullptr);
    ~LedgerPage() override;

    QString id() const override { return QStringLiteral("ledger"); }
    QString title() const override;
    std::vector<PageAction> actions() override;
    void refresh() override;
    void deactivate() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    void focusFilter() override;
    bool isBusy() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Tab { Accounts, Journal, Holds, TabCount };
    void build();
    PagedList* makeAccounts();
    PagedList* makeJournal();
    PagedList* makeHolds();
    void connectList(PagedList* list, models::PagedModelBase& model);
    void connectParts();
    void pulse();
    void inspect(const QString& key);
    std::optional<qint64> accountTotal(const std::vector<Filter>& filters) const;
    std::optional<qint64> holdTotal(const std::vector<Filter>& filters) const;
    QString whyNoCheck() const;
    QString whyNoExport() const;
    void askExportFile();
    PagedExport* makeExport(const QString& file);
    void follow(PagedExport* running);
    void endExport();
    PagedList* list() const;

    mutable models::Query<contract::GetLedgerSummary> m_summary;
    models::Query<contract::CheckLedger> m_check;
    models::AccountTableModel m_accounts;
    models::EntryTableModel m_entries;
    models::HoldTableModel m_holds;
    models::LivePulse m_pulse;
    LedgerHeader* m_header;
    CheckPanel* m_checkPanel;
    SegmentedTabs* m_tabs;
    QStackedWidget* m_stack;
    std::array<PagedList*, TabCount> m_lists;
    LedgerInspector* m_inspector;
    PagedExport* m_export = nullptr;
    QString m_pendingSelection; ///< from a link or the history: opened with the next refresh
};

} // namespace bursar::ui
