// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QHBoxLayout;

namespace bursar::ui {

class ConsoleSession;
class StatusItem;

/// The line at the foot, 26 high: engine, its address, database, ingest, tasks, link, zone and clock.
class StatusBar : public QWidget {
    Q_OBJECT

public:
    static constexpr int kHeight = 26;

    explicit StatusBar(ConsoleSession& session, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void tasksRequested();
    void zoneRequested();
    void systemRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    StatusItem* addItem();
    void updateEngine();
    void updateTasks();
    void updateClock();
    void fit();

    ConsoleSession& m_session;
    QHBoxLayout* m_layout;
    StatusItem* m_engine;
    StatusItem* m_address;
    StatusItem* m_database;
    StatusItem* m_ingest;
    StatusItem* m_tasks;
    StatusItem* m_link;
    StatusItem* m_clock;
    QTimer m_second;
};

} // namespace bursar::ui
