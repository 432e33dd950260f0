// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/quota_bar.h"

#include "ui/theme/accessible.h"
#include "ui/theme/paint.h"

#include <QPainter>

#include <algorithm>

namespace bursar::ui {

void paintQuota(QPainter* painter, const QRectF& rect, double share, Tone tone)
{
    const double height = theme().pxF(6);
    const QRectF track(rect.left(), rect.center().y() - height / 2, rect.width(), height);
    paintPanel(painter, track, height / 2, tokens().sunken, QColor());
    const double width = std::clamp(share, 0.0, 1.0) * track.width();
    if (share > 0)
        paintPanel(painter, {track.left(), track.top(), std::max(width, height), height}, height / 2,
                   tokens().tone(tone), QColor());
}

QuotaBar::QuotaBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleRole(this, QAccessible::ProgressBar);
    connect(&theme(), &Theme::changed, this, [this] { updateGeometry(); });
}

void QuotaBar::setUsed(double share, const QString& text)
{
    m_share = share;
    setAccessibleValue(this, text.isEmpty() ? QStringLiteral("%1 %").arg(qRound(share * 100)) : text);
    setToolTip(text);
    update();
}

void QuotaBar::setTone(Tone tone)
{
    m_tone = tone;
    m_hasTone = true;
    update();
}

QSize QuotaBar::sizeHint() const
{
    return {theme().px(160), theme().px(6)};
}

QSize QuotaBar::minimumSizeHint() const
{
    return {theme().px(40), theme().px(6)};
}

void QuotaBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    Tone tone = m_tone;
    if (!m_hasTone)
        tone = m_share >= 1 ? Tone::Negative : m_share >= 0.8 ? Tone::Warning : Tone::Progress;
    paintQuota(&painter, rect(), m_share, tone);
}

} // namespace bursar::ui
