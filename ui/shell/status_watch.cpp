// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_watch.h"

#include "contract/system.h"
#include "models/client/gateway.h"

namespace bursar::ui {

StatusWatch::StatusWatch(models::Gateway& gateway, QObject* parent) : QObject(parent), m_gateway(gateway)
{
    m_timer.setInterval(kEvery);
    connect(&m_timer, &QTimer::timeout, this, &StatusWatch::read);
    connect(&gateway, &models::Gateway::linkChanged, this, &StatusWatch::update);
    update();
}

StatusWatch::~StatusWatch() = default;

bool StatusWatch::isSimulated() const
{
    return m_status && m_status->simulated;
}

void StatusWatch::setWatched(bool watched)
{
    m_isWatched = watched;
    update();
}

void StatusWatch::update()
{
    const bool shouldRun = m_isWatched && m_gateway.isLive();
    if (shouldRun == m_timer.isActive())
        return;
    if (!shouldRun) {
        m_timer.stop();
        return;
    }
    m_timer.start();
    read();
}

void StatusWatch::read()
{
    if (std::exchange(m_isReading, true))
        return; // a slow answer is not asked for twice
    m_gateway.call<contract::GetSystemStatus>({}, this, [this](const contract::Outcome<contract::SystemStatus>& outcome) {
        m_isReading = false;
        if (!outcome)
            return;
        m_status = std::make_unique<contract::SystemStatus>(*outcome);
        Q_EMIT changed();
    });
}

} // namespace bursar::ui
