// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace bursar::ui {

class Button;
class TextLabel;

/// The page's banner: h 40, soft ground, 3 px bar, one action. One at most; the worst wins.
class Banner : public QWidget {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);
    void setBanner(Tone tone, Glyph glyph, const QString& text, const QString& action = {});
    void clear();
    QString text() const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone = Tone::Warning;
    Glyph m_glyph = Glyph::Triangle;
    TextLabel* m_label;
    Button* m_action;
};

} // namespace bursar::ui
