// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace bursar::ui {

/// Paints a state: glyph and word, on a soft ground for warning, negative and unknown. Returns the painted
/// width.
double paintBadge(QPainter* painter, const QRectF& rect, const models::StateLook& look, bool muted = false);
double badgeWidth(const models::StateLook& look);

/// A state as a widget (inspector header, cards).
class Badge : public QWidget {
    Q_OBJECT

public:
    explicit Badge(QWidget* parent = nullptr);
    explicit Badge(const models::StateLook& look, QWidget* parent = nullptr);
    void setState(const models::State& state);
    void setLook(const models::StateLook& look);
    const models::StateLook& look() const { return m_look; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    models::StateLook m_look;
};

/// The count of the rail and of tabs: h 18, 11 / 600, soft ground.
void paintCountPill(QPainter* painter, const QRectF& rect, const QString& text, Tone tone);
double countPillWidth(const QString& text);

} // namespace bursar::ui
