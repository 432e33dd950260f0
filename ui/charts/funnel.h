// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace bursar::ui {

struct FunnelStep {
    QString name;
    qint64 count = 0;
};

/// Horizontal bars with counts, and the loss between steps in words.
class Funnel : public QWidget {
    Q_OBJECT

public:
    explicit Funnel(QWidget* parent = nullptr);
    void setSteps(std::vector<FunnelStep> steps);
    /// `−412, 61 % go on` between a step and the next.
    QString lossText(std::size_t step) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void stepActivated(int step);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QRect stepRect(int step) const;
    int stepAt(const QPoint& position) const;
    std::vector<FunnelStep> m_steps;
    int m_hovered = -1;
    int m_cursor = 0;
};

} // namespace bursar::ui
