// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/tokens.h"

#include <QCheckBox>
#include <QPushButton>
#include <QToolButton>

class QTimer;

namespace bursar::ui {

/// A push button of a kind. Disabled buttons say why in their tooltip; busy ones keep their width.
class Button : public QPushButton {
    Q_OBJECT

public:
    explicit Button(const QString& text, ButtonKind kind = ButtonKind::Secondary, QWidget* parent = nullptr);
    ButtonKind kind() const;
    void setKind(ButtonKind kind);
    /// A spinner takes the icon's place, clicks are ignored, the width stays.
    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }
    /// Disables with a reason, or enables again with an empty one.
    void setDisabledReason(const QString& reason);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QTimer* m_spin = nullptr;
    QString m_tooltip;
    int m_angle = 0;
    bool m_busy = false;
    bool m_hasReason = false;
};

/// A 28 × 28 button with an icon; the text is its tooltip and accessible name.
class IconButton : public QToolButton {
    Q_OBJECT

public:
    IconButton(Icon icon, const QString& name, QWidget* parent = nullptr);
    void setIconId(Icon icon);
    /// A small count in the corner (bell); 0 hides it.
    void setCount(int count, Tone tone = Tone::Negative);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Icon m_icon;
    int m_count = 0;
    Tone m_tone = Tone::Negative;
};

/// A switch of 28 × 16 that applies at once.
class Switch : public QCheckBox {
    Q_OBJECT

public:
    explicit Switch(const QString& text = {}, QWidget* parent = nullptr);
};

/// The spinner of busy buttons and waiting rows: an arc of `box`, turned by `angle` degrees.
void paintSpinner(QPainter* painter, const QRectF& box, const QColor& color, int angle);

} // namespace bursar::ui
