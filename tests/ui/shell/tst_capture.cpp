// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/bench.h"
#include "ui/shell/capture/canned_engine_client.h"
#include "ui/shell/capture/capture.h"
#include "ui/shell/fake_host.h"

#include <QDir>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::test;
using namespace bursar::ui;

namespace {
struct CaptureBench : ShellBench {
    std::unique_ptr<Capture> make(CaptureData data = CaptureData::usual)
    {
        ConsoleOptions options;
        options.capture = folder.filePath(QStringLiteral("pictures")).toStdString();
        options.data = data;
        QDir().mkpath(QString::fromStdString(options.capture));
        host.atStart = [this] {
            host.started(bursar::contract::Outcome<std::shared_ptr<contract::EngineClient>>(
                std::shared_ptr<contract::EngineClient>(engine)));
        };
        return std::make_unique<Capture>(options, std::make_unique<FakeHost>(host), [this] { return pages; }, settings);
    }
    QStringList pictures() const
    {
        return QDir(folder.filePath(QStringLiteral("pictures"))).entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name);
    }
    FakeHost::Log host;
};
} // namespace

class TestCapture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesEveryPageUnderAStableName()
    {
        CaptureBench bench;
        const auto capture = bench.make();
        QSignalSpy finished(capture.get(), &Capture::finished);
        capture->start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QVERIFY2(finished.front().at(0).toBool(), qPrintable(finished.front().at(1).toString()));
        QCOMPARE(bench.pictures(),
                 (QStringList{QStringLiteral("logs-light-en.png"), QStringLiteral("overview-light-en.png"),
                              QStringLiteral("palette-light-en.png"), QStringLiteral("settings-light-en.png"),
                              QStringLiteral("shortcuts-light-en.png"), QStringLiteral("start-light-en.png")}));
        QCOMPARE(QImage(bench.folder.filePath(QStringLiteral("pictures/overview-light-en.png"))).size(), QSize(1280, 800));
        QCOMPARE(bench.host.stops, 1);
    }

    void showsAnOutageAfterEverythingWasReadOnce()
    {
        CaptureBench bench;
        const auto capture = bench.make(CaptureData::offline);
        QSignalSpy finished(capture.get(), &Capture::finished);
        capture->start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QVERIFY(finished.front().at(0).toBool());
        QVERIFY(bench.pictures().contains(QStringLiteral("overview-light-en-offline.png")));
    }

    void saysWhyTheEngineDidNotStart()
    {
        CaptureBench bench;
        const auto capture = bench.make();
        bench.host.atStart = [&bench] {
            bench.host.started(base::Error(base::ErrorCode::Internal, "no_database", "There is no PostgreSQL here."));
        };
        QSignalSpy finished(capture.get(), &Capture::finished);
        capture->start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        QVERIFY(!finished.front().at(0).toBool());
        QVERIFY(finished.front().at(1).toString().contains(QStringLiteral("PostgreSQL")));
    }

    void answersNothingMoreOnceOffline()
    {
        const auto engine = std::make_shared<FakeEngineClient>();
        engine->answer<contract::ListTasks>(contract::TaskList{});
        CannedEngineClient canned(engine, CaptureData::offline);
        std::vector<contract::LinkState> states;
        const auto watch = canned.watchLink([&](const contract::Link& link) { states.push_back(link.state); });
        canned.goOffline(CaptureSetting::now());
        engine->setLinkState(contract::LinkState::slow); // what the engine says no longer gets through
        QCOMPARE(states, (std::vector{contract::LinkState::live, contract::LinkState::offline}));
        QString reason;
        canned.send(contract::ListTasks::kName, contract::json::object{}, {},
                    [&](const contract::Outcome<contract::json::value>& outcome) {
                        reason = QString::fromStdString(outcome.error().reason());
                    });
        QCOMPARE(reason, QStringLiteral("offline"));
    }

    void failsEverythingButWhoCalls()
    {
        const auto engine = std::make_shared<FakeEngineClient>();
        engine->answer<contract::WhoAmI>(someone("owner"));
        engine->answer<contract::ListTasks>(contract::TaskList{});
        CannedEngineClient canned(engine, CaptureData::failed);
        bool knows = false;
        canned.send(contract::WhoAmI::kName, contract::json::object{}, {},
                    [&](const contract::Outcome<contract::json::value>& outcome) { knows = bool(outcome); });
        QVERIFY(knows);
        bool lists = true;
        canned.send(contract::ListTasks::kName, contract::json::object{}, {},
                    [&](const contract::Outcome<contract::json::value>& outcome) { lists = bool(outcome); });
        QVERIFY(!lists);
    }
};

QTEST_MAIN(TestCapture)
#include "tst_capture.moc"
