// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/identity.h"
#include "contract/registry.h"
#include "ui/shell/page.h"

namespace bursar::ui {

class FactList;

/// One agent in the inspector: facts, keys, origin health, activity, and what the desk may do with it.
class AgentInspector : public QObject {
    Q_OBJECT

public:
    explicit AgentInspector(Shell& shell, QObject* parent = nullptr);
    void show(const contract::Agent& agent);
    /// By id, for links to agents that are not in the list.
    void open(const QString& agentId);
    /// Newer figures of the agent that is shown; its tabs stay.
    void update(const contract::Agent& agent);
    const QString& current() const { return m_id; }
    void openKeys();

Q_SIGNALS:
    void agentChanged();
    /// The operator closed it: nothing is shown any more.
    void closed();

private:
    void watchPane();
    void fillHeader(const contract::Agent& agent);
    void fillSummary(const contract::Agent& agent);
    void fillActivity(const contract::Agent& agent);
    void fillActions(const contract::Agent& agent);
    void probe(const contract::Agent& agent);
    void addHealth(FactList* facts) const;
    void setStatus(const QString& status);
    void confirmDeregister();
    void fail(const base::Error& error);

    Shell& m_shell;
    QString m_id;
    contract::Agent m_agent;
    std::optional<contract::Outcome<contract::OriginHealth>> m_health; ///< of this agent, once it was probed
    quint64 m_generation = 0;
    bool m_isWatching = false;
};

} // namespace bursar::ui
