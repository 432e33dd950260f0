// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/logs/log_table_model.h"

#include "models/common/cell.h"
#include "models/pages/common/cell_table.h"
#include "models/pages/logs/log_cells.h"

#include <algorithm>
#include <utility>

namespace bursar::models {

namespace {
constexpr std::chrono::milliseconds kBetweenFollows{500};

/// The engine's order: newest first, ids where times are equal.
bool comesBefore(const contract::RequestLog& a, const contract::RequestLog& b)
{
    return a.created_at != b.created_at ? a.created_at > b.created_at : a.id > b.id;
}
} // namespace

contract::ListLogs::Input logsInput(const LogQuestion& question, int limit)
{
    contract::ListLogs::Input input;
    if (!question.agent.isEmpty())
        input.agent_id = question.agent.toStdString();
    input.from = question.span.from;
    if (!question.follows)
        input.to = question.span.to;
    for (const QString& filter : question.filters)
        input.filter.push_back(filter.toStdString());
    input.limit = limit;
    return input;
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
    m_current = false;
    m_newestSeen.reset();
    seek(std::nullopt);
}

LogQuestion LogTableModel::shownQuestion() const
{
    LogQuestion shown = m_question;
    shown.follows = false;
    if (m_question.follows && m_newestSeen)
        shown.span.to = *m_newestSeen + std::chrono::microseconds(1);
    return shown;
}

void LogTableModel::seek(Instant at)
{
    seek(std::optional(at));
}

void LogTableModel::seekNewest()
{
    if (!m_atNewest)
        seek(std::nullopt);
}

void LogTableModel::seekOldest()
{
    if (!m_pages.empty() && m_pages.back().older)
        seek(m_question.span.from);
}

void LogTableModel::seek(std::optional<Instant> at)
{
    m_at = at;
    read(Part::First);
}

void LogTableModel::retry()
{
    read(m_failure && m_current ? m_asked : Part::First);
}

void LogTableModel::setFollowing(bool following)
{
    m_following = following;
    if (following)
        follow();
}

void LogTableModel::follow()
{
    if (!m_following || !m_question.follows || !m_answered)
        return;
    if (m_loading || m_followGate.isActive()) {
        m_followPending = true;
        if (!m_followGate.isActive())
            m_followGate.start();
        return;
    }
    // Rows that were dropped above must be fetched by scrolling: jumping over them would leave a hole.
    if (m_current && !m_atNewest)
        return;
    m_followGate.start();
    read(m_current && liveCursor() ? Part::Live : Part::First);
}

std::optional<std::string> LogTableModel::liveCursor() const
{
    // Above the page that lies under the last few rows, so that what came in late among them is seen.
    std::optional<std::string> cursor = m_pages.empty() ? std::nullopt : m_pages.front().newer;
    std::size_t rows = 0;
    for (const Page& page : m_pages) {
        if (rows > kLateRows || !page.newer)
            break;
        cursor = page.newer;
        rows += page.rows;
    }
    return cursor;
}

contract::ListLogs::Input LogTableModel::input(Part part) const
{
    contract::ListLogs::Input input = logsInput(m_question, part == Part::Live ? kFollowRows : kPageRows);
    switch (part) {
    case Part::First:
        input.at = m_at;
        break;
    case Part::Older:
        input.cursor = m_pages.back().older;
        break;
    case Part::Newer:
        input.cursor = m_pages.front().newer;
        break;
    case Part::Live:
        input.cursor = liveCursor();
        break;
    }
    return input;
}

void LogTableModel::read(Part part)
{
    m_asked = part;
    setLoading(true);
    m_gateway.call<contract::ListLogs>(
        input(part), this,
        [this, part, generation = ++m_generation](contract::Outcome<contract::LogPage> outcome) {
            if (generation != m_generation)
                return;
            if (!outcome) {
                m_failure = outcome.error();
                setLoading(false);
                Q_EMIT failed();
                return;
            }
            m_failure.reset();
            m_readAt = displaySettings().now();
            contract::LogPage page = outcome.take();
            const auto next = nextPart(part, page);
            take(part, std::move(page));
            if (next)
                return read(*next);
            setLoading(false);
            Q_EMIT answered();
        });
}

std::optional<LogTableModel::Part> LogTableModel::nextPart(Part part, const contract::LogPage& page) const
{
    const std::size_t rows = page.logs.size();
    switch (part) {
    case Part::First:
    case Part::Older:
        // A search that ran out of time has found nothing yet, which is not the same as nothing.
        if (rows == 0 && page.next)
            return Part::Older;
        // After a jump there is something above, so that the view can scroll up to it.
        if (part == Part::First && m_at && page.previous)
            return Part::Newer;
        return std::nullopt;
    case Part::Live:
        if (rows >= static_cast<std::size_t>(kFollowRows) && page.previous)
            return Part::Live;
        return std::nullopt;
    case Part::Newer:
        return std::nullopt;
    }
    return std::nullopt;
}

void LogTableModel::take(Part part, contract::LogPage page)
{
    m_answered = true;
    if (page.total || page.total_estimate) {
        m_totalIsEstimated = !page.total;
        m_total = page.total ? page.total : page.total_estimate;
    }
    if (!page.logs.empty() && (!m_newestSeen || page.logs.front().created_at > *m_newestSeen))
        m_newestSeen = page.logs.front().created_at;
    switch (part) {
    case Part::First:
        return takeFirst(std::move(page));
    case Part::Older:
        return append(std::move(page));
    case Part::Newer:
        return prepend(std::move(page));
    case Part::Live:
        return takeLive(std::move(page));
    }
}

void LogTableModel::takeFirst(contract::LogPage page)
{
    beginResetModel();
    m_rows.clear();
    m_known.clear();
    m_eye = 0;
    for (contract::RequestLog& row : unknownOf(std::move(page.logs)))
        m_rows.push_back(std::move(row));
    m_pages = {{m_rows.size(), std::move(page.previous), std::move(page.next)}};
    m_current = true;
    m_atNewest = !m_at;
    endResetModel();
}

std::vector<contract::RequestLog> LogTableModel::unknownOf(std::vector<contract::RequestLog> rows)
{
    std::erase_if(rows, [this](const contract::RequestLog& row) { return !m_known.insert(row.id).second; });
    return rows;
}

void LogTableModel::append(contract::LogPage page)
{
    std::vector<contract::RequestLog> rows = unknownOf(std::move(page.logs));
    if (rows.empty()) {
        m_pages.back().older = std::move(page.next);
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    m_pages.push_back({rows.size(), std::move(page.previous), std::move(page.next)});
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    endInsertRows();
    dropNewest();
}

void LogTableModel::prepend(contract::LogPage page)
{
    const bool isLast = page.logs.size() < static_cast<std::size_t>(kPageRows);
    std::vector<contract::RequestLog> rows = unknownOf(std::move(page.logs));
    if (rows.empty()) {
        if (page.previous)
            m_pages.front().newer = std::move(page.previous);
    } else {
        insertAbove(std::move(rows), {0, std::move(page.previous), std::move(page.next)});
        dropOldest();
    }
    m_atNewest = isLast; // only now: what was inserted was not new
}

void LogTableModel::takeLive(contract::LogPage page)
{
    std::vector<contract::RequestLog> rows = unknownOf(std::move(page.logs));
    const auto firstLate = std::ranges::find_if(rows, [this](const contract::RequestLog& row) {
        return !m_rows.empty() && comesBefore(m_rows.front(), row);
    });
    std::vector<contract::RequestLog> late(std::make_move_iterator(firstLate), std::make_move_iterator(rows.end()));
    rows.erase(firstLate, rows.end());
    if (m_total)
        m_total = *m_total + static_cast<std::int64_t>(rows.size() + late.size());
    for (contract::RequestLog& row : late)
        insertLate(std::move(row));
    if (rows.empty()) {
        if (page.previous)
            m_pages.front().newer = std::move(page.previous);
        return;
    }
    const bool isFull = m_rows.size() + rows.size() > kWindowRowsMax;
    if (isFull && static_cast<std::size_t>(m_eye) > m_rows.size() / 2) {
        // They would push out what is being read: they are fetched when the eye comes back up.
        for (const contract::RequestLog& row : rows)
            m_known.erase(row.id);
        m_atNewest = false;
        return;
    }
    insertAbove(std::move(rows), {0, std::move(page.previous), std::move(page.next)});
    dropOldest();
}

void LogTableModel::insertAbove(std::vector<contract::RequestLog> rows, Page page)
{
    page.rows = rows.size();
    beginInsertRows({}, 0, static_cast<int>(rows.size()) - 1);
    m_pages.push_front(std::move(page));
    m_rows.insert(m_rows.begin(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    endInsertRows();
}

/// A request that came in after newer ones goes to its place in time.
void LogTableModel::insertLate(contract::RequestLog row)
{
    const auto place = std::ranges::lower_bound(m_rows, row, comesBefore);
    const auto at = place - m_rows.begin();
    auto left = static_cast<std::size_t>(at);
    for (Page& page : m_pages) {
        if (left <= page.rows) {
            ++page.rows;
            break;
        }
        left -= page.rows;
    }
    beginInsertRows({}, static_cast<int>(at), static_cast<int>(at));
    m_rows.insert(place, std::move(row));
    endInsertRows();
}

void LogTableModel::dropNewest()
{
    // Whole pages: the cursor above the next one is known.
    std::size_t surplus = 0;
    while (m_rows.size() - surplus > kWindowRowsMax && m_pages.size() > 1) {
        surplus += m_pages.front().rows;
        m_pages.pop_front();
        m_atNewest = false;
    }
    if (surplus == 0)
        return;
    beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
    const auto end = m_rows.begin() + static_cast<std::ptrdiff_t>(surplus);
    for (auto row = m_rows.begin(); row != end; ++row)
        m_known.erase(row->id);
    m_rows.erase(m_rows.begin(), end);
    endRemoveRows();
}

void LogTableModel::dropOldest()
{
    std::size_t surplus = 0;
    while (m_rows.size() - surplus > kWindowRowsMax && m_pages.size() > 1) {
        surplus += m_pages.back().rows;
        m_pages.pop_back();
    }
    if (surplus == 0)
        return;
    const auto begin = m_rows.end() - static_cast<std::ptrdiff_t>(surplus);
    beginRemoveRows({}, static_cast<int>(begin - m_rows.begin()), rowCount() - 1);
    for (auto row = begin; row != m_rows.end(); ++row)
        m_known.erase(row->id);
    m_rows.erase(begin, m_rows.end());
    endRemoveRows();
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
    if (role == kFilterValueRole)
        return logFilterValue(log, static_cast<LogColumn>(index.column()));
    const Cell cell = logCell(log, static_cast<LogColumn>(index.column()));
    if (role == kCellRole)
        return toVariant(cell);
    return role == Qt::DisplayRole ? QVariant(shown(cell)) : QVariant();
}

bool LogTableModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_current && !m_pages.empty() && m_pages.back().older && !m_loading && !m_failure;
}

void LogTableModel::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        read(Part::Older);
}

bool LogTableModel::canFetchNewer() const
{
    return m_current && !m_atNewest && !m_pages.empty() && m_pages.front().newer && !m_loading && !m_failure;
}

void LogTableModel::fetchNewer()
{
    if (canFetchNewer())
        read(Part::Newer);
}

} // namespace bursar::models
