// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace bursar::ui {

/// A long-running task as the tray shows it.
struct TaskRow {
    QString id;
    QString name;
    double done = -1;   ///< 0 to 1; negative: unknown
    QString rate;       ///< `1,204 lines/s`
    QString estimate;   ///< `40 s left`
    enum class State { Running, Done, Warned, Failed, Canceled } state = State::Running;
    QString result;     ///< `Done, 3 lines refused`; stays until read
    bool canCancel = true;
};

/// The tray over the status bar: 360 wide, rows of 56 with name, bar, rate, estimate, Cancel.
class TasksTray : public QWidget {
    Q_OBJECT

public:
    explicit TasksTray(QWidget* parent = nullptr);
    void setRows(std::vector<TaskRow> rows);
    const std::vector<TaskRow>& rows() const { return m_rows; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void cancelRequested(const QString& id);
    /// The result of a finished task was opened.
    void opened(const QString& id);
    void dismissed(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void rebuild();
    std::vector<TaskRow> m_rows;
    QWidget* m_list = nullptr;
};

} // namespace bursar::ui
