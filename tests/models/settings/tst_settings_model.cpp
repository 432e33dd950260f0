// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/settings/settings_model.h"
#include "models/settings/sample_settings.h"
#include "support/fake_engine_client.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::models;
using namespace Qt::StringLiterals;
using bursar::test::FakeEngineClient;

namespace {

struct Bench {
    Bench()
    {
        engine->on<contract::ListSettings>([this](const contract::Empty&) { return settings; });
    }
    void read()
    {
        model.read();
        QTRY_VERIFY(model.list().hasData() && !model.list().isLoading());
    }
    Cell cell(int row, SettingsModel::Column column)
    {
        return model.rows().row(row).cells.at(static_cast<std::size_t>(column));
    }

    contract::SettingList settings = test::sampleSettings();
    std::shared_ptr<FakeEngineClient> engine = std::make_shared<FakeEngineClient>();
    Gateway gateway{engine};
    SettingsModel model{gateway};
};

} // namespace

class TestSettingsModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsEachSettingWithDefaultSourceAndType()
    {
        Bench bench;
        const QAbstractItemModelTester tester(&bench.model.rows(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        bench.read();
        QCOMPARE(bench.model.shown(), 6);
        QCOMPARE(bench.cell(3, SettingsModel::Key), Cell(Code{u"simulator.enabled"_s}));
        QCOMPARE(bench.cell(3, SettingsModel::Value), Cell(Code{u"true"_s}));
        QCOMPARE(bench.cell(3, SettingsModel::Default), Cell(Code{u"false"_s}));
        QCOMPARE(bench.cell(3, SettingsModel::Source), Cell(Text{u"file"_s, false}));
        QCOMPARE(bench.cell(0, SettingsModel::Source), Cell(Text{u"default"_s, true})); // what is plain is quiet
        QVERIFY(std::holds_alternative<Absent>(bench.cell(5, SettingsModel::Value)));
        QCOMPARE(bench.cell(4, SettingsModel::Type), Cell(Text{u"seconds"_s, true}));
    }

    void findsByKeyAndByDescription()
    {
        Bench bench;
        bench.settings.settings[2].description = "How much is written down.";
        bench.read();
        bench.model.setFilter(u" HTTP "_s);
        QCOMPARE(bench.model.shown(), 1);
        bench.model.setFilter(u"written"_s);
        QCOMPARE(bench.model.rows().row(0).key, u"log.level"_s);
        bench.model.setFilter(u"nothing such"_s);
        QCOMPARE(bench.model.shown(), 0);
        bench.model.setFilter({});
        QCOMPARE(bench.model.shown(), 6);
    }

    void writesAValueForTheNextStart()
    {
        Bench bench;
        bench.read();
        QSignalSpy changed(&bench.model, &SettingsModel::changed);
        contract::SettingRow written = bench.settings.settings[0];
        written.value = "8";
        written.source = "file";
        bench.engine->answer<contract::ChangeSetting>(written);
        bench.model.change(u"ingest.workers"_s, u"8"_s);
        QVERIFY(bench.model.isChanging());
        QTRY_COMPARE(changed.count(), 1);
        const auto input = bench.engine->lastInput<contract::ChangeSetting>();
        QCOMPARE(input.key, std::string("ingest.workers"));
        QCOMPARE(*input.value, std::string("8"));
        QVERIFY(!bench.engine->lastKey<contract::ChangeSetting>().empty());
        QVERIFY(bench.model.isPending(u"ingest.workers"_s));
        QCOMPARE(bench.cell(0, SettingsModel::Value), Cell(Code{u"8"_s}));
        QCOMPARE(shown(bench.cell(0, SettingsModel::Source)), u"file, after restart"_s);
        bench.read(); // the engine still runs with the old one
        QCOMPARE(bench.cell(0, SettingsModel::Value), Cell(Code{u"8"_s}));
        bench.settings.settings[0] = written; // it has started again
        bench.read();
        QVERIFY(!bench.model.hasPending());
        QCOMPARE(shown(bench.cell(0, SettingsModel::Source)), u"file"_s);
    }

    void goesBackToTheDefault()
    {
        Bench bench;
        bench.read();
        bench.engine->answer<contract::ChangeSetting>(
            test::setting("simulator.enabled", "boolean", "false", "false"));
        bench.model.change(u"simulator.enabled"_s, std::nullopt);
        QTRY_VERIFY(bench.model.isPending(u"simulator.enabled"_s));
        QVERIFY(!bench.engine->lastInput<contract::ChangeSetting>().value);
        QCOMPARE(bench.model.find(u"simulator.enabled"_s)->value, std::string("false"));
    }

    void keepsTheValueThatTheEngineRefuses()
    {
        Bench bench;
        bench.read();
        QSignalSpy failed(&bench.model, &SettingsModel::changeFailed);
        bench.engine->refuse<contract::ChangeSetting>(
            base::invalidField("value", "out_of_range", "must be between 1 and 64"));
        bench.model.change(u"ingest.workers"_s, u"900"_s);
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(!bench.model.isChanging() && !bench.model.hasPending());
        QCOMPARE(bench.model.find(u"ingest.workers"_s)->value, std::string("4"));
    }

    void refusesASecondChangeMeanwhile()
    {
        Bench bench;
        bench.read();
        QSignalSpy failed(&bench.model, &SettingsModel::changeFailed);
        bench.model.change(u"ingest.workers"_s, u"8"_s);
        bench.model.change(u"log.level"_s, u"debug"_s);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.front().front().toString(), u"log.level"_s);
        QCOMPARE(bench.engine->calls<contract::ChangeSetting>(), 1);
    }

    void findsNothingBeforeItWasRead()
    {
        Bench bench;
        QVERIFY(!bench.model.find(u"log.level"_s));
        bench.model.setFilter(u"log"_s);
        bench.read();
        QCOMPARE(bench.model.shown(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSettingsModel)
#include "tst_settings_model.moc"
