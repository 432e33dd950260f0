// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/logs/log_cells.h"
#include "support/fake_logs.h"
#include "support/page_bench.h"
#include "ui/charts/histogram_strip.h"
#include "ui/pages/logs/logs_page.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/table_header.h"
#include "ui/widgets/table_parts.h"

#include <QDeadlineTimer>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>

namespace bursar::test {

inline contract::LogHistogramOutput sampleHistogram(const contract::GetLogHistogram::Input& input)
{
    contract::LogHistogramOutput out;
    out.from = input.from;
    out.to = input.to;
    out.bucket_seconds = 600;
    out.buckets = {{input.from, 10, 0, 2, 1}};
    out.total = 13;
    return out;
}

inline contract::RequestLog wholeLog(const std::string& id)
{
    contract::RequestLog log = FakeLogs::logAt(-1);
    log.id = id;
    log.customer_id = "0x12ab33fe5d2c4b7a9e01f6c38d7b54a209c19f31";
    log.status_code = 504;
    log.x402_amount_atomic = base::Amount(20'000);
    log.x402_decimals = 6;
    log.payment_state = "verified";
    log.x402_tx_hash = "0x9f3c1e00000000000000000000000000000000000000000000000000000a4d2f";
    log.headers = {{{"authorization", "Bearer sk456"}, {"x-trace", "t1"}}};
    log.request_body = "{\"a\":1}";
    return log;
}

struct LogsBench : PageBench<ui::LogsPage> {
    explicit LogsBench(int rows = 300, const Prepare& prepare = {}) : LogsBench(std::make_shared<FakeLogs>(rows), prepare) {}

    ui::DataTable* table() const { return child<ui::DataTable>("logs"); }
    ui::TableView* rows() const { return table()->view(); }
    ui::FilterBar* filter() const { return child<ui::FilterBar>("logFilter"); }
    QScrollBar* bar() const { return rows()->verticalScrollBar(); }
    ui::HistogramStrip* strip() const { return page->findChild<ui::HistogramStrip*>(); }
    ui::NewRowsChip* chip() const { return page->findChild<ui::NewRowsChip*>(); }
    const models::LogTableModel& model() const { return static_cast<models::LogTableModel&>(*table()->model()); }
    contract::ListLogs::Input asked() const { return client->lastInput<contract::ListLogs>(); }
    int reads() const { return client->calls<contract::ListLogs>(); }
    QString topId() const { return QString::fromStdString(model().row(std::max(0, rows()->rowAt(0))).id); }
    void wait() const
    {
        const QDeadlineTimer deadline(std::chrono::seconds(5));
        do
            settle();
        while (model().isLoading() && !deadline.hasExpired());
    }
    void type(const QString& text) const
    {
        filter()->focusText();
        QTest::keyClicks(filter()->edit(), text);
        QTest::keyClick(filter()->edit(), Qt::Key_Return);
        wait();
    }
    /// New requests come in; the page is told as the engine does it.
    void arrive(int from, int to)
    {
        for (int step = from; step <= to; ++step)
            logs->add(step);
        contract::Event event;
        event.topic = "stats";
        event.key = "meerkat-19";
        client->publish(event);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(rows(), key, modifiers);
        wait();
    }
    template <class W>
    W* inspected(const char* name) const
    {
        return shell->inspector().template findChild<W*>(QLatin1String(name));
    }
    QMenu* cellMenu(const char* column) const
    {
        const auto& columns = table()->header()->columns();
        int at = 0;
        while (columns[static_cast<std::size_t>(at)].key != QLatin1String(column))
            ++at;
        table()->header()->setChosen(at, true);
        page->resize(2400, 670); // no column drops
        settle();
        const QRect cell = rows()->visualRect(table()->model()->index(0, at));
        Q_EMIT rows()->customContextMenuRequested(cell.center());
        return table()->findChild<QMenu*>();
    }
    static bool trigger(QMenu* menu, const QString& text)
    {
        for (QAction* action : menu->actions()) {
            if (action->text() == text) {
                action->trigger();
                menu->close();
                return true;
            }
        }
        return false;
    }
    QString footer() const { return table()->findChild<ui::TableFooter*>()->accessibleName(); }
    ui::PageAction action(const QString& id) const
    {
        for (ui::PageAction& each : page->actions()) {
            if (each.id == id)
                return std::move(each);
        }
        return {};
    }

    std::shared_ptr<FakeLogs> logs;

private:
    LogsBench(const std::shared_ptr<FakeLogs>& made, const Prepare& prepare)
        : PageBench([made, prepare](FakeEngineClient& engine) {
              made->answer(engine);
              engine.on<contract::GetLogHistogram>(sampleHistogram);
              engine.on<contract::GetLog>(
                  [](const contract::GetLog::Input& input) { return wholeLog(input.id); });
              if (prepare)
                  prepare(engine);
          }),
          logs(made)
    {
    }
};

inline base::Error broken()
{
    return base::Error(base::ErrorCode::Unavailable, "database_down", "The database does not answer.");
}

} // namespace bursar::test
