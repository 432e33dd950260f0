// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/logs/log_table_model.h"
#include "ui/shell/page.h"

class QSaveFile;

namespace bursar::ui {

/// Writes everything that a question of a fixed span matches to a file, page by page, so that rows that come in
/// meanwhile change nothing. CSV with the given columns of the table, or JSON lines with all fields, by the file's ending.
class LogExport : public QObject {
    Q_OBJECT

public:
    static constexpr int kPageRows = 1000;

    LogExport(models::Gateway& gateway, models::LogQuestion question, QList<int> columns, const QString& file,
              QObject* parent = nullptr);
    ~LogExport() override;
    void start();
    /// Nothing is written; `canceled` comes at once, whatever is still under way.
    void cancel();
    qint64 rows() const { return m_rows; }

Q_SIGNALS:
    void progressed(qint64 rows);
    void finished(const QString& file, qint64 rows);
    void failed(const QString& sentence);
    void canceled();

private:
    void read();
    void write(const contract::LogPage& page);
    void fail(const QString& sentence);

    models::Gateway& m_gateway;
    models::LogQuestion m_question;
    QList<int> m_columns;
    QString m_path;
    std::unique_ptr<QSaveFile> m_file;
    std::optional<std::string> m_cursor;
    qint64 m_rows = 0;
    bool m_csv = false;
    bool m_canceled = false;
};

} // namespace bursar::ui
