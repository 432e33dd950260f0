// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/channels/channel_lists.h"

namespace bursar::models {

/// Channels in the engine's order, which need not be that of their making. UI thread only.
///
/// Live, its first pages are read again: values change in place, rows that overtook others move, new ones come in where
/// they belong. Nothing moves while `setMayMove(false)`. Replies that a newer question has overtaken are dropped.
class ChannelTableModel : public PagedModelBase {
    Q_OBJECT

public:
    using Input = contract::ListChannels::Input;

    explicit ChannelTableModel(Gateway& gateway, QObject* parent = nullptr);

    /// Asks with other conditions; cursor and limit are the model's.
    void ask(Input question);
    const Input& question() const { return m_question; }
    const contract::Channel& row(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    /// How many match; empty before the first answer.
    std::optional<qint64> total() const { return m_total; }
    /// Off while the pointer is over the rows: values change, places do not.
    void setMayMove(bool may) { m_mayMove = may; }

    void read() override;
    void refresh() override;
    void retry() override;
    bool isWhole() const override { return m_answered && !m_next; }
    QString keyOf(int row) const override { return ChannelList::key(this->row(row)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

private:
    enum class Part { First, More, Fresh };
    using Rows = std::vector<contract::Channel>;
    void send(Part part, std::optional<std::string> cursor);
    void take(Part part, contract::ChannelPage page);
    void append(Rows rows);
    void takeFresh(contract::ChannelPage page);
    void updateValues(const Rows& rows);
    void replaceRows(Rows rows);
    void removeMissing(const Rows& wanted);
    void reorder(const Rows& wanted);
    void insertNew(Rows wanted);

    Gateway& m_gateway;
    Input m_question;
    Rows m_rows;
    Rows m_fresh;                      ///< read again, page by page
    std::optional<std::string> m_next; ///< cursor below the last row
    std::optional<qint64> m_total;
    Part m_asked = Part::First;        ///< what failed
    quint64 m_generation = 0;
    int m_freshPages = 0;
    bool m_loadingMore = false;
    bool m_refreshing = false;
    bool m_mayMove = true;
};

} // namespace bursar::models
