// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace bursar::ui {

/// Which token a text takes.
enum class Ink { Text, Muted, Faint, Accent, Positive, Warning, Negative, Progress, Unknown };
QColor inkColor(Ink ink);

/// A label in a type role with a fixed line height; follows theme and text size.
class TextLabel : public QLabel {
    Q_OBJECT

public:
    explicit TextLabel(const QString& text = {}, TextRole role = TextRole::Body, Ink ink = Ink::Text,
                       QWidget* parent = nullptr);
    void setRole(TextRole role);
    void setInk(Ink ink);
    /// One line that is elided at its width, with the whole text in the tooltip. Off by default.
    void setElided(Qt::TextElideMode mode);
    void setText(const QString& text);
    QString fullText() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void restyle();
    void updateElision();

    QString m_text;
    TextRole m_role;
    Ink m_ink;
    Qt::TextElideMode m_elide = Qt::ElideNone;
};

} // namespace bursar::ui
