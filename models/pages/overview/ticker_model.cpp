// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/overview/ticker_model.h"

#include <boost/json/object.hpp>

namespace bursar::models {

TickerModel::TickerModel(Gateway& gateway, const ViewState& view, QObject* parent)
    : QObject(parent), m_gateway(gateway), m_view(view), m_newest(gateway)
{
    m_clock.start();
    m_gate.setSingleShot(true);
    m_gate.setInterval(kBetweenReads);
    m_decay.setInterval(1000);
    connect(&m_gate, &QTimer::timeout, this, [this] {
        if (m_pending && m_running)
            onLog({});
    });
    connect(&m_decay, &QTimer::timeout, this, [this] {
        if (!m_counted.empty()) {
            dropOld();
            Q_EMIT rateChanged();
        }
    });
    gateway.subscribe(QStringLiteral("log"), this, [this](const contract::Event& event) {
        if (event.resync || isInScope(event))
            onLog(event);
    });
    gateway.subscribe(QStringLiteral("stats"), this, [this](const contract::Event& event) { onStats(event); });
}

void TickerModel::start()
{
    m_running = true;
    m_decay.start();
}

void TickerModel::stop()
{
    m_running = false;
    m_pending = false;
    m_decay.stop();
}

void TickerModel::read()
{
    m_counted.clear();
    m_newest.read(input());
    Q_EMIT rateChanged();
}

double TickerModel::rate() const
{
    qint64 rows = 0;
    for (const Counted& each : m_counted)
        rows += each.rows;
    return static_cast<double>(rows) * 1000 / static_cast<double>(kRateWindow.count());
}

contract::ListLogs::Input TickerModel::input() const
{
    contract::ListLogs::Input input;
    if (!m_view.scope().isEmpty())
        input.agent_id = m_view.scope().toStdString();
    input.limit = kRows;
    return input;
}

bool TickerModel::isInScope(const contract::Event& event) const
{
    return m_view.scope().isEmpty() || m_view.scope().toStdString() == event.key;
}

void TickerModel::onLog(const contract::Event&)
{
    if (!m_running || !m_view.live() || !m_gateway.isLive())
        return;
    if (m_gate.isActive() || m_newest.isLoading()) {
        m_pending = true;
        if (!m_gate.isActive())
            m_gate.start();
        return;
    }
    m_pending = false;
    m_gate.start();
    m_newest.refresh(input());
}

void TickerModel::onStats(const contract::Event& event)
{
    if (event.resync || !isInScope(event) || !event.payload.is_object())
        return;
    const contract::json::value* rows = event.payload.get_object().if_contains("rows");
    if (!rows || !rows->is_number())
        return;
    m_counted.push_back({m_clock.elapsed(), rows->to_number<std::int64_t>()});
    dropOld();
    Q_EMIT rateChanged();
}

void TickerModel::dropOld()
{
    const qint64 oldest = m_clock.elapsed() - kRateWindow.count();
    while (!m_counted.empty() && m_counted.front().atMs < oldest)
        m_counted.pop_front();
}

} // namespace bursar::models
