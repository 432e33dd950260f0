// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/logs/log_table_model.h"

#include "models/common/cell.h"
#include "models/pages/common/cell_table.h"
#include "models/pages/logs/log_cells.h"

namespace bursar::models {

namespace {
constexpr std::chrono::milliseconds kBetweenFollows{500};
}

LogTableModel::LogTableModel(Gateway& gateway, QObject* parent) : QAbstractTableModel(parent), m_gateway(gateway)
{
    m_followGate.setSingleShot(true);
    m_followGate.setInterval(kBetweenFollows);
    connect(&m_followGate, &QTimer::timeout, this, [this] {
        if (std::exchange(m_followPending, false))
            follow();
    });
}

void LogTableModel::ask(const LogQuestion& question)
{
    m_question = question;
    m_at.reset();
    read(Part::First);
}

void LogTableModel::seek(std::optional<Instant> at)
{
    m_at = at;
    read(Part::First);
}

void LogTableModel::retry()
{
    read(Part::First);
}

void LogTableModel::setFollowing(bool following)
{
    m_following = following;
    if (following)
        follow();
}

void LogTableModel::follow()
{
    // Rows that were dropped above must be fetched by scrolling: jumping over them would leave a hole.
    if (!m_following || !m_question.follows || !m_answered || m_at)
        return;
    if (m_loading || m_followGate.isActive()) {
        m_followPending = true;
        if (!m_followGate.isActive())
            m_followGate.start();
        return;
    }
    m_followGate.start();
    m_rows.empty() ? read(Part::First) : fetchNewer();
}

contract::ListLogs::Input LogTableModel::input(Part part) const
{
    contract::ListLogs::Input input;
    if (!m_question.agent.isEmpty())
        input.agent_id = m_question.agent.toStdString();
    input.from = m_question.span.from;
    if (!m_question.follows)
        input.to = m_question.span.to;
    for (const QString& filter : m_question.filters)
        input.filter.push_back(filter.toStdString());
    input.limit = kPageRows;
    if (part == Part::First)
        input.at = m_at;
    else
        input.cursor = part == Part::Older ? m_older : m_newer;
    return input;
}

void LogTableModel::read(Part part)
{
    setLoading(true);
    m_gateway.call<contract::ListLogs>(
        input(part), this,
        [this, part, generation = ++m_generation](contract::Outcome<contract::LogPage> outcome) {
            if (generation != m_generation)
                return;
            setLoading(false);
            if (!outcome) {
                m_failure = outcome.error();
                Q_EMIT failed();
                return;
            }
            m_failure.reset();
            take(part, outcome.take());
            Q_EMIT answered();
        });
}

void LogTableModel::take(Part part, contract::LogPage page)
{
    m_answered = true;
    if (page.total || page.total_estimate) {
        m_totalIsEstimated = !page.total;
        m_total = page.total ? page.total : page.total_estimate;
    }
    switch (part) {
    case Part::First:
        return takeFirst(std::move(page));
    case Part::Older:
        return append(std::move(page));
    case Part::Newer:
        return prepend(std::move(page));
    }
}

void LogTableModel::takeFirst(contract::LogPage page)
{
    beginResetModel();
    m_rows.assign(std::make_move_iterator(page.logs.begin()), std::make_move_iterator(page.logs.end()));
    m_older = std::move(page.next);
    m_newer = std::move(page.previous);
    endResetModel();
}

void LogTableModel::append(contract::LogPage page)
{
    m_older = std::move(page.next);
    if (page.logs.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(page.logs.size()) - 1);
    m_rows.insert(m_rows.end(), std::make_move_iterator(page.logs.begin()), std::make_move_iterator(page.logs.end()));
    endInsertRows();
    if (m_rows.size() <= kWindowRowsMax)
        return;
    const std::size_t surplus = m_rows.size() - kWindowRowsMax;
    beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
    m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(surplus));
    endRemoveRows();
    m_newer.reset(); // the cursor stood above rows that are gone: seek() begins there again
    m_at = m_rows.front().created_at;
}

void LogTableModel::prepend(contract::LogPage page)
{
    if (page.previous)
        m_newer = std::move(page.previous);
    if (page.logs.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(page.logs.size()) - 1);
    m_rows.insert(m_rows.begin(), std::make_move_iterator(page.logs.begin()), std::make_move_iterator(page.logs.end()));
    endInsertRows();
    if (m_total)
        m_total = *m_total + static_cast<std::int64_t>(page.logs.size());
    if (m_rows.size() <= kWindowRowsMax)
        return;
    const int last = static_cast<int>(m_rows.size()) - 1;
    beginRemoveRows({}, static_cast<int>(kWindowRowsMax), last);
    m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(kWindowRowsMax), m_rows.end());
    endRemoveRows();
    m_older.reset();
}

void LogTableModel::setLoading(bool loading)
{
    if (std::exchange(m_loading, loading) != loading)
        Q_EMIT loadingChanged(loading);
}

std::optional<int> LogTableModel::rowOf(const QString& logId) const
{
    const std::string wanted = logId.toStdString();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].id == wanted)
            return static_cast<int>(i);
    }
    return std::nullopt;
}

std::optional<Span> LogTableModel::windowSpan() const
{
    if (m_rows.empty())
        return std::nullopt;
    return Span{m_rows.back().created_at, m_rows.front().created_at};
}

int LogTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LogTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kLogColumnCount;
}

QVariant LogTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const contract::RequestLog& log = row(index.row());
    if (role == kRowKeyRole)
        return QString::fromStdString(log.id);
    const Cell cell = logCell(log, static_cast<LogColumn>(index.column()));
    if (role == kCellRole)
        return toVariant(cell);
    return role == Qt::DisplayRole ? QVariant(shown(cell)) : QVariant();
}

bool LogTableModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_older && !m_loading && !m_failure;
}

void LogTableModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        read(Part::Older);
}

bool LogTableModel::canFetchNewer() const
{
    return m_newer && !m_loading;
}

void LogTableModel::fetchNewer()
{
    if (canFetchNewer())
        read(Part::Newer);
}

} // namespace bursar::models
