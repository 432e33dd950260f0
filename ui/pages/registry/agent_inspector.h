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
    /// Newer figures of the agent that is shown; its tabs stay.
    void update(const contract::Agent& agent);
    const QString& current() const { return m_id; }
    void openKeys();

Q_SIGNALS:
    void agentChanged();

private:
    void fillHeader(const contract::Agent& agent);
    void fillSummary(const contract::Agent& agent);
    void fillActivity(const contract::Agent& agent);
    void fillActions(const contract::Agent& agent);
    void probe(FactList* facts);
    void setStatus(const QString& status);
    void confirmDeregister();
    void fail(const base::Error& error);

    Shell& m_shell;
    QString m_id;
    contract::Agent m_agent;
};

} // namespace bursar::ui
