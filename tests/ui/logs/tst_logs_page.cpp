// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logs_bench.h"
#include "ui/pages/logs/log_fields.h"
#include "ui/widgets/button.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTemporaryDir>

using namespace bursar;
using namespace bursar::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using bursar::test::FakeLogs;
using bursar::test::LogsBench;

class LogsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void listsRequestsWithTheirPositionInTime()
    {
        LogsBench bench;
        QVERIFY(bench.page->isBusy());
        QCOMPARE(bench.reads(), 0);
        bench.open();
        QVERIFY(!bench.page->isBusy());
        QCOMPARE(bench.table()->state(), TableState::Rows);
        QCOMPARE(bench.model().rowCount(), 200);
        QVERIFY(bench.footer().contains(u"300"_s));
        QCOMPARE(bench.strip()->data().counts.front(), 13.0);
        QCOMPARE(bench.strip()->data().errors.front(), 1.0); // what the server failed at, as on every chart
        QVERIFY(bench.strip()->position());
        QCOMPARE(bench.strip()->position()->to, test::afternoon());
    }

    void turnsTypedTextIntoChipsAndQuestions()
    {
        LogsBench bench;
        bench.open();
        bench.type(u"status:5xx -tool:ping latency:>1.2s /mcp"_s);
        QCOMPARE(bench.filter()->filters().size(), std::size_t(4));
        QCOMPARE(bench.asked().filter,
                 (std::vector<std::string>{"status:5xx", "-tool:ping", "latency:>1200", "path:/mcp"}));
        QCOMPARE(bench.client->lastInput<contract::GetLogHistogram>().filter, bench.asked().filter);
        QCOMPARE(bench.page->saveState().value(u"filter"_s).toString(),
                 u"status:5xx -tool:ping latency:>1.2s path:/mcp"_s);
        QVERIFY(bench.shell->stateChanges > 0);
        QTest::keyClick(bench.filter()->edit(), Qt::Key_Backspace);
        bench.wait();
        QCOMPARE(bench.asked().filter.size(), std::size_t(3));
    }

    void writesConditionsAsTheEngineReadsThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("sent");
        QTest::newRow("plain milliseconds") << u"latency:>800"_s << u"latency:>800"_s;
        QTest::newRow("unit") << u"latency:>=800ms"_s << u"latency:>=800"_s;
        QTest::newRow("seconds") << u"latency:<1.5s"_s << u"latency:<1500"_s;
        QTest::newRow("microseconds") << u"latency:<250us"_s << u"latency:<0.25"_s;
        QTest::newRow("minutes") << u"latency:>2m"_s << u"latency:>120000"_s;
        QTest::newRow("span") << u"latency:200..500"_s << u"latency:200..500"_s;
        QTest::newRow("percentile") << u"latency:p95"_s << u"latency:p95"_s;
        QTest::newRow("several") << u"status:5xx,404"_s << u"status:5xx,404"_s;
        QTest::newRow("excluded") << u"-customer:0xab"_s << u"-customer:0xab"_s;
        QTest::newRow("comma inside") << u"tool:\"a,b\""_s << u"tool:\"a,b\""_s;
        QTest::newRow("blank inside") << u"tool:\"big search\""_s << u"tool:big search"_s;
    }
    void writesConditionsAsTheEngineReadsThem()
    {
        LogsBench bench;
        QFETCH(QString, typed);
        const auto filter = parseFilter(typed, bench.filter()->fields());
        QVERIFY(filter);
        QTEST(engineFilter(*filter), "sent");
    }

    void tabGoesFromTheFilterToTheRows()
    {
        LogsBench bench;
        bench.open();
        bench.page->window()->activateWindow();
        auto* edit = bench.filter()->findChild<QLineEdit*>();
        edit->setFocus();
        QTRY_VERIFY(edit->hasFocus());
        QStringList passed;
        while (QApplication::focusWidget() != bench.rows() && passed.size() < 6) {
            passed << QString::fromLatin1(QApplication::focusWidget()->metaObject()->className());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY2(bench.rows()->hasFocus(), qPrintable(passed.join(u", "_s)));
        QCOMPARE(bench.rows()->currentIndex().row(), 0);
        QTest::keyClick(bench.rows(), Qt::Key_Down);
        QCOMPARE(bench.rows()->currentIndex().row(), 1);
    }

    void keepsWhatCannotBeReadAndSaysWhy()
    {
        LogsBench bench;
        bench.open();
        bench.type(u"status:5xx"_s);
        const int reads = bench.reads();
        bench.type(u"colour:red"_s);
        QVERIFY(bench.filter()->problem().contains(u"colour"_s));
        QCOMPARE(bench.filter()->edit()->text(), u"colour:red"_s);
        QCOMPARE(bench.filter()->filters().size(), std::size_t(1));
        QCOMPARE(bench.reads(), reads);
        bench.filter()->edit()->clear();
        bench.type(u"latency:>slow"_s);
        QVERIFY(bench.filter()->problem().contains(u"slow"_s));
    }

    void namesTheChipThatTheEngineRefuses()
    {
        LogsBench bench;
        bench.open();
        bench.client->on<contract::ListLogs>(
            [](const contract::ListLogs::Input&) -> contract::Outcome<contract::LogPage> {
                return base::invalidField("filter[1]", "not_a_status", "must be a status like 404 or 5xx");
            });
        bench.type(u"tool:search status:9xx"_s);
        QCOMPARE(bench.table()->state(), TableState::Failed);
        QCOMPARE(bench.filter()->problem(), u"✕ status:9xx: must be a status like 404 or 5xx"_s);
        QCOMPARE(bench.model().rowCount(), 200); // the last good rows
        QCOMPARE(bench.filter()->filters().size(), std::size_t(2));
        bench.logs->answer(*bench.client);
        bench.filter()->clear();
        bench.wait();
        QCOMPARE(bench.table()->state(), TableState::Rows);
        QCOMPARE(bench.filter()->problem(), QString());
    }

    void keepsALinkThatItCannotRead()
    {
        LogsBench bench;
        bench.page->restoreState({{u"filter"_s, u"colour:red"_s}});
        QCOMPARE(bench.filter()->edit()->text(), u"colour:red"_s);
        QVERIFY(!bench.filter()->problem().isEmpty());
    }

    void completesValuesOfThePresentSpan()
    {
        LogsBench bench;
        bench.open();
        const auto& fields = bench.filter()->fields();
        const auto tool = std::find_if(fields.begin(), fields.end(), [](const auto& each) { return each.name == u"tool"; });
        QStringList offered;
        tool->complete(u"s"_s, [&offered](const QStringList& values) { offered = values; });
        bench.settle();
        QCOMPARE(offered, (QStringList{u"search"_s, u"summarize"_s}));
        QCOMPARE(bench.client->lastInput<contract::GetBreakdown>().dimension, contract::Dimension::tool);
    }

    void remembersFiltersAndOffersThemAgain()
    {
        {
            LogsBench bench;
            bench.open();
            bench.type(u"status:404"_s);
            bench.filter()->saveAs(u"Not found"_s);
        }
        LogsBench bench;
        bench.open();
        QCOMPARE(bench.filter()->history(), QStringList{u"status:404"_s});
        QCOMPARE(bench.filter()->savedNames(), QStringList{u"Not found"_s});
        bench.filter()->focusText();
        QTest::keyClicks(bench.filter()->edit(), u"404"_s);
        QTest::keyClick(bench.filter()->edit(), Qt::Key_Down);
        QTest::keyClick(bench.filter()->edit(), Qt::Key_Return);
        bench.wait();
        QCOMPARE(bench.asked().filter, std::vector<std::string>{"status:404"});
        bench.filter()->clear();
        bench.filter()->applySaved(u"Not found"_s);
        bench.wait();
        QCOMPARE(bench.asked().filter, std::vector<std::string>{"status:404"});
    }

    void remembersColumns()
    {
        {
            LogsBench bench;
            bench.open();
            bench.table()->header()->setChosen(static_cast<int>(models::LogColumn::Country), true);
            bench.table()->header()->setChosen(static_cast<int>(models::LogColumn::Tool), false);
        }
        LogsBench bench;
        bench.open();
        const QList<int> chosen = bench.table()->chosenColumns();
        QVERIFY(chosen.contains(static_cast<int>(models::LogColumn::Country)));
        QVERIFY(!chosen.contains(static_cast<int>(models::LogColumn::Tool)));
    }

    void filtersAndExcludesFromAnyCell_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("sent");
        QTest::newRow("status") << u"status"_s << u"Filter by this"_s << u"status:500"_s;
        QTest::newRow("tool excluded") << u"tool"_s << u"Exclude this"_s << u"-tool:search"_s;
        QTest::newRow("path") << u"request"_s << u"Filter by this"_s << u"path:/mcp"_s;
        // A key is found by its id, not by the prefix that is shown.
        QTest::newRow("key") << u"key"_s << u"Filter by this"_s << u"key:5d2c4b7a-9e01-46c3-8d7b-54a209c19f31"_s;
    }
    void filtersAndExcludesFromAnyCell()
    {
        LogsBench bench;
        bench.open();
        QFETCH(QString, column);
        QFETCH(QString, entry);
        QFETCH(QString, sent);
        QMenu* menu = bench.cellMenu(column.toLatin1().constData());
        QVERIFY(menu);
        QVERIFY(LogsBench::trigger(menu, entry));
        bench.wait();
        QCOMPARE(bench.asked().filter, std::vector<std::string>{sent.toStdString()});
    }

    void offersNoFilterForAnAbsentValue()
    {
        LogsBench bench;
        bench.open();
        QMenu* menu = bench.cellMenu("country");
        QVERIFY(!LogsBench::trigger(menu, u"Filter by this"_s));
        QVERIFY(LogsBench::trigger(menu, u"Copy value"_s));
        QCOMPARE(QGuiApplication::clipboard()->text(), QString());
    }

    void copiesRowsWithTheChosenColumns()
    {
        LogsBench bench;
        bench.open();
        bench.table()->selectRow(0);
        LogsBench::trigger(bench.cellMenu("status"), u"Copy rows as CSV"_s);
        const QStringList lines = QGuiApplication::clipboard()->text().trimmed().split(u"\r\n"_s);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.first().startsWith(u"time,status,request,tool,latency"_s));
        QVERIFY(lines.last().startsWith(u"2026-11-20T14:30:07Z,500,POST /mcp,search,0.12"_s));
        LogsBench::trigger(bench.cellMenu("status"), u"Copy rows as JSON"_s);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\"tool\": \"search\""_s));
        LogsBench::trigger(bench.cellMenu("status"), u"Copy rows as text"_s);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\tPOST /mcp\t"_s));
    }

    void asksForTheScopeThatIsChosenLast()
    {
        LogsBench bench;
        bench.open();
        bench.shell->view().setScope(u"meerkat-19"_s);
        bench.page->refresh();
        bench.wait();
        QCOMPARE(*bench.asked().agent_id, std::string("meerkat-19"));
        QCOMPARE(*bench.client->lastInput<contract::GetLogHistogram>().agent_id, std::string("meerkat-19"));
    }

    void opensTheInspectorWithEnterAndFollowsTheKeys()
    {
        LogsBench bench;
        bench.open();
        bench.rows()->setFocus();
        bench.table()->selectRow(0);
        QVERIFY(!bench.shell->isInspectorShown);
        bench.press(Qt::Key_Return);
        QVERIFY(bench.shell->isInspectorShown);
        const QString first = QString::fromStdString(FakeLogs::logAt(0).id);
        QCOMPARE(bench.page->saveState().value(u"selected"_s).toString(), first);
        QCOMPARE(bench.client->lastInput<contract::GetLog>().id, first.toStdString());
        bench.press(Qt::Key_Down);
        QCOMPARE(bench.client->lastInput<contract::GetLog>().id, FakeLogs::logAt(-1).id);
        bench.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(bench.shell->windows.back().state.value(u"selected"_s).toString(),
                 QString::fromStdString(FakeLogs::logAt(-1).id));
    }

    void forgetsTheRequestWhenTheInspectorIsClosed()
    {
        LogsBench bench;
        bench.open();
        bench.shell->inspector().open();
        bench.table()->selectRow(0);
        bench.press(Qt::Key_Return);
        bench.shell->isInspectorShown = false; // closed before the whole request was read …
        QTest::keyClick(&bench.shell->inspector(), Qt::Key_Escape);
        QTRY_VERIFY(bench.page->saveState().value(u"selected"_s).toString().isEmpty());
        QVERIFY(!bench.shell->isInspectorShown); // … and it stays closed
    }

    void showsOneRequestWholeAndTheNextInItsPlace()
    {
        LogsBench bench;
        bench.open();
        for (int row : {0, 3}) {
            bench.table()->selectRow(row);
            bench.press(Qt::Key_Return);
        }
        Inspector& inspector = bench.shell->inspector();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(inspector.findChildren<Timeline*>(u"logEvidence"_s).size(), 1);
        const auto steps = bench.inspected<Timeline>("logEvidence")->steps();
        QCOMPARE(steps.size(), std::size_t(3));
        QVERIFY(steps[0].title.contains(u"504"_s));
        QVERIFY(steps[1].amount.contains(u"0.020000"_s));
        QVERIFY(!steps[2].isBroken);
        const auto* why = inspector.findChild<WhyStrip*>();
        QCOMPARE(why->accessibleName(), u"Paid but not served"_s);
        bench.inspected<Button>("showCustomer")->click();
        QCOMPARE(bench.shell->opened.back().page, u"customers"_s);
        bench.inspected<Button>("showTool")->click();
        bench.wait();
        QCOMPARE(bench.asked().filter, std::vector<std::string>{"tool:search"});
    }

    void copiesACallWithoutItsKeys()
    {
        LogsBench bench(300, [](test::FakeEngineClient& engine) {
            engine.on<contract::GetAgent>([](const auto&) {
                contract::Agent agent;
                agent.origin_endpoint = "https://bot.example/mcp";
                return agent;
            });
        });
        bench.open();
        bench.table()->selectRow(0);
        bench.press(Qt::Key_Return);
        bench.inspected<Button>("copyCurl")->click();
        QTRY_COMPARE(bench.shell->toasts.size(), 1);
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.startsWith(u"curl -X POST 'https://bot.example/mcp'"_s), qPrintable(text));
        QVERIFY(text.contains(u"x-trace: t1"_s));
        QVERIFY(!text.contains(u"sk456"_s));
    }

    void opensARequestOfALink()
    {
        LogsBench bench;
        bench.page->restoreState({{u"filter"_s, u"status:5xx"_s}, {u"selected"_s, u"elsewhere"_s}});
        bench.open();
        QTRY_VERIFY(bench.shell->isInspectorShown);
        QCOMPARE(bench.client->lastInput<contract::GetLog>().id, std::string("elsewhere"));
        QCOMPARE(bench.asked().filter, std::vector<std::string>{"status:5xx"});
    }

    void saysWhyALinkLeadsNowhere()
    {
        LogsBench bench(300, [](test::FakeEngineClient& engine) {
            engine.refuse<contract::GetLog>(base::Error(base::ErrorCode::NotFound, "log_not_found", "gone"));
        });
        bench.page->restoreState({{u"selected"_s, u"nothing"_s}});
        bench.open();
        QCOMPARE(bench.shell->errors.size(), 1);
        QVERIFY(!bench.shell->isInspectorShown);
    }

    void focusesTheFilter()
    {
        LogsBench bench;
        bench.open();
        bench.page->activateWindow();
        bench.page->focusFilter();
        QVERIFY(bench.filter()->edit()->hasFocus());
    }

    void saysWhatFailedAndRetries()
    {
        LogsBench bench(300, [](test::FakeEngineClient& engine) { engine.refuse<contract::ListLogs>(test::broken()); });
        bench.open();
        QCOMPARE(bench.table()->state(), TableState::Failed);
        QVERIFY(!bench.page->isBusy());
        bench.logs->answer(*bench.client);
        Q_EMIT bench.table()->retryRequested();
        bench.wait();
        QCOMPARE(bench.table()->state(), TableState::Rows);
    }

    void keepsItsRowsWhileOfflineAndSaysOfWhen()
    {
        LogsBench bench;
        bench.open();
        bench.bar()->setValue(900);
        const QString top = bench.topId();
        bench.client->setLinkState(contract::LinkState::offline);
        bench.client->refuse<contract::ListLogs>(base::Error(base::ErrorCode::Unavailable, "offline", "offline"));
        bench.page->refresh();
        bench.wait();
        QCOMPARE(bench.table()->state(), TableState::Rows);
        QCOMPARE(bench.topId(), top);
        QVERIFY(bench.table()->findChild<TableFooter*>()->note().startsWith(u"as of 14:30:07"_s));
        bench.logs->add(1);
        bench.logs->answer(*bench.client);
        bench.client->setLinkState(contract::LinkState::live);
        QTRY_COMPARE(bench.rows()->unseenRows(), 1);
        QTRY_VERIFY(bench.table()->findChild<TableFooter*>()->note().isEmpty());
        QCOMPARE(bench.topId(), top);
    }

    void tellsAnEmptyServerFromAFilterThatMatchesNothing()
    {
        LogsBench bench(0);
        bench.open();
        QCOMPARE(bench.table()->state(), TableState::Empty);
        bench.type(u"status:5xx"_s);
        QCOMPARE(bench.table()->state(), TableState::EmptyFiltered);
        Q_EMIT bench.table()->clearFiltersRequested();
        bench.wait();
        QCOMPARE(bench.table()->state(), TableState::Empty);
        QVERIFY(bench.action(u"export"_s).whyDisabled().contains(u"nothing"_s));
    }

    void saysAtLeastWhenCountingRanOutOfTime()
    {
        LogsBench bench(300, [](test::FakeEngineClient& engine) {
            engine.on<contract::GetLogHistogram>([](const contract::GetLogHistogram::Input& input) {
                auto out = test::sampleHistogram(input);
                out.from += 12h; // counting ran out of time
                return out;
            });
        });
        bench.open();
        bench.type(u"status:5xx"_s);
        QVERIFY(bench.filter()->result().startsWith(u"at least 13"_s));
    }

    void dropsTheStripOfAnEarlierQuestion()
    {
        LogsBench bench;
        bench.open();
        bench.client->on<contract::GetLogHistogram>([](const contract::GetLogHistogram::Input& input) {
            auto out = test::sampleHistogram(input);
            out.total = input.filter.empty() ? 1 : 2;
            return out;
        });
        bench.page->refresh(); // under way while the filter changes
        bench.filter()->addFilter({u"status"_s, FilterOp::Is, {u"5xx"_s}});
        bench.wait();
        QVERIFY(bench.filter()->result().startsWith(u"2 "_s));
    }

    void selectsWhatIsLoadedAndOffersTheRest()
    {
        LogsBench bench;
        bench.open();
        bench.rows()->setFocus();
        bench.press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(bench.table()->selectedRows().size(), 200);
        QCOMPARE(bench.shell->toasts.size(), 1);
        QVERIFY(bench.shell->toasts.front().contains(u"200"_s) && bench.shell->toasts.front().contains(u"300"_s));
        QVERIFY(bench.shell->lastAction);
    }

    void exportsExactlyWhatIsShown()
    {
        QTemporaryDir folder;
        LogsBench bench(2500);
        bench.open();
        bench.table()->header()->setChosen(static_cast<int>(models::LogColumn::Payment), false);
        bench.type(u"tool:search"_s);
        for (int step = 1; step <= 40; ++step)
            bench.logs->add(step); // come in while it is written: not part of it
        const QString path = folder.filePath(u"logs.csv"_s);
        bench.page->exportTo(path);
        QVERIFY(bench.action(u"export"_s).whyDisabled().contains(u"running"_s));
        QTRY_COMPARE(bench.shell->toasts.size(), 2);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 2501);
        QCOMPARE(lines.front().trimmed(), QByteArray("time,status,request,tool,latency,customer,agent"));
        QVERIFY(lines.at(1).startsWith("2026-11-20T14:30:07Z,500,POST /mcp,search,0.12"));
        QCOMPARE(bench.asked().filter, std::vector<std::string>{"tool:search"});
        QVERIFY(bench.action(u"export"_s).whyDisabled().isEmpty());
    }

    void exportsWholeRecordsAsJsonLines()
    {
        QTemporaryDir folder;
        LogsBench bench(3);
        bench.open();
        const QString path = folder.filePath(u"logs.jsonl"_s);
        bench.page->exportTo(path);
        QTRY_COMPARE(bench.shell->toasts.size(), 2);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines.front().contains("\"request_id\":\"req0\""));
    }

    void writesNothingWhenTheExportIsCanceledOrFails()
    {
        QTemporaryDir folder;
        LogsBench bench(2500);
        bench.open();
        const QString path = folder.filePath(u"logs.csv"_s);
        bench.page->exportTo(path);
        bench.action(u"cancelExport"_s).run();
        bench.settle();
        QVERIFY(!QFile::exists(path));
        QVERIFY(bench.shell->errors.isEmpty());
        QVERIFY(bench.action(u"cancelExport"_s).whyDisabled().contains(u"No export"_s));
        bench.client->refuse<contract::ListLogs>(test::broken());
        bench.page->exportTo(path);
        QTRY_COMPARE(bench.shell->errors.size(), 1);
        QVERIFY(!QFile::exists(path));
        bench.page->exportTo(folder.filePath(u"no/such/folder.csv"_s));
        QTRY_COMPARE(bench.shell->errors.size(), 2);
    }
};

QTEST_MAIN(LogsPageTest)
#include "tst_logs_page.moc"
