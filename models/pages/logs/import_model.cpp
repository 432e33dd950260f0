// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/logs/import_model.h"

#include <QFileInfo>
#include <QUuid>

#include <utility>

#include <boost/json/string.hpp>

namespace bursar::models {

namespace {
constexpr std::chrono::milliseconds kLookEvery{200};
/// A preview needs the first lines only.
constexpr qint64 kPreviewBytes = 256 * 1024;
constexpr qint64 kChunkBytesMax = 4 * 1024 * 1024;

std::string newKey()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}
} // namespace

ImportModel::ImportModel(Gateway& gateway, QObject* parent) : QObject(parent), m_gateway(gateway)
{
    m_look.setInterval(kLookEvery);
    connect(&m_look, &QTimer::timeout, this, &ImportModel::look);
    m_chunkAgain.setSingleShot(true);
    m_chunkAgain.setInterval(kChunkAgainAfter);
    connect(&m_chunkAgain, &QTimer::timeout, this, &ImportModel::sendChunk);
}

ImportModel::~ImportModel()
{
    if (m_stage == Stage::Uploading && !m_import.id.empty())
        m_gateway.call<contract::CancelTask>({m_import.id}, this, [](contract::Outcome<contract::Task>) {});
}

double ImportModel::uploaded() const
{
    return m_bytes > 0 ? static_cast<double>(m_offset) / static_cast<double>(m_bytes) : 0;
}

void ImportModel::start(const QString& agentId, const QString& file, Kind kind)
{
    cancel(); // whatever was under way
    m_agentId = agentId;
    m_kind = kind;
    m_failure.reset();
    m_task = {};
    m_import = {};
    m_offset = 0;
    m_fileName = QFileInfo(file).fileName();
    m_file = std::make_unique<QFile>(file);
    if (!m_file->open(QIODevice::ReadOnly)) {
        fail(base::Error(base::ErrorCode::InvalidInput, "file_unreadable", m_file->errorString().toStdString()));
        return;
    }
    m_bytes = isPreview() ? std::min(m_file->size(), kPreviewBytes) : m_file->size();
    setStage(Stage::Uploading);
    contract::ImportInput input{agentId.toStdString(), m_fileName.toStdString(), m_bytes, {}};
    if (isPreview())
        input.preview = true;
    m_gateway.callWithKey<contract::CreateImport>(
        std::move(input), newKey(), this,
        [this, generation = m_generation](contract::Outcome<contract::ImportCreated> outcome) {
            if (outcome)
                created(generation, *outcome);
            else if (generation == m_generation)
                fail(outcome.error());
        });
}

void ImportModel::created(quint64 generation, const contract::ImportCreated& import)
{
    if (generation != m_generation) {
        // Canceled before its id was known: it would wait for its bytes.
        m_gateway.call<contract::CancelTask>({import.id}, this, [](contract::Outcome<contract::Task>) {});
        return;
    }
    m_import = import;
    sendChunk();
}

void ImportModel::sendChunk()
{
    const qint64 limit = std::min<qint64>(m_import.chunk_bytes_max, kChunkBytesMax);
    m_file->seek(m_offset);
    const QByteArray part = m_file->read(std::min(limit, m_bytes - m_offset));
    if (part.isEmpty() && m_offset < m_bytes)
        return fail(base::Error(base::ErrorCode::InvalidInput, "file_unreadable",
                                m_file->errorString().toStdString()));
    contract::UploadImportChunk::Input input;
    input.agent_id = m_agentId.toStdString();
    input.id = m_import.id;
    input.offset = m_offset;
    input.data = contract::json::string(part.toBase64().toStdString());
    input.last = m_offset + part.size() >= m_bytes;
    m_gateway.call<contract::UploadImportChunk>(
        std::move(input), this,
        [this, size = part.size(), generation = m_generation](contract::Outcome<contract::ImportChunkAccepted> outcome) {
            if (generation != m_generation)
                return;
            if (!outcome)
                return chunkFailed(outcome.error());
            m_chunkTries = 0;
            m_offset += size;
            if (m_offset < m_bytes) {
                Q_EMIT changed();
                return sendChunk();
            }
            m_file.reset();
            setStage(Stage::Working);
            m_look.start();
            look();
        });
}

/// A repeated offset is ignored by the engine, so what may have arrived is sent once more.
void ImportModel::chunkFailed(const base::Error& error)
{
    using base::ErrorCode;
    const ErrorCode code = error.code();
    const bool mayPass = code == ErrorCode::Timeout || code == ErrorCode::Unavailable || code == ErrorCode::Upstream
                         || code == ErrorCode::RateLimited || code == ErrorCode::OutcomeUnknown;
    if (!mayPass || ++m_chunkTries >= kChunkTriesMax)
        return fail(error);
    m_chunkAgain.start();
}

void ImportModel::look()
{
    if (std::exchange(m_looking, true))
        return;
    m_gateway.call<contract::GetTask>(
        {m_import.id}, this, [this, generation = m_generation](contract::Outcome<contract::Task> outcome) {
            m_looking = false;
            if (generation != m_generation || m_stage != Stage::Working)
                return;
            if (!outcome) {
                // The line may be down for a moment: the next look tells. A task that is gone does not come back.
                if (outcome.error().code() == base::ErrorCode::NotFound)
                    fail(outcome.error());
                return;
            }
            m_task = outcome.take();
            if (m_task.finished_at) {
                m_look.stop();
                setStage(m_task.state == "done" ? Stage::Done : Stage::Failed);
            } else {
                Q_EMIT changed();
            }
        });
}

void ImportModel::cancel()
{
    ++m_generation;
    m_look.stop();
    m_chunkAgain.stop();
    m_chunkTries = 0;
    m_file.reset();
    const bool isKnown = !m_import.id.empty();
    if (isBusy() && isKnown)
        m_gateway.call<contract::CancelTask>({m_import.id}, this, [](contract::Outcome<contract::Task>) {});
    if (m_stage != Stage::Idle)
        setStage(Stage::Idle);
}

void ImportModel::undo()
{
    m_gateway.callWithKey<contract::UndoImport>(
        {m_agentId.toStdString(), m_import.id}, newKey(), this,
        [this](contract::Outcome<contract::UndoneImport> outcome) {
            if (outcome)
                Q_EMIT undone(outcome->removed);
            else
                Q_EMIT undoFailed(outcome.error());
        });
}

void ImportModel::fail(const base::Error& error)
{
    m_look.stop();
    m_chunkAgain.stop();
    m_file.reset();
    m_failure = error;
    setStage(Stage::Failed);
}

void ImportModel::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT changed();
}

} // namespace bursar::models
