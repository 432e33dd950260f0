// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

#include <functional>

class QMenu;

namespace bursar::ui {

/// A chip of the top bar: h 28, muted label, value, chevron; opens a menu or a popup.
class ChipCombo : public QAbstractButton {
    Q_OBJECT

public:
    explicit ChipCombo(const QString& label = {}, QWidget* parent = nullptr);
    void setLabel(const QString& label);
    void setValue(const QString& value);
    QString value() const { return m_value; }
    /// A dot before the text (connection); `hollow` while offline.
    void setDot(bool shown, Tone tone = Tone::Positive, bool hollow = false);
    void setStrong(bool strong);
    void setChevron(bool shown);
    /// A menu opens below; it is filled by the owner.
    void setMenu(QMenu* menu);
    /// Or any popup widget (`Qt::Popup`).
    void setPopup(QWidget* popup);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void nextCheckState() override;

private:
    void openPopup();
    QString m_label;
    QString m_value;
    QMenu* m_menu = nullptr;
    QWidget* m_popup = nullptr;
    Tone m_dotTone = Tone::Positive;
    bool m_dot = false;
    bool m_hollow = false;
    bool m_strong = false;
    bool m_chevron = true;
};

/// The hatched chip "Simulated" of the top bar and of simulated data.
class SimulatedChip : public QWidget {
    Q_OBJECT

public:
    explicit SimulatedChip(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace bursar::ui
