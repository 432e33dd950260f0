// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/milestone_panel.h"

#include "models/pages/channels/channel_cells.h"
#include "ui/pages/channels/channel_fields.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"

#include <QVBoxLayout>

#include <algorithm>

namespace bursar::ui {

namespace {
constexpr int kRowsMost = 6;
} // namespace

MilestonePanel::MilestonePanel(std::function<QString()> whyNot, QWidget* parent)
    : QWidget(parent), m_whyNot(std::move(whyNot)), m_rows(models::kMilestoneColumns), m_table(new DataTable({})),
      m_deliver(new Button(tr("Mark delivered…"), ButtonKind::Text)), m_hold(new Button(tr("Its hold"), ButtonKind::Text)),
      m_reject(new Button(tr("Reject…"), ButtonKind::Text)), m_approve(new Button(tr("Approve…"), ButtonKind::Text))
{
    m_table->setObjectName(QStringLiteral("milestones"));
    m_table->setColumns(milestoneColumns());
    m_table->setModel(&m_rows);
    fitRows(m_table, 1, kRowsMost);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme().px(8), theme().px(4), theme().px(8), theme().px(6));
    buttons->setSpacing(theme().px(4));
    const std::pair<Button*, const char*> named[] = {
        {m_approve, "approveMilestone"}, {m_reject, "rejectMilestone"}, {m_deliver, "deliverMilestone"}, {m_hold, "milestoneHold"}};
    for (const auto& [button, name] : named) {
        button->setObjectName(QLatin1String(name));
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_table);
    column->addLayout(buttons);
    connect(m_table, &DataTable::currentRowChanged, this, &MilestonePanel::refreshActions);
    const auto decide = [this](bool isApproval) {
        if (const contract::Milestone* milestone = selected())
            Q_EMIT decisionRequested(QString::fromStdString(milestone->id), isApproval);
    };
    connect(m_approve, &QPushButton::clicked, this, [decide] { decide(true); });
    connect(m_reject, &QPushButton::clicked, this, [decide] { decide(false); });
    connect(m_deliver, &QPushButton::clicked, this, [this] {
        if (const contract::Milestone* milestone = selected())
            Q_EMIT deliveryRequested(QString::fromStdString(milestone->id));
    });
    connect(m_hold, &QPushButton::clicked, this, [this] {
        if (const contract::Milestone* milestone = selected(); milestone && milestone->hold_id)
            Q_EMIT holdOpened(*milestone->hold_id);
    });
    refreshActions();
}

void MilestonePanel::setMilestones(const std::vector<contract::Milestone>& milestones)
{
    m_milestones = milestones;
    std::vector<models::CellRow> rows;
    for (const contract::Milestone& milestone : m_milestones) {
        models::CellRow row{.key = QString::fromStdString(milestone.id)};
        for (int column = 0; column < models::kMilestoneColumns; ++column)
            row.cells.push_back(models::milestoneCell(milestone, static_cast<models::MilestoneColumn>(column)));
        rows.push_back(std::move(row));
    }
    m_rows.setRows(std::move(rows));
    refreshActions();
}

/// The one that is marked; without a mark the only one that is open.
const contract::Milestone* MilestonePanel::selected() const
{
    const QModelIndex index = m_table->currentRow();
    if (index.isValid()) {
        const auto found = std::ranges::find(m_milestones, m_rows.row(index.row()).key.toStdString(), &contract::Milestone::id);
        return found == m_milestones.end() ? nullptr : &*found;
    }
    const contract::Milestone* only = nullptr;
    for (const contract::Milestone& milestone : m_milestones) {
        if (models::isOpen(milestone) && only)
            return nullptr;
        only = models::isOpen(milestone) ? &milestone : only;
    }
    return only;
}

void MilestonePanel::refreshActions()
{
    const contract::Milestone* milestone = selected();
    const QString may = m_whyNot();
    const QString why = !milestone                    ? tr("Select a milestone first.")
        : !models::isOpen(*milestone)                 ? tr("It is decided.")
                                                      : may;
    m_approve->setDisabledReason(why);
    m_reject->setDisabledReason(why);
    const bool isDelivered = milestone && milestone->state == contract::MilestoneState::completed;
    m_deliver->setDisabledReason(isDelivered ? tr("It is delivered.") : why);
    m_hold->setDisabledReason(milestone && milestone->hold_id ? QString()
                              : milestone                     ? tr("Its credits are not held yet.")
                                                              : tr("Select a milestone first."));
}

} // namespace bursar::ui
