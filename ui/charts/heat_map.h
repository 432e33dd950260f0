// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_data.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace bursar::ui {

/// A cohort per row: its name, its size, and the share that came back by age.
struct CohortRow {
    QString name;
    qint64 size = 0;
    std::vector<double> shares; ///< 0 to 1; NaN: not yet
    bool lastIsUnfinished = false;
};

/// Retention by cohort: cell 44 × 28, month down, age across.
class CohortMap : public QWidget {
    Q_OBJECT

public:
    explicit CohortMap(QWidget* parent = nullptr);
    /// `ageName` names an age with `%1` for its number, such as "month %1".
    void setRows(std::vector<CohortRow> rows, const QString& ageName);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// Age -1 is the size column.
    void cellActivated(int row, int age);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect cellRect(int row, int age) const;
    QPoint cellAt(const QPoint& position) const; ///< (age, row), (-2, -2) for none
    int ages() const;
    std::vector<CohortRow> m_rows;
    QString m_ageName;
    QPoint m_hovered{-2, -2};
    QPoint m_cursor{-1, 0};
};

/// Counts of latencies: columns are time buckets, rows are 1-2-5 steps.
struct LatencyGrid {
    models::Instant from;
    std::chrono::microseconds bucket{};
    std::vector<std::chrono::microseconds> edges;  ///< ascending, one more than rows
    std::vector<std::vector<qint64>> counts;       ///< per column, bottom row first
    std::vector<ChartGap> gaps;
};

/// 1-2-5 steps that cover a span of latencies.
std::vector<std::chrono::microseconds> latencyEdges(std::chrono::microseconds low,
                                                    std::chrono::microseconds high);

/// Latency over time; a click opens Logs with that span and `latency:200..500`.
class LatencyMap : public QWidget {
    Q_OBJECT

public:
    explicit LatencyMap(QWidget* parent = nullptr);
    void setGrid(LatencyGrid grid);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cellActivated(const bursar::models::Span& span, std::chrono::microseconds low,
                       std::chrono::microseconds high);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect area() const;
    QRect cellRect(int column, int row) const;
    QPoint cellAt(const QPoint& position) const;
    int stepOf(qint64 count) const;
    QString describe(const QPoint& cell) const;
    void activate(const QPoint& cell);

    LatencyGrid m_grid;
    qint64 m_max = 0;
    QPoint m_hovered{-1, -1};
    QPoint m_cursor{0, 0};
};

} // namespace bursar::ui
