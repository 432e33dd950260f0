// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace bursar::ui {

struct ShortcutRow {
    QString group;
    QString name;
    QStringList keys; ///< `Ctrl+K`, or two steps: `g`, `w`
};

/// `?`: all shortcuts over the window, in groups; Esc or a click beside it closes.
class ShortcutSheet : public QWidget {
    Q_OBJECT

public:
    explicit ShortcutSheet(QWidget* window);
    void setRows(std::vector<ShortcutRow> rows);
    void open();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QRect panelRect() const;
    std::vector<ShortcutRow> m_rows;
    QWidget* m_window;
};

} // namespace bursar::ui
