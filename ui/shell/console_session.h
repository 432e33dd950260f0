// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/agent_directory.h"
#include "models/client/gateway.h"
#include "models/client/server_profiles.h"
#include "models/common/cell.h"
#include "ui/shell/notices.h"
#include "ui/shell/status_watch.h"
#include "ui/shell/task_watch.h"

#include <memory>

class QSettings;

namespace bursar::ui {

/// Who is at the other end: stands on the frame and in every money dialog.
struct ServerIdentity {
    QString key;  ///< `demo`, `local` or the profile's id: where its session is kept in the settings
    QString name; ///< `prod-seoul`, `Demo`
    QUrl url;     ///< of a remote server
    models::Environment environment = models::Environment::Local;
    bool isRemote = false;
};

/// Everything that lives as long as the connection to one engine. Outlives the windows that show it.
class ConsoleSession : public QObject {
    Q_OBJECT

public:
    ConsoleSession(ServerIdentity identity, std::shared_ptr<contract::EngineClient> client, QSettings& settings,
                   QObject* parent = nullptr);

    const ServerIdentity& identity() const { return m_identity; }
    models::Gateway& gateway() { return m_gateway; }
    models::AgentDirectory& agents() { return m_agents; }
    StatusWatch& status() { return m_status; }
    TaskWatch& tasks() { return m_tasks; }
    Notices& notices() { return m_notices; }
    QSettings& settings() { return m_settings; }
    contract::EngineClient& client() { return *m_client; }

private:
    void noteLink(const contract::Link& link);
    void noteStatus();

    ServerIdentity m_identity;
    QSettings& m_settings;
    std::shared_ptr<contract::EngineClient> m_client;
    models::Gateway m_gateway;
    models::AgentDirectory m_agents;
    StatusWatch m_status;
    TaskWatch m_tasks;
    Notices m_notices;
};

/// The state of a link in a word, for the connection chip and the status bar.
models::State linkState(const contract::Link& link);

} // namespace bursar::ui
