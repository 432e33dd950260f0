// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/data_table.h"
#include "ui/widgets/table_header.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace bursar::ui {
namespace {

/// RFC 4180, and no cell that a spreadsheet would run as a formula.
QString csvField(QString text)
{
    static const QString kFormula = QStringLiteral("=+@\t");
    if (!text.isEmpty() && kFormula.contains(text.at(0)))
        text.prepend(QLatin1Char('\''));
    const bool needsQuotes = text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"'))
        || text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r'));
    if (!needsQuotes)
        return text;
    text.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

} // namespace

QList<int> DataTable::chosenColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < header()->count(); ++visual) {
        const int logical = header()->logicalIndex(visual);
        if (logical < static_cast<int>(header()->columns().size()) && header()->isChosen(logical))
            columns << logical;
    }
    return columns;
}

QList<int> DataTable::rowsToCopy() const
{
    QList<int> rows = selectedRows();
    if (rows.isEmpty() && model() != nullptr)
        for (int row = 0; row < model()->rowCount(); ++row)
            rows << row;
    return rows;
}

QString DataTable::selectionAsText() const
{
    QString text;
    const QList<int> columns = chosenColumns();
    const QList<int> rows = rowsToCopy();
    for (const int row : rows) {
        QStringList fields;
        for (const int column : columns)
            fields << models::copied(models::cellOf(model()->index(row, column).data(models::kCellRole)));
        text += fields.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return text;
}

QString DataTable::selectionAsCsv() const
{
    const QList<int> columns = chosenColumns();
    QStringList titles;
    for (const int column : columns)
        titles << csvField(header()->columns().at(static_cast<std::size_t>(column)).key);
    QString text = titles.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    const QList<int> rows = rowsToCopy();
    for (const int row : rows) {
        QStringList fields;
        for (const int column : columns)
            fields << csvField(
                models::copied(models::cellOf(model()->index(row, column).data(models::kCellRole))));
        text += fields.join(QLatin1Char(',')) + QStringLiteral("\r\n");
    }
    return text;
}

QString DataTable::selectionAsJson() const
{
    QJsonArray list;
    const QList<int> columns = chosenColumns();
    const QList<int> rows = rowsToCopy();
    for (const int row : rows) {
        QJsonObject object;
        for (const int column : columns)
            object.insert(
                header()->columns().at(static_cast<std::size_t>(column)).key,
                models::jsonOf(models::cellOf(model()->index(row, column).data(models::kCellRole))));
        list.append(object);
    }
    return QString::fromUtf8(QJsonDocument(list).toJson());
}

} // namespace bursar::ui
