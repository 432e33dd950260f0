// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/task_watch.h"

#include "contract/system.h"
#include "models/client/gateway.h"
#include "models/common/format.h"

#include <algorithm>

namespace bursar::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kGather = 250ms; // events of one task come in bursts

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

TaskRow::State stateOf(const contract::Task& task)
{
    if (task.state == "failed")
        return TaskRow::State::Failed;
    if (task.state == "canceled")
        return TaskRow::State::Canceled;
    if (task.state != "done")
        return TaskRow::State::Running;
    const auto* refused = task.result.if_contains("rejected");
    const bool isPartial = refused && refused->is_number() && refused->to_number<double>() > 0;
    return isPartial ? TaskRow::State::Warned : TaskRow::State::Done;
}
} // namespace

TaskRow taskRow(const contract::Task& task)
{
    TaskRow row;
    row.id = text(task.id);
    row.name = text(task.title);
    row.state = stateOf(task);
    row.canCancel = row.state == TaskRow::State::Running;
    if (task.total && *task.total > 0)
        row.done = std::clamp(double(task.done) / double(*task.total), 0.0, 1.0);
    if (row.state != TaskRow::State::Running) {
        row.result = text(task.message);
        return row;
    }
    if (task.rate_per_second > 0)
        row.rate = TaskWatch::tr("%1 %2/s").arg(models::formatShort(task.rate_per_second), text(task.unit));
    if (task.seconds_left) {
        const std::chrono::duration<double> left(*task.seconds_left);
        row.estimate = TaskWatch::tr("%1 left").arg(
            models::formatDuration(std::chrono::duration_cast<std::chrono::microseconds>(left)));
    }
    return row;
}

TaskWatch::TaskWatch(models::Gateway& gateway, QObject* parent) : QObject(parent), m_gateway(gateway)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kGather);
    connect(&m_soon, &QTimer::timeout, this, &TaskWatch::refresh);
    connect(&gateway, &models::Gateway::meChanged, this, &TaskWatch::refresh);
    gateway.subscribe(QStringLiteral("task"), this, [this](const contract::Event&) {
        if (!m_soon.isActive())
            m_soon.start();
    });
    if (gateway.isLive())
        refresh();
}

int TaskWatch::runningCount() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [](const TaskRow& row) { return row.state == TaskRow::State::Running; }));
}

void TaskWatch::refresh()
{
    if (std::exchange(m_isReading, true))
        return;
    m_gateway.call<contract::ListTasks>({}, this, [this](const contract::Outcome<contract::TaskList>& outcome) {
        m_isReading = false;
        if (!outcome)
            return;
        const std::vector<TaskRow> before = std::exchange(m_rows, {});
        for (const contract::Task& task : outcome->tasks) {
            const TaskRow row = taskRow(task);
            const auto old = std::find_if(before.begin(), before.end(), [&](const TaskRow& r) { return r.id == row.id; });
            const bool wasRunning = old != before.end() && old->state == TaskRow::State::Running;
            const bool isRunning = row.state == TaskRow::State::Running;
            // What ended before this console looked is history, not news.
            if (m_dismissed.contains(row.id) || (!isRunning && old == before.end()))
                continue;
            m_rows.push_back(row);
            if (wasRunning && !isRunning)
                Q_EMIT finished(row);
        }
        Q_EMIT changed();
    });
}

void TaskWatch::cancel(const QString& id)
{
    m_gateway.call<contract::CancelTask>({id.toStdString()}, this,
                                         [this](const contract::Outcome<contract::Task>& outcome) {
                                             if (!outcome)
                                                 Q_EMIT failed(QString::fromStdString(outcome.error().text()));
                                             refresh();
                                         });
}

void TaskWatch::dismiss(const QString& id)
{
    m_dismissed.insert(id);
    if (std::erase_if(m_rows, [&](const TaskRow& row) { return row.id == id; }) > 0)
        Q_EMIT changed();
}

} // namespace bursar::ui
