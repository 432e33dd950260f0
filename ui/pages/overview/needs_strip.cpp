// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/needs_strip.h"

#include "models/common/format.h"
#include "ui/pages/common/cells.h"
#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

namespace bursar::ui {

namespace {
constexpr int kRowHeight = 32;
constexpr int kPadding = 16;
constexpr int kSpacing = 24;
constexpr int kGlyph = 12;
constexpr int kGlyphGap = 8;

QString words(const char* source)
{
    return QCoreApplication::translate("Needs", source);
}

QString gigabytes(qint64 bytes)
{
    return models::formatNumber(static_cast<double>(bytes) / 1e9, 1);
}
} // namespace

NeedLine lineOf(const models::Need& need)
{
    using Kind = models::Need::Kind;
    switch (need.kind) {
    case Kind::DatabaseDown:
        return {Tone::Negative, Glyph::Octagon, words(QT_TRANSLATE_NOOP("Needs", "Database does not answer")),
                need.detail};
    case Kind::DiskLow:
        return {Tone::Negative, Glyph::Octagon,
                words(QT_TRANSLATE_NOOP("Needs", "Disk almost full: %1 GB free")).arg(gigabytes(need.number)),
                need.subject};
    case Kind::IngestBehind:
        return {Tone::Warning, Glyph::Triangle,
                words(QT_TRANSLATE_NOOP("Needs", "Ingest %1 behind"))
                    .arg(models::formatDuration(std::chrono::seconds(need.number))),
                {}};
    case Kind::OriginDown:
        return {Tone::Negative, Glyph::Octagon,
                words(QT_TRANSLATE_NOOP("Needs", "Origin of %1 does not answer")).arg(need.subject), need.detail};
    case Kind::OriginsDown:
        return {Tone::Negative, Glyph::Octagon,
                words(QT_TRANSLATE_NOOP("Needs", "%1 origins do not answer")).arg(need.number), need.detail};
    case Kind::TaskFailed:
        return {Tone::Negative, Glyph::Cross,
                words(QT_TRANSLATE_NOOP("Needs", "Task failed: %1")).arg(need.subject), need.detail};
    case Kind::KeyExpires: {
        const auto left = need.at ? *need.at - models::displaySettings().now() : std::chrono::microseconds{};
        return {Tone::Warning, Glyph::Clock,
                words(QT_TRANSLATE_NOOP("Needs", "Key %1 of %2 ends in %3"))
                    .arg(need.subject, need.id, models::formatAge(std::max(left, std::chrono::microseconds{}))),
                models::maskKey(need.detail)};
    }
    }
    return {Tone::Neutral, Glyph::Ring, {}, {}};
}

NeedsStrip::NeedsStrip(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Needs you"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void NeedsStrip::setNeeds(const std::vector<models::Need>& needs)
{
    m_needs = needs;
    m_lines.clear();
    QStringList spoken;
    for (const models::Need& need : needs) {
        m_lines.push_back(lineOf(need));
        spoken.append(m_lines.back().text);
    }
    m_cursor = 0;
    setAccessibleDescription(spoken.join(QStringLiteral(". ")));
    setVisible(!needs.empty());
    updateGeometry();
    update();
}

void NeedsStrip::step(int by)
{
    if (m_needs.empty())
        return;
    m_cursor = (m_cursor + by + count()) % count();
    setFocus(Qt::ShortcutFocusReason);
    update();
}

QSize NeedsStrip::sizeHint() const
{
    return {theme().px(400), heightForWidth(width())};
}

int NeedsStrip::heightForWidth(int width) const
{
    const auto all = boxes(width);
    return all.empty() ? 0 : static_cast<int>(all.back().bottom()) + 8;
}

std::vector<QRectF> NeedsStrip::boxes(double width) const
{
    std::vector<QRectF> out;
    const double height = theme().pxF(kRowHeight);
    double x = kPadding + textWidth(tr("Needs you"), TextRole::BodyStrong) + kSpacing;
    const double first = x;
    double y = 8;
    for (const NeedLine& line : m_lines) {
        const double own = theme().pxF(kGlyph) + kGlyphGap + textWidth(line.text, TextRole::Body);
        if (x > first && x + own > width - kPadding) {
            x = first;
            y += height;
        }
        out.emplace_back(x, y, std::min(own, width - kPadding - x), height);
        x += own + kSpacing;
    }
    return out;
}

int NeedsStrip::needAt(const QPointF& position) const
{
    const auto all = boxes(width());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].contains(position))
            return static_cast<int>(i);
    }
    return -1;
}

void NeedsStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPanel(&painter, QRectF(rect()), 8, tokens().surface, tokens().border);
    const double height = theme().pxF(kRowHeight);
    paintText(&painter, QRectF(kPadding, 8, width(), height), tr("Needs you"), {.role = TextRole::BodyStrong});
    const auto all = boxes(width());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const NeedLine& line = m_lines[i];
        const double size = theme().pxF(kGlyph);
        const QRectF glyph(all[i].left(), all[i].center().y() - size / 2, size, size);
        paintGlyph(&painter, glyph, line.glyph, tokens().tone(line.tone));
        const bool isHovered = static_cast<int>(i) == m_hovered;
        paintText(&painter, all[i].adjusted(size + kGlyphGap, 0, 0, 0), line.text,
                  {.role = TextRole::Body, .color = isHovered ? tokens().accent : tokens().text});
    }
    if (hasFocus() && showsFocus(this) && !all.empty())
        paintFocus(&painter, all[static_cast<std::size_t>(m_cursor)].adjusted(-6, 3, 6, -3), 4);
}

void NeedsStrip::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = needAt(event->position());
    setCursor(m_hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void NeedsStrip::mouseReleaseEvent(QMouseEvent* event)
{
    const int need = needAt(event->position());
    if (event->button() == Qt::LeftButton && need >= 0)
        Q_EMIT opened(m_needs[static_cast<std::size_t>(need)]);
}

void NeedsStrip::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    update();
    QWidget::leaveEvent(event);
}

void NeedsStrip::keyPressEvent(QKeyEvent* event)
{
    if (m_needs.empty())
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_J:
    case Qt::Key_Right:
    case Qt::Key_Down:
        return step(1);
    case Qt::Key_K:
    case Qt::Key_Left:
    case Qt::Key_Up:
        return step(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT opened(m_needs[static_cast<std::size_t>(m_cursor)]);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool NeedsStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int need = needAt(help->pos());
    if (need >= 0) {
        const NeedLine& line = m_lines[static_cast<std::size_t>(need)];
        QToolTip::showText(help->globalPos(),
                           wrappedTip(line.tooltip.isEmpty() ? line.text
                                                             : QString(line.text + QLatin1Char('\n') + line.tooltip)),
                           this);
    }
    return true;
}

} // namespace bursar::ui
