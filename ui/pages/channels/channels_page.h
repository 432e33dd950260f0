// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pages/channels/channel_record.h"
#include "models/pages/common/live_pulse.h"
#include "ui/pages/channels/channel_dialog.h"
#include "ui/pages/common/paged_export.h"
#include "ui/shell/page.h"

#include <QPointer>

class QStackedWidget;

namespace bursar::ui {

class ChannelHeadline;
class ChannelList;
class ChannelView;
class TransactionInspector;

/// Payment channels: all of them, and one with everything that can be done with it.
class ChannelsPage : public Page {
    Q_OBJECT

public:
    explicit ChannelsPage(Shell& shell, QWidget* parent = nullptr);
    ~ChannelsPage() override;

    QString id() const override { return QStringLiteral("channels"); }
    QString title() const override;
    QWidget* headline() override;
    std::vector<PageAction> actions() override;
    void refresh() override;
    void deactivate() override;
    QJsonObject saveState() const override;
    void restoreState(const QJsonObject& state) override;
    void focusFilter() override;
    bool isBusy() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectList();
    void connectView();
    bool showsChannel() const { return !m_shown.isEmpty(); }
    void inspect(int row);
    void inspectPending();
    void startPulses();

    std::vector<PageAction> listActions();
    std::vector<PageAction> channelActions();
    /// Why this operator may not act now: line and role.
    QString whyNotAct() const;
    /// The same for what an active channel is needed for.
    QString whyNotActive() const;
    void openChannel();
    void topUp();
    void transact();
    void letLeave();
    void closeChannel();
    void decide(const QString& milestoneId, bool isApproval);
    void deliver(const QString& milestoneId);
    void sendDelivery(const QString& milestoneId, const QString& proof);
    /// Reversible: asks nothing and offers Undo.
    void setPaused(bool isPaused);
    void showDialog(models::ChannelOrder kind, ChannelForm* form);
    void readAgain();

    QString whyNoExport() const;
    void exportList();
    void exportChannel();
    void follow(PagedExport* running);
    void endExport();

    models::ChannelRecord m_record;
    models::LivePulse m_listPulse;
    models::LivePulse m_channelPulse;
    QPointer<ChannelHeadline> m_headline; ///< in the header while a channel is shown
    QStackedWidget* m_stack;
    ChannelList* m_list;
    ChannelView* m_view;
    TransactionInspector* m_inspector;
    PagedExport* m_export = nullptr;
    QString m_shown;                ///< id of the channel; empty: the list
    std::int64_t m_pendingEntry = 0; ///< a transaction to open once it is read
};

} // namespace bursar::ui
