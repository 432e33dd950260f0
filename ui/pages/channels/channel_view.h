// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/channels/channel_record.h"
#include "ui/shell/page.h"

namespace bursar::ui {

class Banner;
class Card;
class DataTable;
class EscrowPanel;
class MilestonePanel;
class MovementList;
class PagedList;
class PageScroll;
class StatRow;

/// One channel: its figures, who takes part, milestones, the ledger beside the contract, money on its way, and the
/// transactions as they come.
class ChannelView : public QWidget {
    Q_OBJECT

public:
    /// `whyNoMilestone` says why milestones cannot be decided now.
    ChannelView(Shell& shell, models::ChannelRecord& record, std::function<QString()> whyNoMilestone,
                QWidget* parent = nullptr);

    /// Another channel is shown from now on; at once with what the list knows of it, if it is there.
    void begin(const contract::Channel* known);
    bool isBusy() const;
    PagedList* transactions() const { return m_transactions; }
    /// Line or role changed.
    void refreshActions();

Q_SIGNALS:
    void decisionRequested(const QString& milestoneId, bool isApproval);
    void deliveryRequested(const QString& milestoneId);
    void transactionOpened(int row);

private:
    QWidget* makeParties();
    QWidget* makeEscrow();
    QWidget* makeMovements();
    QWidget* makeMoney();
    QWidget* makeTransactions();
    void connectRecord();
    void fill();
    void fillCards();
    void fillFigures(const contract::Channel& channel);
    void fillParticipants(const contract::ChannelDetail& detail);
    void fillEscrow();
    void showCardStates();
    void showLive();

    Shell& m_shell;
    models::ChannelRecord& m_record;
    bool m_hasFigures = false; ///< of this channel, from the list or read
    models::CellTable m_participantRows;
    Banner* m_banner;
    PageScroll* m_scroll;
    StatRow* m_cards;
    DataTable* m_participants;
    MilestonePanel* m_milestones;
    Card* m_milestoneCard;
    EscrowPanel* m_escrow;
    MovementList* m_movements;
    Card* m_transactionCard;
    PagedList* m_transactions;
};

} // namespace bursar::ui
