// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels.h"
#include "models/pages/common/cell_table.h"

#include <QWidget>

#include <functional>

namespace bursar::ui {

class Button;
class DataTable;

/// The milestones of a channel and what can be decided about the one that is selected.
class MilestonePanel : public QWidget {
    Q_OBJECT

public:
    /// `whyNot` says why nothing may be decided now; empty: it may.
    explicit MilestonePanel(std::function<QString()> whyNot, QWidget* parent = nullptr);
    void setMilestones(const std::vector<contract::Milestone>& milestones);
    /// Line, role or channel changed.
    void refreshActions();

Q_SIGNALS:
    void decisionRequested(const QString& milestoneId, bool isApproval);
    void deliveryRequested(const QString& milestoneId);
    /// Its hold in the ledger.
    void holdOpened(qint64 holdId);

private:
    const contract::Milestone* selected() const;

    std::function<QString()> m_whyNot;
    std::vector<contract::Milestone> m_milestones;
    models::CellTable m_rows;
    DataTable* m_table;
    Button* m_deliver;
    Button* m_hold;
    Button* m_reject;
    Button* m_approve;
};

} // namespace bursar::ui
