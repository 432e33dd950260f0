// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/customers/customer_list.h"

#include "models/common/format.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/snippet.h"
#include "ui/pages/customers/customer_fields.h"
#include "ui/pages/customers/customer_segments.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_bar.h"

#include <QScrollBar>
#include <QVBoxLayout>

namespace bursar::ui {

CustomerList::CustomerList(Shell& shell, FirstSteps* firstSteps, QWidget* parent)
    : QWidget(parent), m_shell(shell), m_firstSteps(firstSteps), m_model(shell.gateway()),
      m_filter(new FilterBar(QStringLiteral("customers"))), m_table(new DataTable(QStringLiteral("customers")))
{
    build();
    connectTable();
    connect(&m_model, &models::CustomerTableModel::answered, this, &CustomerList::showState);
    connect(&m_model, &models::CustomerTableModel::failed, this, &CustomerList::showState);
    connect(&shell.gateway(), &models::Gateway::linkChanged, this, &CustomerList::showTotals);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, &CustomerList::showTotals);
    connect(firstSteps, &FirstSteps::changed, this, [this] {
        if (m_table->state() == TableState::Empty)
            showState();
    });
}

void CustomerList::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(8));
    m_filter->setObjectName(QStringLiteral("customerFilter"));
    m_filter->setFields(customerFields(m_shell.gateway(), [this] { return spanInput(); }));
    m_filter->setPlaceholder(tr("Add a filter   /"));
    m_table->setObjectName(QStringLiteral("customers"));
    m_table->setColumns(customerColumns());
    m_table->setModel(&m_model);
    m_table->setState(TableState::Loading);
    setSort(m_sort);
    column->addWidget(m_filter);
    column->addWidget(m_table, 1);
    connect(m_filter, &FilterBar::filtersChanged, this, [this] {
        ask();
        Q_EMIT changed();
    });
}

void CustomerList::connectTable()
{
    connect(m_table, &DataTable::rowActivated, this,
            [this](const QModelIndex& index) { Q_EMIT customerActivated(m_model.row(index.row())); });
    connect(m_table, &DataTable::rowOpenedInWindow, this, [this](const QModelIndex& index) {
        Q_EMIT customerOpenedInWindow(text(m_model.row(index.row()).customer_id));
    });
    connect(m_table, &DataTable::sortRequested, this, &CustomerList::sortBy);
    connect(m_table, &DataTable::filterByRequested, this, [this](const QString& field, const models::Cell& cell) {
        m_filter->addFilterByCell(field, cell, false);
    });
    connect(m_table, &DataTable::excludeRequested, this, [this](const QString& field, const models::Cell& cell) {
        m_filter->addFilterByCell(field, cell, true);
    });
    connect(m_table, &DataTable::clearFiltersRequested, this, [this] {
        m_segment = segmentWords().front();
        m_filter->setFilters({});
        ask();
        Q_EMIT changed();
    });
    connect(m_table, &DataTable::retryRequested, &m_model, &models::CustomerTableModel::retry);
    connect(m_table, &DataTable::pauseToggled, this, [this] { m_shell.view().setLive(!m_shell.view().live()); });
    connect(m_table, &DataTable::firstRequested, &m_model, &models::CustomerTableModel::seekFirst);
    connect(m_table, &DataTable::lastRequested, &m_model, &models::CustomerTableModel::seekLast);
    connect(m_table, &DataTable::sortingMayResume, this, [this](bool may) { m_model.setMayMove(may); });
    connect(m_table->view()->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value == 0)
            m_model.fetchAbove();
    });
}

void CustomerList::sortBy(const QString& key, Qt::SortOrder order)
{
    setSort(order == Qt::DescendingOrder ? QString(QLatin1Char('-') + key) : key);
    ask();
    Q_EMIT changed();
}

models::CustomerQuestion CustomerList::question() const
{
    models::CustomerQuestion question;
    question.agent = m_shell.view().scope();
    for (const Filter& filter : m_filter->filters())
        question.filters << customerCondition(filter);
    question.segment = m_segment;
    question.sort = m_sort;
    return question;
}

contract::SpanInput CustomerList::spanInput() const
{
    const models::Span span = m_shell.view().span();
    return {scopeOf(m_shell.view()), span.from, span.to};
}

void CustomerList::ask()
{
    m_table->setState(m_model.hasAnswer() ? TableState::Reloading : TableState::Loading);
    m_model.ask(question());
}

bool CustomerList::isFiltered() const
{
    return !m_filter->filters().empty() || m_segment != segmentWords().front();
}

void CustomerList::showState()
{
    const bool hasRows = m_model.rowCount() > 0;
    // Offline the rows stay as they were; the footer says of when.
    if (m_model.failure() && (m_shell.gateway().isLive() || !hasRows)) {
        const ErrorText failure = errorText(*m_model.failure());
        m_table->setFailure(failure.sentence, failure.code, failure.requestId);
        return showTotals();
    }
    if (hasRows) {
        m_table->setState(TableState::Rows);
    } else if (isFiltered()) {
        m_table->setState(TableState::EmptyFiltered);
    } else {
        m_firstSteps->say(m_table->emptyState(), tr("Customers appear here with their first request."));
        m_table->setState(TableState::Empty);
    }
    showTotals();
    showSelection();
    fillView();
}

void CustomerList::showTotals()
{
    if (!m_model.hasAnswer())
        return;
    if (m_everyoneOf != m_model.question().agent)
        m_everyone.reset();
    if (!isFiltered()) {
        m_everyone = m_model.total();
        m_everyoneOf = m_model.question().agent;
    }
    m_table->setTotal(m_model.total());
    const models::Money sum = usdc(m_model.totalRevenue());
    QStringList note{models::formatMoney(sum)};
    if (const auto basis = m_model.basis())
        note.last() = tr("%1, %2").arg(note.last(), basisWord(*basis));
    note << tr("all time");
    if (!m_shell.gateway().isLive() && m_model.readAt())
        note << tr("as of %1").arg(models::formatTime(*m_model.readAt()));
    m_table->setFooterNote(note.join(QStringLiteral(" · ")));
    const QString count = isFiltered() && m_everyone
        ? tr("%1 of %2").arg(models::formatCount(m_model.total()), models::formatCount(*m_everyone))
        : m_model.total() == 1 ? tr("1 customer") : tr("%1 customers").arg(models::formatCount(m_model.total()));
    m_filter->setResult(isFiltered() ? QString(count + QStringLiteral(" · ") + models::formatMoney(sum)) : count);
}

void CustomerList::select(const QString& customerId)
{
    m_wanted = customerId;
    showSelection();
}

void CustomerList::showSelection()
{
    if (m_wanted.isEmpty() || !m_model.hasAnswer() || m_model.isLoading())
        return;
    if (const auto row = m_model.rowOf(std::exchange(m_wanted, {})))
        m_table->selectRow(*row);
}

/// The view asks for more while it scrolls; an answer that came while another was awaited may leave it short.
void CustomerList::fillView()
{
    const QScrollBar* bar = m_table->view()->verticalScrollBar();
    if (isVisible() && bar->value() == bar->maximum() && m_model.canFetchMore({}))
        m_model.fetchMore({});
}

void CustomerList::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fillView();
}

QString CustomerList::filterText() const
{
    return ui::filterText(m_filter->filters());
}

void CustomerList::setFilterText(const QString& text)
{
    if (const auto filters = parseFilters(text, m_filter->fields()))
        m_filter->setFilters(*filters);
}

void CustomerList::setSegment(const QString& word)
{
    if (segmentWords().contains(word))
        m_segment = word;
}

void CustomerList::setSort(const QString& sort)
{
    const bool isDescending = sort.startsWith(QLatin1Char('-'));
    const QString key = isDescending ? sort.mid(1) : sort;
    for (const Column& column : customerColumns()) {
        if (column.key != key || !column.isSortable)
            continue;
        m_sort = sort;
        m_table->setSort(key, isDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
}

void CustomerList::focusFilter()
{
    m_filter->focusText();
}

} // namespace bursar::ui
