// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace bursar::ui {

/// The veil over one window while something in front of it waits for an answer; follows the window's size.
class Scrim : public QWidget {
    Q_OBJECT

public:
    explicit Scrim(QWidget* window);

Q_SIGNALS:
    void pressed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace bursar::ui
