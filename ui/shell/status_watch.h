// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/client.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace bursar::contract {
struct SystemStatus;
}
namespace bursar::models {
class Gateway;
}

namespace bursar::ui {

/// Reads the engine's state every two seconds while somebody looks and the link is up.
class StatusWatch : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kEvery{2000};

    explicit StatusWatch(models::Gateway& gateway, QObject* parent = nullptr);
    ~StatusWatch() override;

    /// The last answer; null before the first. Stays while the link is down.
    const contract::SystemStatus* status() const { return m_status.get(); }
    bool isSimulated() const;
    /// Looked at: some window that shows it is visible.
    void setWatched(bool watched);

Q_SIGNALS:
    void changed();

private:
    void read();
    void update();

    models::Gateway& m_gateway;
    QTimer m_timer;
    std::unique_ptr<contract::SystemStatus> m_status;
    bool m_isWatched = true;
    bool m_isReading = false;
};

} // namespace bursar::ui
