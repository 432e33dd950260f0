// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace bursar::ui {

/// Whether a larger number is good. Red is for "act", never for "less".
enum class Better { Neither, More, Less };

/// What a stat card shows; all texts are already formatted.
struct Stat {
    QString label;
    QString unit;    ///< unit or asset, right of the label
    QString value;   ///< `184.2 k`; empty: `—`
    QString change;  ///< `▲ 4.1 %` with its arrow; empty: none
    int direction = 0; ///< sign of the change
    QString against; ///< `vs 177.0 k`
    Better better = Better::Neither;
    std::vector<double> series; ///< empty: the card is 84 high, with a line below the value 100
    QString tooltip; ///< exact value, both periods, basis, when read
    QString absentReason;
};

/// A number with its change and course. Enter or a click opens the rows behind it.
class StatCard : public QWidget {
    Q_OBJECT

public:
    explicit StatCard(QWidget* parent = nullptr);
    void setStat(const Stat& stat);
    const Stat& stat() const { return m_stat; }
    /// Static blocks until the first stat arrives.
    void setLoading(bool loading);
    void setStale(const QString& asOf);
    /// The reason stands in the tooltip and as `✕` before the label; the last value stays.
    void setFailure(const QString& sentence);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void opened();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void describe();

    Stat m_stat;
    QString m_asOf;
    QString m_failure;
    bool m_loading = false;
    bool m_hovered = false;
};

/// Stat cards in a row of equal widths, down to 180 px each, then wrapped.
class StatRow : public QWidget {
    Q_OBJECT

public:
    explicit StatRow(QWidget* parent = nullptr);
    /// `label` stands there from the start, so that a failure says what it is about.
    StatCard* addCard(const QString& label);
    /// Other figures follow: what there is to show changed.
    void clear();
    const std::vector<StatCard*>& cards() const { return m_cards; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    int perRow(int width) const;
    int cardHeight() const;
    int heightFor(int width) const;
    void place();

    std::vector<StatCard*> m_cards;
};

} // namespace bursar::ui
