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

    static constexpr std::chrono::milliseconds kChunkAgainAfter{1000};
    static constexpr int kChunkTriesMax = 5;

    explicit ImportModel(Gateway& gateway, QObject* parent = nullptr);
    /// Stops a task that still waits for bytes; one that has them all goes on by itself.
    ~ImportModel() override;

    enum class Kind { Preview, ForGood };
    void start(const QString& agentId, const QString& file, Kind kind);
    /// Stops the task; what was stored so far stays.
    void cancel();
    /// Takes the rows of the last import away again.
    void undo();

    Stage stage() const { return m_stage; }
    bool isBusy() const { return m_stage == Stage::Uploading || m_stage == Stage::Working; }
    bool isPreview() const { return m_kind == Kind::Preview; }
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
    void created(quint64 generation, const contract::ImportCreated& import);
    void sendChunk();
    void chunkFailed(const base::Error& error);
    void look();
    void fail(const base::Error& error);
    void setStage(Stage stage);

    Gateway& m_gateway;
    std::unique_ptr<QFile> m_file;
    QTimer m_look;
    QTimer m_chunkAgain;
    QString m_agentId;
    QString m_fileName;
    contract::ImportCreated m_import;
    contract::Task m_task;
    std::optional<base::Error> m_failure;
    qint64 m_offset = 0;
    qint64 m_bytes = 0;
    quint64 m_generation = 0;
    int m_chunkTries = 0;
    Stage m_stage = Stage::Idle;
    Kind m_kind = Kind::Preview;
    bool m_looking = false;
};

} // namespace bursar::models
