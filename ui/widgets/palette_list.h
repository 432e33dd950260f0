// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/command_palette.h"

#include <QAbstractScrollArea>

namespace bursar::ui {

/// A row of the palette as it is shown.
struct PaletteRow {
    PaletteItem item;
    std::vector<int> positions; ///< matched letters of the name
    bool isExact = false;
};

/// The raised ground with the field's icon and line.
class PalettePanel : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
};

/// The rows of the palette with their group titles.
class PaletteList : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit PaletteList(QWidget* parent);
    void setRows(std::vector<PaletteRow> rows);
    const std::vector<PaletteRow>& rows() const { return m_rows; }
    void step(int by);
    int wantedHeight() const;
    std::function<void()> currentRun() const;

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    struct Line {
        int row = -1; ///< -1: a group title
        QString title;
        int top = 0;
        int height = 0;
    };
    void layoutLines();
    int rowAt(const QPoint& position) const;
    void paintRow(QPainter* painter, const QRectF& rect, const PaletteRow& row, bool isCurrent) const;
    void paintName(QPainter* painter, QRectF rect, const PaletteRow& row) const;

    std::vector<PaletteRow> m_rows;
    std::vector<Line> m_lines;
    int m_current = 0;
    int m_height = 0;
};

} // namespace bursar::ui
