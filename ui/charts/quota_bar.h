// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace bursar::ui {

/// Paints a quota: a sunken track of 6 px and its filled part.
void paintQuota(QPainter* painter, const QRectF& rect, double share, Tone tone);

/// How much of a limit is used: h 6, sunken track; from 80 % warning, from 100 % negative.
class QuotaBar : public QWidget {
    Q_OBJECT

public:
    explicit QuotaBar(QWidget* parent = nullptr);
    /// `text` is the value for screen readers and the tooltip: `41 of 50 USDC today`.
    void setUsed(double share, const QString& text = {});
    /// A fixed tone (progress bars of tasks) instead of the thresholds.
    void setTone(Tone tone);
    double used() const { return m_share; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_share = 0;
    Tone m_tone = Tone::Progress;
    bool m_hasTone = false;
};

} // namespace bursar::ui
