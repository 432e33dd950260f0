// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/logs/log_export.h"

#include "models/common/cell.h"
#include "models/pages/logs/log_cells.h"
#include "ui/pages/common/csv.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/logs/log_fields.h"

#include <QSaveFile>

#include <boost/json/serialize.hpp>

namespace bursar::ui {

LogExport::LogExport(models::Gateway& gateway, models::LogQuestion question, QList<int> columns, const QString& file,
                     QObject* parent)
    : QObject(parent), m_gateway(gateway), m_question(std::move(question)), m_columns(std::move(columns)), m_path(file),
      m_csv(!file.endsWith(QLatin1String(".jsonl")))
{
}

LogExport::~LogExport() = default;

void LogExport::start()
{
    m_file = std::make_unique<QSaveFile>(m_path);
    if (!m_file->open(QIODevice::WriteOnly))
        return fail(m_file->errorString());
    if (m_csv) {
        QStringList names;
        const std::vector<Column> all = logColumns();
        for (const int column : m_columns)
            names << all.at(static_cast<std::size_t>(column)).key;
        m_file->write(csvLine(names));
    }
    read();
}

void LogExport::cancel()
{
    if (std::exchange(m_canceled, true))
        return;
    if (m_file)
        m_file->cancelWriting();
    Q_EMIT canceled();
}

void LogExport::read()
{
    contract::ListLogs::Input input = models::logsInput(m_question, kPageRows);
    input.cursor = m_cursor;
    m_gateway.call<contract::ListLogs>(std::move(input), this, [this](contract::Outcome<contract::LogPage> outcome) {
        if (m_canceled)
            return;
        if (!outcome)
            return fail(errorText(outcome.error()).sentence);
        write(*outcome);
    });
}

void LogExport::write(const contract::LogPage& page)
{
    for (const contract::RequestLog& row : page.logs) {
        if (m_csv) {
            QStringList fields;
            for (const int column : m_columns)
                fields << models::copied(models::logCell(row, static_cast<models::LogColumn>(column)));
            m_file->write(csvLine(fields));
        } else {
            m_file->write(QByteArray::fromStdString(
                boost::json::serialize(contract::Codec<contract::GetLog>::encodeOutput(row)) + "\n"));
        }
    }
    m_rows += static_cast<qint64>(page.logs.size());
    Q_EMIT progressed(m_rows);
    m_cursor = page.next;
    if (m_cursor)
        return read();
    if (!m_file->commit())
        return fail(m_file->errorString());
    Q_EMIT finished(m_path, m_rows);
}

void LogExport::fail(const QString& sentence)
{
    if (m_file)
        m_file->cancelWriting();
    Q_EMIT failed(sentence);
}

} // namespace bursar::ui
