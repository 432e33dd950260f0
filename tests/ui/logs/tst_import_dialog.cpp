// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_logs.h"
#include "ui/pages/logs/import_dialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bursar;
using namespace bursar::ui;
using namespace Qt::StringLiterals;

namespace {

contract::json::object previewResult()
{
    return {{"preview", true},
            {"lines", 3},
            {"requests", 2},
            {"added", 0},
            {"malformed", 1},
            {"malformed_lines", contract::json::array{contract::json::object{{"line", 2}, {"reason", "has no status"}}}},
            {"rows", contract::json::array{contract::json::object{{"at", "2026-11-20T14:00:00Z"},
                                                                  {"status", 200},
                                                                  {"method", "GET"},
                                                                  {"path", "/mcp"},
                                                                  {"customer", "10.0.0.1"}}}}};
}

struct Bench {
    Bench()
    {
        test::answerBusyAfternoon(*engine);
        contract::AgentList agents;
        for (const char* id : {"alpha", "beta"}) {
            contract::Agent agent;
            agent.agent_id = agent.name = id;
            agents.agents.push_back(agent);
        }
        engine->answer<contract::ListAgents>(agents);
        engine->on<contract::CreateImport>([this](const contract::ImportInput& input) {
            isPreview = input.preview.value_or(false);
            return contract::ImportCreated{isPreview ? "preview" : "import", 1000};
        });
        engine->on<contract::UploadImportChunk>([](const contract::UploadImportChunk::Input& input) {
            return contract::ImportChunkAccepted{input.id, 0};
        });
        engine->on<contract::GetTask>([this](const contract::TaskInput&) {
            contract::Task task;
            if (isPreview || isDone) {
                task.state = "done";
                task.finished_at = base::Time();
                task.message = isPreview ? "2 of 3 lines can be read" : "2 requests added";
                task.result = isPreview ? previewResult() : contract::json::object{{"added", 2}};
            } else {
                task.state = "running";
                task.done = 40;
                task.total = 100;
                task.rate_per_second = 20;
                task.seconds_left = 3;
            }
            return task;
        });
        engine->answer<contract::UndoImport>({"import", 2});
        window.resize(1000, 700);
        window.show();
        dialog = new ImportDialog(gateway, u"beta"_s, &window);
        dialog->open();
        QCoreApplication::processEvents();
    }
    QString file(const QString& name = u"access.log"_s)
    {
        const QString path = folder.filePath(name);
        QFile out(path);
        if (out.open(QIODevice::WriteOnly))
            out.write("line\n");
        return path;
    }
    template <class W>
    W* child(const char* name) const
    {
        return dialog->findChild<W*>(QLatin1String(name));
    }
    Button* run() const { return child<Button>("importRun"); }
    QString status() const { return child<TextLabel>("importStatus")->fullText(); }
    void choose(const QString& path) const
    {
        child<QLineEdit>("importFile")->setText(path);
        QTest::keyClick(child<QLineEdit>("importFile"), Qt::Key_Return);
    }
    void preview()
    {
        choose(file());
        QTRY_VERIFY(run()->isEnabled());
    }
    QStringList words() const
    {
        QStringList all;
        for (const auto* label : child<FactList>("importFacts")->findChildren<TextLabel*>())
            all << label->fullText();
        return all;
    }

    QTemporaryDir folder;
    bool isPreview = false;
    bool isDone = true;
    std::shared_ptr<test::FakeEngineClient> engine = std::make_shared<test::FakeEngineClient>();
    models::Gateway gateway{engine};
    QWidget window;
    ImportDialog* dialog = nullptr;
};

} // namespace

class ImportDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksForAgentAndFileFirst()
    {
        Bench bench;
        QTRY_COMPARE(bench.child<QComboBox>("importAgent")->currentData().toString(), u"beta"_s);
        QVERIFY(!bench.run()->isEnabled());
        QVERIFY(bench.run()->toolTip().contains(u"file"_s));
        bench.choose(bench.folder.filePath(u"missing.log"_s));
        QVERIFY(!bench.status().isEmpty());
        QVERIFY(!bench.run()->isEnabled());
    }

    void previewsBeforeItStoresAnything()
    {
        Bench bench;
        bench.preview();
        QCOMPARE(bench.engine->lastInput<contract::CreateImport>().agent_id, std::string("beta"));
        QCOMPARE(bench.status(), u"2 of 3 lines can be read"_s);
        const QStringList words = bench.words();
        QVERIFY(words.contains(u"Could not be read"_s));
        QVERIFY(words.contains(u"has no status"_s));
        QVERIFY(words.contains(u"200 GET /mcp"_s));
        QVERIFY(!words.contains(u"Added"_s)); // nothing is stored by a preview
        QVERIFY(bench.child<Button>("importUndo")->isHidden());
    }

    void looksOnceAtAFile()
    {
        Bench bench;
        bench.preview();
        QCOMPARE(bench.engine->calls<contract::CreateImport>(), 1);
        Q_EMIT bench.child<QLineEdit>("importFile")->editingFinished(); // on the way to the button
        QVERIFY(bench.run()->isEnabled());
        QCOMPARE(bench.engine->calls<contract::CreateImport>(), 1);
        bench.choose(bench.file(u"other.log"_s));
        QTRY_COMPARE(bench.engine->calls<contract::CreateImport>(), 2);
    }

    void importsShowsProgressAndUndoes()
    {
        Bench bench;
        QSignalSpy changed(bench.dialog, &ImportDialog::dataChanged);
        bench.preview();
        bench.isDone = false;
        bench.run()->click();
        auto* progress = bench.dialog->findChild<QProgressBar*>();
        QTRY_COMPARE(progress->value(), 400);
        QVERIFY(progress->isVisible());
        QVERIFY(bench.status().contains(u"20 a second"_s) && bench.status().contains(u"left"_s));
        QVERIFY(!bench.run()->isEnabled());
        QCOMPARE(changed.count(), 0);
        bench.isDone = true;
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(bench.run()->toolTip().contains(u"imported"_s));
        auto* undo = bench.child<Button>("importUndo");
        QVERIFY(undo->isVisible());
        undo->click();
        QTRY_COMPARE(changed.count(), 2);
        QVERIFY(undo->isHidden());
        QCOMPARE(bench.status(), u"2 rows were taken away again."_s);
        QVERIFY(bench.run()->isEnabled()); // and it may come in once more
    }

    void cancelsAndStaysOpen()
    {
        Bench bench;
        bench.preview();
        bench.isDone = false;
        bench.run()->click();
        auto* close = bench.child<Button>("importClose");
        QTRY_COMPARE(bench.engine->calls<contract::GetTask>() > 1, true);
        QCOMPARE(close->text(), u"Cancel"_s);
        close->click();
        QTRY_COMPARE(bench.engine->lastInput<contract::CancelTask>().id, std::string("import"));
        QVERIFY(bench.dialog->isVisible());
        QVERIFY(bench.status().contains(u"stays"_s));
        QCOMPARE(close->text(), u"Close"_s);
        QTest::keyClick(bench.dialog, Qt::Key_Escape);
        QVERIFY(!bench.dialog->isVisible());
    }

    void saysWhatFailedAndTriesTheSameFileAgain()
    {
        Bench bench;
        bench.engine->refuse<contract::UploadImportChunk>(base::invalidField("data", "unreadable", "is no access log"));
        bench.choose(bench.file());
        QTRY_VERIFY(bench.status().contains(u"is no access log"_s));
        QVERIFY(!bench.run()->isEnabled());
        bench.engine->on<contract::UploadImportChunk>([](const contract::UploadImportChunk::Input& input) {
            return contract::ImportChunkAccepted{input.id, 0};
        });
        bench.choose(bench.file());
        QTRY_VERIFY(bench.run()->isEnabled());
        // What was looked at may also be imported again after a failure.
        bench.engine->refuse<contract::CreateImport>(base::Error(base::ErrorCode::Forbidden, "forbidden", "no"));
        bench.run()->click();
        QTRY_VERIFY(bench.status().contains(u"role"_s));
        QVERIFY(bench.run()->isEnabled());
    }
};

QTEST_MAIN(ImportDialogTest)
#include "tst_import_dialog.moc"
