// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/channels/channel_record.h"

#include <utility>

namespace bursar::models {

namespace {
using namespace std::chrono_literals;
constexpr auto kMinute = 60s;
constexpr auto kEscrowPause = 5s;
} // namespace

ChannelRecord::ChannelRecord(Gateway& gateway, QObject* parent)
    : QObject(parent), m_detail(gateway), m_escrow(gateway), m_transactions(gateway)
{
}

void ChannelRecord::open(const QString& channelId)
{
    if (std::exchange(m_id, channelId) == channelId && (m_detail.hasData() || m_detail.isLoading())) {
        m_escrow.refresh({m_id.toStdString()});
        return refresh();
    }
    m_detail.clear();
    m_escrow.clear();
    m_transactions.clear();
    m_detail.read({m_id.toStdString()});
    m_escrow.read({m_id.toStdString()});
    m_transactions.ask({.id = m_id.toStdString()});
}

void ChannelRecord::close()
{
    m_id.clear();
    m_detail.clear();
    m_escrow.clear();
    m_transactions.clear();
}

void ChannelRecord::refresh()
{
    if (m_id.isEmpty())
        return;
    m_detail.refresh({m_id.toStdString()});
    if (!m_transactions.isLoading())
        m_transactions.failure() ? m_transactions.retry() : m_transactions.refresh();
    if (!m_escrow.readAt() || displaySettings().now() - *m_escrow.readAt() >= kEscrowPause)
        m_escrow.refresh({m_id.toStdString()});
}

std::optional<qint64> ChannelRecord::perMinute() const
{
    if (!m_transactions.hasAnswer())
        return std::nullopt;
    const Instant from = displaySettings().now() - kMinute;
    int count = 0;
    while (count < m_transactions.rowCount() && m_transactions.row(count).created_at >= from)
        ++count;
    if (count < m_transactions.rowCount() || m_transactions.isWhole() || count < 2)
        return count;
    // All that are known came within the minute: the pace of these.
    const auto span = m_transactions.row(0).created_at - m_transactions.row(count - 1).created_at;
    return span.count() > 0 ? (count - 1) * std::chrono::microseconds(kMinute).count() / span.count() : count;
}

} // namespace bursar::models
