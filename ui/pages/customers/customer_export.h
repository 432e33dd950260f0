// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/customers/customer_table_model.h"

class QSaveFile;

namespace bursar::ui {

/// Writes every customer that a question matches to a CSV file, page by page along the cursor. The file appears whole
/// or not at all.
class CustomerExport : public QObject {
    Q_OBJECT

public:
    static constexpr int kPageRows = 200; ///< the most that the engine gives

    CustomerExport(models::Gateway& gateway, models::CustomerQuestion question, const QString& file,
                   QObject* parent = nullptr);
    ~CustomerExport() override;
    void start();
    void cancel() { m_canceled = true; }

Q_SIGNALS:
    void finished(const QString& file, qint64 rows);
    void failed(const QString& sentence);

private:
    void read();
    void write(const contract::CustomerPage& page);
    void fail(const QString& sentence);

    models::Gateway& m_gateway;
    models::CustomerQuestion m_question;
    QString m_path;
    std::unique_ptr<QSaveFile> m_file;
    std::optional<std::string> m_cursor;
    qint64 m_rows = 0;
    bool m_canceled = false;
};

} // namespace bursar::ui
