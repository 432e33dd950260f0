// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/data_table.h"

#include "models/common/format.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/table_header.h"
#include "ui/widgets/table_parts.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace bursar::ui {

DataTable::DataTable(const QString& settingsKey, QWidget* parent)
    : QWidget(parent), m_settingsKey(settingsKey), m_view(new TableView), m_footer(new TableFooter),
      m_overlay(new TableOverlay(m_view)), m_empty(new EmptyState), m_newRowsChip(nullptr),
      m_failureStrip(nullptr)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* strip = new FailureStrip;
    m_failureStrip = strip;
    m_failureStrip->hide();
    layout->addWidget(m_failureStrip);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_footer);
    setFocusProxy(m_view);
    m_overlay->setContent(m_empty);
    auto* chip = new NewRowsChip(m_view);
    m_newRowsChip = chip;
    m_view->installEventFilter(this);
    connect(chip, &Button::clicked, m_view, &TableView::scrollToNewRows);
    connect(m_view, &TableView::unseenRowsChanged, this, [this, chip](int rows) {
        chip->setRows(rows);
        placeOverlays();
    });
    connect(strip, &FailureStrip::retryRequested, this, &DataTable::retryRequested);
    connect(m_empty, &EmptyState::retryRequested, this, &DataTable::retryRequested);
    connect(m_empty, &EmptyState::clearFiltersRequested, this, &DataTable::clearFiltersRequested);
    connect(m_view, &TableView::rowActivated, this, &DataTable::rowActivated);
    connect(m_view, &TableView::rowOpenedInWindow, this, &DataTable::rowOpenedInWindow);
    connect(m_view, &TableView::pauseToggled, this, &DataTable::pauseToggled);
    connect(m_view, &TableView::allRequested, this, &DataTable::allMatchingRequested);
    connect(m_view, &TableView::firstRequested, this, &DataTable::firstRequested);
    connect(m_view, &TableView::lastRequested, this, &DataTable::lastRequested);
    connect(m_view, &TableView::hoverChanged, this,
            [this](bool inside) { Q_EMIT sortingMayResume(!inside); });
    connect(m_view, &TableView::rowsMarkedChanged, this, [this] {
        updateFooter();
        Q_EMIT selectionChanged(static_cast<int>(selectedRows().size()));
    });
    connect(m_view, &QWidget::customContextMenuRequested, this, &DataTable::openCellMenu);
    connect(header(), &TableHeader::sortClicked, this, [this](int column) {
        const bool again = header()->sortColumn() == column;
        const auto order = again && header()->sortOrder() == Qt::DescendingOrder ? Qt::AscendingOrder
                                                                                 : Qt::DescendingOrder;
        header()->setSort(column, order);
        Q_EMIT sortRequested(header()->columns().at(static_cast<std::size_t>(column)).key, order);
    });
    connect(header(), &TableHeader::columnsChanged, this, [this] {
        saveColumns();
        Q_EMIT columnsChanged();
    });
}

DataTable::~DataTable() = default;

TableHeader* DataTable::header() const
{
    return m_view->tableHeader();
}

void DataTable::setColumns(const std::vector<Column>& columns)
{
    header()->setColumns(columns);
    m_view->cells()->setColumns(columns);
    restoreColumns();
}

void DataTable::setModel(QAbstractItemModel* model)
{
    if (auto* old = m_view->model())
        old->disconnect(this);
    m_view->setModel(model);
    if (model == nullptr)
        return;
    restoreColumns();
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { Q_EMIT currentRowChanged(current); });
    const auto refresh = [this] {
        updateFooter();
        placeOverlays();
    };
    connect(model, &QAbstractItemModel::rowsInserted, this, refresh);
    connect(model, &QAbstractItemModel::rowsRemoved, this, refresh);
    connect(model, &QAbstractItemModel::modelReset, this, refresh);
    refresh();
}

QAbstractItemModel* DataTable::model() const
{
    return m_view->model();
}

void DataTable::setSort(const QString& key, Qt::SortOrder order)
{
    const auto& columns = header()->columns();
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].key == key)
            header()->setSort(static_cast<int>(i), order);
}

void DataTable::setTotal(qint64 total, bool approximate)
{
    m_total = total;
    m_totalIsApproximate = approximate;
    updateFooter();
}

void DataTable::setFooterNote(const QString& note)
{
    m_footerNote = note;
    updateFooter();
}

void DataTable::setFooterVisible(bool visible)
{
    m_footer->setVisible(visible);
}

void DataTable::updateFooter()
{
    QStringList words;
    const qint64 rows = model() != nullptr ? model()->rowCount() : 0;
    if (m_total >= 0) {
        const QString total = m_totalIsApproximate ? models::formatShort(static_cast<double>(m_total))
                                                   : models::formatCount(m_total);
        words << (m_totalIsApproximate ? tr("%1 of about %2") : tr("%1 of %2"))
                     .arg(models::formatCount(rows), total);
    } else {
        words << (rows == 1 ? tr("1 row") : tr("%1 rows").arg(models::formatCount(rows)));
    }
    const auto selected = selectedRows().size();
    if (selected > 1)
        words << tr("%1 selected").arg(models::formatCount(selected));
    m_footer->setTexts(words.join(QStringLiteral(" · ")), m_footerNote);
}

void DataTable::setState(TableState state)
{
    m_state = state;
    m_failureStrip->setVisible(state == TableState::Failed && model() != nullptr && model()->rowCount() > 0);
    if (state == TableState::EmptyFiltered)
        m_empty->showFiltered();
    m_overlay->setReloading(state == TableState::Reloading);
    placeOverlays();
}

void DataTable::setFailure(const QString& sentence, const QString& code, const QString& requestId)
{
    static_cast<FailureStrip*>(m_failureStrip)->setFailure(sentence, code, requestId);
    m_empty->showFailed(sentence, code, requestId);
    setState(TableState::Failed);
}

void DataTable::placeOverlays()
{
    const bool hasRows = model() != nullptr && model()->rowCount() > 0;
    const bool covers = m_state == TableState::Loading || m_state == TableState::Empty
        || m_state == TableState::EmptyFiltered || (m_state == TableState::Failed && !hasRows);
    m_overlay->setMode(!covers || (m_state == TableState::Loading && hasRows) ? TableOverlay::Mode::None
                           : m_state == TableState::Loading                   ? TableOverlay::Mode::Skeleton
                                                                              : TableOverlay::Mode::Content);
    const int top = header()->height();
    m_overlay->setGeometry(0, top, m_view->width(), m_view->height() - top);
    m_newRowsChip->resize(m_newRowsChip->sizeHint());
    m_newRowsChip->move((m_view->width() - m_newRowsChip->width()) / 2, top + theme().px(8));
    m_newRowsChip->raise();
}

void DataTable::paintEvent(QPaintEvent*)
{
    // Square at the top, where a header or a filter joins; round at the bottom, as the card that may hold it.
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = theme().pxF(7);
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRoundedRect(QRectF(rect()), radius, radius);
    path.addRect(0, 0, width(), height() - 2 * radius);
    painter.fillPath(path, tokens().surface);
    const double y = m_view->y() + header()->height() - 1;
    paintHairline(&painter, {0, y}, {double(width()), y}, tokens().border);
}

void DataTable::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeOverlays();
}

bool DataTable::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        placeOverlays();
    return QWidget::eventFilter(watched, event);
}

QModelIndex DataTable::currentRow() const
{
    return m_view->currentIndex();
}

QList<int> DataTable::selectedRows() const
{
    QList<int> rows;
    if (m_view->selectionModel() == nullptr)
        return rows;
    const auto indexes = m_view->selectionModel()->selectedRows();
    for (const QModelIndex& index : indexes)
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

void DataTable::selectRow(int row)
{
    m_view->selectRow(row);
}

QStringList DataTable::droppedColumns() const
{
    return header()->droppedKeys();
}

void DataTable::setMenuExtender(std::function<void(QMenu*, const QModelIndex&)> extender)
{
    m_extendMenu = std::move(extender);
}

void DataTable::showColumnMenu(const QPoint& globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    header()->fillColumnMenu(menu);
    menu->popup(globalPosition);
}

void DataTable::openCellMenu(const QPoint& position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        return;
    const Column& column = header()->columns().at(static_cast<std::size_t>(index.column()));
    const models::Cell cell = models::cellOf(index.data(models::kCellRole));
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QVariant filterValue = index.data(models::kFilterValueRole);
    const models::Cell wanted = filterValue.isValid() ? models::Cell(models::Code{filterValue.toString()}) : cell;
    if (!column.filterField.isEmpty() && !models::copied(wanted).isEmpty()) {
        connect(menu->addAction(tr("Filter by this")), &QAction::triggered, this,
                [this, field = column.filterField, wanted] { Q_EMIT filterByRequested(field, wanted); });
        connect(menu->addAction(tr("Exclude this")), &QAction::triggered, this,
                [this, field = column.filterField, wanted] { Q_EMIT excludeRequested(field, wanted); });
        menu->addSeparator();
    }
    const auto copy = [](const QString& text) { QApplication::clipboard()->setText(text); };
    connect(menu->addAction(tr("Copy value")), &QAction::triggered, this,
            [copy, cell] { copy(models::copied(cell)); });
    connect(menu->addAction(tr("Copy rows as text")), &QAction::triggered, this,
            [this, copy] { copy(selectionAsText()); });
    connect(menu->addAction(tr("Copy rows as CSV")), &QAction::triggered, this,
            [this, copy] { copy(selectionAsCsv()); });
    connect(menu->addAction(tr("Copy rows as JSON")), &QAction::triggered, this,
            [this, copy] { copy(selectionAsJson()); });
    if (m_extendMenu)
        m_extendMenu(menu, index);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void DataTable::saveColumns() const
{
    if (!m_settingsKey.isEmpty())
        QSettings().setValue(QStringLiteral("tables/") + m_settingsKey, header()->saveColumns());
}

void DataTable::restoreColumns()
{
    if (m_settingsKey.isEmpty() || model() == nullptr)
        return;
    const QByteArray state = QSettings().value(QStringLiteral("tables/") + m_settingsKey).toByteArray();
    if (!state.isEmpty()) {
        const QSignalBlocker blocker(header());
        header()->restoreColumns(state);
    }
}

} // namespace bursar::ui
