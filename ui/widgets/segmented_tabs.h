// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace bursar::ui {

/// Tabs as words on a line with an accent bar under the current one; a count where a person is needed.
class SegmentedTabs : public QWidget {
    Q_OBJECT

public:
    explicit SegmentedTabs(QWidget* parent = nullptr);
    int addTab(const QString& title);
    /// Without a word to anybody: other tabs follow.
    void clear();
    void setTitle(int tab, const QString& title);
    void setCount(int tab, int count, Tone tone = Tone::Neutral);
    void setEnabled(int tab, bool enabled, const QString& reason = {});
    int count() const { return static_cast<int>(m_tabs.size()); }
    int current() const { return m_current; }
    void setCurrent(int tab);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(int tab);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Tab {
        QString title;
        QString reason;
        int count = 0;
        Tone tone = Tone::Neutral;
        bool isEnabled = true;
    };
    QRect tabRect(int tab) const;
    int tabAt(const QPoint& position) const;
    int tabWidth(const Tab& tab) const;

    std::vector<Tab> m_tabs;
    int m_current = 0;
    int m_hovered = -1;
};

} // namespace bursar::ui
