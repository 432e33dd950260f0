// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/registry.h"
#include "contract/system.h"
#include "models/common/time.h"
#include "models/pages/common/query.h"

#include <QElapsedTimer>

#include <map>
#include <vector>

namespace bursar::models {

/// Something that waits for a person.
struct Need {
    enum class Kind { DatabaseDown, DiskLow, IngestBehind, TaskFailed, OriginDown, OriginsDown, KeyExpires };
    Kind kind;
    QString subject; ///< agent, task title, folder
    QString id;      ///< what a click opens: agent id, task id
    QString detail;  ///< the engine's own words
    qint64 number = 0; ///< bytes free, seconds behind, origins down
    std::optional<Instant> at;
    friend bool operator==(const Need&, const Need&) = default;
};

/// Looks for what needs a person among the things that exist: engine and database, failed tasks, origins that do not
/// answer, keys that end soon. Looks at most once a minute: asking an origin is a call to somebody's server.
class NeedsModel : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kBetweenLooks{60'000};
    static constexpr int kAgentsMax = 12; ///< asked one by one
    static constexpr std::size_t kOriginsNamedMax = 3; ///< more are one line
    static constexpr qint64 kDiskLowBytes = 2'000'000'000;
    static constexpr double kLagSeconds = 30;
    static constexpr std::chrono::hours kTaskAge{24};

    explicit NeedsModel(Gateway& gateway, QObject* parent = nullptr);

    void look();
    const std::vector<Need>& needs() const { return m_needs; }

Q_SIGNALS:
    void changed();

private:
    void lookAtAgents();
    void collect();
    void collectSystem(std::vector<Need>& needs) const;
    void collectOrigins(std::vector<Need>& needs) const;
    void collectTasks(std::vector<Need>& needs) const;

    struct AgentNeeds {
        std::vector<Need> origin;
        std::vector<Need> keys;
    };
    Gateway& m_gateway;
    Query<contract::GetSystemStatus> m_system;
    Query<contract::ListTasks> m_tasks;
    Query<contract::ListAgents> m_agents;
    std::map<QString, AgentNeeds> m_byAgent;
    std::vector<Need> m_needs;
    QElapsedTimer m_lastLook;
    quint64 m_generation = 0;
};

} // namespace bursar::models
