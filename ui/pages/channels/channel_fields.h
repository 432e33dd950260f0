// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/channels/channel_table_model.h"
#include "ui/widgets/column.h"
#include "ui/widgets/filter_query.h"

/// Columns and filters of the channels' tables.
namespace bursar::ui {

std::vector<Column> channelColumns();
std::vector<Column> transactionColumns();
std::vector<Column> participantColumns();
std::vector<Column> milestoneColumns();

std::vector<FilterField> channelFields();
/// What the engine is asked; `scope` is the agent of the present scope, which a participant of the filter goes before.
/// `sort` as the wire has it.
models::ChannelTableModel::Input channelQuestion(const std::vector<Filter>& filters, const std::optional<std::string>& scope,
                                                 const QString& sort);
/// The sort of a column that can be sorted by, and back.
QString sortOf(const QString& columnKey, Qt::SortOrder order);
std::pair<QString, Qt::SortOrder> columnOf(const QString& sort);

} // namespace bursar::ui
