// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/performance/health_panel.h"

#include "models/common/format.h"
#include "models/pages/performance/performance_model.h"
#include "ui/charts/bar_list.h"
#include "ui/charts/chart_data.h"
#include "ui/pages/common/cells.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace bursar::ui {

namespace {

constexpr int kSwatch = 8;
constexpr int kSwatchGap = 6;
constexpr int kNameGap = 16;

QString partName(models::HealthPart::Kind kind)
{
    using Kind = models::HealthPart::Kind;
    switch (kind) {
    case Kind::Answers:
        return HealthPanel::tr("Without error");
    case Kind::Speed:
        return HealthPanel::tr("Speed");
    case Kind::Uptime:
        return HealthPanel::tr("Uptime");
    case Kind::Activity:
        return HealthPanel::tr("Activity");
    }
    return {};
}

QString statusWord(const std::string& word)
{
    if (word == "Excellent")
        return HealthPanel::tr("Excellent");
    if (word == "Good")
        return HealthPanel::tr("Good");
    if (word == "Fair")
        return HealthPanel::tr("Fair");
    if (word == "Needs Attention")
        return HealthPanel::tr("Needs attention");
    if (word == "No data")
        return HealthPanel::tr("No data");
    return text(word);
}

} // namespace

HealthPanel::HealthPanel(QWidget* parent)
    : QWidget(parent), m_score(new TextLabel({}, TextRole::Value)), m_word(new TextLabel({}, TextRole::BodyStrong)),
      m_delta(new TextLabel({}, TextRole::Label, Ink::Muted)), m_parts(new BarList)
{
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(m_word);
    words->addWidget(m_delta);
    words->addStretch();
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_score);
    head->addLayout(words, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_parts);
    column->addStretch();
    connect(m_parts, &BarList::barActivated, this, [this](int, const QString& link) {
        if (!link.isEmpty())
            Q_EMIT logsRequested(link);
    });
}

void HealthPanel::setPerformance(const contract::Performance& performance)
{
    const bool known = performance.health_score.has_value();
    m_score->setText(known ? models::formatNumber(*performance.health_score, 1) : QStringLiteral("—"));
    m_score->setAccessibleName(tr("Health score of 100"));
    m_word->setText(statusWord(performance.health_status));
    const double delta = performance.health_delta;
    const QString arrow = std::abs(delta) < 0.05 ? QStringLiteral("±0")
        : delta > 0 ? QString(QStringLiteral("▲ ") + models::formatNumber(delta, 1))
                    : QString(QStringLiteral("▼ ") + models::formatNumber(-delta, 1));
    m_delta->setText(known ? tr("%1 against the %2 before").arg(arrow, text(performance.window))
                           : tr("Nothing came in."));
    std::vector<RankedBar> bars;
    int color = 0;
    for (const models::HealthPart& part : models::healthParts(performance)) {
        RankedBar bar{partName(part.kind), part.points, models::formatNumber(part.points, 1),
                      tr("of %1").arg(models::formatNumber(part.most, 0)), color++, false, {}};
        if (part.kind == models::HealthPart::Kind::Answers)
            bar.link = QStringLiteral("status:error");
        else if (part.kind == models::HealthPart::Kind::Speed && performance.p95_response_ms)
            bar.link = QStringLiteral("latency:>%1").arg(std::llround(*performance.p95_response_ms));
        bars.push_back(std::move(bar));
    }
    m_parts->setBars(std::move(bars));
}

ColorLegend::ColorLegend(QStringList names, QWidget* parent) : QWidget(parent), m_names(std::move(names))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(m_names.join(QStringLiteral(", ")));
}

QSize ColorLegend::sizeHint() const
{
    double width = 0;
    for (const QString& name : m_names)
        width += theme().pxF(kSwatch) + kSwatchGap + textWidth(name, TextRole::Label) + kNameGap;
    return {static_cast<int>(std::ceil(width)), theme().px(28)};
}

void ColorLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double size = theme().pxF(kSwatch);
    double x = 0;
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        painter.setBrush(colorOf({SeriesColor::Meaning::Numbered, static_cast<int>(i)}));
        painter.drawRoundedRect(QRectF(x, (height() - size) / 2, size, size), 2, 2);
        painter.setBrush(Qt::NoBrush);
        x += size + kSwatchGap;
        const double width = textWidth(m_names[i], TextRole::Label);
        paintText(&painter, QRectF(x, 0, width + 1, height()), m_names[i],
                  {.role = TextRole::Label, .color = tokens().textMuted, .elide = Qt::ElideNone});
        x += width + kNameGap;
        painter.setPen(Qt::NoPen);
    }
}

} // namespace bursar::ui
