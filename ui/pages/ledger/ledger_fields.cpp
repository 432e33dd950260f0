// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ledger/ledger_fields.h"

#include "models/common/tr.h"

#include <set>

namespace bursar::ui {

namespace {
constexpr int kCompletionsMax = 50;

Column column(const char* key, const QString& title, ColumnKind kind, int width, int priority)
{
    return {.key = QLatin1String(key), .title = title, .kind = kind, .width = width, .priority = priority,
            .isSortable = false};
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

/// Completes with what a column of the loaded rows says.
template <class Model>
auto fromRows(const Model& rows, int column)
{
    return [&rows, column](const QString& prefix, const std::function<void(QStringList)>& answer) {
        std::set<QString> values;
        for (int row = 0; row < rows.rowCount() && values.size() < kCompletionsMax; ++row) {
            const QString value = models::copied(models::cellOf(rows.index(row, column).data(models::kCellRole)));
            if (!value.isEmpty() && value.startsWith(prefix, Qt::CaseInsensitive))
                values.insert(value);
        }
        answer(QStringList(values.begin(), values.end()));
    };
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

std::vector<Column> accountColumns()
{
    return {column("account", tr("No."), ColumnKind::Count, 64, 4),
            stretched(column("owner", tr("Owner"), ColumnKind::Address, 168, 0)),
            column("kind", tr("Kind"), ColumnKind::Text, 84, 2),
            column("asset", tr("Asset"), ColumnKind::Text, 72, 0),
            column("settled", tr("Settled"), ColumnKind::Money, 144, 3),
            column("held", tr("Held"), ColumnKind::Money, 124, 1),
            column("available", tr("Available"), ColumnKind::Money, 144, 0),
            column("rules", tr("Rules"), ColumnKind::Text, 112, 5),
            column("opened", tr("Opened"), ColumnKind::Time, 116, 6)};
}

std::vector<Column> entryColumns()
{
    return {column("entry", tr("No."), ColumnKind::Count, 72, 0),
            column("time", tr("Time"), ColumnKind::Time, 116, 1),
            column("type", tr("Type"), ColumnKind::Text, 112, 0),
            column("amount", tr("Amount"), ColumnKind::Money, 208, 0),
            hidden(column("asset", tr("Asset"), ColumnKind::Text, 76, 8)),
            stretched(column("from", tr("From"), ColumnKind::Address, 150, 2)),
            column("to", tr("To"), ColumnKind::Address, 160, 3),
            column("cause", tr("Cause"), ColumnKind::Code, 190, 4),
            column("memo", tr("Memo"), ColumnKind::Text, 220, 6),
            hidden(column("key", tr("Key"), ColumnKind::Code, 168, 7))};
}

std::vector<Column> holdColumns()
{
    return {column("hold", tr("No."), ColumnKind::Count, 64, 4),
            column("state", tr("State"), ColumnKind::State, 100, 0),
            column("amount", tr("Amount"), ColumnKind::Money, 208, 0),
            hidden(column("asset", tr("Asset"), ColumnKind::Text, 76, 8)),
            stretched(column("from", tr("From"), ColumnKind::Address, 150, 1)),
            column("to", tr("To"), ColumnKind::Address, 160, 3),
            column("cause", tr("Cause"), ColumnKind::Code, 190, 5),
            column("made", tr("Made"), ColumnKind::Time, 108, 4),
            column("expires", tr("Expires"), ColumnKind::Time, 84, 1),
            column("closed", tr("Closed"), ColumnKind::Time, 116, 6),
            hidden(column("posted", tr("Posted"), ColumnKind::Money, 172, 7)),
            hidden(column("closed_by", tr("Closed by"), ColumnKind::Count, 84, 7))};
}

std::vector<Column> postingColumns()
{
    return {stretched(column("owner", tr("Owner"), ColumnKind::Address, 196, 0)),
            column("kind", tr("Kind"), ColumnKind::Text, 84, 1),
            column("amount", tr("Amount"), ColumnKind::Money, 152, 0)};
}

std::vector<Column> statementColumns()
{
    return {column("entry", tr("No."), ColumnKind::Count, 60, 0),
            column("time", tr("Time"), ColumnKind::Time, 100, 1),
            stretched(column("amount", tr("Amount"), ColumnKind::Money, 104, 0)),
            column("settled", tr("Balance"), ColumnKind::Money, 120, 0),
            column("held", tr("Held"), ColumnKind::Money, 110, 2)};
}

std::vector<FilterField> accountFields(const models::AccountTableModel& rows)
{
    const auto values = [&rows](models::AccountColumn column) { return fromRows(rows, static_cast<int>(column)); };
    return {{.name = QStringLiteral("owner"), .title = tr("Owner, whole"), .complete = values(models::AccountColumn::Owner)},
            {.name = QStringLiteral("asset"), .title = tr("Asset"), .complete = values(models::AccountColumn::Asset)},
            {.name = QStringLiteral("kind"), .title = tr("Kind of account"),
             .complete = values(models::AccountColumn::Kind)}};
}

std::vector<FilterField> entryFields(const models::EntryTableModel& rows)
{
    return {{.name = QStringLiteral("cause"), .title = tr("Cause, whole"),
             .complete = fromRows(rows, static_cast<int>(models::EntryColumn::Cause))}};
}

std::vector<FilterField> holdFields()
{
    return {{.name = QStringLiteral("state"), .title = tr("State"), .kind = FilterKind::Word,
             .words = {QStringLiteral("open"), QStringLiteral("posted"), QStringLiteral("voided"),
                       QStringLiteral("expired")}},
            {.name = QStringLiteral("account"), .title = tr("Number of an account")}};
}

contract::ListLedgerAccounts::Input accountQuestion(const std::vector<Filter>& filters)
{
    return {.owner = valueOf(filters, QLatin1StringView("owner")), .asset = valueOf(filters, QLatin1StringView("asset")),
            .kind = valueOf(filters, QLatin1StringView("kind"))};
}

contract::ListLedgerEntries::Input entryQuestion(const std::vector<Filter>& filters)
{
    return {.cause = valueOf(filters, QLatin1StringView("cause"))};
}

std::optional<contract::ListHolds::Input> holdQuestion(const std::vector<Filter>& filters)
{
    contract::ListHolds::Input input{.state = valueOf(filters, QLatin1StringView("state"))};
    if (const auto account = valueOf(filters, QLatin1StringView("account"))) {
        bool isNumber = false;
        input.account_id = QString::fromStdString(*account).toLongLong(&isNumber);
        if (!isNumber || *input.account_id <= 0)
            return std::nullopt;
    }
    return input;
}

} // namespace bursar::ui
