// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/common/live_pulse.h"
#include "models/pages/registry/agent_model.h"
#include "ui/shell/page.h"

class QLineEdit;

namespace bursar::ui {

class AgentInspector;
class DataTable;
class FirstSteps;
class SegmentedTabs;

/// The agents of this server: who they are, how they do, their keys and their health.
class RegistryPage : public Page {
    Q_OBJECT

public:
    explicit RegistryPage(Shell& shell, QWidget* parent = nullptr);

    QString id() const override { return QStringLiteral("registry"); }
    QString title() const override;
    std::vector<PageAction> actions() override;
    void refresh() override;
    void deactivate() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    void focusFilter() override;
    bool isBusy() const override { return m_model.list().isWaiting(); }

private:
    void build();
    void showState();
    void showTotals();
    void inspect(const QString& agentId);
    void showRegistered(const QString& agentId, const QString& key);
    void sortBy(const QString& key, Qt::SortOrder order);
    void setSort(const QString& sort);
    void openRegister();
    void fillView();

    mutable models::AgentModel m_model;
    models::LivePulse m_pulse;
    QLineEdit* m_search;
    SegmentedTabs* m_status;
    DataTable* m_table;
    AgentInspector* m_inspector;
    FirstSteps* m_firstSteps;
    QString m_pendingSelection;
};

} // namespace bursar::ui
