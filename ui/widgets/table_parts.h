// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/button.h"

#include <QWidget>

namespace bursar::ui {

/// The footer of a table: h 28, `48 of 12,904 · 3 selected`, a note at the right.
class TableFooter : public QWidget {
    Q_OBJECT

public:
    explicit TableFooter(QWidget* parent = nullptr);
    void setTexts(const QString& left, const QString& right);
    QString note() const { return m_right; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_left;
    QString m_right;
};

/// What lies over a table's rows: blocks while loading, or an empty state; and the reload bar.
class TableOverlay : public QWidget {
    Q_OBJECT

public:
    enum class Mode { None, Skeleton, Content };
    explicit TableOverlay(QWidget* view);
    void setContent(QWidget* content);
    void setMode(Mode mode);
    void setReloading(bool reloading);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void apply();
    Mode m_mode = Mode::None;
    Mode m_wanted = Mode::None;
    QWidget* m_content = nullptr;
    QWidget* m_bar;
    class QTimer* m_delay;
    class QTimer* m_barDelay;
};

/// `37 new ↑`, floating at the top of the rows.
class NewRowsChip : public Button {
    Q_OBJECT

public:
    explicit NewRowsChip(QWidget* parent);
    void setRows(int rows);
    QSize sizeHint() const override;
};

} // namespace bursar::ui
