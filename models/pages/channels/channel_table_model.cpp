// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pages/channels/channel_table_model.h"

#include <unordered_map>
#include <utility>

namespace bursar::models {

namespace {
std::unordered_map<std::string, std::size_t> placesOf(const std::vector<contract::Channel>& rows)
{
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i)
        places.emplace(rows[i].channel_id, i);
    return places;
}

} // namespace

ChannelTableModel::ChannelTableModel(Gateway& gateway, QObject* parent) : PagedModelBase(parent), m_gateway(gateway) {}

void ChannelTableModel::ask(Input question)
{
    m_question = std::move(question);
    read();
}

void ChannelTableModel::read()
{
    ++m_generation;
    m_loading = true;
    m_loadingMore = m_refreshing = false;
    send(Part::First, std::nullopt);
}

void ChannelTableModel::refresh()
{
    if (!m_answered || m_loading || m_loadingMore || std::exchange(m_refreshing, true))
        return;
    m_fresh.clear();
    m_freshPages = 0;
    send(Part::Fresh, std::nullopt);
}

void ChannelTableModel::retry()
{
    if (!m_failure || m_asked == Part::First)
        return read();
    m_failure.reset();
    m_asked == Part::More ? fetchMore({}) : refresh();
}

bool ChannelTableModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_next && !m_loading && !m_loadingMore && !m_refreshing && !m_failure && !isFull();
}

void ChannelTableModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_loadingMore = true;
    send(Part::More, m_next);
}

void ChannelTableModel::send(Part part, std::optional<std::string> cursor)
{
    Input input = m_question;
    input.cursor = std::move(cursor);
    input.limit = kPageRows;
    m_gateway.call<contract::ListChannels>(
        std::move(input), this,
        [this, part, generation = m_generation](contract::Outcome<contract::ChannelPage> outcome) {
            if (generation != m_generation)
                return;
            (part == Part::First ? m_loading : part == Part::More ? m_loadingMore : m_refreshing) = false;
            if (!outcome) {
                m_asked = part;
                m_failure = outcome.error();
                Q_EMIT failed();
                return;
            }
            m_failure.reset();
            m_readAt = displaySettings().now();
            m_answered = true;
            m_total = outcome->total;
            take(part, outcome.take());
            Q_EMIT answered();
        });
}

void ChannelTableModel::take(Part part, contract::ChannelPage page)
{
    switch (part) {
    case Part::First:
        beginResetModel();
        m_rows = std::move(page.channels);
        m_next = std::move(page.next);
        endResetModel();
        return;
    case Part::More:
        m_next = std::move(page.next);
        return append(std::move(page.channels));
    case Part::Fresh:
        return takeFresh(std::move(page));
    }
}

/// A row may have moved between two pages: it stands once.
void ChannelTableModel::append(Rows rows)
{
    const auto known = placesOf(m_rows);
    std::erase_if(rows, [&known](const contract::Channel& row) { return known.contains(row.channel_id); });
    if (rows.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
    std::ranges::move(rows, std::back_inserter(m_rows));
    endInsertRows();
}

void ChannelTableModel::takeFresh(contract::ChannelPage page)
{
    const auto known = placesOf(m_fresh);
    for (contract::Channel& row : page.channels) {
        if (!known.contains(row.channel_id))
            m_fresh.push_back(std::move(row));
    }
    const bool covers = !page.next || m_fresh.size() >= m_rows.size();
    if (!covers && ++m_freshPages < kCatchUpPages) {
        m_refreshing = true;
        return send(Part::Fresh, std::move(page.next));
    }
    updateValues(m_fresh);
    if (!m_mayMove)
        return;
    if (covers) {
        m_next = std::move(page.next);
    } else { // what was read below stays below
        const auto fresh = placesOf(m_fresh);
        std::ranges::copy_if(m_rows, std::back_inserter(m_fresh),
                             [&fresh](const contract::Channel& row) { return !fresh.contains(row.channel_id); });
    }
    replaceRows(std::exchange(m_fresh, {}));
}

void ChannelTableModel::updateValues(const Rows& rows)
{
    const auto places = placesOf(m_rows);
    for (const contract::Channel& row : rows) {
        const auto found = places.find(row.channel_id);
        if (found == places.end())
            continue;
        const contract::Channel before = std::exchange(m_rows[found->second], row);
        const int at = static_cast<int>(found->second);
        for (int column = 0; column < kChannelColumns; ++column) {
            if (ChannelList::cell(before, column) != ChannelList::cell(row, column))
                Q_EMIT dataChanged(index(at, column), index(at, column)); // what changed is tinted, nothing else
        }
    }
}

/// Views are told the least: who left, who changed places, who came.
void ChannelTableModel::replaceRows(Rows rows)
{
    removeMissing(rows);
    reorder(rows);
    insertNew(std::move(rows));
}

void ChannelTableModel::removeMissing(const Rows& wanted)
{
    const auto places = placesOf(wanted);
    for (int at = rowCount() - 1; at >= 0; --at) {
        if (places.contains(row(at).channel_id))
            continue;
        beginRemoveRows({}, at, at);
        m_rows.erase(m_rows.begin() + at);
        endRemoveRows();
    }
}

void ChannelTableModel::reorder(const Rows& wanted)
{
    const auto places = placesOf(wanted);
    const auto before = [&places](const contract::Channel& a, const contract::Channel& b) {
        return places.at(a.channel_id) < places.at(b.channel_id);
    };
    if (std::ranges::is_sorted(m_rows, before))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<std::string> ids;
    for (const QModelIndex& each : from)
        ids.push_back(row(each.row()).channel_id);
    std::ranges::stable_sort(m_rows, before);
    const auto now = placesOf(m_rows);
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(index(static_cast<int>(now.at(ids[static_cast<std::size_t>(i)])), from[i].column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void ChannelTableModel::insertNew(Rows wanted)
{
    for (std::size_t at = 0; at < wanted.size();) {
        const auto isHere = [this, &wanted](std::size_t place, std::size_t mine) {
            return mine < m_rows.size() && m_rows[mine].channel_id == wanted[place].channel_id;
        };
        std::size_t end = at;
        while (end < wanted.size() && !isHere(end, at))
            ++end;
        if (end == at) {
            ++at;
            continue;
        }
        beginInsertRows({}, static_cast<int>(at), static_cast<int>(end) - 1);
        m_rows.insert(m_rows.begin() + std::ptrdiff_t(at), std::make_move_iterator(wanted.begin() + std::ptrdiff_t(at)),
                      std::make_move_iterator(wanted.begin() + std::ptrdiff_t(end)));
        endInsertRows();
        at = end;
    }
}

int ChannelTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ChannelTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kChannelColumns;
}

QVariant ChannelTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == kRowKeyRole)
        return keyOf(index.row());
    if (role != kCellRole && role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const Cell cell = ChannelList::cell(row(index.row()), index.column());
    if (role == kCellRole)
        return toVariant(cell);
    return role == Qt::ToolTipRole ? wholeText(cell) : shown(cell);
}

} // namespace bursar::models
