// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/time.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QLineEdit;

namespace bursar::ui {

class Button;
class Switch;
class TextLabel;

/// The ranges of the top bar; `Custom` carries its own span.
enum class RangePreset { Minutes15, Hour1, Hours24, Days7, Days30, Days90, Custom };

struct TimeRange {
    RangePreset preset = RangePreset::Hours24;
    std::optional<models::Span> custom;
    bool compare = false; ///< with the previous period
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

QString presetTitle(RangePreset preset);
std::chrono::minutes presetLength(RangePreset preset);
/// The span at this moment: presets end now.
models::Span spanOf(const TimeRange& range, models::Instant now);
/// `Last 24 hours`, or `20 Nov 08:00 – 14:30`.
QString rangeText(const TimeRange& range);
/// Reads `2025-11-20 08:00`, `20 Nov 08:00`, `08:00`, `-3h`, `now` in the shown zone.
std::optional<models::Instant> parseInstant(const QString& text, models::Instant now);

/// The popup of the range chip: presets, and from and to with validation.
class RangePicker : public QWidget {
    Q_OBJECT

public:
    explicit RangePicker(QWidget* parent = nullptr);
    void setRange(const TimeRange& range);
    const TimeRange& range() const { return m_range; }
    /// Nothing older is kept; an earlier `from` is refused with this reason.
    void setEarliest(std::optional<models::Instant> earliest);

Q_SIGNALS:
    void rangeChosen(const bursar::ui::TimeRange& range);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void applyCustom();
    void validate();
    void choose(RangePreset preset);
    void showRange();

    TimeRange m_range;
    std::optional<models::Instant> m_earliest;
    std::vector<QWidget*> m_presets;
    QLineEdit* m_from;
    QLineEdit* m_to;
    TextLabel* m_problem;
    Button* m_apply;
    Switch* m_compare;
};

} // namespace bursar::ui
