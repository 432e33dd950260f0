// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/channels.h"
#include "contract/ledger.h"
#include "ui/shell/bench.h"
#include "ui/shell/console_frame.h"
#include "ui/shell/inspector_dock.h"
#include "ui/shell/key_router.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_header.h"
#include "ui/shell/palette_content.h"
#include "ui/shell/rail.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/shortcut_sheet.h"
#include "ui/widgets/status_item.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace bursar;
using namespace bursar::test;
using namespace bursar::ui;

namespace {
/// A shown window with a frame in it.
struct Shown : ShellBench {
    explicit Shown(const std::string& role = "owner", const QString& file = {}, const std::vector<PageEntry>& more = {})
        : ShellBench(role, file), session(makeSession()), window(std::make_unique<MainWindow>(settings))
    {
        pages.insert(pages.end(), more.begin(), more.end());
        frame = new ConsoleFrame(*session, pages, window.get());
        window->setContent(frame);
        window->resize(1280, 800);
        window->show();
        frame->restore();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
        (void)QTest::qWaitFor([this] { return session->gateway().me().has_value(); });
    }
    FakePage& page() { return static_cast<FakePage&>(*frame->workspace().page()); }
    QString pageId() const { return frame->workspace().pageId(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* target = QApplication::focusWidget() ? QApplication::focusWidget() : window.get();
        QTest::keyClick(target, key, modifiers);
    }

    std::unique_ptr<ConsoleSession> session;
    std::unique_ptr<MainWindow> window;
    ConsoleFrame* frame;
};
} // namespace

class TestConsoleFrame : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensTheFirstPageAndPaintsTheFrame()
    {
        Shown shown;
        QCOMPARE(shown.pageId(), QStringLiteral("overview"));
        QCOMPARE(shown.page().refreshes >= 1, true);
        QCOMPARE(shown.frame->rail().width(), 216);
        QCOMPARE(shown.frame->topBar().height(), 48);
        QCOMPARE(shown.frame->rail().current(), QStringLiteral("overview"));
        QVERIFY(shown.frame->rail().rowRect(QStringLiteral("overview")) == QRect(8, 76, 200, 28));
        QCOMPARE(shown.frame->rail().rowRect(QStringLiteral("logs")).top(), 76 + 29);
        auto* connection = shown.window->findChild<ChipCombo*>(QStringLiteral("connection"));
        QVERIFY(connection->value().contains(QStringLiteral("prod-seoul")));
        QVERIFY(connection->value().contains(QStringLiteral("Production")));
    }

    void leavesOutPagesThatTheRoleMayNotSee()
    {
        Shown observer("observer");
        QVERIFY(observer.frame->rail().rowRect(QStringLiteral("settings")).isNull());
        observer.frame->open({QStringLiteral("settings"), {}, {}, {}});
        QVERIFY(!observer.frame->workspace().page()); // a link to it says who can grant it
        observer.press(Qt::Key_G);
        observer.press(Qt::Key_O);
        QCOMPARE(observer.pageId(), QStringLiteral("overview"));
        Shown owner("owner");
        QVERIFY(!owner.frame->rail().rowRect(QStringLiteral("settings")).isNull());
    }

    void opensAPageWithAClickOnTheRail()
    {
        Shown shown;
        const QRect row = shown.frame->rail().rowRect(QStringLiteral("logs"));
        QTest::mouseClick(&shown.frame->rail(), Qt::LeftButton, {}, row.center());
        QCOMPARE(shown.pageId(), QStringLiteral("logs"));
        QSignalSpy windows(shown.frame, &ConsoleFrame::windowRequested);
        QTest::mouseClick(&shown.frame->rail(), Qt::MiddleButton, {}, row.center());
        QCOMPARE(windows.count(), 1);
        QCOMPARE(shown.pageId(), QStringLiteral("logs"));
    }

    void restoresPageRangeScopeAndStateTogether()
    {
        Shown shown;
        Workspace& workspace = shown.frame->workspace();
        workspace.view().setRange({QStringLiteral("7d"), {}});
        workspace.view().setScope(QStringLiteral("alpha"));
        shown.page().change({{QStringLiteral("filter"), QStringLiteral("tool:search")}});
        workspace.open({QStringLiteral("logs"), {{QStringLiteral("filter"), QStringLiteral("status:5xx")}},
                        models::Range{QStringLiteral("1h"), {}}, QStringLiteral("beta")});
        QCOMPARE(workspace.view().range().preset, QStringLiteral("1h"));
        QCOMPARE(shown.page().state.value(QStringLiteral("filter")).toString(), QStringLiteral("status:5xx"));
        shown.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(shown.pageId(), QStringLiteral("overview"));
        QCOMPARE(workspace.view().range().preset, QStringLiteral("7d"));
        QCOMPARE(workspace.view().scope(), QStringLiteral("alpha"));
        QCOMPARE(shown.page().state.value(QStringLiteral("filter")).toString(), QStringLiteral("tool:search"));
        shown.press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(shown.pageId(), QStringLiteral("logs"));
        QCOMPARE(workspace.view().scope(), QStringLiteral("beta"));
    }

    void readsAPageOnceForOneChange()
    {
        Shown shown;
        FakePage& page = shown.page();
        const int before = page.refreshes;
        shown.frame->workspace().view().setRange({QStringLiteral("30d"), {}});
        QCOMPARE(page.refreshes, before + 1);
        QCOMPARE(page.seenRange.preset, QStringLiteral("30d"));
        shown.frame->workspace().open({QStringLiteral("overview"), {}, models::Range{QStringLiteral("1h"), {}},
                                       QStringLiteral("alpha")});
        QCOMPARE(page.refreshes, before + 2);
        QCOMPARE(page.seenScope, QStringLiteral("alpha"));
    }

    void survivesAKill()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        {
            Shown shown("owner", file);
            shown.frame->workspace().open({QStringLiteral("logs"), {}, models::Range{QStringLiteral("90d"), {}},
                                           QStringLiteral("beta")});
            shown.page().change({{QStringLiteral("filter"), QStringLiteral("latency:>800")}});
            // Written by itself soon after the change, not at the end.
            QTRY_VERIFY(QSettings(file, QSettings::IniFormat)
                            .value(QStringLiteral("session/test/workspace"))
                            .toByteArray()
                            .contains("latency"));
        }
        Shown again("owner", file);
        QCOMPARE(again.pageId(), QStringLiteral("logs"));
        QCOMPARE(again.page().state.value(QStringLiteral("filter")).toString(), QStringLiteral("latency:>800"));
        QCOMPARE(again.frame->workspace().view().range().preset, QStringLiteral("90d"));
        QCOMPARE(again.frame->workspace().view().scope(), QStringLiteral("beta"));
        again.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(again.pageId(), QStringLiteral("overview"));
    }

    void goesToAPageWithTwoKeysButNotInATextField()
    {
        Shown shown;
        shown.page().setFocus();
        shown.press(Qt::Key_G);
        shown.press(Qt::Key_L);
        QCOMPARE(shown.pageId(), QStringLiteral("logs"));
        shown.press(Qt::Key_Slash);
        QCOMPARE(QApplication::focusWidget(), shown.page().edit);
        shown.press(Qt::Key_G);
        shown.press(Qt::Key_O);
        QCOMPARE(shown.pageId(), QStringLiteral("logs"));
        QCOMPARE(shown.page().edit->text(), QStringLiteral("go"));
    }

    void pausesLiveAndSwitchesTheZoneWithLetters()
    {
        Shown shown;
        shown.page().setFocus();
        shown.press(Qt::Key_P);
        QVERIFY(!shown.frame->workspace().view().live());
        QCOMPARE(shown.window->findChild<ChipCombo*>(QStringLiteral("live"))->value(), QStringLiteral("Paused"));
        const models::Zone before = models::displaySettings().zone();
        shown.press(Qt::Key_U);
        QVERIFY(models::displaySettings().zone() != before);
        shown.press(Qt::Key_U);
    }

    void runsPageActionsByKeyUnlessDisabled()
    {
        Shown shown;
        shown.page().setFocus();
        shown.press(Qt::Key_E);
        QCOMPARE(shown.page().exports, 1);
        shown.page().whyDisabled = QStringLiteral("offline");
        shown.page().change({});
        auto* button = shown.window->findChild<Button*>(QStringLiteral("export"));
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->toolTip().contains(QStringLiteral("offline")), true);
        shown.press(Qt::Key_E);
        QCOMPARE(shown.page().exports, 1);
    }

    void takesRemappedKeys()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        QSettings(file, QSettings::IniFormat).setValue(QStringLiteral("shortcuts/live"), QStringLiteral("X"));
        Shown shown("owner", file);
        shown.page().setFocus();
        shown.press(Qt::Key_P);
        QVERIFY(shown.frame->workspace().view().live());
        shown.press(Qt::Key_X);
        QVERIFY(!shown.frame->workspace().view().live());
    }

    void walksTheWindowWithF6()
    {
        Shown shown;
        shown.frame->rail().setFocus();
        shown.press(Qt::Key_F6);
        QVERIFY(shown.frame->topBar().isAncestorOf(QApplication::focusWidget()));
        shown.press(Qt::Key_F6);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&shown.page()));
        shown.press(Qt::Key_F6);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&shown.frame->rail()));
        shown.press(Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&shown.page()));
    }

    void closesTheInnermostThingWithEscape()
    {
        Shown shown;
        shown.page().setFocus();
        shown.page().itsShell().inspector().setKind(QStringLiteral("Thing"));
        shown.page().itsShell().showInspector();
        shown.frame->toggleTasks();
        InspectorDock& dock = shown.frame->workspace().dock();
        QVERIFY(dock.isOpen());
        shown.press(Qt::Key_Escape); // the tray
        QVERIFY(dock.isOpen());
        shown.press(Qt::Key_Escape);
        QVERIFY(!dock.isOpen());
    }

    void laysTheInspectorOverANarrowPage()
    {
        Shown shown;
        InspectorDock& dock = shown.frame->workspace().dock();
        shown.page().itsShell().showInspector();
        QVERIFY(!dock.isOverlaid());
        shown.window->setMinimumSize(0, 0);
        shown.window->resize(900, 700);
        QTRY_VERIFY(dock.isOverlaid());
        QVERIFY(dock.current()->isVisible());
        QCOMPARE(dock.current()->geometry().right(), dock.width() - 1);
        shown.window->resize(1280, 800);
        QTRY_VERIFY(!dock.isOverlaid());
        QVERIFY(dock.isOpen());
    }

    void keepsTheInspectorsOfPagesApart()
    {
        Shown shown;
        Shell& first = shown.page().itsShell();
        first.showInspector();
        shown.frame->open({QStringLiteral("logs"), {}, {}, {}});
        QVERIFY(!shown.frame->workspace().dock().isOpen());
        first.showInspector(); // a late answer of the page that was left
        QVERIFY(!shown.frame->workspace().dock().isOpen());
        QVERIFY(&first.inspector() != &shown.page().itsShell().inspector());
    }

    void findsJournalNumbersWhereThereIsALedger()
    {
        Shown shown("owner", {}, {entryOf(QStringLiteral("ledger"), Qt::Key_J)});
        shown.engine->on<contract::GetLedgerEntry>(
            [](const contract::LedgerEntryInput& input) -> contract::Outcome<contract::LedgerEntry> {
                if (input.entry_id != 1284)
                    return base::Error(base::ErrorCode::NotFound, "not_found", "There is no such entry.");
                contract::LedgerEntry entry;
                entry.entry_id = input.entry_id;
                entry.type = "open";
                return entry;
            });
        CommandPalette& palette = shown.frame->palette();
        palette.open(QString());
        QTest::keyClicks(palette.edit(), QStringLiteral("#1,284"));
        QTRY_VERIFY(palette.shownNames().contains(QStringLiteral("Journal entry #1284")));
        QVERIFY(palette.shownNames().contains(QStringLiteral("Ledger account #1284"))); // it opened one
        QTest::keyClick(palette.edit(), Qt::Key_Return);
        QCOMPARE(shown.pageId(), QStringLiteral("ledger"));
        QCOMPARE(shown.page().state.value(QStringLiteral("selected")).toString(), QStringLiteral("entry:1284"));
    }

    void findsChannelsByTheBeginningOfTheirId()
    {
        Shown shown("owner", {}, {entryOf(QStringLiteral("channels"), Qt::Key_H)});
        shown.engine->on<contract::ListChannels>([](const contract::ListChannels::Input& input) {
            contract::ChannelPage page;
            if (input.q == "ch_1a2b") {
                page.channels.emplace_back();
                page.channels.back().channel_id = "ch_1a2b3c4d-5e6";
            }
            return page;
        });
        CommandPalette& palette = shown.frame->palette();
        palette.open(QString());
        QTest::keyClicks(palette.edit(), QStringLiteral("ch_1a2b"));
        QTRY_VERIFY(palette.shownNames().contains(QStringLiteral("ch_1a2b3c4d-5e6")));
        QTest::keyClick(palette.edit(), Qt::Key_Return);
        QCOMPARE(shown.pageId(), QStringLiteral("channels"));
        QCOMPARE(shown.page().state.value(QStringLiteral("selected")).toString(), QStringLiteral("ch_1a2b3c4d-5e6"));
    }

    void putsAHeadlineInPlaceOfTheTitleWhileThePageHasOne()
    {
        Shown shown;
        shown.frame->open({QStringLiteral("overview"), {}, {}, {}});
        auto* headline = new QLabel(QStringLiteral("ch_1"), &shown.page());
        shown.page().ownHeadline = headline;
        shown.frame->open({QStringLiteral("overview"), {{QStringLiteral("selected"), QStringLiteral("x")}}, {}, {}});
        QVERIFY(headline->isVisible());
        QVERIFY(shown.frame->workspace().header().isAncestorOf(headline));
        shown.frame->open({QStringLiteral("logs"), {}, {}, {}});
        QVERIFY(!headline->isVisible());
        shown.frame->workspace().back();
        QVERIFY(headline->isVisible());
        delete headline; // with its page: the header forgets it
        shown.frame->open({QStringLiteral("logs"), {}, {}, {}});
    }

    void findsPagesActionsAndRecordsInThePalette()
    {
        Shown shown;
        contract::FoundItems found;
        contract::FoundItem record;
        record.kind = "log";
        record.id = "req-77";
        record.title = "req-77";
        record.detail = "search, 200";
        found.items.push_back(record);
        shown.engine->answer<contract::FindAnything>(found);
        shown.press(Qt::Key_K, Qt::ControlModifier);
        CommandPalette& palette = shown.frame->palette();
        QVERIFY(palette.isOpen());
        QVERIFY(palette.shownNames().contains(QStringLiteral("LOGS")));
        QTest::keyClicks(palette.edit(), QStringLiteral("req-77"));
        QTRY_VERIFY(palette.shownNames().contains(QStringLiteral("req-77")));
        QCOMPARE(QString::fromStdString(shown.engine->lastInput<contract::FindAnything>().q), QStringLiteral("req-77"));
        QCOMPARE(palette.shownNames().front(), QStringLiteral("req-77")); // exact ids first
        QTest::keyClick(palette.edit(), Qt::Key_Return);
        QCOMPARE(shown.pageId(), QStringLiteral("logs"));
        QCOMPARE(shown.page().state.value(QStringLiteral("selected")).toString(), QStringLiteral("req-77"));
        palette.open(QStringLiteral("Export"));
        QVERIFY(palette.shownNames().contains(QStringLiteral("Export it")));
        shown.page().whyDisabled = QStringLiteral("no");
        palette.open(QStringLiteral("Export"));
        QVERIFY(!palette.shownNames().contains(QStringLiteral("Export it")));
        palette.open(QStringLiteral("req")); // opened lately
        QVERIFY(palette.shownNames().contains(QStringLiteral("req-77")));
        palette.close();
    }

    void setsTheScopeFromThePalette()
    {
        Shown shown;
        QTRY_COMPARE(shown.session->agents().rowCount(), 2);
        shown.frame->palette().open(QStringLiteral("beta"));
        QVERIFY(shown.frame->palette().shownNames().contains(QStringLiteral("Show only Beta")));
        QTest::keyClick(shown.frame->palette().edit(), Qt::Key_Return);
        QCOMPARE(shown.frame->workspace().view().scope(), QStringLiteral("beta"));
        QCOMPARE(shown.window->findChild<ChipCombo*>(QStringLiteral("scope"))->value(), QStringLiteral("Beta"));
    }

    void showsAllShortcuts()
    {
        Shown shown;
        shown.page().setFocus();
        shown.press(Qt::Key_Question, Qt::ShiftModifier);
        QVERIFY(shown.frame->sheet().isVisible());
        QTest::keyClick(&shown.frame->sheet(), Qt::Key_Escape);
        QVERIFY(!shown.frame->sheet().isVisible());
        const auto rows = shown.frame->keys().sheetRows();
        QVERIFY(std::any_of(rows.begin(), rows.end(), [](const ShortcutRow& row) {
            return row.keys == QStringList{QStringLiteral("g"), QStringLiteral("l")};
        }));
    }

    void tellsAnOutageInBannerBellAndStatusBar()
    {
        Shown shown;
        FakePage& page = shown.page();
        const int before = page.refreshes;
        contract::Link offline;
        offline.state = contract::LinkState::offline;
        offline.reason = "Connection refused.";
        offline.retryAt = models::displaySettings().now() + std::chrono::seconds(8);
        shown.engine->setLink(offline);
        auto* banner = shown.window->findChild<Banner*>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(QStringLiteral("Connection refused.")));
        QCOMPARE(shown.session->notices().all().size(), 1u);
        QSignalSpy asked(&shown.session->notices(), &Notices::actionRequested);
        Q_EMIT banner->actionTriggered();
        QCOMPARE(asked.count(), 1);
        shown.engine->setLinkState(contract::LinkState::live);
        QTRY_VERIFY(!banner->isVisible());
        QCOMPARE(page.refreshes, before + 1); // what was missed is read
    }

    void letsTheWorstNoticeBeTheBanner()
    {
        Notices notices;
        QVERIFY(!notices.banner());
        notices.set({QStringLiteral("a"), Tone::Warning, Glyph::Triangle, QStringLiteral("older"), {},
                     Notice::Weight::Banner, 1});
        notices.set({QStringLiteral("b"), Tone::Negative, Glyph::Cross, QStringLiteral("offline"), {},
                     Notice::Weight::Banner, 5});
        notices.set({QStringLiteral("c"), Tone::Negative, Glyph::Cross, QStringLiteral("bell"), {},
                     Notice::Weight::Bell, 9});
        QCOMPARE(notices.banner()->text, QStringLiteral("offline"));
        notices.clear(QStringLiteral("b"));
        QCOMPARE(notices.banner()->text, QStringLiteral("older"));
    }

    void showsTheEnginesStateAndSimulation()
    {
        Shown shown;
        QTRY_VERIFY(shown.session->status().status());
        const auto items = shown.window->findChildren<StatusItem*>();
        const auto says = [&](const QString& words) {
            return std::any_of(items.begin(), items.end(),
                               [&](StatusItem* item) { return item->isVisible() && item->text().contains(words); });
        };
        QTRY_VERIFY(says(QStringLiteral("Engine 1.4.0")));
        QVERIFY(says(QStringLiteral("127.0.0.1:8080")));
        auto* chip = shown.window->findChild<SimulatedChip*>();
        QVERIFY(!chip->isVisible());
        contract::SystemStatus simulated = status();
        simulated.simulated = true;
        shown.engine->answer<contract::GetSystemStatus>(simulated);
        QTRY_VERIFY_WITH_TIMEOUT(chip->isVisible(), 6000); // at the next reading
    }

    void foldsTheRailWhenTheWindowIsNarrow()
    {
        Shown shown;
        QVERIFY(!shown.frame->rail().isFolded());
        shown.window->resize(1150, 760);
        QTRY_VERIFY(shown.frame->rail().isFolded());
        QTRY_COMPARE(shown.frame->rail().width(), 56);
        shown.window->resize(1300, 760);
        QTRY_VERIFY(!shown.frame->rail().isFolded());
        shown.press(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(shown.frame->rail().isFolded());
    }

    void followsTasksToTheirEnd()
    {
        Shown shown;
        contract::Task task;
        task.id = "t1";
        task.kind = "import";
        task.title = "access.log";
        task.state = "running";
        task.done = 62;
        task.total = 100;
        task.unit = "lines";
        task.rate_per_second = 10;
        task.seconds_left = 4;
        shown.engine->answer<contract::ListTasks>({{task}});
        contract::Event event;
        event.topic = "task";
        event.key = "t1";
        shown.engine->publish(event);
        QTRY_COMPARE(shown.session->tasks().runningCount(), 1);
        QCOMPARE(shown.session->tasks().rows().front().done, 0.62);
        QSignalSpy finished(&shown.session->tasks(), &TaskWatch::finished);
        task.state = "done";
        task.message = "100 lines";
        task.result["rejected"] = 3;
        shown.engine->answer<contract::ListTasks>({{task}});
        shown.engine->publish(event);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(shown.session->tasks().rows().front().state, TaskRow::State::Warned);
        shown.session->tasks().dismiss(QStringLiteral("t1"));
        QVERIFY(shown.session->tasks().rows().empty());
    }
};

QTEST_MAIN(TestConsoleFrame)
#include "tst_console_frame.moc"
