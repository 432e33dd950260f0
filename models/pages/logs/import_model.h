// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/ingest.h"
#include "contract/system.h"
#include "models/client/gateway.h"

#include <QFile>
#include <QTimer>

#include <memory>

namespace bursar::models {

/// Uploads one access log in chunks and follows its task: as a preview that stores nothing, or for good.
class ImportModel : public QObject {
    Q_OBJECT

public:
    enum class Stage { Idle, Uploading, Working, Done, Failed };

    explicit ImportModel(Gateway& gateway, QObject* parent = nullptr);

    void start(const QString& agentId, const QString& file, bool preview);
    void cancel();
    /// Takes the rows of the last import away again.
    void undo();

    Stage stage() const { return m_stage; }
    bool isPreview() const { return m_preview; }
    double uploaded() const; ///< 0 to 1
    const contract::Task& task() const { return m_task; }
    QString agentId() const { return m_agentId; }
    QString fileName() const { return m_fileName; }
    const std::optional<base::Error>& failure() const { return m_failure; }

Q_SIGNALS:
    void changed();
    void undone(qint64 rows);
    void undoFailed(const bursar::base::Error& error);

private:
    void sendChunk();
    void look();
    void fail(const base::Error& error);
    void setStage(Stage stage);

    Gateway& m_gateway;
    std::unique_ptr<QFile> m_file;
    QTimer m_look;
    QString m_agentId;
    QString m_fileName;
    contract::ImportCreated m_import;
    contract::Task m_task;
    std::optional<base::Error> m_failure;
    qint64 m_offset = 0;
    qint64 m_bytes = 0;
    quint64 m_generation = 0;
    Stage m_stage = Stage::Idle;
    bool m_preview = false;
};

} // namespace bursar::models
