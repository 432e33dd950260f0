// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/paged_list.h"

#include "models/common/format.h"
#include "ui/pages/common/error_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/filter_bar.h"

#include <QMenu>
#include <QScrollBar>
#include <QVBoxLayout>

#include <utility>

namespace bursar::ui {

PagedList::PagedList(Shell& shell, models::PagedModelBase& model, PagedListSetup setup, QWidget* parent)
    : QWidget(parent), m_shell(shell), m_model(model), m_setup(std::move(setup)), m_filter(new FilterBar(m_setup.name)),
      m_table(new DataTable(m_setup.name))
{
    build();
    connectTable();
    connect(&m_model, &models::PagedModelBase::answered, this, &PagedList::showState);
    connect(&m_model, &models::PagedModelBase::failed, this, &PagedList::showState);
    connect(&m_model, &QAbstractItemModel::modelReset, m_table->view(), &QAbstractItemView::scrollToTop);
    connect(&shell.gateway(), &models::Gateway::linkChanged, this, &PagedList::showTotals);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, &PagedList::showTotals);
}

void PagedList::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(8));
    m_filter->setObjectName(m_setup.name + QStringLiteral("Filter"));
    m_filter->setFields(m_setup.fields);
    m_filter->setPlaceholder(tr("Add a filter   /"));
    m_table->setObjectName(m_setup.name);
    m_table->setColumns(m_setup.columns);
    m_table->setModel(&m_model);
    m_table->setState(TableState::Loading);
    column->addWidget(m_filter);
    m_filter->setVisible(!m_setup.fields.empty());
    column->addWidget(m_table, 1);
    connect(m_filter, &FilterBar::filtersChanged, this, &PagedList::filterChanged);
}

void PagedList::connectTable()
{
    connect(m_table, &DataTable::rowActivated, this, [this](const QModelIndex& index) { Q_EMIT rowOpened(index.row()); });
    connect(m_table, &DataTable::rowOpenedInWindow, this,
            [this](const QModelIndex& index) { Q_EMIT rowOpenedInWindow(index.row()); });
    connect(m_table, &DataTable::currentRowChanged, this, [this](const QModelIndex& index) {
        if (index.isValid() && m_table->view()->hasFocus())
            Q_EMIT rowWalked(index.row());
    });
    connect(m_table, &DataTable::clearFiltersRequested, m_filter, &FilterBar::clear);
    connect(m_table, &DataTable::retryRequested, &m_model, &models::PagedModelBase::retry);
    connect(m_table, &DataTable::pauseToggled, this, [this] { m_shell.view().setLive(!m_shell.view().live()); });
    connect(m_table, &DataTable::firstRequested, this, [this] {
        if (m_model.hasGap())
            m_model.read();
    });
    connect(m_table->view()->verticalScrollBar(), &QScrollBar::valueChanged, this, &PagedList::scrolled);
    m_table->setMenuExtender([this](QMenu* menu, const QModelIndex& index) {
        const QString field = m_setup.columns.at(static_cast<std::size_t>(index.column())).key;
        const bool isField = std::ranges::any_of(m_setup.fields, [&](const FilterField& each) { return each.name == field; });
        if (isField && !models::copied(models::cellOf(index.data(models::kCellRole))).isEmpty())
            connect(menu->addAction(tr("Filter by this")), &QAction::triggered, this,
                    [this, at = QPersistentModelIndex(index)] { filterBy(at); });
    });
}

void PagedList::filterBy(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QString field = m_setup.columns.at(static_cast<std::size_t>(index.column())).key;
    std::vector<Filter> filters = m_filter->filters();
    std::erase_if(filters, [&field](const Filter& each) { return each.field == field; });
    filters.push_back({field, FilterOp::Is, {models::copied(models::cellOf(index.data(models::kCellRole)))}});
    m_filter->setFilters(std::move(filters));
    filterChanged();
}

void PagedList::filterChanged()
{
    ask();
    Q_EMIT changed();
}

void PagedList::ask()
{
    m_filter->setProblem({});
    for (const Filter& filter : m_filter->filters()) {
        if (filter.op != FilterOp::Is || filter.values.size() != 1)
            return m_filter->setProblem(tr("%1: one value, without comparison.").arg(filter.field));
    }
    m_table->setState(m_model.hasAnswer() ? TableState::Reloading : TableState::Loading);
    if (const QString problem = m_setup.ask(m_filter->filters()); !problem.isEmpty()) {
        m_table->setState(m_model.rowCount() > 0 ? TableState::Rows : TableState::EmptyFiltered);
        return m_filter->setProblem(problem);
    }
    m_asked = m_filter->filters();
}

void PagedList::read()
{
    if (m_asked != m_filter->filters() || !m_model.hasAnswer())
        return ask();
    m_model.failure() ? m_model.retry() : m_model.refresh();
}

void PagedList::refreshLive()
{
    m_model.refresh();
}

void PagedList::showState()
{
    const bool hasRows = m_model.rowCount() > 0;
    if (std::exchange(m_hadRows, hasRows) != hasRows)
        Q_EMIT changed(); // whether there is anything to export
    showTotals();
    // Offline the rows stay as they were; the footer says of when.
    if (m_model.failure() && (m_shell.gateway().isLive() || !hasRows)) {
        const ErrorText words = errorText(*m_model.failure());
        return m_table->setFailure(words.sentence, words.code, words.requestId);
    }
    if (m_model.isLoading())
        return;
    if (hasRows) {
        m_table->setState(TableState::Rows);
    } else if (!m_filter->filters().empty()) {
        m_table->setState(TableState::EmptyFiltered);
    } else {
        m_setup.sayEmpty(m_table->emptyState());
        m_table->setState(TableState::Empty);
    }
    if (!m_wanted.isEmpty())
        select(std::exchange(m_wanted, {}));
    fillView();
}

void PagedList::showTotals()
{
    if (!m_model.hasAnswer() || !m_asked)
        return;
    const auto known = m_model.isWhole() ? std::optional<qint64>(m_model.rowCount()) : m_setup.total(*m_asked);
    m_table->setTotal(known ? std::max<qint64>(*known, m_model.rowCount()) : -1);
    const bool isStale = m_model.readAt() && (!m_shell.gateway().isLive() || m_model.failure());
    m_table->setFooterNote(isStale            ? tr("as of %1").arg(models::formatTime(*m_model.readAt()))
                           : m_model.hasGap() ? tr("Many more came since. Home shows them.")
                           : m_model.isFull() ? tr("Older ones are found by a filter.")
                                              : QString());
}

void PagedList::scrolled(int value)
{
    m_model.setAtTop(value == 0);
    fillView();
}

/// The view asks for more while it scrolls; an answer that came while another was awaited may leave it short.
void PagedList::fillView()
{
    const int end = m_model.rowCount() * theme().rowHeight();
    const TableView* rows = m_table->view();
    if (isVisible() && rows->verticalScrollBar()->value() + rows->viewport()->height() >= end)
        m_model.fetchMore({});
}

void PagedList::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fillView();
}

void PagedList::select(const QString& key)
{
    if (m_model.isLoading() || !m_model.hasAnswer()) {
        m_wanted = key;
        return;
    }
    if (const auto row = m_model.rowOf(key); row && m_table->currentRow().row() != *row)
        m_table->selectRow(*row);
}

const std::vector<Filter>& PagedList::filters() const
{
    return m_filter->filters();
}

QString PagedList::filterText() const
{
    return ui::filterText(m_filter->filters());
}

void PagedList::setFilterText(const QString& text)
{
    m_filter->setFilterText(text);
}

void PagedList::focusFilter()
{
    m_filter->focusText();
}

} // namespace bursar::ui
