// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/channel_fields.h"

#include "models/common/state_words.h"
#include "models/common/tr.h"

namespace bursar::ui {

namespace {
Column column(const char* key, const QString& title, ColumnKind kind, int width, int priority)
{
    return {.key = QLatin1String(key), .title = title, .kind = kind, .width = width, .priority = priority,
            .isSortable = false};
}

Column sortable(Column column)
{
    column.isSortable = true;
    return column;
}

Column stretched(Column column)
{
    column.stretches = true;
    return column;
}

Column hidden(Column column)
{
    column.isShown = false;
    return column;
}

std::optional<std::string> valueOf(const std::vector<Filter>& filters, QLatin1StringView field)
{
    for (const Filter& filter : filters) {
        if (filter.field == field)
            return filter.values.value(0).toStdString();
    }
    return std::nullopt;
}
} // namespace

std::vector<Column> channelColumns()
{
    return {stretched(column("id", tr("Channel"), ColumnKind::Id, 208, 0)),
            column("status", tr("State"), ColumnKind::State, 100, 0),
            column("participants", tr("Participants"), ColumnKind::Count, 96, 4),
            sortable(column("deposited", tr("Deposited"), ColumnKind::Money, 172, 0)),
            column("circulating", tr("In circulation"), ColumnKind::Money, 116, 1),
            column("held", tr("Held"), ColumnKind::Money, 84, 3),
            sortable(column("transactions", tr("Transactions"), ColumnKind::Count, 104, 1)),
            column("latency", tr("Avg latency"), ColumnKind::Duration, 96, 5),
            sortable(column("newest", tr("Created"), ColumnKind::Time, 112, 2))};
}

std::vector<Column> transactionColumns()
{
    return {column("time", tr("Time"), ColumnKind::Time, 160, 0),
            column("from", tr("From"), ColumnKind::Address, 168, 0),
            column("to", tr("To"), ColumnKind::Address, 168, 0),
            column("amount", tr("Amount"), ColumnKind::Money, 132, 0),
            stretched(column("memo", tr("Memo"), ColumnKind::Text, 140, 2)),
            column("latency", tr("Latency"), ColumnKind::Duration, 84, 3),
            column("entry", tr("Journal"), ColumnKind::Count, 92, 1),
            hidden(column("tx_id", tr("Transaction"), ColumnKind::Code, 180, 5))};
}

std::vector<Column> participantColumns()
{
    return {stretched(column("who", tr("Who"), ColumnKind::Address, 160, 0)),
            column("role", tr("Role"), ColumnKind::Text, 120, 2),
            column("available", tr("Available"), ColumnKind::Money, 104, 0),
            column("held", tr("Held"), ColumnKind::Money, 88, 0),
            column("net", tr("Net 24 h"), ColumnKind::Money, 108, 1)};
}

std::vector<Column> milestoneColumns()
{
    return {stretched(column("name", tr("Milestone"), ColumnKind::Text, 110, 0)),
            column("credits", tr("Credits"), ColumnKind::Money, 84, 0),
            column("state", tr("State"), ColumnKind::State, 240, 0),
            hidden(column("client", tr("Client"), ColumnKind::Address, 150, 2)),
            hidden(column("provider", tr("Provider"), ColumnKind::Address, 150, 3))};
}

std::vector<FilterField> channelFields()
{
    return {{.name = QStringLiteral("q"), .title = tr("Beginning of a channel's or a participant's id")},
            {.name = QStringLiteral("status"), .title = tr("State of the channel"), .kind = FilterKind::Word,
             .words = {QStringLiteral("pending"), QStringLiteral("active"), QStringLiteral("closing"),
                       QStringLiteral("settled"), QStringLiteral("failed")}},
            {.name = QStringLiteral("participant"), .title = tr("Agent or address that takes part")}};
}

models::ChannelTableModel::Input channelQuestion(const std::vector<Filter>& filters, const std::optional<std::string>& scope,
                                                 const QString& sort)
{
    models::ChannelTableModel::Input input;
    if (const auto status = valueOf(filters, QLatin1StringView("status"))) {
        contract::ChannelState state{};
        if (boost::describe::enum_from_string(status->c_str(), state))
            input.status = state;
    }
    input.participant = valueOf(filters, QLatin1StringView("participant"));
    if (!input.participant)
        input.participant = scope;
    input.q = valueOf(filters, QLatin1StringView("q"));
    input.sort = sort.toStdString();
    return input;
}

QString sortOf(const QString& columnKey, Qt::SortOrder order)
{
    return order == Qt::AscendingOrder ? QString(QLatin1Char('-') + columnKey) : columnKey;
}

std::pair<QString, Qt::SortOrder> columnOf(const QString& sort)
{
    const bool isAscending = sort.startsWith(QLatin1Char('-'));
    return {isAscending ? sort.mid(1) : sort, isAscending ? Qt::AscendingOrder : Qt::DescendingOrder};
}

} // namespace bursar::ui
