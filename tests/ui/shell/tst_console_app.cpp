// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/http_fixture.h"
#include "models/client/remote_engine_client.h"
#include "ui/shell/appearance.h"
#include "ui/shell/bench.h"
#include "ui/shell/capture/canned_engine_client.h"
#include "ui/shell/console_app.h"
#include "ui/shell/console_frame.h"
#include "ui/shell/fake_host.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_window.h"
#include "ui/shell/search_field.h"
#include "ui/shell/server_dialog.h"
#include "ui/shell/start_cards.h"
#include "ui/shell/start_screen.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/button.h"

#include <boost/json.hpp>

#include <QApplication>
#include <QListView>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::test;
using namespace bursar::ui;

namespace {
struct AppBench : ShellBench {
    AppBench() { app = make(); }
    std::unique_ptr<ConsoleApp> make(ConsoleOptions options = {})
    {
        return std::make_unique<ConsoleApp>(options, std::make_unique<FakeHost>(host), [this] { return pages; },
                                            settings, models::KeyStore::Use::FileOnly);
    }
    void openDemo()
    {
        app->openEngine(EngineProfile::demo);
        host.started(std::shared_ptr<contract::EngineClient>(engine));
        (void)QTest::qWaitFor([this] { return app->frame() != nullptr; });
    }

    FakeHost::Log host;
    std::unique_ptr<ConsoleApp> app;
};
} // namespace

class TestConsoleApp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paintsTheStartScreenBeforeAnyEngineAnswers()
    {
        AppBench bench;
        QSignalSpy painted(&bench.app->window(), &MainWindow::firstPainted);
        bench.app->start();
        QTRY_COMPARE(painted.count(), 1);
        QVERIFY(bench.app->startScreen());
        QVERIFY(bench.host.starts.empty());
    }

    void opensTheDemoWithProgress()
    {
        AppBench bench;
        bench.app->start();
        auto* button = bench.app->window().findChild<Button*>(QStringLiteral("openDemo"));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(bench.host.starts, std::vector{EngineProfile::demo});
        bench.host.progressed({"preparing history", 0.64});
        auto* card = bench.app->window().findChild<EngineCard*>();
        QTRY_VERIFY(card->stateText().contains(QStringLiteral("64 %")));
        bench.host.started(std::shared_ptr<contract::EngineClient>(bench.engine));
        QTRY_VERIFY(bench.app->frame());
        QCOMPARE(bench.app->session()->identity().environment, models::Environment::Demo);
        QCOMPARE(bench.app->frame()->workspace().pageId(), QStringLiteral("overview"));
    }

    void saysWhyAnEngineDidNotStart()
    {
        AppBench bench;
        bench.app->start();
        bench.app->openEngine(EngineProfile::local);
        bench.host.started(base::Error(base::ErrorCode::Conflict, "data_dir_in_use", "Another process holds the folder."));
        const auto cards = bench.app->window().findChildren<EngineCard*>();
        QTRY_VERIFY(std::any_of(cards.begin(), cards.end(), [](EngineCard* card) {
            return card->stateText().contains(QStringLiteral("holds the folder"));
        }));
        QVERIFY(bench.app->startScreen());
    }

    void cancelsAStart()
    {
        AppBench bench;
        bench.app->start();
        bench.app->openEngine(EngineProfile::demo);
        Q_EMIT bench.app->startScreen()->cancelRequested();
        QCOMPARE(bench.host.stops, 1);
        bench.host.started(std::shared_ptr<contract::EngineClient>(bench.engine)); // too late
        QCoreApplication::processEvents();
        QVERIFY(!bench.app->frame());
    }

    void offersTheEngineThatRunsAlready()
    {
        AppBench bench;
        bench.host.running = RunningEngine{"http://127.0.0.1:8080", 7};
        bench.app->start();
        const auto cards = bench.app->window().findChildren<EngineCard*>();
        QTRY_VERIFY(cards.front()->runningButton()->isVisible());
        QVERIFY(!cards.front()->openButton()->isEnabled());
    }

    void disablesEnginesInTheConsoleAlone()
    {
        AppBench bench;
        ConsoleApp alone({}, nullptr, [&bench] { return bench.pages; }, bench.settings, models::KeyStore::Use::FileOnly);
        alone.start();
        auto* button = alone.window().findChild<Button*>(QStringLiteral("openDemo"));
        QVERIFY(!button->isEnabled());
        QVERIFY(!button->toolTip().isEmpty());
    }

    void endsWindowsThenSubscriptionsThenTheEngine()
    {
        AppBench bench;
        bench.app->start();
        bench.openDemo();
        QVERIFY(bench.engine->subscriptions("task") > 0);
        bool wasInOrder = false;
        bench.host.atStop = [&] {
            wasInOrder = !bench.app->window().isVisible() && bench.engine->subscriptions("task") == 0
                && !bench.app->session();
        };
        QSignalSpy finished(bench.app.get(), &ConsoleApp::finished);
        bench.app->window().close();
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(wasInOrder);
    }

    void leadsBackToWhereOneLeft()
    {
        AppBench bench;
        bench.app->start();
        bench.openDemo();
        bench.app->frame()->workspace().open({QStringLiteral("logs"), {{QStringLiteral("filter"), QStringLiteral("status:5xx")}},
                                              {}, {}});
        Q_EMIT bench.app->frame()->serversRequested();
        QTRY_VERIFY(bench.app->startScreen());
        auto* last = bench.app->window().findChild<Button*>(QStringLiteral("whereYouLeft"));
        QVERIFY(last->isVisible());
        QVERIFY(last->text().contains(QStringLiteral("Demo › LOGS › status:5xx")));
        QTest::mouseClick(last, Qt::LeftButton);
        QCOMPARE(bench.host.starts.size(), 2u);
    }

    void buildsTheFrameBeforeTheWindowIsShown()
    {
        AppBench bench;
        bench.openDemo(); // nothing is laid out, and no part has room
        QVERIFY(bench.app->frame());
        QCOMPARE(bench.app->frame()->workspace().pageId(), QStringLiteral("overview"));
    }

    void switchesTheLanguageFromAPageAndStaysThere()
    {
        AppBench bench;
        bench.app->start();
        bench.openDemo();
        bench.app->frame()->open({QStringLiteral("logs"), {{QStringLiteral("filter"), QStringLiteral("a")}}, {}, {}});
        const QPointer<ConsoleFrame> before = bench.app->frame();
        auto& page = static_cast<FakePage&>(*bench.app->frame()->workspace().page());
        page.itsShell().setLanguage(QLocale::Korean);
        QVERIFY(before); // the page that asks is still there when the call returns
        QTRY_VERIFY(models::displaySettings().isKorean());
        QTRY_VERIFY(bench.app->frame() != before);
        QCOMPARE(bench.app->frame()->workspace().pageId(), QStringLiteral("logs"));
        const auto& again = static_cast<FakePage&>(*bench.app->frame()->workspace().page());
        QCOMPARE(again.state.value(QStringLiteral("filter")).toString(), QStringLiteral("a"));
        QCOMPARE(appearance::languageOf(bench.settings), QLocale::Korean);
        // From a window of its own too.
        auto location = bench.app->frame()->workspace().place();
        bench.app->frame()->workspace().openInWindow(location);
        PageWindow* window = nullptr;
        for (QWidget* top : QApplication::topLevelWidgets())
            window = qobject_cast<PageWindow*>(top) ? static_cast<PageWindow*>(top) : window;
        QVERIFY(window);
        static_cast<FakePage&>(*window->workspace().page()).itsShell().setLanguage(QLocale::English);
        QTRY_VERIFY(!models::displaySettings().isKorean());
    }

    void switchesTheLanguageInPlace()
    {
        AppBench bench;
        bench.app->start();
        bench.openDemo();
        bench.app->frame()->workspace().open({QStringLiteral("logs"), {}, models::Range{QStringLiteral("7d"), {}}, {}});
        bench.app->setLanguage(QLocale::Korean);
        QVERIFY(models::displaySettings().isKorean());
        QCOMPARE(bench.app->frame()->workspace().pageId(), QStringLiteral("logs"));
        QCOMPARE(bench.app->frame()->workspace().view().range().preset, QStringLiteral("7d"));
        QCOMPARE(bench.app->window().findChild<SearchField*>()->text(), QStringLiteral("검색 또는 명령 실행"));
        bench.app->setLanguage(QLocale::English);
        QCOMPARE(bench.app->window().findChild<SearchField*>()->text(), QStringLiteral("Search or run a command"));
    }

    void opensAPageInAWindowOfItsOwn()
    {
        AppBench bench;
        bench.app->start();
        bench.openDemo();
        bench.app->frame()->workspace().openInWindow({QStringLiteral("logs"), {}, {}, QStringLiteral("alpha")});
        PageWindow* window = nullptr;
        for (QWidget* top : QApplication::topLevelWidgets())
            window = window ? window : qobject_cast<PageWindow*>(top);
        QVERIFY(window);
        QCOMPARE(window->workspace().pageId(), QStringLiteral("logs"));
        QCOMPARE(window->workspace().view().scope(), QStringLiteral("alpha"));
        QCOMPARE(bench.app->frame()->workspace().view().scope(), QString());
    }

    void savesAServerConnectsAndComparesItsCertificate()
    {
        const Certificate first = Certificate::make();
        const Certificate second = Certificate::make();
        HttpFixture server(&first);
        server.answer = [](const HttpRequest&) { return HttpAnswer{200, R"({"agents":[],"total":0,"tasks":[]})", {}}; };
        AppBench bench;
        bench.app->start();
        QTest::mouseClick(bench.app->window().findChild<Button*>(QStringLiteral("newServer")), Qt::LeftButton);
        ServerDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = bench.app->window().findChild<ServerDialog*>()));
        QVERIFY(!dialog->saveButton()->isEnabled());
        QTest::keyClicks(dialog->addressEdit(), server.url().toString());
        QTest::keyClicks(dialog->keyEdit(), QStringLiteral("bk_test"));
        QTRY_VERIFY(dialog->finding().contains(QStringLiteral("99.0.0")));
        QVERIFY(!server.requests.front().headers.contains("authorization"));
        QTest::mouseClick(dialog->saveButton(), Qt::LeftButton);
        QTRY_VERIFY(bench.app->frame());
        QTRY_VERIFY(bench.app->session()->gateway().me());
        const models::ServerProfile saved = bench.app->profiles().all().front();
        QCOMPARE(saved.pin, first.fingerprint());
        QTRY_COMPARE(bench.app->profiles().all().front().role, QStringLiteral("admin"));

        server.vanish();
        server.setCertificate(second);
        server.listen();
        QTRY_COMPARE(bench.app->session()->gateway().link().state, contract::LinkState::certificate_changed);
        Q_EMIT bench.app->session()->notices().actionRequested(QStringLiteral("link"));
        CertificateDialog* compare = nullptr;
        QTRY_VERIFY((compare = bench.app->window().findChild<CertificateDialog*>()));
        QTest::mouseClick(compare->trustButton(), Qt::LeftButton);
        QTRY_VERIFY(bench.app->session()->gateway().isLive());
        QCOMPARE(bench.app->profiles().find(saved.id)->pin, second.fingerprint());
    }

    void refusesPlainHttpInTheDialog()
    {
        ServerDialog dialog({}, models::KeyPlace::File, nullptr);
        QTest::keyClicks(dialog.addressEdit(), QStringLiteral("http://bursar.example"));
        QTest::keyClicks(dialog.keyEdit(), QStringLiteral("bk"));
        QVERIFY(!dialog.saveButton()->isEnabled());
        QVERIFY(dialog.finding().contains(QStringLiteral("https")));
    }

    void bendsAnswersForCaptures()
    {
        namespace json = contract::json;
        const contract::OperationInfo& list = *contract::findOperation(contract::ListAgents::kName);
        const json::value answer = contract::Codec<contract::ListAgents>::encodeOutput(agents());
        const auto read = [&](CaptureData data) {
            return contract::Codec<contract::ListAgents>::decodeOutput(bentAnswer(data, list, answer));
        };
        QCOMPARE(read(CaptureData::usual).agents.size(), 2u);
        QCOMPARE(read(CaptureData::empty).agents.size(), 0u);
        QCOMPARE(read(CaptureData::empty).total, 0);
        QCOMPARE(read(CaptureData::one).agents.size(), 1u);
        QCOMPARE(read(CaptureData::one).total, 1);
        QVERIFY(read(CaptureData::many).total > 1'000'000);
        QVERIFY(read(CaptureData::longest).agents.front().name.size() > 60);
        QCOMPARE(QString::fromStdString(read(CaptureData::longest).agents.front().total_revenue_usdc_atomic.atomic()),
                 QStringLiteral("115792089237316195423"));
        QVERIFY(!read(CaptureData::unknown).agents.front().category);
    }

    void takesInitialsOfNames()
    {
        QCOMPARE(initialsOf(QStringLiteral("Jung Kim")), QStringLiteral("JK"));
        QCOMPARE(initialsOf(QStringLiteral("m.seo")), QStringLiteral("MS"));
        QCOMPARE(initialsOf(QStringLiteral("owner")), QStringLiteral("O"));
        QCOMPARE(initialsOf(QStringLiteral("김정")), QStringLiteral("김"));
        QCOMPARE(initialsOf(QString()), QString());
    }
};

QTEST_MAIN(TestConsoleApp)
#include "tst_console_app.moc"
