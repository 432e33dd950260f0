// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/customers/customer_table_model.h"

#include "models/common/cell.h"
#include "models/pages/common/cell_table.h"
#include "models/pages/customers/customer_cells.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace bursar::models {

namespace {
/// The engine refuses offsets beyond.
constexpr std::int64_t kOffsetMax = 1'000'000;

std::unordered_map<std::string, std::size_t> placesOf(const auto& rows)
{
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i)
        places.emplace(rows[i].customer_id, i);
    return places;
}

/// Whether any shown value differs; ids are equal.
bool isSame(const contract::Customer& a, const contract::Customer& b)
{
    return a.last_seen_at == b.last_seen_at && a.total_requests == b.total_requests && a.error_count == b.error_count
        && a.total_revenue_atomic == b.total_revenue_atomic && a.churn_risk == b.churn_risk && a.ltv == b.ltv
        && a.country == b.country && a.churn_reason == b.churn_reason && a.last_30_days == b.last_30_days;
}
} // namespace

contract::ListCustomers::Input customersInput(const CustomerQuestion& question, int limit)
{
    contract::ListCustomers::Input input;
    if (!question.agent.isEmpty())
        input.agent_id = question.agent.toStdString();
    for (const QString& filter : question.filters)
        input.filter.push_back(filter.toStdString());
    if (question.segment != QLatin1String("all"))
        input.segment = question.segment.toStdString();
    input.sort = question.sort.toStdString();
    input.limit = limit;
    return input;
}

CustomerTableModel::CustomerTableModel(Gateway& gateway, QObject* parent)
    : QAbstractTableModel(parent), m_gateway(gateway)
{
}

void CustomerTableModel::ask(const CustomerQuestion& question)
{
    m_question = question;
    seek(0);
}

void CustomerTableModel::retry()
{
    read(m_failure ? m_asked : Part::First);
}

void CustomerTableModel::refresh()
{
    if (m_answered && !m_loading && m_above == 0)
        read(Part::Again);
}

void CustomerTableModel::seekFirst()
{
    if (m_above > 0)
        seek(0);
}

void CustomerTableModel::seekLast()
{
    const std::int64_t last = std::min(m_total - kPageRows, kOffsetMax);
    if (m_above + static_cast<std::int64_t>(m_rows.size()) < m_total && last > 0)
        seek(last);
}

void CustomerTableModel::seek(std::int64_t offset)
{
    m_seek = offset;
    read(Part::First);
}

std::int64_t CustomerTableModel::offsetAbove() const
{
    return std::max<std::int64_t>(0, m_above - kPageRows);
}

contract::ListCustomers::Input CustomerTableModel::input(Part part) const
{
    contract::ListCustomers::Input input = customersInput(m_question, kPageRows);
    std::int64_t offset = 0;
    switch (part) {
    case Part::First:
        offset = m_seek;
        break;
    case Part::Below:
        input.cursor = m_next;
        if (!m_next)
            offset = m_above + static_cast<std::int64_t>(m_rows.size());
        break;
    case Part::Above:
        offset = offsetAbove();
        input.limit = static_cast<int>(m_above - offset);
        break;
    case Part::Again:
        break;
    }
    if (offset > 0)
        input.offset = static_cast<int>(std::min(offset, kOffsetMax));
    return input;
}

void CustomerTableModel::read(Part part)
{
    m_asked = part;
    m_loading = true;
    m_gateway.call<contract::ListCustomers>(
        input(part), this,
        [this, part, generation = ++m_generation](contract::Outcome<contract::CustomerPage> outcome) {
            if (generation != m_generation)
                return;
            m_loading = false;
            if (!outcome) {
                m_failure = outcome.error();
                Q_EMIT failed();
                return;
            }
            m_failure.reset();
            m_readAt = displaySettings().now();
            take(part, outcome.take());
            Q_EMIT answered();
        });
}

void CustomerTableModel::take(Part part, contract::CustomerPage page)
{
    m_answered = true;
    m_total = page.total;
    m_totalRevenue = page.total_revenue_atomic;
    switch (part) {
    case Part::First:
        return takeFirst(std::move(page));
    case Part::Below:
        return append(std::move(page));
    case Part::Above:
        return prepend(std::move(page));
    case Part::Again:
        return merge(std::move(page));
    }
}

void CustomerTableModel::takeFirst(contract::CustomerPage page)
{
    beginResetModel();
    m_rows.clear();
    m_known.clear();
    for (contract::Customer& row : unknownOf(std::move(page.customers)))
        m_rows.push_back(std::move(row));
    m_next = std::move(page.next);
    m_above = m_seek;
    m_cutBelow = false;
    endResetModel();
}

std::vector<contract::Customer> CustomerTableModel::unknownOf(std::vector<contract::Customer> rows)
{
    std::erase_if(rows, [this](const contract::Customer& row) { return !m_known.insert(row.customer_id).second; });
    return rows;
}

void CustomerTableModel::append(contract::CustomerPage page)
{
    m_next = std::move(page.next);
    m_cutBelow = false;
    const auto rows = unknownOf(std::move(page.customers));
    if (rows.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    endInsertRows();
    if (m_rows.size() > kWindowRowsMax)
        dropOldest(m_rows.size() - kWindowRowsMax);
}

void CustomerTableModel::prepend(contract::CustomerPage page)
{
    m_above = offsetAbove();
    const auto rows = unknownOf(std::move(page.customers));
    if (rows.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.begin(), rows.begin(), rows.end());
    endInsertRows();
    if (m_rows.size() > kWindowRowsMax)
        dropNewest(m_rows.size() - kWindowRowsMax);
}

void CustomerTableModel::dropOldest(std::size_t surplus)
{
    beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
    for (std::size_t i = 0; i < surplus; ++i)
        m_known.erase(m_rows[i].customer_id);
    m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(surplus));
    m_above += static_cast<std::int64_t>(surplus);
    endRemoveRows();
}

void CustomerTableModel::dropNewest(std::size_t surplus)
{
    const std::size_t kept = m_rows.size() - surplus;
    beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_rows.size()) - 1);
    for (std::size_t i = kept; i < m_rows.size(); ++i)
        m_known.erase(m_rows[i].customer_id);
    m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(kept), m_rows.end());
    m_next.reset();
    m_cutBelow = true;
    endRemoveRows();
}

void CustomerTableModel::merge(contract::CustomerPage page)
{
    updateValues(page.customers);
    if (!m_mayMove)
        return;
    // The first page as it is now, then what was read below it; a whole answer leaves nothing below.
    const auto now = placesOf(page.customers);
    const bool isWhole = !page.next;
    const bool wasOnePage = m_rows.size() <= page.customers.size();
    std::deque<contract::Customer> rows(std::make_move_iterator(page.customers.begin()),
                                        std::make_move_iterator(page.customers.end()));
    if (!isWhole && !wasOnePage) {
        std::ranges::copy_if(m_rows, std::back_inserter(rows), [&now](const contract::Customer& row) {
            return !now.contains(row.customer_id);
        });
    }
    if (isWhole || wasOnePage) {
        m_next = std::move(page.next);
        m_cutBelow = false;
    }
    replaceRows(std::move(rows));
    if (m_rows.size() > kWindowRowsMax)
        dropNewest(m_rows.size() - kWindowRowsMax);
}

void CustomerTableModel::updateValues(const std::vector<contract::Customer>& rows)
{
    const auto places = placesOf(m_rows);
    for (const contract::Customer& row : rows) {
        const auto found = places.find(row.customer_id);
        if (found == places.end() || isSame(m_rows[found->second], row))
            continue;
        m_rows[found->second] = row;
        const int at = static_cast<int>(found->second);
        Q_EMIT dataChanged(index(at, 0), index(at, kCustomerColumnCount - 1));
    }
}

/// Views are told the least: who left, who changed places, who came.
void CustomerTableModel::replaceRows(std::deque<contract::Customer> rows)
{
    const auto wanted = placesOf(rows);
    for (int at = rowCount() - 1; at >= 0; --at) {
        const auto it = m_rows.begin() + at;
        if (wanted.contains(it->customer_id))
            continue;
        beginRemoveRows({}, at, at);
        m_known.erase(it->customer_id);
        m_rows.erase(it);
        endRemoveRows();
    }
    const auto before = [&wanted](const contract::Customer& a, const contract::Customer& b) {
        return wanted.at(a.customer_id) < wanted.at(b.customer_id);
    };
    if (!std::ranges::is_sorted(m_rows, before)) {
        Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
        const QModelIndexList from = persistentIndexList();
        std::vector<std::string> ids;
        for (const QModelIndex& index : from)
            ids.push_back(row(index.row()).customer_id);
        std::ranges::stable_sort(m_rows, before);
        const auto now = placesOf(m_rows);
        QModelIndexList to;
        for (qsizetype i = 0; i < from.size(); ++i)
            to.append(index(static_cast<int>(now.at(ids[static_cast<std::size_t>(i)])), from[i].column()));
        changePersistentIndexList(from, to);
        Q_EMIT layoutChanged({}, VerticalSortHint);
    }
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (!m_known.insert(rows[at].customer_id).second)
            continue;
        beginInsertRows({}, static_cast<int>(at), static_cast<int>(at));
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(at), std::move(rows[at]));
        endInsertRows();
    }
}

std::optional<contract::RevenueBasis> CustomerTableModel::basis() const
{
    return m_rows.empty() ? std::nullopt : std::optional(m_rows.front().revenue_basis);
}

std::optional<int> CustomerTableModel::rowOf(const QString& customerId) const
{
    const auto found = std::ranges::find(m_rows, customerId.toStdString(), &contract::Customer::customer_id);
    return found == m_rows.end() ? std::nullopt : std::optional(static_cast<int>(found - m_rows.begin()));
}

int CustomerTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CustomerTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kCustomerColumnCount;
}

QVariant CustomerTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const contract::Customer& customer = row(index.row());
    if (role == kRowKeyRole)
        return QString::fromStdString(customer.customer_id);
    const auto column = static_cast<CustomerColumn>(index.column());
    if (role == Qt::ToolTipRole && column == CustomerColumn::Churn && !customer.churn_reason.empty())
        return QString::fromStdString(customer.churn_reason);
    const Cell cell = customerCell(customer, column);
    if (role == kCellRole)
        return toVariant(cell);
    return role == Qt::DisplayRole ? QVariant(shown(cell)) : QVariant();
}

bool CustomerTableModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && (m_next || m_cutBelow) && !m_loading && !m_failure;
}

void CustomerTableModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        read(Part::Below);
}

void CustomerTableModel::fetchAbove()
{
    if (canFetchAbove())
        read(Part::Above);
}

} // namespace bursar::models
