// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logs_bench.h"

using namespace bursar;
using namespace bursar::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using bursar::test::FakeLogs;
using bursar::test::LogsBench;

/// New rows, and what scrolls into view: nothing moves under the eye.
class LogsTailTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void showsNewRowsAtTheTop()
    {
        LogsBench bench;
        bench.open();
        bench.arrive(1, 37);
        QTRY_COMPARE(bench.topId(), QString::fromStdString(FakeLogs::logAt(37).id));
        QVERIFY(bench.chip()->isHidden());
    }

    void movesNothingThatIsBeingRead()
    {
        LogsBench bench;
        bench.open();
        bench.bar()->setValue(1000);
        const QString top = bench.topId();
        const int offset = bench.rows()->rowViewportPosition(bench.rows()->rowAt(0));
        bench.arrive(1, 37);
        QTRY_COMPARE(bench.rows()->unseenRows(), 37);
        QCOMPARE(bench.topId(), top);
        QCOMPARE(bench.rows()->rowViewportPosition(bench.rows()->rowAt(0)), offset);
        QVERIFY(bench.chip()->isVisible());
        QVERIFY(bench.chip()->text().startsWith(u"37 new"_s));
        QTest::mouseClick(bench.chip(), Qt::LeftButton);
        QCOMPARE(bench.topId(), QString::fromStdString(FakeLogs::logAt(37).id));
        QVERIFY(bench.chip()->isHidden());
    }

    void holdsTheTailWhileARowIsSelected()
    {
        LogsBench bench;
        bench.open();
        bench.table()->selectRow(0);
        const QString top = bench.topId();
        bench.arrive(1, 5);
        QTRY_COMPARE(bench.rows()->unseenRows(), 5);
        QCOMPARE(bench.topId(), top);
    }

    void pausesAndGoesOnWithP()
    {
        LogsBench bench;
        bench.open();
        bench.press(Qt::Key_P);
        QVERIFY(!bench.shell->view().live());
        const int reads = bench.reads();
        bench.arrive(1, 3);
        QTest::qWait(30);
        QCOMPARE(bench.reads(), reads);
        bench.press(Qt::Key_P);
        QVERIFY(bench.shell->view().live());
        QTRY_COMPARE(bench.topId(), QString::fromStdString(FakeLogs::logAt(3).id));
    }

    void startsPausedWhereLiveIsOff()
    {
        LogsBench bench;
        bench.shell->view().setLive(false);
        LogsPage page(*bench.shell);
        page.show();
        page.refresh();
        bench.settle();
        bench.logs->add(1);
        page.findChild<DataTable*>(u"logs"_s)->view()->verticalScrollBar()->setValue(900);
        page.refresh();
        bench.settle();
        QCOMPARE(page.findChild<DataTable*>(u"logs"_s)->model()->rowCount(), 200);
    }

    void pagesDownAsItScrolls()
    {
        LogsBench bench(900);
        bench.open();
        bench.bar()->setValue(bench.bar()->maximum());
        bench.wait();
        QVERIFY(bench.model().rowCount() >= 400);
    }

    void readsNewerPagesWhenScrolledUpToTheEdge()
    {
        constexpr int kWindow = static_cast<int>(models::LogTableModel::kWindowRowsMax);
        LogsBench bench(kWindow + 600);
        bench.open();
        while (bench.model().isAtNewest()) {
            bench.bar()->setValue(bench.bar()->maximum());
            bench.wait();
        }
        QCOMPARE(bench.model().rowCount(), kWindow);
        // Rows were dropped above the eye: what is in view has not moved.
        const QString below = bench.topId();
        QVERIFY(below < QString::fromStdString(FakeLogs::logAt(-kWindow + 200).id));
        bench.bar()->setValue(0);
        const QString edge = QString::fromStdString(FakeLogs::logAt(-200).id);
        QCOMPARE(bench.topId(), edge);
        bench.wait();
        QCOMPARE(QString::fromStdString(bench.model().row(0).id), QString::fromStdString(FakeLogs::logAt(0).id));
        QCOMPARE(bench.topId(), edge);
        QVERIFY(bench.chip()->isHidden()); // they are not new
        bench.bar()->setValue(0);
        bench.wait();
        QVERIFY(bench.model().isAtNewest());
    }

    void goesHomeAndToTheEnd()
    {
        LogsBench bench(900);
        bench.shell->view().setRange({u"15m"_s, {}});
        bench.open();
        bench.rows()->setFocus();
        bench.press(Qt::Key_End);
        QCOMPARE(bench.table()->currentRow().row(), bench.model().rowCount() - 1);
        QCOMPARE(QString::fromStdString(bench.model().row(bench.model().rowCount() - 1).id),
                 QString::fromStdString(FakeLogs::logAt(-899).id));
        QCOMPARE(bench.bar()->value(), bench.bar()->maximum());
        bench.press(Qt::Key_Home);
        QCOMPARE(bench.table()->currentRow().row(), 0);
        QCOMPARE(bench.topId(), QString::fromStdString(FakeLogs::logAt(0).id));
    }

    void jumpsFromTheStrip()
    {
        LogsBench bench(3000);
        bench.open();
        Q_EMIT bench.strip()->jumpRequested(test::afternoon() - 100s);
        bench.wait();
        QCOMPARE(bench.topId(), QString::fromStdString(FakeLogs::logAt(-1000).id));
        QVERIFY(bench.bar()->value() > 0); // there is something to scroll up to
        Q_EMIT bench.strip()->spanRequested({test::afternoon() - 1h, test::afternoon() - 30min});
        QCOMPARE(bench.shell->opened.back().page, u"logs"_s);
        QCOMPARE(bench.shell->opened.back().range->fixed.to, test::afternoon() - 30min);
    }

    void keepsThePlaceWhenItComesBackIntoView()
    {
        LogsBench bench;
        bench.open();
        bench.bar()->setValue(1000);
        const QString top = bench.topId();
        bench.page->deactivate();
        bench.logs->add(1);
        bench.page->refresh();
        QTRY_COMPARE(bench.rows()->unseenRows(), 1);
        QCOMPARE(bench.topId(), top);
        bench.shell->view().setRange({u"1h"_s, {}});
        bench.page->refresh();
        bench.wait();
        QCOMPARE(bench.bar()->value(), 0); // another question begins at its top
    }
};

QTEST_MAIN(LogsTailTest)
#include "tst_logs_tail.moc"
