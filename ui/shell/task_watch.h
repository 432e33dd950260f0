// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/tasks_tray.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <vector>

namespace bursar::contract {
struct Task;
}
namespace bursar::models {
class Gateway;
}

namespace bursar::ui {

/// Long work as the tray shows it: read at once, then followed by events. A finished task stays until it was read.
class TaskWatch : public QObject {
    Q_OBJECT

public:
    explicit TaskWatch(models::Gateway& gateway, QObject* parent = nullptr);

    const std::vector<TaskRow>& rows() const { return m_rows; }
    int runningCount() const;
    void cancel(const QString& id);
    void dismiss(const QString& id);
    void refresh();

Q_SIGNALS:
    void changed();
    void finished(const bursar::ui::TaskRow& row);
    void failed(const QString& sentence);

private:
    models::Gateway& m_gateway;
    std::vector<TaskRow> m_rows;
    QSet<QString> m_dismissed;
    QTimer m_soon;
    bool m_isReading = false;
};

TaskRow taskRow(const contract::Task& task);

} // namespace bursar::ui
