// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/paint.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/table_header.h"

#include <QHash>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPersistentModelIndex>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace bursar::ui {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kTintTime{600};
constexpr int kTintsMax = 400;

} // namespace

/// When cells changed, for the 600 ms tint.
struct TableView::Tints {
    QHash<QPersistentModelIndex, SteadyClock::time_point> changed;
    QTimer timer;
};

TableView::TableView(QWidget* parent)
    : QTableView(parent), m_header(new TableHeader(this)), m_cells(new CellDelegate(this)),
      m_tints(std::make_unique<Tints>())
{
    setHorizontalHeader(m_header);
    setItemDelegate(m_cells);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(theme().rowHeight());
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    // Korean input methods would compose the single-letter keys.
    setAttribute(Qt::WA_InputMethodEnabled, false);
    viewport()->setAttribute(Qt::WA_InputMethodEnabled, false);
    m_tints->timer.setInterval(40);
    connect(&m_tints->timer, &QTimer::timeout, this, [this] {
        const auto now = SteadyClock::now();
        m_tints->changed.removeIf([&](const auto& entry) { return now - entry.value() > kTintTime; });
        if (m_tints->changed.isEmpty())
            m_tints->timer.stop();
        viewport()->update();
    });
    connect(m_cells, &CellDelegate::measuresChanged, viewport(), qOverload<>(&QWidget::update),
            Qt::QueuedConnection);
    connect(&theme(), &Theme::changed, this, [this] {
        verticalHeader()->setDefaultSectionSize(theme().rowHeight());
        m_header->layoutColumns(viewport()->width());
        m_cells->resetMeasures();
        viewport()->update();
    });
}

TableView::~TableView() = default;

void TableView::setModel(QAbstractItemModel* model)
{
    if (this->model() != nullptr)
        disconnect(this->model(), &QAbstractItemModel::rowsRemoved, this, &TableView::keepEyeAfterRemoval);
    QTableView::setModel(model);
    if (model != nullptr) // after the view's own slots
        connect(model, &QAbstractItemModel::rowsRemoved, this, &TableView::keepEyeAfterRemoval);
    m_cells->resetMeasures();
    m_header->layoutColumns(viewport()->width());
    if (selectionModel() != nullptr)
        connect(selectionModel(), &QItemSelectionModel::selectionChanged, this,
                &TableView::rowsMarkedChanged);
}

void TableView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    setAttribute(Qt::WA_InputMethodEnabled, false); // QAbstractItemView switches it on for editable cells
}

void TableView::reset()
{
    QTableView::reset();
    m_cells->resetMeasures();
    m_tints->changed.clear();
    setUnseenRows(0);
    m_hoveredRow = -1;
}

void TableView::setHoveredRow(int row)
{
    const int old = std::exchange(m_hoveredRow, row);
    if (old == row)
        return;
    viewport()->update();
    if ((old < 0) != (row < 0))
        Q_EMIT hoverChanged(row >= 0);
}

void TableView::setUnseenRows(int rows)
{
    if (std::exchange(m_unseenRows, rows) != rows)
        Q_EMIT unseenRowsChanged(rows);
}

void TableView::scrollToNewRows()
{
    verticalScrollBar()->setValue(0);
    setUnseenRows(0);
}

void TableView::rowsInserted(const QModelIndex& parent, int first, int last)
{
    const int offset = verticalScrollBar()->value();
    const int top = rowAt(0);
    QTableView::rowsInserted(parent, first, last);
    const bool isNew = m_rowsAbove == RowsAbove::New;
    // At the top new rows flow in, unless a row is being read there.
    const bool isReading = selectionModel() != nullptr && selectionModel()->hasSelection();
    const bool isAbove = first == 0 ? offset > 0 || !isNew || isReading : top >= 0 && first <= top;
    if (!isAbove || model()->rowCount() == last - first + 1)
        return;
    // The geometry is otherwise updated after the event, and one frame would show the rows in the wrong
    // place.
    updateGeometries();
    const int rows = last - first + 1;
    verticalScrollBar()->setValue(offset + rows * verticalHeader()->defaultSectionSize());
    if (isNew)
        setUnseenRows(m_unseenRows + rows);
}

void TableView::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last)
{
    m_offsetBefore = verticalScrollBar()->value();
    const int top = rowAt(0);
    m_removedAbove = top < 0 || first >= top ? 0 : std::min(last, top - 1) - first + 1;
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

void TableView::keepEyeAfterRemoval()
{
    if (m_removedAbove == 0)
        return;
    updateGeometries();
    verticalScrollBar()->setValue(m_offsetBefore - m_removedAbove * verticalHeader()->defaultSectionSize());
    m_removedAbove = 0;
}

void TableView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    const int rowHeight = std::max(1, verticalHeader()->defaultSectionSize());
    const int above = (verticalScrollBar()->value() + rowHeight - 1) / rowHeight;
    if (m_unseenRows > above)
        setUnseenRows(above);
    setHoveredRow(viewport()->underMouse() ? rowAt(viewport()->mapFromGlobal(QCursor::pos()).y()) : -1);
}

void TableView::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                            const QList<int>& roles)
{
    QTableView::dataChanged(topLeft, bottomRight, roles);
    if (roles.isEmpty() || roles.contains(models::kCellRole) || roles.contains(Qt::DisplayRole))
        markChanged(topLeft, bottomRight);
}

void TableView::markChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight)
{
    const int cells = (bottomRight.row() - topLeft.row() + 1) * (bottomRight.column() - topLeft.column() + 1);
    if (!isVisible() || !topLeft.isValid() || cells > kTintsMax || m_tints->changed.size() > kTintsMax)
        return;
    const auto now = SteadyClock::now();
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row)
        for (int column = topLeft.column(); column <= bottomRight.column(); ++column)
            m_tints->changed.insert(model()->index(row, column), now);
    m_tints->timer.start();
}

double TableView::changeTint(const QModelIndex& index) const
{
    if (m_tints->changed.isEmpty())
        return 0;
    const auto found = m_tints->changed.constFind(QPersistentModelIndex(index));
    if (found == m_tints->changed.constEnd())
        return 0;
    const std::chrono::duration<double> age = SteadyClock::now() - *found;
    const double share = age / std::chrono::duration<double>(kTintTime);
    if (share >= 1)
        return 0;
    return theme().motion() ? 1 - share * share : 1;
}

void TableView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const Tokens& t = tokens();
    painter.fillRect(event->rect(), t.surface);
    const int rows = model() != nullptr ? model()->rowCount() : 0;
    const int height = verticalHeader()->defaultSectionSize();
    const int width = viewport()->width();
    int row = rows > 0 ? std::max(0, rowAt(std::max(0, event->rect().top()))) : rows;
    for (; row < rows; ++row) {
        const int y = rowViewportPosition(row);
        if (y > event->rect().bottom())
            break;
        const bool isSelected = selectionModel() != nullptr
            && selectionModel()->isRowSelected(row, rootIndex());
        const QRect area(0, y, width, height);
        if (isSelected)
            painter.fillRect(area, t.selected);
        else if (row == m_hoveredRow)
            painter.fillRect(area, t.hover);
        paintHairline(&painter, {0, y + height - 1.0}, {double(width), y + height - 1.0}, t.border);
    }
    painter.end();
    QTableView::paintEvent(event);
    if (selectionModel() == nullptr)
        return;
    painter.begin(viewport());
    const QColor bar = hasFocus() ? t.accent : t.control;
    const auto marked = selectionModel()->selectedRows();
    for (const QModelIndex& index : marked)
        painter.fillRect(QRect(0, rowViewportPosition(index.row()), 2, height - 1), bar);
}

void TableView::resizeEvent(QResizeEvent* event)
{
    m_header->layoutColumns(viewport()->width());
    QTableView::resizeEvent(event);
}

bool TableView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::MouseMove || event->type() == QEvent::HoverMove)
        setHoveredRow(rowAt(static_cast<QSinglePointEvent*>(event)->position().toPoint().y()));
    else if (event->type() == QEvent::Leave || event->type() == QEvent::HoverLeave)
        setHoveredRow(-1);
    return QTableView::viewportEvent(event);
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    const bool ctrl = event->modifiers() & Qt::ControlModifier;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid())
        return ctrl ? Q_EMIT rowOpenedInWindow(currentIndex()) : Q_EMIT rowActivated(currentIndex());
    if (ctrl && event->key() == Qt::Key_A) {
        QTableView::keyPressEvent(event);
        return Q_EMIT allRequested();
    }
    if (event->key() == Qt::Key_P && !ctrl)
        return Q_EMIT pauseToggled();
    if (event->key() == Qt::Key_Space && selectionModel() != nullptr && currentIndex().isValid()) {
        selectionModel()->select(currentIndex(), QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
        return;
    }
    if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End) {
        // Qt's Home goes to the first column; here it is the first row, and beyond the window of rows.
        const bool home = event->key() == Qt::Key_Home;
        const int rows = model() != nullptr ? model()->rowCount() : 0;
        if (rows > 0)
            selectRow(home ? 0 : rows - 1);
        return home ? Q_EMIT firstRequested() : Q_EMIT lastRequested();
    }
    const bool isPlainLetter = !event->text().isEmpty() && event->text().at(0).isPrint() && !ctrl;
    if (isPlainLetter || event->key() == Qt::Key_Escape)
        return event->ignore(); // no type-ahead: single letters are shortcuts
    QTableView::keyPressEvent(event);
}

void TableView::mouseReleaseEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::MiddleButton && index.isValid())
        return Q_EMIT rowOpenedInWindow(index);
    QTableView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && index.isValid() && event->modifiers() == Qt::NoModifier)
        Q_EMIT rowActivated(index);
}

void TableView::mouseDoubleClickEvent(QMouseEvent* event)
{
    event->accept(); // the first click has opened the inspector
}

void TableView::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    if (!currentIndex().isValid() && model() != nullptr && model()->rowCount() > 0
        && event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        selectRow(0);
    viewport()->update();
}

void TableView::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
}

} // namespace bursar::ui
