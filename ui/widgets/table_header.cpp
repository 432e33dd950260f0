// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_header.h"

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"

#include <QContextMenuEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kSectionWidthMin = 48;
constexpr int kPadding = 12;

std::size_t at(int column)
{
    return static_cast<std::size_t>(column);
}

} // namespace

TableHeader::TableHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionResizeMode(QHeaderView::Interactive);
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(kSectionWidthMin);
    setStretchLastSection(false);
    setMouseTracking(true);
    setTextElideMode(Qt::ElideRight);
    connect(this, &QHeaderView::sectionResized, this, &TableHeader::rememberWidth);
    connect(this, &QHeaderView::sectionMoved, this, &TableHeader::columnsChanged);
    connect(this, &QHeaderView::sectionClicked, this, [this](int logical) {
        if (logical < static_cast<int>(m_columns.size()) && m_columns[at(logical)].isSortable)
            Q_EMIT sortClicked(logical);
    });
    connect(&theme(), &Theme::changed, this, [this] {
        updateGeometry();
        layoutColumns(m_available);
    });
}

void TableHeader::setColumns(const std::vector<Column>& columns)
{
    m_columns = columns;
    resetColumns();
}

void TableHeader::resetColumns()
{
    m_chosen.clear();
    m_widths.clear();
    for (const Column& column : m_columns) {
        m_chosen.push_back(column.isShown);
        m_widths.push_back(column.width > 0 ? column.width : defaultColumnWidth(column.kind));
    }
    for (int logical = 0; logical < std::min(count(), static_cast<int>(m_columns.size())); ++logical)
        moveSection(visualIndex(logical), logical);
    layoutColumns(m_available);
}

int TableHeader::wantedWidth(int column) const
{
    return theme().px(m_widths.at(at(column)));
}

void TableHeader::setChosen(int column, bool shown)
{
    const auto shownCount = std::count(m_chosen.begin(), m_chosen.end(), true);
    if (!shown && shownCount <= 1)
        return;
    m_chosen.at(at(column)) = shown;
    layoutColumns(m_available);
    Q_EMIT columnsChanged();
}

void TableHeader::layoutColumns(int availableWidth)
{
    m_available = availableWidth;
    const int columns = static_cast<int>(m_columns.size());
    if (availableWidth <= 0 || columns == 0 || count() < columns)
        return;
    std::vector<bool> fits = m_chosen;
    const auto needed = [&] {
        int width = 0;
        for (int i = 0; i < columns; ++i)
            width += fits[at(i)] ? wantedWidth(i) : 0;
        return width;
    };
    while (needed() > availableWidth) {
        int drop = -1;
        for (int i = 0; i < columns; ++i)
            if (fits[at(i)] && m_columns[at(i)].priority > 0
                && (drop < 0 || m_columns[at(i)].priority >= m_columns[at(drop)].priority))
                drop = i;
        if (drop < 0)
            break;
        fits[at(drop)] = false;
    }
    int stretch = -1;
    for (int i = 0; i < columns; ++i)
        if (fits[at(i)] && m_columns[at(i)].stretches)
            stretch = i;
    for (int i = columns - 1; i >= 0 && stretch < 0; --i)
        if (fits[at(i)]
            && (m_columns[at(i)].kind == ColumnKind::Text || m_columns[at(i)].kind == ColumnKind::Code))
            stretch = i;
    const int rest = availableWidth - needed();
    m_layingOut = true;
    for (int i = 0; i < columns; ++i) {
        setSectionHidden(i, !fits[at(i)]);
        if (fits[at(i)])
            resizeSection(i, wantedWidth(i) + (i == stretch && rest > 0 ? rest : 0));
    }
    m_layingOut = false;
}

QStringList TableHeader::droppedKeys() const
{
    QStringList keys;
    for (int i = 0; i < static_cast<int>(m_columns.size()) && i < count(); ++i)
        if (m_chosen[at(i)] && isSectionHidden(i))
            keys << m_columns[at(i)].key;
    return keys;
}

void TableHeader::rememberWidth(int logical, int oldSize, int newSize)
{
    Q_UNUSED(oldSize);
    if (m_layingOut || newSize <= 0 || logical >= static_cast<int>(m_widths.size()))
        return;
    m_widths[at(logical)] = std::max(kSectionWidthMin, newSize * 100 / std::max(1, theme().textSize()));
    Q_EMIT columnsChanged();
}

void TableHeader::fillColumnMenu(QMenu* menu)
{
    for (int visual = 0; visual < count(); ++visual) {
        const int logical = logicalIndex(visual);
        if (logical >= static_cast<int>(m_columns.size()))
            continue;
        QAction* action = menu->addAction(m_columns[at(logical)].title);
        action->setCheckable(true);
        action->setChecked(m_chosen[at(logical)]);
        connect(action, &QAction::toggled, this, [this, logical](bool on) { setChosen(logical, on); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Reset columns")), &QAction::triggered, this, [this] {
        resetColumns();
        Q_EMIT columnsChanged();
    });
}

QByteArray TableHeader::saveColumns() const
{
    QJsonArray list;
    for (int visual = 0; visual < count(); ++visual) {
        const int logical = logicalIndex(visual);
        if (logical >= static_cast<int>(m_columns.size()))
            continue;
        list.append(QJsonObject{{QStringLiteral("key"), m_columns[at(logical)].key},
                                {QStringLiteral("width"), m_widths[at(logical)]},
                                {QStringLiteral("shown"), bool(m_chosen[at(logical)])}});
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

void TableHeader::restoreColumns(const QByteArray& state)
{
    // By key, so that a version with other columns keeps what it knows.
    const QJsonArray list = QJsonDocument::fromJson(state).array();
    int visual = 0;
    for (const QJsonValue& value : list) {
        const QJsonObject entry = value.toObject();
        const QString key = entry.value(QStringLiteral("key")).toString();
        const auto found = std::find_if(m_columns.begin(), m_columns.end(),
                                        [&](const Column& column) { return column.key == key; });
        if (found == m_columns.end())
            continue;
        const int logical = static_cast<int>(found - m_columns.begin());
        m_widths[at(logical)]
            = std::clamp(entry.value(QStringLiteral("width")).toInt(), kSectionWidthMin, 1200);
        m_chosen[at(logical)] = entry.value(QStringLiteral("shown")).toBool(true);
        if (logical < count())
            moveSection(visualIndex(logical), visual++);
    }
    if (std::none_of(m_chosen.begin(), m_chosen.end(), [](bool shown) { return shown; }) && !m_chosen.empty())
        m_chosen.front() = true;
    layoutColumns(m_available);
}

void TableHeader::setSort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    viewport()->update();
}

QSize TableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), theme().px(32)};
}

void TableHeader::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), tokens().surface);
    painter.end();
    QHeaderView::paintEvent(event);
    painter.begin(viewport());
    const double y = viewport()->height() - 1;
    paintHairline(&painter, {0, y}, {double(viewport()->width()), y}, tokens().border);
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const
{
    if (logicalIndex >= static_cast<int>(m_columns.size()))
        return;
    const Column& column = m_columns[at(logicalIndex)];
    const Tokens& t = tokens();
    QRectF area = QRectF(rect).adjusted(theme().pxF(kPadding), 0, -theme().pxF(kPadding), 0);
    const bool isSorted = logicalIndex == m_sortColumn;
    const bool isRight = columnAlignment(column.kind) == Qt::AlignRight;
    const bool hovered = column.isSortable && underMouse() && rect.contains(mapFromGlobal(QCursor::pos()));
    const double arrow = theme().pxF(8);
    const double gap = theme().pxF(4);
    if (isSorted && isRight)
        area.setLeft(area.left() + arrow + gap);
    else if (isSorted)
        area.setRight(area.right() - arrow - gap);
    const double width = paintText(painter, area, column.title,
                                   {.role = TextRole::LabelStrong,
                                    .color = isSorted || hovered ? t.text : t.textMuted,
                                    .align = isRight ? Qt::AlignRight : Qt::AlignLeft});
    if (isSorted) {
        const double x = isRight ? area.right() - width - gap - arrow : area.left() + width + gap;
        const double y = rect.center().y() - arrow / 4 + 0.5;
        const bool up = m_sortOrder == Qt::AscendingOrder;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(t.text, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const double top = up ? y + arrow / 2 : y;
        const double tip = up ? y : y + arrow / 2;
        painter->drawPolyline(QPolygonF{{x, top}, {x + arrow / 2, tip}, {x + arrow, top}});
        painter->restore();
    }
}

void TableHeader::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    fillColumnMenu(&menu);
    menu.exec(event->globalPos());
}

} // namespace bursar::ui
