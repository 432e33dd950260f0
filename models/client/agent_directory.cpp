// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/agent_directory.h"

#include "contract/registry.h"

#include <algorithm>

namespace bursar::models {

AgentDirectory::AgentDirectory(Gateway& gateway, QObject* parent) : QAbstractListModel(parent), m_gateway(gateway)
{
    connect(&gateway, &Gateway::linkChanged, this, [this, wasLive = false]() mutable {
        const bool isLive = m_gateway.isLive();
        if (isLive && !std::exchange(wasLive, isLive))
            refresh();
        wasLive = isLive;
    });
    gateway.subscribe(QStringLiteral("system"), this, [this](const contract::Event&) { refresh(); });
    if (gateway.isLive())
        refresh();
}

int AgentDirectory::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant AgentDirectory::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.name;
    case Qt::ToolTipRole:
    case IdRole: return row.id;
    case StatusRole: return row.status;
    default: return {};
    }
}

QString AgentDirectory::nameOf(const QString& id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.id == id; });
    return found == m_rows.end() ? id : found->name;
}

void AgentDirectory::refresh()
{
    if (std::exchange(m_isReading, true))
        return;
    contract::ListAgents::Input input;
    input.sort = "name";
    input.limit = kRowsMax;
    m_gateway.call<contract::ListAgents>(input, this, [this](const contract::Outcome<contract::AgentList>& outcome) {
        m_isReading = false;
        if (outcome) // else the last list stays
            take(*outcome);
    });
}

void AgentDirectory::take(const contract::AgentList& list)
{
    std::vector<Row> rows;
    rows.reserve(list.agents.size());
    for (const contract::Agent& agent : list.agents) {
        const QString id = QString::fromStdString(agent.agent_id);
        const QString name = QString::fromStdString(agent.name);
        rows.push_back({id, name.isEmpty() ? id : name, QString::fromStdString(agent.status)});
    }
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    Q_EMIT changed();
}

} // namespace bursar::models
