// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/gallery_scenes.h"
#include "ui/kit/sample.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/inspector.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QTest>
#include <QVBoxLayout>

using namespace bursar;
using namespace bursar::ui;

namespace kit {
namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

std::vector<FilterField> fields()
{
    return {{s("status"),
             s("Status"),
             FilterKind::Word,
             {s("unknown"), s("retrying"), s("failed"), s("sent")},
             {}},
            {s("chain"), s("Chain"), FilterKind::Word, {s("polygon"), s("base"), s("solana")}, {}},
            {s("amount"), s("Amount"), FilterKind::Money, {}, {}},
            {s("latency"), s("Latency"), FilterKind::Duration, {}, {}},
            {s("to"), s("Receiver"), FilterKind::Text, {}, {}}};
}

FilterBar* makeFilter()
{
    auto* bar = new FilterBar({});
    bar->setFields(fields());
    bar->setFilters({{s("status"), FilterOp::Is, {s("unknown"), s("retrying"), s("failed")}},
                     {s("chain"), FilterOp::Is, {s("polygon")}},
                     {s("amount"), FilterOp::Above, {s("1,000")}}});
    bar->setResult(s("48 of 12,904"));
    return bar;
}

DataTable* makeTable(bool customers = false)
{
    auto* table = new DataTable({});
    table->setColumns(customers ? customerColumns() : withdrawalColumns());
    table->setModel(new CellModel(customers ? customerRows() : withdrawalRows(), table));
    table->setSort(customers ? s("requests") : s("age"), Qt::DescendingOrder);
    table->setTotal(12904, true);
    return table;
}

Inspector* makeInspector()
{
    auto* inspector = new Inspector;
    inspector->setKind(s("Withdrawal"));
    inspector->setTitle(s("2,500.000000"), s("USDC"));
    inspector->setState({models::StateThing::Withdrawal, s("unknown"), {}});
    inspector->setContext(s("to Acme treasury, paid 14 times"));
    inspector->setId(s("0x742d35Cc6634C0532925a3b844Bc454e7f4FAEd1"));
    inspector->setWhy(
        Tone::Unknown, Glyph::Question, s("Waiting to learn whether attempt 2 was mined"),
        s("The node stopped answering after the send. Nothing is paid again until this is known. Next look "
          "in 00:42."));
    auto* summary = new QWidget;
    auto* column = new QVBoxLayout(summary);
    column->setContentsMargins(0, 0, 0, 0);
    auto* facts = new FactList;
    facts->addFact(s("Amount"), models::Money{s("2500000000"), 6, s("USDC")});
    facts->addFact(s("State"), models::State {models::StateThing::Hold, s("held"), {}},
                   s("journal #1,284,220"));
    facts->addFact(s("Requested"), models::Time{now() - std::chrono::minutes{28}}, s("28 m ago"));
    facts->addFact(s("Transaction"),
                   models::Hash {s("0x9f3c1e0000000000000000000000000000000000000000000000000000a4d2")});
    facts->addFact(s("To"), models::Address{s("0x742d35Cc6634C0532925a3b844Bc454e7f4FAEd1"), {}});
    facts->addFact(s("Fee"), models::Absent{s("not known before it is mined")});
    facts->addHeading(s("Timeline"));
    column->addWidget(facts);
    auto* timeline = new Timeline;
    timeline->setSteps(
        {{Glyph::Question,
          Tone::Unknown,
          s("Outcome unknown"),
          s("rpc-2 timeout 15 s · hash 0x9f3c1e…a4d2"),
          s("14:21:08"),
          {},
          {},
          false,
          true},
         {Glyph::Arrow,
          Tone::Progress,
          s("Attempt 2 sent · nonce 4,182"),
          s("max 62.4 gwei, tip 31.0 gwei (+12.5 %)"),
          s("14:20:53"),
          {},
          s("attempt/2")},
         {Glyph::Dash,
          Tone::Neutral,
          s("Attempt 1 underpriced"),
          s("replacement transaction underpriced · same nonce"),
          s("14:19:40"),
          {},
          s("attempt/1")},
         {Glyph::Check, Tone::Positive, s("Approved by 2 of 2"), s("m.seo 14:17:30 · d.ruiz 14:18:55"),
          s("14:18:55")},
         {Glyph::Lock, Tone::Progress, s("Funds held in ledger"), {}, s("14:02:11"), s("2,500.000000 USDC")},
         {Glyph::Ring, Tone::Neutral, s("Requested"), {}, s("14:02:11")}});
    column->addWidget(timeline);
    column->addStretch(1);
    inspector->addTab(s("summary"), s("Summary"), summary);
    for (const char* title : {"Evidence", "Activity", "Raw"})
        inspector->addTab(s(title), s(title), new QWidget);
    auto* look = new Button(s("Look now"));
    auto* bump = new Button(s("Bump fee…"));
    bump->setDisabledReason(s("off until the outcome is known"));
    inspector->addAction(look);
    inspector->addAction(bump);
    inspector->setActionNote(s("off until the outcome is known"));
    return inspector;
}

void buildPage(QWidget* window)
{
    auto* outer = new QVBoxLayout(window);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* splitter = new QSplitter;
    outer->addWidget(splitter);
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(24, 16, 24, 16);
    column->addWidget(makeFilter());
    auto* table = makeTable();
    table->setFooterNote(s("611.204100 USDC"));
    column->addWidget(table, 1);
    splitter->addWidget(list);
    auto* inspector = makeInspector();
    inspector->attach(splitter, {});
    table->selectRow(0);
}

void build(QWidget* window, const std::vector<QWidget*>& widgets)
{
    auto* column = new QVBoxLayout(window);
    for (QWidget* widget : widgets)
        column->addWidget(widget);
}

void buildStates(QWidget* window)
{
    auto* grid = new QGridLayout(window);
    auto* loading = makeTable();
    loading->setModel(new CellModel({}, loading));
    loading->setState(TableState::Loading);
    auto* filtered = makeTable();
    filtered->setModel(new CellModel({}, filtered));
    filtered->setState(TableState::EmptyFiltered);
    auto* failed = makeTable();
    failed->setFailure(s("The database did not answer in time."), s("timeout"), s("req_01J9F2"));
    auto* empty = makeTable();
    empty->setModel(new CellModel({}, empty));
    empty->emptyState()->showGood(s("No withdrawals yet."));
    empty->setState(TableState::Empty);
    grid->addWidget(loading, 0, 0);
    grid->addWidget(filtered, 0, 1);
    grid->addWidget(failed, 1, 0);
    grid->addWidget(empty, 1, 1);
}

void buildLive(QWidget* window)
{
    auto* table = new DataTable({});
    table->setColumns(withdrawalColumns());
    auto rows = withdrawalRows();
    for (int i = 0; i < 4; ++i)
        for (const auto& row : withdrawalRows())
            rows.push_back(row);
    table->setModel(new CellModel(rows, table));
    build(window, {table});
}

void afterLive(QWidget* window)
{
    auto* table = window->findChild<DataTable*>();
    table->view()->verticalScrollBar()->setValue(100);
    auto* model = static_cast<CellModel*>(table->model());
    for (int i = 0; i < 37; ++i)
        model->prependRow(withdrawalRows().front());
    table->selectRow(42);
    QTest::mouseMove(table->view()->viewport(), QPoint(200, 200));
}

} // namespace

std::vector<Scene> tableScenes()
{
    return {
        {s("withdrawals"),
         {1224, 640},
         buildPage,
         [](QWidget* window) {
             window->findChild<Inspector*>()->open();
             window->findChild<DataTable*>()->view()->setFocus();
         }},
        {s("customers"),
         {1100, 260},
         [](QWidget* window) { build(window, {makeTable(true)}); },
         [](QWidget* window) { window->findChild<DataTable*>()->selectRow(1); }},
        {s("narrow"),
         {620, 320},
         [](QWidget* window) {
             build(window, {makeFilter(), makeTable(true)});
         },
         {}},
        {s("table-states"), {1200, 620}, buildStates, {}, 200},
        {s("live"), {900, 400}, buildLive, afterLive},
        {s("filter"),
         {760, 420},
         [](QWidget* window) {
             build(window, {makeFilter()});
             static_cast<QVBoxLayout*>(window->layout())->addStretch(1);
         },
         [](QWidget* window) {
             auto* bar = window->findChild<FilterBar*>();
             window->activateWindow();
             bar->edit()->setFocus();
             QTest::keyClicks(bar->edit(), s("latency:"));
         }},
        {s("filter-problem"),
         {760, 160},
         [](QWidget* window) {
             build(window, {makeFilter()});
             static_cast<QVBoxLayout*>(window->layout())->addStretch(1);
         },
         [](QWidget* window) {
             auto* bar = window->findChild<FilterBar*>();
             bar->edit()->setFocus();
             QTest::keyClicks(bar->edit(), s("colour:red"));
             QTest::keyClick(bar->edit(), Qt::Key_Return);
         }},
    };
}

} // namespace kit
