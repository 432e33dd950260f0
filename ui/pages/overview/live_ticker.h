// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"
#include "models/common/time.h"

#include <QWidget>

#include <vector>

namespace bursar::ui {

/// One request of the ticker.
struct TickerRow {
    QString id;
    models::Instant at;
    int status = 0;
    QString what;         ///< tool, or method and path
    models::Cell amount;  ///< paid; absent when nothing was
    QString amountNote;   ///< how the payment stands, for the tooltip
    friend bool operator==(const TickerRow&, const TickerRow&) = default;
};

/// The newest requests, newest first: time, status, tool, amount. A click opens the request in Logs.
class LiveTicker : public QWidget {
    Q_OBJECT

public:
    explicit LiveTicker(int rows, QWidget* parent = nullptr);
    void setRows(std::vector<TickerRow> rows);
    const std::vector<TickerRow>& rows() const { return m_rows; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void rowActivated(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect rowRect(int row) const;
    int rowAt(const QPoint& position) const;
    void paintRow(QPainter* painter, int row) const;
    QString describe(int row) const;

    std::vector<TickerRow> m_rows;
    int m_capacity;
    int m_hovered = -1;
    int m_cursor = 0;
};

} // namespace bursar::ui
