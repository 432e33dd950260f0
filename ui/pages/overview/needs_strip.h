// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/overview/needs_model.h"
#include "ui/theme/tokens.h"

#include <QWidget>

#include <vector>

namespace bursar::ui {

/// A thing that waits for a person, in one line, and where it leads.
struct NeedLine {
    Tone tone;
    Glyph glyph;
    QString text;
    QString tooltip;
};
NeedLine lineOf(const models::Need& need);

/// "Needs you": one row of links, present only while there is something. `J` and `K` walk it, Enter opens.
class NeedsStrip : public QWidget {
    Q_OBJECT

public:
    explicit NeedsStrip(QWidget* parent = nullptr);
    void setNeeds(const std::vector<models::Need>& needs);
    int count() const { return static_cast<int>(m_needs.size()); }
    void step(int by);
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void opened(const bursar::models::Need& need);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    std::vector<QRectF> boxes(double width) const;
    int needAt(const QPointF& position) const;

    std::vector<models::Need> m_needs;
    std::vector<NeedLine> m_lines;
    int m_hovered = -1;
    int m_cursor = 0;
};

} // namespace bursar::ui
