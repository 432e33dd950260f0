// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/registry/agent_model.h"

#include "models/common/format.h"

#include <algorithm>
#include <cmath>

namespace bursar::models {

namespace {
QString text(const std::string& value)
{
    return QString::fromStdString(value);
}
} // namespace

State agentState(const contract::Agent& agent)
{
    const bool waits = agent.status == "active" && agent.total_requests == 0;
    return {StateThing::Agent, waits ? QStringLiteral("waiting") : text(agent.status), {}};
}

State keyState(const contract::ApiKey& key)
{
    if (key.status == "expiring" && key.expires_at)
        return {StateThing::Key, QStringLiteral("overlap"), {formatDuration(*key.expires_at - displaySettings().now())}};
    const bool unused = key.status == "active" && !key.last_used_at;
    return {StateThing::Key, unused ? QStringLiteral("never_used") : text(key.status), {}};
}

AgentModel::AgentModel(Gateway& gateway, QObject* parent) : QObject(parent), m_list(gateway), m_rows(ColumnCount)
{
    connect(&m_list, &QueryBase::updated, this, &AgentModel::fill);
}

contract::ListAgents::Input AgentModel::input() const
{
    contract::ListAgents::Input input;
    if (!m_search.isEmpty())
        input.q = m_search.toStdString();
    if (!m_status.isEmpty())
        input.status = m_status.toStdString();
    input.sort = m_sort.toStdString();
    input.limit = m_limit;
    return input;
}

void AgentModel::read()
{
    m_list.read(input());
}

void AgentModel::refresh()
{
    m_list.refresh(input());
}

void AgentModel::more()
{
    if (m_list.isLoading() || m_list.failure() || m_rows.rowCount() >= total() || m_limit >= kRowsMax)
        return;
    m_limit = std::min(m_limit + kPageRows, kRowsMax);
    m_list.refresh(input());
}

void AgentModel::setSort(const QString& sort)
{
    if (m_sort == sort)
        return;
    m_sort = sort;
    read();
}

void AgentModel::setSearch(const QString& text)
{
    if (m_search == text.trimmed())
        return;
    m_search = text.trimmed();
    m_limit = kPageRows;
    read();
}

void AgentModel::setStatus(const QString& status)
{
    if (m_status == status)
        return;
    m_status = status;
    m_limit = kPageRows;
    read();
}

const contract::Agent* AgentModel::find(const QString& agentId) const
{
    if (!m_list.data())
        return nullptr;
    for (const contract::Agent& agent : m_list.data()->agents) {
        if (text(agent.agent_id) == agentId)
            return &agent;
    }
    return nullptr;
}

void AgentModel::fill()
{
    std::vector<CellRow> rows;
    for (const contract::Agent& agent : m_list.data()->agents) {
        const QString none = tr("No call yet.");
        CellRow row;
        row.key = text(agent.agent_id);
        row.isMuted = agent.status == "deregistered";
        row.cells = {
            Text{text(agent.name)},
            Code{text(agent.agent_id)},
            agentState(agent),
            Count{agent.total_requests},
            Money{text(agent.total_revenue_usdc_atomic.atomic()), 6, QStringLiteral("USDC")},
            Count{agent.total_customers},
            agent.avg_response_ms ? Cell(Duration{std::chrono::microseconds(std::llround(*agent.avg_response_ms * 1000))})
                                  : Cell(Absent{none}),
            agent.last_request_at ? Cell(Time{*agent.last_request_at, TimeStyle::Auto}) : Cell(Absent{none}),
            Text{text(agent.current_tier)},
            agent.category ? Cell(Text{text(*agent.category)}) : Cell(Absent{tr("No category.")}),
            Time{agent.created_at, TimeStyle::Auto},
        };
        rows.push_back(std::move(row));
    }
    m_rows.setRows(std::move(rows));
    Q_EMIT rowsChanged();
}

} // namespace bursar::models
