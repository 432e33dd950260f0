// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels_desk.h"
#include "db/db.h"
#include "ledger/reader.h"
#include "registry/registry.h"

namespace bursar::channels {

class DatabaseEngine;
class Escrow;

/// Channels as people read them: lists, transactions, events, comparison with the contract, evidence. Any thread. Throws
/// NotFound, InvalidInput (cursor, limit, sort), and what the database throws.
class Reader {
public:
    static constexpr int kPageRowsMax = 200;

    /// `escrow` may be null.
    Reader(db::Pool& pool, ledger::Ledger& ledger, ledger::Reader& journal, DatabaseEngine& engine, Escrow* escrow,
           registry::Registry& registry, const base::Clock& clock);

    contract::ChannelPage list(const contract::Context& context, const contract::ListChannels::Input& input);
    contract::ChannelTransactionPage transactions(const contract::ListChannelTransactions::Input& input);
    contract::EscrowComparison escrow(const std::string& id);
    contract::Evidence evidence(const contract::GetEvidence::Input& input);

    contract::ChannelTotals totals();
    contract::AdminChannels newest();
    contract::Channel channel(const std::string& id);
    contract::EscrowTotals escrowTotals();
    contract::ChannelEvents events();

private:
    std::vector<contract::Channel> channelsOf(db::Transaction& tx, const db::Result& rows);
    std::vector<std::string> ownParticipants(const contract::Principal& principal);

    db::Pool& m_pool;
    ledger::Ledger& m_ledger;
    ledger::Reader& m_journal;
    DatabaseEngine& m_engine;
    Escrow* m_escrow;
    registry::Registry& m_registry;
    const base::Clock& m_clock;
};

} // namespace bursar::channels
