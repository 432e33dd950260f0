// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/axes.h"
#include "ui/charts/chart_data.h"
#include "ui/theme/theme.h"

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <optional>

class QMenu;
class QTimer;

namespace bursar::ui {

class ChartLegend;
class ChartTooltip;
class SpanActions;

/// Everything that charts over time share: grid, labels, gaps, markers, crosshair and tooltip, span
/// selection, keyboard, menu and table (visual.md §7). Subclasses draw the series.
class TimeChart : public QWidget {
    Q_OBJECT

public:
    explicit TimeChart(QWidget* parent = nullptr);
    ~TimeChart() override;

    /// At most two renders a second; later data replaces data that waits.
    void setData(const ChartData& data);
    const ChartData& data() const { return m_data; }
    void setLegendVisible(bool visible);
    /// A new button that opens the chart's menu, for the header of its card.
    QWidget* makeMenuButton();
    /// Off for charts where a span means nothing.
    void setSpanActionsEnabled(bool enabled);

    bool isHidden(std::size_t series) const;
    void setSeriesHidden(std::size_t series, bool hidden);
    /// Hides all others, or shows all again.
    void showAlone(std::size_t series);
    std::optional<std::size_t> crosshair() const { return m_crosshair; }
    void setCrosshair(std::optional<std::size_t> bucket);
    std::optional<models::Span> selectedSpan() const { return m_selected; }
    void setSelectedSpan(std::optional<models::Span> span);

    /// Name, value pairs of a bucket, sorted by value; what the tooltip shows.
    std::vector<std::pair<QString, QString>> bucketRows(std::size_t bucket) const;
    /// Time and all series, for the table, CSV and screen readers.
    QString asCsv() const;
    QString asText() const;
    QPixmap picture();
    void fillMenu(QMenu* menu);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QRectF plotArea() const;

Q_SIGNALS:
    void zoomRequested(const bursar::models::Span& span);
    void whatMovedRequested(const bursar::models::Span& span);
    void logsRequested(const bursar::models::Span& span);
    void spanSelected(const bursar::models::Span& span);
    void markerActivated(const QString& link);
    void bucketActivated(const bursar::models::Span& span);

protected:
    /// Draws the series into `painter`, already clipped to `area`.
    virtual void paintSeries(QPainter* painter, const QRectF& area) = 0;
    /// What the axis must reach.
    virtual std::pair<double, double> valueBounds() const;
    virtual bool axisFromZero() const { return true; }
    /// Series may be stacked: tooltips then list them in drawing order, with a total.
    virtual bool isStacked() const { return false; }
    /// Buckets are bars (centred between their ends) or points (at their start).
    virtual bool bucketsAreBars() const { return false; }

    double xOf(models::Instant at) const;
    double yOf(double value) const;
    QRectF bucketRect(std::size_t bucket) const;
    std::size_t bucketAt(double x) const;
    double opacityOf(std::size_t series) const;
    const ValueAxis& axis() const { return m_axis; }
    void invalidate();

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// A stretch of buckets without any value, as drawn.
    struct Missing {
        double left;
        double right;
    };
    void render();
    void adopt(const ChartData& data);
    void applyPending();
    void refreshLegend();
    void refreshAxes();
    std::vector<Missing> missingRuns() const;
    std::vector<QRectF> markerTags() const;
    std::vector<std::size_t> bucketOrder(std::size_t bucket) const;
    models::Instant instantAt(double x) const;
    models::Instant domainEnd() const;
    void finishSelection(double to);
    void placeActions();
    void emitSpan(void (TimeChart::*signal)(const models::Span&));
    void paintGrid(QPainter* painter) const;
    void paintGaps(QPainter* painter) const;
    void paintMarkers(QPainter* painter) const;
    void paintCrosshair(QPainter* painter) const;
    void paintSelection(QPainter* painter) const;
    void updateTooltip();
    void placeChildren();
    void openTable();
    void savePicture();
    void saveCsv();
    int markerAt(const QPoint& position) const;

    ChartData m_data;
    std::optional<ChartData> m_pending;
    std::vector<bool> m_hidden;
    ValueAxis m_axis;
    std::vector<TimeTick> m_ticks;
    QPixmap m_cache;
    quint64 m_cacheKey = 0;
    std::optional<std::size_t> m_crosshair;
    std::optional<models::Span> m_selected;
    std::optional<double> m_dragFrom;
    std::optional<std::size_t> m_faded; ///< hovered in the legend: the others fade
    ChartLegend* m_legend;
    ChartTooltip* m_tooltip;
    SpanActions* m_actions;
    QTimer* m_throttle;
    qint64 m_renderedAt = 0;
    bool m_spanActions = true;
};

} // namespace bursar::ui
