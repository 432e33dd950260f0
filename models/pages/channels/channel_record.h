// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/channels/channel_lists.h"
#include "models/pages/common/query.h"

namespace bursar::models {

/// One channel: itself with its parts, its transactions, and the contract's figures beside the ledger's.
class ChannelRecord : public QObject {
    Q_OBJECT

public:
    explicit ChannelRecord(Gateway& gateway, QObject* parent = nullptr);

    /// Reads everything of that channel; of the present one again, unannounced.
    void open(const QString& channelId);
    void close();
    /// Live: unannounced. The contract is a chain away: it is asked more seldom.
    void refresh();

    const QString& id() const { return m_id; }
    Query<contract::GetChannel>& detail() { return m_detail; }
    Query<contract::GetChannelEscrow>& escrow() { return m_escrow; }
    TransactionModel& transactions() { return m_transactions; }
    /// The channel as last read; null before.
    const contract::ChannelDetail* data() const { return m_detail.data(); }
    /// How many transactions the last minute had, from those that are known; empty before they are.
    std::optional<qint64> perMinute() const;

private:
    Query<contract::GetChannel> m_detail;
    Query<contract::GetChannelEscrow> m_escrow;
    TransactionModel m_transactions;
    QString m_id; ///< empty: none
};

} // namespace bursar::models
