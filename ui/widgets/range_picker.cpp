// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/range_picker.h"

#include "models/common/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include <array>

namespace bursar::ui {
namespace {

constexpr int kPresetsWidth = 160;
constexpr int kCustomWidth = 256;

constexpr std::array kPresets{RangePreset::Minutes15, RangePreset::Hour1, RangePreset::Hours24,
                              RangePreset::Days7, RangePreset::Days30, RangePreset::Days90};

/// A preset in the list: h 28, the chosen one on selected ground with a check mark.
class PresetRow : public QAbstractButton {
public:
    explicit PresetRow(const QString& text)
    {
        setText(text);
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override { return {theme().px(kPresetsWidth), theme().px(28)}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Tokens& t = tokens();
        if (isChecked() || underMouse())
            paintPanel(&painter, rect(), theme().pxF(4), isChecked() ? t.selected : t.hover, QColor());
        if (showsFocus(this))
            paintFocus(&painter, rect(), theme().pxF(4));
        paintText(&painter, QRectF(rect()).adjusted(theme().pxF(10), 0, -theme().pxF(28), 0), text(),
                  {.role = isChecked() ? TextRole::BodyStrong : TextRole::Body});
        const double side = theme().pxF(16);
        if (isChecked())
            paintIcon(&painter, {width() - theme().pxF(8) - side, (height() - side) / 2, side, side},
                      Icon::Check, t.accent);
    }
};

QString fieldText(models::Instant at)
{
    const auto local = at + models::displaySettings().offsetAt(at);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const auto minute = std::chrono::floor<std::chrono::minutes>(local - day).count();
    return QStringLiteral("%1-%2-%3 %4:%5")
        .arg(int(date.year()))
        .arg(unsigned(date.month()), 2, 10, QLatin1Char('0'))
        .arg(unsigned(date.day()), 2, 10, QLatin1Char('0'))
        .arg(minute / 60, 2, 10, QLatin1Char('0'))
        .arg(minute % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

RangePicker::RangePicker(QWidget* parent)
    : QWidget(parent, Qt::Popup | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint),
      m_from(new QLineEdit), m_to(new QLineEdit),
      m_problem(new TextLabel({}, TextRole::Label, Ink::Negative)),
      m_apply(new Button(tr("Apply"), ButtonKind::Primary)),
      m_compare(new Switch(tr("Compare with previous period")))
{
    setAttribute(Qt::WA_TranslucentBackground);
    setAccessibleName(tr("Time range"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme().px(8), theme().px(8), theme().px(16), theme().px(12));
    row->setSpacing(theme().px(24));
    auto* presets = new QVBoxLayout;
    presets->setSpacing(theme().px(2));
    for (const RangePreset preset : kPresets) {
        auto* button = new PresetRow(presetTitle(preset));
        connect(button, &QAbstractButton::clicked, this, [this, preset] { choose(preset); });
        presets->addWidget(button);
        m_presets.push_back(button);
    }
    presets->addStretch(1);
    row->addLayout(presets);
    auto* custom = new QVBoxLayout;
    custom->setContentsMargins(0, theme().px(4), 0, 0);
    custom->setSpacing(theme().px(4));
    const auto addField = [&](const QString& title, QLineEdit* field) {
        custom->addWidget(new TextLabel(title, TextRole::Label, Ink::Muted));
        field->setMinimumWidth(theme().px(kCustomWidth));
        field->setAccessibleName(title);
        custom->addWidget(field);
        custom->addSpacing(theme().px(4));
        connect(field, &QLineEdit::textChanged, this, &RangePicker::validate);
        connect(field, &QLineEdit::returnPressed, this, &RangePicker::applyCustom);
    };
    addField(tr("From"), m_from);
    addField(tr("To"), m_to);
    m_from->setPlaceholderText(QStringLiteral("-3h"));
    m_to->setPlaceholderText(tr("now"));
    m_problem->setWordWrap(true);
    m_problem->setFixedHeight(theme().px(34));
    m_problem->setAlignment(Qt::AlignTop);
    custom->addWidget(m_problem);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_compare, 1);
    foot->addWidget(m_apply);
    custom->addLayout(foot);
    row->addLayout(custom);
    connect(m_apply, &Button::clicked, this, &RangePicker::applyCustom);
    connect(m_compare, &Switch::clicked, this, [this](bool on) {
        m_range.compare = on; // a switch applies at once
        Q_EMIT rangeChosen(m_range);
    });
}

void RangePicker::setRange(const TimeRange& range)
{
    m_range = range;
    showRange();
}

void RangePicker::setEarliest(std::optional<models::Instant> earliest)
{
    m_earliest = earliest;
    validate();
}

void RangePicker::showRange()
{
    for (std::size_t i = 0; i < m_presets.size(); ++i)
        static_cast<QAbstractButton*>(m_presets[i])->setChecked(kPresets.at(i) == m_range.preset);
    const models::Span span = spanOf(m_range, models::displaySettings().now());
    m_from->setText(fieldText(span.from));
    m_to->setText(m_range.preset == RangePreset::Custom ? fieldText(span.to) : tr("now"));
    m_compare->setChecked(m_range.compare);
    validate();
}

void RangePicker::choose(RangePreset preset)
{
    m_range.preset = preset;
    m_range.custom.reset();
    showRange();
    Q_EMIT rangeChosen(m_range);
    hide();
}

void RangePicker::validate()
{
    const models::Instant now = models::displaySettings().now();
    const auto read = [&](const QLineEdit* field) {
        return field->text().simplified() == tr("now") ? std::optional(now)
                                                       : parseInstant(field->text(), now);
    };
    const auto from = read(m_from);
    const auto to = read(m_to);
    QString problem;
    bool fromIsWrong = false;
    bool toIsWrong = false;
    if (!from || !to) {
        fromIsWrong = !from.has_value();
        toIsWrong = !to.has_value();
        problem = tr("Write a time such as 2025-11-20 08:00, 08:00, -3h or now.");
    } else if (*from >= *to) {
        fromIsWrong = toIsWrong = true;
        problem = tr("The end must be after the beginning.");
    } else if (*from > now) {
        fromIsWrong = true;
        problem = tr("The beginning lies in the future.");
    } else if (m_earliest && *to < *m_earliest) {
        toIsWrong = true;
        problem = tr("Nothing is kept from before %1.").arg(models::formatDay(*m_earliest));
    }
    setError(m_from, fromIsWrong);
    setError(m_to, toIsWrong);
    m_problem->setText(problem.isEmpty() ? QString() : QString(QStringLiteral("✕ ") + problem));
    m_apply->setDisabledReason(problem);
}

void RangePicker::applyCustom()
{
    if (!m_apply->isEnabled())
        return;
    const models::Instant now = models::displaySettings().now();
    const auto read = [&](const QLineEdit* field) {
        return field->text().simplified() == tr("now") ? std::optional(now)
                                                       : parseInstant(field->text(), now);
    };
    m_range.preset = RangePreset::Custom;
    m_range.custom = models::Span{*read(m_from), *read(m_to)};
    showRange();
    Q_EMIT rangeChosen(m_range);
    hide();
}

void RangePicker::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    showRange();
}

void RangePicker::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPanel(&painter, rect(), theme().pxF(8), tokens().raised, tokens().border);
    const double x = theme().px(8 + kPresetsWidth + 12);
    paintHairline(&painter, {x, theme().pxF(8)}, {x, height() - theme().pxF(8)}, tokens().border);
}

} // namespace bursar::ui
