// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/insight.h"
#include "contract/logs.h"
#include "models/pages/common/live_pulse.h"
#include "models/pages/common/query.h"
#include "models/pages/logs/log_table_model.h"
#include "ui/shell/page.h"
#include "ui/widgets/filter_query.h"

namespace bursar::ui {

class DataTable;
class FilterBar;
class FirstSteps;
class HistogramStrip;
class LogExport;
class LogInspector;

/// Live tail and search over stored requests: filter, histogram strip as position in time, table, inspector.
class LogsPage : public Page {
    Q_OBJECT

public:
    explicit LogsPage(Shell& shell, QWidget* parent = nullptr);
    ~LogsPage() override;

    QString id() const override { return QStringLiteral("logs"); }
    QString title() const override;
    std::vector<PageAction> actions() override;
    void refresh() override;
    void deactivate() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    void focusFilter() override;
    /// Writes what is shown to a file; `.jsonl`: as JSON lines.
    void exportTo(const QString& file);
    bool isBusy() const override { return !m_model.hasAnswer() && !m_model.failure(); }

private:
    void build();
    void connectTable();
    void connectModel();
    void ask();
    enum class StripRead { Announced, Quiet };
    void readStrip(StripRead how);
    void fillStrip();
    void showState();
    void showFailure();
    void showSelection();
    void updateTotals();
    void updatePosition();
    void scrolled(int value);
    void fillView();
    void inspectRow(int row);
    void selectAllMatching();
    void addCondition(const QString& condition);
    void openImport();
    void startExport();
    void endExport();
    models::LogQuestion question() const;
    contract::SpanInput spanInput() const;

    mutable models::LogTableModel m_model;
    mutable models::Query<contract::GetLogHistogram> m_histogram;
    models::LivePulse m_pulse;
    FilterBar* m_filter;
    HistogramStrip* m_strip;
    DataTable* m_table;
    LogInspector* m_inspector;
    FirstSteps* m_firstSteps;
    LogExport* m_export = nullptr;
    QString m_pendingSelection; ///< from a link: opened once it is known
    enum class GoTo { Nowhere, First, Last };
    GoTo m_goTo = GoTo::Nowhere; ///< Home and End, once the rows there are read
    models::Range m_askedRange;
    bool m_hadRows = false;
    bool m_isTrimming = false; ///< rows far from the eye are being dropped
};

} // namespace bursar::ui
