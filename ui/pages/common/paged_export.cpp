// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/paged_export.h"

#include "models/common/cell.h"
#include "ui/pages/common/csv.h"
#include "ui/pages/common/error_text.h"

#include <utility>

namespace bursar::ui {

PagedExport::PagedExport(std::vector<Column> columns, const QString& file, QObject* parent)
    : QObject(parent), m_columns(std::move(columns)), m_file(file), m_isJson(file.endsWith(QLatin1String(".jsonl")))
{
}

bool PagedExport::open()
{
    if (!m_file.open(QIODevice::WriteOnly)) {
        fail(m_file.errorString());
        return false;
    }
    if (m_isJson)
        return true;
    QStringList names;
    for (const Column& column : m_columns)
        names << column.key;
    m_file.write(csvLine(names));
    return true;
}

void PagedExport::writeCells(const std::vector<models::Cell>& cells)
{
    QStringList fields;
    for (const models::Cell& cell : cells)
        fields << models::copied(cell);
    m_file.write(csvLine(fields));
    ++m_rows;
}

void PagedExport::writeLine(const QByteArray& line)
{
    m_file.write(line + '\n');
    ++m_rows;
}

void PagedExport::end()
{
    if (!m_file.commit())
        return fail(m_file.errorString());
    Q_EMIT finished(m_file.fileName(), m_rows);
}

void PagedExport::cancel()
{
    if (std::exchange(m_isCanceled, true))
        return;
    m_file.cancelWriting();
    Q_EMIT canceled();
}

void PagedExport::fail(const base::Error& error)
{
    fail(errorText(error).sentence);
}

void PagedExport::fail(const QString& sentence)
{
    m_file.cancelWriting();
    Q_EMIT failed(sentence);
}

} // namespace bursar::ui
