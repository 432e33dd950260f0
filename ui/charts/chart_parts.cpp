// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_parts.h"

#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kLegendRow = 24;
constexpr int kKeyWidth = 14;
constexpr int kTooltipWidth = 184;
constexpr int kTooltipRow = 18;

} // namespace

void paintSeriesKey(QPainter* painter, const QRectF& rect, const LegendEntry& entry)
{
    QColor color = colorOf(entry.color);
    if (entry.isHidden)
        color = tokens().textFaint;
    const double y = std::floor(rect.center().y()) + 0.5;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (entry.isArea) {
        const double side = theme().pxF(10);
        const QRectF box(rect.right() - side, y - side / 2, side, side);
        paintPanel(painter, box, theme().pxF(2), color, QColor());
        if (entry.isHatched)
            paintHatch(painter, box, withAlpha(tokens().surface, 0.8), 3.2, 1.2);
    } else {
        QPen pen(color, entry.isPrevious ? 1.25 : 2, Qt::SolidLine,
                 entry.isPrevious ? Qt::FlatCap : Qt::RoundCap);
        if (entry.isPrevious)
            pen.setDashPattern({4 / 1.25, 3 / 1.25});
        painter->setPen(pen);
        painter->drawLine(QPointF(rect.left() + 1, y), QPointF(rect.left() + theme().pxF(kKeyWidth) - 1, y));
    }
    painter->restore();
}

ChartLegend::ChartLegend(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Legend"));
}

void ChartLegend::setEntries(std::vector<LegendEntry> entries)
{
    m_entries = std::move(entries);
    m_cursor = m_entries.empty() ? 0 : std::min(m_cursor, m_entries.size() - 1);
    update();
}

std::vector<QRect> ChartLegend::place(int width) const
{
    std::vector<QRect> rects;
    int x = 0;
    int y = 0;
    const int row = theme().px(kLegendRow);
    for (const LegendEntry& entry : m_entries) {
        double need = theme().pxF(kKeyWidth + 7) + textWidth(entry.name, TextRole::Label);
        if (!entry.value.isEmpty())
            need += theme().pxF(6) + textWidth(entry.value, TextRole::LabelStrong);
        const int entryWidth = static_cast<int>(need + 0.999);
        if (x > 0 && x + entryWidth > width) {
            x = 0;
            y += row;
        }
        rects.push_back({x, y, std::min(entryWidth, width), row});
        x += entryWidth + theme().px(18);
    }
    return rects;
}

int ChartLegend::heightFor(int width) const
{
    const auto rects = place(width);
    return rects.empty() ? 0 : rects.back().bottom() + 1;
}

std::optional<std::size_t> ChartLegend::entryAt(const QPoint& position) const
{
    const auto rects = place(width());
    for (std::size_t i = 0; i < rects.size(); ++i)
        if (rects[i].adjusted(-4, 0, 4, 0).contains(position))
            return i;
    return std::nullopt;
}

void ChartLegend::setHovered(std::optional<std::size_t> entry)
{
    if (std::exchange(m_hovered, entry) == entry)
        return;
    setCursor(entry ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
    Q_EMIT hovered(entry);
}

void ChartLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const auto rects = place(width());
    for (std::size_t i = 0; i < rects.size(); ++i) {
        const LegendEntry& entry = m_entries[i];
        const QRectF area = rects[i];
        if (showsFocus(this) && i == m_cursor)
            paintFocus(&painter, area.adjusted(-4, 1, 4, -1).intersected(rect()), theme().pxF(4));
        const double key = theme().pxF(kKeyWidth);
        paintSeriesKey(&painter, {area.left(), area.top(), key, area.height()}, entry);
        QRectF words = area.adjusted(key + theme().pxF(7), 0, 0, 0);
        const QColor ink = entry.isHidden ? t.textFaint : m_hovered == i ? t.text : t.textMuted;
        const double used = paintText(&painter, words, entry.name, {.role = TextRole::Label, .color = ink});
        if (!entry.value.isEmpty())
            paintText(&painter, words.adjusted(used + theme().pxF(6), 0, 1, 0), entry.value,
                      {.role = TextRole::LabelStrong, .color = entry.isHidden ? t.textFaint : t.text});
        if (entry.isHidden)
            paintHairline(&painter, {words.left(), area.center().y()},
                          {words.left() + used, area.center().y()}, t.textFaint);
    }
}

void ChartLegend::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(entryAt(event->pos()));
}

void ChartLegend::mouseReleaseEvent(QMouseEvent* event)
{
    const auto entry = entryAt(event->pos());
    if (!entry || event->button() != Qt::LeftButton)
        return;
    if (event->modifiers() & Qt::AltModifier)
        Q_EMIT aloneRequested(*entry);
    else
        Q_EMIT toggled(*entry);
}

void ChartLegend::keyPressEvent(QKeyEvent* event)
{
    if (m_entries.empty())
        return QWidget::keyPressEvent(event);
    const std::size_t count = m_entries.size();
    if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Left) {
        m_cursor = (m_cursor + (event->key() == Qt::Key_Right ? 1 : count - 1)) % count;
        setAccessibleDescription(m_entries[m_cursor].name);
        return setHovered(m_cursor);
    }
    const bool acts = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return;
    if (!acts)
        return QWidget::keyPressEvent(event);
    if (event->modifiers() & Qt::AltModifier)
        Q_EMIT aloneRequested(m_cursor);
    else
        Q_EMIT toggled(m_cursor);
}

void ChartLegend::leaveEvent(QEvent* event)
{
    setHovered(std::nullopt);
    QWidget::leaveEvent(event);
}

bool ChartLegend::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto entry = entryAt(help->pos());
        QToolTip::showText(
            help->globalPos(),
            entry ? wrappedTip(tr("Click hides %1; Alt+click shows it alone.").arg(m_entries[*entry].name))
                  : QString(),
            this);
        return true;
    }
    if (event->type() == QEvent::FocusOut)
        setHovered(std::nullopt);
    return QWidget::event(event);
}

ChartTooltip::ChartTooltip(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void ChartTooltip::setRows(const QString& title, const QString& note, std::vector<LegendEntry> rows)
{
    m_title = title;
    m_note = note;
    m_rows = std::move(rows);
    resize(sizeHint());
    update();
}

QSize ChartTooltip::sizeHint() const
{
    double width = theme().pxF(kTooltipWidth);
    for (const LegendEntry& row : m_rows)
        width = std::max(width, theme().pxF(24 + kKeyWidth + 7 + 16)
                                    + std::min(textWidth(row.name, TextRole::Label), theme().pxF(160))
                                    + textWidth(row.value, TextRole::LabelStrong));
    width = std::max(width, textWidth(m_title, TextRole::Caption) + theme().pxF(24));
    width = std::max(width, textWidth(m_note, TextRole::Label) + theme().pxF(24));
    const auto lines = static_cast<int>(m_rows.size()) + (m_note.isEmpty() ? 0 : 1);
    return {static_cast<int>(width + 0.999), theme().px(8 + 18 + kTooltipRow * lines + 8)};
}

void ChartTooltip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    paintPanel(&painter, rect(), theme().pxF(6), t.raised, t.border);
    const double left = theme().pxF(12);
    const double row = theme().pxF(kTooltipRow);
    double y = theme().pxF(8);
    paintText(&painter, {left, y, width() - 2 * left, row}, m_title,
              {.role = TextRole::Caption, .color = t.textMuted, .elide = Qt::ElideNone});
    y += row;
    for (const LegendEntry& entry : m_rows) {
        QRectF area(left, y, width() - 2 * left, row);
        const double key = theme().pxF(kKeyWidth);
        paintSeriesKey(&painter, {area.left(), area.top(), key, area.height()}, entry);
        const double value = paintText(&painter, area, entry.value,
                                       {.role = TextRole::LabelStrong,
                                        .color = entry.isMissing ? t.textMuted : t.text,
                                        .align = Qt::AlignRight});
        area.adjust(key + theme().pxF(7), 0, -value - theme().pxF(8), 0);
        paintText(&painter, area, entry.name, {.role = TextRole::Label, .color = t.text});
        y += row;
    }
    paintText(&painter, {left, y, width() - 2 * left, row}, m_note,
              {.role = TextRole::Label, .color = t.textMuted});
}

SpanActions::SpanActions(QWidget* parent) : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->setSpacing(0);
    const auto add = [&](const QString& text, auto signal) {
        auto* button = new Button(text, ButtonKind::Text);
        layout->addWidget(button);
        connect(button, &Button::clicked, this, signal);
    };
    add(tr("Zoom"), &SpanActions::zoom);
    add(tr("What moved?"), &SpanActions::whatMoved);
    add(tr("Show logs"), &SpanActions::logs);
    hide();
}

void SpanActions::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPanel(&painter, rect(), theme().pxF(8), tokens().raised, tokens().border);
}

} // namespace bursar::ui
