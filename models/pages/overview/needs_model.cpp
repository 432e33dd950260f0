// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/overview/needs_model.h"

#include <algorithm>

namespace bursar::models {
namespace {

QString words(const std::string& value)
{
    return QString::fromStdString(value);
}

} // namespace

NeedsModel::NeedsModel(Gateway& gateway, QObject* parent)
    : QObject(parent), m_gateway(gateway), m_system(gateway), m_tasks(gateway), m_agents(gateway)
{
    connect(&m_system, &QueryBase::updated, this, &NeedsModel::collect);
    connect(&m_tasks, &QueryBase::updated, this, &NeedsModel::collect);
    connect(&m_agents, &QueryBase::updated, this, &NeedsModel::lookAtAgents);
    gateway.subscribe(QStringLiteral("task"), this, [this](const contract::Event&) {
        if (m_lastLook.isValid())
            m_tasks.refresh({});
    });
}

void NeedsModel::look()
{
    if (m_lastLook.isValid() && m_lastLook.elapsed() < kBetweenLooks.count())
        return;
    if (!m_gateway.isLive())
        return;
    m_lastLook.start();
    m_system.refresh({});
    m_tasks.refresh({});
    contract::ListAgents::Input input;
    input.status = "active";
    input.sort = "-requests";
    input.limit = kAgentsMax;
    m_agents.refresh(input);
}

void NeedsModel::lookAtAgents()
{
    const quint64 generation = ++m_generation;
    std::erase_if(m_byAgent, [this](const auto& entry) {
        return std::ranges::none_of(m_agents.data()->agents, [&entry](const contract::Agent& agent) {
            return words(agent.agent_id) == entry.first;
        });
    });
    for (const contract::Agent& agent : m_agents.data()->agents) {
        const QString id = words(agent.agent_id);
        if (agent.origin_endpoint && !agent.simulated) { // nobody answers at an invented address
            m_gateway.call<contract::GetOriginHealth>(
                {agent.agent_id}, this,
                [this, generation, id](const contract::Outcome<contract::OriginHealth>& outcome) {
                    if (generation != m_generation || !outcome)
                        return;
                    std::vector<Need>& origin = m_byAgent[id].origin;
                    origin.clear();
                    if (outcome->status == "unhealthy")
                        origin.push_back({Need::Kind::OriginDown, id, id, words(outcome->error.value_or("")),
                                          outcome->http_status.value_or(0), std::nullopt});
                    collect();
                });
        }
        m_gateway.call<contract::ListKeys>(
            {agent.agent_id}, this,
            [this, generation, id](const contract::Outcome<contract::ApiKeyList>& outcome) {
                if (generation != m_generation || !outcome)
                    return;
                std::vector<Need> keys;
                for (const contract::ApiKey& key : outcome->keys) {
                    if (key.status == "expiring")
                        keys.push_back({Need::Kind::KeyExpires, words(key.name), id, words(key.prefix), 0,
                                        key.expires_at});
                }
                m_byAgent[id].keys = std::move(keys);
                collect();
            });
    }
    collect();
}

void NeedsModel::collect()
{
    std::vector<Need> needs;
    collectSystem(needs);
    collectOrigins(needs);
    collectTasks(needs);
    for (const auto& [id, agent] : m_byAgent)
        needs.insert(needs.end(), agent.keys.begin(), agent.keys.end());
    if (needs == m_needs)
        return;
    m_needs = std::move(needs);
    Q_EMIT changed();
}

void NeedsModel::collectSystem(std::vector<Need>& needs) const
{
    const contract::SystemStatus* system = m_system.data();
    if (!system)
        return;
    if (system->database != "ok")
        needs.push_back({Need::Kind::DatabaseDown, {}, {}, words(system->database), 0, std::nullopt});
    if (system->disk_free_bytes > 0 && system->disk_free_bytes < kDiskLowBytes)
        needs.push_back({Need::Kind::DiskLow, words(system->data_directory), {}, {}, system->disk_free_bytes,
                         std::nullopt});
    if (system->ingest_lag_seconds > kLagSeconds)
        needs.push_back({Need::Kind::IngestBehind, {}, {}, {}, static_cast<qint64>(system->ingest_lag_seconds),
                         std::nullopt});
}

void NeedsModel::collectOrigins(std::vector<Need>& needs) const
{
    std::vector<Need> down;
    for (const auto& [id, agent] : m_byAgent)
        down.insert(down.end(), agent.origin.begin(), agent.origin.end());
    if (down.size() <= kOriginsNamedMax) {
        needs.insert(needs.end(), down.begin(), down.end());
        return;
    }
    QStringList names;
    for (const Need& need : down)
        names.append(need.subject);
    needs.push_back({Need::Kind::OriginsDown, {}, {}, names.join(QStringLiteral(", ")),
                     static_cast<qint64>(down.size()), std::nullopt});
}

void NeedsModel::collectTasks(std::vector<Need>& needs) const
{
    if (!m_tasks.data())
        return;
    const Instant oldest = displaySettings().now() - kTaskAge;
    for (const contract::Task& task : m_tasks.data()->tasks) {
        if (task.state == "failed" && task.updated_at >= oldest)
            needs.push_back({Need::Kind::TaskFailed, words(task.title), words(task.id), words(task.message), 0,
                             task.finished_at});
    }
}

} // namespace bursar::models
