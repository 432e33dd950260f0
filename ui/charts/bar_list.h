// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace bursar::ui {

/// One bar of a ranking; texts are already formatted.
struct RankedBar {
    QString name;
    double value = 0;
    QString valueText;
    QString note;     ///< muted, after the value (`71 %`)
    int color = 0;    ///< series number; -1: other
    bool isMono = false;
    QString link;
};

/// Ranked horizontal bars with their values.
class BarList : public QWidget {
    Q_OBJECT

public:
    explicit BarList(QWidget* parent = nullptr);
    void setBars(std::vector<RankedBar> bars);
    const std::vector<RankedBar>& bars() const { return m_bars; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void barActivated(int bar, const QString& link);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect barRect(int bar) const;
    int barAt(const QPoint& position) const;
    std::vector<RankedBar> m_bars;
    int m_hovered = -1;
    int m_cursor = 0;
};

} // namespace bursar::ui
