// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_data.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace bursar::ui {

class Button;

/// One entry of a legend or tooltip.
struct LegendEntry {
    QString name;
    QString value;
    SeriesColor color;
    bool isPrevious = false;
    bool isHidden = false;
    bool isHatched = false;
    bool isArea = false; ///< a square instead of a line
    bool isMissing = false;
};

void paintSeriesKey(QPainter* painter, const QRectF& rect, const LegendEntry& entry);

/// The legend below a chart: line, name, latest value. Click hides, Alt+click shows alone, hover fades the
/// others.
class ChartLegend : public QWidget {
    Q_OBJECT

public:
    explicit ChartLegend(QWidget* parent);
    void setEntries(std::vector<LegendEntry> entries);
    int heightFor(int width) const;

Q_SIGNALS:
    void toggled(std::size_t entry);
    void aloneRequested(std::size_t entry);
    void hovered(std::optional<std::size_t> entry);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    std::vector<QRect> place(int width) const;
    std::optional<std::size_t> entryAt(const QPoint& position) const;
    void setHovered(std::optional<std::size_t> entry);

    std::vector<LegendEntry> m_entries;
    std::optional<std::size_t> m_hovered;
    std::size_t m_cursor = 0;
};

/// The tooltip of a chart: raised, 184 wide, all series of a bucket.
class ChartTooltip : public QWidget {
    Q_OBJECT

public:
    explicit ChartTooltip(QWidget* parent);
    void setRows(const QString& title, const QString& note, std::vector<LegendEntry> rows);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title;
    QString m_note;
    std::vector<LegendEntry> m_rows;
};

/// `Zoom · What moved? · Show logs` over a selected span.
class SpanActions : public QWidget {
    Q_OBJECT

public:
    explicit SpanActions(QWidget* parent);

Q_SIGNALS:
    void zoom();
    void whatMoved();
    void logs();

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace bursar::ui
