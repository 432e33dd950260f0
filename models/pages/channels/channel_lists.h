// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/channels/channel_cells.h"
#include "models/pages/common/paged_model.h"

/// The lists of channels, as models and exports take them.
namespace bursar::models {

struct ChannelList {
    using Op = contract::ListChannels;
    using Row = contract::Channel;
    static constexpr int kColumns = kChannelColumns;
    static std::vector<Row>& rows(Op::Output& page) { return page.channels; }
    static QString key(const Row& row) { return QString::fromStdString(row.channel_id); }
    static Cell cell(const Row& row, int column) { return channelCell(row, static_cast<ChannelColumn>(column)); }
};

/// Transactions of one channel: a reading of the journal, so its numbers are their order.
struct TransactionList {
    using Op = contract::ListChannelTransactions;
    using Row = contract::ChannelTransaction;
    static constexpr int kColumns = kTransactionColumns;
    static std::vector<Row>& rows(Op::Output& page) { return page.transactions; }
    static std::int64_t id(const Row& row) { return row.entry_id; }
    static QString key(const Row& row) { return QString::number(row.entry_id); }
    static Cell cell(const Row& row, int column) { return transactionCell(row, static_cast<TransactionColumn>(column)); }
};

using TransactionModel = PagedModel<TransactionList>;

} // namespace bursar::models
