// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/common/live_pulse.h"

#include <utility>

namespace bursar::models {

LivePulse::LivePulse(Gateway& gateway, const ViewState& view, QObject* parent)
    : LivePulse(gateway, view, Pace{}, parent)
{
}

LivePulse::LivePulse(Gateway& gateway, const ViewState& view, Pace pace, QObject* parent)
    : LivePulse(gateway, view, pace, Topic{}, parent)
{
}

LivePulse::LivePulse(Gateway& gateway, const ViewState& view, Pace pace, Topic topic, QObject* parent)
    : QObject(parent), m_gateway(gateway), m_view(view), m_pace(pace), m_topic(std::move(topic)),
      m_wasLive(gateway.isLive())
{
    m_gate.setSingleShot(true);
    m_gate.setInterval(pace.least);
    m_idle.setInterval(pace.without);
    connect(&m_gate, &QTimer::timeout, this, [this] {
        if (m_pending)
            fire();
    });
    connect(&m_idle, &QTimer::timeout, this, &LivePulse::fire);
    connect(&gateway, &Gateway::linkChanged, this, &LivePulse::onLink);
    connect(&view, &ViewState::liveChanged, this, [this](bool live) {
        if (live)
            fire();
    });
    gateway.subscribe(m_topic.name, this, [this](const contract::Event& event) { onEvent(event); });
}

void LivePulse::start()
{
    m_running = true;
    m_idle.start();
}

void LivePulse::stop()
{
    m_running = false;
    m_pending = false;
    m_idle.stop();
}

void LivePulse::onEvent(const contract::Event& event)
{
    if (event.resync) {
        if (m_running)
            Q_EMIT resynced();
        return;
    }
    if (!concerns(event))
        return;
    if (m_gate.isActive())
        m_pending = true;
    else
        fire();
}

bool LivePulse::concerns(const contract::Event& event) const
{
    if (m_topic.concerns)
        return m_topic.concerns(event);
    const QString& scope = m_view.scope();
    return scope.isEmpty() || scope == QString::fromStdString(event.key);
}

void LivePulse::onLink()
{
    const bool live = m_gateway.isLive();
    if (live && !m_wasLive && m_running)
        Q_EMIT resynced();
    m_wasLive = live;
}

bool LivePulse::mayFire() const
{
    return m_running && m_view.live() && m_gateway.isLive();
}

void LivePulse::fire()
{
    m_pending = false;
    if (!mayFire())
        return;
    m_gate.start();
    m_idle.start();
    Q_EMIT pulse();
}

} // namespace bursar::models
