// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/gateway.h"
#include "models/common/cell.h"
#include "models/common/time.h"
#include "models/pages/common/cell_table.h"

#include <QAbstractTableModel>

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <vector>

namespace bursar::models {

/// A list that the engine gives from its newest row on, page by page, by cursor. UI thread only.
///
/// Live, its first pages are read again and merged: new rows come on top, changed ones change, those that no longer match
/// go; nothing else moves. Where more came than `kCatchUpPages`, what is being read stays and `hasGap` says so.
class PagedModelBase : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kPageRows = 200;
    static constexpr std::size_t kWindowRowsMax = 20'000;
    static constexpr int kCatchUpPages = 3;

    using QAbstractTableModel::QAbstractTableModel;

    /// From the first row, announced.
    virtual void read() = 0;
    /// Live: the first pages, unannounced. Nothing before the first answer or while it is being read.
    virtual void refresh() = 0;
    /// What failed, once more.
    virtual void retry() = 0;
    virtual QString keyOf(int row) const = 0;

    std::optional<int> rowOf(const QString& key) const;
    bool isLoading() const { return m_loading; }
    bool hasAnswer() const { return m_answered; }
    /// Why the last read failed; empty after a good one.
    const std::optional<base::Error>& failure() const { return m_failure; }
    std::optional<Instant> readAt() const { return m_readAt; }
    /// More came since than were read; reading from the first row shows them.
    bool hasGap() const { return m_hasGap; }
    /// The window is full: older rows are found by a filter.
    bool isFull() const { return rowCount() >= static_cast<int>(kWindowRowsMax); }
    /// Whether all rows there are stand in the window.
    virtual bool isWhole() const = 0;
    /// The first row is in view: where rows came in masses, the list may begin anew.
    void setAtTop(bool atTop) { m_atTop = atTop; }

Q_SIGNALS:
    void answered();
    void failed();

protected:
    /// What a narrow column cuts.
    static QString wholeText(const Cell& cell);

    std::optional<base::Error> m_failure;
    std::optional<Instant> m_readAt;
    bool m_loading = false;
    bool m_answered = false;
    bool m_hasGap = false;
    bool m_atTop = true;
};

/// `List` names the operation (`Op`), its rows (`Row`, `rows(output)`), their ascending number (`id`), their key (`key`),
/// and their cells (`cell(row, column)`, `kColumns`).
template <class List>
class PagedModel final : public PagedModelBase {
public:
    using Op = typename List::Op;
    using Input = typename Op::Input;
    using Output = typename Op::Output;
    using Row = typename List::Row;

    explicit PagedModel(Gateway& gateway, List list = {}, QObject* parent = nullptr)
        : PagedModelBase(parent), m_gateway(gateway), m_list(std::move(list))
    {
    }
    /// What the cells need to know beside their row; set before a question.
    List& list() { return m_list; }

    /// Asks with other conditions; cursor and limit are the model's.
    void ask(Input question)
    {
        m_question = std::move(question);
        read();
    }
    const Input& question() const { return m_question; }
    /// Forgets everything: what follows is a list of something else, of which nothing is known.
    void clear()
    {
        ++m_generation;
        beginResetModel();
        m_rows.clear();
        m_next.reset();
        m_failure.reset();
        m_readAt.reset();
        m_loading = m_loadingMore = m_refreshing = m_answered = m_hasGap = false;
        endResetModel();
    }
    const Row& row(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }

    void read() override
    {
        ++m_generation;
        m_loading = true;
        m_loadingMore = m_refreshing = false;
        send(std::nullopt, Part::First, [this](Output page) { takeFirst(std::move(page)); });
    }
    void refresh() override
    {
        if (!m_answered || m_loading || m_refreshing)
            return;
        m_refreshing = true;
        m_fresh.clear();
        readFresh(std::nullopt, 1);
    }
    void retry() override
    {
        if (m_failure && m_asked == Part::More) {
            m_failure.reset();
            fetchMore({});
        } else if (m_failure && m_asked == Part::Fresh) {
            refresh();
        } else {
            read();
        }
    }
    void fetchMore(const QModelIndex& parent) override
    {
        if (!canFetchMore(parent))
            return;
        m_loadingMore = true;
        send(m_next, Part::More, [this](Output page) { append(std::move(page)); });
    }
    bool canFetchMore(const QModelIndex& parent) const override
    {
        return !parent.isValid() && m_next && !m_loading && !m_loadingMore && !m_failure && !isFull();
    }
    bool isWhole() const override { return m_answered && !m_next; }

    QString keyOf(int at) const override { return List::key(row(at)); }
    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : List::kColumns; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (!index.isValid() || index.row() >= rowCount())
            return {};
        if (role == kRowKeyRole)
            return keyOf(index.row());
        if (role != kCellRole && role != Qt::DisplayRole && role != Qt::ToolTipRole)
            return {};
        const Cell cell = m_list.cell(row(index.row()), index.column());
        if (role == kCellRole)
            return toVariant(cell);
        return role == Qt::ToolTipRole ? wholeText(cell) : shown(cell);
    }

private:
    enum class Part { First, More, Fresh };

    template <class Take>
    void send(std::optional<std::string> cursor, Part part, Take take)
    {
        Input input = m_question;
        input.cursor = std::move(cursor);
        input.limit = kPageRows;
        m_gateway.call<Op>(std::move(input), this,
                           [this, part, take, generation = m_generation](contract::Outcome<Output> outcome) {
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
                               take(outcome.take());
                               Q_EMIT answered();
                           });
    }

    void takeFirst(Output page)
    {
        beginResetModel();
        m_rows = std::move(List::rows(page));
        m_next = std::move(page.next);
        m_hasGap = false;
        endResetModel();
    }
    void append(Output page)
    {
        m_next = std::move(page.next);
        std::vector<Row>& rows = List::rows(page);
        std::erase_if(rows, [this](const Row& row) { return !m_rows.empty() && List::id(row) >= List::id(m_rows.back()); });
        if (rows.empty())
            return;
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
        std::ranges::move(rows, std::back_inserter(m_rows));
        endInsertRows();
    }

    void readFresh(std::optional<std::string> cursor, int pages)
    {
        m_refreshing = true;
        send(std::move(cursor), Part::Fresh, [this, pages](Output page) {
            std::vector<Row>& rows = List::rows(page);
            const bool meets = m_rows.empty() || !page.next
                || (!rows.empty() && List::id(rows.back()) <= List::id(m_rows.front()));
            std::ranges::move(rows, std::back_inserter(m_fresh));
            if (meets)
                return merge(std::move(page.next));
            if (pages < kCatchUpPages)
                return readFresh(std::move(page.next), pages + 1);
            if (m_atTop)
                return startOver(std::move(page.next));
            m_hasGap = true;
        });
    }
    void startOver(std::optional<std::string> next)
    {
        beginResetModel();
        m_rows = std::move(m_fresh);
        m_next = std::move(next);
        m_hasGap = false;
        endResetModel();
    }
    /// The rows from the newest to the last one that was read again, as they are now.
    void merge(std::optional<std::string> next)
    {
        m_hasGap = false;
        const bool isAll = !next;
        const std::int64_t last = m_fresh.empty() ? 0 : List::id(m_fresh.back());
        const bool covers = isAll || m_rows.empty() || last <= List::id(m_rows.back());
        removeMissing(isAll ? std::numeric_limits<std::int64_t>::min() : last);
        insertNew();
        updateChanged();
        if (covers)
            m_next = std::move(next);
    }
    void removeMissing(std::int64_t downTo)
    {
        std::unordered_set<std::int64_t> present;
        for (const Row& row : m_fresh)
            present.insert(List::id(row));
        for (int at = rowCount() - 1; at >= 0; --at) {
            const std::int64_t id = List::id(row(at));
            if (id < downTo || present.contains(id))
                continue;
            beginRemoveRows({}, at, at);
            m_rows.erase(m_rows.begin() + at);
            endRemoveRows();
        }
    }
    void insertNew()
    {
        const auto place = [this](const Row& row) {
            return std::ranges::lower_bound(m_rows, List::id(row), std::greater<>(), List::id) - m_rows.begin();
        };
        const auto isKnown = [this](std::ptrdiff_t at, const Row& row) {
            return at < std::ssize(m_rows) && List::id(m_rows[static_cast<std::size_t>(at)]) == List::id(row);
        };
        for (std::size_t first = 0; first < m_fresh.size();) {
            const std::ptrdiff_t at = place(m_fresh[first]);
            std::size_t end = first;
            while (end < m_fresh.size() && place(m_fresh[end]) == at && !isKnown(at, m_fresh[end]))
                ++end;
            if (end == first) {
                ++first;
                continue;
            }
            beginInsertRows({}, static_cast<int>(at), static_cast<int>(at + std::ptrdiff_t(end - first)) - 1);
            m_rows.insert(m_rows.begin() + at, m_fresh.begin() + std::ptrdiff_t(first), m_fresh.begin() + std::ptrdiff_t(end));
            endInsertRows();
            first = end;
        }
    }
    void updateChanged()
    {
        std::size_t at = 0;
        for (Row& fresh : m_fresh) {
            while (List::id(m_rows[at]) != List::id(fresh))
                ++at;
            bool isSame = true;
            for (int column = 0; column < List::kColumns && isSame; ++column)
                isSame = m_list.cell(m_rows[at], column) == m_list.cell(fresh, column);
            m_rows[at] = std::move(fresh);
            if (!isSame)
                Q_EMIT dataChanged(index(static_cast<int>(at), 0), index(static_cast<int>(at), List::kColumns - 1));
        }
    }

    Gateway& m_gateway;
    List m_list;
    Input m_question;
    std::vector<Row> m_rows;           ///< newest first
    std::vector<Row> m_fresh;          ///< read again, until it meets what is known
    std::optional<std::string> m_next; ///< cursor below the last row
    Part m_asked = Part::First;        ///< what failed
    quint64 m_generation = 0;
    bool m_loadingMore = false;
    bool m_refreshing = false;
};

} // namespace bursar::models
