// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace bursar::ui {

class Notices;

/// The bell's list: what needs a person, worst first. J and K walk it, Enter acts.
class NoticeList : public QWidget {
    Q_OBJECT

public:
    explicit NoticeList(Notices& notices, QWidget* parent = nullptr);
    void openBelow(QWidget* anchor);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF rowRect(int row) const;
    void fit();
    void act(int row);

    Notices& m_notices;
    int m_current = 0;
};

} // namespace bursar::ui
