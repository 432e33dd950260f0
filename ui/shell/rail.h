// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace bursar::ui {

/// The pages at the left: 216 wide with words, 56 folded. One widget, painted; rows are reached with the arrows.
class Rail : public QWidget {
    Q_OBJECT

public:
    struct Row {
        QString id;
        QString group; ///< its translated title stands above the group's first row
        QString title;
        Icon icon = Icon::Overview;
        int count = 0; ///< only for what needs a person
        Tone tone = Tone::Negative;
    };

    explicit Rail(QWidget* parent = nullptr);
    void setRows(std::vector<Row> rows);
    void setCount(const QString& id, int count, Tone tone = Tone::Negative);
    void setCurrent(const QString& id);
    QString current() const { return m_current; }
    void setFolded(bool folded);
    bool isFolded() const { return m_folded; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QRect rowRect(const QString& id) const;

Q_SIGNALS:
    void opened(const QString& id);
    void openedInWindow(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Placed {
        int top;
        int heading; ///< top of the group's title, -1: none
    };
    void layoutRows();
    int rowAt(const QPoint& position) const;
    QRectF rowRect(int row) const;
    void paintSign(QPainter& painter) const;
    void paintRow(QPainter& painter, int row) const;
    void move(int step);
    void scrollTo(int row);
    int indexOf(const QString& id) const;

    std::vector<Row> m_rows;
    std::vector<Placed> m_placed;
    QString m_current;
    int m_contentHeight = 0;
    int m_scroll = 0;
    int m_hovered = -1;
    int m_pressed = -1;
    int m_focused = -1;
    bool m_folded = false;
};

/// The sign of Bursar: a tile in accent, its lines in the colour of what stands on accent.
void paintLogo(QPainter* painter, const QRectF& box);

} // namespace bursar::ui
