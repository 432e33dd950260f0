// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/analytics.h"

#include <QWidget>

namespace bursar::ui {

class BarList;
class TextLabel;

/// The health score, its word, its change, and the four parts it is made of.
class HealthPanel : public QWidget {
    Q_OBJECT

public:
    explicit HealthPanel(QWidget* parent = nullptr);
    void setPerformance(const contract::Performance& performance);

Q_SIGNALS:
    /// `status:error`, `latency:>812`: the rows behind a part.
    void logsRequested(const QString& condition);

private:
    TextLabel* m_score;
    TextLabel* m_word;
    TextLabel* m_delta;
    BarList* m_parts;
};

/// Names beside their colours, in a line; for bars without room for words.
class ColorLegend : public QWidget {
    Q_OBJECT

public:
    explicit ColorLegend(QStringList names, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_names;
};

} // namespace bursar::ui
