// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/sample.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/filter_parts.h"
#include "ui/widgets/table_header.h"
#include "ui/widgets/table_parts.h"

#include <QApplication>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace bursar;
using namespace bursar::ui;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

std::vector<FilterField> fields()
{
    return {{s("status"), s("Status"), FilterKind::Word, {s("2xx"), s("5xx")}, {}},
            {s("churn"), s("Churn"), FilterKind::Word, {s("low"), s("high"), s("medium")}, {}},
            {s("latency"), s("Latency"), FilterKind::Duration, {}, {}},
            {s("requests"), s("Requests"), FilterKind::Count, {}, {}},
            {s("body"), s("Body"), FilterKind::Text, {}, {}}};
}

} // namespace

class TestKitTables : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<DataTable> makeTable(const QString& key = {}, int copies = 1)
    {
        auto table = std::make_unique<DataTable>(key);
        table->setColumns(kit::withdrawalColumns());
        std::vector<std::vector<models::Cell>> rows;
        for (int i = 0; i < copies; ++i)
            for (const auto& row : kit::withdrawalRows())
                rows.push_back(row);
        table->setModel(new kit::CellModel(rows, table.get()));
        table->resize(900, 300);
        table->show();
        return table;
    }

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
    }

    void columnsDropByPriorityBeforeABarAppears()
    {
        auto table = makeTable();
        QVERIFY(table->droppedColumns().isEmpty());
        table->resize(760, 300);
        QCOMPARE(table->droppedColumns(), QStringList{s("nonce")});
        QCOMPARE(table->view()->horizontalScrollBar()->maximum(), 0);
        table->resize(680, 300);
        QCOMPARE(table->droppedColumns(), (QStringList{s("chain"), s("nonce")}));
        table->resize(900, 300);
        QVERIFY(table->droppedColumns().isEmpty());
        QCOMPARE(table->view()->horizontalHeader()->length(), table->view()->viewport()->width());
    }

    void columnsAreRememberedByKey()
    {
        {
            auto table = makeTable(s("withdrawals"));
            table->header()->setChosen(3, false);
            table->header()->moveSection(0, 2);
            table->header()->resizeSection(1, 260);
        }
        auto table = makeTable(s("withdrawals"));
        QVERIFY(!table->header()->isChosen(3));
        QCOMPARE(table->header()->visualIndex(0), 2);
        QCOMPARE(table->header()->wantedWidth(1), 260);
        table->header()->resetColumns();
        QVERIFY(table->header()->isChosen(3));
        QCOMPARE(table->header()->visualIndex(0), 0);
    }

    void theLastColumnCannotBeHidden()
    {
        auto table = makeTable();
        for (int column = 0; column < 6; ++column)
            table->header()->setChosen(column, false);
        QVERIFY(table->header()->isChosen(5));
    }

    void rowsThatArriveOnTopMoveNothing()
    {
        auto table = makeTable({}, 6);
        auto* bar = table->view()->verticalScrollBar();
        bar->setValue(100);
        const int row = table->view()->rowAt(50);
        const int y = table->view()->rowViewportPosition(row);
        auto* model = static_cast<kit::CellModel*>(table->model());
        for (int i = 0; i < 37; ++i)
            model->prependRow(kit::withdrawalRows().front());
        QCOMPARE(table->view()->rowViewportPosition(row + 37), y);
        QCOMPARE(table->view()->unseenRows(), 37);
        auto* chip = table->findChild<NewRowsChip*>();
        QVERIFY(chip->isVisible());
        QVERIFY(chip->text().startsWith(s("37 new")));
        QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(bar->value(), 0);
        QVERIFY(!chip->isVisible());
    }

    void atTheTopNewRowsSimplyAppear()
    {
        auto table = makeTable({}, 6);
        static_cast<kit::CellModel*>(table->model())->prependRow(kit::withdrawalRows().front());
        QCOMPARE(table->view()->verticalScrollBar()->value(), 0);
        QCOMPARE(table->view()->unseenRows(), 0);
    }

    void hoverMarksTheWholeRowAndHoldsSorting()
    {
        auto table = makeTable();
        QSignalSpy sorting(table.get(), &DataTable::sortingMayResume);
        auto* viewport = table->view()->viewport();
        QTest::mouseMove(viewport, QPoint(200, 40));
        QCOMPARE(table->view()->hoveredRow(), 1);
        QCOMPARE(sorting.last().first().toBool(), false);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(viewport, &leave);
        QCOMPARE(table->view()->hoveredRow(), -1);
        QCOMPARE(sorting.last().first().toBool(), true);
    }

    void aChangedCellIsTintedForAWhile()
    {
        auto table = makeTable();
        auto* model = static_cast<kit::CellModel*>(table->model());
        model->setCell(0, 4, models::Count{9});
        QVERIFY(table->view()->changeTint(model->index(0, 4)) > 0);
        QCOMPARE(table->view()->changeTint(model->index(0, 3)), 0.0);
        QTRY_COMPARE_WITH_TIMEOUT(table->view()->changeTint(model->index(0, 4)), 0.0, 2000);
    }

    void keysActOnRows()
    {
        auto table = makeTable();
        auto* view = table->view();
        view->setFocus();
        table->selectRow(1);
        QSignalSpy activated(table.get(), &DataTable::rowActivated);
        QSignalSpy opened(table.get(), &DataTable::rowOpenedInWindow);
        QSignalSpy paused(table.get(), &DataTable::pauseToggled);
        QSignalSpy all(table.get(), &DataTable::allMatchingRequested);
        QSignalSpy last(table.get(), &DataTable::lastRequested);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QTest::keyClick(view, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(opened.count(), 1);
        QTest::keyClick(view, Qt::Key_P);
        QCOMPARE(paused.count(), 1);
        QTest::keyClick(view, Qt::Key_End);
        QCOMPARE(last.count(), 1);
        QCOMPARE(table->currentRow().row(), 7);
        QTest::keyClick(view, Qt::Key_Space);
        QCOMPARE(table->selectedRows(), QList<int>{});
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(all.count(), 1);
        QCOMPARE(table->selectedRows().size(), 8);
    }

    void lettersDoNotJumpInTheList()
    {
        auto table = makeTable();
        table->selectRow(0);
        QTest::keyClick(table->view(), Qt::Key_F);
        QCOMPARE(table->currentRow().row(), 0);
        QVERIFY(!table->view()->testAttribute(Qt::WA_InputMethodEnabled));
    }

    void copiesAreMachineReadable()
    {
        auto table = makeTable();
        table->selectRow(1);
        QCOMPARE(table->selectionAsText(),
                 s("retrying\t1120.500000\t0x09aF12b0c6634C0532925a3b844Bc45477cc3D11\tPolygon\t4183\t2025-"
                   "11-20T14:09:07Z\n"));
        const QStringList lines = table->selectionAsCsv().split(s("\r\n"));
        QCOMPARE(lines.at(0), s("status,amount,to,chain,nonce,age"));
        const auto json = QJsonDocument::fromJson(table->selectionAsJson().toUtf8()).array();
        QCOMPARE(json.size(), 1);
        QCOMPARE(json.at(0).toObject().value(s("amount")).toString(), s("1120.500000"));
        QCOMPARE(json.at(0).toObject().value(s("nonce")).toInt(), 4183);
    }

    void csvQuotesAndDisarmsFormulas()
    {
        DataTable table({});
        table.setColumns({{.key = s("a"), .title = s("A"), .filterField = {}},
                          {.key = s("b"), .title = s("B"), .filterField = {}}});
        table.setModel(new kit::CellModel({{models::Text{s("=1+1")}, models::Text{s("x,\"y\"")}}}, &table));
        QCOMPARE(table.selectionAsCsv(), s("a,b\r\n'=1+1,\"x,\"\"y\"\"\"\r\n"));
    }

    void theCellMenuFiltersAndExcludes()
    {
        auto table = makeTable();
        QSignalSpy filtered(table.get(), &DataTable::filterByRequested);
        QSignalSpy excluded(table.get(), &DataTable::excludeRequested);
        const QPoint cell = table->view()->visualRect(table->model()->index(0, 0)).center();
        Q_EMIT table->view()->customContextMenuRequested(cell);
        auto* menu = table->findChild<QMenu*>();
        QVERIFY(menu != nullptr);
        menu->actions().at(0)->trigger();
        menu->actions().at(1)->trigger();
        QCOMPARE(filtered.first().at(0).toString(), s("status"));
        QCOMPARE(models::copied(filtered.first().at(1).value<models::Cell>()), s("unknown"));
        QCOMPARE(excluded.count(), 1);
    }

    void sortingIsAskedForAndTurnsRound()
    {
        auto table = makeTable();
        QSignalSpy sort(table.get(), &DataTable::sortRequested);
        Q_EMIT table->header()->sortClicked(1);
        Q_EMIT table->header()->sortClicked(1);
        QCOMPARE(sort.at(0).at(0).toString(), s("amount"));
        QCOMPARE(sort.at(0).at(1).value<Qt::SortOrder>(), Qt::DescendingOrder);
        QCOMPARE(sort.at(1).at(1).value<Qt::SortOrder>(), Qt::AscendingOrder);
    }

    void failureWithRowsIsAStripAboveThem()
    {
        auto table = makeTable();
        table->setFailure(s("It failed."), s("timeout"), s("req_1"));
        QVERIFY(!table->emptyState()->isVisible());
        table->setModel(new kit::CellModel({}, table.get()));
        table->setFailure(s("It failed."), s("timeout"), s("req_1"));
        QVERIFY(table->emptyState()->isVisible());
        QSignalSpy retry(table.get(), &DataTable::retryRequested);
        for (Button* button : table->emptyState()->findChildren<Button*>())
            if (button->text() == s("Retry"))
                button->click();
        QCOMPARE(retry.count(), 1);
        table->setState(TableState::Rows);
        QVERIFY(!table->emptyState()->isVisible());
    }

    void filtersAreReadAndWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("op");
        QTest::addColumn<QStringList>("values");
        QTest::newRow("is") << s("status:5xx") << int(FilterOp::Is) << QStringList{s("5xx")};
        QTest::newRow("list") << s("churn:high,medium") << int(FilterOp::Is)
                              << QStringList {s("high"), s("medium")};
        QTest::newRow("not") << s("-status:2xx") << int(FilterOp::IsNot) << QStringList{s("2xx")};
        QTest::newRow("above") << s("latency:>800ms") << int(FilterOp::Above) << QStringList{s("800ms")};
        QTest::newRow("at least") << s("requests:>=1,000") << int(FilterOp::AtLeast)
                                  << QStringList {s("1,000")};
        QTest::newRow("between") << s("latency:200..500") << int(FilterOp::Between)
                                 << QStringList {s("200"), s("500")};
        QTest::newRow("quoted") << s("body:\"a b: \\\"c\\\"\"") << int(FilterOp::Is)
                                << QStringList {s("a b: \"c\"")};
    }

    void filtersAreReadAndWritten()
    {
        QFETCH(QString, text);
        QFETCH(int, op);
        QFETCH(QStringList, values);
        const auto filter = parseFilter(text, fields());
        QVERIFY(filter.has_value());
        QCOMPARE(int(filter->op), op);
        QCOMPARE(filter->values, values);
        QCOMPARE(filterText(*filter), text);
    }

    void wrongFiltersAreExplained()
    {
        FilterProblem problem;
        QVERIFY(!parseFilter(s("colour:red"), fields(), &problem));
        QCOMPARE(problem.sentence, s("There is no field colour."));
        QVERIFY(!parseFilter(s("latency:>soon"), fields(), &problem));
        QVERIFY(problem.sentence.contains(s("soon")));
        QVERIFY(!parseFilter(s("status:"), fields(), &problem));
        QVERIFY(parseFilter(s("timeout"), fields())->field == s("body"));
        QVERIFY(!parseFilters(s("status:5xx nothing:1"), fields(), &problem));
        QCOMPARE(parseFilters(s("status:5xx latency:>1s"), fields())->size(), std::size_t(2));
    }

    void typingAFilterMakesAChip()
    {
        FilterBar bar({});
        bar.setFields(fields());
        bar.resize(600, 32);
        bar.show();
        QSignalSpy changed(&bar, &FilterBar::filtersChanged);
        QTest::keyClicks(bar.edit(), s("status:5xx"));
        QTest::keyClick(bar.edit(), Qt::Key_Return);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(bar.filters().size(), std::size_t(1));
        QVERIFY(bar.edit()->text().isEmpty());
        QTest::keyClicks(bar.edit(), s("status:2xx"));
        QTest::keyClick(bar.edit(), Qt::Key_Return);
        QCOMPARE(filterText(bar.filters()), s("status:5xx,2xx"));
        QTest::keyClick(bar.edit(), Qt::Key_Backspace);
        QVERIFY(bar.filters().empty());
        QTest::keyClicks(bar.edit(), s("colour:red"));
        QTest::keyClick(bar.edit(), Qt::Key_Return);
        QCOMPARE(bar.edit()->text(), s("colour:red"));
        QVERIFY(bar.filters().empty());
    }

    void completionOffersFieldsAndLateValues()
    {
        FilterBar bar({});
        auto list = fields();
        std::function<void(QStringList)> answer;
        list[4].complete
            = [&](const QString&, std::function<void(QStringList)> done) { answer = std::move(done); };
        bar.setFields(list);
        bar.resize(600, 32);
        bar.show();
        bar.activateWindow();
        bar.focusText();
        auto* completer = bar.findChild<FilterCompleter*>();
        QTest::keyClicks(bar.edit(), s("l"));
        QCOMPARE(completer->offered(), QStringList{s("latency:")});
        bar.edit()->clear();
        QTest::keyClicks(bar.edit(), s("churn:high,"));
        QVERIFY(completer->offered().contains(s("churn:high,medium")));
        bar.edit()->clear();
        QTest::keyClicks(bar.edit(), s("body:"));
        QVERIFY(answer);
        answer({s("time out")});
        QVERIFY(completer->offered().contains(s("body:\"time out\"")));
        const auto late = answer;
        bar.edit()->clear();
        QTest::keyClicks(bar.edit(), s("status:"));
        late({s("too late")});
        QVERIFY(!completer->offered().contains(s("body:\"too late\"")));
    }

    void cellsBecomeFilters()
    {
        FilterBar bar({});
        bar.setFields(fields());
        bar.addFilterByCell(s("status"), models::Text{s("5xx")}, false);
        bar.addFilterByCell(s("status"), models::Text{s("2xx")}, true);
        QCOMPARE(filterText(bar.filters()), s("status:5xx -status:2xx"));
    }

    void filtersAreSavedAndRemembered()
    {
        FilterBar bar(s("logs"));
        bar.setFields(fields());
        bar.addFilter({s("status"), FilterOp::Is, {s("5xx")}});
        bar.saveAs(s("failing"));
        bar.clear();
        QCOMPARE(bar.savedNames(), QStringList{s("failing")});
        QCOMPARE(bar.history(), QStringList{s("status:5xx")});
        bar.applySaved(s("failing"));
        QCOMPARE(filterText(bar.filters()), s("status:5xx"));
        bar.removeSaved(s("failing"));
        QVERIFY(bar.savedNames().isEmpty());
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    QTemporaryDir profile;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, profile.path());
    QApplication::setOrganizationName(QStringLiteral("bursar-test"));
    models::displaySettings().freezeNow(kit::now());
    initTheme(app);
    TestKitTables test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kit_tables.moc"
