// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/gateway.h"
#include "models/common/view_state.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace bursar::models {

/// Tells a visible page when to read again: events of its topic that concern it (coalesced), a line that came back, and
/// now and then by itself, so that a relative range moves on while nothing comes in.
class LivePulse : public QObject {
    Q_OBJECT

public:
    struct Pace {
        std::chrono::milliseconds least{2000};     ///< between two pulses
        std::chrono::milliseconds without{30'000}; ///< without any event
    };
    struct Topic {
        QString name = QStringLiteral("stats");
        /// Whether an event is about what is shown; empty: those of the present scope are.
        std::function<bool(const contract::Event&)> concerns;
    };
    LivePulse(Gateway& gateway, const ViewState& view, Pace pace, QObject* parent = nullptr);
    LivePulse(Gateway& gateway, const ViewState& view, Pace pace, Topic topic, QObject* parent = nullptr);
    LivePulse(Gateway& gateway, const ViewState& view, QObject* parent = nullptr);

    void start();
    void stop();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void pulse();
    /// The engine answers again after an outage, or events were missed: everything is stale.
    void resynced();

private:
    void onEvent(const contract::Event& event);
    void onLink();
    void fire();
    bool mayFire() const;
    bool concerns(const contract::Event& event) const;

    Gateway& m_gateway;
    const ViewState& m_view;
    Pace m_pace;
    Topic m_topic;
    QTimer m_gate;  ///< runs while the next pulse must wait
    QTimer m_idle;
    bool m_pending = false;
    bool m_running = false;
    bool m_wasLive = false;
};

} // namespace bursar::models
