// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>
#include <vector>

namespace bursar::ui {

/// A passing message. Money results are never only a toast.
struct Toast {
    QString text;
    Tone tone = Tone::Positive;
    QString action;
    std::function<void()> onAction;
};

class ToastCard;

/// The toasts of a window: 360 wide, bottom right, at most three; 5 s, errors stay, hover holds.
class Toasts : public QWidget {
    Q_OBJECT

public:
    /// `bottomInset` is the height of the status bar.
    explicit Toasts(QWidget* window, int bottomInset = 26);
    void show(const Toast& toast);
    int count() const { return static_cast<int>(m_cards.size()); }
    void dismissAll();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void remove(ToastCard* card);
    void place();

    QWidget* m_window;
    std::vector<ToastCard*> m_cards;
    int m_bottomInset;
};

} // namespace bursar::ui
