// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/palette_list.h"

#include "ui/theme/accessible.h"
#include "ui/theme/paint.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <optional>

namespace bursar::ui {
namespace {

constexpr int kRow = 40;
constexpr int kTitle = 28;
constexpr int kRowsShown = 10;

QString titleOf(PaletteGroup group)
{
    switch (group) {
    case PaletteGroup::GoTo:
        return PaletteList::tr("Go to");
    case PaletteGroup::Do:
        return PaletteList::tr("Do");
    case PaletteGroup::Records:
        return PaletteList::tr("Records");
    case PaletteGroup::Recent:
        break;
    }
    return PaletteList::tr("Recent");
}

} // namespace

void PalettePanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    paintPanel(&painter, rect(), theme().pxF(10), t.raised, t.border);
    const double side = theme().pxF(16);
    const double field = theme().pxF(48);
    paintIcon(&painter, {theme().pxF(18), (field - side) / 2, side, side}, Icon::Search, t.textMuted);
    if (height() > field + 4)
        paintHairline(&painter, {1, field - 1}, {width() - 1.0, field - 1}, t.border);
}

void PalettePanel::mousePressEvent(QMouseEvent* event)
{
    event->accept(); // only a click beside the panel closes it
}

PaletteList::PaletteList(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setAccessibleRole(this, QAccessible::List);
}

void PaletteList::setRows(std::vector<PaletteRow> rows)
{
    m_rows = std::move(rows);
    m_current = 0;
    layoutLines();
    verticalScrollBar()->setValue(0);
    if (!m_rows.empty())
        setAccessibleValue(this, m_rows.front().item.name);
    viewport()->update();
}

void PaletteList::layoutLines()
{
    m_lines.clear();
    int y = m_rows.empty() ? 0 : theme().px(4);
    std::optional<PaletteGroup> last;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const PaletteRow& row = m_rows[i];
        if (!row.isExact && last != row.item.group) {
            m_lines.push_back({-1, titleOf(row.item.group), y, theme().px(kTitle)});
            y += theme().px(kTitle);
            last = row.item.group;
        }
        m_lines.push_back({static_cast<int>(i), {}, y, theme().px(kRow)});
        y += theme().px(kRow);
    }
    m_height = y;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(theme().px(kRow));
    verticalScrollBar()->setRange(0, std::max(0, m_height - viewport()->height()));
}

int PaletteList::wantedHeight() const
{
    return std::min(m_height, theme().px(kRow * kRowsShown + 2 * kTitle));
}

void PaletteList::step(int by)
{
    if (m_rows.empty())
        return;
    const int last = static_cast<int>(m_rows.size()) - 1;
    const int next = m_current + by;
    const bool wraps = by == 1 || by == -1;
    m_current = wraps ? (next < 0 ? last : next > last ? 0 : next) : std::clamp(next, 0, last);
    for (const Line& line : m_lines) {
        if (line.row != m_current)
            continue;
        const int top = m_current == 0 ? 0 : line.top;
        const int value = verticalScrollBar()->value();
        if (top < value)
            verticalScrollBar()->setValue(top);
        else if (line.top + line.height > value + viewport()->height())
            verticalScrollBar()->setValue(line.top + line.height - viewport()->height());
    }
    setAccessibleValue(this, m_rows[static_cast<std::size_t>(m_current)].item.name);
    viewport()->update();
}

std::function<void()> PaletteList::currentRun() const
{
    return m_rows.empty() ? std::function<void()>() : m_rows[static_cast<std::size_t>(m_current)].item.run;
}

void PaletteList::paintName(QPainter* painter, QRectF rect, const PaletteRow& row) const
{
    // Matched letters in 600, the rest in 400: pieces of equal weight are drawn together.
    const QString& name = row.item.name;
    qsizetype start = 0;
    const auto isMatched = [&](qsizetype at) {
        return std::find(row.positions.begin(), row.positions.end(), static_cast<int>(at))
               != row.positions.end();
    };
    while (start < name.size() && rect.width() > 0) {
        qsizetype end = start;
        while (end < name.size() && isMatched(end) == isMatched(start))
            ++end;
        const TextRole role = isMatched(start) ? TextRole::BodyStrong : TextRole::Body;
        const double used = paintText(painter, rect, name.mid(start, end - start), {.role = role});
        rect.setLeft(rect.left() + used);
        start = end;
    }
    rect.setLeft(rect.left() + theme().pxF(10));
    paintText(painter, rect, row.item.context, {.color = tokens().textMuted});
}

void PaletteList::paintRow(QPainter* painter, const QRectF& rect, const PaletteRow& row, bool isCurrent) const
{
    const Tokens& t = tokens();
    if (isCurrent)
        paintPanel(painter, rect.adjusted(theme().pxF(5), 0, -theme().pxF(5), 0), theme().pxF(6), t.selected,
                   QColor());
    const double side = theme().pxF(16);
    paintIcon(painter, {rect.left() + theme().pxF(17), rect.center().y() - side / 2, side, side},
              row.item.icon, isCurrent ? t.text : t.textMuted);
    QRectF words = rect.adjusted(theme().pxF(44), 0, -theme().pxF(18), 0);
    const double used = paintText(painter, words, row.item.shortcut,
                                  {.role = TextRole::Label, .color = t.textMuted, .align = Qt::AlignRight});
    words.setRight(words.right() - (used > 0 ? used + theme().pxF(12) : 0));
    paintName(painter, words, row);
}

void PaletteList::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    const double offset = verticalScrollBar()->value();
    for (const Line& line : m_lines) {
        const QRectF rect(0, line.top - offset, viewport()->width(), line.height);
        if (rect.bottom() < 0 || rect.top() > viewport()->height())
            continue;
        if (line.row < 0)
            paintText(&painter, rect.adjusted(theme().pxF(17), theme().pxF(4), 0, 0), line.title,
                      {.role = TextRole::CaptionStrong, .color = tokens().textMuted});
        else
            paintRow(&painter, rect, m_rows[static_cast<std::size_t>(line.row)], line.row == m_current);
    }
}

void PaletteList::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layoutLines();
}

int PaletteList::rowAt(const QPoint& position) const
{
    const int y = position.y() + verticalScrollBar()->value();
    for (const Line& line : m_lines)
        if (line.row >= 0 && y >= line.top && y < line.top + line.height)
            return line.row;
    return -1;
}

void PaletteList::mouseMoveEvent(QMouseEvent* event)
{
    const int row = rowAt(event->pos());
    if (row < 0 || row == m_current)
        return;
    m_current = row;
    viewport()->update();
}

void PaletteList::mouseReleaseEvent(QMouseEvent* event)
{
    const int row = rowAt(event->pos());
    if (row < 0 || event->button() != Qt::LeftButton)
        return;
    m_current = row;
    Q_EMIT activated();
}

} // namespace bursar::ui
