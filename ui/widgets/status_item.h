// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace bursar::ui {

/// One word of the status bar: glyph and text, 11 px, opens what it speaks of.
class StatusItem : public QWidget {
    Q_OBJECT

public:
    explicit StatusItem(QWidget* parent = nullptr);
    void setStatus(Glyph glyph, Tone tone, const QString& text, const QString& tooltip = {});
    QString text() const { return m_text; }
    void setClickable(bool clickable);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    Glyph m_glyph = Glyph::None;
    Tone m_tone = Tone::Neutral;
    QString m_text;
    bool m_clickable = true;
    bool m_hovered = false;
};

} // namespace bursar::ui
