// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/time.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace bursar::ui {

/// The strip over the Logs table: bars over time with the span that is being read. A click or drag jumps
/// there.
class HistogramStrip : public QWidget {
    Q_OBJECT

public:
    struct Data {
        models::Instant from;
        std::chrono::microseconds bucket{std::chrono::minutes{5}};
        std::vector<double> counts; ///< NaN is missing
        std::vector<double> errors; ///< part of counts; may be empty
        bool lastIsUnfinished = false;
    };
    explicit HistogramStrip(QWidget* parent = nullptr);
    void setData(Data data);
    const Data& data() const { return m_data; }
    /// The span of the rows in view, drawn as a frame.
    void setPosition(std::optional<models::Span> span);
    std::optional<models::Span> position() const { return m_position; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void jumpRequested(bursar::models::Instant at);
    void spanRequested(const bursar::models::Span& span);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF bars() const;
    models::Instant instantAt(double x) const;
    double xOf(models::Instant at) const;
    models::Span wholeSpan() const;
    void paintBars(QPainter* painter) const;

    Data m_data;
    std::optional<models::Span> m_position;
    std::optional<double> m_dragFrom;
    std::optional<double> m_pointer;
};

} // namespace bursar::ui
