// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/logs/import_model.h"
#include "support/fake_engine_client.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bursar;
using namespace bursar::models;
using namespace Qt::StringLiterals;
using bursar::test::FakeEngineClient;
using Stage = ImportModel::Stage;

namespace {

base::Error error(base::ErrorCode code)
{
    return base::Error(code, "no", "No.");
}

struct Bench {
    Bench()
    {
        engine->on<contract::UploadImportChunk>([this](const contract::UploadImportChunk::Input& input) {
            const auto& text = input.data.as_string();
            const QByteArray part = QByteArray::fromBase64(QByteArray(text.data(), qsizetype(text.size())));
            if (input.offset == received.size())
                received += part;
            chunks.append(part.size());
            wasLast = input.last.value_or(false);
            return contract::ImportChunkAccepted{input.id, received.size()};
        });
        engine->on<contract::GetTask>([this](const contract::TaskInput& input) {
            contract::Task out = task;
            out.id = input.id;
            return out;
        });
        create("t1", 64);
    }
    void create(const std::string& id, int chunk)
    {
        engine->answer<contract::CreateImport>({id, chunk});
    }
    void finish(const std::string& state)
    {
        task.state = state;
        task.finished_at = base::Time();
    }
    QString write(qsizetype bytes)
    {
        content = QByteArray(bytes, 'x');
        for (qsizetype i = 0; i < bytes; ++i)
            content[i] = char('a' + i % 26);
        const QString path = folder.filePath(u"access.log"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(content);
        return path;
    }

    QTemporaryDir folder;
    QByteArray content;
    QByteArray received;
    QList<qsizetype> chunks;
    bool wasLast = false;
    contract::Task task;
    std::shared_ptr<FakeEngineClient> engine = std::make_shared<FakeEngineClient>();
    Gateway gateway{engine};
    ImportModel model{gateway};
};

} // namespace

class TestImportModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsTheFileInChunksAndFollowsItsTask()
    {
        Bench bench;
        QSignalSpy changed(&bench.model, &ImportModel::changed);
        bench.model.start(u"alpha"_s, bench.write(150), ImportModel::Kind::ForGood);
        QCOMPARE(bench.model.stage(), Stage::Uploading);
        QTRY_COMPARE(bench.model.stage(), Stage::Working);
        QCOMPARE(bench.received, bench.content);
        QCOMPARE(bench.chunks, (QList<qsizetype>{64, 64, 22}));
        QVERIFY(bench.wasLast);
        QCOMPARE(bench.model.uploaded(), 1.0);
        const auto input = bench.engine->lastInput<contract::CreateImport>();
        QCOMPARE(input.agent_id, std::string("alpha"));
        QCOMPARE(input.name, std::string("access.log"));
        QCOMPARE(*input.bytes, 150);
        QVERIFY(!input.preview);
        QVERIFY(!bench.engine->lastKey<contract::CreateImport>().empty()); // a repeat begins no second import
        bench.task.done = 40;
        bench.task.total = 100;
        QTRY_COMPARE(bench.model.task().done, 40);
        bench.task.result = {{"added", 3}};
        bench.finish("done");
        QTRY_COMPARE(bench.model.stage(), Stage::Done);
        QVERIFY(!bench.model.isPreview());
        const int looks = bench.engine->calls<contract::GetTask>();
        QTest::qWait(300);
        QCOMPARE(bench.engine->calls<contract::GetTask>(), looks);
        QVERIFY(changed.count() > 4);
    }

    void previewsTheFirstLinesOnly()
    {
        Bench bench;
        bench.create("p1", 200'000);
        bench.model.start(u"alpha"_s, bench.write(400'000), ImportModel::Kind::Preview);
        QTRY_COMPARE(bench.model.stage(), Stage::Working);
        QCOMPARE(bench.received.size(), 256 * 1024);
        QVERIFY(*bench.engine->lastInput<contract::CreateImport>().preview);
        QVERIFY(bench.model.isPreview());
    }

    void sendsAnEmptyFileAsOneLastChunk()
    {
        Bench bench;
        bench.model.start(u"alpha"_s, bench.write(0), ImportModel::Kind::ForGood);
        QTRY_COMPARE(bench.model.stage(), Stage::Working);
        QVERIFY(bench.wasLast);
    }

    void sendsAChunkAgainAfterAnOutage()
    {
        Bench bench;
        int calls = 0;
        bench.engine->on<contract::UploadImportChunk>(
            [&](const contract::UploadImportChunk::Input& input) -> contract::Outcome<contract::ImportChunkAccepted> {
                if (++calls == 2)
                    return error(base::ErrorCode::Timeout);
                bench.chunks.append(input.offset);
                return contract::ImportChunkAccepted{input.id, input.offset};
            });
        bench.model.start(u"alpha"_s, bench.write(150), ImportModel::Kind::ForGood);
        QTRY_COMPARE(bench.model.stage(), Stage::Working);
        QCOMPARE(bench.chunks, (QList<qsizetype>{0, 64, 128}));
        QVERIFY(!bench.model.failure());
    }

    void endsWhenTheEngineRefuses()
    {
        Bench bench;
        bench.engine->refuse<contract::UploadImportChunk>(error(base::ErrorCode::TooLarge));
        bench.model.start(u"alpha"_s, bench.write(150), ImportModel::Kind::ForGood);
        QTRY_COMPARE(bench.model.stage(), Stage::Failed);
        QCOMPARE(bench.model.failure()->reason(), std::string("no"));
        QCOMPARE(bench.engine->calls<contract::UploadImportChunk>(), 1);
    }

    void saysWhyAFileCannotBeRead()
    {
        Bench bench;
        bench.model.start(u"alpha"_s, bench.folder.filePath(u"missing.log"_s), ImportModel::Kind::Preview);
        QCOMPARE(bench.model.stage(), Stage::Failed);
        QVERIFY(!bench.model.failure()->text().empty());
        QCOMPARE(bench.engine->calls<contract::CreateImport>(), 0);
    }

    void takesAFailedTaskForAFailure()
    {
        Bench bench;
        bench.task.message = "The disk is full.";
        bench.finish("failed");
        bench.model.start(u"alpha"_s, bench.write(10), ImportModel::Kind::ForGood);
        QTRY_COMPARE(bench.model.stage(), Stage::Failed);
        QCOMPARE(bench.model.task().message, std::string("The disk is full."));
        QVERIFY(!bench.model.failure());
    }

    void waitsThroughAnOutageAndGivesUpOnATaskThatIsGone()
    {
        Bench bench;
        bench.engine->refuse<contract::GetTask>(error(base::ErrorCode::Unavailable));
        bench.model.start(u"alpha"_s, bench.write(10), ImportModel::Kind::ForGood);
        QTRY_VERIFY(bench.engine->calls<contract::GetTask>() >= 3);
        QCOMPARE(bench.model.stage(), Stage::Working);
        bench.engine->refuse<contract::GetTask>(error(base::ErrorCode::NotFound));
        QTRY_COMPARE(bench.model.stage(), Stage::Failed);
    }

    void cancelsTheTaskAtTheEngine()
    {
        Bench bench;
        bench.model.start(u"alpha"_s, bench.write(10), ImportModel::Kind::ForGood);
        QTRY_COMPARE(bench.model.stage(), Stage::Working);
        bench.model.cancel();
        QCOMPARE(bench.model.stage(), Stage::Idle);
        QCOMPARE(bench.engine->lastInput<contract::CancelTask>().id, std::string("t1"));
        bench.finish("done");
        QTest::qWait(300);
        QCOMPARE(bench.model.stage(), Stage::Idle); // a late answer changes nothing
    }

    void cancelsATaskWhoseIdWasNotKnownYet()
    {
        auto engine = std::make_shared<FakeEngineClient>();
        Gateway gateway(engine);
        ImportModel model(gateway);
        Bench files;
        model.start(u"alpha"_s, files.write(10), ImportModel::Kind::ForGood);
        model.cancel();
        QCOMPARE(engine->calls<contract::CancelTask>(), 0);
        engine->replyTo<contract::CreateImport>(contract::ImportCreated{"late", 64});
        QTRY_COMPARE(engine->calls<contract::CancelTask>(), 1);
        QCOMPARE(engine->lastInput<contract::CancelTask>().id, std::string("late"));
        QCOMPARE(engine->calls<contract::UploadImportChunk>(), 0);
    }

    void leavesNoTaskWaitingForBytes()
    {
        Bench bench;
        auto engine = std::make_shared<FakeEngineClient>();
        Gateway gateway(engine);
        engine->answer<contract::CreateImport>({"t9", 64});
        {
            ImportModel model(gateway);
            model.start(u"alpha"_s, bench.write(150), ImportModel::Kind::ForGood);
            QTRY_COMPARE(engine->calls<contract::UploadImportChunk>(), 1);
        }
        QCOMPARE(engine->lastInput<contract::CancelTask>().id, std::string("t9"));
    }

    void takesTheRowsAwayAgain()
    {
        Bench bench;
        bench.finish("done");
        bench.model.start(u"alpha"_s, bench.write(10), ImportModel::Kind::ForGood);
        QTRY_COMPARE(bench.model.stage(), Stage::Done);
        QSignalSpy undone(&bench.model, &ImportModel::undone);
        QSignalSpy failed(&bench.model, &ImportModel::undoFailed);
        bench.engine->refuse<contract::UndoImport>(error(base::ErrorCode::Conflict));
        bench.model.undo();
        QTRY_COMPARE(failed.count(), 1);
        bench.engine->answer<contract::UndoImport>({"t1", 12});
        bench.model.undo();
        QTRY_COMPARE(undone.count(), 1);
        QCOMPARE(undone.front().front().toLongLong(), 12);
        const auto input = bench.engine->lastInput<contract::UndoImport>();
        QCOMPARE(input.agent_id, std::string("alpha"));
        QCOMPARE(input.id, std::string("t1"));
    }
};

QTEST_GUILESS_MAIN(TestImportModel)
#include "tst_import_model.moc"
