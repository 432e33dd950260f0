// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/channels_desk.h"
#include "models/pages/channels/channel_table_model.h"
#include "models/pages/common/query.h"
#include "ui/shell/page.h"
#include "ui/widgets/filter_query.h"

namespace bursar::ui {

class EmptyState;
class FirstSteps;
class PagedList;
class StatCard;
class StatRow;

/// All channels: what they hold together, and each of them.
class ChannelList : public QWidget {
    Q_OBJECT

public:
    explicit ChannelList(Shell& shell, QWidget* parent = nullptr);

    /// Reads what is asked for, unless it is shown already: then only what is new.
    void read();
    void refreshLive();
    bool isBusy() const;
    PagedList* list() const { return m_list; }
    models::ChannelTableModel& model() { return m_model; }

    QString filterText() const;
    void setFilterText(const QString& text);
    const QString& sort() const { return m_sort; }
    void setSort(const QString& sort);

Q_SIGNALS:
    void opened(const QString& channelId);
    void openedInWindow(const QString& channelId);
    /// Filter, sort, or whether there are rows.
    void changed();

private:
    PagedList* makeList();
    void connectList();
    void showTotals();
    void fillTotals();
    void sayEmpty(EmptyState* state);
    void ask(const std::vector<Filter>& filters);

    Shell& m_shell;
    models::Query<contract::GetChannelTotals> m_totals;
    models::Query<contract::GetEscrowTotals> m_escrow;
    models::ChannelTableModel m_model;
    FirstSteps* m_firstSteps;
    StatRow* m_cards;
    PagedList* m_list;
    QString m_sort;
    std::optional<std::string> m_askedScope;
};

} // namespace bursar::ui
