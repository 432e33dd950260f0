// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/logs/log_table_model.h"
#include "ui/shell/page.h"

class QSaveFile;

namespace bursar::ui {

/// Writes everything that a question matches to a file, page by page from the same upper end, so that rows that come in
/// meanwhile change nothing. CSV or JSON lines, by the file's ending.
class LogExport : public QObject {
    Q_OBJECT

public:
    static constexpr int kPageRows = 1000;

    LogExport(models::Gateway& gateway, models::LogQuestion question, const QString& file, QObject* parent = nullptr);
    ~LogExport() override;
    void start();
    void cancel();
    qint64 rows() const { return m_rows; }

Q_SIGNALS:
    void progressed(qint64 rows);
    void finished(const QString& file, qint64 rows);
    void failed(const QString& sentence);

private:
    void read();
    void write(const contract::LogPage& page);
    void fail(const QString& sentence);

    models::Gateway& m_gateway;
    models::LogQuestion m_question;
    QString m_path;
    std::unique_ptr<QSaveFile> m_file;
    std::optional<std::string> m_cursor;
    qint64 m_rows = 0;
    bool m_csv = false;
    bool m_canceled = false;
};

} // namespace bursar::ui
